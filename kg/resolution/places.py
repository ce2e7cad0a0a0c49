"""Countries by any of their names: nationalities, abbreviations, official names."""

from __future__ import annotations

from functools import lru_cache

from kg.language.words import capitals, countries, us_states


@lru_cache(maxsize=10_000)
def country(form: str) -> str | None:
    """The usual name of the country that goes by this form, if it is one.

    A name begins with a capital: "US" is a country, and "us" and "turkey" are none.

    >>> country("the Russians"), country("Springfield"), country("turkey")
    ('Russia', None, None)
    """
    name = form.removeprefix("the ").removeprefix("The ")
    return countries().get(name.casefold()) if name[:1].isupper() else None


def is_place(name: str) -> bool:
    """Whether a name is that of a country, a capital or a state of the US.

    >>> is_place("New York"), is_place("Pyongyang"), is_place("Kid Rock")
    (True, True, False)
    """
    return bool(country(name)) or name in us_states() or name.casefold() in capitals()
