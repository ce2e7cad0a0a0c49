"""The answer to a query as text: a table to read, or one of the standard formats."""

from __future__ import annotations

import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat, serialize

from kg.errors import QueryError, printable
from kg.rdf.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import QuerySolutions

    from kg.query import QueryResult

__all__ = ["FORMATS", "NO_ROWS", "show"]

_STANDARD: Final = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
}
FORMATS: Final = ("table", *_STANDARD, "ttl")
NO_ROWS: Final = "no rows\n"
"""What a table without rows says."""
_GAP: Final = "  "
_NARROWEST: Final = 12
"""Characters of a column; in a narrower one words are cut up, and rows read better downwards."""
_BREAKS: Final = str.maketrans("\t\n\r", "   ")


def show(result: QueryResult, output: str, width: int = 100) -> str:
    """Write out a result, which can be read only once.

    Args:
        result: As `kg.query.run` returns it.
        output: One of `FORMATS`: `table`; `csv`, `tsv`, `json` as SPARQL 1.1 has them; `ttl` for
            triples.
        width: Of the table, in characters.

    Raises:
        QueryError: This kind of result has no such format, or the store fails while it is read.
    """
    try:
        if isinstance(result, QueryTriples):
            return _show_triples(result, output)
        if output in _STANDARD:
            return (result.serialize(format=_STANDARD[output]) or b"").decode("utf-8")
        if output == "ttl":
            raise QueryError(
                "a SELECT or ASK query gives no triples; ask for table, csv, tsv or json"
            )
        if isinstance(result, QueryBoolean):
            return "yes\n" if result else "no\n"
        return _show_table(result, width)
    except (OSError, RuntimeError) as error:
        raise QueryError(
            f"the store cannot answer ({error}); build it again, or ask something simpler"
        ) from error


def _show_triples(result: QueryTriples, output: str) -> str:
    """Write the triples of a CONSTRUCT or DESCRIBE query as Turtle, in an order that stays."""
    if output not in {"ttl", "table"}:
        raise QueryError(
            f"a CONSTRUCT or DESCRIBE query gives triples, which no {output} holds; ask for ttl"
        )
    data = serialize(sorted(result, key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    lines = (data or b"").decode("utf-8").split("\n")
    head, body = lines[: len(PREFIXES)], lines[len(PREFIXES) :]
    return "\n".join([*sorted(head), *body])  # Oxigraph has prefixes in any order


def _show_table(solutions: QuerySolutions, width: int) -> str:
    """Show solutions in columns or, where these would be too narrow, one below the other."""
    names = list(map(_show_value, solutions.variables))
    rows = [list(map(_show_value, solution)) for solution in solutions]
    if not rows:
        return NO_ROWS
    widest = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    widths = _fit_widths(widest, width - len(_GAP) * len(names))
    if widths is None:
        lines = _lines_of_records(names, rows, width)
    else:
        lines = _lines_of_columns([names, ["-" * size for size in widths], *rows], widths)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _show_value(value: object) -> str:
    """Show a value as a terminal can safely have it, on one line."""
    text = "" if value is None else str(getattr(value, "value", value))
    return printable(text.translate(_BREAKS))


def _fit_widths(widths: list[int], available: int) -> list[int] | None:
    """Narrow the widest columns until all fit; None if that makes one too narrow to read."""
    widths = list(widths)
    while sum(widths) > available:
        widest = max(widths)
        if widest <= _NARROWEST:
            return None
        widths[widths.index(widest)] -= 1
    return widths


def _lines_of_columns(rows: Iterable[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """Yield the lines of rows side by side, a text that is too long below itself."""
    for row in rows:
        wrapped = map(textwrap.wrap, row, widths)
        # the first column is empty, so that a row without any text has a line, too
        for _, *parts in zip_longest([""], *wrapped, fillvalue=""):
            yield _GAP.join(map(str.ljust, parts, widths))


def _lines_of_records(
    names: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> Iterator[str]:
    """Yield rows one below the other, a line or more for each value that there is."""
    margin = max(map(len, names))
    indent = " " * margin + _GAP
    size = max(width, len(indent) + _NARROWEST)
    for number, row in enumerate(rows):
        if number:
            yield ""
        for name, text in zip(names, row, strict=True):
            first = f"{name.ljust(margin)}{_GAP}"
            yield from textwrap.wrap(text, size, initial_indent=first, subsequent_indent=indent)
