"""Sorting on disk gives what sorting in memory would, however few lines fit in it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.disk import sorting
from kg.disk.sorting import _write_run, in_order, sorted_lines

lines = st.lists(
    st.binary(max_size=3).map(lambda line: line.replace(b"\n", b"").replace(b"\r", b"") + b"\n")
)


@pytest.mark.parametrize(("run", "ahead", "files"), [(1, 1, 2), (8, 3, 3), (1 << 25, 1 << 19, 100)])
def test_any_pieces(monkeypatch: pytest.MonkeyPatch, run: int, ahead: int, files: int) -> None:
    for name, value in (("RUN", run), ("_AHEAD", ahead), ("_MOST_OPEN", files)):
        monkeypatch.setattr(sorting, name, value)

    @settings(deadline=None)
    @given(st.lists(lines))
    def gives_each_line_once(pieces: list[list[bytes]]) -> None:
        with TemporaryDirectory() as folder:
            found = list(sorted_lines(map(b"".join, pieces), Path(folder)))
        assert found == sorted({line for piece in pieces for line in piece})

    gives_each_line_once()


def test_more_files_than_may_be_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorting, "_MOST_OPEN", 2)
    runs = [
        _write_run([b"%d\n" % number, b"x\n"], tmp_path / f"run{number}") for number in range(7)
    ]
    assert [line for batch in in_order(runs, tmp_path) for line in batch] == [
        *(b"%d\n" % number for number in range(7)),
        *[b"x\n"] * 7,
    ]
    assert not any(run.exists() for run in runs)
