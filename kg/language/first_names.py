"""Look first names up in the data of nomquamgender: how many people have one, and who are women.

Van Buskirk, Clauset and Larremore 2023; MIT licence: 721,739 names. The package would import pandas
and read all of it, which takes two seconds and 260 MB. Its file is one line of JSON with the names
in order, so that a name is found by halving, in place, and all processes share the file.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.metadata import distribution
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final, NamedTuple

from kg.language.folding import fold_letters

__all__ = ["FirstName", "look_up_first_name"]

_DATA: Final = "nomquamgender/name_data.json"
_BETWEEN: Final = b'], "'
"""What stands between two rows: `"ann": [32, 556895, 0.991, 3], "anna": [...`."""
_AFTER_NAME: Final = b": ["


class FirstName(NamedTuple):
    """What the table says of a name."""

    sources: int
    """How many of its sources have it."""
    bearers: int
    """How many people they count; 0 where a source only lists it."""
    women: float
    """The share of women among them, from 0 to 1."""


@lru_cache(maxsize=10_000)
def look_up_first_name(word: str) -> FirstName | None:
    """Return what is known of a word as a first name, accents and case aside; None if nothing is.

    >>> look_up_first_name("Mitsuko"), look_up_first_name("Bundestag")
    (FirstName(sources=14, bearers=925, women=0.981), None)
    """
    name, data = fold_letters(word), _open_table()
    low, high = 0, len(data)  # where what stands before the row may begin; the first row is no name
    while low < high:
        middle = (low + high) // 2
        start = data.find(_BETWEEN, middle)
        if start < 0 or start >= high:
            high = middle
            continue
        key_end = data.find(_AFTER_NAME, start)
        found = data[start + len(_BETWEEN) : key_end - 1].decode("ascii")
        if "\\" in found:
            found = json.loads(f'"{found}"')
        if found == name:
            values = data[key_end + len(_AFTER_NAME) : data.find(b"]", key_end)].split(b", ")
            return FirstName(int(values[0]), int(values[1]), float(values[2]))
        low, high = (key_end, high) if found < name else (low, middle)
    return None


@cache
def _open_table() -> mmap:
    """Return the file of names, without reading it.

    Raises:
        PackageNotFoundError: nomquamgender is not installed.
    """
    path = Path(str(distribution("nomquamgender").locate_file(_DATA)))
    with path.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)
