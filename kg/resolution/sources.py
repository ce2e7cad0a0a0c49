"""Who the source of a statement is: one small rule for each form of a source, tried in order.

A rule returns a source, or None so that the next one is tried. What no rule resolves is described
as it stands, and its `rule` gives the reason.
"""

# ruff: noqa: ARG001 - a rule takes all, whether it needs them or not

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from kg.language.words import nouns, parties, small_words
from kg.model import Entity, Kind, Medium, QuotationType, Source, SourceRule
from kg.resolution.continuations import (
    find_fuller_phrase,
    find_joined_people,
    find_renamed,
    find_unnamed_speaker,
)
from kg.resolution.credits import resolve_credit
from kg.resolution.definites import find_definite
from kg.resolution.descriptions import BODIES, as_body, speaking
from kg.resolution.introductions import find_named_later
from kg.resolution.kinds import kind_of_phrase
from kg.resolution.labels import is_own_voice, resolve_account, resolve_label
from kg.resolution.lexicon import gender_of_word, head_kind, members_of
from kg.resolution.mentions import find_mentions
from kg.resolution.nesting import find_around
from kg.resolution.phrases import (
    find_core,
    find_heads,
    is_one_group,
    name_phrase,
    span_of_token,
    words_between,
)
from kg.resolution.pronouns import find_antecedent, find_apart, kinds_meant, means_unnamed
from kg.resolution.turns import Turn, Turns
from kg.statements.syntax import find_child, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from spacy.tokens import Token

    from kg.model import Statement
    from kg.resolution.antecedents import Apart
    from kg.resolution.descriptions import Description
    from kg.resolution.nesting import Nesting
    from kg.resolution.reading import Reading

Who: TypeAlias = "tuple[Source, ...]"
_Rule: TypeAlias = "Callable[[Reading, Token, Sequence[Turn]], Source | None]"

_JOINED: Final = 0.75
"""How sure "they" are two people who are joined just before."""
_SHORT: Final = 4
"""How many words a mention may have that is a name as it stands."""


def resolve_sources(
    reading: Reading, statements: Sequence[Statement], nesting: Nesting
) -> tuple[Mapping[Statement, Who], Turns]:
    """Find who each statement comes from, and where in the text each of them comes up.

    The statements are read in the order of their sources in the text, those inside another's
    content last, because "he" looks back at the speakers before and "I" looks up at the speaker
    around.
    """
    resolved: dict[Statement, Who] = {}
    turns = Turns()
    for statement in sorted(statements, key=lambda statement: _reading_order(statement, nesting)):
        who = _sources_of(reading, statement, turns, resolved, nesting)
        resolved[statement] = who
        # A photographer does not speak, nor does the paper.
        if statement.source and statement.quotation_type is not QuotationType.CAPTION:
            tokens = tokens_of(reading.doc, statement.source)
            heads = [head for head in find_heads(tokens)[:1] if not _is_only_answered(head)]
            for head in heads:
                gender = gender_of_word(head) or ""
                turns.add(Turn(tokens[0].i, who[0].entity, statement.content, gender))
    return resolved, turns


def _is_only_answered(head: Token) -> bool:
    """Tell whether somebody's words are the object of another's verb: "Ek denied Lee's claim".

    The article goes on with Ek.
    """
    return head.dep_ == "poss" and head.head.dep_ in {"dobj", "pobj"}


def _reading_order(statement: Statement, nesting: Nesting) -> tuple[int, int]:
    """Return how many statements this one stands in, and where its source is."""
    start = (statement.source or statement.content)[0].start
    return len(find_around(statement, nesting)), start


