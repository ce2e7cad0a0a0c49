"""Stage 3, statements: who says what, and in which words."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from kg.errors import ConfigError
from kg.model import Software
from kg.plugins import find_plugins, load_plugin
from kg.statements import (
    captions,
    contents,
    evidence,
    hearsay,
    layouts,
    mending,
    narration,
    pieces,
    quotations,
    reported,
    tagger,
)
from kg.statements.answers import add_answers
from kg.statements.claims import keep_claims
from kg.statements.near import file_spans, is_touched, list_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Span, Statement

__all__ = [
    "EXTRACTORS",
    "Extractor",
    "add_narration",
    "chosen",
    "extract",
    "extractors_of",
    "find_candidates",
    "list_extractors",
    "load",
    "software",
]

Extractor: TypeAlias = "Callable[[AnnotatedDocument, Sequence[Statement]], Iterable[Statement]]"
"""Finds statements in one document, given those found before it.

Pure: the same document gives the same statements.
"""


def _spare_layouts(find: Extractor) -> Extractor:
    """Return an extractor that leaves passages alone whose layout says who speaks."""

    def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:
        laid_out = {other for other in found if other.extractor == "layouts"}
        taken = file_spans(chain.from_iterable(map(_content_and_source, laid_out)))
        is_taken = partial(is_touched, taken)
        for statement in find(annotated, tuple(other for other in found if other not in laid_out)):
            if not any(map(is_taken, list_spans(statement))):
                yield statement

    return extract


def _content_and_source(statement: Statement) -> tuple[Span, ...]:
    """Return where a statement stands, with the words for its source if they stand beside it."""
    return (*statement.content, *statement.source) if statement.cue_lemma else statement.content


def _extract_tagged(
    annotated: AnnotatedDocument, found: Sequence[Statement], *, weights: Path
) -> Iterator[Statement]:
    """Find what the trained network finds, mended."""
    tagged = mending.mend_statements(annotated, tagger.extract(annotated, found, weights))
    return _mend_extents(annotated, hearsay.share_cited(annotated, tagged))


def _extract_hearsay(
    annotated: AnnotatedDocument, found: Sequence[Statement], *, weights: Path
) -> Iterator[Statement]:
    """Find what is told inside of contents, mended."""
    return _mend_extents(annotated, hearsay.extract(annotated, found, weights))


def _mend_extents(
    annotated: AnnotatedDocument, statements: Iterable[Statement]
) -> Iterator[Statement]:
    """Give each content the pieces, the beginning and the end of its claim."""
    return contents.mend_contents(annotated, pieces.mend_pieces(annotated, statements))


def list_extractors(weights: Path = tagger.WEIGHTS) -> Mapping[str, Extractor]:
    """Return the extractors that run with a trained network, in their order.

    Args:
        weights: The folder of the network.
    """
    return {
        "captions": captions.extract,
        "layouts": layouts.extract,
        "tagger": _spare_layouts(partial(_extract_tagged, weights=weights)),
        "hearsay": partial(_extract_hearsay, weights=weights),
        "evidence": evidence.extract,
    }


_RULES: Final[Mapping[str, Extractor]] = {
    "captions": captions.extract,
    "layouts": layouts.extract,
    "quotations": _spare_layouts(quotations.extract),
    "reported": _spare_layouts(reported.extract),
    "evidence": evidence.extract,
}

EXTRACTORS: Final[Mapping[str, Mapping[str, Extractor]]] = {
    "model": list_extractors(),
    "rules": _RULES,
}
"""What `--extractor` chooses from: the extractors to run, in this order."""


def chosen(name: str | None) -> str:
    """Return the name of the extractor to use.

    This is the one asked for; without one, the trained model if it is installed, else the rules.

    Raises:
        ConfigError: There is no such extractor.

    >>> chosen("rules")
    'rules'
    """
    known = [*EXTRACTORS, *find_plugins("kg.extractors")]
    if name is not None and name not in known:
        listed = ", ".join(known)
        own = "docs/how-to/add-an-extractor.md says how to add one"
        raise ConfigError(f"unknown extractor {name!r}; choose from {listed}; {own}")
    return name or ("model" if tagger.has_weights() else "rules")


def extractors_of(name: str) -> Mapping[str, Extractor]:
    """Return the extractors to run, in their order, for a name that is `chosen`.

    That of another package is a function, or several of them by their names, as `list_extractors`
    has them.

    Raises:
        ConfigError: That of another package cannot be loaded.
    """
    if name in EXTRACTORS:
        return EXTRACTORS[name]
    found = load_plugin("kg.extractors", name)
    return cast("Mapping[str, Extractor]", {name: found} if callable(found) else found)


def software(extractor: str) -> tuple[Software, ...]:
    """Return the trained models that an extractor uses, and the other package that it comes from.

    Raises:
        ModelError: One of the models is missing or damaged.
    """
    models = (tagger.describe(),) if "tagger" in extractors_of(extractor) else ()
    plugin = None if extractor in EXTRACTORS else find_plugins("kg.extractors")[extractor].dist
    return (
        models if plugin is None else (*models, Software(name=plugin.name, version=plugin.version))
    )


def load(extractor: str) -> None:
    """Load the trained models that an extractor uses, so that no document has to wait for them.

    Raises:
        ModelError: One of them is missing or damaged.
    """
    if "tagger" in extractors_of(extractor):
        tagger.load_tagger(tagger.WEIGHTS)


def extract(annotated: AnnotatedDocument, extractor: str | None = None) -> tuple[Statement, ...]:
    """Find the statements of a document.

    Args:
        annotated: The document.
        extractor: One of `EXTRACTORS`, or that of another package; None as in `chosen`.

    Returns:
        The claims that somebody makes, the captions, and every other sentence as narration, in text
        order.

    Raises:
        ConfigError: There is no such extractor.
    """
    candidates = find_candidates(annotated, extractors_of(chosen(extractor)))
    claims = keep_claims(annotated, candidates)
    return add_narration(annotated, add_answers(annotated, claims))


def find_candidates(
    annotated: AnnotatedDocument, extractors: Mapping[str, Extractor]
) -> tuple[Statement, ...]:
    """Find all that may be claims.

    Args:
        annotated: The document.
        extractors: By their names, in the order in which they run.

    Returns:
        The statements in text order, each stamped with the name of its extractor; of several with
        the same content and source, which would be one node of the graph, the surest.

    Raises:
        ConfigError: An extractor gives None.
    """
    found: list[Statement] = []
    for name, find in extractors.items():
        given = find(annotated, tuple(found))
        if given is None:  # as of a function that forgets to return
            raise ConfigError(f"the extractor {name} gives None; let it return or yield statements")
        found += [replace(statement, extractor=name) for statement in given]
    unique: dict[tuple[tuple[Span, ...], ...], Statement] = {}
    for statement in sorted(found, key=lambda statement: -statement.confidence):
        unique.setdefault((statement.content, statement.source), statement)
    return tuple(unique[place] for place in sorted(unique))


def add_narration(
    annotated: AnnotatedDocument, statements: Iterable[Statement]
) -> tuple[Statement, ...]:
    """Return the statements of a document and its narration, in text order."""
    kept = list(statements)
    told = [replace(one, extractor="narration") for one in narration.extract(annotated, kept)]
    return tuple(sorted([*kept, *told], key=lambda one: (one.content, one.source)))
