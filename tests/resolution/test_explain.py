"""Statements explained to people."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import annotate
from kg.model import Document
from kg.resolution import resolve
from kg.resolution.explain import REASONS, explain
from kg.statements import extract

if TYPE_CHECKING:
    from kg.language.annotation import Annotator

RESOLUTION = Path(__file__).parents[2] / "kg" / "resolution"


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
    """A rule is a word of its own in quotation marks that resolution gives to `Source` or `described`."""
    rules: set[str] = set()
    for module in RESOLUTION.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"Source", "described"}
            ):
                given = [
                    *node.args,
                    *(keyword.value for keyword in node.keywords if keyword.arg == "rule"),
                ]
                rules |= {
                    arg.value
                    for arg in given
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                }
    assert {rule for rule in rules if not rule.startswith("unresolved")} <= set(REASONS)
    assert len(rules) > 5
