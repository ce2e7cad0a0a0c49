"""What the names of two places tell: countries, capitals and states of the US are one of a kind."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from kg.language.authorities import NAMESAKES
from kg.language.spelling import spell_name
from kg.language.words import capitals, us_states
from kg.link.entities import folded
from kg.link.evidence import Evidence
from kg.resolution.lexicon import find_country

if TYPE_CHECKING:
    from kg.link.entities import Record

__all__ = ["compare_places", "country_of", "is_listed_place"]

_SAME_COUNTRY: Final = 4.0
_SAME_STATE: Final = 3.0
_SAME_CAPITAL: Final = Evidence("the same capital in the list of countries", 4.0)
_CITIES: Final = frozenset({"New York"})
"""States that are called like a city."""
_SAME_NAME: Final = Evidence("the same name", 1.5)
_SAME_SPELLED: Final = Evidence("the same name, spelled otherwise", 1.5, is_open=True)


def compare_places(one: Record, other: Record) -> Evidence | None:
    """Return what the names of two places tell."""
    country = country_of(one)
    if country and country == country_of(other):
        return Evidence(f"both are {country} in the list of countries", _SAME_COUNTRY)
    state = _state_of(one)
    if state and state == _state_of(other):
        return Evidence(f"both are {state} in the list of states", _SAME_STATE)

    shared = {spell_name(form) for form in one.forms} & {spell_name(form) for form in other.forms}
    if not shared.isdisjoint(_spelled_capitals()):
        return _SAME_CAPITAL
    if one.forms & other.forms:
        return _SAME_NAME
    return _SAME_SPELLED if shared else None


def is_listed_place(record: Record) -> bool:
    """Tell whether a place is a country, a capital or a state of the US, and so one of a kind."""
    if country_of(record) or _state_of(record):
        return True
    return any(spell_name(form) in _spelled_capitals() for form in record.forms)


def country_of(record: Record) -> str:
    """Return the country that a place is, by any of its names; empty if it may be none.

    "Georgia" is a country and a state of the US, so it tells neither.
    """
    for form in sorted(record.forms):
        name = find_country(form.title())
        if name is not None and name not in NAMESAKES:
            return name
    return ""


def _state_of(record: Record) -> str:
    """Return the state of the US that a place is by its name; empty if it may be something else."""
    name = folded(record.name).title()
    is_else = find_country(name) or spell_name(name) in _spelled_capitals()
    return name if name in us_states() - _CITIES and not is_else else ""


@cache
def _spelled_capitals() -> frozenset[str]:
    """Return the capitals of countries in the common spelling of their names."""
    return frozenset(map(spell_name, capitals()))
