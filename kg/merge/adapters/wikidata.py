"""Entities of Wikidata, as Special:EntityData and the dumps give them in RDF.

    rdfs:label "N"@en               schema:name "N"
    skos:altLabel "N"@en            schema:alternateName "N"
    wdt:P31 (instance of) a class   rdf:type, for the classes in `CLASSES`

Labels in other languages stay, and no question of ours asks for them. What else Wikidata says stays
in its own terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad

from kg.merge.adapters.terms import ALTERNATE, NAME, TYPE, is_english, plain
from kg.rdf.serialise import named
from kg.rdf.vocabulary import RDFS, SDO, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MARK: Final = b"<http://www.wikidata.org/entity/Q"
ENTITY: Final = "http://www.wikidata.org/entity/"
LABEL: Final = named(RDFS.label)
ALIAS: Final = named(SKOS.altLabel)
INSTANCE: Final = NamedNode("http://www.wikidata.org/prop/direct/P31")
CLASSES: Final[Mapping[str, NamedNode]] = {
    "Q5": named(SDO.Person),
    "Q43229": named(SDO.Organization),  # organization
    "Q4830453": named(SDO.Organization),  # business
    "Q7278": named(SDO.Organization),  # political party
    "Q327333": named(SDO.Organization),  # government agency
    "Q6256": named(SDO.Place),  # country
    "Q3624078": named(SDO.Place),  # sovereign state
    "Q515": named(SDO.Place),  # city
    "Q11032": named(SDO.NewsMediaOrganization),  # newspaper
    "Q192283": named(SDO.NewsMediaOrganization),  # news agency
}


def mapped(quad: Quad, _base: str) -> Iterator[Quad]:
    """What a quad of Wikidata says in our terms.

    >>> from pyoxigraph import Literal
    >>> node = NamedNode("http://www.wikidata.org/entity/Q56226")
    >>> [also.object.value for also in mapped(Quad(node, LABEL, Literal("Kim Jong Un", language="en")), "x:")]
    ['Kim Jong Un']
    """
    if not isinstance(quad.subject, NamedNode) or not quad.subject.value.startswith(f"{ENTITY}Q"):
        return
    if quad.predicate == LABEL and is_english(quad.object):
        yield from plain(quad, NAME)
    elif quad.predicate == ALIAS and is_english(quad.object):
        yield from plain(quad, ALTERNATE)
    elif quad.predicate == INSTANCE and isinstance(quad.object, NamedNode):
        kind = CLASSES.get(quad.object.value.removeprefix(ENTITY))
        if kind:
            yield Quad(quad.subject, TYPE, kind, quad.graph_name)