def _sources_of(
    reading: Reading,
    statement: Statement,
    turns: Turns,
    resolved: Mapping[Statement, Who],
    nesting: Nesting,
) -> Who:
    """Return the sources of one statement, given those resolved before."""
    if is_own_voice(statement):
        publication = Entity(name=reading.document.publisher, kind=Kind.PUBLICATION)
        return (Source(entity=publication, rule=SourceRule.NARRATION, confidence=1.0),)
    if statement.quotation_type is QuotationType.CAPTION:
        return (resolve_credit(reading, statement),)
    if not statement.source:
        return (_nobody_named(statement),)

    tokens = tokens_of(reading.doc, statement.source)
    mentions = find_mentions(reading, tokens)
    if len(mentions) > 1 and {one.lower_ for one in mentions} <= small_words("he-or-she"):
        return (_unresolved_pronoun(mentions[0], statement.source[0].of(reading.document.text)),)
    rule, pair = SourceRule.BOTH_BEFORE, find_joined_people(reading, mentions)
    if pair and reading.least <= _JOINED:
        return tuple(_described(reading, speaking(entity), rule, _JOINED) for entity in pair)

    earlier = [turn for turn in turns.near(tokens[0].i) if turn.at < tokens[0].i]
    speakers = [who for other in find_around(statement, nesting) for who in resolved.get(other, ())]
    found: list[Source] = []
    for mention in mentions:
        if speakers and mention.lower_ in small_words("first-person"):
            source = Source(
                entity=speakers[0].entity, rule=SourceRule.FIRST_PERSON, confidence=0.85
            )
        else:
            apart = find_apart(reading, mention, statement.content, speakers)
            source = _resolve_mention(reading, mention, earlier, statement, apart)
        found.append(source)
    return tuple(dict.fromkeys(found))


def _nobody_named(statement: Statement) -> Source:
    """Make the source of a statement that names none: somebody of whom nothing is known."""
    observer = Entity(name=None, kind=Kind.UNNAMED, anchor=(statement.cue or statement.content)[0])
    return Source(entity=observer, rule=SourceRule.NOBODY_NAMED, confidence=1.0)


def _resolve_mention(
    reading: Reading,
    mention: Token,
    turns: Sequence[Turn],
    statement: Statement,
    apart: Apart,
) -> Source:
    """Return who a mention stands for, by the first rule that knows."""
    if kinds_meant(mention.lower_):
        found = _by_pronoun(reading, mention, turns, apart)
        return found or _unresolved_pronoun(mention, mention.text)
    noun = mention
    if mention.lower_ in small_words("relative") and mention.head.dep_ == "relcl":
        noun = _find_named_beside(reading, mention.head.head)
    for rule in _NAMED:
        source = rule(reading, noun, turns)
        if source:
            return source
    for rule in _LINKING:
        source = rule(reading, noun, turns)
        if source and source.confidence >= reading.least:
            return source
    return _source_without_name(reading, noun, turns, _place_of(noun, statement))


def _find_named_beside(reading: Reading, noun: Token) -> Token:
    """Return whom "who" means: the name that a noun is said of, "Ann Lee, a lawyer who", or it."""
    is_said_of = noun.dep_ == "appos" and reading.table.at(noun) is None
    return noun.head if is_said_of and reading.table.at(noun.head) else noun


def _by_name(reading: Reading, mention: Token, turns: Sequence[Turn]) -> Source | None:
    """Resolve a name, in full or in part."""
    entity = reading.table.at(mention)
    if entity is None:
        return None
    name = reading.table.of_token[mention.i]
    rule, confidence = (
        (SourceRule.FULL_NAME, 0.97) if name.text == entity.name else (SourceRule.SHORT_NAME, 0.9)
    )
    return _described(reading, speaking(entity), rule, confidence, mention)


def _by_apposition(reading: Reading, mention: Token, turns: Sequence[Turn]) -> Source | None:
    """Resolve "the group's director, Ann Lee" to the name behind the noun."""
    for child in mention.children:
        entity = reading.table.at(child)
        if entity and child.dep_ == "appos" and entity.kind in {Kind.PERSON, Kind.ORGANIZATION}:
            return _described(reading, entity, SourceRule.APPOSITION, 0.9, child)
    return None


def _by_pronoun(
    reading: Reading, mention: Token, turns: Sequence[Turn], apart: Apart
) -> Source | None:
    """Resolve "he", "she", "they" and "it"."""
    found = find_antecedent(reading, mention, turns, apart)
    if found is None or found.probability < reading.least or means_unnamed(reading, mention):
        return None
    return _described(
        reading, speaking(found.entity), SourceRule.ANTECEDENT, round(found.probability, 3)
    )


