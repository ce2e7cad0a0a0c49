"""What a program gives wrongly is refused at once, in words: what, where, and what to do."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Store

import kg
from kg.errors import ConfigError, InputError, KGError, QueryError, StoreError, check_argument

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GRAPH = "out/claims.ttl"
API: Any = kg
"""The verbs and types, of which a type checker would refuse all this."""


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda _: API.Config(base=None), ConfigError, "base cannot be None; give the beginning of an IRI"),
        (lambda _: API.Config(base="x"), ConfigError, "base cannot be 'x'"),
        (lambda _: API.Config(base="urn:x y"), ConfigError, "base cannot be 'urn:x y'"),
        (lambda _: API.Config(extractor=3), ConfigError, "extractor cannot be 3; give its name, or None"),
        (lambda _: API.Config(min_confidence="0.5"), ConfigError, "min_confidence cannot be '0.5'; give a number"),
        (lambda _: API.Metadata(publisher=3), ConfigError, "publisher cannot be 3; give a text, or None"),
        (lambda _: API.Metadata(columns=["text"]), ConfigError, r"columns cannot be \['text'\]; give names"),
        (lambda _: API.read_documents("seeds", API.Config()), ConfigError, r"metadata cannot be Config\("),
        (lambda _: API.read_documents("seeds", {"publisher": "x"}), ConfigError, "metadata cannot be {'publisher'"),
        (lambda _: API.read_documents(StringIO("news.txt")), InputError, "an open file; give its path"),
        (lambda _: API.read_documents([7]), InputError, "what is read cannot be 7; give a path"),
        (lambda _: API.read_documents(7), InputError, "what is read cannot be 7"),
        (lambda _: API.extract_documents("seeds", API.Metadata()), ConfigError, r"config cannot be Metadata\("),
        (lambda out: API.build_graph("seeds", out, API.Config(), {}), ConfigError, "metadata cannot be {}"),
        (lambda out: API.build_graph("seeds", out, workers=-1), ConfigError, "workers cannot be -1; give a whole number from 1"),
        (lambda out: API.build_graph("seeds", out, workers="2"), ConfigError, "workers cannot be '2'"),
        (lambda out: API.build_graph([], out), InputError, "none was given; name files or folders"),
        (lambda _: API.read([GRAPH]), StoreError, r"the graph cannot be \['out/claims.ttl'\]; give the path"),
        (lambda _: API.read(None), StoreError, "the graph cannot be None"),
        (lambda _: API.read(3), StoreError, "the graph cannot be 3"),
        (lambda _: API.query_graph(GRAPH, "said-by", "Ann Lee"), QueryError, "parameters cannot be 'Ann Lee'; give a dictionary"),
        (lambda _: API.query_graph(GRAPH, 3), QueryError, "the question cannot be 3; give the name"),
        (lambda _: API.search_graph(GRAPH, ["tags"]), QueryError, r"words cannot be \['tags'\]"),
        (lambda _: API.search_graph(GRAPH, "tags", limit="5"), QueryError, "limit cannot be '5'; give a whole number"),
        (lambda _: API.search_graph(GRAPH, "tags", limit=0), QueryError, "limit cannot be 0"),
        (lambda _: API.Wanted(source=["Ann Lee"]), QueryError, r"source cannot be \['Ann Lee'\]"),
        (lambda _: API.Wanted(since="31.12.2030"), QueryError, "since cannot be '31.12.2030'; give a day as YYYY-MM-DD"),
        (lambda _: API.Wanted(until="12/31/2030"), QueryError, "until cannot be '12/31/2030'"),
        (
            lambda _: API.Wanted(since="2024-05-02", until="2024-05-01"),
            QueryError,
            "no day is since 2024-05-02 and until 2024-05-01; change one of the two",
        ),
        (lambda _: API.Wanted(since=2010), QueryError, "since cannot be 2010; give a text, or a day"),
        (lambda _: API.Wanted(until="foo"), QueryError, "until cannot be 'foo'"),
        (lambda _: API.export_graph(GRAPH, "CSV"), ConfigError, "unknown form 'CSV'; choose from csv, gexf"),
        (lambda _: API.export_graph(GRAPH, "csv", {}), QueryError, r"wanted cannot be {}; give kg.Wanted"),
        (lambda _: API.view_graph(None), StoreError, "the graph cannot be None"),
        (lambda _: API.check_graph(None), StoreError, "the graph cannot be None"),
        (lambda out: API.merge_graphs([GRAPH], out, "j.tsv"), ConfigError, "base cannot be 'j.tsv'"),
        (lambda out: API.merge_graphs([Store()], out), InputError, "what is read cannot be <pyoxigraph"),
        (lambda _: API.correct_graph([GRAPH], "c.tsv"), StoreError, r"the graph cannot be \["),
        (lambda out: API.propose_links(GRAPH, out, date="foo"), QueryError, "date cannot be 'foo'"),
        (lambda out: API.propose_links(GRAPH, out, base="x"), ConfigError, "base cannot be 'x'"),
    ],
)  # fmt: skip
def test_a_wrong_argument_is_refused_in_words(
    tmp_path: Path, call: Callable[[Path], object], error: type[KGError], words: str
) -> None:
    with pytest.raises(error, match=words):
        call(tmp_path / "out")


@pytest.mark.parametrize("value", [True, "5", 5.0, None])
def test_what_is_no_whole_number_is_none(value: object) -> None:
    with pytest.raises(ConfigError, match=f"limit cannot be {value!r}; give a whole number"):
        check_argument("limit", value, int, "a whole number")


def test_a_question_may_be_a_path(tmp_path: Path) -> None:
    file = tmp_path / "claims.rq"
    file.write_text("SELECT ?c { ?c a schema:Claim }", encoding="utf-8")
    assert len(kg.query_graph(GRAPH, file)) == len(kg.query_graph(GRAPH, str(file))) == 16


def test_a_graph_corrected_in_memory_can_be_checked(tmp_path: Path) -> None:
    table = tmp_path / "corrections.tsv"
    table.write_text("subject_id\tpredicate_id\tobject_id\n", encoding="utf-8")
    problems: list[kg.Problem] = []
    assert kg.check_graph(kg.correct_graph(GRAPH, table, problems=problems)) == []
