"""Printing: whatever reaches a terminal passes here, and nothing of it commands the terminal.

A name, a text, a file or a server may hold what moves the cursor, sets the title, links elsewhere
or turns the text around. To people all of it is shown escaped. Data goes as it is into files and
pipes, and escaped onto a terminal.
"""

from __future__ import annotations

import logging
import sys
from typing import Final

import click

from kg.errors import printable

_LEVELS: Final = (logging.WARNING, logging.INFO, logging.DEBUG)
"""What is logged for so many -v."""


class _Sayer(logging.Handler):
    """Prints what is logged, on standard error."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one record, on one line."""
        say(f"{record.name}: {' '.join(record.getMessage().split())}", err=True)


def say_what_is_logged(verbosity: int) -> None:
    """Print what is logged under the name `kg`: with 1 what is done, with 2 what is asked, too."""
    log = logging.getLogger("kg")
    log.setLevel(_LEVELS[min(verbosity, 2)])
    log.addHandler(_Sayer())


def say(*lines: str, err: bool = False) -> None:
    """Print lines for people, each on one line whatever is in it; with `err` on standard error."""
    for line in lines:
        click.echo(printable(line), err=err)


def say_over(line: str, *, is_last: bool) -> None:
    """Print a line over the one before it on a terminal, on standard error."""
    click.echo(f"\r\x1b[K{printable(line)}", nl=is_last, err=True)


def put(data: str | bytes) -> None:
    """Print data for other programs, with its own line ends and tabs; escaped on a terminal."""
    if isinstance(data, str):
        data = data.encode("utf-8", errors="backslashreplace")
    if sys.stdout.isatty():
        lines = data.decode("utf-8", errors="backslashreplace").replace("\r\n", "\n").split("\n")
        shown = "\n".join("\t".join(map(printable, line.split("\t"))) for line in lines)
        click.echo(shown, nl=False)
    else:
        click.echo(data, nl=False)


def tell(sentence: str) -> None:
    """Print something that one should know meanwhile, on standard error."""
    say(f"kg: {sentence}", err=True)
