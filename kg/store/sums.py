"""Checksums of a store, so that a damaged one is known before it answers.

Oxigraph does not report every damage: half a MANIFEST gives other answers, and one wrong byte in a
table can take all memory. So `SHA256SUMS` in the folder of a store lists its files as `sha256sum
-c` reads them, each below a comment with its size, its time and its number on the disk. A store is
checked whenever it is opened: all of a small one; of a large one the small files, and those that
were touched since it was built.
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
    from pathlib import Path

__all__ = ["SUMS", "Checked", "check_all", "check_opened", "write_sums"]

SUMS: Final = "SHA256SUMS"
_PART: Final = re.compile(
    r"[0-9]+\.(sst|log|blob)|(MANIFEST|OPTIONS)-[0-9]+|CURRENT|IDENTITY|search\.sqlite[a-z-]*"
)
"""Names of files that bear on an answer; RocksDB's LOG and LOCK do not, nor what others add."""
_LISTED: Final = re.compile(
    r"# ([0-9]{1,20}) (-?[0-9]{1,20}) ([0-9]{1,20}) ([\w.-]+)\n([0-9a-f]{64})  \4\n"
)
_HEAD: Final = "# of kg; look with: kg check --store DIR, or sha256sum -c SHA256SUMS\n"
_READ_AT_OPENING: Final = 64 << 20
"""Bytes that are read again at each opening, some 50 ms; an ordinary build is smaller."""
_LONGEST_LIST: Final = 16 << 20
"""Bytes of the list itself; a file takes some 140."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What the list says of a file.

    Attributes:
        name: In the folder.
        digest: SHA-256, in hexadecimal.
        stamp: Size in bytes, time of the last change in nanoseconds, number on the disk.
    """

    name: str
    digest: str
    stamp: tuple[int, int, int]

    @property
    def size(self) -> int:
        return self.stamp[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How many files and bytes were found as they were written, and what was not."""

    files: int
    size: int
    problems: tuple[Problem, ...]


def write_sums(folder: Path) -> None:
    """List the files of a store that nobody writes to any more."""
    lines = [_HEAD]
    for path in _parts_of(folder):
        size, changed, number = _stamp_of(path)
        lines.append(f"# {size} {changed} {number} {path.name}\n")
        lines.append(f"{_digest_of(path)}  {path.name}\n")
    (folder / SUMS).write_text("".join(lines), encoding="ascii")
    see_on_disk(folder / SUMS)


def check_opened(folder: Path, store: Path) -> None:
    """Raise StoreError where a store that is being opened is not as it was written.

    Args:
        folder: Where its files are read; one without a list may be anything.
        store: What to call it.
    """
    if not (folder / SUMS).exists():
        return
    left = _READ_AT_OPENING
    for part in sorted(_read_sums(folder, store), key=lambda part: part.stamp):
        left -= part.size
        wrong = _difference_of(folder, part, trusted=left < 0)
        if wrong:
            raise _damaged(store, wrong)


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
    files, size = 0, 0
    problems: list[Problem] = []
    for part in _read_sums(folder, store):
        wrong = _difference_of(folder, part)
        if wrong:
            problems.append(Problem(where=str(store), message=wrong))
        else:
            files += 1
            size += part.size
    return Checked(files=files, size=size, problems=tuple(problems))


def _read_sums(folder: Path, store: Path) -> list[_Part]:
    """Return what the list of a store says, which must be of all the files that are there."""
    try:
        with (folder / SUMS).open("rb") as file:
            text = file.read(_LONGEST_LIST).decode("ascii").removeprefix(_HEAD)
        unlisted = {path.name for path in _parts_of(folder)}
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(store, f"{SUMS} cannot be read: {error}") from error
    parts = []
    for size, changed, number, name, digest in _LISTED.findall(text):
        parts.append(_Part(name=name, digest=digest, stamp=(int(size), int(changed), int(number))))
        unlisted.discard(name)
    if not parts or _LISTED.sub("", text):
        raise _damaged(store, f"{SUMS} is no list of checksums")
    if unlisted:
        raise _damaged(store, f"{SUMS} does not list {min(unlisted)}")
    return parts


def _difference_of(folder: Path, part: _Part, *, trusted: bool = False) -> str | None:
    """Say in what a file differs from the list; None if it doesn't.

    Args:
        folder: Where it is.
        part: What the list says.
        trusted: Whether a file that has not been touched since is right, unread.
    """
    path = folder / part.name
    try:
        if not S_ISREG(path.stat().st_mode):
            return f"{part.name} is no file"
        found = _stamp_of(path)
        if found[0] != part.size:
            return f"{part.name} has {found[0]} bytes, not {part.size}"
        if (trusted and found == part.stamp) or _digest_of(path) == part.digest:
            return None
    except FileNotFoundError:
        return f"{part.name} is missing"
    except OSError as error:
        return f"{part.name} cannot be read: {error.strerror}"
    return f"{part.name} is not as it was written"


def _parts_of(folder: Path) -> list[Path]:
    """Return the files of a store that bear on an answer, by name."""
    return [path for path in sorted(folder.iterdir()) if _PART.fullmatch(path.name)]


def _stamp_of(path: Path) -> tuple[int, int, int]:
    """Return what changes when a file is written to, or is a copy."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _damaged(store: Path, what: str) -> StoreError:
    return StoreError(
        f"the store {store} is damaged, or another program wrote to it ({what}); "
        "run the `kg build` or `kg merge` that made it again"
    )
