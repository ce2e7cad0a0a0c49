"""What the tagger reads: the words of a document as columns of numbers, and windows of them.

A window is a run of whole paragraphs that the encoder reads at once; a paragraph too long for one
is cut at sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from kg.model import Span
from kg.statements.near import clip_span, find_touched
from kg.statements.syntax import QUOTE_MARKS, tokens_between, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.statements.tagger.pieces import WordPieces

    Numbers = NDArray[np.int64]

WINDOW: Final = 252
"""Word pieces in a window, those between paragraphs counted, those at its two ends not."""
OVERLAP: Final = 64
"""Word pieces that two neighbouring windows share at most.

They are the last paragraphs of the first window, if those are that short.
"""
CASES: Final = ("none", "lower", "capitalised", "upper", "mixed")
OUTSIDE, INSIDE, MARK = range(3)
"""Where a word stands: outside a quotation, inside, or it is the quotation mark."""
CORPUS, NEWS, CONTENT = range(3)
"""Whose idea of an attribution to follow: that of the corpus that the network learned from first,
which no text asks for; that of those who read the news; theirs, of a content read by itself."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """The words of a document, a number a word in every column.

    Attributes:
        spans: Where they stand in the text.
        pieces: The numbers of each word's pieces.
        case: An index of `CASES`.
        quote: `OUTSIDE`, `INSIDE` or `MARK`.
        tag, dep: Part of speech and grammatical relation, as indices of the model's lists; 0 for
            one unknown to it.
        head: The index of the word that each hangs on; its own for a root.
        units: Stretches of words that no window parts: paragraphs, or sentences of long ones; half
            open.
        ends: For each unit, whether a paragraph ends with it.
        is_apart: Whether each paragraph is read without those around it.
    """

    spans: tuple[Span, ...]
    pieces: tuple[tuple[int, ...], ...]
    case: Numbers
    quote: Numbers
    tag: Numbers
    dep: Numbers
    head: Numbers
    units: tuple[tuple[int, int], ...]
    ends: tuple[bool, ...]
    is_apart: bool = False


def read_words(
    annotated: AnnotatedDocument,
    alphabet: WordPieces,
    tags: Mapping[str, int],
    deps: Mapping[str, int],
    part: Span | None = None,
) -> Words:
    """The words of a document's paragraphs.

    Args:
        annotated: The document.
        alphabet: The encoder's.
        tags: The model's numbers of the parts of speech, from 1 on.
        deps: Those of the grammatical relations.
        part: A stretch of the text that no token runs out of; None for all of it.
    """
    part = part or Span(0, len(annotated.text) + 1)
    paragraphs = []
    for paragraph in find_touched(annotated.document.paragraphs, part):
        place = clip_span(paragraph, part)
        paragraphs.append(tokens_between(annotated.doc, place.start, place.end, "expand"))
    return _describe_words(annotated, paragraphs, part, (alphabet, tags, deps))


def read_contents(
    annotated: AnnotatedDocument,
    alphabet: WordPieces,
    tags: Mapping[str, int],
    deps: Mapping[str, int],
    contents: Iterable[Sequence[Span]],
) -> Words:
    """The words of some contents, each as a paragraph that is read apart from the others.

    What the outermost speaker says is told plainly there, so that its quotation marks do not count.

    Args:
        annotated: The document.
        alphabet: The encoder's.
        tags: The model's numbers of the parts of speech, as `read_words` takes them.
        deps: Those of the grammatical relations.
        contents: The parts of each, in text order.
    """
    paragraphs = [_unwrap_content(tokens_of(annotated.doc, content)) for content in contents]
    whole = Span(0, len(annotated.text) + 1)
    words = _describe_words(annotated, paragraphs, whole, (alphabet, tags, deps))
    return replace(words, quote=np.full_like(words.quote, OUTSIDE), is_apart=True)


def _unwrap_content(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words of a content without quotation marks at its ends and the "that" before it."""
    first, last = 0, len(tokens)
    while first < last and _is_wrapping(tokens[first]):
        first += 1
    while last > first and tokens[last - 1].text in QUOTE_MARKS:
        last -= 1
    return tokens[first:last]


