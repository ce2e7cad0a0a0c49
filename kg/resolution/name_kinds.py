"""Decide whether a name is that of a person, a body, several people, or something else.

The recogniser errs most for names that it has never read: a paper ("Politico") or a firm
("Euronext") for a person, a person for a body. So all uses of a name in a document decide together:
a softmax over four kinds, linear in the features below, which are what English news writes around
names and in them. `training/name_kinds.py` fits the weights in `name_kinds.json`.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_classes, nouns, officeholders
from kg.model import Kind
from kg.resolution.lexicon import first_name_gender, is_first_name, is_person_noun, is_place
from kg.statements.syntax import lemma_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from kg.resolution.names import Name

__all__ = ["KINDS", "decide_kinds", "describe_names", "find_usual_kinds"]

KINDS: Final = (Kind.PERSON, Kind.ORGANIZATION, Kind.GROUP, None)
"""What the weights decide between; None is anything else, for which the recogniser is believed."""
_JOINED: Final = re.compile(r"&| and ")
_INITIAL: Final = re.compile(r"\b[A-Z]\b")
_BESIDE: Final = frozenset("the in at on of to from by with for and a an , ( 's".split())
"""What before or behind a name may tell what it is."""
_TITLES: Final = frozenset({"honorific", "title", "person"})
_SURE: Final = 0.6
"""How sure the weights must be to be believed before the recogniser."""


def decide_kinds(doc: Doc, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return the names, each with the kind that all its uses in a document tell.

    Args:
        doc: The text.
        names: In text order, with the kinds that the recogniser gives.
    """
    usual = find_usual_kinds(names)
    scores = {text: _score(features) for text, features in describe_names(doc, names).items()}
    kinds: dict[str, Kind] = {}
    for text, pooled in _pool_families(scores).items():
        kinds[text] = _choose_kind(pooled, usual[text])
        if is_place(text):
            kinds[text] = Kind.PLACE if usual[text] is Kind.PERSON else usual[text]
    return tuple(replace(name, kind=kinds[name.text]) for name in names)


def find_usual_kinds(names: Sequence[Name]) -> dict[str, Kind]:
    """Return the kind that the recogniser gives most often to each name."""
    counted: dict[str, Counter[Kind]] = {}
    for name in names:
        counted.setdefault(name.text, Counter())[name.kind] += 1
    return {text: kinds.most_common(1)[0][0] for text, kinds in counted.items()}


def _score(features: Mapping[str, float]) -> list[float]:
    """Return the weighted sum of some features for each of `KINDS`."""
    scores = [0.0] * len(KINDS)
    for feature, value in features.items():
        for place, weight in enumerate(_load_weights().get(feature, ())):
            scores[place] += weight * value
    return scores


def _pool_families(scores: Mapping[str, list[float]]) -> dict[str, list[float]]:
    """Return the scores of names, those of a name and of its end alone put together.

    "Ann van Lee" and "van Lee" are of one kind, and so are "the Washington Post" and "the Post".
    """
    pooled = {text: list(own) for text, own in scores.items()}
    for text, own in scores.items():
        family = next((end for end in _list_ends(text) if end in scores), None)
        if family is not None:
            pooled[text] = [sum(both) for both in zip(own, scores[family], strict=True)]
            pooled[family] = [sum(both) for both in zip(own, pooled[family], strict=True)]
    return pooled


def _list_ends(text: str) -> Iterator[str]:
    """Yield a name without its first word, the first two and so on: "van Lee", "Lee"."""
    while " " in text:
        text = text.partition(" ")[2]
        yield text


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


