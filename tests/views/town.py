"""Three invented articles of one town: people who go by two names, dispute each other, and are printed twice."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from rdflib import RDF, SDO, XSD, Graph, Literal, URIRef

from kg.model import Kind, QuotationType
from kg.rdf.vocabulary import CS, OWL
from tests.views.printing import Printed, Said, printed, statement_iri

FIRST = """Ida Holm closed the valve too late, Piet Dahl said. “The valve was closed within ten minutes,” Ida Holm said.

Nobody in the street was told of it, Piet Dahl said. Holm denied that."""
SECOND = """Mayor Holm shut the works on Monday, the council said. “It took them two hours to close it,” Dahl said.

Nobody in the street was told of it, Dahl said again."""
THIRD = """Nobody in the street was told of it, Dahl said on the wireless. He trusts Piet Dahl, Ola Vik said."""

DIRECT = QuotationType.DIRECT
TOWN = (
    Printed(
        title="Leak at the works",
        publisher="Northern Wire",
        day=date(2024, 3, 2),
        text=FIRST,
        name="first.txt",
        said=(
            Said("Piet Dahl", ("Ida Holm closed the valve too late",), by="Piet Dahl", cue="said", of=("Ida Holm",)),
            Said("Ida Holm", ("“The valve was closed within ten minutes,”",), by="Ida Holm", cue="said", how=DIRECT),
            Said("Piet Dahl", ("Nobody in the street was told of it",), by="Piet Dahl", cue="said"),
            Said("Ida Holm", ("that.",), by="Holm", cue="denied"),
        ),
    ),
    Printed(
        title="Two hours",
        publisher="Estuary Post",
        day=date(2024, 3, 3),
        text=SECOND,
        name="second.txt",
        said=(
            Said("the council", ("Mayor Holm shut the works on Monday",), by="the council", cue="said", kind=Kind.ORGANIZATION, of=("Holm",)),
            Said("Dahl", ("“It took them two hours to close it,”",), by="Dahl", cue="said", how=DIRECT, of=("Holm",)),
            Said("Dahl", ("Nobody in the street was told of it",), by="Dahl", cue="said"),
        ),
    ),
    Printed(
        title="On the wireless",
        publisher="Lowmere Gazette",
        day=date(2024, 3, 6),
        text=THIRD,
        name="third.txt",
        said=(
            Said("Dahl", ("Nobody in the street was told of it",), by="Dahl", cue="said"),
            Said("Ola Vik", ("He trusts Piet Dahl",), by="Ola Vik", cue="said", of=("Piet Dahl",)),
        ),
    ),
)  # fmt: skip


def town(articles: tuple[Printed, ...] = TOWN, *, linked: bool = True) -> Graph:
    """The graph of the town, with what a merge would say of it; the Dahl of the third article is left open."""
    graph = printed(*articles)
    if linked:
        for name, other in (("Ida Holm", "Holm"), ("Piet Dahl", "Dahl")):
            one, two = entity(graph, name, 0), entity(graph, other, 1)
            graph.add((one, CS.sameEntityAs, two))
            judge(graph, one, two, 0.95)
        judge(graph, entity(graph, "Piet Dahl", 0), entity(graph, "Dahl", 2), 0.62)
    dispute(graph, "that.", "Nobody in the street")
    contradict(graph, "The valve was closed", "It took them two hours")
    return graph


def entity(graph: Graph, name: str, article: int) -> URIRef:
    """The entity of a name that an article of the town has."""
    statements = list(graph.subjects(CS.statedIn, URIRef(TOWN[article].iri)))
    for statement in statements:
        claim = graph.value(statement, CS.states)
        near = [*graph.objects(statement, CS.source), *graph.objects(claim, SDO.about)]
        for node in near:
            if (node, SDO.name, Literal(name)) in graph:
                assert isinstance(node, URIRef)
                return node
    raise AssertionError(name)


def judge(
    graph: Graph, one: URIRef, other: URIRef, confidence: float, *, apart: bool = False
) -> None:
    """Say in a graph that somebody judged whether two entities are one."""
    judgement = URIRef(f"https://example.org/judgement/{len(graph)}")
    graph.add((judgement, RDF.type, CS.Judgement))
    for term, value in ((RDF.subject, one), (RDF.predicate, CS.sameEntityAs), (RDF.object, other)):
        graph.add((judgement, term, value))
    graph.add((judgement, CS.confidence, Literal(str(confidence), datatype=XSD.decimal)))
    if apart:
        graph.add((judgement, RDF.type, OWL.NegativePropertyAssertion))


def dispute(graph: Graph, denial: str, denied: str) -> None:
    """Say that a statement of the first article disputes another one of it."""
    of_first = set(graph.subjects(CS.statedIn, URIRef(TOWN[0].iri)))
    found = []
    for words in (denial, denied):
        for claim, text in graph.subject_objects(SDO.text):
            found += [
                one
                for one in graph.subjects(CS.states, claim)
                if one in of_first and str(text).startswith(words)
            ]
    for one, other in pairwise(found):
        graph.add((one, CS.disputes, other))


def contradict(graph: Graph, words: str, others: str) -> None:
    """Say that two claims contradict each other."""
    one, other = (
        graph.value(URIRef(statement_iri(graph, each)), CS.states) for each in (words, others)
    )
    assert one is not None
    assert other is not None
    graph.add((one, CS.contradicts, other))
