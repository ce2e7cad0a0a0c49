"""Where the two sides of a judgement stand: what a person who reviews it has to see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.link.entities import select_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pyoxigraph import Store

_LONGEST: Final = 300
"""Characters of a passage."""
_TITLES: Final = ("schema:url", "dcterms:identifier", "schema:headline")
"""What an article is called by; what stands last is best."""
_PASSAGES: Final = """
    SELECT ?node ?article ?text {
      ?statement cs:statedIn ?article ; schema:text ?text .
      {
        { ?statement cs:source ?node } UNION { ?statement cs:states ?node }
        UNION { ?statement schema:about|schema:mentions ?node }
        UNION { ?statement a cs:Statement . BIND(?statement AS ?node) }
      }
    }"""
_SOURCES: Final = """
    SELECT ?node ?name {
      ?statement cs:source/schema:name ?name .
      { ?statement cs:states ?node }
      UNION { ?statement a cs:Statement . BIND(?statement AS ?node) }
    }"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where somebody is named, or something is claimed.

    Attributes:
        article: Its headline, or what it is called.
        said_by: Who says a claim; empty for who or what is named.
        passage: The first by the alphabet of the passages that name or claim it.
    """

    article: str = ""
    said_by: str = ""
    passage: str = ""


def read_contexts(stores: Iterable[Store], iris: Collection[str]) -> dict[str, Context]:
    """Return where some claims, statements and entities stand, by their IRIs.

    Args:
        stores: From `kg.store.read_store`.
        iris: Of which.
    """
    titles: dict[str, str] = {}
    passages: dict[str, tuple[str, str]] = {}
    sources: dict[str, set[str]] = defaultdict(set)
    for store in stores:
        for term in _TITLES:
            rows = sorted(select_rows([store], f"SELECT ?a ?title {{ ?a {term} ?title }}"))
            titles.update((row[0], row[1]) for row in rows)
        for node, article, text in sorted(select_rows([store], _PASSAGES), reverse=True):
            if node in iris:
                passages[node] = article, text
        for node, name in select_rows([store], _SOURCES):
            if node in iris:
                sources[node].add(name)

    found = {}
    for node, (article, text) in passages.items():
        found[node] = Context(
            article=titles.get(article, ""),
            said_by=", ".join(sorted(sources[node])),
            passage=text[:_LONGEST],
        )
    return found
