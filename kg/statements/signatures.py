"""Signed quotations: a line that is one quotation, and whose it is behind a dash, as letters and vox pops are printed.

"It never rains here." — Ann Lee, Springfield          the signature may stand on a line of its own
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.model import AttributionType, QuotationType, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.annotation import AnnotatedDocument

SIGNED: Final = re.compile(
    r"""
    ^[^\S\n]*
    (?P<content>["“”«][^\n]*["“”»])
    [^\S\n]*\n{0,2}[^\S\n]*
    (?P<cue>[―—–]|--?)
    [^\S\n]*
    (?P<source>[^\W\d_a-zß-ÿ][^\n"“”«»:?!]{1,78}?)
    [.\s]*$
    """,
    re.MULTILINE | re.VERBOSE,
)
MOST_WORDS: Final = 10
"""A signature is no sentence."""


def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:  # noqa: ARG001 - as every extractor
    """A statement for each signed quotation."""
    for match in SIGNED.finditer(annotated.text):
        if len(match["source"].split()) <= MOST_WORDS:
            yield Statement(
                content=(Span(*match.span("content")),),
                cue=(Span(*match.span("cue")),),
                source=(Span(*match.span("source")),),
                quotation_type=QuotationType.DIRECT,
                attribution_type=AttributionType.ASSERTION,
                confidence=0.95,
            )
