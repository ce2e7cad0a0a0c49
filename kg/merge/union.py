"""Stage 2 of a merge: all quads as sorted lines, each once, in memory that does not grow with the input.

Set union is the merge: since every IRI is a function of what it names, merging the same twice adds
nothing, and the order of the inputs does not matter (`tests/merge/test_union.py` has the laws).
Sorted N-Quads without blank nodes are the canonical form, so equal merges are equal bytes.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from kg.disk.processes import cores, pool_of
from kg.disk.sorting import RUN, in_order
from kg.errors import InputError, Problem
from kg.merge import skolem
from kg.merge.adapters import DIALECTS
from kg.merge.inputs import blocks_of, serialised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


LARGE: Final = 1 << 26
"""Bytes of inputs from which on processes that share them are worth their start."""
DIGITS: Final = 6
"""Of the number of an input, of which there may be a million."""
TAG: Final = DIGITS + 2
"""Bytes behind a line in a run: a zero, the number of its input, and the end."""
LONGEST: Final = (1 << 24) - (1 << 16)
"""Bytes of a line that pyoxigraph is sure to read again: a term of 16 MiB is too much for it."""
OLD: Final = b"<http://schema.org/"
Held: TypeAlias = "tuple[list[bytes], list[frozenset[int]]]"
"""Lines, and for each the numbers of the inputs that hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An input to read: where it is, which number its lines get, where its runs go, what new IRIs begin with."""

    path: Path | str
    number: int
    workshop: Path
    base: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file or store as sorted runs of lines on disk.

    Attributes:
        path: Where it came from.
        number: What its lines are marked with, from 0.
        runs: Files of sorted lines; a line may be in several.
        quads: How many it holds, as often as it says them, those among them that an adapter added.
        blank: How many of them named blank nodes, which have IRIs now.
        mapped: How many say in another vocabulary what was added in ours, by the name of that
            vocabulary.
    """

    path: Path | str
    number: int
    runs: tuple[Path, ...]
    quads: int
    blank: int
    mapped: dict[str, int]


def prepare(
    paths: Iterable[Path | str], workshop: Path, base: str, problems: list[Problem]
) -> list[Input]:
    """Read every input into sorted runs, in several processes where they are large.

    One that cannot be read is listed, and nothing of it is merged.

    Args:
        paths: Files with known endings, folders of stores, and endpoints.
        workshop: A folder for the runs.
        base: What the IRIs of former blank nodes begin with.
        problems: Takes up what goes wrong.

    Raises:
        InputError: A process that read an input has died.
    """
    jobs = [
        Job(path=path, number=number, workshop=workshop, base=base)
        for number, path in enumerate(paths)
    ]
    inputs: list[Input] = []
    for found, wrong in done(jobs):
        problems += wrong
        if found and not found.quads and not wrong:
            problems.append(
                Problem(
                    where=str(found.path), message="holds nothing to merge; is it the right one?"
                )
            )
        inputs += [found] if found else []
    return inputs


def done(jobs: list[Job]) -> Iterator[tuple[Input | None, list[Problem]]]:
    """What comes of each job, in order."""
    sizes = [
        job.path.stat().st_size for job in jobs if isinstance(job.path, Path) and job.path.is_file()
    ]
    if len(sizes) < 2 or sum(sizes) < LARGE:  # noqa: PLR2004 - one is read by one process
        yield from map(read_in, jobs)
        return
    try:
        with pool_of(min(len(jobs), cores())) as pool:
            yield from pool.map(read_in, jobs)
    except BrokenProcessPool as error:
        raise InputError(
            "a process that read an input has died; perhaps memory ran out, or a program of yours that merges lacks "
            'the line `if __name__ == "__main__":`'
        ) from error


def read_in(job: Job) -> tuple[Input | None, list[Problem]]:
    """Read one input into sorted runs; None if that cannot be, and what went wrong."""
    problems: list[Problem] = []
    try:
        return in_runs(job, problems), problems
    except InputError as error:
        message = str(error).removeprefix(f"{job.path} ")
    except MemoryError:
        message = "holds a term of more than 16 MiB; nothing of it was merged"
    return None, [*problems, Problem(where=str(job.path), message=message)]


def in_runs(job: Job, problems: list[Problem]) -> Input:
    """Read one input into sorted runs, in a folder of their own that is made."""
    folder = job.workshop / str(job.number)
    folder.mkdir()
    blank: list[bytes] = []
    runs: list[Path] = []
    lines: list[bytes] = []
    mapped: Counter[str] = Counter()
    count = size = 0
    for block in blocks_of(job.path, job.base, problems):
        read = lines_of(block, job.base, blank, mapped)
        count += len(read)
        size += len(block)
        lines += read
        if size >= RUN:
            runs.append(write_run(lines, folder / str(len(runs)), job.number))
            lines, size = [], 0
    read = lines_of(skolem.named(b"\n".join(blank), job.base), job.base, [], mapped)
    lines += read
    runs.append(write_run(lines, folder / str(len(runs)), job.number))
    return Input(
        path=job.path,
        number=job.number,
        runs=tuple(runs),
        quads=count + len(read),
        blank=len(blank),
        mapped=dict(sorted(mapped.items())),
    )


