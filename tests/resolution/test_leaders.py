"""Names are compared form by form, and come out as if each were compared with every other."""

from __future__ import annotations

from collections import Counter
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.words import nouns
from kg.model import Kind
from kg.resolution.leaders import find_leaders, is_longer_form, most_named
from kg.resolution.lexicon import find_country
from kg.resolution.names import Name, plain_words

WORDS = (
    "Ann",
    "Bo",
    "Lee",
    "Kim",
    "Ministry",
    "of",
    "Defence",
    "MoD",
    "Foods",
    "Norway",
    "Trump",
    "Tower",
    "Jr.",
)
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
BODIES = nouns("body") - nouns("state")
KINDS = st.sampled_from([Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE])
FORMS = st.lists(st.tuples(TEXTS, KINDS, st.sampled_from(["f", "m", None])), min_size=1, max_size=6)


def named(forms: list[tuple[str, Kind, str | None]]) -> list[Name]:
    return [
        Name(
            first=10 * at,
            last=10 * at + 4,
            text=text,
            words=plain_words(text),
            kind=kind,
            gender=gender,
        )
        for at, (text, kind, gender) in enumerate(forms)
    ]


def leaders_of_all_pairs(names: list[Name]) -> dict[Name, Name]:
    """What `find_leaders` says, by comparing every name with every other."""
    leaders: dict[Name, Name] = {}
    for name in sorted(names, key=lambda name: -len(name.words)):
        place = find_country(name.text)
        same = [
            other
            for other in names
            if (find_country(other.text) or (other.text, other.kind)) == own(name)
        ]
        alike = [other for other in names if other.text == name.text and len(other.words) == 1]
        told = Counter(other.gender for other in alike if other.gender)
        usual = told.most_common(1)[0][0] if told and not name.gender else None
        fitting = [] if place else [other for other in names if is_longer_form(other, name)]
        fitting = [other for other in fitting if other.words[-1] == name.words[0]] or fitting
        if not (place or fitting or len(name.words) > 1) and name.words[0] in BODIES:
            fitting = only_body(names, name.words[0])
        genders = {other.gender for other in fitting}
        if genders and {"f": {"m"}, "m": {"f"}}.get(usual or "") == genders:
            fitting = []
        before = [other for other in fitting if other.first < name.first] or fitting
        leaders[name] = most_named([leaders[other] for other in before]) or same[0]
    return leaders


def only_body(names: list[Name], last: str) -> list[Name]:
    """The bodies with such a last word, as "Court" has, if they have one name."""
    long = [other for other in names if len(other.words) > 1 and other.words[-1] == last]
    bodies = [other for other in long if other.kind is Kind.ORGANIZATION]
    return bodies if len({body.words for body in bodies}) == 1 else []


def own(name: Name) -> object:
    return find_country(name.text) or (name.text, name.kind)


@given(FORMS, st.data())
def test_leaders_are_those_of_all_pairs(
    forms: list[tuple[str, Kind, str | None]], data: st.DataObject
) -> None:
    names = named(data.draw(st.lists(st.sampled_from(forms), min_size=1, max_size=14)))
    found = find_leaders(names)
    assert found == leaders_of_all_pairs(names)
    assert list(found) == sorted(names, key=lambda name: -len(name.words))


@pytest.mark.parametrize("text", ["First Last", "Ann {} Lee", "Ann {}", "Ministry of {}"])
def test_four_times_the_names_do_not_take_sixteen_times_as_long(text: str) -> None:
    short, long = (
        seconds([(text.format(f"X{number}"), Kind.PERSON, None) for number in range(count)])
        for count in (1_500, 6_000)
    )
    assert long < 8 * short + 0.2


def seconds(forms: list[tuple[str, Kind, str | None]]) -> float:
    """What it takes by the processor, at best: what else the tests hold costs a collector of garbage some time."""
    names = named(forms)
    took = []
    for _ in range(3):
        before = process_time()
        find_leaders(names)
        took.append(process_time() - before)
    return min(took)
