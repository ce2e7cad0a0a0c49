"""The merged view: what judgements, taken together, make one thing, computed anew each time, so that any can be undone.

Judgements may contradict each other. A person's wins over the tool's; of equals, the surer is heard
first, and one that would join what another keeps apart is set aside and listed. The data is not
changed: the view is a graph of its own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad

from kg.errors import Problem
from kg.link.judgements import BETWEEN_CLAIMS, SAME, TOOL, UNDECIDED
from kg.merge.adapters.sssom import described, triple_of
from kg.rdf.vocabulary import CS, OWL, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.link.judgements import Judgement

JUDGED: Final = NamedNode("https://w3id.org/claim-source/judged")
"""The graph of the view in a store; as an input of a merge, it is left out."""
WIKIDATA: Final = "http://www.wikidata.org/entity/"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What judgements come to.

    Attributes:
        clusters: IRIs that are one, each cluster sorted, the one to call it by first.
        related: The judgements between claims that count.
        heard: How many judgements there were, `open`, of how many the predicate does not count,
            `denied`, how many say what is not, and `aside`, how many were set aside because others
            contradict them.
    """

    clusters: tuple[tuple[str, ...], ...]
    related: tuple[Judgement, ...]
    heard: int
    open: int
    denied: int
    aside: int


class Clusters:
    """Things that are one, and things that must not be: disjoint sets (Galler & Fischer 1964) with enemies."""

    def __init__(self) -> None:
        """Begin with everything apart."""
        self.parent: dict[str, str] = {}
        self.enemies: dict[str, set[str]] = defaultdict(set)

    def root(self, node: str) -> str:
        """What stands for the cluster of a node."""
        while (above := self.parent.setdefault(node, node)) != node:
            self.parent[node] = node = self.parent[above]
        return node

    def keep_apart(self, one: str, other: str) -> None:
        """Say that two are not one."""
        self.enemies[self.root(one)].add(other)
        self.enemies[self.root(other)].add(one)

    def join(self, one: str, other: str) -> bool:
        """Make two one, unless something keeps their clusters apart; say whether they are one."""
        first, second = self.root(one), self.root(other)
        if first == second:
            return True
        if any(self.root(enemy) == second for enemy in self.enemies[first]):
            return False
        if any(self.root(enemy) == first for enemy in self.enemies[second]):
            return False
        self.parent[second] = first
        self.enemies[first] |= self.enemies.pop(second)
        return True


def view_of(judgements: Iterable[Judgement], where: str, problems: list[Problem]) -> View:
    """What judgements come to, whatever their order.

    Args:
        judgements: Of one file or several.
        where: What a problem names, before the line.
        problems: Takes up the judgements that are set aside.

    >>> from kg.link.judgements import Judgement
    >>> same = Judgement(subject="x:a", predicate=str(SKOS.exactMatch), object="x:b")
    >>> view_of([same], "", []).clusters
    (('x:a', 'x:b'),)
    """
    listed = sorted(judgements, key=weight)
    kept = list(without_opposites(listed, where, problems))
    clusters = Clusters()
    for one in kept:
        if one.negated and one.predicate in SAME and one.subject != one.object:
            clusters.keep_apart(one.subject, one.object)
        if one.predicate not in SAME | BETWEEN_CLAIMS | UNDECIDED:
            message = f"the predicate {one.predicate} decides nothing here; write skos:exactMatch, skos:closeMatch, "
            problems.append(
                problem(one, where, message + "cs:sameClaimAs, cs:corroborates or cs:contradicts")
            )
    aside = len(listed) - len(kept)
    for one in kept:
        if one.predicate in SAME and not one.negated and not clusters.join(one.subject, one.object):
            aside += 1
            problems.append(
                problem(one, where, "it would join what other lines keep apart; it was set aside")
            )
    between = [one for one in kept if one.predicate in BETWEEN_CLAIMS]
    related = list(without_rivals([one for one in between if not one.negated], where, problems))
    aside += len([one for one in between if not one.negated]) - len(related)
    return View(
        clusters=tuple(clusters_of(clusters)),
        related=tuple(related),
        heard=len(listed),
        open=sum(one.predicate not in SAME | BETWEEN_CLAIMS for one in listed),
        denied=sum(one.negated for one in listed),
        aside=aside,
    )


def weight(one: Judgement) -> tuple[bool, float, str, str, str, bool]:
    """What judgements are heard by: people's first, then the surer ones."""
    return (one.author == TOOL, -one.confidence, *one.pair, one.predicate, one.negated)


def without_opposites(
    judgements: list[Judgement], where: str, problems: list[Problem]
) -> Iterator[Judgement]:
    """The judgements but for those whose opposite is said of the same pair with more right, or with the same."""
    said: dict[tuple[tuple[str, str], str], list[Judgement]] = defaultdict(list)
    for one in judgements:
        said[one.pair, "same" if one.predicate in SAME else one.predicate].append(one)
    for group in said.values():
        people = [one for one in group if one.author != TOOL]
        decisive = people or group
        if len({one.negated for one in decisive}) > 1:
            lines = " and ".join(
                str(one.line) for one in sorted(decisive, key=lambda one: one.line)
            )
            message = f"lines {lines} say the opposite of each other; none of them counts"
            problems.append(problem(min(decisive, key=lambda one: one.line), where, message))
        else:
            yield from (one for one in group if one.negated == decisive[0].negated)


def without_rivals(
    judgements: list[Judgement], where: str, problems: list[Problem]
) -> Iterator[Judgement]:
    """The judgements between claims but for a contradiction of what is the same, and the other way round."""
    first: dict[tuple[str, str], Judgement] = {}
    for one in judgements:
        before = first.setdefault(one.pair, one)
        if (before.predicate == str(CS.contradicts)) == (one.predicate == str(CS.contradicts)):
            yield one
        else:
            message = f"line {before.line} says the opposite of the same claims with more right; it was set aside"
            problems.append(problem(one, where, message))


def problem(one: Judgement, where: str, message: str) -> Problem:
    """What is wrong with a judgement."""
    names = " and ".join((one.subject_label or one.subject, one.object_label or one.object))
    return Problem(where=f"{where}:{one.line}", message=f"{names}: {message}")


def clusters_of(clusters: Clusters) -> Iterator[tuple[str, ...]]:
    """The clusters of two or more, sorted."""
    members: dict[str, list[str]] = defaultdict(list)
    for node in clusters.parent:
        members[clusters.root(node)].append(node)
    yield from sorted(
        tuple(sorted(nodes, key=rank)) for nodes in members.values() if len(nodes) > 1
    )


def rank(iri: str) -> tuple[bool, str]:
    """What comes first is what the cluster is called by: an entity of Wikidata, if there is one."""
    return not iri.startswith(WIKIDATA), iri


def view_quads(
    view: View, judgements: Iterable[Judgement], base: str, *, same_as: bool
) -> Iterator[Quad]:
    """The view as quads: each of a cluster and the one it is called by, the relations between claims, all judgements.

    Args:
        view: From `view_of`.
        judgements: Those it is of, which are described as nodes, whether they count or not.
        base: What the IRI of a judgement begins with.
        same_as: Whether to say owl:sameAs instead of skos:exactMatch.
    """
    term = NamedNode(OWL.sameAs if same_as else SKOS.exactMatch)
    for called, *others in view.clusters:
        for other in others:
            yield Quad(NamedNode(other), term, NamedNode(called), JUDGED)
            yield Quad(NamedNode(called), term, NamedNode(other), JUDGED)
    for one in view.related:
        yield triple_of(one, JUDGED)
    for one in judgements:
        yield from described(one, base, JUDGED)
