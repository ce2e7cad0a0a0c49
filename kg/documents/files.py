"""What a reader is given: a file to read from, or a part of one, and limits that no hostile file gets past."""

from __future__ import annotations

import gzip
import io
import logging
import os
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Final

from kg.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_BYTES: Final = 64 << 20
"""What is read of a file that is one document, in bytes."""
MAX_LINE: Final = 16 << 20
"""Of one line of a file that holds a document a line, in bytes."""
FREE: Final = 64 << 20
EXPANSION: Final = 200
"""How many times its size a packed file may unpack to, once it is past so many bytes: text comes to 10 or 20 times, and
what comes to 1,000 times is a bomb."""
GROWTH: Final = 200
LARGEST_PART: Final = 1000
"""A part of a packed file has one record for each so many before it, and no more than so many."""


class UnreadableError(Exception):
    """A file cannot be read, or not to its end; the message says why, and what to do. It becomes a `Problem`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a file that holds many documents.

    Attributes:
        offset: Where it begins, in bytes; 0 where the format has no such places.
        first: The number of its first record: of the line, row or record, from 0.
        count: How many records it has; None for all that follow.
    """

    offset: int = 0
    first: int = 0
    count: int | None = None

    @property
    def end(self) -> float:
        """The number of the first record after it."""
        return float("inf") if self.count is None else self.first + self.count


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that is open, in the part that is wanted.

    Attributes:
        stream: Its bytes, from its beginning.
        name: What its documents and problems call it.
        columns: Under which name a table or a JSON line holds a field, where it is not the field's
            own.
    """

    stream: BinaryIO
    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
    part: Part = Part()

    def go_to_part(self) -> None:
        """Go to the beginning of the part."""
        if self.part.offset:
            self.stream.seek(self.part.offset)

    def data(self) -> bytes:
        """All of its bytes.

        Raises:
            UnreadableError: They are too many, none, or those of no text.
        """
        data = self.stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UnreadableError(
                f"is larger than the {MAX_BYTES >> 20} MiB of one document; split it into articles"
            )
        if not data.strip():
            raise UnreadableError("is empty; give it a text or leave it out")
        return data

    def text_data(self) -> bytes:
        """All of its bytes, of a text.

        Raises:
            UnreadableError: As `data`, or there are NUL bytes among them.
        """
        data = self.data()
        if b"\0" in data:
            raise UnreadableError(
                "is a binary file, not a text; convert it to a text file in UTF-8"
            )
        return data

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """The lines of the part with their numbers, from 0; None for one that is too long to be a document."""
        self.go_to_part()
        number = self.part.first
        while number < self.part.end and (line := self.stream.readline(MAX_LINE)):
            is_too_long = len(line) == MAX_LINE and not line.endswith(b"\n")
            while is_too_long and line and not line.endswith(b"\n"):
                line = self.stream.readline(MAX_LINE)
            yield number, None if is_too_long else line
            number += 1


def part_size(size: int, before: int) -> int:
    """How many records a part has where all `before` it have to be read to get there, as in what is packed.

    The parts grow, so that getting there stays a small share of the work, but not so much that a
    part takes long.

    >>> part_size(24, 1_000), part_size(24, 20_000), part_size(24, 1_000_000)
    (24, 100, 1000)
    """
    return max(size, min(LARGEST_PART, before // GROWTH))


def of_bytes(data: bytes, name: str = "file") -> File:
    """A file of these bytes.

    >>> of_bytes(b"It rained.").data()
    b'It rained.'
    """
    return File(stream=io.BytesIO(data), name=name)


def unpacked(stream: BinaryIO) -> BinaryIO:
    """What a gzip file holds, as it is read.

    Raises:
        UnreadableError: While reading: the file is cut off, broken, or a bomb.
    """
    return io.BufferedReader(Unpacked(stream), 1 << 20)


def is_packed(stream: BinaryIO) -> bool:
    """Whether a stream is unpacked as it is read, so that every place in it is reached from its beginning."""
    return isinstance(getattr(stream, "raw", None), Unpacked)


class Unpacked(io.RawIOBase):
    """The bytes in a gzip file."""

    def __init__(self, stream: BinaryIO) -> None:
        """Unpack a stream."""
        super().__init__()
        self.packed = stream
        self.plain = gzip.GzipFile(fileobj=stream)

    def readable(self) -> bool:
        """See `io.RawIOBase`."""
        return True

    def seekable(self) -> bool:
        """See `io.RawIOBase`."""
        return True

    def tell(self) -> int:
        """See `io.RawIOBase`."""
        return self.plain.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        """See `io.RawIOBase`."""
        return self.plain.seek(offset, whence)

    def readinto(self, buffer: object) -> int:
        """See `io.RawIOBase`."""
        view = memoryview(buffer)  # type: ignore[arg-type]  # a buffer, as `io` gives it
        try:
            data = self.plain.read1(len(view))
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise UnreadableError(f"is cut off or broken ({error}); fetch it again") from error
        size = self.plain.tell()
        if size > FREE and size > EXPANSION * max(self.packed.tell(), 1):
            raise UnreadableError(
                f"unpacks to more than {EXPANSION} times its size, which no text does; leave it out"
            )
        view[: len(data)] = data
        return len(data)


def readable(path: str) -> str:
    r"""A path as a text that can be printed and stored: what in it is no UTF-8, or no character to be seen, is escaped.

    >>> readable("caf\udce9\n.txt"), readable("café.txt")
    ('caf\\xe9\\n.txt', 'café.txt')
    """
    return printable(os.fsencode(path).decode("utf-8", "backslashreplace"))


def quiet(*libraries: str) -> None:
    """Let libraries log nothing: what they warn of becomes a `Problem` where it costs a document."""
    for library in libraries:
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)
