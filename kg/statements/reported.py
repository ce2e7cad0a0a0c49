"""Reported speech: what somebody says in the words of the text.

    Ann said that it rained.      a clause                    Bo refused to come.   an infinitive
    It rained, said Ann.          the clause before its cue   It rained, according to Ann.
    The plan, Ann says, will fail.   an aside                 The study showed a decline.   a noun
    Bo called for an end to it.   what stands behind a verb's preposition

Each form is one small pattern; the first that fits a token makes the statement.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.language.words import cue_prepositions, cue_words, small_words
from kg.model import spans_text
from kg.statements.frames import Frame, attributed_tokens, frame_of_verb, make_statement
from kg.statements.near import file_spans, is_covered
from kg.statements.nominal import find_according
from kg.statements.syntax import (
    find_child,
    find_subject,
    get_subtree,
    is_passive,
    is_planned,
    lemma_of,
    noun_phrase,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Span, Statement

Pattern: TypeAlias = "Callable[[Token], Frame | None]"

_BEHIND_OBJECT: Final = frozenset({"of", "for", "as", "with"})
"""Prepositions behind an object that go on with the content: "accused her of lying"."""


def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> list[Statement]:
    """Find the reported speech of a document, outside of what other extractors found."""
    taken = attributed_tokens(annotated, found) | annotated.quoted_tokens
    free = (token for token in annotated.running_text if token.i not in taken)
    made = list(_match_tokens(annotated, free, annotated.quoted_spans))
    contents = file_spans(chain.from_iterable(statement.content for statement in made))
    return [statement for statement in made if _is_kept(statement, contents, annotated.text)]


def _match_tokens(
    annotated: AnnotatedDocument, tokens: Iterable[Token], quoted: Sequence[Span]
) -> Iterator[Statement]:
    """Make the statements of the first pattern that fits each token."""
    for token in tokens:
        frame = _match_token(token)
        statement = make_statement(annotated, frame, quoted) if frame else None
        if statement:
            yield statement


def _match_token(token: Token) -> Frame | None:
    """Return what the first pattern makes that fits a token."""
    for find in _PATTERNS:
        frame = find(token)
        if frame is not None:
            return frame
    return None


def _is_kept(statement: Statement, contents: Mapping[int, Sequence[Span]], text: str) -> bool:
    """Tell whether a statement is more than a part of the statement around it.

    "The Post said that officials said ..." relays what officials said; "Ann said she thinks ..."
    only says it twice.
    """
    if not any(is_covered(contents, cue) for cue in statement.cue):
        return True
    is_named = spans_text(statement.source, text).casefold() not in small_words("pointing")
    return is_named and statement.cue_lemma in cue_words("asserting")


def _find_clause(verb: Token) -> Frame | None:
    """Match a clause behind or before its cue: "Ann said that it rained", "it rained, said Ann"."""
    clause = find_child(verb, "ccomp")
    if clause is None or not _is_verb(verb, cue_words("clause")):
        return None
    if lemma_of(verb) in cue_words("knowing") and is_planned(verb):
        return None
    source = _find_source(verb)
    if source:
        return frame_of_verb(verb, clause.subtree, source, confidence=0.9)
    return frame_of_verb(verb, clause.subtree, (), confidence=0.6) if is_passive(verb) else None


def _find_infinitive(verb: Token) -> Frame | None:
    """Match an infinitive and who is to do it: "Bo refused to come", "Ann urged him to stay"."""
    clause = find_child(verb, "xcomp", "ccomp")
    if clause is None or not _is_verb(verb, cue_words("infinitive")):
        return None
    if clause.tag_ != "VB" or "TO" not in {child.tag_ for child in clause.children}:
        return None
    source = _find_source(verb)
    if not source:
        return None
    who = find_child(verb, "dobj", "dative")
    before = who.subtree if who is not None else ()
    return frame_of_verb(verb, [*before, *clause.subtree], source, confidence=0.7)


def _find_aside(verb: Token) -> Frame | None:
    """Match the sentence around an aside: "The plan, Ann says, will fail"."""
    if verb.dep_ != "parataxis" or not _is_verb(verb, cue_words("clause")):
        return None
    source = _find_source(verb)
    if not source:
        return None
    return frame_of_verb(verb, get_subtree(verb.head, verb), source, confidence=0.8)


def _find_object(verb: Token) -> Frame | None:
    """Match what a verb of showing or judging has as its object: "Footage showed the damage"."""
    if verb.pos_ != "VERB" or lemma_of(verb) not in cue_words("object"):
        return None
    if verb.tag_ != "VBG" and is_planned(verb):
        return None
    thing, source = find_child(verb, "dobj"), _find_source(verb)
    if thing is None or not source:
        return None

    content = list(thing.subtree)
    for child in verb.rights:
        if child.i > thing.i and _is_complement(child):
            content += child.subtree
    return frame_of_verb(verb, content, source, confidence=0.6)


def _is_complement(token: Token) -> bool:
    """Tell whether what stands behind an object goes on with the content.

    Examples are "called it a lie" and "accused her of lying".
    """
    if token.dep_ == "prep":
        return token.lower_ in _BEHIND_OBJECT
    return token.dep_ in {"oprd", "xcomp", "acomp"}


def _find_behind_preposition(verb: Token) -> Frame | None:
    """Match what stands behind a verb's preposition: "called for an end to the war"."""
    wanted = cue_prepositions().get(lemma_of(verb))
    if wanted is None or verb.pos_ != "VERB" or is_planned(verb):
        return None
    source = _find_source(verb)
    prepositions = [child for child in verb.rights if child.dep_ == "prep"]
    preposition = next((child for child in prepositions if child.lower_ == wanted), None)
    if preposition is None or not source:
        return None
    thing = find_child(preposition, "pobj", "pcomp")
    if thing is None:
        return None

    frame = frame_of_verb(verb, thing.subtree, source, confidence=0.55)
    if preposition.i == frame.cue[-1].i + 1:
        return replace(frame, cue=(*frame.cue, preposition))
    return frame


_PATTERNS: Final[tuple[Pattern, ...]] = (
    find_according,
    _find_clause,
    _find_infinitive,
    _find_aside,
    _find_object,
    _find_behind_preposition,
)


def _find_source(verb: Token) -> tuple[Span, ...]:
    """Return the words for who says it: the subject of an active verb."""
    if verb.tag_ == "VBG" and verb.dep_ == "acl":
        return noun_phrase(verb.head, verb)
    if is_passive(verb):
        return ()
    if verb.tag_ == "VBN" and find_child(verb, "aux", "auxpass") is None:
        return ()  # a participle: "the plan announced in May"
    speaker = find_subject(verb)
    return noun_phrase(speaker) if speaker is not None else ()


def _is_verb(token: Token, lemmas: frozenset[str]) -> bool:
    """Tell whether a token is one of the verbs."""
    return token.pos_ in {"VERB", "AUX"} and lemma_of(token) in lemmas
