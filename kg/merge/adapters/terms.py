"""What the adapters share: our terms as Oxigraph has them, and the claim that some words make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.rdf.iris import claim_iri, normalise_text
from kg.rdf.serialise import named
from kg.rdf.vocabulary import RDF, SDO, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import BlankNode

TYPE = named(RDF.type)
TEXT = named(SDO.text)
NAME = named(SDO.name)
ALTERNATE = named(SDO.alternateName)
CLAIM = named(SDO.Claim)
EXACT = named(SKOS.exactMatch)
REVIEWED = named(SDO.itemReviewed)


def claim_of(
    text: str, base: str, graph: NamedNode | BlankNode | DefaultGraph | None = None
) -> Iterator[Quad]:
    """The claim that some words make, as a build mints it; its subject is the first quad's.

    >>> next(claim_of("It  rained.", "x:")).subject == next(claim_of("It rained.", "x:")).subject
    True
    """
    node, words = NamedNode(claim_iri(base, text)), normalise_text(text)
    yield Quad(node, TYPE, CLAIM, graph)
    yield Quad(node, TEXT, Literal(words), graph)


def same_claim(quad: Quad, base: str) -> Iterator[Quad]:
    """Of a quad that gives a claim its words: that it is the claim that a build would mint for them."""
    if not isinstance(quad.object, Literal) or not quad.object.value.strip():
        return
    ours = list(claim_of(quad.object.value, base, quad.graph_name))
    if quad.subject != ours[0].subject:
        yield Quad(quad.subject, EXACT, ours[0].subject, quad.graph_name)
        yield from ours


def plain(quad: Quad, predicate: NamedNode) -> Iterator[Quad]:
    """Of a quad whose object is in a language: the same words without it, since "x"@en joins no "x"."""
    if isinstance(quad.object, Literal):
        yield Quad(quad.subject, predicate, Literal(quad.object.value), quad.graph_name)


def is_english(term: object) -> bool:
    """Whether a literal is in English, or in any language ("mul").

    >>> is_english(Literal("colour", language="en-gb")), is_english(Literal("couleur", language="fr"))
    (True, False)
    """
    return isinstance(term, Literal) and (term.language or "").split("-")[0].lower() in {
        "en",
        "mul",
    }


def absolute(address: object) -> NamedNode | None:
    """A text as an IRI, if it is an absolute one.

    >>> absolute("https://example.org/a").value, absolute("a b"), absolute(3)
    ('https://example.org/a', None, None)
    """
    try:
        return NamedNode(address) if isinstance(address, str) else None
    except ValueError:
        return None
