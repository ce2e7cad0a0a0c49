"""The English words that the comparison of claims and of names goes by: a row each in `words.tsv`.

To teach the comparison a word, add a row with all its kinds:

    empty      says nothing of its own: "the", "was"
    be         is a form of "be"
    symmetric  two can change places around it: "A met B", "B met A"
    denial     denies: "never"
    dismissal  calls what another says untrue, or says that somebody does: "baseless", "denied"
    day, month, season, share
    number     is a number, which stands in the third column
    everyday   is no name, but stands in names and roles: "of", "former"
    of-many    makes names that organisations in many places have: "ministry"
    legal-form behind the name of a firm, says what kind of firm it is: "inc"
    trade      behind the name of a firm, says what it is in: "computer", "airlines"
    unsettled  says that it is not so yet, or not surely: "plans", "whether"

Hedges ("perhaps") are not here: `kg/language/en/hedges.tsv` has them for all of `kg`. Opposites
stand in `antonyms.tsv`, a pair of lists a line.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Final

from kg.language.words import hedges
from kg.model import Certainty

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

_KINDS: Final = (
    "be day denial dismissal empty everyday legal-form month number of-many season share symmetric "
    "trade unsettled"
).split()


@cache
def words_of(kind: str) -> frozenset[str]:
    """Return the words of a kind, in small letters.

    >>> sorted(words_of("season"))
    ['autumn', 'spring', 'summer', 'winter']
    """
    return frozenset(_read_words()[kind])


@cache
def weakening_words() -> frozenset[str]:
    """Return the words that leave it open whether a claim is so.

    They are the hedges of `kg.language` that make a claim possible or probable, and the words of
    the kind "unsettled". "Can" is none of them: it is empty here, for it mostly says who is able.

    >>> [word in weakening_words() for word in ("perhaps", "plans", "can", "certainly")]
    [True, True, False, False]
    """
    hedging = {word for word, certainty in hedges().items() if certainty != Certainty.CERTAIN}
    return words_of("unsettled") | (hedging - words_of("empty"))


@cache
def number_words() -> Mapping[str, int]:
    """Return the words that are numbers; "one" is left out, for it is more often something else.

    >>> number_words()["twice"], "one" in number_words()
    (2, False)
    """
    return {word: int(number) for word, number in _read_words()["number"].items()}


@cache
def _read_words() -> Mapping[str, Mapping[str, str]]:
    """Return the words of each kind, with what stands in the third column.

    Raises:
        ValueError: A row names a kind that there is not.
    """
    found: dict[str, dict[str, str]] = {kind: {} for kind in _KINDS}
    with files("kg.link").joinpath("words.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            for kind in row["kinds"].split(", "):
                if kind not in found:
                    what = f"{row['word']!r} has the unknown kind {kind!r}"
                    raise ValueError(f"words.tsv: {what}; the kinds are {', '.join(_KINDS)}")
                found[kind][row["word"]] = row["number"]
    return found


@cache
def opposites() -> Mapping[str, AbstractSet[str]]:
    """Return the opposites of words of news, both ways; a word without any is not there.

    >>> "fell" in opposites()["rose"], "rose" in opposites()["went down"]
    (True, True)
    >>> "rise" in opposites()["rose"]
    False
    """
    found: dict[str, set[str]] = defaultdict(set)
    for line in files("kg.link").joinpath("antonyms.tsv").read_text("utf-8").splitlines():
        left, right = line.split("\t")
        for word, opposite in product(left.split(", "), right.split(", ")):
            found[word].add(opposite)
            found[opposite].add(word)
    return dict(found)
