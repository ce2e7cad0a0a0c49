"""Blank nodes become IRIs, so that the same file merged twice adds nothing.

The blank nodes of a file fall into groups that no triple joins. Each group is put into its
canonical form (RDF Dataset Canonicalization, RDFC-1.0, W3C 2024); the SHA-256 of that form and the
label in it make the IRI. What else the file holds doesn't matter, so the same group has the same
IRIs in every file.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
)

from kg.disk.processes import limited
from kg.errors import InputError
from kg.link.sets import DisjointSets
from kg.rdf.iris import mint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_SECONDS: Final = 60
"""How long the blank nodes of a file may take, and longer by a second for each `_LINES_A_SECOND`.

RDFC-1.0 takes for ever on graphs that are made for it, and memory without end.
"""
_LINES_A_SECOND: Final = 1000
_MEMORY: Final = 1 << 30
"""Bytes that naming them may take, and so many more for each line.

A million lines of records took 700 MB.
"""
_BYTES_A_LINE: Final = 1 << 12


def _find_blank_nodes(part: object) -> Iterator[BlankNode]:
    """Yield the blank nodes of a quad or a term; a triple that is a term may hold some."""
    if isinstance(part, BlankNode):
        yield part
    elif isinstance(part, Quad | Triple):
        for term in part:
            yield from _find_blank_nodes(term)


def name_blank_nodes(lines: bytes, base: str, seconds: float = _SECONDS) -> bytes:
    """Return N-Quads with IRIs in the place of their blank nodes.

    It is done in a process of its own, which may take some time and memory.

    Args:
        lines: All the quads of one file that name blank nodes.
        base: What the IRIs begin with.
        seconds: How long it may take, apart from the number of lines.

    Raises:
        InputError: It takes longer, or more memory.
        CalledProcessError: It has a defect.
    """
    if not lines:
        return b""
    count = lines.count(b"\n")
    limit, memory = seconds + count // _LINES_A_SECOND, _MEMORY + count * _BYTES_A_LINE
    code = f"from {__name__} import _answer_parent; _answer_parent()"
    command = [sys.executable, "-c", code, base, str(limit), str(memory)]
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # each thread of numpy holds memory
    worker = subprocess.run(  # noqa: S603 - our own command
        command, input=lines, capture_output=True, check=False, env=alone
    )
    allowed = ""
    if worker.returncode == -signal.SIGALRM:
        allowed = f"{limit:g} seconds"
    elif worker.returncode < 0 or b"MemoryError" in worker.stderr:
        allowed = f"{memory / 1e9:.1f} GB of memory"
    if allowed:
        raise InputError(f"its blank nodes could not be told apart in {allowed}; give them IRIs")
    worker.check_returncode()
    return worker.stdout


def _answer_parent() -> None:
    """In the other process: name the blank nodes of the quads on standard input."""
    _, base, seconds, memory = sys.argv
    with limited(int(memory)) as count_seconds:
        count_seconds(float(seconds))
        quads = pyoxigraph.parse(input=sys.stdin.buffer, format=RdfFormat.N_QUADS)
        named = (
            quad for group in _group_by_blank_nodes(quads) for quad in _name_group(group, base)
        )
        pyoxigraph.serialize(named, sys.stdout.buffer, format=RdfFormat.N_QUADS)
        sys.stdout.buffer.flush()


def _group_by_blank_nodes(quads: Iterable[Quad]) -> list[list[Quad]]:
    """Return quads, each of which names a blank node, in groups that share none.

    >>> a, b = BlankNode("a"), BlankNode("b")
    >>> quads = [Quad(a, NamedNode("x:p"), a), Quad(b, NamedNode("x:p"), b)]
    >>> [len(group) for group in _group_by_blank_nodes(quads)]
    [1, 1]
    """
    sets: DisjointSets[BlankNode] = DisjointSets()
    with_first_node: list[tuple[Quad, BlankNode]] = []
    for quad in quads:
        first, *others = _find_blank_nodes(quad)
        with_first_node.append((quad, first))
        for other in others:
            sets.join(first, other)

    groups: dict[BlankNode, list[Quad]] = defaultdict(list)
    for quad, node in with_first_node:
        groups[sets.find_root(node)].append(quad)
    return list(groups.values())


def _name_group(quads: list[Quad], base: str) -> Iterator[Quad]:
    """Yield a group with IRIs in the place of its blank nodes: the same in every file."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted((pyoxigraph.serialize(dataset, format=RdfFormat.N_QUADS) or b"").split(b"\n"))
    key = hashlib.sha256(b"\n".join(lines)).hexdigest()
    for quad in dataset:
        yield _rename(quad, lambda node: NamedNode(mint(base, "node", key, node.value)))


def _rename(quad: Quad, name: Callable[[BlankNode], NamedNode]) -> Quad:
    """Return a quad with other names for its blank nodes."""

    def rename_term(term: object) -> object:
        if isinstance(term, BlankNode):
            return name(term)
        if isinstance(term, Triple):
            return Triple(*map(rename_term, term))  # type: ignore[arg-type]  # one for each place
        return term

    return Quad(*map(rename_term, quad))  # type: ignore[arg-type]  # as above
