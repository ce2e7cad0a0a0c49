"""Writing whole or not at all: beside the place, onto the disk, and only then into the place."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """A folder to write files in; they take their places in another at the end, or none does if anything fails.

    Args:
        out: Where the files belong; it is made where it does not exist. Folders that are left in the first one go with
            it.

    Raises:
        StoreError: Something cannot be written there.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     with whole(Path(place)) as folder:
    ...         _ = (folder / "page.html").write_text("new")
    ...     (Path(place) / "page.html").read_text()
    'new'
    """
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
        raise StoreError(
            f"{error.filename2 or out} cannot be written ({error.strerror}); name another with -o"
        ) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write one file whole, or leave what stood there.

    Raises:
        StoreError: It cannot be written.
    """
    with whole(path.parent) as folder:
        (folder / path.name).write_bytes(data)


def see_on_disk(path: Path) -> None:
    """Wait until what was written to a file is on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
