"""Stage 2 of a merge: all quads as sorted lines, each once, in memory that does not grow with the input.

Set union is the merge: since every IRI is a function of what it names, merging the same twice adds nothing, and the
order of the inputs does not matter (`tests/merge/test_union.py` has the laws). Sorted N-Quads without blank nodes are
the canonical form, so equal merges are equal bytes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from typing import IO, TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from kg.errors import InputError, Problem
from kg.merge import skolem
from kg.merge.adapters import DIALECTS
from kg.merge.inputs import quads_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.merge.endpoint import Endpoint

RUN: Final = 250_000
"""Lines that are sorted in memory at once."""
OPEN: Final = 100
"""Runs that are merged at once."""
AHEAD: Final = 1 << 19
"""Bytes that are read ahead of each."""
DIGITS: Final = 6
"""Of the number of an input, of which there may be a million."""
LONGEST: Final = (1 << 24) - (1 << 16)
"""Bytes of a line that pyoxigraph is sure to read again: a term of 16 MiB is too much for it."""
OLD: Final = "http://schema.org/"
NEW: Final = "https://schema.org/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file or store as sorted runs of lines on disk.

    Attributes:
        path: Where it came from.
        runs: Files of sorted lines; a line may be in several.
        quads: How many it holds, as often as it says them, those among them that an adapter added.
        blank: How many of them named blank nodes, which have IRIs now.
        mapped: How many say in another vocabulary what was added in ours, by the name of that vocabulary.
    """

    path: Path | Endpoint
    runs: tuple[Path, ...]
    quads: int
    blank: int
    mapped: dict[str, int]


def prepare(paths: Iterable[Path | Endpoint], workshop: Path, base: str, problems: list[Problem]) -> list[Input]:
    """Read every input into sorted runs; one that cannot be read is listed, and nothing of it is merged.

    Args:
        paths: Files with known endings, folders of stores, and endpoints.
        workshop: A folder for the runs.
        base: What the IRIs of former blank nodes begin with.
        problems: Takes up what goes wrong.
    """
    inputs: list[Input] = []
    for place, path in enumerate(paths):
        try:
            inputs.append(read_in(path, len(inputs), workshop / str(place), base, problems))
        except InputError as error:
            problems.append(Problem(where=str(path), message=str(error).removeprefix(f"{path} ")))
        except MemoryError:
            problems.append(
                Problem(where=str(path), message="holds a term of more than 16 MiB; nothing of it was merged")
            )
    return inputs


def read_in(path: Path | Endpoint, number: int, folder: Path, base: str, problems: list[Problem]) -> Input:
    """Read one input into sorted runs, in a folder of their own that is made."""
    folder.mkdir()
    blank: list[Quad] = []
    runs: list[Path] = []
    lines: list[bytes] = []
    mapped: Counter[str] = Counter()
    count = 0
    for batch in quads_of(path, base, problems):
        read = lines_of(batch, base, blank, mapped)
        count += len(read)
        lines += read
        if len(lines) >= RUN:
            runs.append(write_run(lines, folder / str(len(runs)), number))
            lines = []
    read = lines_of(skolem.named(blank, base), base, [], mapped)
    lines += read
    runs.append(write_run(lines, folder / str(len(runs)), number))
    return Input(
        path=path, runs=tuple(runs), quads=count + len(read), blank=len(blank), mapped=dict(sorted(mapped.items()))
    )


def lines_of(quads: list[Quad], base: str, blank: list[Quad], counts: Counter[str]) -> list[bytes]:
    """Quads as lines of canonical N-Quads with one namespace for schema.org, and with what they say in our terms.

    Most batches hold neither a blank node nor another vocabulary, and a look at their bytes tells.

    Args:
        quads: What an input holds.
        base: What the IRIs begin with that a dialect mints.
        blank: Takes up the quads with blank nodes, which become no lines yet.
        counts: Takes up how many quads are of a dialect.

    Raises:
        MemoryError: A line is too long to be read again.
    """
    data = pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b""
    if b"_:" in data and (found := [quad for quad in quads if skolem.has_blank(quad)]):
        blank += found
        return lines_of([quad for quad in quads if not skolem.has_blank(quad)], base, [], counts)
    if f"<{OLD}".encode() in data and any(map(is_old, quads)):
        return lines_of([renamed(quad) if is_old(quad) else quad for quad in quads], base, [], counts)
    lines = data.splitlines()  # any other end of a line is escaped
    if len(data) > LONGEST and max(map(len, lines)) > LONGEST:
        raise MemoryError("a line has more than 16 MiB")
    for name, (mark, dialect) in DIALECTS.items():
        if mark in data:
            said = [also for quad in quads if (also := list(dialect(quad, base)))]
            counts[name] += len(said)
            lines += (pyoxigraph.serialize(chain(*said), format=RdfFormat.N_QUADS) or b"").splitlines()
    return lines