def _is_wrapping(token: Token) -> bool:
    """Whether a word only leads into a content: a quotation mark, or "that"."""
    return token.text in QUOTE_MARKS or (token.lower_ == "that" and token.dep_ == "mark")


def _describe_words(
    annotated: AnnotatedDocument,
    paragraphs: Sequence[Sequence[Token]],
    part: Span,
    lexicon: tuple[WordPieces, Mapping[str, int], Mapping[str, int]],
) -> Words:
    """The words of some paragraphs in a part of a document; a word may be in several of them."""
    alphabet, tags, deps = lexicon
    tokens = list(chain.from_iterable(paragraphs))
    pieces = tuple(alphabet.of(token.text) for token in tokens)
    units, ends = _split_into_units(paragraphs, pieces)
    return Words(
        spans=tuple(Span(token.idx, token.idx + len(token)) for token in tokens),
        pieces=pieces,
        case=numbers(case_of(token.text) for token in tokens),
        quote=quote_column(annotated, tokens, part),
        tag=numbers(tags.get(token.tag_, 0) for token in tokens),
        dep=numbers(deps.get(token.dep_, 0) for token in tokens),
        head=numbers(_number_heads(paragraphs)),
        units=units,
        ends=ends,
    )


def _number_heads(paragraphs: Sequence[Sequence[Token]]) -> Iterator[int]:
    """The index of the word that each word hangs on; its own where that is in another paragraph."""
    first = 0
    for tokens in paragraphs:
        place = {token.i: index for index, token in enumerate(tokens, start=first)}
        for index, token in enumerate(tokens, start=first):
            yield place.get(token.head.i, index)
        first += len(tokens)


def numbers(values: Iterator[int]) -> Numbers:
    """A column."""
    return np.fromiter(values, dtype=np.int64)


def case_of(word: str) -> int:
    """The case of a word, which the encoder does not see.

    >>> [CASES[case_of(word)] for word in ("2016", "said", "Kim", "NATO", "iPhone", "A")]
    ['none', 'lower', 'capitalised', 'upper', 'mixed', 'capitalised']
    """
    if word.islower():
        return 1
    if word[:1].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    if word.isupper():
        return 3
    return 4 if any(character.isalpha() for character in word) else 0


def quote_column(annotated: AnnotatedDocument, tokens: Sequence[Token], part: Span) -> Numbers:
    """Where each word of a part stands towards the quotations of its document."""
    inside = np.zeros(part.end - part.start, dtype=np.int64)
    for span in find_touched(annotated.quoted_spans, part):
        first, last = span.start - part.start, span.end - 1 - part.start
        inside[max(first, 0) : last + 1] = INSIDE
        for mark in (first, last):
            if 0 <= mark < len(inside):
                inside[mark] = MARK
    return numbers(int(inside[token.idx - part.start]) for token in tokens)


def _split_into_units(
    paragraphs: Sequence[Sequence[Token]], pieces: Sequence[Sequence[int]]
) -> tuple[tuple[tuple[int, int], ...], tuple[bool, ...]]:
    """The stretches that no window parts, and whether a paragraph ends with each."""
    units: list[tuple[int, int]] = []
    ends: list[bool] = []
    first = 0
    for tokens in filter(None, paragraphs):
        last = first + len(tokens)
        starts = {index for index, token in enumerate(tokens, start=first) if token.is_sent_start}
        cuts = list(cut_points(first, last, starts, [len(piece) for piece in pieces[first:last]]))
        units += zip([first, *cuts], [*cuts, last], strict=True)
        ends += [False] * len(cuts) + [True]
        first = last
    return tuple(units), tuple(ends)


