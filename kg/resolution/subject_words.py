"""Find the word of a claim that says what it is about.

Mostly that is the grammatical subject of the main clause, but of "I think that the plan failed" it
is the plan, and of "there is fraud" the fraud. A softmax over the nouns and pronouns of the claim
and "no word" weighs what the parse tells of each; no feature knows any noun by itself. The weights
stand in `subject_words.tsv`; `training/subjects.py` fits them to articles labelled by a reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_classes, hedge_parts, nouns, pronoun_genders, small_words
from kg.resolution.antecedents import SUBJECTS
from kg.resolution.lexicon import is_person_noun
from kg.resolution.phrases import find_determiner, find_heads
from kg.statements.syntax import FINITE, QUOTE_MARKS, find_child, lemma_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from kg.model import Entity, Statement
    from kg.resolution.reading import Reading

__all__ = ["Word", "find_words"]

_MOST: Final = 40
"""How many nouns and pronouns of a claim are candidates, the first ones."""
_GAP: Final = 8
"""How many tokens before an infinitive the one may stand who is bidden."""
_NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON"})
_VERBS: Final = frozenset({"VERB", "AUX"})
_WITHIN_NAME: Final = frozenset({"compound", "flat", "nmod"})
_CLAUSES: Final = frozenset(
    {"acl", "advcl", "ccomp", "conj", "csubj", "parataxis", "pcomp", "relcl", "xcomp"}
)
_AROUND: Final = _CLAUSES | {"appos", "attr", "dobj", "nsubj", "pobj", "poss", "prep"}
"""Relations that count wherever they stand above a word."""
_EXPLETIVES: Final = frozenset({"it", "that", "there", "this"})
_COMPLEMENTS: Final = ("ccomp", "xcomp", "advcl", "csubj")
_PREPOSITIONS: Final = frozenset({"about", "by", "for", "in", "of", "on", "to", "with"})
_BESIDE: Final = ("first-person", "addressed", "he-or-she", "they", "it", "empty")
"""The uses by which a subject beside a word is told from others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A candidate for the word of the subject.

    Attributes:
        token: The word, in the claim or just before it; None for no word.
        is_source: Whether it names the source of the statement, whom the claim leaves out.
        features: What holds of it.
    """

    token: Token | None
    is_source: bool = False
    features: tuple[str, ...] = ()


def find_words(
    reading: Reading, statement: Statement, content: Sequence[Token], speaker: Entity
) -> list[Word]:
    """Return the candidates for the word of the subject, in text order, "no word" last.

    An infinitive leaves its subject out ("urged them to pay"), so there the source, and whoever
    stands between the cue and the claim, are candidates too.

    Args:
        reading: The document.
        statement: The statement that makes the claim.
        content: The tokens of the claim.
        speaker: Who makes it.
    """
    words = [token for token in content if token.text not in QUOTE_MARKS] or list(content)
    inside = {token.i for token in content}
    found: list[Word] = []
    subjects = 0
    for token in [token for token in words if _can_be_subject(token)][:_MOST]:
        features = [
            *_tell_place(reading, token, words, len(found)),
            f"sentence {_sentence_of(reading, token, words)}, is {_own_relation(token, inside)}",
            f"subject {min(subjects, 4)}" if _is_subject(token) else "subject none",
            *_tell_form(reading, token, words, speaker),
            *_tell_syntax(token, inside),
            f"is {_own_relation(token, inside)}, {_kind_of(reading, token)}",
        ]
        found.append(Word(token=token, features=tuple(features)))
        subjects += _is_subject(token)

    opening = _name_opening(words, subjects)
    is_of_type = f"type {statement.attribution_type}"
    told = [f"no word of {min(len(found), 3)}", *_cross("no word", opening, is_of_type)]
    found.extend(_find_understood(reading, statement, words[0], opening))
    return [*found, Word(token=None, features=tuple(told))]


def _cross(name: str, *others: str) -> list[str]:
    """Return a feature, alone and together with each of some others."""
    return [name, *(f"{name}, {other}" for other in others)]


def _can_be_subject(token: Token) -> bool:
    """Tell whether a word is a noun, a pronoun or anything else that is used as a subject."""
    if hedge_parts().get(token.lower_) == "adverb":
        return False  # the parser takes some of them for subjects
    if token.dep_ == "poss" and (token.pos_ == "NOUN" or _class_of_noun(token.head) == "a person"):
        return False  # "the chair's back" is no chair, and "Ann's guards" are not Ann
    if token.pos_ in _NOUNS:
        return token.dep_ not in _WITHIN_NAME or token.head.pos_ not in _NOUNS
    return _is_subject(token) or (token.dep_ == "pcomp" and token.tag_ == "VBG")


def _is_subject(token: Token) -> bool:
    """Tell whether a word is the subject of a clause, or an expletive in its place."""
    return token.dep_ in SUBJECTS or token.dep_ == "expl"


def _name_opening(words: Sequence[Token], subjects: int) -> str:
    """Return how a claim begins: with an infinitive, a participle, or otherwise."""
    if words[0].lower_ == "to":
        return "infinitive"
    if words[0].tag_ == "VBG":
        return "participle"
    return "clause" if subjects else "phrase"


def _find_understood(
    reading: Reading, statement: Statement, first: Token, opening: str
) -> Iterator[Word]:
    """Yield those beside a claim without a subject of its own whom it may be about.

    Args:
        reading: The document.
        statement: The statement that makes the claim.
        first: The first word of the claim.
        opening: How the claim begins.
    """
    if opening == "clause":
        return
    sources = find_heads(tokens_of(reading.doc, statement.source))
    if sources:
        told = _cross("source", opening, f"type {statement.attribution_type}")
        yield Word(token=sources[0], is_source=True, features=tuple(told))
    if not statement.cue or opening != "infinitive":
        return
    for token in reading.doc[max(0, first.i - _GAP) : first.i]:
        is_behind_cue = token.idx >= statement.cue[0].end
        if is_behind_cue and _can_be_subject(token) and token not in sources:
            told = _cross("bidden", token.dep_, token.pos_)
            yield Word(token=token, features=tuple(told))


def _tell_place(reading: Reading, token: Token, words: Sequence[Token], rank: int) -> Iterator[str]:
    """Yield what the place of a word in the claim tells.

    Args:
        reading: The document.
        token: The word.
        words: Those of the claim.
        rank: How many candidates stand before it.
    """
    yield f"rank {min(rank, 6)}"
    if token.left_edge.i <= words[0].i:
        yield "begins the claim"
    length = max(1, words[-1].i - words[0].i)
    yield f"tenth {min(9, 10 * (token.i - words[0].i) // length)}"
    yield f"sentence {_sentence_of(reading, token, words)}"


def _sentence_of(reading: Reading, token: Token, words: Sequence[Token]) -> int:
    """Return in which sentence of a claim a word stands; all behind the third are one."""
    return min(3, reading.sentence_of[token.i] - reading.sentence_of[words[0].i])


def _own_relation(token: Token, inside: set[int]) -> str:
    """Return the relation of a word to what is above it in the claim, "top" if nothing is."""
    has_head = token.head.i != token.i and token.head.i in inside
    return token.dep_ if has_head else "top"


def _kind_of(reading: Reading, token: Token) -> str:
    """Return what kind of entity a word names, or whether it is a noun for a person."""
    entity = reading.table.at(token)
    if entity is not None:
        return entity.kind.value
    if token.pos_ == "PRON":
        return "pronoun"
    return "noun for a person" if is_person_noun(token.lemma_) else "noun for a thing"


def _tell_form(
    reading: Reading, token: Token, words: Sequence[Token], speaker: Entity
) -> Iterator[str]:
    """Yield what a word is by itself, and how often claim and article have it."""
    yield token.pos_
    yield f"tag {token.tag_}"
    entity = reading.table.at(token)
    if token.pos_ == "PRON":
        yield f"word {token.lower_}"
        gender = pronoun_genders().get(token.lower_)
        if gender is not None:
            alike = [one for one in words if pronoun_genders().get(one.lower_) == gender]
            yield f"pronoun {min(3, len(alike))} times here"
        return

    if token.lower_ in reading.title:
        yield "in the title"
    if entity is None:
        yield from _tell_noun(reading, token)
        return
    yield f"names {entity.kind}"
    yield f"named {_bin(reading.table.count(entity))}"
    if entity in reading.prominent:
        yield f"prominent {reading.prominent.index(entity)}"
    if entity == speaker:
        yield "names the speaker"
    named = {reading.table.of_token[one.i] for one in words if reading.table.at(one) == entity}
    if len(named) > 1:
        yield "named twice here"


def _tell_noun(reading: Reading, noun: Token) -> Iterator[str]:
    """Yield what a word tells that is no name."""
    lemma = noun.lemma_.lower()
    is_person = is_person_noun(lemma)
    yield f"lemma {_bin(reading.lemmas[lemma])}"
    determiner = find_determiner(noun)
    yield f"determiner {determiner}"
    yield f"determiner {determiner}, {_class_of_noun(noun)}"
    if is_person:
        yield "noun for a person"
    if lemma in nouns("quantity"):
        yield "noun that counts"
    if lemma in nouns("body") | nouns("firm"):
        yield "noun for a body"


def _class_of_noun(noun: Token) -> str:
    """Return whether a noun is for a person, for a body, or for something else."""
    lemma = noun.lemma_.lower()
    if is_person_noun(lemma) or lemma in nouns("collective"):
        return "a person"
    return "a body" if lemma in nouns("body") else "a thing"


def _bin(count: int) -> str:
    """Return roughly how often something comes up.

    >>> _bin(1), _bin(2), _bin(20)
    ('once', '3 times at most', 'often')
    """
    for most, name in ((1, "once"), (3, "3 times at most"), (7, "7 times at most")):
        if count <= most:
            return name
    return "often"


def _tell_syntax(token: Token, inside: set[int]) -> Iterator[str]:
    """Yield what the parse tells of a word.

    Args:
        token: The word.
        inside: The places of the tokens of the claim, above which nothing is looked at.
    """
    path = _find_path(token, inside)
    above = path[0] if path else token
    relation = token.dep_ if path else "top"
    clauses = sum(one.dep_ in _CLAUSES for one in path[:-1])
    yield f"is {relation}"
    yield f"is {relation} of {above.pos_}"
    yield f"is {relation} under {_relation(path, 0)}"
    yield f"is {relation}, clauses {min(clauses, 2)}"
    yield f"depth {min(len(path), 5)}"
    yield f"clauses {min(clauses, 3)}"
    relations = {one.dep_ for one in [token, *path][:-1]}
    yield from (f"inside {one}" for one in sorted(relations & _AROUND))

    if relation == "poss":
        yield f"owner of {_relation(path, 0)}"
        yield f"owner of {_class_of_noun(above)}"
        yield f"owner of {_relation(path, 0)}, {_class_of_noun(above)}"
    if relation == "pobj":
        yield f"behind {above.lower_ if above.lower_ in _PREPOSITIONS else 'another'}"
    if relation == "pobj" and len(path) > 1:
        yield f"behind a preposition of {_relation(path, 1)}"
        if above.lower_ == "of" and path[1].dep_ in SUBJECTS:
            yield "part of a subject"
    if path and above.pos_ in _VERBS:
        yield from _tell_verb(token, above)
    yield from _tell_frames(token, path)
    yield f"children {min(len(list(token.children)), 4)}"
    if find_child(token, "relcl", "acl"):
        yield "has a clause"


def _find_path(token: Token, inside: set[int]) -> list[Token]:
    """Return the words above a word, nearest first, up to the top of its part of the claim."""
    path: list[Token] = []
    while token.head.i != token.i and token.head.i in inside:
        token = token.head
        path.append(token)
    return path


def _relation(path: Sequence[Token], number: int) -> str:
    """Return the relation of one of the words above a word; "top" of the last."""
    return path[number].dep_ if number < len(path) - 1 else "top"


def _tell_verb(token: Token, verb: Token) -> Iterator[str]:
    """Yield what the verb tells of a word that hangs from it."""
    relation = token.dep_
    if find_child(verb, "expl"):
        yield f"beside an expletive, {relation}"
    subject = find_child(verb, "nsubj", "nsubjpass")
    if subject is not None and subject != token:
        yield f"{relation} beside {_class_of(subject)}"
    if not FINITE.isdisjoint([verb.tag_, *(child.tag_ for child in verb.lefts)]):
        yield f"{relation} of a finite verb"
    if token.lower_ in _EXPLETIVES:
        yield from _tell_expletive(token, verb)
    if verb.lemma_ == "be":
        yield f"{relation} of be"


def _tell_expletive(token: Token, verb: Token) -> Iterator[str]:
    """Yield whether a word may stand for a clause behind the verb: "it is time to act"."""
    behind = [child.dep_ for child in verb.rights if child.dep_ in _COMPLEMENTS]
    yield f"{token.lower_} with {behind[0] if behind else 'no clause'}"
    complement = find_child(verb, "acomp", "attr")
    if complement is not None and find_child(complement, "ccomp", "xcomp", "acl", "relcl"):
        yield f"{token.lower_} with a clause of its complement"


def _class_of(subject: Token) -> str:
    """Return what kind of subject it is that a word has beside it."""
    for use in _BESIDE:
        if subject.lower_ in small_words(use):
            return use
    return "pronoun" if subject.pos_ == "PRON" else "noun"


def _tell_frames(token: Token, path: Iterable[Token]) -> Iterator[str]:
    """Yield how a word stands to verbs of thinking and saying: "I think that the plan failed"."""
    below = token
    for verb in path:
        is_frame = verb.pos_ == "VERB" and ("verb", lemma_of(verb)) in cue_classes()
        clause = find_child(verb, "ccomp") if is_frame else None
        if clause is not None:
            subject = find_child(verb, "nsubj", "nsubjpass")
            who = _class_of(subject) if subject is not None else "nobody"
            if below == clause:
                yield f"told by {who}"
            elif below == subject:
                yield f"tells, {who}"
        below = verb
