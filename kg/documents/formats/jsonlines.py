"""JSON Lines, an object a line.

`{"id", "text", "title"?, "url"?, "publisher"?, "published"?, "authors"?, "language"?}`
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Final

from kg.documents.fields import read_records
from kg.documents.files import MAX_LINE, File, RecordEnd, UnreadableError, decode_utf8
from kg.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Document

SUFFIXES: Final = (".jsonl",)


def read(file: File) -> Iterator[Document | Problem]:
    r"""Read the documents of a JSON Lines file; a broken line is a problem and costs no other.

    Args:
        file: In UTF-8; problems say `name:line`.

    >>> from kg.documents.files import file_of_bytes
    >>> lines = b'{"id": 7, "text": "It rained."}\n{"id": 8}\n'
    >>> for found in read(file_of_bytes(lines, "news.jsonl")):
    ...     print(found if isinstance(found, Problem) else found.id)
    7
    news.jsonl:2: has no "text"; every record needs one
    """
    filled = ((number, line) for number, line in file.lines() if line.strip())
    found = read_records(filled, _parse, file)
    first = next(found, None)
    if first is not None:
        yield first
        yield from found
    elif not file.part.offset:
        message = "is empty; give it a document a line or leave it out"
        yield Problem(where=file.name, message=message)


def _parse(line: bytes) -> object:
    """Return the JSON of a line.

    Raises:
        UnreadableError: There is none, or the line is too long.
    """
    if len(line) == MAX_LINE:
        size = f"{MAX_LINE >> 20} MiB"
        raise UnreadableError(f"is longer than the {size} of one document; leave it out")
    try:
        return json.loads(decode_utf8(line.removeprefix(BOM_UTF8)))
    except json.JSONDecodeError as error:
        place = f"{error.msg} at column {error.colno}"
        raise UnreadableError(f"is not JSON ({place}); mend the line") from error
    except RecursionError as error:
        raise UnreadableError("is nested too deeply; give one flat object a line") from error


def record_ends(file: File) -> Iterator[RecordEnd]:
    """Yield where each line ends."""
    for number, _ in file.lines():
        yield file.end_of_record(number)
