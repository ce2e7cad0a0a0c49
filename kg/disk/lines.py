"""Files of texts, read without trusting that they end."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_LINE: Final = 1 << 24
"""Bytes of the longest line, which no quotation and no entity needs."""
_LARGEST_FILE: Final = 1 << 28
"""Bytes of the largest file that has to be read whole."""


def lines_of(file: IO[bytes]) -> Iterator[bytes]:
    """Read the lines of a file, lazily.

    Raises:
        MemoryError: One has more than 16 MiB, as pyoxigraph says it of a term.
    """
    while line := file.readline(_LONGEST_LINE + 1):
        if len(line) > _LONGEST_LINE:
            raise MemoryError("a line has more than 16 MiB")
        yield line


def read_whole(file: IO[bytes]) -> bytes:
    """Read all of a file.

    Raises:
        ValueError: It has more than 256 MiB.
    """
    data = file.read(_LARGEST_FILE + 1)
    if len(data) > _LARGEST_FILE:
        raise ValueError("it has more than 256 MiB, which is too much to read whole")
    return data
