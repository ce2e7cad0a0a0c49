"""Two whole builds at once in one folder, and ten who read it meanwhile: one documented error, and no wrong row."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from kg.store import read_store
from tests.build.conftest import PATIENCE, command, outputs
from tests.store.test_store import dumped

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = 3
READERS = 10
MOMENTS = 30
ARTICLES = 4
NAMES = ("Ann Lee", "Bo Ek")
IN_USE = "is in use by another build; wait until it ends, or stop it"

READ = """
import os, sys, threading
from pathlib import Path
from kg.query import run
from kg.store import open_graph
os.nice(15)
ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
states = []
while not ended.is_set() or len(states) < 3:
    graph = open_graph(Path(sys.argv[1]))
    names = [name for name in sys.argv[2:] if graph.index.called(name)]
    assert len(names) == 1, names
    rows = [tuple(term and term.value for term in row) for row in run(graph, "said-by", {"name": names[0]})]
    states.append((names[0], str(sorted(rows, key=str))))
    if len(states) == 1:
        print("ready", flush=True)
print(len(states))
for state in sorted(set(states)):
    print(*state)
"""
OPEN = """
import sys, time
from pathlib import Path
from kg.build.manifest import open_manifest
from kg.errors import StoreError
print("ready", flush=True)
for line in sys.stdin:
    moment, folder = line.strip().split(" ", 1)
    while time.monotonic() < float(moment):  # of the machine, so that all begin at once
        pass
    try:
        with open_manifest(Path(folder)):
            print("open", flush=True)
            sys.stdin.readline()
    except StoreError as error:
        print(error, flush=True)
        sys.stdin.readline()
"""


def program(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A program that is ready."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def seen(reader: subprocess.Popen[str]) -> set[str]:
    """The answers that a reader got in all its reads, of which there are some."""
    lines, errors = reader.communicate(timeout=PATIENCE)
    assert reader.returncode == 0, errors
    reads, *answers = lines.splitlines()
    assert int(reads) >= 3
    return set(answers)


def build(news: Path, out: Path) -> subprocess.Popen[str]:
    """A build that has begun; what earlier ones left and it doesn't read goes."""
    arguments = (
        "build",
        str(news),
        "--prune",
        "--extractor",
        "rules",
        "--workers",
        "1",
        "-q",
        "-o",
        str(out),
    )
    return subprocess.Popen(command(*arguments), stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """Two folders of articles, each of another speaker, and where each is built with nobody near."""
    place = tmp_path_factory.mktemp("alone")
    alone = {}
    for name in NAMES:
        folder = place / name
        folder.mkdir()
        for number in range(ARTICLES):
            (folder / f"{number}.txt").write_text(
                f"Ferry {number} is late, {name} said on Monday.\n", encoding="utf-8"
            )
        alone[folder] = place / f"{name} built"
        with build(folder, alone[folder]) as process:
            assert process.wait(PATIENCE) == 0
    return alone


def test_two_builds_at_once_and_ten_readers(alone: dict[Path, Path], tmp_path: Path) -> None:
    right = {answer for out in alone.values() for answer in seen(program(READ, out, *NAMES))}
    assert len(right) == len(NAMES)
    whole = [outputs(out) for out in alone.values()]
    out = tmp_path / "out"
    with build(next(iter(alone)), out) as first:
        assert first.wait(PATIENCE) == 0
    readers = [program(READ, out, *NAMES) for _ in range(READERS)]
    for _ in range(ROUNDS):
        builds = [build(folder, out) for folder in alone]
        ended = [(one.communicate(timeout=PATIENCE)[1], one.returncode) for one in builds]
        assert ("", 0) in ended
        assert all(end == ("", 0) or (end[1] == 2 and IN_USE in end[0]) for end in ended), ended
        assert outputs(out) in whole
        assert dumped(read_store(out)) == (out / "claims.nq").read_text("utf-8")
    assert {answer for reader in readers for answer in seen(reader)} <= right


def test_of_two_that_begin_at_the_same_moment_one_builds(tmp_path: Path) -> None:
    with program(OPEN) as one, program(OPEN) as other:
        for number in range(MOMENTS):
            moment = time.monotonic() + 0.01
            for process in (one, other):
                assert process.stdin is not None
                process.stdin.write(f"{moment} {tmp_path / str(number) / 'shards'}\n")
                process.stdin.flush()
            said = []
            for process in (one, other):
                assert process.stdout is not None
                said.append(process.stdout.readline().strip())
            assert sorted(line.endswith(IN_USE) for line in said) == [False, True], said
            assert "open" in said
            for process in (one, other):
                assert process.stdin is not None
                process.stdin.write("\n")
                process.stdin.flush()
        one.communicate()
        other.communicate()


def test_a_build_that_is_killed_leaves_no_lock(tmp_path: Path) -> None:
    shards = tmp_path / "shards"
    with program(OPEN) as one:
        assert one.stdin is not None
        assert one.stdout is not None
        one.stdin.write(f"0 {shards}\n")
        one.stdin.flush()
        assert one.stdout.readline() == "open\n"
        one.kill()
    with program(OPEN) as other:
        said, _ = other.communicate(f"0 {shards}\n")
    assert said == "open\n"
    assert not (shards / "manifest.lock").exists()
