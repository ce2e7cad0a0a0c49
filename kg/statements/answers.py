"""Answers: short statements that turn down what another said, without its words.

    Krag rejected the allegations.      "That is not true," said Vik.       They call it nonsense.

They say little by themselves, so neither the network nor the filter of claims keeps them all; but
what they answer must not stand in the graph as if nobody had objected.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words
from kg.model import QuotationType
from kg.statements.frames import frame_of_verb, make_statement
from kg.statements.near import file_by_place, file_spans, find_near, is_touched
from kg.statements.syntax import (
    QUOTE_MARKS,
    find_child,
    find_subject,
    get_subtree,
    is_passive,
    lemma_of,
    noun_phrase,
    spans_of,
    tokens_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Statement

__all__ = ["Answer", "add_answers", "denies", "is_answer", "read_answer"]

_ENDS: Final = frozenset(".!?;:")
_MOST_WORDS: Final = 14
"""Of a sentence that only says that something is not so."""
_FEW_WORDS: Final = 4
"""Of one that says nothing else: "A complete lie"."""
_BETWEEN: Final = frozenset({"PRON", "DET", "AUX", "ADV", "PART", "PUNCT", "INTJ", "ADJ"})
"""Words between what is pointed at and what is said of it: "all of that is simply"."""
_JOINING: Final = frozenset({"as", "but", "of"})
"""Prepositions there: "as a lie", "nothing but a lie"."""
_OBJECTS: Final = frozenset({"dobj", "oprd", "ccomp", "xcomp", "attr", "acomp"})
_POINTING: Final = frozenset({"it", "that", "this", "these", "those", "them", "they", "all"})
_PEOPLE: Final = frozenset({"he", "she", "they"})
_FURTHER: Final = frozenset({"a", "an", "another", "any", "one", "some", "other"})
"""Before a noun they bring up something new, or not all of it: "another claim"."""
_TRUE: Final = frozenset({"true", "accurate", "correct", "happen"})
"""With a "not" before them they say that something is untrue."""
_MAYBE: Final = frozenset({"may", "might", "could"})
_SURE: Final = 0.7
_REACH: Final = 1500
"""How many code points before an answer somebody else must have said something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a statement points at the one that it answers.

    Attributes:
        noun: What it calls it: "figure"; None where a pronoun, or nothing, points at it.
        owner: The words that may tell whose it is: "the minister's claim", "he is lying".
        told: The words behind the noun that tell it again: "the claim that it leaks".
        is_of_liar: Whether it says of somebody that they lied.
    """

    noun: Token | None = None
    owner: tuple[Token, ...] = ()
    told: tuple[Token, ...] = ()
    is_of_liar: bool = False


def add_answers(
    annotated: AnnotatedDocument, statements: Iterable[Statement]
) -> tuple[Statement, ...]:
    """Return the statements of a document with the answers that are missing among them.

    An answer that was taken for the end of what it answers is cut off there. One that stands far
    from all that anybody said answers nothing, and is left out.
    """
    kept = list(statements)
    said = sorted(one.extent.start for one in kept if one.source)
    cues = file_spans(span for one in kept for span in one.cue)
    contents = file_by_place(kept, lambda one: one.content)
    cut: dict[Statement, Statement] = {}
    added = []
    for answer in _find_answers(annotated):
        start = min(answer.source[0].start, answer.content[0].start)
        nearest = bisect_left(said, start)
        if is_touched(cues, answer.cue[0]) or not nearest:
            continue
        for outer in find_near(contents, answer.cue[0]):
            if any(span.contains(answer.cue[0]) for span in outer.content):
                cut[outer] = _cut_before(annotated, cut.get(outer, outer), start)
        if said[nearest - 1] >= start - _REACH:
            added.append(answer)
    whole = [cut.get(one, one) for one in kept]
    return tuple(sorted([*whole, *added], key=lambda one: (one.content, one.source)))


def _cut_before(annotated: AnnotatedDocument, statement: Statement, place: int) -> Statement:
    """Return a statement without the sentences from a place on, if it is reported speech."""
    if statement.quotation_type is not QuotationType.INDIRECT:
        return statement
    words = tokens_of(annotated.doc, statement.content)
    first = next((word for word in words if word.idx >= place), None)
    if first is None or first.sent == words[0].sent:
        return statement
    left = [word for word in words if word.i < first.sent.start]
    spans = spans_of(annotated.doc, left)
    return replace(statement, content=spans) if spans else statement


def _find_answers(annotated: AnnotatedDocument) -> Iterator[Statement]:
    """Find the clauses that turn down what another said."""
    for verb in annotated.running_text:
        if verb.pos_ == "VERB" and verb.i not in annotated.quoted_tokens:
            made = _make_answer(annotated, verb)
            if made:
                yield made


def _make_answer(annotated: AnnotatedDocument, verb: Token) -> Statement | None:
    """Make a statement of a verb whose object is what another said."""
    objects = [child for child in verb.rights if _is_told(child)]
    subject = find_subject(verb)
    if not objects or subject is None or is_passive(verb) or _is_only_meant(verb):
        return None
    content = [token for child in objects for token in get_subtree(child, *_find_times(child))]
    if not _turns_down([verb], content):
        return None
    frame = frame_of_verb(verb, content, noun_phrase(subject), _SURE)
    made = make_statement(annotated, frame, annotated.quoted_spans) if frame.source else None
    return replace(made, extractor="answers") if made else None


def _find_times(noun: Token) -> list[Token]:
    """Return when it was said, which the parser may hang from a noun: "the claim on Monday"."""
    preps = (child for child in noun.rights if child.dep_ == "prep")
    times = ((prep, find_child(prep, "pobj")) for prep in preps)
    return [prep for prep, noun in times if noun is not None and noun.ent_type_ == "DATE"]


def _is_told(child: Token) -> bool:
    """Tell whether what hangs from a verb is what it speaks of, or what it calls that."""
    return child.dep_ in _OBJECTS or (child.dep_ == "prep" and child.lower_ == "as")


def _is_only_meant(verb: Token) -> bool:
    """Tell whether a verb is planned, or hangs from one that is: "will deny", "refused to deny"."""
    auxiliaries = {child.tag_ for child in verb.children if child.dep_ == "aux"}
    return not auxiliaries.isdisjoint({"MD", "TO"})


def is_answer(annotated: AnnotatedDocument, statement: Statement) -> bool:
    """Tell whether somebody turns down, in this statement, what another said."""
    if not statement.source or not statement.cue:
        return False
    cue, content = (tokens_of(annotated.doc, x) for x in (statement.cue, statement.content))
    return _turns_down(cue, content)


def _turns_down(cue: Sequence[Token], content: Sequence[Token]) -> bool:
    """Tell whether a cue and a content turn down what another said: "it", "taking the money"."""
    is_deed = bool(content) and content[0].tag_ == "VBG" and content[0].dep_ == "xcomp"
    return (is_deed and denies(cue)) or read_answer(cue, content) is not None


def denies(cue: Sequence[Token]) -> bool:
    """Tell whether a cue turns down what another said, and is not turned around itself."""
    answering = [word for word in cue if lemma_of(word) in cue_words("answering")]
    return any(word.pos_ == "VERB" and not _is_negated(word) for word in answering)


def _is_negated(word: Token) -> bool:
    """Tell whether a word, or the verb that it is joined to, has a "not" or "neither"."""
    verb = word.head if word.dep_ == "conj" else word
    near = [*word.children, *verb.children]
    if word.dep_ == "xcomp":
        near += word.head.children
    return any(one.dep_ == "neg" or one.lower_ in {"neither", "nor", "nobody"} for one in near)


def read_answer(cue: Sequence[Token], content: Sequence[Token]) -> Answer | None:
    """Return how a statement points at another that it turns down; None if it doesn't.

    Args:
        cue: The tokens of its cue.
        content: The tokens of its content.
    """
    words = [word for word in content if word.text not in QUOTE_MARKS]
    if words and words[0].tag_ == "IN" and words[0].lower_ == "that":
        words = words[1:]
    first = list(takewhile(lambda word: word.text not in _ENDS, words[:_MOST_WORDS]))
    if not first:
        return None
    noun = _find_noun(first)
    if denies(cue):
        return _read_object(first, noun)
    if any(_is_negated(word) for word in cue):
        return None
    return _read_dismissal(first, noun)


def _find_noun(words: Sequence[Token]) -> Token | None:
    """Return the noun that points at what was said, if it is the first noun of some words.

    Names, and whose it is, may stand before it: "the minister's claim".
    """
    for word in words:
        is_owner = word.dep_ in {"poss", "compound"} or word.head.dep_ == "poss"
        if word.lower_ in _FURTHER and not is_owner:
            return None
        if word.pos_ == "NOUN" and lemma_of(word) in cue_words("said-before"):
            return word
        if word.pos_ in {"VERB", "NOUN", "PROPN"} and not is_owner:
            return None
    return None


def _read_object(words: Sequence[Token], noun: Token | None) -> Answer | None:
    """Read what a verb of denial has for its object: "it", "the minister's claim"."""
    if noun is not None:
        behind = [word for word in words if word.i > noun.i]
        told = tuple(behind) if behind and behind[0].lower_ in {"that", "of", "about"} else ()
        return Answer(noun=noun, owner=_find_owner(noun), told=told)
    head = words[0]
    if _follows_clause(head.head):
        return None
    if head.lower_ in _POINTING and (len(words) == 1 or head.dep_ == "dobj"):
        return Answer()
    return None


def _follows_clause(verb: Token) -> bool:
    """Tell whether a clause before a verb may have what it denies: "asked if it is, he denied it".

    "Asked about the leak, he denied it" points further back.
    """
    clauses = [child for child in verb.lefts if child.dep_ == "advcl"]
    return any(
        lemma_of(clause) != "ask" or find_child(clause, "ccomp") is not None for clause in clauses
    )


def _find_owner(noun: Token) -> tuple[Token, ...]:
    """Return the words for whose claim it is, unless a pronoun says it."""
    whose = find_child(noun, "poss", "nmod", "compound")
    if whose is None or whose.pos_ == "PRON":
        return ()
    return tuple(whose.subtree)


def _read_dismissal(words: Sequence[Token], noun: Token | None) -> Answer | None:
    """Read what says that something is untrue: "that is a lie", "the figure is wrong"."""
    at, is_plain = _find_mark(words)
    before = words[:at]
    if at is None or not all(_may_point(word, noun) for word in before):
        return None
    if _is_lying(words[at]):
        subjects = tuple(word for word in before if word.dep_ == "nsubj")
        return Answer(owner=subjects, is_of_liar=True)
    pointed = {word.lower_ for word in before}
    behind = {word.lower_ for word in words[at + 1 : at + 3]}
    if noun is not None:
        return Answer(noun=noun, owner=_find_owner(noun))
    if pointed & _PEOPLE:
        return Answer()
    if not is_plain or ("it" in pointed and behind & {"to", "that", "for"}):
        return None
    is_bare = len(words) <= _FEW_WORDS and all(word.pos_ != "NOUN" for word in words[at + 1 :])
    return Answer() if pointed & _POINTING or is_bare else None


def _find_mark(words: Sequence[Token]) -> tuple[int | None, bool]:
    """Return the place of the word that says it is untrue, and whether it says nothing else."""
    for at, word in enumerate(words):
        lemma = lemma_of(word)
        is_denied = any(before.dep_ == "neg" for before in words[:at])
        if lemma in _TRUE:
            return (at, True) if is_denied else (None, False)
        if is_denied:
            continue
        if _is_lying(word):
            return at, True
        if _is_predicate(word) and lemma in cue_words("untrue") | cue_words("mistaken"):
            return at, lemma in cue_words("untrue")
    return None, False


def _is_lying(word: Token) -> bool:
    """Tell whether a verb says that somebody's words are untrue, and not to whom, nor where."""
    is_verb = word.pos_ == "VERB" and lemma_of(word) in cue_words("lying")
    return is_verb and word.tag_ != "VBZ" and find_child(word, "prep") is None


def _is_predicate(word: Token) -> bool:
    """Tell whether a word does not just describe a thing: "false", but not "a false alarm"."""
    if word.pos_ == "VERB" and word.dep_ != "ROOT":
        return False
    if word.dep_ == "pobj":
        return word.head.lower_ in _JOINING
    if word.dep_ not in {"amod", "compound"}:
        return True
    is_called = word.head.dep_ in {"attr", "oprd", "ROOT", "appos"}  # not "made false statements"
    return is_called and lemma_of(word.head) in cue_words("said-before")


def _may_point(word: Token, noun: Token | None) -> bool:
    """Tell whether a word can stand before the one that says it is untrue."""
    if word.lower_ in _MAYBE:
        return False
    if word == noun or word.pos_ in _BETWEEN or word.lower_ in _JOINING:
        return True
    if word.dep_ in {"poss", "compound", "case", "nummod", "npadvmod"} or word.lower_ == "course":
        return True  # "of course that is 100 percent false"
    return word.dep_ == "nsubj" and word.head.lemma_ in cue_words("lying")
