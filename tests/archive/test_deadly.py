"""A file that kills whoever reads it: the others are built, and it is listed."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.articles import articles
from tests.archive.conftest import PATIENCE, ROOT, kg, outputs
from tests.archive.test_cluster import cluster

if TYPE_CHECKING:
    from pathlib import Path

FILES = 30  # more than one task


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some articles, and a deadly one among them."""
    folder = tmp_path_factory.mktemp("news")
    for number, article in enumerate(articles(FILES)):
        (folder / f"{number}.txt").write_text(article["text"], encoding="utf-8")
    (folder / "deadly.txt").write_text("It rained, Ann Lee said.", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def without_it(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What comes of the other articles."""
    out = tmp_path_factory.mktemp("without")
    paths = sorted(str(path) for path in folder.glob("[0-9]*.txt"))
    assert kg("build", *paths, "--extractor", "rules", "--workers", "1", "-o", str(out)).returncode == 0
    return outputs(out)


def deadly_kg(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `kg` to its end, whichever that is."""
    command = [sys.executable, "-c", "from tests.archive.deadly import kg; kg()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE, cwd=ROOT)


def check_that_it_is_listed(
    done: subprocess.CompletedProcess[str], out: Path, without_it: dict[str, bytes], name: str = "deadly"
) -> None:
    [line] = done.stderr.splitlines()
    assert f"{name}.txt: ends the process that reads it" in line
    assert done.returncode == 1
    assert outputs(out) == without_it


def test_by_processes_of_its_own(folder: Path, without_it: dict[str, bytes], tmp_path: Path) -> None:
    done = deadly_kg("build", str(folder), *options(tmp_path), "--workers", "2")
    check_that_it_is_listed(done, tmp_path, without_it)


def test_that_never_ends(folder: Path, without_it: dict[str, bytes], tmp_path: Path) -> None:
    endless = tmp_path / "endless.txt"
    endless.write_text("It rains.", encoding="utf-8")
    paths = (str(path) for path in (*sorted(folder.glob("[0-9]*.txt")), endless))
    done = deadly_kg("build", *paths, *options(tmp_path / "out"), "--workers", "2")
    check_that_it_is_listed(done, tmp_path / "out", without_it, "endless")


def test_by_one_process_run_again(folder: Path, without_it: dict[str, bytes], tmp_path: Path) -> None:
    arguments = ("build", str(folder), *options(tmp_path), "--workers", "1")
    assert deadly_kg(*arguments).returncode == -signal.SIGKILL
    check_that_it_is_listed(deadly_kg(*arguments), tmp_path, without_it)
    check_that_it_is_listed(deadly_kg(*arguments), tmp_path, without_it)  # it is not tried again unless it changes


def test_by_a_cluster(
    folder: Path, without_it: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "1")
    with cluster(tmp_path / "cluster", workers=2, nanny=True) as (address, _):
        done = deadly_kg("build", str(folder), *options(tmp_path / "out"), "--scheduler", address)
    check_that_it_is_listed(done, tmp_path / "out", without_it)


def options(out: Path) -> tuple[str, ...]:
    return "--extractor", "rules", "-q", "-o", str(out)
