"""A damaged store is refused, or answers as if it were whole: never otherwise, and never taking all memory."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg.errors import StoreError
from kg.rdf import to_nquads
from kg.store import build_store, check_store, open_store, sums
from kg.store.sums import SUMS, _parts_of
from tests.rdf.examples import QUADS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


SECONDS = 60
KILLED_AFTER = 3 << 30
"""Bytes of memory that a child may have; Oxigraph and Python take a tenth of it."""
REMEDY = "run the `kg build` or `kg merge` that made it again"
ASK = f"""
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, ({KILLED_AFTER}, {KILLED_AFTER}))
from kg.errors import KGError
from kg.query import run
from kg.query.results import show
from kg.store import open_store
for name in sys.argv[1:]:
    try:
        graph = open_store(Path(name))
        rows = show(run(graph, "SELECT ?s ?p ?o {{ ?s ?p ?o }} ORDER BY ?s ?p ?o"), "csv")
        named = show(run(graph, "SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} }}"), "csv")
        print(hash((rows, named, *graph.index.names(), *graph.index.claims("kim"))), flush=True)
    except KGError as error:
        print("refused:", error, flush=True)
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that nobody has damaged."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "claims.nq").write_text(to_nquads(QUADS), encoding="utf-8", newline="")
    build_store(folder / "store", folder / "claims.nq")
    return folder / "store"


def flip(path: Path, chance: random.Random) -> None:
    """Change one bit."""
    data = bytearray(path.read_bytes() or b"\0")
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def flip_end(path: Path, chance: random.Random) -> None:
    """Change one bit of the last 53 bytes, where a table of RocksDB says what is where, without a checksum."""
    data = bytearray(path.read_bytes() or b"\0")
    data[-1 - chance.randrange(min(53, len(data)))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def halve(path: Path, _: random.Random) -> None:
    """Cut in half."""
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path, _: random.Random) -> None:
    """Leave nothing in it."""
    os.truncate(path, 0)


def delete(path: Path, _: random.Random) -> None:
    """Delete."""
    path.unlink()


def lengthen(path: Path, chance: random.Random) -> None:
    """Put a few bytes behind."""
    path.write_bytes(path.read_bytes() + chance.randbytes(chance.randrange(1, 9)))


def zero(path: Path, chance: random.Random) -> None:
    """A page of the disk that reads as zeros."""
    data = bytearray(path.read_bytes())
    start = chance.randrange(max(1, len(data)))
    data[start : start + 4096] = bytes(len(data[start : start + 4096]))
    path.write_bytes(data)


def exchange(path: Path, chance: random.Random) -> None:
    """Exchange with another file."""
    other = chance.choice([one for one in sorted(path.parent.iterdir()) if one != path])
    mine, others = path.read_bytes(), other.read_bytes()
    path.write_bytes(others)
    other.write_bytes(mine)


DAMAGES: list[Callable[[Path, random.Random], None]] = [
    flip,
    flip_end,
    halve,
    empty,
    delete,
    lengthen,
    zero,
    exchange,
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_store_is_refused_or_answers_as_if_whole(
    whole: Path, tmp_path: Path, damage: Callable[[Path, random.Random], None]
) -> None:
    chance = random.Random(damage.__name__)  # noqa: S311 - no secret
    names = [path.name for path in [*_parts_of(whole), whole / SUMS]]
    for number, name in enumerate(names):
        shutil.copytree(whole, tmp_path / str(number))
        damage(tmp_path / str(number) / name, chance)
    command = [
        sys.executable,
        "-c",
        ASK,
        str(whole),
        *(str(tmp_path / str(number)) for number in range(len(names))),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True)
    healthy, *answers = done.stdout.splitlines()
    assert len(answers) == len(names), done.stderr
    for name, answer in zip(names, answers, strict=True):
        assert answer == healthy or (
            answer.startswith("refused: the store") and answer.endswith(REMEDY)
        ), name
    assert sum(answer != healthy for answer in answers) > len(names) / 2


def test_of_a_large_store_what_was_touched_is_read_and_all_of_it_on_request(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    shutil.copytree(whole, store)
    monkeypatch.setattr(sums, "_READ_AT_OPENING", -1)
    table = max(store.glob("*.sst"), key=lambda path: path.stat().st_size)
    flip(table, random.Random(1))  # noqa: S311 - no secret
    with pytest.raises(
        StoreError, match=rf"damaged.*\({table.name} is not as it was written\); run the `kg build`"
    ):
        open_store(store)
    [problem] = check_store(store).problems
    assert problem.message == f"{table.name} is not as it was written"
    shutil.rmtree(store)
    build_store(store, whole.parent / "claims.nq")
    monkeypatch.setattr(
        sums, "_digest_of", lambda _: pytest.fail("a file that lies there untouched is read again")
    )
    open_store(store)


def test_a_store_is_checked_by_us_and_by_sha256sum(whole: Path) -> None:
    checked = check_store(whole.parent)
    assert (checked.files, checked.problems) == (len(list(_parts_of(whole))), ())
    assert checked.size == sum(path.stat().st_size for path in _parts_of(whole))
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=whole, check=True)


def test_a_store_without_checksums_answers_and_is_not_called_whole(
    whole: Path, tmp_path: Path
) -> None:
    shutil.copytree(whole, tmp_path / "store")
    (tmp_path / "store" / SUMS).unlink()
    assert len(open_store(tmp_path).store) == len(open_store(whole).store)
    with pytest.raises(
        StoreError, match=f"has no {SUMS}, so nobody can tell whether it is whole; run"
    ):
        check_store(tmp_path)
    with pytest.raises(StoreError, match="is no store"):
        check_store(tmp_path.parent)


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-000005", SUMS, "search.sqlite"])
def test_a_damaged_store_is_built_anew_by_the_command_that_made_it(
    whole: Path, tmp_path: Path, name: str
) -> None:
    shutil.copytree(whole, tmp_path / "store")
    (tmp_path / "store" / name).write_bytes(b"")
    (tmp_path / "store" / name).unlink(missing_ok=name == "CURRENT")
    build_store(tmp_path / "store", whole.parent / "claims.nq")
    assert check_store(tmp_path).problems == ()


@pytest.mark.parametrize(
    "text", ["", "\xff", "# of another\n", "../../etc/passwd\n", "# 1 1 1 a\n" * 3]
)
def test_a_list_that_is_none_is_refused(whole: Path, tmp_path: Path, text: str) -> None:
    shutil.copytree(whole, tmp_path / "store")
    (tmp_path / "store" / SUMS).write_text(text, "latin-1")
    with pytest.raises(StoreError, match="is damaged, or another program wrote to it"):
        open_store(tmp_path)


def test_a_part_that_is_no_file_is_not_read(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "store")
    (tmp_path / "store" / "IDENTITY").unlink()
    os.mkfifo(tmp_path / "store" / "IDENTITY")
    with pytest.raises(StoreError, match="IDENTITY is no file"):
        open_store(tmp_path)
