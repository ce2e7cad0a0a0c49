"""Who and what the articles of a graph speak of, as records to compare.

A record is an entity as one article has it, with all that the article says of it, and the names of
whom else it names.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.language.folding import fold_name
from kg.rdf.vocabulary import SDO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Store

PERSON, ORGANIZATION, PLACE = "person", "organization", "place"
KINDS: Final = {
    str(SDO.Person): PERSON,
    str(SDO.Organization): ORGANIZATION,
    str(SDO.NewsMediaOrganization): ORGANIZATION,
    str(SDO.Place): PLACE,
}
"""The classes whose entities can be one across articles; "analysts" here are not those there."""
PREFIXES: Final = """
    PREFIX cs: <https://w3id.org/claim-source#>
    PREFIX prov: <http://www.w3.org/ns/prov#>
    PREFIX schema: <https://schema.org/>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
NAMES: Final = "SELECT ?node ?kind ?name { ?node a ?kind ; schema:name|schema:alternateName ?name }"
BEST: Final = "SELECT ?node ?name { ?node schema:name ?name }"
ARTICLES: Final = """
    SELECT DISTINCT ?node ?article {
      { ?s cs:statedIn ?article ; cs:source ?node }
      UNION { ?s cs:statedIn ?article ; prov:qualifiedAttribution/schema:affiliation ?node }
      UNION { ?article schema:publisher|schema:author ?node }
      UNION { GRAPH ?article { ?claim schema:about|schema:mentions ?node } }
    }"""
SAID: Final = """
    SELECT ?node ?role ?affiliation {
      { ?part prov:agent ?node . { ?part cs:role|cs:describedAs ?role } UNION
        { ?part schema:affiliation/schema:name ?affiliation } }
      UNION { ?node schema:jobTitle|schema:description ?role . FILTER(ISLITERAL(?role)) }
    }"""
PUBLISHERS: Final = "SELECT ?article ?name { ?article schema:publisher/schema:name ?name }"
AUTHORITY: Final = """
    SELECT ?node ?match {
      ?node skos:exactMatch ?match . FILTER(STRSTARTS(STR(?match), "http://www.wikidata.org/entity/Q"))
    }"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An entity as one article has it.

    Attributes:
        iri: Its own.
        kind: "person", "organization" or "place".
        name: The best, as written; `forms`, all of them, folded.
        article: The IRI of its article; empty for one of another kind of data.
        publisher: The name of the article's publisher, or empty.
        roles: What it is said to be, folded words; `affiliations`, folded names.
        context: The folded names of whom else the article names.
        authority: The entities of Wikidata that it is said to be.
    """

    iri: str
    kind: str
    name: str
    forms: frozenset[str]
    article: str = ""
    publisher: str = ""
    roles: frozenset[str] = frozenset()
    affiliations: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    authority: frozenset[str] = frozenset()


def folded(text: str) -> str:
    """A text as names are compared; empty where there is no letter and no digit to compare.

    >>> folded("  Kim Jong-Un’s Élysée "), folded("…")
    ('kim jong uns elysee', '')
    """
    name = fold_name(text)
    return name if name[:1].isalnum() else ""


def records(stores: Iterable[Store]) -> list[Record]:
    """The records of some graphs, by IRI.

    Args:
        stores: From `kg.store.read_store`.
    """
    found: dict[str, Record] = {}
    for store in stores:
        found |= {record.iri: record for record in records_of(store)}
    return [found[iri] for iri in sorted(found)]


def records_of(store: Store) -> Iterator[Record]:
    """The records of one graph."""
    kinds: dict[str, str] = {}
    forms: dict[str, set[str]] = defaultdict(set)
    for node, kind, name in rows(store, NAMES):
        if kind in KINDS and folded(name):
            kinds[node] = KINDS[kind]
            forms[node].add(folded(name))
    best = {node: name for node, name in sorted(rows(store, BEST), reverse=True) if folded(name)}
    article = {node: where for node, where in sorted(rows(store, ARTICLES)) if node in kinds}
    roles: dict[str, set[str]] = defaultdict(set)
    affiliations: dict[str, set[str]] = defaultdict(set)
    for node, role, affiliation in rows(store, SAID):
        roles[node].update(folded(role).split())
        affiliations[node].update({folded(affiliation)} - {""})
    named: dict[str, set[str]] = defaultdict(set)
    publishers = {where: name for where, name, *_ in sorted(rows(store, PUBLISHERS))}
    papers = {node for node, where in article.items() if best.get(node) == publishers.get(where)}
    for node, where in article.items():
        if node not in papers:
            named[where].add(folded(best.get(node, "")))
    authority: dict[str, set[str]] = defaultdict(set)
    for node, match in rows(store, AUTHORITY):
        authority[node].add(match)
    for node, kind in kinds.items():
        where = article.get(node, "")
        yield Record(
            iri=node,
            kind=kind,
            name=best.get(node, min(forms[node])),
            forms=frozenset(forms[node]),
            article=where,
            publisher=folded(publishers.get(where, "")),
            roles=frozenset(roles[node]),
            affiliations=frozenset(affiliations[node]),
            context=frozenset(named[where] - forms[node] - {""} if where else ()),
            authority=frozenset(
                authority[node] | ({node} if "wikidata.org/entity/Q" in node else set())
            ),
        )


def rows(store: Store, sparql: str) -> list[tuple[str, ...]]:
    """The solutions of a SELECT as texts; what is not bound is empty."""
    answer = store.query(PREFIXES + sparql)
    names = [variable.value for variable in answer.variables]  # type: ignore[union-attr]  # a SELECT gives solutions
    return [tuple("" if row[name] is None else row[name].value for name in names) for row in answer]  # type: ignore[union-attr]
