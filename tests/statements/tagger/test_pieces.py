"""Word pieces: every word has some, and they spell it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.statements.tagger.pieces import MOST_PIECES, WordPieces, plain, split_at_punctuation

PIECES = ["[UNK]", "un", "##do", "##ing", "kim", "ell", "##e", "-", ".", "u", "s", "'", "国"]
ALPHABET = WordPieces({piece: number for number, piece in enumerate(PIECES)})


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        pytest.param("Kim", ["kim"], id="case is not seen"),
        pytest.param("Undoing", ["un", "##do", "##ing"], id="the longest pieces first"),
        pytest.param("elle", ["ell", "##e"], id="a piece that goes on"),
        pytest.param("éllé", ["ell", "##e"], id="accents are not seen"),
        pytest.param("U.S.-Kim", ["u", ".", "s", ".", "-", "kim"], id="punctuation stands alone"),
        pytest.param("国国", ["国", "国"], id="Chinese characters stand alone"),
        pytest.param("undone", ["[UNK]"], id="a rest that fits no piece makes the word unknown"),
        pytest.param("\u200b", ["[UNK]"], id="a word without a visible character is unknown"),
        pytest.param("un" * 51, ["[UNK]"], id="a word of more than 100 characters is unknown"),
        pytest.param("-" * 99, ["-"] * MOST_PIECES, id="no word outgrows a window"),
    ],
)
def test_pieces_of_a_word(word: str, pieces: list[str]) -> None:
    assert [PIECES[number] for number in ALPHABET.of(word)] == pieces


@given(st.text())
def test_every_word_has_pieces_of_the_vocabulary(word: str) -> None:
    assert 1 <= len(ALPHABET.of(word)) <= MOST_PIECES
    assert set(ALPHABET.of(word)) <= set(range(len(PIECES)))


@given(st.text())
def test_cutting_at_punctuation_loses_nothing(word: str) -> None:
    assert "".join(split_at_punctuation(word)) == word
    assert plain(plain(word)) == plain(word)
