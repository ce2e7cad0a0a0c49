"""Read values back from a graph as text and numbers; somebody else's graph may have others."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from rdflib import Literal

from kg.model import TimeReference
from kg.rdf.fields import Form
from kg.rdf.vocabulary import OA, SDO, TIME
from kg.views.passages import Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rdflib import Graph, URIRef
    from rdflib.term import Node

    from kg.rdf.fields import Field
    from kg.views.passages import Part

__all__ = [
    "first_value",
    "join_known",
    "read_fields",
    "read_name",
    "read_number",
    "read_quotes",
    "read_text",
    "sorted_values",
]


def read_fields(fields: Sequence[Field], node: Node, graph: Graph) -> dict[str, Any]:
    """Return what the graph says of a node, by the names of the fields; None where it is silent."""
    return {field.name: _READERS[field.form](node, field.iri, graph) for field in fields}


def sorted_values(node: Node | None, term: URIRef, graph: Graph) -> list[Node]:
    """Return the values of a property, in an order that is always the same."""
    return sorted(graph.objects(node, term), key=str) if node is not None else []


def first_value(node: Node | None, term: URIRef, graph: Graph) -> Node | None:
    """Return the first value of a property."""
    return next(iter(sorted_values(node, term, graph)), None)


def read_text(node: Node | None, term: URIRef, graph: Graph) -> str | None:
    """Return the first value of a property, as text."""
    value = first_value(node, term, graph)
    return None if value is None else str(value)


def read_name(node: Node, term: URIRef, graph: Graph) -> str | None:
    """Return the name of the first node that a property leads to."""
    return read_text(first_value(node, term, graph), SDO.name, graph)


def join_known(separator: str, *words: str | None) -> str:
    """Return words in one string, without those that nobody knows.

    >>> join_known(", ", "The Daily", None)
    'The Daily'
    """
    return separator.join(known for known in words if known)


def read_quotes(node: Node, term: URIRef, part: Part, graph: Graph) -> Iterator[Quote]:
    """Yield the quotes that a property of a statement leads to, as one part of it."""
    for place in graph.objects(node, term):
        found: dict[Node, Node] = {}
        for selector in sorted_values(place, OA.hasSelector, graph):
            found.update(graph.predicate_objects(selector))
        if OA.start in found and OA.exact in found:
            yield Quote(
                part=part,
                start=int(str(found[OA.start])),
                exact=str(found[OA.exact]),
                prefix=str(found.get(OA.prefix, "")),
                suffix=str(found.get(OA.suffix, "")),
            )


def _read_words(node: Node, term: URIRef, graph: Graph) -> str | None:
    quotes = sorted(read_quotes(node, term, "source", graph), key=lambda quote: quote.start)
    return " ".join(quote.exact for quote in quotes) or None


def _read_value(node: Node, term: URIRef, graph: Graph) -> str | None:
    """Return the first value of a property as a word: "direct" for `cs:Direct`."""
    value = read_text(node, term, graph)
    return value.rpartition("#")[2].lower() if value else None


def read_number(node: Node, term: URIRef, graph: Graph) -> float | None:
    """Return the first value of a property as a number; None if it is none."""
    try:
        value = float(read_text(node, term, graph) or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _read_time(node: Node, term: URIRef, graph: Graph) -> str | None:
    """Return the time that an instant or an interval stands for, in ISO 8601."""
    time = first_value(node, term, graph)
    begin = first_value(time, TIME.hasBeginning, graph) or time
    end = first_value(time, TIME.hasEnd, graph) or begin
    first, last = _read_day(begin, graph), _read_day(end, graph)
    if first is None or last is None or first > last:
        return None
    return TimeReference(text="", first=first, last=last).iso


def _read_day(instant: Node | None, graph: Graph) -> date | None:
    literal = first_value(instant, TIME.inXSDDate, graph)
    value = literal.toPython() if isinstance(literal, Literal) else None
    return value if isinstance(value, date) else None


_READERS: Final[Mapping[Form, Callable[[Node, URIRef, Graph], Any]]] = {
    Form.TEXT: read_text,
    Form.QUOTE: read_text,
    Form.VALUE: _read_value,
    Form.NUMBER: read_number,
    Form.TIME: _read_time,
    Form.NAME: read_name,
    Form.ENTITY: read_name,
    Form.SPANS: _read_words,
}
