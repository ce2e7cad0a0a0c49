"""Adding a word is adding one row: each row of `docs/how-to/add-a-word.md`, and what it changes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language import words
from kg.language.annotation import annotate
from kg.model import Document
from kg.resolution import lexicon, officeholders, resolve
from kg.statements import extract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.language.annotation import Annotator
    from kg.model import ResolvedStatement

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-word.md"
SECTION = re.compile(
    r"^.*?: `(?P<table>\w+\.tsv)`[^.]*\. ?(?P<text>[^`]*?)\n\n```tsv\n(?P<head>.*)\n(?P<row>.*)\n```",
    re.MULTILINE,
)
SECTIONS = {
    match["row"].split("\t")[0]: match for match in SECTION.finditer(PAGE.read_text("utf-8"))
}
CACHES = [
    value
    for module in (words, lexicon, officeholders)
    for value in vars(module).values()
    if hasattr(value, "cache_clear")
]


def said(found: ResolvedStatement) -> str:
    return f"{source(found)} says {found.claim}"


def hedged(found: ResolvedStatement) -> str:
    return f"{found.hedge} is {found.certainty}"


def source(found: ResolvedStatement) -> str | None:
    return found.who[0].entity.name


def role(found: ResolvedStatement) -> str:
    return f"{source(found)} is {found.who[0].role}"


def kind(found: ResolvedStatement) -> str:
    entity = found.who[0].entity
    return f"{entity.name} is {entity.kind} {entity.medium}"


def channel(found: ResolvedStatement) -> str:
    return f"on {found.channel}"


CASES = {
    "flump": (said, None, "Ann Lee says the bridge is safe"),
    "mayhaps": (hedged, "None is unspecified", "mayhaps is possible"),
    "gonfalier": (role, "Ann Lee is None", "Ann Lee is gonfalier"),
    "Ann Lee": (source, "president", "Ann Lee"),
    "zograph": (kind, "zograph is unnamed None", "zograph is artefact image"),
    "burghmoot": (kind, "burghmoot is unnamed None", "burghmoot is organization None"),
    "bluebird": (channel, "on None", "on Bluebird"),
}


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the tables, which stands in for them."""
    folder = tmp_path / "en"
    shutil.copytree(Path(words.__file__).parent / "en", folder)
    monkeypatch.setattr(words, "files", lambda _: tmp_path)
    yield folder
    monkeypatch.undo()
    forget()


def forget() -> None:
    for cached in CACHES:
        cached.cache_clear()


@pytest.mark.parametrize("word", SECTIONS)
def test_the_page_shows_the_columns_of_the_table(word: str) -> None:
    section = SECTIONS[word]
    table = Path(words.__file__).parent / "en" / section["table"]
    assert section["head"] == table.read_text("utf-8").split("\n")[0]


def test_every_row_of_the_page_is_tried() -> None:
    assert SECTIONS.keys() == CASES.keys()


@pytest.mark.parametrize("word", CASES)
def test_a_new_word_is_one_row(nlp: Annotator, tables: Path, word: str) -> None:
    section, (shown, before, after) = SECTIONS[word], CASES[word]

    def found() -> str | None:
        forget()
        text = " ".join(section["text"].split())
        document = Document(id="a", text=text, paragraphs=paragraphs(text))
        [annotated] = annotate([document], nlp)
        resolved = resolve(annotated, extract(annotated, "rules")).statements
        told = [one for one in resolved if one.statement.cue]
        return shown(told[0]) if told else None

    assert found() == before
    with (tables / section["table"]).open("a", encoding="utf-8") as table:
        table.write(f"{section['row']}\n")
    assert found() == after
