from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kg.disk.files import replacing_files, write_whole
from kg.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path


def test_files_take_their_places_together(tmp_path: Path) -> None:
    with replacing_files(tmp_path / "new" / "out") as folder:
        (folder / "a").write_text("1")
        (folder / "b").write_text("2")
        (folder / "workshop").mkdir()
        assert not (tmp_path / "new" / "out" / "a").exists()
    assert {path.name: path.read_text() for path in (tmp_path / "new" / "out").iterdir()} == {
        "a": "1",
        "b": "2",
    }


def test_what_fails_leaves_what_stood_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")

    def fail() -> None:
        with replacing_files(tmp_path) as folder:
            (folder / "a").write_text("new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_text() == "old"


@pytest.mark.parametrize(
    ("place", "named"),
    [
        pytest.param("a file/page.html", "a file cannot be written", id="its folder is a file"),
        pytest.param("a folder", "a folder cannot be written", id="it is a folder itself"),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, place: str, named: str) -> None:
    (tmp_path / "a file").write_text("old")
    (tmp_path / "a folder").mkdir()
    with pytest.raises(StoreError, match=named):
        write_whole(tmp_path / place, b"new")
    assert (tmp_path / "a file").read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"a file", "a folder"}


def test_a_link_stays_one_and_the_file_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "page.html").write_text("old", encoding="utf-8")
    (tmp_path / "link.html").symlink_to("shared/page.html")
    write_whole(tmp_path / "link.html", b"new")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "shared" / "page.html").read_bytes() == b"new"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as thread:
        read = thread.submit(pipe.read_bytes)
        write_whole(pipe, b"new")
        assert read.result(timeout=60) == b"new"
    assert pipe.is_fifo()


def test_links_in_a_circle_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    write_whole(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