def lines_of(block: bytes, base: str, blank: list[bytes], counts: Counter[str]) -> list[bytes]:
    """A block of N-Quads as lines with one namespace for schema.org, and with what they say in our terms.

    Most blocks hold neither a blank node nor another vocabulary, and a look at their bytes tells.

    Args:
        block: Canonical N-Quads.
        base: What the IRIs begin with that a dialect mints.
        blank: Takes up the lines with blank nodes, which are not returned.
        counts: Takes up how many quads are of a dialect.

    Raises:
        MemoryError: A line is too long to be read again.
    """
    lines = block.splitlines()  # any other end of a line is escaped
    if len(block) > LONGEST and max(map(len, lines)) > LONGEST:
        raise MemoryError("a line has more than 16 MiB")
    if b"_:" in block:
        nameless = {line for line, quad in marked(lines, b"_:") if skolem.has_blank(quad)}
        blank += [line for line in lines if line in nameless]
        lines = [line for line in lines if line not in nameless]
    if OLD in block:
        modern = [renamed(quad) for _, quad in marked(lines, OLD)]
        lines = [line for line in lines if OLD not in line] + serialised(modern).splitlines()
    for name, (mark, dialect) in DIALECTS.items():
        if mark in block:
            said = [also for _, quad in marked(lines, mark) if (also := list(dialect(quad, base)))]
            counts[name] += len(said)
            lines += serialised(chain(*said)).splitlines()
    return lines


def marked(lines: Iterable[bytes], mark: bytes) -> Iterator[tuple[bytes, Quad]]:
    """The lines with some bytes in them, each with its quad."""
    found = [line for line in lines if mark in line]
    return zip(
        found, pyoxigraph.parse(input=b"\n".join(found), format=RdfFormat.N_QUADS), strict=True
    )


def renamed(quad: Quad) -> Quad:
    """A quad with the namespace of schema.org that we use."""
    return Quad(*(modern(term) for term in quad))  # type: ignore[arg-type]  # one term for each place


def is_old(term: NamedNode) -> bool:
    """Whether a name is of the old namespace of schema.org."""
    return term.value.startswith("http://schema.org/")


def modern(term: object) -> object:
    """A term with the namespace of schema.org that we use, in datatypes and in triples that are terms, too."""
    if isinstance(term, NamedNode):
        return NamedNode(term.value.replace("http://", "https://", 1)) if is_old(term) else term
    if isinstance(term, pyoxigraph.Literal) and is_old(term.datatype):
        return pyoxigraph.Literal(term.value, datatype=modern(term.datatype))  # type: ignore[arg-type]
    if isinstance(term, Triple):
        return Triple(*(modern(part) for part in term))  # type: ignore[arg-type]
    return term


def in_sorted_runs(lines: Iterable[bytes], folder: Path, number: int) -> Iterator[Path]:
    """Lines of any order as sorted runs in a folder."""
    waiting: list[bytes] = []
    size = 0
    for place, line in enumerate(lines):
        waiting.append(line)
        size += len(line)
        if size >= RUN:
            yield write_run(waiting, folder / f"{number}-{place}", number)
            waiting, size = [], 0
    yield write_run(waiting, folder / f"{number}-last", number)


def write_run(lines: list[bytes], path: Path, number: int) -> Path:
    """Write lines sorted, each once and with the number of its input behind it."""
    end = b"\0%0*d\n" % (DIGITS, number)
    lines.sort()
    path.write_bytes(end.join([*(line for line, _ in groupby(lines)), b""]))
    return path


def merged(inputs: Iterable[Input], workshop: Path) -> Iterator[Held]:
    """The lines of all inputs, sorted and each once, in batches.

    A triple in no graph is left out where a graph holds it: the graphs' union holds it anyway.
    """
    return of_runs([run for one in inputs for run in one.runs], workshop)


def of_runs(runs: list[Path], workshop: Path) -> Iterator[Held]:
    """The lines of runs, which `write_run` has written, sorted and each once, in batches."""
    return with_inputs(in_order(runs, workshop))


def with_inputs(batches: Iterable[list[bytes]]) -> Iterator[Held]:
    r"""Each line once, with the inputs that hold it, but for a triple in no graph that the next line has in one.

    What a line has before its dot, the next line begins with only if it says the same, in the same
    graph or in one.

    >>> bare, held, other = b"<x:a> <x:b> <x:c> .", b"<x:a> <x:b> <x:c> <x:g> .", b"<x:d> <x:e> <x:f> ."
    >>> lines = [bare + b"\x00000000\n", held + b"\x00000001\n", other + b"\x00000000\n"]
    >>> [line for one in with_inputs([lines]) for line in zip(*one)] == [(held, {0, 1}), (other, {0})]
    True
    """
    sets: dict[bytes, frozenset[int]] = {}
    waiting: list[bytes] = []
    for batch in chain(batches, [[]]):
        tagged = waiting + batch
        lines = [one[:-TAG] for one in tagged]
        ends = [
            place
            for place, (line, after) in enumerate(pairwise([*lines, b""]), 1)
            if not after.startswith(line[:-1])
        ]
        if batch:
            ends = ends[:-1]  # the next batch may say it, too
        waiting = tagged[ends[-1] :] if ends else tagged
        digits = [one[1 - TAG : -1] for one in tagged]
        spans = pairwise([0, *ends])
        holders = [
            digits[start] if end - start == 1 else b"".join(digits[start:end])
            for start, end in spans
        ]
        yield (
            [lines[end - 1] for end in ends],
            [sets.get(digits) or members(digits, sets) for digits in holders],
        )


def members(digits: bytes, known: dict[bytes, frozenset[int]]) -> frozenset[int]:
    """The numbers of some inputs, which are then known."""
    known[digits] = frozenset(int(digits[at : at + DIGITS]) for at in range(0, len(digits), DIGITS))
    return known[digits]
