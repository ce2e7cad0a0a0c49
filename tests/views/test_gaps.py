"""An ellipsis where a claim leaves words of the text out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.views.gaps import with_ellipses
from kg.views.passages import Quote

if TYPE_CHECKING:
    from kg.views.passages import Part

FERRY = "“The ferry sank,” Ida Holm said on Monday. “Nobody was hurt.” She left."


def quote(words: str, part: Part = "content", text: str = FERRY, around: int = 40) -> Quote:
    """Words of a text, with what stands around them."""
    start = text.index(words)
    end = start + len(words)
    return Quote(
        part=part,
        start=start,
        exact=words,
        prefix=text[max(0, start - around) : start],
        suffix=text[end : end + around],
    )


SANK, HURT = quote("“The ferry sank,”"), quote("“Nobody was hurt.”")
HOLM, SAID = quote("Ida Holm", "source"), quote("said", "cue")
WHEN = quote("said on Monday", "cue")


@pytest.mark.parametrize(
    ("words", "quotes", "shown"),
    [
        pytest.param(
            "The ferry sank Nobody was hurt.",
            [SANK, HOLM, SAID, HURT],
            "The ferry sank … Nobody was hurt.",
            id="other words stand between",
        ),
        pytest.param(
            "The ferry sank Nobody was hurt.",
            [SANK, HOLM, WHEN, HURT],
            "The ferry sank Nobody was hurt.",
            id="only source and cue stand between",
        ),
        pytest.param(
            'The ferry sank "Nobody was hurt."',
            [SANK, HURT],
            'The ferry sank … "Nobody was hurt."',
            id="before the mark that opens",
        ),
        pytest.param(
            "The ferry sank", [SANK, HOLM, SAID], "The ferry sank", id="one piece has no gap"
        ),
        pytest.param(
            "A boat went down Nobody was hurt.",
            [SANK, HURT],
            "A boat went down Nobody was hurt.",
            id="words of somebody else's graph stay",
        ),
        pytest.param("", [SANK, HURT], "", id="no words"),
    ],
)
def test_an_ellipsis(words: str, quotes: list[Quote], shown: str) -> None:
    assert with_ellipses(words, quotes) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("It rained, and it snowed", "It rained and it snowed", id="a comma apart"),
        pytest.param("It rained all day, and it snowed", "It rained … and it snowed", id="far"),
    ],
)
def test_where_the_graph_keeps_no_text_the_distance_tells(text: str, shown: str) -> None:
    quotes = [quote(words, text=text, around=0) for words in ("It rained", "and it snowed")]
    assert with_ellipses("It rained and it snowed", quotes) == shown


@given(st.text(), st.lists(st.text(min_size=1), max_size=4))
def test_no_word_is_lost(words: str, pieces: list[str]) -> None:
    quotes = [
        Quote(part="content", start=100 * place, exact=piece) for place, piece in enumerate(pieces)
    ]
    shown = with_ellipses(words, quotes)
    assert "".join(shown.replace("…", "").split()) == "".join(words.replace("…", "").split())
