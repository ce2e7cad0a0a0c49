"""Fit the weights of `kg.resolution.antecedents` on articles whose sources are known by name.

    python -m training.antecedents identities.jsonl cards.jsonl -o kg/resolution/antecedents.json

A line of a corpus is as for the network, and each attribution in "gold" also has "who": a name, a
list of names, or null; in cards, the ids of its entities. Printed are the scores of a cross-validation
by article, and how far the probabilities can be believed.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kg.documents.fields import to_document
from kg.language.annotation import annotate, load_model
from kg.model import Entity, Kind, Source, SourceRule, Span
from kg.resolution.antecedents import find_candidates
from kg.resolution.descriptions import speaking
from kg.resolution.mentions import find_mentions
from kg.resolution.pronouns import find_apart, kinds_meant
from kg.resolution.reading import read_through
from kg.resolution.turns import Turn
from kg.statements.frames import merge_spans
from kg.statements.syntax import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.language.annotation import AnnotatedDocument
    from kg.resolution.antecedents import Candidate

FOLDS: Final = 12
RIDGE: Final = 5.0
STEPS: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A mention with its candidates.

    Attributes:
        right: The indices of the candidates whom it stands for; empty for nobody.
    """

    article: str
    candidates: tuple[Candidate, ...]
    right: tuple[int, ...]


def examples(annotated: AnnotatedDocument, record: dict[str, Any]) -> Iterator[Example]:
    """The pronouns among the sources of an article, with who spoke before as the labels have it."""
    if "entities" in record:
        yield from examples_of_cards(annotated, record)
        return
    reading = read_through(annotated)
    turns: list[Turn] = []
    labelled = [gold for gold in record["gold"] if gold["source"] and gold["content"]]
    for gold in sorted(labelled, key=lambda gold: gold["source"][0]):
        tokens = tokens_of(
            annotated.doc, merge_spans([Span(*place) for place in gold["source"]], annotated.text)
        )
        names = [name for name in (gold["who"], *gold.get("alt", [])) if isinstance(name, str)]
        for mention in (
            find_mentions(reading, tokens)[:1]
            if gold["sure"] and isinstance(gold["who"], str)
            else ()
        ):
            if kinds := kinds_meant(mention.lower_):
                listed = tuple(find_candidates(reading, mention, turns, kinds))
                right = tuple(n for n, one in enumerate(listed) if is_one_of(one.entity, names))
                yield Example(article=record["id"], candidates=listed, right=right)
        known = next(
            (entity for entity in reading.table.of_name.values() if is_one_of(entity, names)), None
        )
        if known is None and gold["kind"] == "unnamed" and isinstance(gold["who"], str):
            known = Entity(name=gold["who"], kind=Kind.UNNAMED)
        if known and tokens:
            turns.append(Turn(tokens[0].i, speaking(known)))


def examples_of_cards(annotated: AnnotatedDocument, record: dict[str, Any]) -> Iterator[Example]:
    """The pronouns among the sources of cards; those inside another's content come last."""
    reading = read_through(annotated)
    forms = {one["id"]: [one["name"], *one.get("forms", [])] for one in record["entities"]}
    kinds_of = {one["id"]: one["kind"] for one in record["entities"]}
    cards = [card for card in record["gold"] if card["source"] and card["content"] and card["who"]]
    around = {number: list(cards_around(card, cards)) for number, card in enumerate(cards)}
    order = sorted(around, key=lambda number: (len(around[number]), cards[number]["source"][0][0]))
    turns: list[Turn] = []
    for number in order:
        card = cards[number]
        kind = Kind(kinds_of[card["who"][0]])
        is_meant = is_called if kind is Kind.PERSON else is_one_of
        source, content = (
            merge_spans([Span(*place) for place in card[part]], annotated.text)
            for part in ("source", "content")
        )
        tokens = tokens_of(annotated.doc, source)
        if not tokens:
            continue
        names = [name for name in forms[card["who"][0]] if name]
        for mention in find_mentions(reading, tokens)[:1] if len(card["who"]) == 1 else ():
            if kinds := kinds_meant(mention.lower_):
                outer = [
                    name for other in around[number] for name in forms[other["who"][0]] if name
                ]
                around_it = [one for one in reading.table.uses if is_called(one, outer)]
                speakers = [
                    Source(entity=one, rule=SourceRule.FULL_NAME, confidence=1.0)
                    for one in around_it
                ]
                apart = find_apart(reading, mention, content, speakers)
                earlier = [turn for turn in turns if turn.at < tokens[0].i]
                listed = tuple(find_candidates(reading, mention, earlier, kinds, apart))
                right = tuple(n for n, one in enumerate(listed) if is_meant(one.entity, names))
                yield Example(article=record["id"], candidates=listed, right=right)
        known = next((one for one in reading.table.uses if is_meant(one, names)), None)
        if known is None and kind is not Kind.PERSON:
            known = Entity(name=forms[card["who"][0]][0], kind=kind)
        if known:
            turns.append(Turn(tokens[0].i, speaking(known), content))


