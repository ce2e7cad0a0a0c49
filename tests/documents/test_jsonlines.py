"""JSON Lines: a document a line, and a broken line costs no other."""

from __future__ import annotations

import json
from datetime import date

import pytest

from kg.documents.files import file_of_bytes
from kg.documents.formats.jsonlines import read
from kg.errors import Problem
from kg.model import Document

GOOD = '{"id": "a", "text": "It rained."}'

BROKEN = [
    pytest.param('{"id": "b"', "is not JSON", id="cut off"),
    pytest.param("[1, 2]", "is not a JSON object", id="no object"),
    pytest.param('{"id": "b"}', 'has no "text"', id="no text"),
    pytest.param('{"id": "b", "text": "  "}', 'has no "text"', id="blank text"),
    pytest.param('{"id": "b", "text": 7}', '"text" that is no string', id="text of another type"),
    pytest.param(
        '{"id": "b", "text": "a", "published": "4 May"}', "no ISO 8601 date", id="no date"
    ),
    pytest.param(
        '{"id": "b", "text": "a", "authors": [1]}',
        "no list of strings",
        id="authors of another type",
    ),
    pytest.param('{"id": "b", "text": "a\\ud800"}', "surrogate", id="half a surrogate pair"),
    pytest.param('{"text": "a", "authors": ["\\ud800"]}', "surrogate", id="half an author"),
    pytest.param('{"id": "\\ud800", "text": "a"}', "surrogate", id="half an id"),
    pytest.param('{"id": ["b"], "text": "a"}', '"id" that is no string', id="id of another type"),
    pytest.param("[" * 100_000, "", id="nested too deeply"),
]


@pytest.mark.parametrize(("line", "message"), BROKEN)
def test_a_broken_line_is_a_problem_and_the_others_are_read(line: str, message: str) -> None:
    first, second, third = read(file_of_bytes(f"{GOOD}\n{line}\n{GOOD}".encode(), "news.jsonl"))
    assert isinstance(first, Document)
    assert isinstance(second, Problem)
    assert isinstance(third, Document)
    assert second.where == "news.jsonl:2"
    assert message in second.message


def test_every_field_is_read() -> None:
    line = {
        "id": 7,
        "text": "It rained.\n\nIt poured.",
        "title": "Rain",
        "url": "https://example.org/rain",
        "publisher": "The Oslo Post",
        "published": "2024-05-01T10:00:00Z",
        "authors": ["Ann Lee"],
        "language": "en",
    }
    [found] = read(file_of_bytes(json.dumps(line).encode(), "news.jsonl"))
    assert isinstance(found, Document)
    assert (found.id, found.title, found.url, found.publisher) == (
        "7",
        "Rain",
        line["url"],
        "The Oslo Post",
    )
    assert (found.published, found.authors, found.language) == (
        date(2024, 5, 1),
        ("Ann Lee",),
        "en",
    )
    assert len(found.paragraphs) == 2


def test_line_ends_inside_a_text_part_no_lines() -> None:
    line = json.dumps({"id": "a", "text": "It\u2028rained\x85."}, ensure_ascii=False)
    [found] = read(file_of_bytes(line.encode(), "news.jsonl"))
    assert isinstance(found, Document)
    assert found.text == "It\u2028rained\x85."


@pytest.mark.parametrize("data", [b"", b"\n  \n"], ids=["nothing", "blank lines"])
def test_a_file_without_a_document_is_a_problem(data: bytes) -> None:
    [problem] = read(file_of_bytes(data, "news.jsonl"))
    assert str(problem) == "news.jsonl: is empty; give it a document a line or leave it out"
