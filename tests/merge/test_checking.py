"""`kg check FILE`: any graph is held against the shapes, and each node that breaks one is named with the rule."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import commands
from kg.errors import InputError, StoreError
from kg.merge import check_graph, merge_graphs
from kg.query.answers import query_graph
from kg.rdf import to_graph, to_nquads, to_turtle
from kg.store import build_store, check_store
from tests.rdf.examples import BASE, QUADS

FOREIGN = """
@prefix schema: <https://schema.org/> .
<https://example.org/review> a schema:ClaimReview ; schema:itemReviewed <https://example.org/claim> .
<https://example.org/claim> a schema:Claim ; schema:text "It rained."@en ; schema:author "Ann" .
"""


@pytest.fixture
def graphs(tmp_path: Path) -> Path:
    nquads = to_nquads(QUADS)
    (tmp_path / "claims.nq").write_text(nquads, encoding="utf-8", newline="")
    (tmp_path / "claims.ttl").write_text(to_turtle(QUADS, BASE), encoding="utf-8")
    (tmp_path / "broken.nq").write_text(
        nquads.replace('cue> "said"', 'cue> "sagte"@de'), encoding="utf-8", newline=""
    )
    (tmp_path / "foreign.ttl").write_text(FOREIGN, encoding="utf-8")
    build_store(tmp_path / "store", tmp_path / "claims.nq")
    return tmp_path


def check(*arguments: object) -> Result:
    return CliRunner().invoke(commands, ["check", *map(str, arguments)])


def test_a_path_may_be_a_string(graphs: Path) -> None:
    assert check_graph(str(graphs / "claims.nq")) == []
    assert check_store(str(graphs)).problems == ()


@pytest.mark.parametrize("name", ["claims.nq", "claims.ttl", "store", ""])
def test_a_graph_of_ours_obeys_its_shapes(graphs: Path, name: str) -> None:
    assert check_graph(graphs / name) == []
    done = check(graphs / name)
    assert done.exit_code == 0
    assert "obeys the shapes" in done.output


@pytest.mark.parametrize(("name", "form"), [("claims.jsonld", "json-ld"), ("claims.rdf", "xml")])
def test_so_it_does_in_any_form_that_a_merge_reads(graphs: Path, name: str, form: str) -> None:
    data = to_graph(QUADS).serialize(format=form, encoding="utf-8")
    (graphs / name).write_bytes(data)
    assert check_graph(graphs / name) == []
    (graphs / name).write_bytes(
        data.replace(b"https://schema.org/Claim", b"https://schema.org/Clam")
    )
    assert "a statement makes exactly one claim, a schema:Claim" in {
        problem.message.partition(", not")[0] for problem in check_graph(graphs / name)
    }


def test_what_is_packed_is_checked_too(graphs: Path) -> None:
    path = graphs / "claims.ttl.gz"
    path.write_bytes(gzip.compress((graphs / "claims.ttl").read_bytes()))
    assert check_graph(path) == []
    path.write_bytes(b"not packed")
    with pytest.raises(InputError, match="cannot be read"):
        check_graph(path)


def test_json_with_our_context_is_checked_without_fetching_it(graphs: Path) -> None:
    path = graphs / "own.jsonld"
    said = {"@context": "https://w3id.org/claim-source/context.jsonld", "id": f"{BASE}statement-a"}
    path.write_text(json.dumps({**said, "type": "Statement", "cue": 7}), encoding="utf-8")
    messages = [problem.message for problem in check_graph(path)]
    assert "a statement has at least one source" in messages
    assert "a statement has one cue at most, a string, not '7'" in messages


def test_the_json_of_the_page_is_a_graph_in_our_terms(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/reference/foreign-data.md").read_text("utf-8")
    [said] = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    (tmp_path / "own.jsonld").write_text(said, encoding="utf-8")
    merge_graphs(tmp_path / "own.jsonld", tmp_path / "joined")
    asked = "SELECT ?who ?cue ?text { ?s a cs:Statement ; cs:polarity cs:Negated ; cs:cue ?cue ; cs:quotationType cs:Indirect ; cs:source/schema:name ?who ; cs:states/schema:text ?text }"
    assert list(query_graph(tmp_path / "joined", asked)) == [
        {"who": "Ann Lee", "cue": "denied", "text": "The bridge is safe."}
    ]
    [row] = query_graph(tmp_path / "joined", "said-by", {"name": "Ann Lee"})
    assert (row["sense"], row["passage"]) == ("negated", "Ann Lee denied that the bridge is safe")
    assert (row["publisher"], row["url"]) == ("Northern Courier", "https://courier.example/bridge")
    [quoted] = query_graph(tmp_path / "joined", "most-quoted")
    assert (quoted["source"], quoted["statements"]) == ("Ann Lee", "1")
    with pytest.raises(StoreError, match="a context that is not fetched; kg merge knows ours"):
        query_graph(tmp_path / "own.jsonld", asked)


def test_json_with_its_context_inside_is_asked_as_it_is(tmp_path: Path) -> None:
    said = {"@id": "x:a", "https://schema.org/name": "Ann Lee"}
    (tmp_path / "a.jsonld").write_text(json.dumps(said), encoding="utf-8")
    rows = query_graph(tmp_path / "a.jsonld", "SELECT ?name { ?who schema:name ?name }")
    assert list(rows) == [{"name": "Ann Lee"}]


def test_what_is_wrongly_typed_is_listed_with_its_node_and_its_rule(graphs: Path) -> None:
    [problem] = check_graph(graphs / "broken.nq")
    assert problem.where.startswith(f"{graphs / 'broken.nq'}: {BASE}statement-")
    assert problem.message == "a statement has one cue at most, a string, not 'sagte'"
    done = check(graphs / "claims.nq", graphs / "broken.nq")
    assert done.exit_code == 1
    assert "a statement has one cue at most, a string, not 'sagte'" in done.output


def test_other_peoples_data_is_held_against_the_shapes_of_merged_graphs(graphs: Path) -> None:
    assert check_graph(graphs / "foreign.ttl") != []
    assert check_graph(graphs / "foreign.ttl", is_merged=True) == []
    assert check(graphs / "foreign.ttl").exit_code == 1
    assert check("--merged", graphs / "foreign.ttl").exit_code == 0


def test_what_a_merge_wrote_is_known_as_such(graphs: Path) -> None:
    merge_graphs(graphs / "foreign.ttl", graphs / "joined")
    for place in ("joined", "joined/claims.nq", "joined/store"):
        done = check(graphs / place)
        assert (done.exit_code, "obeys the shapes" in done.output) == (0, True), place
    assert "--merged asks less" in check(graphs / "foreign.ttl").output
    assert "--merged" not in check(graphs / "claims.nq").output


def test_graphs_and_the_checksums_of_a_store_in_one_go(graphs: Path) -> None:
    done = check(graphs / "claims.nq", "--store", graphs)
    assert done.exit_code == 0
    assert "as they were written" in done.output


def test_what_cannot_be_checked_says_what_to_do(graphs: Path) -> None:
    assert "give a FILE to check, or --store DIR" in check().output
    assert check().exit_code == 2
    with pytest.raises(StoreError, match="does not exist; give a store, an RDF file"):
        check_graph(graphs / "none.nq")
