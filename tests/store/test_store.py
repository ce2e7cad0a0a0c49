"""The store keeps what it is given, is built whole or not at all, and says who stands in the way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple

from kg.disk import folders
from kg.errors import StoreError
from kg.rdf import to_nquads, to_turtle
from kg.rdf.serialise import to_oxigraph
from kg.store import OpenStore, Server, build_store, open_graph, read_store
from kg.store.oxigraph import _without_graph
from tests.rdf.examples import BASE, QUADS, quads_saying

if TYPE_CHECKING:
    from kg import rdf

HOSTILE = 'a "quote" \\ \r\n \x00\x01\x7f \u202e 👩‍👩‍👧 e\u0301 \\u0041'


names = st.sampled_from([NamedNode("x:a"), NamedNode("x:b#c=1,2"), BlankNode("b")])
words = st.text(st.sampled_from('<x:a> _:b"\\ .@^)'), max_size=9)
literals = (
    words.map(Literal)
    | words.map(lambda text: Literal(text, language="en"))
    | st.integers().map(Literal)
)
triples = st.recursive(
    st.builds(Triple, names, st.just(NamedNode("x:p")), names | literals),
    lambda inner: st.builds(Triple, names, st.just(NamedNode("x:p")), inner),
)
graphs = names | st.just(DefaultGraph())


def write(path: Path, quads: list[rdf.Quad]) -> Path:
    path.write_text(to_nquads(quads), encoding="utf-8", newline="")
    return path


def dumped(store: Store) -> str:
    """All that the named graphs of a store hold, as canonical N-Quads; the default graph must be their union."""
    named = [quad for quad in store if quad.graph_name != DefaultGraph()]
    union = [quad.triple for quad in store if quad.graph_name == DefaultGraph()]
    assert len(union) == len(set(union))
    assert set(union) == {quad.triple for quad in named}
    return "".join(f"{quad} .\n" for quad in sorted(map(str, named)))


@pytest.mark.parametrize(
    "quads",
    [QUADS, quads_saying(HOSTILE, publisher=HOSTILE), [*QUADS, *quads_saying("It rained.")]],
)
def test_what_goes_in_comes_out_to_the_letter(tmp_path: Path, quads: list[rdf.Quad]) -> None:
    build_store(tmp_path / "store", write(tmp_path / "claims.nq", quads))
    assert dumped(read_store(tmp_path / "store")) == to_nquads(quads)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims.nq", "store"]


def test_building_again_replaces_the_store(tmp_path: Path) -> None:
    build_store(tmp_path / "store", write(tmp_path / "claims.nq", QUADS))
    build_store(tmp_path / "store", write(tmp_path / "claims.nq", quads_saying("It rained.")))
    assert dumped(read_store(tmp_path / "store")) == to_nquads(quads_saying("It rained."))


def test_a_store_may_be_built_in_folders_yet_to_be_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for target in (tmp_path / "empty", tmp_path / "a" / "b"):
        build_store(target, write(tmp_path / "claims.nq", QUADS))
        assert dumped(read_store(target)) == to_nquads(QUADS)


@pytest.mark.parametrize(
    "broken", ["<a> <b> .\n", '<x:a> <x:b> "c" <x:g> .\n<x:a> <x:b> "c', "nonsense"]
)
def test_a_failed_build_leaves_the_last_whole_store(tmp_path: Path, broken: str) -> None:
    build_store(tmp_path / "store", write(tmp_path / "claims.nq", QUADS))
    (tmp_path / "claims.nq").write_text(broken, encoding="utf-8")
    with pytest.raises(StoreError, match=r"claims\.nq is broken"):
        build_store(tmp_path / "store", tmp_path / "claims.nq")
    assert dumped(read_store(tmp_path / "store")) == to_nquads(QUADS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims.nq", "store"]


def test_a_failed_swap_puts_the_last_store_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_store(tmp_path / "store", write(tmp_path / "claims.nq", QUADS))
    monkeypatch.setattr(
        folders, "_exchange", lambda *_: False
    )  # a system that cannot do it in one step
    rename = type(tmp_path).rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError("the disk is full")
        return rename(self, target)

    monkeypatch.setattr(type(tmp_path), "rename", failing)
    with pytest.raises(StoreError, match="the disk is full"):
        build_store(tmp_path / "store", tmp_path / "claims.nq")
    assert dumped(read_store(tmp_path / "store")) == to_nquads(QUADS)


@pytest.mark.parametrize("name", ["folder", "file"])
def test_what_is_no_store_is_not_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "thesis.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="is no store; name another folder"):
        build_store(tmp_path / name, write(tmp_path / "claims.nq", QUADS))
    assert (tmp_path / "folder" / "thesis.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_store_in_use_by_another_process_is_left_alone(tmp_path: Path) -> None:
    build_store(tmp_path / "store", write(tmp_path / "claims.nq", QUADS))
    hold = "import pyoxigraph, sys; s = pyoxigraph.Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path / "store")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(StoreError, match="in use by another process; wait until it ends"):
            build_store(tmp_path / "store", tmp_path / "claims.nq")
        holder.communicate()
    build_store(tmp_path / "store", tmp_path / "claims.nq")


def test_what_two_articles_say_stands_once_in_the_union(tmp_path: Path) -> None:
    one, two = (quads_saying("It rained.", publisher=name) for name in ("The Daily", "The Weekly"))
    build_store(tmp_path / "store", write(tmp_path / "claims.nq", [*one, *two]))
    store = read_store(tmp_path / "store")
    text = pyoxigraph.NamedNode("https://schema.org/text")
    said = store.quads_for_pattern(None, text, pyoxigraph.Literal("It rained."), DefaultGraph())
    assert len(list(said)) == 3  # two statements, one claim
    build_store(tmp_path / "store", write(tmp_path / "claims.nq", two))
    assert dumped(read_store(tmp_path / "store")) == to_nquads(two)


@pytest.mark.parametrize("name", ["", "store", "claims.nq"])
@pytest.mark.parametrize("kind", [str, type(Path())])
def test_a_build_a_store_and_a_file_are_opened_by_their_paths(
    tmp_path: Path, name: str, kind: type[str | Path]
) -> None:
    build_store(tmp_path / "store", write(tmp_path / "claims.nq", QUADS))
    graph = open_graph(kind(tmp_path / name))
    assert isinstance(graph, OpenStore)
    assert dumped(graph.store) == to_nquads(QUADS)
    assert (graph.index is None) == (name == "claims.nq")


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/sparql", "HTTPS://example.org"])
def test_a_server_is_opened_by_its_address(url: str) -> None:
    assert open_graph(url) == Server(url)


@pytest.mark.parametrize("ending", ["nq", "ttl"])
def test_an_rdf_file_is_read_into_memory(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"claims.{ending}"
    path.write_text(
        to_nquads(QUADS) if ending == "nq" else to_turtle(QUADS, BASE), encoding="utf-8", newline=""
    )
    union = read_store(path).quads_for_pattern(None, None, None, DefaultGraph())
    assert {quad.triple for quad in union} == {to_oxigraph(quad).triple for quad in QUADS}


def test_a_store_that_is_only_read_cannot_be_written(tmp_path: Path) -> None:
    build_store(tmp_path / "store", write(tmp_path / "claims.nq", QUADS))
    with pytest.raises(RuntimeError, match="read-write"):
        read_store(tmp_path / "store").clear()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing", "does not exist"),
        ("missing.nq", "does not exist"),
        ("folder", "is a folder but no store; build one"),
        ("broken.ttl", "is broken: .*; write it again"),
        ("thesis.txt", "no known RDF format; the known ones are .jsonld, .nq, .nt, .trig, .ttl"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken.ttl").write_text("<a> <b>", encoding="utf-8")
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match=message):
        read_store(tmp_path / name)


def test_a_store_that_oxigraph_fails_on_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_store(tmp_path / "store", write(tmp_path / "claims.nq", QUADS))

    class Broken:
        @staticmethod
        def read_only(_: str) -> None:
            raise RuntimeError("out of file descriptors")

    monkeypatch.setattr("kg.store.opening.Store", Broken)
    with pytest.raises(
        StoreError, match=r"cannot be read \(out of file descriptors\); build it again"
    ):
        read_store(tmp_path / "store")


@given(triples, graphs)
def test_a_line_without_its_graph(
    triple: Triple, graph: NamedNode | BlankNode | DefaultGraph
) -> None:
    quad = Quad(triple.subject, triple.predicate, triple.object, graph)
    assert _without_graph(nquads(quad)) == nquads(
        Quad(triple.subject, triple.predicate, triple.object)
    )


def nquads(quad: Quad) -> bytes:
    line = pyoxigraph.serialize([quad], format=RdfFormat.N_QUADS)
    assert line is not None
    return line
