"""Install what some tests need, where this is root on Debian; else those tests skip, and say so.

Virtuoso is a SPARQL server to ask, and Jena an engine (which a JDK runs, if one is there); strace watches what
`kg` asks of the network and of the disk.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

PACKAGES = {"virtuoso-t": "virtuoso-opensource-7-bin", "strace": "strace"}
JENA = Path("/usr/share/java/jena-arq.jar")


def main() -> None:
    missing = [package for program, package in PACKAGES.items() if not shutil.which(program)]
    if shutil.which("javac") and not JENA.exists():
        missing.append("libapache-jena-java")
    if not missing or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    subprocess.run(["apt-get", "update", "-q"], check=False)
    subprocess.run(
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", *missing], check=False
    )


if __name__ == "__main__":
    main()
