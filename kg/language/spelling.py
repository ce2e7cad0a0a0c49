"""One name in several spellings: transliterations, titles, and what stands behind a name.

"Zelensky", "Zelenskiy" and "Zelenskyy" are one name in Cyrillic letters, "Mohammed" and "Muhammad"
one in Arabic ones. The table `en/spellings.tsv` says which spellings stand for the same: of whole
words, and at the beginning, inside and at the end of longer words; and which short forms of first
names stand for which. What it makes of a name is a key to compare names by, and nothing to show.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from kg.language.folding import fold_name
from kg.language.tables import ANY, read_table
from kg.language.words import name_words, nouns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "differ_by_a_letter",
    "full_first_names",
    "generation_of",
    "spell_name",
    "spell_words",
    "strip_titles",
]

_PLACES: Final = ("beginning", "ending", "inside", "nickname", "word")
_LONG: Final = 6
"""Letters from which on the parts of a word are spelled the common way: "Khan" is not "Han"."""
_MANY: Final = 10_000
"""Names whose spelling is kept."""
_ARTICLES: Final = frozenset({"al", "el"})
"""The Arabic article: "Bashar al-Assad" is "Bashar Assad"."""


@cache
def _spellings() -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return the other spellings and the common one, by the place where it counts, longest first.

    >>> _spellings()["ending"][:2]
    [('ienko', 'enko'), ('yenko', 'enko')]
    """
    columns = {"common": ANY, "place": _PLACES, "others": ANY}
    table = files("kg.language") / "en" / "spellings.tsv"
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_table(table, columns, ("common", "place")):
        others = row["others"].split("|")
        found[row["place"]] += [(other, row["common"]) for other in others]
    for spellings in found.values():
        spellings.sort(key=lambda one: (-len(one[0]), one[0]))
    return found


@cache
def _whole_words() -> Mapping[str, str]:
    """Return the words that are spelled in several ways, the common one too, each with that."""
    words = dict(_spellings()["word"])
    return words | {common: common for common in words.values()}


@cache
def full_first_names() -> Mapping[str, frozenset[str]]:
    """Return the short forms of first names, each with the names that it may stand for.

    All are in the common spelling.

    >>> sorted(full_first_names()["abe"])
    ['abraham']
    """
    found: dict[str, set[str]] = defaultdict(set)
    for short, full in _spellings()["nickname"]:
        found[_spell_word(short)].add(_spell_word(full))
    return {short: frozenset(full) for short, full in found.items()}


def spell_name(name: str) -> str:
    """Return a name in the common spelling of each of its words, folded.

    The spaces go, since they differ, too: "Kim Jong-un" is "Kim Jongun".

    >>> spell_name("Volodymyr Zelenskyy") == spell_name("Vladimir Zelensky")
    True
    >>> spell_name("Hansen") == spell_name("Hanson")
    False
    """
    return "".join(spell_words(name))


@lru_cache(maxsize=_MANY)
def spell_words(name: str) -> tuple[str, ...]:
    """Return the words of a name in their common spelling, folded, without the Arabic article.

    >>> spell_words("Bashar el-Assad")
    ('bashar', 'asad')
    """
    words = fold_name(name).split()
    kept = [word for word in words if word not in _ARTICLES] or words
    return tuple(map(_spell_word, kept))


@lru_cache(maxsize=_MANY)
def _spell_word(word: str) -> str:
    """Return a folded word in its common spelling; a short one only if it stands in the table.

    >>> _spell_word("kiev"), _spell_word("zelenskiy"), _spell_word("khan")
    ('kyiv', 'zelensky', 'khan')
    """
    whole = _whole_words().get(word)
    if whole or len(word) < _LONG:
        return whole or word

    for other, common in _spellings()["beginning"]:
        if word.startswith(other):
            word = common + word.removeprefix(other)
            break
    for other, common in _spellings()["ending"]:
        if word.endswith(other):
            word = word.removesuffix(other) + common
            break
    for other, common in _spellings()["inside"]:
        word = word.replace(other, common)
    return word


def differ_by_a_letter(word: str, other: str) -> bool:
    """Tell whether two long folded words are a slip apart: a letter more, less, other or swapped.

    The distance is that of optimal string alignment (Boytsov 2011), from the library rapidfuzz.

    >>> differ_by_a_letter("zelensky", "zelenksy"), differ_by_a_letter("lee", "leo")
    (True, False)
    """
    if min(len(word), len(other)) < _LONG:
        return False
    return OSA.distance(word, other, score_cutoff=1) == 1


def generation_of(name: str) -> str:
    """Return what tells a son from his father behind a folded name: "jr"; empty if nothing does.

    >>> generation_of("robert kennedy jr"), generation_of("robert kennedy")
    ('jr', '')
    """
    last = name.rsplit(maxsplit=1)[-1]
    return last if last in name_words("suffix") else ""


def strip_titles(name: str) -> str:
    """Return a person's name, folded, without the titles before and the letters behind it.

    Some titles belong to a single name behind them, and what tells a son from his father stays.

    >>> strip_titles("President Trump"), strip_titles("Sir Ed Davey MP"), strip_titles("Mr.")
    ('trump', 'ed davey', 'mr')
    >>> strip_titles("Pope Francis"), strip_titles("Robert Kennedy Jr.")
    ('pope francis', 'robert kennedy jr')
    """
    words = fold_name(name).split()
    while len(words) > 1 and _begins_with_title(words):
        words = words[1:]
    while len(words) > 1 and words[-1] in name_words("post-nominal"):
        words = words[:-1]
    return " ".join(words)


def _begins_with_title(words: Sequence[str]) -> bool:
    """Tell whether the first of two or more folded words is a title of the others: "mr"."""
    title, *name = words
    if len(name) > 1:
        return title in nouns("title") or title in nouns("role")
    is_plain_title = title in (nouns("role") | nouns("abbreviated")) - nouns("regnal")
    return title in nouns("honorific") or (title in nouns("title") and is_plain_title)
