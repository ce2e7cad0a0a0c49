"""Two claims word by word: what one says that the other does not, and who does what to whom.

Claims about the same things in the same situation are much alike to a sentence encoder, whatever
they say of it ("she sued her employer", "she left her employer"). What tells them apart are the
words that they do not share.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.link.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORD: Final = re.compile(r"[a-z]+(?:['’-][a-z]+)*|\d[\d,.]*%?")
_SMALL: Final = re.compile(rf"\b(?:{_WORD.pattern})")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_COMPARING: Final = "than"
_SHORTEST_STEM: Final = 3
"""Letters that two forms of a word share at least."""
_LONGEST_ENDING: Final = 2
"""Letters of the shorter form in which they may differ."""


def split_words(text: str) -> list[str]:
    """Return the words and numbers of a text, in small letters.

    >>> split_words("Ann's 2 boats")
    ["ann's", '2', 'boats']
    """
    return _WORD.findall(text.lower())


def find_unshared(one: str, other: str) -> tuple[list[str], list[str]]:
    """Return the words of each of two claims that the other has in no form.

    >>> find_unshared("She signed the treaty", "The treaty was torn up by her")
    (['signed'], ['torn', 'up'])
    """
    first, second = _telling_words(one), _telling_words(other)
    return _lacking(first, second), _lacking(second, first)


def count_shared(one: str, other: str) -> int:
    """Return how many of the telling words of one claim the other has, too.

    >>> count_shared("She signed the treaty", "The treaty was signed in May")
    2
    """
    words = _telling_words(one)
    return len(words) - len(_lacking(words, _telling_words(other)))


def count_plain(one: str, other: str) -> int:
    """Return how many of the telling words of one claim the other has, too, and are no names.

    A word with a capital in both is a name, or begins a sentence.

    >>> count_plain("Mr Ray signed the treaty in Oslo", "The treaty was signed by Mr Ray in Oslo")
    2
    """
    small, other_small = _small_words(one), _small_words(other)
    number = 0
    for word, forms in _find_forms(_telling_words(one), _telling_words(other)):
        number += bool(forms) and (word in small or not other_small.isdisjoint(forms))
    return number


def _small_words(text: str) -> set[str]:
    """Return the words and numbers of a text that begin with no capital."""
    return {_POSSESSIVE.sub("", word) for word in _SMALL.findall(text)}


def find_exchange(one: str, other: str) -> str | None:
    """Return the word around which two claims exchange who and whom; None if they do not.

    >>> find_exchange("Ann sued the bank", "The bank sued Ann")
    'sued'
    >>> find_exchange("Ann sued the bank", "The bank was sued by Ann")
    >>> find_exchange("There are more men than women", "There are more women than men")
    'than'
    """
    if any(find_unshared(one, other)):
        return None

    words, other_words = _telling_words(one), _telling_words(other)
    for word in words:
        before, after = _split_at(word, words)
        other_before, other_after = _split_at(word, other_words)
        if word == _COMPARING:
            moves_back = set(after) <= set(other_before) and set(other_after) <= set(before)
            if moves_back and after != other_after:
                return word
        elif word not in words_of("symmetric") and before and after:
            is_crossed = set(before) <= set(other_after) and set(after) <= set(other_before)
            if is_crossed and _is_passive(word, one) == _is_passive(word, other):
                return word
    return None


def _telling_words(text: str) -> list[str]:
    """Return the words of a text that say something, in order: "mayor", "signed"."""
    empty = words_of("empty")
    return [_POSSESSIVE.sub("", word) for word in split_words(text) if word not in empty]


def _lacking(words: Iterable[str], others: Sequence[str]) -> list[str]:
    """Return the words that are a form of none of the others."""
    return [word for word, forms in _find_forms(words, others) if not forms]


def _find_forms(words: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each word with those of the others that are forms of it."""
    alike: dict[str, list[str]] = defaultdict(list)
    for other in others:
        alike[other[:_SHORTEST_STEM]].append(other)
    for word in words:
        near = alike.get(word[:_SHORTEST_STEM], ())
        yield word, [other for other in near if _is_form(word, other)]


def _is_form(one: str, other: str) -> bool:
    """Tell whether two words may be forms of one, as "signed" and "signing", for they begin alike.

    A number is a form of nothing else: not 14 of 140.
    """
    if one == other:
        return True
    if one[:1].isdigit() or other[:1].isdigit():
        return False
    stem = max(_SHORTEST_STEM, min(len(one), len(other)) - _LONGEST_ENDING)
    return one[:stem] == other[:stem]


def _is_passive(word: str, text: str) -> bool:
    """Tell whether a claim says that something is done to somebody: "ten were counted"."""
    words = split_words(text)
    place = words.index(word) if word in words else 0
    return not words_of("be").isdisjoint(words[max(0, place - 2) : place]) or "by" in words[place:]


def _split_at(word: str, words: list[str]) -> tuple[list[str], list[str]]:
    """Return what stands before a word and what behind it; nothing unless it is there once."""
    if words.count(word) != 1:
        return [], []
    place = words.index(word)
    return words[:place], words[place + 1 :]
