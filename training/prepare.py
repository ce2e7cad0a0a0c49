"""Step 1: annotate a corpus and keep it as columns of numbers.

python -m training.prepare CORPUS.jsonl --vocabulary vocab.txt [--disturb] -o build/train.pickle
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.data import disturbed, read_articles, read_lexicon, read_records, save_articles

if TYPE_CHECKING:
    from training.data import Article


def prepared(records: list[dict[str, Any]], vocabulary: Path) -> list[Article]:
    """Some articles, annotated; for another process to call."""
    return list(read_articles(records, read_lexicon(vocabulary)))


def main() -> None:
    """Prepare a corpus, and beside it its variants: one on each of two cores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--vocabulary", type=Path, required=True, help="vocab.txt of the encoder")
    parser.add_argument(
        "--disturb", action="store_true", help="also prepare each article in another layout or case"
    )
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    records = read_records(options.corpus)
    changed = [disturbed(record) for record in records] if options.disturb else []
    with ProcessPoolExecutor(max_workers=2) as workers:
        articles, variants = workers.map(
            prepared, (records, changed), (options.vocabulary, options.vocabulary)
        )
    save_articles(options.out, read_lexicon(options.vocabulary), articles, variants)
    print(
        f"{len(articles)} articles, {sum(len(article.gold) for article in articles)} attributions -> {options.out}"
    )


if __name__ == "__main__":
    main()
