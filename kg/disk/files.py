"""Writing whole or not at all: beside the place, onto the disk, and only then into the place."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Errors of what has no more room."""


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """A folder to write files in; they take their places in another at the end, or none does if anything fails.

    Args:
        out: Where the files belong; it is made where it does not exist. Folders that are left in
            the first one go with it.

    Raises:
        StoreError: Something cannot be written there.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     with whole(Path(place)) as folder:
    ...         _ = (folder / "page.html").write_text("new")
    ...     (Path(place) / "page.html").read_text()
    'new'
    """
    made = to_be_made(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".kg-", dir=out) as folder:
            yield Path(folder)
            files = sorted(path for path in Path(folder).iterdir() if path.is_file())
            for path in files:
                see_on_disk(path)
            for path in files:
                path.replace(out / path.name)
    except OSError as error:
        unmake(made)
        raise unwritten(error.filename2 or out, error) from error
    except BaseException:
        unmake(made)
        raise


def to_be_made(folder: Path) -> list[Path]:
    """A folder and those above it, the innermost first, as far as they are not there."""
    return [one for one in (folder, *folder.parents) if not os.path.lexists(one)]


def unmake(folders: Iterable[Path]) -> None:
    """Remove folders that were made for nothing: the innermost is the first."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def write_whole(path: Path, data: bytes) -> None:
    """Write one file whole, or leave what stood there; where a link stands, the file that it leads to.

    A pipe or a device stays what it is, and is written to.

    Raises:
        StoreError: It cannot be written.
    """
    if path.exists() and not path.is_file():
        try:
            path.write_bytes(data)
        except OSError as error:
            raise unwritten(path, error) from error
        return
    path = Path(
        os.path.realpath(path)
    )  # which, unlike `Path.resolve`, raises nothing where links go round in a circle
    with whole(path.parent) as folder:
        (folder / path.name).write_bytes(data)


def see_on_disk(path: Path) -> None:
    """Wait until what was written to a file is on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def unwritten(place: object, error: OSError) -> StoreError:
    """The error of a place where something could not be written.

    >>> str(unwritten("out", OSError(28, "No space left on device")))
    'out cannot be written (No space left on device); make room there, or name another place with -o'
    """
    return StoreError(f"{place} cannot be written ({error.strerror or error}); {remedy(error)}")


def remedy(error: OSError) -> str:
    """What to do where something could not be written."""
    if error.errno in FULL:
        return "make room there, or name another place with -o"
    return "name another with -o"
