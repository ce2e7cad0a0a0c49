"""A graph that breaks a rule is refused, and the error names the node and the rule: one case for each rule."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pyshacl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from kg.errors import OntologyError
from kg.rdf import article_of, check, load_shapes, statement_node, to_graph
from kg.rdf.check import _ontology_file
from kg.rdf.sound import Index, compile_shapes, conforms, is_sound
from kg.rdf.vocabulary import DCTERMS, OA, PROV, SDO, TIME, XSD
from tests.rdf.examples import BASE, DOCUMENT, QUADS, STATEMENTS, TEXT

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

    from kg.rdf import Quad

CS = Namespace("https://w3id.org/claim-source#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = load_shapes()
QUICK = compile_shapes(SHAPES)
GRAPH = to_graph(QUADS)
ARTICLE = article_of(DOCUMENT, BASE)
DIRECT, SEEN = (statement_node(STATEMENTS[number].statement, ARTICLE) for number in (1, 2))


def at(subject: Node, *path: URIRef) -> URIRef:
    """The first node at the end of a path of properties."""
    for term in path:
        subject = min(GRAPH.objects(subject, term), key=str)
    assert isinstance(subject, URIRef)
    return subject


PLACE = at(DIRECT, CS.passage)
POSITION, QUOTE = (
    next(node for node in GRAPH.objects(PLACE, OA.hasSelector) if (node, RDF.type, kind) in GRAPH)
    for kind in (OA.TextPositionSelector, OA.TextQuoteSelector)
)
CLAIM = at(DIRECT, CS.states)
ATTRIBUTION = at(DIRECT, PROV.qualifiedAttribution)
EXTRACTION = at(DIRECT, CS.extraction)
RUN = at(EXTRACTION, PROV.wasGeneratedBy)
INTERVAL = at(SEEN, DCTERMS.temporal)
INSTANT = at(INTERVAL, TIME.hasBeginning)
ELSEWHERE = URIRef(BASE + "elsewhere")


def replaced(subject: Node, term: URIRef, *values: Node) -> Graph:
    """The good graph with other values of one property."""
    graph = Graph() + GRAPH
    graph.remove((subject, term, None))
    for value in values:
        graph.add((subject, term, value))
    return graph


BROKEN = [
    # node, property, what stands there instead, rule
    (ARTICLE.iri, CS.textSha256, [], "an article has exactly one text, told by its SHA-256"),
    (
        ARTICLE.iri,
        SDO.publisher,
        [],
        "an article has exactly one publisher, a schema:NewsMediaOrganization",
    ),
    (
        ARTICLE.iri,
        SDO.headline,
        [Literal("a"), Literal("b")],
        "an article has one headline at most, a string",
    ),
    (
        ARTICLE.iri,
        SDO.datePublished,
        [Literal("May")],
        "an article has one day of publication at most, an xsd:date",
    ),
    (DIRECT, CS.states, [], "a statement makes exactly one claim, a schema:Claim"),
    (
        DIRECT,
        CS.states,
        [CLAIM, at(SEEN, CS.states)],
        "a statement makes exactly one claim, a schema:Claim",
    ),
    (
        DIRECT,
        CS.statedIn,
        [ELSEWHERE],
        "a statement stands in exactly one article, a schema:NewsArticle, schema:EmailMessage or schema:TextDigitalDocument",
    ),
    (DIRECT, CS.source, [], "a statement has at least one source"),
    (
        DIRECT,
        PROV.wasAttributedTo,
        [],
        "the sources of a statement are those of prov:wasAttributedTo and prov:hadPrimarySource",
    ),
    (DIRECT, SDO.text, [], "a statement has exactly one text, a string"),
    (DIRECT, CS.passage, [], "a statement has at least one passage, an oa:SpecificResource"),
    (DIRECT, CS.sourceSpan, [Literal("Berg")], "a source span is an oa:SpecificResource"),
    (DIRECT, CS.cueSpan, [ELSEWHERE], "a cue span is an oa:SpecificResource"),
    (
        DIRECT,
        CS.quotationType,
        [CS.Fact],
        "a statement has exactly one quotation type, one of those of the ontology",
    ),
    (
        DIRECT,
        CS.attributionType,
        [CS.Direct],
        "a statement has one attribution type at most, one of those of the ontology",
    ),
    (DIRECT, CS.polarity, [CS.Affirmed, CS.Negated], "a statement has exactly one polarity"),
    (DIRECT, CS.certainty, [], "a statement has exactly one certainty"),
    (DIRECT, CS.relays, [ELSEWHERE], "a statement relays a cs:Statement of the same graph"),
    (DIRECT, CS.extraction, [], "a statement has at least one extraction, a cs:Extraction"),
    (CLAIM, SDO.text, [], "a claim has a text, a string"),
    (ELSEWHERE, RDF.type, [SDO.Claim], "a claim always stands behind a statement"),
    (
        at(DIRECT, CS.source),
        SDO.name,
        [],
        "a source, an entity, a publisher and a channel have a name, a string",
    ),
    (PLACE, OA.hasSource, [ELSEWHERE], "a passage is of exactly one article"),
    (PLACE, OA.hasSelector, [QUOTE], "a passage has exactly one oa:TextPositionSelector"),
    (PLACE, OA.hasSelector, [POSITION], "a passage has exactly one oa:TextQuoteSelector"),
    (
        POSITION,
        OA.start,
        [Literal(500)],
        "a position has exactly one start, an xsd:integer from 0 up and before its end",
    ),
    (POSITION, OA.end, [Literal("9")], "a position has exactly one end, an xsd:integer"),
    (QUOTE, OA.exact, [Literal("")], "a quote has exactly one oa:exact, a string"),
    (QUOTE, OA.prefix, [Literal(1)], "a quote has one oa:prefix at most, a string"),
    (QUOTE, OA.suffix, [Literal("a"), Literal("b")], "a quote has one oa:suffix at most, a string"),
    (ATTRIBUTION, PROV.agent, [], "an attribution is to exactly one source"),
    (ATTRIBUTION, CS.rule, [], "an attribution says by which rule, a string"),
    (
        ATTRIBUTION,
        CS.confidence,
        [Literal("1.5", datatype=XSD.decimal)],
        "an attribution has a confidence, an xsd:decimal from 0 to 1",
    ),
    (
        EXTRACTION,
        CS.confidence,
        [],
        "an extraction has exactly one confidence, an xsd:decimal from 0 to 1",
    ),
    (
        EXTRACTION,
        PROV.wasGeneratedBy,
        [],
        "an extraction comes from exactly one run, a prov:Activity",
    ),
    (RUN, PROV.used, [], "a run is over exactly one article"),
    (RUN, PROV.wasAssociatedWith, [], "a run is by software, a prov:SoftwareAgent"),
    (INSTANT, TIME.inXSDDate, [Literal("2024")], "an instant is exactly one day, an xsd:date"),
    (INTERVAL, TIME.hasBeginning, [], "an interval has exactly one beginning, a time:Instant"),
    (INTERVAL, TIME.hasEnd, [ELSEWHERE], "an interval has exactly one end, a time:Instant"),
]


def quads_in(graph: Graph) -> set[Quad]:
    return {(subject, term, value, ARTICLE.iri) for subject, term, value in graph}  # type: ignore[misc]


def test_a_good_graph_passes() -> None:
    check(GRAPH, TEXT, SHAPES)
    assert is_sound(quads_in(GRAPH), TEXT, QUICK)


@pytest.mark.parametrize(
    ("node", "term", "instead", "rule"), BROKEN, ids=[rule for *_, rule in BROKEN]
)
def test_the_quick_look_sees_each_broken_rule(
    node: URIRef, term: URIRef, instead: list[Node], rule: str
) -> None:
    assert not is_sound(quads_in(replaced(node, term, *instead)), TEXT, QUICK), rule


TRIPLES = sorted(GRAPH)
VALUES = sorted({value for _, _, value in TRIPLES}, key=str)


@settings(max_examples=60)
@given(st.data())
def test_the_quick_look_and_shacl_have_the_same_verdict(data: st.DataObject) -> None:
    subject, term, value = data.draw(st.sampled_from(TRIPLES))
    graph = Graph() + GRAPH
    if data.draw(st.booleans()):
        graph.remove((subject, term, value))
    if data.draw(st.booleans()):
        graph.add((subject, term, data.draw(st.sampled_from(VALUES))))
    verdict, *_ = pyshacl.validate(
        graph, shacl_graph=SHAPES, inference="none", do_owl_imports=False
    )
    assert QUICK is not None
    assert conforms(Index(graph), QUICK) == verdict


def test_shapes_that_the_quick_look_does_not_know_are_left_to_shacl() -> None:
    shapes = Graph() + SHAPES
    shapes.add(
        (
            next(iter(shapes.subjects(RDF.type, SH.NodeShape))),
            SH.closed,
            Literal(lexical_or_value=True),
        )
    )
    assert compile_shapes(shapes) is None
    assert not is_sound(quads_in(GRAPH), TEXT, None)


def test_a_quote_that_is_not_there_is_seen() -> None:
    assert not is_sound(quads_in(GRAPH), TEXT.replace("not safe", "so safe"), QUICK)
    assert not is_sound(quads_in(replaced(QUOTE, OA.exact, Literal("a bridge"))), TEXT, QUICK)


@pytest.mark.parametrize(
    ("node", "term", "instead", "rule"), BROKEN, ids=[rule for *_, rule in BROKEN]
)
def test_a_broken_graph_is_refused(
    node: URIRef, term: URIRef, instead: list[Node], rule: str
) -> None:
    graph = replaced(node, term, *instead)
    with pytest.raises(OntologyError) as error:
        check(graph, TEXT, SHAPES)
    broken = all_broken(graph)
    assert (str(node), rule) in broken
    first_node, first_rule = min(broken)
    assert str(error.value).startswith(
        f"{first_node} breaks a rule, so nothing was written: {first_rule}"
    )


def all_broken(graph: Graph) -> set[tuple[str, str]]:
    """Each node that breaks a rule, and the rule, straight from pySHACL."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=SHAPES)
    return {
        (str(report.value(result, SH.focusNode)), str(report.value(result, SH.resultMessage)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def test_every_rule_has_a_case() -> None:
    assert {rule for *_, rule in BROKEN} == {
        str(message) for message in SHAPES.objects(None, SH.message)
    }


def test_every_shape_and_property_says_its_rule() -> None:
    for shape in SHAPES.objects(None, SH.property):
        assert (shape, SH.message, None) in SHAPES


@pytest.mark.parametrize(
    ("term", "value"),
    [
        pytest.param(OA.exact, Literal("“The bridge,“"), id="another quotation mark"),
        pytest.param(OA.exact, Literal("“The bridge,” "), id="one space more"),
    ],
)
def test_a_quote_that_does_not_stand_in_the_text_is_refused(term: URIRef, value: Literal) -> None:
    with pytest.raises(OntologyError, match=f"{PLACE}.*must be the words of the text"):
        check(replaced(QUOTE, term, value), TEXT, SHAPES)


def test_a_passage_that_has_moved_is_refused() -> None:
    [start] = GRAPH.objects(POSITION, OA.start)
    with pytest.raises(OntologyError, match="must be the words of the text"):
        check(replaced(POSITION, OA.start, Literal(int(str(start)) + 1)), TEXT, SHAPES)


def test_another_text_is_refused() -> None:
    with pytest.raises(OntologyError, match=r"must be the SHA-256 of the text"):
        check(GRAPH, TEXT + " ", SHAPES)


def test_the_message_counts_the_other_breaks() -> None:
    with pytest.raises(OntologyError, match=r"so nothing was written: .*\(and \d+ more\)"):
        check(replaced(ARTICLE.iri, RDF.type), TEXT, SHAPES)


def test_the_check_changes_no_graph() -> None:
    graph = to_graph(QUADS)
    check(graph, TEXT, SHAPES)
    assert set(graph) == set(GRAPH)


def test_an_installed_package_brings_its_ontology(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "shapes.ttl").write_text("# installed", encoding="utf-8")
    monkeypatch.setattr(import_module("kg.rdf.check"), "files", lambda _: tmp_path)
    assert _ontology_file("shapes.ttl").read_text(encoding="utf-8") == "# installed"
    assert _ontology_file("claim-source.ttl").is_file()
