"""A verdict goes to the same claim and no further, and never over a judgement that nobody confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.query.answers import query_graph
from kg.store import read_store

if TYPE_CHECKING:
    from pathlib import Path

DATA = """
    @prefix : <https://example.org/> .
    @prefix cs: <https://w3id.org/claim-source#> .
    @prefix prov: <http://www.w3.org/ns/prov#> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix s: <https://schema.org/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    :ann a s:Person ; s:name "Ann Lee" .
    :bo a s:Person ; s:name "Bo Ray" .
    :one a s:Claim ; s:text "It is shut." ; s:about :ann ; cs:sameClaimAs :two .
    :two a s:Claim ; s:text "It is closed." ; s:about :bo ; cs:sameClaimAs :three .
    :three a s:Claim ; s:text "It is barred." .
    :foreign a s:Claim ; skos:exactMatch :three .
    :review a s:ClaimReview ; s:itemReviewed :%s ; s:url "https://checks.example/1" .
    :judgement a cs:Judgement ; rdf:subject :two ; rdf:predicate cs:sameClaimAs ; rdf:object :three ;
        cs:confidence %s ; prov:wasAttributedTo :author .
    :author s:name "%s" .
"""


@pytest.mark.parametrize(
    "item",
    ["three", pytest.param("foreign", id="a node of its own for the claim")],
)
@pytest.mark.parametrize(
    ("confidence", "author", "name", "found"),
    [
        pytest.param("0.95", "kg", "Bo Ray", ["It is closed."], id="over one judgement"),
        pytest.param("0.95", "kg", "Ann Lee", [], id="not over two"),
        pytest.param("0.89", "kg", "Bo Ray", [], id="not over a proposal"),
        pytest.param("0.5", "Cy Tan", "Bo Ray", ["It is closed."], id="over a person's word"),
    ],
)
def test_how_far_a_verdict_goes(
    tmp_path: Path, item: str, confidence: str, author: str, name: str, found: list[str]
) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(DATA % (item, confidence, author), "utf-8")
    rows = query_graph(read_store(file), "reviews", {"name": name})
    assert [row["claim"] for row in rows] == found
