"""What marks and syntax put right in statements that a network found: each case is a text with one statement given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import AnnotatedDocument, annotate
from kg.model import Document, QuotationType, Span, Statement, spans_text
from kg.statements.mending import mend_statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.language.annotation import Annotator


def annotated(nlp: Annotator, text: str) -> AnnotatedDocument:
    [found] = annotate([Document(id="t", text=text, paragraphs=paragraphs(text))], nlp)
    return found


def spans(text: str, words: str | Sequence[str]) -> tuple[Span, ...]:
    parts = [words] if isinstance(words, str) else words
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts if part)


def statement(text: str, source: str, cue: str, content: str | Sequence[str]) -> Statement:
    return Statement(
        source=spans(text, source),
        cue=spans(text, cue),
        content=spans(text, content),
        quotation_type=QuotationType.INDIRECT,
    )


def contents(statements: Sequence[Statement], text: str) -> list[str]:
    return [spans_text(found.content, text) for found in statements]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        pytest.param(
            "Ann told us: “It is late. She said go now.”",
            "She",
            "said",
            "go now",
            ["go now"],
            id="a cue in the same quotation",
        ),
        pytest.param(
            "Ann said: “It is late.\n\n“We go.”",
            "Ann",
            "said",
            "“It is late.\n\n“We go.”",
            ["“It is late.", "“We go.”"],
            id="paragraphs",
        ),
        pytest.param(
            "Ann said it rained.", "Ann", "said", "it rained", ["it rained"], id="nothing to mend"
        ),
    ],
)
def test_contents(
    nlp: Annotator, text: str, source: str, cue: str, content: str, expected: list[str]
) -> None:
    given = statement(text, source, cue, content)
    assert contents(list(mend_statements(annotated(nlp, text), [given])), text) == expected


def test_what_goes_on_behind_the_own_cue_is_kept(nlp: Annotator) -> None:
    text = "A deal is close, Ann said, and no talks are needed."
    given = replace(
        statement(text, "Ann", "said", ["A deal is close", "no talks are needed"]), confidence=0.9
    )
    assert contents(list(mend_statements(annotated(nlp, text), [given])), text) == [
        "A deal is close no talks are needed"
    ]


@pytest.mark.parametrize(
    ("first_ends", "expected"),
    [
        pytest.param("late.", "Ann Lee", id="the quotation goes on"),
        pytest.param("late.”", "Bo Ek", id="... but not where it has been closed"),
    ],
)
def test_a_quotation_has_one_speaker_in_all_its_paragraphs(
    nlp: Annotator, first_ends: str, expected: str
) -> None:
    text = (
        f"“It rained,” Ann Lee said. “It was {first_ends}\n\n“Nobody came to the fair.”\n\n"
        "“It was cold,” Bo Ek said."
    )
    begun = statement(text, "Ann Lee", "said", ["“It rained,”", f"“It was {first_ends}"])
    later = replace(
        statement(text, "Bo Ek", "", "“Nobody came to the fair.”"),
        cue=(Span(text.rindex("said"), text.rindex("said") + 4),),
        quotation_type=QuotationType.DIRECT,
    )
    *_, found = mend_statements(annotated(nlp, text), [begun, later])
    assert spans_text(found.source, text) == expected
