"""What has been built, in one SQLite file beside the shards: a shard counts from the moment that it stands here.

Everything that a task found goes in as one transaction, so that a build that is killed has whole
tasks or nothing of them.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING, Final

from kg.build.versions import bands_of
from kg.disk.files import to_be_made, unmake, unwritten
from kg.disk.folders import InUseError, locked
from kg.errors import Problem, StoreError
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.build.task import Found, Result
    from kg.build.units import Unit

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS build (number INTEGER);
CREATE TABLE IF NOT EXISTS unit (place TEXT, first INTEGER, state TEXT, setting TEXT, build INTEGER,
    PRIMARY KEY (place, first)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS found (place TEXT, first INTEGER, number INTEGER, key BLOB,
    PRIMARY KEY (place, first, number)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS found_key ON found (key);
CREATE TABLE IF NOT EXISTS problem (place TEXT, first INTEGER, shown TEXT, message TEXT);
CREATE INDEX IF NOT EXISTS problem_place ON problem (place, first);
CREATE TABLE IF NOT EXISTS document (key BLOB PRIMARY KEY, article TEXT, shard TEXT, start INTEGER, length INTEGER,
    statements INTEGER, published TEXT, signature BLOB) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS document_article ON document (article, key);
CREATE INDEX IF NOT EXISTS document_shard ON document (shard);
CREATE TABLE IF NOT EXISTS source (key BLOB, name TEXT, kind TEXT, statements INTEGER);
CREATE INDEX IF NOT EXISTS source_key ON source (key);
CREATE TABLE IF NOT EXISTS band (band INTEGER, key BLOB, PRIMARY KEY (band, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parted (place TEXT PRIMARY KEY, state TEXT, parts INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shard (name TEXT PRIMARY KEY, size INTEGER, sha256 TEXT) WITHOUT ROWID;
"""
FILE: Final = "manifest.sqlite"
SUM: Final = "manifest.sha256"
CHOSEN: Final = (
    "key = (SELECT MIN(key) FROM document AS other WHERE other.article = document.article)"
)
"""Of documents with the same text and address, which are one article, one that does not depend on their order."""


