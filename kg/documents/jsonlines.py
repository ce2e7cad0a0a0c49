"""JSON Lines, an object a line.

`{"id", "text", "title"?, "url"?, "publisher"?, "published"?, "authors"?, "language"?}`
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kg.documents.paragraphs import paragraphs
from kg.documents.text import not_utf8
from kg.errors import Problem
from kg.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator


def read(data: bytes, name: str) -> Iterator[Document | Problem]:
    r"""Read the documents of a JSON Lines file; a broken line is a problem, and the others are read.

    Args:
        data: The bytes of the file, in UTF-8.
        name: What to call it; problems say `name:line`.

    >>> for found in read(b'{"id": 7, "text": "It rained."}\n{"id": 8}\n', "news.jsonl"):
    ...     print(found if isinstance(found, Problem) else found.id)
    7
    news.jsonl:2: has no "text"; every line needs one
    """
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            where = f"{name}:{number}"
            try:
                yield document(json.loads(line.decode("utf-8")), where)
            except UnicodeDecodeError as error:
                yield Problem(where=where, message=not_utf8(error))
            except json.JSONDecodeError as error:
                yield Problem(where=where, message=f"is not JSON ({error.msg} at column {error.colno}); mend the line")
            except RecursionError:
                yield Problem(where=where, message="is nested too deeply; give one flat object a line")
            except ValueError as error:
                yield Problem(where=where, message=str(error))


def document(fields: Any, where: str) -> Document:  # noqa: ANN401 - whatever a JSON line may hold
    """The document that a line describes.

    Raises:
        ValueError: A field is missing or of the wrong type; the message says which.
    """
    if not isinstance(fields, dict):
        raise ValueError("is not a JSON object; every line must be one")  # noqa: TRY004 - caught as bad input
    text = string(fields, "text")
    if not text or not text.strip():
        raise ValueError('has no "text"; every line needs one')
    return Document(
        id=str(fields.get("id", where)),
        text=text,
        paragraphs=paragraphs(text),
        title=string(fields, "title"),
        url=string(fields, "url"),
        publisher=string(fields, "publisher"),
        published=published(fields),
        authors=authors(fields),
        language=string(fields, "language"),
    )


def string(fields: dict[str, Any], key: str) -> str | None:
    """The string under a key; None for a missing, null or empty one."""
    value = fields.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'has a "{key}" that is no string; give it in quotation marks')
    if value and any("\ud800" <= character <= "\udfff" or character == "\0" for character in value):
        raise ValueError(f'has a "{key}" with half a surrogate pair or a NUL in it; remove it')
    return value or None


def published(fields: dict[str, Any]) -> date | None:
    """The day under "published", which may carry a time of day."""
    value = string(fields, "published")
    try:
        return datetime.fromisoformat(value).date() if value else None
    except ValueError:
        raise ValueError(f'has a "published" that is no ISO 8601 date ({value}); write 2025-09-04') from None


def authors(fields: dict[str, Any]) -> tuple[str, ...]:
    """The names under "authors": a list of strings, or one string."""
    value = fields.get("authors") or []
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError('has "authors" that are no list of strings')
    return tuple(names)
