"""What makes two claims that are otherwise alike contradict each other: a denial, a number, a date, an antonym.

The antonyms are those of news, in `antonyms.tsv`. These are signs, not understanding: whether the two can both be true,
a person decides.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

DENIALS: Final = frozenset(
    "not no never nobody none nothing neither nor cannot without denied denies deny refused".split()
)
CONTRACTED: Final = re.compile(r"n['’]t\b")
WORDS: Final = re.compile(r"[a-z]+(?:['’-][a-z]+)*|\d[\d,.]*%?")
NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
MONTHS: Final = "january february march april may june july august september october november december".split()
DAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
YEARS: Final = range(1500, 2200)
PRONOUN: Final = frozenset({"one"})
"""Number words that are more often something else."""


def opposed(one: str, other: str) -> str | None:
    """What in two claims is opposite, in words; None where nothing is.

    Args:
        one: A claim that is much like the `other`.
        other: That.

    >>> opposed("Three people were hurt", "Five people were hurt")
    'the number 3 against 5'
    >>> opposed("The harbour was open", "The harbour was closed"), opposed("It rained", "It rained hard")
    ('open against closed', None)
    """
    first, second = words(one), words(other)
    one_denies = denials(first, one) != denials(second, other)
    pair = antonyms_in(first, second)
    if pair and not one_denies:
        return f"{pair[0]} against {pair[1]}"
    if one_denies and not pair:
        return "one denies it"
    return (
        differing("the month", months(one), months(other))
        or differing("the day", days(first), days(second))
        or differing("the year", years(first), years(second))
        or differing("the number", numbers(first), numbers(second))
    )


def words(text: str) -> list[str]:
    """The words and numbers of a text, in lower case."""
    return WORDS.findall(text.lower())


def denials(found: list[str], text: str) -> bool:
    """Whether a claim denies something: an odd number of denials.

    >>> denials(words("It didn't rain"), "It didn't rain"), denials(words("It rained"), "It rained")
    (True, False)
    """
    return (sum(word in DENIALS for word in found) + len(CONTRACTED.findall(text.lower()))) % 2 == 1


def antonyms_in(first: list[str], second: list[str]) -> tuple[str, str] | None:
    """A word of one claim and its opposite in the other, where neither claim has both."""
    for word in first:
        for opposite in sorted(antonyms().get(word, ())):
            if opposite in second and word not in second and opposite not in first:
                return word, opposite
    return None


@cache
def antonyms() -> dict[str, frozenset[str]]:
    """The words of news and their opposites, both ways.

    >>> sorted(antonyms()["rose"])
    ['fell']
    """
    found: dict[str, set[str]] = {}
    for line in files("kg.merge").joinpath("antonyms.tsv").read_text("utf-8").splitlines():
        one, other = line.split("\t")
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(opposites) for word, opposites in found.items()}


def differing(what: str, one: list[str], other: list[str]) -> str | None:
    """That two claims have as many of something, but not the same."""
    if one and other and len(one) == len(other) and set(one).isdisjoint(other):
        return f"{what} {', '.join(one)} against {', '.join(other)}"
    return None


def numbers(found: list[str]) -> list[str]:
    """The numbers of a claim as figures, years left out.

    >>> numbers(words("Two of 1,200 in 1968"))
    ['2', '1200']
    """
    figures = (figure(word) for word in found)
    return [number for number in figures if number and not is_year(number)]


def figure(word: str) -> str | None:
    """A word as a figure, if it is a number."""
    if word in NUMBERS and word not in PRONOUN:
        return str(NUMBERS[word])
    bare = word.rstrip(".,%").replace(",", "")
    return bare if bare[:1].isdigit() else None


def is_year(number: str) -> bool:
    """Whether a figure can be a year."""
    return number.isdecimal() and int(number) in YEARS


def years(found: list[str]) -> list[str]:
    """The years of a claim."""
    return [number for word in found if (number := figure(word)) and is_year(number)]


def months(text: str) -> list[str]:
    """The months of a claim; May only with a capital, not at the beginning."""
    named = re.findall(rf"(?<!^)\b(?:{'|'.join(month.capitalize() for month in MONTHS)})\b", text)
    return [month.lower() for month in named]


def days(found: list[str]) -> list[str]:
    """The days of the week of a claim."""
    return [word for word in found if word in DAYS]
