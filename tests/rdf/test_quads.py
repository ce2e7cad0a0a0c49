"""What a resolved document says in quads, term by term of the vocabulary."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, BNode, Literal, Namespace, URIRef

from kg.config import KeepText
from kg.errors import ConfigError, OntologyError
from kg.model import (
    Document,
    DocumentKind,
    Entity,
    Kind,
    Medium,
    QuotationType,
    ResolvedDocument,
    Software,
    Span,
)
from kg.rdf import (
    article_of,
    check,
    entity,
    load_shapes,
    statement_node,
    to_graph,
    to_quads,
    to_turtle,
)
from kg.rdf.nodes import CONTEXT, _context, blocks_of
from kg.rdf.sound import compile_shapes, is_sound
from kg.rdf.vocabulary import DCTERMS, OA, ORG, PROV, SDO, TIME, XSD
from tests.rdf.examples import (
    ARTICLE,
    BASE,
    BOARD,
    DOCUMENT,
    QUADS,
    RUN,
    STATEMENTS,
    TEXT,
    article_saying,
    quads_saying,
    span,
)

if TYPE_CHECKING:
    from rdflib.term import Node

CS = Namespace("https://w3id.org/claim-source#")
GRAPH = to_graph(QUADS)
NODE = article_of(DOCUMENT, BASE)
CAPTION, DIRECT, SEEN, SHOWN, RELAY, FEAR, NARRATION = (
    statement_node(s.statement, NODE) for s in STATEMENTS
)


def objects(subject: Node, *path: URIRef) -> set[Node]:
    """Everything that a path of properties leads to."""
    found = {subject}
    for term in path:
        found = {object_ for node in found for object_ in GRAPH.objects(node, term)}
    return found


def test_as_much_of_the_text_is_kept_as_asked_for() -> None:
    resolved = ResolvedDocument(document=DOCUMENT, statements=STATEMENTS)
    kept = {choice: to_graph(to_quads(resolved, RUN, BASE, choice)) for choice in KeepText}
    texts = {
        choice: {str(text) for text in graph.objects(None, SDO.articleBody)}
        for choice, graph in kept.items()
    }
    contexts = {
        choice: len(set(graph.subjects(OA.prefix | OA.suffix))) for choice, graph in kept.items()
    }
    assert texts == {KeepText.NONE: set(), KeepText.PASSAGES: set(), KeepText.FULL: {TEXT}}
    assert contexts[KeepText.NONE] == 0 < contexts[KeepText.PASSAGES] == contexts[KeepText.FULL]


def test_the_program_that_took_the_text_out_of_a_page_is_named() -> None:
    document = replace(DOCUMENT, text_by=Software(name="trafilatura", version="2.0"))
    graph = to_graph(to_quads(ResolvedDocument(document=document, statements=()), RUN, BASE))
    [program] = graph.objects(None, CS.textBy)
    assert {str(text) for text in graph.objects(program, SDO.name | SDO.softwareVersion)} == {
        "trafilatura",
        "2.0",
    }


@pytest.mark.parametrize(
    ("kind", "class_"),
    [
        (DocumentKind.ARTICLE, SDO.NewsArticle),
        (DocumentKind.MAIL, SDO.EmailMessage),
        (DocumentKind.FILE, SDO.TextDigitalDocument),
    ],
)
def test_a_mail_and_a_file_are_no_news_articles_and_obey_the_shapes(
    kind: DocumentKind, class_: URIRef
) -> None:
    document = replace(DOCUMENT, kind=kind)
    resolved = ResolvedDocument(document=document, statements=STATEMENTS)
    quads = set(to_quads(resolved, RUN, BASE))
    graph = to_graph(quads)
    check(graph, DOCUMENT.text, load_shapes())
    assert is_sound(quads, DOCUMENT.text, compile_shapes(load_shapes()))
    assert set(graph.subjects(RDF.type, class_)) == {NODE.iri}
    assert to_turtle(quads, BASE).count("a schema:NewsArticle") == (kind is DocumentKind.ARTICLE)


def texts(*values: str) -> set[Literal]:
    return {Literal(value) for value in values}


@pytest.mark.parametrize(
    ("subject", "path", "expected"),
    [
        pytest.param(NODE.iri, [RDF.type], {SDO.NewsArticle}, id="article"),
        pytest.param(NODE.iri, [SDO.headline], texts('"Not safe"'), id="headline"),
        pytest.param(
            NODE.iri, [SDO.url], {URIRef("https://news.example.org/lundby?a=1")}, id="url"
        ),
        pytest.param(
            NODE.iri,
            [SDO.datePublished],
            {Literal("2024-05-01", datatype=XSD.date)},
            id="published",
        ),
        pytest.param(NODE.iri, [SDO.publisher, SDO.name], texts("The Daily"), id="publisher"),
        pytest.param(
            NODE.iri, [SDO.publisher, RDF.type], {SDO.NewsMediaOrganization}, id="publisher class"
        ),
        pytest.param(NODE.iri, [SDO.author, SDO.name], texts("Eli Moe"), id="author"),
        pytest.param(NODE.iri, [SDO.inLanguage], texts("en"), id="language"),
        pytest.param(
            DIRECT, [RDF.type], {CS.Statement, PROV.Entity, OA.Annotation}, id="statement"
        ),
        pytest.param(DIRECT, [OA.hasBody], objects(DIRECT, CS.states), id="body"),
        pytest.param(DIRECT, [OA.hasTarget], objects(DIRECT, CS.passage), id="targets"),
        pytest.param(DIRECT, [CS.statedIn], {NODE.iri}, id="stated in"),
        pytest.param(
            DIRECT, [SDO.text], texts("“The bridge,” “is not safe.”"), id="verbatim, marks kept"
        ),
        pytest.param(DIRECT, [CS.states, SDO.text], texts("The bridge is not safe."), id="claim"),
        pytest.param(DIRECT, [CS.states, RDF.type], {SDO.Claim}, id="claim class"),
        pytest.param(DIRECT, [CS.states, SDO.appearance], {NODE.iri}, id="claim appears in"),
        pytest.param(CAPTION, [CS.states, SDO.about, SDO.name], texts("the bridge"), id="about"),
        pytest.param(CAPTION, [SDO.about, SDO.name], texts("the bridge"), id="about, here"),
        pytest.param(
            CAPTION, [SDO.mentions, SDO.name], texts("Lundby", "the storm"), id="mentions, here"
        ),
        pytest.param(
            CAPTION,
            [CS.states, SDO.mentions, SDO.name],
            texts("Lundby", "the storm"),
            id="mentions",
        ),
        pytest.param(DIRECT, [CS.quotationType], {CS.Direct}, id="quotation type"),
        pytest.param(DIRECT, [CS.attributionType], {CS.Assertion}, id="attribution type"),
        pytest.param(NARRATION, [CS.attributionType], set(), id="no attribution type in narration"),
        pytest.param(DIRECT, [CS.cue], texts("said"), id="cue"),
        pytest.param(DIRECT, [CS.cueLemma], texts("say"), id="cue lemma"),
        pytest.param(DIRECT, [CS.source, SDO.name], texts("Ada Berg"), id="source"),
        pytest.param(DIRECT, [CS.source, SDO.alternateName], texts("Berg"), id="alternate name"),
        pytest.param(DIRECT, [PROV.wasAttributedTo], objects(DIRECT, CS.source), id="agent"),
        pytest.param(DIRECT, [PROV.hadPrimarySource], set(), id="an agent is no primary source"),
        pytest.param(SHOWN, [PROV.hadPrimarySource], objects(SHOWN, CS.source), id="artefact"),
        pytest.param(SHOWN, [PROV.wasAttributedTo], set(), id="an artefact is no agent"),
        pytest.param(
            DIRECT,
            [PROV.qualifiedAttribution, CS.describedAs],
            texts("an engineer with the Harbour Board"),
            id="described as",
        ),
        pytest.param(DIRECT, [PROV.qualifiedAttribution, CS.role], texts("engineer"), id="role"),
        pytest.param(
            DIRECT,
            [PROV.qualifiedAttribution, SDO.affiliation, SDO.name],
            texts("Harbour Board"),
            id="affiliation",
        ),
        pytest.param(
            DIRECT,
            [CS.source, ORG.hasMembership, ORG.organization, SDO.name],
            texts("Harbour Board"),
            id="affiliation, from the source",
        ),
        pytest.param(
            DIRECT,
            [CS.source, ORG.hasMembership, ORG.member],
            objects(DIRECT, CS.source),
            id="member",
        ),
        pytest.param(
            DIRECT,
            [CS.source, ORG.hasMembership, DCTERMS.source],
            {NODE.iri},
            id="a membership holds as of the article",
        ),
        pytest.param(SHOWN, [CS.source, ORG.hasMembership], set(), id="a video is no member"),
        pytest.param(SEEN, [CS.source, ORG.hasMembership], set(), id="nor is who has no board"),
        pytest.param(NODE.graph, [RDF.type], {PROV.Bundle}, id="graph"),
        pytest.param(NODE.graph, [DCTERMS.subject], {NODE.iri}, id="of which article a graph is"),
        pytest.param(
            DIRECT,
            [PROV.qualifiedAttribution, PROV.agent],
            objects(DIRECT, CS.source),
            id="attribution of",
        ),
        pytest.param(DIRECT, [PROV.qualifiedAttribution, CS.rule], texts("full-name"), id="rule"),
        pytest.param(
            SHOWN,
            [PROV.qualifiedPrimarySource, PROV.entity],
            objects(SHOWN, CS.source),
            id="primary source",
        ),
        pytest.param(DIRECT, [CS.channel, SDO.name], texts("a letter"), id="channel"),
        pytest.param(DIRECT, [CS.channel, RDF.type], {SDO.CreativeWork}, id="channel class"),
        pytest.param(RELAY, [CS.relays], {FEAR}, id="relays"),
        pytest.param(SHOWN, [CS.disputes], {FEAR}, id="disputes"),
        pytest.param(
            RELAY, [CS.source, SDO.name], texts("The radio", "Ada Berg"), id="two sources"
        ),
        pytest.param(DIRECT, [CS.polarity], {CS.Negated}, id="polarity"),
        pytest.param(DIRECT, [CS.certainty], {CS.Certain}, id="certainty"),
        pytest.param(SHOWN, [CS.hedgeCue], texts("perhaps"), id="hedge"),
        pytest.param(SEEN, [CS.timeText], texts("in 2024"), id="time text"),
        pytest.param(SEEN, [DCTERMS.temporal, RDF.type], {TIME.Interval}, id="interval"),
        pytest.param(
            SEEN,
            [DCTERMS.temporal, TIME.hasEnd, TIME.inXSDDate],
            {Literal("2024-12-31", datatype=XSD.date)},
            id="last day",
        ),
        pytest.param(SHOWN, [DCTERMS.temporal, RDF.type], {TIME.Instant}, id="instant"),
        pytest.param(SEEN, [CS.source, RDF.type], {CS.UnnamedSource}, id="unnamed"),
        pytest.param(
            SEEN, [CS.source, SDO.name], texts("unnamed source"), id="label of the unnamed"
        ),
        pytest.param(
            NARRATION,
            [CS.source],
            objects(NODE.iri, SDO.publisher),
            id="the narrator is the publisher",
        ),
        pytest.param(DIRECT, [CS.extraction, CS.extractor], texts("rules"), id="extractor"),
        pytest.param(
            DIRECT,
            [CS.extraction, CS.confidence],
            {Literal("0.95", datatype=XSD.decimal)},
            id="confidence",
        ),
        pytest.param(
            DIRECT, [CS.extraction, PROV.wasGeneratedBy, PROV.used], {NODE.iri}, id="run used"
        ),
        pytest.param(
            DIRECT,
            [CS.extraction, PROV.wasGeneratedBy, PROV.wasAssociatedWith, SDO.softwareVersion],
            texts("0.1.0", "3.8.0"),
            id="software versions",
        ),
        pytest.param(
            DIRECT,
            [CS.extraction, PROV.wasGeneratedBy, PROV.wasAssociatedWith, SDO.sha256],
            texts("a1" * 32),
            id="model hash",
        ),
    ],
)
def test_the_graph_says(subject: URIRef, path: list[URIRef], expected: set[Node]) -> None:
    assert objects(subject, *path) == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (CS.passage, {"“The bridge,”", "“is not safe.”"}),
        (CS.sourceSpan, {"Ada Berg, an engineer with the Harbour Board"}),
        (CS.cueSpan, {"said"}),
    ],
)
def test_each_part_has_a_passage_that_holds_its_words(term: URIRef, expected: set[str]) -> None:
    assert objects(DIRECT, term, OA.hasSelector, OA.exact) == texts(*expected)
    for place in objects(DIRECT, term):
        [start], [end] = (objects(place, OA.hasSelector, edge) for edge in (OA.start, OA.end))
        assert str(place) == f"{NODE.iri}#char={start},{end}"
        assert {Literal(TEXT[int(str(start)) : int(str(end))])} == objects(
            place, OA.hasSelector, OA.exact
        )
        assert objects(place, OA.hasSource) == {NODE.iri}


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        pytest.param(
            "is not safe", "“The bridge,” Ada Berg, ", ".” Residents were", id="inside a paragraph"
        ),
        pytest.param("Foto Nord", "after the storm. — ", "", id="a caption's credit"),
        pytest.param("A video", "", " showed that", id="at a paragraph's start"),
        pytest.param("stood in line.", "Trucks ", "", id="at a paragraph's end"),
        pytest.param("2024.\n\nA video", "leaving in ", " showed", id="over a paragraph's edge"),
        pytest.param("\n\n", "", "", id="in no paragraph"),
    ],
)
def test_context_ends_with_its_paragraph(words: str, before: str, after: str) -> None:
    left, right = _context(span(words), TEXT, blocks_of(DOCUMENT))
    assert before in left
    assert right.startswith(after)
    assert bool(left) == bool(before)
    assert bool(right) == bool(after)
    assert "\n\n" not in left + right


def test_context_is_short() -> None:
    text = "a" * 1000
    left, right = _context(Span(500, 501), text, [Span(0, len(text))])
    assert (len(left), len(right)) == (CONTEXT, CONTEXT)


@pytest.mark.parametrize(
    ("kind", "medium", "expected"),
    [
        (Kind.PERSON, None, SDO.Person),
        (Kind.ORGANIZATION, None, SDO.Organization),
        (Kind.GROUP, None, CS.GroupSource),
        (Kind.UNNAMED, None, CS.UnnamedSource),
        (Kind.PUBLICATION, None, SDO.NewsMediaOrganization),
        (Kind.PLACE, None, SDO.Place),
        (Kind.EVENT, None, SDO.Event),
        (Kind.THING, None, SDO.Thing),
        (Kind.ARTEFACT, None, SDO.CreativeWork),
        (Kind.ARTEFACT, Medium.VIDEO, SDO.VideoObject),
        (Kind.ARTEFACT, Medium.IMAGE, SDO.ImageObject),
        (Kind.ARTEFACT, Medium.AUDIO, SDO.AudioObject),
        (Kind.ARTEFACT, Medium.REPORT, SDO.Report),
        (Kind.ARTEFACT, Medium.WORK, SDO.CreativeWork),
    ],
)
def test_each_kind_has_its_class(kind: Kind, medium: Medium | None, expected: URIRef) -> None:
    described = entity(Entity(name="x", kind=kind, medium=medium), NODE)
    assert (described.iri, RDF.type, expected) in described.triples


def test_every_kind_and_medium_has_a_class() -> None:
    for kind in Kind:
        for medium in Medium:
            assert entity(Entity(name="x", kind=kind, medium=medium), NODE).triples


def test_two_unsaid_observers_stay_two() -> None:
    observers = [Entity(name=None, kind=Kind.UNNAMED, anchor=Span(at, at + 1)) for at in (0, 5)]
    assert len({entity(observer, NODE).iri for observer in observers}) == 2


def test_an_article_has_one_publication_even_if_unnamed() -> None:
    narrators = [
        Entity(name=None, kind=Kind.PUBLICATION, anchor=anchor) for anchor in (None, Span(0, 1))
    ]
    assert len({entity(narrator, NODE).iri for narrator in narrators}) == 1
    graph = to_graph(quads_saying("It rained."))
    [name] = {
        str(name)
        for node in graph.objects(None, CS.source)
        for name in graph.objects(node, SDO.name)
    }
    assert name == "unnamed publication"
    assert set(graph.objects(None, CS.source)) == set(graph.objects(None, SDO.publisher))


def test_two_extractors_that_find_the_same_meet_in_one_statement() -> None:
    found = STATEMENTS[1]
    again = replace(found, statement=replace(found.statement, extractor="trained", confidence=0.5))
    other_run = replace(RUN, extractor="trained")
    union = [*QUADS, *to_quads(replace(ARTICLE, statements=(again,)), other_run, BASE)]
    assert len(set(to_graph(union).objects(DIRECT, CS.extraction))) == 2
    assert len(set(to_graph(union).subjects(RDF.type, CS.Statement))) == len(STATEMENTS)


def test_there_is_no_blank_node_and_no_clock() -> None:
    assert list(to_quads(ARTICLE, RUN, BASE)) == QUADS
    assert not any(isinstance(term, BNode) for quad in QUADS for term in quad)
    assert (None, PROV.startedAtTime, None) not in GRAPH


def test_every_quad_stands_in_the_graph_of_its_article() -> None:
    assert {quad[3] for quad in QUADS} == {NODE.graph}
    assert NODE.graph != NODE.iri


def test_the_maker_of_a_video_has_no_member() -> None:
    shown = STATEMENTS[3]
    made = replace(shown, who=(replace(shown.who[0], affiliation=BOARD),))
    graph = to_graph(to_quads(replace(ARTICLE, statements=(made,)), RUN, BASE))
    assert (None, SDO.affiliation, None) in graph
    assert (None, ORG.hasMembership, None) not in graph


def test_strings_are_plain_and_numbers_are_canonical() -> None:
    literals = {term for quad in QUADS for term in quad if isinstance(term, Literal)}
    assert {literal.datatype for literal in literals} == {None, XSD.integer, XSD.decimal, XSD.date}
    assert not any(literal.language for literal in literals)


def test_a_url_that_is_no_iri_stays_text() -> None:
    document = replace(DOCUMENT, url="news.example.org/not safe")
    graph = to_graph(to_quads(replace(ARTICLE, document=document), RUN, BASE))
    assert set(graph.objects(None, SDO.url)) == texts("news.example.org/not safe")


@pytest.mark.parametrize("field", ["title", "publisher", "url", "language"])
def test_half_a_surrogate_pair_is_refused(field: str) -> None:
    document = Document(id="x", text="ok", paragraphs=(Span(0, 2),), **{field: "a\udc80b"})  # type: ignore[arg-type]
    with pytest.raises(OntologyError, match=r"U\+DC80.*remove it"):
        list(to_quads(replace(ARTICLE, document=document, statements=()), RUN, BASE))


def test_half_a_surrogate_pair_in_the_text_is_refused() -> None:
    with pytest.raises(OntologyError, match=r"U\+D800"):
        list(to_quads(article_saying("a \ud800 b"), RUN, BASE))


def test_a_base_that_is_no_iri_is_refused() -> None:
    with pytest.raises(ConfigError):
        list(to_quads(ARTICLE, RUN, "here"))


def test_narration_is_told_from_a_statement_of_nobody() -> None:
    said = replace(STATEMENTS[-1].statement, quotation_type=QuotationType.INDIRECT)
    assert statement_node(said, NODE) != NARRATION


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        pytest.param("Ukraine", Kind.PLACE, "Q212", id="a country"),
        pytest.param("Ukraine", Kind.ORGANIZATION, "Q212", id="a country that says something"),
        pytest.param("Kyiv", Kind.PLACE, "Q1899", id="a capital"),
        pytest.param("Georgia", Kind.PLACE, None, id="a country or a state"),
        pytest.param("Springfield", Kind.PLACE, None, id="a town"),
        pytest.param("Jordan", Kind.PERSON, None, id="a person"),
        pytest.param("Kyiv", Kind.ORGANIZATION, None, id="a capital that stands for a government"),
    ],
)
def test_countries_and_capitals_are_those_of_wikidata(
    name: str, kind: Kind, expected: str | None
) -> None:
    described = entity(Entity(name=name, kind=kind), NODE)
    found = [term for _, predicate, term in described.triples if predicate == SDO.sameAs]
    assert found == ([URIRef(f"http://www.wikidata.org/entity/{expected}")] if expected else [])
