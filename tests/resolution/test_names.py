"""The names in a text, and which of them are one: a row for each thing that news does with names."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import annotate
from kg.model import Document
from kg.resolution.entities import EntityTable, find_entities

if TYPE_CHECKING:
    from kg.language.annotation import Annotator


def table(nlp: Annotator, text: str) -> EntityTable:
    [annotated] = annotate([Document(id="test", text=text, paragraphs=paragraphs(text))], nlp)
    return find_entities(annotated.doc)


def people(nlp: Annotator, text: str) -> set[str | None]:
    return {entity.name for entity in table(nlp, text).of_name.values() if entity.kind == "person"}


PEOPLE = [
    pytest.param(
        "The Greens (Ann Lee/Oslo Post) met. They talked to Peter Novak.",
        {"Peter Novak"},
        id="the credit of a picture amid the text",
    ),
    pytest.param(
        "Labour (Photo: Ann Lee) met Peter Novak.", {"Peter Novak"}, id="a credit with a label"
    ),
    pytest.param(
        "Their leader (Ann Lee) met Peter Novak.",
        {"Ann Lee", "Peter Novak"},
        id="a name in brackets that is no credit",
    ),
    pytest.param(
        "Backbencher Dame Maria Lopez left early.",
        {"Maria Lopez"},
        id="titles are no part of a name",
    ),
    pytest.param(
        "Chief of Detectives Peter Novak left early.",
        {"Peter Novak"},
        id="a title before the name with of in it",
    ),
    pytest.param(
        "The Evening Lantern praised the Wild Roses of Oslo, and Peter Novak left.",
        {"Peter Novak"},
        id="neither the newspaper nor the band is a person",
    ),
    pytest.param(
        "The elder Lindqvist met the young Ada Lindqvist, and Peter Novak left.",
        {"Ada Lindqvist", "Peter Novak"},
        id="a person with an article and an adjective",
    ),
    pytest.param(
        "Priyesh Berg, who heads the bank, left early. Mr. Berg was tired.",
        {"Priyesh Berg"},
        id="a given name that is on no list begins the sentence",
    ),
    pytest.param(
        "Economist Berg, who heads the bank, left early. Mr. Berg was tired.",
        {"Berg"},
        id="what somebody is does not",
    ),
    pytest.param(
        "PK Lindqvist, one of the former advisers, said on Friday that it rained.",
        {"PK Lindqvist"},
        id="two initials",
    ),
    pytest.param(
        "PM Lindqvist, one of the former advisers, said on Friday that it rained.",
        {"Lindqvist"},
        id="letters for an office",
    ),
    pytest.param(
        "Shares of Halvorsen Foods fell, as Halvorsen said.", set(), id="a firm by its first word"
    ),
    pytest.param(
        "Peter Novak flew in. Novak Air was his first firm, and Novak sold it.",
        {"Peter Novak"},
        id="his firm is not he",
    ),
    pytest.param(
        "Novak Says He Never Promised To Cut Taxes.\n\nPeter Novak said on Monday that Novak had not changed his mind.",
        {"Peter Novak"},
        id="a headline is read by the text below it",
    ),
    pytest.param(
        "Maria Lopez and Peter Novak met.", {"Maria Lopez", "Peter Novak"}, id="two people are two"
    ),
    pytest.param(
        "Robert Ray Jr. left early. Ray was tired.", {"Robert Ray Jr."}, id="Jr. is no family name"
    ),
    pytest.param(
        "Robert J. Ray left early. Mr. Ray was tired.", {"Robert J. Ray"}, id="an initial"
    ),
    pytest.param(
        "Peter Novak came with Maria Novak. Mrs. Novak spoke first.",
        {"Peter Novak", "Maria Novak"},
        id="a title tells who of a family is meant",
    ),
    pytest.param(
        "Deputy Spokesperson Maria Lopez told Oslo News late on Monday. Lopez added that it rained.",
        {"Maria Lopez"},
        id="a role in capitals before a name is no part of it",
    ),
    pytest.param(
        "Sandvik Post’s Maria Lopez wrote it. Lopez added that it rained.",
        {"Maria Lopez"},
        id="nor is the paper that she writes for",
    ),
    pytest.param(
        "Labour MPs Peter Novak and Bo Ek met.",
        {"Peter Novak", "Bo Ek"},
        id="nor is the plural for several",
    ),
    pytest.param(
        "Maria Lopez read “Inside Novak’s Bank” on Monday. Peter Novak was tired.",
        {"Maria Lopez", "Peter Novak"},
        id="nor is how a title begins",
    ),
    pytest.param(
        "They met Jane Roe\nHexham, Oslo. Jane Roe was tired.",
        {"Jane Roe"},
        id="a name ends with its line",
    ),
    pytest.param(
        "The bank agreed. Ard Robin Vestdal, who heads it, left. Mr Vestdal was tired.",
        {"Ard Robin Vestdal"},
        id="a rare name before a first name that women and men have",
    ),
    pytest.param(
        "NATO Robin Vestdal said so. It rained.",
        {"Robin Vestdal"},
        id="... but letters are none of it",
    ),
    pytest.param(
        "Ursula van der Berg spoke. It rained, van der Berg said. Then van der Berg left.",
        {"Ursula van der Berg"},
        id="a family name of several words, however often it stands alone",
    ),
    pytest.param(
        "Lyin' Peter Novak spoke. It rained, Peter Novak said. Then Novak left.",
        {"Peter Novak"},
        id="... but a word before a full name is none of it",
    ),
]


@pytest.mark.parametrize(("text", "expected"), PEOPLE)
def test_people(nlp: Annotator, text: str, expected: set[str]) -> None:
    assert people(nlp, text) == expected


NAMES = [
    # a text, all that it names
    pytest.param("Republican senators met Tory voters.", set(), id="adjectives of parties"),
    pytest.param("Western officials met a Republican.", set(), id="... of regions; a member"),
    pytest.param(
        "French senators met Labour voters.", {"France", "Labour"}, id="... not a state's"
    ),
    pytest.param(
        "The Liberal Democrats met the Democrats.",
        {"Liberal Democrats", "Democrats"},
        id="democrats who call themselves otherwise, too",
    ),
    pytest.param(
        "The Washington Post came out. The Post praised it.",
        {"Washington Post"},
        id="a newspaper by its last word",
    ),
    pytest.param(
        "The Washington Post and the New York Post came out. The Post praised it.",
        {"Washington Post", "New York Post", "Post"},
        id="... of two, nothing tells which",
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_what_a_text_names(nlp: Annotator, text: str, expected: set[str]) -> None:
    assert {entity.name for entity in table(nlp, text).of_name.values()} == expected


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param("Amy Blain met the Blains.", "Blains", "group", id="a family"),
        pytest.param("Amy Blains met the Blains.", "Blains", "person", id="... whose name ends so"),
        pytest.param("They said so in The Telegraph.", "Telegraph", "organization", id="a paper"),
    ],
)
def test_kind_of_a_name(nlp: Annotator, text: str, name: str, kind: str) -> None:
    assert {one.kind for one in table(nlp, text).names if one.text == name} == {kind}


def test_a_name_at_the_end_of_a_text_ends_with_it(nlp: Annotator) -> None:
    found = table(nlp, "Peter Novak met Maria Lopez.\n\nLOPEZ MEETS NOVAK\n\nNovak").names
    assert [(name.text, name.last - name.first) for name in found][-1] == ("Novak", 1)


def test_a_title_decides_between_two_of_a_family(nlp: Annotator) -> None:
    found = table(nlp, "Peter Novak came with Maria Novak. Mrs. Novak spoke first.")
    assert [found.of_name[name].name for name in found.names] == [
        "Peter Novak",
        "Maria Novak",
        "Maria Novak",
    ]


def test_an_abbreviation_with_full_stops(nlp: Annotator) -> None:
    found = table(nlp, "The Securities and Exchange Commission met. The S.E.C. said nothing.")
    assert {entity.name for entity in found.of_name.values()} == {
        "Securities and Exchange Commission"
    }


def test_names_do_not_overlap_and_stand_in_text_order(nlp: Annotator) -> None:
    text = "Keir Novak told Reuters' Maria Lopez that Novak Tower Holdings, Peter Ray and Co. had left New York for good."
    places = [(name.first, name.last) for name in table(nlp, text).names]
    assert all(before[1] <= after[0] for before, after in pairwise(places))
