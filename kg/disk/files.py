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
def replacing_files(out: Path) -> Iterator[Path]:
    """Give a folder to write files in, which take their places in another when the block ends.

    If anything fails, none does, and what stood there stays.

    Args:
        out: Where the files belong; it is made where it does not exist.

    Yields:
        The folder to write in. Folders that are left in it go with it.

    Raises:
        StoreError: Something cannot be written there.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     with replacing_files(Path(place)) as folder:
    ...         _ = (folder / "page.html").write_text("new")
    ...     (Path(place) / "page.html").read_text()
    'new'
    """
    made = to_be_made(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".kg-", dir=out) as folder:
            yield Path(folder)
            files = sorted(filter(Path.is_file, Path(folder).iterdir()))
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
    """List a folder and those above it, the innermost first, as far as they are not there."""
    return [one for one in (folder, *folder.parents) if not os.path.lexists(one)]


def unmake(folders: Iterable[Path]) -> None:
    """Remove folders that were made for nothing: the innermost is the first."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def write_whole(path: Path, data: bytes) -> None:
    """Write one file whole, or leave what stood there.

    Where a link stands, the file that it leads to is written.
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
    # unlike `Path.resolve`, this raises nothing where links go round in a circle
    path = Path(os.path.realpath(path))
    with replacing_files(path.parent) as folder:
        (folder / path.name).write_bytes(data)


def see_on_disk(path: Path) -> None:
    """Wait until what was written to a file is on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def unwritten(place: object, error: OSError) -> StoreError:
    """Make the error of a place where something could not be written.

    >>> str(unwritten("out", OSError(28, "No space left")))
    'out cannot be written (No space left); make room there, or name another place with -o'
    """
    remedy = "name another with -o"
    if error.errno in FULL:
        remedy = "make room there, or name another place with -o"
    return StoreError(f"{place} cannot be written ({error.strerror or error}); {remedy}")
