"""Fit the weights of `kg.link.pairs` on pairs of claims of real news that were read by hand.

    python -m training.pairs cards.jsonl pairs/ build/ -o kg/link/pairs.tsv --judgements held.sssom.tsv

The articles are as `benchmarks.cards` has them, and `build/` is a build of those that share an event.
A file of `pairs/` holds `{"group": ..., "pairs": [[article, card, article, card, relation], ...]}`.
A statement stands for the card whose content it overlaps best. Every pair of statements that
`kg link` would compare is an example: of the relation that its cards have, or of none.

The weights of a first look are written beside, into `first.tsv`; what it leaves out by folds is
left out of the examples of the others, too.

Printed is how right the judgements are on events that the weights were not fitted to, by five folds of
whole events, and how far the probabilities can be believed. `--judgements` takes those judgements up as
a table, so that `score_pairs.py` can measure them, too. The weights that are written are of all events.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import dataclass, replace
from itertools import compress, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kg.config import Config
from kg.link.claims import read_statements
from kg.link.comparing import measure_pairs
from kg.link.encoder import embed_texts
from kg.link.entities import select_rows
from kg.link.judgements import SURE, write_judgements
from kg.link.looking import choose_pairs, list_pairs, look_at_pairs
from kg.link.pairs import CONSTANT, RELATIONS, SAME, softmax
from kg.link.relations import judge_pairs
from kg.store import read_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from kg.link.claims import Said

    Floats = NDArray[np.float32]
    Doubles = NDArray[np.float64]
    Card = tuple[str, int]

FOLDS: Final = 5
PENALTY: Final = 10.0
"""Of the squared weights, against fitting too closely; 30 and 100 are as right, and less sure."""
STEPS: Final = 12
HARDLY: Final = 1e-3
"""The penalty of the constants, which without any could grow together for ever."""
OVERLAP: Final = 0.5
"""Of the letters of a statement and a card, from which one stands for the other (Jaccard index)."""
NAMES: Final = {
    "same_utterance": "utterance",
    "same_claim": "claim",
    "corroborates": "corroborates",
    "contradicts": "contradicts",
}
SHA: Final = "SELECT ?article ?sha { ?article cs:textSha256 ?sha }"
PRECISIONS: Final = (0.95, 0.9, 0.8, 0.7, 0.6)
BINS: Final = (0.0, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)
FEWEST: Final = 10
"""Judgements of which a precision is told."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Examples:
    """Pairs of statements, measured and labelled.

    Attributes:
        statements: All; `pairs` are of their places.
        names: Of the features; `values`, those of each pair.
        labels: The place of its relation in `RELATIONS` for each pair; -1 where a statement stands
            for no card.
        folds: The folds of the two events of each pair.
    """

    statements: Sequence[Said]
    pairs: Sequence[tuple[int, int]]
    names: Sequence[str]
    values: Floats
    labels: NDArray[np.int64]
    folds: NDArray[np.int64]


def read_examples(cards: Path, folder: Path, build: Path) -> Examples:
    """Read the pairs of a build, as they are at first sight."""
    articles = {article["id"]: article for article in _read_lines(cards)}
    relations, groups = _read_relations(folder)
    fold_of_group = {group: place % FOLDS for place, group in enumerate(sorted(groups))}
    by_sha = {hashlib.sha256(one["text"].encode()).hexdigest(): one for one in articles.values()}

    store = read_store(build)
    sha = dict(select_rows([store], SHA))
    statements = read_statements([store])
    found = [find_cards(said, by_sha[sha[said.place]]) for said in statements]
    folds = [fold_of_group[by_sha[sha[said.place]]["group"]] for said in statements]

    pairs = list_pairs(statements)
    names, values = look_at_pairs(statements, pairs)
    return Examples(
        statements=statements,
        pairs=pairs,
        names=names,
        values=values,
        labels=np.array([find_label(found[a], found[b], relations) for a, b in pairs]),
        folds=np.array([(folds[a], folds[b]) for a, b in pairs]),
    )


