"""Whom statements speak of, where a graph says it of their claims alone.

A claim is its words, and by the same words another article may mean somebody else; so a statement
has subjects of its own. Graphs of kg before that, and other people's, say it of the claim. They are
read so that a statement has what its claim has, where that can be no other's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.rdf.vocabulary import CS, JUDGED, SDO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import BlankNode, Store

    _Node: TypeAlias = NamedNode | BlankNode | Triple
    _Place: TypeAlias = NamedNode | BlankNode | DefaultGraph
    _Tie: TypeAlias = tuple[NamedNode, _Node | Literal]

__all__ = ["add_subjects"]

_STATES: Final = NamedNode(CS.states)
_STATED_IN: Final = NamedNode(CS.statedIn)
_TIES: Final = (NamedNode(SDO.about), NamedNode(SDO.mentions))


def add_subjects(store: Store) -> None:
    """Give each statement that speaks of nobody the subjects that its claim alone has.

    They come into the graph of what follows from the data, which a merge leaves out, and into the
    default graph, the union of all.
    """
    found: list[Quad] = []
    for stated in store.quads_for_pattern(None, _STATES, None, DefaultGraph()):
        if any(_read_ties(stated.subject, None, store)):
            continue
        for tie, subject in _find_meant(stated, store):
            found.append(Quad(stated.subject, tie, subject, NamedNode(JUDGED)))
            found.append(Quad(stated.subject, tie, subject, DefaultGraph()))
    if found:
        store.bulk_extend(found)  # what a transaction writes would be tidied up later


def _find_meant(stated: Quad, store: Store) -> list[_Tie]:
    """Return what a statement is about and mentions, by what is said of its claim.

    A graph is looked at for itself before all together: that of an article says only whom this
    article means.
    """
    if isinstance(stated.object, Literal | Triple):
        return []  # no claim has subjects then
    said = list(store.quads_for_pattern(stated.subject, _STATES, stated.object, None))
    for quad in sorted(said, key=lambda one: isinstance(one.graph_name, DefaultGraph)):
        if ties := _find_untaken(stated.object, quad.graph_name, store):
            return ties
    return []


def _find_untaken(claim: _Node, place: _Place, store: Store) -> list[_Tie]:
    """Return the ties of a claim that none of its statements in a graph has, but any may mean.

    Of a claim that several articles of one graph make, nobody can tell which of them means whom.
    """
    articles: set[object] = set()
    taken: set[_Tie] = set()
    for stated in store.quads_for_pattern(None, _STATES, claim, place):
        for quad in store.quads_for_pattern(stated.subject, _STATED_IN, None, place):
            articles.add(quad.object)
        taken.update(_read_ties(stated.subject, place, store))
    if len(articles) > 1:
        return []
    return [tie for tie in _read_ties(claim, place, store) if tie not in taken]


def _read_ties(node: _Node, place: _Place | None, store: Store) -> Iterator[_Tie]:
    """Yield what a node is about and mentions, in a graph or, for None, in any."""
    for term in _TIES:
        for quad in store.quads_for_pattern(node, term, None, place):
            yield term, quad.object
