"""The ontology defines the terms that are used, and no others, and explains each."""

from __future__ import annotations

from types import NoneType
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection

from kg.rdf import load_ontology, load_shapes
from kg.rdf.fields import Field, Form, fields_on, statement_fields, value_term
from kg.rdf.vocabulary import CS, DCTERMS, OA, OWL, PREFIXES, RDF, RDFS, SKOS
from tests.rdf.examples import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Iterator
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


FIELDS = [*statement_fields(), *fields_on("attribution")]
VALUES = [field for field in FIELDS if field.form is Form.VALUE]


def class_of(field: Field) -> URIRef:
    """The class of the values of a field: `cs:Polarity` for `cs:polarity`."""
    name = field.iri.removeprefix(str(CS))
    return URIRef(f"{CS}{name[0].upper()}{name[1:]}")


def values_of(field: Field) -> type[StrEnum]:
    """The enumeration that the values of a field are from, as the example has them."""
    [values] = {type(field.value_in(one)) for one in ARTICLE.statements} - {NoneType}
    return values


def written_terms() -> Iterator[URIRef]:
    """The terms that the code asks for by name, those of the table, and the values."""
    yield from (CS[name] for name in CS.__annotations__ if not name.startswith("_"))
    yield from (field.iri for field in FIELDS if field.iri.startswith(str(CS)))
    for field in VALUES:
        yield class_of(field)
        yield from map(value_term, values_of(field))


def test_the_ontology_defines_the_terms_that_are_used_and_no_others() -> None:
    used = set(written_terms())
    assert used - set(TERMS) == set(), "define these in ontology/claim-source.ttl"
    assert set(TERMS) - used == set(), (
        "no code writes these: give each a row in kg/rdf/fields.tsv, or name it in "
        "kg/rdf/vocabulary.py where the code asks for it, or take it out of the ontology"
    )


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


@pytest.mark.parametrize("field", VALUES, ids=lambda field: field.name)
def test_model_ontology_and_shapes_list_the_same_values(field: Field) -> None:
    expected = set(map(value_term, values_of(field)))
    assert set(members(ONTOLOGY, class_of(field), OWL.oneOf)) == expected
    assert set(ONTOLOGY.subjects(RDF.type, class_of(field))) == expected
    shapes = load_shapes()
    listed = list(shapes.subjects(SH.path, field.iri))
    assert listed, f"add a property {field.term} with sh:in to ontology/shapes.ttl"
    assert set(members(shapes, listed[0], SH["in"])) == expected


def members(graph: Graph, subject: object, predicate: URIRef) -> Collection:
    [head] = graph.objects(subject, predicate)  # type: ignore[arg-type]
    return Collection(graph, head)


@pytest.mark.parametrize("namespace", [CS, OA])
def test_a_mistyped_term_raises(namespace: type[CS | OA]) -> None:
    with pytest.raises(AttributeError, match="Statment"):
        _ = namespace.Statment


def test_schema_org_is_always_https() -> None:
    assert PREFIXES["schema"] == "https://schema.org/"
