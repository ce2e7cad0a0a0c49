"""Stage 2 of a merge: all quads as sorted lines, each once, in memory that does not grow.

Set union is the merge: since every IRI is a function of what it names, merging the same twice adds
nothing, and the order of the inputs does not matter (`tests/merge/test_union.py` has the laws).
Sorted N-Quads without blank nodes are the canonical form, so equal merges are equal bytes.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from itertools import chain, filterfalse
from os.path import getsize
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.disk.processes import cores, pool_of
from kg.errors import InputError, Problem
from kg.merge.adapters import DIALECTS, convert_quad
from kg.merge.inputs import read_blocks, to_nquads
from kg.merge.runs import RunWriter, unite_runs
from kg.merge.skolem import name_blank_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_WORTH_PROCESSES: Final = 1 << 26
"""Bytes of inputs from which on processes that share them are worth their start."""
_LONGEST_LINE: Final = (1 << 24) - (1 << 16)
"""Bytes of a line that pyoxigraph is sure to read again: a term of 16 MiB is too much for it."""
_BLANK: Final = b"_:"
_OLD_SCHEMA: Final = b"<http://schema.org/"
_SCHEMA: Final = b"<https://schema.org/"


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


def sort_inputs(
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
    inputs: list[Input] = []
    for found, wrong in _sort_all(list(paths), workshop, base):
        problems += wrong
        if found is None:
            continue
        inputs.append(found)
        if not found.quads and not wrong:
            message = "holds nothing to merge; is it the right one?"
            problems.append(Problem(where=str(found.path), message=message))
    return inputs


def unite_inputs(inputs: Iterable[Input], workshop: Path) -> Iterator[tuple[bytes, frozenset[int]]]:
    """Yield the lines of all inputs, sorted and each once, with the numbers of those that hold it.

    A triple in no graph is left out where a graph holds it: the graphs' union holds it anyway.
    """
    return unite_runs(list(chain.from_iterable(one.runs for one in inputs)), workshop)


def _sort_all(
    paths: list[Path | str], workshop: Path, base: str
) -> Iterator[tuple[Input | None, list[Problem]]]:
    """Yield what comes of each input, in order; see `_sort_or_list`."""
    numbers, sort = range(len(paths)), partial(_sort_or_list, workshop, base)
    files = [path for path in paths if isinstance(path, Path) and path.is_file()]
    size = sum(map(getsize, files))
    if len(files) < 2 or size < _WORTH_PROCESSES:  # noqa: PLR2004 - one is read by one process
        yield from map(sort, numbers, paths)
        return
    try:
        with pool_of(min(len(paths), cores())) as pool:
            yield from pool.map(sort, numbers, paths)
    except BrokenProcessPool as error:
        raise InputError(
            "a process that read an input has died; perhaps memory ran out, or a program of yours "
            'that merges lacks the line `if __name__ == "__main__":`'
        ) from error


def _sort_or_list(
    workshop: Path, base: str, number: int, path: Path | str
) -> tuple[Input | None, list[Problem]]:
    """Sort one input, and list what goes wrong; of one that cannot be read there is None."""
    problems: list[Problem] = []
    try:
        return _sort_input(path, number, workshop, base, problems), problems
    except InputError as error:
        message = str(error).removeprefix(f"{path} ")
    except MemoryError:
        message = "holds a term of more than 16 MiB; nothing of it was merged"
    return None, [*problems, Problem(where=str(path), message=message)]


def _sort_input(
    path: Path | str, number: int, workshop: Path, base: str, problems: list[Problem]
) -> Input:
    """Read one input into sorted runs."""
    writer = RunWriter(workshop, number)
    blank: list[bytes] = []
    mapped: Counter[str] = Counter()
    for block in read_blocks(path, base, problems):
        writer.add(_convert_block(block, base, blank, mapped))
    named = name_blank_nodes(b"\n".join(blank), base)
    writer.add(_convert_block(named, base, [], mapped))
    return Input(
        path=path,
        number=number,
        runs=writer.close(),
        quads=writer.count,
        blank=len(blank),
        mapped=dict(sorted(mapped.items())),
    )


def _convert_block(
    block: bytes, base: str, blank: list[bytes], mapped: Counter[str]
) -> list[bytes]:
    """Return a block of N-Quads as lines, with what they say in our terms.

    The old namespace of schema.org becomes the one that we use. Most blocks hold neither a blank
    node nor another vocabulary, and a look at their bytes tells.

    Args:
        block: Canonical N-Quads.
        base: What the IRIs begin with that a dialect mints.
        blank: Takes up the lines with blank nodes, which are not returned.
        mapped: Takes up how many quads are of a dialect.

    Raises:
        MemoryError: A line is too long to be read again.
    """
    lines = block.splitlines()  # any other end of a line is escaped
    if len(block) > _LONGEST_LINE and max(map(len, lines)) > _LONGEST_LINE:
        raise MemoryError("a line has more than 16 MiB")

    if _BLANK in block:
        blank += filter(_has_blank_node, lines)
        lines = list(filterfalse(_has_blank_node, lines))
    if _OLD_SCHEMA in block:
        lines = list(map(_rename_schema, lines))
    for name, dialect in DIALECTS.items():
        if dialect.mark not in block:
            continue
        marked = b"\n".join(line for line in lines if dialect.mark in line)
        quads = pyoxigraph.parse(input=marked, format=RdfFormat.N_QUADS)
        ours = [list(convert_quad(dialect, quad, base)) for quad in quads]
        mapped[name] += sum(map(bool, ours))
        lines += to_nquads(chain.from_iterable(ours)).splitlines()
    return lines


def _has_blank_node(line: bytes) -> bool:
    """Tell whether a line of canonical N-Quads names a blank node.

    >>> _has_blank_node(b'_:a <x:b> "c" .'), _has_blank_node(b'<x:a> <x:b> " _:c" .')
    (True, False)
    """
    before, _, after = _split_at_text(line)
    return b" _:" in b" " + before + after  # no IRI has a space


def _rename_schema(line: bytes) -> bytes:
    """Return a line of N-Quads with the namespace of schema.org that we use, but for its text.

    >>> _rename_schema(b'<x:a> <http://schema.org/text> "<http://schema.org/>" <x:g> .')
    b'<x:a> <https://schema.org/text> "<http://schema.org/>" <x:g> .'
    """
    before, text, after = _split_at_text(line)
    return before.replace(_OLD_SCHEMA, _SCHEMA) + text + after.replace(_OLD_SCHEMA, _SCHEMA)


def _split_at_text(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Return what a line of N-Quads has before its text, the text with its marks, and the rest.

    A line has one text at most, and only a text has the mark.
    """
    before, first_mark, rest = line.partition(b'"')
    text, last_mark, after = rest.rpartition(b'"')
    return before, first_mark + text + last_mark, after
