"""What has been built, in one SQLite file beside the shards: a shard counts once it stands here.

Everything that a task found goes in as one transaction, so that a build that is killed has whole
tasks or nothing of them.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from dataclasses import astuple
from typing import TYPE_CHECKING, Final

from kg.disk.files import to_be_made, unmake, unwritten
from kg.disk.folders import InUseError, locked
from kg.errors import Problem, StoreError
from kg.model import Kind
from kg.rdf.versions import bands_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.build.task import Extracted, Result
    from kg.build.units import Unit

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS build (number INTEGER);
CREATE TABLE IF NOT EXISTS unit (place TEXT, first INTEGER, state TEXT, setting TEXT, build INTEGER,
    PRIMARY KEY (place, first)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS found (place TEXT, first INTEGER, number INTEGER, key BLOB,
    PRIMARY KEY (place, first, number)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS found_key ON found (key);
CREATE TABLE IF NOT EXISTS problem (place TEXT, first INTEGER, shown TEXT, message TEXT);
CREATE INDEX IF NOT EXISTS problem_place ON problem (place, first);
CREATE TABLE IF NOT EXISTS document (key BLOB PRIMARY KEY, article TEXT, shard TEXT, start INTEGER,
    length INTEGER, statements INTEGER, published TEXT, signature BLOB) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS document_article ON document (article, key);
CREATE INDEX IF NOT EXISTS document_shard ON document (shard);
CREATE TABLE IF NOT EXISTS source (key BLOB, name TEXT, kind TEXT, statements INTEGER);
CREATE INDEX IF NOT EXISTS source_key ON source (key);
CREATE TABLE IF NOT EXISTS band (band INTEGER, key BLOB, PRIMARY KEY (band, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parted (place TEXT PRIMARY KEY, state TEXT, parts INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shard (name TEXT PRIMARY KEY, size INTEGER, sha256 TEXT) WITHOUT ROWID;
"""
_CHOSEN: Final = """
CREATE TEMPORARY VIEW chosen AS SELECT * FROM document
    WHERE key = (SELECT MIN(key) FROM document AS other WHERE other.article = document.article)
"""
"""Of documents with the same text and address, which are one article, one that does not depend on
their order."""
_FILE: Final = "manifest.sqlite"
_SUM: Final = "manifest.sha256"


