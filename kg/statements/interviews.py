"""Who speaks in an interview whose questions stand without a name.

    Ann Lee spoke to Radio Nord about rain.         the standfirst says who is asked
    Does it ever rain?                              there are three such paragraphs at least
    Never. I have lived here for years.             in the first person, which no explainer is

What tells an interview from an explainer, or from a page of readers' comments, is all three
together. If the standfirst names nobody, or several people, the answers' speaker stays open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words, small_words
from kg.model import AttributionType, QuotationType, Span, Statement
from kg.statements.syntax import find_child, find_subject, is_passive, lemma_of, noun_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument

__all__ = ["Cast", "find_cast", "find_interview", "is_heading", "is_personal", "make_turn"]

_FEWEST_QUESTIONS: Final = 3
_MOST_WORDS: Final = 20
"""Of a heading."""
_OPENING: Final = "\"“”„«‘'"
_ASKING: Final = re.compile(r"\?[)\]*_]*$")
_SENTENCE_END: Final = re.compile(r"(?:[.!?:…]|--|[—–])[\"”’')\]*_]*$")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part in an interview.

    Attributes:
        is_announced: Whether the text says that it is an interview.
        answering: The words that name who is asked; empty if they name nobody, or several people.
    """

    is_announced: bool = False
    answering: tuple[Span, ...] = ()


def find_interview(annotated: AnnotatedDocument) -> Iterator[Statement]:
    """Make a statement of each question and of each paragraph of an answer."""
    paragraphs = [part for part in annotated.paragraphs if not is_heading(part)]
    questions = [place for place, part in enumerate(paragraphs) if _is_question(part)]
    behind = {place + 1 for place in questions} & set(range(len(paragraphs)))
    answered = sorted(behind.difference(questions))
    if len(answered) < _FEWEST_QUESTIONS:
        return
    personal = [place for place in answered if is_personal(annotated, paragraphs[place])]
    if 2 * len(personal) < len(answered):
        return  # an explainer, which answers its own questions
    cast = find_cast(annotated, paragraphs[questions[0]].start)
    if not cast.is_announced:
        return  # readers' comments, of which some ask

    for place, following in pairwise([*questions, len(paragraphs)]):
        yield make_turn(paragraphs[place], (), AttributionType.EVENTUALITY)
        behind_it = paragraphs[place + 1 : following]
        is_last = following == len(paragraphs)
        for part in _cut_last_answer(annotated, behind_it) if is_last else behind_it:
            yield make_turn(part, cast.answering)


def _cut_last_answer(
    annotated: AnnotatedDocument, paragraphs: Sequence[TokenSpan]
) -> Sequence[TokenSpan]:
    """Return the paragraphs of the last answer.

    It ends where nobody speaks of themselves any more: the article may go on.
    """
    own = takewhile(partial(is_personal, annotated), paragraphs[1:])
    return [*paragraphs[:1], *own]


def make_turn(
    part: TokenSpan,
    source: tuple[Span, ...],
    attribution: AttributionType = AttributionType.ASSERTION,
) -> Statement:
    """Make the statement of a paragraph whose speaker is named elsewhere, or nowhere."""
    return Statement(
        content=(Span(part.start_char, part.end_char),),
        source=source,
        quotation_type=QuotationType.DIRECT,
        attribution_type=attribution,
        confidence=0.85 if source else 0.7,
    )


# ------------------------------------------------------------------------- paragraphs


def _is_question(part: TokenSpan) -> bool:
    """Tell whether a paragraph ends with a question and is no quotation."""
    return part.text[0] not in _OPENING and bool(_ASKING.search(part.text))


def is_heading(part: TokenSpan) -> bool:
    """Tell whether a paragraph is short and has no mark at its end, as a heading has none."""
    return len(part) < _MOST_WORDS and not _SENTENCE_END.search(part.text)


def is_personal(annotated: AnnotatedDocument, part: TokenSpan) -> bool:
    """Tell whether somebody speaks of themselves in a paragraph, outside of quotations in it."""
    own = {word.i for word in part if word.lower_ in small_words("first-person")}
    return not own <= annotated.quoted_tokens


# ------------------------------------------------------------------------------- cast


def find_cast(annotated: AnnotatedDocument, end: int) -> Cast:
    """Read who is interviewed in the text before a place.

    Args:
        annotated: The document.
        end: The index of the token before which to look, such as that of the first question.
    """
    is_announced = False
    asked: list[Token] = []
    for word in annotated.doc[:end]:
        if lemma_of(word) not in cue_words("interviewing") or word.i in annotated.quoted_tokens:
            continue
        who = _find_asked(annotated, word)
        is_announced = is_announced or who is not None or _is_in_heading(annotated, word)
        if who is not None and _can_answer(annotated, who):
            asked.append(who)
    return Cast(is_announced=is_announced, answering=_choose_one(asked))


def _is_in_heading(annotated: AnnotatedDocument, word: Token) -> bool:
    """Tell whether a word stands in a heading: "Interview: Ann Lee"."""
    around = [part for part in annotated.paragraphs if part.start <= word.i < part.end]
    return all(map(is_heading, around))


def _find_asked(annotated: AnnotatedDocument, word: Token) -> Token | None:
    """Return who is asked, at "interviewed", "an interview with" or "spoke to"."""
    prepositions = [child for child in word.children if child.lower_ in {"with", "to"}]
    with_whom = find_child(prepositions[0], "pobj") if prepositions else None
    if word.pos_ == "NOUN":
        is_told = word.dep_ == "pobj" and word.head.lower_ in {"in", "during"}
        return None if is_told else with_whom  # "in an interview with": somebody else speaks
    if is_passive(word):
        return find_child(word, "nsubjpass")
    subject, other = find_subject(word), find_child(word, "dobj") or with_whom
    if lemma_of(word) == "interview" or _is_medium(annotated, subject):
        return other
    return subject if _is_medium(annotated, other) else None


def _is_medium(annotated: AnnotatedDocument, noun: Token | None) -> bool:
    """Tell whether a noun stands for who publishes the text: "we", or the publisher's name."""
    if noun is None:
        return False
    if noun.lower_ in small_words("first-person"):
        return True
    publisher = (annotated.document.publisher or "").lower()
    return noun.pos_ == "PROPN" and noun.lower_ in publisher.split()


def _can_answer(annotated: AnnotatedDocument, noun: Token) -> bool:
    """Tell whether a noun may be the one who answers: one person, neither quoted nor a body."""
    if noun.i in annotated.quoted_tokens or noun.ent_type_ == "ORG":
        return False
    return noun.tag_ not in {"NNS", "NNPS", "PRP"}


def _choose_one(asked: Sequence[Token]) -> tuple[Span, ...]:
    """Return the words for the only one who is asked; empty if it may be one of several.

    A phrase with a person's name in it says more than one without; else the last one counts.
    """
    named = {}
    for head in asked:
        phrase = head.doc[head.left_edge.i : head.right_edge.i + 1]
        people = [part for part in phrase.ents if part.label_ == "PERSON"]
        named.update({person[-1].text: head for person in people})
    if len(named) > 1 or not asked:
        return ()
    return noun_phrase(next(iter(named.values()), asked[-1]))
