"""Who speaks in an interview whose questions stand without a name.

    Ann Lee spoke to Radio Nord about rain.         the standfirst says who is asked, and by whom
    Does it ever rain?                              there are three such paragraphs at least
    Never. I have lived here for years.             in the first person, which no explainer is

What tells an interview from an explainer, or from a page of readers' comments, is all three
together. If the standfirst names nobody, or several people, the answers' speaker stays open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words, noun_media, small_words
from kg.model import AttributionType, Medium, QuotationType, Span, Statement
from kg.statements.syntax import (
    FINITE,
    QUOTE_MARKS,
    find_child,
    find_subject,
    lemma_of,
    noun_phrase,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument

__all__ = ["Cast", "find_cast", "find_interview", "is_heading", "make_turn"]

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
        asking: The words that name who asks; empty if nothing does.
    """

    is_announced: bool = False
    answering: tuple[Span, ...] = ()
    asking: tuple[Span, ...] = ()


def find_interview(annotated: AnnotatedDocument) -> Iterator[Statement]:
    """Make a statement of each question and of each paragraph of an answer."""
    paragraphs = [part for part in annotated.paragraphs if _is_prose(part)]
    questions = [
        place for place, part in enumerate(paragraphs) if _is_question(part) or _is_request(part)
    ]
    behind = {place + 1 for place in questions} & set(range(len(paragraphs)))
    answered = sorted(behind.difference(questions))
    if len(answered) < _FEWEST_QUESTIONS:
        return
    personal = [place for place in answered if _is_personal(annotated, paragraphs[place])]
    if 2 * len(personal) < len(answered):
        return  # an explainer, which answers its own questions
    cast = find_cast(annotated, paragraphs[questions[0]].start)
    if not cast.is_announced:
        return  # readers' comments, of which some ask

    for place, following in pairwise([*questions, len(paragraphs)]):
        yield make_turn(paragraphs[place], cast.asking, AttributionType.EVENTUALITY)
        is_last = following == len(paragraphs)
        for part in _answer_paragraphs(
            annotated, paragraphs[place + 1 : following], is_last=is_last
        ):
            is_open = part.start != paragraphs[place + 1].start and _is_remark(annotated, part)
            source = () if is_open else cast.answering
            yield make_turn(part, source)


def _answer_paragraphs(
    annotated: AnnotatedDocument, paragraphs: Sequence[TokenSpan], *, is_last: bool
) -> Iterator[TokenSpan]:
    """Iterate over the paragraphs of an answer.

    The last answer ends where nobody speaks of themselves any more: the article may go on.
    """
    yield from paragraphs[:1]
    for part in paragraphs[1:]:
        if is_last and not _is_personal(annotated, part):
            return
        if any(word.tag_ in FINITE for word in part):
            yield part  # not "Yeah." or "Completely."


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


def _is_prose(part: TokenSpan) -> bool:
    """Tell whether a paragraph is neither a heading nor has a picture's credit in it."""
    if is_heading(part):
        return False
    for word in part[:-1]:
        if noun_media().get(word.lower_) is Medium.IMAGE and word.nbor().text in {":", ";"}:
            return False
    return True


def _is_request(part: TokenSpan) -> bool:
    """Tell whether a paragraph is one sentence that asks to be told: "Tell us about rain."."""
    root = part.root
    is_one = root.sent.start <= part.start and part.end <= root.sent.end
    if not is_one or root.tag_ != "VB" or find_subject(root) is not None:
        return False
    told = find_child(root, "dative", "dobj")
    return told is not None and told.lower_ in small_words("first-person")


def _is_personal(annotated: AnnotatedDocument, part: TokenSpan) -> bool:
    """Tell whether somebody speaks of themselves in a paragraph, outside of quotations inside it.

    A paragraph that is a quotation as a whole is somebody's own words.
    """
    if part.text[0] in _OPENING and part.text[-1] in QUOTE_MARKS:
        return True
    own = {word.i for word in part if word.lower_ in small_words("first-person")}
    return not own <= annotated.quoted_tokens


def _is_remark(annotated: AnnotatedDocument, part: TokenSpan) -> bool:
    """Tell whether a paragraph may be a remark of who asks: it speaks to "you", not of itself."""
    words = {word.lower_ for word in part}
    return not words.isdisjoint(small_words("addressed")) and not _is_personal(annotated, part)


# ------------------------------------------------------------------------------- cast


def find_cast(annotated: AnnotatedDocument, end: int) -> Cast:
    """Read who is interviewed, and by whom, in the text before a place.

    Args:
        annotated: The document.
        end: The index of the token before which to look, such as that of the first question.
    """
    is_announced = False
    asked: list[Token] = []
    asking: list[Token] = []
    for word in annotated.doc[:end]:
        if lemma_of(word) not in cue_words("interviewing") or word.i in annotated.quoted_tokens:
            continue
        who, by_whom = _find_parties(annotated, word)
        is_announced = is_announced or who is not None or _is_in_heading(annotated, word)
        if who is not None and _can_answer(annotated, who):
            asked.append(who)
        if by_whom is not None and by_whom.lower_ not in small_words("first-person"):
            asking.append(by_whom)
    return Cast(
        is_announced=is_announced,
        answering=_choose_one(asked),
        asking=noun_phrase(asking[-1]) if asking else (),
    )


def _is_in_heading(annotated: AnnotatedDocument, word: Token) -> bool:
    """Tell whether a word stands in a heading: "Interview: Ann Lee"."""
    around = [part for part in annotated.paragraphs if part.start <= word.i < part.end]
    return all(map(is_heading, around))


def _find_parties(annotated: AnnotatedDocument, word: Token) -> tuple[Token | None, Token | None]:
    """Return who is asked and who asks, at "interviewed", "an interview with" or "spoke to"."""
    subject, other = _find_sides(word)
    if word.pos_ == "VERB" and lemma_of(word) == "interview":
        return other, subject
    by_subject = subject is not None and _is_medium(annotated, subject)
    by_other = other is not None and _is_medium(annotated, other)
    if word.pos_ == "NOUN":
        is_told = word.dep_ == "pobj" and word.head.lower_ in {"in", "during"}
        if is_told or by_other:
            return None, None  # "in an interview with the paper": somebody else speaks
        return other, None
    if by_subject == by_other:
        return None, None  # "the president spoke to the king" is no interview of ours
    return (other, subject) if by_subject else (subject, other)


def _find_sides(word: Token) -> tuple[Token | None, Token | None]:
    """Return who interviews or speaks, and whom or with whom."""
    asked = word.head if word.dep_ == "acl" else find_child(word, "nsubjpass")
    if word.tag_ == "VBN" and asked is not None:
        agent = find_child(word, "agent")
        return agent and find_child(agent, "pobj"), asked
    with_whom = None
    for child in word.children:
        if child.lower_ in {"with", "to"}:
            with_whom = with_whom or find_child(child, "pobj")
    if word.pos_ == "NOUN":
        return None, with_whom
    return find_subject(word), find_child(word, "dobj") or with_whom


def _is_medium(annotated: AnnotatedDocument, noun: Token) -> bool:
    """Tell whether a noun stands for who publishes the text: "we", or the publisher's name."""
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
        people = [
            part
            for part in head.doc[head.left_edge.i : head.right_edge.i + 1].ents
            if part.label_ == "PERSON"
        ]
        for person in people:
            named[person[-1].text] = head
    if len(named) > 1 or not asked:
        return ()
    return noun_phrase(next(iter(named.values()), asked[-1]))
