"""Stage 1 of a merge: the quads of a file, a folder, a build or a store, as blocks of canonical N-Quads.

Every input is hostile. pyoxigraph fetches nothing and stops at 16 MiB for one term; what it lets
through is caught here: the entities of RDF/XML, which it would expand without end, and compressed
files that are endless.
"""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final
from xml.parsers import expat

import pyoxigraph
from pyoxigraph import DefaultGraph, RdfFormat

from kg.errors import InputError, Problem, StoreError
from kg.merge.adapters import READERS, reader_of
from kg.merge.identity import JUDGED
from kg.store import Server, is_store, is_url, read_store
from kg.store.client import fetch_quads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORMATS: Final = {
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
ENDINGS: Final = ", ".join(dict.fromkeys([*FORMATS, *READERS]))
LINES: Final = frozenset({RdfFormat.N_QUADS, RdfFormat.N_TRIPLES})
BLOCK: Final = 1 << 22
"""Bytes of a line-based file that are parsed at once."""
LONGEST: Final = 1 << 24
"""Bytes of the longest line: pyoxigraph's own limit for a term."""
BATCH: Final = 20_000
"""Quads of another input that are looked at at once."""
TOO_LONG: Final = "a term has more than 16 MiB"
OVERLONG: Final = b"\0overlong\0"
"""What stands for the beginning of a longer line, and is no RDF."""
INFLATED: Final = 1 << 36
"""Bytes that a compressed file may have inside: 64 GiB."""
LISTED: Final = 20
"""How many bad lines of one file are listed; the others are counted."""
ENTITY: Final = 256
"""Characters of the longest entity of an RDF/XML file: a namespace, not a text."""


def files_of(paths: Iterable[str]) -> Iterator[Path | str]:
    """The files, stores and endpoints that some paths and addresses stand for, a folder's in order.

    A folder that `kg build` made stands for its `claims.nq`, any other for all RDF files below it.

    Raises:
        InputError: A path does not exist, or a folder holds nothing to merge.
    """
    for name in paths:
        if is_url(name):
            yield name
            continue
        path = Path(name)
        if not path.exists():
            raise InputError(
                f"{name} does not exist; give RDF files, builds, stores or folders of them"
            )
        if not path.is_dir() or is_store(path):
            yield path
        elif (path / "claims.nq").exists():
            yield path / "claims.nq"
        else:
            found = sorted(file for file in path.rglob("*") if file.is_file() and is_known(file))
            if not found:
                raise InputError(
                    f"the folder {name} holds nothing to merge; the known endings are {ENDINGS}"
                )
            yield from found


def format_of(path: Path) -> RdfFormat | None:
    """The format that a file's name tells, compressed or not.

    >>> format_of(Path("claims.nq.gz")).name, format_of(Path("notes.txt"))
    ('N-Quads', None)
    """
    return FORMATS.get(Path(unpacked_name(path)).suffix)


def unpacked_name(path: Path) -> str:
    """The name of a file without the mark of compression, in lower case."""
    return path.name.lower().removesuffix(".gz")


def is_known(path: Path) -> bool:
    """Whether a file's name tells a format that can be merged."""
    return format_of(path) is not None or reader_of(unpacked_name(path)) is not None


def blocks_of(path: Path | str, base: str, problems: list[Problem]) -> Iterator[bytes]:
    """What a file, a store or an endpoint holds, as blocks of canonical N-Quads.

    Args:
        path: A file with a known ending, the folder of a store, or the address of an endpoint.
        base: What the IRIs begin with that an adapter mints.
        problems: Takes up the lines of an N-Quads or N-Triples file that are broken; the others are
            kept.

    Raises:
        InputError: The file cannot be read, or is broken and not of lines, so that none of it can
            be trusted.
    """
    if isinstance(path, str) or path.is_dir():
        try:
            yield from in_blocks(stored(path, problems))
        except StoreError as error:
            raise InputError(str(error)) from error
        return
    form, reader = format_of(path), reader_of(unpacked_name(path))
    if form is None and reader is None:
        raise InputError(
            f"{path} is of no known format; a text becomes a graph with `kg build`; the known endings are {ENDINGS}, "
            "each also with .gz"
        )
    try:
        with opened(path) as file:
            if reader:
                yield from in_blocks(reader[1](path, file, base, problems))
            elif form in LINES:
                yield from of_lines(path, file, form, problems)
            elif form:
                yield from in_blocks(parsed(path, file, form))
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path} cannot be read ({error}); nothing of it was merged") from error
    except MemoryError as error:
        raise InputError(
            f"{path} holds a term or a line of more than 16 MiB; nothing of it was merged"
        ) from error
    except (SyntaxError, ValueError, RecursionError) as error:
        raise InputError(f"{path} is broken ({error}); nothing of it was merged") from error


def stored(place: Path | str, problems: list[Problem]) -> Iterator[pyoxigraph.Quad]:
    """The quads of a store or an endpoint, without the view that judgements made."""
    if isinstance(place, str):
        quads = fetch_quads(Server(place), problems)
    else:
        quads = without_union(read_store(place))
    return (quad for quad in quads if quad.graph_name != JUDGED)


def without_union(store: pyoxigraph.Store) -> Iterator[pyoxigraph.Quad]:
    """The quads of a store, without the union of its graphs that is its default graph."""
    for quad in store:
        if quad.graph_name != DefaultGraph() or not in_a_graph(store, quad):
            yield quad


