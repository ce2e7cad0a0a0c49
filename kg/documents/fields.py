"""A document from named fields, as a JSON line, a row of a table, or a record of Parquet has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from kg.documents.paragraphs import paragraphs
from kg.model import Document

FIELDS: Final = ("id", "text", "title", "url", "publisher", "published", "authors", "language")


def document(fields: Any, where: str, columns: Mapping[str, str]) -> Document:  # noqa: ANN401 - a record of any kind
    """The document that a record describes.

    Args:
        fields: The record.
        where: What to call it if it has no "id".
        columns: Under which name it holds a field, where it is not the field's own.

    Raises:
        ValueError: A field is missing or of the wrong type; the message says which.

    >>> document({"body": "It rained."}, "news.csv:2", {"text": "body"}).text
    'It rained.'
    """
    if not isinstance(fields, Mapping):
        raise ValueError("is not a JSON object; every line must be one")  # noqa: TRY004 - bad input
    named = {field: value_of(fields, columns.get(field, field)) for field in FIELDS}
    shown = {field: columns.get(field, field) for field in FIELDS}
    text = string(named, "text", shown)
    if not text or not text.strip():
        raise ValueError(f'has no "{shown["text"]}"; every record needs one')
    return Document(
        id=identifier(named, shown) or where,
        text=text,
        paragraphs=paragraphs(text),
        title=string(named, "title", shown),
        url=string(named, "url", shown),
        publisher=string(named, "publisher", shown),
        published=published(named, shown),
        authors=authors(named, shown),
        language=string(named, "language", shown),
    )


def value_of(fields: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - a field of any kind
    """The value under a name; a point in it leads into a record within the record, unless it is part of a name.

    >>> value_of({"article": {"body": "It rained."}}, "article.body")
    'It rained.'
    """
    if name in fields or "." not in name:
        return fields.get(name)
    outer, inner = name.split(".", 1)
    within = fields.get(outer)
    return value_of(within, inner) if isinstance(within, Mapping) else None


def string(fields: Mapping[str, Any], key: str, shown: Mapping[str, str]) -> str | None:
    """The string in a field; None for a missing, null or empty one."""
    value = fields.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'has a "{shown[key]}" that is no string; give it in quotation marks')
    return sound(value, shown[key]) if value else None


def sound(value: str, shown: str) -> str:
    """A string, if RDF can hold it."""
    if any("\ud800" <= character <= "\udfff" or character == "\0" for character in value):
        raise ValueError(f'has a "{shown}" with half a surrogate pair or a NUL in it; remove it')
    return value


def identifier(fields: Mapping[str, Any], shown: Mapping[str, str]) -> str:
    """The string or number under "id"; empty where there is none."""
    value = fields.get("id")
    if value is not None and not isinstance(value, str | int | float):
        raise ValueError(f'has an "{shown["id"]}" that is no string and no number')
    return sound("" if value is None else str(value), shown["id"])


def published(fields: Mapping[str, Any], shown: Mapping[str, str]) -> date | None:
    """The day under "published", which may carry a time of day."""
    given = fields.get("published")
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    value = string(fields, "published", shown)
    try:
        return datetime.fromisoformat(value).date() if value else None
    except ValueError:
        raise ValueError(
            f'has a "{shown["published"]}" that is no ISO 8601 date ({(value or "")[:40]}); write 2025-09-04'
        ) from None


def authors(fields: Mapping[str, Any], shown: Mapping[str, str]) -> tuple[str, ...]:
    """The names under "authors": a list of strings, or one string, in which semicolons part them."""
    value = fields.get("authors") or []
    names = value.split(";") if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError(f'has "{shown["authors"]}" that are no list of strings')
    return tuple(sound(name.strip(), shown["authors"]) for name in names if name.strip())
