"""Hostile and broken inputs: each is named, none is fetched or expanded, and the rest of the merge goes on."""

from __future__ import annotations

import gzip
import socket
from typing import TYPE_CHECKING

import pytest

from kg.errors import InputError
from kg.merge import inputs, merge_graphs

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://example.org/id/"
GOOD = b'<https://example.org/a> <https://schema.org/name> "A" .\n'
HEAD = b'<?xml version="1.0"?><!DOCTYPE rdf:RDF [%s]>'
BODY = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="https://schema.org/">'
    b'<rdf:Description rdf:about="https://example.org/b"><s:name>%s</s:name></rdf:Description></rdf:RDF>'
)
SCRIPT = b'<script type="application/ld+json">%s</script>'
LAUGHS = b'<!ENTITY a "ha">' + b"".join(b'<!ENTITY a%d "&a;&a;">' % n for n in range(9))

BROKEN = [
    pytest.param("a.txt", b"It rained.", "a text becomes a graph with `kg build`", id="a text"),
    pytest.param("a.nq", b"", "holds nothing to merge", id="an empty file"),
    pytest.param(
        "a.rdf",
        HEAD % LAUGHS + BODY % b"&a8;",
        "'a0', which stands for more than a namespace",
        id="laughs",
    ),
    pytest.param(
        "a.rdf",
        HEAD % b'<!ENTITY a SYSTEM "file:///etc/passwd">' + BODY % b"&a;",
        "more than",
        id="file",
    ),
    pytest.param(
        "a.rdf",
        HEAD % (b'<!ENTITY a "%s">' % (b"x" * 9999)) + BODY % b"&a;",
        "more than",
        id="long entity",
    ),
    pytest.param(
        "a.rdf", HEAD % b'<!ENTITY % p "x">' + BODY % b"", "more than", id="parameter entity"
    ),
    pytest.param("a.rdf", BODY % b"A" + b"<", "is broken", id="XML cut off"),
    pytest.param("a.rdf", BODY % (b"c" * (17 << 20)), "more than 16 MiB", id="a huge text in XML"),
    pytest.param(
        "a.rdf",
        BODY.replace(b"/b", b"/" + b"b" * (17 << 20)) % b"",
        "more than 16 MiB",
        id="a huge attribute",
    ),
    pytest.param(
        "a.rdf",
        HEAD % (b'<!ENTITY a "%s">' % (b"x" * 256)) + BODY % (b"&a;" * 70_000),
        "more than 16 MiB",
        id="a text that grows",
    ),
    pytest.param("a.rdf", b"not XML", "is broken", id="no XML"),
    pytest.param(
        "a.jsonld",
        b'{"@context": "https://example.org/c", "a": 1}',
        "example.org/c, which is not",
        id="remote",
    ),
    pytest.param(
        "a.jsonld",
        b'{"@context": {"@import": "https://example.org/c"}}',
        "example.org/c, which is not",
        id="import",
    ),
    pytest.param(
        "a.jsonld",
        b'{"a": {"@context": ["https://example.org/c"]}}',
        "which is not",
        id="remote, deep inside",
    ),
    pytest.param(
        "a.html",
        SCRIPT % b'{"@context": "https://example.org/c", "a": 1}',
        "is not fetched",
        id="remote, in a page",
    ),
    pytest.param(
        "a.html", SCRIPT % (b"[" * 100_000), "the script was left out", id="deep JSON in a page"
    ),
    pytest.param("a.ftm.json", b"[" * 100_000, "is broken", id="deep JSON of entities"),
    pytest.param("a.sssom.tsv", b"a b\n", "is broken", id="no table of mappings"),
    pytest.param("a.jsonld", b"[" * 100_000, "is broken", id="deep JSON"),
    pytest.param(
        "a.ttl", b'<https://example.org/a b> <x:b> "c" .', "is broken", id="IRI with a space"
    ),
    pytest.param("a.ttl", b'<a> <x:b> "c" .', "is broken", id="relative IRI"),
    pytest.param(
        "a.ttl",
        b'<x:a> <x:b> "' + b"c" * (17 << 20) + b'" .',
        "more than 16 MiB",
        id="huge literal",
    ),
    pytest.param(
        "a.ttl",
        b'<x:a> <x:b> """' + b"\n" * (9 << 20) + b'""" .',
        "more than 16 MiB",
        id="a literal of escapes",
    ),
    pytest.param("a.ttl", b'<x:a> <x:b> "\xff" .', "is broken", id="no UTF-8"),
    pytest.param("a.nq.gz", gzip.compress(GOOD * 999)[:-30], "cannot be read", id="gzip cut off"),
    pytest.param("a.nq.gz", b"no gzip", "cannot be read", id="no gzip"),
]


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a merge must not use the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize(("name", "data", "message"), BROKEN)
def test_a_broken_input_is_listed_and_the_others_are_merged(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.nq").write_bytes(GOOD)
    report = merge_graphs([str(tmp_path / name), str(tmp_path / "good.nq")], tmp_path / "out", BASE)
    [problem] = report.problems
    assert message in problem.message
    assert problem.where.startswith(str(tmp_path / name))
    assert (tmp_path / "out" / "claims.nq").read_bytes() == GOOD


def test_short_entities_are_namespaces_and_are_let_through(tmp_path: Path) -> None:
    head = HEAD % b'<!ENTITY e "https://example.org/">'
    (tmp_path / "a.rdf").write_bytes(
        head + (BODY % b"A").replace(b"https://example.org/b", b"&e;a")
    )
    merge_graphs([str(tmp_path / "a.rdf")], tmp_path / "out", BASE)
    assert (tmp_path / "out" / "claims.nq").read_bytes() == GOOD


BAD_LINES = [
    pytest.param(b'<https://example.org/a b> <x:b> "c" .\n', "Invalid IRI", id="IRI with a space"),
    pytest.param(b"no RDF\n", "the line was left out", id="no RDF"),
    pytest.param(b'<x:a> <x:b> "\xff" .\n', "UTF-8", id="no UTF-8"),
    pytest.param(
        b'<x:a> <x:b> "' + b"c" * (17 << 20) + b'" .\n', "more than 16 MiB", id="huge literal"
    ),
    pytest.param(
        b'<x:a> <x:b> "' + b"c" * (40 << 20) + b'" .\n',
        "more than 16 MiB",
        id="a literal over several blocks",
    ),
]


@pytest.mark.parametrize(("line", "message"), BAD_LINES)
def test_of_a_file_of_lines_only_the_bad_ones_are_left_out(
    tmp_path: Path, line: bytes, message: str
) -> None:
    (tmp_path / "a.nq").write_bytes(GOOD + line + GOOD.replace(b'"A"', b'"B"'))
    report = merge_graphs([str(tmp_path / "a.nq")], tmp_path / "out", BASE)
    [problem] = report.problems
    assert (report.quads, problem.where) == (2, f"{tmp_path / 'a.nq'}:2")
    assert message in str(problem)


def test_many_bad_lines_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_bytes(b"bad\n" * 50 + GOOD)
    report = merge_graphs([str(tmp_path / "a.nq")], tmp_path / "out", BASE)
    assert len(report.problems) == inputs.BROKEN_LINES_LISTED + 1
    assert (
        report.problems[-1].message
        == f"{50 - inputs.BROKEN_LINES_LISTED} more lines are broken and were left out"
    )


def test_a_file_that_is_endless_inside_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "_MOST_INFLATED", 1 << 20)
    (tmp_path / "a.nq.gz").write_bytes(gzip.compress(GOOD * 99_999))
    with pytest.raises(InputError, match="larger inside than any input may be"):
        merge_graphs([str(tmp_path / "a.nq.gz")], tmp_path / "out", BASE)


UNKNOWN = [
    pytest.param("nothing", "nothing does not exist", id="no such path"),
    pytest.param("empty", "holds nothing to merge", id="empty folder"),
    pytest.param("notes.txt", "of no known format", id="no RDF"),
]


@pytest.mark.parametrize(("name", "message"), UNKNOWN)
def test_what_cannot_be_merged_says_so_and_leaves_the_last_output(
    tmp_path: Path, name: str, message: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("notes")
    (tmp_path / "good.nq").write_bytes(GOOD)
    merge_graphs([str(tmp_path / "good.nq")], tmp_path / "out", BASE)
    with pytest.raises(InputError, match=message):
        merge_graphs([str(tmp_path / name)], tmp_path / "out", BASE)
    assert (tmp_path / "out" / "claims.nq").read_bytes() == GOOD
