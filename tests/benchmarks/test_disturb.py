"""Disturbed articles: the gold spans stay around the same words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.disturb import DISTURBANCES, ROLES

TEXT = '“The dam’s safe,” Ann said. “Go home.” "OK."\n\nBo disagreed:  he\nsaid it leaks. Straße 5.'
EXPECTED = {
    "straight quotes": '"The dam\'s safe," Ann said. "Go home." "OK."\n\nBo disagreed:  he\nsaid it leaks. Straße 5.',
    "single quotes": "‘The dam’s safe,’ Ann said. ‘Go home.’ 'OK.'\n\nBo disagreed:  he\nsaid it leaks. Straße 5.",
    "paragraph breaks lost": '“The dam’s safe,” Ann said. “Go home.” "OK." Bo disagreed:  he said it leaks. Straße 5.',
    "all capitals": '“THE DAM’S SAFE,” ANN SAID. “GO HOME.” "OK."\n\nBO DISAGREED:  HE\nSAID IT LEAKS. STRAßE 5.',
    "one sentence a line": (
        '“The dam’s safe,” Ann said.\n“Go home.”\n"OK."\n\nBo disagreed:  he\nsaid it leaks.\nStraße 5.'
    ),
    "bullet lists": '• “The dam’s safe,” Ann said. “Go home.” "OK."\n\n• Bo disagreed:  he\n• said it leaks. Straße 5.',
}


def article(text: str, *spans: list[int]) -> dict[str, Any]:
    return {
        "text": text,
        "gold": [{"source": [], "cue": [], "content": list(spans), "type": "belief"}],
    }


@pytest.mark.parametrize("name", DISTURBANCES)
def test_what_each_does(name: str) -> None:
    assert DISTURBANCES[name](article(TEXT))["text"] == EXPECTED[name]


@pytest.mark.parametrize("name", DISTURBANCES)
@given(text=st.text(alphabet='aBß.“” \n"’', min_size=1, max_size=40), data=st.data())
def test_gold_spans_keep_their_words(name: str, text: str, data: st.DataObject) -> None:
    words = [at for at, letter in enumerate(text) if letter.isalpha()]
    if not words:
        return
    start = data.draw(st.sampled_from(words))
    end = data.draw(st.sampled_from([at for at in words if at >= start])) + 1
    found = DISTURBANCES[name](article(text, [start, end]))
    [[first, last]] = found["gold"][0]["content"]
    assert letters(found["text"][first:last]) == letters(text[start:end])
    assert found["text"][first].isalpha()
    assert found["text"][last - 1].isalpha()
    assert set(found["gold"][0]) == {*ROLES, "type"}


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text)).casefold()
