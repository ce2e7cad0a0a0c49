"""A machine that fails `kg`: full disks, closed streams, folders that are none, damaged files, Ctrl-C.

Each attack is made on a real process. Whatever happens is one sentence and exit status 2 (130 for
Ctrl-C), no traceback, and what stood there before is whole.
"""

from __future__ import annotations

import ctypes
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from kg.build.manifest import open_manifest
from kg.errors import StoreError
from tests.build.conftest import PATIENCE, command, wait_for, workers_of

if TYPE_CHECKING:
    from collections.abc import Callable

OUTPUTS = ("claims.nq", "claims.ttl", "claims.html")
RULES = ("--extractor", "rules")
FULL = Path("/dev/full")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles, and a build of them."""
    folder = tmp_path_factory.mktemp("base")
    (folder / "news").mkdir()
    (folder / "empty.nq").write_bytes(b"")
    for number in range(2):
        text = f"It rained on day {number}, Ann Lee said."
        (folder / "news" / f"{number}.txt").write_text(text, encoding="utf-8")
    assert kg("build", "news", *RULES, "-q", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def place(base: Path, tmp_path: Path) -> Path:
    """A copy of them to spoil."""
    return Path(shutil.copytree(base, tmp_path / "place"))


def kg(*arguments: str, cwd: Path, **more: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401 - of subprocess.run
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
    done = subprocess.run(
        command(*arguments), cwd=cwd, check=False, timeout=PATIENCE, **{**streams, **more}
    )
    errors = (done.stderr or b"").decode(errors="replace")
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout, errors)


def outputs(folder: Path) -> dict[str, bytes]:
    return {name: (folder / "out" / name).read_bytes() for name in OUTPUTS}


def check_refused(done: subprocess.CompletedProcess[str], words: str = "") -> None:
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stderr.startswith("kg: ")
    assert words in done.stderr


PRINTING = {
    "help": ("--help",),
    "version": ("--version",),
    "help of a command": ("build", "--help"),
    "build": ("build", "news", *RULES),
    "build --json": ("build", "news", *RULES, "--json"),
    "extract": ("extract", "news", *RULES),
    "extract --explain": ("extract", "news", *RULES, "--explain"),
    "query": ("query", "said-by", "-p", "name=Ann Lee"),
    "query --format csv": ("query", "said-by", "-p", "name=Ann Lee", "--format", "csv"),
    "query --list": ("query", "--list"),
    "search": ("search", "rained"),
    "view": ("view", "-o", "page.html"),
    "export csv": ("export", "--format", "csv"),
    "export ttl": ("export", "--format", "ttl"),
    "merge": ("merge", "out", "-o", "merged"),
    "merge --json": ("merge", "out", "-o", "merged", "--json"),
    "diff": ("diff", "out", "out"),
    "diff --json": ("diff", "out", "empty.nq", "--json"),
    "link": ("link", "out"),
    "serve": ("serve", "--port", "0"),
}


def close_output() -> None:
    os.close(1)


@pytest.mark.parametrize("name", PRINTING)
@pytest.mark.parametrize("output", ["full", "closed"])
def test_output_that_cannot_be_written(place: Path, name: str, output: str) -> None:
    if output == "full" and not FULL.exists():
        pytest.skip("this system has no /dev/full")
    before = outputs(place)
    with FULL.open("wb") if output == "full" else Path(os.devnull).open("wb") as stream:
        more = {"preexec_fn": close_output} if output == "closed" else {}
        done = kg(*PRINTING[name], cwd=place, stdout=stream, **more)
    check_refused(done, "standard output cannot be")
    assert outputs(place) == before


@pytest.mark.parametrize(
    "arguments", [("frobnicate",), ("build", "nowhere"), ("query", "nonsense")]
)
def test_errors_that_cannot_be_written_leave_the_exit_status(
    place: Path, arguments: tuple[str, ...]
) -> None:
    with FULL.open("wb") if FULL.exists() else Path(os.devnull).open("wb") as stream:
        assert kg(*arguments, cwd=place, stderr=stream).returncode == 2


def test_all_streams_closed(place: Path) -> None:
    def close() -> None:
        for number in range(3):
            os.close(number)

    done = kg("build", "news", *RULES, "-q", "-o", "new", cwd=place, preexec_fn=close, stdin=None)
    assert done.returncode == 0
    assert (place / "new" / "claims.nq").read_bytes() == outputs(place)["claims.nq"]
    assert kg("extract", "-", cwd=place, preexec_fn=close, stdin=None).returncode == 2


WRITING = {
    "build": ("build", "news", *RULES, "-q", "-o", "new/of/it"),
    "build again": ("build", "news", *RULES, "-q", "--keep-text", "full"),
    "merge": ("merge", "out", "-o", "new/of/it"),
    "merge into a build": ("merge", "out", "-o", "out"),
    "view": ("view", "-o", "new/of/it/page.html"),
    "export": ("export", "--format", "ttl", "-o", "new/of/it/graph.ttl"),
    "link": ("link", "out", "-o", "new/of/it/table.tsv"),
}


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize("size", [0, 600, 20_000])
def test_files_that_may_not_grow(place: Path, name: str, size: int) -> None:
    """As on a disk that is full: the system writes a part, and then refuses."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    before = outputs(place)
    done = kg(*WRITING[name], cwd=place, preexec_fn=limit)
    if name in {"link", "export"} and size and not done.returncode:
        return  # what they write is small
    check_refused(done, "cannot be")
    assert not (place / "new").exists() or any(
        (place / "new").rglob("*.nq")
    )  # of a build, what is done stays done
    assert outputs(place) == before


