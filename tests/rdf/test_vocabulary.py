"""The ontology defines the terms that are used, and no others, and explains each."""

from __future__ import annotations

import json
from types import NoneType
from typing import TYPE_CHECKING

import pytest
from rdflib import VANN, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from kg.rdf import load_context, load_ontology, load_shapes
from kg.rdf.fields import Field, Form, fields_on, statement_fields, value_term
from kg.rdf.vocabulary import CS, DCTERMS, DOCUMENT_CLASSES, OA, OWL, PREFIXES, RDF, RDFS, SKOS, XSD
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


@pytest.mark.parametrize(
    "term",
    [
        *(DCTERMS.title, DCTERMS.description, DCTERMS.creator, DCTERMS.license),
        *(DCTERMS.created, DCTERMS.modified, OWL.versionInfo, OWL.versionIRI),
        *(VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri),
    ],
)
def test_the_ontology_says_what_it_is(term: URIRef) -> None:
    [ontology] = ONTOLOGY.subjects(RDF.type, OWL.Ontology)
    assert (ontology, term, None) in ONTOLOGY


def test_the_preferred_prefix_is_ours() -> None:
    [prefix] = ONTOLOGY.objects(None, VANN.preferredNamespacePrefix)
    [namespace] = ONTOLOGY.objects(None, VANN.preferredNamespaceUri)
    assert PREFIXES[str(prefix)] == str(namespace) == str(CS)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(str(CS)))
def test_each_term_says_which_ontology_it_is_of(term: URIRef) -> None:
    [ontology] = ONTOLOGY.subjects(RDF.type, OWL.Ontology)
    assert set(ONTOLOGY.objects(term, RDFS.isDefinedBy)) == {ontology}


def test_all_words_say_of_which_language_they_are() -> None:
    for term in (RDFS.label, RDFS.comment, DCTERMS.title, DCTERMS.description):
        assert {text.language for text in ONTOLOGY.objects(None, term)} == {"en"}  # type: ignore[attr-defined]


def test_what_is_borrowed_is_declared() -> None:
    ours = {*(PREFIXES[name] for name in ("dcterms", "oa", "org", "prov", "schema", "skos")), VANN}
    mapped = {target for mapping in MAPPINGS for target in ONTOLOGY.objects(None, mapping)}
    used = {term for _, *rest in ONTOLOGY for term in rest if isinstance(term, URIRef)} - mapped
    borrowed = {term for term in used if any(map(str(term).startswith, map(str, ours)))}
    whole = set(ONTOLOGY.objects(None, RDFS.isDefinedBy))
    assert {term for term in borrowed - whole if (term, RDF.type, None) not in ONTOLOGY} == set()


CONTEXT = load_context()


def expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def test_the_context_has_our_prefixes_and_terms() -> None:
    assert {prefix: CONTEXT[prefix] for prefix in PREFIXES} == PREFIXES
    for term in TERMS:
        name = term.removeprefix(str(CS))
        meaning = CONTEXT[name]
        assert expanded(meaning if isinstance(meaning, str) else meaning["@id"]) == str(term)


def test_the_context_has_each_kind_of_document() -> None:
    given = {meaning for meaning in CONTEXT.values() if str(meaning).startswith("schema:")}
    assert set(map(expanded, given)) >= set(map(str, DOCUMENT_CLASSES.values()))


@pytest.mark.parametrize("term", PROPERTIES, ids=lambda term: term.removeprefix(str(CS)))
def test_the_context_gives_values_the_sort_that_the_ontology_asks_for(term: URIRef) -> None:
    meaning = CONTEXT[term.removeprefix(str(CS))]
    sort = "" if isinstance(meaning, str) else meaning["@type"]
    if (term, RDF.type, OWL.ObjectProperty) in ONTOLOGY:
        assert sort in {"@id", "@vocab"}
    else:
        [datatype] = ONTOLOGY.objects(term, RDFS.range)
        assert (expanded(sort) if sort else str(XSD.string)) == str(datatype)


def test_json_with_the_context_is_a_graph_in_our_terms() -> None:
    said = {
        "@context": CONTEXT,
        "id": "https://example.org/id/statement-a",
        "type": ["Statement", "Annotation"],
        "quotationType": "Direct",
        "source": "https://example.org/id/person-a",
        "cue": "said",
        "confidence": "0.9",
        "hasTarget": {"hasSelector": {"type": "TextPositionSelector", "start": "3", "end": "9"}},
    }
    graph = Graph().parse(data=json.dumps(said), format="json-ld")
    statement = URIRef("https://example.org/id/statement-a")
    assert (statement, RDF.type, CS.Statement) in graph
    assert (statement, CS.quotationType, CS.Direct) in graph
    assert (statement, CS.source, URIRef("https://example.org/id/person-a")) in graph
    assert (statement, CS.confidence, Literal("0.9", datatype=XSD.decimal)) in graph
    assert (None, OA.start, Literal("3", datatype=XSD.nonNegativeInteger)) in graph


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
