"""Who "he" and "the senator" are: each rule with a row that it gets right and a near miss.

A row that is to stay open expects what the source is called itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.config import SURE_ENOUGH
from kg.resolution import resolve
from tests.resolution.test_sources import last_of, read, statement

if TYPE_CHECKING:
    from kg.language.annotation import Annotator

PRONOUNS = [
    pytest.param(
        "Maria Lopez, the Norwegian prime minister, came. The Norwegian leader said it was late.",
        [("The Norwegian leader", "it was late")],
        "Maria Lopez",
        id="the leader of a country",
    ),
    pytest.param(
        "Maria Lopez, the Norwegian prime minister, came. The Danish leader said it was late.",
        [("The Danish leader", "it was late")],
        "Danish leader",
        id="... of another",
    ),
    pytest.param(
        "Maria Lopez, the Norwegian prime minister, came. The Norwegian opposition leader said it was late.",
        [("The Norwegian opposition leader", "it was late")],
        "Norwegian opposition leader",
        id="... of something in it",
    ),
    pytest.param(
        "Maria Lopez, the Norwegian finance minister, came. The Norwegian leader said it was late.",
        [("The Norwegian leader", "it was late")],
        "Norwegian leader",
        id="... a minister leads no country",
    ),
    # text, the sources with their contents in text order, who the last one is
    pytest.param(
        "Maria Lopez met Peter Novak. He or she said it was late.",
        [("He or she", "it was late")],
        "He or she",
        id="he or she is nobody of those named",
    ),
    pytest.param(
        "Maria Lopez met Peter Novak.\n\nNovak said it was late.\n\nHe said Novak was ill.",
        [("Novak", "it was late"), ("He", "Novak was ill")],
        "He",
        id="he is not whom he names behind the cue",
    ),
    pytest.param(
        "Maria Lopez met Peter Novak.\n\nNovak said it was late.\n\nHe said Lopez was ill.",
        [("Novak", "it was late"), ("He", "Lopez was ill")],
        "Peter Novak",
        id="... he names somebody else",
    ),
    pytest.param(
        'Peter Novak met John Hall.\n\nHall said it was late.\n\n"Novak never came," he said.',
        [("Hall", "it was late"), ("he", '"Novak never came,"')],
        "John Hall",
        id="he is not whom he names in a quotation",
    ),
    pytest.param(
        'Peter Novak met John Hall.\n\nHall said it was late.\n\n"Nobody came," he said.',
        [("Hall", "it was late"), ("he", '"Nobody came,"')],
        "John Hall",
        id="... he names nobody",
    ),
    pytest.param(
        "Peter Novak is leaving the cabinet, he said.",
        [("he", "Peter Novak is leaving the cabinet")],
        "Peter Novak",
        id="a first sentence may name him before he speaks",
    ),
    pytest.param(
        "John Hall said it was late.\n\nPeter Novak has failed, he said.",
        [("John Hall", "it was late"), ("he", "Peter Novak has failed")],
        "John Hall",
        id="... but once somebody speaks he is not whom he speaks of",
    ),
    pytest.param(
        "John Hall opened the fair.\n\nPeter Novak dropped the first set.\n\nHe said it was the cold.",
        [("He", "it was the cold")],
        "Peter Novak",
        id="the last subject goes on",
    ),
    pytest.param(
        "John Hall said it was late.\n\nPeter Novak was asked about it for an hour. "
        "He said it was the cold.",
        [("John Hall", "it was late"), ("He", "it was the cold")],
        "Peter Novak",
        id="a new subject takes over from who spoke last",
    ),
    pytest.param(
        "John Hall said it was late, and Maria Lopez was asked about it for an hour. "
        "He said it was the cold.",
        [("John Hall", "it was late"), ("He", "it was the cold")],
        "John Hall",
        id="... a woman does not",
    ),
    pytest.param(
        "Peter Novak opened the fair. An inquiry into the fire said it was arson.\n\n"
        "He said it was late.",
        [("An inquiry into the fire", "it was arson"), ("He", "it was late")],
        "Peter Novak",
        id="he is no inquiry that spoke",
    ),
    pytest.param(
        "Peter Novak opened the fair.\n\nA senior official said it was arson. He said it was late.",
        [("A senior official", "it was arson"), ("He", "it was late")],
        "senior official",
        id="... but an official",
    ),
    pytest.param(
        "Hideo Sato came late. Mitsuko Abe stayed.\n\nShe said it was late.",
        [("She", "it was late")],
        "Mitsuko Abe",
        id="a first name that few lists have tells a woman",
    ),
    pytest.param(
        "Robin Sato came.\n\nShe said it was late.",
        [("She", "it was late")],
        "Robin Sato",
        id="... one that tells nothing keeps nobody out",
    ),
    pytest.param(
        "Mitsuko Abe came late. Jean-Luc Sato stayed.\n\nHe said it was late.",
        [("He", "it was late")],
        "Jean-Luc Sato",
        id="a first name of two parts",
    ),
    pytest.param(
        "Peter Novak met John Hall.\n\nHall said it was late.\n\nNovak has lost the vote, he said.",
        [("Hall", "it was late"), ("he", "lost the vote")],
        "John Hall",
        id="he is not whom the clause before he said speaks of",
    ),
    pytest.param(
        "Peter Novak met John Hall.\n\nHall said it was late.\n\nNovak has lost the vote. He said the plan will fail.",
        [("Hall", "it was late"), ("He", "the plan will fail")],
        "Peter Novak",
        id="... he may be whom the sentence before speaks of",
    ),
    pytest.param(
        "“It rained. It was cold. Nobody came,” said John Hall.\n\nPeter Novak left. “We lost. It is over,” he said.",
        [("John Hall", "“It rained. It was cold. Nobody came,”"), ("he", "“We lost. It is over,”")],
        "Peter Novak",
        id="whose sentence leads to his quotation",
    ),
    pytest.param(
        "Robin Vestdal opened the fair.\n\nHe said it was late. Nobody came.\n\nShe said it was cold.",
        [("He", "it was late"), ("She", "it was cold")],
        "She",
        id="who was called he is not she",
    ),
    pytest.param(
        "Robin Vestdal opened the fair.\n\nHe said it was late. Nobody came.\n\nHe said it was cold.",
        [("He", "it was late"), ("He", "it was cold")],
        "Robin Vestdal",
        id="... but he",
    ),
    pytest.param(
        "Minister Peter Novak denied John Hall's claim that it was late. He said it was cold.",
        [("John Hall's", "it was late"), ("He", "it was cold")],
        "Peter Novak",
        id="he is who answers, not whose claim is answered",
    ),
    pytest.param(
        "John Hall's claim that it was late surprised Peter Novak. He said it was cold.",
        [("John Hall's", "it was late"), ("He", "it was cold")],
        "John Hall",
        id="... whose claim is the subject goes on",
    ),
    pytest.param(
        "Peter Novak opened the fair. They had freed a guard because he said it was late.",
        [("he", "it was late")],
        "he",
        id="a guard without a name, in the clause above",
    ),
    pytest.param(
        "Peter Novak opened the fair. They had freed a woman because he said it was late.",
        [("he", "it was late")],
        "Peter Novak",
        id="... a woman is not he",
    ),
    pytest.param(
        "Peter Novak and John Hall came. He said it was late.",
        [("He", "it was late")],
        "He",
        id="one of two joined is not plainly he",
    ),
    pytest.param(
        "The unions in Paris closed the mine because they said it was late.",
        [("they", "it was late")],
        "unions in Paris",
        id="they, a subject without a name",
    ),
    pytest.param(
        "The plans in Paris failed because they said it was late.",
        [("they", "it was late")],
        "they",
        id="... plans say nothing",
    ),
    pytest.param(
        "Halden Alliance has sued the owner.\n\nThe environmental group said it was late.",
        [("The environmental group", "it was late")],
        "Halden Alliance",
        id="the group is the body named before, though it has not spoken",
    ),
    pytest.param(
        "Halden Alliance has sued the owner.\n\nThe government said it was late.",
        [("The government", "it was late")],
        "government",
        id="... a government is not",
    ),
    pytest.param(
        "Senator Peter Novak voted against it.\n\nThe backbencher said it was late.",
        [("The backbencher", "it was late")],
        "Peter Novak",
        id="a backbencher is a lawmaker",
    ),
    pytest.param(
        "Mayor Peter Novak voted against it.\n\nThe backbencher said it was late.",
        [("The backbencher", "it was late")],
        "backbencher",
        id="... a mayor is not",
    ),
    pytest.param(
        "Nobody came.\n\nA lawyer for the town said it was late.\n\nThe lawyer, Peter Novak, sat down.",
        [("A lawyer for the town", "it was late")],
        "Peter Novak",
        id="a lawyer, who is named soon behind",
    ),
    pytest.param(
        "Nobody came.\n\nA lawyer for the town said it was late.\n\nAnother lawyer, Peter Novak, sat down.",
        [("A lawyer for the town", "it was late")],
        "lawyer for the town",
        id="... another lawyer is somebody else",
    ),
    pytest.param(
        "A report on the fire came out.\n\nThe report said it was late.",
        [("The report", "it was late")],
        "report on the fire",
        id="the report by what it was introduced as",
    ),
    pytest.param(
        "A report came out.\n\nThe report said it was late.",
        [("The report", "it was late")],
        "report",
        id="... nothing says which",
    ),
]
NOUNS = [
    pytest.param(
        "The Food Regulatory Authority met Acme. The regulator said it was late.",
        [("The regulator", "it was late")],
        "Food Regulatory Authority",
        id="a regulator by the word in its name",
    ),
    pytest.param(
        "The Food Regulatory Authority and the Drug Regulatory Authority met. The regulator said it was late.",
        [("The regulator", "it was late")],
        "regulator",
        id="... of two such bodies it is open which",
    ),
    pytest.param(
        "Peter Novak said it was late.\n\nThe cameraman said it was cold.",
        [("Peter Novak", "it was late"), ("The cameraman", "it was cold")],
        "Peter Novak",
        id="by a trade, of whom nothing is said",
    ),
    pytest.param(
        "Senator Peter Novak said it was late.\n\nThe cameraman said it was cold.",
        [("Senator Peter Novak", "it was late"), ("The cameraman", "it was cold")],
        "cameraman",
        id="... a senator is no cameraman",
    ),
    pytest.param(
        "Senator Peter Novak said it was late.\n\nThe lawmaker said it was cold.",
        [("Senator Peter Novak", "it was late"), ("The lawmaker", "it was cold")],
        "Peter Novak",
        id="a senator is a lawmaker",
    ),
    pytest.param(
        "Surgeon Peter Novak said it was late.\n\nThe lawmaker said it was cold.",
        [("Surgeon Peter Novak", "it was late"), ("The lawmaker", "it was cold")],
        "lawmaker",
        id="... a surgeon is none",
    ),
    pytest.param(
        "Rep. Peter Novak said it was late.\n\nMaria Lopez left.\n\nThe congressman said it was cold.",
        [("Rep. Peter Novak", "it was late"), ("The congressman", "it was cold")],
        "Peter Novak",
        id="a representative is a congressman",
    ),
    pytest.param(
        "Gov. Peter Novak said it was late.\n\nMaria Lopez left.\n\nThe congressman said it was cold.",
        [("Gov. Peter Novak", "it was late"), ("The congressman", "it was cold")],
        "congressman",
        id="... a governor is none",
    ),
    pytest.param(
        "Vice President Peter Novak said it was late.\n\nThe vice president said it was cold.",
        [("Vice President Peter Novak", "it was late"), ("The vice president", "it was cold")],
        "Peter Novak",
        id="a vice president",
    ),
    pytest.param(
        "Vice President Peter Novak arrived. Maria Lopez left.\n\nThe president said it was cold.",
        [("The president", "it was cold")],
        "president",
        id="... is not the president",
    ),
    pytest.param(
        "Peter Novak arrived on Monday.\n\nThe man said it was cold.",
        [("The man", "it was cold")],
        "Peter Novak",
        id="the only man",
    ),
    pytest.param(
        "Peter Novak grabbed a young man by the wrist.\n\nThe man said it was cold.",
        [("The man", "it was cold")],
        "man",
        id="... not where a man without a name came up",
    ),
    pytest.param(
        "Peter Novak met a surgeon, Maria Lopez.\n\nThe surgeon said it was cold.",
        [("The surgeon", "it was cold")],
        "Maria Lopez",
        id="a noun that a name stands behind brings up nobody else",
    ),
    pytest.param(
        "Volvo raised its prices. Volvo sold its buses to Saab.\n\nThe company said it was cold.",
        [("The company", "it was cold")],
        "Volvo",
        id="the company that the article is about",
    ),
    pytest.param(
        "Volvo raised its prices. Saab cut its own.\n\nThe company said it was cold.",
        [("The company", "it was cold")],
        "company",
        id="... two are as often the subject",
        marks=pytest.mark.xfail(
            reason="of two firms named alike the last is taken, at .53; --min-source-confidence .6 "
            "leaves it open, and some that are right",
            strict=True,
        ),
    ),
    pytest.param(
        "The High Court met on Monday. Nobody came.\n\nThe company said it was cold.",
        [("The company", "it was cold")],
        "company",
        id="... a court is no company",
    ),
    pytest.param(
        "Peter Novak, a report on the fire in hand, sat down.\n\nThe report said it was cold.",
        [("The report", "it was cold")],
        "report on the fire in hand",
        id="a report is no person",
    ),
]


@pytest.mark.parametrize(("text", "attributions", "expected"), PRONOUNS)
def test_who_a_pronoun_is(
    nlp: Annotator, text: str, attributions: list[tuple[str, str]], expected: str
) -> None:
    assert last_of(nlp, text, *attributions).who[0].entity.name == expected


@pytest.mark.parametrize(("text", "attributions", "expected"), NOUNS)
def test_who_a_noun_is(
    nlp: Annotator, text: str, attributions: list[tuple[str, str]], expected: str
) -> None:
    assert last_of(nlp, text, *attributions).who[0].entity.name == expected


def test_in_a_quotation_he_is_not_its_speaker(nlp: Annotator) -> None:
    text = 'Peter Novak left. "He said it was late," John Hall said.'
    outer = statement(text, "John Hall", '"He said it was late,"')
    inner = statement(text.replace(" said.", " told."), "He", "it was late")
    [told, heard] = resolve(read(nlp, text), [outer, inner]).statements
    assert told.who[0].entity.name == "John Hall"
    assert heard.who[0].entity.name == "Peter Novak"


def test_an_open_pronoun_is_nobody_named(nlp: Annotator) -> None:
    found = last_of(nlp, "Nobody came. He said it rained.", ("He", "it rained")).who[0]
    assert (found.entity.name, found.entity.kind) == ("He", "unnamed")


@pytest.mark.parametrize(
    ("least", "expected"),
    [
        pytest.param(0.0, "Peter Novak", id="open to all"),
        pytest.param(1.0, "He", id="never sure enough"),
    ],
)
def test_who_it_was_stays_open_where_it_is_less_sure(
    nlp: Annotator, least: float, expected: str
) -> None:
    text = "Peter Novak came. He said it rained."
    found = resolve(read(nlp, text), [statement(text, "He", "it rained")], least).statements[0]
    assert found.who[0].entity.name == expected


def test_a_name_is_one_however_sure_it_must_be(nlp: Annotator) -> None:
    text = "Peter Novak came. Novak said it rained."
    found = resolve(read(nlp, text), [statement(text, "Novak", "it rained")], 1.0).statements[0]
    assert found.who[0].entity.name == "Peter Novak"
    assert SURE_ENOUGH < 1