def no_folder(path: Path) -> None:
    path.write_bytes(b"")


def loop(path: Path) -> None:
    path.symlink_to(path)


def dangling(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere" / "at" / "all")


def below_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_bytes(b"")


def read_only(path: Path) -> None:
    path.mkdir()
    path.chmod(0o500)


@pytest.mark.parametrize("name", ["build", "merge", "view", "export", "link"])
@pytest.mark.parametrize(
    "spoil", [no_folder, loop, below_a_file, read_only], ids=lambda spoil: spoil.__name__
)
def test_a_place_to_write_that_is_none(
    place: Path, name: str, spoil: Callable[[Path], None]
) -> None:
    (place / "new" / "of").mkdir(parents=True)
    spoil(place / "new" / "of" / "it")
    check_refused(kg(*WRITING[name], cwd=place, preexec_fn=as_anybody), "cannot be written")


def as_anybody() -> None:
    """Let root, who may write everywhere, be bound by permissions, too (Linux; see capabilities(7))."""
    if not os.geteuid():
        for capability in (1, 2):  # to overlook who may write, and who may read
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        ("out/shards/manifest.sqlite", ("build", "news", *RULES, "-q")),
        ("out/shards", ("build", "news", *RULES, "-q")),
        ("out/store", ("query", "unnamed")),
        ("out/store", ("view",)),
        ("out", ("export", "--format", "csv")),
        ("news", ("build", "news", *RULES, "-o", "new")),
    ],
)
def test_what_may_not_be_read(place: Path, path: str, arguments: tuple[str, ...]) -> None:
    mode = (place / path).stat().st_mode
    (place / path).chmod(0)
    done = kg(*arguments, cwd=place, preexec_fn=as_anybody)
    (place / path).chmod(mode)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert (
        "(Permission denied)" in done.stderr
        or "does not exist" in done.stderr
        or "nothing readable" in done.stderr
    )


def damaged_shard(place: Path) -> Path:
    return next((place / "out" / "shards").glob("??/*.nq"))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0x80
    path.write_bytes(data)


def garbage(path: Path) -> None:
    path.write_bytes(b"\xff" * path.stat().st_size)


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILS = [emptied, cut, flipped, garbage, folder_instead]


@pytest.mark.parametrize("spoil", SPOILS, ids=lambda spoil: spoil.__name__)
def test_a_damaged_shard_is_made_again_or_named(place: Path, spoil: Callable[[Path], None]) -> None:
    before = outputs(place)
    spoil(damaged_shard(place))
    done = kg("build", "news", *RULES, "-q", cwd=place)
    if done.returncode:
        check_refused(done)
        assert "damaged" in done.stderr or "cannot be written" in done.stderr
    assert outputs(place) == before


BESIDE = {
    "manifest.sqlite": [*SPOILS, loop],
    "manifest.sha256": [*SPOILS, loop],
    "manifest.sqlite-wal": [garbage, folder_instead],
    "manifest.lock": [folder_instead, loop],
    "known": [folder_instead, loop],
}


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        pytest.param(name, spoil, id=f"{spoil.__name__} {name}")
        for name, spoils in BESIDE.items()
        for spoil in spoils
    ],
)
def test_what_is_beside_the_shards_is_damaged(
    place: Path, name: str, spoil: Callable[[Path], None]
) -> None:
    before = outputs(place)
    path = place / "out" / "shards" / name
    if spoil is loop:
        path.unlink(missing_ok=True)
    elif not path.exists() or not path.stat().st_size:
        path.write_bytes(b"x" * 100)
    spoil(path)
    done = kg("build", "news", *RULES, "-q", cwd=place)
    if done.returncode:
        check_refused(done)
        assert "damaged" in done.stderr or "cannot be written" in done.stderr
    assert outputs(place) == before


