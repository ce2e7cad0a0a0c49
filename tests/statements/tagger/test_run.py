"""The network's files: whole, or a clear error."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kg.errors import ModelError
from kg.statements import tagger
from kg.statements.tagger.confidence import FEATURES
from kg.statements.tagger.decode import TAGS
from kg.statements.tagger.run import WEIGHTS, load_tagger
from kg.statements.tagger.words import NEWS

if TYPE_CHECKING:
    from pathlib import Path

    from kg.statements.tagger.words import Numbers

FILES = ["tagger.json", "tagger.onnx", "vocabulary.txt"]
MOST_BYTES = 30 * 2**20
ROUGHLY = 0.2
"""How much scores of 3 on average may differ; .09 is found, .3 and more where windows mix."""


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


def test_windows_side_by_side_are_read_like_each_alone() -> None:
    network = load_tagger(WEIGHTS).session
    windows = [window(length) for length in (40, 90)]
    padded = [
        {name: np.pad(column, ((0, 0), (0, 90 - column.shape[1]))) for name, column in one.items()}
        for one in windows
    ]
    both = {name: np.concatenate([one[name] for one in padded]) for name in padded[0]}
    together, *_ = network.run(None, {**both, "convention": np.array([NEWS, NEWS])})
    for one, said in zip(windows, together, strict=True):
        [alone], *_ = network.run(None, {**one, "convention": np.array([NEWS])})
        # in 8 bits, what the largest number beside it is has a part in each
        assert np.abs(said[: len(alone)] - alone).mean() < ROUGHLY


def window(length: int) -> dict[str, Numbers]:
    """A window of words of a piece each, every one hanging on any other."""
    of = np.random.default_rng(length)
    any_of = {"pieces": 20_000, "piece_case": 5, "piece_quote": 3, "tag": 40, "dep": 40}
    columns = {name: of.integers(1, most, (1, length)) for name, most in any_of.items()}
    columns["head"] = of.integers(0, length, (1, length))
    columns["first"] = np.arange(length)[None]
    full = np.ones((1, length), dtype=np.int64)
    return {**columns, "piece_mask": full, "word_mask": full}
