"""Whom a picture is credited to, whoever sells it; and a photographer is nobody who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.language.annotation import annotate
from kg.model import Caption, Document, QuotationType, Span
from kg.resolution import resolve
from kg.statements import extract

if TYPE_CHECKING:
    from kg.language.annotation import Annotator
    from kg.model import ResolvedDocument

SHOWN = "A lifeboat lands seven men at Bergen."
REST = "The boat sank on Sunday, said the captain, Erik Dahl."
CREDITS = [
    ("Reuters", "Reuters", "organization", None),
    ("Getty Images", "Getty Images", "organization", None),
    ("Maxar Technologies", "Maxar Technologies", "organization", None),
    ("U.S. Navy", "U.S. Navy", "organization", None),
    ("KCNA via Reuters", "KCNA via Reuters", "organization", None),
    ("Sputnik/Kremlin Pool Photo", "Sputnik/Kremlin Pool Photo", "organization", None),
    ("Ann Lee", "Ann Lee", "person", None),
    ("Kari Nordmann/NTB", "Kari Nordmann", "person", "NTB"),
    ("AP Photo/John Smith", "John Smith", "person", "AP"),
    ("Ann Lee for The Post", "Ann Lee", "person", "Post"),
    ("Ann Lee/AFP via Getty Images", "Ann Lee", "person", "AFP"),
]


def resolved(nlp: Annotator, credit: str, *rest: str) -> ResolvedDocument:
    """An article that begins with a picture that is credited so."""
    text = "\n\n".join([f"{SHOWN} {credit}", *rest])
    caption = Caption(
        content=Span(0, len(SHOWN)), credit=Span(len(SHOWN) + 1, len(SHOWN) + 1 + len(credit))
    )
    paragraphs = tuple(Span(text.index(words), text.index(words) + len(words)) for words in rest)
    [annotated] = annotate(
        [Document(id="a", text=text, paragraphs=paragraphs, captions=(caption,))], nlp
    )
    return resolve(annotated, list(extract(annotated, "rules")))


@pytest.mark.parametrize(("credit", "name", "kind", "affiliation"), CREDITS)
def test_credit(nlp: Annotator, credit: str, name: str, kind: str, affiliation: str | None) -> None:
    found = {
        one.statement.quotation_type: one.who for one in resolved(nlp, credit, REST).statements
    }
    [source] = found[QuotationType.CAPTION]
    assert (source.entity.name, source.entity.kind.value) == (name, kind)
    assert (source.affiliation.name if source.affiliation else None) == affiliation


def test_a_photographer_does_not_speak_on(nlp: Annotator) -> None:
    found = resolved(
        nlp, "John Smith/AP", "“The engine stopped at three in the morning. It was dark.”"
    )
    [who] = [
        one.who for one in found.statements if one.statement.quotation_type is QuotationType.DIRECT
    ]
    assert [source.entity.name for source in who] == [None]