@pytest.mark.parametrize("kind", ["flip", "cut"])
def test_any_bit_of_the_manifest(place: Path, kind: str) -> None:
    path = place / "out" / "shards" / "manifest.sqlite"
    data, total = path.read_bytes(), (path.parent / "manifest.sha256").read_bytes()
    chance = random.Random(17)  # noqa: S311 - no secret
    for _ in range(150):
        at = chance.randrange(len(data))
        spoilt = bytearray(data)
        spoilt[at] ^= 1 << chance.randrange(8)
        path.write_bytes(spoilt if kind == "flip" else data[:at])
        (path.parent / "manifest.sha256").write_bytes(total)
        with pytest.raises(  # noqa: SIM117
            StoreError, match=r"manifest\.sqlite is damaged; remove .* and build again"
        ):
            with open_manifest(path.parent):
                raise AssertionError("it was not noticed")


@pytest.mark.parametrize(
    ("name", "value"), [("TMPDIR", "/nowhere"), ("HOME", "/nowhere"), ("HOME", ""), ("LANG", "C")]
)
def test_an_environment_that_is_wrong_changes_nothing(place: Path, name: str, value: str) -> None:
    done = kg("build", "news", *RULES, "-q", cwd=place, env={**os.environ, name: value})
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_that_cannot_print_all_letters(place: Path, encoding: str) -> None:
    (place / "łódź.txt").write_text("“It rained”, Łukasz Żak said.", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "LC_ALL": "C"}
    done = kg("extract", "łódź.txt", "--explain", *RULES, cwd=place, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert b"ukasz" in done.stdout  # type: ignore[operator]  # bytes, as they came


def test_a_name_that_is_no_text(place: Path) -> None:
    for name, text in ((b"caf\xe9.txt", "It rained, Ann Lee said."), (b"\xff\xfe.txt", "")):
        (place / "news" / os.fsdecode(name)).write_text(text, encoding="utf-8")
    for arguments in (("extract", "news"), ("build", "news", "-o", "new")):
        done = kg(*arguments, *RULES, cwd=place)
        assert done.returncode == 1
        assert [line for line in done.stderr.splitlines() if line] == [
            "kg: news/\\xff\\xfe.txt: is empty; give it a text or leave it out"
        ]


@pytest.mark.parametrize(
    "arguments", [("build", "news"), ("merge", "out", "-o", "x"), ("query", "unnamed"), ("link",)]
)
def test_a_working_folder_that_is_gone(place: Path, arguments: tuple[str, ...]) -> None:
    gone = place / "gone"
    gone.mkdir()

    def leave() -> None:
        os.chdir(gone)
        gone.rmdir()

    check_refused(kg(*arguments, cwd=place, preexec_fn=leave))


INTERRUPTED = {
    "build": ("build", "news", "--model", "en_core_web_sm", "-o", "new"),
    "extract": ("extract", "-"),
    "serve": ("serve", "--port", "0"),
}


@pytest.mark.parametrize("name", INTERRUPTED)
def test_ctrl_c(place: Path, name: str) -> None:
    """As at a terminal, where every process of the command hears it."""
    before = outputs(place)
    with subprocess.Popen(
        command(*INTERRUPTED[name]),
        cwd=place,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        wait_for(lambda: busy(process) if name != "serve" else process.stdout.readline(), process)  # type: ignore[union-attr]
        children = psutil.Process(process.pid).children(recursive=True)
        os.killpg(process.pid, signal.SIGINT)
        try:
            errors = process.communicate(timeout=PATIENCE)[1].decode()
        finally:
            process.kill()  # or leaving the block would wait for it
    if name == "serve":
        assert (process.returncode, errors) == (0, "")  # which is how it is ended
    else:
        assert process.returncode in {
            130,
            -signal.SIGINT,
        }  # which a shell shows alike; Python ends either way
        again = "; run it again to go on" if name == "build" else ""
        assert errors == f"kg: stopped; what stood there before is whole{again}\n"
    assert not psutil.wait_procs(children, PATIENCE)[1]
    assert outputs(place) == before


def busy(process: subprocess.Popen[bytes]) -> bool:
    return any(psutil.Process(pid).cpu_times().user > 0.3 for pid in workers_of(process))


def test_a_defect_is_shown_as_one(place: Path) -> None:
    code = "import kg.query, kg.cli, sys; del kg.query.run; sys.argv = ['kg', 'query', 'unnamed']; kg.cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=place, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "ImportError" in done.stderr) == (1, True)
