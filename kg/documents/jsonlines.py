"""JSON Lines, an object a line.

`{"id", "text", "title"?, "url"?, "publisher"?, "published"?, "authors"?, "language"?}`
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.documents import fields
from kg.documents.files import MAX_LINE, Part, is_packed, part_size
from kg.documents.text import not_utf8
from kg.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.documents.files import File
    from kg.model import Document


def read(file: File) -> Iterator[Document | Problem]:
    r"""Read the documents of a JSON Lines file; a broken line is a problem, and the others are read.

    Args:
        file: In UTF-8; problems say `name:line`.

    >>> from kg.documents.files import of_bytes
    >>> for found in read(of_bytes(b'{"id": 7, "text": "It rained."}\n{"id": 8}\n', "news.jsonl")):
    ...     print(found if isinstance(found, Problem) else found.id)
    7
    news.jsonl:2: has no "text"; every record needs one
    """
    empty = not file.part.offset
    for number, line in file.lines():
        where = f"{file.name}:{number + 1}"
        empty = empty and line is not None and not line.strip()
        if line is None:
            yield Problem(
                where=where,
                message=f"is longer than the {MAX_LINE >> 20} MiB of one document; leave it out",
            )
        elif line.strip():
            try:
                data = line.removeprefix(b"\xef\xbb\xbf" if number == 0 else b"")
                yield fields.document(json.loads(data.decode("utf-8")), where, file.columns)
            except UnicodeDecodeError as error:
                yield Problem(where=where, message=not_utf8(error))
            except json.JSONDecodeError as error:
                yield Problem(
                    where=where,
                    message=f"is not JSON ({error.msg} at column {error.colno}); mend the line",
                )
            except RecursionError:
                yield Problem(
                    where=where, message="is nested too deeply; give one flat object a line"
                )
            except ValueError as error:
                yield Problem(where=where, message=str(error))
    if empty:
        yield Problem(
            where=file.name, message="is empty; give it a document a line or leave it out"
        )


def parts(file: File, size: int) -> Iterator[Part]:
    """The file in parts of so many lines."""
    offset = number = start = first = 0
    wanted = size
    while line := file.stream.readline(MAX_LINE):
        offset += len(line)
        number += line.endswith(b"\n")
        if number - first == wanted:
            yield Part(offset=start, first=first, count=wanted)
            start, first = offset, number
            wanted = part_size(size, number) if is_packed(file.stream) else size
    if offset > start or not offset:
        yield Part(offset=start, first=first)
