"""Small graphs of invented articles for the tests of reading, doubt and facets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rdflib import SDO, Graph, URIRef

from kg.config import KeepText
from kg.model import (
    Document,
    Entity,
    Kind,
    QuotationType,
    ResolvedDocument,
    ResolvedStatement,
    Source,
    SourceRule,
    Span,
    Statement,
    spans_text,
)
from kg.rdf import Quad, to_graph, to_quads, version_quad
from kg.rdf.iris import article_iri
from kg.rdf.vocabulary import CS
from tests.rdf.examples import BASE, RUN

HARBOUR = """The harbour is closed, Ida Holm said on Monday. “Two boats sank,” she added. “Nobody was hurt.”

Officials say that Holm said the pier will be rebuilt. Waves came over the wall.

He told reporters that the lamps had failed. The watchman wrote: "It was dark" and left."""


@dataclass(frozen=True)
class Said:
    """A statement to be made: whose, in which words, how, and how sure that is."""

    who: str
    words: tuple[str, ...]
    by: str = ""
    cue: str = ""
    how: QuotationType = QuotationType.INDIRECT
    kind: Kind = Kind.PERSON
    rule: SourceRule = SourceRule.FULL_NAME
    claim_sure: float = 0.95
    source_sure: float = 0.95
    of: tuple[str, ...] = ()  # people whom it is about


SAID = (
    Said("Ida Holm", ("The harbour is closed",), by="Ida Holm", cue="said"),
    Said(
        "Ida Holm",
        ("“Two boats sank,”", "“Nobody was hurt.”"),
        by="she",
        cue="added",
        how=QuotationType.DIRECT,
        source_sure=0.6,
    ),
    Said(
        "officials",
        ("Holm said the pier will be rebuilt",),
        by="Officials",
        cue="say",
        kind=Kind.GROUP,
    ),
    Said("Ida Holm", ("the pier will be rebuilt",), by="Holm", cue="said that", claim_sure=0.9),
    Said(
        "Harbour Post",
        ("Waves came over the wall.",),
        how=QuotationType.NARRATION,
        kind=Kind.PUBLICATION,
        rule=SourceRule.NARRATION,
        source_sure=1,
    ),
    Said(
        "He",
        ("that the lamps had failed",),
        by="He",
        cue="told",
        kind=Kind.UNNAMED,
        rule=SourceRule.NOBODY_FITS,
        claim_sure=0.9,
        source_sure=0.4,
    ),
    Said(
        "The watchman",
        ('"It was dark"',),
        by="The watchman",
        cue="wrote",
        how=QuotationType.DIRECT,
        claim_sure=0.3,
    ),
)


@dataclass(frozen=True)
class Printed:
    """An article of some statements."""

    title: str | None = "Harbour closed"
    publisher: str | None = "Harbour Post"
    day: date | None = date(2024, 5, 1)
    url: str | None = None
    text: str = HARBOUR
    said: tuple[Said, ...] = field(default=SAID)
    name: str = "harbour.txt"
    keep: KeepText = KeepText.FULL

    @property
    def iri(self) -> str:
        """The IRI of the article."""
        return article_iri(BASE, url=self.url, publisher=self.publisher, text=self.text)


def printed(*articles: Printed, copies: tuple[tuple[Printed, Printed], ...] = ()) -> Graph:
    """The graph of some articles; of `copies`, the first prints the text of the second."""
    quads = quads_of(*articles)
    quads |= {version_quad(copy.iri, first.iri, BASE) for copy, first in copies}
    return to_graph(quads)


def quads_of(*articles: Printed) -> set[Quad]:
    """The quads of some articles, each in a graph of its own."""
    return {quad for each in articles for quad in to_quads(_resolved(each), RUN, BASE, each.keep)}


def _resolved(article: Printed) -> ResolvedDocument:
    document = Document(
        id=article.name,
        text=article.text,
        paragraphs=tuple(_spans(article.text, *article.text.split("\n\n"))),
        title=article.title,
        publisher=article.publisher,
        published=article.day,
        url=article.url,
        language="en",
    )
    made = tuple(_statement(said, article) for said in article.said)
    return ResolvedDocument(document=document, statements=made)


def _statement(said: Said, article: Printed) -> ResolvedStatement:
    content = tuple(_spans(article.text, *said.words))
    statement = Statement(
        content=content,
        source=tuple(_spans(article.text, said.by)) if said.by else (),
        cue=tuple(_spans(article.text, said.cue.split()[0])) if said.cue else (),
        cue_lemma=said.cue or None,
        quotation_type=said.how,
        extractor="tagger",
        confidence=said.claim_sure,
    )
    name = article.publisher if said.kind is Kind.PUBLICATION else said.who
    entity = Entity(name=name, kind=said.kind)
    source = Source(entity=entity, rule=said.rule, confidence=said.source_sure)
    claim = spans_text(content, article.text)
    people = tuple(Entity(name=name, kind=Kind.PERSON) for name in said.of)
    return ResolvedStatement(
        statement=statement,
        claim=claim.translate(dict.fromkeys(map(ord, '“”"'))),
        who=(source,),
        about=people or (Entity(name=said.words[0].strip('“”,".').split()[-1], kind=Kind.THING),),
    )


def _spans(text: str, *words: str) -> list[Span]:
    found = []
    for each in words:
        start = text.index(each)
        found.append(Span(start, start + len(each)))
    return found


def statement_iri(graph: Graph, words: str) -> str:
    """The statement whose claim begins with some words."""
    for claim, text in graph.subject_objects(SDO.text):
        if str(text).startswith(words):
            for statement in graph.subjects(CS.states, claim):
                assert isinstance(statement, URIRef)
                return str(statement)
    raise AssertionError(words)
