"""Stage 6a, search: what claims say, and who is called what, in SQLite with its full-text search (FTS5) beside a store.

SPARQL finds words only by looking into every text, and names only letter by letter. The index is a
file in the folder of a store, made with it and swapped with it; of a graph that has none, such as
an RDF file or a server, one is made in memory by the same two queries.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.errors import QueryError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import QuerySolution

Select: TypeAlias = "Callable[[str], Iterable[QuerySolution]]"

FILE: Final = "search.sqlite"
SCHEMA: Final = """
CREATE TABLE statements (id INTEGER PRIMARY KEY, statement TEXT NOT NULL, claim TEXT NOT NULL);
CREATE VIRTUAL TABLE texts USING fts5 (claim, passage, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TABLE names (
    folded TEXT, name TEXT, kind TEXT, entity TEXT, PRIMARY KEY (folded, name, kind, entity)
) WITHOUT ROWID;
"""
PREFIXES: Final = (
    "PREFIX cs: <https://w3id.org/claim-source#> PREFIX schema: <https://schema.org/> "
)
TEXTS: Final = f"""{PREFIXES}
SELECT ?statement ?claim ?text ?passage
{{ ?statement cs:states ?claim . ?claim schema:text ?text . OPTIONAL {{ ?statement schema:text ?passage }} }}"""
NAMES: Final = f"""{PREFIXES}
SELECT DISTINCT ?entity ?name ?form ?class
{{ ?entity a ?class ; schema:name ?name ; schema:name|schema:alternateName ?form }}"""
NO_NAMES: Final = (
    "http://www.w3.org/ns/prov#SoftwareAgent"  # a program has a name, but nobody asks for it so
)
PIECE: Final = re.compile(r'-?"[^"]*"\*?|\S+')
LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
DROPPED: Final = dict.fromkeys(map(ord, ".'’‘`"))


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
        """Who has this name or other form of a name, whatever its case, accents and punctuation."""
        return self._called("folded = ?", fold(form))

    def called_with(self, words: str) -> list[Called]:
        """Who has these words in a name, one after the other."""
        return self._called("instr(' ' || folded || ' ', ' ' || ? || ' ')", fold(words))

    def _called(self, condition: str, folded: str) -> list[Called]:
        rows = self.connection.execute(
            f"SELECT name, kind, count(DISTINCT entity) AS n FROM names WHERE {condition}"  # noqa: S608 - our own two
            " GROUP BY name, kind ORDER BY n DESC, name, kind",
            [folded],
        )
        return [Called(name=name, kind=kind, entities=count) for name, kind, count in rows]

    def names(self) -> list[str]:
        """All names, each once."""
        return [
            name
            for (name,) in self.connection.execute("SELECT DISTINCT name FROM names ORDER BY name")
        ]

    def claims(self, words: str) -> list[str]:
        """The IRIs of the claims that say some words, or whose passages do, the best first.

        Args:
            words: All must be there, in any order and form: "boats" finds "boat". A phrase stands
                in double quotes, `boat*` is a beginning, and `-boat` must not be there.

        Raises:
            QueryError: There is no word to look for.
        """
        rows = self.connection.execute(
            "SELECT statements.claim, bm25(texts, 4.0, 1.0) AS worth FROM texts JOIN statements ON id = texts.rowid"
            " WHERE texts MATCH ? ORDER BY worth, statements.claim, statements.statement",
            [match(words)],
        )
        return list(dict.fromkeys(claim for claim, _ in rows))


def index_of(select: Select, path: Path | None = None) -> Index:
    """Make the index of a graph.

    Args:
        select: Asks the graph a SELECT query.
        path: The file to make; in memory, if not given.

    Raises:
        StoreError: It cannot be written.
    """
    try:
        connection = sqlite3.connect(path or ":memory:", check_same_thread=False)
        connection.executescript(SCHEMA)
        with connection:
            for number, (statement, claim, text, passage) in enumerate(texts(select), start=1):
                connection.execute(
                    "INSERT INTO statements VALUES (?, ?, ?)", (number, statement, claim)
                )
                row = (number, text, passage)
                connection.execute(
                    "INSERT INTO texts (rowid, claim, passage) VALUES (?, ?, ?)", row
                )
            connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?, ?)", names(select))
    except sqlite3.Error as error:
        raise StoreError(
            f"the search index cannot be written ({error}); make room for it"
        ) from error
    return Index(connection)


def open_index(path: Path) -> Index:
    """Open the file of an index, to read only.

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


def texts(select: Select) -> Iterator[tuple[str, str, str, str | None]]:
    """Each statement with its claim, the claim's text, and the passage's where it reads otherwise."""
    for statement, claim, text, passage in select(TEXTS):
        verbatim = passage.value if passage is not None and passage.value != text.value else None
        yield statement.value, claim.value, text.value, verbatim


def names(select: Select) -> Iterator[tuple[str, str, str, str]]:
    """Each form of each name, folded, with the name, the kind and whose it is."""
    for entity, name, form, kind in select(NAMES):
        if kind.value != NO_NAMES:
            yield fold(form.value), name.value, re.split("[#/]", kind.value)[-1], entity.value


def fold(name: str) -> str:
    """A name without what people type one way or the other: case, accents, hyphens, full stops, apostrophes.

    >>> fold("José  Álvarez-Ruiz"), fold("U.S."), fold("KIM JONG-UN"), fold("Søren")
    ('jose alvarez ruiz', 'us', 'kim jong un', 'soren')
    """
    letters = unicodedata.normalize("NFKD", name.casefold()).translate(LETTERS).translate(DROPPED)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    folded = " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
    return folded or " ".join(name.split())


def match(words: str) -> str:
    """Words as FTS5 takes them: each a string, so that nothing in them is an operator.

    >>> match('boat* "the quay" -fog C++')
    '"boat"* AND "the quay" AND "C++" NOT "fog"'
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for piece in PIECE.findall(words.replace("\0", " ")):
        if any(letter.isalnum() for letter in piece):
            text = piece.removeprefix("-").removesuffix("*").strip('"').replace('"', '""')
            target = unwanted if piece.startswith("-") else wanted
            target.append(f'"{text}"' + "*" * piece.endswith("*"))
    if not wanted:
        raise QueryError(f"there is no word to look for in {words!r}; give one, such as: bridge")
    return " NOT ".join([" AND ".join(wanted), *unwanted])
