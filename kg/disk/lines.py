"""Files of texts, read without trusting that they end."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 1 << 24
"""Bytes of the longest line, which no quotation and no entity needs."""
LARGEST: Final = 1 << 28
"""Bytes of the largest file that has to be read whole."""


def lines_of(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file.

    Raises:
        MemoryError: One has more than 16 MiB, as pyoxigraph says it of a term.
    """
    while line := file.readline(LONGEST + 1):
        if len(line) > LONGEST:
            raise MemoryError("a line has more than 16 MiB")
        yield line


def whole(file: IO[bytes]) -> bytes:
    """All of a file.

    Raises:
        ValueError: It has more than 256 MiB.
    """
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError("it has more than 256 MiB, which is too much to read whole")
    return data
