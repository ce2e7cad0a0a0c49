"""A document from named fields, as a JSON line, a row of a table, or a row of Parquet has them.

Only the text must be right. Any other field that is wrong is left out and listed, and the document
is read without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final, TypeVar

from kg.documents.days import parse_day
from kg.documents.files import File, UnreadableError
from kg.documents.paragraphs import paragraphs
from kg.errors import Problem
from kg.model import Document

__all__ = ["FIELDS", "check_columns", "read_record", "read_records", "to_document"]

_T = TypeVar("_T")
_R = TypeVar("_R")

FIELDS: Final = ("id", "text", "title", "url", "publisher", "published", "authors", "language")
_NOT_IN_RDF: Final = re.compile("[\0\ud800-\udfff]")
_SECONDS: Final = re.compile(r"(1\d{9})(?:\d{3})?(?:\.\d+)?")
"""From 2001 to 2033, with or without thousandths."""


def read_records(
    records: Iterable[tuple[int, _T]], to_fields: Callable[[_T], object], file: File
) -> Iterator[Document | Problem]:
    """Yield the document of each record, or a problem that says why there is none.

    Behind a document stands a problem for each of its fields that was left out.

    Args:
        records: Each with the number that a problem tells.
        to_fields: What makes named fields of a record; it may raise UnreadableError.
        file: Where the records stand.
    """
    for number, record in records:
        where = f"{file.name}:{number}"
        try:
            yield from read_record(to_fields(record), where, file.columns)
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


def read_record(
    fields: object, where: str, columns: Mapping[str, str]
) -> Iterator[Document | Problem]:
    """Yield the document that a record describes, and a problem for each field that is wrong.

    Args:
        fields: The record.
        where: What problems call the record, and the document if the record has no "id".
        columns: The names under which the record holds a field, where that is not the field's own
            name.

    Raises:
        UnreadableError: It is no record, or has no text.

    >>> fields = {"body": "It rained.", "published": "4 May"}
    >>> document, problem = read_record(fields, "news.csv:2", {"text": "body"})
    >>> document.text, document.published
    ('It rained.', None)
    >>> print(problem)  # doctest: +NORMALIZE_WHITESPACE
    news.csv:2: has a "published" that is not one day (4 May), such as 2025-09-04; the article was
    read without it
    """
    record = _as_record(fields, columns)
    yield _to_document(record, where)
    for message in record.left_out:
        yield Problem(where=where, message=f"{message}; the article was read without it")


def to_document(fields: object, where: str, columns: Mapping[str, str]) -> Document:
    """Return the document that a record describes; takes and raises what `read_record` does."""
    return _to_document(_as_record(fields, columns), where)


def _as_record(fields: object, columns: Mapping[str, str]) -> _Record:
    """Return fields to be read one by one; they must be some."""
    if not isinstance(fields, Mapping):
        raise UnreadableError("is not a JSON object; every line must be one")
    return _Record(fields, columns)


def _to_document(record: _Record, where: str) -> Document:
    """Return the document of a record, which then knows what was left out."""
    text = record.string("text") or ""
    if not text.strip():
        raise UnreadableError(f'has no "{record.shown("text")}"; every record needs one')
    return Document(
        id=record.optional("id", record.identifier) or where,
        text=text,
        paragraphs=paragraphs(text),
        title=record.optional("title", record.string),
        url=record.optional("url", record.string),
        publisher=record.optional("publisher", record.string),
        published=record.optional("published", record.day),
        authors=record.optional("authors", record.names) or (),
        language=record.optional("language", record.string),
    )


@dataclass(frozen=True, slots=True)
class _Record:
    """A record, and the names that its columns have; what reads a field raises UnreadableError.

    Attributes:
        left_out: Takes up what is wrong with fields that are read without.
    """

    fields: Mapping[str, Any]
    columns: Mapping[str, str]
    left_out: list[str] = field(default_factory=list)

    def shown(self, name: str) -> str:
        """The name that the record has for a field."""
        return self.columns.get(name, name)

    def value(self, name: str) -> Any:  # noqa: ANN401 - a field of any kind
        """What stands in a field; None where there is none."""
        return _value_of(self.fields, self.shown(name))

    def optional(self, name: str, read: Callable[[str], _R]) -> _R | None:
        """What is read of a field; None, and a line in `left_out`, where that is wrong."""
        try:
            return read(name)
        except UnreadableError as error:
            self.left_out.append(str(error))
            return None

    def string(self, name: str) -> str | None:
        """The string in a field; None for a missing, null or empty one."""
        value = self.value(name)
        if value is not None and not isinstance(value, str):
            raise UnreadableError(
                f'has a "{self.shown(name)}" that is no string; give it in quotation marks'
            )
        return self.checked(name, value) if value else None

    def checked(self, name: str, value: str) -> str:
        """The string that was found in a field, if RDF can hold it."""
        if _NOT_IN_RDF.search(value):
            raise UnreadableError(
                f'has a "{self.shown(name)}" with half a surrogate pair or a NUL in it; remove it'
            )
        return value

    def identifier(self, name: str) -> str:
        """The string or number in a field; empty where there is none."""
        value = self.value(name)
        if value is None:
            return ""
        if not isinstance(value, str | int | float):
            raise UnreadableError(f'has an "{self.shown(name)}" that is no string and no number')
        return self.checked(name, str(value))

    def day(self, name: str) -> date | None:
        """The day in a field, where a time of day may stand, too; of seconds since 1970, in UTC."""
        value = self.value(name)
        if value is None or value == "":
            return None
        if isinstance(value, date):
            return date(value.year, value.month, value.day)
        words = str(value) if isinstance(value, str | int | float) else ""
        day = _iso_day(words) or parse_day(words) or _day_of_clock(words)
        if day is None:
            shown = self.shown(name)
            raise UnreadableError(
                f'has a "{shown}" that is not one day ({value!s:.40}), such as 2025-09-04'
            )
        return day

    def names(self, name: str) -> tuple[str, ...]:
        """The names in a field: a list of strings, or one string with semicolons between them."""
        value = self.value(name) or []
        listed = value.split(";") if isinstance(value, str) else value
        if not isinstance(listed, list) or not set(map(type, listed)) <= {str, type(None)}:
            raise UnreadableError(f'has "{self.shown(name)}" that are no list of strings')
        return tuple(self.checked(name, one) for one in listed if one)


def _iso_day(words: str) -> date | None:
    """Return the day of a date, or of a date and time, in any form of ISO 8601."""
    with suppress(ValueError):
        return datetime.fromisoformat(words).date()
    return None


def _day_of_clock(words: str) -> date | None:
    """Return the day in UTC of a time that a computer's clock counts from 1970 on.

    >>> str(_day_of_clock("1714521600")), str(_day_of_clock("1714521600000"))
    ('2024-05-01', '2024-05-01')
    >>> _day_of_clock("17145216")
    """
    match = _SECONDS.fullmatch(words)
    return datetime.fromtimestamp(int(match[1]), tz=UTC).date() if match else None


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
