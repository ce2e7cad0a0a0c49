"""When the thing claimed happened: the first date in the content, resolved against the day of publication.

dateparser reads single dates; decades, quarters and spans of years are not read. Without a day of
publication only dates that name their year are resolved.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.language.words import small_words
from kg.model import TimeReference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateparser.date import DateDataParser
    from spacy.tokens import Span, Token

YEAR: Final = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
PART: Final = re.compile(r"\b(?:the|early|earlier|late|later|mid|middle of)\b[ -]*", re.IGNORECASE)
"""Words for a part of a time, which is resolved as the whole: "late last year"."""
COUNTED: Final = re.compile(
    r"^(?:last|this|next) (?:week|month|year)$|^(?:an?|\w+) (?:day|week|month|year)s? ago$",
    re.IGNORECASE,
)
"""Times that count from the day of publication."""
VAGUE: Final = re.compile(
    r"\b(?:era|decades?|years?|months?|weeks?|days?|hours?|today|daily|annual)\b|^\d{1,2}$|s$",
    re.IGNORECASE,
)
"""Durations and spans that no single date stands for, and bare numbers."""


def find_time(tokens: Sequence[Token], published: date | None) -> TimeReference | None:
    """The first date among the tokens that can be resolved.

    Args:
        tokens: Of the content, in text order.
        published: When the article appeared; "on Wednesday" is the last one before.
    """
    dated = (token for token in tokens if token.ent_type_ == "DATE")
    for entity in dict.fromkeys(entity_around(token) for token in dated):
        bound = (
            entity.start > 0
            and entity[0].nbor(-1).lower_ in small_words("time-bound")
            and not YEAR.search(entity.text)
        )
        if not bound and (found := resolve_date(entity.text, published)):
            return found
    return None


def entity_around(token: Token) -> Span:
    """The entity that a token belongs to; `Span.ents` would go through those of the whole document."""
    doc, first, last = token.doc, token.i, token.i + 1
    while first > 0 and doc[first].ent_iob_ == "I":
        first -= 1
    while last < len(doc) and doc[last].ent_iob_ == "I":
        last += 1
    return doc[first:last]


@cache
def resolve_date(words: str, published: date | None) -> TimeReference | None:
    """The days that the words of a date stand for.

    >>> resolve_date("September 3, 2025", None).iso, resolve_date("2019", None).iso
    ('2025-09-03', '2019')
    >>> resolve_date("Wednesday", date(2025, 9, 4)).iso, resolve_date("Wednesday", None)
    ('2025-09-03', None)
    """
    whole = PART.sub("", words).strip()
    if YEAR.search(words) is None and (
        published is None or (VAGUE.search(words) and not COUNTED.match(whole))
    ):
        return None
    if YEAR.fullmatch(whole):
        return TimeReference(
            text=words, first=date(int(whole), 1, 1), last=date(int(whole), 12, 31)
        )
    day = datetime.combine(published or date(2000, 1, 1), time(12))
    read = parser(day).get_date_data(whole)
    if read.date_obj is None:
        return None
    return reference(words, read.date_obj.date(), read.period or "day")


@cache
def parser(day: datetime) -> DateDataParser:
    """A parser of English dates that looks back from a day."""
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=["en"], settings={"PREFER_DATES_FROM": "past", "RELATIVE_BASE": day}
    )


def reference(words: str, day: date, period: str) -> TimeReference:
    """The days of the period that a date lies in."""
    if period == "year":
        first, last = day.replace(month=1, day=1), day.replace(month=12, day=31)
    elif period == "month":
        first, last = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    elif period == "week":
        first = day - timedelta(days=day.weekday())
        last = first + timedelta(days=6)
    else:
        first = last = day
    return TimeReference(text=words, first=first, last=last)
