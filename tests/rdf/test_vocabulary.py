"""The ontology defines the terms that are used, and no others, and explains each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection

from kg.model import AttributionType, Certainty, Polarity, QuotationType
from kg.rdf import load_ontology, load_shapes
from kg.rdf.vocabulary import CS, DCTERMS, OA, OWL, PREFIXES, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from enum import StrEnum

ONTOLOGY = load_ontology()
SH = Namespace("http://www.w3.org/ns/shacl#")
TERMS = sorted(
    term
    for term in set(ONTOLOGY.subjects())
    if isinstance(term, URIRef) and term.startswith(str(CS))
)
PROPERTIES = [term for term in TERMS if term[len(str(CS))].islower()]
MAPPINGS = (SKOS.exactMatch, SKOS.closeMatch, SKOS.narrowMatch, SKOS.relatedMatch)


def test_the_ontology_defines_the_terms_of_the_code_and_no_others() -> None:
    assert sorted(CS[name] for name in CS.__annotations__ if not name.startswith("_")) == TERMS


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(str(CS)))
def test_each_term_has_a_label_and_a_comment_of_one_sentence(term: URIRef) -> None:
    [label], [comment] = ONTOLOGY.objects(term, RDFS.label), ONTOLOGY.objects(term, RDFS.comment)
    assert str(label)
    assert str(comment).endswith(".")
    assert ". " not in str(comment)


@pytest.mark.parametrize("term", PROPERTIES, ids=lambda term: term.removeprefix(str(CS)))
def test_each_property_says_of_which_sort_it_is_and_what_it_holds(term: URIRef) -> None:
    sorts = set(ONTOLOGY.objects(term, RDF.type)) & {OWL.ObjectProperty, OWL.DatatypeProperty}
    assert len(sorts) == 1
    if term != CS.source:  # anything can be a source
        assert (term, RDFS.range, None) in ONTOLOGY


def test_the_ontology_has_a_title_a_licence_and_a_version() -> None:
    [ontology] = ONTOLOGY.subjects(RDF.type, OWL.Ontology)
    for term in (DCTERMS.title, DCTERMS.license, OWL.versionInfo):
        assert (ontology, term, None) in ONTOLOGY


def test_mappings_lead_out_of_the_ontology() -> None:
    targets = [target for mapping in MAPPINGS for target in ONTOLOGY.objects(None, mapping)]
    assert targets
    assert not any(str(target).startswith(str(CS)) for target in targets)


@pytest.mark.parametrize(
    ("values", "class_", "property_"),
    [
        (QuotationType, CS.QuotationType, CS.quotationType),
        (AttributionType, CS.AttributionType, CS.attributionType),
        (Polarity, CS.Polarity, CS.polarity),
        (Certainty, CS.Certainty, CS.certainty),
    ],
)
def test_model_ontology_and_shapes_list_the_same_values(
    values: type[StrEnum], class_: URIRef, property_: URIRef
) -> None:
    expected = {CS[value.capitalize()] for value in values}
    assert set(members(ONTOLOGY, class_, OWL.oneOf)) == expected
    assert set(ONTOLOGY.subjects(RDF.type, class_)) == expected
    shapes = load_shapes()
    [shape] = shapes.subjects(SH.path, property_)
    assert set(members(shapes, shape, SH["in"])) == expected


def members(graph: Graph, subject: object, predicate: URIRef) -> Collection:
    [head] = graph.objects(subject, predicate)  # type: ignore[arg-type]
    return Collection(graph, head)


@pytest.mark.parametrize("namespace", [CS, OA])
def test_a_mistyped_term_raises(namespace: type[CS | OA]) -> None:
    with pytest.raises(AttributeError, match="Statment"):
        _ = namespace.Statment


def test_schema_org_is_always_https() -> None:
    assert PREFIXES["schema"] == "https://schema.org/"
