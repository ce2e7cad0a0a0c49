"""Stage 1 of a merge: the quads of a file, a build, a store or an endpoint, as N-Quads.

Every input is hostile. pyoxigraph fetches nothing and stops at 16 MiB for one term; what it lets
through is caught here: the entities of RDF/XML, which it would expand without end, and compressed
files that are endless.
"""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final
from xml.parsers import expat

import pyoxigraph
from pyoxigraph import DefaultGraph, Quad, RdfFormat

from kg.errors import InputError, Problem, StoreError
from kg.merge.adapters import READERS
from kg.merge.identity import JUDGED
from kg.store import Server, is_store, is_url, read_store
from kg.store.client import fetch_quads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Store

    from kg.merge.adapters import Reader

PIPED: Final = Path("-")
"""Standard input."""
BROKEN_LINES_LISTED: Final = 20
"""How many bad lines of one file are listed; the others are counted."""
_BLOCK_BYTES: Final = 1 << 22
"""Bytes of a line-based file that are parsed at once."""
_LONGEST_LINE: Final = 1 << 24
"""Bytes of the longest line: pyoxigraph's own limit for a term."""
_QUADS_AT_ONCE: Final = 20_000
"""Quads of another input that are looked at at once."""
_TOO_LONG: Final = "a term has more than 16 MiB"
_OVERLONG: Final = b"\0overlong\0"
"""What stands for the beginning of a longer line, and is not RDF."""
_MOST_INFLATED: Final = 1 << 36
"""Bytes that a compressed file may have inside: 64 GiB."""
_LONGEST_ENTITY: Final = 256
"""Characters of the longest entity of an RDF/XML file: a namespace, not a text."""
_JSON: Final = ".json"
_CLAIM_DATA: Final = (b'"@context"', b'"claimReview')
"""What stands in JSON-LD, and in an answer of Fact Check Tools."""
_XML_PIECE: Final = 1 << 16
"""Bytes of XML that are checked at once."""


def find_inputs(paths: Iterable[str]) -> Iterator[Path | str]:
    """Yield the files, stores and addresses of endpoints that some paths and addresses stand for.

    A folder that `kg build` made stands for its `claims.nq`, any other for all files below it that
    can be merged, in order. `-` is standard input, of which `kg.merge.piped` keeps a file.

    Raises:
        InputError: A path does not exist, or a folder holds nothing to merge.
    """
    for name in paths:
        path = Path(name)
        if is_url(name):
            yield name
        elif path == PIPED:
            yield path
        elif not path.exists():
            remedy = "give RDF files, builds, stores or folders of them"
            raise InputError(f"{name} does not exist; {remedy}")
        elif not path.is_dir() or is_store(path):
            yield path
        elif (path / "claims.nq").exists():
            yield path / "claims.nq"
        else:
            yield from _find_below(path, name)


def _find_below(folder: Path, name: str) -> list[Path]:
    """Return all files in a folder that can be merged, sorted."""
    found = [file for file in folder.rglob("*") if _ending_of(file) and _may_hold_claims(file)]
    if not found:
        known = f"the known endings are {_ENDINGS}"
        raise InputError(f"the folder {name} holds nothing to merge; {known}")
    return sorted(found)


def _may_hold_claims(file: Path) -> bool:
    """Tell whether a file of a folder is worth reading: most JSON is something else, and not asked.

    A file of any other ending is, whatever it holds.
    """
    if not file.is_file() or _ending_of(file) != _JSON:
        return file.is_file()
    try:
        with _open(file) as data:
            head = data.read(_BLOCK_BYTES)
    except (OSError, EOFError, zlib.error):
        return True  # whoever reads it says what is wrong
    return any(mark in head for mark in _CLAIM_DATA)


def read_blocks(path: Path | str, base: str, problems: list[Problem]) -> Iterator[bytes]:
    """Yield what a file, a store or an endpoint holds, as blocks of canonical N-Quads.

    Args:
        path: A file with a known ending, the folder of a store, or the address of an endpoint.
        base: What the IRIs begin with that an adapter mints.
        problems: Takes up the lines of an N-Quads or N-Triples file that are broken; the others are
            kept.

    Raises:
        InputError: The file cannot be read, or is broken and not of lines, so that none of it can
            be trusted.
    """
    if isinstance(path, str):
        yield from _in_blocks(_read_endpoint(path, problems))
    elif path.is_dir():
        yield from _in_blocks(_read_stored(path))
    else:
        yield from _read_file(path, base, problems)


