"""The laws of a merge: it is the union of sets, whatever the order, the format and the number of inputs."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from kg.disk import sorting
from kg.errors import InputError
from kg.merge import merge_graphs, runs, union
from kg.merge.union import sort_inputs, unite_inputs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.errors import Problem

BASE = "https://example.org/id/"

iris = st.sampled_from([NamedNode(f"https://example.org/{name}") for name in "abc"])
schema = st.sampled_from([NamedNode(f"{scheme}://schema.org/name") for scheme in ("http", "https")])
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=4) | st.sampled_from(
    ["<http://schema.org/name>", '" <http://schema.org/name> .', "_:a"]
)
OLD_TYPE = NamedNode("http://schema.org/Text")
literals = st.one_of(
    texts.map(Literal),
    texts.map(lambda text: Literal(text, language="fr")),
    texts.map(lambda text: Literal(text, datatype=OLD_TYPE)),
    st.integers().map(Literal),
)
quads = st.builds(Quad, iris, iris | schema, iris | literals, iris | st.just(DefaultGraph()))
graphs = st.lists(quads, max_size=8)


def written(folder: Path, *inputs: Iterable[Quad]) -> list[Path]:
    """Each input as a file in a folder."""
    paths = [folder / f"{number}.nq" for number in range(len(inputs))]
    for path, found in zip(paths, inputs, strict=True):
        path.write_bytes(pyoxigraph.serialize(found, format=RdfFormat.N_QUADS) or b"")
    return paths


def union_of(folder: Path, *paths: Path) -> bytes:
    """The bytes of a merge."""
    folder.mkdir(exist_ok=True)
    problems: list[Problem] = []
    inputs = sort_inputs(paths, folder, BASE, problems)
    assert all("holds nothing" in problem.message for problem in problems)
    return b"".join(line + b"\n" for line, _ in unite_inputs(inputs, folder))


@pytest.fixture(params=[1 << 25, 1], ids=["in memory", "a run a line"], autouse=True)
def length_of_runs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "_RUN_BYTES", request.param)
    monkeypatch.setattr(sorting, "_MOST_OPEN", 2 if request.param == 1 else 100)


laws = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)


@laws
@given(graphs, graphs, graphs)
def test_the_laws_of_union(
    tmp_path_factory: pytest.TempPathFactory, a: list[Quad], b: list[Quad], c: list[Quad]
) -> None:
    folder = tmp_path_factory.mktemp("laws")
    one, two, three = written(folder, a, b, c)

    def both(name: str, *paths: Path) -> Path:
        path = folder / f"{name}.nq"
        path.write_bytes(union_of(folder / name, *paths))
        return path

    alone = both("alone", one)
    assert both("twice", one, one).read_bytes() == alone.read_bytes()
    assert both("again", alone, one).read_bytes() == alone.read_bytes()
    assert both("ab", one, two).read_bytes() == both("ba", two, one).read_bytes()
    right, left = both("bc", two, three), both("a-b", one, two)
    assert both("a(bc)", one, right).read_bytes() == both("(ab)c", left, three).read_bytes()


def in_our_schema(quad: Quad) -> Quad:
    """A quad with the namespace of schema.org that we use, in its predicate and its datatype."""
    predicate, found = quad.predicate, quad.object
    if predicate.value.startswith("http://schema.org/"):
        predicate = NamedNode(predicate.value.replace("http:", "https:", 1))
    if isinstance(found, Literal) and found.datatype == OLD_TYPE:
        found = Literal(found.value, datatype=NamedNode("https://schema.org/Text"))
    return Quad(quad.subject, predicate, found, quad.graph_name)


@laws
@given(graphs)
def test_nothing_is_lost_and_nothing_invented(
    tmp_path_factory: pytest.TempPathFactory, a: list[Quad]
) -> None:
    folder = tmp_path_factory.mktemp("same")
    result = set(
        pyoxigraph.parse(
            input=union_of(folder / "runs", *written(folder, a)), format=RdfFormat.N_QUADS
        )
    )
    expected = {in_our_schema(quad) for quad in a}
    held = {quad.triple for quad in expected if quad.graph_name != DefaultGraph()}
    assert result == {
        quad for quad in expected if quad.graph_name != DefaultGraph() or quad.triple not in held
    }


SAME = b'<https://example.org/a> <https://schema.org/name> "A" .\n'
FORMS = {
    "a.nt": SAME,
    "a.nq": SAME,
    "a.ttl": b'@prefix s: <http://schema.org/> . <https://example.org/a> s:name "A" .',
    "a.trig": b'@prefix s: <http://schema.org/> . { <https://example.org/a> s:name "A" }',
    "a.rdf": b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://schema.org/">'
    b'<rdf:Description rdf:about="https://example.org/a"><s:name>A</s:name></rdf:Description></rdf:RDF>',
    "a.jsonld": b'{"@context": "https://schema.org", "@id": "https://example.org/a", "name": "A"}',
    "a.nt.gz": gzip.compress(SAME),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_format_says_the_same(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FORMS[name])
    assert union_of(tmp_path / "runs", tmp_path / name) == SAME


def test_a_folder_a_store_and_a_build_are_inputs(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, data in FORMS.items():
        (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "in" / "notes.txt").write_text("no RDF")
    first = merge_graphs([str(tmp_path / "in")], tmp_path / "out", BASE)
    again = merge_graphs(
        [str(tmp_path / "out"), str(tmp_path / "out" / "store")], tmp_path / "again", BASE
    )
    assert [first.quads, again.quads, len(first.inputs), len(again.inputs)] == [1, 1, len(FORMS), 2]
    assert (
        (tmp_path / "out" / "claims.nq").read_bytes()
        == (tmp_path / "again" / "claims.nq").read_bytes()
        == SAME
    )


def test_large_inputs_are_read_in_processes_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.nt").write_bytes(SAME)
    (tmp_path / "b.ttl").write_bytes(b"<broken")
    (tmp_path / "c.nt").write_bytes(b"<x:a> <x:b> no\n" + SAME)
    paths = [str(tmp_path / name) for name in ("a.nt", "b.ttl", "c.nt")]
    here, there = tmp_path / "here", tmp_path / "there"
    report = merge_graphs(paths, here, BASE)
    monkeypatch.setattr(union, "_WORTH_PROCESSES", 0)
    assert merge_graphs(paths, there, BASE) == report
    assert [problem.where.rsplit("/", 1)[-1] for problem in report.problems] == ["b.ttl", "c.nt:1"]
    assert (here / "claims.nq").read_bytes() == (there / "claims.nq").read_bytes() == SAME


def test_a_merge_into_one_of_its_inputs_changes_nothing(tmp_path: Path) -> None:
    [path] = written(tmp_path, [])
    path.write_bytes(SAME)
    merge_graphs([str(path)], tmp_path / "out", BASE)
    before = {
        file.name: file.read_bytes()
        for file in (tmp_path / "out").iterdir()
        if file.suffix in {".nq", ".ttl"}
    }
    merge_graphs([str(tmp_path / "out"), str(path)], tmp_path / "out", BASE)
    assert {name: (tmp_path / "out" / name).read_bytes() for name in before} == before


@pytest.mark.parametrize(
    ("inputs", "mark", "is_kept"),
    [
        pytest.param(["a.nq"], "claims.nq", True, id="a build that is no input"),
        pytest.param(["a.nq"], "shards", True, id="a build that is not finished"),
        pytest.param(["a.nq"], "CURRENT", True, id="a store"),
        pytest.param(["a.nq"], "notes.txt", False, id="something else"),
        pytest.param(["a.nq", "out"], "claims.nq", False, id="an input"),
        pytest.param(["a.nq", "out/claims.nq"], "claims.nq", False, id="with an input in it"),
    ],
)
def test_a_build_that_is_no_input_is_not_replaced(
    tmp_path: Path, inputs: list[str], mark: str, *, is_kept: bool
) -> None:
    (tmp_path / "a.nq").write_bytes(SAME)
    out = tmp_path / "out"
    out.mkdir()
    (out / mark).write_bytes(b"")
    paths = [tmp_path / name for name in inputs]
    if is_kept:
        with pytest.raises(InputError, match="holds a build that is none of the inputs"):
            merge_graphs(paths, out, BASE)
        assert [file.name for file in out.iterdir()] == [mark]
        return
    merge_graphs(paths, out, BASE)
    merge_graphs([tmp_path / "a.nq"], out, BASE)  # of a merge that was written before
    assert (out / "claims.nq").read_bytes() == SAME