def _by_description(reading: Reading, mention: Token, turns: Sequence[Turn]) -> Source | None:
    """Resolve "the reporter" to whom the article describes so, or who holds the office."""
    plain = find_definite(reading, mention)
    if plain is None:
        return None
    entity, rule = plain
    source = _described(reading, speaking(entity), rule, 0.8)
    if rule is not SourceRule.OFFICE:
        return source
    return replace(source, described_as=words_between(reading.doc, *find_core(mention)))


def _by_continuation(reading: Reading, mention: Token, turns: Sequence[Turn]) -> Source | None:
    """Resolve "the newspaper", "the official", "the veteran" to whom the article goes on with."""
    told = words_between(reading.doc, *find_core(mention))
    if unnamed := find_unnamed_speaker(mention, turns):
        return Source(entity=unnamed, described_as=told, rule=SourceRule.SAME_NOUN, confidence=0.75)
    if renamed := find_renamed(reading, mention, turns):
        sure = round(renamed.probability, 3)
        source = _described(reading, renamed.entity, SourceRule.SPEAKER_CONTINUED, sure)
        return replace(source, described_as=told)
    return None


def _by_fuller_phrase(reading: Reading, mention: Token, turns: Sequence[Turn]) -> Source | None:
    """Resolve "the survey" to "the Reuters survey"."""
    fuller = find_fuller_phrase(reading, mention)
    if fuller is None:
        return None
    kind, medium = head_kind(fuller.lemma_, plural=False)
    name = named_by_owner(reading, fuller, turns, _named_part(fuller, find_core(fuller)))
    entity = Entity(name=name, kind=kind, medium=medium)
    return Source(entity=entity, rule=SourceRule.SAME_NOUN, confidence=0.75)


def _by_name_behind(reading: Reading, mention: Token, turns: Sequence[Turn]) -> Source | None:
    """Resolve "a lawyer" to whom the next paragraphs name as the lawyer."""
    person = find_named_later(reading, mention)
    if person is None:
        return None
    source = _described(reading, person, SourceRule.NAMED_LATER, 0.7)
    return replace(source, described_as=words_between(reading.doc, *find_core(mention)))


_NAMED: Final[tuple[_Rule, ...]] = (resolve_account, resolve_label, _by_name, _by_apposition)
_LINKING: Final[tuple[_Rule, ...]] = (
    *(_by_description, _by_continuation, _by_fuller_phrase, _by_name_behind),
)
"""Those for what stands for somebody named elsewhere, which hold as far as they are sure."""


def _place_of(noun: Token, statement: Statement) -> tuple[int, int]:
    """Return the tokens `[first, last)` of a source: a short mention whole, else its core."""
    tokens = tokens_of(noun.doc, statement.source)
    heads = find_heads(tokens)
    if noun == heads[0] and is_one_group(heads):
        return find_core(noun)[0], find_core(heads[-1])[1]
    mention = [token for token in tokens if token.tag_ != "POS"]
    is_plain = not any(token.is_punct or token.dep_ == "cc" for token in mention)
    if is_plain and len(mention) <= _SHORT and noun in mention:
        return mention[0].i, mention[-1].i + 1
    return find_core(noun)


def _source_without_name(
    reading: Reading, mention: Token, turns: Sequence[Turn], place: tuple[int, int]
) -> Source:
    """Describe a source that no rule could give a name: "officials", "a poll", "they"."""
    text = words_between(reading.doc, *place)
    several = small_words("quantifier") | nouns("collective")
    if mention.pos_ == "PRON" and mention.lower_ not in several:
        return _unresolved_pronoun(mention, text)

    if mention.pos_ == "ADJ" and mention.lower_ in parties():
        members = Entity(name=members_of(mention.text), kind=Kind.GROUP)
        return Source(entity=members, rule=SourceRule.DESCRIPTION, confidence=0.8)
    kind, medium = kind_of_phrase(mention)
    named = _named_part(mention, place) if medium is Medium.REPORT else place
    name = named_by_owner(reading, mention, turns, named)

    says_more = kind in {Kind.UNNAMED, Kind.GROUP} and text.lower() != name.lower()
    return Source(
        entity=Entity(name=name, kind=kind, medium=medium),
        described_as=text if says_more else None,
        affiliation=_maker(reading, mention) if kind is Kind.ARTEFACT else None,
        rule=SourceRule.DESCRIPTION,
        confidence=0.8,
    )


