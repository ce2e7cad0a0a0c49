"""Fit the weights of `kg.resolution.name_kinds` on articles whose people and bodies are labelled.

    python -m training.name_kinds cards.jsonl -o kg/resolution/name_kinds.json

A line of the cards is an article with "entities", each with "name", "forms" and "kind"; every
person and body that the article names is among them. Printed is how many names have the right kind
when each fifth of the articles is held back, by the weights and by the recogniser.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kg.documents.fields import to_document
from kg.language.annotation import annotate, load_model
from kg.model import Kind
from kg.resolution.lexicon import is_place
from kg.resolution.name_kinds import KINDS, describe_names, find_usual_kinds
from kg.resolution.names import find_recognised, plain_words
from training.folds import FOLDS, fold_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from kg.language.annotation import AnnotatedDocument

    Floats = NDArray[np.float64]

RIDGE: Final = 1.5
"""Of the squared weights, against fitting too closely."""
STEPS: Final = 400
RATE: Final = 0.05
LEAST_ARTICLES: Final = 5
"""In how many articles a feature must occur."""
MOST_USES: Final = 3
"""How often a name counts at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A name with its kind.

    Attributes:
        fold: The fold in which its article is held back.
        features: As `describe_names` gives them.
        kind: The place in `KINDS`.
        usual: The same, by the recogniser.
        uses: How often the article has it.
    """

    article: str
    fold: int
    features: Mapping[str, float]
    kind: int
    usual: int
    uses: int


def find_examples(annotated: AnnotatedDocument, record: Mapping[str, Any]) -> Iterator[Example]:
    """Yield the names of an article whose kinds the labels tell.

    A place that is not labelled is neither a person nor a body, since all of these are labelled.
    """
    labelled = kinds_by_name(record["entities"])
    names = find_recognised(annotated.doc)
    uses = Counter(name.text for name in names)
    usual_kinds = find_usual_kinds(names)
    for text, features in describe_names(annotated.doc, names).items():
        usual = usual_kinds[text]
        kind = labelled.get(plain_words(text))
        if is_place(text) or (kind is None and usual is not Kind.PLACE):
            continue
        yield Example(
            article=record["id"],
            fold=fold_of(record),
            features=features,
            kind=place_of(kind),
            usual=place_of(usual),
            uses=uses[text],
        )


def kinds_by_name(entities: Sequence[Mapping[str, Any]]) -> dict[tuple[str, ...], Kind]:
    """Return the kind of each name that only one kind of entity has, by its plain words."""
    found: dict[tuple[str, ...], set[Kind]] = defaultdict(set)
    for entity in entities:
        kind = Kind(entity["kind"])
        for form in (entity["name"], *entity.get("forms", ())):
            if form:
                found[plain_words(form)].add(
                    Kind.ORGANIZATION if kind is Kind.PUBLICATION else kind
                )
    return {words: kinds.pop() for words, kinds in found.items() if len(kinds) == 1}


def place_of(kind: Kind | None) -> int:
    """Return where in `KINDS` a kind stands: the last is anything else."""
    return KINDS.index(kind) if kind in KINDS else KINDS.index(None)


def fit(examples: Sequence[Example]) -> dict[str, list[float]]:
    """Return the weights of a softmax, by Adam (Kingma and Ba 2015) over all examples at once."""
    articles: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for feature in example.features:
            articles[feature].add(example.article)
    features = sorted(name for name, found in articles.items() if len(found) >= LEAST_ARTICLES)

    values = np.array([[one.features.get(name, 0.0) for name in features] for one in examples])
    right = np.eye(len(KINDS))[[example.kind for example in examples]]
    counts = np.array([[min(example.uses, MOST_USES)] for example in examples], dtype=float)
    weights = np.zeros((len(features), len(KINDS)))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = values.T @ ((softmax(values @ weights) - right) * counts) + RIDGE * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        scaled = np.sqrt(square / (1 - 0.99**step)) + 1e-8
        weights -= RATE * mean / (1 - 0.9**step) / scaled
    rounded = weights.round(3).tolist()
    return dict(zip(features, rounded, strict=True))


def softmax(scores: Floats) -> Floats:
    """Return the probabilities that scores stand for, row by row."""
    powers: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    total: Floats = powers.sum(axis=1, keepdims=True)
    return powers / total


def choose(features: Mapping[str, float], weights: Mapping[str, Sequence[float]]) -> int:
    """Return the likeliest kind of a name, as its place in `KINDS`."""
    scores = np.zeros(len(KINDS))
    for feature, value in features.items():
        scores += value * np.array(weights.get(feature, np.zeros(len(KINDS))))
    return int(scores.argmax())


def validate(examples: Sequence[Example]) -> Iterator[tuple[Example, int]]:
    """Yield each example with the kind that weights fitted on the other folds give it."""
    for fold in range(FOLDS):
        weights = fit([example for example in examples if example.fold != fold])
        for example in examples:
            if example.fold == fold:
                yield example, choose(example.features, weights)


def main() -> None:
    """Fit the weights and write them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("cards", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()

    lines = options.cards.read_text(encoding="utf-8").splitlines()
    records = {record["id"]: record for record in map(json.loads, lines)}
    documents = [to_document(record, name, {}) for name, record in records.items()]
    examples: list[Example] = []
    for annotated in annotate(documents, load_model()):
        examples += find_examples(annotated, records[annotated.document.id])

    found = list(validate(examples))
    weighed = sum(example.kind == kind for example, kind in found) / len(found)
    usual = sum(example.kind == example.usual for example in examples) / len(examples)
    print(f"{len(examples)} names; right by the weights {weighed:.3f}, the recogniser {usual:.3f}")
    weights = {name: list(values) for name, values in fit(examples).items()}
    lines = [f"{json.dumps(name)}: {json.dumps(values)}" for name, values in weights.items()]
    options.output.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
