"""Blank nodes become IRIs, so that the same file merged twice adds nothing.

The blank nodes of a file fall into groups that no triple joins. Each group is put into its
canonical form (RDF Dataset Canonicalization, RDFC-1.0, W3C 2024); the SHA-256 of that form and the
label in it make the IRI. What else the file holds doesn't matter, so the same group has the same
IRIs in every file.
"""

from __future__ import annotations

import hashlib
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
from kg.rdf.iris import mint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SECONDS: Final = 60
"""How long the blank nodes of a file may take, and longer by a second for each `LINES_A_SECOND`.

RDFC-1.0 takes for ever on graphs that are made for it, and memory without end.
"""
LINES_A_SECOND: Final = 1000
MEMORY: Final = 1 << 30
"""Bytes that naming them may take, and so many more for each line; a million lines of records took 700 MB."""
BYTES_A_LINE: Final = 1 << 12


def has_blank(quad: Quad) -> bool:
    """Whether a quad names a blank node.

    >>> from pyoxigraph import Literal
    >>> has_blank(Quad(NamedNode("x:a"), NamedNode("x:b"), BlankNode()))
    True
    """
    return any(blank_nodes(term) for term in (quad.subject, quad.object, quad.graph_name))


def blank_nodes(term: object) -> tuple[BlankNode, ...]:
    """The blank nodes of a term; a triple that is a term may hold some."""
    if isinstance(term, BlankNode):
        return (term,)
    if isinstance(term, Triple):
        return tuple(node for part in (term.subject, term.object) for node in blank_nodes(part))
    return ()


def named(lines: bytes, base: str, seconds: float = SECONDS) -> bytes:
    """N-Quads with IRIs in the place of their blank nodes.

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
    limit, memory = seconds + count // LINES_A_SECOND, MEMORY + count * BYTES_A_LINE
    code = "from kg.merge.skolem import answer; answer()"
    command = [sys.executable, "-c", code, base, str(limit), str(memory)]
    worker = subprocess.run(command, input=lines, capture_output=True, check=False)  # noqa: S603 - our own command
    if worker.returncode == -signal.SIGALRM:
        raise InputError(
            f"its blank nodes could not be told apart in {limit:g} seconds; give them IRIs"
        )
    if worker.returncode < 0 or b"MemoryError" in worker.stderr:
        raise InputError(
            f"its blank nodes could not be told apart in {memory / 1e9:.1f} GB of memory; give them IRIs"
        )
    worker.check_returncode()
    return worker.stdout


def answer() -> None:
    """In the other process: name the blank nodes of the quads on standard input."""
    _, base, seconds, memory = sys.argv
    with limited(int(memory)) as count:
        count(float(seconds))
        groups = joined(pyoxigraph.parse(input=sys.stdin.buffer, format=RdfFormat.N_QUADS))
        found = (quad for group in groups for quad in named_group(group, base))
        pyoxigraph.serialize(found, sys.stdout.buffer, format=RdfFormat.N_QUADS)
        sys.stdout.buffer.flush()


def joined(quads: Iterable[Quad]) -> list[list[Quad]]:
    """Quads in groups that share no blank node.

    >>> a, b = BlankNode("a"), BlankNode("b")
    >>> [len(group) for group in joined([Quad(a, NamedNode("x:p"), a), Quad(b, NamedNode("x:p"), b)])]
    [1, 1]
    """
    parent: dict[BlankNode, BlankNode] = {}

    def root(node: BlankNode) -> BlankNode:
        while (above := parent.setdefault(node, node)) != node:
            parent[node] = node = parent[above]
        return node

    listed = [(quad, [*blanks_of(quad)]) for quad in quads]
    for _, nodes in listed:
        for node in nodes[1:]:
            parent[root(node)] = root(nodes[0])
    groups: dict[BlankNode, list[Quad]] = defaultdict(list)
    for quad, nodes in listed:
        groups[root(nodes[0])].append(quad)
    return list(groups.values())


def blanks_of(quad: Quad) -> Iterator[BlankNode]:
    """The blank nodes of a quad."""
    for term in (quad.subject, quad.object, quad.graph_name):
        yield from blank_nodes(term)


def named_group(quads: list[Quad], base: str) -> Iterator[Quad]:
    """A group with IRIs in the place of its blank nodes."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted((pyoxigraph.serialize(dataset, format=RdfFormat.N_QUADS) or b"").split(b"\n"))
    key = hashlib.sha256(b"\n".join(lines)).hexdigest()
    for quad in dataset:
        yield replaced(quad, lambda node: NamedNode(mint(base, "node", key, node.value)))


def replaced(quad: Quad, name: Callable[[BlankNode], NamedNode]) -> Quad:
    """A quad with other names for its blank nodes."""

    def term(node: object) -> object:
        if isinstance(node, BlankNode):
            return name(node)
        if isinstance(node, Triple):
            return Triple(term(node.subject), node.predicate, term(node.object))  # type: ignore[arg-type]
        return node

    return Quad(term(quad.subject), quad.predicate, term(quad.object), term(quad.graph_name))  # type: ignore[arg-type]
