"""Reading files, folders and standard input: what is read, what is refused, and in which words."""

from __future__ import annotations

import io
import os
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.documents import MAX_CHARACTERS, Metadata, describe_passed_over, read_documents
from kg.errors import InputError, Problem

if TYPE_CHECKING:
    from pathlib import Path

BAD_FILES = [
    pytest.param("a.txt", b"", "is empty", id="empty"),
    pytest.param("a.txt", b" \n\n", "is empty", id="blank"),
    pytest.param("a.txt", b"\x89PNG\0\0", "binary", id="binary"),
    pytest.param("a.txt", b"Caf\xe9", "not UTF-8", id="not UTF-8"),
    pytest.param("a.txt", b"x " * (MAX_CHARACTERS + 1), "split it into articles", id="too long"),
    pytest.param("a.txt", b"date 2024-05-01", "no text but headers", id="header only"),
    pytest.param("a.doc", b"PK", "no known format", id="unknown format"),
]


@pytest.mark.parametrize(("name", "data", "message"), BAD_FILES)
def test_a_bad_file_is_a_problem_and_the_rest_is_read(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(data)
    good.write_text("It rained.", encoding="utf-8")
    problem, document = read_documents([str(bad), str(good)])
    assert isinstance(problem, Problem)
    assert problem.where.startswith(str(bad))
    assert message in problem.message
    assert not isinstance(document, Problem)


def test_a_missing_path_ends_all_before_anything_is_read() -> None:
    with pytest.raises(InputError, match=r"nowhere\.txt does not exist"):
        read_documents(["seeds", "nowhere.txt"])


def test_a_folder_with_nothing_readable_says_what_would_be(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"PK")
    with pytest.raises(
        InputError, match=r"nothing readable; put files with a known ending in it \(\.atom "
    ):
        read_documents([str(tmp_path)])


def test_a_folder_is_read_through_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", ".hidden.txt", ".git/x.txt", "notes.doc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("It rained.", encoding="utf-8")
    assert [
        document.id
        for document in read_documents([str(tmp_path)])
        if not isinstance(document, Problem)
    ] == [
        "a/c.txt",
        "b.txt",
    ]


PASSED_OVER = [
    (["a.txt"], []),
    (["a.txt", ".hidden.jpg", ".git/x.png"], []),
    (["a.txt", "b.jpg"], ["passed over 1 file of other formats: 1 .jpg"]),
    (
        ["a.txt", "b.JPG", "c/d.jpg", "c/e.png", "LICENSE", "Minutes of Mr. Lee and others"],
        ["passed over 5 files of other formats: 2 .jpg, 2 without ending, 1 .png"],
    ),
    (
        ["a.txt", *(f"{letter}.{letter}x" for letter in "bcdefghijk")],
        [
            "passed over 10 files of other formats: 1 .bx, 1 .cx, 1 .dx, 1 .ex, 1 .fx, 1 .gx, 1 .hx, 1 .ix, 2 others"
        ],
    ),
]


@pytest.mark.parametrize(("names", "lines"), PASSED_OVER)
def test_what_is_passed_over_in_a_folder_is_counted_in_a_line(
    tmp_path: Path, names: list[str], lines: list[str]
) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("It rained.", encoding="utf-8")
    found = describe_passed_over([str(tmp_path), str(tmp_path / "a.txt"), "-", "nowhere"])
    assert list(found) == [f"{tmp_path}: {line}" for line in lines]


def test_what_the_user_says_wins(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "publisher: Old Post\ndate 2024-05-01 It rained.", encoding="utf-8"
    )
    [document] = read_documents([str(tmp_path)], Metadata(publisher="New Post"))
    assert not isinstance(document, Problem)
    assert (document.publisher, document.published) == ("New Post", date(2024, 5, 1))


@pytest.mark.parametrize(
    "data", [b"It rained.", b'{"id": "stdin", "text": "It rained."}'], ids=["text", "JSON Lines"]
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    [document] = read_documents(["-"])
    assert not isinstance(document, Problem)
    assert (document.id, document.text) == ("stdin", "It rained.")


def test_files_are_called_by_names_that_can_be_printed(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9\n.txt")).write_text("It rained.", encoding="utf-8")
    (tmp_path / os.fsdecode(b"x\xe9.csv")).write_bytes(b"\xff")
    document, problem = read_documents([str(tmp_path)])
    assert not isinstance(document, Problem)
    assert document.id == "caf\\xe9\\n.txt"
    assert isinstance(problem, Problem)
    assert problem.where == str(tmp_path / "x\\xe9.csv")


def test_links_lead_to_nothing_twice_and_round_in_no_circle(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / "a" / "to-b").symlink_to(tmp_path / "b")
    (tmp_path / "b" / "to-a").symlink_to(tmp_path / "a")
    found = list(read_documents([str(tmp_path)]))
    assert [one.id for one in found if not isinstance(one, Problem)] == ["a/a.txt", "a/to-b/b.txt"]
    [problem] = [one for one in found if isinstance(one, Problem)]
    assert "is a link to a folder above it" in problem.message


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("https://example.org/rain", "kg fetches nothing; save the page"),
        ("a" * 5000, "does not exist"),
    ],
    ids=["address", "too long for a path"],
)
def test_what_is_no_path_says_so(path: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_documents([path])
