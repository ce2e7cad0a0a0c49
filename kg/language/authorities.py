"""Who countries and capitals are to Wikidata, so that graphs of several origins meet in them.

The identifiers of countries are those of the library rigour (MIT licence), which OpenSanctions
keeps; those of Denmark and the Netherlands are of the countries, not of the kingdoms. Those of
capitals are of Wikidata (CC0); where none stands in `en/countries.tsv`, none is said.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from kg.language.tables import ANY, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NAMESAKES", "capital_ids", "country_ids"]

NAMESAKES: Final = frozenset({"Georgia", "Washington"})
"""Countries and capitals that a state of the US is called like."""

_COLUMNS: Final = ("name", "capital", "wikidata", "capital_wikidata")


@cache
def country_ids() -> Mapping[str, str]:
    """Return the identifiers of countries by their usual names, but of those in `NAMESAKES`.

    >>> country_ids()["Ukraine"], "Georgia" in country_ids()
    ('Q212', False)
    """
    return _pair("name", "wikidata")


@cache
def capital_ids() -> Mapping[str, str]:
    """Return the identifiers of capitals by their usual names.

    >>> capital_ids()["Kyiv"], "Washington" in capital_ids()
    ('Q1899', False)
    """
    return _pair("capital", "capital_wikidata")


def _pair(name: str, identifier: str) -> dict[str, str]:
    """Return two columns of the table of countries, without the names of states of the US."""
    table = files("kg.language") / "en" / "countries.tsv"
    found = {}
    for row in read_table(table, dict.fromkeys(_COLUMNS, ANY), ("name",)):
        if row[identifier] and row[name] not in NAMESAKES:
            found[row[name]] = row[identifier]
    return found
