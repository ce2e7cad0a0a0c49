"""Who and what the articles of a graph speak of, as records to compare.

A record is an entity as one article has it, with all that the article says of it, and the names of
whom else it names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final, cast

from kg.language.folding import fold_name
from kg.language.spelling import strip_titles
from kg.language.words import nouns, pronoun_genders, small_words
from kg.rdf.vocabulary import PREFIXES, SDO
from kg.resolution.lexicon import is_person_noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import QuerySolutions, Store

    from kg.language.uses import SmallUse

PERSON, ORGANIZATION, PLACE = "person", "organization", "place"
KINDS: Final = {
    str(SDO.Person): PERSON,
    str(SDO.Organization): ORGANIZATION,
    str(SDO.NewsMediaOrganization): ORGANIZATION,
    str(SDO.Place): PLACE,
}
"""The classes whose entities can be one across articles; "analysts" here are not those there."""
_PRONOUNS: Final[tuple[SmallUse, ...]] = (
    "addressed", "empty", "first-person", "it", "pair", "quantifier", "relative", "they",
)  # fmt: skip
_SCHEME: Final = re.compile("^https?://(?:www[.])?")
_TEXT: Final = attrgetter("value")
_WIKIDATA: Final = "wikidata.org/entity/Q"
_FORMS: Final = (
    "SELECT ?node ?kind ?name { ?node a ?kind ; schema:name|schema:alternateName ?name }"
)
_NAMES: Final = "SELECT ?node ?name { ?node schema:name ?name }"
_ARTICLES: Final = """
    SELECT DISTINCT ?node ?article {
      { ?s cs:statedIn ?article ; cs:source ?node }
      UNION { ?s cs:statedIn ?article ; prov:qualifiedAttribution/schema:affiliation ?node }
      UNION { ?s cs:statedIn ?article ; prov:qualifiedAttribution/prov:agent ?node }
      UNION { ?article schema:publisher|schema:author ?node }
      UNION {
        GRAPH ?graph { ?claim schema:about|schema:mentions ?node }
        OPTIONAL { ?graph dcterms:subject ?named }
        BIND(COALESCE(?named, ?graph) AS ?article)
      }
    }"""
_ROLES: Final = """
    SELECT ?node ?role {
      { ?part prov:agent ?node ; cs:role|cs:describedAs ?role }
      UNION { ?node schema:jobTitle|schema:description ?role . FILTER(ISLITERAL(?role)) }
    }"""
_AFFILIATIONS: Final = (
    "SELECT ?node ?name { ?part prov:agent ?node ; schema:affiliation/schema:name ?name }"
)
_PUBLISHERS: Final = "SELECT ?article ?name { ?article schema:publisher/schema:name ?name }"
_URLS: Final = "SELECT ?article ?url { ?article schema:url ?url }"
_AUTHORITY: Final = """
    SELECT ?node ?entity {
      ?node cs:sameEntityAs|schema:sameAs|owl:sameAs|skos:exactMatch ?match
      FILTER(REGEX(STR(?match), "^https?://www[.]wikidata[.]org/(entity|wiki)/Q[0-9]+$"))
      BIND(REPLACE(STR(?match), "^.*/", "http://www.wikidata.org/entity/") AS ?entity)
    }"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An entity as one article has it.

    Attributes:
        iri: Its own.
        kind: "person", "organization" or "place".
        name: The best, as written; `forms`, all of them, folded, those of people without titles.
        article: The IRI of its article; empty for one of another kind of data.
        publisher: The name of the article's publisher, or empty.
        roles: What it is said to be, folded words; `affiliations`, folded names.
        context: The folded names of whom else the article names.
        authority: The entities of Wikidata that it is said to be.
        addresses: Where the articles stand that name it, without what may differ in an address.
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
    addresses: frozenset[str] = frozenset()


def folded(text: str) -> str:
    """Return a text as names are compared; empty if it has no letter and no digit to compare.

    >>> folded("  Kim Jong-Un’s Élysée "), folded("…")
    ('kim jong uns elysee', '')
    """
    name = fold_name(text)
    return name if name[:1].isalnum() else ""


def names_one(text: str) -> bool:
    """Tell whether a text is a name, rather than a pronoun, a bare noun or our label for nobody.

    A name has a capital, or is a word with a figure in it: "he", "23 states" and "unnamed
    publication" are none. At the beginning of a sentence "He" and "Schools" have a capital, too.

    >>> [text for text in ("Oslo", "eBay", "he", "He", "country", "Schools", "23 states")
    ...  if names_one(text)]
    ['Oslo', 'eBay']
    """
    words = [word for word in folded(text).split() if word not in small_words("article")]
    if text == text.lower():
        return len(words) == 1 and not words[0].isalpha() and not words[0].isdigit()
    if len(words) != 1:
        return bool(words)
    return not _is_common_noun(words[0])


