"""Who a label in capitals before a colon is, and who asks where nobody is named.

In a transcript the people whom the text names in full are "JS:" or "SMITH:".
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from kg.language.words import nouns
from kg.model import AttributionType, Entity, Kind, QuotationType, Source, SourceRule
from kg.resolution.lexicon import head_kind, is_person_noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from kg.model import Statement
    from kg.resolution.reading import Reading
    from kg.resolution.turns import Turn

__all__ = ["is_own_voice", "resolve_account", "resolve_label"]

_SHORT: Final = 4
"""How far the name of an account may stand from the reader's, in words."""


def is_own_voice(statement: Statement) -> bool:
    """Tell whether it is the publication that speaks: it narrates, or asks in an interview."""
    if statement.quotation_type is QuotationType.NARRATION:
        return True
    is_question = statement.attribution_type is AttributionType.EVENTUALITY
    return is_question and statement.extractor == "layouts" and not statement.source


def resolve_label(reading: Reading, mention: Token, _turns: Sequence[Turn]) -> Source | None:
    """Resolve a label to the only person in the text who has these initials or family name.

    Q and A stand for somebody without a name, "THE WITNESS" for a role; "MR. LEE" is a person,
    whether or not the text has more of the name.
    """
    if mention.text in {"Q", "A", "Q.", "A."}:
        letter = Entity(name=mention.text[0], kind=Kind.UNNAMED)
        return Source(entity=letter, rule=SourceRule.DESCRIPTION, confidence=0.8)
    has_title = mention.lower_.rstrip(".") in nouns("honorific")
    behind = [word for word in mention.doc[mention.i + 1 : mention.i + 4] if word.text != "."]
    words = behind if has_title else [mention, *behind]
    if [word.text for word in words[1:2]] != [":"] or not words[0].text.isupper():
        return None
    label = words[0].text.replace(".", "")
    fitting = [entity for entity in reading.table.uses if _is_called(entity, label)]
    if len(fitting) == 1:
        return _describe(reading, fitting[0])
    if has_title or fitting:  # of two with the name, nothing tells which
        person = Entity(name=label, kind=Kind.PERSON)
        return Source(entity=person, rule=SourceRule.FULL_NAME, confidence=0.8)
    is_definite = words[0].i > 0 and words[0].nbor(-1).lower_ == "the"
    if is_definite or is_person_noun(label.lower()):
        kind, _ = head_kind(label.lower(), plural=False)  # it is not whoever spoke last
        return Source(
            entity=Entity(name=label, kind=kind), rule=SourceRule.DESCRIPTION, confidence=0.8
        )
    return None


def resolve_account(_reading: Reading, mention: Token, _turns: Sequence[Turn]) -> Source | None:
    """Resolve a reader by the name of an account: "username tricky fox"."""
    account = next((token for token in mention.subtree if token.lower_ in nouns("account")), None)
    if account is None or abs(account.i - mention.i) > _SHORT:
        return None
    behind = mention.doc[account.i + 1 :]
    name = takewhile(lambda token: token.pos_ not in {"VERB", "AUX"}, behind)
    entity = Entity(name=" ".join(token.text for token in name), kind=Kind.PERSON)
    return Source(entity=entity, rule=SourceRule.ACCOUNT, confidence=0.85)


def _is_called(entity: Entity, label: str) -> bool:
    """Tell whether a label is the initials or the family name of a person, in capitals."""
    words = (entity.name or "").upper().split()
    is_full_name = entity.kind is Kind.PERSON and words[1:]
    return bool(is_full_name) and label in {words[-1], "".join(word[0] for word in words)}


def _describe(reading: Reading, person: Entity) -> Source:
    """Make a person a source, with what the article says of them."""
    source = Source(entity=person, rule=SourceRule.SHORT_NAME, confidence=0.85)
    told = reading.leading.get(person)
    if told is None:
        return source
    return replace(source, described_as=told.text, role=told.role, affiliation=told.affiliation)
