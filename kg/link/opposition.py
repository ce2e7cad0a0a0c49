"""What makes two claims that are otherwise alike contradict each other.

It is a denial, an antonym, an exchange of who and whom, a date, a share or a number. These are
signs, not understanding: whether both claims can be true, a person decides.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.link.alignment import find_exchange, split_words
from kg.link.words import number_words, opposites, weakening_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_DENYING: Final = re.compile(
    r"\b(?:free (?:of|from)|r[ua]n(?:s|ning)? out of|fail(?:s|ed)? to)\b|n['’]t\b"
)
_MENTIONED: Final = re.compile(r"[\"“‘']([a-z]+)[\"”’']")
"""A word between quotation marks, which is spoken of and says nothing: 'the only "no"'."""
_NEGATIVE_PREFIXES: Final = ("un", "dis", "non-")
_NEGATIVE_PREFIX: Final = re.compile(f"^(?:{'|'.join(_NEGATIVE_PREFIXES)})")
_YEARS: Final = range(1500, 2200)


def find_opposition(one: str, other: str) -> str | None:
    """Return what is opposite in two claims, in words; None if nothing is.

    Args:
        one: A claim.
        other: A claim that is much like it.

    >>> find_opposition("Three people were hurt", "Five people were hurt")
    'the number 3 against 5'
    >>> find_opposition("The harbour was open", "The harbour was closed")
    'open against closed'
    >>> find_opposition("It rained", "It rained hard")
    """
    first, second = split_words(one), split_words(other)
    one_denies = has_denial(first, one) != has_denial(second, other)
    antonyms = _find_antonyms(first, second)
    if one_denies != bool(antonyms):  # both together say the same: "not closed", "open"
        return " against ".join(antonyms) if antonyms else "one denies it"

    pivot = find_exchange(one, other)
    if pivot is not None:
        return f"who and whom change places around {pivot!r}"
    return _find_other_details(one, other)


def find_other_figures(one: str, other: str) -> str | None:
    """Return the figures of two claims that both have some, and none in common; None of others.

    Days and years are none: two firms may lose money in one year.

    >>> find_other_figures("It lost $5m by 31 May 2019", "It lost 4m euros by 31 May 2019")
    'the figures 5 against 4'
    >>> find_other_figures("It lost $5m in 2019", "It lost 7 ships and $5m")
    """
    figures, others = _list_figures(one), _list_figures(other)
    if not figures or not others or figures & others:
        return None
    return f"the figures {', '.join(sorted(figures))} against {', '.join(sorted(others))}"


def _list_figures(text: str) -> set[str]:
    """Return the numbers of a claim that it has in digits, without days and years."""
    words = split_words(text)
    found = set()
    for before, word, behind in zip(["", *words], words, [*words[1:], ""], strict=False):
        figure = _figure_of(word)
        is_date = _is_year(figure) or not words_of("month").isdisjoint({before, behind})
        if word[0].isdigit() and not is_date:
            found.add(figure)
    return found


def are_equally_sure(one: str, other: str) -> bool:
    """Tell whether both or neither of two claims say that it may be otherwise.

    >>> are_equally_sure("It will rain", "It may rain")
    False
    >>> are_equally_sure("Perhaps it rains", "It may rain")
    True
    """
    weakening = weakening_words()
    return weakening.isdisjoint(split_words(one)) == weakening.isdisjoint(split_words(other))


def has_denial(words: list[str], text: str) -> bool:
    """Tell whether a claim denies something: it has an odd number of denials.

    >>> has_denial(["no", "ship", "came"], "No ship came")
    True
    >>> has_denial(["the", "only", "no", "was", "hers"], 'The only "no" was hers')
    False
    """
    small = text.lower()
    said = len(_words_of_kind("denial", words)) + len(_DENYING.findall(small))
    mentioned = len(_words_of_kind("denial", _MENTIONED.findall(small)))
    return (said - mentioned) % 2 == 1


def _find_antonyms(words: list[str], other_words: list[str]) -> tuple[str, str] | None:
    """Return what one claim says and the opposite that only the other says.

    >>> _find_antonyms(["he", "turned", "down"], ["he", "accepted"])
    ('turned down', 'accepted')
    >>> _find_antonyms(["aware"], ["unaware"])
    ('aware', 'unaware')
    """
    phrases, other_phrases = _phrases_of(words), set(_phrases_of(other_words))
    for phrase in phrases:
        if phrase in other_phrases:
            continue
        with_prefix = {prefix + phrase for prefix in _NEGATIVE_PREFIXES}
        contrary = opposites().get(phrase, frozenset()) | with_prefix
        found = other_phrases.intersection(contrary).difference(phrases)
        if found:
            return phrase, min(found)
        without_prefix = _NEGATIVE_PREFIX.sub("", phrase)
        if without_prefix in other_phrases:
            return phrase, without_prefix
    return None


def _phrases_of(words: list[str]) -> list[str]:
    """Return the words, and each with the next: "turned down"."""
    return [*words, *map(" ".join, pairwise(words))]


def _details_of(words: list[str], text: str) -> dict[str, list[str]]:
    """Return the months, days, seasons, years, shares and numbers of a claim.

    >>> found = _details_of(split_words("Two of 1,200 in 1968"), "Two of 1,200 in 1968")
    >>> found["the number"], found["the year"]
    (['2', '1200'], ['1968'])
    """
    figures = [_figure_of(word) for word in words]
    with_capital = re.findall(r"(?<!^)\b[A-Z][a-z]+\b", text)  # for "may" may be a verb
    return {
        "the month": _words_of_kind("month", map(str.lower, with_capital)),
        "the day": _words_of_kind("day", words),
        "the season": _words_of_kind("season", words),
        "the year": [figure for figure in figures if _is_year(figure)],
        "the share": _words_of_kind("share", words),
        "the number": [figure for figure in figures if figure and not _is_year(figure)],
    }


def _words_of_kind(kind: str, words: Iterable[str]) -> list[str]:
    """Return those of some words that are of a kind."""
    return [word for word in words if word in words_of(kind)]


def _find_other_details(one: str, other: str) -> str | None:
    """Return what two claims say otherwise: both name a month, but not the same.

    >>> _find_other_details("It opens in March", "It opens in June")
    'the month march against june'
    """
    details = _details_of(split_words(one), one)
    other_details = _details_of(split_words(other), other)
    for what, said in details.items():
        other_said = other_details[what]
        if what == "the number" and len(said) != len(other_said):
            continue  # one tells more: "three of ten", "three"
        if said and other_said and set(said).isdisjoint(other_said):
            return f"{what} {', '.join(said)} against {', '.join(other_said)}"
    return None


def _figure_of(word: str) -> str:
    """Return a number as a figure, and nothing of any other word."""
    if word in number_words():
        return str(number_words()[word])
    figure = word.rstrip(".,%").replace(",", "")
    return figure if figure[:1].isdigit() else ""


def _is_year(figure: str) -> bool:
    """Tell whether a figure can be a year."""
    return figure.isdecimal() and int(figure) in _YEARS
