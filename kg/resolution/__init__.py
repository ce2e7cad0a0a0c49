"""Resolve statements (stage 4): say who the source really is, and what the claim is about."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.model import QuotationType, ResolvedDocument, ResolvedStatement
from kg.resolution.channels import find_channel
from kg.resolution.modality import modality
from kg.resolution.nesting import nesting_of, relayed
from kg.resolution.reading import read_through
from kg.resolution.sources import resolve_sources
from kg.resolution.subjects import find_subjects
from kg.resolution.times import find_time
from kg.statements.syntax import tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Statement, TimeReference
    from kg.resolution.reading import Reading
    from kg.resolution.sources import Who
    from kg.resolution.turns import Turns

__all__ = ["resolve"]

_QUOTES: Final = "\"“”„‟«»‹›‘’‚'"
_QUOTED: Final = re.compile(rf"^[{_QUOTES}](.*?)[{_QUOTES}][,.]?$", re.DOTALL)
_I: Final = frozenset({"I", "I'm", "I’m"})
"""What has a capital within a sentence too."""


def resolve(annotated: AnnotatedDocument, statements: Sequence[Statement]) -> ResolvedDocument:
    """Resolve the sources, subjects, times, channels and certainty of a document's statements.

    Args:
        annotated: The document.
        statements: What `kg.statements.extract` found in it, in text order.
    """
    reading = read_through(annotated)
    nesting = nesting_of(statements)
    sources, turns = resolve_sources(reading, statements, nesting)
    resolved = []
    for statement in statements:
        alone = _resolve_statement(reading, statement, sources[statement], turns)
        resolved.append(replace(alone, relays=relayed(statement, nesting)))
    return ResolvedDocument(document=annotated.document, statements=tuple(resolved))


def _resolve_statement(
    reading: Reading, statement: Statement, who: Who, turns: Turns
) -> ResolvedStatement:
    """Resolve one statement with all that its own words tell."""
    content = tokens_of(reading.doc, statement.content)
    about, mentions = find_subjects(
        reading, statement, content, who[0].entity, turns.near(content[0].i)
    )
    polarity, certainty, hedge = modality(content, tokens_of(reading.doc, statement.cue))
    return ResolvedStatement(
        statement=statement,
        claim=claim_text(statement, reading.document.text),
        who=who,
        about=about,
        mentions=mentions,
        polarity=polarity,
        certainty=certainty,
        hedge=hedge,
        time=_find_time_claimed(reading, statement, content),
        channel=find_channel(reading, statement),
    )


def claim_text(statement: Statement, text: str) -> str:
    """Return the content in one line, without outer quotation marks and the comma before the cue.

    Three dots stand between two sentences that the text has apart.

    >>> from kg.model import QuotationType, Span, Statement
    >>> text = '"It rained," she said, "all day."'
    >>> parts = (Span(0, 12), Span(23, 33))
    >>> claim_text(Statement(content=parts, quotation_type=QuotationType.DIRECT), text)
    'It rained, all day.'
    """
    parts = [" ".join(span.of(text).split()) for span in statement.content]
    if statement.quotation_type is QuotationType.DIRECT:
        parts = [_QUOTED.sub(r"\1", part) for part in parts]
    return "".join(map(_tie_part, parts, [*parts[1:], ""])).rstrip(",; ")


def _tie_part(part: str, following: str) -> str:
    """Return a part of a content with what ties it to the next: three dots or a space."""
    word = following.lstrip(_QUOTES).partition(" ")[0]
    if part.endswith(",") and word[:1].isupper() and word not in _I:
        return f"{part.rstrip(',')} … "
    return f"{part} "


def _find_time_claimed(
    reading: Reading, statement: Statement, content: Sequence[Token]
) -> TimeReference | None:
    """Find when the thing claimed happened.

    If the observer is not named ("In 2019 guards were seen ..."), the whole sentence tells of it;
    elsewhere a date outside the content is when it was said.
    """
    published = reading.document.published
    found = find_time(content, published)
    if found is None and statement.cue and not statement.source:
        found = find_time(list(content[0].sent), published)
    return found
