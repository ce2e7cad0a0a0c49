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
    pytest.param('{"id": "b", "text": "a\\ud800"}', "surrogate", id="half a surrogate pair"),
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


LEFT_OUT = [
    pytest.param('"published": "4 May"', '"published" that is not one day (4 May)', id="no date"),
    pytest.param('"published": "03/04/2013"', "not one day", id="a date that is two"),
    pytest.param('"published": ["2024-05-01"]', "not one day", id="a list of dates"),
    pytest.param('"published": true', "not one day", id="neither date nor words"),
    pytest.param('"title": 7', '"title" that is no string', id="title of another type"),
    pytest.param('"url": {}', '"url" that is no string', id="address of another type"),
    pytest.param('"publisher": ["a"]', '"publisher" that is no string', id="publisher in a list"),
    pytest.param('"language": 1', '"language" that is no string', id="language of another type"),
    pytest.param('"authors": [1]', "no list of strings", id="authors of another type"),
    pytest.param('"authors": ["\\ud800"]', "surrogate", id="half an author"),
    pytest.param('"title": "a\\u0000"', "NUL", id="a NUL in the title"),
    pytest.param('"id": "\\ud800"', "surrogate", id="half an id"),
    pytest.param('"id": ["b"]', '"id" that is no string', id="id of another type"),
]


@pytest.mark.parametrize(("field", "message"), LEFT_OUT)
def test_an_optional_field_that_is_wrong_is_listed_and_costs_no_text(
    field: str, message: str
) -> None:
    line = f'{{"text": "It rained.", {field}}}'
    document, problem = read(file_of_bytes(f"{line}\n".encode(), "news.jsonl"))
    assert isinstance(document, Document)
    assert (document.id, document.text) == ("news.jsonl:1", "It rained.")
    assert (document.title, document.url, document.publisher, document.language) == (None,) * 4
    assert (document.published, document.authors) == (None, ())
    assert isinstance(problem, Problem)
    assert problem.where == "news.jsonl:1"
    assert message in problem.message
    assert problem.message.endswith("the article was read without it")


def test_each_field_that_is_wrong_is_listed() -> None:
    line = b'{"text": "It rained.", "title": 7, "published": "soon", "url": "https://a.example/b"}'
    document, *problems = read(file_of_bytes(line, "news.jsonl"))
    assert isinstance(document, Document)
    assert document.url == "https://a.example/b"
    assert len(problems) == 2


DATES = [
    ("2024-05-01", date(2024, 5, 1)),
    ("2024-05-01T23:30:00-05:00", date(2024, 5, 1)),
    ("20240501", date(2024, 5, 1)),
    ("2024-W18-3", date(2024, 5, 1)),
    ("03-May-22", date(2022, 5, 3)),
    ("2 min read.14 Mar 2024", date(2024, 3, 14)),
    ("Mar. 14, 2025 10:05 a.m. EDT", date(2025, 3, 14)),
    ("Sept. 3, 2021", date(2021, 9, 3)),
    ("12 May '22", date(2022, 5, 12)),
    ("May 3rd, 22", date(2022, 5, 3)),
    ("14 Mar 24, 10:05", date(2024, 3, 14)),
    ("13/04/2013", date(2013, 4, 13)),
    ("04/13/2013", date(2013, 4, 13)),
    ("1. Mai 2024", date(2024, 5, 1)),
    (1714521600, date(2024, 5, 1)),
    (1714521600000, date(2024, 5, 1)),
    ("1714521600.5", date(2024, 5, 1)),
    # near misses
    ("05-03-22", None),
    ("3 May 22 people fell ill", None),
    ("May 2024", None),
    ("31 Feb 2022", None),
    ("yesterday", None),
    ("2 hours ago", None),
    (2024, None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("words", "day"), DATES)
def test_days_are_read_as_people_write_them(words: object, day: date | None) -> None:
    line = json.dumps({"text": "It rained.", "published": words})
    document, *problems = read(file_of_bytes(line.encode(), "news.jsonl"))
    assert isinstance(document, Document)
    assert document.published == day
    assert bool(problems) == (day is None and words not in {"", None})


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
