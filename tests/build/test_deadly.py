"""A document that ends the process that reads it: the others are done, and it is listed with what it takes."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import psutil
import pytest

from benchmarks.articles import articles
from tests.build.conftest import PATIENCE, ROOT, kg, outputs, wait_for, workers_of
from tests.build.test_cluster import cluster

if TYPE_CHECKING:
    from pathlib import Path

FILES = 30  # more than one task
SETTING = ("--extractor", "rules", "--seconds-per-document", "5", "--memory-per-document", "1.5")
DEADLY = {
    "deadly": ("It rained, Ann Lee said. DEADLY", "ends the process that reads it"),
    "endless": ("It rained, Ann Lee said. ENDLESS", "takes more than 5 seconds"),
    "busy": ("It rained, Ann Lee said. BUSY", "takes more than 5 seconds"),
    "greedy": ("It rained, Ann Lee said. GREEDY", "takes more than 1.5 GB of memory"),
    "unreadable": ("It rained, Ann Lee said.", "ends the process that reads it"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some articles, and deadly ones among them."""
    folder = tmp_path_factory.mktemp("news")
    for number, article in enumerate(articles(FILES)):
        (folder / f"{number}.txt").write_text(article["text"], encoding="utf-8")
    for name, (text, _) in DEADLY.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def good(folder: Path) -> list[str]:
    """The others."""
    return sorted(str(path) for path in folder.glob("[0-9]*.txt"))


@pytest.fixture(scope="module")
def without_them(good: list[str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What comes of the others."""
    out = tmp_path_factory.mktemp("without")
    assert (
        kg("build", *good, "--extractor", "rules", "--workers", "1", "-o", str(out)).returncode == 0
    )
    return outputs(out)


def deadly_kg(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run `kg` to its end, whichever that is."""
    command = [sys.executable, "-c", "from tests.build.deadly import kg; kg()", *arguments]
    return subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        cwd=ROOT,
    )


def check_that_they_are_listed(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if line.startswith("kg: ")]
    assert len(lines) == len(DEADLY)
    for name, (_, message) in DEADLY.items():
        [line] = [line for line in lines if f"{name}.txt: " in line]
        assert message in line


@pytest.mark.parametrize("workers", ["1", "2"])
def test_by_processes_of_this_machine(
    folder: Path, without_them: dict[str, bytes], tmp_path: Path, workers: str
) -> None:
    arguments = ("build", str(folder), *SETTING, "-q", "-o", str(tmp_path), "--workers", workers)
    check_that_they_are_listed(deadly_kg(*arguments))
    assert outputs(tmp_path) == without_them
    check_that_they_are_listed(kg(*arguments))  # they are not tried again unless they change
    assert outputs(tmp_path) == without_them
    assert not [path for path in (tmp_path / "shards").iterdir() if path.name.startswith(".")]


def test_what_took_too_much_is_tried_again_with_another_limit(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DEADLY["busy"][0], encoding="utf-8")
    arguments = (
        "build",
        str(tmp_path / "a.txt"),
        "--extractor",
        "rules",
        "-q",
        "-o",
        str(tmp_path / "out"),
    )
    assert deadly_kg(*arguments, "--seconds-per-document", "1").returncode == 2
    assert kg(*arguments, "--seconds-per-document", "60").returncode == 0


def test_by_a_cluster(
    folder: Path, without_them: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    with cluster(tmp_path / "cluster", workers=2, nanny=True) as (address, _):
        out = tmp_path / "out"
        done = deadly_kg(
            "build", str(folder), *SETTING, "-q", "-o", str(out), "--scheduler", address
        )
    check_that_they_are_listed(done)
    assert outputs(out) == without_them


def test_kg_extract_prints_the_others_in_order(folder: Path, good: list[str]) -> None:
    arguments = ("extract", str(folder), "--format", "nq", *SETTING)
    done = deadly_kg(*arguments)
    check_that_they_are_listed(done)
    assert done.stdout == kg("extract", *good, "--format", "nq", "--extractor", "rules").stdout


def test_of_many_in_one_file_the_one_is_named_and_no_more_is_lost() -> None:
    records = [
        {"id": str(number), "text": f"It rained on day {number}, Ann Lee said."}
        for number in range(20)
    ]
    for number, name in ((3, "deadly"), (12, "busy"), (13, "greedy")):
        records[number]["text"] = DEADLY[name][0]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    done = deadly_kg("extract", "-", *SETTING, stdin=lines)
    assert done.returncode == 1
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["-, 12", "-, 13", "-, 3"]
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [
        str(number) for number in range(20) if number not in {3, 12, 13}
    ]


def test_statements_of_standard_input_are_printed_before_it_ends() -> None:
    command = [sys.executable, "-m", "kg", "extract", "-", "--extractor", "rules"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"text": "It rained, Ann Lee said."}\n' * 8)
        process.stdin.flush()
        assert b"Ann Lee" in process.stdout.readline()
        process.stdin.close()
        assert len(process.stdout.read().splitlines()) == 7


@pytest.mark.parametrize("signal", ["terminate", "kill"])
def test_no_worker_outlives_kg(folder: Path, signal: str) -> None:
    command = [
        sys.executable,
        "-c",
        "from tests.build.deadly import kg; kg()",
        "extract",
        str(folder / "busy.txt"),
    ]
    with subprocess.Popen(command, cwd=ROOT) as process:
        wait_for(
            lambda: any(psutil.Process(pid).cpu_times().user > 1 for pid in workers_of(process)),
            process,
        )
        workers = [psutil.Process(pid) for pid in workers_of(process)]
        getattr(process, signal)()
    assert not psutil.wait_procs(workers, PATIENCE)[1]