def cards_around(card: dict[str, Any], cards: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The cards in whose content the source of one stands."""
    at = card["source"][0][0]
    for other in cards:
        holds_it = any(start <= at < end for start, end in other["content"])
        if holds_it and other is not card and other["cue"]:
            yield other


def is_called(entity: Entity, forms: list[str]) -> bool:
    """Whether an entity has all the words of the full name, or is called by another of some forms."""
    own = set((entity.name or "").casefold().split())
    wide = [form for number, form in enumerate(forms) if number == 0 or " " in form]
    return any(set(form.casefold().split()) <= own for form in wide) or entity.name in forms


def is_one_of(entity: Entity, names: list[str]) -> bool:
    """Whether an entity goes by one of some names, or by a longer or shorter form of it."""
    own = set((entity.name or "").casefold().split())
    others = [set(name.casefold().replace("’s", "").split()) for name in names]
    return bool(own) and any(own <= other or other <= own for other in others)


def without_gender(one: Example) -> Example:
    """The same mention where no first name is known, as in news from countries that the corpus is not from."""
    kept = (
        replace(
            found,
            features={
                name: value for name, value in found.features.items() if name != "gender known"
            },
        )
        for found in one.candidates
    )
    return replace(one, candidates=tuple(kept))


def fit(labelled: list[Example]) -> dict[str, float]:
    """The weights under which the right candidates are likeliest (gradient descent with a quadratic penalty)."""
    listed = [*labelled, *map(without_gender, labelled)]
    names = [
        "nobody",
        *sorted({name for one in listed for found in one.candidates for name in found.features}),
    ]
    tables = [matrix(one, names) for one in listed]
    weights = np.zeros(len(names))
    velocity = np.zeros(len(names))
    for _ in range(STEPS):
        slope = RIDGE * weights
        for table, right in tables:
            share = softmax(table @ weights)
            wanted = share * right / (share @ right)
            slope += table.T @ (share - wanted)
        velocity = 0.9 * velocity - slope / len(listed)
        weights = weights + velocity
    return {name: round(float(value), 4) for name, value in zip(names, weights, strict=True)}


def matrix(one: Example, names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """The features of an example's candidates and of nobody, who comes last; and which of them are right."""
    table = np.array(
        [[found.features.get(name, 0.0) for name in names] for found in one.candidates]
        + [[1.0] + [0.0] * (len(names) - 1)]
    )
    right = np.zeros(len(table))
    right[list(one.right) or [-1]] = 1.0
    return table, right


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities in proportion to the exponentials of some scores."""
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def validate(listed: list[Example]) -> list[tuple[float, bool, bool]]:
    """For each example, the probability of the likeliest, whether it is right, and whether it is somebody."""
    articles = sorted({one.article for one in listed})
    out = []
    for fold in range(FOLDS):
        held = set(articles[fold::FOLDS])
        weights = fit([one for one in listed if one.article not in held])
        names = list(weights)
        for one in (one for one in listed if one.article in held):
            table, right = matrix(one, names)
            share = softmax(table @ np.array(list(weights.values())))
            best = int(share.argmax())
            out.append((float(share[best]), bool(right[best]), best < len(one.candidates)))
    return out


def report(found: list[tuple[float, bool, bool]]) -> None:
    """Print how often the likeliest is right, and how far its probability can be believed."""
    answered = [(share, right) for share, right, somebody in found if somebody]
    all_right = np.mean([right for _, right, _ in found])
    print(
        f"{len(found)} pronouns, right {all_right:.3f}; {len(answered)} resolved, right {mean(answered):.3f}"
    )
    for low, high in pairwise((0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)):
        inside = [one for one in answered if low <= one[0] < high]
        if inside:
            said = np.mean([share for share, _ in inside])
            print(f"  said {said:.2f}, right {mean(inside):.2f}, {len(inside)} mentions")


def mean(answered: list[tuple[float, bool]]) -> float:
    """The share of right answers."""
    return float(np.mean([right for _, right in answered]))


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    records = [
        json.loads(line)
        for corpus in options.corpora
        for line in corpus.read_text(encoding="utf-8").splitlines()
    ]
    documents = [to_document(record, str(record["id"]), {}) for record in records]
    read = list(annotate(documents, load_model()))
    listed = [
        one
        for annotated, record in zip(read, records, strict=True)
        for one in examples(annotated, record)
    ]
    report(validate(listed))
    options.out.write_text(json.dumps(fit(listed), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
