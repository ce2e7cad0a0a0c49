"""What a program gives wrongly is refused at once, in words: what, where, and what to do."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Store

import kg
from kg.errors import ConfigError, InputError, KGError, QueryError, StoreError, check_argument

if TYPE_CHECKING:
    from collections.abc import Callable

GRAPH = "out/claims.ttl"
ANY: Any = None
"""Stands in for what a type checker would refuse."""


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda _: kg.Config(base=ANY), ConfigError, "base cannot be None; give the beginning of an IRI"),
        (lambda _: kg.Config(base="x"), ConfigError, "base cannot be 'x'"),
        (lambda _: kg.Config(base="urn:x y"), ConfigError, "base cannot be 'urn:x y'"),
        (lambda _: kg.Config(extractor=3), ConfigError, "extractor cannot be 3; give its name, or None"),
        (lambda _: kg.Config(min_confidence="0.5"), ConfigError, "min_confidence cannot be '0.5'; give a number"),
        (lambda _: kg.Metadata(publisher=3), ConfigError, "publisher cannot be 3; give a text, or None"),
        (lambda _: kg.Metadata(columns=["text"]), ConfigError, r"columns cannot be \['text'\]; give names"),
        (lambda _: kg.read_documents("seeds", kg.Config()), ConfigError, r"metadata cannot be Config\("),
        (lambda _: kg.read_documents("seeds", {"publisher": "x"}), ConfigError, "metadata cannot be {'publisher'"),
        (lambda _: kg.read_documents(StringIO("news.txt")), InputError, "an open file; give its path"),
        (lambda _: kg.read_documents([7]), InputError, "what is read cannot be 7; give a path"),
        (lambda _: kg.read_documents(7), InputError, "what is read cannot be 7"),
        (lambda _: kg.extract_documents("seeds", kg.Metadata()), ConfigError, r"config cannot be Metadata\("),
        (lambda out: kg.build_graph("seeds", out, kg.Config(), {}), ConfigError, "metadata cannot be {}"),
        (lambda out: kg.build_graph("seeds", out, workers=-1), ConfigError, "workers cannot be -1; give a whole number from 1"),
        (lambda out: kg.build_graph("seeds", out, workers="2"), ConfigError, "workers cannot be '2'"),
        (lambda out: kg.build_graph([], out), InputError, "none was given; name files or folders"),
        (lambda _: kg.read([GRAPH]), StoreError, r"the graph cannot be \['out/claims.ttl'\]; give the path"),
        (lambda _: kg.read(ANY), StoreError, "the graph cannot be None"),
        (lambda _: kg.read(3), StoreError, "the graph cannot be 3"),
        (lambda _: kg.query_graph(GRAPH, "said-by", "Ann Lee"), QueryError, "parameters cannot be 'Ann Lee'; give a dictionary"),
        (lambda _: kg.query_graph(GRAPH, 3), QueryError, "the question cannot be 3; give the name"),
        (lambda _: kg.search_graph(GRAPH, ["tags"]), QueryError, r"words cannot be \['tags'\]"),
        (lambda _: kg.search_graph(GRAPH, "tags", limit="5"), QueryError, "limit cannot be '5'; give a whole number"),
        (lambda _: kg.search_graph(GRAPH, "tags", limit=0), QueryError, "limit cannot be 0"),
        (lambda _: kg.Wanted(source=["Ann Lee"]), QueryError, r"source cannot be \['Ann Lee'\]"),
        (lambda _: kg.Wanted(since="31.12.2030"), QueryError, "since cannot be '31.12.2030'; give a day as YYYY-MM-DD"),
        (lambda _: kg.Wanted(until="12/31/2030"), QueryError, "until cannot be '12/31/2030'"),
        (lambda _: kg.Wanted(since=2010), QueryError, "since cannot be 2010; give a text, or a day"),
        (lambda _: kg.Wanted(until="foo"), QueryError, "until cannot be 'foo'"),
        (lambda _: kg.export_graph(GRAPH, "CSV"), ConfigError, "unknown form 'CSV'; choose from csv, gexf"),
        (lambda _: kg.export_graph(GRAPH, "csv", {}), QueryError, r"wanted cannot be {}; give kg.Wanted"),
        (lambda _: kg.view_graph(ANY), StoreError, "the graph cannot be None"),
        (lambda _: kg.check_graph(ANY), StoreError, "the graph cannot be None"),
        (lambda out: kg.merge_graphs([GRAPH], out, "j.tsv"), ConfigError, "base cannot be 'j.tsv'"),
        (lambda out: kg.merge_graphs([Store()], out), InputError, "what is read cannot be <pyoxigraph"),
        (lambda _: kg.correct_graph([GRAPH], "c.tsv"), StoreError, r"the graph cannot be \["),
        (lambda out: kg.propose_links(GRAPH, out, date="foo"), QueryError, "date cannot be 'foo'"),
        (lambda out: kg.propose_links(GRAPH, out, base="x"), ConfigError, "base cannot be 'x'"),
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
