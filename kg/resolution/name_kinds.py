"""Decide whether a name is that of a person, a body, several people, or something else.

The recogniser errs most for names that it has never read: a paper ("Politico") or a firm
("Euronext") for a person, a person for a body. So all uses of a name in a document decide together:
a softmax over four kinds, linear in the features below, which are what English news writes around
names and in them. `training/name_kinds.py` fits the weights in `name_kinds.json`.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words, nouns, officeholders
from kg.model import Kind
from kg.resolution.lexicon import first_name_gender, is_person_noun, is_place, medium_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from kg.resolution.names import Name

__all__ = ["KINDS", "decide_kinds", "describe_names"]

KINDS: Final = (Kind.PERSON, Kind.ORGANIZATION, Kind.GROUP, None)
"""What the weights decide between; None is anything else, for which the recogniser is believed."""
_BESIDE: Final = frozenset(
    {"the", "in", "at", "on", "of", "to", "from", "by", "with", "for", "and", "a", "an", ",", "("}
)
"""What before or behind a name may tell what it is."""
_SURE: Final = 0.6
"""How sure the weights must be to be believed before the recogniser."""
_LONG: Final = 4
"""How many words a name has that is as good as any longer one."""


def decide_kinds(doc: Doc, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return the names, each with the kind that all its uses in a document tell.

    Args:
        doc: The text.
        names: In text order, with the kinds that the recogniser gives.
    """
    usual = {text: counted.most_common(1)[0][0] for text, counted in _count_kinds(names).items()}
    scores = {text: _score(features) for text, features in describe_names(doc, names).items()}
    kinds: dict[str, Kind] = {}
    for text, pooled in _pool_families(scores).items():
        kinds[text] = usual[text] if is_place(text) else _choose_kind(pooled, usual[text])
    return tuple(replace(name, kind=kinds[name.text]) for name in names)


def _score(features: Mapping[str, float]) -> list[float]:
    """Return the weighted sum of some features for each of `KINDS`."""
    scores = [0.0] * len(KINDS)
    for feature, value in features.items():
        for place, weight in enumerate(_load_weights().get(feature, ())):
            scores[place] += weight * value
    return scores


def _pool_families(scores: Mapping[str, list[float]]) -> dict[str, list[float]]:
    """Return the scores of names, those of a name and of its last word alone put together.

    "Ann Lee" and "Lee" are of one kind, and so are "the Washington Post" and "the Post".
    """
    pooled = {text: list(own) for text, own in scores.items()}
    for text, own in scores.items():
        family = text.split()[-1]
        if family != text and family in scores:
            pooled[text] = [sum(both) for both in zip(own, scores[family], strict=True)]
            pooled[family] = [sum(both) for both in zip(own, pooled[family], strict=True)]
    return pooled


def _choose_kind(scores: Sequence[float], usual: Kind) -> Kind:
    """Return the likeliest kind, or the one of the recogniser where the weights know no better."""
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    best = KINDS[scores.index(highest)]
    if 1 / sum(powers) < _SURE:
        return usual
    if best is None:
        is_other = usual not in KINDS
        return usual if is_other else Kind.THING
    if usual is Kind.PLACE and best is not Kind.PERSON:
        return usual  # a place and its council go by one name
    return best


@cache
def _load_weights() -> dict[str, list[float]]:
    """Return the weights of each feature, in the order of `KINDS`."""
    found: dict[str, list[float]] = json.loads(
        files("kg.resolution").joinpath("name_kinds.json").read_text(encoding="utf-8")
    )
    return found


def _count_kinds(names: Sequence[Name]) -> dict[str, Counter[Kind]]:
    """Return how often the recogniser gives which kind to each name."""
    counted: dict[str, Counter[Kind]] = defaultdict(Counter)
    for name in names:
        counted[name.text][name.kind] += 1
    return counted


def describe_names(doc: Doc, names: Sequence[Name]) -> dict[str, dict[str, float]]:
    """Return the features of each name; those of its uses are shares of all its uses."""
    uses: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        uses[name.text].append(name)
    parts = _find_parts(names)

    described: dict[str, dict[str, float]] = {}
    for text, places in uses.items():
        features = Counter[str]({**dict.fromkeys(_read_words(text), 1.0), "name": 1.0})
        for part in parts.get(text, ()):
            features[part] = 1.0
        for name in places:
            length = min(len(name.words), _LONG)
            recognised = f"recognised as {name.kind}"
            for told in (recognised, f"{recognised}, words: {length}", *_read_use(doc, name)):
                features[told] += 1 / len(places)
        described[text] = dict(features)
    return described


