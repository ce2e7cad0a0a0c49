"""When the thing claimed happened: the first date in the content that can be resolved.

dateparser reads single dates; decades, quarters and spans of years are not read. Dates count from
the day of publication; without it, only those that name their year are resolved.
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

_YEAR: Final = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_PART: Final = re.compile(r"\b(?:the|early|earlier|late|later|mid|middle of)\b[ -]*", re.IGNORECASE)
"""Words for a part of a time, which is resolved as the whole: "late last year"."""
_COUNTED: Final = re.compile(
    r"^(?:last|this|next) (?:week|month|year)$|^(?:an?|\w+) (?:day|week|month|year)s? ago$",
    re.IGNORECASE,
)
"""Times that count from the day of publication."""
_VAGUE: Final = re.compile(
    r"\b(?:era|decades?|years?|months?|weeks?|days?|hours?|today|daily|annual)\b|^\d{1,2}$|s$",
    re.IGNORECASE,
)
"""Durations and spans that no single date stands for, and bare numbers."""


def find_time(tokens: Sequence[Token], published: date | None) -> TimeReference | None:
    """Return the first date among the tokens that can be resolved.

    Args:
        tokens: Of the content, in text order.
        published: When the article appeared; "on Wednesday" is the last one before.
    """
    dated = [token for token in tokens if token.ent_type_ == "DATE"]
    for entity in dict.fromkeys(map(_entity_around, dated)):
        found = None if _is_bound(entity) else _resolve_date(entity.text, published)
        if found is not None:
            return found
    return None


def _is_bound(entity: Span) -> bool:
    """Tell whether a date without a year is where a time begins or ends: "since Wednesday"."""
    if entity.start == 0 or _YEAR.search(entity.text):
        return False
    return entity[0].nbor(-1).lower_ in small_words("time-bound")


def _entity_around(token: Token) -> Span:
    """Return the entity of a token; `Span.ents` would go through those of the whole document."""
    doc, first, last = token.doc, token.i, token.i + 1
    while first > 0 and doc[first].ent_iob_ == "I":
        first -= 1
    while last < len(doc) and doc[last].ent_iob_ == "I":
        last += 1
    return doc[first:last]


@cache
def _resolve_date(words: str, published: date | None) -> TimeReference | None:
    """Return the days that the words of a date stand for.

    >>> _resolve_date("September 3, 2025", None).iso, _resolve_date("2019", None).iso
    ('2025-09-03', '2019')
    >>> _resolve_date("Wednesday", date(2025, 9, 4)).iso, _resolve_date("Wednesday", None)
    ('2025-09-03', None)
    """
    whole = _PART.sub("", words).strip()
    if _YEAR.fullmatch(whole):
        return _whole_period(words, date(int(whole), 1, 1), "year")
    if _YEAR.search(words) is None:
        if published is None:
            return None
        if _VAGUE.search(words) and not _COUNTED.match(whole):
            return None
    day = datetime.combine(published or date(2000, 1, 1), time(12))
    read = _make_parser(day).get_date_data(whole)
    if read.date_obj is None:
        return None
    return _whole_period(words, read.date_obj.date(), read.period or "day")


@cache
def _make_parser(day: datetime) -> DateDataParser:
    """Make a parser of English dates that looks back from a day."""
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=["en"], settings={"PREFER_DATES_FROM": "past", "RELATIVE_BASE": day}
    )


def _whole_period(words: str, day: date, period: str) -> TimeReference:
    """Return the days of the period that a date lies in."""
    first = last = day
    if period == "year":
        first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    elif period == "month":
        first, last = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    elif period == "week":
        first = day - timedelta(days=day.weekday())
        last = first + timedelta(days=6)
    return TimeReference(text=words, first=first, last=last)
