"""Quads as Turtle for people: an article, its statements in text order, then whom they speak of.

rdflib's writer can be told an order too, but takes five times as long, most of it for blank nodes,
lists and unknown prefixes, none of which our graphs have. The tests read what is written here with
rdflib and with Oxigraph.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

import pyoxigraph
from rdflib import Literal, URIRef

from kg.rdf.vocabulary import CS, DCTERMS, OA, PREFIXES, PROV, RDF, SDO, TIME, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Identifier

    from kg.rdf.nodes import Quad

Said: TypeAlias = "dict[Identifier, dict[Identifier, set[Identifier]]]"
"""The values of each property of each node."""

# What is written right below the node that points at it.
BELONGING: Final = (
    CS.states,
    PROV.qualifiedAttribution,
    PROV.qualifiedPrimarySource,
    CS.channel,
    DCTERMS.temporal,
    TIME.hasBeginning,
    TIME.hasEnd,
    CS.passage,
    CS.sourceSpan,
    CS.cueSpan,
    OA.hasSelector,
    CS.extraction,
)
# What is written first of a node; the other properties follow by IRI.
FIRST: Final = (
    RDF.type,
    SDO.headline,
    SDO.name,
    CS.source,
    CS.cue,
    SDO.text,
    CS.states,
    CS.statedIn,
    CS.quotationType,
    CS.attributionType,
    CS.polarity,
    CS.certainty,
    OA.start,
    OA.end,
    OA.exact,
)
PLACE: Final[dict[Identifier, int]] = {term: place for place, term in enumerate(FIRST)}
LOCAL: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
"""The last part of an IRI that Turtle takes as it is."""


def to_turtle(quads: Iterable[Quad], base: str) -> str:
    """All articles as one Turtle document: prefixes, then a block for each article, the graph names left out.

    Args:
        quads: Of any number of articles, in any order.
        base: What the minted IRIs begin with; its prefix is `id:`.
    """
    ordered = sorted(quads, key=article_name)
    blocks = (turtle_block(group, base) for _, group in groupby(ordered, key=article_name))
    return "".join([turtle_header(base), *blocks])


def turtle_header(base: str) -> str:
    """The prefixes that every block counts on."""
    return "".join(
        f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted({**PREFIXES, "id": base}.items())
    )


def turtle_block(quads: Iterable[Quad], base: str) -> str:
    """One article in Turtle, without prefixes: the article, its statements in text order, and whom they speak of."""
    said: Said = {}
    for subject, predicate, object_, _ in quads:
        said.setdefault(subject, {}).setdefault(predicate, set()).add(object_)
    return "".join([*(f"\n{node_block(node, said[node], base)}\n" for node in ordered(said)), "\n"])


def node_block(node: Identifier, properties: dict[Identifier, set[Identifier]], base: str) -> str:
    """All that is said of a node, a property a line."""
    lines = []
    for term in sorted(properties, key=lambda term: (PLACE.get(term, len(PLACE)), str(term))):
        name = "a" if term == RDF.type else written(term, base)
        said = properties[term]
        objects = ",\n        ".join(
            [written(value, base) for value in (sorted(said) if len(said) > 1 else said)]
        )
        lines.append(f"{name} {objects}")
    return f"{written(node, base)} " + " ;\n    ".join(lines) + " ."


def ordered(said: Said) -> Iterable[Identifier]:
    """The article, each statement with what belongs to it, then all that they share."""
    classes = [(node, said[node].get(RDF.type, set())) for node in said]
    articles = sorted(node for node, kinds in classes if SDO.NewsArticle in kinds)
    statements = [node for node, kinds in classes if CS.Statement in kinds]
    first = dict.fromkeys(articles)
    for statement in sorted(statements, key=lambda node: (start_of(node, said), str(node))):
        first.update(dict.fromkeys(with_belongings(statement, said)))
    rest = [node for node in said if node not in first]
    return [*first, *sorted(rest, key=lambda node: (name_of(node, said), str(node)))]


def name_of(node: Identifier, said: Said) -> str:
    """The first of a node's names, if it has one."""
    return min(map(str, values(node, SDO.name, said)), default="")


def start_of(statement: Identifier, said: Said) -> int:
    """Where the first passage of a statement begins."""
    places = [
        int(str(start))
        for passage in values(statement, CS.passage, said)
        for selector in values(passage, OA.hasSelector, said)
        for start in values(selector, OA.start, said)
    ]
    return min(places, default=0)


def with_belongings(node: Identifier, said: Said) -> Iterator[Identifier]:
    """A node and, one below the other, the nodes that belong to it, as far as anything is said of them."""
    if node not in said:
        return
    yield node
    for term in BELONGING:
        for belonging in sorted(values(node, term, said), key=str):
            yield from with_belongings(belonging, said)


def values(node: Identifier, term: Identifier, said: Said) -> set[Identifier]:
    """The values of a property."""
    return said.get(node, {}).get(term, set())


def written(node: Identifier, base: str) -> str:
    """A node in Turtle: a text in the escapes of N-Triples, so that none can break out of its line."""
    if isinstance(node, URIRef):
        return shortened(node, base)
    if not isinstance(node, Literal):
        return node.n3()
    if node.datatype == XSD.integer or (node.datatype == XSD.decimal and "." in node):
        return str(node)
    text = str(pyoxigraph.Literal(str(node), language=node.language))
    return text if node.datatype is None else f"{text}^^{written(node.datatype, base)}"


@lru_cache(maxsize=10_000)
def shortened(iri: URIRef, base: str) -> str:
    """An IRI in Turtle: with a prefix where there is one for it."""
    place = max(map(iri.rfind, "/#:")) + 1
    prefix = prefixes(base).get(iri[:place]) if LOCAL.fullmatch(iri, place) else None
    return f"{prefix}:{iri[place:]}" if prefix else f"<{iri}>"


@lru_cache(maxsize=1)
def prefixes(base: str) -> dict[str, str]:
    """The prefix of each namespace."""
    return {iri: prefix for prefix, iri in {**PREFIXES, "id": base}.items()}


def article_name(quad: Quad) -> str:
    """The graph of a quad, which its article names; plain text, which is compared much faster than an IRI."""
    return str(quad[3])
