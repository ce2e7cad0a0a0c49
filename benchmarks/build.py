"""What a build of an archive costs: each stage beside spaCy alone, one worker and two, memory, and growth.

    python -m benchmarks.build [ARTICLES.jsonl] --articles 2000 --growth 100 1000 10000

Articles are invented (`benchmarks.articles`) unless a file is given. CPU seconds are what the
processor worked, whoever else was busy on the machine; a ratio of them says more there than one of
seconds by the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks.articles import articles
from benchmarks.speed import Seconds, timed
from kg.build.units import DOCUMENTS
from kg.config import Config
from kg.disk.processes import seldom_collecting
from kg.disk.sorting import sorted_lines
from kg.documents import read_documents
from kg.documents.language import language_of
from kg.language.annotation import annotate
from kg.model import Document
from kg.pipeline import describe_run, load_annotator
from kg.rdf import check_quads, from_nquads, to_graph, to_nquads, to_quads, to_turtle
from kg.rdf.versions import signature_of
from kg.resolution import resolve
from kg.statements import extract
from kg.store import build_store
from kg.views.html import to_html
from kg.views.newest import READABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeGuard

    from kg.language.annotation import Annotator
    from kg.model import ResolvedDocument, Run
    from kg.rdf import Quad

T = TypeVar("T")

PROFILED = 200
LATER = 10_000
AROUND = ("reading", "resolution", "RDF and checking", "N-Quads", "sorting", "store")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "path", nargs="?", type=Path, help="JSON Lines; invented articles, if not given"
    )
    parser.add_argument(
        "--articles", type=int, default=2000, help="how many to build with one worker and with two"
    )
    parser.add_argument(
        "--growth", type=int, nargs="*", default=[100, 1000, 10_000], help="sizes to compare"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        print_stages(written(folder, PROFILED, options.path), folder)
        print(
            f"\n{'articles':>9} {'workers':>8} {'seconds':>8} {'CPU s':>8} {'CPU ms/article':>15} {'peak MiB':>9}"
        )
        for size, workers in [
            *((size, 1) for size in options.growth),
            (options.articles, 1),
            (options.articles, 2),
        ]:
            path = written(folder, size, options.path)
            wall, cpu, memory = whole_build(path, workers, folder / f"{size}-{workers}")
            print(
                f"{size:>9} {workers:>8} {wall:8.1f} {cpu:8.1f} {1000 * cpu / size:15.1f} {memory:9.0f}",
                flush=True,
            )


def written(folder: Path, size: int, given: Path | None) -> Path:
    """A file of so many articles."""
    path = folder / f"{size}.jsonl"
    lines = (
        given.read_text("utf-8").splitlines()
        if given
        else [json.dumps(article) for article in articles(size)]
    )
    path.write_text("\n".join(lines[:size]), encoding="utf-8")
    return path


@seldom_collecting()
def print_stages(path: Path, folder: Path) -> None:
    """Print what each stage takes of the time of all, in one process, by as many articles as a task has."""
    config, took = Config(), Took()
    nlp, run = load_annotator(config), describe_run(config)
    warm = [one for one in read_documents([str(path)]) if is_english(one)][:5]
    for annotated in annotate(warm, nlp):
        checked_quads(resolve(annotated, extract(annotated)), run, config)
    documents = took.by(
        "reading", lambda: [one for one in read_documents([str(path)]) if is_english(one)]
    )
    blocks: list[bytes] = []
    for first in range(0, len(documents), DOCUMENTS):
        blocks += extracted(documents[first : first + DOCUMENTS], nlp, run, config, took)
    took.by(
        "sorting", lambda: (folder / "all.nq").write_bytes(b"".join(sorted_lines(blocks, folder)))
    )
    took.by("store", lambda: build_store(folder / "store", folder / "all.nq"))
    stages, alone = took.of(took.stages).cpu, took.alone
    print(f"{len(documents)} articles, {took.tokens:,} tokens, {took.statements:,} statements")
    print(f"{'stage':<18} {'CPU s':>7} {'share':>6} {'articles/s':>11} {'tokens/s':>9}")
    parts = [(name, seconds.cpu) for name, seconds in took.stages.items()]
    for name, cpu in [*parts, ("in all", stages), ("nlp.pipe alone", alone)]:
        print(
            f"{name:<18} {cpu:7.2f} {cpu / stages:6.1%} {len(documents) / cpu:11.0f} {took.tokens / cpu:9.0f}"
        )
    around, whole = took.of(AROUND), took.of(took.stages)
    print(
        f"around extraction: {around.wall / whole.wall:.1%} by the clock, {around.cpu / stages:.1%} of the processor"
    )
    print(f"all is {stages / alone:.1f} times nlp.pipe alone")
    each = timed(for_people, blocks, config.base)[1].cpu / len(blocks)
    later = READABLE * each / (READABLE * each + LATER * stages / len(blocks))
    print(
        f"page and Turtle: {1000 * each:.0f} ms an article, of {READABLE} at most: {later:.1%} of {LATER} articles"
    )


@dataclass(slots=True)
class Took:
    """Seconds by stage, CPU seconds of spaCy alone, and how much it was for."""

    stages: dict[str, Seconds] = field(default_factory=dict)
    alone: float = 0.0
    tokens: int = 0
    statements: int = 0

    def by(self, stage: str, work: Callable[[], T]) -> T:
        """The result of some work of a stage."""
        result, seconds = timed(work)
        before = self.stages.get(stage, Seconds(0.0, 0.0))
        self.stages[stage] = Seconds(before.wall + seconds.wall, before.cpu + seconds.cpu)
        return result

    def of(self, stages: Iterable[str]) -> Seconds:
        """What some stages took together."""
        chosen = [self.stages[name] for name in stages]
        return Seconds(sum(one.wall for one in chosen), sum(one.cpu for one in chosen))


def extracted(
    documents: list[Document], nlp: Annotator, run: Run, config: Config, took: Took
) -> list[bytes]:
    """The N-Quads of some articles, stage by stage."""
    with nlp.memory_zone():
        docs, seconds = timed(lambda: list(nlp.pipe([document.text for document in documents])))
        took.alone += seconds.cpu
        took.tokens += sum(map(len, docs))
        annotated = took.by("annotation", lambda: list(annotate(documents, nlp, is_threaded=False)))
        found = took.by("extraction", lambda: [extract(one) for one in annotated])
        took.statements += sum(map(len, found))
        pairs = zip(annotated, found, strict=True)
        resolved = took.by("resolution", lambda: [resolve(one, its) for one, its in pairs])
        quads = took.by(
            "RDF and checking", lambda: [checked_quads(one, run, config) for one in resolved]
        )
        return took.by("N-Quads", lambda: [to_nquads(one).encode() for one in quads])


def checked_quads(resolved: ResolvedDocument, run: Run, config: Config) -> set[Quad]:
    """The quads of an article, as `kg.pipeline.extract_document` makes them."""
    quads = set(to_quads(resolved, run, config.base, config.keep_text))
    check_quads(quads, resolved.document.text)
    return quads


def for_people(blocks: list[bytes], base: str) -> None:
    """The page and Turtle of some articles, made as a build makes them."""
    quads = set(from_nquads(b"".join(blocks)))
    to_turtle(quads, base)
    to_html(to_graph(quads, "SimpleMemory"))


def is_english(found: object) -> TypeGuard[Document]:
    """Whether a document was read, and is in English; its signature is taken on the way, as a build does."""
    return (
        isinstance(found, Document)
        and signature_of(found) is not None
        and language_of(found) == "en"
    )


def whole_build(path: Path, workers: int, out: Path) -> tuple[float, float, float]:
    """Seconds by the clock, CPU seconds of all processes, and the memory of the largest, in MiB, of `kg build`."""
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        str(path),
        "-q",
        "--workers",
        str(workers),
        "-o",
        str(out),
    ]
    start = time.perf_counter()
    with subprocess.Popen(command) as process:  # noqa: S603 - our own command
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the build ended with {process.returncode}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
