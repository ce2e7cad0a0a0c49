"""A graph that breaks a rule is refused, and the error names the node and the rule: one case for each rule."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pyoxigraph
import pyshacl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef

from kg.errors import OntologyError
from kg.link.judgements import Judgement
from kg.merge.adapters.sssom import describe_judgement
from kg.rdf import article_of, check, load_shapes, statement_node, to_graph
from kg.rdf.check import _ontology_file, find_broken
from kg.rdf.serialise import from_nquads
from kg.rdf.sound import Index, compile_shapes, conforms, is_sound
from kg.rdf.vocabulary import DCTERMS, OA, ORG, PROV, SDO, TIME, XSD
from tests.rdf.examples import BASE, DOCUMENT, QUADS, STATEMENTS, TEXT

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

    from kg.rdf import Quad

CS = Namespace("https://w3id.org/claim-source#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = load_shapes()
QUICK = compile_shapes(SHAPES)
JUDGED = Judgement(
    subject=BASE + "claim-a",
    predicate=str(CS.contradicts),
    object=BASE + "claim-b",
    author="Ann",
    date="2024-05-01",
    reason="They say the opposite.",
)
JUDGED_QUADS = describe_judgement(JUDGED, BASE, pyoxigraph.NamedNode(BASE + "judged"))
NQUADS = pyoxigraph.serialize(JUDGED_QUADS, format=pyoxigraph.RdfFormat.N_QUADS) or b""
GRAPH = to_graph([*QUADS, *from_nquads(NQUADS)])
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
MEMBERSHIP = at(DIRECT, CS.source, ORG.hasMembership)
[JUDGEMENT] = GRAPH.subjects(RDF.type, CS.Judgement)
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
        CS.textMinHash,
        [Literal("short")],
        "an article has one signature of its text at most, 128 bytes in base64",
    ),
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
    (DIRECT, CS.disputes, [ELSEWHERE], "a statement disputes a cs:Statement of the same graph"),
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
        "a position has exactly one start, an integer from 0 up and before its end",
    ),
    (POSITION, OA.end, [Literal("9")], "a position has exactly one end, an integer"),
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
    (
        RUN,
        PROV.wasAssociatedWith,
        [],
        "a run is by software, a prov:SoftwareAgent, or by a person, a prov:Agent",
    ),
    (DIRECT, CS.cue, [Literal("sagte", lang="de")], "a statement has one cue at most, a string"),
    (
        DIRECT,
        CS.cueLemma,
        [Literal("say"), Literal("tell")],
        "a statement has one lemma of its cue at most, a string",
    ),
    (DIRECT, CS.hedgeCue, [ELSEWHERE], "a statement has one hedge at most, a string"),
    (SEEN, CS.timeText, [Literal(2024)], "a statement has one text of its time at most, a string"),
    (
        SEEN,
        DCTERMS.temporal,
        [Literal("2024-01-01", datatype=XSD.date)],
        "a statement has one time at most, a time:Instant or time:Interval",
    ),
    (
        DIRECT,
        OA.hasBody,
        [at(SEEN, CS.states)],
        "the body of a statement, as an annotation, is its claim",
    ),
    (
        DIRECT,
        OA.hasTarget,
        [],
        "the targets of a statement, as an annotation, are its passages",
    ),
    (
        CLAIM,
        SDO.appearance,
        [Literal("The Daily")],
        "a claim appears in an article, a schema:NewsArticle, schema:EmailMessage or schema:TextDigitalDocument",
    ),
    (at(DIRECT, CS.source), SDO.alternateName, [ELSEWHERE], "another name is a string"),
    (
        at(DIRECT, CS.source),
        ORG.hasMembership,
        [Literal("Harbour Board")],
        "a membership is an org:Membership",
    ),
    (MEMBERSHIP, ORG.member, [Literal("Berg")], "a membership has exactly one member"),
    (MEMBERSHIP, ORG.organization, [], "a membership is of exactly one organisation"),
    (MEMBERSHIP, DCTERMS.source, [], "a membership holds as of exactly one article"),
    (ATTRIBUTION, PROV.agent, [Literal("Berg")], "an attribution is to exactly one source"),
    (
        ATTRIBUTION,
        CS.describedAs,
        [Literal(1)],
        "an attribution has one description at most, a string",
    ),
    (
        ATTRIBUTION,
        CS.role,
        [Literal("engineer", lang="en")],
        "an attribution has one role at most, a string",
    ),
    (
        EXTRACTION,
        CS.extractor,
        [ELSEWHERE],
        "an extraction has one extractor at most, a string",
    ),
    (RUN, CS.extractor, [], "a run is told which extractor to use, a string"),
    (JUDGEMENT, RDF.subject, [], "a judgement is of exactly one subject"),
    (
        JUDGEMENT,
        RDF.predicate,
        [Literal("same")],
        "a judgement has exactly one predicate",
    ),
    (JUDGEMENT, RDF.object, [CLAIM, ELSEWHERE], "a judgement has exactly one object"),
    (
        JUDGEMENT,
        CS.confidence,
        [Literal("high")],
        "a judgement has exactly one confidence, an xsd:decimal from 0 to 1",
    ),
    (
        JUDGEMENT,
        PROV.wasAttributedTo,
        [Literal("Ann")],
        "a judgement is by a prov:Agent",
    ),
    (
        JUDGEMENT,
        RDFS.comment,
        [Literal(1)],
        "a judgement has one reason at most, a string",
    ),
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
    graph = Graph() + GRAPH
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


def test_positions_may_have_the_datatype_of_web_annotation() -> None:
    graph = Graph() + GRAPH
    for term in (OA.start, OA.end):
        for node, value in list(graph.subject_objects(term)):
            graph.set((node, term, Literal(str(value), datatype=XSD.nonNegativeInteger)))
    assert find_broken(graph, SHAPES) == []
    assert not pyshacl.validate(
        replaced(POSITION, OA.start, Literal("1", datatype=XSD.double)), shacl_graph=SHAPES
    )[0]


MERGED = load_shapes(is_merged=True)


def test_the_quick_look_knows_the_shapes_of_merged_graphs() -> None:
    assert compile_shapes(MERGED) is not None
    assert find_broken(GRAPH, MERGED) == []


@pytest.mark.parametrize(
    ("node", "term", "values", "rule"),
    [
        pytest.param(DIRECT, CS.polarity, [CS.Affirmed, CS.Negated], None, id="two runs differ"),
        pytest.param(DIRECT, CS.cue, [Literal("said"), Literal("said so")], None, id="two cues"),
        pytest.param(DIRECT, OA.hasBody, [], None, id="a statement of older days"),
        pytest.param(ELSEWHERE, RDF.type, [SDO.Claim], None, id="a claim that nobody states"),
        pytest.param(CLAIM, SDO.about, [Literal("rain")], None, id="a subject without a node"),
        pytest.param(
            DIRECT,
            CS.polarity,
            [CS.Direct],
            "a polarity is one of those of the ontology",
            id="a value of another property",
        ),
        pytest.param(DIRECT, CS.cue, [Literal(1)], "a cue is a string", id="a number for a cue"),
        pytest.param(
            at(DIRECT, CS.source), SDO.name, [], "a source has a name, a string", id="no name"
        ),
        pytest.param(
            JUDGEMENT, RDF.object, [], "a judgement has exactly one object", id="half a judgement"
        ),
    ],
)
def test_a_merged_graph_may_hold_more_but_nothing_of_another_sort(
    node: URIRef, term: URIRef, values: list[Node], rule: str | None
) -> None:
    broken = find_broken(replaced(node, term, *values), MERGED)
    if rule is None:
        assert broken == []
    else:
        assert [one.where for one in broken] == [str(node)]
        assert broken[0].message.startswith(rule)
    assert find_broken(replaced(node, term, *values), SHAPES)


def test_each_shape_of_merged_graphs_replaces_one_that_is_there() -> None:
    off = set(Graph().parse(_path("merged.ttl")).subjects(SH.deactivated))
    assert off
    assert off < set(SHAPES.subjects(RDF.type, SH.NodeShape))


def _path(name: str) -> str:
    return str(_ontology_file(name))
