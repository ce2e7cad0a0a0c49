"""Step 1: annotate a corpus and keep it as columns of numbers.

python -m training.prepare CORPUS.jsonl --vocabulary vocab.txt [--disturb] -o build/train.pickle
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training.data import disturbed, read_articles, read_lexicon, read_records, save_articles


def main() -> None:
    """Prepare a corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--vocabulary", type=Path, required=True, help="vocab.txt of the encoder")
    parser.add_argument("--disturb", action="store_true", help="also prepare each article in another layout or case")
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    lexicon = read_lexicon(options.vocabulary)
    records = read_records(options.corpus)
    articles = list(read_articles(records, lexicon))
    variants = list(read_articles(map(disturbed, records), lexicon)) if options.disturb else []
    save_articles(options.out, lexicon, articles, variants)
    print(f"{len(articles)} articles, {sum(len(article.gold) for article in articles)} attributions -> {options.out}")


if __name__ == "__main__":
    main()
