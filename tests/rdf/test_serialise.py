"""Turtle and N-Quads say the same, in both libraries, whatever the text and whatever the order."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph

from kg.rdf import to_graph, to_nquads, to_quads, to_turtle, turtle_block, turtle_header
from kg.rdf.serialise import to_oxigraph
from kg.rdf.vocabulary import SDO
from tests.rdf.examples import BASE, QUADS, RUN, article_saying, quads_saying

if TYPE_CHECKING:
    import random

    from kg.rdf import Quad

HOSTILE = [
    'say "no"',
    '"',
    '"""',
    'a\n"""\nb',
    '\\"',
    '\n\\"',
    "\\",
    "\\u0041",
    "a\\",
    "'''",
    "a\nb",
    "a\r\nb",
    "\t tab",
    "\x00 \x01\x1b\x7f",
    "\x85\u2028\u2029",
    "\u202eright to left\u202c",
    "\ufeffmark",
    "👩‍👩‍👧 🇳🇴",
    "e\u0301",
    "\U0010ffff",
    "<https://example.org/>",
    "# no comment",
    "@prefix a: <b> .",
    "x ; y . z",
]
TEXTS = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
)


def parsed_by_rdflib(turtle: str) -> Graph:
    return Graph().parse(data=turtle, format="turtle")


def triples_by_oxigraph(data: str, format_: pyoxigraph.RdfFormat) -> set[pyoxigraph.Triple]:
    return {quad.triple for quad in pyoxigraph.parse(data.encode(), format=format_)}


def assert_the_same_graph_everywhere(quads: list[Quad]) -> None:
    turtle, nquads = to_turtle(quads, BASE), to_nquads(quads)
    expected = {to_oxigraph(quad).triple for quad in quads}
    assert triples_by_oxigraph(turtle, pyoxigraph.RdfFormat.TURTLE) == expected
    assert triples_by_oxigraph(nquads, pyoxigraph.RdfFormat.N_QUADS) == expected
    assert set(parsed_by_rdflib(turtle)) == set(to_graph(quads))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own, of its Dataset
        dataset = Dataset().parse(data=nquads, format="nquads")
        assert {(s, p, o) for s, p, o, _ in dataset.quads()} == set(to_graph(quads))


def test_one_article_is_the_same_graph_everywhere() -> None:
    assert_the_same_graph_everywhere(QUADS)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_comes_back_whole(text: str) -> None:
    quads = quads_saying(f"{text} .", publisher=text)
    assert_the_same_graph_everywhere(quads)
    assert text in {
        str(name) for name in parsed_by_rdflib(to_turtle(quads, BASE)).objects(None, SDO.name)
    }


@settings(deadline=None, max_examples=50)
@given(TEXTS, TEXTS)
def test_any_text_comes_back_whole(text: str, publisher: str) -> None:
    assert_the_same_graph_everywhere(quads_saying(text, publisher=publisher))


@settings(deadline=None, max_examples=10)
@given(st.randoms(use_true_random=False))
def test_order_and_repetition_of_the_quads_do_not_count(chance: random.Random) -> None:
    quads = [*QUADS, *quads_saying("It rained."), *quads_saying("It snowed.")]
    shuffled = [*quads, *quads[:100]]
    chance.shuffle(shuffled)
    assert to_turtle(shuffled, BASE) == to_turtle(quads, BASE)
    assert to_nquads(shuffled) == to_nquads(quads)


def test_a_quad_is_a_line() -> None:
    lines = to_nquads(quads_saying("a\nb\x85c\u2028d")).removesuffix("\n").split("\n")
    assert len(lines) == len(set(quads_saying("a\nb\x85c\u2028d")))
    assert lines == sorted(lines)


def test_n_quads_are_the_canonical_form_of_rdfc_1_0() -> None:
    dataset = pyoxigraph.Dataset(map(to_oxigraph, QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines = (
        (pyoxigraph.serialize(dataset, format=pyoxigraph.RdfFormat.N_QUADS) or b"")
        .decode()
        .splitlines()
    )
    assert to_nquads(QUADS).splitlines() == sorted(lines)


def test_turtle_reads_from_the_article_through_the_statements_to_their_sources() -> None:
    subjects = [
        line.split()[0] for line in to_turtle(QUADS, BASE).splitlines() if line[:1] in {"i", "<"}
    ]
    kinds = [subject.removeprefix("id:").split("-")[0] for subject in subjects]
    assert kinds[0] == "article"
    assert kinds[1].endswith("article")  # its graph
    assert kinds[2:4] == ["statement", "claim"]
    ends = [number for number, kind in enumerate(kinds) if kind == "extraction"]
    assert set(kinds[max(ends) + 1 :]) >= {"person", "organization", "run", "software"}
    assert "statement" not in kinds[max(ends) + 1 :]
    assert "person" not in kinds[: max(ends)]


def test_statements_stand_in_text_order() -> None:
    turtle = to_turtle(QUADS, BASE)
    words = [
        "“The bridge,” “is",
        "Residents leaving",
        "Lundby was perhaps",
        "officials fear",
        "Trucks stood",
    ]
    places = [turtle.index(f'schema:text "{word}') for word in words]
    assert places == sorted(places)


def test_articles_can_be_written_one_by_one() -> None:
    articles = [
        list(to_quads(article_saying(words), RUN, BASE)) for words in ("It rained.", "It snowed.")
    ]
    articles.sort(key=lambda quads: quads[0][3])
    blocks = [turtle_block(quads, BASE) for quads in articles]
    assert "".join([turtle_header(BASE), *blocks]) == to_turtle([*articles[1], *articles[0]], BASE)


def test_no_quads_are_a_graph_too() -> None:
    assert to_nquads([]) == ""
    assert len(parsed_by_rdflib(to_turtle([], BASE))) == 0
