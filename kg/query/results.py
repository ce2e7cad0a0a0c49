"""The answer to a query as text: a table to read, or one of the standard formats."""

from __future__ import annotations

import json
import re
from itertools import compress, zip_longest
from statistics import fmean
from typing import TYPE_CHECKING, Final, cast

import wcwidth
from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse_query_results,
    serialize,
)

from kg.errors import QueryError, printable
from kg.rdf.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import Triple

    from kg.query import QueryResult

__all__ = ["FORMATS", "columns_in_short", "show"]

_STANDARD: Final = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
}
FORMATS: Final = ("table", *_STANDARD, "ttl")
_NO_ROWS: Final = "no rows\n"
"""What a table without rows says."""
_IN_SHORT: Final = re.compile(r"^# In short: (?P<columns>.+)$", re.MULTILINE)
_GAP: Final = "  "
_NARROWEST: Final = 12
"""Cells of a terminal; in a narrower column words are cut up, and rows read better downwards."""
_ASIDE: Final = 0.25
"""Of a line, that a column of short texts takes at most; the rest is for the long ones."""
_LONG: Final = 2 / 3
"""A text is long that has so much of the length of the longest, on average."""
_CUT: Final = "…"
_BREAKS: Final = str.maketrans("\t\n\r", "   ")


def columns_in_short(sparql: str) -> tuple[str, ...]:
    r"""Return the columns that a question says are enough for a table; none if it does not say.

    >>> columns_in_short("# Who says what?\n# In short: source, claim\nSELECT * { ?s ?p ?o }")
    ('source', 'claim')
    """
    found = _IN_SHORT.search(sparql)
    return tuple(re.findall(r"\w+", found["columns"])) if found else ()


def show(
    result: QueryResult | tuple[Triple, ...],
    output: str,
    width: int = 100,
    *,
    columns: Sequence[str] = (),
    limit: int | None = None,
) -> str:
    """Write out a result, which can be read only once.

    Args:
        result: As `kg.query.run` returns it.
        output: One of `FORMATS`: `table`; `csv`, `tsv`, `json` as SPARQL 1.1 has them; `ttl` for
            triples.
        width: Of the table, in cells of a terminal; a Chinese character, or an emoji, takes two.
        columns: Those that the table shows if they have anything in them, a line a row and cut to
            fit; all, and whole, if none is given.
        limit: Rows to write out, at most.

    Raises:
        QueryError: This kind of result has no such format, or the store fails while it is read.
    """
    try:
        if isinstance(result, QueryTriples | tuple):
            return _show_triples(result, output)
        if output in _STANDARD:
            if limit is not None and isinstance(result, QuerySolutions):
                result = _take_rows(result, limit)
            return (result.serialize(format=_STANDARD[output]) or b"").decode("utf-8")
        if output == "ttl":
            raise QueryError(
                "a SELECT or ASK query gives no triples; ask for table, csv, tsv or json"
            )
        if isinstance(result, QueryBoolean):
            return "yes\n" if result else "no\n"
        return _show_table(result, width, columns, limit)
    except (OSError, RuntimeError) as error:
        raise QueryError(
            f"the store cannot answer ({error}); build it again, or ask something simpler"
        ) from error


def _take_rows(solutions: QuerySolutions, limit: int) -> QuerySolutions:
    """Return the first rows, as if there were no others."""
    found = json.loads(solutions.serialize(format=QueryResultsFormat.JSON) or b"")
    del found["results"]["bindings"][limit:]
    data = json.dumps(found).encode()
    return cast("QuerySolutions", parse_query_results(data, format=QueryResultsFormat.JSON))


