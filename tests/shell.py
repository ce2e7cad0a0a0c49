"""Write what a shell knows of `kg`: its manual pages and the completion of its words, made from the commands themselves.

`make shell` runs it, and a test says when that is due.
"""

from __future__ import annotations

import sys
from pathlib import Path

from click.shell_completion import BashComplete, FishComplete, ZshComplete
from click_man.core import write_man_pages

from kg import __version__
from kg.cli import commands

SHARE = Path(__file__).parents[1] / "share"
"""As it is laid out below the prefix of an installation."""
COMPLETIONS = {
    "bash-completion/completions/kg": BashComplete,
    "zsh/site-functions/_kg": ZshComplete,
    "fish/vendor_completions.d/kg.fish": FishComplete,
}


def write_shell(share: Path) -> None:
    """Write the files below a folder."""
    pages = share / "man" / "man1"
    pages.mkdir(parents=True, exist_ok=True)
    # without the day on which it is made, so that the same commands give the same bytes
    write_man_pages("kg", commands, version=__version__, target_dir=str(pages), date="claim-source")
    for name, kind in COMPLETIONS.items():
        path = share / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(kind(commands, {}, "kg", "_KG_COMPLETE").source(), encoding="utf-8")


if __name__ == "__main__":
    write_shell(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARE)
