"""Find whom a statement speaks of, where its claim stands in several articles.

A claim is its words, so one that many papers print is about the entities of all of them: as many as
papers for each subject, and their square over all statements. A reader wants one: that of the
article that he reads.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from kg.rdf.fields import Form, fields_on
from kg.rdf.vocabulary import CS, OWL, RDF, SDO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib import Graph, URIRef
    from rdflib.term import Node

    from kg.rdf.fields import Field

__all__ = ["subjects_of"]

_Subjects: TypeAlias = "dict[Node, list[tuple[str, Node]]]"
_Homes: TypeAlias = "Mapping[Node, set[Node]]"
_Alike: TypeAlias = "list[dict[Node | None, Node]]"
"""For each kind and name, the entity of each article; under None one that might be of any."""


def subjects_of(statements: Iterable[Node], graph: Graph) -> _Subjects:
    """Return what statements are about and mention: for each, "about" or "mentions" and an entity.

    Of the entities of one kind and name that a claim is tied to, each statement has one: the one
    that its own article is known to speak of, else one that is not known to be another's, else the
    first by IRI. Where a person has decided whom or what a statement is about, that alone counts.
    """
    ordered = list(statements)
    decided = _decided_subjects(graph)
    homes = _articles_of_entities(ordered, graph)
    known: dict[tuple[Node, str], _Alike] = {}
    subjects: _Subjects = defaultdict(list)
    for statement, field in product(ordered, _subject_fields()):
        if field.iri == SDO.about and statement in decided:
            subjects[statement] += [(field.name, subject) for subject in decided[statement]]
            continue
        claim = min(graph.objects(statement, CS.states), key=str, default=None)
        if claim is None:
            continue
        if (claim, field.name) not in known:
            known[claim, field.name] = _group_alike(claim, field.iri, homes, graph)
        article = graph.value(statement, CS.statedIn)
        for entities in known[claim, field.name]:
            own = entities.get(article) or entities.get(None)
            subjects[statement].append((field.name, own or next(iter(entities.values()))))
    return subjects


def _decided_subjects(graph: Graph) -> dict[Node, list[Node]]:
    """Return what people decided that statements are about: an empty list for nobody named."""
    decided: dict[Node, set[Node]] = defaultdict(set)
    for judgement in graph.subjects(RDF.predicate, SDO.about):
        is_nobody = (judgement, RDF.type, OWL.NegativePropertyAssertion) in graph
        for statement in graph.objects(judgement, RDF.subject):
            named = () if is_nobody else graph.objects(judgement, RDF.object)
            decided[statement].update(named)
    return {statement: sorted(named, key=str) for statement, named in decided.items()}


def _subject_fields() -> list[Field]:
    return [field for field in fields_on("claim") if field.form is Form.ENTITIES]


def _articles_of_entities(statements: Iterable[Node], graph: Graph) -> _Homes:
    """Return the articles that are known to speak of an entity.

    They have it as a source, or in a claim that only they make.
    """
    homes: dict[Node, set[Node]] = defaultdict(set)
    articles: dict[Node, set[Node]] = defaultdict(set)
    for statement in statements:
        for article in graph.objects(statement, CS.statedIn):
            for source in graph.objects(statement, CS.source):
                homes[source].add(article)
            for claim in graph.objects(statement, CS.states):
                articles[claim].add(article)

    of_one_article = [claim for claim, stating in articles.items() if len(stating) == 1]
    for claim, field in product(of_one_article, _subject_fields()):
        for subject in graph.objects(claim, field.iri):
            homes[subject].update(articles[claim])
    return homes


def _group_alike(claim: Node, term: URIRef, homes: _Homes, graph: Graph) -> _Alike:
    """Return the entities that a claim is tied to, those of one kind and name together."""
    groups: dict[tuple[str, ...], dict[Node | None, Node]] = defaultdict(dict)
    for entity in sorted(graph.objects(claim, term), key=str):
        name = str(graph.value(entity, SDO.name) or entity)
        likeness = (name, *sorted(map(str, graph.objects(entity, RDF.type))))
        for article in homes.get(entity, {None}):
            groups[likeness].setdefault(article, entity)
    return list(groups.values())
