"""One statement of a graph as a correction has it: taken out, sure, of another source or subject.

Whoever decided it, and when, is said in the same graph, as of a judgement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.merge.adapters.sssom import describe_judgement
from kg.merge.corrections import to_entity
from kg.model import Kind
from kg.rdf.corrected import person_triples, source_triples, subject_triples
from kg.rdf.iris import entity_iri
from kg.rdf.nodes import TO_AGENT, TO_ARTEFACT, UNNAMED_PUBLICATION, confidence
from kg.rdf.serialise import named, term
from kg.rdf.vocabulary import CS, DOCUMENT_CLASSES, PROV, RDF, SDO

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from pyoxigraph import Store

    from kg.link.judgements import Judgement
    from kg.merge.corrections import Correction
    from kg.model import Entity
    from kg.rdf.nodes import Triple

    _Term: TypeAlias = NamedNode | Literal

__all__ = ["Place", "apply_correction", "as_nodes", "find_statement"]

_OURS: Final = re.compile(r"(.+)statement-[a-z2-7]{20}")
_WORD: Final = re.compile(r"\w+")
_NAMES: Final = tuple(map(named, (SDO.url, SDO.headline, SDO.name)))
"""What an article is called by."""
_TO_SOURCES: Final = (
    CS.source,
    TO_AGENT.direct,
    TO_AGENT.qualified,
    TO_ARTEFACT.direct,
    TO_ARTEFACT.qualified,
)
_STAYING: Final = frozenset(
    map(named, (*DOCUMENT_CLASSES.values(), CS.Statement, CS.Judgement, PROV.Activity))
)
"""Classes of nodes that stay though nothing leads to them."""
_TYPE: Final = named(RDF.type)


@dataclass(frozen=True, slots=True)
class Place:
    """A statement in a graph of a store.

    Attributes:
        statement: Its node.
        article: The node of its article.
        base: What IRIs begin with that are minted for it.
        name: Of the graph.
        store: What the graph is in.
    """

    statement: NamedNode
    article: NamedNode
    base: str
    name: NamedNode | DefaultGraph
    store: Store

    def find(
        self, subject: NamedNode | None, predicate: NamedNode | None, object_: _Term | None
    ) -> list[Quad]:
        """Return the quads of the graph that fit; None fits all."""
        return list(self.store.quads_for_pattern(subject, predicate, object_, self.name))

    def values(self, subject: _Term, predicate: NamedNode | None) -> list[_Term]:
        """Return the IRIs and texts that a property of a node leads to; None for any property."""
        if not isinstance(subject, NamedNode):
            return []
        ends = [quad.object for quad in self.find(subject, predicate, None)]
        return [end for end in ends if isinstance(end, NamedNode | Literal)]

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples to the graph."""
        for subject, predicate, object_ in triples:
            self.store.add(Quad(named(subject), named(predicate), term(object_), self.name))


def as_nodes(name: str) -> list[_Term]:
    """Return what a graph may have for the name of an article: a text, or an address.

    >>> [str(node) for node in as_nodes("x:a")], [str(node) for node in as_nodes("Rain falls")]
    (['"x:a"', '<x:a>'], ['"Rain falls"'])
    """
    if not name:
        return []
    try:
        return [Literal(name), NamedNode(name)]
    except ValueError:
        return [Literal(name)]


def find_statement(correction: Correction, store: Store, base: str) -> list[Place]:
    """Return where the statement of a correction stands: by its IRI, or else by its words.

    Its words count where just one statement has them in an article of the same name. It may stand
    in several graphs of a store.

    Args:
        correction: The correction.
        store: What to look in.
        base: What IRIs begin with where that of the statement does not tell.
    """
    statement = NamedNode(correction.statement)
    found = list(store.quads_for_pattern(statement, named(CS.statedIn), None, None))
    if not found:
        found = list(_find_by_words(correction, store))
    if len({quad.subject for quad in found}) != 1:
        return []

    places = []
    for quad in found:
        node, article, graph = quad.subject, quad.object, quad.graph_name
        if not isinstance(node, NamedNode) or not isinstance(article, NamedNode):
            continue
        ours = _OURS.fullmatch(node.value)
        own_base = ours[1] if ours else base
        name = graph if isinstance(graph, NamedNode) else DefaultGraph()
        places.append(Place(node, article, own_base, name, store))
    return places


def _find_by_words(correction: Correction, store: Store) -> Iterator[Quad]:
    """Yield that a statement stands in an article, for those with the words of a correction."""
    name = next((line.article for line in correction.lines if line.article), "")
    passage = next((line.passage for line in correction.lines if line.passage), "")
    words = _WORD.findall(passage)
    for article in _find_articles(name, store):
        for quad in list(store.quads_for_pattern(None, named(CS.statedIn), article, None)):
            texts = store.quads_for_pattern(quad.subject, named(SDO.text), None, quad.graph_name)
            for text in texts:
                said = text.object.value if isinstance(text.object, Literal) else ""
                if words and _WORD.findall(said) == words:
                    yield quad


