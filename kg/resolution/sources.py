"""Who the source of a statement is: one small rule for each form that a source takes, tried in a visible order.

A rule gives a source or passes. What no rule resolves stays the mention that it is, with the reason
for its rule.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from kg.language.words import nouns, small_words
from kg.model import Entity, Kind, Medium, QuotationType, Source
from kg.resolution.continuations import (
    body_speaking,
    both_before,
    fuller_phrase,
    introduced,
    person_speaking,
    report_speaking,
)
from kg.resolution.credits import credit
from kg.resolution.definites import find_definite
from kg.resolution.descriptions import BODIES, as_body
from kg.resolution.lexicon import (
    find_country,
    head_kind,
    is_person_noun,
    role_noun,
)
from kg.resolution.mentions import find_mentions
from kg.resolution.nesting import find_around
from kg.resolution.phrases import drop_article, find_core, span_of_token, words_between
from kg.resolution.pronouns import find_antecedent
from kg.resolution.turns import Turn, Turns
from kg.statements.syntax import tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from spacy.tokens import Token

    from kg.model import Statement
    from kg.resolution.nesting import Nesting
    from kg.resolution.reading import Reading

Who: TypeAlias = "tuple[Source, ...]"
Rule: TypeAlias = "Callable[[Reading, Token, Sequence[Turn]], Source | None]"

SHORT: Final = 4
"""A mention of so many words is a name as it stands."""


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
    for statement in sorted(statements, key=lambda statement: reading_order(statement, nesting)):
        who = sources_of(reading, statement, turns, resolved, nesting)
        resolved[statement] = who
        if is_said(statement):
            for token in tokens_of(reading.doc, statement.source)[:1]:
                turns.add(Turn(token.i, who[0].entity, statement.content))
    return resolved, turns


def is_said(statement: Statement) -> bool:
    """Whether somebody speaks in a statement: a photographer does not, nor does the paper."""
    return bool(statement.source) and statement.quotation_type is not QuotationType.CAPTION


def reading_order(statement: Statement, nesting: Nesting) -> tuple[int, int]:
    """How many statements this one stands in, and where its source is."""
    start = (statement.source or statement.content)[0].start
    return len(find_around(statement, nesting)), start


def sources_of(
    reading: Reading,
    statement: Statement,
    turns: Turns,
    resolved: Mapping[Statement, Who],
    nesting: Nesting,
) -> Who:
    """The source or sources of one statement, given those resolved before."""
    if statement.quotation_type is QuotationType.NARRATION:
        return (narrator(reading),)
    if statement.quotation_type is QuotationType.CAPTION:
        return (credit(reading, statement),)
    if not statement.source:
        return (unsaid(statement),)
    tokens = tokens_of(reading.doc, statement.source)
    mentions = find_mentions(reading, tokens)
    if pair := both_before(reading, mentions):
        return tuple(described(reading, entity, "both-before", 0.75) for entity in pair)
    earlier = [turn for turn in turns.near(tokens[0].i) if turn.at < tokens[0].i]
    speaker = [who for other in find_around(statement, nesting) for who in resolved.get(other, ())]
    return tuple(
        dict.fromkeys(
            speaking_of_self(mention, speaker)
            or resolve_mention(reading, mention, earlier, statement)
            for mention in mentions
        )
    )


def narrator(reading: Reading) -> Source:
    """The publication, whose voice narration is."""
    publication = Entity(name=reading.document.publisher, kind=Kind.PUBLICATION)
    return Source(entity=publication, rule="narration", confidence=1.0)


def unsaid(statement: Statement) -> Source:
    """The source of a statement that names none: somebody of whom nothing is known."""
    observer = Entity(name=None, kind=Kind.UNNAMED, anchor=(statement.cue or statement.content)[0])
    return Source(entity=observer, rule="unresolved: nobody is named", confidence=1.0)


def speaking_of_self(mention: Token, speaker: Sequence[Source]) -> Source | None:
    """Resolve "I" and "we" in a quotation to its speaker."""
    if mention.lower_ not in small_words("first-person") or not speaker:
        return None
    return Source(entity=speaker[0].entity, rule="first-person", confidence=0.85)


def resolve_mention(
    reading: Reading, mention: Token, turns: Sequence[Turn], statement: Statement
) -> Source:
    """Who a mention stands for, by the first rule that knows."""
    noun = relative_head(mention)
    found = (source for rule in RULES if (source := rule(reading, noun, turns)))
    return next(found, None) or itself(reading, noun, turns, phrase(noun, statement))


def relative_head(mention: Token) -> Token:
    """The noun that a relative clause belongs to, for the "who" in it; any other mention as it is."""
    is_relative = mention.lower_ in small_words("relative") and mention.head.dep_ == "relcl"
    return mention.head.head if is_relative else mention


def by_account(reading: Reading, mention: Token, turns: Sequence[Turn]) -> Source | None:  # noqa: ARG001 - a rule takes all
    """A reader by the name of an account: "username tricky fox"."""
    account = next((token for token in mention.subtree if token.lower_ in nouns("account")), None)
    if account is None or abs(account.i - mention.i) > SHORT:
        return None
    behind = takewhile(
        lambda token: token.pos_ not in {"VERB", "AUX"}, mention.doc[account.i + 1 :]
    )
    name = " ".join(token.text for token in behind)
    return Source(entity=Entity(name=name, kind=Kind.PERSON), rule="account", confidence=0.85)


def by_name(reading: Reading, mention: Token, turns: Sequence[Turn]) -> Source | None:  # noqa: ARG001 - as above
    """A name, in full or in part."""
    entity = reading.table.at(mention)
    if entity is None:
        return None
    name = reading.table.of_token[mention.i]
    rule, confidence = ("full-name", 0.97) if name.text == entity.name else ("short-name", 0.9)
    return described(reading, speaking(entity), rule, confidence, mention)


def by_short_form(reading: Reading, mention: Token, turns: Sequence[Turn]) -> Source | None:  # noqa: ARG001 - as above
    """What names an organisation by its first letters."""
    letters = mention.text.replace(".", "")
    if letters.isupper() and len(letters) > 1:
        fitting = reading.table.of_letters.get(letters, ())
        return (
            described(reading, next(iter(fitting)), "short-name", 0.85)
            if len(fitting) == 1
            else None
        )
    return None


def by_apposition(reading: Reading, mention: Token, turns: Sequence[Turn]) -> Source | None:  # noqa: ARG001 - as above
    """Resolve "the group's director, Ann Lee" to the name behind the noun."""
    for child in mention.children:
        entity = reading.table.at(child)
        several = any(other.dep_ == "conj" for other in child.children)
        if child.dep_ != "appos" or several or entity is None:
            continue
        if entity.kind in {Kind.PERSON, Kind.ORGANIZATION}:
            return described(reading, entity, "apposition", 0.9, child)
    return None


def by_pronoun(reading: Reading, mention: Token, turns: Sequence[Turn]) -> Source | None:
    """Resolve "he", "she", "they" and "it"."""
    found = find_antecedent(reading, mention, turns)
    return (
        described(reading, speaking(found.entity), "antecedent", round(found.probability, 3))
        if found
        else None
    )


def by_description(reading: Reading, mention: Token, turns: Sequence[Turn]) -> Source | None:  # noqa: ARG001 - as above
    """Resolve "the reporter", "the company" to whom the article describes so, or who holds the office."""
    plain = find_definite(reading, mention)
    if plain is None:
        return None
    source = described(reading, speaking(plain[0]), plain[1], 0.8)
    told = words_between(reading.doc, *find_core(mention))
    return replace(source, described_as=told) if plain[1] == "office" else source


def by_continuation(reading: Reading, mention: Token, turns: Sequence[Turn]) -> Source | None:
    """Resolve "the newspaper", "the study", "the official", "the veteran" to who has just spoken."""
    if body := body_speaking(reading, mention, turns):
        return described(reading, body, "speaker-continued", 0.7)
    if report := report_speaking(reading, mention, turns):
        return Source(entity=report, rule="speaker-continued", confidence=0.7)
    told = words_between(reading.doc, *find_core(mention))
    if unnamed := introduced(mention, turns):
        return Source(entity=unnamed, described_as=told, rule="same-noun", confidence=0.75)
    person = person_speaking(reading, mention, turns)
    source = described(reading, person, "speaker-continued", 0.65) if person else None
    return replace(source, described_as=told) if source else None


def by_fuller_phrase(reading: Reading, mention: Token, turns: Sequence[Turn]) -> Source | None:
    """Resolve "the survey" to "the Reuters survey"."""
    fuller = fuller_phrase(reading, mention)
    if fuller is None:
        return None
    kind, medium = head_kind(fuller.lemma_, plural=False)
    name = named_by_owner(reading, fuller, turns, named_part(fuller, find_core(fuller)))
    return Source(
        entity=Entity(name=name, kind=kind, medium=medium), rule="same-noun", confidence=0.75
    )


RULES: Final[tuple[Rule, ...]] = (
    by_account,
    by_name,
    by_short_form,
    by_apposition,
    by_pronoun,
    by_description,
    by_continuation,
    by_fuller_phrase,
)


def phrase(noun: Token, statement: Statement) -> tuple[int, int]:
    """The tokens `[first, last)` that name a source: a short mention whole, else its noun phrase without clauses."""
    mention = tokens_of(noun.doc, statement.source)
    if (
        len(mention) <= SHORT
        and noun in mention
        and not any(token.is_punct or token.dep_ == "cc" for token in mention)
    ):
        return mention[0].i, mention[-1].i + 1
    return find_core(noun)


def itself(
    reading: Reading, mention: Token, turns: Sequence[Turn], place: tuple[int, int]
) -> Source:
    """A mention that no name stands behind: the group, the document or the unnamed person that it describes."""
    text = words_between(reading.doc, *place)
    if mention.pos_ == "PRON" and mention.lower_ not in small_words("quantifier") | nouns(
        "collective"
    ):
        kind = Kind.PERSON if mention.lower_ in {"he", "she", "i"} else Kind.UNNAMED
        entity = Entity(name=text, kind=kind, anchor=span_of_token(mention))
        return Source(entity=entity, rule="unresolved: nobody before it fits", confidence=0.5)
    plural = mention.tag_ in {"NNS", "NNPS"} or mention.lower_ in small_words("quantifier")
    lemma = mention.lower_.removesuffix("s") if mention.pos_ == "PROPN" else mention.lemma_
    kind, medium = (Kind.GROUP, None) if counts_people(mention) else head_kind(lemma, plural=plural)
    is_letter = len(text) == 1  # the Q and A of an interview
    if (
        mention.pos_ == "PROPN"
        and kind is Kind.UNNAMED
        and not is_letter
        and not is_person_noun(role_noun(mention))
    ):
        kind = Kind.ORGANIZATION
    named = named_part(mention, place) if medium is Medium.REPORT else place
    entity = Entity(name=named_by_owner(reading, mention, turns, named), kind=kind, medium=medium)
    says_more = kind in {Kind.UNNAMED, Kind.GROUP} and text.lower() != (entity.name or "").lower()
    return Source(
        entity=entity,
        described_as=text if says_more else None,
        affiliation=maker(reading, mention, find_core(mention)) if kind is Kind.ARTEFACT else None,
        rule="description",
        confidence=0.8,
    )


def maker(reading: Reading, noun: Token, place: tuple[int, int]) -> Entity | None:
    """The body that made a document or picture, where the words say so: "a Fox News poll", "a report by the bank"."""
    first, last = place
    behind = [child for child in noun.rights if child.lower_ in {"by", "from"}]
    named = (reading.table.at(token) for token in reading.doc[first : last if behind else noun.i])
    return next((as_body(entity) for entity in named if entity and entity.kind in BODIES), None)


def named_part(noun: Token, place: tuple[int, int]) -> tuple[int, int]:
    """The part of a phrase that tells a report from others: "Reuters survey" of "a recent Reuters survey of voters"."""
    names = [child.left_edge.i for child in noun.lefts if child.pos_ == "PROPN"]
    return (min(names), noun.i + 1) if names else place


def counts_people(noun: Token) -> bool:
    """Whether a noun only says how many: "a number of writers", but not "a number of polls"."""
    if noun.lemma_.lower() not in nouns("quantity"):
        return False
    counted = [token for child in noun.children if child.lower_ == "of" for token in child.children]
    return bool(counted)


def named_by_owner(
    reading: Reading, noun: Token, turns: Sequence[Turn], place: tuple[int, int]
) -> str:
    """What to call a noun phrase: its words, the article off, and its owner by the name that "his" stands for."""
    first, last = place
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is not None:
        found = reading.table.at(owner) or owner_entity(reading, owner, turns)
        behind = owner.right_edge.i + 1
        if found:
            return f"{found.name}'s {words_between(reading.doc, behind, last)}"
    text = drop_article(words_between(reading.doc, first, last))
    word = reading.doc[first]
    is_name = word.pos_ in {"PROPN", "DET"} or find_country(word.text)
    return text[:1].lower() + text[1:] if word.is_sent_start and not is_name else text


def owner_entity(reading: Reading, owner: Token, turns: Sequence[Turn]) -> Entity | None:
    """Who "his" or "the country's" belongs to; what is "my", to the speaker."""
    if owner.lower_ == "my":
        said = [
            turn
            for turn in turns
            if any(span.contains(span_of_token(owner)) for span in turn.content)
        ]
        return said[-1].entity if said else None
    if found := find_antecedent(reading, owner, turns):
        return found.entity
    plain = find_definite(reading, owner)
    return plain[0] if plain else None


def speaking(entity: Entity) -> Entity:
    """An entity as a source: a country speaks as a state, a work as an artefact."""
    if entity.kind in {Kind.PLACE, Kind.EVENT, Kind.THING}:
        return as_body(entity) or entity
    if entity.kind is Kind.ARTEFACT and entity.medium is None:
        return Entity(
            name=entity.name, kind=entity.kind, aliases=entity.aliases, medium=Medium.WORK
        )
    return entity


def described(
    reading: Reading, entity: Entity, rule: str, confidence: float, mention: Token | None = None
) -> Source:
    """A named source with what the article says of it: at the mention itself, else where it first gives a role."""
    told = reading.descriptions.get(entity, ())
    name = reading.table.of_token.get(mention.i) if mention is not None else None
    start = bisect_left(told, name.first, key=lambda one: one.at) if name else len(told)
    here = list(
        takewhile(lambda one: name is None or one.at == name.first, islice(told, start, None))
    )
    here.sort(key=lambda one: -len(one.text.split()))
    leading = reading.leading.get(entity)
    usual = [leading] if leading is not None else []
    best = next(
        (description for description in (*here, *usual) if description.role),
        (*here, *usual, None)[0],
    )
    return Source(
        entity=entity,
        described_as=best.text if best else None,
        role=best.role if best else None,
        affiliation=best.affiliation if best else None,
        rule=rule,
        confidence=confidence,
    )
