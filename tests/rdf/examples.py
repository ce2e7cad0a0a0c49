"""A small article, its statements resolved by hand, with every kind of source and every optional part in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.model import (
    AttributionType,
    Caption,
    Certainty,
    Document,
    Entity,
    Kind,
    Medium,
    Polarity,
    QuotationType,
    ResolvedDocument,
    ResolvedStatement,
    Run,
    Software,
    Source,
    SourceRule,
    Span,
    Statement,
    TimeReference,
)
from kg.rdf import to_quads
from kg.rdf.fields import Form, statement_fields

if TYPE_CHECKING:
    from kg.rdf import Quad

BASE = "https://example.org/id/"
SOFTWARE = (
    Software(name="kg", version="0.1.0"),
    Software(name="en_model", version="3.8.0", sha256="a1" * 32),
)
RUN = Run(extractor="rules", software=SOFTWARE)

TEXT = """The bridge at Lundby after the storm. — Foto Nord

“The bridge,” Ada Berg, an engineer with the Harbour Board, said, “is not safe.” Residents were seen leaving in 2024.

A video showed that Lundby was perhaps flooded. The radio reported that officials fear a storm. Trucks stood in line."""


def span(words: str, text: str = TEXT) -> Span:
    """Where words stand, the first time."""
    start = text.index(words)
    return Span(start, start + len(words))


def paragraphs(text: str) -> tuple[Span, ...]:
    """The blocks between blank lines, the first of which is the caption."""
    return tuple(span(block, text) for block in text.split("\n\n")[1:])


DOCUMENT = Document(
    id="lundby.txt",
    text=TEXT,
    paragraphs=paragraphs(TEXT),
    captions=(
        Caption(content=span("The bridge at Lundby after the storm."), credit=span("Foto Nord")),
    ),
    title='"Not safe"',
    url="https://news.example.org/lundby?a=1",
    publisher="The Daily",
    published=date(2024, 5, 1),
    authors=("Eli Moe",),
    language="en",
)

BOARD = Entity(name="Harbour Board", kind=Kind.ORGANIZATION)
BERG = Entity(name="Ada Berg", kind=Kind.PERSON, aliases=("Berg",))
LUNDBY = Entity(name="Lundby", kind=Kind.PLACE)
BRIDGE = Entity(name="the bridge", kind=Kind.THING)
STORM = Entity(name="the storm", kind=Kind.EVENT)
DAILY = Entity(name="The Daily", kind=Kind.PUBLICATION)


def from_(entity: Entity, rule: SourceRule = SourceRule.FULL_NAME) -> Source:
    """A source of which nothing more is said."""
    return Source(entity=entity, rule=rule, confidence=0.9)


FEAR = Statement(
    content=(span("a storm"),),
    source=(span("officials"),),
    cue=(span("fear"),),
    cue_lemma="fear",
    quotation_type=QuotationType.INDIRECT,
    attribution_type=AttributionType.BELIEF,
    extractor="rules",
    confidence=0.5,
)

STATEMENTS = (
    ResolvedStatement(
        statement=Statement(
            content=(span("The bridge at Lundby after the storm."),),
            source=(span("Foto Nord"),),
            quotation_type=QuotationType.CAPTION,
        ),
        claim="The bridge at Lundby after the storm.",
        who=(from_(Entity(name="Foto Nord", kind=Kind.ORGANIZATION)),),
        about=(BRIDGE,),
        mentions=(LUNDBY, STORM),
    ),
    ResolvedStatement(
        statement=Statement(
            content=(span("“The bridge,”"), span("“is not safe.”")),
            source=(span("Ada Berg, an engineer with the Harbour Board"),),
            cue=(span("said"),),
            cue_lemma="say",
            quotation_type=QuotationType.DIRECT,
            attribution_type=AttributionType.ASSERTION,
            extractor="rules",
            confidence=0.95,
        ),
        claim="The bridge is not safe.",
        who=(
            Source(
                entity=BERG,
                described_as="an engineer with the Harbour Board",
                role="engineer",
                affiliation=BOARD,
                rule=SourceRule.FULL_NAME,
                confidence=1.0,
            ),
        ),
        about=(BRIDGE,),
        polarity=Polarity.NEGATED,
        certainty=Certainty.CERTAIN,
        channel="a letter",
    ),
    ResolvedStatement(
        statement=Statement(
            content=(span("Residents"), span("leaving in 2024")),
            cue=(span("were seen"),),
            cue_lemma="see",
            quotation_type=QuotationType.INDIRECT,
            attribution_type=AttributionType.FACT,
            extractor="rules",
            confidence=0.8,
        ),
        claim="Residents leaving in 2024",
        who=(
            from_(
                Entity(name=None, kind=Kind.UNNAMED, anchor=span("were seen")),
                SourceRule.NOBODY_NAMED,
            ),
        ),
        about=(Entity(name="Residents", kind=Kind.GROUP),),
        time=TimeReference(text="in 2024", first=date(2024, 1, 1), last=date(2024, 12, 31)),
    ),
    ResolvedStatement(
        statement=Statement(
            content=(span("Lundby was perhaps flooded"),),
            source=(span("A video"),),
            cue=(span("showed that"),),
            cue_lemma="show",
            quotation_type=QuotationType.INDIRECT,
            attribution_type=AttributionType.ASSERTION,
        ),
        claim="Lundby was perhaps flooded",
        who=(from_(Entity(name="A video", kind=Kind.ARTEFACT, medium=Medium.VIDEO)),),
        about=(LUNDBY,),
        certainty=Certainty.POSSIBLE,
        hedge="perhaps",
        disputes=FEAR,
        time=TimeReference(text="after the storm", first=date(2024, 4, 30), last=date(2024, 4, 30)),
    ),
    ResolvedStatement(
        statement=Statement(
            content=(span("officials fear a storm"),),
            source=(span("The radio"),),
            cue=(span("reported that"),),
            cue_lemma="report",
            quotation_type=QuotationType.INDIRECT,
        ),
        claim="officials fear a storm",
        who=(from_(Entity(name="The radio", kind=Kind.ORGANIZATION)), from_(BERG)),
        relays=FEAR,
    ),
    ResolvedStatement(
        statement=FEAR,
        claim="a storm",
        who=(from_(Entity(name="officials", kind=Kind.GROUP)),),
        about=(STORM,),
    ),
    ResolvedStatement(
        statement=Statement(
            content=(span("Trucks stood in line."),), quotation_type=QuotationType.NARRATION
        ),
        claim="Trucks stood in line.",
        who=(from_(DAILY, SourceRule.NARRATION),),
    ),
)


def with_new_fields(statements: tuple[ResolvedStatement, ...]) -> tuple[ResolvedStatement, ...]:
    """Give the first statement each text of the table of fields that none of them has."""
    first, *others = statements
    for field in statement_fields():
        is_text = field.form in {Form.TEXT, Form.NAME} and len(field.path) == 1
        if is_text and not any(field.value_in(one) for one in statements):
            text: Any = {field.path[0]: f"some {field.path[0]}"}
            first = replace(first, **text)
    return first, *others


ARTICLE = ResolvedDocument(document=DOCUMENT, statements=with_new_fields(STATEMENTS))
QUADS = list(to_quads(ARTICLE, RUN, BASE))


def article_saying(words: str, *, publisher: str | None = None) -> ResolvedDocument:
    """An article of one narrated statement."""
    document = Document(
        id="one", text=words, paragraphs=(Span(0, len(words)),), publisher=publisher
    )
    statement = Statement(content=(Span(0, len(words)),), quotation_type=QuotationType.NARRATION)
    narrator = from_(replace(DAILY, name=publisher), SourceRule.NARRATION)
    return ResolvedDocument(
        document=document,
        statements=(ResolvedStatement(statement=statement, claim=words, who=(narrator,)),),
    )


def quads_saying(words: str, *, publisher: str | None = None) -> list[Quad]:
    """The quads of an article of one narrated statement."""
    return list(to_quads(article_saying(words, publisher=publisher), RUN, BASE))
