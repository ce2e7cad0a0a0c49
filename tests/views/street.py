"""Three invented articles of one leak: a quote that each words in its own way, and one man's words of a valve on two days."""

from __future__ import annotations

from datetime import date

from rdflib import Graph, URIRef

from kg.model import QuotationType
from kg.rdf.vocabulary import CS
from tests.views.printing import Printed, Said, printed
from tests.views.reading import iri_of

TOLD = "We were told nothing until the river had turned white on 3 May"
RETOLD = "that the town was told nothing until the river turned completely white on 4 June"
CUT = "We were told nothing"
HOLDS, BROKEN = "The valve held for 20 minutes", "the valve might have failed after 5 minutes"
ALONE = "It smelled of tin"

FIRST = Printed(
    title="A white river",
    publisher="Northern Wire",
    day=date(2024, 5, 2),
    text=f"“{CUT}” Jo Lund said. {HOLDS}, Piet Dahl said. {ALONE}, Jo Lund said.",
    name="first.txt",
    said=(
        Said("Jo Lund", (f"“{CUT}”",), by="Jo Lund", cue="said", how=QuotationType.DIRECT),
        Said("Piet Dahl", (HOLDS,), by="Piet Dahl", cue="said", of=("Ola Vik",)),
        Said("Jo Lund", (ALONE,), by="Jo Lund", cue="said"),
    ),
)
SECOND = Printed(
    title="Nobody was told",
    publisher="Estuary Post",
    day=date(2024, 5, 3),
    text=f"“{TOLD}” Jo Lund said. The mayor called it odd.",
    name="second.txt",
    said=(Said("Jo Lund", (f"“{TOLD}”",), by="Jo Lund", cue="said", how=QuotationType.DIRECT),),
)
THIRD = Printed(
    title="What the street says",
    publisher="Lowmere Gazette",
    day=date(2024, 5, 4),
    text=f"Jo Lund told the paper {RETOLD}. Piet Dahl said {BROKEN}.",
    name="third.txt",
    said=(
        Said("Jo Lund", (RETOLD,), by="Jo Lund", cue="told"),
        Said("Piet Dahl", (BROKEN,), by="Piet Dahl", cue="said", of=("Ola Vik",)),
    ),
)


def street(*, judged: bool = True) -> Graph:
    """The graph of the three, with what a merge would say of the quote where somebody judged."""
    graph = printed(FIRST, SECOND, THIRD)
    say(graph, BROKEN, CS.certainty, value("Possible"))
    say(graph, BROKEN, CS.polarity, value("Negated"))
    if judged:
        say(graph, CUT, CS.sameUtteranceAs, URIRef(iri_of(graph, TOLD)))
        say(graph, TOLD, CS.sameUtteranceAs, URIRef(iri_of(graph, RETOLD)))
    return graph


def say(graph: Graph, words: str, term: URIRef, value: URIRef) -> None:
    """Say something of the statement whose claim has some words, instead of what was said."""
    graph.set((URIRef(iri_of(graph, words)), term, value))


def value(name: str) -> URIRef:
    """One of the values that the ontology lists."""
    return URIRef(f"{CS}{name}")
