"""Step 4: fit the confidence to development articles, and print how well it holds (each half judged by the other).

python -m training.calibrate kg/statements/tagger/weights build/dev.pickle
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.scoring import half, matched
from kg.statements.tagger.confidence import features
from kg.statements.tagger.decode import decode
from kg.statements.tagger.run import load_tagger, scores
from training.data import load_articles
from training.evaluate import found_sets, gold_sets
from training.logistic import BINS, fit, predict, reliability

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.statements.tagger.decode import Floats
    from kg.statements.tagger.run import Tagger
    from training.data import Article


def examples(tagger: Tagger, article: Article) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The features of each attribution found in an article, and whether it is right."""
    found = decode(scores(tagger, article.words), tagger.transitions)
    right = {given for _, given in matched(gold_sets(article), found_sets(found), half)}
    for at, attribution in enumerate(found):
        yield features(attribution), at in right


def trade_off(sure: Floats, right: Floats, wanted: int) -> Iterator[str]:
    """Precision and recall of triples where only what is sure enough is kept."""
    yield "--min-confidence   precision   recall   F1"
    for least in np.arange(0, 1, 1 / BINS):
        kept = sure >= least
        precision, recall = right[kept].mean() if kept.any() else 0.0, right[kept].sum() / wanted
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        yield f"{least:16.1f}   {precision:9.3f}   {recall:6.3f}   {f1:.3f}"


def main() -> None:
    """Calibrate a folder of weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("articles", type=Path)
    options = parser.parse_args()
    _, articles, _ = load_articles(options.articles)
    tagger = load_tagger(options.weights)
    parts = [list(examples(tagger, article)) for article in articles]
    values, right = (
        np.array([pair[at] for part in parts for pair in part], dtype=float) for at in range(2)
    )
    half = np.array([number % 2 for number, part in enumerate(parts) for _ in part], dtype=bool)
    sure = np.zeros(len(right))
    for side in (half, ~half):
        sure[side] = predict(values[side], fit(values[~side], right[~side]))
    print(
        *reliability(sure, right),
        "",
        *trade_off(sure, right, sum(len(a.gold) for a in articles)),
        sep="\n",
    )
    settings = json.loads((options.weights / "tagger.json").read_text(encoding="utf-8"))
    settings["calibration"] = [round(float(weight), 4) for weight in fit(values, right)]
    (options.weights / "tagger.json").write_text(
        json.dumps(settings, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
