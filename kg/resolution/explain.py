"""Statements in words, with the reason for each of their sources: what `kg extract --explain` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.errors import printable
from kg.model import Polarity, spans_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import ResolvedDocument, ResolvedStatement, Source, Span

REASONS: Final[Mapping[str, str]] = {
    "full-name": "the name as it stands",
    "short-name": "a short form of a name that the article gives in full",
    "account": "the name of an account",
    "apposition": "the name that stands beside the description",
    "antecedent": "the likeliest of all who came up before, by who spoke last, how near they are, and in which part",
    "both-before": "the people who were named together just before",
    "described-as": "the only one whom the article describes so",
    "head-in-name": "the only name before it that has this word in it",
    "only-one": "the only one named before it that the word fits",
    "same-noun": "the same noun before it, which says whose it is",
    "main-country": "the country that the article names most",
    "first-person": "whoever is quoted speaks of themselves",
    "speaker-continued": "the quotation goes on with the speaker before",
    "description": "nobody is named; the words describe the source",
    "narration": "nobody else is said to say it, so the publication does",
    "credit": "the credit of the picture",
}
"""What the rules of `kg.resolution` mean; a rule that is not here says why a mention stays unresolved."""


def explain(resolved: ResolvedDocument) -> str:
    """The statements of a document in text order, some lines each."""
    text = resolved.document.text
    told = [
        "\n    ".join(map(printable, lines(statement, text))) for statement in resolved.statements
    ]
    return "".join(f"{printable(resolved.document.id)} {one}\n\n" for one in told)


def lines(resolved: ResolvedStatement, text: str) -> Iterator[str]:
    """What there is to say of one statement."""
    statement = resolved.statement
    yield f"{places(statement.content)} {resolved.claim}"
    kinds = [
        statement.quotation_type.value,
        *([statement.attribution_type.value] if statement.attribution_type else []),
    ]
    cue = (
        f"by “{spans_text(statement.cue, text)}” {places(statement.cue)}"
        if statement.cue
        else "without a cue"
    )
    yield f"{', '.join(kinds)}, {cue}; found by {statement.extractor} ({statement.confidence:.2f})"
    mention = (
        f"“{spans_text(statement.source, text)}” {places(statement.source)}"
        if statement.source
        else "no words"
    )
    for source in resolved.who:
        yield f"{mention} → {named(source)}: {REASONS.get(source.rule, source.rule)} ({source.confidence:.2f})"
    if resolved.hedge or resolved.polarity is not Polarity.AFFIRMED:
        hedge = f" by “{resolved.hedge}”" if resolved.hedge else ""
        yield f"{resolved.polarity.value}, {resolved.certainty.value}{hedge}"


def named(source: Source) -> str:
    """A source by name and kind, with what the article says of it."""
    told = f", “{source.described_as}”" if source.described_as else ""
    return f"{source.entity.name or 'unnamed'} ({source.entity.kind.value}{told})"


def places(spans: Sequence[Span]) -> str:
    """Offsets in code points, half open.

    >>> from kg.model import Span
    >>> places([Span(0, 4), Span(9, 12)])
    '[0, 4) [9, 12)'
    """
    return " ".join(f"[{span.start}, {span.end})" for span in spans)