class Manifest:
    """The open manifest of one build; get one from `open_manifest`.

    Attributes:
        folder: Of the shards.
        number: Of this build, from 1.
        setting: Names all that can change what is read from a file or found in it.
    """

    def __init__(self, folder: Path) -> None:
        """Open the manifest of a folder, and begin a build.

        Raises:
            StoreError: It is damaged, or cannot be written.
        """
        self.folder = folder
        self.setting = ""
        _check_sum(folder / _FILE, folder / _SUM)
        with _explain_errors(folder):
            self.database = sqlite3.connect(folder / _FILE, timeout=0)
            self.database.execute("PRAGMA locking_mode=EXCLUSIVE")
            self.database.execute("PRAGMA journal_mode=WAL")
            self.database.executescript(_SCHEMA)
            self.database.execute(_CHOSEN)
            begin = "INSERT INTO build SELECT COALESCE(MAX(number), 0) + 1 FROM build"
            with self.database:
                self.database.execute(begin)
        [self.number] = self._read_row("SELECT MAX(number) FROM build")

    def close(self) -> None:
        """Let others open it."""
        self.database.close()
        with (self.folder / _FILE).open("rb") as file:
            (self.folder / _SUM).write_text(
                hashlib.file_digest(file, "sha256").hexdigest(), "ascii"
            )

    def _read_row(self, sql: str, *values: object) -> tuple[int, ...]:
        """Return the only row of a query."""
        row: tuple[int, ...] = self.database.execute(sql, values).fetchone()
        return row

    def forget_lost_shards(self) -> None:
        """Forget what is in shards that are gone or cut off, so that it is extracted again."""
        units = "SELECT place, first FROM found JOIN document USING (key) WHERE shard = ?"
        with self.database:
            for name, size in self.database.execute("SELECT name, size FROM shard").fetchall():
                path = self.folder / name
                if path.is_file() and path.stat().st_size == size:
                    continue
                self._delete("unit", f"(place, first) IN ({units})", name)
                self._delete("document", "shard = ?", name)
                self._delete("shard", "name = ?", name)

    def _delete(self, table: str, where: str, *values: object) -> None:
        """Delete rows."""
        self.database.execute(f"DELETE FROM {table} WHERE {where}", values)  # noqa: S608 - ours

    def write_known(self, path: Path) -> None:
        """Write the sorted keys of all documents that are extracted."""
        rows = self.database.execute("SELECT key FROM document ORDER BY key")
        with path.open("wb") as file:
            file.writelines(key for (key,) in rows)

    def reuse_file(self, file: Unit) -> bool:
        """Make a file part of this build without reading it, if nothing of it can have changed.

        Returns:
            Whether all of it was read before, in this state and setting.
        """
        parts = "SELECT parts FROM parted WHERE place = ? AND state = ?"
        units = "SELECT COUNT(*) FROM unit WHERE place = ? AND state = ? AND setting = ?"
        reuse = "UPDATE unit SET build = ? WHERE place = ? AND state = ? AND setting = ?"
        with self.database:
            known = self.database.execute(parts, (file.place, file.state)).fetchone()
            if known != self._read_row(units, file.place, file.state, self.setting):
                return False
            self.database.execute(reuse, (self.number, file.place, file.state, self.setting))
        return True

    def reuse_unit(self, unit: Unit) -> bool:
        """Make a unit part of this build without reading it, if it can't have changed.

        Returns:
            Whether it was read before, in this state and setting.
        """
        reuse = (
            "UPDATE unit SET build = ? WHERE place = ? AND first = ? AND state = ? AND setting = ?"
        )
        values = (self.number, unit.place, unit.part.first, unit.state, self.setting)
        with self.database:
            return self.database.execute(reuse, values).rowcount > 0

    def set_parts(self, file: Unit, parts: int) -> None:
        """Keep in how many parts a file is read."""
        row = (file.place, file.state, parts)
        with self.database:
            self.database.execute("INSERT OR REPLACE INTO parted VALUES (?, ?, ?)", row)

    def add(self, result: Result) -> None:
        """Take up what a task found, all of it or nothing."""
        places = [(unit.place, unit.part.first) for unit in result.units]
        with self.database as database:
            for unit, place in zip(result.units, places, strict=True):
                for table in ("unit", "found", "problem"):
                    self._delete(table, "place = ? AND first = ?", *place)
                row = (*place, unit.state, self.setting, self.number)
                database.execute("INSERT INTO unit VALUES (?, ?, ?, ?, ?)", row)
            for found in result.found:
                values = (*places[found.place.unit], found.place.number, found.key)
                database.execute("INSERT INTO found VALUES (?, ?, ?, ?)", values)
            for number, problem in result.problems:
                told = (*places[number], problem.where, problem.message)
                database.execute("INSERT INTO problem VALUES (?, ?, ?, ?)", told)
            if result.shard:
                add_shard = "INSERT OR IGNORE INTO shard VALUES (?, ?, ?)"
                database.execute(add_shard, astuple(result.shard))
                for document in result.extracted:
                    self._add_document(document, result.shard.name)

    def _add_document(self, document: Extracted, shard: str) -> None:
        """Take up a document of a shard, unless another shard has it."""
        key = document.key
        row = (
            key,
            document.article,
            shard,
            document.start,
            document.length,
            document.statements,
            document.published,
            document.signature,
        )
        added = self.database.execute(
            "INSERT OR IGNORE INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row
        )
        if added.rowcount == 0:
            return
        sources = ((key, *source) for source in document.sources)
        self.database.executemany("INSERT INTO source VALUES (?, ?, ?, ?)", sources)
        bands = ((band, key) for band in bands_of(document.signature))
        self.database.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", bands)

    def finish(self, *, prune: bool) -> None:
        """Take out what this build has replaced, and, to prune, all that was not in its input."""
        gone = "SELECT place, first FROM unit WHERE build < :number"
        if not prune:
            gone += " AND place IN (SELECT place FROM unit WHERE build = :number)"
        with self.database:
            for table in ("found", "problem", "unit"):
                self.database.execute(
                    f"DELETE FROM {table} WHERE (place, first) IN ({gone})",  # noqa: S608 - ours
                    {"number": self.number},
                )
            self._delete("document", "key NOT IN (SELECT key FROM found)")
            self._delete("source", "key NOT IN (SELECT key FROM document)")
            self._delete("band", "key NOT IN (SELECT key FROM document)")
            self._delete("shard", "name NOT IN (SELECT shard FROM document)")
        for path in self.folder.glob(".*"):  # what killed workers had begun, and standard input
            path.unlink(missing_ok=True)
        known = {self.folder / name for (name,) in self.database.execute("SELECT name FROM shard")}
        for path in set(self.folder.glob("??/*.nq")) - known:
            path.unlink()

    def totals(self) -> tuple[int, int, int]:
        """Count articles, statements in them, and files that the input of this build lacks."""
        articles, statements = self._read_row(
            "SELECT COUNT(*), COALESCE(SUM(statements), 0) FROM chosen"
        )
        [kept] = self._read_row(
            "SELECT COUNT(DISTINCT place) FROM unit WHERE build < ? AND state <> ''", self.number
        )
        return articles, statements, kept

    def sources(self, most: int) -> list[tuple[str | None, Kind, int]]:
        """List name, kind and number of statements of the most talkative sources."""
        rows = self.database.execute(
            "SELECT name, kind, SUM(source.statements) AS said FROM source JOIN chosen USING (key)"
            " GROUP BY name, kind ORDER BY said DESC, COALESCE(name, ''), kind LIMIT ?",
            (most,),
        )
        return [(name, Kind(kind), said) for name, kind, said in rows]

    def problems(self) -> Iterator[Problem]:
        """List what of this build's input could not be built, in order."""
        for shown, message in self.database.execute(
            "SELECT shown, message FROM problem JOIN unit USING (place, first) WHERE build = ?"
            " ORDER BY shown, message",
            (self.number,),
        ):
            yield Problem(where=shown, message=message)

    def shards(self) -> Iterator[tuple[Path, str, list[tuple[int, int]]]]:
        """List the shards, each with its SHA-256 and where in it the articles are that count.

        These are places: start and length, in bytes.
        """
        rows = self.database.execute("SELECT name, sha256 FROM shard ORDER BY name")
        for name, sha256 in rows.fetchall():
            places = self.database.execute(
                "SELECT start, length FROM chosen WHERE shard = ? ORDER BY start", (name,)
            )
            yield self.folder / name, sha256, places.fetchall()

    def newest(self, most: int) -> list[tuple[Path, int, int]]:
        """List where the quads of the newest articles are: shard, start and length."""
        rows = self.database.execute(
            "SELECT shard, start, length FROM chosen"
            " ORDER BY COALESCE(published, '') DESC, article"
            " LIMIT ?",
            (most,),
        )
        return [(self.folder / shard, start, length) for shard, start, length in rows]

    def bands(self) -> Iterable[tuple[int, str, str, bytes]]:
        """List the bands that several articles share, as `kg.rdf.versions` takes them."""
        return self.database.execute(
            "SELECT band, COALESCE(NULLIF(published, ''), '9999') AS day, article, signature"
            " FROM band JOIN chosen USING (key)"
            " WHERE band IN (SELECT band FROM band GROUP BY band HAVING COUNT(*) > 1)"
            " ORDER BY band, day, article"
        )


