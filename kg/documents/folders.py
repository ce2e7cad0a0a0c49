"""Which files there are to read behind a path: one file, those in a folder, or standard input."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.documents.files import readable
from kg.documents.formats import known_formats, suffix_of
from kg.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["files_of"]

_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


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


def _files_in(place: Path) -> Iterator[tuple[str, str] | Problem]:
    """Yield the readable files of a folder and of the folders in it, in the order of their names.

    A folder to which links lead, too, is read once; hidden files and folders are passed over.
    """
    waiting: list[tuple[Path, frozenset[tuple[int, int]]]] = [(place, frozenset())]
    seen = set()
    while waiting:
        path, above = waiting.pop()
        folder = _identity(path)
        if folder is None:
            if suffix_of(path.name) in known_formats():
                yield str(path), readable(path.relative_to(place).as_posix())
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
