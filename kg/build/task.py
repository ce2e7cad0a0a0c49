"""A piece of a build that one process does: files, or a part of one, become a shard of N-Quads.

A task does the same however often and wherever it is done: a shard is named by what is in it, is
written beside its place and then moved there. Its result is small: where each document's quads are,
never the quads.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from bisect import bisect_left
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import chain
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from kg.build.units import hash_of, name_file, read_task
from kg.build.watch import watch_task
from kg.disk.files import unwritten
from kg.disk.processes import seldom_collecting
from kg.errors import Problem
from kg.pipeline import Extraction, describe_run, load_for_process, run_stages
from kg.rdf import article_of, to_nquads
from kg.rdf.versions import signature_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.build.units import Place, Setting, Task, Unit, Watch
    from kg.config import Config
    from kg.model import Document, Kind

KNOWN: Final = "known"
"""The file in the folder of the shards with the sorted keys of the documents that are extracted."""
_KEY: Final = 16
"""Bytes of a document's key."""
_BUSY: Final = threading.Lock()
"""spaCy is for one thread at a time; a Dask worker may have several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document of a unit.

    Attributes:
        key: Of what it says, and of all that can change what is found in it.
    """

    place: Place
    key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A document whose quads are in the shard.

    Attributes:
        start, length: Where in the shard, in bytes.
        sources: Name, kind and number of statements of each source.
        published: The day, as ISO 8601 has it; empty where that is not known.
        signature: Of its text, as `kg.rdf.versions` has it; empty for a short one.
    """

    key: bytes
    article: str
    start: int
    length: int
    statements: int
    sources: tuple[tuple[str | None, Kind, int], ...]
    published: str
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A file of N-Quads, a document behind the other; `name` is its path in the folder of them."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a task did; the problems have the number of their unit before them."""

    units: tuple[Unit, ...]
    found: tuple[Found, ...]
    extracted: tuple[Extracted, ...]
    problems: tuple[tuple[int, Problem], ...]
    shard: Shard | None


@seldom_collecting()
def write_shard(task: Task, setting: Setting) -> Result:
    """Do a task; the process ends if a document of it takes more than it may.

    Raises:
        ModelError: The language model is missing.
        ConfigError: The configuration has no such value.
        StoreError: The shard cannot be written.
    """
    nlp = load_for_process(setting.config)
    try:
        with (
            _BUSY,
            watch_task(task, setting) as watch,
            _open_known_keys(setting.folder / KNOWN) as known,
            nlp.memory_zone(),
        ):
            return _extract_unknown(task, setting, known, watch)
    except OSError as error:
        raise unwritten(setting.folder, error) from error


def _extract_unknown(task: Task, setting: Setting, known: bytes | mmap, watch: Watch) -> Result:
    """Read the documents of a task, and extract those that are not known."""
    found: list[Found] = []
    problems: list[tuple[int, Problem]] = []
    extracted: dict[bytes, Extracted] = {}
    documents = _without_known(read_task(task, setting.metadata, watch), setting.config, known)
    with _open_new_shard(setting.folder) as file:
        for one, outcome in run_stages(
            documents,
            setting.config,
            is_threaded=setting.is_threaded,
            is_careful=task.is_careful,
        ):
            if isinstance(outcome, Problem):
                number = one.place.unit
                problems.append((number, name_file(outcome, task.units[number])))
                continue
            found.append(one)
            if outcome is not None and one.key not in extracted:
                extracted[one.key] = _append_to_shard(file, outcome, one.key, setting.config)
        shard = _put_in_place(file, list(extracted), setting.folder) if extracted else None
    return Result(
        units=task.units,
        found=tuple(found),
        extracted=tuple(extracted.values()),
        problems=tuple(problems),
        shard=shard,
    )


def _without_known(
    documents: Iterable[tuple[Place, Document | Problem]], config: Config, known: bytes | mmap
) -> Iterator[tuple[Found, Document | Problem | None]]:
    """Find the key of each document, and put None in the place of one that is known."""
    for place, document in documents:
        if isinstance(document, Problem):
            yield Found(place=place, key=b""), document
            continue
        key = _key_of(document, config)
        yield Found(place=place, key=key), None if is_in(key, known) else document


def _append_to_shard(
    file: IO[bytes], extraction: Extraction, key: bytes, config: Config
) -> Extracted:
    """Write the quads of a document, and note what the manifest keeps of it."""
    document, statements = extraction.resolved.document, extraction.resolved.statements
    start = file.tell()
    length = file.write(to_nquads(extraction.quads).encode("utf-8"))
    who = chain.from_iterable(statement.who for statement in statements)
    sources = Counter((source.entity.name, source.entity.kind) for source in who)
    return Extracted(
        key=key,
        article=str(article_of(document, config.base).iri),
        start=start,
        length=length,
        statements=len(statements),
        sources=tuple((name, kind, count) for (name, kind), count in sources.items()),
        published=str(document.published or ""),
        signature=signature_of(document),
    )


@contextmanager
def _open_new_shard(folder: Path) -> Iterator[IO[bytes]]:
    """Make a file for a shard, which is gone at the end of the block unless it was moved."""
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
        try:
            yield file.file
        finally:
            Path(file.name).unlink(missing_ok=True)


def _put_in_place(file: IO[bytes], keys: list[bytes], folder: Path) -> Shard:
    """Move a shard that is written to its place, onto the disk."""
    file.flush()
    os.fsync(file.fileno())
    size = file.tell()
    path = Path(file.name)
    with path.open("rb") as written:
        sha256 = hashlib.file_digest(written, "sha256").hexdigest()
    name = hashlib.sha256(b"".join(keys)).hexdigest()[:32]
    target = folder / name[:2] / f"{name}.nq"
    target.parent.mkdir(exist_ok=True)
    path.chmod(0o644)
    path.replace(target)
    return Shard(name=f"{name[:2]}/{name}.nq", size=size, sha256=sha256)


def _key_of(document: Document, config: Config) -> bytes:
    """Hash what a document says, and all that can change what is found in it.

    What the document is called is not part of that; the models are, as they describe themselves.
    """
    config = replace(config, extractor=None, model=None)
    return hash_of(config, describe_run(config), asdict(replace(document, id="")))[:_KEY]


@contextmanager
def _open_known_keys(path: Path) -> Iterator[bytes | mmap]:
    """Open the sorted keys in a file; they stay on disk, since there may be many."""
    if not path.stat().st_size:
        yield b""
        return
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as keys:
        yield keys


def is_in(key: bytes, keys: bytes | mmap) -> bool:
    """Tell whether a key is among sorted ones.

    >>> keys = b"".join(bytes([number]) * _KEY for number in (1, 3, 5))
    >>> [is_in(bytes([number]) * _KEY, keys) for number in range(7)]
    [False, True, False, True, False, True, False]
    """

    def key_at(number: int) -> bytes:
        return keys[number * _KEY : (number + 1) * _KEY]

    numbers = range(len(keys) // _KEY)
    return key_at(bisect_left(numbers, key, key=key_at)) == key
