"""A table of corrections through whole builds, merges and views: kept by every one, undone by deleting a line."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QuerySolutions, Store

from kg.build import build_graph
from kg.config import Config
from kg.errors import InputError
from kg.merge import check_graph, correct_graph, merge_graphs
from kg.query import run
from kg.store import read_store
from kg.views.parts import export_graph, write_page
from tests.build.conftest import OUTPUTS, ROOT, kg, outputs, shards

if TYPE_CHECKING:
    from pathlib import Path

    from kg.build import Report

PAGES = ROOT / "docs/reference/corrections.md", ROOT / "docs/how-to/read-the-page.md"
RULES = Config(extractor="rules")
TEXT = "“The sea is calm,” Jo Lund said on Monday.\n\nIda Holm said that the harbour is closed."
HEAD = "subject_id subject_label predicate_id predicate_modifier object_id object_label author_label".split()
SAID = """
    SELECT ?statement ?text ?name {
      ?statement cs:states/schema:text ?text ; cs:source/schema:name ?name
    }"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Two articles, one of which is corrected."""
    path = tmp_path / "news.jsonl"
    one = {"id": "a", "url": "https://a.example.org/", "publisher": "Post", "text": TEXT}
    other = {**one, "id": "b", "url": "https://b.example.org/"}
    path.write_text(f"{json.dumps(one)}\n{json.dumps(other)}\n", "utf-8")
    return path


def built(news: Path, out: Path, corrections: Path | None = None) -> Report:
    return build_graph([str(news)], out, RULES, corrections=corrections, workers=1)


def said(where: Path) -> dict[str, tuple[str, str]]:
    """Words and source of each statement of a store."""
    answer = run(read_store(where), SAID)
    assert isinstance(answer, QuerySolutions)
    return {row["statement"].value: (row["text"].value, row["name"].value) for row in answer}


def corrections(out: Path) -> Path:
    """No claim of Jo Lund, and another source for Ida Holm's, each in one of the articles."""
    told = sorted(said(out).items())
    calm = next(node for node, (words, _) in told if "calm" in words)
    closed = next(node for node, (words, _) in told if "closed" in words)
    path = out.parent / "corrections.tsv"
    lines = [
        HEAD,
        [calm, "The sea is calm", "rdf:type", "Not", "cs:Statement", "", "Ann"],
        [closed, "the harbour is closed", "cs:source", "", "schema:Person", "Bo Ray", "Ann"],
    ]
    path.write_text("".join("\t".join(cells) + "\n" for cells in lines), "utf-8")
    return path


