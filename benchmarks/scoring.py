"""Scores of attributions: found units matched with gold ones, one to one, as many as can be.

A unit is the set of words of a role (source, cue, content), of content and source together (pair),
or of all three (triple); two agree when, in each role, their words are the same (exact), make up
half of all (half), or touch (any).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Words: TypeAlias = frozenset[int]
Unit: TypeAlias = tuple[Words, ...]
Same: TypeAlias = "Callable[[Words, Words], bool]"

TOKEN: Final = re.compile(r"\w+(?:['’.\-]\w+)*|[^\w\s]")
UNITS: Final[Mapping[str, tuple[str, ...]]] = {
    "content": ("content",),
    "source": ("source",),
    "cue": ("cue",),
    "pair": ("content", "source"),
    "triple": ("content", "source", "cue"),
}
DOUBLE_QUOTES: Final = frozenset('"“”')


@dataclass(frozen=True, slots=True)
class Rates:
    """How many units were found rightly, found at all, and wanted."""

    hits: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Rates) -> Rates:
        return Rates(self.hits + other.hits, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found."""
        return self.hits / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.hits / (self.found + self.wanted) if self.hits else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The rates of each unit by criterion, and the recall of contents (half) by how the gold quotes them."""

    rates: Mapping[tuple[str, str], Rates]
    by_quotation: Mapping[str, Rates]


def exact(one: Words, other: Words) -> bool:
    """Whether two sets are the same."""
    return one == other


def half(one: Words, other: Words) -> bool:
    """Whether two sets share at least half of all their words (Jaccard); an empty one agrees with an empty one.

    >>> half(frozenset({1, 2}), frozenset({2})), half(frozenset(), frozenset({2})), half(frozenset(), frozenset())
    (True, False, True)
    """
    return one == other if not one or not other else 2 * len(one & other) >= len(one | other)


def touching(one: Words, other: Words) -> bool:
    """Whether two sets share a word; an empty one agrees with an empty one."""
    return one == other if not one or not other else bool(one & other)


CRITERIA: Final[Mapping[str, Same]] = {"exact": exact, "half": half, "any": touching}


def score(
    gold: Iterable[Mapping[str, Any]], found: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Scores:
    """Score the attributions found in some articles.

    Args:
        gold: Articles with "id", "text" and "gold": attributions with lists of `[start, end)` under
            their roles.
        found: Attributions in the same form, by the article's id; an article left out counts as
            nothing found.
    """
    rates: Counter[tuple[str, str, str]] = Counter()
    quoted: dict[str, Rates] = {}
    for record in gold:
        tokens = [match.span() for match in TOKEN.finditer(record["text"])]
        wanted = [sets(attribution, tokens) for attribution in record["gold"]]
        given = [sets(attribution, tokens) for attribution in found.get(record["id"], ())]
        for name, roles in UNITS.items():
            left, right = units(wanted, roles), units(given, roles)
            for criterion, same in CRITERIA.items():
                pairs = matched(left, right, same)
                for part, number in (
                    ("hits", len(pairs)),
                    ("found", len(right)),
                    ("wanted", len(left)),
                ):
                    rates[name, criterion, part] += number
                if (name, criterion) == ("content", "half"):
                    for kind, rate in recall_by_quotation(
                        record, wanted, left, {at for at, _ in pairs}
                    ).items():
                        quoted[kind] = quoted.get(kind, Rates()) + rate
    table = {
        (name, criterion): Rates(
            *(rates[name, criterion, part] for part in ("hits", "found", "wanted"))
        )
        for name in UNITS
        for criterion in CRITERIA
    }
    return Scores(rates=table, by_quotation=dict(sorted(quoted.items())))


def sets(attribution: Mapping[str, Any], tokens: Sequence[tuple[int, int]]) -> dict[str, Words]:
    """The words of each role of an attribution, as indices of tokens that share a character with its spans."""
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    return {
        role: frozenset(
            word
            for start, end in attribution.get(role) or ()
            for word in range(bisect_right(ends, start), bisect_left(starts, end))
        )
        for role in UNITS["triple"]
    }


def units(attributions: Iterable[Mapping[str, Words]], roles: Sequence[str]) -> list[Unit]:
    """The units of some roles: of a single role, each different one that is not empty; else one an attribution."""
    if len(roles) == 1:
        return list(
            dict.fromkeys(
                (attribution[roles[0]],) for attribution in attributions if attribution[roles[0]]
            )
        )
    unique = {
        tuple(attribution[role] for role in UNITS["triple"]): attribution
        for attribution in attributions
    }
    return [tuple(attribution[role] for role in roles) for attribution in unique.values()]


def matched(wanted: Sequence[Unit], found: Sequence[Unit], same: Same) -> list[tuple[int, int]]:
    """As many pairs of one wanted and one found unit as can be made, each used once: their indices.

    By Hopcroft and Karp's algorithm (1973).
    """
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    top = [("wanted", at) for at in range(len(wanted))]
    graph.add_nodes_from(top)
    graph.add_edges_from(
        (("wanted", at), ("found", to))
        for at, left in enumerate(wanted)
        for to, right in enumerate(found)
        if all(same(one, other) for one, other in zip(left, right, strict=True))
    )
    matching = nx.bipartite.hopcroft_karp_matching(graph, top)
    return [(at, matching[node][1]) for at, node in enumerate(top) if node in matching]


def recall_by_quotation(
    record: Mapping[str, Any],
    wanted: Sequence[Mapping[str, Words]],
    left: Sequence[Unit],
    hits: set[int],
) -> dict[str, Rates]:
    """How many contents were found, by how the gold quotes them."""
    kinds: dict[Words, str] = {}
    for attribution, its in zip(record["gold"], wanted, strict=True):
        kinds.setdefault(its["content"], quotation(attribution["content"], record["text"]))
    out: dict[str, Rates] = {}
    for at, (words,) in enumerate(left):
        out[kinds[words]] = out.get(kinds[words], Rates()) + Rates(int(at in hits), 0, 1)
    return out


def quotation(spans: Iterable[Sequence[int]], text: str) -> str:
    """Direct with double quotation marks around the whole, mixed with some inside, else indirect.

    >>> quotation([[0, 5]], "“Go.”"), quotation([[0, 8]], "it “fell"), quotation([[0, 2]], "it fell")
    ('direct', 'mixed', 'indirect')
    """
    words = " ".join(text[start:end] for start, end in spans).strip()
    if not DOUBLE_QUOTES & set(words):
        return "indirect"
    return (
        "direct"
        if words[0] in DOUBLE_QUOTES and words.rstrip(",.")[-1:] in DOUBLE_QUOTES
        else "mixed"
    )