def _show_triples(result: Iterable[Triple], output: str) -> str:
    """Write the triples of a CONSTRUCT or DESCRIBE query as Turtle, in an order that stays."""
    if output not in {"ttl", "table"}:
        raise QueryError(
            f"a CONSTRUCT or DESCRIBE query gives triples, which no {output} holds; ask for ttl"
        )
    data = serialize(sorted(result, key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    lines = (data or b"").decode("utf-8").split("\n")
    head, body = lines[: len(PREFIXES)], lines[len(PREFIXES) :]
    return "\n".join([*sorted(head), *body])  # Oxigraph has prefixes in any order


def _show_table(
    solutions: QuerySolutions, width: int, columns: Sequence[str], limit: int | None
) -> str:
    """Show solutions in columns or, where these would be too narrow, one below the other."""
    names = [_show_value(variable) for variable in solutions.variables]
    shown = [names.index(name) for name in columns if name in names] or list(range(len(names)))
    names = [names[place] for place in shown]
    rows, count = [], 0
    for count, row in enumerate(solutions, start=1):
        if limit is None or count <= limit:
            rows.append([_show_value(row[place]) for place in shown])
    if not count:
        return _NO_ROWS
    if columns:
        names, rows = _without_empty(names, rows)

    widths = _fit_widths(_widths_of(names, rows, width if columns else None), width)
    if widths is None:
        lines = _lines_of_records(names, rows, width)
    elif columns:
        lines = _lines_of_columns([names, _rule(widths), *_cut_rows(rows, widths)], widths)
    else:
        lines = _lines_of_columns([names, _rule(widths), *rows], widths)
    return "".join(f"{line.rstrip()}\n" for line in [*lines, "", _count_rows(len(rows), count)])


def _without_empty(
    names: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[list[str], list[list[str]]]:
    """Return the columns that say anything in some row; all, if none does.

    >>> _without_empty(["who", "sense"], [["Ann Lee", ""], ["Bo Ek", ""]])
    (['who'], [['Ann Lee'], ['Bo Ek']])
    """
    told = [any(column) for column in zip(*rows, strict=True)]
    if not any(told):
        told = [True] * len(names)
    return list(compress(names, told)), [list(compress(row, told)) for row in rows]


def _show_value(value: object) -> str:
    """Show a value as a terminal can safely have it, on one line."""
    text = "" if value is None else str(getattr(value, "value", value))
    return printable(text.translate(_BREAKS))


def _count_rows(shown: int, count: int) -> str:
    """Say how many rows there are.

    >>> _count_rows(1, 1), _count_rows(20, 1200)
    ('1 row', 'the first 20 of 1,200 rows')
    """
    if shown < count:
        return f"the first {shown:,} of {count:,} rows"
    return "1 row" if count == 1 else f"{count:,} rows"


def _widths_of(names: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> list[int]:
    """Return how wide each column would be, that of short texts at most a part of the width."""
    widths, lengths = [], []
    for column in zip(names, *rows, strict=True):
        cells = [wcwidth.width(text) for text in column]
        widths.append(max(cells))
        lengths.append(fmean(cells[1:] or cells))
    if width is None:
        return widths
    most = max(_NARROWEST, int(width * _ASIDE))
    is_long = [length >= _LONG * max(lengths) for length in lengths]
    return [one if long else min(one, most) for one, long in zip(widths, is_long, strict=True)]


def _fit_widths(widths: list[int], width: int) -> list[int] | None:
    """Narrow the widest columns until all fit; None if that makes one too narrow to read."""
    widths = list(widths)
    available = width - len(_GAP) * (len(widths) - 1)
    while sum(widths) > available:
        widest = max(widths)
        if widest <= _NARROWEST:
            return None
        widths[widths.index(widest)] -= 1
    return widths


def _rule(widths: Sequence[int]) -> list[str]:
    """Return the line between the names of the columns and the rows."""
    return ["-" * size for size in widths]


def _cut_rows(rows: Iterable[Sequence[str]], widths: Sequence[int]) -> Iterator[list[str]]:
    """Yield rows whose texts are cut where their columns end."""
    for row in rows:
        cut = []
        for text, size in zip(row, widths, strict=True):
            fits = wcwidth.width(text) <= size
            cut.append(text if fits else wcwidth.clip(text, 0, size - 1).rstrip() + _CUT)
        yield cut


def _lines_of_columns(rows: Iterable[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """Yield the lines of rows side by side, a text that is too long below itself."""
    for row in rows:
        wrapped = map(wcwidth.wrap, row, widths)
        # the first column is empty, so that a row without any text has a line, too
        for _, *parts in zip_longest([""], *wrapped, fillvalue=""):
            yield _GAP.join(map(wcwidth.ljust, parts, widths))


def _lines_of_records(
    names: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> Iterator[str]:
    """Yield rows one below the other, a line or more for each value that there is."""
    margin = max(map(len, names))
    indent = " " * margin + _GAP
    size = max(width - len(indent), _NARROWEST)
    for number, row in enumerate(rows):
        if number:
            yield ""
        for name, text in zip(names, row, strict=True):
            first, *more = wcwidth.wrap(text, size) or [""]
            if first:
                yield f"{name.ljust(margin)}{_GAP}{first}"
            yield from (indent + line for line in more)
