"""Signed quotations: the layouts that count, and those that only look like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.annotation import annotate
from kg.documents.paragraphs import paragraphs
from kg.model import Document
from kg.statements import extract, signatures

if TYPE_CHECKING:
    from kg.annotation import Annotator

SIGNED = [
    pytest.param('"It never rains here." — Ann Lee', "Ann Lee", id="dash"),
    pytest.param("“It never rains here.” ― Ann Lee, Springfield.", "Ann Lee, Springfield", id="bar, with a place"),
    pytest.param('"It never rains here." -- Ann Lee', "Ann Lee", id="two hyphens"),
    pytest.param('"It never rains here."\n— Ann Lee', "Ann Lee", id="on the next line"),
    pytest.param('"It never rains here." —Zoë Łem', "Zoë Łem", id="no space, letters beyond ASCII"),
]
UNSIGNED = [
    pytest.param('"It never rains here," she said — and it rained.', id="a clause behind a dash"),
    pytest.param('"It rained" — he meant "it poured"', id="two quotations"),
    pytest.param("Rain — Ann Lee", id="no quotation"),
    pytest.param('"It never rains here." - so we thought', id="no capital"),
    pytest.param('She said: "It never rains here." — Ann Lee', id="a quotation that its sentence introduces"),
]


def document(text: str) -> Document:
    return Document(id="test", text=text, paragraphs=paragraphs(text))


@pytest.mark.parametrize(("text", "source"), SIGNED)
@pytest.mark.parametrize("extractor", ["model", "rules"])
def test_a_signed_quotation_is_one_statement(nlp: Annotator, text: str, source: str, extractor: str) -> None:
    [annotated] = annotate([document(f"They wrote to us.\n\n{text}\n\nWe print it.")], nlp)
    found = [one for one in extract(annotated, extractor) if one.source]
    assert [one.source[0].of(annotated.text) for one in found] == [source]
    assert found[0].content[0].of(annotated.text).strip('"“”') == "It never rains here."


@pytest.mark.parametrize("text", UNSIGNED)
def test_what_only_looks_signed_is_not(nlp: Annotator, text: str) -> None:
    [annotated] = annotate([document(text)], nlp)
    assert list(signatures.extract(annotated, ())) == []
