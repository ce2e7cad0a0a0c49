"""The merged view: what judgements, taken together, make one thing.

It is computed anew each time, so that any judgement can be undone. They may contradict each other.
A person's wins over the tool's; of equals, the surer is heard first, and one that would join what
another keeps apart is set aside and listed. The data is not changed: the view is a graph of its
own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad

from kg.errors import Problem
from kg.link.judgements import BETWEEN_CLAIMS, SAME, TOOL, UNDECIDED
from kg.link.sets import DisjointSets
from kg.merge.adapters.sssom import describe_judgement, to_triple
from kg.rdf import vocabulary
from kg.rdf.vocabulary import CS, OWL, SDO, WIKIDATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.link.judgements import Judgement

JUDGED: Final = NamedNode(vocabulary.JUDGED)
"""The graph of the view in a store."""
_DECIDING: Final = "write cs:sameEntityAs, cs:sameClaimAs, cs:corroborates or cs:contradicts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What judgements come to, in numbers.

    Attributes:
        heard: How many there were; `open`, how many don't count; `denied`, how many say what is
            not; `aside`, how many others contradict.
        clusters: How many things were made one, and of how many: `members`.
        related: How many relations between claims count.
        absent: How many names with our base are in none of the inputs of a merge.
    """

    heard: int
    open: int
    denied: int
    aside: int
    clusters: int
    members: int
    related: int
    absent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What judgements come to.

    Attributes:
        clusters: IRIs that are one, each cluster sorted, the one to call it by first.
        related: The judgements between claims that count.
        counts: The same in numbers.
    """

    clusters: tuple[tuple[str, ...], ...]
    related: tuple[Judgement, ...]
    counts: Judged


@dataclass(frozen=True, slots=True)
class _Complaints:
    """Takes up what is wrong with judgements; `where` is what a problem names, before the line."""

    where: str
    problems: list[Problem]

    def add(self, judgement: Judgement, message: str) -> None:
        """Say what is wrong with a judgement."""
        one = judgement.subject_label or judgement.subject
        other = judgement.object_label or judgement.object
        place = f"{self.where}:{judgement.line}"
        self.problems.append(Problem(where=place, message=f"{one} and {other}: {message}"))


def weigh_judgements(
    judgements: Iterable[Judgement], where: str, problems: list[Problem], *, proposed: bool = False
) -> View:
    """Return what judgements come to, whatever their order.

    What the tool only proposes decides nothing until a person has put their name to it.

    Args:
        judgements: Of one file or several.
        where: What a problem names, before the line.
        problems: Takes up the judgements that are set aside.
        proposed: Whether proposals count, too.

    >>> from kg.link.judgements import Judgement
    >>> same = Judgement(subject="x:a", predicate=str(CS.sameEntityAs), object="x:b")
    >>> weigh_judgements([same], "", []).clusters
    (('x:a', 'x:b'),)
    """
    complaints = _Complaints(where, problems)
    heard = sorted(judgements, key=_weight)
    decided = [one for one in heard if proposed or not one.is_proposal]
    kept = _drop_opposites(decided, complaints)
    for judgement in kept:
        if judgement.predicate not in SAME | BETWEEN_CLAIMS | UNDECIDED:
            message = f"the predicate {judgement.predicate} decides nothing here; {_DECIDING}"
            complaints.add(judgement, message)

    of_identity = [judgement for judgement in kept if judgement.predicate in SAME]
    clusters, refused = _join_same(of_identity, complaints)
    between = [one for one in kept if one.predicate in BETWEEN_CLAIMS and not one.negated]
    related = _drop_rivals(between, complaints)
    aside = len(decided) - len(kept) + refused + len(between) - len(related)
    return View(
        clusters=tuple(clusters),
        related=tuple(related),
        counts=Judged(
            heard=len(heard),
            open=len(heard) - len(decided) + sum(map(_decides_nothing, decided)),
            denied=sum(one.negated for one in heard),
            aside=aside,
            clusters=len(clusters),
            members=sum(map(len, clusters)),
            related=len(related),
        ),
    )


def _decides_nothing(one: Judgement) -> bool:
    """Tell whether a judgement has a predicate that is left open, or that is not ours."""
    return one.predicate not in SAME | BETWEEN_CLAIMS


def _weight(one: Judgement) -> tuple[bool, float, str, str, str, bool]:
    """Return what judgements are sorted by: people's first, then the surer ones."""
    return (one.author == TOOL, -one.confidence, *one.pair, one.predicate, one.negated)


