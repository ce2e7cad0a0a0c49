"""Statements as JSON: the lines that `kg extract` prints, one document a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.rdf.iris import pairs, text_sha256
from kg.rdf.nodes import entity
from kg.rdf.quads import article_of, statement_node

if TYPE_CHECKING:
    from kg.model import Entity, ResolvedDocument, ResolvedStatement, Source
    from kg.rdf.nodes import Article


def to_record(resolved: ResolvedDocument, base: str) -> dict[str, Any]:
    """A resolved document in the JSON form that the reference describes; every value is plain JSON.

    Args:
        resolved: The document.
        base: What the IRIs begin with, as in `Config.base`.
    """
    document = resolved.document
    article = article_of(document, base)
    return {
        "id": document.id,
        "text_sha256": text_sha256(document.text),
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "problems": [problem.message for problem in resolved.problems],
        "statements": [statement_record(statement, article) for statement in resolved.statements],
    }


def statement_record(resolved: ResolvedStatement, article: Article) -> dict[str, Any]:
    """One statement."""
    statement = resolved.statement
    return {
        "id": str(statement_node(statement, article)),
        "quotation_type": statement.quotation_type.value,
        "attribution_type": statement.attribution_type.value
        if statement.attribution_type
        else None,
        "content": pairs(statement.content),
        "cue": pairs(statement.cue),
        "source": pairs(statement.source),
        "claim": resolved.claim,
        "who": [source_record(source, article) for source in resolved.who],
        "about": [entity_record(entity, article) for entity in resolved.about],
        "mentions": [entity_record(entity, article) for entity in resolved.mentions],
        "polarity": resolved.polarity.value,
        "certainty": resolved.certainty.value,
        "time": resolved.time.iso if resolved.time else None,
        "relays": str(statement_node(resolved.relays, article)) if resolved.relays else None,
        "channel": resolved.channel,
        "extractor": statement.extractor,
        "confidence": statement.confidence,
    }


def source_record(source: Source, article: Article) -> dict[str, Any]:
    """One source."""
    return {
        **entity_record(source.entity, article),
        "described_as": source.described_as,
        "role": source.role,
        "affiliation": source.affiliation.name if source.affiliation else None,
        "rule": source.rule,
        "confidence": source.confidence,
    }


def entity_record(spoken_of: Entity, article: Article) -> dict[str, Any]:
    """Who or what something is."""
    return {
        "name": spoken_of.name,
        "kind": spoken_of.kind.value,
        "iri": str(entity(spoken_of, article).iri),
    }
