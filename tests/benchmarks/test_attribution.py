"""The table of scores and speeds, on a small invented article."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING, Any

import pytest
import spacy

from benchmarks import attribution, systems
from benchmarks.disturb import DISTURBANCES
from kg.config import Config

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.tokens import Doc, Span

    from kg.language.annotation import Annotator

TEXT = 'Mayor Ann Ek said the ferry will sail again in May.\n\n"The pier is safe and dry," said Bo Lind, an engineer.'


def spans(*words: str) -> list[list[int]]:
    return [[TEXT.index(part), TEXT.index(part) + len(part)] for part in words]


RECORD: dict[str, Any] = {
    "id": "ferry",
    "publisher": "harbour",
    "text": TEXT,
    "gold": [
        {
            "source": spans("Mayor Ann Ek"),
            "cue": spans("said"),
            "content": spans("the ferry will sail again in May"),
        }
    ],
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    file = tmp_path / "articles.jsonl"
    file.write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    return file


def test_every_table_is_printed(
    articles: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["attribution", str(articles), "--robust"])
    attribution.main()
    out = capsys.readouterr().out
    assert re.findall(r"^\| (\S[^|]*?) +\|.*\n\|-", out, re.MULTILINE) == [
        "found",
        "publisher",
        "all in",
        "stage of kg",
        "text",
    ]
    assert re.search(r"^\| harbour +\| 1 +\| 1 ", out, re.MULTILINE)
    for name in (
        "kg --extractor rules",
        "plain spaCy",
        "reading",
        "resolution",
        "clean",
        *DISTURBANCES,
    ):
        assert re.search(rf"^\| {name}", out, re.MULTILINE), name


def test_kg_leaves_out_what_nobody_is_said_to_say(articles: Path) -> None:
    found = systems.kg_system("rules", Config(extractor="rules")).find(articles)
    assert RECORD["gold"][0] in found["ferry"]
    assert all(one["cue"] for one in found["ferry"])


def test_textacy_says_how_to_install_it(nlp: Annotator, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(systems, "version", missing)
    assert systems.textacy_system(nlp) is None


def test_what_stops_textacy_is_nothing_found() -> None:
    def stops(doc: Doc) -> list[Span]:
        raise ValueError(f"{len(doc)} quotation marks found")

    assert systems.quotations(stops, spacy.blank("en")("Go"), 0) == []


def test_neighbouring_tokens_make_one_stretch() -> None:
    doc = spacy.blank("en")("It has now been said")
    assert systems.runs([doc[1], doc[3], doc[4]], 10) == [[13, 16], [21, 30]]
