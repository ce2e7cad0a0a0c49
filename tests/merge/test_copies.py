"""Which articles print one text: told of all that are merged as a build of all of it would tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.build import build_graph
from kg.config import Config
from kg.merge import merge_graphs
from kg.merge.copies import link_copies
from kg.model import Document, Span
from kg.rdf import to_nquads, version_quad
from kg.rdf.versions import bands_of, find_versions, read_signature, signature_of, write_signature

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://example.org/id/"
COPY = NamedNode("http://purl.org/dc/terms/isVersionOf")
TEXTS = [" ".join(f"{word}{number}" for number in range(60)) for word in ("quay", "dyke", "ferry")]
TAIL = " " + " ".join(f"tail{number}" for number in range(80))
ARTICLES = [
    ("a", TEXTS[0], "2025-01-02"),
    ("b", TEXTS[0] + TAIL[:90], "2025-01-01"),
    ("c", TEXTS[0] + TAIL[:40], ""),
    ("d", TEXTS[1], "2025-01-03"),
    ("e", TEXTS[1] + TAIL[:60], "2025-01-03"),
    ("f", TEXTS[2], "2025-01-01"),
    ("g", "too short to be a copy", "2025-01-01"),
]
"""Name, text and day: three that print one text, two, one alone and one that is too short."""


def signed(text: str) -> bytes:
    """The signature of a text."""
    return signature_of(Document(id="", text=text, paragraphs=(Span(0, len(text)),)))


def described(name: str, text: str, day: str) -> str:
    """What a graph says of an article."""
    article, graph = f"{BASE}article-{name}", f"{BASE}article-{name}#graph"
    lines = []
    if signed(text):
        signature = write_signature(signed(text))
        lines.append(
            f'<{article}> <https://w3id.org/claim-source#textMinHash> "{signature}" <{graph}> .\n'
        )
    if day:
        date = f'"{day}"^^<http://www.w3.org/2001/XMLSchema#date>'
        lines.append(f"<{article}> <https://schema.org/datePublished> {date} <{graph}> .\n")
    return "".join(lines)


def linked(articles: list[tuple[str, str, str]]) -> set[str]:
    """The links that a build of some articles has, as lines."""
    rows = []
    for name, text, day in articles:
        article = day or "9999", f"{BASE}article-{name}", signed(text)
        rows += [(band, *article) for band in bands_of(signed(text))]
    quads = [version_quad(copy, first, BASE) for copy, first in find_versions(sorted(rows))]
    return set(to_nquads(quads).splitlines(keepends=True))


def built(articles: list[tuple[str, str, str]]) -> set[str]:
    """The lines of a build of some articles."""
    lines = {line for one in articles for line in described(*one).splitlines(keepends=True)}
    return lines | linked(articles)


@given(halves=st.lists(st.integers(0, 2), min_size=len(ARTICLES), max_size=len(ARTICLES)))
def test_parts_that_are_merged_have_the_copies_of_the_whole(
    halves: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("merged")
    lines: set[str] = set()
    for half in (0, 1):  # what is in neither alone is in both
        lines |= built([one for one, at in zip(ARTICLES, halves, strict=True) if at in {half, 2}])
    path = folder / "claims.nq"
    path.write_text("".join(sorted(lines)), "utf-8")
    link_copies(path, folder)
    merged = path.read_text("utf-8")
    assert merged == "".join(sorted(built(ARTICLES)))
    link_copies(path, folder)
    assert path.read_text("utf-8") == merged


def test_three_print_one_text_and_two_another() -> None:
    firsts = [line.split(" ")[2] for line in sorted(linked(ARTICLES))]
    assert firsts == [f"<{BASE}article-b>"] * 2 + [f"<{BASE}article-d>"]


OLD = f"<{BASE}article-x> {COPY} <{BASE}article-y> <{BASE}versions> .\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param({OLD}, {OLD}, id="a link of articles without signatures stays"),
        pytest.param(
            {OLD.replace("-x>", "-a>").replace("-y>", "-f>"), *built(ARTICLES)},
            linked(ARTICLES),
            id="a link that the signatures do not bear out goes",
        ),
        pytest.param(
            {*described(*ARTICLES[5]).splitlines(keepends=True)}, set(), id="one article alone"
        ),
    ],
)
def test_which_links_stay(lines: set[str], expected: set[str], tmp_path: Path) -> None:
    path = tmp_path / "claims.nq"
    path.write_text("".join(sorted(lines)), "utf-8")
    link_copies(path, tmp_path)
    kept = path.read_text("utf-8").splitlines(keepends=True)
    assert {line for line in kept if str(COPY) in line} == expected


@pytest.mark.parametrize("written", ["", "?", "YWJj\n", "é"])
def test_what_is_no_signature_is_none(written: str) -> None:
    assert read_signature(written) == b""


def copies_in(folder: Path) -> set[tuple[str, str]]:
    """Which article is a version of which, in a folder that was written."""
    quads = parse(path=folder / "claims.nq", format=RdfFormat.N_QUADS)
    return {(str(quad.subject), str(quad.object)) for quad in quads if quad.predicate == COPY}


def test_a_build_in_two_halves_and_their_merge_have_the_copies_of_one_build(tmp_path: Path) -> None:
    sentences = [f"The mayor said that quay number {number} was closed." for number in range(12)]
    text = " ".join(sentences)
    for half, extra in (("one", ""), ("two", " Nobody asked her why.")):
        (tmp_path / half).mkdir()
        (tmp_path / half / f"{half}.txt").write_text(text + extra, "utf-8")
        build_graph([tmp_path / half], tmp_path / f"built-{half}", Config())
    build_graph([tmp_path / "one", tmp_path / "two"], tmp_path / "all", Config())
    merge_graphs([tmp_path / "built-one", tmp_path / "built-two"], tmp_path / "merged")
    assert copies_in(tmp_path / "merged") == copies_in(tmp_path / "all")
    assert len(copies_in(tmp_path / "all")) == 1
