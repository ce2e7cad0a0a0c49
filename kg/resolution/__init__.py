"""Stage 4, resolution: who the source really is, and what the claim is about."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.config import SURE_ENOUGH
from kg.model import QuotationType, ResolvedDocument, ResolvedStatement
from kg.resolution.channels import find_channel
from kg.resolution.claim import Claim
from kg.resolution.disputes import find_disputed
from kg.resolution.hearers import add_speaker, leave_off_hearer
from kg.resolution.introductions import name_opening_speaker
from kg.resolution.modality import read_modality
from kg.resolution.nesting import file_by_content, find_relayed
from kg.resolution.reading import read_through
from kg.resolution.sources import resolve_sources
from kg.resolution.subjects import find_subjects, load_shipped
from kg.resolution.times import find_time, find_time_of_cue
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
_RUNNING_ON: Final = re.compile(r"^[‘'](?!.*['’](?!\w))", re.DOTALL)
"""The single mark of a quotation that runs on, as against "‘No’ was all he said"."""
_PARTNERS: Final = {"“": "”", "”": "“", "«": "»", "»": "«"}
_DANGLING: Final = " ,;–—"
"""What is left at the edges where a cue or another part was."""
_ALWAYS_CAPITAL: Final = frozenset({"I", "I'm", "I’m"})


def resolve(
    annotated: AnnotatedDocument, statements: Sequence[Statement], least: float = SURE_ENOUGH
) -> ResolvedDocument:
    """Resolve sources, subjects, time, channel, polarity and certainty of a document's statements.

    Args:
        annotated: The document.
        statements: What `kg.statements.extract` found in it, in text order.
        least: How sure it must be who a pronoun or a description is, from 0 to 1; else it is open.
    """
    reading = read_through(annotated, least)
    spoken = [add_speaker(reading.doc, statement) for statement in statements]
    statements = [leave_off_hearer(reading.doc, statement) for statement in spoken]
    nesting = file_by_content(statements)
    sources, turns = resolve_sources(reading, statements, nesting)
    sources = name_opening_speaker(reading, sources)
    resolved = []
    for statement in statements:
        alone = _resolve_statement(reading, statement, sources[statement], turns)
        relayed = find_relayed(statement, nesting, sources)
        resolved.append(replace(alone, relays=relayed))
    disputed = find_disputed(reading, resolved)
    linked = [replace(one, disputes=disputed.get(one.statement)) for one in resolved]
    return ResolvedDocument(document=annotated.document, statements=tuple(linked))


def _resolve_statement(
    reading: Reading, statement: Statement, who: Who, turns: Turns
) -> ResolvedStatement:
    """Return one statement with all that its own words tell."""
    content = tokens_of(reading.doc, statement.content)
    claim = Claim(
        reading=reading,
        statement=statement,
        content=content,
        who=who,
        turns=turns.near(content[0].i),
    )
    about, mentions = find_subjects(claim, load_shipped())
    polarity, certainty, hedge = read_modality(content, tokens_of(reading.doc, statement.cue))
    return ResolvedStatement(
        statement=statement,
        claim=_leave_off_that(_join_content(statement, reading.document.text), content),
        who=who,
        about=about,
        mentions=mentions,
        polarity=polarity,
        certainty=certainty,
        hedge=hedge,
        time=_find_claimed_time(reading, statement, content),
        channel=find_channel(reading, statement),
    )


def _join_content(statement: Statement, text: str) -> str:
    """Return the content in one line, without quotation marks around its parts.

    So are the comma before the cue, and the mark of a quotation that runs on. Three dots stand
    between two sentences that the text has apart.

    >>> from kg.model import QuotationType, Span, Statement
    >>> text = '"It rained," she said, "all day."'
    >>> parts = (Span(0, 12), Span(23, 33))
    >>> _join_content(Statement(content=parts, quotation_type=QuotationType.DIRECT), text)
    'It rained, all day.'
    """
    parts = [" ".join(span.of(text).split()) for span in statement.content]
    if statement.quotation_type is QuotationType.DIRECT:
        parts = [_RUNNING_ON.sub("", _QUOTED.sub(r"\1", part)) for part in parts]
    parts = [_drop_lone_mark(part) for part in parts]
    joined = ""
    for part, following in pairwise([*parts, ""]):
        is_sentence = part.endswith(",") and _begins_sentence(following)
        joined += f"{part.rstrip(',')} … " if is_sentence else f"{part} "
    return joined.strip(_DANGLING)


def _drop_lone_mark(part: str) -> str:
    """Return a part of a content without the double mark at an edge that has no partner in it.

    >>> _drop_lone_mark("“It rained."), _drop_lone_mark("“It” rained")
    ('It rained.', '“It” rained')
    """
    for mark, kept in ((part[:1], part[1:]), (part[-1:], part[:-1])):
        partner = _PARTNERS.get(mark)
        is_lone_curly = partner is not None and kept.count(mark) >= kept.count(partner)
        if is_lone_curly or (mark == '"' and kept.count(mark) % 2 == 0):
            return kept
    return part


def _leave_off_that(claim: str, content: Sequence[Token]) -> str:
    """Return a claim without the "that" before it, unless it points: "that day"."""
    is_conjunction = content[0].lower_ == "that" and content[0].tag_ == "IN"
    return claim[4:].lstrip(_DANGLING) or claim if is_conjunction else claim


def _begins_sentence(part: str) -> bool:
    """Tell whether a part of a content begins with a capital that is not always one."""
    first_word = part.lstrip(_QUOTES).partition(" ")[0]
    return first_word[:1].isupper() and first_word not in _ALWAYS_CAPITAL


def _find_claimed_time(
    reading: Reading, statement: Statement, content: Sequence[Token]
) -> TimeReference | None:
    """Return when the thing claimed happened.

    Where the observer is not named ("In 2019 guards were seen ..."), a date beside the cue tells of
    it, too; elsewhere a date outside the content is when it was said.
    """
    published = reading.document.published
    is_caption = statement.quotation_type is QuotationType.CAPTION
    found = find_time(content, published, is_caption=is_caption)
    if found is None and statement.cue and not statement.source:
        return find_time_of_cue(tokens_of(reading.doc, statement.cue), published)
    return found
