"""Install Virtuoso for the tests of SPARQL servers, where this is root on Debian; else those tests skip, and say so."""

from __future__ import annotations

import os
import shutil
import subprocess


def main() -> None:
    if shutil.which("virtuoso-t") or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    subprocess.run(["apt-get", "update", "-q"], check=False)
    command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", "virtuoso-opensource-7-bin"]
    subprocess.run(command, check=False)


if __name__ == "__main__":
    main()
