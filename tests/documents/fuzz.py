"""Search for files that break or stop a reader, by Atheris, which keeps what reaches new lines of it or its library.

    python -m tests.documents.fuzz                            every reader for ten minutes, one after the other
    python -m tests.documents.fuzz pdf html --seconds 60

A reader runs in a process of its own; one that dies, or takes more than `PATIENCE` or `MEMORY` for
a file, is a finding. Its file is kept in `fuzz_seeds/`, where `test_fuzz.py` reads it again, and
the search goes on.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from random import Random
from time import monotonic
from typing import Final

from tests.documents.mutations import LARGEST, mutated

SEEDS: Final = Path(__file__).parent / "fuzz_seeds"
PATIENCE: Final = 30  # seconds for a file, which takes milliseconds
MEMORY: Final = 2048  # MiB
CHILD: Final = "--child"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What is searched.

    Attributes:
        name: Of its files; the ending chooses the reader.
        kind: Of `mutations.TOKENS`: what means something in them.
        libraries: The modules whose lines count, besides those of `kg.documents`.
    """

    name: str
    kind: str
    libraries: tuple[str, ...] = ()

    @property
    def seeds(self) -> list[bytes]:
        """The good files to begin with; made late, by libraries whose lines are to count."""
        from tests.documents.examples import FILES, MORE

        ending = self.name.removeprefix("a")
        return [
            data
            for name, data in (FILES | MORE).items()
            if name.removeprefix(name.split(".")[0]) == ending
        ]


READERS: Final = {
    "text": Reader(name="a.txt", kind="text"),
    "markdown": Reader(name="a.md", kind="markdown", libraries=("markdown_it",)),
    "html": Reader(name="a.html", kind="html", libraries=("trafilatura", "htmldate", "courlan")),
    "schema_org": Reader(name="a.html", kind="json"),
    "jsonlines": Reader(name="a.jsonl", kind="json"),
    "jsonlines_gz": Reader(name="a.jsonl.gz", kind="json"),
    "tables": Reader(name="a.csv", kind="table"),
    "parquet": Reader(name="a.parquet", kind="parquet"),
    "feeds": Reader(name="a.rss", kind="xml", libraries=("feedparser",)),
    "mail": Reader(
        name="a.eml", kind="mail", libraries=("email._header_value_parser", "email.headerregistry")
    ),
    "pdf": Reader(name="a.pdf", kind="pdf", libraries=("pypdf",)),
    "word": Reader(name="a.docx", kind="word", libraries=("mammoth",)),
    "opendocument": Reader(name="a.odt", kind="word", libraries=("odfdo",)),
    "rtf": Reader(name="a.rtf", kind="rtf", libraries=("striprtf",)),
    "warc": Reader(name="a.warc", kind="warc"),
    "warc_gz": Reader(name="a.warc.gz", kind="warc"),
    "folder": Reader(name="a.folder", kind="text"),
}
"""Every reader, and what walks through folders."""


def main() -> None:
    """Search, and print a line a reader: seconds, files tried, places reached, files kept."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "readers", nargs="*", choices=[[], *READERS], help="which ones; all by default"
    )
    parser.add_argument("--seconds", type=int, default=600, help="for each reader")
    chosen = parser.parse_args()
    print(
        "| reader | seconds | files tried | places reached | findings | unforeseen |\n|---|---|---|---|---|---|",
        flush=True,
    )
    for name in chosen.readers or READERS:
        print("| " + " | ".join(map(str, searched(name, chosen.seconds))) + " |", flush=True)


def searched(name: str, seconds: int) -> tuple[str, int, int, int, int, int]:
    """Search one reader for some seconds, in one process after the other where it dies."""
    reader, started, tried, reached, kept = READERS[name], monotonic(), 0, 0, 0
    unforeseen: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        corpus, found = Path(folder, "corpus"), Path(folder, "found")
        corpus.mkdir()
        found.mkdir()
        for number, seed in enumerate(reader.seeds):
            Path(corpus, str(number)).write_bytes(seed)
        while (left := seconds - int(monotonic() - started)) > 0:
            limits = (
                f"-max_total_time={left}",
                f"-timeout={PATIENCE}",
                f"-report_slow_units={PATIENCE}",
                f"-rss_limit_mb={MEMORY}",
            )
            options = (
                f"-max_len={LARGEST}",
                "-print_final_stats=1",
                f"-artifact_prefix={found}/",
                str(corpus),
            )
            command = [sys.executable, "-m", "tests.documents.fuzz", CHILD, name, *limits, *options]
            log = subprocess.run(command, capture_output=True, check=False).stderr.decode(
                errors="replace"
            )
            if "#0\tREAD" not in log and "INITED" not in log and not any(found.iterdir()):
                raise SystemExit(log)
            tried += max(
                map(
                    int,
                    re.findall(r"^(?:stat::number_of_executed_units: |#)(\d+)", log, re.MULTILINE),
                )
            )
            reached = max([reached, *map(int, re.findall(r"cov: (\d+)", log))])
            unforeseen.update(re.findall(r"^unforeseen: (.+)", log, re.MULTILINE))
            for path in sorted(found.iterdir()):
                kept += keep(path.read_bytes(), reader, log)
                path.unlink()
    for error in sorted(unforeseen):
        print(f"{name}: {error}", file=sys.stderr)
    return (
        name,
        int(monotonic() - started),
        tried,
        reached,
        kept,
        len({one.split(":")[0] for one in unforeseen}),
    )


def keep(data: bytes, reader: Reader, log: str) -> int:
    """Keep a file that broke a reader, and say how; gives how many files that adds."""
    SEEDS.mkdir(exist_ok=True)
    path = SEEDS / f"{sha256(data).hexdigest()[:12]}-{reader.name}"
    if path.exists():
        return 0
    path.write_bytes(data)
    print(f"{path}\n{log[-4000:]}", file=sys.stderr, flush=True)
    return 1


def child(name: str, arguments: list[str]) -> None:
    """Search one reader until it breaks or the time is over."""
    import atheris

    reader = READERS[name]
    seeds: list[bytes] = []
    with atheris.instrument_imports(include=["kg.documents", *reader.libraries]):
        from tests.documents.sturdy import check_that_it_is_read

        for library in reader.libraries:
            import_module(library)
        seeds += reader.seeds

    def spoil(data: bytes, size: int, seed: int) -> bytes:
        random = Random(seed)  # noqa: S311 - no secret
        for _ in range(random.choice([1, 1, 2, 4])):
            data = mutated(data, random, reader.kind, seeds)
        return bytes(atheris.Mutate(data, size) if random.random() < 0.1 else data)[:size]

    unforeseen = set()

    def read(data: bytes) -> None:
        for problem in check_that_it_is_read(reader.name, data):
            error = re.match(r"is broken \((\w+: .{0,60})", problem.message)
            if error and error[1] not in unforeseen:
                unforeseen.add(error[1])
                print(f"unforeseen: {error[1]}", file=sys.stderr)

    atheris.Setup([sys.argv[0], *arguments], read, custom_mutator=spoil)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == [CHILD]:
        child(sys.argv[2], sys.argv[3:])
    else:
        main()
