"""Tell which entities of several articles are one, and what they are all called.

Each article has entities of its own; that two of them are one is a judgement. A merged graph says
so (`cs:sameEntityAs`). Of a graph in which nobody has judged yet, what `kg link` is sure of counts,
and what it is not sure of is only a proposal.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.link.entities import read_records
from kg.link.judgements import SAME
from kg.link.sets import DisjointSets
from kg.link.who import propose_identities
from kg.rdf.vocabulary import CS, OWL, PREFIXES, RDF
from kg.views.values import read_number

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    import networkx as nx
    from pyoxigraph import Store
    from rdflib import Graph

__all__ = ["PERHAPS", "Links", "add_links", "find_links", "read_links"]

PERHAPS: Final = "perhaps the same"
"""The relation between two entities of which nobody has decided whether they are one."""
_Pair: TypeAlias = tuple[str, str]
_Group: TypeAlias = "list[str]"
_JUDGED: Final = """
    ASK {
      ?judgement a cs:Judgement ; rdf:predicate ?same
      FILTER(?same IN (cs:sameEntityAs, schema:sameAs, owl:sameAs, skos:exactMatch))
    }"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Which entities are one, by their IRIs.

    Attributes:
        same: Pairs that are one. `apart`, those that are not, though they may go by one name.
        perhaps: Pairs of which nobody has decided, with how sure it is that they are one.
    """

    same: tuple[_Pair, ...] = ()
    apart: tuple[_Pair, ...] = ()
    perhaps: tuple[tuple[_Pair, float], ...] = ()


def read_links(graph: Graph) -> Links:
    """Return what a graph says itself: relations that count, denials, and judgements left open."""
    same = [*graph.subject_objects(CS.sameEntityAs), *graph.subject_objects(OWL.sameAs)]
    known = {_pair_of(*pair) for pair in same}
    apart, perhaps = set(), set()
    for judgement in graph.subjects(RDF.type, CS.Judgement):
        if str(graph.value(judgement, RDF.predicate)) not in SAME:
            continue
        pair = _pair_of(graph.value(judgement, RDF.subject), graph.value(judgement, RDF.object))
        if (judgement, RDF.type, OWL.NegativePropertyAssertion) in graph:
            apart.add(pair)
        elif pair not in known:
            perhaps.add((pair, read_number(judgement, CS.confidence, graph) or 0))
    return Links(
        same=tuple(sorted(known)), apart=tuple(sorted(apart)), perhaps=tuple(sorted(perhaps))
    )


def find_links(store: Store) -> Links:
    """Return what `kg link` thinks of a graph in which nobody has judged yet; nothing of another.

    Args:
        store: From `kg.store.read_store`.
    """
    if store.query(_JUDGED, prefixes=PREFIXES):
        return Links()
    found = propose_identities(read_records([store]), "")
    return Links(
        same=tuple(one.pair for one in found if not one.is_proposal),
        perhaps=tuple((one.pair, one.confidence) for one in found if one.is_proposal),
    )


def add_links(network: nx.MultiDiGraph[str], *found: Links) -> None:
    """Give the entities that are one a common name, and tie those that may be one.

    An entity that goes by another name than those it is one with gets that name as `called`. Pairs
    that may be one get an edge `perhaps the same` with a `confidence`.

    Args:
        network: Of articles, statements and entities, whose `called` is None.
        found: What is known of who is who.
    """
    known = Links(
        same=tuple(chain.from_iterable(links.same for links in found)),
        apart=tuple(chain.from_iterable(links.apart for links in found)),
        perhaps=tuple(chain.from_iterable(links.perhaps for links in found)),
    )
    groups = _group_entities(network, known.same)
    _join_full_names(groups, set(known.apart), network)
    for group in groups:
        called = _choose_name(network.nodes[entity]["label"] for entity in group)
        for entity in group:
            if network.nodes[entity]["label"] != called:
                network.nodes[entity]["called"] = called

    group_of = {entity: group for group in groups for entity in group}
    for one, other in known.apart:
        if one in group_of and other in group_of:
            _tell_apart(group_of[one], group_of[other], network)
    for (one, other), confidence in known.perhaps:
        if one in group_of and other in group_of:
            network.add_edge(one, other, key=PERHAPS, relation=PERHAPS, confidence=confidence)


def _pair_of(one: object, other: object) -> _Pair:
    first, second = sorted((str(one), str(other)))
    return first, second


def _group_entities(network: nx.MultiDiGraph[str], same: Iterable[_Pair]) -> list[_Group]:
    """Return the entities of a network, those of one kind that are one together.

    What two are one with need not be in the network: it may be an entity of Wikidata.
    """
    sets: DisjointSets[str] = DisjointSets()
    for one, other in same:
        sets.join(one, other)
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for node, attributes in network.nodes(data=True):
        if attributes["type"] == "entity":
            groups[sets.find_root(node), attributes["kind"]].append(node)
    return list(groups.values())


def _join_full_names(
    groups: list[_Group], apart: Container[_Pair], network: nx.MultiDiGraph[str]
) -> None:
    """Move who is alone, and has the full name of a single group, into that group.

    A name of one word tells too little for that: there may be two Lees. Whom somebody keeps apart
    from one of the group stays alone.
    """
    named: dict[tuple[str, str], list[_Group]] = defaultdict(list)
    alone = [group for group in groups if len(group) == 1]
    for group in groups:
        if len(group) > 1:
            for name in {_kind_and_label(entity, network) for entity in group}:
                named[name].append(group)

    for group in alone:
        [entity] = group
        kind, label = _kind_and_label(entity, network)
        fitting = named.get((kind, label), [])
        if " " not in label or len(fitting) != 1:
            continue
        if not any(_pair_of(entity, member) in apart for member in fitting[0]):
            fitting[0].append(entity)
            group.clear()
    groups[:] = filter(None, groups)


def _kind_and_label(entity: str, network: nx.MultiDiGraph[str]) -> tuple[str, str]:
    return network.nodes[entity]["kind"], network.nodes[entity]["label"]


def _choose_name(names: Iterable[str]) -> str:
    """Return what is called so by most articles; of several words, if any of them has.

    >>> _choose_name(["Lee", "Lee", "Ann Lee", "Ann B. Lee", "Ann Lee"])
    'Ann Lee'
    """
    counts = Counter(names)
    return min(counts, key=lambda name: (" " not in name, -counts[name], name))


def _tell_apart(group: _Group, other: _Group, network: nx.MultiDiGraph[str]) -> None:
    """Give two groups that are not one different names, by what the second is said in."""
    called = _name_of(group[0], network)
    if group == other or _name_of(other[0], network) != called:
        return
    [statement, *_] = sorted(network.predecessors(other[0]))
    article = next(
        end
        for _, end, edge in network.out_edges(statement, data=True)
        if edge["relation"] == "stated in"
    )
    for entity in other:
        label = f"{called} ({network.nodes[article]['label']})"
        network.nodes[entity].update(label=label, called=None)


def _name_of(entity: str, network: nx.MultiDiGraph[str]) -> str:
    attributes = network.nodes[entity]
    name: str = attributes["called"] or attributes["label"]
    return name
