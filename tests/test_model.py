"""The data types refuse what cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from kg.model import (
    Document,
    Entity,
    Kind,
    QuotationType,
    ResolvedStatement,
    Source,
    SourceRule,
    Span,
    Statement,
    TimeReference,
)

STATEMENT = Statement(content=(Span(0, 2),), quotation_type=QuotationType.NARRATION)

IMPOSSIBLE = [
    pytest.param(lambda: Span(-1, 2), "0 <= start < end", id="span before the text"),
    pytest.param(lambda: Span(2, 2), "0 <= start < end", id="empty span"),
    pytest.param(
        lambda: Document(id="a", text="ab", paragraphs=(Span(0, 3),)),
        "past the text",
        id="paragraph too long",
    ),
    pytest.param(
        lambda: Statement(content=(), quotation_type=QuotationType.DIRECT),
        "needs a content",
        id="no content",
    ),
    pytest.param(
        lambda: Statement(content=(Span(4, 6), Span(0, 2)), quotation_type=QuotationType.DIRECT),
        "in text order",
        id="parts out of order",
    ),
    pytest.param(
        lambda: Statement(
            content=(Span(0, 2),), quotation_type=QuotationType.DIRECT, confidence=1.5
        ),
        "between 0 and 1",
        id="confidence above 1",
    ),
    pytest.param(
        lambda: ResolvedStatement(statement=STATEMENT, claim="a", who=()),
        "needs a source",
        id="no source",
    ),
    pytest.param(
        lambda: Source(
            entity=Entity(name="a", kind=Kind.PERSON), rule=SourceRule.FULL_NAME, confidence=-0.1
        ),
        "between 0 and 1",
        id="below 0",
    ),
    pytest.param(
        lambda: TimeReference(text="t", first=date(2024, 2, 1), last=date(2024, 1, 1)),
        "before it begins",
        id="time runs back",
    ),
]


@pytest.mark.parametrize(("make", "message"), IMPOSSIBLE)
def test_the_impossible_is_refused(make: object, message: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=message):
        make()


TIMES = [
    pytest.param(date(2024, 5, 1), date(2024, 5, 1), "2024-05-01", id="day"),
    pytest.param(date(2024, 2, 1), date(2024, 2, 29), "2024-02", id="month of a leap year"),
    pytest.param(date(2023, 2, 1), date(2023, 2, 28), "2023-02", id="month"),
    pytest.param(date(2024, 1, 1), date(2024, 12, 31), "2024", id="year"),
    pytest.param(date(2024, 1, 1), date(2024, 2, 29), "2024-01/2024-02", id="two months"),
    pytest.param(date(2024, 1, 1), date(2024, 2, 28), "2024-01-01/2024-02-28", id="interval"),
    pytest.param(date(2023, 1, 1), date(2024, 12, 31), "2023/2024", id="two years"),
]


@pytest.mark.parametrize(("first", "last", "iso"), TIMES)
def test_time_in_iso_8601(first: date, last: date, iso: str) -> None:
    assert TimeReference(text="then", first=first, last=last).iso == iso
