"""Whom a statement speaks of, where its claim stands in several articles.

A claim is its words, so one that many papers print is about the entities of all of them: as many as
papers for each subject, and their square over all statements. A reader wants one: that of the
article that he reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from kg.rdf.vocabulary import CS, RDF, SDO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import Graph, URIRef
    from rdflib.term import Node

RELATIONS: Final = ((SDO.about, "about"), (SDO.mentions, "mentions"))

Homes: TypeAlias = "dict[Node, set[Node]]"
Alike: TypeAlias = "list[dict[Node | None, Node]]"
"""For each kind and name, the entity of each article, or under None one that might be of any."""


def subjects_of(statements: Iterable[Node], graph: Graph) -> Iterator[tuple[Node, str, Node]]:
    """What statements are about and mention: the statement, "about" or "mentions", and an entity.

    Of the entities of one kind and name that a claim is tied to, each statement has one: the one
    that its own article is known to speak of, else one that is not known to be another's, else the
    first by IRI.
    """
    ordered = list(statements)
    homes = articles_of_entities(ordered, graph)
    known: dict[tuple[Node, URIRef], Alike] = {}
    for statement in ordered:
        article = graph.value(statement, CS.statedIn)
        for term, relation in RELATIONS:
            for claim in sorted(graph.objects(statement, CS.states), key=str)[:1]:
                if (claim, term) not in known:
                    known[claim, term] = alike(claim, term, homes, graph)
                for one in known[claim, term]:
                    yield (
                        statement,
                        relation,
                        one.get(article) or one.get(None) or next(iter(one.values())),
                    )


def articles_of_entities(statements: Iterable[Node], graph: Graph) -> Homes:
    """The articles that are known to speak of an entity: as a source, or in a claim that only they make."""
    homes: Homes = {}
    articles: Homes = {}
    for statement in statements:
        for article in graph.objects(statement, CS.statedIn):
            for source in graph.objects(statement, CS.source):
                homes.setdefault(source, set()).add(article)
            for claim in graph.objects(statement, CS.states):
                articles.setdefault(claim, set()).add(article)
    for claim, stating in articles.items():
        if len(stating) == 1:
            for term, _ in RELATIONS:
                for subject in graph.objects(claim, term):
                    homes.setdefault(subject, set()).update(stating)
    return homes


def alike(claim: Node, term: URIRef, homes: Homes, graph: Graph) -> Alike:
    """The entities that a claim is tied to, those of one kind and name together."""
    found: dict[tuple[str, ...], dict[Node | None, Node]] = {}
    for entity in sorted(graph.objects(claim, term), key=str):
        name = graph.value(entity, SDO.name)
        likeness = str(name or entity), *sorted(map(str, graph.objects(entity, RDF.type)))
        for article in homes.get(entity, {None}):
            found.setdefault(likeness, {}).setdefault(article, entity)
    return list(found.values())
