"""How `kg serve` bears many clients at once: requests a second, how long they take, and what is refused.

    python -m benchmarks.serve [BUILD]

Fifty clients ask for twenty seconds on 127.0.0.1, each its next question when the last one is
answered: the first page, named questions, SPARQL. The graph is that of `tests/articles`, unless a
build is given. The status is 1 if a request fails, or the slowest twentieth take more than half a
second.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENTS: Final = 50
SECONDS: Final = 20
GOAL: Final = 0.5
"""Seconds that 95 of 100 requests may take."""
ARTICLES: Final = Path(__file__).parents[1] / "tests" / "articles"
PREFIXES: Final = (
    "PREFIX cs: <https://w3id.org/claim-source#> PREFIX schema: <https://schema.org/> "
)
SPARQL: Final = [
    "SELECT ?name (COUNT(*) AS ?n) { ?s cs:source/schema:name ?name } GROUP BY ?name ORDER BY DESC(?n) ?name",
    "SELECT ?s ?text { ?s a cs:Statement ; schema:text ?text FILTER(CONTAINS(LCASE(?text), 'said')) }",
    "ASK { ?s cs:quotationType cs:Direct }",
    "CONSTRUCT { ?s cs:source ?e } WHERE { ?s cs:source ?e }",
]
QUESTIONS: Final = [
    "publisher",
    "unnamed",
    "hedged?about={what}",
    "said-by?name={who}",
    "about?name={who}&format=csv",
]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        build = Path(sys.argv[1]) if sys.argv[1:] else built(Path(folder))
        with served(build) as port:
            paths = asked_for(port)
            until = time.monotonic() + SECONDS
            with ThreadPoolExecutor(CLIENTS) as pool:
                runs = [
                    pool.submit(ask_on, port, paths, number, until) for number in range(CLIENTS)
                ]
            answers = [answer for run in runs for answer in run.result()]
    statuses = Counter(status for status, _ in answers)
    cuts = quantiles([seconds for _, seconds in answers], n=100)
    print(f"{CLIENTS} clients, {SECONDS} s: {len(answers) / SECONDS:.0f} requests/s; median {cuts[49]:.2f} s, "
          f"95 of 100 within {cuts[94]:.2f} s, slowest {max(seconds for _, seconds in answers):.2f} s; "
          f"answers by status: {dict(sorted(statuses.items()))}")  # fmt: skip
    sys.exit(set(statuses) != {200} or cuts[94] > GOAL)


def built(folder: Path) -> Path:
    """The graph of the articles of the tests."""
    articles = sorted(map(str, ARTICLES.glob("*.txt")))
    subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-m", "kg", "build", *articles, "-q", "-o", str(folder)], check=True
    )
    return folder


@contextmanager
def served(build: Path) -> Iterator[int]:
    """The port at which a build is served."""
    command = [sys.executable, "-u", "-m", "kg", "serve", str(build), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        line = next(iter(process.stdout or ()), "")
        yield int(re.findall(r":(\d+)/", line)[0])
        process.terminate()


def asked_for(port: int) -> list[str]:
    """The addresses that each client asks for, in turn, about whoever the graph names most."""
    _, data = got(port, f"/query?query={quote(PREFIXES + SPARQL[0])}", "text/csv")
    who = data.decode().splitlines()[1].rsplit(",", 1)[0].strip('"')
    words = {"who": quote(f'"{who}"'), "what": quote(f'"{who}"')}
    questions = [f"/questions/{question.format(**words)}" for question in QUESTIONS]
    queries = [f"/query?query={quote(PREFIXES + sparql)}" for sparql in SPARQL]
    return ["/", *(path for pair in zip(questions, [*queries, "/"], strict=True) for path in pair)]


def ask_on(port: int, paths: list[str], first: int, until: float) -> list[tuple[int, float]]:
    """The status of each request of one client, and its seconds; 0 is a connection that broke."""
    answers = []
    for number in count(first):
        start = time.monotonic()
        if start > until:
            break
        try:
            status, _ = got(port, paths[number % len(paths)])
        except (HTTPException, OSError):
            status = 0
        answers.append((status, time.monotonic() - start))
    return answers


def got(port: int, path: str, accept: str = "*/*") -> tuple[int, bytes]:
    """The status and the bytes of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Accept": accept})
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, data


if __name__ == "__main__":
    main()
