"""The data types of `kg`: frozen values, checked when made, from nothing but the standard library.

Offsets are code points of `Document.text` exactly as it was given, half open:
`text[span.start:span.end]` is the quote.

    Document    a text and what is known of it
    Statement   a source, a cue and a content: somebody says something, in these words  (stage 3)
    Entity      a person, an organisation, a place, ... as one document speaks of it    (stage 4)
    Source      an entity in its part as the source of one statement
    ResolvedStatement, ResolvedDocument     a statement with its source and subjects resolved
    Run, Software     which extractor and which programs and models did all this

The values that they may have, such as the kinds of entity, stand in `values.py`; how they look at a
prompt and in a notebook, in `shown.py`.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model.shown import (
    document_html,
    document_words,
    resolved_html,
    resolved_words,
    statement_html,
    statement_words,
)
from kg.model.values import (
    AttributionType,
    Certainty,
    DocumentKind,
    Kind,
    Medium,
    Polarity,
    QuotationType,
    SourceRule,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = [
    "AttributionType", "Caption", "Certainty", "Document", "DocumentKind", "Entity", "Kind",
    "Medium", "Polarity", "QuotationType", "ResolvedDocument", "ResolvedStatement", "Run",
    "Software", "Source", "SourceRule", "Span", "Statement", "TimeReference", "check_confidence",
    "check_within", "spans_text",
]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: code points, half open.

    >>> Span(3, 7).of("he said so")
    'said'
    >>> Span(7, 3)
    Traceback (most recent call last):
        ...
    ValueError: a span needs 0 <= start < end, not 7, 3
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")

    def of(self, text: str) -> str:
        """The words of the span in its text."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether the other span lies within this one, edges allowed."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


