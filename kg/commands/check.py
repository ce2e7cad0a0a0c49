"""`kg check`: whether a graph has the shape that the ontology asks for, and a store is sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.commands.say import say, tell
from kg.commands.shared import PATH, finish, path_option

if TYPE_CHECKING:
    from pathlib import Path

    from kg.errors import Problem


@click.command()
@click.argument("paths", nargs=-1, type=PATH, metavar="[FILE]...")
@click.option("--merged", is_flag=True, help="Ask only what holds of merged graphs.")
@path_option("--store", metavar="DIR", help="Compare a build, or its store, with its checksums.")
def check(paths: tuple[Path, ...], store: Path | None, *, merged: bool) -> None:
    """Check graphs against the shapes of the ontology, or a store against its checksums.

    FILE is a build, a store, or a file that kg merge reads, of whatever origin: N-Quads, Turtle,
    JSON-LD, RDF/XML, ... Each node that breaks a rule is listed with the rule.

    With --store, all of a store is read and compared with the checksums that were written when it
    was built. Whatever differs is listed; then run the kg build or kg merge that made it again.
    """
    from kg.merge import check_graph
    from kg.store import check_store

    if not paths and store is None:
        raise click.UsageError("give a FILE to check, or --store DIR")
    problems: list[Problem] = []
    for path in paths:
        broken = check_graph(path, is_merged=merged)
        if broken and not merged:
            tell(f"{path}: of a merge, or other people's data, --merged asks less")
        problems += broken
        if not broken:
            say(f"{path} obeys the shapes.")
    if store is not None:
        checked = check_store(store)
        problems += checked.problems
        say(f"{checked.files} files, {checked.size:,} bytes, are as they were written.")
    finish(problems)
