"""The library's settings, and what it says of a document that it cannot read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from kg.config import Config, KeepText
from kg.documents import Metadata
from kg.errors import ConfigError, Problem
from kg.model import Document
from kg.pipeline import extract_documents

if TYPE_CHECKING:
    from pathlib import Path


def test_a_document_that_cannot_be_read_is_never_passed_over_in_silence(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a.txt").write_text("It rained, Ann Lee said.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"Caf\xe9")
    config = Config(extractor="rules")
    assert len(list(extract_documents(tmp_path, config))) == 1
    [warning] = caplog.messages
    assert warning.startswith(f"{tmp_path / 'b.txt'}: is not UTF-8")

    problems: list[Problem] = []
    assert len(list(extract_documents(tmp_path, config, problems=problems))) == 1
    assert [str(problem) for problem in problems] == caplog.messages  # and no other warning


def test_documents_are_taken_among_paths_and_instead_of_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“It rained,” Ann Lee said.", encoding="utf-8")
    config, metadata = Config(extractor="rules"), Metadata(publisher="The Paper")
    text = "“It snowed,” Bo Ek said.\n\nHe went."
    made = Document(id="b", text=text, paragraphs=(), title="Snow")
    [alone] = extract_documents(made, config, metadata)
    assert (alone.document.publisher, alone.document.title) == ("The Paper", "Snow")
    assert [span.of(text) for span in alone.document.paragraphs] == text.split("\n\n")
    both = list(extract_documents([tmp_path / "a.txt", made], config, metadata))
    assert [found.statements[0].who[0].entity.name for found in both] == ["Ann Lee", "Bo Ek"]
    problems: list[Problem] = []
    assert not list(extract_documents([replace(made, text=" ")], config, problems=problems))
    assert [str(one) for one in problems] == [
        "b: has no text but headers and notices; give it a text or leave it out"
    ]


@pytest.mark.parametrize(
    ("settings", "name", "value"),
    [
        pytest.param({"types": {"belief"}}, "types", frozenset({"belief"}), id="a set"),
        pytest.param({"types": "belief"}, "types", frozenset({"belief"}), id="a text"),
        pytest.param({"types": None}, "types", None, id="all"),
        pytest.param({"keep_text": "none"}, "keep_text", KeepText.NONE, id="what the value says"),
    ],
)
def test_a_setting_is_taken_for_what_it_means(
    settings: dict[str, Any], name: str, value: object
) -> None:
    config = Config(**settings)
    assert getattr(config, name) == value
    assert type(getattr(config, name)) is type(value)
    assert hash(config) == hash(Config(**{name: value}))  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize(
    ("make", "settings", "message"),
    [
        (Config, {"types": {"opinion"}}, "unknown type 'opinion'; choose from assertion, belief"),
        (Config, {"keep_text": "all"}, "unknown keep_text 'all'; choose from none, passages, full"),
        (Config, {"min_confidence": 60}, "min_confidence cannot be 60; give one from 0 to 1"),
        (Config, {"min_source_confidence": -1}, "min_source_confidence cannot be -1"),
        (Metadata, {"published": "2020-01-01"}, "published cannot be '2020-01-01'; give a day"),
        (Metadata, {"published": datetime(2020, 1, 1, tzinfo=UTC)}, "published cannot be datetime"),
        (Metadata, {"columns": {"txt": "body"}}, "columns has 'txt', which is none of the fields"),
    ],
)
def test_a_setting_that_means_nothing_is_refused_in_words(
    make: type[Config | Metadata], settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        make(**settings)


def test_a_day_and_the_fields_that_there_are_pass() -> None:
    metadata = Metadata(published=date(2020, 1, 1), columns={"text": "body"})
    assert metadata.published == date(2020, 1, 1)