def to_nquads(quads: Iterable[Quad]) -> bytes:
    """Return quads as canonical N-Quads."""
    return pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b""


def _in_blocks(quads: Iterable[Quad]) -> Iterator[bytes]:
    """Yield quads as N-Quads, so many at a time."""
    rest = iter(quads)
    while block := to_nquads(islice(rest, _QUADS_AT_ONCE)):
        yield block


def _read_endpoint(address: str, problems: list[Problem]) -> Iterator[Quad]:
    """Yield the quads of an endpoint, without the view that judgements made."""
    try:
        for quad in fetch_quads(Server(address), problems):
            if quad.graph_name != JUDGED:
                yield quad
    except StoreError as error:
        raise InputError(str(error)) from error


def _read_stored(path: Path) -> Iterator[Quad]:
    """Yield the quads of a store, without the view and the union of the graphs."""
    try:
        store = read_store(path)
    except StoreError as error:
        raise InputError(str(error)) from error
    for quad in store:
        if quad.graph_name == JUDGED:
            continue
        if quad.graph_name != DefaultGraph() or not _is_in_a_graph(store, quad):
            yield quad


def _is_in_a_graph(store: Store, quad: Quad) -> bool:
    """Tell whether a named graph holds the triple."""
    found = store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
    return any(other.graph_name != DefaultGraph() for other in found)


def _read_file(path: Path, base: str, problems: list[Problem]) -> Iterator[bytes]:
    """Yield the blocks of a file, by its ending; see `read_blocks`."""
    ending = _ending_of(path)
    if ending is None:
        remedy = "a text becomes a graph with `kg build`"
        known = f"the known endings are {_ENDINGS}, each also with .gz"
        raise InputError(f"{path} is of no known format; {remedy}; {known}")
    try:
        with _open(path) as file:
            if ending in _LINE_FORMATS:
                yield from _read_lines(path, file, _LINE_FORMATS[ending], problems)
            else:
                yield from _in_blocks(_READERS[ending](path, file, base, problems))
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path} cannot be read ({error}); nothing of it was merged") from error
    except MemoryError as error:
        large = "holds a term or a line of more than 16 MiB"
        raise InputError(f"{path} {large}; nothing of it was merged") from error
    except (SyntaxError, ValueError, RecursionError) as error:
        raise InputError(f"{path} is broken ({error}); nothing of it was merged") from error


def _ending_of(path: Path) -> str | None:
    """Return the ending of a file's name that tells its format; None if it tells none.

    >>> _ending_of(Path("Claims.nq.gz")), _ending_of(Path("notes.txt"))
    ('.nq', None)
    """
    name = path.name.lower().removesuffix(".gz")
    for ending in [*_LINE_FORMATS, *_READERS]:
        if name.endswith(ending):
            return ending
    return None


