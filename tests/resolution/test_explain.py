"""Statements explained to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import annotate
from kg.model import Document, SourceRule
from kg.resolution import resolve
from kg.resolution.explain import explain
from kg.statements import extract

if TYPE_CHECKING:
    from kg.language.annotation import Annotator


def test_each_statement_says_where_it_stands_and_why_it_has_its_source(nlp: Annotator) -> None:
    text = "Maria Lopez arrived on Monday. She said taxes may not rise."
    [annotated] = annotate([Document(id="a.txt", text=text, paragraphs=paragraphs(text))], nlp)
    [_, told, end] = explain(resolve(annotated, extract(annotated, "rules"))).split("\n\n")
    first, *others = told.split("\n    ")
    assert first == "a.txt [40, 58) taxes may not rise"
    assert others[0].startswith("indirect, assertion, by “said” [35, 39); found by reported (0.")
    assert others[1].startswith(
        "“She” [31, 34) → Maria Lopez (person): the likeliest of all who came up before"
    )
    assert others[2] == "negated, possible by “may”"
    assert end == ""


def test_every_rule_has_its_reason() -> None:
    """The name of a rule that leaves a mention unresolved is its reason."""
    for rule in SourceRule:
        is_unresolved = rule.startswith("unresolved: ")
        assert rule.reason
        assert (rule.reason == rule.value) is is_unresolved


def test_an_office_has_its_reason(nlp: Annotator) -> None:
    text = "Emmanuel Macron arrived. The French president said taxes may rise."
    document = Document(id="a.txt", text=text, paragraphs=paragraphs(text))
    [annotated] = annotate([document], nlp)
    told = explain(resolve(annotated, extract(annotated, "rules")))
    assert f": {SourceRule.OFFICE.reason} (0.80)" in told
