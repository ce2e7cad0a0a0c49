"""Signed quotations and the turns of an interview: the layouts that count, and those that only look like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import annotate
from kg.model import Document
from kg.statements import extract, layouts

if TYPE_CHECKING:
    from kg.language.annotation import Annotator

SIGNED = [
    pytest.param('"It never rains here." — Ann Lee', "Ann Lee", id="dash"),
    pytest.param(
        "“It never rains here.” ― Ann Lee, Springfield.",
        "Ann Lee, Springfield",
        id="bar, with a place",
    ),
    pytest.param('"It never rains here." -- Ann Lee', "Ann Lee", id="two hyphens"),
    pytest.param('"It never rains here."\n— Ann Lee', "Ann Lee", id="on the next line"),
    pytest.param('"It never rains here." —Zoë Łem', "Zoë Łem", id="no space, letters beyond ASCII"),
]
UNSIGNED = [
    pytest.param('"It never rains here," she said — and it rained.', id="a clause behind a dash"),
    pytest.param('"It rained" — he meant "it poured"', id="two quotations"),
    pytest.param("Rain — Ann Lee", id="no quotation"),
    pytest.param('"It never rains here." - so we thought', id="no capital"),
    pytest.param(
        'She said: "It never rains here." — Ann Lee', id="a quotation that its sentence introduces"
    ),
]


def document(text: str) -> Document:
    return Document(id="test", text=text, paragraphs=paragraphs(text))


@pytest.mark.parametrize(("text", "source"), SIGNED)
@pytest.mark.parametrize("extractor", ["model", "rules"])
def test_a_signed_quotation_is_one_statement(
    nlp: Annotator, text: str, source: str, extractor: str
) -> None:
    [annotated] = annotate([document(f"They wrote to us.\n\n{text}\n\nWe print it.")], nlp)
    found = [one for one in extract(annotated, extractor) if one.source]
    assert [one.source[0].of(annotated.text) for one in found] == [source]
    assert found[0].content[0].of(annotated.text).strip('"“”') == "It never rains here."


@pytest.mark.parametrize("text", UNSIGNED)
def test_what_only_looks_signed_is_not(nlp: Annotator, text: str) -> None:
    [annotated] = annotate([document(text)], nlp)
    assert list(layouts.extract(annotated, ())) == []


TURNS = [
    pytest.param("Q: Does it rain?\n\nA: It never does.", ["Q", "A"], id="question and answer"),
    pytest.param(
        "RADIO NORD: Does it rain?\n\nMINISTER KARLSEN: No.",
        ["RADIO NORD", "MINISTER KARLSEN"],
        id="capitals",
    ),
    pytest.param(
        "1. Knut Moen, 62, welder: “It rains.”\n\n2. Siri Dahl, 19, student: “It pours.”",
        ["Knut Moen, 62, welder", "Siri Dahl, 19, student"],
        id="a list of voices",
    ),
    pytest.param("Where: the town hall\n\nWhen: on Monday at nine", [], id="particulars"),
    pytest.param("Maria Lopez: It never rains.", [], id="one alone is a heading"),
    pytest.param("Update: the road is open.\n\nCorrection: the road is shut.", [], id="notices"),
]


@pytest.mark.parametrize(("text", "sources"), TURNS)
def test_turns(nlp: Annotator, text: str, sources: list[str]) -> None:
    [annotated] = annotate([document(text)], nlp)
    assert [found.source[0].of(text) for found in layouts.extract(annotated, ())] == sources


def test_what_a_turn_reports_is_a_statement_of_its_own(nlp: Annotator) -> None:
    text = "Q: Does it rain?\n\nA: No. My sister said on Monday that it never rains here."
    [annotated] = annotate([document(text)], nlp)
    found = [one.source[0].of(text) for one in extract(annotated, "model") if one.source]
    assert found == ["Q", "A", "My sister"]
