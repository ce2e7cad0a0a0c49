"""Countries by any of their names: nationalities, abbreviations, official names."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

US_STATES: Final = frozenset(
    (
        "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|"
        "Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|"
        "Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|"
        "Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|"
        "Virginia|Washington|West Virginia|Wisconsin|Wyoming"
    ).split("|")
)


@cache
def countries() -> dict[str, str]:
    """Every form a country goes by, case-folded, with the country's usual name.

    >>> countries()["dprk"], countries()["north koreans"], countries()["u.s."]
    ('North Korea', 'North Korea', 'United States')
    """
    with files("kg.resolution").joinpath("countries.tsv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {
        form.casefold(): row["name"]
        for row in rows
        for form in (row["name"], *row["nationalities"].split("|"), *row["other_names"].split("|"))
        if form
    }


@lru_cache(maxsize=10_000)
def country(form: str) -> str | None:
    """The usual name of the country that goes by this form, if it is one.

    A name begins with a capital: "US" is a country, and "us" and "turkey" are none.

    >>> country("the Russians"), country("Springfield"), country("turkey")
    ('Russia', None, None)
    """
    name = form.removeprefix("the ").removeprefix("The ")
    return countries().get(name.casefold()) if name[:1].isupper() else None


@cache
def capitals() -> dict[str, str]:
    """Every capital, case-folded, with its country.

    >>> capitals()["beijing"]
    'China'
    """
    with files("kg.resolution").joinpath("countries.tsv").open(encoding="utf-8") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["capital"].casefold(): row["name"] for row in rows if row["capital"]}


def is_place(name: str) -> bool:
    """Whether a name is that of a country, a capital or a state of the US.

    >>> is_place("New York"), is_place("Pyongyang"), is_place("Kid Rock")
    (True, True, False)
    """
    return bool(country(name)) or name in US_STATES or name.casefold() in capitals()
