"""The public API as a user's type checker sees it: checked by mypy, never run.

A line with `type: ignore` is wrong on purpose; mypy complains if it finds nothing wrong with it,
as it would were all of `kg` of type Any.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import assert_type

import kg
from kg import (
    Config,
    Document,
    Entity,
    KeepText,
    KGError,
    Kind,
    Limits,
    Linked,
    MergeReport,
    Metadata,
    Problem,
    QueryAnswer,
    QueryError,
    Report,
    ResolvedDocument,
    Service,
    Span,
    Statement,
    Wanted,
)


def read() -> None:
    assert_type(kg.read_documents(["seeds"]), Iterator[Document | Problem])
    metadata = Metadata(publisher="The Paper", published=date(2025, 9, 4))
    kg.read_documents(["seeds"], metadata)
    kg.read_documents([Path("seeds")])
    kg.read_documents("seeds")
    kg.read_documents(7)  # type: ignore[arg-type]


def extract() -> None:
    config = Config(keep_text=KeepText.FULL, types=frozenset({"assertion"}))
    problems: list[Problem] = []
    for article in kg.extract_documents(["seeds"], config, None, problems):
        assert_type(article, ResolvedDocument)
        for found in article.statements:
            assert_type(found.statement, Statement)
            assert_type(found.statement.content, tuple[Span, ...])
            assert_type(found.who[0].entity, Entity)
            assert_type(found.who[0].entity.kind, Kind)
            found.statement.confidence = 1  # type: ignore[misc]


def build() -> None:
    report = kg.build_graph(["seeds"], Path("out"), Config(), limits=Limits(seconds=60))
    assert_type(report, Report)
    assert_type(kg.build_graph("seeds"), Report)
    assert_type(kg.read("out"), QueryAnswer)
    assert_type(report.statements, int)
    kg.build_graph(["seeds"], Path("out"), Config(), workers="two")  # type: ignore[arg-type]


def query() -> None:
    answer = kg.query_graph("out", "said-by", {"name": "Ann Lee"})
    assert_type(answer, QueryAnswer)
    assert_type(list(answer), list[dict[str, str]])
    assert_type(kg.search_graph(Path("out"), "harbour", limit=3).to_text("csv"), str)
    kg.query_graph("out", "said-by", ["Ann Lee"])  # type: ignore[arg-type]


def show() -> None:
    wanted = Wanted(about="Kim", since=date(2025, 1, 1))
    assert_type(kg.write_page("out", "view.html", wanted), int)
    assert_type(kg.export_graph("out", "csv", wanted, question="hedged"), bytes)
    kg.export_graph("out")  # type: ignore[call-arg]


def join() -> None:
    service = Service(url="https://example.org/reconcile", cache=Path("kept.jsonl"))
    linked = kg.propose_links(["one", Path("two")], "judgements.sssom.tsv", service=service)
    assert_type(linked, Linked)
    report = kg.merge_graphs(["one", "two"], Path("both"), Config().base, linked.file)
    assert_type(report, MergeReport)
    assert_type(kg.check_store("both").problems, tuple[Problem, ...])
    assert_type(kg.check_graph("both", is_merged=True), list[Problem])


def fail() -> None:
    try:
        kg.query_graph("out", "no such question")
    except QueryError as error:
        assert_type(str(error), str)
    except KGError:
        kg.no_such_verb()  # type: ignore[attr-defined]
