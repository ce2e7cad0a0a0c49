"""Small articles with everything that the questions ask for, each beside a near miss, and what they must find.

A row of a table of quotations is there, too, and a fact-check.

The texts are a line for each statement: WHO CUE CLAIM.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from rdflib import Graph, URIRef

from kg.model import (
    AttributionType,
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
)
from kg.rdf import iris, to_quads, version_quad
from kg.rdf.vocabulary import CS, DCTERMS
from tests.rdf.examples import BASE

if TYPE_CHECKING:
    from kg.rdf import Quad

OLD_RUN = Run(
    extractor="rules",
    software=(Software(name="kg", version="0.1.0"), Software(name="en", version="3.8.0")),
)
NEW_RUN = Run(
    extractor="model",
    software=(
        Software(name="kg", version="0.2.0"),
        Software(name="en", version="3.8.0", sha256="a1" * 32),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement; what it `relays` or `disputes` is another of the same article."""

    who: Entity
    claim: str
    cue: str = "said"
    lemma: str = "say"
    about: tuple[str, ...] = ()
    people: tuple[Entity, ...] = ()  # whom it is about
    mentions: tuple[str, ...] = ()
    quoted: QuotationType = QuotationType.INDIRECT
    kind: AttributionType | None = AttributionType.ASSERTION
    certainty: Certainty = Certainty.UNSPECIFIED
    hedge: str | None = None
    relays: Said | None = None
    disputes: Said | None = None
    polarity: Polarity = Polarity.AFFIRMED

    @property
    def line(self) -> str:
        return f"{self.who.name} {self.cue} {self.claim}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article."""

    publisher: str
    day: date | None
    slug: str
    said: tuple[Said, ...]
    titled: bool = True
    runs: tuple[Run, ...] = (OLD_RUN,)
    missed: dict[str, frozenset[str]] = field(
        default_factory=dict
    )  # by version of kg, the claims that it did not find


def quads_of(piece: Piece) -> list[Quad]:
    """An article's quads, of all its runs."""
    text = "".join(said.line for said in piece.said)
    document = Document(
        id=piece.slug,
        text=text,
        paragraphs=(Span(0, len(text)),),
        title=f"About {piece.slug}" if piece.titled else None,
        url=f"https://news.example.org/{piece.slug}",
        publisher=piece.publisher,
        published=piece.day,
    )
    quads: list[Quad] = []
    for run in piece.runs:
        missed = piece.missed.get(run.software[0].version, frozenset())
        statements = tuple(
            resolved(said, text, run) for said in piece.said if said.claim not in missed
        )
        quads += to_quads(ResolvedDocument(document=document, statements=statements), run, BASE)
    return list(dict.fromkeys(quads))


def resolved(said: Said, text: str, run: Run) -> ResolvedStatement:
    """A statement with its source."""
    statement = statement_of(said, text, run)
    return ResolvedStatement(
        statement=statement,
        claim=said.claim,
        who=(Source(entity=said.who, rule=SourceRule.FULL_NAME, confidence=0.9),),
        about=(*said.people, *(Entity(name=name, kind=Kind.THING) for name in said.about)),
        mentions=tuple(Entity(name=name, kind=Kind.THING) for name in said.mentions),
        certainty=said.certainty,
        polarity=said.polarity,
        hedge=said.hedge,
        relays=statement_of(said.relays, text, run) if said.relays else None,
        disputes=statement_of(said.disputes, text, run) if said.disputes else None,
    )


def statement_of(said: Said, text: str, run: Run) -> Statement:
    """A statement as found in the text."""
    start = f"\n{text}".index(f"\n{said.line}")
    cue = start + len(said.who.name or "") + 1
    content = cue + len(said.cue) + 1
    narrated = said.quoted is QuotationType.NARRATION
    return Statement(
        content=(Span(content, content + len(said.claim)),),
        source=() if narrated else (Span(start, cue - 1),),
        cue=() if narrated else (Span(cue, content - 1),),
        cue_lemma=None if narrated else said.lemma,
        quotation_type=said.quoted,
        attribution_type=None if narrated else said.kind,
        extractor=run.extractor,
        confidence=0.9,
    )


def person(name: str, *aliases: str) -> Entity:
    return Entity(name=name, kind=Kind.PERSON, aliases=aliases)


