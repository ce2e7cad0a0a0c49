"""Who "the reporter", "the company" or "the country" is, of those whom the text names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.words import nouns, parties
from kg.model import Kind, SourceRule
from kg.resolution.lexicon import find_country, is_person_noun, medium_of
from kg.resolution.officeholders import find_clear_leader, find_holder, with_full_words
from kg.resolution.phrases import find_core, has_name_before, words_between

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kg.model import Entity
    from kg.resolution.descriptions import Description
    from kg.resolution.entities import EntityTable
    from kg.resolution.reading import Reading

_WORDS_IN_NAMES: Final = {"regulator": "regulatory"}
"""By which other word in its name a body is known: "Food Regulatory Authority"."""
_FIRST_OFFICES: Final = frozenset({"president", "prime minister", "chancellor", "premier"})
_LEAD: Final = 3
"""How many times as often as the other of two who may be "the Norwegian leader" one is named."""
_MAIN_COUNTRY_LEAD: Final = 1.5
"""How many times as often as any other a country must be named for "the country" to mean it."""


def find_definite(reading: Reading, noun: Token) -> tuple[Entity, SourceRule] | None:
    """Return who a definite noun phrase stands for, and the rule that says so; None unless plain.

    Args:
        reading: The document.
        noun: The head of the phrase: "reporter" in "the reporter".
    """
    if not _can_refer(noun):
        return None
    for entity, rule in _try_rules(reading, noun):
        if entity is not None:
            return entity, rule
    return None


def _try_rules(reading: Reading, noun: Token) -> Iterator[tuple[Entity | None, SourceRule]]:
    """Yield what each rule finds, the surest first, with the name of the rule."""
    word, named = noun.lemma_.lower(), reading.occurrences.only
    if word in nouns("state"):
        yield reading.country, SourceRule.MAIN_COUNTRY
        return
    yield _only_described(reading, noun, later=False), SourceRule.DESCRIBED_AS
    yield _holder_of(reading, noun), SourceRule.OFFICE
    yield _leader_of(reading, noun), SourceRule.OFFICE
    yield _only_described(reading, noun, later=True), SourceRule.DESCRIBED_AS

    if medium_of(word) or has_name_before(noun):
        return
    if not is_person_noun(word):
        # "the ministry" for "Ministry of Defence"
        yield named("word", _WORDS_IN_NAMES.get(word, word), noun.i), SourceRule.HEAD_IN_NAME
    if word in nouns("firm"):
        yield reading.occurrences.main_firm(noun.i), SourceRule.ONLY_ONE
        yield named("firm", "", noun.i), SourceRule.ONLY_ONE


def _can_refer(noun: Token) -> bool:
    """Tell whether a noun is in the singular and has "the", or needs none, as "PM" does."""
    if noun.tag_ in {"NNS", "NNPS"}:
        return False
    determiners = {child.lower_ for child in noun.children if child.dep_ == "det"}
    return bool(determiners & {"the", "this", "that"}) or noun.lower_ in nouns("initials")


def _holder_of(reading: Reading, noun: Token) -> Entity | None:
    """Return who holds the office that a noun names, or is the only one of the party."""
    party = parties().get(noun.lower_)
    if party:
        return reading.occurrences.only("party", party, noun.i)
    phrase = words_between(reading.doc, *find_core(noun))
    return find_holder(phrase, reading.offices, reading.table.uses, reading.year)


def _leader_of(reading: Reading, noun: Token) -> Entity | None:
    """Return who heads a country's state or government: "the Norwegian leader"."""
    before = [word for word in noun.lefts if word.dep_ != "det"]
    country = find_country(before[0].text) if len(before) == 1 else None
    if noun.lemma_ != "leader" or country is None:
        return None
    heading = {person for person, headed in _find_leaders(reading) if headed == country}
    return find_clear_leader(heading, reading.table.uses, _LEAD)


def _find_leaders(reading: Reading) -> Iterator[tuple[Entity, str | None]]:
    """Yield those who hold the first office of a country, or are said to, with the country."""
    for person, held in reading.offices.items():
        for office in held:
            if office.role in _FIRST_OFFICES and office.is_held(reading.year):
                yield person, office.body
    for person, told in reading.leading.items():
        if told.affiliation and with_full_words(told.role or "") in _FIRST_OFFICES:
            yield person, find_country(told.affiliation.name or "")


def _only_described(reading: Reading, noun: Token, *, later: bool) -> Entity | None:
    """Return the only one whom the text describes as a noun has it, before the noun or behind it.

    What stands more than `REACH` tokens away, as nothing does in an article, is not looked at.
    """
    found = None
    for _, entity, description in reading.occurrences.descriptions(noun, later=later):
        is_paper = entity.kind is Kind.PERSON and medium_of(noun.lemma_) is not None
        if entity == found or is_paper or not _is_described(reading, noun, description):
            continue
        if found is not None:
            return None
        found = entity
    return found


def _is_described(reading: Reading, noun: Token, description: Description) -> bool:
    """Tell whether a noun repeats a description: its role or party and the body that it names."""
    is_bare = not _bodies_before(reading, noun)
    has_body = is_bare or description.affiliation is not None
    return has_body and may_describe(reading, noun, description)


def may_describe(reading: Reading, noun: Token, description: Description) -> bool:
    """Tell whether nothing that stands with a noun contradicts a description of the same role.

    Neither a rank does ("the president" is no vice president), nor a body.
    """
    told = set(with_full_words(description.text).split())
    if _rank_of(noun) != nouns("rank") & told:
        return False
    names, body = _bodies_before(reading, noun), description.affiliation
    return not names or body is None or body.name in names


def _bodies_before(reading: Reading, noun: Token) -> set[str | None]:
    """Return the names of what is named before a noun: "Reuters" of "the Reuters reporter"."""
    names = set()
    for token in noun.lefts:
        for part in token.subtree:
            body = reading.table.at(part)
            if body is not None:
                names.add(body.name)
    return names


def _rank_of(noun: Token) -> frozenset[str]:
    """Return what tells an office from others of the same noun: "prime" of "the PM"."""
    before = " ".join(token.text for token in noun.lefts)
    return nouns("rank") & set(with_full_words(f"{before} {noun.text}").split())


def find_main_country(table: EntityTable) -> Entity | None:
    """Return the country that an article is about, if it names one far more often than others."""
    named = [entity for entity in table.uses if find_country(entity.name or "")]
    return find_clear_leader(named, table.uses, _MAIN_COUNTRY_LEAD)