def test_every_later_build_has_it_until_the_line_is_deleted(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert built(news, out).problems == ()
    before, extracted = outputs(out), shards(out)
    path = corrections(out)

    assert built(news, out, path).problems == ()
    once = outputs(out)
    assert {name: once[name] == before[name] for name in OUTPUTS} == dict.fromkeys(OUTPUTS, False)
    assert sorted(name for _, name in said(out).values()) == ["Bo Ray", "Ida Holm", "Jo Lund"]
    assert b"Ann" in once["claims.nq"]
    assert check_graph(out / "claims.nq") == []

    built(news, out, path)
    assert outputs(out) == once
    assert shards(out) == extracted  # nothing was extracted anew
    head, _, last = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text(head + last, "utf-8")
    built(news, out, path)
    assert sorted(name for _, name in said(out).values()) == [
        "Bo Ray",
        "Ida Holm",
        "Jo Lund",
        "Jo Lund",
    ]
    built(news, out)
    assert outputs(out) == before

    fresh = tmp_path / "fresh"  # extracted again
    path.write_text(head + last, "utf-8")
    built(news, fresh, path)
    assert "Bo Ray" in {name for _, name in said(fresh).values()}


def test_merge_and_view_have_it_and_leave_what_they_were_given(news: Path, tmp_path: Path) -> None:
    out, joined = tmp_path / "out", tmp_path / "joined"
    built(news, out)
    before, path = outputs(out), corrections(out)
    report = merge_graphs([str(out)], joined, RULES.base, corrections=path)
    assert report.problems == ()
    assert sorted(name for _, name in said(joined).values()) == ["Bo Ray", "Ida Holm", "Jo Lund"]

    rows = export_graph(correct_graph(out, path), "csv").decode("utf-8-sig")
    assert "Bo Ray" in rows
    assert write_page(correct_graph(out, path), tmp_path / "page.html") == 3
    assert write_page(correct_graph(joined, path), tmp_path / "page.html") == 3
    assert outputs(out) == before
    built(news, tmp_path / "other", path)
    other = (tmp_path / "other" / "claims.nq").read_bytes()
    assert (joined / "claims.nq").read_bytes() == other


def utterances(where: Path | Store) -> set[tuple[str, str]]:
    """The statements that a graph says are of one utterance."""
    store = where if isinstance(where, Store) else read_store(where)
    answer = run(store, "SELECT ?one ?other { ?one cs:sameUtteranceAs ?other }")
    assert isinstance(answer, QuerySolutions)
    return {(row["one"].value, row["other"].value) for row in answer}


def test_an_utterance_is_confirmed_and_rejected_in_every_later_build(
    news: Path, tmp_path: Path
) -> None:
    out, joined = tmp_path / "out", tmp_path / "joined"
    built(news, out)
    calm = sorted(node for node, (words, _) in said(out).items() if "calm" in words)
    paths = {}
    for name, modifier, author in (("link", "", "kg"), ("yes", "", "Ann"), ("no", "Not", "Ann")):
        row = [calm[0], "The sea is calm", "cs:sameUtteranceAs", modifier, calm[1], "", author]
        paths[name] = tmp_path / f"{name}.tsv"
        paths[name].write_text("\t".join(HEAD) + "\n" + "\t".join(row) + "\n", "utf-8")

    for name, found in (("yes", {(calm[0], calm[1])}), ("no", set())):
        assert built(news, out, paths[name]).problems == ()
        assert utterances(out) == found
        assert b"Ann" in outputs(out)["claims.nq"]
        assert check_graph(out / "claims.nq") == []
        for judgements in (None, paths["link"]):
            merge_graphs([str(out)], joined, judgements=judgements, corrections=paths[name])
            assert utterances(joined) == found
    merge_graphs([str(out)], joined, judgements=paths["link"])
    assert utterances(correct_graph(joined, paths["no"])) == set()
    assert utterances(correct_graph(out, paths["yes"])) == {(calm[0], calm[1])}


def test_the_commands_take_it_and_report_what_is_not_there(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    built(news, out)
    path = corrections(out)
    with path.open("a", encoding="utf-8") as file:
        file.write("x:gone\tNot here\trdf:type\t\tcs:Statement\t\tAnn\n")
    gone = f"kg: {path}:4: “Not here” is not in this graph"
    for command in (
        ["build", str(news), "-o", str(out), "--extractor", "rules", "-q"],
        ["merge", str(out), "-o", str(tmp_path / "joined")],
        ["view", str(out), "-o", str(tmp_path / "page.html")],
    ):
        done = kg(*command, "--corrections", str(path))
        assert done.returncode == 1, done.stderr
        assert gone in done.stderr


def test_the_commands_of_the_pages_work(news: Path, tmp_path: Path) -> None:
    news.rename(tmp_path / "my-articles.jsonl")
    table = "\t".join(HEAD) + "\n"
    (tmp_path / "corrections.tsv").write_text(table, "utf-8")
    commands = [line.split() for page in PAGES for line in page.read_text("utf-8").splitlines()]
    found = [words[1:] for words in commands if words[:1] == ["kg"] and "--corrections" in words]
    assert [words[0] for words in found] == ["build", "merge", "view", "build"]
    for words in found[:3]:
        rules = ["--extractor", "rules"] if words[0] == "build" else []
        named = [word.replace("my-articles", "my-articles.jsonl") for word in words]
        done = kg(*named, *rules, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)})
        assert (done.returncode, done.stderr) == (0, "")


def test_a_table_that_is_not_there_stops_a_build_before_it_begins(
    news: Path, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=r"no\.tsv does not exist; save it from the page"):
        built(news, tmp_path / "out", tmp_path / "no.tsv")
    assert not (tmp_path / "out").exists()