class Manifest:
    """The open manifest of one build; get one from `opened`.

    Attributes:
        folder: Of the shards.
        number: Of this build, from 1.
    """

    def __init__(self, folder: Path) -> None:
        """Open the manifest of a folder, and begin a build.

        Raises:
            StoreError: It is damaged, or cannot be written.
        """
        self.folder = folder
        check_whole(folder / FILE, folder / SUM)
        with said_plainly(folder):
            self.database = sqlite3.connect(folder / FILE, timeout=0)
            self.database.execute("PRAGMA locking_mode=EXCLUSIVE")
            self.database.execute("PRAGMA journal_mode=WAL")
            self.database.executescript(SCHEMA)
            with self.database:
                self.database.execute(
                    "INSERT INTO build SELECT COALESCE(MAX(number), 0) + 1 FROM build"
                )
        [self.number] = self.one("SELECT MAX(number) FROM build")

    def close(self) -> None:
        """Let others open it."""
        self.database.close()
        with (self.folder / FILE).open("rb") as file:
            (self.folder / SUM).write_text(hashlib.file_digest(file, "sha256").hexdigest(), "ascii")

    def one(self, sql: str, *values: object) -> tuple[int, ...]:
        """The only row of a query."""
        row: tuple[int, ...] = self.database.execute(sql, values).fetchone()
        return row

    def forget_lost_shards(self) -> None:
        """Forget what is in shards that are gone or cut off, so that it is extracted again."""
        with self.database:
            for name, size in self.database.execute("SELECT name, size FROM shard").fetchall():
                path = self.folder / name
                if not path.is_file() or path.stat().st_size != size:
                    self.database.execute(
                        "DELETE FROM unit WHERE (place, first) IN (SELECT place, first FROM found JOIN document"
                        " USING (key) WHERE shard = ?)",
                        (name,),
                    )
                    self.database.execute("DELETE FROM document WHERE shard = ?", (name,))
                    self.database.execute("DELETE FROM shard WHERE name = ?", (name,))

    def write_known(self, path: Path) -> None:
        """Write the sorted keys of all documents that are extracted."""
        with path.open("wb") as file:
            file.writelines(
                key for (key,) in self.database.execute("SELECT key FROM document ORDER BY key")
            )

    def is_whole(self, place: str, state: str, setting: str) -> bool:
        """Whether all of a file was read in this state and setting before; if so, it is part of this build now."""
        with self.database:
            parts = self.database.execute(
                "SELECT parts FROM parted WHERE place = ? AND state = ?", (place, state)
            )
            same = "place = ? AND state = ? AND setting = ?"
            done = self.one(f"SELECT COUNT(*) FROM unit WHERE {same}", place, state, setting)  # noqa: S608 - ours
            if parts.fetchone() != done:
                return False
            values = (self.number, place, state, setting)
            self.database.execute(f"UPDATE unit SET build = ? WHERE {same}", values)  # noqa: S608 - ours
        return True

    def set_parts(self, place: str, state: str, parts: int) -> None:
        """Keep in how many parts a file is read."""
        with self.database:
            self.database.execute(
                "INSERT OR REPLACE INTO parted VALUES (?, ?, ?)", (place, state, parts)
            )

    def is_done(self, unit: Unit, setting: str) -> bool:
        """Whether a unit was read in this state and setting before; if so, it is part of this build now."""
        with self.database:
            done = self.database.execute(
                "UPDATE unit SET build = ? WHERE place = ? AND first = ? AND state = ? AND setting = ?",
                (self.number, unit.place, unit.part.first, unit.state, setting),
            )
        return done.rowcount > 0

    def add(self, result: Result, setting: str) -> None:
        """Take up what a task found, all of it or nothing."""
        database = self.database
        units = result.units
        with database:
            for unit in units:
                place = (unit.place, unit.part.first)
                for table in ("unit", "found", "problem"):
                    database.execute(f"DELETE FROM {table} WHERE place = ? AND first = ?", place)  # noqa: S608 - ours
                database.execute(
                    "INSERT INTO unit VALUES (?, ?, ?, ?, ?)",
                    (*place, unit.state, setting, self.number),
                )
            database.executemany(
                "INSERT INTO found VALUES (?, ?, ?, ?)",
                (found_row(units[one.place.unit], one) for one in result.found),
            )
            database.executemany(
                "INSERT INTO problem VALUES (?, ?, ?, ?)",
                (
                    (units[n].place, units[n].part.first, one.where, one.message)
                    for n, one in result.problems
                ),
            )
            if result.shard:
                shard = result.shard
                database.execute(
                    "INSERT OR IGNORE INTO shard VALUES (?, ?, ?)",
                    (shard.name, shard.size, shard.sha256),
                )
                self.add_documents(result, shard.name)

    def add_documents(self, result: Result, shard: str) -> None:
        """Take up the documents of a shard, but for those that another shard has."""
        for one in result.extracted:
            row = (
                one.key,
                one.article,
                shard,
                one.start,
                one.length,
                one.statements,
                one.published,
                one.signature,
            )
            new = self.database.execute(
                "INSERT OR IGNORE INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row
            )
            if new.rowcount > 0:
                self.database.executemany(
                    "INSERT INTO source VALUES (?, ?, ?, ?)",
                    ((one.key, *source) for source in one.sources),
                )
                self.database.executemany(
                    "INSERT OR IGNORE INTO band VALUES (?, ?)",
                    ((band, one.key) for band in bands_of(one.signature)),
                )

    def add_problem(self, problem: Problem) -> None:
        """Take up a problem that no unit has, such as a folder that cannot be opened."""
        place = f"problem: {problem.where}"
        with self.database:
            self.database.execute("DELETE FROM problem WHERE place = ?", (place,))
            self.database.execute(
                "INSERT OR REPLACE INTO unit VALUES (?, 0, '', '', ?)", (place, self.number)
            )
            self.database.execute(
                "INSERT INTO problem VALUES (?, 0, ?, ?)", (place, problem.where, problem.message)
            )

    def finish(self, *, prune: bool) -> None:
        """Take out what this build has replaced, and, to prune, all that was not in its input."""
        gone = (
            "build < ?"
            if prune
            else "build < ? AND place IN (SELECT place FROM unit WHERE build = ?)"
        )
        values = (self.number,) if prune else (self.number, self.number)
        with self.database as database:
            for table in ("found", "problem", "unit"):
                database.execute(
                    f"DELETE FROM {table} WHERE (place, first) IN (SELECT place, first FROM unit WHERE {gone})",  # noqa: S608
                    values,
                )
            database.execute("DELETE FROM document WHERE key NOT IN (SELECT key FROM found)")
            database.execute("DELETE FROM source WHERE key NOT IN (SELECT key FROM document)")
            database.execute("DELETE FROM band WHERE key NOT IN (SELECT key FROM document)")
            database.execute("DELETE FROM shard WHERE name NOT IN (SELECT shard FROM document)")
        known = {name for (name,) in self.database.execute("SELECT name FROM shard")}
        for path in self.folder.glob(".*"):  # what killed workers had begun
            path.unlink(missing_ok=True)
        for path in self.folder.glob("??/*.nq"):
            if path.relative_to(self.folder).as_posix() not in known:
                path.unlink()

    def totals(self) -> tuple[int, int, int]:
        """Articles, statements in them, and files of earlier builds that were not in the input of this one."""
        articles, statements = self.one(
            f"SELECT COUNT(*), COALESCE(SUM(statements), 0) FROM document WHERE {CHOSEN}"  # noqa: S608
        )
        [kept] = self.one(
            "SELECT COUNT(DISTINCT place) FROM unit WHERE build < ? AND state <> ''", self.number
        )
        return articles, statements, kept

    def sources(self, most: int) -> list[tuple[str | None, Kind, int]]:
        """Name, kind and number of statements of the most talkative sources."""
        rows = self.database.execute(
            f"SELECT name, kind, SUM(source.statements) AS said FROM source JOIN document USING (key) WHERE {CHOSEN}"  # noqa: S608
            " GROUP BY name, kind ORDER BY said DESC, COALESCE(name, ''), kind LIMIT ?",
            (most,),
        )
        return [(name, Kind(kind), said) for name, kind, said in rows]

    def problems(self) -> Iterator[Problem]:
        """What could not be built, in order; of this build's input only."""
        for shown, message in self.database.execute(
            "SELECT shown, message FROM problem JOIN unit USING (place, first) WHERE build = ? ORDER BY shown, message",
            (self.number,),
        ):
            yield Problem(where=shown, message=message)

    def shards(self) -> Iterator[tuple[Path, str, list[tuple[int, int]]]]:
        """Each shard with its SHA-256 and where the articles in it are that count: start and length, in bytes."""
        for name, sha256 in self.database.execute(
            "SELECT name, sha256 FROM shard ORDER BY name"
        ).fetchall():
            places = self.database.execute(
                f"SELECT start, length FROM document WHERE shard = ? AND {CHOSEN} ORDER BY start",  # noqa: S608
                (name,),
            ).fetchall()
            yield self.folder / name, sha256, places

    def newest(self, most: int) -> list[tuple[Path, int, int]]:
        """Where the quads of the newest articles are."""
        rows = self.database.execute(
            f"SELECT shard, start, length FROM document WHERE {CHOSEN} ORDER BY published DESC, article LIMIT ?",  # noqa: S608
            (most,),
        )
        return [(self.folder / shard, start, length) for shard, start, length in rows]

    def bands(self) -> Iterator[tuple[int, str, str, bytes]]:
        """The bands that several articles have in common, as `kg.build.versions.versions` takes them."""
        rows: Iterable[tuple[int, str, str, bytes]] = self.database.execute(
            "SELECT band, COALESCE(published, '9999') AS day, article, signature FROM band JOIN document USING (key)"  # noqa: S608
            f" WHERE {CHOSEN} AND band IN (SELECT band FROM band GROUP BY band HAVING COUNT(*) > 1)"
            " ORDER BY band, day, article"
        )
        yield from rows


