"""A name is found as people type it, and where several fit, the choice is asked back."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from kg.errors import QueryError
from kg.query import index_for
from kg.query.names import bare_names, names_meant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.store.search import Index

SCHEMA = "https://schema.org/"
PEOPLE = {
    "Kim Jong Un": ("Kim", "Kim Jong-un"),
    "KIM JONG UN": (),
    "Kim Yo Jong": ("Kim",),
    "Kim": (),
    "United States": ("US", "U.S."),
    "US": (),
    "José Álvarez Ruiz": ("Álvarez",),
    "Søren Øst": (),
    "Anna Karina Lee": (),
    "Bob Lee": (),
    "Olha Zelenskyy": (),
    "Kyiv": (),
    "Marta Lindqvist": (),
    "the Lindqist inquiry": (),
    "Nord": (),
    "Sud": (),
}
PAPERS = {"Nord", "Sud", "the Lindqist inquiry"}


@pytest.fixture(scope="module")
def index() -> Index:
    triples = [
        f"<x:{number}> a <{SCHEMA}{'NewsMediaOrganization' if name in PAPERS else 'Person'}> ; <{SCHEMA}name> '{name}' "
        + "".join(f"; <{SCHEMA}alternateName> '{alias}' " for alias in aliases)
        for number, (name, aliases) in enumerate(PEOPLE.items())
    ]
    store = Store()
    store.update(f"INSERT DATA {{ {' . '.join(triples)} . <x:kg> a <http://www.w3.org/ns/prov#SoftwareAgent> ; "
                 f"<{SCHEMA}name> 'kg' }}")  # fmt: skip
    return index_for(store)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param(
            "kim jong un", ["KIM JONG UN", "Kim Jong Un"], id="in all spellings of the graph"
        ),
        pytest.param("Kim Jong-Un", ["KIM JONG UN", "Kim Jong Un"], id="with a hyphen"),
        pytest.param(
            "  jose   alvarez ruiz", ["José Álvarez Ruiz"], id="without accents, with spaces"
        ),
        pytest.param("ALVAREZ", ["José Álvarez Ruiz"], id="by another form"),
        pytest.param("soren ost", ["Søren Øst"], id="without strokes"),
        pytest.param("u.s.", ["US", "United States"], id="an abbreviation means its long form too"),
        pytest.param("Yo", ["Kim Yo Jong"], id="by a word of it"),
        pytest.param("karina lee", ["Anna Karina Lee"], id="by words of it"),
        pytest.param("Mr Kim Jong Un", ["KIM JONG UN", "Kim Jong Un"], id="with a title"),
        pytest.param("President Karina Lee", ["Anna Karina Lee"], id="with an office"),
        pytest.param("Sir Bob Lee OBE", ["Bob Lee"], id="with a title and letters behind it"),
        pytest.param("Zelenskiy", ["Olha Zelenskyy"], id="in another transliteration"),
        pytest.param("Kiev", ["Kyiv"], id="a town in another transliteration"),
        pytest.param('"kim"', ["Kim"], id="in double quotes that one alone"),
    ],
)
def test_a_name_is_found(index: Index, typed: str, expected: list[str]) -> None:
    assert names_meant(typed, index) == expected


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param(
            "kim",
            r"fits several names; give one of them in double quotes:\n  \"Kim\" \(person, in 1",
            id="a form",
        ),
        pytest.param(
            "lee", r'"Anna Karina Lee" \(person, in 1 article\)\n  "Bob Lee" \(person', id="a word"
        ),
        pytest.param(
            "Kim Jung Un",
            "nobody and nothing is called 'Kim Jung Un' here; did you mean K",
            id="a typo",
        ),
        pytest.param(
            "ina", "nobody and nothing is called 'ina' here; `kg search` looks", id="part of a word"
        ),
        pytest.param(
            "karinna",
            "is called 'karinna' here; did you mean Anna Karina Lee\\?",
            id="a typo in a word",
        ),
        pytest.param("Mr Lee", r'"Anna Karina Lee" \(person', id="a title and a family name"),
        pytest.param("Lindquist", r"did you mean Marta Lindqvist or the", id="people first"),
        pytest.param("kg", "nobody and nothing is called", id="a program"),
        pytest.param("", "nobody and nothing is called ''", id="nothing"),
    ],
)
def test_a_name_that_none_or_several_have_is_asked_back(
    index: Index, typed: str, message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        names_meant(typed, index)


def test_it_is_said_how_a_shell_keeps_the_double_quotes(index: Index) -> None:
    with pytest.raises(QueryError) as error:
        names_meant("lee", index, "about")
    last = str(error.value).split("\n")[-1]
    assert last.endswith("""unless others stand around: -p about='"Anna Karina Lee"'""")
    typed = shlex.split(last.partition(": ")[2])[1].partition("=")[2]
    assert names_meant(typed, index) == ["Anna Karina Lee"]


def index_with(people: Mapping[str, str], more: str = "") -> Index:
    """An index of people by the ends of their IRIs, and other triples."""
    store = Store()
    triples = [
        f"<x:{iri}> a <{SCHEMA}Person> ; <{SCHEMA}name> '{name}' ." for iri, name in people.items()
    ]
    store.update(f"INSERT DATA {{ {' '.join(triples)} {more} }}")
    return index_for(store)


SPELLED = {"a": "Olha Zelensky", "b": "Olha Zelenskiy", "c": "Zelenskyy", "d": "Dame Olha Zelenskyy",
           "e": "Anna Zelensky", "f": "Ola Zelensky", "g": "Mr Zelenskyy"}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param(
            "Olha Zelensky",
            ["Dame Olha Zelenskyy", "Olha Zelenskiy", "Olha Zelensky"],
            id="every spelling of a full name, with a title too, but no other first name",
        ),
        pytest.param('"Olha Zelensky"', ["Olha Zelensky"], id="in double quotes that one alone"),
        pytest.param("Anna Zelenskiy", ["Anna Zelensky"], id="one that has a single spelling"),
    ],
)
def test_the_spellings_of_a_name_are_asked_together(typed: str, expected: list[str]) -> None:
    assert names_meant(typed, index_with(SPELLED)) == expected


def test_names_that_are_one_by_spelling_are_no_choice() -> None:
    index = index_with({"a": "Olha Zelensky", "b": "Olha Zelenskiy"})
    assert names_meant("olha", index) == ["Olha Zelenskiy", "Olha Zelensky"]


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        pytest.param("Olha Zelensky", ["Zelenskyy"], id="in any spelling, but with no title"),
        pytest.param('"Olha Zelensky"', [], id="not of a name in double quotes"),
        pytest.param("Zelenskyy", [], id="nor of the family name itself"),
        pytest.param("Ann Lee", [], id="nor where nobody goes by it"),
    ],
)
def test_a_family_name_alone_may_be_the_same_person(typed: str, bare: list[str]) -> None:
    people = {"a": "Olha Zelensky", "c": "Zelenskyy", "g": "Mr Zelenskyy", "h": "Ann Lee"}
    if typed == "Zelenskyy":
        people = {"c": "Zelenskyy"}
    assert [one.name for one in bare_names(typed, index_with(people))] == bare


CS, OWL = "https://w3id.org/claim-source#", "http://www.w3.org/2002/07/owl#"


@pytest.mark.parametrize(
    ("people", "joined", "expected"),
    [
        pytest.param(
            {"a": "Ann Lee", "b": "Anna Karina Lee"},
            f"<x:b> <{CS}sameEntityAs> <x:a> .",
            ["Ann Lee", "Anna Karina Lee"],
            id="as judgements have it",
        ),
        pytest.param(
            {"a": "Ann Lee", "b": "Anna Karina Lee", "c": "Lee"},
            f"<x:a> <{SCHEMA}sameAs> <x:Q1> . <x:b> <{OWL}sameAs> <x:Q1> . <x:c> <{SCHEMA}sameAs> <x:Q2> .",
            ["Ann Lee", "Anna Karina Lee"],
            id="by the same entry of an authority",
        ),
        pytest.param(
            {"a": "Ann Lee", "c": "Lee"},
            f"<x:c> <{CS}sameEntityAs> <x:a> .",
            ["Ann Lee", "Lee"],
            id="a family name that is nobody else's",
        ),
        pytest.param(
            {"a": "Ann Lee", "c": "Lee", "d": "Lee"},
            f"<x:c> <{CS}sameEntityAs> <x:a> .",
            ["Ann Lee"],
            id="but not one that may be another's elsewhere",
        ),
    ],
)
def test_the_names_of_what_is_joined_are_asked_together(
    people: dict[str, str], joined: str, expected: list[str]
) -> None:
    assert names_meant("Ann Lee", index_with(people, joined)) == expected
