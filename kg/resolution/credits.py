"""Whom a picture is credited to: the photographer, with the agency that is named beside, or the agency alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.language.words import name_words
from kg.model import Entity, Kind, Source, Span, spans_text
from kg.resolution.lexicon import first_name_gender
from kg.statements.syntax import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Statement
    from kg.resolution.reading import Reading

PART: Final = re.compile(r"(?:(?!\s+(?:via|for)\s)[^/])+")
"""A part of a credit: those of `Ann Lee/AFP via Getty Images` are three."""
BETWEEN: Final = re.compile(
    r"^\s*(?:(?:via|for)\s+)?(?:the\s+)?|\s*(?:\b(?:file\s)?photos?)?$", re.IGNORECASE
)
"""What stands before a name in such a part, or behind it: `AP Photo`."""


def credit(reading: Reading, statement: Statement) -> Source:
    """Whom the caption of a picture credits."""
    text = spans_text(statement.source, reading.document.text)
    parts = list(parts_of(text, statement.source[0].start))
    person = next((name for name, place in parts if is_person(name, place, reading)), None)
    beside = next((name for name, _ in parts if name != person), None)
    if person is None:
        name = parts[0][0] if len(parts) == 1 else text
        return Source(
            entity=Entity(name=name, kind=Kind.ORGANIZATION), rule="credit", confidence=0.95
        )
    return Source(
        entity=reading.table.called.get(person) or person_called(person),
        affiliation=Entity(name=beside, kind=Kind.ORGANIZATION) if beside else None,
        rule="credit",
        confidence=0.95,
    )


def parts_of(text: str, start: int) -> Iterator[tuple[str, Span]]:
    """The names in a credit, and where they stand in the document."""
    for part in PART.finditer(text):
        if name := BETWEEN.sub("", part[0]):
            at = start + text.index(name, part.start())
            yield name, Span(at, at + len(name))


def is_person(name: str, place: Span, reading: Reading) -> bool:
    """Whether a part of a credit names a person: by the recogniser, or by a first name before another."""
    tokens = tokens_of(reading.doc, (place,))
    found = reading.table.at(tokens[0]) if tokens else None
    words = name.split()
    by_name = len(words) > 1 and first_name_gender(words[0]) is not None
    return (by_name or (found is not None and found.kind is Kind.PERSON)) and words[
        -1
    ].lower() not in name_words("agency-ending")


def person_called(name: str) -> Entity:
    """A person of whom only the name is known."""
    return Entity(name=name, kind=Kind.PERSON)
