"""`kg check`: whether a store is what was built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.commands.say import say
from kg.commands.shared import finish, path_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@path_option("--store", required=True, metavar="DIR", help="A build, or the store in it.")
def check(store: Path) -> None:
    """Read all of a store and compare it with the checksums that were written when it was built.

    Whatever differs is listed; then run the kg build or kg merge that made it again.
    """
    from kg.store import check_store

    checked = check_store(store)
    say(f"{checked.files} files, {checked.size:,} bytes, are as they were written.")
    finish(checked.problems)
