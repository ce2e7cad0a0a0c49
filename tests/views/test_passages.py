from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.nodes import CONTEXT
from kg.views.passages import Quote, windows

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from kg.views.passages import Part, Window


def quote(part: Part, start: int, end: int, text: str, context: int = CONTEXT) -> Quote:
    """A quote as the graph has it, with up to so many code points on either side."""
    before, after = text[max(0, start - context) : start], text[end : end + context]
    return Quote(part=part, start=start, exact=text[start:end], prefix=before, suffix=after)


def words(window: Window, part: Part | None) -> list[str]:
    return [text for belongs, text in window.pieces if belongs == part]


@st.composite
def texts_and_spans(draw: DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(st.text(min_size=2, max_size=60))
    edges = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    return text, draw(
        st.lists(edges.filter(lambda pair: pair[0] < pair[1]), min_size=1, max_size=4)
    )


@given(texts_and_spans(), st.integers(0, 8))
def test_windows_are_stretches_of_the_text(
    example: tuple[str, list[tuple[int, int]]], context: int
) -> None:
    text, spans = example
    found = windows([quote("content", start, end, text, context) for start, end in spans])
    for window in found:
        whole = "".join(piece for _, piece in window.pieces)
        assert text[window.start : window.start + len(whole)] == whole
    assert found == sorted(found, key=lambda window: window.start)


@given(texts_and_spans())
def test_what_is_marked_is_what_was_quoted(example: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = example
    [window] = windows([quote("content", start, end, text) for start, end in spans])
    marked = {place for start, end in spans for place in range(start, end)}
    assert "".join(words(window, "content")) == "".join(text[place] for place in sorted(marked))


def test_parts_far_apart_stand_in_windows_of_their_own() -> None:
    text = "a" * 20 + "first" + "b" * 20 + "second" + "c" * 20
    found = windows([quote("content", 20, 25, text, 3), quote("content", 45, 51, text, 3)])
    assert [window.pieces for window in found] == [
        ((None, "aaa"), ("content", "first"), (None, "bbb")),
        ((None, "bbb"), ("content", "second"), (None, "ccc")),
    ]


def test_a_content_stays_whole_where_a_source_stands_in_it() -> None:
    text = "Officials fear a storm, he said."
    [window] = windows([quote("content", 0, 22, text), quote("source", 0, 9, text)])
    assert words(window, "content") == ["Officials fear a storm"]


def test_a_window_that_was_cut_says_so() -> None:
    text = "x" * 600
    [window] = windows([quote("content", 300, 310, text)])
    assert window.opens_midway
    assert window.ends_midway
    [whole] = windows([quote("content", 100, 590, text)])
    assert not whole.opens_midway
    assert not whole.ends_midway


def test_nothing_quoted_is_no_window() -> None:
    assert windows([]) == []