@contextmanager
def open_manifest(folder: Path) -> Iterator[Manifest]:
    """Open the manifest of a folder, which nobody else can until the block ends, or its process.

    The lock is not SQLite's: of two that ask for those at the same moment, neither may get one.

    Raises:
        StoreError: Another build has it open; or it is damaged, or cannot be written.
    """
    made = to_be_made(folder)
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(folder / "manifest.lock"))
        except InUseError as error:
            raise StoreError(
                f"{folder} is in use by another build; wait until it ends, or stop it"
            ) from error
        except OSError as error:
            raise unwritten(folder, error) from error
        stack.enter_context(_leave_no_trace(folder, made))
        stack.enter_context(_explain_errors(folder))
        yield stack.enter_context(closing(Manifest(folder)))


@contextmanager
def _leave_no_trace(folder: Path, made: list[Path]) -> Iterator[None]:
    """Remove what a build made that fails before anything is extracted."""
    try:
        yield
    except BaseException:
        if not any(folder.glob("??/*.nq")):
            shutil.rmtree(folder, ignore_errors=True)
            unmake(made)
        raise


@contextmanager
def _explain_errors(folder: Path) -> Iterator[None]:
    """Say of a manifest that is damaged, or that cannot be written, what to do.

    Raises:
        StoreError: It is.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreError(
            f"{folder} cannot be written ({error}); make room, or give another folder with -o"
        ) from error
    except (sqlite3.Error, UnicodeError) as error:
        raise _damaged(folder) from error
    except OSError as error:
        raise unwritten(folder, error) from error


def _check_sum(path: Path, sums: Path) -> None:
    """See that a manifest is what the last build left, and take its sum away until this one ends.

    A build that was killed leaves no sum; then what SQLite says of the file has to do.

    Raises:
        StoreError: It is not.
    """
    try:
        if sums.exists() and path.is_file():
            known = sums.read_text("ascii", "replace")
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != known:
                    raise _damaged(path.parent)
        sums.unlink(missing_ok=True)
    except OSError as error:
        raise unwritten(sums, error) from error


def _damaged(folder: Path) -> StoreError:
    """Make the error of a manifest that is damaged."""
    return StoreError(f"{folder / _FILE} is damaged; remove {folder} and build again")
