"""The same words of two articles about two people: whoever asks for one gets the statement of that article alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QuerySolutions

from kg.query import run
from kg.query.answers import find_words
from kg.rdf import to_nquads
from kg.store import OpenStore, build_store, open_store, read_graph
from kg.views.narrow import Wanted, narrowed
from kg.views.network import iterate_statements, to_network
from tests.query.newsroom import BERG, OFFICIAL, REPORT, Piece, Said, quads_of

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Entity


def pieces(who: Entity) -> tuple[Piece, Piece]:
    """Two articles with one sentence, each about somebody else."""
    knew = Said(who=who, claim="he knew of the leak")
    smith, jones = (
        replace(knew, about=(name,), mentions=("the leak",)) for name in ("Odd Smit", "Per Jonsen")
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
