"""Pushing the graphs of a build to a server, one article at a time.

What the server acknowledged stands, with the hash of what it got, in a journal beside the build: a
line for each graph, on the disk before the next is sent. So a push that is stopped goes on where it
was, and a second push sends what changed.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, RdfFormat

from kg.disk.folders import InUseError, locked
from kg.errors import InputError, StoreError
from kg.store.client import delete_graph, put_graph
from kg.store.opening import read_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pyoxigraph import Store

    from kg.store.web import Server

__all__ = ["Pushed", "push"]

_DELETED: Final = "-"


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
    progress: Callable[[int, int], None] | None = None,
) -> Pushed:
    """Make a server's graphs of our articles the same as those of a build.

    Each graph is replaced whole, so doing it twice does no harm.

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
    store = read_store(path)
    names = sorted(name.value for name in store.named_graphs() if isinstance(name, NamedNode))
    if not names:
        raise InputError(f"{path} has no named graph to push; give a build, a store or N-Quads")

    folder = path if path.is_dir() else path.parent
    journal = folder / f"pushed-{hashlib.sha256(server.url.encode()).hexdigest()[:12]}"
    lock = journal.with_name(f".{journal.name}.lock")
    sent, stale = 0, []
    try:
        with locked(lock), journal.open("a", encoding="utf-8") as file:
            known = {} if again else _read_journal(journal)
            for done, name in enumerate(names, start=1):
                data = _ntriples_of(store, name)
                digest = hashlib.sha256(data).hexdigest()
                if known.get(name) != digest:
                    put_graph(server, name, data)
                    _acknowledge(file.fileno(), digest, name)
                    sent += 1
                if progress:
                    progress(done, len(names))
            if prune:
                stale = sorted(known.keys() - set(names))
            for name in stale:
                delete_graph(server, name)
                _acknowledge(file.fileno(), _DELETED, name)
    except InUseError as error:
        raise StoreError(
            f"{path} is being pushed to {server} by another process; wait until it ends"
        ) from error
    except OSError as error:
        raise StoreError(
            f"{journal} cannot be written ({error}); check the folder and the disk"
        ) from error
    return Pushed(sent=sent, unchanged=len(names) - sent, deleted=len(stale))


def _ntriples_of(store: Store, graph: str) -> bytes:
    """Return the triples of a graph as sorted N-Triples."""
    data = store.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph)) or b""
    return b"".join(sorted(data.splitlines(keepends=True)))


def _acknowledge(descriptor: int, digest: str, name: str) -> None:
    """Write down, on the disk, that the server has a graph."""
    os.write(descriptor, f"{digest} {name}\n".encode())
    os.fsync(descriptor)


def _read_journal(journal: Path) -> dict[str, str]:
    """Return the hash of what the server has of each graph; a line that was cut off is nothing."""
    known: dict[str, str] = {}
    for line in journal.read_text("utf-8").split("\n")[:-1]:
        digest, _, name = line.partition(" ")
        known[name] = digest
        if digest == _DELETED:
            del known[name]
    return known
