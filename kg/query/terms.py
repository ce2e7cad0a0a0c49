"""The terms that a query asks for, held against those that there are."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Final

from rdflib import URIRef

from kg.query.text import prefixed_names
from kg.rdf import load_ontology, load_shapes
from kg.rdf.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

__all__ = ["find_unknown_terms"]

_OURS: Final = "cs"
"""The prefix of the one vocabulary all of whose terms are known."""
_OLD_SCHEMA: Final = "<http://schema.org/"
"""How an IRI in the other namespace of schema.org begins, which a merge gives up."""
_NEAR: Final = 0.8
"""How like a term must be to one that is not known, by `difflib`, to be what was meant."""


def find_unknown_terms(sparql: str, *, is_empty: bool) -> list[str]:
    """Say which terms of a query no graph of ours has, a line each, and what may be meant.

    Of other vocabularies that is said only if a term of ours is near it, and the answer is empty:
    other people's data may have more of them.

    Args:
        sparql: The query.
        is_empty: Whether its answer has no rows.

    >>> find_unknown_terms("ASK { ?s a cs:Statment ; schema:name ?o }", is_empty=False)
    ['cs:Statment is no term of the vocabulary; did you mean cs:Statement?']
    >>> old = "PREFIX s: <http://schema.org/> ASK { ?who s:name ?name }"
    >>> find_unknown_terms(old, is_empty=True), find_unknown_terms(old, is_empty=False)
    (['no graph of ours has http://schema.org/; did you mean https://schema.org/?'], [])
    """
    lines = []
    if is_empty and _OLD_SCHEMA in sparql:
        new = PREFIXES["schema"]
        lines.append(f"no graph of ours has {_OLD_SCHEMA[1:]}; did you mean {new}?")
    for term in sorted(prefixed_names(sparql)):
        prefix, _, name = term.partition(":")
        known = _known_terms().get(prefix, {name})
        if name in known or (prefix != _OURS and not is_empty):
            continue
        near = get_close_matches(name, sorted(known), n=1, cutoff=_NEAR)
        if near:
            lines.append(f"{term} is no term of the vocabulary; did you mean {prefix}:{near[0]}?")
        elif prefix == _OURS:
            lines.append(f"{term} is no term of the vocabulary; docs/ontology lists them")
    return lines


@cache
def _known_terms() -> Mapping[str, AbstractSet[str]]:
    """Return the names in the ontology and its shapes, by their prefixes."""
    known: dict[str, set[str]] = {}
    for triple in (*load_ontology(), *load_shapes()):
        for node in filter(lambda node: isinstance(node, URIRef), triple):
            for prefix, space in PREFIXES.items():
                if node.startswith(space):
                    known.setdefault(prefix, {""}).add(node.removeprefix(space))
    return known