BERG = person("Ada Berg", "Berg")
OTHER_BERG = person("Carl Berg", "Berg")
ALVAREZ = person("José Álvarez", "Álvarez")
RADIO = Entity(name="Radio Nord", kind=Kind.ORGANIZATION)
OFFICIAL = Entity(name="an official", kind=Kind.UNNAMED, anchor=Span(0, 5))
WITNESS = Entity(name="a witness", kind=Kind.UNNAMED, anchor=Span(6, 9))
ANALYSTS = Entity(name="analysts", kind=Kind.GROUP)
VIDEO = Entity(name="a video", kind=Kind.ARTEFACT, medium=Medium.VIDEO)
REPORT = Entity(name="a report", kind=Kind.ARTEFACT, medium=Medium.REPORT)
BRIDGE = ("the bridge",)
HARBOUR = ("the harbour",)


def paper(name: str) -> Entity:
    return Entity(name=name, kind=Kind.PUBLICATION)


SAFE = Said(who=BERG, claim="the bridge is safe", about=BRIDGE)
HEARD = Said(who=OFFICIAL, claim="the toll will double", about=("the toll",))
TOLD = Said(
    who=BERG, claim="an official said the toll will double", about=("the toll",), relays=HEARD
)
PASSED = Said(
    who=RADIO,
    claim="the toll is to double, officials are said to say",
    cue="reported",
    lemma="report",
    relays=TOLD,
)
NARRATED = Said(
    who=paper("The Daily"),
    claim="the bridge opened at noon",
    cue="-",
    about=BRIDGE,
    quoted=QuotationType.NARRATION,
)

QUIST = person("Elin Quist")
DORN = person("Ida Dorn")
DAME_QUIST = person("Dame Elin Quist", "Quist")
MILL_TOPIC = ("the mill",)
MILL = Said(
    who=DAME_QUIST,
    claim="The mill burned at night, and 3 men were hurt",
    about=MILL_TOPIC,
    quoted=QuotationType.DIRECT,
)
MILL_CUT = Said(who=QUIST, claim="the mill burned at night", about=MILL_TOPIC)
MILL_HEDGED = Said(
    who=QUIST,
    claim="the mill perhaps burned, and 4 men were hurt",
    about=MILL_TOPIC,
    certainty=Certainty.POSSIBLE,
    hedge="perhaps",
)
EK = person("Rolf Ek")
ROE = person("Mia Roe")
SLUICE = ("the sluice",)
WEIR_TOPIC = ("the weir",)
SHUT = Said(who=EK, claim="the sluice is shut", about=SLUICE)
WEIR = Said(who=EK, claim="The weir is strong.", about=WEIR_TOPIC, quoted=QuotationType.DIRECT)
WEIR_TURNED = Said(
    who=EK, claim="the weir isn't strong", about=WEIR_TOPIC, polarity=Polarity.NEGATED
)
HOLDS = Said(who=EK, claim="the weir holds", about=WEIR_TOPIC, quoted=QuotationType.DIRECT)
NOT_SAID = Said(
    who=EK,
    claim="the weir holds",
    cue="did not say that",
    about=WEIR_TOPIC,
    polarity=Polarity.NEGATED,
)
FIRM = Said(who=EK, claim="Stand firm", about=WEIR_TOPIC, quoted=QuotationType.DIRECT)
CANNOT = Said(
    who=EK, claim="stand firm", cue="said it cannot", about=WEIR_TOPIC, polarity=Polarity.NEGATED
)
LOCK = Said(
    who=EK, claim="the lock by the weir is new", about=WEIR_TOPIC, quoted=QuotationType.DIRECT
)
LOCK_REWORDED = Said(
    who=EK, claim="the lock by the weir is not old", about=WEIR_TOPIC, polarity=Polarity.NEGATED
)
SMIT = person("Odd Smit")
KNEW = Said(who=EK, claim="he knew of it")
LEAKS = Said(who=DORN, claim="the dam leaks", about=("the dam",))  # fmt: skip

