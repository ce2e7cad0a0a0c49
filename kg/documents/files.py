"""What a reader is given: an open file, or a part of one, within limits for hostile files."""

from __future__ import annotations

import gzip
import io
import logging
import os
import zlib
from dataclasses import dataclass, field
from itertools import count, islice
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

from kg.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "MAX_LINE",
    "File",
    "GzipBytes",
    "Part",
    "RecordEnd",
    "UnreadableError",
    "decode_utf8",
    "file_of_bytes",
    "readable",
    "silence",
    "unpack_gzip",
]

MAX_LINE: Final = 16 << 20
"""Bytes that are read of one line, of a file that holds a document a line."""
_MAX_BYTES: Final = 64 << 20
"""Bytes that are read of a file that is one document."""
_FREE_BYTES: Final = 64 << 20
_EXPANSION: Final = 200
"""How many times its size a packed file may unpack to, once it is past the free bytes. Text comes
to 10 or 20 times its packed size; what comes to 1,000 times is a bomb."""


class UnreadableError(Exception):
    """A file or record cannot be read; the message says why, and what to do.

    It becomes a `Problem`.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a file that holds many documents.

    Attributes:
        offset: Where it begins, in bytes; 0 where the format has no such places.
        first: The number of its first record (line, row or page), from 0.
        count: How many records it has; None for all that follow.
    """

    offset: int = 0
    first: int = 0
    count: int | None = None

    @property
    def end(self) -> float:
        """The number of the first record behind the part."""
        return float("inf") if self.count is None else self.first + self.count


class RecordEnd(NamedTuple):
    """Where a record of a file ends.

    Attributes:
        offset: The byte behind the record, to which a reader can go; 0 where there is none.
        before: How many records have to be read again to get there.
    """

    offset: int
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that is open, and the part of it that is wanted.

    Attributes:
        stream: Its bytes, from its beginning.
        name: What its documents and problems call it.
        columns: The names under which a table or a JSON line holds a field, where that is not the
            field's own name.
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
        """Return all bytes of a file that is one document.

        Raises:
            UnreadableError: There are too many, or only white space.
        """
        data = self.stream.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            size = f"{_MAX_BYTES >> 20} MiB"
            raise UnreadableError(
                f"is larger than the {size} of one document; split it into articles"
            )
        if not data.strip():
            raise UnreadableError("is empty; give it a text or leave it out")
        return data

    def text(self) -> str:
        """Return the whole text of a file that is one document, without a byte order mark.

        Raises:
            UnreadableError: As `data` does, or the bytes are not text in UTF-8.
        """
        data = self.data()
        if b"\0" in data:
            raise UnreadableError(
                "is a binary file, not a text; convert it to a text file in UTF-8"
            )
        return decode_utf8(data).removeprefix("\ufeff")

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Yield the lines of the part with their numbers, from 1.

        A line that is longer than `MAX_LINE` is cut off there, so it has no end of a line.
        """
        self.go_to_part()
        for number in islice(count(self.part.first + 1), self.part.count):
            line = rest = self.stream.readline(MAX_LINE)
            if not line:
                return
            while len(rest) == MAX_LINE and not rest.endswith(b"\n"):
                rest = self.stream.readline(MAX_LINE)
            yield number, line

    def end_of_record(self, number: int) -> RecordEnd:
        """Return where the stream is, behind so many records.

        In a file that is unpacked as it is read, all of them have to be read again to get there.
        """
        is_packed = isinstance(getattr(self.stream, "raw", None), GzipBytes)
        return RecordEnd(self.stream.tell(), number if is_packed else 0)


def decode_utf8(data: bytes, start: int = 0) -> str:
    """Decode bytes that begin at some byte of a file.

    Raises:
        UnreadableError: They are not UTF-8; the message says which byte of the file is wrong.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong = f"byte {data[error.start]:#04x} at {start + error.start}"
        remedy = "convert it, for instance with `iconv -f WINDOWS-1252 -t UTF-8`"
        raise UnreadableError(f"is not UTF-8 ({wrong}); {remedy}") from error


def file_of_bytes(data: bytes, name: str = "file") -> File:
    """Return a file that holds these bytes.

    >>> file_of_bytes(b"It rained.").data()
    b'It rained.'
    """
    return File(stream=io.BytesIO(data), name=name)


def unpack_gzip(stream: BinaryIO) -> BinaryIO:
    """Return what a gzip file holds, unpacked as it is read.

    Raises:
        UnreadableError: While reading: the file is cut off, broken, or a bomb.
    """
    return io.BufferedReader(cast("io.RawIOBase", GzipBytes(fileobj=stream)), 1 << 20)


class GzipBytes(gzip.GzipFile):
    """The bytes in a gzip file; a read raises UnreadableError for one that is broken or a bomb."""

    def read(self, size: int | None = -1) -> bytes:
        """Read some bytes, at most so many."""
        try:
            data = self.read1(-1 if size is None else size)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise UnreadableError(f"is cut off or broken ({error}); fetch it again") from error
        packed = cast("BinaryIO", self.fileobj).tell()
        if self.tell() > max(_FREE_BYTES, _EXPANSION * packed):
            much = f"more than {_EXPANSION} times its size"
            raise UnreadableError(f"unpacks to {much}, which no text does; leave it out")
        return data


def readable(path: str) -> str:
    r"""Return a path as text that can be printed and stored.

    Bytes that are not UTF-8, and characters that cannot be seen, are escaped.

    >>> readable("caf\udce9\n.txt"), readable("café.txt")
    ('caf\\xe9\\n.txt', 'café.txt')
    """
    return printable(os.fsencode(path).decode("utf-8", "backslashreplace"))


def silence(*libraries: str) -> None:
    """Let libraries log nothing: what costs a document becomes a `Problem` anyway."""
    for library in libraries:
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)
