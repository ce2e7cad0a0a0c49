"""Mapping sets in SSSOM TSV: each row is a triple, and a judgement that says who decided it and how sure they were.

    subject_id predicate_id object_id       the triple; none where predicate_modifier is Not
    confidence author mapping_date comment  cs:confidence, prov:wasAttributedTo, dcterms:date,
    rdfs:comment
    Not                                     owl:NegativePropertyAssertion

To have `kg merge` weigh the rows against each other instead, give the file with --judgements.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.link.judgements import judgements_of
from kg.merge.adapters.terms import NAME, TYPE
from kg.rdf.iris import mint
from kg.rdf.nodes import confidence
from kg.rdf.serialise import named, term
from kg.rdf.vocabulary import CS, DCTERMS, OWL, PROV, RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.errors import Problem
    from kg.link.judgements import Judgement

DAY: Final = 10
"""Characters of a day."""


def read(path: Path, file: IO[bytes], base: str, problems: list[Problem]) -> Iterator[Quad]:
    """The quads of a mapping set.

    Raises:
        ValueError: It has no column for subject, predicate or object.
    """
    for one in judgements_of(file, str(path), problems):
        if not one.negated:
            yield triple_of(one)
        yield from described(one, base)


def triple_of(one: Judgement, graph: NamedNode | None = None) -> Quad:
    """What a judgement says, were it not negated."""
    return Quad(NamedNode(one.subject), NamedNode(one.predicate), NamedNode(one.object), graph)


def described(one: Judgement, base: str, graph: NamedNode | None = None) -> Iterator[Quad]:
    """A judgement as a node.

    >>> from kg.link.judgements import Judgement
    >>> one = Judgement(subject="x:a", predicate="x:p", object="x:b", negated=True, author="Ann")
    >>> [quad.object.value for quad in described(one, "x:") if quad.predicate.value.endswith("targetIndividual")]
    ['x:b']
    """
    into = graph or DefaultGraph()
    sign = "not" if one.negated else "is"
    node = NamedNode(
        mint(base, "judgement", one.subject, one.predicate, one.object, sign, one.author, one.date)
    )
    yield Quad(node, TYPE, named(CS.Judgement), into)
    yield Quad(node, TYPE, named(PROV.Entity), into)
    parts = NamedNode(one.subject), NamedNode(one.predicate), NamedNode(one.object)
    for place, part in zip((RDF.subject, RDF.predicate, RDF.object), parts, strict=True):
        yield Quad(node, named(place), part, into)
    if one.negated:
        yield Quad(node, TYPE, named(OWL.NegativePropertyAssertion), into)
        places = (OWL.sourceIndividual, OWL.assertionProperty, OWL.targetIndividual)
        for place, part in zip(places, parts, strict=True):
            yield Quad(node, named(place), part, into)
    yield Quad(node, named(CS.confidence), term(confidence(one.confidence)), into)
    if one.author:
        author = NamedNode(mint(base, "judge", one.author))
        yield Quad(node, named(PROV.wasAttributedTo), author, into)
        yield Quad(author, TYPE, named(PROV.Agent), into)
        yield Quad(author, NAME, Literal(one.author), into)
    if one.date:
        kind = XSD.date if len(one.date) == DAY else XSD.string
        yield Quad(node, named(DCTERMS.date), Literal(one.date, datatype=named(kind)), into)
    if one.reason:
        yield Quad(node, named(RDFS.comment), Literal(one.reason), into)