def _drop_opposites(judgements: Sequence[Judgement], complaints: _Complaints) -> list[Judgement]:
    """Drop the judgements whose opposite is said of the same pair with at least as much right."""
    groups: dict[tuple[tuple[str, str], str], list[Judgement]] = defaultdict(list)
    for one in judgements:
        groups[one.pair, "same" if one.predicate in SAME else one.predicate].append(one)

    kept: list[Judgement] = []
    for group in groups.values():
        is_of_tool = group[0].author == TOOL  # a person's come first
        decisive = [one for one in group if (one.author == TOOL) == is_of_tool]
        sides = {one.negated for one in decisive}
        if len(sides) == 1:
            kept += [one for one in group if one.negated in sides]
            continue
        decisive.sort(key=attrgetter("line"))
        lines = " and ".join(str(one.line) for one in decisive)
        message = f"lines {lines} say the opposite of each other; none of them counts"
        complaints.add(decisive[0], message)
    return kept


def _join_same(
    judgements: Sequence[Judgement], complaints: _Complaints
) -> tuple[list[tuple[str, ...]], int]:
    """Make one what judgements say is the same, unless others keep it apart.

    Returns:
        The clusters of two or more, sorted, and how many judgements were refused.
    """
    sets: DisjointSets[str] = DisjointSets()
    enemies: dict[str, set[str]] = defaultdict(set)
    for judgement in judgements:
        if judgement.negated and judgement.subject != judgement.object:
            enemies[judgement.subject].add(judgement.object)
            enemies[judgement.object].add(judgement.subject)

    refused = 0
    for judgement in judgements:
        one, other = sets.find_root(judgement.subject), sets.find_root(judgement.object)
        if judgement.negated or one == other:
            continue
        if other in map(sets.find_root, enemies[one]):
            refused += 1
            complaints.add(judgement, "it would join what other lines keep apart; it was set aside")
            continue
        sets.join(one, other)
        enemies[one] |= enemies[other]

    clusters = [tuple(sorted(members, key=_rank)) for members in sets.list_sets()]
    return sorted(cluster for cluster in clusters if len(cluster) > 1), refused


def _rank(iri: str) -> tuple[bool, str]:
    """Return what a cluster is sorted by: its first, of Wikidata if possible, is its name."""
    return not iri.startswith(WIKIDATA), iri


def _drop_rivals(judgements: Sequence[Judgement], complaints: _Complaints) -> list[Judgement]:
    """Drop contradictions of claims that are the same, or the reverse: the first one counts."""
    kept: list[Judgement] = []
    first: dict[tuple[str, str], Judgement] = {}
    for one in judgements:
        before = first.setdefault(one.pair, one)
        if (before.predicate == str(CS.contradicts)) == (one.predicate == str(CS.contradicts)):
            kept.append(one)
        else:
            opposite = "says the opposite of the same claims with more right"
            complaints.add(one, f"line {before.line} {opposite}; it was set aside")
    return kept


def describe_view(
    view: View, judgements: Iterable[Judgement], base: str, *, same_as: bool
) -> Iterator[Quad]:
    """Yield the view as quads: clusters, relations between claims, and all judgements.

    Args:
        view: From `weigh_judgements`.
        judgements: Those it is of, which are described as nodes, whether they count or not.
        base: What the IRI of a judgement begins with.
        same_as: Whether to say owl:sameAs instead of cs:sameEntityAs.
    """
    term = NamedNode(OWL.sameAs if same_as else CS.sameEntityAs)
    for called, *others in view.clusters:
        for other in others:
            yield Quad(NamedNode(other), term, NamedNode(called), JUDGED)
            yield Quad(NamedNode(called), term, NamedNode(other), JUDGED)
            if called.startswith(WIKIDATA):
                yield Quad(NamedNode(other), NamedNode(SDO.sameAs), NamedNode(called), JUDGED)
    for judgement in view.related:
        yield to_triple(judgement, JUDGED)
    for judgement in judgements:
        yield from describe_judgement(judgement, base, JUDGED)