def choose_examples(looked: Examples, likely: Floats) -> Examples:
    """Return the pairs that the encoder reads, measured.

    Args:
        looked: From `read_examples`.
        likely: Their probabilities at first sight.
    """
    chosen = choose_pairs(looked.statements, looked.pairs, likely, with_inside=True)
    pairs = list(compress(looked.pairs, chosen))
    places = sorted({place for pair in pairs for place in pair})
    texts = [looked.statements[place].text for place in places]
    embedded = dict(zip(places, embed_texts(texts), strict=True))
    names, values = measure_pairs(looked.statements, pairs, embedded)
    return replace(
        looked,
        pairs=pairs,
        names=names,
        values=values,
        labels=looked.labels[chosen],
        folds=looked.folds[chosen],
    )


def _read_lines(path: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a file of JSON Lines."""
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)


def _read_relations(folder: Path) -> tuple[dict[frozenset[Card], str], set[str]]:
    """Return the relation of each labelled pair of cards, and the events that they are of."""
    relations: dict[frozenset[Card], str] = {}
    groups: set[str] = set()
    for file in sorted(folder.glob("*.json")):
        data = json.loads(file.read_text("utf-8"))
        groups.add(data["group"])
        for one, card, other, other_card, relation, *_ in data["pairs"]:
            relations.setdefault(frozenset([(one, card), (other, other_card)]), relation)
    return relations, groups


def find_cards(said: Said, article: Mapping[str, Any]) -> set[Card]:
    """Return the cards of an article whose content a statement overlaps best."""
    here = _letters_of(said.passages)
    likes = {}
    for number, card in enumerate(article["gold"]):
        there = _letters_of(card["content"])
        likes[number] = len(here & there) / max(len(here | there), 1)
    best = max(likes.values(), default=0)
    return {(article["id"], number) for number, like in likes.items() if like == best >= OVERLAP}


def _letters_of(spans: Iterable[Sequence[int]]) -> set[int]:
    """Return the places of the letters of some spans."""
    return {place for start, end in spans for place in range(start, end)}


def find_label(one: set[Card], other: set[Card], relations: Mapping[frozenset[Card], str]) -> int:
    """Return the place in `RELATIONS` of how two statements relate; -1 if one has no card."""
    if not one or not other:
        return -1
    had = set()
    for card in one:
        for other_card in other:
            had.add(NAMES.get(relations.get(frozenset([card, other_card]), ""), "none"))
    return next(place for place in (1, 2, 3, 4, 0) if RELATIONS[place] in had)


def fit(values: Floats, labels: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Return the weights of a softmax, features × relations, and the constants of the relations.

    By Newton's method, on features of one mean and spread; the constants bear no penalty.
    """
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-6
    inputs = np.hstack([(values - mean) / spread, np.ones((len(values), 1))]).astype(np.float64)
    wanted = np.eye(len(RELATIONS))[labels]
    penalty = np.full((inputs.shape[1], 1), 2 * PENALTY)
    penalty[-1] = HARDLY
    weights = np.zeros((inputs.shape[1], len(RELATIONS)))
    for _ in range(STEPS):
        likely = softmax(inputs @ weights)
        slope = inputs.T @ (likely - wanted) + penalty * weights
        step = np.linalg.solve(_curve(inputs, likely, penalty), slope.T.reshape(-1))
        weights = weights - step.reshape(len(RELATIONS), -1).T
    free = weights[:-1] / spread[:, None]
    return free.astype(np.float32), (weights[-1] - mean @ free).astype(np.float32)


def _curve(inputs: Doubles, likely: Doubles, penalty: Doubles) -> Doubles:
    """Return the second derivatives of the loss by the weights, relation by relation."""
    rows = []
    for one in range(len(RELATIONS)):
        row = []
        for other in range(len(RELATIONS)):
            shared = likely[:, one] * ((one == other) - likely[:, other])
            block = (inputs * shared[:, None]).T @ inputs
            row.append(block + np.diagflat(penalty) if one == other else block)
        rows.append(row)
    return np.block(rows)


def predict_held_back(examples: Examples) -> Floats:
    """Return the probabilities of each pair by weights that saw neither of its events."""
    likely = np.zeros((len(examples.pairs), len(RELATIONS)), dtype=np.float32)
    likely[:, 0] = 1  # of events of two folds, no weights saw neither: left as no relation
    for held in range(FOLDS):
        is_held = (examples.folds == held).any(axis=1)
        learned = (examples.labels >= 0) & ~is_held
        weights, constants = fit(examples.values[learned], examples.labels[learned])
        inside = (examples.folds == held).all(axis=1)
        likely[inside] = softmax(examples.values[inside] @ weights + constants)
    return likely


def report(examples: Examples, likely: Floats) -> Iterator[str]:
    """Yield how right the probabilities are, on pairs of two articles whose cards are known."""
    apart = [
        examples.statements[a].place != examples.statements[b].place for a, b in examples.pairs
    ]
    is_counted = (examples.labels >= 0) & np.array(apart)
    labels, chances = examples.labels[is_counted], likely[is_counted]
    asked = {"same": SAME, "corroborates": (3,), "contradicts": (4,)}
    yield "relation      average precision   recall at precision " + ", ".join(map(str, PRECISIONS))
    for name, places in asked.items():
        chance, right = chances[:, list(places)].sum(axis=1), np.isin(labels, places)
        order = np.argsort(-chance, kind="stable")
        hits = np.cumsum(right[order])
        precision = hits / np.arange(1, len(hits) + 1)
        average = float((precision * right[order]).sum() / max(right.sum(), 1))
        recalls = []
        for least in PRECISIONS:
            good = [hits[at] for at in np.nonzero(precision >= least)[0] if at + 1 >= FEWEST]
            recalls.append(f"{max(good, default=0) / max(right.sum(), 1):.3f}")
        yield f"{name:<13} {average:.3f}               {'  '.join(recalls)}   of {right.sum()}"

    yield "said to be the same   pairs   mean   right"
    chance, right = chances[:, list(SAME)].sum(axis=1), np.isin(labels, SAME)
    for low, high in pairwise(BINS):
        inside = (chance >= low) & (chance < high)
        if inside.any():
            means = f"{chance[inside].mean():.3f}  {right[inside].mean():.3f}"
            yield f"{low:.1f} to {min(high, 1):.1f}            {inside.sum():5d}   {means}"


def write_weights(path: Path, names: Sequence[str], weights: Floats, constants: Floats) -> None:
    """Write a table of the features and their weights."""
    rows = {CONSTANT: constants} | dict(zip(names, weights, strict=True))
    lines = ["\t".join(["feature", *RELATIONS])]
    for name, row in rows.items():
        lines.append("\t".join([name, *(f"{weight:.4f}" for weight in row.tolist())]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("cards", "pairs", "build"):
        parser.add_argument(name, type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--judgements", type=Path, help="where to write those of held-back events")
    options = parser.parse_args()
    looked = read_examples(options.cards, options.pairs, options.build)
    examples = choose_examples(looked, predict_held_back(looked))
    likely = predict_held_back(examples)
    for line in report(examples, likely):
        print(line)
    if options.judgements:
        found = judge_pairs(examples.statements, examples.pairs, likely, "", SURE)
        options.judgements.write_text(write_judgements(found, Config().base), encoding="utf-8")

    for fitted, path in ((looked, options.out.with_name("first.tsv")), (examples, options.out)):
        learned = fitted.labels >= 0
        write_weights(path, fitted.names, *fit(fitted.values[learned], fitted.labels[learned]))


if __name__ == "__main__":
    main()
