"""What a statement carries beside what a question says of it: kinds, roles, subjects, and how sure.

The columns have the names that the CSV of `kg export` has.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, cast

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, parse_query_results

from kg.query import ask_graph
from kg.rdf.nodes import ARTEFACTS, CLASSES

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions

    from kg.query import Graph

__all__ = ["add_carried"]

_ATTRIBUTION: Final = (
    "?statement cs:source ?who ; prov:qualifiedAttribution|prov:qualifiedPrimarySource ?part . "
    "?part prov:agent|prov:entity ?who . ?who schema:name ?source . "
)
_COLUMNS: Final = {
    "kind": "?statement cs:source ?who . ?who schema:name ?source ; a ?value",
    "attribution": "?statement cs:attributionType ?value",
    "role": _ATTRIBUTION + "?part cs:role ?value",
    "affiliation": _ATTRIBUTION + "?part schema:affiliation/schema:name ?value",
    "about": "?statement schema:about/schema:name ?value",
    "claim_confidence": "?statement cs:extraction/cs:confidence ?value",
    "source_confidence": _ATTRIBUTION + "?part cs:confidence ?value",
}
"""What gives the values of a column; where it tells the source, of a statement and a source."""
_DECIMAL: Final = "http://www.w3.org/2001/XMLSchema#decimal"
_KINDS: Final = {str(iri): kind.value for kind, iri in (*CLASSES.items(), *ARTEFACTS.items())}


def add_carried(rows: QuerySolutions, graph: Graph) -> QuerySolutions:
    """Return rows that have a statement and a source with more columns.

    Args:
        rows: From `kg.query.run`.
        graph: That they are from.

    Raises:
        QueryError: The graph cannot answer.
    """
    answer = json.loads(rows.serialize(format=QueryResultsFormat.JSON) or b"")
    answer["head"]["vars"] += _COLUMNS
    bindings = answer["results"]["bindings"]
    for column, pattern in _COLUMNS.items():
        values = _values_of(column, pattern, graph)
        for row in bindings:
            statement, source = (row.get(name, {}).get("value") for name in ("statement", "source"))
            if told := values[statement, None] | values[statement, source]:
                row[column] = _as_cell(column, told)
    found = parse_query_results(json.dumps(answer), format=QueryResultsFormat.JSON)
    return cast("QuerySolutions", found)


def _values_of(column: str, pattern: str, graph: Graph) -> dict[Any, set[str]]:
    """Return the values of a column by statement and the name of a source, None for any."""
    found: dict[Any, set[str]] = defaultdict(set)
    source = "?source" if "?source" in pattern else ""
    rows = ask_graph(graph, f"SELECT ?statement ?value {source} {{ {pattern} }}")
    for row in cast("QuerySolutions", rows):
        name = row["source"].value if source else None
        if isinstance(value := row["value"], NamedNode | Literal):
            found[row["statement"].value, name].add(_as_word(column, value.value))
    return found


def _as_word(column: str, value: str) -> str:
    """Return a value as people write it: that of a class or of one of our terms as a word.

    >>> _as_word("kind", "https://schema.org/Person"), _as_word("role", "a # b")
    ('person', 'a # b')
    """
    if column == "kind":
        return _KINDS.get(value, "thing")
    return value.rpartition("#")[2].lower() if column == "attribution" else value


def _as_cell(column: str, found: set[str]) -> dict[str, str]:
    """Return values as one, in the JSON of SPARQL 1.1; of several numbers, the highest.

    >>> _as_cell("about", {"the quay", "the bridge"})
    {'type': 'literal', 'value': 'the bridge; the quay'}
    """
    if column.endswith("confidence"):
        return {"type": "literal", "datatype": _DECIMAL, "value": max(found, key=float)}
    return {"type": "literal", "value": "; ".join(sorted(found))}
