"""Countries by any of their names: nationalities, abbreviations, official names."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


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