PIECES = (
    Piece(publisher="The Daily", day=date(2024, 5, 1), slug="one", said=(
        SAFE,
        Said(who=ALVAREZ, claim="the bridge is safe", about=BRIDGE),
        Said(who=BERG, claim="the ferry must go", cue="wants that", lemma="want", about=("the ferry",),
             kind=AttributionType.EVENTUALITY),
        Said(who=ANALYSTS, claim="the toll pays for the bridge", about=("the toll",)),
        NARRATED,
    )),
    # the same words of the same person in another paper, as a wire service gives them
    Piece(publisher="The Weekly", day=date(2024, 5, 3), slug="two", said=(
        SAFE,
        Said(who=OTHER_BERG, claim="the bridge is safe", cue="denied that", lemma="deny", about=BRIDGE,
             polarity=Polarity.NEGATED),
        Said(who=VIDEO, claim="the bridge is flooded", cue="shows that", lemma="show", about=BRIDGE),
        replace(NARRATED, who=paper("The Weekly")),
    )),
    Piece(publisher="The Daily", day=date(2024, 5, 9), slug="three", said=(PASSED, TOLD, HEARD)),
    Piece(publisher="The Weekly", day=date(2024, 6, 1), slug="four", titled=False, said=(
        Said(who=ALVAREZ, claim="the bridge is perhaps closed", about=BRIDGE, certainty=Certainty.POSSIBLE,
             hedge="perhaps", quoted=QuotationType.DIRECT),
        Said(who=OFFICIAL, claim="the ferry is late", about=("the ferry",)),
        Said(who=REPORT, claim="the toll is paid by all", cue="found that", lemma="find", about=("the toll",)),
    )),
    Piece(publisher="The Daily", day=date(2024, 6, 2), slug="five", said=(
        Said(who=BERG, claim="the bridge is closed", about=BRIDGE, certainty=Certainty.CERTAIN),
        Said(who=BERG, claim="the ferry is late", about=("the ferry",)),
        Said(who=BERG, claim="the video of the bridge is old", about=("a video",),
             mentions=(*BRIDGE, "the lighthouse")),
    )),
    # two runs, the newer of which misses a claim
    Piece(publisher="The Post", day=date(2024, 7, 1), slug="six", runs=(OLD_RUN, NEW_RUN),
          missed={"0.2.0": frozenset({"the quay is long"})}, said=(
        Said(who=BERG, claim="the quay is short", about=("the quay",)),
        Said(who=BERG, claim="the quay is long", about=("the quay",)),
    )),
    # what one mill-owner said, on its way through the papers: quoted, cut, hedged, and in other numbers under a fuller name
    Piece(publisher="The Herald", day=date(2024, 6, 3), slug="mill-one", said=(
        MILL,
        LEAKS,
        Said(who=OTHER_BERG, claim="nonsense", cue="called that", lemma="call", about=("the dam",), disputes=LEAKS),
        Said(who=paper("The Herald"), claim="the dam was built in 1950", cue="-", about=("the dam",),
             quoted=QuotationType.NARRATION),
    )),
    Piece(publisher="The Courier", day=date(2024, 6, 4), slug="mill-two", said=(
        replace(MILL_CUT, who=QUIST), MILL_HEDGED,
        Said(who=paper("The Herald"), claim="the dam was built in 1950", cue="reported", lemma="report", about=("the dam",)),
    )),
    Piece(publisher="The Gazette", day=date(2024, 6, 5), slug="mill-three", said=(
        Said(who=QUIST, claim="the mill did not burn, and 5 men were hurt", about=MILL_TOPIC, polarity=Polarity.NEGATED),
        Said(who=QUIST, claim="the mill is to be sold", about=MILL_TOPIC, certainty=Certainty.CERTAIN),
    )),
    # three papers with one sentence of a wire service; and what one paper turned around, beside what only looks so
    Piece(publisher="The Mercury", day=date(2024, 6, 10), slug="weir-one", said=(
        SHUT, WEIR, HOLDS, LOCK, FIRM, Said(who=ROE, claim="the sluice is old", about=SLUICE))),
    Piece(publisher="The Mercury", day=date(2024, 6, 11), slug="weir-two", said=(
        SHUT, WEIR_TURNED, NOT_SAID, LOCK_REWORDED, Said(who=ROE, claim="the sluice is narrow", about=SLUICE))),
    Piece(publisher="The Mercury", day=date(2024, 6, 12), slug="weir-three", said=(SHUT, CANNOT)),
    # the same words of two people
    Piece(publisher="The Argus", day=date(2024, 6, 20), slug="knew-one", said=(replace(KNEW, who=EK, people=(SMIT,)),)),
    Piece(publisher="The Argus", day=date(2024, 6, 21), slug="knew-two", said=(
        replace(KNEW, who=DORN, people=(person("Per Jonsen"),)),)),
    Piece(publisher="The Argus", day=date(2024, 6, 22), slug="knew-three", said=(
        replace(KNEW, who=ROE, cue="denied that", lemma="deny", people=(SMIT,), polarity=Polarity.NEGATED),)),
    # a wire text and a copy of it in other words; the third says the same, but is none
    Piece(publisher="The Daily", day=date(2024, 8, 1), slug="seven", said=(
        Said(who=paper("The Daily"), claim="the harbour froze", cue="-", about=HARBOUR, quoted=QuotationType.NARRATION),
        Said(who=OFFICIAL, claim="the harbour is shut", about=HARBOUR),
        Said(who=WITNESS, claim="the harbour is shut", about=HARBOUR),
    )),
    Piece(publisher="The Weekly", day=date(2024, 8, 2), slug="eight", said=(
        Said(who=paper("The Weekly"), claim="the harbour froze over", cue="-", about=HARBOUR,
             quoted=QuotationType.NARRATION),
        Said(who=OFFICIAL, claim="the harbour is closed", about=HARBOUR),
    )),
    Piece(publisher="The Post", day=date(2024, 8, 3), slug="nine", said=(
        Said(who=paper("The Post"), claim="the harbour froze hard", cue="-", about=HARBOUR,
             quoted=QuotationType.NARRATION),
        Said(who=OFFICIAL, claim="the harbour is barred", about=HARBOUR),
    )),
)  # fmt: skip


