"""Ask a graph, wherever it is, and read the answer: the whole of a query, for programs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import (
    Literal,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Triple,
    parse_query_results,
)

from kg.errors import ConfigError, QueryError, check_argument
from kg.query import ask_graph, find_question, index_for, run
from kg.query.carried import add_carried
from kg.query.found import describe_statements
from kg.query.hints import hints_for
from kg.query.results import FORMATS, columns_in_short, show
from kg.store import check_place, open_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pandas import DataFrame

    from kg.query import Graph, QueryResult
    from kg.query.parameters import Value

__all__ = ["QueryAnswer", "ask_question", "find_words", "query_graph", "read", "search_graph"]

_LOG: Final = logging.getLogger(__name__)
_ALL: Final = "said-by"
"""The question that, asked without parameters, finds every statement."""
_FOUND_IN_SHORT: Final = ("source", "claim", "article", "date")
_FEW: Final = 20
"""Rows that a notebook shows of an answer."""
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_READERS: Final[Mapping[str, Callable[[str], object]]] = {
    f"{_XSD}integer": int,
    f"{_XSD}decimal": float,
    f"{_XSD}double": float,
    f"{_XSD}date": date.fromisoformat,
}
"""What reads the values of a datatype."""


@dataclass(frozen=True, slots=True, repr=False)
class QueryAnswer:
    """What a graph answers: rows to go through, as often as one likes, or a text to print.

    It has as many rows as `len` says, and is true if there is one, or if the answer is yes.

    Attributes:
        shown: The columns that a notebook shows; all if none is given.
        notes: What the answer lacks, and what would give more, a sentence each, as `kg query` says
            it; they are logged as warnings, too.
    """

    _kept: bytes | tuple[Triple, ...]
    """Triples, or rows as JSON of SPARQL 1.1; Oxigraph's own answer can be read but once."""
    shown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<{len(self):,} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        """Return the first rows as a table."""
        rows = list(islice(self, _FEW + 1))
        if not rows:
            return "<p>no rows</p>"
        columns = [name for name in self.shown if name in rows[0]] or list(rows[0])
        table = "<tr>" + "".join(f"<th>{escape(name)}" for name in columns)
        for row in rows[:_FEW]:
            table += "<tr>" + "".join(f'<td dir="auto">{escape(row[name])}' for name in columns)
        more = f"<p>the first {_FEW} of {len(self):,} rows</p>" if len(rows) > _FEW else ""
        return f"<table>{table}</table>{more}"

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        result = self.result
        return bool(result) if isinstance(result, QueryBoolean) else any(True for _ in result)

    def __iter__(self) -> Iterator[dict[str, str]]:
        """Yield the rows: by column, a text or an IRI; it is empty where nothing is known.

        Triples have the columns subject, predicate and object; a yes or no has the column answer.
        """
        result = self.result
        if isinstance(result, QueryBoolean):
            yield {"answer": "yes" if result else "no"}
            return
        columns = self.columns
        for row in result:
            yield dict(zip(columns, map(_text_of, row), strict=True))

    @property
    def result(self) -> QuerySolutions | QueryBoolean | tuple[Triple, ...]:
        """The answer as pyoxigraph has it, for whoever needs the RDF terms; anew each time."""
        if isinstance(self._kept, tuple):
            return self._kept
        return parse_query_results(self._kept, format=QueryResultsFormat.JSON)

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        result = self.result
        if isinstance(result, QuerySolutions):
            return [variable.value for variable in result.variables]
        is_triples = isinstance(result, tuple)
        return ["subject", "predicate", "object"] if is_triples else ["answer"]

    def to_pandas(self) -> DataFrame:
        """Return the rows as a data frame of pandas, which has to be installed beside `kg`.

        Whole numbers and fractions come as such, days as datetime64, texts and IRIs as strings;
        what a question leaves open is missing.

        Raises:
            ConfigError: pandas is not there.
            QueryError: The answer is a yes or no, or triples.
        """
        try:
            import pandas as pd  # noqa: PLC0415 - it need not be there
        except ImportError as error:
            raise ConfigError("to_pandas needs pandas: pip install pandas") from error
        result = self.result
        if not isinstance(result, QuerySolutions):
            raise QueryError("only the rows of a SELECT query make a data frame")
        rows = [list(map(_value_of, row)) for row in result]
        frame = pd.DataFrame(rows, columns=self.columns)
        for place, column in enumerate(self.columns):
            if {type(row[place]) for row in rows} - {type(None)} == {date}:
                frame[column] = frame[column].astype("datetime64[s]")
        return frame

    def to_text(
        self,
        form: str = "table",
        width: int = 100,
        *,
        columns: Sequence[str] = (),
        limit: int | None = None,
    ) -> str:
        """Return the answer as a text.

        Args:
            form: `table`; `csv`, `tsv` or `json` as SPARQL 1.1 has them; `ttl` for triples.
            width: Of the table, in cells of a terminal.
            columns: Those that a table shows, a line a row and cut to fit; all, and whole, if none
                is given.
            limit: Rows to write out, at most; a table tells how many there are.

        Raises:
            QueryError: This kind of answer has no such form.
        """
        if form not in FORMATS:
            known = ", ".join(FORMATS)
            raise QueryError(f"form cannot be {form!r}; choose from {known}")
        check_argument("width", width, int, "a whole number", QueryError)
        check_argument("limit", limit, (int, type(None)), "a whole number, or None", QueryError)
        if unknown := [name for name in columns if name not in self.columns]:
            listed = ", ".join(self.columns)
            raise QueryError(f"there is no column {unknown[0]!r}; the columns are {listed}")
        return show(self.result, form, width, columns=columns, limit=limit)


