"""A piece of a build that one process does: some files, or a part of one, become a shard of N-Quads.

A task does the same however often and wherever it is done: a shard is named by what is in it, is
written beside its place and then moved there. Its result is small: where each document's quads are,
never the quads.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.build.units import read_units, shown, watched
from kg.build.versions import signature_of
from kg.config import Limits
from kg.disk.files import unwritten
from kg.disk.processes import seldom_collecting
from kg.errors import Problem
from kg.pipeline import annotator, said
from kg.rdf import article_of, to_nquads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.build.units import Place, Task, Unit, Watch
    from kg.config import Config
    from kg.documents import Metadata
    from kg.model import Document, Kind, ResolvedDocument, Run

KEY: Final = 16
"""Bytes of a document's key."""
BUSY: Final = threading.Lock()
"""spaCy is for one thread at a time; a Dask worker may have several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all tasks of a build share.

    Attributes:
        shards: The folder of the shards, which every worker sees.
        known: A file with the sorted keys of the documents that need no second extraction.
        limits: What one document may take.
        is_threaded: Whether to annotate in a thread, for a build in one process.
    """

    config: Config
    metadata: Metadata
    run: Run
    shards: Path
    known: Path
    limits: Limits = field(default_factory=Limits)
    is_threaded: bool = False


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
        signature: Of its text, as `kg.build.versions` has it; empty for a short one.
    """

    key: bytes
    article: str
    start: int
    length: int
    statements: int
    sources: tuple[tuple[str | None, Kind, int], ...]
    published: str | None
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A file of N-Quads, a document behind the other; `name` is its path in the folder of the shards."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a task did; the problems have the number of their unit before them."""

    units: tuple[Unit, ...]
    found: tuple[Found, ...] = ()
    extracted: tuple[Extracted, ...] = ()
    problems: tuple[tuple[int, Problem], ...] = ()
    shard: Shard | None = None


@seldom_collecting()
def do(task: Task, setting: Setting) -> Result:
    """Do a task; the process ends if a document of it takes more than it may.

    Raises:
        ModelError: The language model is missing.
        ConfigError: The configuration has no such value.
        StoreError: The shard cannot be written.
    """
    nlp = annotator(setting.config)
    try:
        with (
            BUSY,
            watched(task, setting.shards, setting.limits) as watch,
            known_keys(setting.known) as known,
            nlp.memory_zone(),
        ):
            return extract_units(task, setting, known, watch)
    except OSError as error:
        raise unwritten(setting.shards, error) from error


def extract_units(task: Task, setting: Setting, known: bytes | mmap, watch: Watch) -> Result:
    """Read the units and extract what is not known."""
    language = annotator(setting.config).lang or "en"
    found: list[Found] = []
    problems: list[tuple[int, Problem]] = []
    read = read_units(task, setting.metadata, language, watch, problems)
    fresh = unknown(read, setting, known, found)
    extracted: dict[bytes, Extracted] = {}
    with tempfile.NamedTemporaryFile(dir=setting.shards, prefix=".", delete=False) as file:
        try:
            for one, told in said(
                fresh,
                setting.config,
                is_threaded=setting.is_threaded,
                is_careful=task.lost is not None,
            ):
                if isinstance(told, Problem):
                    problems.append((one.place.unit, shown(told, task.units[one.place.unit])))
                elif one.key not in extracted:
                    document, quads = told
                    block = to_nquads(quads).encode("utf-8")
                    extracted[one.key] = described(
                        document, one.key, file.tell(), len(block), setting
                    )
                    file.write(block)
            shard = placed(Path(file.name), file, list(extracted), setting) if extracted else None
        finally:
            Path(file.name).unlink(missing_ok=True)
    broken = {one.key for one in found} - set(extracted)
    return Result(
        units=task.units,
        found=tuple(one for one in found if one.key not in broken or is_in(one.key, known)),
        extracted=tuple(extracted.values()),
        problems=tuple(problems),
        shard=shard,
    )


def unknown(
    read: Iterable[tuple[Place, Document]],
    setting: Setting,
    known: bytes | mmap,
    found: list[Found],
) -> Iterator[tuple[Found, Document]]:
    """The documents that have to be extracted; the list takes up where all documents were found."""
    for place, document in read:
        one = Found(place=place, key=key_of(document, setting))
        found.append(one)
        if not is_in(one.key, known):
            yield one, document


def described(
    resolved: ResolvedDocument, key: bytes, start: int, length: int, setting: Setting
) -> Extracted:
    """What the manifest keeps of a document."""
    document = resolved.document
    sources = Counter(
        (who.entity.name, who.entity.kind) for one in resolved.statements for who in one.who
    )
    return Extracted(
        key=key,
        article=str(article_of(document, setting.config.base).iri),
        start=start,
        length=length,
        statements=len(resolved.statements),
        sources=tuple((name, kind, count) for (name, kind), count in sources.items()),
        published=document.published.isoformat() if document.published else None,
        signature=signature_of(document),
    )


def placed(
    path: Path, file: tempfile._TemporaryFileWrapper[bytes], keys: list[bytes], setting: Setting
) -> Shard:
    """Move a shard that is written to its place, onto the disk."""
    file.flush()
    os.fsync(file.fileno())
    size = file.tell()
    with path.open("rb") as written:
        sha256 = hashlib.file_digest(written, "sha256").hexdigest()
    name = hashlib.sha256(b"".join(keys)).hexdigest()[:32]
    target = setting.shards / name[:2] / f"{name}.nq"
    target.parent.mkdir(exist_ok=True)
    path.chmod(0o644)
    path.replace(target)
    return Shard(name=f"{name[:2]}/{name}.nq", size=size, sha256=sha256)


def key_of(document: Document, setting: Setting) -> bytes:
    """The key of what a document says, and of all that can change what is found in it; its name is no part of that."""
    config = setting.config
    fields = [
        document.text,
        [[span.start, span.end] for span in document.paragraphs],
        [[part.start, part.end] for one in document.captions for part in (one.content, one.credit)],
        [
            document.title,
            document.url,
            document.publisher,
            document.language,
            list(document.authors),
        ],
        document.published.isoformat() if document.published else None,
        asdict(document.text_by) if document.text_by else None,
        asdict(setting.run),
        [config.base, config.min_confidence, sorted(config.types or ["all"]), config.keep_text],
    ]
    return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).digest()[:KEY]


@contextmanager
def known_keys(path: Path) -> Iterator[bytes | mmap]:
    """The sorted keys in a file; on disk, since there may be many."""
    if not path.stat().st_size:
        yield b""
        return
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as keys:
        yield keys


def is_in(key: bytes, keys: bytes | mmap) -> bool:
    """Whether a key is among sorted ones.

    >>> keys = b"".join(bytes([number]) * KEY for number in (1, 3, 5))
    >>> [is_in(bytes([number]) * KEY, keys) for number in range(7)]
    [False, True, False, True, False, True, False]
    """
    low, high = 0, len(keys) // KEY
    while low < high:
        middle = (low + high) // 2
        here = keys[middle * KEY : (middle + 1) * KEY]
        if here == key:
            return True
        low, high = (middle + 1, high) if here < key else (low, middle)
    return False
