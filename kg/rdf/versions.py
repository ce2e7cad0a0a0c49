"""Wire copies: articles that print, more or less, one text, linked as versions of one of them.

Two texts are alike as far as they share runs of five words (Broder 1997). MinHash, by rensa, tells
from signatures of fixed size how far, and equal bands of the signatures lead from a text to those
that may be like it (Leskovec et al. 2020, chapter 3). Of each hash the lowest byte is kept, by
which unlike texts agree once in 256 times (b-bit MinHash, Li & König 2010): so a signature is small
enough to stand in the graph, and a merge finds copies as a build does.
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from itertools import groupby
from operator import eq, itemgetter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Document

_RUN_OF_WORDS: Final = 5
_FEWEST_RUNS: Final = 20
"""Runs of words that a text must have: below that, stock phrases are all there is."""
BANDS: Final = 32
_ROWS: Final = 4
_ALIKE: Final = 0.5
"""The share of the runs of words that both of two texts must have; a text cut by a third still has
it."""
_LOWEST: Final = 0xFF
_BAND: Final = struct.Struct("<q")


def signature_of(document: Document) -> bytes:
    """Return the MinHash signature of a document's running text; empty for a short one.

    >>> from kg.model import Document, Span
    >>> text = " ".join(map(str, range(100)))
    >>> len(signature_of(Document(id="a", text=text, paragraphs=(Span(0, len(text)),))))
    128
    """
    text = " ".join(span.of(document.text) for span in document.paragraphs)
    words = re.findall(r"\w+", text.casefold())
    starts = range(len(words) - _RUN_OF_WORDS + 1)
    runs = {" ".join(words[start : start + _RUN_OF_WORDS]) for start in starts}
    if len(runs) < _FEWEST_RUNS:
        return b""
    from rensa import RMinHash  # noqa: PLC0415 - who makes none has no memory to spare for it

    hashes = RMinHash(num_perm=BANDS * _ROWS, seed=1)
    hashes.update(sorted(runs))
    return bytes(number & _LOWEST for number in hashes.digest())


def write_signature(signature: bytes) -> str:
    """Return a signature as the graph has it.

    >>> read_signature(write_signature(b"abc"))
    b'abc'
    """
    return base64.b64encode(signature).decode()


def read_signature(written: str) -> bytes:
    """Return a signature that the graph has; empty for what is none.

    >>> read_signature("?")
    b''
    """
    try:
        return base64.b64decode(written, validate=True)
    except ValueError:
        return b""


def band_at(place: int, signature: bytes) -> bytes:
    """Return one of the `BANDS` of a signature, which are numbered from 0."""
    return signature[place * _ROWS : (place + 1) * _ROWS]


def bands_of(signature: bytes) -> Iterator[int]:
    """Return the bands of a signature, as numbers; texts that are alike very likely share one."""
    for place in range(len(signature) // _ROWS):
        salt = place.to_bytes(4, "little")
        band = hashlib.blake2b(band_at(place, signature), digest_size=8, salt=salt)
        number: int = _BAND.unpack(band.digest())[0]
        yield number


def _likeness(one: bytes, other: bytes) -> float:
    """Estimate from signatures how many of their runs of words two texts share, from 0 to 1."""
    equal: int = sum(map(eq, one, other))
    return equal / max(len(one), len(other))


def find_versions(rows: Iterable[tuple[int, str, str, bytes]]) -> Iterator[tuple[str, str]]:
    """Find the articles that are versions of another one.

    Args:
        rows: Band, day of publication ("9999" for none), article and signature, sorted.

    Yields:
        An article, and the one that it is a version of: the first that was published.
    """
    ranks: dict[str, tuple[str, str]] = {}
    earlier: dict[str, str] = {}
    for _, group in groupby(rows, key=itemgetter(0)):
        (_, day, first, signature), *others = group
        for _, other_day, other, other_signature in others:
            if other == first or _likeness(signature, other_signature) < _ALIKE:
                continue
            ranks[first], ranks[other] = (day, first), (other_day, other)
            roots = {_root_of(first, earlier), _root_of(other, earlier)}
            root, *later = sorted(roots, key=ranks.__getitem__)
            earlier |= dict.fromkeys(later, root)
    for article in sorted(ranks):
        root = _root_of(article, earlier)
        if root != article:
            yield article, root


def _root_of(article: str, earlier: Mapping[str, str]) -> str:
    """Return the first version of an article that is known so far."""
    while article in earlier:
        article = earlier[article]
    return article
