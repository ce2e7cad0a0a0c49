"""One name in several spellings: what is joined or proposed, and the near misses that are left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.folding import fold_name
from kg.language.spelling import spell_name, strip_titles
from kg.link.entities import names_one
from kg.link.who import propose_identities
from tests.link.records import entity

JOINED, OPEN, NONE = "joined", "open", None

# One record, another, and what comes of them: `joined` counts, `open` waits for a person.
PEOPLE = [
    # transliterations
    ("Volodymyr Zelensky | president", "Volodymyr Zelenskyy | president", JOINED),
    ("Volodymyr Zelensky | president", "Volodymyr Zelenskiy | president", JOINED),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyi", OPEN),
    ("Volodymyr Zelensky", "Vladimir Zelensky", OPEN),
    ("Zelensky | president", "Volodymyr Zelenskyy | president", OPEN),
    ("Zelensky | president", "Zelenskyy | president", OPEN),
    ("Andrii Sybiha | minister", "Andriy Sybiha | minister", JOINED),
    ("Aleksandr Lukashenko | president", "Alexander Lukashenko | president", JOINED),
    ("Sergei Lavrov | | Kremlin", "Sergey Lavrov | | Kremlin", JOINED),
    ("Yevgeny Prigozhin | | Wagner", "Evgeny Prigozhin | | Wagner", JOINED),
    ("Mohammed Deif | | Hamas", "Muhammad Deif | | Hamas", JOINED),
    ("Muammar Gaddafi | leader", "Muammar Qaddafi | leader", JOINED),
    ("Saddam Hussein | president", "Saddam Hussain | president", JOINED),
    ("Bashar al-Assad | president", "Bashar Assad | president", JOINED),
    ("Abdel Fattah Said | clerk", "Abdul Fattah Said | clerk", JOINED),
    ("Mahmoud Abbas | president", "Mahmud Abbas | president", JOINED),
    # near misses of these
    ("Volodymyr Zelensky", "Olena Zelenska", NONE),
    ("Khan | minister", "Han | minister", NONE),
    ("Ben Lee | mayor", "Ben Li | mayor", NONE),
    ("Mohammed Khan", "Ahmed Khan", NONE),
    ("Ali Hassan | driver", "Ali Hassani | driver", NONE),
    ("Maria Ivanova | clerk", "Marina Ivanova | clerk", NONE),
    # accents, hyphens, apostrophes
    ("José Núñez | poet", "Jose Nunez | poet", JOINED),
    ("Jean-Luc Moreau | chef", "Jean Luc Moreau | chef", JOINED),
    ("Park Geun-hye | president", "Park Geunhye | president", JOINED),
    ("Miles O'Brien | chief", "Miles OBrien | chief", OPEN),
    ("Søren Kjær | skipper", "Soren Kjaer | skipper", JOINED),
    ("Jean-Luc Moreau | chef", "Jean-Paul Moreau | chef", NONE),
    # initials and middle names
    ("J. R. Dahl | mayor", "John Dahl | mayor", OPEN),
    ("Ann M. Dahl | mayor", "Ann Dahl | mayor", JOINED),
    ("Ann M. Dahl", "Ann Dahl", OPEN),
    ("A. Dahl | mayor", "B. Dahl | mayor", NONE),
    # names known from public office, in one paper
    ("Angela Merkel | | | | Argus", "Angela Merkel | | | | Argus", JOINED),
    ("Angela Merkel | | | | Argus", "Angela Merkel | | | | Herald", OPEN),
    ("Angela Merkel | chancellor | | | Argus", "Angela Merkel | baker | | | Argus", OPEN),
    ("Angela Kerner | | | | Argus", "Angela Kerner | | | | Argus", OPEN),
    ("Donald J. Trump | | | | Argus", "Donald Trump | | | | Argus", JOINED),
    ("Donald P. Trump | | | | Argus", "Donald Trump | | | | Argus", OPEN),
    ("Merkel | | | | Argus", "Merkel | | | | Argus", NONE),
    # short first names
    ("Bill Dahl | mayor", "William Dahl | mayor", OPEN),
    ("Chuck Dahl | senator", "Charles Dahl | senator", OPEN),
    ("Bill Dahl | mayor", "Bob Dahl | mayor", NONE),
    ("Bill Dahl", "William Dahl", NONE),
    # titles and honours
    ("Mr Dahl | mayor", "Ann Dahl | mayor", OPEN),
    ("President Dahl | leader", "Ann Dahl | leader", OPEN),
    ("Chancellor Ann Dahl | minister", "Ann Dahl | minister", JOINED),
    ("Dr. Ann Dahl | surgeon", "Ann Dahl | surgeon", JOINED),
    ("Sir Ed Dahl MP | minister", "Ed Dahl | minister", JOINED),
    ("Dame Ann Dahl DBE | judge", "Ann Dahl KC | judge", JOINED),
    ("Sir Ed | leader", "Ed Dahl | leader", OPEN),
    ("Spokesperson Ann Dahl | aide", "Ann Dahl | aide", JOINED),
    ("Sir Ed | leader", "Ned Dahl | leader", NONE),
    ("Mr Dahl", "Mrs Dahl", NONE),
    ("Major Dahl | singer", "Ann Dahl | colonel", NONE),
    # father and son, sisters
    ("Ed Dahl Jr. | senator", "Ed Dahl | senator", OPEN),
    ("Ed Dahl Jr. | painter", "Ed Dahl | senator", NONE),
    ("Ed Dahl Jr.", "Ed Dahl", NONE),
    ("Ed Dahl Jr. | senator", "Ed Dahl III | senator", NONE),
    ("Ed Dahl Jr. | senator", "Ed Dahl Jr | senator", JOINED),
    ("Anna Svensson | skier", "Hanna Svensson | skier", NONE),
    ("Anna Svensson | skier", "Anne Svensson | skier", NONE),
    # a letter apart
    ("Jo Hansson | mayor", "Jo Hanssen | mayor", OPEN),
    ("Jo Hansson", "Jo Hanssen", NONE),
    ("Jo Hansson | mayor", "Jo Hanssen | singer", NONE),
    ("Jo Hansson | mayor", "Bo Hanssen | mayor", NONE),
    ("Jo Berg | mayor", "Jo Borg | mayor", NONE),
]
BODIES = [
    ("Hezbollah", "Hizbullah", OPEN),
    ("Apple", "Apple Computer", OPEN),
    ("Apple Computer Inc.", "Apple", OPEN),
    ("Apple", "Apple Records", NONE),
    ("Apple Inc.", "Apple", JOINED),
    ("The Stimson Centre", "Stimson Centre", JOINED),
    ("General Motors", "GM", NONE),
    ("General Motors Corp.", "General Motors", JOINED),
    ("General Motors", "General Mills", NONE),
    ("American Airlines", "American", NONE),
    ("Bank of Lundby", "Bank of Sundby", NONE),
    ("Ministry of Defence", "The Ministry of Defence", OPEN),
    ("World Health Organization", "Wholesale House Owners", NONE),
]
PLACES = [
    ("Kyiv", "Kiev", JOINED),
    ("Kharkiv", "Kharkov", OPEN),
    ("Odesa", "Odessa", OPEN),
    ("Beijing", "Peking", JOINED),
    ("Springfield", "Springfield", OPEN),
    ("London", "Londonderry", NONE),
    ("Georgia", "Georgia", OPEN),
    ("Georgia", "Georgetown", NONE),
    ("Dublin", "Lublin", NONE),
]
ROWS = [
    *(pytest.param("person", *row, id=f"{row[0]} / {row[1]}") for row in PEOPLE),
    *(pytest.param("organization", *row, id=f"{row[0]} / {row[1]}") for row in BODIES),
    *(pytest.param("place", *row, id=f"{row[0]} / {row[1]}") for row in PLACES),
]


@pytest.mark.parametrize(("kind", "one", "other", "expected"), ROWS)
def test_what_comes_of_two_names(kind: str, one: str, other: str, expected: str | None) -> None:
    pair = [entity(f"{kind}: {one}", "a"), entity(f"{kind}: {other}", "b")]
    told = [OPEN if found.is_proposal else JOINED for found in propose_identities(pair, "")]
    assert told == ([expected] if expected else [])


@pytest.mark.parametrize(("region", "expected"), [("Ohio", JOINED), ("Oregon", OPEN)])
def test_of_two_places_of_one_name_it_tells_which_countries_their_articles_name(
    region: str, expected: str
) -> None:
    company = "Ann Dahl, Bo Ek"
    towns = [
        entity(f"place: Springfield | | | Ohio, {company}", "a"),
        entity(f"place: Springfield | | | {region}, {company}", "b"),
    ]
    beside = [
        entity(f"person: {name}", town.article) for name in company.split(", ") for town in towns
    ]
    named = [replace(one, iri=f"x:{number}") for number, one in enumerate(beside)]
    [found] = [
        one
        for one in propose_identities([*towns, *named], "")
        if one.subject_label == "Springfield"
    ]
    assert (OPEN if found.is_proposal else JOINED) == expected


NAMES = [
    pytest.param("Oslo", True, id="a name"),
    pytest.param("eBay", True, id="with a capital inside"),
    pytest.param("3M", True, id="with a figure"),
    pytest.param("The Guardian", True, id="with an article"),
    pytest.param("Congress", True, id="a body that a country has one of"),
    pytest.param("he", False, id="a pronoun"),
    pytest.param("They", False, id="a pronoun at the beginning of a sentence"),
    pytest.param("Both", False, id="a number of people"),
    pytest.param("country", False, id="a bare noun"),
    pytest.param("Schools", False, id="a bare plural at the beginning of a sentence"),
    pytest.param("The Senate", True, id="a body with an article and a capital"),
    pytest.param("The country", False, id="a bare noun with an article"),
    pytest.param("unnamed publication", False, id="our own label"),
    pytest.param("…", False, id="no word at all"),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_only_names_are_compared(text: str, *, expected: bool) -> None:
    assert names_one(text) == expected


@given(st.text(max_size=30))
def test_titles_come_off_at_once_and_a_spelling_is_one_of_the_folded_name(name: str) -> None:
    assert strip_titles(strip_titles(name)) == strip_titles(name)
    assert spell_name(name) == spell_name(fold_name(name))


def test_a_name_in_two_versions_of_an_article_is_one() -> None:
    one, other = entity("person: Ann Dahl", "a"), entity("person: Ann Dahl", "b")
    address = frozenset({"news.example/harbour"})
    again = [replace(one, addresses=address), replace(other, addresses=address)]
    assert [found.is_proposal for found in propose_identities([one, other], "")] == [True]
    assert [found.is_proposal for found in propose_identities(again, "")] == [False]
