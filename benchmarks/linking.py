"""How right `kg link` is on who is who, and on which claims meet, and how it grows.

    python -m benchmarks.linking

People: the invented articles of benchmarks/articles.py, in which one name is one person in the
articles of a story and another in those of the next, and any name can come again. Claims: the pairs
labelled by hand in tests/merge/fixtures: claim_pairs.tsv, on whose `dev` the thresholds were first
chosen, and news_pairs.tsv, a base claim each with a paraphrase, contradictions of several kinds,
near misses, and what bears it out; a half by the hash of the base claim is held out. `-v` shows
what is wrong of the other half.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.articles import articles
from kg.build import build_graph
from kg.config import Config
from kg.link.claims import claim_records, claims_that_meet, related, rests
from kg.link.encoder import embeddings
from kg.link.entities import PERSON, Record, folded, records
from kg.link.judgements import OPEN
from kg.link.who import longest, proposals
from kg.store import read_store

if TYPE_CHECKING:
    from collections.abc import Iterable

PAIRS = Path(__file__).parents[1] / "tests" / "merge" / "fixtures" / "claim_pairs.tsv"
NEWS = PAIRS.with_name("news_pairs.tsv")
LABELS = ("same", "corroborates", "contradicts", "other")
NAMES = {"sameClaimAs": "same", "corroborates": "corroborates", "contradicts": "contradicts"}
SUBJECT = 4
"""Letters of the shortest word that counts as a subject."""


def main() -> None:
    """Measure and print."""
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
    for seed in (0, 1, 2):
        people(numbers[0] if numbers else 250, seed)
    claims()


def people(number: int, seed: int) -> None:
    """How right the proposals about people are in so many articles."""
    with tempfile.TemporaryDirectory() as folder:
        news = Path(folder) / "news.jsonl"
        news.write_text("\n".join(map(json.dumps, articles(number, seed))), encoding="utf-8")
        build_graph([str(news)], Path(folder), Config(extractor="rules"))
        store = read_store(Path(folder) / "store")
        story = dict(stories(store))
        start = time.perf_counter()
        found = records([store])
        proposed = proposals(found, "")
        middle = time.perf_counter()
        claimed = claim_records([store])
        meeting = claims_that_meet(claimed, "")
        seconds = middle - start, time.perf_counter() - middle
    print(f"\n{number} articles, seed {seed}: {len(found)} records in {seconds[0]:.1f} s, ", end="")
    print(f"{len(meeting)} relations between claims in {seconds[1]:.1f} s")
    told = {record.iri: {story.get(place) for place in record.places} for record in claimed}
    within = sum(1 for one in meeting if told[one.subject] & told[one.object])
    print(f"  of these relations, {within / max(len(meeting), 1):.2f} are within one story")
    known = {one.iri: (story[one.article], longest(one)) for one in found if is_full(one)}
    truth = {frozenset(pair) for pair in combinations(known, 2) if known[pair[0]] == known[pair[1]]}
    alike = sum(1 for one, other in combinations(known.values(), 2) if one[1] == other[1])
    print(
        f"  {len(known)} people by full names: {alike} pairs of the same name, {len(truth)} of them one person"
    )
    sure = joined([one.pair for one in proposed if one.predicate != OPEN], known)
    asked = {frozenset(one.pair) for one in proposed if set(one.pair) <= set(known)}
    named = {
        frozenset(pair) for pair in combinations(known, 2) if known[pair[0]][1] == known[pair[1]][1]
    }
    for name, pairs in (
        ("the same name alone", named),
        ("counts", sure),
        ("counts or open", asked | sure),
    ):
        right = len(pairs & truth)
        print(
            f"  {name:<20} precision {right / max(len(pairs), 1):.3f} recall {right / max(len(truth), 1):.3f}"
        )


def is_full(record: Record) -> bool:
    """Whether a record is of a person by a full name, which tells who it is in its story."""
    return record.kind == PERSON and bool(record.article) and " " in longest(record)


def stories(store: object) -> Iterable[tuple[str, str]]:
    """The story of each article, which stands in its address."""
    query = "SELECT ?article ?url { ?article <https://schema.org/url> ?url }"
    for row in store.query(query):  # type: ignore[attr-defined]  # a store
        yield row["article"].value, row["url"].value.rsplit("/", 1)[1].split("-")[0]


def joined(
    pairs: Iterable[tuple[str, str]], known: dict[str, tuple[str, str]]
) -> set[frozenset[str]]:
    """All pairs that hang together through these."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    for one, other in pairs:
        parent[root(other)] = root(one)
    return {
        frozenset(pair) for pair in combinations(sorted(known), 2) if root(pair[0]) == root(pair[1])
    }


def claims() -> None:
    """How right the relations between labelled claims are."""
    told = [(row["split"], row) for row in rows_of(PAIRS)]
    told += [(f"news, {split_of(row['one'])}", row) for row in rows_of(NEWS)]
    vectors = embeddings([row[side] for _, row in told for side in ("one", "other")])
    left = rests([(row["one"], row["other"]) for _, row in told])
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    by_kind: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    for place, (split, row) in enumerate(told):
        one, other = row["one"], row["other"]
        alike = float(vectors[2 * place] @ vectors[2 * place + 1])
        relation = related(one, other, alike, left[place], shares_subject=shares_word(one, other))
        name = "other" if relation is None else NAMES[relation[0].split("#")[1]]
        found[split][row["label"], name] += 1
        if "kind" in row:
            by_kind[split][f"{row['label']}: {row['kind']}", name == row["label"]] += 1
        if "-v" in sys.argv and split == "news, dev" and name != row["label"]:
            print(
                f"  {row['label']} {row['kind']} -> {name} {alike:.2f} {left[place]:.2f} {one} | {other}"
            )
    for split, counts in found.items():
        print(f"\nLabelled pairs of claims, {split}: {counts.total()}")
        for label in LABELS:
            right = counts[label, label]
            got = sum(counts[other, label] for other in LABELS)
            there = sum(counts[label, other] for other in LABELS)
            precision, recall = right / max(got, 1), right / max(there, 1)
            print(f"  {label:<12} precision {precision:.2f} ({got}) recall {recall:.2f} ({there})")
        kinds = sorted({kind for kind, _ in by_kind[split]})
        print(
            "".join(
                f"  {kind} {by_kind[split][kind, True]}/{total(by_kind[split], kind)};"
                for kind in kinds
            )
        )


def total(counts: Counter[tuple[str, bool]], kind: str) -> int:
    """How many pairs there are of a kind."""
    return counts[kind, True] + counts[kind, False]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def split_of(claim: str) -> str:
    """Whether rules may be made with a claim, or only measured: a half each, by its hash."""
    return "held-out" if hashlib.sha256(claim.encode()).digest()[0] % 2 else "dev"


def shares_word(one: str, other: str) -> bool:
    """Whether two claims share a word that may be their subject; in a graph the entities that they are about tell."""
    first, second = (
        {word for word in folded(text).split() if len(word) >= SUBJECT} for text in (one, other)
    )
    return bool(first & second)


if __name__ == "__main__":
    main()
