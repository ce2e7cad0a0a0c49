"""What `kg merge` costs beside pyoxigraph reading and sorting the same bytes, and whether its memory stays flat.

    python -m benchmarks.merge

Two files hold the worked example of `out/`, over and over under other names; half of either is in the other, too. Each
way runs in a process of its own, one after the other, in one run. Where other work goes on beside it, the seconds of
the processor tell more.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat

EXAMPLE = Path(__file__).parents[1] / "out" / "claims.ttl"
SIZES = (10_000, 100_000, 1_000_000)
MEASURED = """
import resource, sys, time
start = time.perf_counter()
{code}
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
cpu = sum(one.ru_utime + one.ru_stime for one in used)
print(time.perf_counter() - start, cpu, used[0].ru_maxrss // 1024)
"""
SORTED = """
import pyoxigraph
from pyoxigraph import RdfFormat
lines = []
for path in sys.argv[1:3]:
    quads = pyoxigraph.parse(path=path, format=RdfFormat.N_QUADS)
    lines += pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS).split(b"\\n")
open(sys.argv[3] + ".nq", "wb").write(b"\\n".join(sorted(set(lines))))
"""
UNION = """
from pathlib import Path
from kg.merge.union import merged, prepare
folder = Path(sys.argv[3]); folder.mkdir()
inputs = prepare(map(Path, sys.argv[1:3]), folder, "https://example.org/", [])
with open(sys.argv[3] + ".nq", "wb") as file:
    file.writelines(line + b"\\n" for line, _ in merged(inputs, folder))
"""
WHOLE = """
from pathlib import Path
from kg.merge import merge
merge(sys.argv[1:3], Path(sys.argv[3]), "https://example.org/")
"""
WAYS = {"pyoxigraph: read, sort": SORTED, "kg: the union": UNION, "kg merge: union, report, Turtle, store": WHOLE}


def main() -> None:
    """Measure and print."""
    example = pyoxigraph.serialize(pyoxigraph.parse(path=EXAMPLE), format=RdfFormat.N_QUADS) or b""
    print(f"{'quads of each file':>19}  {'':<40} {'seconds':>8} {'ratio':>6} {'CPU s':>7} {'ratio':>6} {'MiB':>6}")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder) / f"{number}.nq" for number in range(2)]
            for number, path in enumerate(files):
                write(path, example, size, first=number * size // 2)
            first: tuple[float, float] | None = None
            for number, (name, code) in enumerate(WAYS.items()):
                seconds, cpu, memory = measured(code, [*map(str, files), f"{folder}/{number}-out"])
                first = first or (seconds, cpu)
                times = f"{seconds:8.1f} {seconds / first[0]:6.2f} {cpu:7.1f} {cpu / first[1]:6.2f}"
                print(f"{size:>19}  {name:<40} {times} {memory:6.0f}")


def write(path: Path, example: bytes, size: int, first: int) -> None:
    """Write so many quads, of copies of the example that are numbered from the place of the first on."""
    lines = example.splitlines(keepends=True)
    with path.open("wb") as file:
        for place in range(first, first + size, len(lines)):
            copy = b"/id/%d/" % (place // len(lines))
            file.writelines(line.replace(b"/id/", copy) for line in lines[: first + size - place])


def measured(code: str, arguments: list[str]) -> tuple[float, float, float]:
    """The seconds, those of the processor, and the peak memory in MiB of a program in a process of its own."""
    command = [sys.executable, "-c", MEASURED.format(code=code), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own
    seconds, cpu, memory = map(float, done.stdout.split())
    return seconds, cpu, memory


if __name__ == "__main__":
    main()
