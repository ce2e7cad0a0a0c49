"""Part of a network."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QuerySolutions
from rdflib import SDO, Graph, Literal

from kg.query import run
from kg.rdf import to_nquads
from kg.store import read_store
from kg.views.html import network_html
from kg.views.narrow import Wanted, narrowed, read_part
from kg.views.network import to_network
from tests.rdf.examples import QUADS

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx

BRIDGE = "The bridge is not safe."


def texts(network: nx.Graph[str]) -> list[str]:
    return [found["text"] for found in network.nodes.values() if found["type"] == "statement"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param(Wanted(), 7, id="everything"),
        pytest.param(
            Wanted(source="ADA BERG"),
            [BRIDGE, "officials fear a storm"],
            id="a source, case put aside",
        ),
        pytest.param(
            Wanted(source="Berg"), [BRIDGE, "officials fear a storm"], id="a source by one word"
        ),
        pytest.param(Wanted(source="Ber"), [], id="not by half a word"),
        pytest.param(
            Wanted(about="the bridge"),
            ["The bridge at Lundby after the storm.", BRIDGE],
            id="a subject",
        ),
        pytest.param(Wanted(about="the bridge", source="Berg"), [BRIDGE], id="both"),
        pytest.param(Wanted(since=date(2024, 5, 1)), 7, id="since the day itself"),
        pytest.param(Wanted(since=date(2024, 5, 2)), [], id="since the day after"),
        pytest.param(Wanted(since=datetime(2024, 5, 1, tzinfo=UTC)), 7, id="a point in time"),
        pytest.param(Wanted(since="2024-05-01"), 7, id="a day as a text"),
        pytest.param(Wanted(until=date(2024, 4, 30)), [], id="until the day before"),
        pytest.param(Wanted(nodes=frozenset()), [], id="of no node"),
    ],
)
def test_narrowed(bridge: Graph, wanted: Wanted, found: list[str] | int) -> None:
    kept = texts(narrowed(to_network(bridge), wanted))
    assert (len(kept) if isinstance(found, int) else kept) == found


def test_narrowed_by_claims_or_by_whoever_is_found(bridge: Graph) -> None:
    network = to_network(bridge)
    [claim] = bridge.subjects(SDO.text, Literal(BRIDGE), unique=True)
    assert texts(narrowed(network, Wanted(nodes=frozenset({str(claim)})))) == [BRIDGE]
    [berg] = bridge.subjects(SDO.name, Literal("Ada Berg"))
    assert BRIDGE in texts(narrowed(network, Wanted(nodes=frozenset({str(berg)}))))


def test_a_part_keeps_what_its_statements_are_tied_to_and_has_a_page(bridge: Graph) -> None:
    whole = to_network(bridge)
    part = narrowed(whole, Wanted(source="Berg"))
    assert {name for name, found in part.nodes(data="label")} <= set(whole)
    assert {found["label"] for found in part.nodes.values() if found["type"] == "entity"} >= {
        "Ada Berg",
        "the bridge",
    }
    assert BRIDGE in network_html(part)
    assert "no claim" in network_html(narrowed(whole, Wanted(source="nobody")))


@pytest.mark.parametrize("typed", ["Søren Kjær-Øst", "soren kjaer ost", "SØREN KJÆR ØST", "kjaer"])
def test_a_part_has_whom_a_question_finds(tmp_path: Path, typed: str) -> None:
    quads = to_nquads(QUADS).replace("Ada Berg", "Søren Kjær-Øst")
    (tmp_path / "claims.nq").write_text(quads, encoding="utf-8", newline="")
    store = read_store(tmp_path / "claims.nq")
    rows = run(store, "said-by", {"name": typed, "kind": "any"})
    assert isinstance(rows, QuerySolutions)
    statements = {row["statement"].value for row in rows}
    _, network = read_part(store, Wanted(source=typed))
    assert statements
    kept = {node for node, found in network.nodes.items() if found["type"] == "statement"}
    assert kept == statements
