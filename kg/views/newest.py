"""Make the page of the newest articles of a graph, which may hold more than a page can show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import NamedNode, Store

from kg.rdf.vocabulary import CS, DCTERMS, PREFIXES, RDF, SDO
from kg.store import read_graph
from kg.views.html import to_html
from kg.views.people import find_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad, QuerySolutions

__all__ = ["READABLE", "newest_html"]

READABLE: Final = 300
"""Articles on the page and in Turtle, the newest: more would take longer to write than to
extract."""
_NEWEST: Final = """
    SELECT ?article (SAMPLE(?date) AS ?day) {
      ?statement cs:statedIn ?article
      OPTIONAL { ?article schema:datePublished ?date }
    }
    GROUP BY ?article ORDER BY DESC(?day) ?article LIMIT %d"""
_STATED: Final = NamedNode(CS.statedIn)
_ELSEWHERE: Final = NamedNode(SDO.appearance)
"""Leads from a claim to every article that makes it."""
_POINTING: Final = (NamedNode(RDF.subject), NamedNode(DCTERMS.subject))
"""What a judgement has to those it is of, and a graph to its article."""


def newest_html(store: Store, most: int = READABLE) -> str:
    """Return the page of the newest articles of a store, with all that their statements lead to.

    Args:
        store: From `kg.store.read_store`.
        most: How many articles.
    """
    part = Store()
    part.bulk_extend(_quads_of_newest(store, most))
    return to_html(read_graph(part), found=find_links(part))


def _quads_of_newest(store: Store, most: int) -> Iterator[Quad]:
    """Yield what is said of the statements of the newest articles, and of what these lead to."""
    found = cast("QuerySolutions", store.query(_NEWEST % most, prefixes=PREFIXES))
    ahead = [row["article"] for row in found]
    for article in list(ahead):
        ahead += [quad.subject for quad in store.quads_for_pattern(None, _STATED, article)]

    others = {quad.subject for quad in store.quads_for_pattern(None, _STATED, None)} - set(ahead)
    seen = others | set(ahead)
    while ahead:
        node = ahead.pop()
        for quad in _quads_about(node, store):
            yield quad
            for end in (quad.subject, quad.object):
                if isinstance(end, NamedNode) and end not in seen and quad.predicate != _ELSEWHERE:
                    seen.add(end)
                    ahead.append(end)


def _quads_about(node: NamedNode, store: Store) -> Iterator[Quad]:
    yield from store.quads_for_pattern(node, None, None)
    for term in _POINTING:
        yield from store.quads_for_pattern(None, term, node)
