"""CSV with a line of names at the top, a document a row; the separator is told from that line."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.documents import fields
from kg.documents.files import MAX_LINE, Part, UnreadableError
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
        file: In UTF-8, from its beginning; problems say `name:row`, where the line of names is row 1.

    >>> from kg.documents.files import of_bytes
    >>> [document] = read(of_bytes(b'id;text\n7;"It rained;\nit poured."\n', "news.csv"))
    >>> document.id, document.text
    ('7', 'It rained;\nit poured.')
    """
    rows = rows_of(file)
    names = next(rows, [])
    wanted = file.columns.get("text", "text")
    if wanted not in names:
        listed = ", ".join(names[:20])
        raise UnreadableError(f'has no column "{wanted}" (it has: {listed}); say which it is with --column text=NAME')
    count = file.part.count
    chosen = islice(rows, file.part.first, None if count is None else file.part.first + count)
    for number, row in enumerate(chosen, start=file.part.first + 2):
        where = f"{file.name}:{number}"
        if row:
            try:
                yield fields.document(dict(zip(names, row, strict=False)), where, file.columns)
            except ValueError as error:
                yield Problem(where=where, message=str(error))


def rows_of(file: File) -> Iterator[list[str]]:
    """The rows of a file.

    Raises:
        UnreadableError: It is no CSV, from some row on.
    """
    csv.field_size_limit(MAX_LINE)
    stream = io.TextIOWrapper(file.stream, encoding="utf-8-sig", newline="")
    try:
        first = stream.readline(MAX_LINE)
        separator = max(SEPARATORS, key=first.count)
        yield next(csv.reader([first], delimiter=separator), [])
        yield from csv.reader(stream, delimiter=separator)
    except UnicodeDecodeError as error:
        raise UnreadableError(not_utf8(error)) from error
    except csv.Error as error:
        raise UnreadableError(f"is broken ({error}); mend it") from error
    finally:
        with suppress(ValueError):
            stream.detach()


def parts(file: File, size: int) -> Iterator[Part]:
    """The file in parts of so many rows."""
    rows = rows_of(file)
    next(rows, None)
    first = 0
    try:
        while count := sum(1 for _ in islice(rows, size)):
            yield Part(first=first, count=count)
            first += count
    except UnreadableError:
        yield Part(first=first)  # whoever reads it will say what is wrong
