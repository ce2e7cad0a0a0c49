"""The commands of docs/how-to/use-a-server.md work in the order in which they stand there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tests.servers import free_port, running

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "use-a-server.md"
OURS, OXIGRAPH = "7880", "7878"
"""The ports that the page names: two, or a push would meet `kg serve`."""
SAID = "The ferry is late again this week, Ann Lee said on Monday.\n"


def commands() -> Iterator[str]:
    """The commands of the page: its indented lines."""
    return (line.strip() for line in PAGE.read_text("utf-8").splitlines() if line[:4] == "    ")


def test_the_page_can_be_followed_from_top_to_bottom(tmp_path: Path) -> None:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": programs}
    ports = {OURS: str(free_port()), OXIGRAPH: str(free_port())}
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "ferry.txt").write_text(SAID, encoding="utf-8")
    found = list(commands())
    assert len(found) == 9

    said = {}
    with ExitStack() as stack:
        for command in found:
            asked = re.sub("|".join(ports), lambda port: ports[port[0]], command)
            if command.startswith("kg serve my-graph --allow"):
                continue  # what it does is in test_origins.py; the first one is still up
            if command.startswith(("kg serve", "oxigraph serve")):
                port = ports[OURS if command.startswith("kg") else OXIGRAPH]
                option = (
                    f"--port={port}" if command.startswith("kg") else f"--bind=127.0.0.1:{port}"
                )
                program, *words = [*asked.split(), option]
                whole = [str(Path(sys.executable).with_name(program)), *words]
                stack.enter_context(running(whole, f"http://127.0.0.1:{port}/", tmp_path))
                continue
            done = subprocess.run(
                ["bash", "-c", asked],
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{command}: {done.stderr}"
            said[command.partition(" ")[2].split()[0]] = done.stdout

    assert "1 graphs sent" in said["push"]
    assert "ferry is late" in said["query"]


def test_the_ports_are_those_that_the_programs_have() -> None:
    page = PAGE.read_text("utf-8")
    help_of_serve = subprocess.run(
        [sys.executable, "-m", "kg", "serve", "--help"], capture_output=True, text=True, check=True
    )
    assert re.search(rf"default:\s+{OURS}", help_of_serve.stdout)
    assert f"127.0.0.1:{OURS}" in page
    assert f"127.0.0.1:{OXIGRAPH}" in page