@contextmanager
def _open(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to read, unpacked if its name ends in .gz."""
    with path.open("rb") as packed:
        if path.name.lower().endswith(".gz"):
            with gzip.GzipFile(fileobj=packed) as file:
                yield io.BufferedReader(_LimitedFile(file, _MOST_INFLATED))
        else:
            yield packed


class _LimitedFile(io.RawIOBase):
    """A file that is broken behind so many bytes."""

    def __init__(self, file: gzip.GzipFile, most: int) -> None:
        self._file = file
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - a buffer of any kind, as io has it
        size = self._file.readinto(buffer)
        self._left -= size
        if self._left < 0:
            raise OSError("it is larger inside than any input may be")
        return size


# Formats of lines, of which only the bad ones are left out


def _read_lines(
    path: Path, file: IO[bytes], form: RdfFormat, problems: list[Problem]
) -> Iterator[bytes]:
    """Yield the quads of a file of lines, a block at a time."""
    before = bad = 0
    for block in _split_blocks(file):
        try:
            yield to_nquads(pyoxigraph.parse(input=block, format=form))
        except (SyntaxError, MemoryError):
            quads, wrong = _parse_each_line(block, form)
            yield to_nquads(quads)
            for number, message in wrong[: max(0, BROKEN_LINES_LISTED - bad)]:
                where = f"{path}:{before + number}"
                problems.append(Problem(where=where, message=f"{message}; the line was left out"))
            bad += len(wrong)
        before += block.count(b"\n")
    if bad > BROKEN_LINES_LISTED:
        message = f"{bad - BROKEN_LINES_LISTED} more lines are broken and were left out"
        problems.append(Problem(where=str(path), message=message))


def _split_blocks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield blocks of whole lines; of a line that is too long, only a mark and the end."""
    rest = b""
    while data := file.read(_BLOCK_BYTES):
        rest += data
        end = rest.rfind(b"\n") + 1
        if end:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > _LONGEST_LINE:
            rest = _OVERLONG
    if rest:
        yield rest


def _parse_each_line(block: bytes, form: RdfFormat) -> tuple[list[Quad], list[tuple[int, str]]]:
    r"""Return the quads of a block with bad lines, and what is wrong with these, by number.

    >>> from pyoxigraph import RdfFormat
    >>> block = b'<x:a> <x:b> "c" .\n<x:a b> <x:b> "c" .\n'
    >>> quads, wrong = _parse_each_line(block, RdfFormat.N_QUADS)
    >>> len(quads), wrong[0][0]
    (1, 2)
    """
    quads: list[Quad] = []
    wrong: list[tuple[int, str]] = []
    for number, line in enumerate(block.split(b"\n"), 1):
        if line.startswith(_OVERLONG):
            wrong.append((number, _TOO_LONG))
            continue
        try:
            quads += pyoxigraph.parse(input=line, format=form)
        except SyntaxError as error:
            wrong.append((number, str(error.msg).split(": ", 1)[-1]))
        except MemoryError:
            wrong.append((number, _TOO_LONG))
    return quads, wrong


# Formats of which all is read or nothing


def _read_rdf(
    form: RdfFormat, _path: Path, file: IO[bytes], _base: str, _problems: list[Problem]
) -> Iterator[Quad]:
    """Yield the quads of a file; relative IRIs are refused, as they name nothing."""
    return iter(pyoxigraph.parse(input=file, format=form))


def _read_xml(path: Path, file: IO[bytes], base: str, problems: list[Problem]) -> Iterator[Quad]:
    """Yield the quads of a file in RDF/XML, which is checked before."""
    with _open(path) as again:
        _check_xml(again)
    return _read_rdf(RdfFormat.RDF_XML, path, file, base, problems)


def _check_xml(file: IO[bytes]) -> None:
    """Refuse an XML file that grows when it is read, or that has no end.

    A small file grows by entities that hold others ("billion laughs"), or by those that stand for
    files; only the short ones that stand for namespaces are let through.

    Raises:
        ValueError: It declares other entities, or is not XML.
        MemoryError: More than 16 MiB stand between two tags, or in one.
    """
    reader = expat.ParserCreate()
    since_tag = 0

    def check_entity(name: str, is_parameter: int, value: str | None, *_: object) -> None:
        if is_parameter or value is None or {"&", "%"} & set(value) or len(value) > _LONGEST_ENTITY:
            wrong = "which stands for more than a namespace"
            raise ValueError(f"it declares the entity {name[:40]!r}, {wrong}")

    def begin_count(*_: object) -> None:
        nonlocal since_tag
        since_tag = 0

    reader.EntityDeclHandler = check_entity
    reader.StartElementHandler = reader.EndElementHandler = begin_count
    while data := file.read(_XML_PIECE):
        since_tag += len(data)
        try:
            reader.Parse(data)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error
        if since_tag > _LONGEST_LINE:
            raise MemoryError("more than 16 MiB stand between two tags")


_LINE_FORMATS: Final[Mapping[str, RdfFormat]] = {
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
}
_READERS: Final[Mapping[str, Reader]] = {
    ".trig": partial(_read_rdf, RdfFormat.TRIG),
    ".ttl": partial(_read_rdf, RdfFormat.TURTLE),
    ".rdf": _read_xml,
    ".owl": _read_xml,
    ".xml": _read_xml,
    **READERS,
}
"""What reads the files of all other formats, by the ending of their names."""
_ENDINGS: Final = ", ".join([*_LINE_FORMATS, *_READERS])
