"""CimpleKG (Burel et al., ESWC 2024), in which each claim review has a claim, and claims mention entities of DBpedia.

    a claim's schema:text "T"       skos:exactMatch the claim with the words T
    an entity's schema:url D        skos:exactMatch D (DBpedia)

Reviews, ratings, organizations and the names of entities are in schema.org's terms already. Its
IRIs changed once (`claim/` to `claims/`); both are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad

from kg.merge.adapters.terms import EXACT, TEXT, same_claim
from kg.rdf.serialise import named
from kg.rdf.vocabulary import SDO

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK: Final = b"data.cimple.eu/"
HOME: Final = "data.cimple.eu/"
URL: Final = named(SDO.url)


def mapped(quad: Quad, base: str) -> Iterator[Quad]:
    """What a quad of CimpleKG says in our terms.

    >>> from pyoxigraph import Literal
    >>> node = NamedNode("https://data.cimple.eu/claims/1a")
    >>> [also.predicate.value.rsplit("/")[-1] for also in mapped(Quad(node, TEXT, Literal("It rained.")), "x:")]
    ['core#exactMatch', '22-rdf-syntax-ns#type', 'text']
    """
    if not isinstance(quad.subject, NamedNode):
        return
    kind = quad.subject.value.partition(HOME)[2].partition("/")[0]
    if kind in {"claim", "claims"} and quad.predicate == TEXT:
        yield from same_claim(quad, base)
    elif kind == "entity" and quad.predicate == URL and isinstance(quad.object, NamedNode):
        yield Quad(quad.subject, EXACT, quad.object, quad.graph_name)
