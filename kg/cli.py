"""The command line: a group of commands, and what becomes of errors.

Exit status: 0 done, 1 done with problems listed on standard error, 2 could not be done.
"""

from __future__ import annotations

import os
import sys
from io import StringIO

import click

from kg import __version__
from kg.commands.build import build, extract
from kg.commands.check import check
from kg.commands.merge import diff, link, merge
from kg.commands.push import push
from kg.commands.query import query, search
from kg.commands.say import say
from kg.commands.serve import serve
from kg.commands.view import export, view
from kg.errors import KGError


def main() -> None:
    """Run the command line; every error that `kg` raises becomes one sentence and exit status 2."""
    try:
        sys.exit(commands(prog_name="kg", standalone_mode=False))
    except KGError as error:
        first, *more = error.args
        say(f"kg: {first}", *more, err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show(told := StringIO())
        say(*told.getvalue().removesuffix("\n").split("\n"), err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        say("Aborted!", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def commands() -> None:
    """Turn news into a graph of who said what, on whose word, and where exactly.

    `kg build news/` reads articles and writes a graph, a store and a page to out/.
    """


for command in (build, extract, query, search, view, export, merge, link, diff, check, push, serve):
    commands.add_command(command)
