"""Search: what claims say, and who is called what, by the full-text search of SQLite (FTS5).

SPARQL finds words only by looking into every text, and names only letter by letter. The index is a
file in the folder of a store, made with it and replaced with it; of a graph that has none, such as
an RDF file or a server, one is made in memory by the same two queries.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import Triple

from kg.errors import QueryError, StoreError
from kg.language.folding import fold_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pyoxigraph import QuerySolution

__all__ = ["INDEX_FILE", "Called", "Index", "index_of", "open_index"]

_Select: TypeAlias = "Callable[[str], Iterable[QuerySolution]]"

INDEX_FILE: Final = "search.sqlite"
_SCHEMA: Final = """
CREATE TABLE statements (id INTEGER PRIMARY KEY, statement TEXT NOT NULL, claim TEXT NOT NULL);
CREATE VIRTUAL TABLE texts USING fts5 (
    claim, passage, tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TABLE names (
    folded TEXT, name TEXT, kind TEXT, entity TEXT, PRIMARY KEY (folded, name, kind, entity)
) WITHOUT ROWID;
"""
_TEXTS: Final = """
PREFIX cs: <https://w3id.org/claim-source#>
PREFIX schema: <https://schema.org/>
SELECT ?statement ?claim ?text ?passage {
  ?statement cs:states ?claim .
  ?claim schema:text ?text .
  OPTIONAL { ?statement schema:text ?passage }
}"""
_NAMES: Final = """
PREFIX schema: <https://schema.org/>
SELECT DISTINCT ?entity ?name ?form ?class {
  ?entity a ?class ; schema:name ?name ; schema:name|schema:alternateName ?form
}"""
_PROGRAM: Final = "http://www.w3.org/ns/prov#SoftwareAgent"
"""A program has a name, but nobody asks for it by that."""
_PIECE: Final = re.compile(r'-?"[^"]*"\*?|\S+')


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What somebody or something is called.

    Attributes:
        name: The name, as the articles have it.
        kind: The last part of its class, such as "Person".
        entities: How many there are of this name and kind; each article has its own.
    """

    name: str
    kind: str
    entities: int


@dataclass(frozen=True, slots=True)
class Index:
    """A search index; get one from `open_index` or `index_of`."""

    connection: sqlite3.Connection

    def called(self, form: str) -> list[Called]:
        """Return who has this name or form of a name, whatever its case, accents and marks."""
        return self._called("folded = ?", fold_name(form))

    def called_with(self, words: str) -> list[Called]:
        """Return who has these words in a name, one after the other."""
        return self._called("instr(' ' || folded || ' ', ' ' || ? || ' ')", fold_name(words))

    def _called(self, condition: str, folded: str) -> list[Called]:
        rows = self.connection.execute(
            "SELECT name, kind, count(DISTINCT entity) AS n FROM names "  # noqa: S608 - our own two
            f"WHERE {condition} GROUP BY name, kind ORDER BY n DESC, name, kind",
            [folded],
        )
        return [Called(name=name, kind=kind, entities=count) for name, kind, count in rows]

    def names(self) -> list[str]:
        """Return all names, each once, sorted."""
        rows = self.connection.execute("SELECT DISTINCT name FROM names ORDER BY name")
        return [name for (name,) in rows]

    def people(self) -> frozenset[str]:
        """Return the names of people."""
        rows = self.connection.execute("SELECT DISTINCT name FROM names WHERE kind = 'Person'")
        return frozenset(name for (name,) in rows)

    def claims(self, words: str) -> list[str]:
        """Return the IRIs of the claims that say some words, or whose passages do, best first.

        Args:
            words: All must be there, in any order and form: "boats" finds "boat". A phrase stands
                in double quotes, `boat*` is a beginning, and `-boat` must not be there.

        Raises:
            QueryError: There is no word to look for.
        """
        rows = self.connection.execute(
            "SELECT statements.claim, bm25(texts, 4.0, 1.0) AS worth "
            "FROM texts JOIN statements ON id = texts.rowid "
            "WHERE texts MATCH ? ORDER BY worth, statements.claim, statements.statement",
            [_match_expression(words)],
        )
        return list(dict.fromkeys(claim for claim, _ in rows))


def index_of(select: _Select, path: Path | None = None) -> Index:
    """Make the search index of a graph.

    Args:
        select: Asks the graph a SELECT query.
        path: The file to make; in memory, if not given.

    Raises:
        StoreError: It cannot be written.
    """
    try:
        connection = sqlite3.connect(path or ":memory:", check_same_thread=False)
        connection.executescript(_SCHEMA)
        with connection:
            _insert_texts(connection, select(_TEXTS))
            _insert_names(connection, select(_NAMES))
    except sqlite3.Error as error:
        raise StoreError(
            f"the search index cannot be written ({error}); make room for it"
        ) from error
    return Index(connection)


def open_index(path: Path) -> Index:
    """Open the file of a search index, to read only.

    Raises:
        StoreError: It is no such file.
    """
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
        )
        connection.execute("SELECT 1 FROM names, statements LIMIT 1")
    except sqlite3.Error as error:
        raise StoreError(
            f"the search index {path} is broken ({error}); build the store again"
        ) from error
    return Index(connection)


def _insert_texts(connection: sqlite3.Connection, rows: Iterable[QuerySolution]) -> None:
    """Insert each statement, its claim, and the words of both, a passage only if it differs."""
    for number, (statement, claim, text, passage) in enumerate(rows, start=1):
        if isinstance(text, Triple) or isinstance(claim, Triple):
            continue  # of RDF 1.2; it has no words
        has_words = passage is not None and not isinstance(passage, Triple)
        verbatim = passage.value if has_words and passage.value != text.value else None
        connection.execute(
            "INSERT INTO statements VALUES (?, ?, ?)", (number, statement.value, claim.value)
        )
        connection.execute(
            "INSERT INTO texts (rowid, claim, passage) VALUES (?, ?, ?)",
            (number, text.value, verbatim),
        )


def _insert_names(connection: sqlite3.Connection, rows: Iterable[QuerySolution]) -> None:
    """Insert each form of each name, folded, with the name, the kind and whose it is."""
    for entity, name, form, kind in rows:
        if any(isinstance(term, Triple) for term in (name, form, kind)):
            continue  # of RDF 1.2; nobody is called that
        if kind.value != _PROGRAM:
            row = fold_name(form.value), name.value, _end_of_iri(kind.value), entity.value
            connection.execute("INSERT OR IGNORE INTO names VALUES (?, ?, ?, ?)", row)


def _end_of_iri(iri: str) -> str:
    return re.split("[#/]", iri)[-1]


def _match_expression(words: str) -> str:
    """Write words as FTS5 takes them: each a string, so that nothing in them is an operator.

    >>> _match_expression('boat* "the quay" -fog C++')
    '"boat"* AND "the quay" AND "C++" NOT "fog"'
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for piece in _PIECE.findall(words.replace("\0", " ")):
        if not any(map(str.isalnum, piece)):
            continue  # marks alone are no word
        text = piece.removeprefix("-").removesuffix("*").strip('"').replace('"', '""')
        target = unwanted if piece.startswith("-") else wanted
        target.append(f'"{text}"' + "*" * piece.endswith("*"))
    if not wanted:
        raise QueryError(f"there is no word to look for in {words!r}; give one, such as: bridge")
    return " NOT ".join([" AND ".join(wanted), *unwanted])
