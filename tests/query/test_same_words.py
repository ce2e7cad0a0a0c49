"""The same words of two articles about two people: whoever asks for one gets the statement of that article alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QuerySolutions
from rdflib import Literal, URIRef

from kg.model import Certainty, Entity, Kind, QuotationType
from kg.query import run
from kg.query.answers import find_words, query_graph
from kg.rdf import iris, to_nquads
from kg.rdf.vocabulary import CS, SDO
from kg.store import OpenStore, build_store, load_nquads, open_store, read_graph
from kg.views.narrow import Wanted, narrowed
from kg.views.network import iterate_statements, to_network
from tests.query.newsroom import BERG, OFFICIAL, OTHER_BERG, REPORT, Piece, Said, person, quads_of
from tests.rdf.examples import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

    from kg.rdf import Quad


def pieces(who: Entity) -> tuple[Piece, Piece]:
    """Two articles with one sentence, each about somebody else."""
    knew = Said(who=who, claim="he knew of the leak")
    smith, jones = (
        replace(knew, people=(person(name),), mentions=("the leak",))
        for name in ("Odd Smit", "Per Jonsen")
    )
    return (
        Piece(publisher="The Daily", day=date(2024, 5, 1), slug="first", said=(smith,)),
        Piece(publisher="The Weekly", day=date(2024, 5, 2), slug="second", said=(jones,)),
    )


def store_of(who: Entity, folder: Path) -> OpenStore:
    quads = [quad for piece in pieces(who) for quad in quads_of(piece)]
    (folder / "claims.nq").write_text(to_nquads(quads), "utf-8")
    build_store(folder / "store", folder / "claims.nq")
    return open_store(folder)


CASES = [
    pytest.param("about", BERG, {"name": "Per Jonsen"}, id="about"),
    pytest.param("said-by", BERG, {"name": "Ada Berg", "about": "Per Jonsen"}, id="said-by"),
    pytest.param("audit", BERG, {"about": "Per Jonsen"}, id="audit"),
    pytest.param(
        "new-since", BERG, {"since": "2024-05-01", "about": "Odd Smit"}, id="new-since, the first"
    ),
    pytest.param("artefacts", REPORT, {"about": "Per Jonsen"}, id="artefacts"),
    pytest.param("unnamed", OFFICIAL, {"about": "Per Jonsen"}, id="unnamed"),
    pytest.param(
        "first-said", BERG, {"claim": "knew leak", "about": "Per Jonsen"}, id="first-said"
    ),
    pytest.param(
        "new-since",
        BERG,
        {"since": "2024-05-02", "about": "Per Jonsen"},
        id="new-since, the second",
    ),
]


@pytest.mark.parametrize(("question", "who", "parameters"), CASES)
def test_a_question_finds_the_statement_of_its_article(
    question: str, who: Entity, parameters: dict[str, str], tmp_path: Path
) -> None:
    found = run(store_of(who, tmp_path), question, parameters)
    assert isinstance(found, QuerySolutions)
    days = {"Odd Smit": "2024-05-01", "Per Jonsen": "2024-05-02"}
    meant = parameters.get("about", parameters.get("name", ""))
    assert [row["date"].value for row in found] == [days[meant]]


def test_it_is_of_one_outlet_and_of_both_if_it_mentions_the_same(tmp_path: Path) -> None:
    store = store_of(BERG, tmp_path)
    outlets = {}
    for name in ("Per Jonsen", "the leak"):
        found = run(store, "about", {"name": name, "mentions": "yes"})
        assert isinstance(found, QuerySolutions)
        outlets[name] = [row["outlets"].value for row in found]
    assert outlets == {"Per Jonsen": ["1"], "the leak": ["2", "2"]}


def test_who_is_quoted_about_one_is_so_once(tmp_path: Path) -> None:
    store = store_of(BERG, tmp_path)
    found = run(store, "most-quoted", {"about": "Per Jonsen"})
    assert isinstance(found, QuerySolutions)
    [row] = found
    assert (row["statements"].value, row["topics"].value) == ("1", "Per Jonsen")
    stances = run(store, "stance", {"name": "Ada Berg", "only": "all"})
    assert isinstance(stances, QuerySolutions)
    assert list(stances) == []


def test_search_and_the_page_find_the_one(tmp_path: Path) -> None:
    store = store_of(BERG, tmp_path)
    assert [row["date"] for row in find_words(store, "leak jonsen", 20)] == ["2024-05-02"]
    network = narrowed(to_network(read_graph(store.store)), Wanted(about="Jonsen"))
    assert len(list(iterate_statements(network))) == 1


SMIT, JONSEN = person("Odd Smit"), person("Per Jonsen")
SHORT_SMIT = person("Smit")
CALLED_SMIT = person("Odd Smit", "Smit")
OTHER_SMIT = person("Eva Smit", "Smit")
FIRM = Entity(name="Nord Lines", kind=Kind.ORGANIZATION)
SHIP, FERRY = (Entity(name=name, kind=Kind.THING) for name in ("the ship", "the white ferry"))

WHOM = [
    pytest.param(SMIT, JONSEN, True, id="two people"),
    pytest.param(CALLED_SMIT, OTHER_SMIT, True, id="two people of one family name"),
    pytest.param(SMIT, FIRM, True, id="a person and a company"),
    pytest.param(SMIT, SMIT, False, id="one person"),
    pytest.param(CALLED_SMIT, SHORT_SMIT, False, id="the family name alone"),
    pytest.param(SHORT_SMIT, CALLED_SMIT, False, id="first by the family name alone"),
    pytest.param(SMIT, None, False, id="it stays open who it is"),
    pytest.param(SHIP, FERRY, False, id="a thing that is described, not named"),
    pytest.param(SMIT, SHIP, False, id="a person and a thing"),
]
"""Whom the first statement is about, and the second; and whether they speak of two."""

LIED = "he perhaps lied"
FIRST = Said(who=BERG, claim=LIED, certainty=Certainty.POSSIBLE, hedge="perhaps")
BESIDE = {
    "contradictions": replace(FIRST, who=OTHER_BERG, cue="denied that", lemma="deny"),
    "hedged": replace(FIRST, certainty=Certainty.CERTAIN, hedge=None),
    "hedged, but for the hedge": Said(who=OTHER_BERG, claim="he lied"),
    "drift": replace(FIRST, quoted=QuotationType.DIRECT),
}
"""What stands in the second article, by the question that takes it together with the first."""


def about(said: Said, whom: Entity | None) -> Said:
    return replace(said, people=(whom,) if whom else ())


def graph_of(*said: Said, more: tuple[Quad, ...] = ()) -> Store:
    """An article for each statement, a day apart."""
    quads = list(more)
    for day, one in enumerate(said, start=1):
        published = date(2024, 5, day)
        quads += quads_of(Piece(publisher=f"P{day}", day=published, slug=f"s{day}", said=(one,)))
    return load_nquads(to_nquads(quads).encode())


def rows(graph: Store, question: str, parameters: dict[str, str]) -> list[dict[str, str]]:
    return list(query_graph(graph, question, parameters))


@pytest.mark.parametrize("question", BESIDE)
@pytest.mark.parametrize(("whom", "other", "are_two"), WHOM)
def test_two_statements_are_taken_together_unless_they_speak_of_two(
    question: str, whom: Entity, other: Entity | None, *, are_two: bool
) -> None:
    graph = graph_of(about(FIRST, whom), about(BESIDE[question], other))
    assert (not rows(graph, question.partition(",")[0], {})) is are_two


@pytest.mark.parametrize(("whom", "other", "are_two"), WHOM)
def test_it_is_new_of_whom_it_was_not_said_before(
    whom: Entity, other: Entity | None, *, are_two: bool
) -> None:
    graph = graph_of(about(FIRST, whom), about(FIRST, other))
    assert bool(rows(graph, "new-since", {"since": "2024-05-02"})) is are_two


def test_who_was_judged_to_be_one_is_no_two() -> None:
    said = about(FIRST, SMIT), about(BESIDE["contradictions"], person("Odd Smitt"))
    apart = graph_of(*said)
    assert rows(apart, "contradictions", {}) == []
    one, other = (
        URIRef(row["who"])
        for row in query_graph(
            apart, "SELECT DISTINCT ?who { ?s a cs:Statement ; schema:about ?who }"
        )
    )
    view = URIRef(f"{BASE}judgements")
    linked = (one, CS.sameEntityAs, other, view), (other, CS.sameEntityAs, one, view)
    assert len(rows(graph_of(*said, more=linked), "contradictions", {})) == 1


def judged(predicate: URIRef, one: str, other: str) -> tuple[Quad, ...]:
    first, second = (URIRef(iris.claim_iri(BASE, claim)) for claim in (one, other))
    return ((first, predicate, second, URIRef(f"{BASE}judgements")),)


LIAR = Said(who=OTHER_BERG, claim="Jonsen lied")


@pytest.mark.parametrize(
    ("said", "days"),
    [
        pytest.param((about(FIRST, SMIT), about(LIAR, JONSEN)), ["1", "2"], id="nobody else"),
        pytest.param(
            (about(FIRST, SMIT), about(LIAR, JONSEN), about(FIRST, JONSEN)),
            ["2", "3"],
            id="another statement of it fits better",
        ),
    ],
)
def test_a_judgement_holds_for_the_statement_that_fits(
    said: tuple[Said, ...], days: list[str]
) -> None:
    contradicting = graph_of(*said, more=judged(CS.contradicts, LIED, LIAR.claim))
    found = rows(contradicting, "contradictions", {})
    assert sorted({row["date"][-1] for row in found}) == days
    found = rows(contradicting, "new-since", {"since": "2024-05-01"})
    assert sorted(row["date"][-1] for row in found if row["against"]) == days

    same = graph_of(*said, more=judged(CS.sameClaimAs, LIED, LIAR.claim))
    claim = f"<{iris.claim_iri(BASE, LIAR.claim)}>"
    found = rows(same, "first-said", {"claim": claim})
    assert [row["date"][-1] for row in found] == days
    found = rows(same, "about", {"name": "Per Jonsen"})
    assert {row["independent"] for row in found} == {"2"}


def test_where_it_came_from_first_says_of_whom() -> None:
    graph = graph_of(about(FIRST, SMIT), about(FIRST, JONSEN))
    found = rows(graph, "first-said", {"claim": "lied"})
    assert [row["topics"] for row in found] == ["Odd Smit", "Per Jonsen"]


def test_the_same_source_is_none_where_it_speaks_of_another() -> None:
    graph = graph_of(about(FIRST, SMIT), about(FIRST, JONSEN), about(FIRST, SMIT))
    found = rows(graph, "about", {"name": "Odd Smit"})
    assert [row["shared"] for row in found] == [
        "the same source as in P3",
        "the same source as in P1",
    ]


@pytest.mark.parametrize(
    ("maker", "reviewed"),
    [
        pytest.param("Ada Berg", {"Odd Smit"}, id="who said it is named"),
        pytest.param("Kai Holm", {"Odd Smit", "Per Jonsen"}, id="somebody else is named"),
        pytest.param(None, {"Odd Smit", "Per Jonsen"}, id="nobody is named"),
    ],
)
def test_a_fact_check_is_of_whom_it_says(maker: str | None, reviewed: set[str]) -> None:
    review, author, graph = (URIRef(f"{BASE}{name}") for name in ("review", "maker", "checks"))
    claim = URIRef(iris.claim_iri(BASE, LIED))
    more: list[Quad] = [(review, SDO.itemReviewed, claim, graph)]
    if maker:
        more += [(claim, SDO.author, author, graph), (author, SDO.name, Literal(maker), graph)]
    said = about(FIRST, SMIT), about(replace(FIRST, who=OTHER_BERG), JONSEN)
    store = graph_of(*said, more=tuple(more))
    found = {name for name in ("Odd Smit", "Per Jonsen") if rows(store, "reviews", {"name": name})}
    assert found == reviewed
