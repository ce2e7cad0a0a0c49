"""Read the words of a date: the days they stand for, counted from the day of publication.

dateparser reads single dates; here are parted ranges ("1965 to 1970", "Friday and Saturday"), and
it is decided whether a date without a year lies ahead or behind. Decades, quarters, seasons and
durations are not read: no day begins or ends them for sure.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.model import TimeReference

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

__all__ = ["resolve_date"]

_YEAR: Final = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_PART: Final = re.compile(
    r"\b(?:the|as early as|as late as|early|earlier|late|later|mid"
    r"|(?:beginning|end|middle|month|start) of)\b[ -]*",
    re.IGNORECASE,
)
"""Words for a part of a time, which is resolved as the whole: "late last year"."""
_DAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec)(?:\.|\b))"
)
_RESOLVABLE: Final = re.compile(
    rf"^(?:yesterday|today|tonight|tomorrow)\b|\b{_DAY}\b|\b{_MONTH}"
    r"|^(?:last|this|next) (?:month|year)$|^(?:last|next) week$"
    r"|^(?:an?|\w+) (?:day|week|month|year)s? ago$",
    re.IGNORECASE,
)
"""Times without a year that stand for days, counted from the day of publication."""
_RANGE: Final = re.compile(
    r"^(?:from |between )?(.+?)\s*(?:\b(?:to|through|until|till|and)\b|[-–])\s*(.+?)(?: quarter)?$",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(rf"{_DAY}(?: \w+)?", re.IGNORECASE)
_TURN_OF_YEAR: Final = re.compile(r"^((?:1[5-9]|20)\d\d)[-–/](\d\d)$")
"""A season or a financial year: "2023-24"."""
_ISO: Final = re.compile(r"^\d{4}-\d\d?-\d\d?$")


@cache
def resolve_date(words: str, published: date | None, *, is_ahead: bool) -> TimeReference | None:
    """Return the days that the words of a date stand for.

    Args:
        words: A date, or two with a word for a range between them.
        published: The day of publication; without it, only what names its year is resolved.
        is_ahead: Whether a day or a month without a year is the next one, not the last one.

    >>> day = date(2025, 9, 4)  # a Thursday
    >>> resolve_date("September 3, 2025", None, is_ahead=False).iso
    '2025-09-03'
    >>> [resolve_date("Wednesday", day, is_ahead=ahead).iso for ahead in (False, True)]
    ['2025-09-03', '2025-09-10']
    >>> resolve_date("1965 to 1970", day, is_ahead=False).iso
    '1965/1970'
    """
    whole = _PART.sub("", words).strip()
    days = _read_range(whole, published, is_ahead=is_ahead)
    days = days or _read_date(whole, published, is_ahead=is_ahead)
    if days is None:
        return None
    return TimeReference(text=words, first=days[0], last=days[1])


def _read_range(words: str, published: date | None, *, is_ahead: bool) -> tuple[date, date] | None:
    """Return the first and the last day of two dates, if the words are two in this order."""
    if match := _TURN_OF_YEAR.match(words):
        first_year = int(match[1])
        is_next = int(match[2]) == (first_year + 1) % 100
        return (date(first_year, 1, 1), date(first_year + 1, 12, 31)) if is_next else None

    match = _RANGE.match(words)
    if match is None or _ISO.match(words):
        return None
    begins, ends = match.groups()
    if ends.isdigit() and not _YEAR.search(words):
        month = re.match(_MONTH, begins, re.IGNORECASE)
        ends = f"{month[0]} {ends}" if month else ends  # "March 24 to 29"
    year = _YEAR.search(ends)
    if year and not _YEAR.search(begins):
        begins = f"{begins} {year[0]}"
    first = _read_date(begins, published, is_ahead=is_ahead)
    last = _read_date(ends, published, is_ahead=is_ahead)
    if first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def _read_date(words: str, published: date | None, *, is_ahead: bool) -> tuple[date, date] | None:
    """Return the first and the last day of one date."""
    if _YEAR.fullmatch(words):
        return date(int(words), 1, 1), date(int(words), 12, 31)
    has_year = _YEAR.search(words) is not None
    if not has_year and (published is None or not _RESOLVABLE.search(words)):
        return None

    day = published or date(2000, 1, 1)
    if _WEEKDAY.fullmatch(words) and words.lower().startswith(f"{day:%A}".lower()):
        return day, day  # "on Thursday morning", in the paper of a Thursday
    found = _parse(words, day, "past")
    if is_ahead and found and found[1] < day:
        found = _parse(words, day, "future")
    return found


def _parse(words: str, day: date, preferred: str) -> tuple[date, date] | None:
    """Return the first and the last day of what dateparser reads."""
    read = _make_parser(datetime.combine(day, time(12)), preferred).get_date_data(words)
    if read.date_obj is None:
        return None
    found = read.date_obj.date()
    if read.period == "year":
        return date(found.year, 1, 1), date(found.year, 12, 31)
    if read.period == "month":
        last = monthrange(found.year, found.month)[1]
        return found.replace(day=1), found.replace(day=last)
    if read.period == "week":
        first = found - timedelta(days=found.weekday())
        return first, first + timedelta(days=6)
    return found, found


@cache
def _make_parser(day: datetime, preferred: str) -> DateDataParser:
    """Make a parser of English dates that looks back, or ahead, from a day."""
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=["en"], settings={"PREFER_DATES_FROM": preferred, "RELATIVE_BASE": day}
    )
