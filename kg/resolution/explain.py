"""Explain statements in words, with the reason for each source (`kg extract --explain`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import printable
from kg.model import Polarity, spans_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import ResolvedDocument, ResolvedStatement, Source, Span, Statement

__all__ = ["explain"]


def explain(resolved: ResolvedDocument) -> str:
    """Describe the statements of a document in text order, in some lines each."""
    document = resolved.document
    paragraphs = []
    for statement in resolved.statements:
        lines = map(printable, _explain_statement(statement, document.text))
        paragraphs.append(f"{printable(document.id)} " + "\n    ".join(lines) + "\n\n")
    return "".join(paragraphs)


def _explain_statement(resolved: ResolvedStatement, text: str) -> Iterator[str]:
    """Yield what there is to say of one statement, line by line."""
    statement = resolved.statement
    yield f"{_format_places(statement.content)} {resolved.claim}"
    yield _explain_extraction(statement, text)

    mention = _quote_place(statement.source, text) or "no words"
    for source in resolved.who:
        reason = f"{source.rule.reason} ({source.confidence:.2f})"
        yield f"{mention} → {_format_source(source)}: {reason}"

    if resolved.hedge or resolved.polarity is not Polarity.AFFIRMED:
        hedge = f" by “{resolved.hedge}”" if resolved.hedge else ""
        yield f"{resolved.polarity.value}, {resolved.certainty.value}{hedge}"


def _explain_extraction(statement: Statement, text: str) -> str:
    """Say of what type a statement is, by which words, and what found it."""
    kinds = statement.quotation_type.value
    if statement.attribution_type:
        kinds += f", {statement.attribution_type.value}"
    cue = f"by {_quote_place(statement.cue, text)}" if statement.cue else "without a cue"
    return f"{kinds}, {cue}; found by {statement.extractor} ({statement.confidence:.2f})"


def _quote_place(spans: Sequence[Span], text: str) -> str:
    """Return some words of the text in quotation marks, and where they stand; "" for no words."""
    return f"“{spans_text(spans, text)}” {_format_places(spans)}" if spans else ""


def _format_source(source: Source) -> str:
    """Return a source by name and kind, with what the article says of it."""
    told = f", “{source.described_as}”" if source.described_as else ""
    return f"{source.entity.name or 'unnamed'} ({source.entity.kind.value}{told})"


def _format_places(spans: Sequence[Span]) -> str:
    """Return offsets in code points, half open.

    >>> from kg.model import Span
    >>> _format_places([Span(0, 4), Span(9, 12)])
    '[0, 4) [9, 12)'
    """
    return " ".join(f"[{span.start}, {span.end})" for span in spans)
