"""What several commands need."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kg.config import Config
from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.errors import Problem

DEFAULTS = Config()


def finish(problems: Iterable[Problem]) -> None:
    """List the problems on standard error; with any, the exit status is 1."""
    listed = sorted(str(problem) for problem in problems)
    for line in listed:
        click.echo(f"kg: {line}", err=True)
    if listed:
        sys.exit(1)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and then move it there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.part")
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error.strerror}); give another file with -o") from error
