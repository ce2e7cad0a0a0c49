"""Builds of many articles: the same bytes whoever works, taken up where they were, no more done than needed."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from pyoxigraph import QuerySolutions

from benchmarks.articles import articles
from kg.build import build_graph, task
from kg.config import Config, KeepText
from kg.documents import Metadata
from kg.errors import StoreError
from kg.model import Document
from kg.query import run
from kg.store import read_store
from tests.build.conftest import (
    PATIENCE,
    command,
    kg,
    kill,
    outputs,
    recorded,
    shards,
    wait_for,
    workers_of,
)

if TYPE_CHECKING:
    from kg.build import Progress, Report

RULES = ("--extractor", "rules", "-q")


def test_more_workers_write_the_same_bytes(
    news: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    done = kg("build", str(news), *RULES, "--workers", "8", "-o", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert outputs(tmp_path) == undisturbed


def test_a_build_that_is_killed_goes_on_where_it_was(
    news: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    arguments = ("build", str(news), *RULES, "--workers", "2", "-o", str(tmp_path))
    with subprocess.Popen(command(*arguments)) as process:
        wait_for(lambda: len(shards(tmp_path)) >= 3, process)
        orphans = workers_of(process)
        kill(process.pid)
    assert not (tmp_path / "claims.nq").exists()
    wait_for_the_end_of(orphans)
    before = {name: when for name, when in shards(tmp_path).items() if name in recorded(tmp_path)}
    assert kg(*arguments).returncode == 0
    assert before.items() <= shards(tmp_path).items()  # what is in the manifest is not done again
    assert not list((tmp_path / "shards").glob(".*"))  # nor is anything left of what was begun
    assert outputs(tmp_path) == undisturbed


def wait_for_the_end_of(processes: list[int]) -> None:
    """The workers of a build end with it, however it ends."""
    _, alive = psutil.wait_procs(
        [psutil.Process(pid) for pid in processes if psutil.pid_exists(pid)], PATIENCE
    )
    assert not alive


def test_a_killed_worker_costs_its_task_and_no_more(
    news: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    with subprocess.Popen(
        command("build", str(news), *RULES, "--workers", "2", "-o", str(tmp_path))
    ) as process:
        wait_for(lambda: shards(tmp_path), process)
        kill(workers_of(process)[0])
        assert process.wait(PATIENCE) == 0
    assert outputs(tmp_path) == undisturbed


def write(folder: Path, numbers: range) -> dict[str, Path]:
    """Articles as files of a folder."""
    folder.mkdir(exist_ok=True)
    paths = {}
    for article in list(articles(numbers.stop))[numbers.start :]:
        paths[article["id"]] = folder / f"{article['id']}.txt"
        paths[article["id"]].write_text(
            f"url: {article['url']}\n\n{article['text']}", encoding="utf-8"
        )
    return paths


def built(path: Path, out: Path, **options: Any) -> Report:  # noqa: ANN401 - whatever `build` takes
    """Build in this process, which has the language model already."""
    config = Config(
        extractor="rules", **{name: options.pop(name) for name in ("keep_text",) if name in options}
    )
    metadata = Metadata(publisher=options.pop("publisher", None))
    return build_graph([str(path)], out, config, metadata, **options)


def test_only_what_is_new_or_changed_is_extracted(tmp_path: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    paths = list(write(news, range(6)).values())
    assert built(news, out).documents == 6
    first = shards(out)
    assert built(news, out).documents == 6
    assert shards(out) == first

    paths[0].write_text(
        "url: https://example.org/new\n\nIt rained, Ann Lee said.", encoding="utf-8"
    )
    paths[1].touch()
    assert built(news, out).documents == 6
    added = set(shards(out)) - set(first)
    assert first.items() <= shards(out).items()
    [shard] = [path for path in (out / "shards").glob("??/*.nq") if path.name in added]
    assert shard.read_bytes().count(b"<https://schema.org/NewsArticle>") == 1

    fresh = tmp_path / "fresh"
    built(news, fresh)
    assert outputs(fresh) == outputs(out)


def test_what_is_gone_is_kept_until_it_is_pruned(tmp_path: Path) -> None:
    news, out, fresh = (tmp_path / name for name in ("news", "out", "fresh"))
    first, *_ = write(news, range(4)).values()
    built(news, out)
    first.unlink()
    kept = built(news, out)
    assert (kept.documents, kept.kept) == (4, 1)
    pruned = built(news, out, prune=True)
    assert (pruned.documents, pruned.kept) == (3, 0)
    built(news, fresh)
    assert outputs(fresh) == outputs(out)


def test_a_changed_line_of_a_file_is_all_that_is_extracted_again(tmp_path: Path) -> None:
    path, out = tmp_path / "news.jsonl", tmp_path / "out"
    lines = [json.dumps(article) + "\n" for article in articles(20)]
    path.write_text("".join(lines), encoding="utf-8")
    built(path, out)
    first = shards(out)
    path.write_text(
        "".join([json.dumps({"text": "It rained, Ann Lee said."}) + "\n", *lines]), encoding="utf-8"
    )
    assert built(path, out).documents == 21
    [added] = set(shards(out)) - set(first)
    [shard] = (out / "shards").glob(f"??/{added}")
    assert shard.read_bytes().count(b"<https://schema.org/NewsArticle>") == 1


def test_other_settings_extract_all_again(tmp_path: Path) -> None:
    news, out, fresh = (tmp_path / name for name in ("news", "out", "fresh"))
    write(news, range(3))
    built(news, out)
    built(news, out, publisher="The Oslo Post", keep_text=KeepText.FULL)
    built(news, fresh, publisher="The Oslo Post", keep_text=KeepText.FULL)
    assert outputs(out) == outputs(fresh)


def test_a_lost_or_cut_shard_is_written_again_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    write(news, range(3))
    built(news, out)
    before = outputs(out)
    [shard] = (out / "shards").glob("??/*.nq")
    data = shard.read_bytes()
    for spoil in (shard.unlink, lambda: shard.write_bytes(data[:-9])):
        spoil()
        built(news, out)
        assert shard.read_bytes() == data
        assert outputs(out) == before
    shard.write_bytes(data.replace(b"said", b"sang"))
    with pytest.raises(StoreError, match="is damaged; remove it and build again"):
        built(news, out)


def test_many_problems_are_listed_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news, out = tmp_path / "news.jsonl", tmp_path / "out"
    news.write_text(
        '{"text": "It rained, Ann Lee said."}\n' + '{"text": ""}\n' * 5, encoding="utf-8"
    )
    monkeypatch.setattr("kg.build.archive._LISTED_PROBLEMS", 3)
    report = built(news, out)
    assert (report.problem_count, len(report.problems)) == (5, 3)
    lines = (out / "problems.txt").read_text(encoding="utf-8").splitlines()
    assert lines == [
        f'{news}:{line}: has no "text"; every record needs one' for line in range(2, 7)
    ]
    monkeypatch.setattr("kg.build.archive._LISTED_PROBLEMS", 5)
    assert len(built(news, out).problems) == 5
    assert not (out / "problems.txt").exists()


def test_whoever_watches_is_told_how_far_it_is_and_when_only_the_outputs_are_left(
    tmp_path: Path,
) -> None:
    write(tmp_path / "news", range(30))
    (tmp_path / "news" / "broken.txt").write_bytes(b"\xff\xfe\xff")
    seen: list[tuple[int, int, float, bool]] = []

    def watch(progress: Progress) -> None:
        share = progress.done / progress.total
        seen.append((progress.documents, progress.problems, share, progress.is_writing))
        assert not (tmp_path / "out" / "claims.nq").exists()

    build_graph(
        [str(tmp_path / "news")],
        tmp_path / "out",
        Config(extractor="rules"),
        workers=1,
        watch=watch,
    )
    assert [share for _, _, share, _ in seen] == sorted(share for _, _, share, _ in seen)
    assert seen[0] == (0, 0, 0, False)  # before anything is read
    assert seen[-2:] == [(30, 1, 1.0, False), (30, 1, 1.0, True)]


def test_two_builds_at_once_in_one_folder_are_one_too_many(news: Path, tmp_path: Path) -> None:
    arguments = ("build", str(news), *RULES, "--workers", "1", "-o", str(tmp_path))
    with subprocess.Popen(command(*arguments)) as process:
        wait_for((tmp_path / "shards" / "known").exists, process)
        second = kg(*arguments)
        assert (second.returncode, "in use by another build" in second.stderr) == (2, True)
        process.kill()


def test_standard_input_of_a_second_build_takes_the_place_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in (b"It rained, Ann Lee said.", b"It snowed, Bo Ek said."):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(text))))
        assert built(Path("-"), tmp_path).documents == 1
    turtle = (tmp_path / "claims.ttl").read_text(encoding="utf-8")
    assert ("Bo Ek" in turtle, "Ann Lee" in turtle) == (True, False)


def test_wire_copies_are_versions_of_the_first_that_was_published(tmp_path: Path) -> None:
    one, other = (article["text"] for article in list(articles(40))[::39])
    longer = f"{one}\n\nThe paper adds that the mayor was not there on that day, and that nobody asked for him."
    cut = "\n\n".join(one.split("\n\n")[:-1])
    copies = [
        ("b", longer, "2025-01-02"),
        ("a", one, "2025-01-01"),
        ("c", cut, None),
        ("d", other, "2024-01-01"),
    ]
    path = tmp_path / "news.jsonl"
    records = [
        {"text": text, "url": f"https://example.org/{name}", "published": day}
        for name, text, day in copies
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    built(path, tmp_path / "out")
    links = "SELECT ?of WHERE { ?a <http://purl.org/dc/terms/isVersionOf>/<https://schema.org/url> ?of }"
    found = run(read_store(tmp_path / "out" / "store"), links, {})
    assert isinstance(found, QuerySolutions)
    assert [str(row[0]) for row in found] == ["<https://example.org/a>"] * 2


def test_documents_that_differ_in_a_word_are_told_apart() -> None:
    one, other = (
        Document(id="a", text=text, paragraphs=()) for text in ("It rained.", "It hailed.")
    )
    assert repr(one) == repr(other)
    keys = {task._key_of(document, Config()) for document in (one, other)}  # noqa: SLF001
    assert len(keys) == 2
