"""Statements as JSON: the lines that `kg extract` prints, one document a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Kind, QuotationType
from kg.rdf import iris

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Entity, ResolvedDocument, ResolvedStatement, Source, Span, Statement


def to_record(resolved: ResolvedDocument, base: str) -> dict[str, Any]:
    """A resolved document in the JSON form that the reference describes; every value is plain JSON.

    Args:
        resolved: The document.
        base: What the IRIs begin with, as in `Config.base`.
    """
    document = resolved.document
    article = iris.article_iri(base, url=document.url, publisher=document.publisher, text=document.text)
    return {
        "id": document.id,
        "text_sha256": iris.text_sha256(document.text),
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "problems": [problem.message for problem in resolved.problems],
        "statements": [statement_record(statement, article, base) for statement in resolved.statements],
    }


def statement_record(resolved: ResolvedStatement, article: str, base: str) -> dict[str, Any]:
    """One statement."""
    statement = resolved.statement
    return {
        "id": statement_id(statement, article, base),
        "quotation_type": statement.quotation_type.value,
        "attribution_type": statement.attribution_type.value if statement.attribution_type else None,
        "content": pairs(statement.content),
        "cue": pairs(statement.cue),
        "source": pairs(statement.source),
        "claim": resolved.claim,
        "who": [source_record(source, article, base) for source in resolved.who],
        "about": [entity_record(entity, article, base) for entity in resolved.about],
        "mentions": [entity_record(entity, article, base) for entity in resolved.mentions],
        "polarity": resolved.polarity.value,
        "certainty": resolved.certainty.value,
        "time": resolved.time.iso if resolved.time else None,
        "relays": statement_id(resolved.relays, article, base) if resolved.relays else None,
        "channel": resolved.channel,
        "extractor": statement.extractor,
        "confidence": statement.confidence,
    }


def source_record(source: Source, article: str, base: str) -> dict[str, Any]:
    """One source."""
    return {
        **entity_record(source.entity, article, base),
        "described_as": source.described_as,
        "role": source.role,
        "affiliation": source.affiliation.name if source.affiliation else None,
        "rule": source.rule,
        "confidence": source.confidence,
    }


def entity_record(entity: Entity, article: str, base: str) -> dict[str, Any]:
    """Who or what something is."""
    anchor = None if entity.kind is Kind.PUBLICATION else entity.anchor
    return {
        "name": entity.name,
        "kind": entity.kind.value,
        "iri": iris.entity_iri(base, article, entity.kind, entity.name, anchor),
    }


def statement_id(statement: Statement, article: str, base: str) -> str:
    """The IRI of a statement."""
    source = None if statement.quotation_type is QuotationType.NARRATION else statement.source
    return iris.statement_iri(base, article, statement.content, source)


def pairs(spans: Sequence[Span]) -> list[list[int]]:
    """Spans as JSON has them."""
    return [[span.start, span.end] for span in spans]
