"""Ten of the questions on 100,000 and a million quads: Oxigraph embedded and served, Virtuoso, rdflib; also disk, memory.

    python -m benchmarks.query [ARTICLES.nq]

The articles are those of `benchmarks.articles`, read by `kg extract --extractor rules`, which takes
some minutes unless their N-Quads are given. Each engine answers in a process of its own, in one
run; rdflib, and Virtuoso if it is there, only on the smaller graph. Every engine must give the same
rows, as the last line of a table says; else the status is 1.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import QuerySolutions
from rdflib import Dataset

from kg.errors import QueryError
from kg.query import Graph, QueryResult, ask_graph, find_question, index_for, run
from kg.query.parameters import bind_parameters
from kg.serve import serve_build
from kg.store import Server, build_store, open_graph
from kg.store.push import push

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SIZES: Final = (100_000, 1_000_000)
TIMES: Final = 3
PATIENCE: Final = 300
"""Seconds after which a question is given up; Virtuoso gives up after 60."""
MOST: Final = """PREFIX cs: <https://w3id.org/claim-source#> PREFIX schema: <https://schema.org/>
SELECT ?name {{ ?s {path} ?e . ?e a {kind} ; schema:name ?name }}
GROUP BY ?name ORDER BY DESC(COUNT(*)) ?name LIMIT 1"""


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["--engine"]:
        print(json.dumps(ENGINES[sys.argv[2]](Path(sys.argv[3]), sys.argv[4])))
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(sys.argv[1]) if sys.argv[1:] else extracted(Path(folder))
        alike = [measure(source, size, Path(folder)) for size in SIZES]
    sys.exit(not all(alike))


def measure(source: Path, size: int, folder: Path) -> bool:
    """Measure one size, and print its tables; whether every engine gives the same rows."""
    out = folder / str(size)
    out.mkdir()
    quads, articles = cut(source, out / "claims.nq", size)
    start = time.perf_counter()
    build_store(out / "store", out / "claims.nq")
    seconds = time.perf_counter() - start
    disk = sum(file.stat().st_size for file in (out / "store").iterdir()) / 2**20
    print(
        f"\n{quads} quads of {articles} articles: store and index built in {seconds:.1f} s, {disk:.0f} MiB on disk"
    )
    engines = [name for name in ENGINES if size == SIZES[0] or name in {"embedded", "served"}]
    results = {name: measured(name, out) for name in engines}
    results = {name: result for name, result in results.items() if result}
    print(f"cold open and first answer {results['embedded']['open']:.0f} ms")
    print(
        f"{'question':<48}{'rows':>7}{'processor':>12}" + "".join(f"{name:>12}" for name in results)
    )
    for question, (_, rows, digest, processor) in results["embedded"]["questions"].items():
        cells = [cell(result["questions"].get(question), digest) for result in results.values()]
        print(f"{question:<48}{rows:>7}{processor:12.1f}" + "".join(f"{one:>12}" for one in cells))
    print(
        f"{'peak memory, MiB':<67}"
        + "".join(f"{result['memory']:12.0f}" for result in results.values())
    )
    digests = results["embedded"]["questions"]
    other = [
        f"{question} on {name}"
        for question in digests
        for name, result in results.items()
        if result["questions"].get(question, [None] * 3)[2] != digests[question][2]
    ]
    print(
        f"NOT the same rows: {', '.join(other)}"
        if other
        else f"the same rows on {', '.join(results)}"
    )
    return not other


def cell(answer: list[Any] | None, digest: str) -> str:
    """Milliseconds, and a mark where the rows are other ones."""
    if answer is None:
        return "no answer"
    return f"{answer[0]:.1f}{'' if answer[2] == digest else ' OTHER'}"


def measured(engine: str, out: Path) -> dict[str, Any]:
    """What one engine did, in a process of its own; nothing, where it is not installed."""
    secret = {"KG_USER": "dba", "KG_PASSWORD": "dba"}
    command = [sys.executable, "-m", "benchmarks.query", "--engine", engine, str(out), ""]
    done = subprocess.run(  # noqa: S603 - our own
        command, check=True, capture_output=True, text=True, env=os.environ | secret
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def embedded(out: Path, _: str) -> dict[str, Any]:
    """Oxigraph in the process, over the store on disk."""
    start = time.perf_counter()
    graph = open_graph(out)
    ask_graph(graph, "ASK { ?s ?p ?o }")
    opened = (time.perf_counter() - start) * 1000
    return {"open": opened, "questions": dict(asked(graph, out)), "memory": memory()}


def served(out: Path, _: str) -> dict[str, Any]:
    """`kg serve` over the same store; names are looked up in the index of the store."""
    with serve_build(out, port=0, seconds=PATIENCE) as front:
        answering = Thread(target=front.run)
        answering.start()
        questions = dict(asked(Server(f"http://127.0.0.1:{front.port}/query"), out))
        front.stop()
        answering.join()
    return {
        "questions": questions,
        "memory": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


def virtuoso(out: Path, _: str) -> dict[str, Any]:
    """Virtuoso, to which the articles are pushed."""
    from tests import servers  # noqa: PLC0415 - it asks for pytest

    if shutil.which("virtuoso-t") is None:
        return {}
    with tempfile.TemporaryDirectory() as folder, servers.virtuoso(Path(folder)) as url:
        push(out, Server(f"{url}/sparql-graph-crud-auth"), again=True)
        return {"questions": dict(asked(Server(f"{url}/sparql"), out)), "memory": float("nan")}


def rdflib(out: Path, _: str) -> dict[str, Any]:
    """Rdflib in memory."""
    dataset = Dataset(default_union=True)
    dataset.parse(out / "claims.nq", format="nquads")
    found = {}
    for name, sparql in queries(out).items():
        try:
            with patience():
                start = time.perf_counter()
                result = dataset.query(sparql)
                rows = [tuple("" if term is None else str(term) for term in row) for row in result]  # type: ignore[union-attr]
                seconds = time.perf_counter() - start
                columns = [str(variable) for variable in result.vars or ()]
                found[name] = seconds * 1000, len(rows), digest(columns, rows)
        except TimeoutError:
            continue
    return {"questions": found, "memory": memory()}


ENGINES: Final = {"embedded": embedded, "served": served, "virtuoso": virtuoso, "rdflib": rdflib}


def queries(out: Path) -> dict[str, str]:
    """Ten of the questions about whoever speaks most and what is spoken of most, with their parameters bound."""
    graph = open_graph(out)
    who, what = (
        next(solutions(run(graph, MOST.format(path=path, kind=kind))))["name"].value
        for path, kind in (("cs:source", "schema:Person"), ("schema:about", "schema:Organization"))
    )
    asked_for = [
        ("said-by", {"name": who}),
        ("said-by", {"name": who, "about": what, "since": "2025-01-01", "until": "2026-12-31"}),
        ("about", {"name": what}),
        ("unnamed", {}),
        ("unnamed", {"about": what}),
        ("contradictions", {"about": what}),
        ("hearsay", {"about": what}),
        ("artefacts", {"about": what}),
        ("passage", {"claim": f'"{what}"'}),
        ("hedged", {"about": what}),
        ("publisher", {}),
        ("audit", {"about": what}),
    ]
    return {
        f"{name} {' '.join(given)}": bind_parameters(
            find_question(name), given, lambda: index_for(graph)
        )
        for name, given in asked_for
    }


def asked(graph: Graph, out: Path) -> Iterator[tuple[str, tuple[float, int, str, float]]]:
    """Each question with the least milliseconds, the number of rows, their hash, and the processor's milliseconds."""
    for name, sparql in queries(out).items():
        best = processor = float("inf")
        try:
            for _ in range(TIMES):
                start, worked = time.perf_counter(), time.process_time()
                result = solutions(ask_graph(graph, sparql))
                rows = [tuple("" if term is None else term.value for term in row) for row in result]
                best = min(best, time.perf_counter() - start)
                processor = min(processor, time.process_time() - worked)
        except QueryError:  # it takes too long
            continue
        columns = [variable.value for variable in result.variables]
        yield name, (best * 1000, len(rows), digest(columns, rows), processor * 1000)


