"""Apache Jena, the SPARQL engine that most Java programs ask, as Debian has it."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

JARS = Path(os.environ.get("KG_JENA", "/usr/share/java"))
PROGRAM = Path(__file__).with_name("Ask.java")
SHADED = "org/apache/jena/ext/xerces/"


def ask_jena(folder: Path, triples: Path, queries: Mapping[str, str]) -> dict[str, bytes]:
    """Ask a file of triples some queries, and return the rows of each, as SPARQL JSON."""
    if not (JARS / "jena-arq.jar").exists() or shutil.which("javac") is None:
        pytest.skip(
            "JENA IS NOT TESTED: apt-get install libapache-jena-java and a JDK (tests/install_servers.py)"
        )
    for name, sparql in queries.items():
        (folder / f"{name}.rq").write_text(sparql, encoding="utf-8")
    path = os.pathsep.join([str(unpack_messages(folder)), *map(str, sorted(JARS.glob("*.jar")))])
    done = subprocess.run(
        ["java", "-cp", path, str(PROGRAM), str(triples), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return {name: (folder / f"{name}.json").read_bytes() for name in queries}


def unpack_messages(folder: Path) -> Path:
    """Put the messages of Xerces where Debian's classes of it look for them, and not where its jar has them."""
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(SHADED) and name.endswith(".properties"):
                target = folder / "messages" / "xerces" / name.removeprefix(SHADED)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    return folder / "messages"
