"""When the thing claimed happened: the first date in the content, resolved against the day of publication.

dateparser reads the words; without a day of publication only dates that name their year are resolved.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.model import TimeReference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateparser.date import DateDataParser
    from spacy.tokens import Token

YEAR: Final = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
VAGUE: Final = re.compile(
    r"\b(?:era|decades?|years?|months?|weeks?|days?|hours?|today|daily|annual)\b|^\d{1,2}$|s$", re.IGNORECASE
)
"""Durations and spans that no single date stands for, and bare numbers."""


BOUNDS: Final = frozenset("after before by from next since till until".split())
"""Words before a date that make it one end of a time, and may look ahead: "until Monday"."""


def find_time(tokens: Sequence[Token], published: date | None) -> TimeReference | None:
    """The first date among the tokens that can be resolved.

    Args:
        tokens: Of the content, in text order.
        published: When the article appeared; "on Wednesday" is the last one before.
    """
    inside = {token.i for token in tokens}
    dates = {
        token.i: entity
        for token in tokens
        if token.ent_type_ == "DATE"
        for entity in token.sent.ents
        if token in entity
    }
    for entity in dict.fromkeys(dates.values()):
        bound = entity.start > 0 and entity[0].nbor(-1).lower_ in BOUNDS and not YEAR.search(entity.text)
        within = all(token.i in inside for token in entity)
        if within and not bound and (found := resolve_date(entity.text, published)):
            return found
    return None


@cache
def resolve_date(words: str, published: date | None) -> TimeReference | None:
    """The days that the words of a date stand for.

    >>> resolve_date("September 3, 2025", None).iso, resolve_date("2019", None).iso
    ('2025-09-03', '2019')
    >>> resolve_date("Wednesday", date(2025, 9, 4)).iso, resolve_date("Wednesday", None)
    ('2025-09-03', None)
    """
    if YEAR.search(words) is None and (published is None or VAGUE.search(words)):
        return None
    if YEAR.fullmatch(words):
        return TimeReference(text=words, first=date(int(words), 1, 1), last=date(int(words), 12, 31))
    day = datetime.combine(published or date(2000, 1, 1), time(12))
    read = parser().get_date_data(words) if published is None else parser(day).get_date_data(words)
    if read.date_obj is None:
        return None
    return reference(words, read.date_obj.date(), read.period or "day")


@cache
def parser(day: datetime | None = None) -> DateDataParser:
    """A parser of English dates that looks back from a day."""
    from dateparser.date import DateDataParser

    settings = {"PREFER_DATES_FROM": "past", **({"RELATIVE_BASE": day} if day else {})}
    return DateDataParser(languages=["en"], settings=settings)


def reference(words: str, day: date, period: str) -> TimeReference:
    """The days of the period that a date lies in."""
    if period == "year":
        first, last = day.replace(month=1, day=1), day.replace(month=12, day=31)
    elif period == "month":
        first, last = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    else:
        first = last = day
    return TimeReference(text=words, first=first, last=last)
