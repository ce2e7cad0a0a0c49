"""Search: what claims say, who says it about whom, under which headline, and who is called what.

The full-text search of SQLite (FTS5) does it.

SPARQL finds words only by looking into every text, and names only letter by letter. The index is a
file in the folder of a store, made with it and replaced with it; of a graph that has none, such as
an RDF file or a server, one is made in memory by the same queries of `indexing.py`.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from kg.errors import QueryError, StoreError, printable
from kg.language.folding import fold_name
from kg.language.spelling import spell_name
from kg.store.indexing import INDEX_VERSION, fill_index

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.store.indexing import Select

__all__ = ["INDEX_FILE", "Called", "Index", "index_of", "open_index"]

INDEX_FILE: Final = "search.sqlite"
_JOINED_NAMES: Final = """
WITH RECURSIVE one (entity) AS (
    SELECT entity FROM names WHERE name = ?
    UNION SELECT other FROM same JOIN one USING (entity)
)
SELECT name FROM names WHERE name IN (SELECT name FROM names WHERE entity IN one)
GROUP BY name HAVING instr(name, ' ') OR min(entity IN one)"""
"""The names of all that is one with what has a name.

A single word only where nobody else in the graph is called that: "Berg" is many people's name.
"""
_SAID: Final = "{claim passage} : "
"""Has FTS5 look into what was said, and not at who says it where."""
_PIECE: Final = re.compile(r'-?"[^"]*"\*?|\S+')
_WORD: Final = re.compile(r"\w+")
_VOCABULARY: Final = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, texts, row)"
)


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

    def spelled(self, name: str) -> list[Called]:
        """Return who has this name in the spelling of any language, by `spell_name`."""
        return self._called("spelled = ?", spell_name(name))

    def equal_names(self, names: Iterable[str]) -> list[str]:
        """Return names, and all that are the same by their spelling or as judgements have it."""
        equal: set[str] = set()
        for name in names:
            alike = self.connection.execute(
                "SELECT DISTINCT name FROM names "
                "WHERE spelled IN (SELECT spelled FROM names WHERE name = ?)",
                [name],
            )
            for (other,) in alike.fetchall():
                joined = self.connection.execute(_JOINED_NAMES, [other])
                equal.update([other], *joined)
        return sorted(equal)

    def names(self) -> list[str]:
        """Return all names, each once, sorted."""
        rows = self.connection.execute("SELECT DISTINCT name FROM names ORDER BY name")
        return [name for (name,) in rows]

    def people(self) -> frozenset[str]:
        """Return the names of people."""
        rows = self.connection.execute("SELECT DISTINCT name FROM names WHERE kind = 'Person'")
        return frozenset(name for (name,) in rows)

    def found(self, words: str) -> dict[str, list[str]]:
        """Return the IRIs of the statements that have some words, by those of their claims.

        They have them in the text of the claim, in their passage, in the names of who says it where
        and of whom or what it is about or mentions, or in the headline. Claims that say them come
        first.

        Args:
            words: All must be there, in any order and form: "boats" finds "boat". A phrase stands
                in double quotes, `boat*` is a beginning, and `-boat` must not be there. If no claim
                has all, the last may be a beginning, too.

        Raises:
            QueryError: There is no word to look for.
        """
        for is_open in (False, True):
            expression = _match_expression(words, is_open=is_open)
            rows = self._rows(_SAID + expression) + self._rows(expression)
            if rows:
                break
        found: dict[str, list[str]] = {}
        for claim, statement in dict.fromkeys(rows):
            found.setdefault(claim, []).append(statement)
        return found

    def claims(self, words: str) -> list[str]:
        """Return the IRIs of the claims that have some words, as `found` has them."""
        return list(self.found(words))

    def claims_saying(self, words: str) -> list[str]:
        """Return the IRIs of the claims that say some words themselves or in their passage.

        They come best first, a claim's own words counting most. The words of the headline, and
        those of names beside the claim, are nothing that it says.

        Args:
            words: As for `claims`.

        Raises:
            QueryError: There is no word to look for.
        """
        rows = self._rows(_SAID + _match_expression(words))
        rows = rows or self._rows(_SAID + _match_expression(words, is_open=True))
        return list(dict.fromkeys(claim for claim, _ in rows))

    def _rows(self, expression: str) -> list[tuple[str, str]]:
        """Return the IRIs of the claims and statements that FTS5 finds, best first."""
        rows = self.connection.execute(
            "SELECT statements.claim, statements.statement, "
            "bm25(texts, 4.0, 1.0, 2.0, 1.0) AS worth FROM texts "
            "JOIN statements ON id = texts.rowid WHERE texts MATCH ? "
            "ORDER BY worth, statements.claim, statements.statement",
            [expression],
        )
        return [(claim, statement) for claim, statement, _ in rows]

    def explain_none(self, words: str) -> str:
        """Say why no claim says some words, as the end of a sentence.

        >>> index_of(lambda _: []).explain_none("harbour")
        'no claim has a word like it'
        """
        if self.claims(words):
            return "headlines or names have them: `kg search` looks there, too"
        unknown = [word for word in _WORD.findall(words) if not self._has(word)]
        if not unknown:
            return "each of the words is there, but no claim has all of them: leave one out"
        near = [found for word in unknown for found in self._near(word)]
        if not near:
            return "no claim has a word like it"
        return f"did you mean {' or '.join(map(printable, dict.fromkeys(near)))}?"

    def _has(self, word: str) -> bool:
        found = self.connection.execute(
            "SELECT 1 FROM texts WHERE texts MATCH ? LIMIT 1", [f'"{word}"']
        )
        return found.fetchone() is not None

    def _near(self, word: str) -> list[str]:
        """Return words of the texts that are spelt much like one, at most three."""
        self.connection.execute(_VOCABULARY)
        rows = self.connection.execute(
            "SELECT term FROM terms WHERE length(term) BETWEEN ? AND ?",
            [len(word) - 4, len(word) + 2],  # stems are shorter
        )
        stems = get_close_matches(fold_name(word), [stem for (stem,) in rows], n=3, cutoff=0.7)
        return [self._word_of(stem) for stem in stems]

    def _word_of(self, stem: str) -> str:
        """Return the first word of the texts that has a stem, as it stands there."""
        columns = (f"highlight(texts, {number}, char(1), char(2))" for number in range(4))
        [*texts] = self.connection.execute(
            f"SELECT {', '.join(columns)} FROM texts WHERE texts MATCH ? LIMIT 1",  # noqa: S608
            [f'"{stem}"'],
        )
        marked = " ".join(text for row in texts for text in row if text)
        return marked.partition("\1")[2].partition("\2")[0] or stem


def index_of(select: Select, path: Path | None = None) -> Index:
    """Make the search index of a graph.

    Args:
        select: Asks the graph a SELECT query.
        path: The file to make; in memory, if not given.

    Raises:
        StoreError: It cannot be written.
    """
    try:
        connection = sqlite3.connect(path or ":memory:", check_same_thread=False)
        fill_index(connection, select)
    except sqlite3.Error as error:
        raise StoreError(
            f"the search index cannot be written ({error}); make room for it"
        ) from error
    return Index(connection)


def open_index(path: Path, store: Path) -> Index:
    """Open the file of a search index, to read only.

    Args:
        path: The file, by whatever way leads to it.
        store: The folder that people know it by.

    Raises:
        StoreError: It is no such file, or of another version of `kg`.
    """
    try:
        address = f"{path.absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        [version] = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error as error:
        raise StoreError(
            f"the search index of {store} is broken ({error}); build it again with `kg build` or "
            "`kg merge`"
        ) from error
    if version != INDEX_VERSION:
        raise StoreError(
            f"the store {store} is of another version of kg; build it again with `kg build`, or "
            "make another of its claims.nq with `kg merge`"
        )
    return Index(connection)


def _match_expression(words: str, *, is_open: bool = False) -> str:
    """Write words as FTS5 takes them: each a string, so that nothing in them is an operator.

    Args:
        words: As they were typed.
        is_open: Whether the last one is the beginning of a word.

    >>> _match_expression('boat* "the quay" -fog C++')
    '"boat"* AND "the quay" AND "C++" NOT "fog"'
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    pieces = _PIECE.findall(words.replace("\0", " "))
    pieces = [piece for piece in pieces if any(map(str.isalnum, piece))]  # marks are no word
    if pieces and is_open:
        pieces[-1] = pieces[-1].removesuffix("*") + "*"
    for piece in pieces:
        text = piece.removeprefix("-").removesuffix("*").strip('"').replace('"', '""')
        target = unwanted if piece.startswith("-") else wanted
        target.append(f'"{text}"' + "*" * piece.endswith("*"))
    if not wanted:
        raise QueryError(f"there is no word to look for in {words!r}; give one, such as: bridge")
    return " NOT ".join([" AND ".join(wanted), *unwanted])
