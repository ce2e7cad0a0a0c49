"""What makes two claims that are otherwise alike contradict each other: a denial, a number, a date, an antonym.

The antonyms are those of news, in `antonyms.tsv`. These are signs, not understanding: whether the
two can both be true, a person decides.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise, permutations
from typing import Final

from kg.link.alignment import exchanged, words

DENIALS: Final = frozenset(
    "not no never nobody none nothing neither nor cannot without denied denies deny refused lacks lacked lack".split()
)
DENYING: Final = re.compile(
    r"\b(?:free (?:of|from)|r[ua]n(?:s|ning)? out of|fail(?:s|ed)? to)\b|n['’]t\b"
)
OPPOSITE: Final = ("un", "dis", "non-")
"""What makes a word its opposite."""
HEDGES: Final = frozenset(
    "may might could perhaps possibly probably likely reportedly allegedly apparently expected whether if considers "
    "considering hopes plans".split()
)
NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {
    "once": 1,
    "twice": 2,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
}
MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
SEASONS: Final = "spring summer autumn winter".split()
SHARES: Final = "half third thirds quarter quarters fifth fifths tenth".split()
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
    if pivot := exchanged(one, other):
        return f"who and whom change places around {pivot!r}"
    return (
        differing("the month", months(one), months(other))
        or differing("the day", those(first, DAYS), those(second, DAYS))
        or differing("the season", those(first, SEASONS), those(second, SEASONS))
        or differing("the year", years(first), years(second))
        or differing("the share", those(first, SHARES), those(second, SHARES))
        or (
            differing("the number", numbers(first), numbers(second))
            if len(numbers(first)) == len(numbers(second))
            else None
        )
    )


def are_equally_sure(one: str, other: str) -> bool:
    """Whether both or neither of two claims says that it may be otherwise.

    >>> are_equally_sure("It will rain", "It may rain"), are_equally_sure("Perhaps it rains", "It may rain")
    (False, True)
    """
    return HEDGES.isdisjoint(words(one)) == HEDGES.isdisjoint(words(other))


def denials(found: list[str], text: str) -> bool:
    """Whether a claim denies something: an odd number of denials.

    >>> denials(words("It didn't rain"), "It didn't rain"), denials(words("It rained"), "It rained")
    (True, False)
    """
    return (sum(word in DENIALS for word in found) + len(DENYING.findall(text.lower()))) % 2 == 1


def antonyms_in(first: list[str], second: list[str]) -> tuple[str, str] | None:
    """A word of one claim and its opposite in the other, where neither claim has both.

    >>> antonyms_in(["he", "turned", "down"], ["he", "accepted"]), antonyms_in(["aware"], ["unaware"])
    (('turned down', 'accepted'), ('aware', 'unaware'))
    """
    one, other = said(first), said(second)
    for word in one:
        for opposite in sorted(
            antonyms().get(word, frozenset()) | {start + word for start in OPPOSITE}
        ):
            if opposite in other and word not in other and opposite not in one:
                return word, opposite
        bare = next((word.removeprefix(start) for start in OPPOSITE if word.startswith(start)), "")
        if bare in other and word not in other:
            return word, bare
    return None


def said(found: list[str]) -> list[str]:
    """The words of a claim, and each with the next."""
    return [*found, *map(" ".join, pairwise(found))]


@cache
def antonyms() -> dict[str, frozenset[str]]:
    """The words of news and their opposites, both ways.

    >>> "fell" in antonyms()["rose"], "rose" in antonyms()["went down"], "rise" in antonyms()["rose"]
    (True, True, False)
    """
    found: dict[str, set[str]] = {}
    for line in files("kg.link").joinpath("antonyms.tsv").read_text("utf-8").splitlines():
        sides = [side.split(", ") for side in line.split("\t")]
        for words_of, opposites in permutations(sides):
            for word in words_of:
                found.setdefault(word, set()).update(opposites)
    return {word: frozenset(opposites) for word, opposites in found.items()}


def differing(what: str, one: list[str], other: list[str]) -> str | None:
    """That two claims have something, but not the same."""
    if one and other and set(one).isdisjoint(other):
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


def those(found: list[str], names: list[str]) -> list[str]:
    """The words of a claim that are among some names."""
    return [word for word in found if word in names]
