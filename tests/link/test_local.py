"""What two claims share that little else in their two articles has."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.link.claims import Said
from kg.link.encoder import embed_texts, weigh_pieces
from kg.link.local import (
    count_pieces,
    find_mean,
    measure_apart,
    share_between,
    sum_meanings,
    weigh_between,
)
from kg.link.looking import list_pairs

ABOUT_THE_QUAY = [
    "The quay of Kesta will be dredged",
    "The quay of Kesta is too narrow",
    "The quay of Kesta was built by monks",
    "The quay of Kesta belongs to the county",
]


def said(text: str, place: str) -> Said:
    """A statement of an article."""
    return Said(iri=f"x:{place}-{text}", claim=f"x:{text}", text=text, place=place)


STATEMENTS = [said(text, "a") for text in ABOUT_THE_QUAY] + [
    said("Monks had built the quay of Kesta", "b"),
    said("The quay of Kesta costs too much", "b"),
]
MONKS, NARROW, OTHER_MONKS = 2, 1, 4


def test_what_all_statements_of_two_articles_have_counts_for_little() -> None:
    weighed = weigh_between(count_pieces(STATEMENTS), MONKS, {"a", "b"})
    [monks], [quay] = weigh_pieces("monks"), weigh_pieces("quay")
    assert weighed[monks] > weighed[quay]


def test_claims_are_alike_in_what_their_articles_lack_else() -> None:
    embedded = dict(enumerate(embed_texts([one.text for one in STATEMENTS])))
    pieces, summed = count_pieces(STATEMENTS), sum_meanings(STATEMENTS, embedded)
    mean = find_mean(summed, {"a", "b"})
    same, near = (
        measure_apart(
            embedded[place],
            embedded[OTHER_MONKS],
            [weigh_between(pieces, one, {"a", "b"}) for one in (place, OTHER_MONKS)],
            mean,
        )
        for place in (MONKS, NARROW)
    )
    assert all(same[name] > near[name] for name in same)
    assert same["cosine apart"] > 0.4 > near["cosine apart"]


def test_only_what_is_rare_in_two_articles_makes_a_pair() -> None:
    pairs = list_pairs(STATEMENTS)
    assert (MONKS, OTHER_MONKS) in pairs


@given(texts=st.lists(st.sampled_from(ABOUT_THE_QUAY), min_size=2, max_size=4))
def test_a_share_lies_between_nothing_and_all(texts: list[str]) -> None:
    pieces = count_pieces([said(text, str(place)) for place, text in enumerate(texts)])
    one, other = (weigh_between(pieces, place, {"0", "1"}) for place in (0, 1))
    assert 0 <= share_between(one, other) <= 1.0001
    assert share_between(one, other) == pytest.approx(share_between(other, one))
    assert share_between(one, one) == pytest.approx(1)


def test_articles_of_one_statement_have_meanings_of_their_own() -> None:
    statements = [said("The quay is shut", "a"), said("The quay has been shut", "b")]
    embedded = dict(enumerate(embed_texts([one.text for one in statements])))
    mean = find_mean(sum_meanings(statements, embedded), {"a", "b"})
    assert float(np.linalg.norm(mean)) < 0.5
