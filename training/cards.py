"""Step 0 for cards: what an editor would file, in the form of the corpus.

    python -m training.cards CARDS.jsonl > cards.jsonl

The network gives each word one role, so an article keeps its outermost attributions only. What is
told inside a content becomes a text of its own, as `kg.statements.hearsay` reads it.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kg.statements.tagger.words import NEWS
from training.data import read_records
from training.folds import fold_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Record: TypeAlias = dict[str, Any]

_NEAR: Final = 400
"""Code points within which a paragraph without a cue goes on with what its speaker said before.

Alone it would teach the network to leave the source out.
"""


def to_corpus(article: Record) -> Record:
    """Return an article as `training.data.read_articles` takes it.

    Returns:
        `gold` holds the outermost attributions; `inside` the contents, each with the attributions
        in it that are in no smaller one; `fold` is that of `training.folds`.
    """
    cards = article["gold"]
    places = [_places(card["content"]) for card in cards]
    owners = [_owner(number, cards, places) for number in range(len(cards))]
    outer = [card for card, owner in zip(cards, owners, strict=True) if owner is None]
    inside = [
        {
            "content": card["content"],
            "gold": [inner for inner, owner in zip(cards, owners, strict=True) if owner == number],
        }
        for number, card in enumerate(cards)
    ]
    return {
        "id": article["id"],
        "text": article["text"],
        "convention": NEWS,
        "fold": fold_of(article),
        "gold": list(_join_paragraphs(outer)),
        "inside": inside,
    }


def _places(spans: Sequence[Sequence[int]]) -> frozenset[int]:
    """Return the code points of some spans."""
    return frozenset(place for start, end in spans for place in range(start, end))


def _owner(number: int, cards: Sequence[Record], places: Sequence[frozenset[int]]) -> int | None:
    """Return the number of the smallest content that a card is told in, if it is told in any.

    Its content stands in there, and so does its cue: what shares only a content is told beside it.
    """
    card = cards[number]
    told = places[number] | _places(card["cue"])
    around = [
        other
        for other in range(len(cards))
        if other != number and told <= places[other] and places[other] != places[number]
    ]
    return min(around, key=lambda other: len(places[other]), default=None)


def _join_paragraphs(cards: Sequence[Record]) -> Iterator[Record]:
    """Give a card without a cue to the last one before it that has a cue and the same speaker."""
    joined: list[Record] = []
    for card in sorted(cards, key=lambda card: list(card["content"])):
        before = next((one for one in reversed(joined) if one["who"] == card["who"]), None)
        if not card["cue"] and before and _is_near(before, card):
            before["content"] = [*before["content"], *card["content"]]
        else:
            joined.append(dict(card))
    yield from joined


def _is_near(before: Record, card: Record) -> bool:
    """Tell whether a card with a cue ends shortly before another begins."""
    gap = card["content"][0][0] - before["content"][-1][1]
    return bool(before["cue"]) and 0 <= gap <= _NEAR


def main() -> None:
    """Read cards from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=Path)
    options = parser.parse_args()
    for article in read_records(options.cards):
        json.dump(to_corpus(article), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
