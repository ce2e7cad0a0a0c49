"""Where a claim begins and ends: each row is a text with one statement given, and what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import AnnotatedDocument, annotate
from kg.model import Document, QuotationType, Span, Statement, spans_text
from kg.statements.contents import mend_contents
from kg.statements.pieces import mend_pieces

if TYPE_CHECKING:
    from kg.language.annotation import Annotator


def annotated(nlp: Annotator, text: str) -> AnnotatedDocument:
    [found] = annotate([Document(id="t", text=text, paragraphs=paragraphs(text))], nlp)
    return found


def spans(text: str, parts: str) -> tuple[Span, ...]:
    """Return where some words stand, their stretches parted by " | "."""
    words = parts.split(" | ") if parts else []
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in words)


ROWS = [
    pytest.param(
        "Ann told her rival to leave the hall.", "Ann", "told", "to leave the hall",
        ["her rival to leave the hall"], id="who is told",
    ),
    pytest.param(
        "Ann promised on Monday to leave the hall.", "Ann", "promised", "to leave the hall",
        ["to leave the hall"], id="when is not who",
    ),
    pytest.param(
        "Prices are expected to rise again.", "", "are expected", "to rise again",
        ["Prices to rise again"], id="what is expected to rise",
    ),
    pytest.param(
        "Parents were advised to stay away.", "", "were advised", "to stay away",
        ["to stay away"], id="who is advised",
    ),
    pytest.param(
        "The firm has added what it calls smart folders.", "The firm", "has added",
        "what it calls smart folders", ["smart folders"], id="what it calls",
    ),
    pytest.param(
        "Ann said she would sue the mayor, who fell ill last year.", "Ann", "said",
        "she would sue the mayor, who fell ill last year", ["she would sue the mayor"],
        id="a remark",
    ),
    pytest.param(
        "She would sue the mayor, who fell ill last year, Ann said.", "Ann", "said",
        "She would sue the mayor, who fell ill last year",
        ["She would sue the mayor, who fell ill last year"], id="a cue behind the remark",
    ),
    pytest.param(
        "Ann said she knew the man who fell ill last year.", "Ann", "said",
        "she knew the man who fell ill last year", ["she knew the man who fell ill last year"],
        id="a clause that says which",
    ),
    pytest.param(
        "The firm said it delayed the sale, adding it would raise prices.", "The firm", "said",
        "it delayed the sale, adding it would raise prices",
        ["it delayed the sale", "it would raise prices"], id="adding",
    ),
    pytest.param(
        "The firm said it cut the price, making it hard to compete.", "The firm", "said",
        "it cut the price, making it hard to compete", ["it cut the price, making it hard to compete"],
        id="no cue",
    ),
    pytest.param(
        "Ann said his comments were not racist and refused to apologise.", "Ann", "said",
        "his comments were not racist and refused to apologise",
        ["his comments were not racist", "to apologise"], id="comments refuse nothing",
    ),
    pytest.param(
        "Ann said he was late and refused to apologise.", "Ann", "said",
        "he was late and refused to apologise", ["he was late and refused to apologise"],
        id="he may have refused",
    ),
    pytest.param(
        "Ann said the plan was good, while Bo fears that it will fail.", "Ann", "said",
        "the plan was good | that it will fail", ["the plan was good", "that it will fail"],
        id="a piece of somebody else",
    ),
    pytest.param(
        "Ann said the plan was good but stopped short of calling for a vote.", "Ann", "said",
        "the plan was good | a vote", ["the plan was good"], id="what nobody called for",
    ),
    pytest.param(
        "Ann said the plan was good and that it was cheap.", "Ann", "said",
        "the plan was good | that it was cheap", ["the plan was good that it was cheap"],
        id="two pieces of one claim",
    ),
    pytest.param(
        "He asked what he was to declare. Bo said he had not asked.", "Bo", "said",
        "what he was to declare | he had not asked", ["he had not asked"], id="a lead",
    ),
    pytest.param(
        "The dam may close, a step experts say will be costly.", "a step experts", "say",
        "The dam may close | will be costly", ["will be costly"], id="a clause is no subject",
    ),
    pytest.param(
        "The plan, Bo said will fail.", "Bo", "said", "The plan | will fail",
        ["The plan will fail"], id="a noun is one",
    ),
    pytest.param(
        "The plan was good, Bo said, and it was cheap.", "Bo", "said",
        "The plan was good | it was cheap", ["The plan was good it was cheap"],
        id="around its cue",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content", "expected"), ROWS)
def test_contents(
    nlp: Annotator, text: str, source: str, cue: str, content: str, expected: list[str]
) -> None:
    given = Statement(
        source=spans(text, source),
        cue=spans(text, cue),
        content=spans(text, content),
        quotation_type=QuotationType.INDIRECT,
    )
    document = annotated(nlp, text)
    found = list(mend_contents(document, mend_pieces(document, [given])))
    assert [spans_text(one.content, text) for one in found] == expected
