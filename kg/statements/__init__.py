"""Stage 3, statements: who says what, and in which words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.errors import ConfigError
from kg.statements import captions, evidence, narration, quotations, reported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.annotation import AnnotatedDocument
    from kg.model import Statement

__all__ = ["EXTRACTORS", "Extractor", "extract"]

Extractor: TypeAlias = "Callable[[AnnotatedDocument, Sequence[Statement]], Iterable[Statement]]"
"""Finds statements in one document, given those found before it. Pure: same document, same statements."""

RULES: Final[Mapping[str, Extractor]] = {
    "captions": captions.extract,
    "quotations": quotations.extract,
    "reported": reported.extract,
    "evidence": evidence.extract,
    "narration": narration.extract,
}

EXTRACTORS: Final[Mapping[str, Mapping[str, Extractor]]] = {"rules": RULES}
"""What `--extractor` chooses from: the extractors to run, in this order."""


def extract(annotated: AnnotatedDocument, extractor: str = "rules") -> tuple[Statement, ...]:
    """Find the statements of a document.

    Args:
        annotated: The document.
        extractor: One of `EXTRACTORS`.

    Returns:
        The statements in text order, each stamped with the name of its extractor; of several with the same content and
        source, which would be one node of the graph, the surest.

    Raises:
        ConfigError: There is no such extractor.
    """
    if extractor not in EXTRACTORS:
        raise ConfigError(f"unknown extractor {extractor!r}; choose from {', '.join(EXTRACTORS)}")
    found: list[Statement] = []
    for name, find in EXTRACTORS[extractor].items():
        found += [replace(statement, extractor=name) for statement in find(annotated, tuple(found))]
    surest_first = sorted(found, key=lambda statement: -statement.confidence)
    unique = {(statement.content, statement.source): statement for statement in reversed(surest_first)}
    return tuple(unique[place] for place in sorted(unique))
