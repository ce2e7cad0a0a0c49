"""What the adapters share: our terms, the claim that some words make, and templates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.rdf.iris import claim_iri, normalise_text
from kg.rdf.serialise import named
from kg.rdf.vocabulary import RDF, SDO, SKOS, WIKIDATA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import BlankNode

    Template: TypeAlias = tuple[tuple[str, NamedNode, NamedNode | str], ...]
    """Triples to be filled in: a subject's name, a predicate, and an object or an object's name."""

TYPE: Final = named(RDF.type)
TEXT: Final = named(SDO.text)
NAME: Final = named(SDO.name)
ALTERNATE: Final = named(SDO.alternateName)
CLAIM: Final = named(SDO.Claim)
EXACT: Final = named(SKOS.exactMatch)
SAME_AS: Final = named(SDO.sameAs)
"""What joins somebody or something to their entity of another authority."""
REVIEWED: Final = named(SDO.itemReviewed)
_ENTITY: Final = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]*)")


def make_claim(
    text: str, base: str, graph: NamedNode | BlankNode | DefaultGraph | None = None
) -> list[Quad]:
    """Return the quads of the claim that some words make, with the IRI that a build gives it.

    >>> make_claim("It  rained.", "x:") == make_claim("It rained.", "x:")
    True
    """
    claim = NamedNode(claim_iri(base, text))
    return [
        Quad(claim, TYPE, CLAIM, graph),
        Quad(claim, TEXT, Literal(normalise_text(text)), graph),
    ]


def link_claim(link: NamedNode, quad: Quad, base: str) -> Iterator[Quad]:
    """Link the subject of a quad to the claim that the words of its object make.

    Args:
        link: The predicate to link them by.
        quad: A quad whose object should be a text; nothing comes of any other, nor of an empty one.
        base: What the IRI of the claim begins with.
    """
    if not isinstance(quad.object, Literal) or not quad.object.value.strip():
        return
    quads = make_claim(quad.object.value, base, quad.graph_name)
    claim = quads[0].subject
    if quad.subject != claim:
        yield Quad(quad.subject, link, claim, quad.graph_name)
        yield from quads


def fill_template(
    template: Template,
    terms: Mapping[str, NamedNode | Literal],
    graph: NamedNode | DefaultGraph | None = None,
) -> Iterator[Quad]:
    """Yield the triples of a template whose subject and object are given.

    >>> template = ("article", NAME, "title"), ("publisher", NAME, "title")
    >>> terms = {"article": NamedNode("x:a"), "title": Literal("Rain")}
    >>> [str(quad.triple) for quad in fill_template(template, terms)]
    ['<x:a> <https://schema.org/name> "Rain"']
    """
    for name, predicate, object_or_name in template:
        subject = terms.get(name)
        value = terms.get(object_or_name) if isinstance(object_or_name, str) else object_or_name
        if isinstance(subject, NamedNode) and value is not None:
            yield Quad(subject, predicate, value, graph)


def as_list(value: object) -> list[object]:
    """Return a value of JSON as a list, which it may be already."""
    return value if isinstance(value, list) else [value]


def to_iri(address: object) -> NamedNode | None:
    """Return an address as an IRI; None if it is not an absolute one.

    >>> to_iri("https://example.org/a").value, to_iri("a b"), to_iri(3)
    ('https://example.org/a', None, None)
    """
    try:
        return NamedNode(address)  # type: ignore[arg-type]  # what is not a text raises TypeError
    except (TypeError, ValueError):
        return None


def entity_of(node: object) -> NamedNode | None:
    """Return the entity of Wikidata that an IRI stands for, that of its page among them, or None.

    >>> print(entity_of(NamedNode("https://www.wikidata.org/wiki/Q42")))
    <http://www.wikidata.org/entity/Q42>
    >>> entity_of(NamedNode("https://www.wikidata.org/wiki/Property:P31"))
    """
    found = _ENTITY.fullmatch(node.value) if isinstance(node, NamedNode) else None
    return NamedNode(WIKIDATA + found[1]) if found else None
