from __future__ import annotations

import doctest
import json

from benchmarks import articles as module
from benchmarks.articles import articles
from kg.documents.files import file_of_bytes
from kg.documents.formats.jsonlines import read
from kg.model import Document


def test_the_first_of_many_are_those_of_few() -> None:
    assert list(articles(200))[:20] == list(articles(20))


def test_another_seed_gives_others() -> None:
    assert list(articles(20, seed=1)) != list(articles(20))


def test_no_two_are_the_same() -> None:
    many = list(articles(2000))
    assert (
        len({article["id"] for article in many})
        == len({article["text"] for article in many})
        == 2000
    )


def test_they_are_read_without_a_problem_and_nothing_is_left_to_fill_in() -> None:
    lines = "\n".join(json.dumps(article) for article in articles(300))
    found = list(read(file_of_bytes(lines.encode())))
    assert all(isinstance(document, Document) for document in found)
    assert "{" not in "".join(document.text for document in found if isinstance(document, Document))


def test_its_example() -> None:
    assert doctest.testmod(module).failed == 0
