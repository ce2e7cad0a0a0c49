"""A resolved document as quads: the article, its statements and claims, and the run that found them.

Every IRI is minted by `kg.rdf.iris`; there is no blank node and no clock, so the same document
gives the same quads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from kg.config import KeepText
from kg.model import Entity, Kind, QuotationType, spans_text
from kg.rdf import iris
from kg.rdf.nodes import (
    Article,
    blocks_of,
    confidence,
    day,
    entity,
    passage,
    text_literal,
    time,
    web_address,
)
from kg.rdf.vocabulary import CS, DCTERMS, PROV, RDF, SDO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import (
        Document,
        ResolvedDocument,
        ResolvedStatement,
        Run,
        Software,
        Source,
        Statement,
    )
    from kg.rdf.nodes import Quad, Triple

AGENTS = {Kind.PERSON, Kind.ORGANIZATION, Kind.GROUP, Kind.UNNAMED, Kind.PUBLICATION}


def to_quads(
    resolved: ResolvedDocument, run: Run, base: str, keep_text: KeepText = KeepText.PASSAGES
) -> Iterator[Quad]:
    """Say in quads what a resolved document holds, as `vocabulary.md` has it; the graph is named by the article.

    A quad may come more than once: entities are described wherever they are met.

    Args:
        resolved: The document and its statements.
        run: What found them.
        base: What every minted IRI begins with, as in `Config.base`.
        keep_text: How much of the text to keep, as in `Config.keep_text`.

    Raises:
        ConfigError: The base is no IRI to build on.
        OntologyError: A text holds half a surrogate pair, which no RDF text can.
    """
    iris.check_base(base)
    article = article_of(resolved.document, base, keep_text)
    run_node = URIRef(iris.run_iri(base, article.iri, run))
    for triple in triples(resolved, article, run, run_node):
        yield (*triple, article.iri)


def article_of(document: Document, base: str, keep_text: KeepText = KeepText.PASSAGES) -> Article:
    """The article that a document is."""
    text_literal(document.text)  # refuses what cannot be hashed either
    iri = iris.article_iri(base, url=document.url, publisher=document.publisher, text=document.text)
    return Article(
        base=base,
        iri=URIRef(iri),
        document=document,
        keep_text=keep_text,
        blocks=blocks_of(document),
    )


def triples(
    resolved: ResolvedDocument, article: Article, run: Run, run_node: URIRef
) -> Iterator[Triple]:
    """Everything that one article's graph says."""
    yield from article_triples(article)
    for statement in resolved.statements:
        yield from statement_triples(statement, article)
        yield from extraction_triples(statement.statement, article, run_node)
    yield from run_triples(run, run_node, article)


def article_triples(article: Article) -> Iterator[Triple]:
    """The article: what is known of it, and who published it, even where the text does not name the publisher."""
    node, document = article.iri, article.document
    yield node, RDF.type, SDO.NewsArticle
    yield node, CS.textSha256, Literal(iris.text_sha256(document.text))
    if document.text_by:
        yield node, CS.textBy, agent_node(document.text_by, article)
        yield from agent_triples(document.text_by, article)
    if article.keep_text is KeepText.FULL:
        yield node, SDO.articleBody, text_literal(document.text)
    if document.title:
        yield node, SDO.headline, text_literal(document.title)
    if document.url:
        yield node, SDO.url, web_address(document.url)
    if document.published:
        yield node, SDO.datePublished, day(document.published)
    if document.language:
        yield node, SDO.inLanguage, text_literal(document.language)
    publisher = entity(Entity(name=document.publisher, kind=Kind.PUBLICATION), article)
    yield node, SDO.publisher, publisher.iri
    yield from publisher.triples
    for name in document.authors:
        author = entity(Entity(name=name, kind=Kind.PERSON), article)
        yield node, SDO.author, author.iri
        yield from author.triples


def statement_triples(resolved: ResolvedStatement, article: Article) -> Iterator[Triple]:
    """One statement, its claim, its passages, and its sources."""
    statement, node = resolved.statement, statement_node(resolved.statement, article)
    yield node, RDF.type, CS.Statement
    yield node, RDF.type, PROV.Entity
    yield node, CS.statedIn, article.iri
    yield node, SDO.text, text_literal(spans_text(statement.content, article.document.text))
    yield node, CS.quotationType, CS[statement.quotation_type.capitalize()]
    if statement.attribution_type:
        yield node, CS.attributionType, CS[statement.attribution_type.capitalize()]
    if statement.cue:
        yield node, CS.cue, text_literal(spans_text(statement.cue, article.document.text))
    if statement.cue_lemma:
        yield node, CS.cueLemma, text_literal(statement.cue_lemma)
    yield from passage_triples(statement, node, article)
    yield from claim_triples(resolved, node, article)
    for source in resolved.who:
        yield from source_triples(source, node, article)
    yield from circumstance_triples(resolved, node, article)


def statement_node(statement: Statement, article: Article) -> URIRef:
    """The node of a statement."""
    source = None if statement.quotation_type is QuotationType.NARRATION else statement.source
    return URIRef(iris.statement_iri(article.base, article.iri, statement.content, source))


