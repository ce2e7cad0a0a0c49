"""What a build of an archive costs: each stage beside spaCy alone, one worker and two, memory, and growth.

    python -m benchmarks.build [ARTICLES.jsonl] --articles 2000 --growth 100 1000 10000

Articles are invented (`benchmarks.articles`) unless a file is given. CPU seconds are what the processor worked, whoever
else was busy on the machine; a ratio of them says more there than one of seconds by the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.articles import articles
from benchmarks.speed import timed
from kg.annotation import annotate, load_model
from kg.archive.outputs import READABLE, sorted_lines
from kg.archive.versions import signature_of
from kg.config import Config
from kg.documents import read
from kg.documents.language import language_of
from kg.model import Document
from kg.pipeline import quads_of, run_of
from kg.rdf import from_nquads, to_graph, to_nquads, to_turtle
from kg.resolution import resolve
from kg.statements import extract
from kg.store import build_store
from kg.views.html import to_html

if TYPE_CHECKING:
    from typing import TypeGuard

    from benchmarks.speed import Seconds

PROFILED = 200
LATER = 10_000
AROUND = ("reading", "resolution", "RDF and checking", "N-Quads", "sorting", "store")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, help="JSON Lines; invented articles, if not given")
    parser.add_argument("--articles", type=int, default=2000, help="how many to build with one worker and with two")
    parser.add_argument("--growth", type=int, nargs="*", default=[100, 1000, 10_000], help="sizes to compare")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        print_stages(written(folder, PROFILED, options.path), folder)
        print(f"\n{'articles':>9} {'workers':>8} {'seconds':>8} {'CPU s':>8} {'CPU ms/article':>15} {'peak MiB':>9}")
        for size, workers in [*((size, 1) for size in options.growth), (options.articles, 1), (options.articles, 2)]:
            path = written(folder, size, options.path)
            wall, cpu, memory = whole_build(path, workers, folder / f"{size}-{workers}")
            print(f"{size:>9} {workers:>8} {wall:8.1f} {cpu:8.1f} {1000 * cpu / size:15.1f} {memory:9.0f}", flush=True)


def written(folder: Path, size: int, given: Path | None) -> Path:
    """A file of so many articles."""
    path = folder / f"{size}.jsonl"
    lines = given.read_text("utf-8").splitlines() if given else [json.dumps(article) for article in articles(size)]
    path.write_text("\n".join(lines[:size]), encoding="utf-8")
    return path


def print_stages(path: Path, folder: Path) -> None:
    """Print what each stage takes of the time of all, one after the other in one process."""
    nlp, config = load_model(), Config()
    run = run_of(nlp, config)
    warm = [one for one in read([str(path)]) if isinstance(one, Document)][:5]
    for annotated in annotate(warm, nlp):
        quads_of(resolve(annotated, extract(annotated)), run, config)
        language_of(annotated.document), signature_of(annotated.document)
    stages: dict[str, Seconds] = {}
    documents, stages["reading"] = timed(lambda: [one for one in read([str(path)]) if is_english(one)])
    docs, alone = timed(lambda: list(nlp.pipe([document.text for document in documents])))
    annotated_all, stages["annotation"] = timed(lambda: list(annotate(documents, nlp, is_threaded=False)))
    found, stages["extraction"] = timed(lambda: [extract(one) for one in annotated_all])
    pairs = zip(annotated_all, found, strict=True)
    resolved, stages["resolution"] = timed(lambda: [resolve(one, its) for one, its in pairs])
    quads, stages["RDF and checking"] = timed(lambda: [quads_of(one, run, config) for one in resolved])
    blocks, stages["N-Quads"] = timed(lambda: [to_nquads(one).encode() for one in quads if isinstance(one, set)])
    _, stages["sorting"] = timed(lambda: (folder / "all.nq").write_bytes(b"".join(sorted_lines(blocks, folder))))
    _, stages["store"] = timed(build_store, folder / "store", folder / "all.nq")
    _, people = timed(for_people, blocks, config.base)
    total = sum(stage.cpu for stage in stages.values())
    tokens = sum(map(len, docs))
    print(f"{len(documents)} articles, {tokens:,} tokens, {sum(map(len, found)):,} statements")
    print(f"{'stage':<18} {'CPU s':>7} {'share':>6} {'articles/s':>11} {'tokens/s':>9}")
    for name, took in [*stages.items(), ("in all", None), ("nlp.pipe alone", alone)]:
        cpu = took.cpu if took else total
        print(f"{name:<18} {cpu:7.2f} {cpu / total:6.1%} {len(documents) / cpu:11.0f} {tokens / cpu:9.0f}")
    around = sum(stages[name].cpu for name in AROUND)
    print(f"around extraction: {around / total:.1%} of all; all is {total / alone.cpu:.1f} times nlp.pipe alone")
    each = people.cpu / len(blocks)
    later = READABLE * each / (READABLE * each + LATER * total / len(blocks))
    print(f"page and Turtle: {1000 * each:.0f} ms an article, of {READABLE} at most: {later:.1%} of {LATER} articles")


def for_people(blocks: list[bytes], base: str) -> None:
    """The page and Turtle of some articles, made as a build makes them."""
    quads = set(from_nquads(b"".join(blocks)))
    to_turtle(quads, base)
    to_html(to_graph(quads))


def is_english(found: object) -> TypeGuard[Document]:
    """Whether a document was read, and is in English; its signature is taken on the way, as a build does."""
    return isinstance(found, Document) and signature_of(found) is not None and language_of(found) == "en"


def whole_build(path: Path, workers: int, out: Path) -> tuple[float, float, float]:
    """Seconds by the clock, CPU seconds of all processes, and the memory of the largest, in MiB, of `kg build`."""
    command = [sys.executable, "-m", "kg", "build", str(path), "-q", "--workers", str(workers), "-o", str(out)]
    start = time.perf_counter()
    with subprocess.Popen(command) as process:  # noqa: S603 - our own command
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the build ended with {process.returncode}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