def found_row(unit: Unit, found: Found) -> tuple[str, int, int, bytes]:
    """The row of a document that was found."""
    return unit.place, unit.part.first, found.place.number, found.key


@contextmanager
def opened(folder: Path) -> Iterator[Manifest]:
    """The manifest of a folder, which nobody else can open until the block ends, or its process does.

    The lock is none of SQLite's: of two that ask for those at the same moment, neither may get one.

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
        stack.enter_context(no_trace(folder, made))
        stack.enter_context(said_plainly(folder))
        yield stack.enter_context(closing(Manifest(folder)))


@contextmanager
def no_trace(folder: Path, made: list[Path]) -> Iterator[None]:
    """Leave nothing of a build that fails before anything is extracted: no shards, and no folders around them."""
    try:
        yield
    except BaseException:
        if next(folder.glob("??/*.nq"), None) is None:
            shutil.rmtree(folder, ignore_errors=True)
            unmake(made)
        raise


@contextmanager
def said_plainly(folder: Path) -> Iterator[None]:
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
        raise damaged(folder) from error
    except OSError as error:
        raise unwritten(folder, error) from error


def check_whole(path: Path, sums: Path) -> None:
    """See that a manifest is what the last build left, and take its sum away until this one ends.

    A build that was killed leaves no sum; then what SQLite says of the file has to do.

    Raises:
        StoreError: It is not.
    """
    try:
        known = sums.read_text("ascii", "replace") if sums.exists() else None
        if known is not None and path.is_file():
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != known:
                    raise damaged(path.parent)
        sums.unlink(missing_ok=True)
    except OSError as error:
        raise unwritten(sums, error) from error


def damaged(folder: Path) -> StoreError:
    """The error of a manifest that is damaged."""
    return StoreError(f"{folder / FILE} is damaged; remove {folder} and build again")
