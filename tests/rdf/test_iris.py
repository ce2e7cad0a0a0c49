"""IRIs are pure functions of content, told apart by every field and by nothing else."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.errors import ConfigError
from kg.model import Kind, Run, Software, Span
from kg.rdf import iris

if TYPE_CHECKING:
    from collections.abc import Callable

B = "https://example.org/id/"
A = f"{B}article-a"
KG, MODEL = Software(name="kg", version="1"), Software(name="m", version="2", sha256="00")
RUN = Run(extractor="rules", software=(KG, MODEL))
SPACE = st.text(" \t\n\r\u00a0", min_size=1, max_size=3)


# Other people's graphs hold these: a change here is a break of the contract.
@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (
            iris.article_iri(B, url="https://example.org/1", publisher=None, text="It rained."),
            "article-i3ipgp2nb6jjbrn5mhv4",
        ),
        (
            iris.article_iri(B, url=None, publisher="The Daily", text="It rained."),
            "article-4ztcingx6ioerbo3jlle",
        ),
        (
            iris.statement_iri(B, A, [Span(0, 3), Span(5, 9)], [Span(3, 5)]),
            "statement-ciuxczm7j4lh5gwxe273",
        ),
        (iris.statement_iri(B, A, [Span(0, 3)], None), "statement-bycgwrwwa3554ydqsuw4"),
        (iris.claim_iri(B, "It rained."), "claim-qnpslj22unvs4h2ourcn"),
        (iris.entity_iri(B, A, Kind.PERSON, "Ada Berg"), "person-zz3qkyhiaeeklfzy62j4"),
        (iris.entity_iri(B, A, Kind.UNNAMED, None, Span(0, 4)), "unnamed-ofqn2xsuva52yoxhyj6m"),
        (iris.run_iri(B, A, RUN), "run-vzmmiu4qot65iuhferh4"),
    ],
)
def test_iris_never_change(iri: str, expected: str) -> None:
    assert iri == B + expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            iris.article_iri(B, url=None, publisher="A", text="x"),
            iris.article_iri(B, url=None, publisher="B", text="x"),
            id="a wire story in two papers is two articles",
        ),
        pytest.param(
            iris.article_iri(B, url=None, publisher="A", text="x"),
            iris.article_iri(B, url="A", publisher=None, text="x"),
            id="a publisher is no URL",
        ),
        pytest.param(
            iris.article_iri(B, url="u", publisher=None, text="x y"),
            iris.article_iri(B, url="u", publisher=None, text="x  y"),
            id="other white space moves the offsets: another article",
        ),
        pytest.param(
            iris.statement_iri(B, A, [Span(0, 3)], []),
            iris.statement_iri(B, A, [Span(0, 3)], None),
            id="nobody named is not narration",
        ),
        pytest.param(
            iris.statement_iri(B, A, [Span(0, 1), Span(2, 3)], []),
            iris.statement_iri(B, A, [Span(0, 1)], [Span(2, 3)]),
            id="content is no source",
        ),
        pytest.param(
            iris.entity_iri(B, A, Kind.UNNAMED, None, Span(0, 4)),
            iris.entity_iri(B, A, Kind.UNNAMED, None, Span(5, 9)),
            id="two unsaid observers stay two",
        ),
        pytest.param(
            iris.entity_iri(B, A, Kind.PERSON, "Jordan"),
            iris.entity_iri(B, A, Kind.PLACE, "Jordan"),
            id="kinds differ",
        ),
        pytest.param(
            iris.entity_iri(B, A, Kind.PERSON, "Jordan"),
            iris.entity_iri(B, A + "b", Kind.PERSON, "Jordan"),
            id="a name in two articles can be two people",
        ),
        pytest.param(iris.claim_iri(B, "US"), iris.claim_iri(B, "us"), id="capitals count"),
        pytest.param(
            iris.channel_iri(B, "s1", "a post"),
            iris.channel_iri(B, "s2", "a post"),
            id="two speakers, two posts",
        ),
        pytest.param(
            iris.mint(B, "x", "a", "bc"),
            iris.mint(B, "x", "ab", "c"),
            id="fields do not run together",
        ),
        pytest.param(
            iris.mint(B, "x", '","'), iris.mint(B, "x", "", ""), id="nor through JSON's own marks"
        ),
        pytest.param(
            iris.mint(B, "x", None), iris.mint(B, "x", ""), id="nothing is not the empty text"
        ),
    ],
)
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert one != other


@given(st.lists(st.text(min_size=1), min_size=1), SPACE, SPACE)
def test_white_space_and_unicode_form_do_not_count_in_a_claim(
    words: list[str], left: str, right: str
) -> None:
    composed = unicodedata.normalize("NFC", left.join(words))
    decomposed = right + unicodedata.normalize("NFD", right.join(words))
    assert iris.claim_iri(B, composed) == iris.claim_iri(B, decomposed)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = iris.normalise_text(text)
    assert iris.normalise_text(once) == once


@given(st.text(), st.text())
def test_claims_differ_when_their_normalised_texts_do(one: str, other: str) -> None:
    assume(iris.normalise_text(one) != iris.normalise_text(other))
    assert iris.claim_iri(B, one) != iris.claim_iri(B, other)


def test_a_passage_is_the_article_with_a_fragment() -> None:
    assert iris.passage_iri(A, Span(3, 7)) == f"{A}#char=3,7"


@pytest.mark.parametrize(
    "other",
    [
        replace(RUN, extractor="model"),
        replace(RUN, software=(replace(KG, version="2"), MODEL)),
        replace(RUN, software=(KG, replace(MODEL, name="n"))),
        replace(RUN, software=(KG, replace(MODEL, version="3"))),
        replace(RUN, software=(KG, replace(MODEL, sha256="01"))),
        replace(RUN, software=(KG, MODEL, MODEL)),
    ],
)
def test_a_run_is_told_by_all_that_can_change_it(other: Run) -> None:
    assert iris.run_iri(B, A, other) != iris.run_iri(B, A, RUN)


@pytest.mark.parametrize(
    "mint",
    [
        lambda base: iris.claim_iri(base, "x"),
        lambda base: iris.time_iri(base, date(2024, 1, 1), date(2024, 1, 2)),
        lambda base: iris.agent_iri(base, "kg", "1"),
        lambda base: iris.extraction_iri(base, "s", "r"),
        lambda base: iris.attribution_iri(base, "s", "e"),
        lambda base: iris.selector_iri(base, "p", "quote"),
    ],
)
def test_the_base_is_in_front_and_not_in_the_hash(mint: Callable[[str], str]) -> None:
    assert mint("x:/").removeprefix("x:/") == mint(B).removeprefix(B)


@pytest.mark.parametrize(
    "base", ["https://w3id.org/claim-source/id/", "http://localhost:8000/", "urn:claims:"]
)
def test_a_base_to_build_on(base: str) -> None:
    iris.check_base(base)


@pytest.mark.parametrize(
    "base",
    [
        "",
        "id/",
        "example.org/",
        "https://example.org/a",
        "https://example.org/a#",
        "https://example.org/a b/",
    ],
)
def test_no_base_to_build_on(base: str) -> None:
    with pytest.raises(ConfigError, match="absolute IRI"):
        iris.check_base(base)
