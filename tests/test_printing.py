"""Nothing that a name, a text, a file or a server holds commands the terminal, whatever the command."""

from __future__ import annotations

import ast
import json
import os
import pty
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import printable
from kg.rdf import to_nquads
from kg.store import build_store
from tests.rdf.examples import quads_saying

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[1] / "kg"
MODULES = sorted(PACKAGE.rglob("*.py"))
PRINTER = "commands/say.py"
CHILD = "merge/skolem.py"
"""A process that writes N-Quads to the one that started it."""
SECONDS = 120
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Classes of characters that command a terminal, or that nobody sees."""
OVERWRITE = "\r\x1b[K"
"""What our own progress begins with."""

HOSTILE = {
    "clear": "\x1b[2J",
    "link": "\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\",
    "title": "\x1b]0;owned\x07",
    "device": "\x1bP+q544e\x1b\\",
    "reset": "\x1bc",
    "C1": "\x9b2J\x9d0;owned\x9c\x85",
    "override": "\u202egnp.exe\u202c",
    "isolate": "\u2066a\u2069",
    "mark": "\u200e\u200f\u061c",
    "no width": "A\u200bn\u2060n\ufeff\u00ad",
    "joiner": "A\u200dn\u200cn",
    "return": "\rkg: all is well",
    "line": "\nkg: all is well",
    "backspace": "\b\b\b\x7f",
    "tab": "\t\v\f",
    "separator": "\u2028\u2029",
    "tag": "\U000e0041\U000e007f",
    "null": "\0",
}
VISIBLE = {
    "Arabic": "محمد",
    "Hebrew": "דוד",
    "Persian": "می\u200cرود",
    "Hindi": "क्\u200dष",
    "a family": "👩\u200d👩\u200d👧",
    "French spaces": "« oui\u202f»\xa0!",
    "accents": "e\u0301",
    "Japanese": "東京\u3000都",
}


def uses_of_the_terminal(module: Path) -> Iterator[str]:
    """What a module writes to the terminal by."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name == "print" or name.startswith(
                ("click.echo", "click.secho", "click.print", "click.style")
            ):
                yield name
        elif isinstance(node, ast.Attribute):
            name = ast.unparse(node)
            if name.startswith(("sys.stdout.", "sys.stderr.", "sys.__std")):
                yield name
        elif isinstance(node, ast.ImportFrom) and node.module in {"click", "sys"}:
            yield from (
                alias.name
                for alias in node.names
                if alias.name in {"echo", "secho", "stdout", "stderr"}
            )


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_all_printing_passes_one_place(module: Path) -> None:
    place = module.relative_to(PACKAGE).as_posix()
    if place not in {PRINTER, CHILD}:
        assert set(uses_of_the_terminal(module)) <= {
            "sys.stdout.fileno",
            "sys.stdout.reconfigure",
            "sys.stderr.isatty",
        }


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_is_shown_escaped(words: str) -> None:
    shown = printable(f"Ann {words} Lee")
    assert not {unicodedata.category(one) for one in shown} & UNSEEN
    assert shown != f"Ann {words} Lee"


