"""The tables beside this module: `phrases.tsv`, English words and phrases, and `sources.tsv`.

A line is a kind, a tab, and a value; lines that begin with `#` are comments.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["any_phrase", "read_table"]

_KIND: Final = re.compile(r"\{([A-Z]+)\}")


def any_phrase(kind: str) -> str:
    """Return a regular expression for any one of the phrases of a kind.

    Where a phrase has the name of another kind in it, as in `By {NAME}`, any phrase of that one.

    >>> any_phrase("teaser")
    '(?:continue reading|keep reading|read more|read on|read the (?:full|whole) (?:story|article))'
    """
    phrases = "|".join(read_table("phrases.tsv")[kind])
    return _KIND.sub(lambda found: any_phrase(found[1].lower()), f"(?:{phrases})")


@cache
def read_table(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the values of a table by their kinds, in its order.

    Raises:
        ValueError: A line has no value.

    >>> read_table("sources.tsv")["shown"]
    ('time published', 'class published', 'time', 'class date')
    """
    table: dict[str, tuple[str, ...]] = {}
    lines = files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            continue
        kind, _, value = line.partition("\t")
        if not value:
            raise ValueError(f"{name}, line {number}: write a kind, a tab, and a value")
        table[kind] = (*table.get(kind, ()), value)
    return table
