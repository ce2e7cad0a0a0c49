"""What several commands need."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kg.commands.say import say
from kg.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.errors import Problem

DEFAULTS = Config()


def finish(problems: Iterable[Problem]) -> None:
    """List the problems on standard error; with any, the exit status is 1."""
    listed = sorted(str(problem) for problem in problems)
    for line in listed:
        say(f"kg: {line}", err=True)
    if listed:
        sys.exit(1)
