"""The commands of docs/how-to/merge.md do what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "merge.md"


def steps(page: str) -> Iterator[tuple[str, str]]:
    """The commands of a page, each with what it prints: indented lines, a command behind a dollar sign."""
    block = re.sub(r"\n\n(?=    )", "\n    \n", page)
    for part in re.split(r"^    \$ ", block, flags=re.MULTILINE)[1:]:
        command, *lines = part.split("\n")
        printed = []
        for line in lines:
            if line.strip() and not line.startswith("    "):
                break
            printed.append(line.removeprefix("    "))
        yield command, "\n".join(printed).strip()


def pattern(printed: str) -> str:
    """What a command prints as a regular expression, in which ... stands for anything."""
    return ".*".join(map(re.escape, re.sub(r"\s+", " ", printed).split("...")))


def test_the_page_is_true(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(PAGE.with_suffix(""), tmp_path, dirs_exist_ok=True)
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": programs, "COLUMNS": "100"}
    found = list(steps(PAGE.read_text("utf-8")))
    assert len(found) == 14
    for command, printed in found:
        done = subprocess.run(  # noqa: PLW1510, S602
            command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}: {done.stderr}"
        said = re.sub(r"\s+", " ", done.stdout.strip())
        assert re.fullmatch(pattern(printed), said), f"{command} printed:\n{done.stdout}"
