"""Say what a word of a claim stands for: a name, a pronoun, "the company", "the bill".

A name stands for its entity, and "I" for the speaker. Of any other word a softmax weighs who came
up near it (`earlier.py`), the nouns before it, and the word as it stands: a pronoun that stands for
nothing plain, or a noun that names something by itself. The weights stand in `referents.tsv`;
`training/subjects.py` fits them to articles labelled by a reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.language.words import nouns, small_words
from kg.resolution.antecedents import SUBJECTS
from kg.resolution.definites import find_definite
from kg.resolution.earlier import Mention, find_earlier, tell_earlier
from kg.resolution.lexicon import gender_of_word, is_person_noun, medium_of
from kg.resolution.phrases import find_determiner
from kg.resolution.topic_names import find_introduced
from kg.statements.syntax import find_child

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from spacy.tokens import Token

    from kg.language.uses import NounUse, SmallUse
    from kg.model import Entity
    from kg.resolution.claim import Claim
    from kg.resolution.reading import Reading

    Referent: TypeAlias = Entity | Token | None
    """What a word stands for; a token where nothing names it, the head of the phrase that says it;
    None for nothing plain."""

__all__ = ["Choice", "find_choices"]

_NEAR: Final = 80
"""How many tokens back a noun may stand for which a pronoun stands."""
_MOST: Final = 10
"""How many such nouns are candidates, the nearest ones."""
_NOMINAL: Final = frozenset({"NOUN", "PROPN"})
_PRONOUNS: Final[tuple[SmallUse, ...]] = (
    "we",
    "he-or-she",
    "it",
    "they",
    "addressed",
    "demonstrative",
)
_NOUN_USES: Final[tuple[NounUse, ...]] = ("firm", "state", "body", "collective")
_MODIFIERS: Final = frozenset({"amod", "compound", "nmod", "nummod"})
_WITHIN: Final = frozenset({"compound", "nmod", "npadvmod"})
"""Relations of nouns that are a part of another's name, or tell when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the things that a word may stand for.

    Attributes:
        features: What holds of it.
    """

    referent: Referent
    features: tuple[str, ...] = ()


def find_choices(claim: Claim, word: Token) -> list[Choice]:
    """Return what a word of a claim may stand for: one thing, if that is plain.

    Args:
        claim: The claim.
        word: A noun or pronoun, or whatever else is a subject.
    """
    reading = claim.reading
    named = reading.table.at(word)
    if named is not None:
        return [Choice(referent=named)]
    if word.lower_ in small_words("first-person") - small_words("we"):
        return [Choice(referent=claim.speaker if claim.speaker.name else None)]
    mention = _to_mention(reading, word)
    if mention is None:
        return [Choice(referent=_find_phrase(word))]

    if mention.noun:
        told = tuple(_tell_noun(reading, mention))
        found = [Choice(referent=find_introduced(word), features=told)]
    else:
        told = (f"{mention.form}: nothing", f"{word.lower_}: nothing")
        found = [Choice(referent=None, features=told), *_find_nouns(reading, mention)]
    for entity, features in tell_earlier(claim, mention, find_earlier(claim, mention)):
        found.append(Choice(referent=entity, features=features))
    return found


def _to_mention(reading: Reading, word: Token) -> Mention | None:
    """Return a word as one that may stand for something said elsewhere; None if it cannot."""
    if word.pos_ in _NOMINAL:
        form = find_determiner(word)
        if form not in {"the", "this", "owner"} and word.lower_ not in nouns("initials"):
            return None  # "a plan", "plans"
        is_plural = word.tag_ in {"NNS", "NNPS"}
        return Mention(
            token=word,
            form=form,
            noun=_class_of(word),
            is_plural=is_plural,
            ruled=find_definite(reading, word),
        )
    for use in _PRONOUNS:
        if word.lower_ in small_words(use):
            return Mention(token=word, form=use)
    return None


def _class_of(noun: Token) -> str:
    """Return what a noun is for: a firm, a state, a person, a document, a thing, ..."""
    lemma = noun.lemma_.lower()
    for use in _NOUN_USES:
        if lemma in nouns(use):
            return use
    if is_person_noun(lemma):
        return "person"
    return "document" if medium_of(lemma) else "thing"


def _find_phrase(word: Token) -> Token | None:
    """Return the word for what a word without an antecedent names; None if it names nothing.

    Of "a lot of work" it is the work. "Closing the bridge" names something, "closing" does not.
    """
    is_noun = word.pos_ in _NOMINAL
    if is_noun and word.lemma_.lower() not in nouns("quantity"):
        return word
    counted = find_child(word, "prep")
    if counted is not None and counted.lower_ == "of":
        inner = find_child(counted, "pobj")
        if inner is not None and inner.pos_ in _NOMINAL:
            return inner
    is_gerund = word.tag_ == "VBG" and find_child(word, "dobj") is not None
    return word if is_noun or is_gerund else None


def _tell_noun(reading: Reading, mention: Mention) -> Iterator[str]:
    """Yield what holds of a noun that names something by itself."""
    noun = mention.token
    modifiers = [child for child in noun.lefts if child.dep_ in _MODIFIERS]
    is_named = any(reading.table.at(child) for child in noun.lefts)
    told = [
        "itself",
        f"itself, {mention.noun}",
        f"itself, {'several' if mention.is_plural else 'one'}",
        f"itself, {min(3, len(modifiers))} modifiers",
        f"itself, {'a name' if is_named else 'no name'} before it",
        f"itself, {'more' if find_child(noun, 'prep', 'relcl', 'acl') else 'nothing'} behind it",
    ]
    for one in told:
        yield from (one, f"{mention.form}: {one}")


def _find_nouns(reading: Reading, mention: Mention) -> Iterator[Choice]:
    """Yield the nouns before a pronoun that are no part of a name, the nearest first."""
    pronoun = mention.token
    before = reading.doc[max(0, pronoun.i - _NEAR) : pronoun.i]
    fitting = (token for token in reversed(before) if _can_mean(reading, mention, token))
    for noun in islice(fitting, _MOST):
        told: list[str] = []
        for one in _tell_noun_before(reading, pronoun, noun):
            told += (one, f"{mention.form}: {one}")
        yield Choice(referent=noun, features=tuple(told))


def _can_mean(reading: Reading, mention: Mention, noun: Token) -> bool:
    """Tell whether grammar allows a pronoun to stand for a noun before it."""
    pronoun, form = mention.token, mention.form
    if noun.pos_ != "NOUN" or noun.dep_ in _WITHIN or reading.table.at(noun):
        return False
    if pronoun.dep_ in SUBJECTS and noun.head == pronoun.head:
        return False  # no verb has its subject for an object
    lemma, is_plural = noun.lemma_.lower(), noun.tag_ == "NNS"
    if form in {"they", "we"}:
        return is_plural or lemma in nouns("collective") | nouns("body")
    if form == "addressed" or (is_plural and pronoun.lower_ not in {"these", "those"}):
        return False
    if form == "he-or-she":
        genders = {gender_of_word(pronoun), gender_of_word(noun)}
        return is_person_noun(lemma) and genders != {"f", "m"}
    return form != "it" or not is_person_noun(lemma)


def _tell_noun_before(reading: Reading, pronoun: Token, noun: Token) -> Iterator[str]:
    """Yield what holds of a noun before a pronoun that may stand for it."""
    sentences = reading.sentence_of[pronoun.i] - reading.sentence_of[noun.i]
    yield "noun"
    yield f"noun, {'subject' if noun.dep_ in SUBJECTS else noun.dep_}"
    yield f"noun, {min(3, sentences)} sentences"
    yield f"noun, {_class_of(noun)}"
