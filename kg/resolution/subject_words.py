"""Find the word of a claim that says what it is about.

Mostly that is the grammatical subject of the main clause, but of "I think that the plan failed" it
is the plan, and of "there is fraud" the fraud. A softmax over the nouns and pronouns of the claim
and "no word" weighs what the parse tells of each; no feature knows any noun by itself. The weights
stand in `subject_words.tsv`; `training/subjects.py` fits them to articles labelled by a reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_classes, hedge_parts, nouns, small_words
from kg.resolution.antecedents import SUBJECTS
from kg.resolution.lexicon import is_person_noun
from kg.resolution.phrases import find_determiner, find_heads
from kg.statements.syntax import find_child, find_subject, lemma_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from kg.model import Statement
    from kg.resolution.claim import Claim
    from kg.resolution.reading import Reading

__all__ = ["Word", "find_words"]

_MOST: Final = 40
"""How many nouns and pronouns of a claim are candidates, the first ones."""
_GAP: Final = 8
"""How many tokens before an infinitive the one may stand who is bidden."""
_NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON"})
_VERBS: Final = frozenset({"VERB", "AUX"})
_WITHIN_NAME: Final = frozenset({"compound", "flat", "nmod"})
_AROUND: Final = frozenset(
    {"acl", "advcl", "appos", "attr", "ccomp", "conj", "csubj", "dobj", "nsubj", "parataxis"}
    | {"pcomp", "pobj", "poss", "prep", "relcl", "xcomp"}
)
"""Relations that count wherever they stand above a word."""
_COMPLEMENTS: Final = frozenset({"ccomp", "xcomp", "advcl", "csubj"})
_LINKS: Final = frozenset({"appear", "be", "seem"})
_WEATHER: Final = frozenset({"rain", "snow"})
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


def find_words(claim: Claim) -> list[Word]:
    """Return the candidates for the word of the subject, in text order, "no word" last.

    An infinitive leaves its subject out ("urged them to pay"), so there the source, and whoever
    stands between the cue and the claim, are candidates too.
    """
    words = [token for token in claim.content if any(map(str.isalnum, token.text))]
    words = words or list(claim.content)
    inside, sentence_of = {token.i for token in claim.content}, claim.reading.sentence_of
    found: list[Word] = []
    for token in [token for token in words if _can_be_subject(token)][:_MOST]:
        sentence = sentence_of[token.i] - sentence_of[words[0].i]
        features = [
            f"rank {min(len(found), 6)}",
            f"sentence {min(3, sentence)}",
            *_tell_form(claim, token),
            *_tell_syntax(token, inside),
            f"is {_own_relation(token, inside)}, {_kind_of(claim.reading, token)}",
        ]
        found.append(Word(token=token, features=tuple(features)))

    opening = _name_opening(words)
    told = _cross("no word", opening, f"type {claim.statement.attribution_type}")
    found.extend(_find_understood(claim.reading, claim.statement, words[0], opening))
    return [*found, Word(token=None, features=tuple(told))]


def _cross(name: str, *others: str) -> list[str]:
    """Return a feature, alone and together with each of some others."""
    return [name, *(f"{name}, {other}" for other in others)]


def _can_be_subject(token: Token) -> bool:
    """Tell whether a word is a noun, a pronoun or anything else that is used as a subject."""
    if hedge_parts().get(token.lower_) == "adverb":
        return False  # the parser takes some of them for subjects
    if token.dep_ == "poss" and not _can_own(token):
        return False
    subject = find_child(token.head, "nsubj") if token.dep_ == "attr" else token
    if subject is not None and _is_expletive(subject):
        return False  # nor is "time" in "it was time to leave"
    if token.pos_ in _NOUNS:
        return token.dep_ not in _WITHIN_NAME or token.head.pos_ not in _NOUNS
    return _is_subject(token) or (token.dep_ == "pcomp" and token.tag_ == "VBG")


def _can_own(owner: Token) -> bool:
    """Tell whether a claim about what somebody has may be about them: "Ann's health", "his party".

    "The chair's back" is no chair, and "Ann's guards" and "Ann's team" are not Ann.
    """
    owned = _class_of_noun(owner.head)
    if owner.pos_ == "NOUN" or owned == "a person":
        return False
    return owner.pos_ != "PROPN" or owned == "a thing"


def _is_subject(token: Token) -> bool:
    """Tell whether a word is the subject of a clause, or an expletive in its place."""
    return token.dep_ in SUBJECTS or token.dep_ == "expl"


def _name_opening(words: Sequence[Token]) -> str:
    """Return how a claim begins: with an infinitive, a participle, or otherwise."""
    if words[0].lower_ == "to":
        return "infinitive"
    if words[0].tag_ == "VBG":
        return "participle"
    return "clause" if any(map(_is_subject, words)) else "phrase"


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


def _is_expletive(token: Token) -> bool:
    """Tell whether "it" only keeps the place of a clause, or is the weather's.

    So "it is hard to say" and "it seems that he left", but not "it seems to work".
    """
    verb = token.head
    if token.lower_ != "it" or not _is_subject(token):
        return False
    if verb.lemma_ in _WEATHER:
        return True
    complement = find_child(verb, "acomp", "attr")
    if verb.lemma_ not in _LINKS and token.dep_ != "nsubjpass":
        return False
    if complement is None:
        return find_child(verb, "ccomp") is not None
    if complement.lemma_ == "time" or find_child(complement, "ccomp", "xcomp"):
        return True
    return any(child.dep_ in _COMPLEMENTS for child in verb.rights)


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


def _tell_form(claim: Claim, token: Token) -> Iterator[str]:
    """Yield what a word is by itself, and how often the article has it."""
    yield token.pos_
    yield f"tag {token.tag_}"
    entity = claim.reading.table.at(token)
    if token.pos_ == "PRON":
        yield f"word {token.lower_}"
    elif entity is None:
        yield f"lemma {_bin(claim.reading.lemmas[token.lemma_.lower()])}"
        yield f"determiner {find_determiner(token)}, {_class_of_noun(token)}"
    else:
        yield f"names {entity.kind}"
        yield f"named {_bin(claim.reading.table.count(entity))}"
        if entity == claim.speaker:
            yield "names the speaker"


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
    relation = token.dep_ if path else "top"
    yield f"is {relation}"
    yield f"is {relation} under {_relation(path, 0)}"
    relations = {one.dep_ for one in [token, *path][:-1]}
    yield from (f"inside {one}" for one in sorted(relations & _AROUND))
    if relation == "poss":
        yield f"owner of {_relation(path, 0)}, {_class_of_noun(path[0])}"
    if relation == "pobj" and len(path) > 1:
        yield f"behind a preposition of {_relation(path, 1)}"
    if path and path[0].pos_ in _VERBS:
        subject = find_child(path[0], "nsubj", "nsubjpass")
        if subject is not None and subject != token:
            yield f"{relation} beside {_class_of(subject)}"
    yield from _tell_frames(token, path)


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


def _class_of(subject: Token) -> str:
    """Return what kind of subject it is that a word has beside it."""
    for use in _BESIDE:
        if subject.lower_ in small_words(use):
            return use
    return "pronoun" if subject.pos_ == "PRON" else "noun"


def _tell_frames(token: Token, path: Iterable[Token]) -> Iterator[str]:
    """Yield how a word stands to whoever thinks or says it: "I think that the plan failed"."""
    below = token
    for verb in path:
        clause = _find_told(verb)
        if clause is not None:
            subject = find_subject(verb)
            who = _class_of(subject) if subject is not None else "nobody"
            if below in (clause, clause.head) and below != subject:
                yield f"told by {who}"
            elif below == subject:
                yield f"tells, {who}"
        below = verb


def _find_told(verb: Token) -> Token | None:
    """Return the verb of what somebody thinks or says, or is glad of."""
    told = find_child(verb, "ccomp")
    if verb.pos_ == "VERB" and ("verb", lemma_of(verb)) in cue_classes():
        return told
    adjective = find_child(verb, "acomp")
    return find_child(adjective, "ccomp") if adjective is not None else None
