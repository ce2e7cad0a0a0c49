"""Who a pronoun stands for.

In news "he said" goes on with the speaker before, not with the person named last, and never with a
name inside somebody's quotation; `kg.resolution.antecedents` weighs what else counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.words import small_words
from kg.model import Kind
from kg.resolution.antecedents import NOBODY, Apart, best_antecedent
from kg.resolution.lexicon import gender_of_word, is_person_noun, role_noun
from kg.resolution.phrases import find_determiner
from kg.statements.syntax import tokens_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from kg.language.uses import SmallUse
    from kg.model import Source, Span
    from kg.resolution.antecedents import Candidate
    from kg.resolution.reading import Reading
    from kg.resolution.turns import Turn

_KINDS_MEANT: Final[Mapping[SmallUse, frozenset[Kind]]] = {
    "he-or-she": frozenset({Kind.PERSON, Kind.UNNAMED}),
    "they": frozenset({Kind.GROUP, Kind.ORGANIZATION, Kind.UNNAMED}),
    "it": frozenset({Kind.ORGANIZATION, Kind.ARTEFACT, Kind.PLACE}),
}
"""The kinds that a pronoun of the third person can stand for."""


def find_antecedent(
    reading: Reading,
    pronoun: Token,
    turns: Sequence[Turn],
    apart: Apart = NOBODY,
) -> Candidate | None:
    """Return who a pronoun of the third person stands for; None where nobody fits.

    Args:
        reading: The document.
        pronoun: A token such as "he", "their" or "it".
        turns: The sources resolved so far.
        apart: Whom it can't stand for, whatever else speaks for them.
    """
    kinds = kinds_meant(pronoun.lower_)
    if not kinds:
        return None
    return best_antecedent(reading, pronoun, turns, kinds, apart)


def kinds_meant(pronoun: str) -> frozenset[Kind]:
    """Return the kinds that a pronoun of the third person can stand for; none for any other word.

    >>> sorted(kinds_meant("her")), kinds_meant("we")
    ([<Kind.PERSON: 'person'>, <Kind.UNNAMED: 'unnamed'>], frozenset())
    """
    for use, kinds in _KINDS_MEANT.items():
        if pronoun in small_words(use):
            return kinds
    return frozenset()


def find_apart(
    reading: Reading, mention: Token, content: Sequence[Span], speakers: Sequence[Source]
) -> Apart:
    """Return whom "he" or "she" as a source can't be.

    Nobody is called by name in a quotation of "his" own, nor behind "he said"; and in a quotation
    "he" is not its speaker: "“Lee lost,” he said", "He said Lee lost", "“He says it rained,” Lee
    said". Who else is named in the content is only spoken of: "Lee lost, he said".

    Args:
        reading: The document.
        mention: The pronoun.
        content: What "he" said.
        speakers: Who says the words that "he" stands in, if somebody does.
    """
    is_quoted = reading.quoted[mention.i]
    apart = {speaker.entity for speaker in speakers} if is_quoted else set()
    spoken_of = set()
    for token in tokens_of(reading.doc, content):
        entity = reading.table.at(token)
        if entity is not None and (reading.quoted[token.i] or token.i > mention.i):
            apart.add(entity)
        elif entity is not None:
            spoken_of.add(token.i)
    people = frozenset(entity for entity in apart if entity.kind is Kind.PERSON)
    return Apart(people=people, places=frozenset(spoken_of))


def means_unnamed(reading: Reading, pronoun: Token) -> bool:
    """Tell whether "he" may be somebody without a name: "They freed a man because he promised"."""
    is_below = pronoun.head.dep_ in {"advcl", "relcl"}
    if not is_below or pronoun.lower_ not in small_words("he-or-she"):
        return False
    for word in reversed(reading.doc[pronoun.sent.start : pronoun.i]):
        if reading.table.at(word) is not None:
            return False
        is_new = word.tag_ == "NN" and find_determiner(word) == "a"
        if is_new and is_person_noun(role_noun(word)):
            is_beside = reading.quoted[word.i] == reading.quoted[pronoun.i]
            return is_beside and {gender_of_word(word), gender_of_word(pronoun)} != {"f", "m"}
    return False
