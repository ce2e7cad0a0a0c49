"""When the thing claimed happened: the first date in the content, resolved against the day of publication.

dateparser reads single dates; decades, quarters and spans of years are ours. Without a day of
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
DECADE: Final = re.compile(r"\b((?:1[5-9]|20)\d0)['’]?s\b")
YEARS: Final = re.compile(rf"({YEAR.pattern})\s*(?:to|and|until|through|-|–|—)\s*({YEAR.pattern})")
QUARTER: Final = re.compile(
    rf"\b(?:Q([1-4])|(first|second|third|fourth) quarter)(?: of|,)? ({YEAR.pattern})", re.IGNORECASE
)
ORDINALS: Final = ("first", "second", "third", "fourth")
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
    inside = {token.i for token in tokens}
    dated = (token for token in tokens if token.ent_type_ == "DATE")
    for entity in dict.fromkeys(entity_around(token) for token in dated):
        bound = (
            entity.start > 0
            and entity[0].nbor(-1).lower_ in small_words("time-bound")
            and not YEAR.search(entity.text)
        )
        within = all(token.i in inside for token in entity)
        if within and not bound and (found := resolve_date(whole_span(entity, inside), published)):
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


def whole_span(entity: Span, inside: set[int]) -> str:
    """The words of a date, with the year that a span of years ends in, which may be a date of its own."""
    end = entity.end
    if (
        end + 1 < len(entity.doc)
        and end + 1 in inside
        and entity.doc[end].lower_ in {"to", "and", "-", "–"}
    ):
        longer: str = entity.doc[entity.start : end + 2].text
        if YEARS.fullmatch(longer):
            return longer
    return str(entity.text)


@cache
def resolve_date(words: str, published: date | None) -> TimeReference | None:
    """The days that the words of a date stand for.

    >>> resolve_date("September 3, 2025", None).iso, resolve_date("2019", None).iso
    ('2025-09-03', '2019')
    >>> resolve_date("Wednesday", date(2025, 9, 4)).iso, resolve_date("Wednesday", None)
    ('2025-09-03', None)
    """
    if found := several_years(words):
        return found
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
    read = (parser() if published is None else parser(day)).get_date_data(whole)
    if read.date_obj is None:
        return None
    return reference(words, read.date_obj.date(), read.period or "day")


def several_years(words: str) -> TimeReference | None:
    """A decade, a span of years or a quarter of one.

    >>> [several_years(words).iso for words in ("the 1990s", "2015 to 2018", "the third quarter of 2023")]
    ['1990-01-01/1999-12-31', '2015-01-01/2018-12-31', '2023-07-01/2023-09-30']
    """
    if found := DECADE.search(words):
        first, last = int(found[1]), int(found[1]) + 9
    elif found := YEARS.search(words):
        first, last = sorted(map(int, found.groups()))
    elif found := QUARTER.search(words):
        number = int(found[1]) if found[1] else ORDINALS.index(found[2].lower()) + 1
        year, month = int(found[3]), 3 * number
        return TimeReference(
            text=words,
            first=date(year, month - 2, 1),
            last=date(year, month, monthrange(year, month)[1]),
        )
    else:
        return None
    return TimeReference(text=words, first=date(first, 1, 1), last=date(last, 12, 31))


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
    elif period == "week":
        first = day - timedelta(days=day.weekday())
        last = first + timedelta(days=6)
    else:
        first = last = day
    return TimeReference(text=words, first=first, last=last)
