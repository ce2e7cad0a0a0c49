"""Write quads as Turtle for people: an article, its statements in text order, whom they speak of.

rdflib's writer and Oxigraph's take longer, and what they write is harder to read
(`docs/decisions/018-one-table.md`). The tests read what is written here with both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

import pyoxigraph
from rdflib import Literal, URIRef

from kg.rdf.vocabulary import (
    CS,
    DCTERMS,
    DOCUMENT_CLASSES,
    OA,
    ORG,
    PREFIXES,
    PROV,
    RDF,
    SDO,
    TIME,
    XSD,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Identifier

    from kg.rdf.nodes import Quad

__all__ = ["to_turtle", "turtle_block", "turtle_header"]

_Said: TypeAlias = "dict[Identifier, dict[Identifier, set[Identifier]]]"
"""The values of each property of each node."""

# What is written right below the node that points at it.
_BELONGING: Final = (
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
_FIRST: Final = (
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
_PLACE: Final[dict[Identifier, int]] = {term: place for place, term in enumerate(_FIRST)}
_LOCAL_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
"""The last part of an IRI that Turtle takes as it is."""


def to_turtle(quads: Iterable[Quad], base: str) -> str:
    """Return all articles as one Turtle document, with a block for each and without graph names.

    Args:
        quads: Of any number of articles, in any order.
        base: What the minted IRIs begin with; its prefix is `id:`.
    """
    ordered = sorted(quads, key=_graph_name)
    blocks = [turtle_block(group, base) for _, group in groupby(ordered, key=_graph_name)]
    return "".join([turtle_header(base), *blocks])


def _graph_name(quad: Quad) -> str:
    """Return the graph of a quad as plain text, which is compared much faster than an IRI."""
    return str(quad[3])


def turtle_header(base: str) -> str:
    """Return the prefixes that every block counts on."""
    prefixes = sorted({**PREFIXES, "id": base}.items())
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes)


def turtle_block(quads: Iterable[Quad], base: str) -> str:
    """Return one article in Turtle, without prefixes; it is followed by an empty line."""
    said: _Said = {}
    for subject, predicate, object_, _ in quads:
        said.setdefault(subject, defaultdict(set))[predicate].add(object_)
    nodes = [f"\n{_write_node(node, said[node], base)}\n" for node in _reading_order(said)]
    return "".join([*nodes, "\n"])


def _write_node(node: Identifier, properties: dict[Identifier, set[Identifier]], base: str) -> str:
    """Return all that is said of a node, a property a line."""
    lines = []
    for term in sorted(properties, key=lambda term: (_PLACE.get(term, len(_PLACE)), str(term))):
        name = "a" if term == RDF.type else _write_term(term, base)
        values = [_write_term(value, base) for value in sorted(properties[term])]
        lines.append(f"{name} " + ",\n        ".join(values))
    return f"{_write_term(node, base)} " + " ;\n    ".join(lines) + " ."


def _reading_order(said: _Said) -> list[Identifier]:
    """Return article and graph, each statement with what belongs to it, then what they share."""
    articles, statements = [], []
    for node in said:
        classes = _values(node, RDF.type, said)
        if not classes.isdisjoint((*DOCUMENT_CLASSES.values(), PROV.Bundle)):
            articles.append(node)
        if CS.Statement in classes:
            statements.append(node)

    ordered = dict.fromkeys(sorted(articles))
    for statement in sorted(statements, key=lambda node: (_start_of(node, said), str(node))):
        _add_with_belongings(statement, said, ordered)

    shared = [node for node in said if node not in ordered]
    return [*ordered, *sorted(shared, key=lambda node: (_name_of(node, said), str(node)))]


def _name_of(node: Identifier, said: _Said) -> str:
    """Return the first of a node's names, or that of a member, to stand beside them."""
    names = set(map(str, _values(node, SDO.name, said)))
    for member in _values(node, ORG.member, said):
        names.update(map(str, _values(member, SDO.name, said)))
    return min(names, default="")


def _start_of(statement: Identifier, said: _Said) -> int:
    """Return where the first passage of a statement begins."""
    starts: list[int] = []
    for passage in _values(statement, CS.passage, said):
        for selector in _values(passage, OA.hasSelector, said):
            starts.extend(int(str(start)) for start in _values(selector, OA.start, said))
    return min(starts, default=0)


def _add_with_belongings(node: Identifier, said: _Said, ordered: dict[Identifier, None]) -> None:
    """Add a node of which something is said, then the nodes that belong to it, one by one."""
    if node in said and node not in ordered:
        ordered[node] = None
        for term in _BELONGING:
            for belonging in sorted(_values(node, term, said), key=str):
                _add_with_belongings(belonging, said, ordered)


def _values(node: Identifier, term: Identifier, said: _Said) -> set[Identifier]:
    return said.get(node, {}).get(term, set())


def _write_term(node: Identifier, base: str) -> str:
    """Return a node in Turtle: a text has N-Triples' escapes, so that it cannot leave its line."""
    if isinstance(node, URIRef):
        return _shorten(node, base)
    if not isinstance(node, Literal):
        return node.n3()
    if node.datatype == XSD.integer or (node.datatype == XSD.decimal and "." in node):
        return str(node)
    text = str(pyoxigraph.Literal(str(node), language=node.language))
    return text if node.datatype is None else f"{text}^^{_write_term(node.datatype, base)}"


@lru_cache(maxsize=10_000)
def _shorten(iri: URIRef, base: str) -> str:
    """Return an IRI in Turtle: with a prefix where there is one for it."""
    place = max(map(iri.rfind, "/#:")) + 1
    prefix = _prefixes(base).get(iri[:place]) if _LOCAL_NAME.fullmatch(iri, place) else None
    return f"{prefix}:{iri[place:]}" if prefix else f"<{iri}>"


@lru_cache(maxsize=1)
def _prefixes(base: str) -> dict[str, str]:
    """Return the prefix of each namespace."""
    return {iri: prefix for prefix, iri in {**PREFIXES, "id": base}.items()}
