"""Two claims word by word: which words of one the other lacks, and whether the roles in them are exchanged.

Claims about the same things in the same situation are much alike to a sentence encoder, whatever
they say of it ("she sued her employer", "she left her employer"). What tells them apart are the
words that they do not share.
"""

from __future__ import annotations

import re
from typing import Final

WORDS: Final = re.compile(r"[a-z]+(?:['’-][a-z]+)*|\d[\d,.]*%?")
NAME: Final = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]*")
"""A word with a capital that begins no sentence."""
EMPTY: Final = frozenset(
    "a an the of in on at to for by with from into under over as that this these those it its he she they him his "
    "her them their who whom which what and or but so if is are was were be been being am has have had having do does "
    "did will would shall should can must not no there here also very own any some such only just about during through "
    "within out off now then when where while because one ones said".split()
)
"""Words that say nothing of their own."""
BE: Final = frozenset("is are was were be been being".split())
THAN: Final = "than"
SYMMETRIC: Final = frozenset(
    "met meet meets fought married divorced like resembles agreed merged merge spoke talked equals borders than".split()
)
"""Words around which two can change places."""
SHORTEST: Final = 3
"""Letters that two forms of a word share at least."""
ENDING: Final = 2
"""Letters of the shorter form in which they may differ."""


def words(text: str) -> list[str]:
    """The words and numbers of a text, in lower case.

    >>> words("Ann's 2 boats")
    ["ann's", '2', 'boats']
    """
    return WORDS.findall(text.lower())


def content(text: str) -> list[str]:
    """The words of a text that say something, in order.

    >>> content("The mayor has signed it")
    ['mayor', 'signed']
    """
    return [re.sub(r"['’]s?$", "", word) for word in words(text) if word not in EMPTY]


def unshared(one: str, other: str) -> tuple[str, str]:
    """What each of two claims says in words that the other lacks in any form.

    >>> unshared("She signed the treaty", "The treaty was torn up by her")
    ('signed', 'torn up')
    """
    first, second = content(one), content(other)
    return lacking(first, second), lacking(second, first)


def shared_words(one: str, other: str) -> int:
    """How many words that say something a claim shares with another.

    >>> shared_words("She signed the treaty", "The treaty was signed in May")
    2
    """
    first = content(one)
    return len(first) - len(lacking(first, content(other)).split())


def name_others(one: str, other: str) -> bool:
    """Whether each of two claims names somebody or something that the other does not.

    >>> name_others("He lives in Oslo", "He lives in Rome"), name_others("He lives in Oslo", "He lives here")
    (True, False)
    """
    first, second = (set(content(" ".join(NAME.findall(text)))) for text in (one, other))
    return not first <= set(content(other)) and not second <= set(content(one))


def lacking(first: list[str], second: list[str]) -> str:
    """The words of one list that the other has in no form."""
    return " ".join(word for word in first if not any(is_form(word, other) for other in second))


def is_form(one: str, other: str) -> bool:
    """Whether two words may be forms of one: they begin alike. Numbers are forms of nothing else.

    >>> is_form("signed", "signing"), is_form("port", "post"), is_form("14", "140")
    (True, False, False)
    """
    if one == other or one[:1].isdigit() or other[:1].isdigit():
        return one == other
    shared = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None
    )
    least = min(len(one), len(other))
    return (least if shared is None else shared) >= max(SHORTEST, least - ENDING)


def exchanged(one: str, other: str) -> str | None:
    """The word around which the roles of two claims are exchanged; None if they are not.

    >>> exchanged("Ann sued the bank", "The bank sued Ann"), exchanged("Ann sued the bank", "The bank was sued by Ann")
    ('sued', None)
    >>> exchanged("There are more men than women", "There are more women than men")
    'than'
    """
    if any(unshared(one, other)):
        return None
    first, second = content(one), content(other)
    for word in first:
        before, after = around(word, first)
        behind, ahead = around(word, second)
        if (
            word == THAN
            and set(after) <= set(behind)
            and set(ahead) <= set(before)
            and after != ahead
        ):
            return word
        is_swapped = before and after and set(before) <= set(ahead) and set(after) <= set(behind)
        if (
            is_swapped
            and word not in SYMMETRIC
            and is_passive(word, one) == is_passive(word, other)
        ):
            return word
    return None


def is_passive(word: str, text: str) -> bool:
    """Whether a claim says that something is done to somebody.

    >>> is_passive("counted", "Ten were counted"), is_passive("saw", "He saw")
    (True, False)
    """
    found = words(text)
    place = found.index(word) if word in found else 0
    return not BE.isdisjoint(found[max(0, place - 2) : place]) or "by" in found[place:]


def around(word: str, found: list[str]) -> tuple[list[str], list[str]]:
    """The words before a word and those behind it; none where it is not there, or twice."""
    if found.count(word) != 1:
        return [], []
    place = found.index(word)
    return found[:place], found[place + 1 :]
