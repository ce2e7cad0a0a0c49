"""A piece of a build that one process does: some files, or a part of one, become a shard of N-Quads.

A task does the same however often and wherever it is done: a shard is named by what is in it, is written beside its
place and then moved there. Its result is small: where each document's quads are, never the quads.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import tempfile
import threading
from collections import Counter, deque
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.annotation import annotate, load_model
from kg.archive.versions import signature_of
from kg.documents import Metadata, Part, read_file
from kg.documents.files import readable
from kg.errors import Problem
from kg.pipeline import in_language, quads_of, resolve_one
from kg.processes import seldom_collecting
from kg.rdf import article_of, to_nquads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.annotation import Annotator
    from kg.config import Config
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
        is_threaded: Whether to annotate in a thread, for a build in one process.
    """

    config: Config
    metadata: Metadata
    run: Run
    shards: Path
    known: Path
    is_threaded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A file, or a part of one.

    Attributes:
        path: Where its bytes are.
        shown: What the user calls it.
        place: What the manifest calls it.
        name: What its documents are called.
        state: Size and times of the file: another state is another content.
        size: Of the part, in bytes, about.
    """

    path: str
    shown: str
    place: str
    name: str
    state: str
    size: int
    part: Part = field(default_factory=Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document of a unit.

    Attributes:
        unit, number: The number of the unit in its task, and of the document in it.
        key: Of what it says, and of all that can change what is found in it.
    """

    unit: int
    number: int
    key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A document whose quads are in the shard.

    Attributes:
        start, length: Where in the shard, in bytes.
        sources: Name, kind and number of statements of each source.
        signature: Of its text, as `kg.archive.versions` has it; empty for a short one.
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
def do(units: tuple[Unit, ...], setting: Setting) -> Result:
    """Do a task.

    Raises:
        ModelError: The language model is missing.
        ConfigError: The configuration has no such value.
    """
    with BUSY, known_keys(setting.known) as known, annotator(setting.config.model).memory_zone():
        return extract_units(units, setting, known)


def extract_units(units: tuple[Unit, ...], setting: Setting, known: bytes | mmap) -> Result:
    """Read the units and extract what is not known."""
    nlp = annotator(setting.config.model)
    found: list[Found] = []
    problems: list[tuple[int, Problem]] = []
    fresh: deque[Found] = deque()
    read = read_units(units, setting, problems)
    documents = unknown(read, setting, known, found, fresh)
    extracted: dict[bytes, Extracted] = {}
    setting.shards.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=setting.shards, prefix=".", delete=False) as file:
        try:
            for annotated in annotate(documents, nlp, is_threaded=setting.is_threaded):
                place = fresh.popleft()
                resolved = resolve_one(annotated, setting.config)
                if place.key in extracted:
                    continue
                if isinstance(resolved, Problem):
                    problems.append((place.unit, shown(resolved, units[place.unit])))
                    continue
                quads = quads_of(resolved, setting.run, setting.config)
                if isinstance(quads, Problem):
                    problems.append((place.unit, shown(quads, units[place.unit])))
                    continue
                block = to_nquads(quads).encode("utf-8")
                extracted[place.key] = described(resolved, place.key, file.tell(), len(block), setting)
                file.write(block)
            shard = placed(Path(file.name), file, list(extracted), setting) if extracted else None
        finally:
            Path(file.name).unlink(missing_ok=True)
    broken = {place.key for place in found} - set(extracted)
    return Result(
        units=units,
        found=tuple(place for place in found if place.key not in broken or is_in(place.key, known)),
        extracted=tuple(extracted.values()),
        problems=tuple(problems),
        shard=shard,
    )


def read_units(
    units: tuple[Unit, ...], setting: Setting, problems: list[tuple[int, Problem]]
) -> Iterator[tuple[int, int, Document]]:
    """The documents of some units, with the number of the unit and theirs in it; what cannot be read is a problem."""
    language = annotator(setting.config.model).lang or "en"
    for number, unit in enumerate(units):
        for count, one in enumerate(read_file(unit.path, unit.name, setting.metadata, unit.part)):
            document = in_language(one, language)
            if isinstance(document, Problem):
                problems.append((number, shown(document, unit)))
            else:
                yield number, count, document


def shown(problem: Problem, unit: Unit) -> Problem:
    """A problem that says in which file it is."""
    where = problem.where.replace(readable(unit.path), unit.shown, 1)
    if unit.shown not in where:
        where = unit.shown if unit.shown.endswith(where) else f"{unit.shown}, {where}"
    return Problem(where=where, message=problem.message)


def unknown(
    read: Iterable[tuple[int, int, Document]],
    setting: Setting,
    known: bytes | mmap,
    found: list[Found],
    fresh: deque[Found],
) -> Iterator[Document]:
    """The documents that have to be extracted; the lists take up where all documents, and these, were found."""
    for unit, number, document in read:
        place = Found(unit=unit, number=number, key=key_of(document, setting))
        found.append(place)
        if not is_in(place.key, known):
            fresh.append(place)
            yield document


def described(resolved: ResolvedDocument, key: bytes, start: int, length: int, setting: Setting) -> Extracted:
    """What the manifest keeps of a document."""
    document = resolved.document
    sources = Counter((who.entity.name, who.entity.kind) for one in resolved.statements for who in one.who)
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


def placed(path: Path, file: tempfile._TemporaryFileWrapper[bytes], keys: list[bytes], setting: Setting) -> Shard:
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
        [document.title, document.url, document.publisher, document.language, list(document.authors)],
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


@cache
def annotator(model: str | None) -> Annotator:
    """The language model, loaded once in each process.

    The garbage collector leaves out what is loaded by then: to look through all of it again and again took a third of
    the time of writing RDF.
    """
    nlp = load_model(model)
    gc.freeze()
    return nlp
