"""CSV with a line of names at the top, a document a row; the separator is told from that line."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO, Final

from kg.documents import fields
from kg.documents.files import MAX_LINE, Part, UnreadableError, is_packed, part_size
from kg.documents.text import not_utf8
from kg.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.documents.files import File
    from kg.model import Document

SEPARATORS: Final = ",;\t|"


def read(file: File) -> Iterator[Document | Problem]:
    r"""Read the documents of a CSV file; a broken row is a problem, and the others are read.

    Args:
        file: In UTF-8, from its beginning; problems say `name:row`, where the line of names is row
            1.

    >>> from kg.documents.files import of_bytes
    >>> [document] = read(of_bytes(b'id;text\n7;"It rained;\nit poured."\n', "news.csv"))
    >>> document.id, document.text
    ('7', 'It rained;\nit poured.')
    """
    rows = rows_of(file)
    _, names = next(rows, (0, []))
    wanted = file.columns.get("text", "text")
    if wanted not in names:
        listed = ", ".join(name[:40] for name in names[:20])
        raise UnreadableError(
            f'has no column "{wanted}" (it has: {listed}); say which it is with --column text=NAME'
        )
    number = 0
    for number, (_, row) in enumerate(islice(rows, file.part.count), start=file.part.first + 2):
        where = f"{file.name}:{number}"
        if row:
            try:
                yield fields.document(dict(zip(names, row, strict=False)), where, file.columns)
            except ValueError as error:
                yield Problem(where=where, message=str(error))
    if not number:
        raise UnreadableError("has no rows; leave it out")


def rows_of(file: File) -> Iterator[tuple[int, list[str]]]:
    """The line of names, and the rows of the part, each with the place behind it, in bytes.

    Raises:
        UnreadableError: It is no CSV, from some row on.
    """
    csv.field_size_limit(MAX_LINE)
    first = decoded(file.stream.readline(MAX_LINE), 0).removeprefix("\ufeff")
    separator = max(SEPARATORS, key=first.count)
    try:
        lines = Lines(file.stream, file.stream.tell())
        for names in csv.reader(chain([first], lines), delimiter=separator):
            yield lines.place, names
            break
        file.go_to_part()
        lines.place = file.part.offset or lines.place
        for row in csv.reader(lines, delimiter=separator):
            yield lines.place, row
    except csv.Error as error:
        raise UnreadableError(f"is broken ({error}); mend it") from error


@dataclass(slots=True)
class Lines:
    """The lines of a stream, and the place behind the last one, in bytes."""

    stream: BinaryIO
    place: int

    def __iter__(self) -> Iterator[str]:
        while line := self.stream.readline(MAX_LINE):
            self.place += len(line)
            yield decoded(line, self.place - len(line))


def decoded(line: bytes, place: int) -> str:
    """A line as text.

    Raises:
        UnreadableError: It is not UTF-8.
    """
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(not_utf8(error, place)) from error


def parts(file: File, size: int) -> Iterator[Part]:
    """The file in parts of so many rows."""
    rows = rows_of(file)
    first = start = number = 0
    wanted = size
    try:
        start, _ = next(rows, (0, []))
        for number, (place, _) in enumerate(rows, start=1):
            if number - first == wanted:
                yield Part(offset=start, first=first, count=wanted)
                start, first = place, number
                wanted = part_size(size, number) if is_packed(file.stream) else size
    except UnreadableError:
        yield Part(offset=start, first=first)  # whoever reads it will say what is wrong
        return
    if number > first or not number:
        yield Part(offset=start, first=first, count=number - first or None)
