"""Days as pages write them, and which of several is the day of publication."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST: Final = 100
"""Code points in which a day is said; what is longer is prose."""
FIRST_YEAR: Final = 1600
"""No newspaper is older; systems write the year 1 where nobody gave one."""
EPOCH: Final = date(1970, 1, 1)
"""What systems write for no time at all; a paper of that day is rarer."""
NUMBERS: Final = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d)(?:\d{4}|\d{6})?)(?!\d)"
)
WORDS: Final = re.compile(
    r"(?=.*\b\d{1,2}(?:st|nd|rd|th)?\b)(?=.*\b(?:1[6-9]|20)\d\d\b)(?=.*[^\W\d_]{3})", re.DOTALL
)
"""The day of a month, a year, and a word that may be the month: what htmldate completes from less is guessed."""
CHANGED: Final = re.compile(
    r"(?:updat|modif|edited|correct|amend).*?(?=publi|posted|$)", re.IGNORECASE | re.DOTALL
)
IN_ADDRESS: Final = re.compile(
    r"/((?:1[6-9]|20)\d\d)(?:/(\d{1,2}|[a-z]{3})/(?:(\d{1,2})(?=/|$))?|-(\d\d)-(\d\d)(?=[-/]|$))"
)
MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DAY: Final = timedelta(days=1)
"""What two clocks may differ by."""
WEEK: Final = timedelta(days=7)
"""From the day when an article gets its address to the one when it is published, or the other way round."""
MONTH: Final = timedelta(days=31)
"""That an article may lie, written to its end, before it is published."""


def day_of(words: str) -> date | None:
    """The one day that words say; None where they say it in numbers that can be read in two ways, or not wholly.

    >>> [str(day_of(words)) for words in ("2013-05-01T23:30:00-05:00", "20130501", "Wed, 01 May 2013 08:00:00 GMT")]
    ['2013-05-01', '2013-05-01', '2013-05-01']
    >>> str(day_of("Published May 1st, 2013")), day_of("03/04/2013"), day_of("2013-05"), day_of("1 May")
    ('2013-05-01', None, None, None)
    """
    words = CHANGED.sub("", words.strip()) if len(words) <= LONGEST else ""
    found = in_numbers(words) or in_mail(words) or (in_words(words) if WORDS.match(words) else None)
    return found if found and found.year >= FIRST_YEAR and found != EPOCH else None


def in_numbers(words: str) -> date | None:
    """A day that begins with its year."""
    match = NUMBERS.match(words)
    with suppress(ValueError):
        return (
            date(int(match[1]), int(match[3] or match[5]), int(match[4] or match[6]))
            if match
            else None
        )
    return None


def in_mail(words: str) -> date | None:
    """A day as RFC 5322 has it."""
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(words).date()
    return None


def in_words(words: str) -> date | None:
    """A day with the name of its month, read by htmldate, which knows months in many languages."""
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
    return datetime.fromisoformat(found).date() if found else None


def day_in_address(url: str | None) -> tuple[date, date] | None:
    """The days, first and last, that the path of an address has; None for none.

    >>> [str(day) for day in day_in_address("https://post.example/2013/may/01/rain")]
    ['2013-05-01', '2013-05-01']
    >>> [str(day) for day in day_in_address("https://post.example/2013/02/rain")]
    ['2013-02-01', '2013-03-04']
    """
    match = IN_ADDRESS.search(url or "")
    if not match:
        return None
    year, month, day = match[1], match[2] or match[4], match[3] or match[5]
    with suppress(ValueError):
        first = date(
            int(year), MONTHS.index(month) + 1 if month in MONTHS else int(month), int(day or 1)
        )
        return first, first if day else first + MONTH
    return None


def published(said: Sequence[date], changed: Sequence[date], url: str | None) -> date | None:
    """The day of publication; None where what is said of it cannot all be right, and the address does not decide.

    An article gets its address when it is published: what is said to be published years after that,
    or after its last change, was put into a new system.

    Args:
        said: The days that the page gives as that of publication, the surest first.
        changed: Those that it gives for its last change.
        url: Its address, whose path may hold a day.

    >>> late, early = date(2019, 8, 9), date(2013, 5, 1)
    >>> str(published([late], [], "https://post.example/2013/05/01/rain")), published([late, early], [], None)
    ('2013-05-01', None)
    """
    addressed = day_in_address(url)
    if addressed:
        first, last = addressed
        near = next((day for day in said if first - WEEK <= day <= last + WEEK), None)
        is_open = first != last or any(day < first for day in said[:1])
        return near or (None if is_open else first)
    if (
        not said
        or any(abs(day - said[0]) > DAY for day in said)
        or any(said[0] - day > MONTH for day in changed)
    ):
        return None
    return said[0]
