"""RDF from standard input is merged as that of a file is, whatever its format."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from kg.errors import InputError
from kg.merge import merge_graphs

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://example.org/id/"
NAME = '<https://example.org/a> <https://schema.org/name> "Ann"'


def pipe(monkeypatch: pytest.MonkeyPatch, data: str) -> None:
    """Let standard input be some bytes."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data.encode())))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(f"{NAME} .\n", id="N-Triples"),
        pytest.param(f"{NAME} <x:g> .\n", id="N-Quads"),
        pytest.param(f"# a comment\n\n{NAME} .\n", id="a comment first"),
        pytest.param(
            "@prefix s: <https://schema.org/> .\n<https://example.org/a> s:name 'Ann' .",
            id="Turtle",
        ),
        pytest.param(f"<x:g> {{ {NAME} }}", id="TriG"),
        pytest.param(
            '{"@id": "https://example.org/a", "https://schema.org/name": "Ann"}', id="JSON-LD"
        ),
        pytest.param(
            '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="https://schema.org/">'
            '<rdf:Description rdf:about="https://example.org/a"><s:name>Ann</s:name></rdf:Description></rdf:RDF>',
            id="RDF/XML",
        ),
    ],
)
def test_a_graph_of_any_format_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str
) -> None:
    (tmp_path / "b.nt").write_text(NAME.replace("Ann", "Bo") + " .\n", encoding="utf-8")
    pipe(monkeypatch, data)
    merge_graphs(["-", str(tmp_path / "b.nt")], tmp_path / "out", BASE)
    lines = (tmp_path / "out" / "claims.nq").read_text(encoding="utf-8").splitlines()
    assert [line.split(" ")[2] for line in lines] == ['"Ann"', '"Bo"']
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert "standard-input" not in json.dumps(report)


def test_what_is_broken_in_it_is_named_by_no_file_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe(monkeypatch, f"{NAME} .\n<no> line\n")
    report = merge_graphs(["-"], tmp_path / "out", BASE)
    assert [problem.where for problem in report.problems] == ["standard-input.nq:2"]
    pipe(monkeypatch, "It rained.")
    with pytest.raises(InputError, match=r"^standard-input\.trig: is broken"):
        merge_graphs(["-"], tmp_path / "out", BASE)