def said_in(slug: str, said: Said) -> URIRef:
    """The node of a statement."""
    claim = URIRef(iris.claim_iri(BASE, said.claim))
    [piece] = (piece for piece in PIECES if piece.slug == slug)
    [node] = {node for node, term, told, _ in quads_of(piece) if (term, told) == (CS.states, claim)}
    return URIRef(node)


JUDGED = [
    (
        URIRef(iris.claim_iri(BASE, one)),
        term,
        URIRef(iris.claim_iri(BASE, other)),
        URIRef(f"{BASE}judgements"),
    )
    for one, term, other in [
        ("the bridge is flooded", CS.contradicts, "the bridge is safe"),
        ("the quay is short", CS.contradicts, "the quay is long"),
        ("the bridge is closed", CS.sameClaimAs, "the bridge is flooded"),
        ("the harbour froze", CS.sameClaimAs, "the harbour froze over"),
        ("the harbour froze", CS.sameClaimAs, "the harbour froze hard"),
        ("the harbour is shut", CS.sameClaimAs, "the harbour is closed"),
        ("the harbour is shut", CS.sameClaimAs, "the harbour is barred"),
        (MILL.claim, CS.sameClaimAs, MILL_CUT.claim),
    ]
]
JUDGED += [
    (
        said_in("mill-two", one),
        CS.sameUtteranceAs,
        said_in("mill-one", MILL),
        URIRef(f"{BASE}judgements"),
    )
    for one in (MILL_CUT, MILL_HEDGED)
]
JUDGED += [
    (
        said_in(slug, one),
        CS.sameUtteranceAs,
        said_in("weir-one", other),
        URIRef(f"{BASE}judgements"),
    )
    for slug, one, other in (
        ("weir-two", WEIR_TURNED, WEIR),
        ("weir-two", LOCK_REWORDED, LOCK),
        ("weir-three", CANNOT, FIRM),
    )
]
SEVEN, EIGHT = (
    next(article for _, term, article, _ in quads_of(piece) if term == DCTERMS.subject)
    for piece in PIECES
    if piece.slug in {"seven", "eight"}
)
COPY = version_quad(EIGHT, SEVEN, BASE)
URL = "https://news.example.org/"
FOREIGN = f"""
    @prefix : <{BASE}> .
    @prefix cs: <https://w3id.org/claim-source#> .
    @prefix oa: <http://www.w3.org/ns/oa#> .
    @prefix s: <https://schema.org/> .
    <{URL}six> a s:NewsArticle ; s:url <{URL}six> .
    :statement-six a cs:Statement ; cs:statedIn <{URL}six> ; cs:source :speaker-six ; cs:states :claim-six ;
        cs:quotationType cs:Direct ; cs:passage :passage-six .
    :speaker-six a <http://www.w3.org/ns/prov#Agent> ; s:name "Dora Quist" .
    :claim-six a s:Claim ; s:text "No ship sank." .
    :passage-six a oa:SpecificResource ; oa:hasSource <{URL}six> ; oa:hasSelector :quote-six .
    :quote-six a oa:TextQuoteSelector ; oa:exact "No ship sank." ; oa:prefix "She said: " .
    :statement-lock a cs:Statement ; cs:statedIn <{URL}six> ; cs:source :speaker-lock ; cs:states :claim-lock ;
        cs:quotationType cs:Direct ; cs:passage :passage-lock , :passage-leak .
    :speaker-lock a s:Person ; s:name "Finn Moe" .
    :claim-lock a s:Claim ; s:text "The lock holds, and it leaks." .
    :passage-lock a oa:SpecificResource ; oa:hasSelector :quote-lock , :place-lock .
    :passage-leak a oa:SpecificResource ; oa:hasSelector :quote-leak , :place-leak .
    :place-lock a oa:TextPositionSelector ; oa:start 95 ; oa:end 109 .
    :place-leak a oa:TextPositionSelector ; oa:start 121 ; oa:end 134 .
    :quote-lock a oa:TextQuoteSelector ; oa:exact "The lock holds" ; oa:prefix "At the weir, " ; oa:suffix ", Moe said, " .
    :quote-leak a oa:TextQuoteSelector ; oa:exact "and it leaks." ; oa:prefix ", Moe said, " ; oa:suffix " Then" .
    :review-six a s:ClaimReview ; s:itemReviewed <{iris.claim_iri(BASE, "the quay is short")}> , :claim-checked ; s:author :checker ;
        s:datePublished "2024-07-09" ; s:url <{URL}check> ; s:reviewRating :rating-six .
    :claim-checked a s:Claim ; s:text "“The Quay is short.”" ; cs:sameClaimAs <{iris.claim_iri(BASE, "the quay is short")}> .
    :checker a s:Organization ; s:name "Checks Example" .
    :rating-six a s:Rating ; s:alternateName "False" .
"""  # as `kg merge` has them; a table of quotations has no article's text, thus no offsets, and this one no date
QUADS: list[Quad] = [
    *(quad for piece in PIECES for quad in quads_of(piece)),
    *JUDGED,
    COPY,
    *((*triple, URIRef(f"{URL}six")) for triple in Graph().parse(data=FOREIGN)),  # type: ignore[list-item]  # as written
]

