"""The one way to open a graph, whatever it is: a build, a store, an RDF file or a server.

A reader of a store holds the folder that it opened, so it reads one state of the graph to its end,
even when a new build takes the folder's place.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, RdfFormat, Store
from rdflib import Graph

from kg.disk.folders import hold
from kg.errors import StoreError, check_argument, check_path
from kg.store.client import fetch_quads
from kg.store.search import INDEX_FILE, Index, open_index
from kg.store.subjects import add_subjects
from kg.store.sums import SUMS, Checked, check_all, check_opened
from kg.store.web import Server, is_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.errors import Problem

__all__ = [
    "OpenStore",
    "can_open",
    "check_place",
    "check_store",
    "find_store",
    "is_store",
    "loading",
    "open_graph",
    "open_store",
    "read_graph",
    "read_store",
    "read_whole",
    "unite_graphs",
]

_LOG: Final = logging.getLogger(__name__)
_FORMATS: Final = {
    ".jsonld": RdfFormat.JSON_LD,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
}
_REMOTE: Final = "LoadDocumentCallback"
"""What Oxigraph says of JSON-LD whose context is elsewhere."""
_UNITE: Final = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_MARK: Final = "CURRENT"
"""A file that every folder of RocksDB has, on which Oxigraph stands."""


@dataclass(frozen=True, slots=True)
class OpenStore:
    """A graph to ask: a store, and the search index that stands in its folder, if any."""

    store: Store
    index: Index | None = None


def open_graph(where: Path | str, tell: Callable[[str], None] | None = None) -> OpenStore | Server:
    """Open a graph: a store as it is now, an RDF file in memory, or a server, to be asked.

    Args:
        where: The folder of a build or a store; a file that ends in .jsonld, .nq, .nt, .trig or
            .ttl; or, as a string, the address of a SPARQL server.
        tell: Is told, in a sentence, when a server has us wait.

    Raises:
        StoreError: There is no such store or file, the store is damaged, or the file is broken or
            of an unknown format.
        ConfigError: The address holds a password.
    """
    if isinstance(where, str) and is_url(where):
        return Server(where, tell)
    return open_store(Path(where))


def check_place(where: object) -> None:
    """Raise StoreError where something is neither the place of a graph nor a graph that is open."""
    kinds = (str, Path, Store, OpenStore, Server)
    remedy = "the path of a build, a store or an RDF file, the address of a server, or an open one"
    check_argument("the graph", where, kinds, remedy, StoreError)


def open_store(path: Path) -> OpenStore:
    """Open a build, a store or an RDF file as `open_graph` does."""
    folder = find_store(path)
    _LOG.info("opening %s", folder or path)
    return _open_folder(folder) if folder else OpenStore(_load_file(path))


def read_store(path: Path) -> Store:
    """Open a build, a store or an RDF file as `open_graph` does, without the search index."""
    return open_store(path).store


def read_whole(where: str, problems: list[Problem]) -> Store:
    """Return all of a graph as a store, that of a server in memory.

    Args:
        where: As for `open_graph`.
        problems: Gets one if a server says that it may have left out some.

    Raises:
        StoreError: As `open_graph`; or a server cannot be reached, or does not answer rightly.
        ConfigError: As `open_graph`.
    """
    graph = open_graph(where)
    if isinstance(graph, OpenStore):
        return graph.store
    store = Store()
    store.bulk_extend(fetch_quads(graph, problems))
    return unite_graphs(store)


def find_store(path: Path) -> Path | None:
    """Return the folder of a store: the path itself, or the store of a build; None without one."""
    for folder in (path / "store", path):
        if is_store(folder):
            return folder
    return None


def is_store(folder: Path) -> bool:
    """Tell whether a folder is a store, even a damaged one."""
    return (folder / _MARK).exists() or (folder / SUMS).exists()


def check_store(path: str | Path) -> Checked:
    """Compare all files of a store with the checksums that were written when it was built.

    Args:
        path: The folder of a build or a store.

    Raises:
        StoreError: There is no such store, or it has no checksums.
    """
    folder = find_store(check_path("the store", path))
    if folder is None:
        raise StoreError(f"{path} is no store; give the folder of one, or of a build")
    try:
        return check_all(hold(folder), folder)
    except OSError as error:
        raise StoreError(
            f"the store {folder} cannot be read ({error}); check the folder and the disk"
        ) from error


def can_open(path: Path) -> bool:
    """Tell whether a path is one that `open_graph` takes, or that it says the right thing about."""
    return not path.is_file() or path.suffix in _FORMATS


def load_nquads(data: bytes) -> Store:
    """Return canonical N-Quads as a store in memory, as that of a store of ours is."""
    store = Store()
    store.bulk_load(data, format=RdfFormat.N_QUADS, lenient=True)
    return unite_graphs(store)


def unite_graphs(store: Store) -> Store:
    """Make the default graph the union of all graphs, as that of a store of ours is.

    In it statements have subjects of their own, where the graphs say them of claims alone.
    """
    store.update(_UNITE)
    add_subjects(store)
    return store


def read_graph(store: Store) -> Graph:
    """Return the union of a store's graphs, in memory.

    Args:
        store: From `read_store`.
    """
    data = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    return Graph().parse(data=data or b"", format="nt")


@contextmanager
def loading(path: Path) -> Iterator[None]:
    """Raise StoreError where the RDF file that the block loads is broken or cannot be read."""
    try:
        yield
    except SyntaxError as error:
        if _REMOTE in str(error):
            remedy = "kg merge knows ours and that of schema.org"
            raise StoreError(f"{path} has a context that is not fetched; {remedy}") from error
        raise StoreError(f"{path} is broken: {error}; write it again") from error
    except OSError as error:
        raise StoreError(
            f"{path} cannot be loaded ({error}); check the file and the disk"
        ) from error


def _open_folder(path: Path) -> OpenStore:
    try:
        folder = hold(path)
        check_opened(folder, path)
        store = Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:
        raise StoreError(
            f"the store {path} cannot be read ({error}); build it again with `kg build`"
        ) from error
    index = folder / INDEX_FILE
    return OpenStore(store, open_index(index, path) if index.exists() else None)


def _load_file(path: Path) -> Store:
    """Load an RDF file, of the format that its name ends in."""
    if not path.exists():
        raise StoreError(
            f"{path} does not exist; give a store, an RDF file or an address that begins with "
            "http://, or build one with `kg build`"
        )
    if path.is_dir():
        raise StoreError(f"{path} is a folder but no store; build one with `kg build`")
    if path.suffix not in _FORMATS:
        known = ", ".join(_FORMATS)
        raise StoreError(f"{path} is of no known RDF format; the known ones are {known}")
    store = Store()
    with loading(path):
        store.bulk_load(path=path, format=_FORMATS[path.suffix])
    return unite_graphs(store)
