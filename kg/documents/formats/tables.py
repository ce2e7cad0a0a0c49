"""CSV with a line of names at the top, a document a row; the separator is told from that line."""

from __future__ import annotations

import csv
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from kg.documents.fields import check_columns, read_records
from kg.documents.files import MAX_LINE, File, RecordEnd, UnreadableError, decode_utf8

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.errors import Problem
    from kg.model import Document

SUFFIXES: Final = (".csv", ".tsv")
_SEPARATORS: Final = ",;\t|"


def read(file: File) -> Iterator[Document | Problem]:
    r"""Read the documents of a CSV file; a broken row is a problem, and the others are read.

    Args:
        file: In UTF-8, from its beginning; problems say `name:row`, where the line of names is row
            1.

    >>> from kg.documents.files import file_of_bytes
    >>> [document] = read(file_of_bytes(b'id;text\n7;"It rained;\nit poured."\n', "news.csv"))
    >>> document.id, document.text
    ('7', 'It rained;\nit poured.')
    """
    rows = _rows(file)
    names = next(rows)
    check_columns(names, names, file)
    first = next(rows, None)
    if first is None:
        raise UnreadableError("has no rows; leave it out")
    wanted = islice(chain([first], rows), file.part.count)
    filled = ((number, row) for number, row in enumerate(wanted, file.part.first + 2) if row)
    yield from read_records(filled, lambda row: dict(zip(names, row, strict=False)), file)


def _rows(file: File) -> Iterator[list[str]]:
    """Yield the line of names, and the rows of the part.

    Raises:
        UnreadableError: The file is not CSV, or not UTF-8, from some row on.
    """
    csv.field_size_limit(MAX_LINE)
    head = decode_utf8(file.stream.readline(MAX_LINE)).removeprefix("\ufeff")
    separator = max(_SEPARATORS, key=head.count)
    try:
        yield next(csv.reader(chain([head], _lines(file)), delimiter=separator))
        file.go_to_part()
        yield from csv.reader(_lines(file), delimiter=separator)
    except csv.Error as error:
        raise UnreadableError(f"is broken ({error}); mend it") from error


def _lines(file: File) -> Iterator[str]:
    """Yield the lines that follow."""
    start = file.stream.tell()
    while line := file.stream.readline(MAX_LINE):
        yield decode_utf8(line, start)
        start += len(line)


def record_ends(file: File) -> Iterator[RecordEnd]:
    """Yield where each row ends."""
    rows = _rows(file)
    next(rows)
    for number, _ in enumerate(rows, start=1):
        yield file.end_of_record(number)