def _find_parts(names: Sequence[Name]) -> dict[str, set[str]]:
    """Return of which longer names the first or the last word is used by itself, and how."""
    parts: dict[str, set[str]] = defaultdict(set)
    for text in {name.text for name in names if " " in name.text}:
        first, *_, last = text.split()
        sort = "of a person" if _is_like_person(text) else "of another name"
        parts[first].add(f"first word {sort}")
        parts[last].add(f"last word {sort}")
    alone = {name.text for name in names if " " not in name.text}
    for text in {name.text for name in names if " " in name.text}:
        if text.split()[-1] in alone:
            parts[text].add("last word used alone")
        if text.split()[0] in alone:
            parts[text].add("first word used alone")
    return parts


def _is_like_person(text: str) -> bool:
    """Tell whether a name begins with a first name and ends with no word for a body."""
    first, *_, last = text.split()
    return first_name_gender(first) is not None and last.lower() not in nouns("body")


def _read_words(text: str) -> Iterator[str]:
    """Yield what the words of a name tell."""
    words = text.split()
    small = [word.lower().rstrip(".") for word in words]
    sort = "alone" if len(words) == 1 else "before others"
    yield f"words: {min(len(words), _LONG)}"
    if first_name_gender(words[0]) is not None:
        yield f"first name {sort}"
    if words[-1] in _families_in_office():
        yield "family of an officeholder"
    if small[-1].removesuffix("s") in nouns("body"):
        yield "body last"
    if not nouns("body").isdisjoint(small[:-1]):
        yield "body within"
    if medium_of(small[-1].removesuffix("s")):
        yield "document last"
    if is_person_noun(small[-1].removesuffix("s")):
        yield "person last"
    if not {"of", "for"}.isdisjoint(small):
        yield "of"
    if not {"&", "and"}.isdisjoint(small):
        yield "and"
    yield from _read_letters(text, sort)


@cache
def _families_in_office() -> frozenset[str]:
    """Return the last words of the names of those who hold or held an office."""
    return frozenset(row["name"].split()[-1] for row in officeholders())


def _read_letters(text: str, sort: str) -> Iterator[str]:
    """Yield what the letters of a name tell."""
    letters = text.replace(".", "")
    if letters.isupper() and len(letters) > 1:
        yield f"all capitals {sort}"
    elif any(letter.isupper() for word in letters.split() for letter in word[1:]):
        yield "capitals within"
    if any(letter.isdigit() for letter in text):
        yield "figures"
    if text.endswith("s"):
        yield "ends with s"
    if any(len(word.rstrip(".")) == 1 for word in text.split()):
        yield "initial"
    elif "." in text:
        yield "full stop"


def _read_use(doc: Doc, name: Name) -> Iterator[str]:
    """Yield what stands around one use of a name."""
    head = doc[name.first : name.last].root
    yield f"relation {head.dep_}"
    if head.tag_ == "NNPS" and not any(child.dep_ == "det" for child in head.children):
        yield "plural without an article"
    if head.dep_ == "nsubj" and head.head.lemma_ in cue_words("asserting"):
        yield "says"
    if name.first > 0 and not doc[name.first].is_sent_start:
        yield from _read_neighbour(doc[name.first - 1], "before")
    if name.last < len(doc):
        yield from _read_neighbour(doc[name.last], "behind")
        if doc[name.last].text == "," and doc[min(name.last + 1, len(doc) - 1)].like_num:
            yield "age behind"
    for child in head.rights:
        if child.dep_ == "relcl":
            yield f"clause with {child.left_edge.lower_}"
        if child.dep_ == "appos":
            yield f"apposition: {_sort_noun(child)}"
    if head.dep_ == "appos":
        yield f"apposition of: {_sort_noun(head.head)}"


def _read_neighbour(word: Token, where: str) -> Iterator[str]:
    """Yield what a word before or behind a name tells."""
    text = word.lower_.rstrip(".") or word.text
    if text in _BESIDE or word.tag_ == "POS":
        yield f"{where}: {'possessive' if word.tag_ == 'POS' else text}"
    elif text in nouns("honorific"):
        yield f"{where}: honorific"
    elif text in nouns("title"):
        yield f"{where}: title"
    elif word.pos_ in {"NOUN", "PROPN"}:
        yield f"{where}: {_sort_noun(word)}"
    else:
        yield f"{where}: {word.pos_}"


def _sort_noun(noun: Token) -> str:
    """Return what a noun beside a name stands for: a body, a person, or something else."""
    lemma = noun.lemma_.lower()
    if lemma in nouns("body"):
        return "body"
    return "person" if is_person_noun(lemma) else f"other {noun.pos_}"
