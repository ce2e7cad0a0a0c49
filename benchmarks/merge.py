"""What `kg merge` costs beside pyoxigraph reading and sorting the same bytes, and whether its memory stays flat.

    python -m benchmarks.merge [QUADS OF EACH FILE...]

Two files hold the worked example of `out/`, over and over under other names, each copy in the graph
of its article, as builds have it; half of either is in the other, too. Each way runs in a process
of its own, one after the other, in one run. Where other work goes on beside it, the seconds of the
processor tell more. Memory is that of the process, and of the largest of the processes that it
starts to read large inputs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE = Path(__file__).parents[1] / "out" / "claims.ttl"
ARTICLE = NamedNode("https://schema.org/NewsArticle")
SIZES = (10_000, 100_000, 1_000_000)
MEASURED = """
import resource, sys, time
start = time.perf_counter()
{code}
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
cpu = sum(one.ru_utime + one.ru_stime for one in used)
print(time.perf_counter() - start, cpu, used[0].ru_maxrss // 1024, used[1].ru_maxrss // 1024)
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
LOADED = """
del lines
store = pyoxigraph.Store(sys.argv[3])
store.bulk_load(path=sys.argv[3] + ".nq", format=RdfFormat.N_QUADS)
store.flush()
"""
UNION = """
from pathlib import Path
from kg.merge.union import sort_inputs, unite_inputs
folder = Path(sys.argv[3]); folder.mkdir()
inputs = sort_inputs(map(Path, sys.argv[1:3]), folder, "https://example.org/", [])
with open(sys.argv[3] + ".nq", "wb") as file:
    file.writelines(line + b"\\n" for line, _ in unite_inputs(inputs, folder))
"""
STORELESS = """
import contextlib
import kg.merge.merging
kg.merge.merging.building = lambda target, nquads: contextlib.nullcontext()
"""
WHOLE = """
from pathlib import Path
from kg.merge import merge_graphs
merge_graphs(sys.argv[1:3], Path(sys.argv[3]), "https://example.org/")
"""
WAYS = {
    "pyoxigraph: read, sort": SORTED,
    "pyoxigraph: read, sort, load a store": SORTED + LOADED,
    "kg: the union": UNION,
    "kg merge but for the store": STORELESS + WHOLE,
    "kg merge": WHOLE,
}


def main() -> None:
    """Measure and print."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    example = b"".join(in_graph())
    head = f"{'seconds':>8} {'ratio':>6} {'CPU s':>7} {'ratio':>6} {'MiB':>6} {'+ each':>6}"
    print(f"{'quads of each file':>19}  {'':<37} {head}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder) / f"{number}.nq" for number in range(2)]
            for number, path in enumerate(files):
                write(path, example, size, first=number * size // 2)
            first: tuple[float, float] | None = None
            for number, (name, code) in enumerate(WAYS.items()):
                out = Path(folder) / f"{number}-out"
                seconds, cpu, memory, each = measured(code, [*map(str, files), str(out)])
                shutil.rmtree(out, ignore_errors=True)
                first = first or (seconds, cpu)
                times = f"{seconds:8.1f} {seconds / first[0]:6.2f} {cpu:7.1f} {cpu / first[1]:6.2f}"
                print(f"{size:>19}  {name:<37} {times} {memory:6.0f} {each:6.0f}", flush=True)


def in_graph() -> Iterator[bytes]:
    """The example as lines of N-Quads, in the graph of its article."""
    triples = list(pyoxigraph.parse(path=EXAMPLE))
    [article] = {quad.subject for quad in triples if quad.object == ARTICLE}
    for quad in triples:
        yield f"{quad.triple} {article} .\n".encode()


def write(path: Path, example: bytes, size: int, first: int) -> None:
    """Write so many quads, of copies of the example that are numbered from the place of the first on."""
    lines = example.splitlines(keepends=True)
    with path.open("wb") as file:
        for place in range(first, first + size, len(lines)):
            copy = b"/id/%d/" % (place // len(lines))
            file.writelines(line.replace(b"/id/", copy) for line in lines[: first + size - place])


def measured(code: str, arguments: list[str]) -> tuple[float, ...]:
    """The seconds, those of the processor, and the peak memory in MiB of a process that runs this, and of its own."""
    command = [sys.executable, "-c", MEASURED.format(code=code), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own
    return tuple(map(float, done.stdout.split()))


if __name__ == "__main__":
    main()