def passage_triples(statement: Statement, node: URIRef, article: Article) -> Iterator[Triple]:
    """Where content, source and cue stand, part by part."""
    places = (
        (CS.passage, statement.content),
        (CS.sourceSpan, statement.source),
        (CS.cueSpan, statement.cue),
    )
    for term, spans in places:
        for span in spans:
            place = passage(span, article)
            yield node, term, place.iri
            yield from place.triples


def claim_triples(
    resolved: ResolvedStatement, statement: URIRef, article: Article
) -> Iterator[Triple]:
    """What is said, and whom or what it is about."""
    node = URIRef(iris.claim_iri(article.base, resolved.claim))
    yield statement, CS.states, node
    yield node, RDF.type, SDO.Claim
    yield node, SDO.text, text_literal(resolved.claim)
    yield node, SDO.appearance, article.iri
    for term, entities in ((SDO.about, resolved.about), (SDO.mentions, resolved.mentions)):
        for subject in entities:
            spoken_of = entity(subject, article)
            yield node, term, spoken_of.iri
            yield from spoken_of.triples


def source_triples(source: Source, statement: URIRef, article: Article) -> Iterator[Triple]:
    """A source, once for questions (`cs:source`) and once in PROV's terms, which part agents from artefacts.

    What the article says of the source stands on the attribution: it holds here, and need not hold
    elsewhere.
    """
    who = entity(source.entity, article)
    node = URIRef(iris.attribution_iri(article.base, statement, who.iri))
    yield statement, CS.source, who.iri
    yield from who.triples
    if source.entity.kind in AGENTS:
        yield statement, PROV.wasAttributedTo, who.iri
        yield statement, PROV.qualifiedAttribution, node
        yield node, RDF.type, PROV.Attribution
        yield node, PROV.agent, who.iri
    else:
        yield statement, PROV.hadPrimarySource, who.iri
        yield statement, PROV.qualifiedPrimarySource, node
        yield node, RDF.type, PROV.PrimarySource
        yield node, PROV.entity, who.iri
    yield node, CS.rule, text_literal(source.rule)
    yield node, CS.confidence, confidence(source.confidence)
    if source.described_as:
        yield node, CS.describedAs, text_literal(source.described_as)
    if source.role:
        yield node, CS.role, text_literal(source.role)
    if source.affiliation:
        affiliation = entity(source.affiliation, article)
        yield node, SDO.affiliation, affiliation.iri
        yield from affiliation.triples


def circumstance_triples(
    resolved: ResolvedStatement, node: URIRef, article: Article
) -> Iterator[Triple]:
    """How sure the statement is, when and where it was made, and which other statement it passes on."""
    yield node, CS.polarity, CS[resolved.polarity.capitalize()]
    yield node, CS.certainty, CS[resolved.certainty.capitalize()]
    if resolved.hedge:
        yield node, CS.hedgeCue, text_literal(resolved.hedge)
    if resolved.time:
        when = time(resolved.time.first, resolved.time.last, article.base)
        yield node, CS.timeText, text_literal(resolved.time.text)
        yield node, DCTERMS.temporal, when.iri
        yield from when.triples
    if resolved.channel:
        channel = URIRef(iris.channel_iri(article.base, node, resolved.channel))
        yield node, CS.channel, channel
        yield channel, RDF.type, SDO.CreativeWork
        yield channel, SDO.name, text_literal(resolved.channel)
    if resolved.relays:
        yield node, CS.relays, statement_node(resolved.relays, article)


def extraction_triples(
    statement: Statement, article: Article, run_node: URIRef
) -> Iterator[Triple]:
    """That this run found the statement, by which extractor, and how sure that extractor is."""
    found = statement_node(statement, article)
    node = URIRef(iris.extraction_iri(article.base, found, run_node))
    yield found, CS.extraction, node
    yield node, RDF.type, CS.Extraction
    yield node, CS.confidence, confidence(statement.confidence)
    yield node, PROV.wasGeneratedBy, run_node
    if statement.extractor:
        yield node, CS.extractor, text_literal(statement.extractor)


def run_triples(run: Run, node: URIRef, article: Article) -> Iterator[Triple]:
    """The run, and the software in it."""
    yield node, RDF.type, PROV.Activity
    yield node, PROV.used, article.iri
    yield node, CS.extractor, text_literal(run.extractor)
    for software in run.software:
        yield node, PROV.wasAssociatedWith, agent_node(software, article)
        yield from agent_triples(software, article)


def agent_node(software: Software, article: Article) -> URIRef:
    """The node of a program or model."""
    return URIRef(iris.agent_iri(article.base, software.name, software.version, software.sha256))


def agent_triples(software: Software, article: Article) -> Iterator[Triple]:
    """A program or model: which one, and in which version."""
    agent = agent_node(software, article)
    yield agent, RDF.type, PROV.SoftwareAgent
    yield agent, SDO.name, text_literal(software.name)
    yield agent, SDO.softwareVersion, text_literal(software.version)
    if software.sha256:
        yield agent, SDO.sha256, text_literal(software.sha256)
