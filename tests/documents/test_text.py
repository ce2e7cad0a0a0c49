"""Plain text: what is header, what is caption, what is running text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.files import UnreadableError, file_of_bytes
from kg.documents.formats.text import read
from kg.model import Document


def document(text: str) -> Document:
    [found] = read(file_of_bytes(text.encode(), "news.txt"))
    assert isinstance(found, Document)
    return found


HEADERS = [
    # text, published, title, publisher, paragraphs
    pytest.param("It rained.", None, "news", None, ["It rained."], id="no header"),
    pytest.param(
        " date 2024-05-01 It rained.",
        date(2024, 5, 1),
        "news",
        None,
        ["It rained."],
        id="date, then text",
    ),
    pytest.param(
        "date: 2024-05-01\n\nIt rained.",
        date(2024, 5, 1),
        "news",
        None,
        ["It rained."],
        id="date line",
    ),
    pytest.param(
        "Title: Rain\nPublisher: The Oslo Post\ndate 2024-05-01\n\nIt rained.",
        date(2024, 5, 1),
        "Rain",
        "The Oslo Post",
        ["It rained."],
        id="header lines",
    ),
    pytest.param(
        "date 2024-02-30 It rained.",
        None,
        "news",
        None,
        ["date 2024-02-30 It rained."],
        id="no such day",
    ),
    pytest.param(
        "date 2024-05-012 It rained.",
        None,
        "news",
        None,
        ["date 2024-05-012 It rained."],
        id="no date",
    ),
    pytest.param(
        "It rained.\n\nTitle: Rain",
        None,
        "news",
        None,
        ["It rained.", "Title: Rain"],
        id="header at the top only",
    ),
]


@pytest.mark.parametrize(("text", "published", "title", "publisher", "paragraphs"), HEADERS)
def test_header(
    text: str,
    published: date | None,
    title: str | None,
    publisher: str | None,
    paragraphs: list[str],
) -> None:
    found = document(text)
    assert (found.published, found.title, found.publisher) == (published, title, publisher)
    assert [span.of(text) for span in found.paragraphs] == paragraphs


TITLES = [
    pytest.param(
        "Bridge falls in Oslo\n\nIt fell, she said.", "Bridge falls in Oslo", id="headline"
    ),
    pytest.param(
        "The bridge fell.\n\nIt was old, she said.", "news", id="a sentence is no headline"
    ),
    pytest.param(
        "Bridge falls in Oslo\nBy Bo Ek\n\nIt fell, she said.",
        "Bridge falls in Oslo",
        id="a headline above a byline",
    ),
    pytest.param(
        "The bridge fell when a\nship hit it\n\nIt was old.", "news", id="running text in lines"
    ),
    pytest.param("By Bo Ek of the Post\n\nThe bridge fell.", "news", id="a byline"),
    pytest.param("Monday, 6 May 2024\n\nThe bridge fell.", "news", id="a day"),
    pytest.param("Bridge falls in Oslo", "news", id="nothing below it"),
    pytest.param("Title: Rain\n\nBridge falls in Oslo\n\nIt fell.", "Rain", id="a title is given"),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_a_text_is_called_by_its_headline_or_else_its_file(text: str, title: str) -> None:
    assert document(text).title == title


CAPTIONS = [
    pytest.param(
        "date 2024-05-01 Rain in Oslo. — Reuters\n\nIt rained.",
        ("Rain in Oslo.", "Reuters"),
        id="em dash",
    ),
    pytest.param(
        "date 2024-05-01 Rain in Oslo. -- NTB\n\nIt rained.",
        ("Rain in Oslo.", "NTB"),
        id="two hyphens",
    ),
    pytest.param(
        "date 2024-05-01\n\nRain in Oslo. – Agence France-Presse\n\nIt rained.",
        ("Rain in Oslo.", "Agence France-Presse"),
        id="below the date",
    ),
    pytest.param("Rain in Oslo. — Reuters\n\nIt rained.", None, id="only beside a date"),
    pytest.param(
        "date 2024-05-01 It rained — and how it rained\n\nMore.", None, id="no credit: lower case"
    ),
    pytest.param(
        "date 2024-05-01 It rained. — He left.\n\nMore.", None, id="no credit: a sentence"
    ),
    pytest.param("date 2024-05-01 — Reuters\n\nIt rained.", None, id="nothing before the dash"),
]


@pytest.mark.parametrize(("text", "expected"), CAPTIONS)
def test_caption(text: str, expected: tuple[str, str] | None) -> None:
    found = [
        (caption.content.of(text), caption.credit.of(text)) for caption in document(text).captions
    ]
    assert found == ([expected] if expected else [])


PARAGRAPHS = [
    pytest.param("One.\n\nTwo.", ["One.", "Two."], id="blank line"),
    pytest.param("One\nand on.\n\nTwo.", ["One\nand on.", "Two."], id="wrapped lines"),
    pytest.param("One.\nTwo.", ["One.", "Two."], id="a line each where none is blank"),
    pytest.param("One.\r\n\r\nTwo.\r\n", ["One.", "Two."], id="Windows line ends"),
    pytest.param("One.\n \t\n\n  Two.", ["One.", "Two."], id="blank lines with white space"),
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in document(text).paragraphs] == expected


@given(st.text(alphabet=st.sampled_from("ab.\n\r \t—-date0123:"), min_size=1).filter(str.strip))
def test_any_text_is_kept_as_it_is_and_every_letter_of_it_is_somewhere(text: str) -> None:
    found = document(text)
    assert found.text == text
    spans = [
        *found.paragraphs,
        *(part for caption in found.captions for part in (caption.content, caption.credit)),
    ]
    assert all(
        left.end <= right.start
        for left, right in zip(sorted(spans), sorted(spans)[1:], strict=False)
    )
    if not (found.published or found.title):
        outside = {index for index, letter in enumerate(text) if not letter.isspace()}
        assert outside == {
            i for span in spans for i in range(span.start, span.end) if not text[i].isspace()
        }


def test_bytes_that_are_no_utf8_are_a_problem_that_says_where() -> None:
    with pytest.raises(UnreadableError, match="0xe9 at 3"):
        list(read(file_of_bytes("Caf\xe9".encode("latin-1"), "news.txt")))


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    [found] = read(file_of_bytes(b"\xef\xbb\xbfIt rained.", "news.txt"))
    assert isinstance(found, Document)
    assert found.text == "It rained."
