"""What a program asks of the network and of the disk, from what strace (Linux) tells of it."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

CALLS: Final = (
    "connect,sendto,sendmsg,sendmmsg,openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2"
)
FAMILY: Final = re.compile(r"sa_family=(?P<family>\w+)")
LOOPBACK: Final = re.compile(r'inet_addr\("127\.|"::1"|"::ffff:127\.')
LOCAL: Final = frozenset({"AF_UNIX", "AF_NETLINK", "AF_UNSPEC"})
PATH: Final = re.compile(r'"(?P<path>(?:[^"\\]|\\.)*)"')
MAKES: Final = ("creat(", "mkdir", "rename")
FAILED: Final = re.compile(r"= -1 E")
RESOLVER: Final = ("/etc/resolv.conf", "/etc/hosts", "nscd")


@dataclass(frozen=True, slots=True)
class Trace:
    """What was seen.

    Attributes:
        outside: Calls that speak to another machine, or ask who that would be.
        written: Files and folders that were made or opened to be written.
    """

    outside: tuple[str, ...]
    written: tuple[str, ...]


def traced(
    command: list[str], home: Path, temporary: Path
) -> tuple[subprocess.CompletedProcess[str], Trace]:
    """Run a program with an empty home folder and hardly any environment, and watch it and its children."""
    for folder in (home, temporary):
        folder.mkdir(parents=True, exist_ok=True)
    log = temporary.parent / "trace.txt"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    strace = [
        "strace",
        "-f",
        "-qq",
        "--seccomp-bpf",
        "-s",
        "300",
        "-e",
        f"trace={CALLS}",
        "-o",
        str(log),
    ]
    done = subprocess.run(
        [*strace, *command], env=environment, capture_output=True, text=True, check=False
    )
    return done, read_trace(log.read_text(encoding="utf-8", errors="replace").splitlines())


def read_trace(lines: Iterable[str]) -> Trace:
    """What the lines of strace tell; a call that failed has written nothing, but it has asked."""
    outside, written = [], []
    for line in lines:
        call = line.partition(" ")[2].strip()
        if is_outside(call):
            outside.append(call)
        if writes(call) and not FAILED.search(call):
            written.append(PATH.findall(call)[-1])
    return Trace(tuple(outside), tuple(written))


def is_outside(call: str) -> bool:
    """Whether a call reaches for another machine, be it only for its address."""
    if call.startswith("open"):
        return any(name in call for name in RESOLVER)
    family = FAMILY.search(call)
    if family is None or family["family"] in LOCAL:
        return "nscd" in call
    return not LOOPBACK.search(call)


def writes(call: str) -> bool:
    """Whether a call makes a file or a folder, or opens a file to write in it."""
    return call.startswith(MAKES) or (
        call.startswith("open") and bool(re.search(r"O_WRONLY|O_RDWR|O_CREAT", call))
    )
