"""Write resolved documents as JSON: the lines that `kg extract` prints, one for each document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kg.rdf.fields import Form, fields_on, statement_fields
from kg.rdf.iris import pairs, text_sha256
from kg.rdf.nodes import entity
from kg.rdf.quads import article_of, statement_node

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kg.model import Entity, ResolvedDocument, ResolvedStatement, Source
    from kg.rdf.fields import Field
    from kg.rdf.nodes import Article

__all__ = ["to_record"]


def to_record(resolved: ResolvedDocument, base: str) -> dict[str, Any]:
    """Return a resolved document in the JSON form of `docs/reference/json-lines.md`.

    Args:
        resolved: The document.
        base: What the IRIs begin with, as in `Config.base`.

    Returns:
        Plain JSON values. Offsets are code points of the text, half open.
    """
    document = resolved.document
    article = article_of(document, base)
    return {
        "id": document.id,
        "text_sha256": text_sha256(document.text),
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "problems": [],  # a document with a problem has no record; but scripts may read the key
        "statements": [_statement_record(statement, article) for statement in resolved.statements],
    }


def _statement_record(resolved: ResolvedStatement, article: Article) -> dict[str, Any]:
    identity = {"id": str(statement_node(resolved.statement, article))}
    return identity | _field_record(statement_fields(), resolved, article)


def _source_record(source: Source, article: Article) -> dict[str, Any]:
    return _entity_record(source.entity, article) | _field_record(
        fields_on("attribution"), source, article
    )


def _entity_record(spoken_of: Entity, article: Article) -> dict[str, Any]:
    return {
        "name": spoken_of.name,
        "kind": spoken_of.kind.value,
        "iri": str(entity(spoken_of, article).iri),
    }


def _field_record(
    fields: Sequence[Field], owner: ResolvedStatement | Source, article: Article
) -> dict[str, Any]:
    """Return what some fields of a statement, or of a source, have, by their keys."""
    record = {}
    for field in fields:
        if field.key:
            value = field.value_in(owner)
            to_json = _TO_JSON[field.form]
            record[field.key] = None if value is None else to_json(value, article)
    return record


_TO_JSON: Final[Mapping[Form, Callable[[Any, Article], Any]]] = {
    Form.TEXT: lambda text, _: text,
    Form.CLAIM: lambda text, _: text,
    Form.NAME: lambda name, _: name,
    Form.NUMBER: lambda number, _: number,
    Form.VALUE: lambda value, _: value.value,
    Form.TIME: lambda time, _: time.iso,
    Form.SPANS: lambda spans, _: pairs(spans),
    Form.ENTITY: lambda spoken_of, _: spoken_of.name,
    Form.ENTITIES: lambda entities, article: [_entity_record(one, article) for one in entities],
    Form.SOURCES: lambda sources, article: [_source_record(one, article) for one in sources],
    Form.STATEMENT: lambda statement, article: str(statement_node(statement, article)),
}
