"""What several commands need."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from kg.commands.say import say
from kg.config import Config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.errors import Problem

C = TypeVar("C", bound="Callable[..., Any] | click.Command")

BASE: Final = Config().base
"""What an IRI begins with, unless an option says otherwise."""
PATH: Final = click.Path(path_type=Path)
ON_GRAPH: Final[Callable[[C], C]] = click.option(
    "--on", default="out", help="A build, an RDF file, or the address of a server."
)


def path_option(*names: str, **more: Any) -> Callable[[C], C]:
    """Make an option that takes a path."""
    return click.option(*names, type=PATH, **more)


def format_option(names: Sequence[str], text: str = "How.", **more: Any) -> Callable[[C], C]:
    """Make the option `--format` of a command, whose value is called `form`."""
    return click.option("--format", "form", type=click.Choice(names), help=text, **more)


def json_option(text: str = "Print the report as JSON.") -> Callable[[C], C]:
    """Make the option `--json` of a command, whose value is called `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help=text)


def finish(problems: Iterable[Problem]) -> None:
    """List the problems on standard error; with any, the exit status is 1."""
    listed = sorted(map(str, problems))
    for line in listed:
        say(f"kg: {line}", err=True)
    if listed:
        sys.exit(1)
