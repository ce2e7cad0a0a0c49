"""Mapping sets in SSSOM TSV: each row is a triple, and a judgement of how sure who was of it.

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
from kg.merge.adapters.terms import NAME, TYPE, fill_template
from kg.rdf.iris import mint
from kg.rdf.nodes import confidence
from kg.rdf.serialise import named, term
from kg.rdf.vocabulary import CS, DCTERMS, OWL, PROV, RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.errors import Problem
    from kg.link.judgements import Judgement
    from kg.merge.adapters.terms import Template

_DAY: Final = len("2024-05-01")
_TEMPLATE: Final[Template] = (
    ("judgement", TYPE, named(CS.Judgement)),
    ("judgement", TYPE, named(PROV.Entity)),
    ("judgement", named(RDF.subject), "subject"),
    ("judgement", named(RDF.predicate), "predicate"),
    ("judgement", named(RDF.object), "object"),
    ("judgement", named(CS.confidence), "confidence"),
    ("judgement", named(PROV.wasAttributedTo), "author"),
    ("author", TYPE, named(PROV.Agent)),
    ("author", NAME, "name of the author"),
    ("judgement", named(DCTERMS.date), "date"),
    ("judgement", named(RDFS.comment), "reason"),
    ("denial", TYPE, named(OWL.NegativePropertyAssertion)),
    ("denial", named(OWL.sourceIndividual), "subject"),
    ("denial", named(OWL.assertionProperty), "predicate"),
    ("denial", named(OWL.targetIndividual), "object"),
)
"""A judgement as a node, which is also called `denial` where it says what is not."""


def read_mappings(
    path: Path, file: IO[bytes], base: str, problems: list[Problem]
) -> Iterator[Quad]:
    """Yield the quads of a mapping set.

    Raises:
        ValueError: It has no column for subject, predicate or object.
    """
    for judgement in judgements_of(file, str(path), problems):
        if not judgement.negated:
            yield to_triple(judgement)
        yield from describe_judgement(judgement, base)


def to_triple(judgement: Judgement, graph: NamedNode | None = None) -> Quad:
    """Return what a judgement says, as if it were not negated."""
    subject, predicate = NamedNode(judgement.subject), NamedNode(judgement.predicate)
    return Quad(subject, predicate, NamedNode(judgement.object), graph)


def describe_judgement(
    judgement: Judgement, base: str, graph: NamedNode | None = None
) -> Iterator[Quad]:
    """Yield a judgement as a node.

    >>> from kg.link.judgements import Judgement
    >>> one = Judgement(subject="x:a", predicate="x:p", object="x:b", negated=True, author="Ann")
    >>> quads = describe_judgement(one, "x:")
    >>> [str(quad.object) for quad in quads if quad.predicate == named(OWL.targetIndividual)]
    ['<x:b>']
    """
    triple = judgement.subject, judgement.predicate, judgement.object
    sign = "not" if judgement.negated else "is"
    node = NamedNode(mint(base, "judgement", *triple, sign, judgement.author, judgement.date))
    terms: dict[str, NamedNode | Literal] = {
        "judgement": node,
        "subject": NamedNode(judgement.subject),
        "predicate": NamedNode(judgement.predicate),
        "object": NamedNode(judgement.object),
        "confidence": term(confidence(judgement.confidence)),
    }
    if judgement.negated:
        terms["denial"] = node
    if judgement.author:
        terms["author"] = NamedNode(mint(base, "judge", judgement.author))
        terms["name of the author"] = Literal(judgement.author)
    if judgement.date:
        kind = XSD.date if len(judgement.date) == _DAY else XSD.string
        terms["date"] = Literal(judgement.date, datatype=named(kind))
    if judgement.reason:
        terms["reason"] = Literal(judgement.reason)
    yield from fill_template(_TEMPLATE, terms, graph or DefaultGraph())