def _is_common_noun(word: str) -> bool:
    """Tell whether a folded word stands for many even with a capital: "they", "jurors"."""
    if word in pronoun_genders() or any(word in small_words(use) for use in _PRONOUNS):
        return True
    singular = word.removesuffix("s")
    if singular != word and (is_person_noun(singular) or singular in nouns("body")):
        return True
    return word in nouns("state") | nouns("unnamed") | nouns("collective")


def longest_form(record: Record) -> str:
    """Return the form of a name that has the most words; of several, the first by the alphabet."""
    return max(sorted(record.forms), key=lambda form: len(form.split()))


def read_records(stores: Iterable[Store]) -> list[Record]:
    """Return the records of some graphs, sorted by IRI.

    Args:
        stores: From `kg.store.read_store`; of an IRI in several, the last counts.
    """
    found: dict[str, Record] = {}
    for store in stores:
        found |= {record.iri: record for record in _records_of(store)}
    return [found[iri] for iri in sorted(found)]


def _records_of(store: Store) -> Iterator[Record]:
    """Yield the records of one graph."""
    kinds: dict[str, str] = {}
    forms: dict[str, set[str]] = defaultdict(set)
    for node, kind, name in select_rows([store], _FORMS):
        form = folded(name)
        if kind in KINDS and form and names_one(name):
            kinds[node] = KINDS[kind]
            forms[node].add(strip_titles(form) if KINDS[kind] == PERSON else form)

    # Where there are several, it is the first name by the alphabet, and else the last.
    readable = [row for row in select_rows([store], _NAMES) if names_one(row[1])]
    names = _last_of_each(sorted(readable, reverse=True))
    placed = sorted(select_rows([store], _ARTICLES))
    articles = _last_of_each(placed)
    addresses = _addresses_of(store, placed)
    publishers = _last_of_each(sorted(select_rows([store], _PUBLISHERS)))
    roles = select_values([store], _ROLES)
    affiliations = select_values([store], _AFFILIATIONS)
    authority = select_values([store], _AUTHORITY)

    named: dict[str, set[str]] = defaultdict(set)
    for node, where in articles.items():
        if node in kinds and names.get(node) != publishers.get(where):
            named[where].add(folded(names.get(node, "")))

    for node, kind in kinds.items():
        if _WIKIDATA in node:
            authority[node].add(node)
        where = articles.get(node, "")
        yield Record(
            iri=node,
            kind=kind,
            name=names.get(node, min(forms[node])),
            forms=frozenset(forms[node]),
            article=where,
            publisher=folded(publishers.get(where, "")),
            roles=frozenset(folded(" ".join(roles[node])).split()),
            affiliations=frozenset(map(folded, filter(names_one, affiliations[node]))) - {""},
            context=frozenset(named[where]) - forms[node] - {""},
            authority=frozenset(authority[node]),
            addresses=frozenset(addresses[node]),
        )


def _addresses_of(store: Store, placed: Iterable[tuple[str, ...]]) -> defaultdict[str, set[str]]:
    """Return the addresses of the articles that name each node.

    Args:
        store: The graph.
        placed: Nodes, each with an article that names it.
    """
    urls = select_values([store], _URLS)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for node, article in placed:
        found[node].update(_SCHEME.sub("", url).rstrip("/") for url in urls[article])
    return found


def select_values(stores: Iterable[Store], sparql: str) -> defaultdict[str, set[str]]:
    """Return the second column of a SELECT by the first, over some graphs."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for node, value in select_rows(stores, sparql):
        found[node].add(value)
    return found


def select_rows(stores: Iterable[Store], sparql: str) -> list[tuple[str, ...]]:
    """Return the solutions of a SELECT that leaves nothing unbound, as texts, over some graphs."""
    rows: list[tuple[str, ...]] = []
    for store in stores:
        solutions = cast("QuerySolutions", store.query(sparql, prefixes=PREFIXES))
        rows += [tuple(map(_TEXT, solution)) for solution in solutions]
    return rows


def _last_of_each(rows: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return the second column of a table by the first: where that is twice, the last."""
    return {row[0]: row[1] for row in rows}
