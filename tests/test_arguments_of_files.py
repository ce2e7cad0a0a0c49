"""A wrong argument of a public function raises a KGError that says what it cannot be, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import kg

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GRAPH = "out/claims.ttl"
WRONG: list[tuple[str, Callable[[Any], object], str]] = [
    ("types", lambda _: kg.Config(types=3), "types cannot be 3"),  # type: ignore[arg-type]
    ("base", lambda _: kg.Config(base=None), "base cannot be None"),  # type: ignore[arg-type]
    ("limit of time", lambda _: kg.Limits(seconds="5"), "seconds cannot be '5'"),  # type: ignore[arg-type]
    ("no time", lambda _: kg.Limits(seconds=0), "seconds cannot be 0; give more than 0"),
    ("publisher", lambda _: kg.Metadata(publisher=3), "publisher cannot be 3"),  # type: ignore[arg-type]
    ("build", lambda _: kg.build_graph("seeds", None), "out cannot be None"),  # type: ignore[arg-type]
    ("workers", lambda out: kg.build_graph("seeds", out, workers=-1), "workers cannot be -1"),
    ("graph", lambda _: kg.read(3), "the graph cannot be 3"),  # type: ignore[arg-type]
    ("question", lambda _: kg.query_graph(GRAPH, None), "the question cannot be None"),  # type: ignore[arg-type]
    ("parameter", lambda _: kg.query_graph(GRAPH, "about", {3: "x"}), "has no parameter 3"),  # type: ignore[dict-item]
    ("words", lambda _: kg.search_graph(GRAPH, ["x"]), r"words cannot be \['x'\]"),  # type: ignore[arg-type]
    ("form", lambda _: kg.read(GRAPH).to_text("xml"), "form cannot be 'xml'; choose from table"),
    ("width", lambda _: kg.read(GRAPH).to_text(width="x"), "width cannot be 'x'"),  # type: ignore[arg-type]
    ("limit", lambda _: kg.read(GRAPH).to_text(limit="x"), "limit cannot be 'x'"),  # type: ignore[arg-type]
    ("column", lambda _: kg.read(GRAPH).to_text(columns=["who"]), "there is no column 'who'"),
    ("wanted", lambda _: kg.view_graph(GRAPH, {}), "wanted cannot be {}"),  # type: ignore[arg-type]
    ("height", lambda _: kg.view_graph(GRAPH, height="x"), "height cannot be 'x'"),  # type: ignore[arg-type]
    ("page", lambda _: kg.write_page(GRAPH, None), "out cannot be None"),  # type: ignore[arg-type]
    ("merge", lambda _: kg.merge_graphs(GRAPH, None), "out cannot be None"),  # type: ignore[arg-type]
    ("judgements", lambda out: kg.merge_graphs(GRAPH, out, judgements=3), "judgements cannot be 3"),  # type: ignore[arg-type]
    (
        "corrections",
        lambda out: kg.merge_graphs(GRAPH, out, corrections=3),  # type: ignore[arg-type]
        "corrections cannot be 3",
    ),
    ("link", lambda _: kg.propose_links([GRAPH], None), "file cannot be None"),  # type: ignore[arg-type]
    ("correct", lambda _: kg.correct_graph(GRAPH, None), "corrections cannot be None"),  # type: ignore[arg-type]
    ("check", lambda _: kg.check_graph(None), "cannot be None"),  # type: ignore[arg-type]
    ("check a store", lambda _: kg.check_store(3), "the store cannot be 3"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(
    ("call", "message"), [pytest.param(call, said, id=name) for name, call, said in WRONG]
)
def test_a_wrong_argument_is_named(
    call: Callable[[Any], object], message: str, tmp_path: Path
) -> None:
    with pytest.raises(kg.KGError, match=message):
        call(tmp_path / "made")
    assert not (tmp_path / "made").exists()
