"""Word pieces, the encoder's alphabet.

The method is WordPiece (Schuster & Nakajima 2012), as in BERT (Devlin et al. 2019).

Our own, since the words are spaCy's and only the greedy match is left to do; the kept library
(`tokenizers`) brings a client for a model hub and all it needs. A test in `training/` compares the
two.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Final

LONGEST_WORD: Final = 100
"""Code points; a longer word is unknown to the encoder, as in BERT."""
MOST_PIECES: Final = 12
"""Of one word, so that no word outgrows a window; the first of them stands for the word."""
_DROPPED: Final = frozenset({"Mn", "Cc", "Cf"})
"""Categories of accents and control characters."""


@dataclass(frozen=True, slots=True)
class WordPieces:
    """Cuts words into the pieces of a vocabulary.

    >>> WordPieces({"[UNK]": 0, "un": 1, "##do": 2, "-": 3}).of("Un-do")
    (1, 3, 0)
    >>> WordPieces({"[UNK]": 0, "un": 1, "##do": 2, "-": 3}).of("undo")
    (1, 2)
    """

    vocabulary: dict[str, int]
    known: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces; never empty."""
        if word not in self.known:
            parts = (self.cut(part) for part in split_at_punctuation(plain(word)))
            pieces = [piece for part in parts for piece in part][:MOST_PIECES]
            self.known[word] = tuple(pieces) or (self.vocabulary["[UNK]"],)
        return self.known[word]

    def cut(self, part: str) -> list[int]:
        """Cut into the longest pieces, from the left; unknown as a whole if one is missing."""
        unknown = [self.vocabulary["[UNK]"]]
        if len(part) > LONGEST_WORD:
            return unknown
        pieces: list[int] = []
        start = 0
        while start < len(part):
            lead = "##" if start else ""
            ends = range(len(part), start, -1)
            end = next((end for end in ends if lead + part[start:end] in self.vocabulary), None)
            if end is None:
                return unknown
            pieces.append(self.vocabulary[lead + part[start:end]])
            start = end
        return pieces


def plain(word: str) -> str:
    """A word in lower case, without accents and control characters.

    >>> plain("Élysée\u200b")
    'elysee'
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(
        character for character in decomposed if unicodedata.category(character) not in _DROPPED
    )


def split_at_punctuation(word: str) -> list[str]:
    """A word cut before and behind every punctuation mark and Chinese character.

    >>> split_at_punctuation("u.s.-led")
    ['u', '.', 's', '.', '-', 'led']
    """
    parts: list[str] = []
    apart = True
    for character in word:
        alone = stands_alone(character)
        if alone or apart:
            parts.append(character)
        else:
            parts[-1] += character
        apart = alone
    return parts


def stands_alone(character: str) -> bool:
    """Whether the encoder reads a character by itself."""
    is_mark = character.isascii() and not character.isalnum()
    return (
        is_mark
        or unicodedata.category(character).startswith("P")
        or "\u4e00" <= character <= "\u9fff"
    )
