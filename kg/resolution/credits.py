"""Resolve the credit of a picture: to the photographer with the agency, or the agency alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.language.words import name_words
from kg.model import Entity, Kind, Source, SourceRule, Span, spans_text
from kg.resolution.lexicon import is_first_name
from kg.statements.syntax import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Statement
    from kg.resolution.reading import Reading

__all__ = ["resolve_credit"]

_PART: Final = re.compile(r"(?:(?!\s+(?:via|for)\s)[^/])+")
"""A part of a credit: `Ann Lee/AFP via Getty Images` has three."""
_BETWEEN: Final = re.compile(
    r"^\s*(?:(?:via|for)\s+)?(?:the\s+)?|\s*(?:\b(?:file\s)?photos?)?$", re.IGNORECASE
)
"""What stands before a name in such a part, or behind it: `AP Photo`."""


def resolve_credit(reading: Reading, statement: Statement) -> Source:
    """Return whom the caption of a picture credits."""
    text = spans_text(statement.source, reading.document.text)
    parts = list(_split_credit(text, statement.source[0].start))
    people = [name for name, place in parts if _is_person(name, place, reading)]
    if people:
        entity = reading.table.called.get(people[0]) or Entity(name=people[0], kind=Kind.PERSON)
        others = [name for name, _ in parts if name != people[0]]
        agency = Entity(name=others[0], kind=Kind.ORGANIZATION) if others else None
    else:
        name = parts[0][0] if len(parts) == 1 else text
        entity, agency = Entity(name=name, kind=Kind.ORGANIZATION), None
    return Source(entity=entity, affiliation=agency, rule=SourceRule.CREDIT, confidence=0.95)


def _split_credit(text: str, start: int) -> Iterator[tuple[str, Span]]:
    """Yield the names in a credit, and where they stand in the document."""
    for part in _PART.finditer(text):
        name = _BETWEEN.sub("", part[0])
        if name:
            at = start + text.index(name, part.start())
            yield name, Span(at, at + len(name))


def _is_person(name: str, place: Span, reading: Reading) -> bool:
    """Tell whether a part of a credit names a person.

    The recogniser says so, or a first name before another name does.
    """
    words = name.split()
    if words[-1].lower() in name_words("agency-ending"):
        return False
    if len(words) > 1 and is_first_name(words[0]):
        return True
    tokens = tokens_of(reading.doc, (place,))
    found = reading.table.at(tokens[0]) if tokens else None
    return found is not None and found.kind is Kind.PERSON
