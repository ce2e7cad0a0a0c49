"""Narration: which sentences are the publication's own voice, and which are nobody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import annotate
from kg.model import Document, spans_text
from kg.statements import extract

if TYPE_CHECKING:
    from kg.language.annotation import Annotator

HEADINGS = [
    pytest.param("Ann Lee wins the vote in Norwick", id="heading with a verb"),
    pytest.param("Displays of charity.", id="heading with a stop"),
    pytest.param("Murrow Park, Norwick", id="place"),
    pytest.param("Norwick v Easthaven", id="fixture"),
    pytest.param("Lee, Ek, Dee, Ortiz, Doyle; Oh, Ray.", id="line-up"),
    pytest.param("economy, business and finance", id="topics"),
    pytest.param("Home | News | Sport | Weather", id="links"),
    pytest.param("Get the Norwick briefing, every day.", id="newsletter"),
    pytest.param("O", id="drop cap on a line of its own"),
    pytest.param("Port closed 14:32", id="heading of an entry"),
    pytest.param("Who has closed the port?", id="question"),
]


@pytest.mark.parametrize("paragraph", HEADINGS)
def test_what_is_no_sentence_is_not_narrated(nlp: Annotator, paragraph: str) -> None:
    assert narrated(nlp, f"{paragraph}\n\nIt rained all day.") == ["It rained all day."]


SENTENCES = [
    pytest.param("It rained.", id="short"),
    pytest.param('The "best" dog won!', id="scare quotes"),
    pytest.param("The old port (it dates from 1910) is closed (for now.)", id="brackets"),
    pytest.param("The vote went as follows:", id="before a list"),
]


@pytest.mark.parametrize("paragraph", SENTENCES)
def test_a_sentence_is_narrated(nlp: Annotator, paragraph: str) -> None:
    assert narrated(nlp, paragraph) == [paragraph]


def test_in_a_line_without_paragraphs_whole_sentences_are_narrated(nlp: Annotator) -> None:
    text = "PTI It rained in Norwick on Monday. The port was closed at noon. View Program"
    assert narrated(nlp, text)[-1] == "The port was closed at noon."


QUOTED = [
    pytest.param("“It rained. The port was wet.”", [], id="a quoted paragraph"),
    pytest.param("“It rained.\n\n“The port was wet.”", [], id="one that runs on"),
    pytest.param("“It rained.” The port was wet.", ["The port was wet."], id="a sentence behind"),
]


@pytest.mark.parametrize(("text", "wanted"), QUOTED)
def test_a_quotation_is_not_narrated(nlp: Annotator, text: str, wanted: list[str]) -> None:
    assert narrated(nlp, text) == wanted


CLAUSES = [
    pytest.param(
        "Bo Ek resigned on Monday, and Ann Lee said it was overdue.",
        ["Bo Ek resigned on Monday"],
        id="and another says",
    ),
    pytest.param(
        "Bo Ek resigned on Monday, saying that the council had failed the town.",
        ["Bo Ek resigned on Monday"],
        id="saying",
    ),
    pytest.param(
        "The vote hurts Bo Ek, who said on Monday that he would win by far.",
        ["The vote hurts Bo Ek"],
        id="who said",
    ),
    pytest.param("Bo Ek died on Tuesday, his wife said.", [], id="wholly a claim"),
    pytest.param(
        "The mayor, who was elected in May, said that it had rained all day.",
        [],
        id="no whole clause",
    ),
    pytest.param("Bo Ek resigns if Ann Lee says that it rained.", [], id="a condition"),
    pytest.param("Ann Lee said it rained, and left.", [], id="a clause behind, without a subject"),
]


@pytest.mark.parametrize(("text", "wanted"), CLAUSES)
def test_the_clause_before_an_attribution_is_narrated_if_it_stands_alone(
    nlp: Annotator, text: str, wanted: list[str]
) -> None:
    assert narrated(nlp, text) == wanted


def narrated(nlp: Annotator, text: str) -> list[str]:
    document = Document(id="test", text=text, paragraphs=paragraphs(text))
    [annotated] = annotate([document], nlp)
    found = extract(annotated, "rules")
    return [spans_text(one.content, text) for one in found if one.extractor == "narration"]
