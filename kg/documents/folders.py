"""Which files there are to read behind a path: one file, those in a folder, or standard input."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable
from io import IOBase
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from kg.documents.files import readable
from kg.documents.formats import known_formats, suffix_of
from kg.errors import InputError, Problem, check_argument

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")

__all__ = ["Paths", "describe_passed_over", "files_of", "list_given", "list_paths"]

Paths: TypeAlias = "str | Path | Iterable[str | Path]"
"""One path or several, as a program may give them."""
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_MOST_ENDINGS: Final = 8
"""How many endings of files that are passed over are named; the others are counted together."""
_LONGEST_ENDING: Final = 12
"""Characters; a longer one is none, such as what follows the point in "Minutes of Mr. Lee"."""


def list_paths(paths: Paths) -> list[str]:
    """Return paths as texts, in the order in which they were given.

    Raises:
        InputError: One of them is no path.

    >>> list_paths("news"), list_paths([Path("a.txt"), "-"])
    (['news'], ['a.txt', '-'])
    """
    listed = [paths] if isinstance(paths, str | Path) else list_given(paths)
    for one in listed:
        check_argument("what is read", one, (str, Path), "a path, or a list of paths", InputError)
    return list(map(str, listed))


def list_given(several: Iterable[T]) -> list[T]:
    """Return what a program gives as several, in a list.

    Raises:
        InputError: It is not several, or an open file, whose lines would be taken for paths.
    """
    remedy = "a path, or a list of paths"
    check_argument("what is read", several, Iterable, remedy, InputError)
    if isinstance(several, IOBase):
        remedy = "give its path, or a kg.Document of its text"
        raise InputError(f"what is read cannot be {several!r}, an open file; {remedy}")
    return list(several)


def files_of(path: str) -> Iterator[tuple[str, str] | Problem]:
    """Return the files behind a path, each with the name that its document goes by.

    In a folder that name is relative to it, so that it is the same on every machine; what cannot be
    opened comes out as a problem.

    Raises:
        InputError: There is nothing, or nothing readable; at once, not when the first is asked for.
    """
    if path == "-":
        return iter([("-", "stdin")])
    if not os.path.exists(path):  # noqa: PTH110 - Path's raises for a path too long
        if _ADDRESS.match(path):
            raise InputError(
                f"{path} is an address, and kg fetches nothing; save the page, and give its file"
            )
        raise InputError(
            f"{readable(path)} does not exist; give a file, a folder, or - for standard input"
        )
    place = Path(path)
    if not place.is_dir():
        return iter([(path, readable(place.name))])
    if next(_files_in(place), None) is None:
        endings = " ".join(known_formats())
        raise InputError(
            f"{path} holds nothing readable; "
            f"put files with a known ending in it ({endings}, also with .gz)"
        )
    return _files_in(place)


def describe_passed_over(paths: Iterable[str]) -> Iterator[str]:
    """Yield a line for each folder in which files of other formats are passed over.

    It says how many there are of each ending, the most frequent first. Hidden files don't count.

    Args:
        paths: Files, folders, or `-`.
    """
    for path in paths:
        if path == "-" or not os.path.isdir(path):  # noqa: PTH112 - Path's raises for one too long
            continue
        unread = (
            one for one in _all_in(Path(path)) if isinstance(one, Path) and not _is_known(one)
        )
        counts = Counter(map(_ending_of, unread))
        if counts:
            listed = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
            named = [f"{count:,} {ending}" for ending, count in listed[:_MOST_ENDINGS]]
            others = sum(count for _, count in listed[_MOST_ENDINGS:])
            named += [f"{others:,} others"] if others else []
            number = "1 file" if counts.total() == 1 else f"{counts.total():,} files"
            yield f"{readable(path)}: passed over {number} of other formats: {', '.join(named)}"


def _ending_of(path: Path) -> str:
    """Return the ending of a file's name, as it is told in a count.

    >>> _ending_of(Path("a.b.JPG")), _ending_of(Path("LICENSE"))
    ('.jpg', 'without ending')
    """
    ending = readable(suffix_of(path.name))
    return ending if 1 < len(ending) <= _LONGEST_ENDING else "without ending"


def _is_known(path: Path) -> bool:
    """Tell whether a file is of a known format."""
    return suffix_of(path.name) in known_formats()


def _files_in(place: Path) -> Iterator[tuple[str, str] | Problem]:
    """Yield the readable files of a folder and of the folders in it, by their names."""
    for found in _all_in(place):
        if isinstance(found, Problem):
            yield found
        elif _is_known(found):
            yield str(found), readable(found.relative_to(place).as_posix())


def _all_in(place: Path) -> Iterator[Path | Problem]:
    """Yield all files of a folder and of the folders in it, in the order of their names.

    A folder to which links lead, too, is read once; hidden files and folders are passed over.
    """
    waiting: list[tuple[Path, frozenset[tuple[int, int]]]] = [(place, frozenset())]
    seen = set()
    while waiting:
        path, above = waiting.pop()
        folder = _identity(path)
        if folder is None:
            yield path
            continue
        if folder in above:
            message = "is a link to a folder above it; remove the link"
            yield Problem(where=readable(str(path)), message=message)
        if folder in seen:
            continue
        seen.add(folder)
        try:
            inner = sorted(path.iterdir(), reverse=True)
        except OSError as error:
            message = f"cannot be opened ({error.strerror}); check its permissions"
            yield Problem(where=readable(str(path)), message=message)
            continue
        above |= {folder}
        waiting += [(one, above) for one in inner if not one.name.startswith(".")]


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a folder from every other, whatever links lead to it; None for a file."""
    try:
        status = path.stat()
    except OSError:  # whoever reads it will say what is wrong
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None
