"""Stage 4, resolution: who the source really is, and what the claim is about."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.model import QuotationType, ResolvedDocument, ResolvedStatement
from kg.resolution.channels import find_channel
from kg.resolution.modality import read_modality
from kg.resolution.nesting import file_by_content, find_relayed
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

QUOTES: Final = "\"“”„‟«»‹›‘’‚'"
QUOTED: Final = re.compile(rf"^[{QUOTES}](.*?)[{QUOTES}][,.]?$", re.DOTALL)


def resolve(annotated: AnnotatedDocument, statements: Sequence[Statement]) -> ResolvedDocument:
    """Resolve the sources, subjects, time, channel, polarity and certainty of a document's statements.

    Args:
        annotated: The document.
        statements: What `kg.statements.extract` found in it, in text order.
    """
    reading = read_through(annotated)
    nesting = file_by_content(statements)
    sources, turns = resolve_sources(reading, statements, nesting)
    return ResolvedDocument(
        document=annotated.document,
        statements=tuple(
            replace(
                resolve_statement(reading, statement, sources[statement], turns),
                relays=find_relayed(statement, nesting),
            )
            for statement in statements
        ),
    )


def resolve_statement(
    reading: Reading, statement: Statement, who: Who, turns: Turns
) -> ResolvedStatement:
    """One statement with all that its own words tell."""
    content = tokens_of(reading.doc, statement.content)
    about, mentions = find_subjects(
        reading, statement, content, who[0].entity, turns.near(content[0].i)
    )
    polarity, certainty, hedge = read_modality(content, tokens_of(reading.doc, statement.cue))
    return ResolvedStatement(
        statement=statement,
        claim=claim_text(statement, reading.document.text),
        who=who,
        about=about,
        mentions=mentions,
        polarity=polarity,
        certainty=certainty,
        hedge=hedge,
        time=time_of(reading, statement, content),
        channel=find_channel(reading, statement),
    )


def claim_text(statement: Statement, text: str) -> str:
    """The content in one line, without the quotation marks around its parts and the comma before the cue.

    Three dots stand between two sentences that the text has apart.

    >>> from kg.model import QuotationType, Span, Statement
    >>> text = '"It rained," she said, "all day."'
    >>> parts = (Span(0, 12), Span(23, 33))
    >>> claim_text(Statement(content=parts, quotation_type=QuotationType.DIRECT), text)
    'It rained, all day.'
    """
    parts = [" ".join(span.of(text).split()) for span in statement.content]
    if statement.quotation_type is QuotationType.DIRECT:
        parts = [match[1] if (match := QUOTED.match(part)) else part for part in parts]
    return "".join(map(joined, parts, [*parts[1:], ""])).rstrip(",; ")


def joined(part: str, following: str) -> str:
    """A part of a content, with what ties it to the next."""
    begins = following.lstrip(QUOTES)[:1].isupper() and following.lstrip(QUOTES).split()[0] not in {
        "I",
        "I'm",
        "I’m",
    }
    return f"{part.rstrip(',')} … " if begins and part.endswith(",") else f"{part} "


def time_of(
    reading: Reading, statement: Statement, content: Sequence[Token]
) -> TimeReference | None:
    """When the thing claimed happened.

    Where the observer is not named ("In 2019 guards were seen ..."), the whole sentence tells of
    it; elsewhere a date outside the content is when it was said.
    """
    published = reading.document.published
    found = find_time(content, published)
    if found is None and statement.cue and not statement.source:
        found = find_time(list(content[0].sent), published)
    return found
