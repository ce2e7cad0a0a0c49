"""Whom a source names as news writes names: each way has a row, and a near miss beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import annotate
from kg.model import Document, QuotationType, Span, Statement
from kg.resolution import resolve
from kg.resolution.phrases import find_core

if TYPE_CHECKING:
    from kg.language.annotation import Annotator


def span(text: str, words: str) -> tuple[Span, ...]:
    """The last place of some words in a text."""
    start = text.rindex(words)
    return (Span(start, start + len(words)),)


def who_says(nlp: Annotator, text: str, *attributions: tuple[str, str, str]) -> list[str | None]:
    """The names of the sources of the last statement, given source, cue and content of each."""
    [annotated] = annotate([Document(id="test", text=text, paragraphs=paragraphs(text))], nlp)
    found = [
        Statement(
            source=span(text, source) if source else (),
            cue=span(text, cue),
            content=span(text, content),
            quotation_type=QuotationType.INDIRECT,
        )
        for source, cue, content in attributions
    ]
    return [source.entity.name for source in resolve(annotated, found).statements[-1].who]


SAID = [
    # text, the source of what is said at its end, who it is
    # --- letters behind a name
    ("Sarah Brown KC said it rained", "Sarah Brown KC", ["Sarah Brown"]),
    ("Peter Novak, MD, PhD, said it rained", "Peter Novak, MD, PhD,", ["Peter Novak"]),
    ("Rupa Devi MP said it rained", "Rupa Devi MP", ["Rupa Devi"]),
    (
        "Chief executive Ada Berg KC MP said it rained",
        "Chief executive Ada Berg KC MP",
        ["Ada Berg"],
    ),
    ("The MP said it rained", "The MP", ["MP"]),
    # --- titles and ranks before a name, also where the recogniser takes them for part of it
    (
        "Ada Lindqvist spoke. Prof Lindqvist said it rained",
        "Prof Lindqvist",
        ["Ada Lindqvist"],
    ),
    ("King Harald said it rained", "King Harald", ["King Harald"]),
    ("Bishop Ingrid Dahl said it rained", "Bishop Ingrid Dahl", ["Ingrid Dahl"]),
    ("Lord Justice Henry Cole said it rained", "Lord Justice Henry Cole", ["Henry Cole"]),
    (
        "Detective Chief Inspector Maria Lopez said it rained",
        "Detective Chief Inspector Maria Lopez",
        ["Maria Lopez"],
    ),
    ("Former Tidewater captain Novak said it rained", "Former Tidewater captain Novak", ["Novak"]),
    (
        "A friend of captain Peter Novak said it rained",
        "A friend of captain Peter Novak",
        ["friend of captain Peter Novak"],
    ),
    # --- two offices, the office behind the name, the body between the office and the name
    (
        "Chairman and Managing Director K. R. Rao said it rained",
        "Chairman and Managing Director K. R. Rao",
        ["K. R. Rao"],
    ),
    (
        "The mayor and Peter Novak said it rained",
        "The mayor and Peter Novak",
        ["mayor", "Peter Novak"],
    ),
    (
        "Peter Novak, Executive Director, Tidewater Insurance Limited, said it rained",
        "Peter Novak, Executive Director, Tidewater Insurance Limited,",
        ["Peter Novak"],
    ),
    (
        "Peter Novak, MD and CEO of Tidewater Insurance, said it rained",
        "Peter Novak, MD and CEO of Tidewater Insurance,",
        ["Peter Novak"],
    ),
    (
        "Peter Novak and the Tidewater Company said it rained",
        "Peter Novak and the Tidewater Company",
        ["Peter Novak", "Tidewater Company"],
    ),
    (
        "Chief executive of Tidewater Insurance Maria Lopez said it rained",
        "Chief executive of Tidewater Insurance Maria Lopez",
        ["Maria Lopez"],
    ),
    (
        "The chief executive of Tidewater Insurance, Maria Lopez, said it rained",
        "The chief executive of Tidewater Insurance, Maria Lopez,",
        ["Maria Lopez"],
    ),
    (
        "The director of the Maria Lopez Foundation said it rained",
        "The director of the Maria Lopez Foundation",
        ["director of the Maria Lopez Foundation"],
    ),
    (
        "The chief executive of Tidewater Insurance said it rained",
        "The chief executive of Tidewater Insurance",
        ["chief executive of Tidewater Insurance"],
    ),
    (
        "Sen. Maria Lopez, R-Ohio, head of the committee, said it rained",
        "Sen. Maria Lopez, R-Ohio, head of the committee,",
        ["Maria Lopez"],
    ),
    # --- apposition, and whose somebody is
    ("Her biographer, Tom Berg, said it rained", "Her biographer, Tom Berg,", ["Tom Berg"]),
    (
        "Tom Berg, Novak's chief of staff, said it rained",
        "Tom Berg, Novak's chief of staff,",
        ["Tom Berg"],
    ),
    ("Peter Novak's lawyer said it rained", "Peter Novak's lawyer", ["Peter Novak's lawyer"]),
    (
        "Ukraine's ambassador to Spain, Oleh Koval, said it rained",
        "Ukraine's ambassador to Spain, Oleh Koval,",
        ["Oleh Koval"],
    ),
    (
        "Tom Berg and his wife, Maria, said it rained",
        "Tom Berg and his wife, Maria,",
        ["Tom Berg", "Maria"],
    ),
    # --- what somebody or something is called
    ("A man called Tom Berg said it rained", "A man called Tom Berg", ["Tom Berg"]),
    (
        "A group called the Riverside Tea Society said it rained",
        "A group called the Riverside Tea Society",
        ["Riverside Tea Society"],
    ),
    ("The record company Verano said it rained", "The record company Verano", ["Verano"]),
    ("A company like Verano said it rained", "A company like Verano", ["company like Verano"]),
    (
        "A statement from the Tidewater Bank said it rained",
        "A statement from the Tidewater Bank",
        ["Tidewater Bank"],
    ),
    (
        "A report from the Tidewater Bank said it rained",
        "A report from the Tidewater Bank",
        ["report from the Tidewater Bank"],
    ),
    ("The 45-year-old said it rained", "The 45-year-old", ["45-year-old"]),
    (
        "A man accused by Tom Berg said it rained",
        "A man accused by Tom Berg",
        ["man accused by Tom Berg"],
    ),
    # --- the clause that says which one
    ("A man who saw the fire said it rained", "A man who saw the fire", ["man who saw the fire"]),
    ("A man, who saw the fire, said it rained", "A man, who saw the fire,", ["man"]),
    (
        "Figures released by the Tidewater Bank said it rained",
        "Figures released by the Tidewater Bank",
        ["figures released by the Tidewater Bank"],
    ),
    (
        "A man who came home late on that night in May to see what the noise was said it rained",
        "A man who came home late on that night in May to see what the noise was",
        ["man"],
    ),
    # --- husband and wife
    ("Maria Novak left. Mr. Novak came. Novak said it rained", "Novak", ["Novak"]),
    ("Maria Novak left. Ms. Novak came. Novak said it rained", "Novak", ["Maria Novak"]),
    ("Ana Berg left. President Berg said it rained", "President Berg", ["Ana Berg"]),
    # --- parts of names
    ("B. Sai Rao won. Sai said it rained", "Sai", ["B. Sai Rao"]),
    ("Mary Ann Berg won. Ann said it rained", "Ann", ["Ann"]),
    ("Pullela Gopikant won. Gopi said it rained", "Gopi", ["Pullela Gopikant"]),
    ('Robert "Bobby" Falk won. Bobby said it rained', "Bobby", ['Robert "Bobby" Falk']),
    ("Robert Bobby Falk won. Bobby said it rained", "Bobby", ["Bobby"]),
    ("Richard Tateson won. The Tate said it rained", "The Tate", ["Tate"]),
    (
        "Mary Lindqvist met Vice President Otto Lindqvist. Vice President Lindqvist said it rained",
        "Vice President Lindqvist",
        ["Otto Lindqvist"],
    ),
    (
        "Mary Lindqvist met Vice President Otto Lindqvist. Mary Lindqvist left. Ms. Lindqvist said it rained",
        "Ms. Lindqvist",
        ["Mary Lindqvist"],
    ),
    (
        "The Leeds Crown Court sat on Monday. The Court said it rained",
        "The Court",
        ["Leeds Crown Court"],
    ),
    (
        "The Leeds Crown Court and the Hull Crown Court sat on Monday. The Court said it rained",
        "The Court",
        ["Court"],
    ),
    # one group with one article, and two without
    (
        "Her advisers and allies said it rained",
        "Her advisers and allies",
        ["her advisers and allies"],
    ),
    ("Advisers and the allies said it rained", "Advisers and the allies", ["advisers", "allies"]),
    ("Pundits and farmers said it rained", "Pundits and farmers", ["pundits", "farmers"]),
    ("Even the mayor of a town said it rained", "Even the mayor of a town", ["mayor of a town"]),
    ("Nearly a third of them said it rained", "Nearly a third of them", ["nearly a third of them"]),
    # what stands behind an office, or is what somebody edits, does not speak beside them
    (
        "The Town Planning Board (TPB) met. Maria Lopez, Chairman TPB, said it rained",
        "Maria Lopez, Chairman TPB,",
        ["Maria Lopez"],
    ),
    (
        "Maria Lopez and the Teachers Union said it rained",
        "Maria Lopez and the Teachers Union",
        ["Maria Lopez", "Teachers Union"],
    ),
    (
        "Maria Lopez, the editor of the town's paper, Il Romano, said it rained",
        "Maria Lopez, the editor of the town's paper, Il Romano,",
        ["Maria Lopez"],
    ),
    (
        "The council's commission for Africa representative Maria Lopez said it rained",
        "The council's commission for Africa representative Maria Lopez",
        ["Maria Lopez"],
    ),
    (
        "A friend of captain Maria Lopez said it rained",
        "A friend of captain Maria Lopez",
        ["friend of captain Maria Lopez"],
    ),
    ("The Oregon Republican said it rained", "The Oregon Republican", ["Oregon Republican"]),
    ("Over Democratic criticism that it rained, she said so", "Democratic", ["Democrats"]),
    ("Over Danish criticism that it rained, she said so", "Danish", ["Denmark"]),
    (
        "Oregon and Nevada said it was late. They said it rained",
        "They",
        ["Oregon", "Nevada"],
    ),
    (
        "Oregon and Nevada said it was late. It was cold. They said it rained",
        "They",
        ["They"],
    ),
]


UNSAID = [
    # a cue beside which nobody is named, what is said, who says it
    ("Maria Lopez rose and said it rained", "said", "it rained", ["Maria Lopez"]),
    ("Maria Lopez left the room saying it rained", "saying", "it rained", ["Maria Lopez"]),
    ("Maria Lopez left the room and it is said that it rained", "said", "it rained", [None]),
    ("Asked whether it rained, Maria Lopez left", "Asked", "whether it rained", [None]),
    ("Maria Lopez left, was accused and sold it", "accused", "sold it", [None]),
]


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"), UNSAID, ids=[row[0] for row in UNSAID]
)
def test_who_speaks_whom_the_verb_shares(
    nlp: Annotator, text: str, cue: str, content: str, expected: list[str | None]
) -> None:
    assert who_says(nlp, f"{text}.", ("", cue, content)) == expected


@pytest.mark.parametrize(("text", "source", "expected"), SAID, ids=[row[0] for row in SAID])
def test_whom_a_source_names(nlp: Annotator, text: str, source: str, expected: list[str]) -> None:
    assert who_says(nlp, f"{text}.", (source, "said", "it rained")) == expected


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        pytest.param(
            "Oregon's top law enforcement official promises to vigorously defend the law after Nevada asked for it.",
            "Oregon's top law enforcement official",
            "promises",
            "to vigorously defend the law",
            "top law enforcement official",
            id="an official whom the parser takes for what is promised",
        ),
        pytest.param(
            "Ann Hutton's chief concern was that the law is late.",
            "Ann Hutton's chief",
            "concern",
            "that the law is late",
            "Ann Hutton",
            id="... a chief concern is nobody",
        ),
    ],
)
def test_who_speaks_where_the_parse_falls_apart(
    nlp: Annotator, text: str, source: str, cue: str, content: str, expected: str
) -> None:
    assert who_says(nlp, text, (source, cue, content)) == [expected]


HEARD = [
    # text, its source, cue and content, who says it: None for nobody
    ("A court heard that Novak hid the knife.", "A court", "heard", "Novak hid the knife", None),
    (
        "Maria Lopez heard that Novak hid the knife.",
        "Maria Lopez",
        "heard",
        "Novak hid the knife",
        "Maria Lopez",
    ),
    ("Jurors were told Novak hid the knife.", "Jurors", "were told", "Novak hid the knife", None),
    ("Maria Lopez was advised to leave.", "Maria Lopez", "was advised", "to leave", None),
    (
        "Maria Lopez advised Novak to leave.",
        "Maria Lopez",
        "advised",
        "to leave",
        "Maria Lopez",
    ),
    (
        "Maria Lopez was quizzed on claims that Novak lied.",
        "Maria Lopez",
        "was quizzed on",
        "Novak lied",
        None,
    ),
    (
        "Maria Lopez was quoted as saying that Novak lied.",
        "Maria Lopez",
        "was quoted as saying",
        "Novak lied",
        "Maria Lopez",
    ),
    (
        "Residents were told by Maria Lopez to leave.",
        "Maria Lopez",
        "were told",
        "to leave",
        "Maria Lopez",
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "content", "expected"), HEARD)
def test_who_hears_it_is_no_source(
    nlp: Annotator, text: str, source: str, cue: str, content: str, expected: str | None
) -> None:
    assert who_says(nlp, text, (source, cue, content)) == [expected]


OPENINGS = [
    pytest.param(
        "The dam will hold, a senior official has said.\n\n"
        "Maria Lopez told reporters it had been repaired.",
        "Maria Lopez",
        id="the next to speak is named first in the next paragraph",
    ),
    pytest.param(
        "The dam will hold, a senior official has said. It rained.\n\n"
        "Peter Novak lives below the dam. Maria Lopez told reporters it had been repaired.",
        "senior official",
        id="somebody else is named before",
    ),
    pytest.param(
        "Maria Lopez has retired. The dam will hold, a senior official has said.\n\n"
        "Maria Lopez told reporters it had been repaired.",
        "senior official",
        id="the article has named the next one before",
    ),
    pytest.param(
        "The dam will hold, a senior official has said.\n\nIt rained.\n\nIt rained on.\n\n"
        "It rained more.\n\nMaria Lopez told reporters it had been repaired.",
        "senior official",
        id="too far behind",
    ),
]


@pytest.mark.parametrize(("text", "expected"), OPENINGS)
def test_the_opening_speaker_may_be_named_behind(nlp: Annotator, text: str, expected: str) -> None:
    later = ("Maria Lopez", "told reporters", "it had been repaired")
    opening = ("a senior official", "has said", "The dam will hold")
    [name] = who_says(nlp, text, later, opening)
    assert name == expected


def test_an_adverb_may_end_a_text(nlp: Annotator) -> None:
    doc = nlp("They went home")
    doc[-1].dep_ = "advmod"
    assert find_core(doc[-1]) == (len(doc) - 1, len(doc))
