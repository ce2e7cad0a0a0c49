"""Fit the weights of `kg.statements.claims` on articles in which every claim is labelled.

    python -m training.claims cards.jsonl -o kg/statements/claims.tsv --weights "build/folds/{fold}"

The articles are as `benchmarks.cards` has them. Every statement that an extractor finds is an example,
and right if it finds a card, an optional one too. What the network finds and what the rules find are
learned from together, which serves both better than either alone.

Printed are, for each extractor, the table of what may be filed, the trade-off by threshold and the
reliability of the probabilities, each article judged by weights of other folds (`training.folds`). The
log-odds of the network count only where it did not see the article either: `--weights` says where the
network is that learned without a fold.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks.attribution import decimals, table
from benchmarks.cards import (
    count_cards,
    match_cards,
    name_kind,
    read_cards,
    show_found,
    show_whole,
    table_by_kind,
)
from kg.config import Config
from kg.documents import read_documents
from kg.language.annotation import annotate, load_model
from kg.model import Document, QuotationType
from kg.rdf.records import to_record
from kg.resolution import resolve
from kg.statements import EXTRACTORS, add_narration, find_candidates, list_extractors
from kg.statements.claims import LIKELY, describe_form
from kg.statements.tagger import has_weights
from training.folds import FOLDS, fold_of
from training.logistic import fit, predict, reliability

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Statement
    from kg.statements import Extractor
    from kg.statements.claims import Features

    Json = Mapping[str, Any]
    Floats = NDArray[np.float64]

FEWEST: Final = 30
"""Examples that have a feature; rarer ones gain nothing."""
THRESHOLDS: Final = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
BASE: Final = Config().base


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """What an extractor finds in an article, before anything is left out.

    Attributes:
        found: The statements, in text order.
        features: Those of each statement.
        right: For each, whether it finds a card.
    """

    article: Json
    annotated: AnnotatedDocument
    found: tuple[Statement, ...]
    features: tuple[Features, ...]
    right: tuple[bool, ...]


def read_article(
    article: Json, annotated: AnnotatedDocument, extractors: Mapping[str, Extractor]
) -> Reading:
    """Find the statements of an article, and those of them that are claims."""
    candidates = find_candidates(annotated, extractors)
    found = tuple(one for one in candidates if one.quotation_type is not QuotationType.CAPTION)
    record = to_record(resolve(annotated, found), BASE)
    pairs = match_cards(article, record["statements"])
    matched = {number for number, _ in pairs.values()}
    return Reading(
        article=article,
        annotated=annotated,
        found=found,
        features=tuple(describe_form(annotated, statement) for statement in found),
        right=tuple(number in matched for number in range(len(found))),
    )


def choose_features(listed: Iterable[Features]) -> list[str]:
    """Return the names of the features that enough examples have, sorted."""
    counts = Counter(name for features in listed for name, value in features.items() if value)
    return sorted(name for name, count in counts.items() if count >= FEWEST)


def to_matrix(listed: Sequence[Features], names: Sequence[str]) -> Floats:
    """Return the features of some examples: examples × names."""
    rows = [[features.get(name, 0.0) for name in names] for features in listed]
    return np.array(rows, dtype=float).reshape(-1, len(names))


def predict_held_back(readings: Sequence[Reading], names: Sequence[str]) -> list[Floats]:
    """Return how likely each statement of each reading is a claim, by weights of other folds."""
    values = [to_matrix(reading.features, names) for reading in readings]
    right = [np.array(reading.right, dtype=float) for reading in readings]
    folds = [fold_of(reading.article) for reading in readings]
    likely = [np.zeros(0)] * len(readings)
    for held in range(FOLDS):
        others = [place for place, fold in enumerate(folds) if fold != held]
        weights = fit(
            np.concatenate([values[place] for place in others]),
            np.concatenate([right[place] for place in others]),
        )
        for place, fold in enumerate(folds):
            if fold == held:
                likely[place] = predict(values[place], weights)
    return likely


def keep_likely(reading: Reading, likely: Floats, least: float) -> Json:
    """Return what `kg extract` would print of an article with these probabilities."""
    claims = []
    for statement, probability in zip(reading.found, likely, strict=True):
        confidence = round(float(probability), 3)
        if confidence >= least:
            claims.append(replace(statement, confidence=confidence))
    statements = add_narration(reading.annotated, claims)
    return to_record(resolve(reading.annotated, statements), BASE)


def report(readings: Sequence[Reading], likely: Sequence[Floats]) -> Iterator[str]:
    """Yield the tables of an extractor."""
    articles = [reading.article for reading in readings]
    rows = []
    for least in THRESHOLDS:
        pairs = zip(readings, likely, strict=True)
        records = {one.article["id"]: keep_likely(one, sure, least) for one, sure in pairs}
        count = count_cards(articles, records)
        _, found, _, unmatched = show_found(count)
        rows.append([f"{least:.2f}", found, unmatched, *show_whole(count, "card")])
        if least == LIKELY:
            kinds = {article["id"]: name_kind(article["id"]) for article in articles}
            yield from [*table_by_kind(articles, records, kinds), ""]
    yield from table(["threshold", "found", "unmatched", "card P", "card R", "card F1"], rows)
    right = np.array([one for reading in readings for one in reading.right], dtype=float)
    yield from ["", *reliability(np.concatenate(likely), right)]


def write_weights(path: Path, weights: Mapping[str, float]) -> None:
    """Write a table of the features and their weights; what would weigh nothing is left out."""
    rounded = {name: f"{weight:.3f}" for name, weight in weights.items()}
    lines = [f"{name}\t{weight}" for name, weight in rounded.items() if float(weight)]
    path.write_text("\n".join(["feature\tweight", *lines]) + "\n", encoding="utf-8")


def list_networks(template: str | None) -> Mapping[int, Mapping[str, Extractor]]:
    """Return the extractors that judge the articles of each fold, with a network of its own.

    A fold without one is left out. Without any template, the shipped network judges all.
    """
    if template is None:
        return dict.fromkeys(range(FOLDS), EXTRACTORS["model"])
    folders = {fold: Path(template.format(fold=fold)) for fold in range(FOLDS)}
    there = {fold: folder for fold, folder in folders.items() if has_weights(folder)}
    print("networks:", *there.values())
    return {fold: list_extractors(folder) for fold, folder in there.items()}


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument(
        "--weights",
        help='folders of networks that did not see a fold, such as "build/folds/{fold}"',
    )
    options = parser.parse_args()
    networks = list_networks(options.weights)
    articles = {one["id"]: one for one in read_cards(options.cards) if fold_of(one) in networks}
    found = read_documents([str(options.cards)], None)
    documents = [one for one in found if isinstance(one, Document) and one.id in articles]
    tagged, ruled = [], []
    for annotated in annotate(documents, load_model()):
        article = articles[annotated.document.id]
        tagged.append(read_article(article, annotated, networks[fold_of(article)]))
        ruled.append(read_article(article, annotated, EXTRACTORS["rules"]))

    readings = [*tagged, *ruled]
    listed = [features for reading in readings for features in reading.features]
    names = choose_features(listed)
    likely = predict_held_back(readings, names)
    print("", "--extractor model", *report(tagged, likely[: len(tagged)]), sep="\n")
    print("", "--extractor rules", *report(ruled, likely[len(tagged) :]), sep="\n")
    right = np.array([one for reading in readings for one in reading.right], dtype=float)
    weights = fit(to_matrix(listed, names), right)
    write_weights(options.out, dict(zip(names, weights.tolist(), strict=True)))
    print(
        "",
        f"{len(names)} features, {len(right)} examples, {decimals(right.mean())} right",
        sep="\n",
    )


if __name__ == "__main__":
    main()