def _find_articles(name: str, store: Store) -> set[NamedNode]:
    """Return whatever in a store has a name or an address."""
    found = set()
    for predicate in _NAMES:
        for node in as_nodes(name):
            for quad in store.quads_for_pattern(None, predicate, node, None):
                if isinstance(quad.subject, NamedNode):
                    found.add(quad.subject)
    return found


def apply_correction(correction: Correction, place: Place) -> None:
    """Apply a correction where its statement stands, and write down who decided it."""
    if not correction.is_claim:
        _take_out(place)
        _write_down(correction.lines, place)
        return
    if correction.has_sources:
        _cut_sources(place)
    elif correction.is_sure:
        _make_sure(place)

    decisions = [_decide(line, place) for line in correction.lines]
    if correction.has_subjects:
        _cut_subjects(place, {line.object for line in decisions if not line.negated})
    _write_down(decisions, place)


def _decide(line: Judgement, place: Place) -> Judgement:
    """Add to a graph what one line says; return it with the nodes that it is on there."""
    statement, article = place.statement.value, place.article.value
    decided = replace(line, subject=statement)
    if line.predicate != str(SDO.about):
        place.add(person_triples(statement, article, line.author, line.date, place.base))
    if line.negated or line.predicate == str(RDF.type):
        return decided

    entity = to_entity(line)
    if line.predicate == str(CS.source):
        entity = _as_article_has_it(entity, place)
        place.add(source_triples(statement, article, entity, place.base))
    else:
        for node in _nodes_with_subjects(place):
            place.add(subject_triples(node.value, article, entity, place.base))
    return replace(decided, object=entity_iri(place.base, article, entity.kind, entity.name))


def _write_down(decisions: Iterable[Judgement], place: Place) -> None:
    """Say in the graph who decided what, and when."""
    for decided in decisions:
        for quad in describe_judgement(decided, place.base):
            place.store.add(Quad(quad.subject, quad.predicate, quad.object, place.name))


def _as_article_has_it(source: Entity, place: Place) -> Entity:
    """Return a source as its article names it: the publication has the name of its publisher."""
    if source.kind is not Kind.PUBLICATION:
        return source
    for publisher in place.values(place.article, named(SDO.publisher)):
        for name in place.values(publisher, named(SDO.name)):
            is_known = name.value != UNNAMED_PUBLICATION
            return replace(source, name=name.value if is_known else None)
    return source


def _make_sure(place: Place) -> None:
    """Say that a person is sure of the sources that a statement has."""
    sure = named(CS.confidence)
    for way in (TO_AGENT, TO_ARTEFACT):
        for part in place.values(place.statement, named(way.qualified)):
            if isinstance(part, NamedNode):
                for quad in place.find(part, sure, None):
                    place.store.remove(quad)
                place.store.add(Quad(part, sure, term(confidence(1)), place.name))


def _cut_sources(place: Place) -> None:
    """Take the sources of a statement away from it."""
    for predicate in _TO_SOURCES:
        for quad in place.find(place.statement, named(predicate), None):
            place.store.remove(quad)
            _drop_orphan(quad.object, place)


def _nodes_with_subjects(place: Place) -> list[NamedNode]:
    """Return what leads to the subjects of a statement: itself, and its claim."""
    claims = place.values(place.statement, named(CS.states))
    return [place.statement, *(claim for claim in claims if isinstance(claim, NamedNode))]


def _cut_subjects(place: Place, kept: Container[str]) -> None:
    """Take the subjects of a statement away from it, but for some, by their IRIs.

    Its claim keeps those that another statement has, which says the same of somebody else.
    """
    for node in _nodes_with_subjects(place):
        for quad in place.find(node, named(SDO.about), None):
            if not isinstance(quad.object, NamedNode) or quad.object.value in kept:
                continue
            if not _is_meant(node, quad.object, place):
                place.store.remove(quad)
                _drop_orphan(quad.object, place)


def _is_meant(claim: NamedNode, subject: NamedNode, place: Place) -> bool:
    """Tell whether a statement that makes a claim means somebody or something by it."""
    about = named(SDO.about)
    stating = place.find(None, named(CS.states), claim)
    return any(Quad(one.subject, about, subject, place.name) in place.store for one in stating)


def _take_out(place: Place) -> None:
    """Take a statement out of its graph, and what other statements say of it."""
    for quad in place.find(None, None, place.statement):
        if Quad(quad.subject, _TYPE, named(CS.Statement), place.name) in place.store:
            place.store.remove(quad)
    _drop(place.statement, place)


def _drop(node: NamedNode, place: Place) -> None:
    """Drop what a graph says of a node, and the nodes that nothing leads to then."""
    quads = place.find(node, None, None)
    for quad in quads:
        place.store.remove(quad)
    for quad in quads:
        _drop_orphan(quad.object, place)


def _drop_orphan(node: object, place: Place) -> None:
    """Drop a node that nothing leads to, unless it stands for itself, as an article does."""
    if not isinstance(node, NamedNode) or place.find(None, None, node):
        return
    if _STAYING.isdisjoint(place.values(node, _TYPE)):
        _drop(node, place)
