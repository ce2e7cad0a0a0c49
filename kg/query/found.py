"""Full-text search: the claims that say some words, with all that a citation needs, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.query import ask_graph
from kg.query.parameters import write_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.query import Graph, QueryResult

__all__ = ["describe_statements"]

_SPARQL: Final = """
PREFIX cs: <https://w3id.org/claim-source#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX schema: <https://schema.org/>

SELECT ?claim ?sense ?polarity ?certainty ?source ?cue (MIN(?begin) AS ?start) (MAX(?stop) AS ?end)
  ?publisher ?date ?article ?url ?statement
WHERE {{
  VALUES (?rank ?statement) {{ {ranked} }}
  ?statement cs:states ?content ; cs:statedIn ?document ; cs:passage ?place .
  OPTIONAL {{ ?content schema:text ?claim }}
  OPTIONAL {{ ?statement cs:source/schema:name ?source }}
  OPTIONAL {{ ?statement cs:cue ?cue }}
  OPTIONAL {{ ?statement cs:polarity ?sign }}
  OPTIONAL {{ ?statement cs:certainty ?sureness }}
  OPTIONAL {{ ?place oa:hasSelector/oa:start ?begin }}
  OPTIONAL {{ ?place oa:hasSelector/oa:end ?stop }}
  OPTIONAL {{ ?document schema:publisher/schema:name ?publisher }}
  OPTIONAL {{ ?document schema:datePublished ?date }}
  OPTIONAL {{ ?document schema:headline ?headline }}
  OPTIONAL {{ ?document schema:url ?address }}
  BIND(LCASE(STRAFTER(STR(?sign), "#")) AS ?polarity)
  BIND(LCASE(STRAFTER(STR(?sureness), "#")) AS ?certainty)
  BIND(COALESCE(IF(?sign = cs:Negated, " negated", ""), "") AS ?negated)
  BIND(COALESCE(IF(?sureness IN (cs:Possible, cs:Probable), CONCAT(" ", ?certainty), ""), "")
    AS ?unsure)
  BIND(SUBSTR(CONCAT(?negated, ?unsure), 2) AS ?sense)
  BIND(STR(?address) AS ?url)
  BIND(COALESCE(?headline, ?url, STR(?document)) AS ?article)
}}
GROUP BY ?rank ?claim ?sense ?polarity ?certainty ?source ?cue
  ?publisher ?date ?article ?url ?statement
ORDER BY ?rank ?date ?url ?article ?start ?end ?source ?statement"""


def describe_statements(graph: Graph, found: Mapping[str, Iterable[str]]) -> QueryResult:
    """Say of some statements all that a citation needs, claim by claim.

    Args:
        graph: As for `kg.query.run`.
        found: The IRIs of statements by those of their claims, as `kg.store.search.Index.found`
            gives them.

    Returns:
        Solutions, as `kg.query.run` gives them, in the order of the claims.

    Raises:
        QueryError: The graph cannot answer.
    """
    ranked = []
    for rank, statements in enumerate(found.values()):
        ranked += [f"({rank} {write_iri(statement)})" for statement in statements]
    return ask_graph(graph, _SPARQL.format(ranked=" ".join(ranked)))
