"""Reported speech: what somebody says in the words of the text.

    Ann said (that) it rained.         a clause                    Bo refused to come.        an infinitive
    It rained, said Ann.               the clause before its cue   It rained, according to Ann.
    The plan, Ann says, will fail.     an aside                    The study showed a decline. a noun
    Bo called for an end to it.        what stands behind a verb's preposition

Each form is one small pattern; the first that fits a token makes the statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from kg.language.annotation import tokens_in
from kg.language.words import cue_prepositions, cue_words, small_words
from kg.model import spans_text
from kg.statements.frames import Frame, to_statement
from kg.statements.near import filed_spans, near
from kg.statements.nominal import by_according
from kg.statements.syntax import (
    FINITE,
    child_of,
    is_infinitive,
    is_passive,
    is_planned,
    lemma_of,
    noun_phrase,
    subject,
    subtree,
    verb_group,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Span, Statement

Pattern: TypeAlias = "Callable[[Token], Frame | None]"

BEHIND_OBJECT: Final = frozenset({"of", "for", "as", "with"})
"""Prepositions behind an object that go on with the content: "accused her of lying"."""


def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> list[Statement]:
    """The reported speech of a document, outside of what other extractors found."""
    taken = tokens_in(annotated, (span for other in found for span in (*other.content, *other.cue)))
    taken |= annotated.quoted_tokens
    free = (token for token in annotated.running_text if token.i not in taken)
    made = list(at_tokens(annotated, free, annotated.quoted_spans))
    contents = filed_spans(span for statement in made for span in statement.content)
    return [
        statement for statement in made if stands_for_itself(statement, contents, annotated.text)
    ]


def within_quotations(annotated: AnnotatedDocument) -> Iterator[Statement]:
    """What somebody tells in a quotation that somebody else said: "My doctor told me that it was harmless"."""
    for part in set(annotated.quoted_spans):
        verbs = [
            token for token in annotated.doc.char_span(part.start, part.end) or () if tells(token)
        ]
        for statement in at_tokens(annotated, verbs, ()):
            if all(map(part.contains, (*statement.content, *statement.cue, *statement.source))):
                yield statement


def tells(verb: Token) -> bool:
    """Whether a verb says plainly that somebody spoke, and a noun who."""
    speaker = child_of(verb, "nsubj")
    is_noun = speaker is not None and speaker.pos_ in {"NOUN", "PROPN"}
    return (
        is_noun
        and verb.tag_ in FINITE
        and is_verb(verb, cue_words("quotation") & cue_words("asserting"))
    )


def at_tokens(
    annotated: AnnotatedDocument, tokens: Iterable[Token], quoted: Sequence[Span]
) -> Iterator[Statement]:
    """The statements that the patterns make of some tokens."""
    for token in tokens:
        frame = next((frame for pattern in PATTERNS if (frame := pattern(token))), None)
        statement = to_statement(annotated, frame, quoted) if frame else None
        if statement:
            yield statement


def stands_for_itself(
    statement: Statement, contents: Mapping[int, Sequence[Span]], text: str
) -> bool:
    """Whether a statement inside the content of another is one that the other relays, rather than part of it.

    "The Post said that officials said ..." relays what officials said; "Ann said she thinks ..."
    only says it twice.
    """
    if not any(part.contains(cue) for cue in statement.cue for part in near(contents, cue)):
        return True
    is_named = spans_text(statement.source, text).casefold() not in small_words("pointing")
    return is_named and statement.cue_lemma in cue_words("asserting")


def by_clause(verb: Token) -> Frame | None:
    """A clause behind its cue or before it: "Ann said that it rained", "it rained, said Ann"."""
    clause = child_of(verb, "ccomp")
    if clause is None or not is_verb(verb, cue_words("clause")):
        return None
    if lemma_of(verb) in cue_words("knowing") and is_planned(verb):
        return None
    source = source_of(verb)
    if not source and not is_passive(verb):
        return None
    content = tuple(clause.subtree)
    return Frame(
        cue=verb_group(verb),
        lemma=lemma_of(verb),
        content=content,
        source=source,
        confidence=0.9 if source else 0.6,
    )


def by_infinitive(verb: Token) -> Frame | None:
    """An infinitive, with whoever is to do it: "Bo refused to come", "Ann urged him to stay"."""
    clause = child_of(verb, "xcomp", "ccomp")
    if clause is None or not is_verb(verb, cue_words("infinitive")) or not is_infinitive(clause):
        return None
    who = child_of(verb, "dobj", "dative")
    content = [*(subtree(who) if who is not None else ()), *clause.subtree]
    source = source_of(verb)
    if not source:
        return None
    return Frame(
        cue=verb_group(verb),
        lemma=lemma_of(verb),
        content=tuple(content),
        source=source,
        confidence=0.7,
    )


def by_aside(verb: Token) -> Frame | None:
    """The sentence around an aside: "The plan, Ann says, will fail"."""
    if verb.dep_ != "parataxis" or not is_verb(verb, cue_words("clause")):
        return None
    source = source_of(verb)
    if not source:
        return None
    content = tuple(subtree(verb.head, verb))
    return Frame(
        cue=verb_group(verb), lemma=lemma_of(verb), content=content, source=source, confidence=0.8
    )


def by_noun(verb: Token) -> Frame | None:
    """What a verb of showing or judging has as its object: "Footage showed the damage"."""
    thing = child_of(verb, "dobj") if verb.pos_ == "VERB" else None
    if (
        thing is None
        or (is_planned(verb) and verb.tag_ != "VBG")
        or not is_verb(verb, cue_words("object"))
    ):
        return None
    source = source_of(verb)
    if not source:
        return None
    behind = [child for child in verb.rights if child.i > thing.i and is_complement(child)]
    content = (*thing.subtree, *(token for part in behind for token in part.subtree))
    return Frame(
        cue=verb_group(verb), lemma=lemma_of(verb), content=content, source=source, confidence=0.6
    )


def is_complement(token: Token) -> bool:
    """Whether what stands behind an object goes on with the content: "called it a lie", "accused her of lying"."""
    return token.dep_ in {"oprd", "xcomp", "acomp"} or (
        token.dep_ == "prep" and (token.lower_ in BEHIND_OBJECT)
    )


def by_preposition(verb: Token) -> Frame | None:
    """What stands behind a verb's preposition: "called for an end to the war"."""
    wanted = cue_prepositions().get(lemma_of(verb)) if verb.pos_ == "VERB" else None
    if wanted is None or is_planned(verb):
        return None
    preposition = next(
        (child for child in verb.rights if child.dep_ == "prep" and child.lower_ == wanted), None
    )
    thing = child_of(preposition, "pobj", "pcomp") if preposition is not None else None
    source = source_of(verb)
    if preposition is None or thing is None or not source:
        return None
    cue = verb_group(verb)
    if preposition.i == cue[-1].i + 1:
        cue = (*cue, preposition)
    return Frame(
        cue=cue, lemma=lemma_of(verb), content=tuple(thing.subtree), source=source, confidence=0.55
    )


PATTERNS: Final[tuple[Pattern, ...]] = (
    by_according,
    by_clause,
    by_infinitive,
    by_aside,
    by_noun,
    by_preposition,
)


def source_of(verb: Token) -> tuple[Span, ...]:
    """The words for who says it: the subject of an active verb."""
    if verb.tag_ == "VBG" and verb.dep_ == "acl":
        return noun_phrase(verb.head, verb)
    if is_passive(verb) or (verb.tag_ == "VBN" and child_of(verb, "aux", "auxpass") is None):
        return ()
    speaker = subject(verb)
    return noun_phrase(speaker) if speaker is not None else ()


def is_verb(token: Token, lemmas: frozenset[str]) -> bool:
    """Whether a token is one of the verbs."""
    return token.pos_ in {"VERB", "AUX"} and lemma_of(token) in lemmas