@pytest.mark.parametrize("words", VISIBLE.values(), ids=VISIBLE)
def test_what_people_write_is_shown_as_it_is(words: str) -> None:
    assert printable(words) == words


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles, graphs and files with hostile names in them."""
    folder = tmp_path_factory.mktemp("hostile")
    quads, others = [], []
    for name, words in HOSTILE.items():
        quads += quads_saying(f"The harbour {name} {words} is shut.", publisher=f"Paper {words}")
        others += quads_saying(f"The harbour {name} {words} is open.", publisher=f"Paper {words}")
    (folder / "claims.nq").write_text(to_nquads(quads), encoding="utf-8", newline="")
    (folder / "others.nq").write_text(to_nquads(others), encoding="utf-8", newline="")
    build_store(folder / "out" / "store", folder / "claims.nq")
    articles = [
        {
            "id": f"{name}{words}",
            "publisher": f"Paper {words}",
            "text": f"It {words} rained, Ann Lee {words} said. So.",
        }
        for name, words in HOSTILE.items()
    ]
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    (folder / "\x1b[2J\u202e\nx.txt").write_bytes(b"\xff")
    (folder / "\x1b[2J\u202e\nx.rq").write_text(
        "SELECT * {\n \x1b[2J\u202e ?s ?p }", encoding="utf-8"
    )
    return folder


TEXTS = (
    "SELECT ?text ?name { ?s <https://schema.org/text> ?text . ?p <https://schema.org/name> ?name }"
)
COMMANDS = [
    pytest.param("query", "-e", TEXTS, id="query"),
    pytest.param("query", "said-by", "-p", "name=paper", id="a name that is several"),
    pytest.param("query", "said-by", "-p", "name=papr", id="a name that is none"),
    pytest.param("query", "-e", "SELECT * {\n \x1b[2J\u202e ?s ?p }", id="wrong SPARQL"),
    pytest.param("query", "\x1b[2J\u202e\nx.rq", id="wrong SPARQL in a file"),
    pytest.param("query", "\x1b[2J\u202e\nno", id="no such question"),
    pytest.param("query", "--list", id="list"),
    pytest.param("query", "-e", "ASK {}", "--on", "\x1b[2J\u202e\nno", id="no such store"),
    pytest.param("query", "-e", "ASK {}", "--on", "http://\x1b[2J\u202e/", id="no such server"),
    pytest.param("search", "harbour", "--limit", "99", id="search"),
    pytest.param("diff", "claims.nq", "others.nq", id="diff"),
    pytest.param(
        "merge", "claims.nq", "others.nq", "\x1b[2J\u202e\nx.txt", "-o", "merged", id="merge"
    ),
    pytest.param("view", "--about", "\x1b[2J", "-o", "\x9b\u202e.html", id="view"),
    pytest.param("check", "--store", "\x1b[2J\u202e\n", id="check"),
    pytest.param("check", "claims.nq", "\x1b[2J\u202e\n", id="check a graph"),
    pytest.param("push", "http://[\u202e\x9b", id="push"),
    pytest.param("serve", "\x1b[2J\u202e\n", id="serve"),
    pytest.param("no\x1b]0;x\x07\u202e", id="no such command"),
    pytest.param("query", "--no\x9b\u202e", id="no such option"),
    pytest.param("extract", "--explain", "articles.jsonl", "\x1b[2J\u202e\nx.txt", id="extract"),
    pytest.param("extract", "\x1b[2J\u202e\nx.txt", id="nothing to extract"),
    pytest.param("build", "articles.jsonl", "\x1b[2J\u202e\nx.txt", "-o", "built", id="build"),
]
DATA = [
    pytest.param("query", "-e", TEXTS, "--format", "csv", id="csv"),
    pytest.param("query", "-e", TEXTS, "--format", "tsv", id="tsv"),
    pytest.param("query", "-e", TEXTS, "--format", "json", id="json"),
    pytest.param("query", "-e", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "ttl", id="ttl"),
    pytest.param("export", "--format", "jsonld", id="export"),
    pytest.param("diff", "claims.nq", "others.nq", "--json", id="diff"),
]


def on_a_terminal(folder: Path, *arguments: str) -> str:
    """All that a command shows on a terminal, but for what its progress begins with."""
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "kg", *arguments]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=its, stderr=its):
        os.close(its)
        shown = b""
        try:
            while piece := os.read(ours, 1 << 16):
                shown += piece
        except OSError:
            pass  # the other end is closed
    os.close(ours)
    return shown.decode("utf-8").replace("\r\n", "\n").replace(OVERWRITE, "")


def in_a_pipe(folder: Path, *arguments: str) -> bytes:
    """What a command writes to standard output and error that are no terminal."""
    command = [sys.executable, "-m", "kg", *arguments]
    done = subprocess.run(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=SECONDS,
    )
    return done.stdout


@pytest.mark.parametrize("arguments", [pytest.param(case.values, id=case.id) for case in COMMANDS])
def test_nothing_commands_the_terminal(folder: Path, arguments: tuple[str, ...]) -> None:
    for shown in (on_a_terminal(folder, *arguments), in_a_pipe(folder, *arguments).decode("utf-8")):
        assert shown.strip()
        assert not [
            line
            for line in shown.split("\n")
            if {unicodedata.category(one) for one in line} & UNSEEN
        ]
        assert not [line for line in shown.split("\n") if line.startswith("kg: all is well")]


@pytest.mark.parametrize("arguments", [pytest.param(case.values, id=case.id) for case in DATA])
def test_data_is_escaped_on_a_terminal_and_goes_as_it_is_into_a_pipe(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    shown, piped = on_a_terminal(folder, *arguments), in_a_pipe(folder, *arguments).decode("utf-8")
    assert (
        not {unicodedata.category(one) for one in shown.replace("\n", "").replace("\t", "")}
        & UNSEEN
    )
    assert "\u202egnp.exe" in piped


def test_a_table_with_hostile_names_has_straight_columns(folder: Path) -> None:
    names = "SELECT DISTINCT ?name ('|' AS ?end) { ?s <https://schema.org/name> ?name FILTER(STRLEN(?name) < 25) }"
    shown = in_a_pipe(folder, "query", "-e", names).decode("utf-8").splitlines()
    _, line, *rows, _, total = shown
    assert total == f"{len(rows)} rows"
    assert {row.rindex("|") for row in rows} == {line.rindex("---")}
