"""The trained extractor: a small network reads the words, and its scores become attributions.

    words.py -> run.py -> decode.py -> confidence.py

How it was made is in `training/`; what it can and cannot do, in `weights/MODEL_CARD.md`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import Software, Span, Statement
from kg.statements.kinds import attribution_type
from kg.statements.quoted import quotation_type
from kg.statements.syntax import lemma_of, tokens_of
from kg.statements.tagger.confidence import confidence
from kg.statements.tagger.decode import decode
from kg.statements.tagger.run import WEIGHTS, has_weights, load_tagger, scores
from kg.statements.tagger.words import read_contents, read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.language.annotation import AnnotatedDocument
    from kg.statements.tagger.decode import Found, Segment
    from kg.statements.tagger.run import Known, Tagger
    from kg.statements.tagger.words import Words

__all__ = [
    "WEIGHTS",
    "describe",
    "extract",
    "extract_inside",
    "has_weights",
    "load_tagger",
]


def extract(
    annotated: AnnotatedDocument, _found: Sequence[Statement], weights: Path = WEIGHTS
) -> Iterator[Statement]:
    """The attributions that the network finds in the paragraphs of a document.

    A document that was annotated in parts is read in the same parts, so that no more than one of
    them is in memory.

    Args:
        annotated: The document.
        weights: The folder of the network.

    Raises:
        ModelError: The files of the network are missing or damaged.
    """
    tagger = load_tagger(weights)
    known: Known = {}
    for part in annotated.parts:
        words = read_words(annotated, tagger.alphabet, tagger.tags, tagger.deps, part)
        if words.spans:
            for attribution in decode(scores(tagger, words, known), tagger.transitions):
                yield to_statement(annotated, words, attribution, tagger)


def extract_inside(
    annotated: AnnotatedDocument, contents: Iterable[Sequence[Span]], weights: Path = WEIGHTS
) -> Iterator[Statement]:
    """The attributions that the network finds inside of contents, each read as a text of its own.

    The network gives a word one role, so that of "The Post reported that officials said it rained"
    it finds the report; in "officials said it rained" it finds what officials said.

    Args:
        annotated: The document.
        contents: The parts of each content, in text order.
        weights: The folder of the network.

    Raises:
        ModelError: The files of the network are missing or damaged.
    """
    tagger = load_tagger(weights)
    words = read_contents(annotated, tagger.alphabet, tagger.tags, tagger.deps, contents)
    if words.spans:
        for attribution in decode(scores(tagger, words), tagger.transitions):
            yield to_statement(annotated, words, attribution, tagger)


def describe(folder: Path = WEIGHTS) -> Software:
    """Name, version and hash of the network."""
    found = load_tagger(folder)
    return Software(name="kg-attribution", version=found.version, sha256=found.sha256)


def to_statement(
    annotated: AnnotatedDocument, words: Words, found: Found, tagger: Tagger
) -> Statement:
    """An attribution in spans of the text."""
    content = spans(words, found.content)
    cue = spans(words, [found.cue] if found.cue else [])
    statement = Statement(
        content=content,
        source=spans(words, [found.source] if found.source else []),
        cue=cue,
        quotation_type=quotation_type(annotated, content, cue),
        cue_lemma=cue_lemma(annotated, cue),
        confidence=round(confidence(found, tagger.calibration), 3),
    )
    return replace(statement, attribution_type=attribution_type(annotated, statement))


def spans(words: Words, segments: Sequence[Segment]) -> tuple[Span, ...]:
    """Where some segments stand in the text."""
    return tuple(
        Span(words.spans[segment.first].start, words.spans[segment.last].end)
        for segment in sorted(segments, key=lambda segment: segment.first)
    )


def cue_lemma(annotated: AnnotatedDocument, cue: Sequence[Span]) -> str | None:
    """The dictionary form of the word that the rest of a cue hangs from."""
    tokens = tokens_of(annotated.doc, cue)
    inside = {token.i for token in tokens}
    head = next(
        (token for token in tokens if token.head.i not in inside or token.head.i == token.i), None
    )
    return lemma_of(head) if head is not None else None