def query_graph(
    where: str | Path | Graph, question: str | Path, parameters: Mapping[str, Value] | None = None
) -> QueryAnswer:
    """Ask a graph a question; what the answer lacks is in its notes.

    Args:
        where: A build, a store, an RDF file, the address of a SPARQL server; or what of these is
            open already, from `kg.store.open_graph`.
        question: The name of a question, a path that ends in `.rq`, or SPARQL.
        parameters: The values of the question's parameters, by name: texts, or days.

    Raises:
        QueryError: There is no such question or file; a parameter is too many, too few or wrong;
            the SPARQL is wrong, or the store fails while it is read.
        StoreError: There is no such graph, or it cannot be read.

    >>> parameters = {"name": "Michael Madden", "about": "Kim Jong Un"}
    >>> [row["start"] for row in query_graph("out/claims.ttl", "said-by", parameters)]
    ['1319', '1711']
    """
    question = str(question) if isinstance(question, Path) else question
    given = {} if parameters is None else parameters
    remedy = 'a dictionary, such as {"name": "Ann Lee"}'
    check_argument("parameters", given, Mapping, remedy, QueryError)
    graph = _open(where)
    answer = ask_question(graph, question, given)
    return _logged(
        replace(answer, notes=tuple(hints_for(graph, question, given, found=len(answer))))
    )


def ask_question(graph: Graph, question: str, parameters: Mapping[str, Value]) -> QueryAnswer:
    """Ask a graph that is open; arguments and errors as of `query_graph`, without notes."""
    shown = columns_in_short(find_question(question))
    return _keep(run(graph, question, parameters), shown)


def read(where: str | Path | Graph = "out") -> QueryAnswer:
    """Return all statements of a graph: a row for each, of any kind, with all that it carries.

    The columns are those of `said-by`, and of whom it comes (`kind`, `role`, `affiliation`), what
    kind of attribution it is, whom or what it is `about` (names, with a semicolon between), and how
    sure `kg` is that it is a claim and of the source, from 0 to 1. A claim that is denied has a
    row, too: `cue` and `polarity` tell it from what is asserted. A statement that comes from two
    has two rows.

    Args:
        where: As for `query_graph`.

    Raises:
        StoreError: As `query_graph`.

    >>> from collections import Counter
    >>> Counter(row["source"] for row in read("out/claims.ttl"))["Michael Madden"]
    3
    """
    question, graph = find_question(_ALL), _open(where)
    rows = cast("QuerySolutions", ask_graph(graph, question))  # it is a SELECT
    return _keep(add_carried(rows, graph), columns_in_short(question))


def search_graph(where: str | Path | Graph, words: str, limit: int = 20) -> QueryAnswer:
    """Find the claims of a graph that say some words, or whose passages do, the best first.

    Args:
        where: As for `query_graph`.
        words: All must be there, in any form: "boats" finds "boat". A phrase stands in double
            quotes, `boat*` is a beginning, and `-boat` must not be there.
        limit: Of how many claims, at most; where there are more, the answer notes how many.

    Raises:
        QueryError: There is no word to look for, or the limit is no number.
        StoreError: As `query_graph`.

    >>> [row["source"] for row in search_graph("out/claims.ttl", '"skin tags"')]
    ['Michael Madden']
    """
    check_argument("words", words, str, "the words as one text", QueryError)
    check_argument("limit", limit, int, "a whole number", QueryError)
    return _logged(find_words(_open(where), words, limit))


def find_words(graph: Graph, words: str, limit: int) -> QueryAnswer:
    """Search a graph that is open; as `search_graph`, but the notes are not logged."""
    if limit < 1:
        raise QueryError(f"limit cannot be {limit}; give a whole number from 1 on")
    index = index_for(graph)
    found = index.found(words)
    best = dict(islice(found.items(), limit))
    answer = _keep(describe_statements(graph, best), _FOUND_IN_SHORT)
    if not answer:
        return replace(answer, notes=(index.explain_none(words),))
    if len(found) <= limit:
        return answer
    more = f"these are the best {limit:,} of {len(found):,} claims; a higher limit gives more"
    return replace(answer, notes=(more,))


def _logged(answer: QueryAnswer) -> QueryAnswer:
    """Return an answer, of which the notes are logged as warnings."""
    for note in answer.notes:
        _LOG.warning("%s", note)
    return answer


def _keep(result: QueryResult, shown: tuple[str, ...]) -> QueryAnswer:
    """Read an answer to its end.

    Raises:
        QueryError: The store fails.
    """
    try:
        if isinstance(result, QueryTriples):
            return QueryAnswer(tuple(result), shown)
        return QueryAnswer(result.serialize(format=QueryResultsFormat.JSON) or b"", shown)
    except (OSError, RuntimeError) as error:
        raise QueryError(
            f"the store cannot answer ({error}); build it again, or ask something simpler"
        ) from error


def _open(where: str | Path | Graph) -> Graph:
    """Open a graph by its place."""
    check_place(where)
    return open_graph(where) if isinstance(where, str | Path) else where


def _value_of(term: object) -> object:
    """Return an RDF term as a number, a day or a text; one that is written wrongly is a text.

    >>> from pyoxigraph import Literal, NamedNode
    >>> _value_of(Literal(7)), _value_of(Literal("rain")), _value_of(None)
    (7, 'rain', None)
    >>> _value_of(Literal("May", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date")))
    'May'
    """
    if term is None:
        return None
    read = _READERS.get(term.datatype.value) if isinstance(term, Literal) else None
    text = _text_of(term)
    try:
        return read(text) if read else text
    except ValueError:
        return text


def _text_of(value: object) -> str:
    """Return an RDF term as a text; None is what a question leaves open."""
    return "" if value is None else str(getattr(value, "value", value))
