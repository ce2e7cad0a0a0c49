"""A store outlives whatever happens to those who write and read it: kills, two builds at once, ten readers."""

from __future__ import annotations

import fcntl
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from kg.disk import folders
from kg.disk.folders import _is_held
from kg.rdf import to_nquads
from kg.store import build_store, building, open_store
from tests.rdf.examples import quads_saying
from tests.store.test_store import dumped

if TYPE_CHECKING:
    from pathlib import Path

    from kg.rdf import Quad

KILLS = 20
READERS = 10
BUILDS = 8
ARTICLES = 40
VERSIONS = ("it rains", "it snows")

BUILD = """
import sys
from pathlib import Path
from kg.errors import StoreError
from kg.store import build_store
print("ready", flush=True)
for line in sys.stdin:
    try:
        build_store(Path(sys.argv[1]), Path(line.strip()))
    except StoreError as error:
        print(error, flush=True)
    else:
        print("built", flush=True)
"""
READ = """
import sys, threading
from pathlib import Path
from kg.query import run
from kg.store import open_store
ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
print("ready", flush=True)
reads = 0
while not ended.is_set() or reads < 3:
    graph = open_store(Path(sys.argv[1]))
    rows = run(graph, "SELECT DISTINCT ?t { ?s <https://w3id.org/claim-source#states>/<https://schema.org/text> ?t }")
    texts = {row[0].value.split(": ")[1] for row in rows}
    words = len(graph.index.claims("rains")), len(graph.index.claims("snows"))
    assert (texts, words) in (({"it rains"}, (40, 0)), ({"it snows"}, (0, 40))), (texts, words)
    reads += 1
print(reads)
"""


def article(number: int, words: str) -> list[Quad]:
    """An article that says some words, under an IRI that does not depend on them."""
    quads = quads_saying(f"Article {number}: {words}")
    return [(*quad[:3], type(quad[3])(f"https://example.org/article/{number}")) for quad in quads]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A file for each version of the same articles."""
    paths = {words: tmp_path / f"{words}.nq" for words in VERSIONS}
    for words, path in paths.items():
        quads = [quad for number in range(ARTICLES) for quad in article(number, words)]
        path.write_text(to_nquads(quads), encoding="utf-8", newline="")
    return paths


def program(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A program that is ready."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def told(process: subprocess.Popen[str], path: Path) -> None:
    """Have a builder build from a file."""
    assert process.stdin is not None
    process.stdin.write(f"{path}\n")
    process.stdin.flush()


def heard(process: subprocess.Popen[str]) -> str:
    """What a builder says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def held(target: Path) -> str:
    """All that a store holds; its index must be of the same articles."""
    graph = open_store(target)
    found = dumped(graph.store)
    words = next(words for words in VERSIONS if words in found)
    assert graph.index is not None
    assert len(graph.index.claims(words)) == ARTICLES
    return found


def test_a_build_killed_at_any_moment_leaves_one_whole_store(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    target, chance = tmp_path / "store", random.Random(6)  # noqa: S311 - no secret
    whole = {path.read_text("utf-8") for path in files.values()}
    began = time.monotonic()
    build_store(target, files["it rains"])
    lasts = time.monotonic() - began
    for kill in range(KILLS):
        with program(BUILD, target) as builder:
            told(builder, files[VERSIONS[kill % 2]])
            time.sleep(chance.uniform(0, lasts))  # any moment
            builder.kill()
        assert held(target) in whole
    build_store(target, files["it snows"])
    assert held(target) == files["it snows"].read_text("utf-8")
    hidden = {path for path in tmp_path.iterdir() if path.name.startswith(".")}
    assert all(
        _is_held(folder) for path in hidden for folder in path.iterdir()
    )  # only what we still read is left


def test_two_builds_at_once_give_one_of_both(tmp_path: Path, files: dict[str, Path]) -> None:
    target = tmp_path / "store"
    whole = {path.read_text("utf-8") for path in files.values()}
    with program(BUILD, target) as one, program(BUILD, target) as other:
        for _ in range(BUILDS):
            told(one, files["it rains"])
            told(other, files["it snows"])
            results = [heard(one), heard(other)]
            assert "built" in results
            for result in results:
                assert (
                    result == "built"
                    or "is in use by another process; wait until it ends, or stop it" in result
                )
            assert held(target) in whole
        one.communicate()
        other.communicate()


def test_ten_readers_while_one_writes_see_one_version_each_time(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    target = tmp_path / "store"
    build_store(target, files["it rains"])
    readers = [program(READ, target) for _ in range(READERS)]
    for build in range(BUILDS):
        build_store(target, files[VERSIONS[build % 2]])
    for reader in readers:
        out, errors = reader.communicate()
        assert reader.returncode == 0, errors
        assert int(out) >= 3


def test_whoever_reads_a_store_reads_on_when_another_takes_its_place(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    target = tmp_path / "store"
    build_store(target, files["it rains"])
    before = open_store(target)
    with building(target, files["it snows"]):
        assert held(target) == files["it rains"].read_text("utf-8")  # until all is done
    assert held(target) == files["it snows"].read_text("utf-8")
    assert dumped(before.store) == files["it rains"].read_text("utf-8")
    with pytest.raises(ZeroDivisionError), building(target, files["it rains"]):
        _ = 1 // 0
    assert held(target) == files["it snows"].read_text("utf-8")


def test_a_folder_that_is_replaced_while_it_is_being_locked_is_not_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    lock = fcntl.flock

    def late(descriptor: int, operation: int) -> None:
        monkeypatch.setattr(fcntl, "flock", lock)
        with folders.replacing(target) as new:
            new.mkdir()
            (new / "new").touch()
        lock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    assert [path.name for path in folders.hold(target).iterdir()] == ["new"]