def _unresolved_pronoun(mention: Token, text: str) -> Source:
    """Make the source for a pronoun when it is not known who is meant."""
    entity = Entity(name=text, kind=Kind.UNNAMED, anchor=span_of_token(mention))
    return Source(entity=entity, rule=SourceRule.NOBODY_FITS, confidence=0.5)


def _maker(reading: Reading, noun: Token) -> Entity | None:
    """Return the body that made a document: "a Fox News poll", "a report by the bank".

    So did who filed it: "the suit, filed by the bank".
    """
    first, last = find_core(noun)
    if not any(child.lower_ in {"by", "from"} for child in noun.rights):
        last = noun.i
    named = list(reading.doc[first:last])
    agents = [find_child(verb, "agent") for verb in noun.rights if verb.dep_ == "acl"]
    named += [token for agent in agents if agent is not None for token in agent.subtree]
    for token in named:
        entity = reading.table.at(token)
        if entity and entity.kind in BODIES:
            return as_body(entity)
    return None


def _named_part(noun: Token, place: tuple[int, int]) -> tuple[int, int]:
    """Return what tells a report from others: "Reuters survey" of "a Reuters survey of voters"."""
    for child in noun.lefts:
        if child.pos_ == "PROPN":
            return child.left_edge.i, noun.i + 1
    return place


def named_by_owner(
    reading: Reading, noun: Token, turns: Sequence[Turn], place: tuple[int, int]
) -> str:
    """Return what to call a noun phrase: its words without the article, "his" replaced by a name.

    Args:
        reading: The document.
        noun: The head of the phrase.
        turns: Who has spoken, to say who "his" is.
        place: The tokens `[first, last)` of the phrase.
    """
    possessor = find_child(noun, "poss")
    owner = None
    if possessor is not None:
        owner = reading.table.at(possessor) or _owner_entity(reading, possessor, turns)
    return name_phrase(noun, owner, place)


def _owner_entity(reading: Reading, owner: Token, turns: Sequence[Turn]) -> Entity | None:
    """Return who "his" or "the country's" belongs to; what is "my", to the speaker."""
    if owner.lower_ == "my":
        place = span_of_token(owner)
        for turn in reversed(turns):
            if any(span.contains(place) for span in turn.content):
                return turn.entity
        return None
    if found := find_antecedent(reading, owner, turns):
        return found.entity
    plain = find_definite(reading, owner)
    return plain[0] if plain else None


def _described(
    reading: Reading,
    entity: Entity,
    rule: SourceRule,
    confidence: float,
    mention: Token | None = None,
) -> Source:
    """Make a named source with what the article says of it, at the mention itself if it does."""
    best = _best_description(reading, entity, mention)
    source = Source(entity=entity, rule=rule, confidence=confidence)
    if best is None:
        return source
    return replace(source, described_as=best.text, role=best.role, affiliation=best.affiliation)


def _best_description(
    reading: Reading, entity: Entity, mention: Token | None
) -> Description | None:
    """Return the longest description at a mention, else the usual one; one with a role first."""
    told = reading.descriptions.get(entity, ())
    listed: list[Description] = []
    name = reading.table.of_token.get(mention.i) if mention is not None else None
    if name is not None:
        at = bisect_left(told, name.first, key=lambda one: one.at)
        listed.extend(takewhile(lambda one: one.at == name.first, told[at:]))
        listed.sort(key=lambda one: -len(one.text.split()))
    if entity in reading.leading:
        listed.append(reading.leading[entity])
    for description in listed:
        if description.role:
            return description
    return listed[0] if listed else None
