"""How right `kg link` is on who is who, and on how claims relate, and how it grows.

    python -m benchmarks.linking

People: the invented articles of benchmarks/articles.py, in which one name is one person in the
articles of a story and another in those of the next, and any name can come again. Claims: the pairs
labelled by hand in tests/link/fixtures: claim_pairs.tsv, on whose `dev` the thresholds were first
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

import networkx as nx

from benchmarks.articles import articles
from kg.build import build_graph
from kg.config import Config
from kg.link.claims import Said, read_statements
from kg.link.comparing import measure_pairs
from kg.link.encoder import embed_texts
from kg.link.entities import PERSON, longest_form, read_records, select_rows
from kg.link.judgements import SURE
from kg.link.pairs import predict_relations
from kg.link.relations import judge_pairs, propose_relations
from kg.link.who import propose_identities
from kg.store import read_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.link.entities import Record

PAIRS = Path(__file__).parents[1] / "tests" / "link" / "fixtures" / "claim_pairs.tsv"
NEWS = PAIRS.with_name("news_pairs.tsv")
LABELS = ("same", "corroborates", "contradicts", "other")
NAMES = {"sameClaimAs": "same", "corroborates": "corroborates", "contradicts": "contradicts"}


def main() -> None:
    """Measure and print."""
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
    number = next(iter(numbers), 250)
    for seed in range(3):
        measure_people(number, seed)
    measure_claims()


def measure_people(number: int, seed: int) -> None:
    """Print how right the proposals are in so many articles."""
    with tempfile.TemporaryDirectory() as folder:
        news = Path(folder) / "news.jsonl"
        news.write_text("\n".join(map(json.dumps, articles(number, seed))), encoding="utf-8")
        build_graph([str(news)], Path(folder), Config(extractor="rules"))
        store = read_store(Path(folder))
        addresses = select_rows([store], "SELECT ?article ?url { ?article schema:url ?url }")
        # An address ends in the story and the number of the article: "ferry-12".
        story = {article: url.rpartition("/")[2].split("-")[0] for article, url in addresses}
        start = time.perf_counter()
        records = read_records([store])
        proposed = propose_identities(records, "")
        middle = time.perf_counter()
        statements = read_statements([store])
        relations = propose_relations(statements, "")
        end = time.perf_counter()
    print(
        f"\n{number} articles, seed {seed}: {len(records)} records in {middle - start:.1f} s, ",
        end="",
    )
    print(f"{len(relations)} relations between claims in {end - middle:.1f} s")

    places: dict[str, set[str]] = defaultdict(set)
    for said in statements:
        for name in (said.iri, said.claim):
            places[name].add(said.place)
    within = 0
    for relation in relations:
        first = {story.get(place) for place in places[relation.subject]}
        second = {story.get(place) for place in places[relation.object]}
        within += bool(first & second)
    print(f"  of these relations, {within / max(len(relations), 1):.2f} are within one story")

    known = {one.iri: (story[one.article], longest_form(one)) for one in records if is_full(one)}
    same_name: set[frozenset[str]] = set()
    truth: set[frozenset[str]] = set()
    for one, other in combinations(known, 2):
        if known[one][1] == known[other][1]:
            same_name.add(frozenset({one, other}))
        if known[one] == known[other]:
            truth.add(frozenset({one, other}))
    print(f"  {len(known)} people by full names: {len(same_name)} pairs of the same name, ", end="")
    print(f"{len(truth)} of them one person")

    counting = nx.Graph(one.pair for one in proposed if not one.is_proposal)
    joined = set(pairs_within(nx.connected_components(counting), known))
    asked = set(pairs_within((one.pair for one in proposed), known))
    print_scores("the same name alone", same_name, truth)
    print_scores("counts", joined, truth)
    print_scores("counts or open", asked | joined, truth)


def pairs_within(groups: Iterable[Iterable[str]], known: Iterable[str]) -> Iterator[frozenset[str]]:
    """Yield all pairs of known people in groups."""
    for group in groups:
        yield from map(frozenset, combinations(set(known).intersection(group), 2))


def print_scores(name: str, pairs: set[frozenset[str]], truth: set[frozenset[str]]) -> None:
    """Print how right pairs are."""
    right = len(pairs & truth)
    precision, recall = right / max(len(pairs), 1), right / max(len(truth), 1)
    print(f"  {name:<20} precision {precision:.3f} recall {recall:.3f}")


def is_full(record: Record) -> bool:
    """Tell whether a record is of a person by a full name, which tells who it is in its story."""
    return record.kind == PERSON and bool(record.article) and " " in longest_form(record)


def measure_claims() -> None:
    """Print how right the relations between labelled claims are, of those that count."""
    rows = [*read_rows(PAIRS), *read_rows(NEWS)]
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    by_kind: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for row, name in zip(rows, judge_rows(rows), strict=True):
        label, split = row["label"], row["split"]
        found[split][label, name] += 1
        if "kind" in row:
            by_kind[split][f"{label}: {row['kind']}"].append(name == label)
        if "-v" in sys.argv and split == "news, dev" and name != label:
            print(f"  {label} {row['kind']} -> {name} {row['one']} | {row['other']}")

    for split, counts in found.items():
        print(f"\nLabelled pairs of claims, {split}: {counts.total()}")
        for label in LABELS:
            got = sum(counts[other, label] for other in LABELS)
            there = sum(counts[label, other] for other in LABELS)
            precision, recall = (counts[label, label] / max(all_, 1) for all_ in (got, there))
            print(f"  {label:<12} precision {precision:.2f} ({got}) recall {recall:.2f} ({there})")
        for kind, rights in sorted(by_kind[split].items()):
            print(f"  {kind} {sum(rights)}/{len(rights)}", end=";")
        print()


def judge_rows(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Return how the two claims of each row relate, as far as that counts; "other" if not at all.

    Nobody says who makes the claims, or about whom.
    """
    statements, pairs = [], []
    for number, row in enumerate(rows):
        pairs.append((2 * number, 2 * number + 1))
        for side in ("one", "other"):
            name = f"{number}{side}"
            statements.append(Said(iri=name, claim=name, text=row[side], place=name))
    embedded = dict(enumerate(embed_texts([said.text for said in statements])))
    likely = predict_relations(*measure_pairs(statements, pairs, embedded))
    names = {}
    for judgement in judge_pairs(statements, pairs, likely, "", SURE):
        names[judgement.pair] = NAMES[judgement.predicate.split("#")[1]]
    claims = [(statements[one].claim, statements[other].claim) for one, other in pairs]
    return [names.get((min(pair), max(pair)), "other") for pair in claims]


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table, each with the part that it belongs to.

    Of those without one, rules may be made with the half called dev, by the hash of the claim.
    """
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for row in rows:
        is_odd = hashlib.sha256(row["one"].encode()).digest()[0] % 2
        row.setdefault("split", "news, held-out" if is_odd else "news, dev")
    return rows


if __name__ == "__main__":
    main()
