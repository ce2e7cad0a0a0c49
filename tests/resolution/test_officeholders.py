"""Who holds an office: what a reader of news brings along, and only for those whom the text names."""

from __future__ import annotations

from datetime import date

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import Annotator, annotate
from kg.model import Document, QuotationType, Source, Span, Statement
from kg.resolution import resolve
from kg.resolution.officeholders import _is_meant, _load_offices


def speaker(nlp: Annotator, text: str, source: str, year: int | None = None) -> Source:
    """Who said "it rained", at the end of a text."""
    published = date(year, 3, 1) if year else None
    document = Document(id="test", text=text, paragraphs=paragraphs(text), published=published)
    [annotated] = annotate([document], nlp)
    start, content = text.rindex(source), text.rindex("it rained")
    statement = Statement(
        content=(Span(content, content + len("it rained")),),
        source=(Span(start, start + len(source)),),
        cue=(Span(content - len("said "), content - 1),),
        quotation_type=QuotationType.INDIRECT,
    )
    return resolve(annotated, [statement]).statements[0].who[0]


NAMED = [
    # text, the words for the source, when it was published, who that is
    pytest.param(
        "Emmanuel Macron met Giorgia Meloni. The French president said it rained.",
        "The French president",
        2025,
        "Emmanuel Macron",
        id="by country",
    ),
    pytest.param(
        "Emmanuel Macron met Giorgia Meloni. The Spanish president said it rained.",
        "The Spanish president",
        2025,
        "Spanish president",
        id="not of another country",
    ),
    pytest.param(
        "Emmanuel Macron came. The vice president said it rained.",
        "The vice president",
        2025,
        "vice president",
        id="not of another rank",
    ),
    pytest.param(
        "Ted Cruz met Marco Rubio. The Texas senator said it rained.",
        "The Texas senator",
        2015,
        "Ted Cruz",
        id="by state",
    ),
    pytest.param(
        "Hillary Clinton met Donald Trump. The Republican nominee said it rained.",
        "The Republican nominee",
        None,
        "Donald Trump",
        id="by party, without a date",
    ),
    pytest.param(
        "Keir Starmer came. The PM said it rained.",
        "The PM",
        2025,
        "Keir Starmer",
        id="by the short form of the office",
    ),
    pytest.param(
        "Keir Starmer met a minister, Bo Ek. The PM said it rained.",
        "The PM",
        2025,
        "Keir Starmer",
        id="a minister is no prime minister",
    ),
    pytest.param(
        "Angela Merkel came. The chancellor said it rained.",
        "The chancellor",
        2024,
        "chancellor",
        id="not when the office is over",
    ),
    pytest.param(
        "Angela Merkel came. The former chancellor said it rained.",
        "The former chancellor",
        2024,
        "Angela Merkel",
        id="former",
    ),
    pytest.param(
        "The French president said it rained.",
        "The French president",
        2025,
        "French president",
        id="nobody unnamed",
    ),
    pytest.param(
        "Macron went to Spain. Macron said it rained.",
        "Macron",
        2025,
        "Macron",
        id="country not named",
    ),
    pytest.param(
        "Macron went to France. Macron said it rained.",
        "Macron",
        2010,
        "Macron",
        id="not yet in office",
    ),
    pytest.param(
        "Brigitte Macron went to France. Macron said it rained.",
        "Macron",
        2025,
        "Brigitte Macron",
        id="the text decides",
    ),
]


@pytest.mark.parametrize(("text", "source", "year", "name"), NAMED)
def test_who_holds_an_office(
    nlp: Annotator, text: str, source: str, year: int | None, name: str
) -> None:
    assert speaker(nlp, text, source, year).entity.name == name


def test_the_link_names_its_ground_and_keeps_the_words(nlp: Annotator) -> None:
    text = "Emmanuel Macron came. The French president said it rained."
    found = speaker(nlp, text, "The French president", 2025)
    assert (found.rule, found.described_as) == ("office", "The French president")


def test_the_table_is_in_order() -> None:
    for office in _load_offices():
        assert office.since <= office.until, office
        assert office.role == office.role.lower(), office
        assert all(form == form.strip() for form in office.forms), office


def test_every_office_is_meant_by_its_own_words() -> None:
    assert [
        office
        for office in _load_offices()
        if not _is_meant(f"the {office.role}", office, office.since)
    ] == []
