"""Tables of words: read and checked, so that a slip in one is an error that says where it is.

A table begins with the names of its columns; a tab parts two cells, a space the values in `uses`.
"""

from __future__ import annotations

from itertools import zip_longest
from textwrap import shorten
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from importlib.resources.abc import Traversable

    Row: TypeAlias = Mapping[str, str]
    Columns: TypeAlias = Mapping[str, Collection[str]]
    """The columns of a table, each with the values that it may have."""

ANY: Final[Collection[str]] = ()
"""The values of a column in which anything may stand."""
_LONGEST: Final = 800
"""How many characters of the values that may stand in a column an error lists at most."""


def read_table(table: Traversable, columns: Columns, key: Collection[str]) -> tuple[Row, ...]:
    """Read a table, and check it.

    Args:
        table: The file.
        columns: The columns that it must have. The first may not be empty.
        key: The columns that no two rows may have in common.

    Returns:
        The rows, as mappings from column to cell. `where` is the place of a row, for messages.

    Raises:
        ConfigError: The file is missing, or not as it must be; says where, and what to do.
    """
    where = f"kg/language/en/{table.name}"
    try:
        head, *lines = table.read_text(encoding="utf-8").rstrip("\n").split("\n")
    except FileNotFoundError as error:
        raise ConfigError(f"{where} is missing; install kg again") from error
    names = head.split("\t")
    for column in columns:
        if column not in names:
            raise ConfigError(f"{where}, line 1: the column {column!r} is missing; add it")
    rows = []
    for number, line in enumerate(lines, start=2):
        cells = line.split("\t")
        row = dict(zip_longest(names, cells, fillvalue=""), where=f"{where}, line {number}")
        if len(cells) > len(names):
            raise ConfigError(
                f"{row['where']}: there are {len(cells)} cells for {len(names)} columns "
                f"({', '.join(names)}); write one tab between two cells"
            )
        if not cells[0] or cells[0] != cells[0].strip():
            raise ConfigError(
                f"{row['where']}: the {names[0]} is {cells[0]!r}; "
                "write a word, without a space before or behind it"
            )
        rows.append(row)
    _check_known(rows, columns)
    check_once(rows, key)
    return tuple(rows)


def _check_known(rows: Iterable[Row], columns: Columns) -> None:
    """Check that the columns of some rows have no value that is not listed for them.

    Raises:
        ConfigError: One has; says where, and which values are listed.
    """
    for column, known in columns.items():
        for row in rows if known else ():
            cells = row[column].split(" ") if column == "uses" else [row[column]]
            unknown = set(cells).difference(known)
            if unknown:
                listed = shorten(
                    ", ".join(map(repr, map(str, known))), _LONGEST, placeholder=" ..."
                )
                raise ConfigError(
                    f"{row['where']}: the {column} {min(unknown)!r} is not known; "
                    f"write one of {listed}"
                )


def check_once(rows: Iterable[Row], key: Collection[str]) -> None:
    """Check that no two rows have the same cells in the columns of a key.

    Raises:
        ConfigError: Two have; says which.
    """
    places: dict[tuple[str, ...], str] = {}
    for row in rows:
        cells = tuple(row[column] for column in key)
        other = places.setdefault(cells, row["where"])
        if other != row["where"]:
            raise ConfigError(
                f"{row['where']}: {' '.join(cells)!r} stands in {other} already; "
                "make one row of the two"
            )