def in_a_graph(store: pyoxigraph.Store, quad: pyoxigraph.Quad) -> bool:
    """Whether a named graph holds the triple."""
    found = store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
    return any(other.graph_name != DefaultGraph() for other in found)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A file to read, unpacked if its name ends in .gz."""
    with path.open("rb") as packed:
        if path.name.lower().endswith(".gz"):
            with gzip.GzipFile(fileobj=packed) as file:
                yield io.BufferedReader(Limited(file, INFLATED))
        else:
            yield packed


class Limited(io.RawIOBase):
    """A file that is broken behind so many bytes."""

    def __init__(self, file: gzip.GzipFile, left: int) -> None:
        """Take a file and how many bytes it may have."""
        self.file, self.left = file, left

    def readable(self) -> bool:
        """As it is."""
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - a buffer of any kind, as io has it
        """The next bytes."""
        size = self.file.readinto(buffer)
        self.left -= size
        if self.left < 0:
            raise OSError("it is larger inside than any input may be")
        return size


def of_lines(
    path: Path, file: IO[bytes], form: RdfFormat, problems: list[Problem]
) -> Iterator[bytes]:
    """The quads of a file of lines, a block at a time; only the bad lines of a block are left out."""
    number, bad = 0, 0
    for block in blocks(file):
        try:
            yield serialised(pyoxigraph.parse(input=block, format=form))
        except (SyntaxError, MemoryError):
            quads, wrong = line_by_line(block, form)
            yield serialised(quads)
            for line, message in wrong[: max(0, LISTED - bad)]:
                problems.append(
                    Problem(
                        where=f"{path}:{number + line}", message=f"{message}; the line was left out"
                    )
                )
            bad += len(wrong)
        number += block.count(b"\n")
    if bad > LISTED:
        problems.append(
            Problem(
                where=str(path), message=f"{bad - LISTED} more lines are broken and were left out"
            )
        )


def blocks(file: IO[bytes]) -> Iterator[bytes]:
    """A file in blocks of whole lines; of a line that is longer than any may be, only a mark and the end."""
    rest = b""
    while data := file.read(BLOCK):
        rest += data
        end = rest.rfind(b"\n") + 1
        if end:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > LONGEST:
            rest = OVERLONG
    if rest:
        yield rest


def line_by_line(
    block: bytes, form: RdfFormat
) -> tuple[list[pyoxigraph.Quad], list[tuple[int, str]]]:
    r"""The quads of a block with bad lines, and what is wrong with these, by their number from 1.

    >>> from pyoxigraph import RdfFormat
    >>> quads, wrong = line_by_line(b'<x:a> <x:b> "c" .\n<x:a b> <x:b> "c" .\n', RdfFormat.N_QUADS)
    >>> len(quads), wrong[0][0]
    (1, 2)
    """
    quads: list[pyoxigraph.Quad] = []
    wrong: list[tuple[int, str]] = []
    for number, line in enumerate(block.split(b"\n"), 1):
        if line.startswith(OVERLONG):
            wrong.append((number, TOO_LONG))
            continue
        try:
            quads += pyoxigraph.parse(input=line, format=form)
        except SyntaxError as error:
            wrong.append((number, str(error.msg).split(": ", 1)[-1]))
        except MemoryError:
            wrong.append((number, TOO_LONG))
    return quads, wrong


def parsed(path: Path, file: IO[bytes], form: RdfFormat) -> Iterator[pyoxigraph.Quad]:
    """The quads of a file in Turtle, TriG or RDF/XML; relative IRIs are refused, as they name nothing."""
    if form == RdfFormat.RDF_XML:
        with opened(path) as again:
            check_xml(again)
    return iter(pyoxigraph.parse(input=file, format=form))


def check_xml(file: IO[bytes]) -> None:
    """Refuse an XML file that grows when it is read, or that has no end.

    A small file grows by entities that hold others ("billion laughs"), or by those that stand for
    files; only the short ones that stand for namespaces are let through.

    Raises:
        ValueError: It declares other entities, or is no XML.
        MemoryError: More than 16 MiB stand between two tags, or in one.
    """
    reader = expat.ParserCreate()
    since = 0

    def declared(name: str, parameter: bool, value: str | None, *_: object) -> None:  # noqa: FBT001 - expat's call
        if parameter or value is None or "&" in value or "%" in value or len(value) > ENTITY:
            raise ValueError(
                f"it declares the entity {name[:40]!r}, which stands for more than a namespace"
            )

    def tag(*_: object) -> None:
        nonlocal since
        since = 0

    reader.EntityDeclHandler = declared
    reader.StartElementHandler = reader.EndElementHandler = tag
    while data := file.read(1 << 16):
        since += len(data)
        try:
            reader.Parse(data)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error
        if since > LONGEST:
            raise MemoryError("more than 16 MiB stand between two tags")


def in_blocks(quads: Iterable[pyoxigraph.Quad]) -> Iterator[bytes]:
    """Quads as N-Quads, so many at a time."""
    rest = iter(quads)
    while block := serialised(islice(rest, BATCH)):
        yield block


def serialised(quads: Iterable[pyoxigraph.Quad]) -> bytes:
    """Quads as canonical N-Quads."""
    return pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b""