# A new question adds a row here: its name, its parameters, the columns to look at, and the rows it must find.
CASES: list[tuple[str, dict[str, str], str, list[tuple[str, ...]]]] = [
    ("said-by", {"name": "ada berg", "about": "the bridge", "since": "2024-05-02", "until": "2024-06-01"},
     "source claim quotation cue passage publisher date article", [
        ("Ada Berg", "the bridge is safe", "indirect", "said", "the bridge is safe", "The Weekly", "2024-05-03",
         "About two")]),  # not the one of 1 May, nor that of 2 June, nor Carl Berg's
    ("said-by", {"name": "jose alvarez", "kind": "any"}, "claim date url", [
        ("the bridge is safe", "2024-05-01", f"{URL}one"),
        ("the bridge is perhaps closed", "2024-06-01", f"{URL}four")]),
    ("said-by", {"name": "ADA BERG", "kind": "eventuality"}, "claim", [("the ferry must go",)]),
    ("said-by", {"name": "Ada Berg", "words": "ferries"}, "claim", [("the ferry is late",)]),
    ("said-by", {"name": "Carl Berg"}, "cue claim sense polarity certainty", [
        ("denied that", "the bridge is safe", "negated", "negated", "unspecified"),
        ("called that", "nonsense", "", "affirmed", "unspecified")]),
    ("said-by", {"name": "jose alvarez"}, "cue claim sense polarity certainty", [
        ("said", "the bridge is safe", "", "affirmed", "unspecified"),
        ("said", "the bridge is perhaps closed", "possible", "affirmed", "possible")]),
    ("said-by", {"name": "Finn Moe"}, "before passage after start end", [  # in two parts, and one row
        ("At the weir, ", "The lock holds … and it leaks.", " Then", "95", "134")]),
    ("said-by", {"name": "Dora Quist"}, "claim quotation before passage start end publisher date url", [
        ("No ship sank.", "direct", "She said: ", "No ship sank.", "", "", "", "", f"{URL}six")]),
    ("about", {"name": "the bridge"}, "independent claim source publisher", [
        # Ada Berg in two papers counts once, and the video, which shows the same as the judged claim, counts there
        ("3", "the bridge is safe", "Ada Berg", "The Daily"),
        ("3", "the bridge is safe", "José Álvarez", "The Daily"),
        ("3", "the bridge is safe", "Ada Berg", "The Weekly"),
        ("3", "the bridge is safe", "Carl Berg", "The Weekly"),
        ("2", "the bridge is closed", "Ada Berg", "The Daily"),
        ("2", "the bridge is flooded", "a video", "The Weekly"),
        ("1", "the bridge is perhaps closed", "José Álvarez", "The Weekly"),
        ("1", "the bridge opened at noon", "The Daily", "The Daily"),
        ("1", "the bridge opened at noon", "The Weekly", "The Weekly")]),
    ("about", {"name": "the bridge", "mentions": "yes", "since": "2024-06-02"}, "relation claim", [
        ("about", "the bridge is closed"),
        ("mentions", "the video of the bridge is old")]),
    ("about", {"name": "the toll"}, "independent claim source", [
        ("1", "an official said the toll will double", "Ada Berg"),
        ("1", "the toll is paid by all", "a report"),
        ("1", "the toll pays for the bridge", "analysts"),
        ("1", "the toll will double", "an official")]),
    ("about", {"name": "the harbour"}, "independent claim source", [
        # who has no name counts once in a text and its copies, and again elsewhere, as a paper's own voice does
        ("3", "the harbour is barred", "an official"),
        ("3", "the harbour is shut", "an official"),
        ("3", "the harbour is shut", "a witness"),
        ("2", "the harbour froze", "The Daily"),
        ("2", "the harbour froze hard", "The Post"),
        ("2", "the harbour is closed", "an official"),
        ("1", "the harbour froze over", "The Weekly")]),
    ("about", {"name": "the mill", "until": "2024-06-04"}, "outlets independent shared source claim publisher", [
        # two names for one who spoke once
        ("2", "1", "the same utterance as in The Courier", "Dame Elin Quist", MILL.claim, "The Herald"),
        ("2", "1", "the same utterance as in The Herald", "Elin Quist", MILL_CUT.claim, "The Courier"),
        ("1", "1", "the same utterance as in The Herald", "Elin Quist", MILL_HEDGED.claim, "The Courier")]),
    ("about", {"name": "the dam"}, "outlets independent shared source claim publisher", [
        ("1", "1", "", "Carl Berg", "nonsense", "The Herald"),
        ("1", "1", "", "Ida Dorn", "the dam leaks", "The Herald"),
        # a paper, and another that cites it
        ("2", "1", "the same source as in The Courier", "The Herald", "the dam was built in 1950", "The Herald"),
        ("2", "1", "the same source as in The Herald", "The Herald", "the dam was built in 1950", "The Courier")]),
    ("about", {"name": "the toll"}, "shared source", [
        ("passes on what an official said", "Ada Berg"), ("", "a report"), ("", "analysts"), ("", "an official")]),
    ("about", {"name": "the harbour", "since": "2024-08-02", "until": "2024-08-02"}, "outlets shared claim", [
        ("2", "copies The Daily", "the harbour is closed"), ("2", "copies The Daily", "the harbour froze over")]),
    ("unnamed", {}, "source kind claim paper url", [  # but not the late ferry, which Ada Berg vouches for elsewhere
        ("analysts", "group", "the toll pays for the bridge", "The Daily", f"{URL}one"),
        ("an official", "unnamed", "the toll will double", "The Daily", f"{URL}three"),
        ("an official", "unnamed", "the harbour is shut", "The Daily", f"{URL}seven"),
        ("a witness", "unnamed", "the harbour is shut", "The Daily", f"{URL}seven"),
        ("an official", "unnamed", "the harbour is closed", "The Weekly", f"{URL}eight"),
        ("an official", "unnamed", "the harbour is barred", "The Post", f"{URL}nine")]),
    ("unnamed", {"about": "the toll", "since": "2024-05-02"}, "claim", [("the toll will double",)]),
    ("contradictions", {"about": "the bridge"}, "source claim cue against counterclaim counterpublisher", [
        ("Ada Berg", "the bridge is safe", "said", "a video", "the bridge is flooded", "The Weekly"),
        ("José Álvarez", "the bridge is safe", "said", "a video", "the bridge is flooded", "The Weekly"),
        ("Ada Berg", "the bridge is safe", "said", "a video", "the bridge is flooded", "The Weekly"),
        ("Carl Berg", "the bridge is safe", "denied that", "Ada Berg", "the bridge is safe", "The Daily"),
        ("Carl Berg", "the bridge is safe", "denied that", "José Álvarez", "the bridge is safe", "The Daily"),
        ("Carl Berg", "the bridge is safe", "denied that", "Ada Berg", "the bridge is safe", "The Weekly"),
        ("Carl Berg", "the bridge is safe", "denied that", "a video", "the bridge is flooded", "The Weekly"),
        ("a video", "the bridge is flooded", "shows that", "Ada Berg", "the bridge is safe", "The Daily"),
        ("a video", "the bridge is flooded", "shows that", "José Álvarez", "the bridge is safe", "The Daily"),
        ("a video", "the bridge is flooded", "shows that", "Ada Berg", "the bridge is safe", "The Weekly"),
        ("a video", "the bridge is flooded", "shows that", "Carl Berg", "the bridge is safe", "The Weekly")]),
    ("contradictions", {"about": "the dam"}, "ground source claim cue against counterclaim", [
        # in a plain build, from the side of either
        ("disputed in the article", "Ida Dorn", "the dam leaks", "said", "Carl Berg", "nonsense"),
        ("disputed in the article", "Carl Berg", "nonsense", "called that", "Ida Dorn", "the dam leaks")]),
    ("contradictions", {"about": "the quay"}, "ground source claim against counterclaim", [
        ("judged", "Ada Berg", "the quay is short", "Ada Berg", "the quay is long"),
        ("judged", "Ada Berg", "the quay is long", "Ada Berg", "the quay is short")]),
    ("contradictions", {"about": "Odd Smit"}, "source claim against", [  # but not who says so of another
        ("Mia Roe", "he knew of it", "Rolf Ek")]),
    ("first-said", {"claim": "knew"}, "source topics", [
        ("Rolf Ek", "Odd Smit"), ("Ida Dorn", "Per Jonsen"), ("Mia Roe", "Odd Smit")]),
    ("new-since", {"since": "2024-06-21", "about": "Per Jonsen"}, "source claim", [("Ida Dorn", "he knew of it")]),
    ("new-since", {"since": "2024-06-22", "about": "Odd Smit"}, "source", []),
    ("drift", {"about": "the mill"}, "source changed claim fuller dropped quotation fullerquotation hedge publisher fullerpublisher", [
        # but not what Ada Berg said of the bridge, which two papers have in the same words
        ("Elin Quist", "cut, paraphrased", MILL_CUT.claim, MILL.claim, "..., and 3 men were hurt", "indirect", "direct", "",
         "The Courier", "The Herald"),
        ("Elin Quist", "other words, paraphrased, hedged, other numbers", MILL_HEDGED.claim, MILL.claim, "", "indirect",
         "direct", "perhaps", "The Courier", "The Herald")]),
    ("drift", {"source": "ada berg"}, "claim", []),
    ("drift", {"about": "the weir"}, "changed claim fuller", [  # turned around only where nothing else differs
        ("other words, paraphrased, turned around", WEIR_TURNED.claim, WEIR.claim),
        ("paraphrased", NOT_SAID.claim, HOLDS.claim),
        ("other words, paraphrased", LOCK_REWORDED.claim, LOCK.claim),
        ("paraphrased", CANNOT.claim, FIRM.claim)]),
    ("stance", {"name": "elin quist"}, "subject changed before claim formerpolarity polarity date datebefore", [
        ("the mill", "polarity", MILL_CUT.claim, "the mill did not burn, and 5 men were hurt", "affirmed", "negated",
         "2024-06-05", "2024-06-04"),
        ("the mill", "certainty", MILL_CUT.claim, "the mill is to be sold", "affirmed", "affirmed", "2024-06-05",
         "2024-06-04")]),
    ("stance", {"name": "ada berg", "about": "the bridge", "only": "all"}, "changed before claim datebefore date", [
        ("certainty", "the bridge is safe", "the bridge is closed", "2024-05-03", "2024-06-02")]),
    ("stance", {"name": "ada berg", "about": "the ferry"}, "claim", []),  # what she wants is no claim
    ("hearsay", {}, "first claim relayed passedOn steps", [
        ("an official", "the toll will double", "Ada Berg", TOLD.claim, "1"),
        ("an official", "the toll will double", "Radio Nord", PASSED.claim, "2")]),
    ("hearsay", {"relay": "radio nord"}, "first relayed url", [("an official", "Radio Nord", f"{URL}three")]),
    ("artefacts", {}, "source made claim publisher", [  # but no claim about a video
        ("a video", "video", "the bridge is flooded", "The Weekly"),
        ("a report", "report", "the toll is paid by all", "The Weekly")]),
    ("artefacts", {"medium": "report", "about": "The Toll"}, "claim", [("the toll is paid by all",)]),
    ("passage", {"claim": '"toll will double" -said'}, "source before passage after start end article", [
        ("an official", f"{PASSED.line}{TOLD.line}an official said ", HEARD.claim, "\n", "138", "158", "About three")]),
    ("passage", {"claim": "ship"}, "source passage start end article", [
        ("Dora Quist", "No ship sank.", "", "", f"{URL}six")]),
    ("hedged", {"about": "the bridge"}, "source claim hedge publisher flatsource flatclaim flatpublisher flatdate", [
        ("José Álvarez", "the bridge is perhaps closed", "perhaps", "The Weekly",
         "Ada Berg", "the bridge is closed", "The Daily", "2024-06-02")]),
    ("publisher", {},
     "publisher articles statements named unnamed artefact narration direct indirect mixed first last", [
        ("The Daily", "4", "14", "8", "4", "0", "2", "0", "12", "0", "2024-05-01", "2024-08-01"),
        ("The Mercury", "3", "13", "13", "0", "0", "0", "4", "9", "0", "2024-06-10", "2024-06-12"),
        ("The Weekly", "3", "9", "3", "2", "2", "2", "1", "6", "0", "2024-05-03", "2024-08-02"),
        ("The Herald", "1", "4", "3", "0", "0", "1", "1", "2", "0", "2024-06-03", "2024-06-03"),
        ("The Post", "2", "4", "2", "1", "0", "1", "0", "3", "0", "2024-07-01", "2024-08-03"),
        ("The Argus", "3", "3", "3", "0", "0", "0", "0", "3", "0", "2024-06-20", "2024-06-22"),
        ("The Courier", "1", "3", "3", "0", "0", "0", "0", "3", "0", "2024-06-04", "2024-06-04"),
        ("The Gazette", "1", "2", "2", "0", "0", "0", "0", "2", "0", "2024-06-05", "2024-06-05")]),
    ("publisher", {"name": "the post"}, "publisher statements", [("The Post", "4")]),
    ("reviews", {"name": "the quay"}, "claim source verdict reviewer date ground url", [  # not of the long quay, and once
        ("the quay is short", "Ada Berg", "False", "Checks Example", "2024-07-09", "the same words", f"{URL}check")]),
    ("most-quoted", {"until": "2024-05-03"}, "source kind statements claims articles publishers first last", [
        ("Ada Berg", "person", "2", "1", "2", "2", "2024-05-01", "2024-05-03"),  # in two papers the same; no wish
        ("Carl Berg", "person", "1", "1", "1", "1", "2024-05-03", "2024-05-03"),
        ("José Álvarez", "person", "1", "1", "1", "1", "2024-05-01", "2024-05-01"),
        ("a video", "video", "1", "1", "1", "1", "2024-05-03", "2024-05-03")]),  # but no analysts, and no narration
    ("most-quoted", {"until": "2024-05-03", "about": "the ferry", "kind": "any"}, "source statements", [("Ada Berg", "1")]),
    ("most-quoted", {"about": "the quay"}, "source statements by topics", [("Ada Berg", "2", "The Post", "the quay")]),
    ("most-quoted", {"about": "the sluice"}, "source claims statements articles", [  # three prints of one sentence are one
        ("Mia Roe", "2", "2", "2"), ("Rolf Ek", "1", "3", "3")]),
    ("most-quoted", {"publisher": "the post"}, "source statements", [("Ada Berg", "2")]),
    ("first-said", {"claim": "flooded"}, "source said ground date", [
        ("a video", "the bridge is flooded", "the same words", "2024-05-03"),
        ("Ada Berg", "the bridge is closed", "judged the same claim", "2024-06-02")]),
    ("first-said", {"claim": "toll double"}, "source relayed said", [
        ("Radio Nord", "Ada Berg", PASSED.claim), ("Ada Berg", "an official", TOLD.claim),
        ("an official", "", HEARD.claim)]),
    ("first-said", {"claim": "ship sank"}, "source date", [("Dora Quist", "")]),
    ("new-since", {"since": "2024-06-02", "publisher": "the daily"}, "claim paper date", [
        # but not that the bridge is closed, which is judged the same as that it is flooded, nor the late ferry
        ("the video of the bridge is old", "The Daily", "2024-06-02"),
        ("the harbour froze", "The Daily", "2024-08-01"),
        ("the harbour is shut", "The Daily", "2024-08-01"),
        ("the harbour is shut", "The Daily", "2024-08-01")]),
    ("new-since", {"since": "2024-07-01", "about": "the quay"}, "source claim against", [
        ("Ada Berg", "the quay is short", "the quay is long"),
        ("Ada Berg", "the quay is long", "the quay is short")]),
    ("new-since", {"since": "2024-08-02"}, "claim", []),
    ("audit", {"only": "changed"}, "claim extractor confidence kg models found runs publisher", [
        ("the quay is long", "rules", "0.9", "0.1.0", "en 3.8.0", "1", "2", "The Post")]),
    ("audit", {"about": "the quay", "version": "0.2.0"}, "claim extractor sha256 found runs", [
        ("the quay is short", "model", f"en {'a1' * 32}", "2", "2")]),
]  # fmt: skip
