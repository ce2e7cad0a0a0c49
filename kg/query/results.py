"""The answer to a query as text: a table to read, or one of the standard formats."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat, serialize

from kg.errors import QueryError, printable
from kg.rdf.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import QuerySolutions

    from kg.query import QueryResult

STANDARD: Final = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
}
FORMATS: Final = ("table", *STANDARD, "ttl")
GAP: Final = "  "
NARROWEST: Final = 12  # columns; below that, words are cut up and a row is better read downwards
BREAKS: Final = str.maketrans("\t\n\r", "   ")
NO_ROWS: Final = "no rows\n"
"""What a table without rows says."""


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
            return turtle(result, output)
        if output in STANDARD:
            return (result.serialize(format=STANDARD[output]) or b"").decode("utf-8")
        if output == "ttl":
            raise QueryError(
                "a SELECT or ASK query gives no triples; ask for table, csv, tsv or json"
            )
        if isinstance(result, QueryBoolean):
            return "yes\n" if result else "no\n"
        return table(result, width)
    except (OSError, RuntimeError) as error:
        raise QueryError(
            f"the store cannot answer ({error}); build it again, or ask something simpler"
        ) from error


def turtle(result: QueryTriples, output: str) -> str:
    """The triples of a CONSTRUCT or DESCRIBE query."""
    if output not in {"ttl", "table"}:
        raise QueryError(
            f"a CONSTRUCT or DESCRIBE query gives triples, which no {output} holds; ask for ttl"
        )
    data = serialize(sorted(result, key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    lines = (data or b"").decode("utf-8").split("\n")
    return "\n".join(
        [*sorted(lines[: len(PREFIXES)]), *lines[len(PREFIXES) :]]
    )  # Oxigraph has prefixes in any order


def table(solutions: QuerySolutions, width: int) -> str:
    """Solutions in columns or, where these would be too narrow, one solution below the other."""
    names = [printable(variable.value) for variable in solutions.variables]
    rows = [[cell(value) for value in solution] for solution in solutions]
    if not rows:
        return NO_ROWS
    widths = fitted(
        [max(map(len, column)) for column in zip(names, *rows, strict=True)],
        width - len(GAP) * len(names),
    )
    lines = records(names, rows, width) if widths is None else columns([names, *rows], widths)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def cell(value: object) -> str:
    """A value as a terminal can safely show it, on one line."""
    return printable(
        str(getattr(value, "value", value) if value is not None else "").translate(BREAKS)
    )


def fitted(widths: list[int], available: int) -> list[int] | None:
    """The widths of columns made to fit by narrowing the widest; None if that makes one too narrow to read."""
    widths = list(widths)
    while sum(widths) > available:
        widest = max(widths)
        if widest <= NARROWEST:
            return None
        widths[widths.index(widest)] -= 1
    return widths


def columns(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """Rows side by side; the first is the heading."""
    for number, row in enumerate(rows):
        wrapped = [
            textwrap.wrap(text, size) or [""] for text, size in zip(row, widths, strict=True)
        ]
        for line in range(max(map(len, wrapped))):
            parts = (cut[line] if line < len(cut) else "" for cut in wrapped)
            yield GAP.join(part.ljust(size) for part, size in zip(parts, widths, strict=True))
        if number == 0:
            yield GAP.join("-" * size for size in widths)


def records(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Rows one below the other, a line or more for each value that there is."""
    margin = max(map(len, names))
    for number, row in enumerate(rows):
        if number:
            yield ""
        for name, text in zip(names, row, strict=True):
            indent = " " * margin + GAP
            size = max(width, len(indent) + NARROWEST)
            first = f"{name.ljust(margin)}{GAP}"
            yield from textwrap.wrap(text, size, initial_indent=first, subsequent_indent=indent)
