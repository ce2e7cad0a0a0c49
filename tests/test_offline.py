"""Nothing leaves the machine, and nothing is written but what was asked for: each command, watched by the system."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents.examples import FILES, MORE
from tests.tracing import read_trace, traced

ROOT = Path(__file__).parents[1]
KG = [sys.executable, "-m", "kg"]
REMOTE = """{"@context": ["https://schema.org", "http://192.0.2.1/context.jsonld"], "@type": "ClaimReview",
 "claimReviewed": "It rained in Oslo for ten days.", "url": "http://192.0.2.1/review",
 "itemReviewed": {"@type": "Claim", "appearance": {"url": "https://example.org/rain"}}}"""
ENTITY = """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "http://192.0.2.1/e">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="http://192.0.2.1/a"
 ><p xmlns="x:">a</p></rdf:Description></rdf:RDF>"""

needs_strace = pytest.mark.skipif(
    not shutil.which("strace")
    or subprocess.run(["strace", "-qq", "true"], capture_output=True, check=False).returncode != 0,
    reason="strace is Linux's, and may be forbidden in a container; `make test` installs it on Debian as root",
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `news` in every format, what was `built` of it, and data that names remote files."""
    place = tmp_path_factory.mktemp("offline")
    news = place / "news"
    news.mkdir()
    for name, data in {**FILES, **MORE}.items():
        (news / name).write_bytes(data)
    (place / "review.jsonld").write_text(REMOTE, encoding="utf-8")
    (place / "entity.rdf").write_text(ENTITY, encoding="utf-8")
    subprocess.run(
        [*KG, "build", "news", "-q", "-o", "built"], cwd=place, capture_output=True, check=False
    )
    assert (place / "built" / "claims.nq").exists()
    return place


COMMANDS = {
    "build": ("build", "news", "--workers", "2", "-o", "{out}"),
    "build in one process": ("build", "news", "--workers", "1", "-o", "{out}"),
    "extract": ("extract", "news"),
    "extract by rules, in words": ("extract", "--extractor", "rules", "--explain", "news"),
    "query": ("query", "about", "-p", "name=Oslo", "--on", "built"),
    "query by SPARQL": (
        "query",
        "-e",
        "SELECT * FROM <http://192.0.2.1/g> { ?s ?p ?o }",
        "--on",
        "built",
    ),
    "search": ("search", "rained", "--on", "built"),
    "view": ("view", "built", "--about", "Oslo", "-o", "{out}/page.html"),
    "export for Gephi": ("export", "built", "--format", "gexf", "-o", "{out}/graph.gexf"),
    "export as JSON-LD": ("export", "built", "--format", "jsonld", "-o", "{out}/graph.jsonld"),
    "link": ("link", "built", "-o", "{out}/judgements.sssom.tsv"),
    "diff": ("diff", "built", "built"),
    "merge": ("merge", "built", "built/claims.ttl", "-o", "{out}"),
    "merge of data that names remote files": (
        "merge",
        "built",
        "review.jsonld",
        "entity.rdf",
        "-o",
        "{out}",
    ),
}


@needs_strace
@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_a_command_asks_nobody_and_writes_only_its_output(
    arguments: tuple[str, ...], place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    out, temporary = tmp_path / "out", tmp_path / "tmp"
    out.mkdir()
    command = [part.replace("{out}", str(out)) for part in arguments]
    done, trace = traced([*KG, *command], home=tmp_path / "home", temporary=temporary)
    assert done.returncode in {0, 1}, done.stderr
    assert trace.outside == ()
    assert [
        path
        for path in trace.written
        if not path.startswith((str(out), str(temporary), "/dev/", "/proc/self/"))
    ] == []
    assert [*(tmp_path / "home").iterdir()] == []


SERVING = """
from pathlib import Path
from threading import Thread
from urllib.request import urlopen
from kg.serve import serve_build

with serve_build(Path("built"), port=0) as front:
    thread = Thread(target=front.run)
    thread.start()
    print(len(urlopen(f"http://127.0.0.1:{front.port}/questions/about?name=Oslo&format=json").read()))
    front.stop()
    thread.join()
"""


@needs_strace
def test_a_served_build_asks_nobody_and_writes_nothing(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    done, trace = traced(
        [sys.executable, "-c", SERVING], home=tmp_path / "home", temporary=tmp_path / "tmp"
    )
    assert int(done.stdout) > 0, done.stderr
    assert trace.outside == ()
    assert [path for path in trace.written if not path.startswith(("/dev/", "/proc/self/"))] == []


INTERNET = "connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(%s)}, 16) = %s"
INTERNET_6 = "connect(3, {sa_family=AF_INET6, inet_pton(AF_INET6, %s, &sin6_addr)}, 28) = 0"
WRITING = 'openat(AT_FDCWD, "/a", O_WRONLY|O_CREAT, 0666) = %s'
CALLS = {
    "a name is looked up": (
        'openat(AT_FDCWD, "/etc/resolv.conf", O_RDONLY|O_CLOEXEC) = 3',
        True,
        None,
    ),
    "a resolver": (INTERNET % ('"10.0.0.1"', "0"), True, None),
    "an address that refuses": (INTERNET % ('"192.0.2.1"', "-1 ENETUNREACH (x)"), True, None),
    "loopback": (INTERNET % ('"127.0.0.1"', "0"), False, None),
    "an address of IPv6": (INTERNET_6 % '"2001:db8::1"', True, None),
    "loopback of IPv6": (INTERNET_6 % '"::1"', False, None),
    "a datagram": (
        'sendto(3, "x", 1, 0, {sa_family=AF_INET, sin_addr=inet_addr("192.0.2.1")}, 16) = 1',
        True,
        None,
    ),
    "a socket of this machine": (
        'connect(3, {sa_family=AF_UNIX, sun_path="/run/a"}, 9) = 0',
        False,
        None,
    ),
    "a file is read": ('openat(AT_FDCWD, "/a", O_RDONLY) = 3', False, None),
    "a file is written": (WRITING % "3", False, "/a"),
    "a file cannot be written": (WRITING % "-1 EACCES (x)", False, None),
    "a folder is made": ('mkdir("/b", 0777) = 0', False, "/b"),
    "a file is renamed": ('rename("/b", "/c") = 0', False, "/c"),
}


@pytest.mark.parametrize(("call", "is_outside", "written"), CALLS.values(), ids=CALLS)
def test_what_the_system_tells_is_understood(
    call: str,
    is_outside: bool,  # noqa: FBT001
    written: str | None,
) -> None:
    trace = read_trace([f"1234 {call}"])
    assert bool(trace.outside) is is_outside
    assert trace.written == ((written,) if written else ())
