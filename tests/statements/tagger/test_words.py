"""What the network reads: every word once a window, every word in some window, no window too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import AnnotatedDocument, annotate
from kg.model import Document, Span
from kg.statements.tagger.pieces import WordPieces
from kg.statements.tagger.run import best_windows
from kg.statements.tagger.words import (
    CONTENT,
    INSIDE,
    MARK,
    NEWS,
    OUTSIDE,
    WINDOW,
    Words,
    batch,
    read_contents,
    read_words,
    windows,
)

if TYPE_CHECKING:
    from kg.language.annotation import Annotator

ALPHABET = WordPieces({"[UNK]": 0, "rain": 1, "##s": 2})
MARKS = (3, 4, 5)


def annotated(nlp: Annotator, text: str) -> AnnotatedDocument:
    [found] = annotate([Document(id="t", text=text, paragraphs=paragraphs(text))], nlp)
    return found


def read(nlp: Annotator, text: str) -> Words:
    return read_words(annotated(nlp, text), ALPHABET, {"NNP": 1}, {"nsubj": 1})


def test_columns_of_a_paragraph(nlp: Annotator) -> None:
    text = 'Ann said: "Rain!"\n\nIt RAINS.'
    words = read(nlp, text)
    assert [span.of(text) for span in words.spans] == [
        "Ann",
        "said",
        ":",
        '"',
        "Rain",
        "!",
        '"',
        "It",
        "RAINS",
        ".",
    ]
    assert words.pieces[4] == (1,)
    assert words.pieces[8] == (1, 2)
    assert words.case.tolist() == [2, 1, 0, 0, 2, 0, 0, 2, 3, 0]
    assert words.quote.tolist() == [OUTSIDE] * 3 + [MARK, INSIDE, INSIDE, MARK] + [OUTSIDE] * 3
    assert words.units == ((0, 7), (7, 10))
    assert words.ends == (True, True)
    assert (words.tag[0], words.dep[0], words.head[0]) == (1, 1, 1)


def test_captions_and_what_stands_outside_of_paragraphs_is_not_read(nlp: Annotator) -> None:
    text = "Ann. Bo."
    document = Document(id="t", text=text, paragraphs=(paragraphs(text, 5)[0],))
    [found] = annotate([document], nlp)
    assert [span.of(text) for span in read_words(found, ALPHABET, {}, {}).spans] == ["Bo", "."]


SENTENCE = st.lists(
    st.sampled_from(["rain", "rains", "Ann", "said", "x" * 30, "国" * 20]), min_size=1, max_size=60
).map(lambda words: " ".join(words) + ".")
TEXT = st.lists(
    st.lists(SENTENCE, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=8
).map("\n\n".join)


@settings(max_examples=30)
@given(text=TEXT, first=st.integers(WINDOW // 4, WINDOW))
def test_windows_cover_every_word_and_hold_no_more_than_fits(
    nlp: Annotator, text: str, first: int
) -> None:
    words = read(nlp, text)
    for overlap in (0, 48):
        runs = windows(words, first=first, overlap=overlap)
        units = [unit for run in runs for unit in run]
        assert sorted(set(units)) == list(range(len(words.units)))
        assert overlap or len(units) == len(set(units))
        columns = batch(words, runs, MARKS)
        assert columns["pieces"].shape[1] <= WINDOW + 2
        assert (
            columns["piece_mask"].sum(1).tolist() == (columns["pieces"] != MARKS[2]).sum(1).tolist()
        )


@settings(max_examples=30)
@given(text=TEXT)
def test_each_word_is_read_in_a_window_that_holds_it(nlp: Annotator, text: str) -> None:
    words = read(nlp, text)
    runs = windows(words)
    columns = batch(words, runs, MARKS)
    for at, (number, start, stop) in enumerate(best_windows(words, runs)):
        assert start <= at < stop
        assert (
            columns["pieces"][number, columns["first"][number, at - start]] == words.pieces[at][0]
        )


@pytest.mark.parametrize("text", ["rain " * 3000, "国" * 3000, "x" * 50_000, "rain. " * 3000])
def test_one_endless_paragraph_is_cut(nlp: Annotator, text: str) -> None:
    words = read(nlp, text)
    assert batch(words, windows(words), MARKS)["pieces"].shape[1] <= WINDOW + 2


def test_a_head_outside_the_window_counts_as_none(nlp: Annotator) -> None:
    words = read(nlp, "rain " * 600)
    runs = windows(words, overlap=0)
    heads = batch(words, runs, MARKS)["head"]
    assert (heads >= 0).all()
    assert (heads < heads.shape[1]).all()


def test_a_content_is_read_apart_and_without_what_wraps_it(nlp: Annotator) -> None:
    text = '"It rained," Ann said. Bo said that it snowed.'
    contents = [[Span(0, 12)], [Span(31, 45)]]
    words = read_contents(annotated(nlp, text), ALPHABET, {"NNP": 1}, {"nsubj": 1}, contents)
    assert [span.of(text) for span in words.spans] == ["It", "rained", ",", "it", "snowed"]
    assert words.quote.tolist() == [OUTSIDE] * 5
    runs = windows(words)
    assert [words.units[run[0]] for run in runs] == [(0, 3), (3, 5)]
    assert batch(words, runs, MARKS)["convention"].tolist() == [CONTENT, CONTENT]
    assert batch(read(nlp, text), [range(1)], MARKS)["convention"].tolist() == [NEWS]
