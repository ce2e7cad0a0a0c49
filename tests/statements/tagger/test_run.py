"""The network's files: whole, or a clear error."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kg.errors import ModelError
from kg.statements import tagger
from kg.statements.tagger.confidence import FEATURES
from kg.statements.tagger.decode import TAGS
from kg.statements.tagger.run import WEIGHTS, load_tagger

if TYPE_CHECKING:
    from pathlib import Path

FILES = ["tagger.json", "tagger.onnx", "vocabulary.txt"]
MOST_BYTES = 30 * 2**20


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for name in FILES:
        shutil.copy(WEIGHTS / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(ModelError, match=rf"{name} cannot be read .*--extractor rules"):
        load_tagger(copied)


@pytest.mark.parametrize("name", ["tagger.onnx", "vocabulary.txt"])
def test_a_damaged_file_is_named(copied: Path, name: str) -> None:
    data = bytearray((copied / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copied / name).write_bytes(data)
    with pytest.raises(ModelError, match=rf"{name} is damaged .*--extractor rules"):
        load_tagger(copied)


def test_settings_that_are_no_json_are_named(copied: Path) -> None:
    (copied / "tagger.json").write_text('{"tags": [')
    with pytest.raises(ModelError, match=r"tagger\.json is damaged"):
        load_tagger(copied)


def test_without_weights_there_is_no_tagger(tmp_path: Path) -> None:
    assert not tagger.has_weights(tmp_path)


def test_the_shipped_files_fit_together_and_are_small() -> None:
    found = load_tagger(tagger.WEIGHTS)
    assert found.transitions.shape == (len(TAGS) + 1, len(TAGS) + 1)
    assert len(found.calibration) == len(FEATURES)
    assert tagger.describe().sha256 == found.sha256
    assert sum((WEIGHTS / name).stat().st_size for name in FILES) <= MOST_BYTES
    assert (WEIGHTS / "MODEL_CARD.md").is_file()
