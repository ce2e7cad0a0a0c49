"""Stage 6c, pushing: the graphs of a build to a server, one article at a time, going on where it was stopped.

What the server acknowledged stands, with the hash of what it got, in a journal beside the build: a
line for each graph, on the disk before the next is sent. So a push that is stopped goes on after
it, and a second push sends what changed.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from kg.disk.folders import InUseError, locked
from kg.errors import InputError, StoreError
from kg.store import open_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from kg.store.client import Server

GONE: Final = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """How many graphs a push sent, left as they were, and deleted."""

    sent: int
    unchanged: int
    deleted: int


def push(
    path: Path,
    server: Server,
    *,
    again: bool = False,
    prune: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Pushed:
    """Make a server's graphs of our articles those of a build; each graph is replaced whole, so doing it twice is well.

    Args:
        path: The build, store or RDF file with named graphs.
        server: The address of its graph store (SPARQL 1.1 Graph Store HTTP Protocol).
        again: Send everything, whatever was sent before.
        prune: Delete the graphs that were sent before and are not in the build any more.
        progress: Is told after each graph how many are done, of how many.

    Raises:
        StoreError: The build cannot be read, or the server cannot be reached or refuses; what it
            took before, it has.
        InputError: There is no named graph.
    """
    journal = (
        path if path.is_dir() else path.parent
    ) / f"pushed-{hashlib.sha256(server.url.encode()).hexdigest()[:12]}"
    store = open_graph(path).store
    names = sorted(name.value for name in store.named_graphs() if isinstance(name, NamedNode))
    if not names:
        raise InputError(f"{path} has no named graph to push; give a build, a store or N-Quads")
    try:
        with (
            locked(journal.with_name(f".{journal.name}.lock")),
            journal.open("a", encoding="utf-8") as file,
        ):
            known = {} if again else read_journal(journal)
            sent = 0
            for done, name in enumerate(names, start=1):
                data = ntriples(store, name)
                digest = hashlib.sha256(data).hexdigest()
                if known.get(name) != digest:
                    server.put(name, data)
                    acknowledge(file.fileno(), digest, name)
                    sent += 1
                progress(done, len(names))
            stale = sorted(known.keys() - set(names)) if prune else []
            for name in stale:
                server.delete(name)
                acknowledge(file.fileno(), GONE, name)
    except InUseError as error:
        raise StoreError(
            f"{path} is being pushed to {server.url} by another process; wait until it ends"
        ) from error
    except OSError as error:
        raise StoreError(
            f"{journal} cannot be written ({error}); check the folder and the disk"
        ) from error
    return Pushed(sent=sent, unchanged=len(names) - sent, deleted=len(stale))


def ntriples(store: Store, graph: str) -> bytes:
    """The triples of a graph as sorted N-Triples."""
    quads = store.quads_for_pattern(None, None, None, NamedNode(graph))
    data = pyoxigraph.serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(data.splitlines(keepends=True)))


def acknowledge(descriptor: int, digest: str, name: str) -> None:
    """Write down, on the disk, that the server has a graph."""
    os.write(descriptor, f"{digest} {name}\n".encode())
    os.fsync(descriptor)


def read_journal(journal: Path) -> dict[str, str]:
    """What the server has, by graph; a line that was cut off counts as nothing."""
    return (
        {name: digest for digest, name in lines(journal) if digest != GONE}
        if journal.exists()
        else {}
    )


def lines(journal: Path) -> Iterator[tuple[str, str]]:
    """The last line of each graph."""
    last: dict[str, str] = {}
    for line in journal.read_text("utf-8").split("\n")[:-1]:
        digest, _, name = line.partition(" ")
        last[name] = digest
    return ((digest, name) for name, digest in last.items())
