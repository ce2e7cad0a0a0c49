"""Write a resolved document as quads: the article, its statements, and the run that found them.

What a statement carries stands in `fields.tsv`; here is how each form of value is written. Every
IRI is minted by `kg.rdf.iris`; there is no blank node and no clock, so the same document gives the
same quads.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from rdflib import Literal, URIRef

from kg.config import KeepText
from kg.model import Entity, Kind, QuotationType, spans_text
from kg.rdf import iris
from kg.rdf.fields import Form, fields_on, value_term
from kg.rdf.nodes import (
    TO_AGENT,
    Article,
    attribution,
    blocks_of,
    confidence,
    day,
    entity,
    passage,
    text_literal,
    time,
    way_to,
    web_address,
)
from kg.rdf.versions import signature_of, write_signature
from kg.rdf.vocabulary import CS, DCTERMS, DOCUMENT_CLASSES, OA, ORG, PROV, RDF, SDO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kg.model import (
        Document,
        ResolvedDocument,
        ResolvedStatement,
        Run,
        Software,
        Source,
        Span,
        Statement,
        TimeReference,
    )
    from kg.rdf.fields import Field
    from kg.rdf.nodes import Quad, Triple

    Triples: TypeAlias = Iterator[Triple]

__all__ = ["article_of", "statement_node", "to_quads"]


def to_quads(
    resolved: ResolvedDocument, run: Run, base: str, keep_text: KeepText = KeepText.PASSAGES
) -> Iterator[Quad]:
    """Yield the quads of a resolved document, in a graph of its own.

    A quad may come more than once: entities are described wherever they are met.

    Args:
        resolved: The document and its statements.
        run: What found them.
        base: What every minted IRI begins with, as in `Config.base`.
        keep_text: How much of the text to keep, as in `Config.keep_text`.

    Raises:
        ConfigError: The base is not an IRI to build on.
        OntologyError: A text holds half a surrogate pair, which no RDF text can.
    """
    iris.check_base(base)
    article = article_of(resolved.document, base, keep_text)
    graph = article.graph
    for triple in _document_triples(resolved, article, run):
        yield (*triple, graph)


def article_of(document: Document, base: str, keep_text: KeepText = KeepText.PASSAGES) -> Article:
    """Return the article that a document is; raises OntologyError as `to_quads` does."""
    text_literal(document.text)  # refuses what cannot be hashed either
    iri = iris.article_iri(base, url=document.url, publisher=document.publisher, text=document.text)
    return Article(
        base=base,
        iri=URIRef(iri),
        document=document,
        keep_text=keep_text,
        blocks=blocks_of(document),
    )


def statement_node(statement: Statement, article: Article) -> URIRef:
    """Return the node of a statement."""
    source = None if statement.quotation_type is QuotationType.NARRATION else statement.source
    return URIRef(iris.statement_iri(article.base, article.iri, statement.content, source))


def _document_triples(resolved: ResolvedDocument, article: Article, run: Run) -> Triples:
    run_node = URIRef(iris.run_iri(article.base, article.iri, run))
    yield from _article_triples(article)
    for statement in resolved.statements:
        yield from _statement_triples(statement, article, run_node)
    yield from _run_triples(run, run_node, article)


def _article_triples(article: Article) -> Triples:
    """Say what is known of an article; it has a publisher even where nobody knows which."""
    node, document = article.iri, article.document
    # nothing is known only from the name of a graph
    yield article.graph, RDF.type, PROV.Bundle
    yield article.graph, DCTERMS.subject, node
    yield node, RDF.type, DOCUMENT_CLASSES[document.kind]
    yield node, CS.textSha256, Literal(iris.text_sha256(document.text))
    signature = signature_of(document)
    if signature:
        yield node, CS.textMinHash, Literal(write_signature(signature))
    if document.text_by:
        yield from _software_triples(node, CS.textBy, document.text_by, article)
    if article.keep_text is KeepText.FULL:
        yield node, SDO.articleBody, text_literal(document.text)

    if document.url:
        yield node, SDO.url, web_address(document.url)
    if document.published:
        yield node, SDO.datePublished, day(document.published)
    yield from _write_text(node, SDO.headline, document.title, article)
    if not document.title:  # then it goes by the name of its file, or of its record
        yield from _write_text(node, SDO.name, PurePath(document.id).name, article)
    yield from _write_text(node, SDO.inLanguage, document.language, article)

    publisher = Entity(name=document.publisher, kind=Kind.PUBLICATION)
    yield from _write_entity(node, SDO.publisher, publisher, article)
    for name in document.authors:
        author = Entity(name=name, kind=Kind.PERSON)
        yield from _write_entity(node, SDO.author, author, article)


def _statement_triples(resolved: ResolvedStatement, article: Article, run_node: URIRef) -> Triples:
    """Say what a statement carries, its claim, and that a run found it."""
    content, node = resolved.statement.content, statement_node(resolved.statement, article)
    yield node, RDF.type, CS.Statement
    yield node, RDF.type, PROV.Entity
    yield node, CS.statedIn, article.iri
    yield node, SDO.text, text_literal(spans_text(content, article.document.text))
    yield from _field_triples(fields_on("statement"), resolved, node, article)

    claim = URIRef(iris.claim_iri(article.base, resolved.claim))
    for subject, term, value in _field_triples(fields_on("claim"), resolved, claim, article):
        yield subject, term, value
        if subject == claim:  # in the same words, another article may speak of somebody else
            yield node, term, value
    yield from _annotation_triples(node, claim, content, article)

    extraction = URIRef(iris.extraction_iri(article.base, node, run_node))
    yield node, CS.extraction, extraction
    yield extraction, RDF.type, CS.Extraction
    yield extraction, PROV.wasGeneratedBy, run_node
    yield from _field_triples(fields_on("extraction"), resolved, extraction, article)


def _annotation_triples(
    node: URIRef, claim: URIRef, content: Sequence[Span], article: Article
) -> Triples:
    """Say a statement once more as Web Annotation has it, for those who read nothing else.

    Its body is the claim, and its targets are the passages.
    """
    yield node, RDF.type, OA.Annotation
    yield node, OA.hasBody, claim
    for span in content:
        yield node, OA.hasTarget, URIRef(iris.passage_iri(article.iri, span))


def _field_triples(
    fields: Sequence[Field], owner: ResolvedStatement | Source, node: URIRef, article: Article
) -> Triples:
    """Say of a node what some fields of a statement, or of a source, have."""
    for field in fields:
        value = field.value_in(owner)
        if value is not None:
            yield from _WRITERS[field.form](node, field.iri, value, article)


def _write_text(node: URIRef, term: URIRef, text: str | None, _: Article) -> Triples:
    if text:
        yield node, term, text_literal(text)


def _write_value(node: URIRef, term: URIRef, value: str, _: Article) -> Triples:
    yield node, term, value_term(value)


def _write_number(node: URIRef, term: URIRef, number: float, _: Article) -> Triples:
    yield node, term, confidence(number)


def _write_name(node: URIRef, term: URIRef, name: str, article: Article) -> Triples:
    if name:
        named = URIRef(iris.channel_iri(article.base, node, name))
        yield node, term, named
        yield named, RDF.type, SDO.CreativeWork
        yield named, SDO.name, text_literal(name)


def _write_time(node: URIRef, term: URIRef, days: TimeReference, article: Article) -> Triples:
    when = time(days.first, days.last, article.base)
    yield node, term, when.iri
    yield from when.triples


def _write_spans(node: URIRef, term: URIRef, spans: Sequence[Span], article: Article) -> Triples:
    for span in spans:
        place = passage(span, article)
        yield node, term, place.iri
        yield from place.triples


def _write_quote(node: URIRef, term: URIRef, spans: Sequence[Span], article: Article) -> Triples:
    yield from _write_text(node, term, spans_text(spans, article.document.text), article)


def _write_claim(node: URIRef, term: URIRef, text: str, article: Article) -> Triples:
    claim = URIRef(iris.claim_iri(article.base, text))
    yield node, term, claim
    yield claim, RDF.type, SDO.Claim
    yield claim, SDO.text, text_literal(text)
    yield claim, SDO.appearance, article.iri


def _write_entity(node: URIRef, term: URIRef, spoken_of: Entity, article: Article) -> Triples:
    described = entity(spoken_of, article)
    yield node, term, described.iri
    yield from described.triples


def _write_entities(
    node: URIRef, term: URIRef, entities: Sequence[Entity], article: Article
) -> Triples:
    for spoken_of in entities:
        yield from _write_entity(node, term, spoken_of, article)


def _write_sources(
    node: URIRef, term: URIRef, sources: Sequence[Source], article: Article
) -> Triples:
    """Write each source twice: plainly for questions, and in PROV's terms.

    What the article says of the source stands on the attribution: it holds here, and need not hold
    elsewhere.
    """
    for source in sources:
        who = entity(source.entity, article).iri
        part = attribution(node, who, source.entity.kind, article.base)
        yield from _write_entity(node, term, source.entity, article)
        yield from part.triples
        yield from _field_triples(fields_on("attribution"), source, part.iri, article)
        if source.affiliation is not None and way_to(source.entity.kind) is TO_AGENT:
            yield from _membership_triples(who, source.affiliation, article)


def _membership_triples(member: URIRef, affiliation: Entity, article: Article) -> Triples:
    """Say whom a source belongs to, as the article has it, so that it is found from the source.

    An entity is of one article; but after a merge it need not look so, and the node says of which.
    """
    organization = entity(affiliation, article).iri
    node = URIRef(iris.membership_iri(article.base, member, organization))
    yield member, ORG.hasMembership, node
    yield node, RDF.type, ORG.Membership
    yield node, ORG.member, member
    yield node, ORG.organization, organization
    yield node, DCTERMS.source, article.iri


def _write_statement(node: URIRef, term: URIRef, statement: Statement, article: Article) -> Triples:
    yield node, term, statement_node(statement, article)


_WRITERS: Final[Mapping[Form, Callable[[URIRef, URIRef, Any, Article], Triples]]] = {
    Form.TEXT: _write_text,
    Form.VALUE: _write_value,
    Form.NUMBER: _write_number,
    Form.NAME: _write_name,
    Form.TIME: _write_time,
    Form.SPANS: _write_spans,
    Form.QUOTE: _write_quote,
    Form.CLAIM: _write_claim,
    Form.SOURCES: _write_sources,
    Form.ENTITIES: _write_entities,
    Form.ENTITY: _write_entity,
    Form.STATEMENT: _write_statement,
}


def _run_triples(run: Run, node: URIRef, article: Article) -> Triples:
    """Say what made the statements of an article."""
    yield node, RDF.type, PROV.Activity
    yield node, PROV.used, article.iri
    yield node, CS.extractor, text_literal(run.extractor)
    for software in run.software:
        yield from _software_triples(node, PROV.wasAssociatedWith, software, article)


def _software_triples(node: URIRef, term: URIRef, software: Software, article: Article) -> Triples:
    """Say which program or model, in which version, took part in something."""
    name, version, sha256 = software.name, software.version, software.sha256
    agent = URIRef(iris.agent_iri(article.base, name, version, sha256))
    yield node, term, agent
    yield agent, RDF.type, PROV.SoftwareAgent
    yield agent, SDO.name, text_literal(name)
    yield agent, SDO.softwareVersion, text_literal(version)
    yield from _write_text(agent, SDO.sha256, sha256, article)
