"""A document from named fields, as a JSON line, a row of a table, or a row of Parquet has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar

from kg.documents.files import File, UnreadableError
from kg.documents.paragraphs import paragraphs
from kg.errors import Problem
from kg.model import Document

__all__ = ["FIELDS", "check_columns", "read_records", "to_document"]

_T = TypeVar("_T")

FIELDS: Final = ("id", "text", "title", "url", "publisher", "published", "authors", "language")
_NOT_IN_RDF: Final = re.compile("[\0\ud800-\udfff]")


def read_records(
    records: Iterable[tuple[int, _T]], to_fields: Callable[[_T], object], file: File
) -> Iterator[Document | Problem]:
    """Yield the document of each record, or a problem that says why there is none.

    Args:
        records: Each with the number that a problem tells.
        to_fields: What makes named fields of a record; it may raise UnreadableError.
        file: Where the records stand.
    """
    for number, record in records:
        where = f"{file.name}:{number}"
        try:
            yield to_document(to_fields(record), where, file.columns)
        except UnreadableError as error:
            yield Problem(where=where, message=str(error))


def check_columns(names: Sequence[str], usable: Collection[str], file: File) -> None:
    """Check that the column of the text is among those that can be used.

    Args:
        names: All columns, for the message.
        usable: The names of columns, or of fields in them, that are there.
        file: Says which column holds the text.

    Raises:
        UnreadableError: It is not.
    """
    wanted = file.columns.get("text", "text")
    if wanted in usable:
        return
    listed = ", ".join(name[:40] for name in names[:20])
    raise UnreadableError(
        f'has no column "{wanted}" (it has: {listed}); say which it is with --column text=NAME'
    )


def to_document(fields: object, where: str, columns: Mapping[str, str]) -> Document:
    """Return the document that a record describes.

    Args:
        fields: The record.
        where: What to call the document if the record has no "id".
        columns: The names under which the record holds a field, where that is not the field's own
            name.

    Raises:
        UnreadableError: A field is missing or of the wrong type; the message says which.

    >>> to_document({"body": "It rained."}, "news.csv:2", {"text": "body"}).text
    'It rained.'
    """
    if not isinstance(fields, Mapping):
        raise UnreadableError("is not a JSON object; every line must be one")
    record = _Record(fields, columns)
    text = record.string("text") or ""
    if not text.strip():
        raise UnreadableError(f'has no "{record.shown("text")}"; every record needs one')
    return Document(
        id=record.identifier() or where,
        text=text,
        paragraphs=paragraphs(text),
        title=record.string("title"),
        url=record.string("url"),
        publisher=record.string("publisher"),
        published=record.day("published"),
        authors=record.names("authors"),
        language=record.string("language"),
    )


@dataclass(frozen=True, slots=True)
class _Record:
    """A record, and the names that its columns have; what reads a field raises UnreadableError."""

    fields: Mapping[str, Any]
    columns: Mapping[str, str]

    def shown(self, field: str) -> str:
        """The name that the record has for a field."""
        return self.columns.get(field, field)

    def value(self, field: str) -> Any:  # noqa: ANN401 - a field of any kind
        """What stands in a field; None where there is none."""
        return _value_of(self.fields, self.shown(field))

    def string(self, field: str) -> str | None:
        """The string in a field; None for a missing, null or empty one."""
        value = self.value(field)
        if value is not None and not isinstance(value, str):
            raise UnreadableError(
                f'has a "{self.shown(field)}" that is no string; give it in quotation marks'
            )
        return self.checked(field, value) if value else None

    def checked(self, field: str, value: str) -> str:
        """The string that was found in a field, if RDF can hold it."""
        if _NOT_IN_RDF.search(value):
            raise UnreadableError(
                f'has a "{self.shown(field)}" with half a surrogate pair or a NUL in it; remove it'
            )
        return value

    def identifier(self) -> str:
        """The string or number under "id"; empty where there is none."""
        value = self.value("id")
        if value is None:
            return ""
        if not isinstance(value, str | int | float):
            raise UnreadableError(f'has an "{self.shown("id")}" that is no string and no number')
        return self.checked("id", str(value))

    def day(self, field: str) -> date | None:
        """The day in a field, where a time of day may stand, too."""
        value = self.value(field)
        if isinstance(value, date):
            return date(value.year, value.month, value.day)
        words = self.string(field)
        try:
            return datetime.fromisoformat(words).date() if words else None
        except ValueError:
            raise UnreadableError(
                f'has a "{self.shown(field)}" that is no ISO 8601 date ({words or "":.40}); '
                "write 2025-09-04"
            ) from None

    def names(self, field: str) -> tuple[str, ...]:
        """The names in a field: a list of strings, or one string with semicolons between them."""
        value = self.value(field) or []
        names = value.split(";") if isinstance(value, str) else value
        if not isinstance(names, list) or not set(map(type, names)) <= {str}:
            raise UnreadableError(f'has "{self.shown(field)}" that are no list of strings')
        return tuple(self.checked(field, name) for name in names)


def _value_of(fields: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - a field of any kind
    """Return what stands under a name; a point leads into an inner record, if no name has it.

    >>> _value_of({"article": {"body": "It rained."}}, "article.body")
    'It rained.'
    """
    outer, _, inner = name.partition(".")
    within = fields.get(outer)
    if name not in fields and inner and isinstance(within, Mapping):
        return _value_of(within, inner)
    return fields.get(name)
