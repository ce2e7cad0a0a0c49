"""Scores of a network on articles with gold attributions, through the decoder of the product.

python -m training.evaluate build/model.pt build/dev.pickle
python -m training.evaluate kg/statements/tagger/weights build/dev.pickle
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import torch

from benchmarks.scoring import Rates, half, matched
from kg.statements.tagger.decode import ROLES, decode
from kg.statements.tagger.run import gathered, load_tagger, scores
from kg.statements.tagger.words import batch, windows
from training.data import load_articles
from training.network import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.scoring import Unit
    from kg.statements.tagger.decode import Floats, Found, Scores, Segment
    from kg.statements.tagger.run import Tagger
    from training.data import Article, Lexicon
    from training.network import Network

UNITS: Final = {"content": (2,), "pair": (2, 0), "triple": (2, 0, 1)}


def evaluate(network: Network, articles: list[Article], lexicon: Lexicon) -> dict[str, Rates]:
    """Score a network on some articles."""
    network.eval()
    found = [
        decode(scores_of(network, article, lexicon), transitions_of(network))
        for article in articles
    ]
    return compare(articles, found)


def evaluate_exported(tagger: Tagger, articles: list[Article]) -> dict[str, Rates]:
    """Score the files of the product on some articles."""
    return compare(
        articles,
        [decode(scores(tagger, article.words), tagger.transitions) for article in articles],
    )


def transitions_of(network: Network) -> Floats:
    """The scores of one tag behind another."""
    return network.transitions.detach().cpu().double().numpy()


def scores_of(network: Network, article: Article, lexicon: Lexicon) -> Scores:
    """What a network says of an article."""
    runs = windows(article.words)
    device = network.transitions.device
    columns = batch(article.words, runs, lexicon.marks)
    columns["convention"] = np.full(len(runs), article.convention)
    with torch.no_grad():
        outputs = network(
            **{name: torch.from_numpy(column).to(device) for name, column in columns.items()}
        )
    tags, cue_of, source_of = (list(output.cpu().double().numpy()) for output in outputs)
    return gathered(article.words, runs, tags, {"content": cue_of, "cue": source_of})


def compare(articles: list[Article], found: list[list[Found]]) -> dict[str, Rates]:
    """The rates of contents, of contents with sources, and of triples, at half of the words."""
    rates = dict.fromkeys(UNITS, Rates())
    for article, attributions in zip(articles, found, strict=True):
        for name, roles in UNITS.items():
            wanted, given = (
                units_of(sets, roles) for sets in (gold_sets(article), found_sets(attributions))
            )
            rates[name] += Rates(len(matched(wanted, given, half)), len(given), len(wanted))
    return rates


def units_of(attributions: list[Unit], roles: tuple[int, ...]) -> list[Unit]:
    """The different units of some roles."""
    return list(
        dict.fromkeys(tuple(attribution[role] for role in roles) for attribution in attributions)
    )


def gold_sets(article: Article) -> list[Unit]:
    """The words of source, cue and content of each gold attribution."""
    return [tuple(frozenset(attribution[role]) for role in ROLES) for attribution in article.gold]


def found_sets(attributions: list[Found]) -> list[Unit]:
    """The words of source, cue and content of each attribution found."""
    parts = [([found.source], [found.cue], found.content) for found in attributions]
    return [tuple(words_of(segments) for segments in part) for part in parts]


def words_of(segments: Iterable[Segment | None]) -> frozenset[int]:
    """The words of some segments."""
    return frozenset(word for part in segments if part for word in range(part.first, part.last + 1))


def line(rates: dict[str, Rates]) -> str:
    """Precision, recall and F1 in a line."""
    return "  ".join(
        f"{name} {rate.precision:.3f}/{rate.recall:.3f}/{rate.f1:.3f}"
        for name, rate in rates.items()
    )


def main() -> None:
    """Score a file of weights, or a folder that the product reads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("articles", type=Path)
    options = parser.parse_args()
    lexicon, articles, _ = load_articles(options.articles)
    if options.weights.is_dir():
        print(line(evaluate_exported(load_tagger(options.weights), articles)))
    else:
        print(line(evaluate(load(options.weights), articles, lexicon)))


if __name__ == "__main__":
    main()