def describe_names(doc: Doc, names: Sequence[Name]) -> dict[str, dict[str, float]]:
    """Return the features of each name; those of its uses are shares of all its uses."""
    counted = Counter(name.text for name in names)
    told: dict[str, Counter[str]] = {}
    for text in counted:
        told[text] = Counter(["name", *_read_words(text)])
    long = list(filter(_is_long, counted))
    parts = {alone for text in long for alone, _ in _relate_to_parts(text)}
    titled = {name.text for name in names if _has_title(doc, name)}
    speaking = {token.text for token in doc if token.text in parts and _speaks_alone(token)}
    for text in long:
        for alone, relation in _relate_to_parts(text):
            if alone in speaking:
                told[text][f"{relation} speaks alone"] = 1
            if alone in counted:
                told[text][f"{relation} used alone"] = 1
                whole = "a person" if text in titled else _sort_long_name(text)
                told[alone][f"{relation} of {whole}"] = 1
    described = {text: dict[str, float](features) for text, features in told.items()}
    for name in names:
        features = described[name.text]
        for feature in _read_use(doc, name):
            features[feature] = features.get(feature, 0.0) + 1 / counted[name.text]
    return described


def _speaks_alone(word: Token) -> bool:
    """Tell whether a proper noun says something, without an article or another word before it."""
    if word.pos_ != "PROPN" or word.dep_ != "nsubj" or word.n_lefts:
        return False
    return ("verb", lemma_of(word.head)) in cue_classes()


def _has_title(doc: Doc, name: Name) -> bool:
    """Tell whether a title or a noun for a person stands before a name: "attorney Ann Lee"."""
    is_first = name.first == 0 or doc[name.first].is_sent_start
    return not is_first and _sort_neighbour(doc[name.first - 1]) in _TITLES


def _is_long(text: str) -> bool:
    """Tell whether a name has several words."""
    return " " in text


def _relate_to_parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the first and the last word of a name, each with what it is."""
    first, *_, last = text.split()
    yield first, "first word"
    yield last, "last word"


def _sort_long_name(text: str) -> str:
    """Return whether a long name is like a person's: with a first name, and no word for a body."""
    first, *_, last = text.split()
    if not _is_given(first) or last.lower() in nouns("body"):
        return "another name"
    return "a person"


def _is_given(word: str) -> bool:
    """Tell whether a word is a first name, by those who have it or by the gender that it tells."""
    return is_first_name(word) or first_name_gender(word) is not None


def _read_words(text: str) -> Iterator[str]:
    """Yield what the words of a name tell."""
    first, last = text.split(maxsplit=1)[0], text.rsplit(maxsplit=1)[-1]
    if _is_given(first):
        yield "first name before others" if _is_long(text) else "first name alone"
    if last in _families_in_office():
        yield "family of an officeholder"
    if last.lower().removesuffix("s") in nouns("body"):
        yield "body last"
    if text.replace(".", "").isupper():
        yield "capitals before others" if _is_long(text) else "capitals alone"
    if text.endswith("s"):
        yield "ends with s"
    if _INITIAL.search(text):
        yield "initial"
    if _JOINED.search(text):
        yield "and"


@cache
def _families_in_office() -> frozenset[str]:
    """Return the last words of the names of those who hold or held an office."""
    return frozenset(row["name"].split()[-1] for row in officeholders())


def _read_use(doc: Doc, name: Name) -> Iterator[str]:
    """Yield what the recogniser and the words around tell of one use of a name."""
    yield f"recognised as {name.kind}"
    head = doc[name.first : name.last].root
    if _speaks_alone(head):
        yield "speaks alone"
    if head.tag_ == "NNPS" and not head.n_lefts:
        yield "plural without an article"
    if name.first > 0 and not doc[name.first].is_sent_start:
        yield f"before: {_sort_neighbour(doc[name.first - 1])}"
    if name.last < len(doc):
        yield f"behind: {_sort_neighbour(doc[name.last])}"


def _sort_neighbour(word: Token) -> str:
    """Return what a word before or behind a name is: a title, a noun for a body, "the"."""
    text = word.lower_.rstrip(".") or word.text
    for use in ("honorific", "title", "body"):
        if text in nouns(use):
            return use
    if word.tag_ in {"NN", "NNP"} and is_person_noun(word.lower_):
        return "person"
    return text if text in _BESIDE else word.tag_
