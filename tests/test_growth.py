"""What a document costs grows with its length, and what a graph costs with its articles; what is no article is refused.

`python -m benchmarks.growth` measures the same up to a million code points.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Final, TypeVar

import pytest
from pyoxigraph import QuerySolutions, Store

from kg import pipeline
from kg.build import build_graph
from kg.config import Config
from kg.documents import MAX_CHARACTERS, MAX_PARAGRAPHS, MAX_WORDS, read_documents
from kg.documents.paragraphs import paragraphs
from kg.errors import Problem
from kg.language.annotation import annotate
from kg.model import Document
from kg.pipeline import extract_document
from kg.store import load_nquads, read_graph
from kg.store.oxigraph import build_store
from kg.store.search import index_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from rdflib import Graph

    from kg.language.annotation import Annotator

Asked = TypeVar("Asked")
SHAPES = {
    "straight quotes": ('"', 5_000),
    "opening quotes": ("“‘", 5_000),
    "he said": ("he said ", 4_000),
    "short quotations": ("“Yes,” he said.\n\n", 4_000),
    "the spokesman": ("The spokesman said the minister agreed.\n\n", 8_000),
}
"""What a text repeats, and for how many code points at first."""
STEEPEST = 7.0
"""Four times the text may take so many times as long, where the square would be sixteen; a first run costs more."""


def seconds(nlp: Annotator, text: str) -> float:
    document = Document(id="shape", text=text, paragraphs=paragraphs(text))
    before = process_time()
    [annotated] = annotate([document], nlp, is_threaded=False)
    assert not isinstance(extract_document(annotated, Config()), Problem)
    return process_time() - before


@pytest.mark.parametrize(("words", "length"), SHAPES.values(), ids=SHAPES)
def test_four_times_the_text_takes_about_four_times_as_long(
    nlp: Annotator, words: str, length: int
) -> None:
    seconds(nlp, words * 10)
    short, long = (seconds(nlp, words * (times * length // len(words))) for times in (1, 4))
    assert long < STEEPEST * short


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "It rained. " * (MAX_CHARACTERS // 10), "split it into articles", id="too long"
        ),
        pytest.param(
            "Rain\n\n" * (MAX_PARAGRAPHS + 1), "15,001 paragraphs", id="too many paragraphs"
        ),
        pytest.param(
            "— " * MAX_WORDS + "It rained.", "250,003 words and marks", id="too many marks"
        ),
        pytest.param("“" * (MAX_WORDS + 1), "250,001 words and marks", id="one space-free run"),
    ],
)
def test_what_is_no_article_is_a_problem(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    [found] = read_documents([str(path)])
    assert isinstance(found, Problem)
    assert message in found.message


def test_too_many_statements_are_a_problem(nlp: Annotator, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "It rained, Ann Lee said. It poured."
    [annotated] = annotate([Document(id="a", text=text, paragraphs=paragraphs(text))], nlp)
    monkeypatch.setattr(pipeline, "MAX_STATEMENTS", 1)
    found = extract_document(annotated, Config())
    assert isinstance(found, Problem)
    assert "2 statements, more than the 1 of one document" in found.message


ROOT: Final = Path(__file__).parents[1]
NAMED: Final = re.compile(r'(<https://schema.org/name> "[^"]*)')
ABOUT: Final = re.compile(r"^( *)# (\{ VALUES \?about \{ )UNDEF( \}.*)$", re.MULTILINE)
QUESTIONS: Final = sorted((ROOT / "kg" / "query").glob("*.rq"))


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The graph of the seed's article."""
    built = tmp_path_factory.mktemp("built")
    build_graph([str(ROOT / "seeds")], built, Config())
    return (built / "claims.nq").read_text("utf-8")


def copies_of(seed: str, count: int) -> str:
    """So many articles, which are the seed's but for their IRIs and names."""
    copies = (seed.replace("/id/", f"/id/{number}-") for number in range(count))
    return "".join(NAMED.sub(rf"\1 {number}", copy) for number, copy in enumerate(copies))


@pytest.fixture(scope="module")
def graphs(seed: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Store]:
    """Twenty and eighty articles."""
    stores = []
    for count in (20, 80):
        place = tmp_path_factory.mktemp("graph")
        (place / "claims.nq").write_text(copies_of(seed, count), "utf-8")
        build_store(place / "store", place / "claims.nq")
        stores.append(Store.read_only(str(place / "store")))
    few, many = stores
    return few, many


def select(store: Store, query: str) -> QuerySolutions:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return found


def cost(read: Callable[[Asked], object], graph: Asked) -> float:
    before = process_time()
    read(graph)
    return process_time() - before


TOO_SHORT: Final = 0.1
"""Seconds in which other work of the machine shows."""


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_four_times_the_articles_take_a_question_about_four_times_as_long(
    graphs: tuple[Store, Store], question: Path
) -> None:
    query = question.read_text("utf-8")
    few, many = (cost(lambda store: len(list(select(store, query))), graph) for graph in graphs)
    assert many < STEEPEST * few + TOO_SHORT


def test_four_times_the_articles_take_about_four_times_as_long_to_index(
    graphs: tuple[Store, Store],
) -> None:
    few, many = (cost(lambda store: index_of(partial(select, store)), graph) for graph in graphs)
    assert many < STEEPEST * few + TOO_SHORT


@pytest.fixture(scope="module")
def in_rdflib(seed: str) -> tuple[Graph, Graph]:
    """Three and twelve articles."""
    few, many = (read_graph(load_nquads(copies_of(seed, count).encode())) for count in (3, 12))
    return few, many


@pytest.mark.parametrize("given", [{}, {"about": "Kim Jong Un 1"}], ids=["of all", "about one"])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_rdflib_does_not_compare_all_with_all(
    in_rdflib: tuple[Graph, Graph], question: Path, given: dict[str, str]
) -> None:
    query = question.read_text("utf-8")
    if given:
        query = ABOUT.sub(rf'\1\2"{given["about"]}"\3', query)
    few, many = (cost(lambda graph: list(graph.query(query)), graph) for graph in in_rdflib)
    assert many < STEEPEST * few + TOO_SHORT
