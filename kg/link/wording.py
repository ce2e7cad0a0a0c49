"""What two statements have in common and what parts them, in words that need no encoder.

That is the words in a row, who says it about whom, and the signs by which claims differ: a denial,
a number, a hedge. So a pair can be looked at before the encoder reads its claims, which is slow.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from math import log, log1p
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words
from kg.link.alignment import split_words
from kg.link.naming import are_alike
from kg.link.opposition import has_denial
from kg.link.words import weakening_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.link.claims import Said

_LONGEST_RUN: Final = 12
"""Words in a row that two claims share; more tell no more."""
_FEW_WORDS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is looked up in the words of a statement, once.

    Attributes:
        words: As `split_words` has them; `numbers`, those of them that begin with a digit.
        denies: Whether it denies something; `dismisses`, whether it calls something untrue.
        is_denied: Whether the cue says so: "denied that".
        may_be: Whether it leaves open if it is so: "may".
    """

    words: list[str]
    numbers: frozenset[str]
    denies: bool
    dismisses: bool
    is_denied: bool
    may_be: bool


def measure_cover(one: Mapping[int, float], other: Mapping[int, float]) -> dict[str, float]:
    """Return the rarity of the word pieces that two texts share, and the shares that it is.

    Args:
        one: The pieces of a text with how rare each is, from `kg.link.encoder.weigh_pieces`.
        other: Those of another.
    """
    shared = sum(one[number] for number in one.keys() & other.keys())
    shares = [shared / max(sum(text.values()), shared) for text in (one, other)]
    return {"least covered": min(shares), "most covered": max(shares), "shared": log1p(shared)}


def measure_words(one: Sequence[str], other: Sequence[str]) -> dict[str, float]:
    """Return the longest run of words that two claims share, and how long they are.

    >>> measured = measure_words(["it", "is", "shut"], ["the", "quay", "is", "shut"])
    >>> round(measured["run"], 2), measured["length"]
    (0.67, 0.75)
    """
    run = find_longest_run(one, other)
    shorter, longer = sorted([len(one), len(other)])
    return {
        "run": run / max(shorter, 1),
        "words in a row": min(run, _LONGEST_RUN) / _LONGEST_RUN,
        "words": log(shorter + 1),
        "length": shorter / max(longer, 1),
        "short": float(shorter <= _FEW_WORDS),
    }


def find_longest_run(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words in a row two claims share, at most.

    >>> find_longest_run(["the", "quay", "is", "shut"], ["a", "quay", "is", "long"])
    2
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(other):
        places[word].append(place)
    best = 0
    ending: dict[int, int] = {}
    for word in one:
        ending = {place: ending.get(place - 1, 0) + 1 for place in places.get(word, ())}
        best = max(best, *ending.values(), 0)
    return best


def measure_speech(one: Said, other: Said) -> dict[str, float]:
    """Return who says two claims, about whom, and in what way."""
    least_names = max(1, min(len(one.names), len(other.names)))
    is_subject = meet(one.speakers, other.subjects) + meet(other.speakers, one.subjects)
    return {
        "speaker": float(meet(one.speakers, other.speakers)),
        "no speaker": float(not one.speakers or not other.speakers),
        "speaker is subject": float(is_subject),
        "subject": float(meet(one.subjects, other.subjects)),
        "names": len(one.names & other.names) / least_names,
        "other names": float(bool(one.names - other.names and other.names - one.names)),
        "inside": float(one.place == other.place),
        "eventuality": float("eventuality" in {one.kind, other.kind}),
        "kind": float(one.kind == other.kind),
        "certainty": float(one.certainty == other.certainty),
        "polarity": float(one.is_negated != other.is_negated),
    }


def meet(names: AbstractSet[str], others: AbstractSet[str]) -> bool:
    """Tell whether some folded names have one in common with others, or its last word.

    >>> meet({"ann lee"}, {"lee", "the mayor"}), meet({"ann lee"}, {"ann ray"})
    (True, False)
    """
    return not last_words(names).isdisjoint(last_words(others))


def may_be_one(names: AbstractSet[str], others: AbstractSet[str]) -> bool:
    """Tell whether one of some folded names fits one of others: not "Ann Lee" and "Bo Lee".

    >>> may_be_one({"ann lee"}, {"lee"}), may_be_one({"ann lee"}, {"bo lee"})
    (True, False)
    """
    return any(are_alike(one.split(), other.split()) for one, other in product(names, others))


def last_words(names: Iterable[str]) -> set[str]:
    """Return the last word of each name."""
    return {name.rpartition(" ")[2] for name in names}


def read_wording(said: Said) -> Wording:
    """Look up the words of a statement."""
    words = split_words(said.text)
    return Wording(
        words=words,
        numbers=frozenset(word for word in words if word[0].isdigit()),
        denies=has_denial(words, said.text),
        dismisses=not words_of("dismissal").isdisjoint(words),
        is_denied=said.cue in cue_words("denying") | cue_words("dismissing"),
        may_be=not weakening_words().isdisjoint(words),
    )


def measure_signs(one: Wording, other: Wording) -> dict[str, float]:
    """Return the signs by which two claims differ that are otherwise alike."""
    has_common_number = not one.numbers.isdisjoint(other.numbers)
    both_have_numbers = bool(one.numbers and other.numbers)
    return {
        "denial": float(one.denies != other.denies),
        "dismissal": float(one.dismisses != other.dismisses),
        "denying cue": float(one.is_denied != other.is_denied),
        "number": float(has_common_number),
        "other number": float(both_have_numbers and not has_common_number),
        "one number": float(bool(one.numbers) != bool(other.numbers)),
        "equally sure": float(one.may_be == other.may_be),
    }
