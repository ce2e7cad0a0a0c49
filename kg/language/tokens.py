"""Where a text is cut before spaCy parses it, so that what it costs grows with its length only."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

from kg.language.words import nouns
from kg.model import Document, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = [
    "LONGEST_IN_PART",
    "PART",
    "keep_abbreviations",
    "list_edges",
    "places_between",
    "split_into_parts",
    "tokenise",
    "tokenise_layout",
]

PART: Final = 10_000
"""Code points in a part of a long document, at most: as many as in an ordinary article."""
_LONGEST_SENTENCE: Final = 500
"""Tokens without a full stop behind which a new sentence begins all the same; no article of our
corpora has so many."""
LONGEST_IN_PART: Final = 250
"""The same in a document that is annotated in parts: what the rules do grows with the length of a
sentence."""
_STOPS: Final = frozenset({".", "?", "!", "…"})
_SENTENCE_END: Final = re.compile(r"[.?!…][\"'”’»)\]]*\s+(?=\S)")
_WORD_END: Final = re.compile(r"\s(?=\S)")
_UNBROKEN: Final = re.compile(r"\S{1000}(?=\S)|[^\w\s]{50}(?=\S)")
"""Where to cut what has no space in it before it is tokenised, for which spaCy takes the square of
its length."""
_APOSTROPHES: Final = {0xB4: "’", 0x2BC: "’", 0x2032: "’"}
"""What typists take for an apostrophe; spaCy knows the one that they are read as, and the offsets
stay the same. Only in "n't" it is read as the straight one: spaCy takes "aren’t" for a number."""


def split_into_parts(document: Document) -> Iterator[Span]:
    """Cut a long document, if possible before a paragraph, else behind a sentence, else a word.

    >>> text = "It rained. " * 2000
    >>> document = Document(id="a", text=text, paragraphs=(Span(0, 21999),))
    >>> [(part.start, part.end) for part in split_into_parts(document)]
    [(0, 9999), (9999, 19998), (19998, 22000)]
    """
    text, edges = document.text, list_edges(document)
    start = 0
    while len(text) - start > PART:
        inner = places_between(edges, start + 1, start + PART + 1)
        end = inner[-1] if inner else _end_within_paragraph(text, start)
        yield Span(start, end)
        start = end
    yield Span(start, len(text))


def _end_within_paragraph(text: str, start: int) -> int:
    """Choose where a part ends in which no paragraph ends."""
    for pattern in (_SENTENCE_END, _WORD_END):
        ends = [match.end() for match in pattern.finditer(text, start + PART // 2, start + PART)]
        if ends:
            return ends[-1]
    return start + PART


def places_between(places: Sequence[int], first: int, end: int) -> Sequence[int]:
    """Choose those of some places in order that lie in `[first, end)`."""
    return places[bisect_left(places, first) : bisect_left(places, end)]


def tokenise_layout(
    nlp: Language, text: str, edges: Sequence[int], longest: int = _LONGEST_SENTENCE
) -> Doc:
    """Tokenise, and begin a sentence at each edge, and where one would else have no end.

    None begins behind a title that is abbreviated, such as "Sgt.".
    """
    doc = tokenise(nlp, text.translate(_APOSTROPHES).replace("n’t", "n't"))
    places = [token.idx for token in doc]
    starts = {bisect_left(places, edge) for edge in edges}
    length = 0
    for token in doc:
        length += 1
        if token.i in starts or length > longest:
            token.is_sent_start = True
            length = 0
        elif token.text in _STOPS:
            length = 0
        elif token.i > 0 and _is_abbreviation(doc[token.i - 1].text):
            token.is_sent_start = False
    return doc


def _is_abbreviation(word: str) -> bool:
    """Tell whether a word is a title whose full stop ends no sentence.

    >>> _is_abbreviation("Sgt."), _is_abbreviation("Sgt"), _is_abbreviation("rain.")
    (True, False, False)
    """
    return word.endswith(".") and word[:-1].lower() in nouns("abbreviated")


def keep_abbreviations(nlp: Language) -> None:
    """Let a tokeniser take titles that are abbreviated, such as "Sgt.", for one word each."""
    add = nlp.tokenizer.add_special_case  # type: ignore[union-attr] # not in the stub
    for word in nouns("abbreviated"):
        dotted = f"{word.capitalize()}."
        add(dotted, [{"ORTH": dotted}])


def tokenise(nlp: Language, text: str) -> Doc:
    """Return the tokens of a text, in time that grows with its length only."""
    from spacy.tokens import Doc

    cuts = [match.end() for match in _UNBROKEN.finditer(text)]
    if not cuts:
        return nlp.make_doc(text)
    pieces = [nlp.make_doc(text[start:end]) for start, end in pairwise([0, *cuts, len(text)])]
    return Doc.from_docs(pieces, ensure_whitespace=False, attrs=["NORM"])


def list_edges(document: Document) -> list[int]:
    """List where the stretches of the text begin and end that are read on their own, in order."""
    spans = list(document.paragraphs)
    for caption in document.captions:
        spans += (caption.content, caption.credit)
    return sorted(chain.from_iterable((span.start, span.end) for span in spans))