def spans_text(spans: Iterable[Span], text: str) -> str:
    """The words of a discontinuous span, its parts joined by one space.

    >>> spans_text([Span(0, 2), Span(8, 10)], "he said so")
    'he so'
    """
    return " ".join(span.of(text) for span in spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A picture's caption: what it says, and whom the picture is credited to."""

    content: Span
    credit: Span


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Document:
    """One article: its text, untouched, and what is known of it.

    Attributes:
        id: What the reader calls it: a path, or the `id` of a JSON line.
        paragraphs: The running text, in order, without header and captions; white space at the
            edges left out.
        kind: Whether it is an article, a mail, or a file such as a PDF, which may be a report.
        text_by: The program that took the text out of a page or another format; None where the text
            is the file's own.
    """

    id: str
    text: str
    paragraphs: tuple[Span, ...]
    captions: tuple[Caption, ...] = ()
    kind: DocumentKind = DocumentKind.ARTICLE
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    text_by: Software | None = None

    def __post_init__(self) -> None:
        check_within(self.paragraphs, self.text)
        for caption in self.captions:
            check_within((caption.content, caption.credit), self.text)

    __repr__ = document_words
    _repr_html_ = document_html


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An attribution as the text has it: source, cue and content, each in one part or several.

    Attributes:
        content: The words stated, in text order, quotation marks included; never empty.
        source: The words that name the source; empty where nobody is named, and in narration.
        cue: The words that tie the two, such as "said" or "according to"; empty in narration and
            captions.
        cue_lemma: The dictionary form of the cue's head, such as "say".
        extractor: The name under which `kg.statements.EXTRACTORS` lists the extractor.
        confidence: From 0 to 1, how likely it is a claim; at first, how sure the extractor is.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    quotation_type: QuotationType
    attribution_type: AttributionType | None = None
    cue_lemma: str | None = None
    extractor: str = ""
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("a statement needs a content")
        for spans in (self.content, self.source, self.cue):
            if any(left.end > right.start for left, right in pairwise(spans)):
                raise ValueError(
                    f"the parts of a span must stand in text order and apart, not {spans}"
                )
        check_confidence(self.confidence)

    @property
    def extent(self) -> Span:
        """From the first to the last code point of the content."""
        return Span(self.content[0].start, self.content[-1].end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Someone or something that one document speaks of.

    Attributes:
        name: The best name the document gives it; None where the text names nobody ("were seen"),
            or the publication is not known.
        aliases: The other forms in the text, sorted.
        medium: What an artefact is made of; None for every other kind.
        anchor: Where an entity stands that no name tells from others (the unsaid observer, a "he"
            that nobody is found for), so that two of them stay two; None for every other.
    """

    name: str | None
    kind: Kind
    aliases: tuple[str, ...] = ()
    medium: Medium | None = None
    anchor: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An entity as the source of one statement, with what the article says of it there.

    Attributes:
        described_as: The description, verbatim ("a leadership expert with the Stimson Centre").
        role: The office or trade in it ("leadership expert").
        affiliation: The organisation in it ("Stimson Centre"); of a poll or a picture, the one that
            made it.
        rule: Which rule resolved the mention, or why it stays unresolved.
        confidence: How sure that rule is, from 0 to 1.
    """

    entity: Entity
    described_as: str | None = None
    role: str | None = None
    affiliation: Entity | None = None
    rule: SourceRule
    confidence: float

    def __post_init__(self) -> None:
        check_confidence(self.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReference:
    """When the thing claimed happened: the words, and the days they stand for, both ends included.

    >>> from datetime import date
    >>> TimeReference(text="2019", first=date(2019, 1, 1), last=date(2019, 12, 31)).iso
    '2019'
    """

    text: str
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a time must not end ({self.last}) before it begins ({self.first})")

    @property
    def iso(self) -> str:
        """The time in ISO 8601: a day, a month, a year, or an interval `first/last`."""
        first, last = self.first, self.last
        if first == last:
            return first.isoformat()
        form = "%Y-%m-%d"
        if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
            form = "%Y" if (first.month, last.month) == (1, 12) else "%Y-%m"
        begin, end = first.strftime(form), last.strftime(form)
        return begin if begin == end else f"{begin}/{end}"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ResolvedStatement:
    """A statement with everything that reading on in the article tells of it.

    Attributes:
        claim: The content in one string, outer quotation marks off, negation and hedges kept.
        who: The source or sources; never empty.
        about: What the claim is about; `mentions` is every other entity named in it.
        hedge: The words that weaken it ("may", "reportedly").
        channel: Where it was said, verbatim ("a post on Telegram").
        relays: The statement whose content this one passes on ("Reuters reported that officials
            said ...").
        disputes: The statement of the same document that this one turns down ("Bo denied it").
    """

    statement: Statement
    claim: str
    who: tuple[Source, ...]
    about: tuple[Entity, ...] = ()
    mentions: tuple[Entity, ...] = ()
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.UNSPECIFIED
    hedge: str | None = None
    time: TimeReference | None = None
    channel: str | None = None
    relays: Statement | None = None
    disputes: Statement | None = None

    def __post_init__(self) -> None:
        if not self.who:
            raise ValueError("a resolved statement needs a source")

    __repr__ = statement_words
    _repr_html_ = statement_html


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ResolvedDocument:
    """A document with its statements resolved, in text order."""

    document: Document
    statements: tuple[ResolvedStatement, ...]

    __repr__ = resolved_words
    _repr_html_ = resolved_html


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    """A program, or a model in one version.

    Attributes:
        sha256: Of a model's files, which tells exactly which one it is; None for a program.
    """

    name: str
    version: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What made the statements: all that can change them besides the text.

    Attributes:
        extractor: The entry of `kg.statements.EXTRACTORS`.
        software: `kg` itself, the language model, and the attribution model where it took part.
    """

    extractor: str
    software: tuple[Software, ...]


def check_within(spans: Iterable[Span], text: str) -> None:
    """Raise ValueError unless every span lies in the text."""
    for span in spans:
        if span.end > len(text):
            raise ValueError(
                f"span {span.start}, {span.end} runs past the text of {len(text)} code points"
            )


def check_confidence(confidence: float) -> None:
    """Raise ValueError unless the confidence lies between 0 and 1."""
    if not 0 <= confidence <= 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {confidence}")
