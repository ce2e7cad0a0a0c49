"""Checksums of a store: what its files were when it was built, so that a damaged one is known before it answers.

Oxigraph does not say so of every damage: half a MANIFEST gives other answers, and one wrong byte in
a table can take all memory. So `SHA256SUMS` in the folder of a store lists its files as `sha256sum
-c` reads them, each below a comment with its size, its time and its number on the disk. A store is
looked at whenever it is opened: all of it if it is small, and of a large one the files that are
small, or have not lain there untouched since it was built.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from stat import S_ISREG
from typing import TYPE_CHECKING, Final

from kg.disk.files import see_on_disk
from kg.errors import Problem, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUMS: Final = "SHA256SUMS"
PART: Final = re.compile(
    r"[0-9]+\.(sst|log|blob)|(MANIFEST|OPTIONS)-[0-9]+|CURRENT|IDENTITY|search\.sqlite[a-z-]*"
)
"""Names of files that bear on an answer; RocksDB's LOG and LOCK do not, nor does what others put there."""
NOTED: Final = re.compile(
    r"# ([0-9]{1,20}) (-?[0-9]{1,20}) ([0-9]{1,20}) ([\w.-]+)\n([0-9a-f]{64})  \4\n"
)
HEAD: Final = "# of kg; look with: kg check --store DIR, or sha256sum -c SHA256SUMS\n"
AT_OPENING: Final = 64 << 20
"""Bytes that are read again at each opening, some 50 ms; an ordinary build is smaller."""
LONGEST: Final = 16 << 20
"""Bytes of the list itself; a file takes some 140."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What the list says of a file.

    Attributes:
        name: In the folder.
        digest: SHA-256, in hexadecimal.
        stamp: Size in bytes, time of the last change in nanoseconds, number on the disk.
    """

    name: str
    digest: str
    stamp: tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How many files and bytes were found as they were written, and what was found otherwise."""

    files: int
    size: int
    problems: tuple[Problem, ...]


def write_sums(folder: Path) -> None:
    """List the files of a store that nobody writes to any more."""
    lines = (
        f"# {' '.join(map(str, stamp(path)))} {path.name}\n{digest(path)}  {path.name}\n"
        for path in parts(folder)
    )
    (folder / SUMS).write_text(HEAD + "".join(lines), encoding="ascii")
    see_on_disk(folder / SUMS)


def check_opened(folder: Path, store: Path) -> None:
    """Raise StoreError where a store that is being opened is not as it was written; one without a list may be anything.

    Args:
        folder: Where its files are read.
        store: What to call it.
    """
    if (folder / SUMS).exists():
        noted = read_sums(folder, store)
        left = AT_OPENING
        for one in sorted(noted, key=lambda one: one.stamp):
            left -= one.stamp[0]
            if wrong := difference(folder, one, trusted=left < 0):
                raise damaged(store, wrong)


def check_all(folder: Path, store: Path) -> Checked:
    """Read all of a store and compare it with its list.

    Args:
        folder: Where its files are read.
        store: What to call it.

    Raises:
        StoreError: There is no list, or it is broken.
    """
    if not (folder / SUMS).exists():
        raise StoreError(
            f"the store {store} has no {SUMS}, so nobody can tell whether it is whole; "
            "run the `kg build` or `kg merge` that made it again"
        )
    noted = read_sums(folder, store)
    wrong = {one: difference(folder, one) for one in noted}
    return Checked(
        files=len(noted) - len([*filter(None, wrong.values())]),
        size=sum(one.stamp[0] for one in noted if not wrong[one]),
        problems=tuple(Problem(where=str(store), message=what) for what in wrong.values() if what),
    )


def read_sums(folder: Path, store: Path) -> list[Noted]:
    """What the list of a store says, which must be all of the files that are there.

    Raises:
        StoreError: It cannot be read, is no such list, or leaves out a file.
    """
    try:
        with (folder / SUMS).open("rb") as file:
            text = file.read(LONGEST).decode("ascii").removeprefix(HEAD)
        found = [match.groups() for match in NOTED.finditer(text)]
        there = {path.name for path in parts(folder)}
    except (OSError, UnicodeDecodeError) as error:
        raise damaged(store, f"{SUMS} cannot be read: {error}") from error
    if not found or NOTED.sub("", text):
        raise damaged(store, f"{SUMS} is no list of checksums")
    noted = [
        Noted(name=name, digest=digest, stamp=(int(size), int(changed), int(number)))
        for size, changed, number, name, digest in found
    ]
    if unknown := sorted(there - {one.name for one in noted}):
        raise damaged(store, f"{SUMS} does not list {unknown[0]}")
    return noted


def difference(folder: Path, noted: Noted, *, trusted: bool = False) -> str | None:
    """In what a file differs from what the list says, in words.

    Args:
        folder: Where it is.
        noted: What the list says.
        trusted: Whether a file that has not been touched since is right, unread.
    """
    path = folder / noted.name
    try:
        if not S_ISREG(path.stat().st_mode):
            return f"{noted.name} is no file"
        found = stamp(path)
        if found[0] != noted.stamp[0]:
            return f"{noted.name} has {found[0]} bytes, not {noted.stamp[0]}"
        if (trusted and found == noted.stamp) or digest(path) == noted.digest:
            return None
    except FileNotFoundError:
        return f"{noted.name} is missing"
    except OSError as error:
        return f"{noted.name} cannot be read: {error.strerror}"
    return f"{noted.name} is not as it was written"


def parts(folder: Path) -> Iterator[Path]:
    """The files of a store that bear on an answer, by name."""
    return (path for path in sorted(folder.iterdir()) if PART.fullmatch(path.name))


def stamp(path: Path) -> tuple[int, int, int]:
    """What changes when a file is written to, or is a copy."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


def digest(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def damaged(store: Path, what: str) -> StoreError:
    """The error of a store that is not what was built."""
    return StoreError(
        f"the store {store} is damaged, or another program wrote to it ({what}); "
        "run the `kg build` or `kg merge` that made it again"
    )