def cut_points(first: int, last: int, starts: set[int], lengths: Sequence[int]) -> Iterator[int]:
    """Find where to cut a paragraph too long for half a window.

    It is cut at sentences, and within a sentence that is too long itself.
    """
    if sum(lengths) <= WINDOW // 2:
        return
    filled = 0
    for index, length in zip(range(first, last), lengths, strict=True):
        if index > first and (index in starts or filled + length > WINDOW // 2):
            yield index
            filled = 0
        filled += length


def windows(words: Words, first: int = WINDOW, overlap: int = OVERLAP) -> list[range]:
    """Return runs of units (ranges of indices) that fit into a window each and cover the document.

    Args:
        words: The document.
        first: The pieces in the first window, so that training can begin anywhere.
        overlap: The pieces that neighbours share at most.
    """
    if words.is_apart:
        return _windows_apart(words)
    sizes = [
        sum(len(words.pieces[i]) for i in range(*unit)) + end
        for unit, end in zip(words.units, words.ends, strict=True)
    ]
    out: list[range] = []
    start, room = 0, first
    while start < len(sizes):
        stop, filled = start + 1, sizes[start]
        while stop < len(sizes) and filled + sizes[stop] <= room:
            filled += sizes[stop]
            stop += 1
        out.append(range(start, stop))
        if stop == len(sizes):
            break
        before, start, shared, room = start, stop, 0, WINDOW
        while start - 1 > before and shared + sizes[start - 1] <= overlap:
            start -= 1
            shared += sizes[start]
    return out


def _windows_apart(words: Words) -> list[range]:
    """Return runs of units, each of one paragraph; one too long for a window makes several."""
    out: list[range] = []
    start, filled = 0, 0
    for number, (unit, end) in enumerate(zip(words.units, words.ends, strict=True)):
        size = sum(map(len, words.pieces[slice(*unit)]))
        if number > start and filled + size > WINDOW:
            out.append(range(start, number))
            start, filled = number, 0
        filled += size
        if end:
            out.append(range(start, number + 1))
            start, filled = number + 1, 0
    return out


def batch(words: Words, runs: Sequence[range], marks: tuple[int, int, int]) -> dict[str, Numbers]:
    """Windows as the network takes them, padded to the longest.

    Args:
        words: The document.
        runs: The windows, as `windows` gives them.
        marks: The numbers of the pieces at the start, at each paragraph's end, and for padding.

    Returns:
        `pieces`, `piece_case`, `piece_quote`, `piece_mask` (windows × pieces); `first` (the index
        of each word's first piece), `tag`, `dep`, `head` and `word_mask` (windows × words);
        `convention` (windows).
    """
    columns = pad_rows([window_rows(words, run, marks) for run in runs], marks)
    convention = CONTENT if words.is_apart else NEWS
    return {**columns, "convention": np.full(len(runs), convention, dtype=np.int64)}


def pad_rows(
    rows: Sequence[Mapping[str, Sequence[int]]], marks: tuple[int, int, int]
) -> dict[str, Numbers]:
    """The columns of some windows, as `window_rows` gives each, padded to the longest."""
    return {
        name: padded([row[name] for row in rows], marks[2] if name == "pieces" else 0)
        for name in rows[0]
    }


def window_rows(words: Words, run: range, marks: tuple[int, int, int]) -> dict[str, list[int]]:
    """One window, unpadded."""
    start, stop = words.units[run[0]][0], words.units[run[-1]][1]
    pieces, case, quote, first = [marks[0]], [0], [0], []
    for unit in run:
        for index in range(*words.units[unit]):
            first.append(len(pieces))
            pieces += words.pieces[index]
            case += [int(words.case[index])] * len(words.pieces[index])
            quote += [int(words.quote[index])] * len(words.pieces[index])
        if words.ends[unit] or unit == run[-1]:
            pieces.append(marks[1])
            case.append(0)
            quote.append(0)
    heads = [
        int(head) - start if start <= head < stop else index
        for index, head in enumerate(words.head[start:stop])
    ]
    return {
        "pieces": pieces,
        "piece_case": case,
        "piece_quote": quote,
        "piece_mask": [1] * len(pieces),
        "first": first,
        "tag": words.tag[start:stop].tolist(),
        "dep": words.dep[start:stop].tolist(),
        "head": heads,
        "word_mask": [1] * len(first),
    }


def padded(rows: Sequence[Sequence[int]], fill: int) -> Numbers:
    """Rows of the same length."""
    longest = max(map(len, rows))
    out = np.full((len(rows), longest), fill, dtype=np.int64)
    for target, row in zip(out, rows, strict=True):
        target[: len(row)] = row
    return out