def solutions(result: QueryResult) -> QuerySolutions:
    """The rows of a SELECT query."""
    if not isinstance(result, QuerySolutions):
        raise TypeError("a question is answered by rows")
    return result


def digest(columns: list[str], rows: Iterable[tuple[str, ...]]) -> str:
    """The hash of some rows, whatever the order of rows and columns."""
    order = sorted(range(len(columns)), key=columns.__getitem__)
    lines = sorted(json.dumps([row[place] for place in order]) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@contextmanager
def patience() -> Iterator[None]:
    """Raise TimeoutError in a block that takes too long."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)


def memory(process: int | str = "self") -> float:
    """The peak memory of a process in MiB; `getrusage` would count the parent's before the process began."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return (
        next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
        / 1024
    )


def cut(source: Path, target: Path, size: int) -> tuple[int, int]:
    """The first articles of some N-Quads that have so many quads together; how many quads and articles they are."""
    quads = articles = 0
    with source.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as file:
        for _, article in groupby(lines, key=lambda line: line.rsplit("<", 1)[1]):
            held = list(article)
            file.writelines(held)
            quads, articles = quads + len(held), articles + 1
            if quads >= size:
                break
    return quads, articles


def extracted(folder: Path) -> Path:
    """The N-Quads of enough articles."""
    kg = [
        sys.executable,
        "-m",
        "kg",
        "extract",
        str(folder / "articles.jsonl"),
        "--extractor",
        "rules",
        "--format",
        "nq",
    ]
    with (folder / "articles.jsonl").open("wb") as file:
        subprocess.run(
            [sys.executable, "-m", "benchmarks.articles", "1600"], check=True, stdout=file
        )
    with (folder / "articles.nq").open("wb") as file:
        subprocess.run(kg, check=True, stdout=file)  # noqa: S603 - our own
    return folder / "articles.nq"


if __name__ == "__main__":
    main()
