"""The day of publication that a text prints above itself, and the site that stands for a publisher."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.documents import read_documents
from kg.documents.printed import find_printed_day

if TYPE_CHECKING:
    from pathlib import Path

DAYS = [
    pytest.param(
        "Bridge falls\n5 March 2024\n\nIt fell.", date(2024, 3, 5), id="a line of its own"
    ),
    pytest.param(
        "Bridge falls\nPublished: March 5th, 2024 10:30 GMT\n\nIt fell.",
        date(2024, 3, 5),
        id="with words and an hour",
    ),
    pytest.param("The bridge fell on 5 March 2024.\n\nIt was old.", None, id="in a sentence"),
    pytest.param("Bridge falls\n5 March\n\nIt fell.", None, id="without a year"),
    pytest.param("03/04/2024\n\nThe bridge fell.", None, id="a day or a month first"),
    pytest.param(
        "5 March 2024\n7 May 2024\n\nThe bridge fell.", None, id="two days that cannot both be it"
    ),
    pytest.param(
        "The bridge fell when a ship hit it and the mayor, who had come to see the ship, left at once"
        " with all of his guests\n5 March 2024",
        None,
        id="below the running text",
    ),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_printed_day(text: str, day: date | None) -> None:
    assert find_printed_day(text) == day


SITES = [
    pytest.param({"url": "https://www.post.example/rain"}, "post.example", id="site"),
    pytest.param({"url": "https://m.post.example/rain"}, "post.example", id="site for telephones"),
    pytest.param(
        {"url": "https://post.example/rain", "publisher": "The Post"},
        "The Post",
        id="a name is given",
    ),
    pytest.param({}, None, id="neither"),
]


@pytest.mark.parametrize(("fields", "publisher"), SITES)
def test_a_publisher_whom_nobody_names_is_the_site(
    tmp_path: Path, fields: dict[str, str], publisher: str | None
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"id": "a", "text": "It rained.", **fields}), "utf-8")
    [document] = read_documents([str(file)])
    assert getattr(document, "publisher", None) == publisher
