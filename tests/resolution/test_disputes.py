"""Who disputes what another said in the same article, and what only looks like it."""

from __future__ import annotations

from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import Annotator, annotate
from kg.model import Document, Span
from kg.resolution import resolve
from kg.statements import extract
from tests.resolution.disputes import NEAR_MISSES, PLANTED

if TYPE_CHECKING:
    from kg.model import ResolvedStatement
    from tests.resolution.disputes import Planted

OPEN = {"according to, not true that"}
"""Planted, but not found: the network takes the denial for another quotation of the one denied."""


def statements_of(nlp: Annotator, text: str) -> tuple[ResolvedStatement, ...]:
    """The statements of a text, resolved."""
    document = Document(
        id="test", text=text, paragraphs=paragraphs(text), published=date(2024, 5, 2)
    )
    [annotated] = annotate([document], nlp)
    return resolve(annotated, extract(annotated)).statements


def disputes_in(nlp: Annotator, text: str) -> list[tuple[Span, str]]:
    """Where each statement stands that disputes another, and the words of that one."""
    linked = ((one.statement, one.disputes) for one in statements_of(nlp, text))
    return [(one.extent, other.extent.of(text)) for one, other in linked if other]


@pytest.mark.parametrize("planted", [pytest.param(one, id=one.name) for one in PLANTED])
def test_a_dispute_is_found(nlp: Annotator, planted: Planted) -> None:
    found = disputes_in(nlp, planted.text)
    if planted.name in OPEN:
        assert not found
        return
    [(place, answered)] = found
    start = planted.text.rindex(planted.answer)
    assert place.overlaps(Span(start, start + len(planted.answer)))
    assert planted.answered in answered


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in NEAR_MISSES])
def test_what_only_looks_like_a_dispute_is_none(nlp: Annotator, text: str) -> None:
    assert disputes_in(nlp, text) == []


CLOSER = [
    # the same words in a place where they answer, and in one where they do not
    ("The old mill has leaked for years, Ann Lee said. “It is false,” Bo Ray said.", True),
    (
        "The old mill has leaked for years, Ann Lee said. “It is false to say more,” Bo Ray said.",
        False,
    ),
    ("Police said 400 people came. Bo Ray disputed the figure.", True),
    ("Police said people came. Bo Ray disputed the figure.", False),
    ("Ann Lee said that the mill leaks. Bo Ray dismissed Lee's claim.", True),
    ("Ann Lee said that the mill leaks. Bo Ray dismissed Ek's claim.", False),
    ("Ann Lee said that Bo Ray lied. Ray said that Lee was lying.", True),
    ("Ann Lee said that the mill leaks. Bo Ray said that the dog was lying on the road.", False),
    ("Ann Lee said that Bo Ray took the bell. Ray said the accusation was not true.", True),
    (
        "Ann Lee said guests should pay more. Ten crowns is not enough, they should pay more, Bo Ray said.",
        False,
    ),
    (
        "On Monday the mayor, Bo Ray, rejected the union's demands for higher pay for drivers.",
        False,
    ),
    (
        "Ann Lee said that Bo Ray took the bell. Ray said if the accusation was true he would not go.",
        False,
    ),
    ("Ann Lee said that Bo Ray took the money. Ray denied taking the money.", True),
    ("Ann Lee said that Bo Ray took the money. Ray did not deny taking the money.", False),
]


@pytest.mark.parametrize(("text", "is_found"), CLOSER)
def test_a_word_makes_the_difference(nlp: Annotator, text: str, *, is_found: bool) -> None:
    assert bool(disputes_in(nlp, text)) is is_found


def test_the_time_grows_with_the_text(nlp: Annotator) -> None:
    text = "".join(f"{planted.text}\n\n" for planted in PLANTED)

    def seconds_for(times: int) -> float:
        document = Document(id="test", text=text * times, paragraphs=paragraphs(text * times))
        [annotated] = annotate([document], nlp)
        statements = extract(annotated)
        start = perf_counter()
        resolve(annotated, statements)
        return perf_counter() - start

    once = seconds_for(1)
    assert seconds_for(8) < 8 * once * 3
