"""`kg serve`: a build on this machine, to read in a browser and by SPARQL."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from kg.commands.say import say
from kg.commands.shared import PATH

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("path", default="out", type=PATH, metavar="[BUILD|MERGE|STORE]")
@click.option("--port", default=7880, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option(
    "--timeout", default=30, type=click.IntRange(1), help="Seconds that a query may take."
)
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="Let pages of this site ask the SPARQL endpoint, too; * for all sites. [repeatable]",
)
def serve(path: Path, port: int, timeout: int, origins: tuple[str, ...]) -> None:
    """Serve a build or a merge on 127.0.0.1: page, questions, query editor and SPARQL endpoint.

    Nothing can be changed, and nothing is fetched from elsewhere. Ctrl-C, TERM or a closed terminal
    (HUP) end it.
    """
    with suppress(KeyboardInterrupt):
        from kg.serve import serve_build

        with serve_build(path, port, timeout, origins) as front:
            say(f"Open http://127.0.0.1:{front.port}/ in a browser; Ctrl-C ends it.")
            front.run()