def is_old(quad: Quad) -> bool:
    """Whether a quad speaks of schema.org by its old namespace.

    >>> is_old(Quad(NamedNode("x:a"), NamedNode("http://schema.org/name"), NamedNode("x:b")))
    True
    """
    return renamed(quad) != quad


def renamed(quad: Quad) -> Quad:
    """A quad with the namespace of schema.org that we use."""
    return Quad(*(modern(term) for term in quad))  # type: ignore[arg-type]  # one term for each place


def modern(term: object) -> object:
    """A term with the namespace of schema.org that we use, in datatypes and in triples that are terms, too."""
    if isinstance(term, NamedNode):
        return NamedNode(NEW + term.value[len(OLD) :]) if term.value.startswith(OLD) else term
    if isinstance(term, pyoxigraph.Literal) and term.datatype.value.startswith(OLD):
        return pyoxigraph.Literal(term.value, datatype=modern(term.datatype))  # type: ignore[arg-type]
    if isinstance(term, Triple):
        return Triple(*(modern(part) for part in term))  # type: ignore[arg-type]
    return term


def write_run(lines: list[bytes], path: Path, number: int) -> Path:
    """Write lines sorted, each once and with the number of its input behind it."""
    end = b"\0%0*d\n" % (DIGITS, number)
    path.write_bytes(end.join([*sorted(set(lines)), b""]))
    return path


def merged(inputs: Iterable[Input], workshop: Path) -> Iterator[tuple[bytes, frozenset[int]]]:
    """The lines of all inputs, sorted and each once, each with the numbers of the inputs that hold it.

    A triple in no graph is left out where a graph holds it: the graphs' union holds it anyway.
    """
    runs = [run for one in inputs for run in one.runs]
    while len(runs) > OPEN:
        groups = [runs[start : start + OPEN] for start in range(0, len(runs), OPEN)]
        runs = [joined_run(group, workshop / f"{len(runs)}-{place}") for place, group in enumerate(groups)]
    with ExitStack() as stack:
        files = [stack.enter_context(run.open("rb")) for run in runs]
        yield from with_inputs(in_order(files))


def joined_run(runs: list[Path], path: Path) -> Path:
    """Several runs as one."""
    with ExitStack() as stack:
        files = [stack.enter_context(run.open("rb")) for run in runs]
        out = stack.enter_context(path.open("wb"))
        for lines in in_order(files):
            out.writelines(lines)
    for run in runs:
        run.unlink()
    return path


def in_order(files: Iterable[IO[bytes]]) -> Iterator[list[bytes]]:
    """The lines of sorted files in order, in batches.

    A batch is all that is not behind the first end of what was read of the files; sorting it is only merging.
    """
    waiting = [(lines, file) for file in files if (lines := file.readlines(AHEAD))]
    while waiting:
        bound = min(lines[-1] for lines, _ in waiting)
        batch: list[bytes] = []
        left = []
        for lines, file in waiting:
            cut = bisect_right(lines, bound)
            batch += lines[:cut]
            if rest := lines[cut:] or file.readlines(AHEAD):
                left.append((rest, file))
        waiting = left
        batch.sort()
        yield batch


def with_inputs(batches: Iterable[list[bytes]]) -> Iterator[tuple[bytes, frozenset[int]]]:
    r"""Each line once, with the inputs that hold it, but for a triple in no graph that the next line has in one.

    >>> bare, held, other = b"<x:a> <x:b> <x:c> .", b"<x:a> <x:b> <x:c> <x:g> .", b"<x:d> <x:e> <x:f> ."
    >>> lines = [bare + b"\x00000000\n", held + b"\x00000001\n", other + b"\x00000000\n"]
    >>> list(with_inputs([lines])) == [(held, frozenset({0, 1})), (other, frozenset({0}))]
    True
    """
    sets: dict[bytes, frozenset[int]] = {}
    current, in_graph, holders = b"", b"\n", b""
    for batch in batches:
        for tagged in batch:
            line = tagged[: -DIGITS - 2]
            if line == current:
                holders += tagged[-DIGITS - 1 : -1]
                continue
            if line.startswith(in_graph):
                holders += tagged[-DIGITS - 1 : -1]
            else:
                if current:
                    yield current, sets.get(holders) or members(holders, sets)
                holders = tagged[-DIGITS - 1 : -1]
            current, in_graph = line, line[:-1] + b"<"
    if current:
        yield current, members(holders, sets)


def members(digits: bytes, known: dict[bytes, frozenset[int]]) -> frozenset[int]:
    """The numbers of some inputs, which are then known."""
    known[digits] = frozenset(int(digits[at : at + DIGITS]) for at in range(0, len(digits), DIGITS))
    return known[digits]
