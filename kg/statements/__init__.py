"""Stage 3, statements: who says what, and in which words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.errors import ConfigError
from kg.statements import (
    captions,
    evidence,
    layouts,
    mending,
    narration,
    quotations,
    reported,
    tagger,
)
from kg.statements.near import filed, near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Software, Span, Statement

__all__ = ["EXTRACTORS", "Extractor", "chosen", "extract", "load", "software"]

Extractor: TypeAlias = "Callable[[AnnotatedDocument, Sequence[Statement]], Iterable[Statement]]"
"""Finds statements in one document, given those found before it. Pure: same document, same statements."""


def beyond_layout(find: Extractor) -> Extractor:
    """An extractor, but for what it makes of passages whose layout says who speaks; what is said in them stays."""

    def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:
        laid_out = filed(
            (other for other in found if other.extractor == "layouts"), content_and_source
        )
        for statement in find(
            annotated, tuple(other for other in found if other.extractor != "layouts")
        ):
            apart = (*statement.content, *statement.cue, *statement.source)
            touched = (
                other
                for part in apart
                for other in near(laid_out, part)
                if any(map(part.overlaps, content_and_source(other)))
            )
            if all(layouts.nested(statement, other) for other in touched):
                yield statement

    return extract


def content_and_source(statement: Statement) -> tuple[Span, ...]:
    """Where a statement and the words for its source stand."""
    return (*statement.content, *statement.source)


RULES: Final[Mapping[str, Extractor]] = {
    "captions": captions.extract,
    "layouts": layouts.extract,
    "quotations": beyond_layout(quotations.extract),
    "reported": beyond_layout(reported.extract),
    "evidence": evidence.extract,
    "narration": narration.extract,
}


def tagged(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:
    """What the trained network finds, mended."""
    return mending.mended(annotated, tagger.extract(annotated, found))


MODEL: Final[Mapping[str, Extractor]] = {
    "captions": captions.extract,
    "layouts": layouts.extract,
    "tagger": beyond_layout(tagged),
    "reported": mending.overlooked,
    "evidence": evidence.extract,
    "narration": narration.extract,
}

EXTRACTORS: Final[Mapping[str, Mapping[str, Extractor]]] = {"model": MODEL, "rules": RULES}
"""What `--extractor` chooses from: the extractors to run, in this order."""


def chosen(name: str | None) -> str:
    """The name of the extractor to use: the one asked for, else the trained model, or the rules where it is not there.

    Raises:
        ConfigError: There is no such extractor.

    >>> chosen("rules")
    'rules'
    """
    if name is not None and name not in EXTRACTORS:
        raise ConfigError(f"unknown extractor {name!r}; choose from {', '.join(EXTRACTORS)}")
    return name or ("model" if tagger.has_weights() else "rules")


def software(extractor: str) -> tuple[Software, ...]:
    """The trained models that an extractor uses.

    Raises:
        ModelError: One of them is missing or damaged.
    """
    return (tagger.describe(),) if "tagger" in EXTRACTORS[extractor] else ()


def load(extractor: str) -> None:
    """Load the trained models that an extractor uses, which takes a while that is no document's.

    Raises:
        ModelError: One of them is missing or damaged.
    """
    if "tagger" in EXTRACTORS[extractor]:
        tagger.load_tagger()


def extract(annotated: AnnotatedDocument, extractor: str | None = None) -> tuple[Statement, ...]:
    """Find the statements of a document.

    Args:
        annotated: The document.
        extractor: One of `EXTRACTORS`; None as in `chosen`.

    Returns:
        The statements in text order, each stamped with the name of its extractor; of several with
        the same content and source, which would be one node of the graph, the surest.

    Raises:
        ConfigError: There is no such extractor.
    """
    found: list[Statement] = []
    for name, find in EXTRACTORS[chosen(extractor)].items():
        found += [replace(statement, extractor=name) for statement in find(annotated, tuple(found))]
    surest_first = sorted(found, key=lambda statement: -statement.confidence)
    unique = {
        (statement.content, statement.source): statement for statement in reversed(surest_first)
    }
    return tuple(unique[place] for place in sorted(unique))
