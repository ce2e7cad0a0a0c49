"""`kg push`: a build to a server."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kg.commands.say import say, say_over, tell
from kg.commands.shared import path_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("url", metavar="URL")
@path_option("--on", default="out", help="A build or N-Quads.")
@click.option("--again", is_flag=True, help="Send what was sent before, too.")
@click.option(
    "--prune", is_flag=True, help="Delete what was sent before and is not in the build any more."
)
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def push(url: str, on: Path, *, again: bool, prune: bool, quiet: bool) -> None:
    """Send a build to a server, a named graph for each article, and one of their versions.

    URL is the address of the server's graph store (SPARQL 1.1 Graph Store HTTP Protocol), such as
    http://127.0.0.1:7878/store. If it is stopped, run it again, and it goes on.

    A name and a password come from KG_USER and KG_PASSWORD, or from ~/.netrc.
    """
    push_to(url, on, again=again, prune=prune, quiet=quiet)


def push_to(
    url: str, on: Path, *, again: bool = False, prune: bool = False, quiet: bool = False
) -> None:
    """Push, and say how it went."""
    from kg.store import Server, check_url
    from kg.store.push import push as push_graphs

    shown = sys.stderr.isatty() and not quiet
    server = Server(check_url(url), None if quiet else tell)
    pushed = push_graphs(
        on,
        server,
        again=again,
        prune=prune,
        progress=_show_progress if shown else None,
    )
    if not quiet:
        say(f"{pushed.sent} graphs sent, {pushed.unchanged} unchanged, {pushed.deleted} deleted.")


def _show_progress(done: int, number: int) -> None:
    """Say on one line of the terminal how far it is."""
    say_over(f"{done} of {number} graphs", is_last=done == number)
