"""First names, and whether women or men go by them."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib.resources import files

from kg.language.folding import fold_letters


@cache
def first_names() -> dict[str, str]:
    """First names, lower case and without accents: "f" or "m" where nine in ten bearers are, "u" where they are not.

    From the data of nomquamgender 0.1.4 (MIT licence; Van Buskirk, Clauset and Larremore 2023): the
    names that nine of its sources and 300 people have.

    >>> [first_names().get(name) for name in ("keir", "ursula", "robin", "kremlin")]
    ['m', 'f', 'u', None]
    """
    with files("kg.resolution").joinpath("first_names.tsv").open(encoding="utf-8") as table:
        return {row["name"]: row["gender"] for row in csv.DictReader(table, delimiter="\t")}


@lru_cache(maxsize=10_000)
def first_name_gender(word: str) -> str | None:
    """What `first_names` says of a word; None where it is no first name, or no name as it is written.

    >>> first_name_gender("José"), first_name_gender("will")
    ('m', None)
    """
    if not word[:1].isupper():
        return None
    return first_names().get(fold_letters(word))
