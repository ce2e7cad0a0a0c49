"""Days as pages write them, and which of several is the day of publication."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DAY", "calendar_day", "choose_day", "parse_day"]

DAY: Final = timedelta(days=1)
"""The difference that two clocks may have."""
_WEEK: Final = timedelta(days=7)
"""Between the day when an article gets its address and the day when it is published."""
_MONTH: Final = timedelta(days=31)
"""How long an article may lie, written to its end, before it is published."""
_MAX_LENGTH: Final = 100
"""Code points in which a day is said; what is longer is prose."""
_FIRST_YEAR: Final = 1600
"""No newspaper is older; systems write the year 1 where nobody gave one."""
_EPOCH: Final = date(1970, 1, 1)
"""What systems write for no time at all; a paper of that day is rarer."""
_NUMBERS: Final = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)"),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)"),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})(?!\d)"),
    re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{4}|\d{6})?(?!\d)"),
)
_WORDS: Final = re.compile(
    r"(?=.*\b\d{1,2}(?:st|nd|rd|th)?\b)(?=.*\b(?:1[6-9]|20)\d\d\b)(?=.*[^\W\d_]{3})", re.DOTALL
)
"""The day of a month, a year, and a word that may be the month. From less, htmldate guesses."""
_MONTH_NAME: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_YEAR: Final = r"(?:(?:1[6-9]|20)\d\d(?!\d)|['’]?\d\d(?=\W*$|,? (?:at )?[012]?\d[:.]\d\d(?!\d)))"
"""One of two figures counts only at the end, or before the time of day: not in "3 May 22 fell"."""
_INFORMAL: Final = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[\s./-]*{_MONTH_NAME}[\s.,/-]*{_YEAR}"
    rf"|(?<![a-z]){_MONTH_NAME} *\d{{1,2}}(?:st|nd|rd|th)?[\s.,]+{_YEAR}"
    r"|(?<![\d./-])\d{1,2}([./-])\d{1,2}\1(?:1[6-9]|20)\d\d(?![\d./-])",
    re.IGNORECASE,
)
"""A day of a month and a year, both of which may be short, or all three in numbers."""
_CHANGED: Final = re.compile(
    r"(?:updat|modif|edited|correct|amend).*?(?=publi|posted|$)", re.IGNORECASE | re.DOTALL
)
_ABSOLUTE: Final = {"PARSERS": ["absolute-time"], "PREFER_LOCALE_DATE_ORDER": False}
"""For dateparser: nothing that today decides, such as "yesterday"."""
_IN_ADDRESS: Final = re.compile(
    r"/((?:1[6-9]|20)\d\d)(?:/(\d{1,2}|[a-z]{3})/(?:(\d{1,2})(?=/|$))?|-(\d\d)-(\d\d)(?=[-/]|$))"
)
_MONTHS: Final = dict(
    zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True)
)


def parse_day(words: str) -> date | None:
    """Return the one day that words say.

    None where they give it in numbers that can be read in two ways, or don't give all of it.

    >>> str(parse_day("2013-05-01T23:30:00-05:00")), str(parse_day("Wed, 01 May 2013 08:00:00 GMT"))
    ('2013-05-01', '2013-05-01')
    >>> str(parse_day("Published May 1st, 2013")), parse_day("03/04/2013"), parse_day("2013-05")
    ('2013-05-01', None, None)
    >>> str(parse_day("03-May-22")), str(parse_day("13/04/2013"))
    ('2022-05-03', '2013-04-13')
    """
    if len(words) > _MAX_LENGTH:
        return None
    words = _CHANGED.sub("", words.strip())
    found = _parse_numbers(words) or _parse_mail(words)
    found = found or _parse_words(words) or _parse_informal(words)
    if found is None or found.year < _FIRST_YEAR or found == _EPOCH:
        return None
    return found


def _parse_numbers(words: str) -> date | None:
    """Return a day that begins with its year."""
    for pattern in _NUMBERS:
        if match := pattern.match(words):
            year, month, day = map(int, match.groups())
            with suppress(ValueError):
                return date(year, month, day)
    return None


def _parse_mail(words: str) -> date | None:
    """Return the day of a time as RFC 5322 has it, where it was written."""
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(words).date()
    return None


def _parse_words(words: str) -> date | None:
    """Return a day with the name of its month, which htmldate knows in many languages."""
    if not _WORDS.match(words):
        return None

    from htmldate import find_date
    from lxml.html import builder

    page = builder.HTML(builder.HEAD(builder.META(name="date", content=words)), builder.BODY())
    found = find_date(
        page,
        original_date=True,
        extensive_search=False,
        min_date="1600-01-01",
        max_date="9999-12-31",
    )
    return calendar_day(found)


def _parse_informal(words: str) -> date | None:
    """Return a day as people write it in English, if it can be read in one way only.

    dateparser reads it, once with the day before the month, and once behind it.

    >>> str(_parse_informal("2 min read.14 Mar 2024")), _parse_informal("05-03-22")
    ('2024-03-14', None)
    """
    match = _INFORMAL.search(words)
    if match is None:
        return None

    from dateparser import parse

    days = set()
    for order in ("DMY", "MDY"):
        settings = {"DATE_ORDER": order, "REQUIRE_PARTS": ["day", "month", "year"]}
        found = parse(match[0], languages=["en"], settings=_ABSOLUTE | settings)
        days.add(found.date() if found else None)
    return days.pop() if len(days) == 1 else None


def calendar_day(words: str | None) -> date | None:
    """Return the day that `YYYY-MM-DD` stands for, if there is such a day.

    >>> calendar_day("2024-02-29"), calendar_day("2023-02-29")
    (datetime.date(2024, 2, 29), None)
    """
    with suppress(ValueError):
        return date.fromisoformat(words or "")
    return None


def choose_day(said: Sequence[date], changed: Sequence[date], url: str | None) -> date | None:
    """Return the day of publication.

    None where what is said of it cannot all be right, and the address does not decide. An article
    gets its address when it is published: what is said to be published years after that, or after
    its last change, was put into a new system.

    Args:
        said: The days that the page gives as that of publication, the surest first.
        changed: Those that it gives for its last change.
        url: Its address, whose path may hold a day.

    >>> late, early = date(2019, 8, 9), date(2013, 5, 1)
    >>> str(choose_day([late], [], "https://post.example/2013/05/01/rain"))
    '2013-05-01'
    >>> choose_day([late, early], [], None) is None
    True
    """
    in_address = _days_in_address(url or "")
    if in_address:
        return _day_by_address(said, *in_address)
    if not said:
        return None

    surest = said[0]
    if any(abs(day - surest) > DAY for day in said):
        return None
    if surest - min(changed, default=surest) > _MONTH:
        return None
    return surest


def _days_in_address(url: str) -> tuple[date, date] | None:
    """Return the days, first and last, that the path of an address has; None for none.

    >>> [str(day) for day in _days_in_address("https://post.example/2013/may/01/rain")]
    ['2013-05-01', '2013-05-01']
    >>> [str(day) for day in _days_in_address("https://post.example/2013/02/rain")]
    ['2013-02-01', '2013-03-04']
    """
    match = _IN_ADDRESS.search(url)
    if match is None:
        return None
    year, month, *day = (part for part in match.groups() if part)
    with suppress(ValueError):
        first = date(int(year), int(_MONTHS.get(month, month)), int("".join(day) or 1))
        return first, first if day else first + _MONTH
    return None


def _day_by_address(said: Sequence[date], first: date, last: date) -> date | None:
    """Return which day it is where the address has the days from first to last."""
    for day in said:
        if first - _WEEK <= day <= last + _WEEK:
            return day
    if first != last:
        return None  # the address has only a month
    if said and said[0] < first:
        return None
    return first
