"""Wire copies: articles that print, more or less, one text, linked as versions of one of them.

Two texts are alike as far as they share runs of five words (Broder 1997). MinHash, by rensa, tells
from signatures of fixed size how far, and equal bands of the signatures lead from a text to those
that may be like it (Leskovec et al. 2020, chapter 3).
"""

from __future__ import annotations

import hashlib
import re
import struct
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from rensa import RMinHash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Document

WORDS: Final = 5
FEWEST: Final = 20
"""Runs of words that a text must have: below that, stock phrases are all there is."""
BANDS: Final = 32
ROWS: Final = 4
ALIKE: Final = 0.5
"""Of the runs of words of two texts, how many both have to have: one text cut by a third still does."""
SIGNATURE: Final = struct.Struct(f"<{BANDS * ROWS}I")
BAND: Final = struct.Struct("<q")


def signature_of(document: Document) -> bytes:
    """The MinHash signature of a document's running text; empty for a short one.

    >>> from kg.model import Document, Span
    >>> text = " ".join(map(str, range(100)))
    >>> len(signature_of(Document(id="a", text=text, paragraphs=(Span(0, len(text)),))))
    512
    """
    words = re.findall(
        r"\w+", " ".join(span.of(document.text) for span in document.paragraphs).casefold()
    )
    runs = {" ".join(words[start : start + WORDS]) for start in range(len(words) - WORDS + 1)}
    if len(runs) < FEWEST:
        return b""
    hashes = RMinHash(num_perm=BANDS * ROWS, seed=1)
    hashes.update(sorted(runs))
    return SIGNATURE.pack(*hashes.digest())


def bands_of(signature: bytes) -> Iterator[int]:
    """The bands of a signature, as numbers of 64 bits; texts that are alike have one in common, in all likelihood."""
    step = 4 * ROWS
    for start in range(0, len(signature), step):
        band = hashlib.blake2b(
            signature[start : start + step], digest_size=8, salt=start.to_bytes(4, "little")
        ).digest()
        number: int = BAND.unpack(band)[0]
        yield number


def likeness(one: bytes, other: bytes) -> float:
    """The share of common runs of words in two texts, as their signatures tell it, from 0 to 1."""
    equal: int = sum(
        left == right
        for left, right in zip(SIGNATURE.unpack(one), SIGNATURE.unpack(other), strict=True)
    )
    return equal / (BANDS * ROWS)


def versions(rows: Iterable[tuple[int, str, str, bytes]]) -> Iterator[tuple[str, str]]:
    """Each article that is a version of another, and the one: the first that was published.

    Args:
        rows: Band, day of publication ("9999" for none), article and signature, sorted.
    """
    roots: dict[str, tuple[str, str]] = {}
    ranks: dict[str, tuple[str, str]] = {}
    for _, group in groupby(rows, key=itemgetter(0)):
        (_, day, first, signature), *others = group
        for _, other_day, other, other_signature in others:
            if other != first and likeness(signature, other_signature) >= ALIKE:
                ranks[first], ranks[other] = (day, first), (other_day, other)
                one, two = sorted((root(first, roots, ranks), root(other, roots, ranks)))
                if one != two:
                    roots[two[1]] = one
    for article in sorted(ranks):
        whose = root(article, roots, ranks)[1]
        if whose != article:
            yield article, whose


def root(
    article: str, roots: dict[str, tuple[str, str]], ranks: dict[str, tuple[str, str]]
) -> tuple[str, str]:
    """The first version of an article that is known so far, with its day before it."""
    rank = ranks[article]
    while rank[1] in roots:
        rank = roots[rank[1]]
    return rank
