"""Stage 6, the store: Oxigraph on disk, one named graph an article, and their union as the default graph.

The union is stored, since the one that Oxigraph can make counts a triple as often as there are graphs that hold it: a
claim that a hundred papers print would come a hundred times.

A store is built whole or not at all: in a folder beside the target, which takes the target's place once it is done. Its
truth is the N-Quads file that it is built from; a store that is lost or spoilt is built again.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import DefaultGraph, RdfFormat, Store
from rdflib import Graph

from kg.errors import StoreError
from kg.rdf.serialise import named, to_oxigraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib import URIRef

    from kg.rdf.nodes import Quad

FORMATS: Final = {
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
}
MARK: Final = "CURRENT"  # every folder of RocksDB, on which Oxigraph stands, has this file


def build_store(target: Path, nquads: Path) -> None:
    """Build a store from an N-Quads file; if that fails, what stood at the target still stands there.

    Args:
        target: The folder of the store: an older store, an empty folder, or nothing yet.
        nquads: The file, as `kg.rdf.to_nquads` writes it.

    Raises:
        StoreError: The file is no N-Quads; or the target is in use, no store, or cannot be written.
    """
    check_replaceable(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as workshop:
            new, old = Path(workshop) / "new", Path(workshop) / "old"
            store = Store(new)
            load_file(store, nquads)
            store.flush()
            del store  # lets go of the folder
            swap(new, target, old)
    except OSError as error:
        raise StoreError(f"the store {target} cannot be written ({error}); check the folder and the disk") from error


def open_store(path: Path) -> Store:
    """Open a store to write to it, and make it if it is not there; nobody else can open it meanwhile.

    Raises:
        StoreError: Another process has it open, or the folder cannot be used.
    """
    try:
        return Store(path)
    except OSError as error:
        if "lock" in str(error).lower():
            raise StoreError(
                f"the store {path} is in use by another process; wait until it ends, or stop it"
            ) from error
        raise StoreError(f"the store {path} cannot be opened ({error}); build it again with `kg build`") from error


def read_store(path: Path) -> Store:
    """Open a store as it is now, to read only; or load an RDF file (.nq, .nt, .trig, .ttl) into memory.

    Raises:
        StoreError: There is no such store or file, or the file is of no known format or broken.
    """
    if path.is_dir():
        if not (path / MARK).exists():
            raise StoreError(f"{path} is a folder but no store; build one with `kg build`")
        try:
            return Store.read_only(str(path))
        except OSError as error:
            raise StoreError(f"the store {path} cannot be read ({error}); build it again with `kg build`") from error
    store = Store()
    load_file(store, path)
    return store


def read_graph(store: Store) -> Graph:
    """The union of a store's graphs, in memory.

    Args:
        store: From `read_store`.
    """
    triples = store.quads_for_pattern(None, None, None, DefaultGraph())
    data = pyoxigraph.serialize((quad.triple for quad in triples), format=RdfFormat.N_TRIPLES)
    return Graph().parse(data=data or b"", format="nt")


def replace_article(store: Store, article: URIRef, quads: Iterable[Quad]) -> None:
    """Make an article's graph hold exactly these quads, and mend the union; no quads retract the article.

    New quads go in, all at once, before stale ones go out: a crash between the two leaves too much, never too little,
    and doing it again mends that.
    """
    graph = named(article)
    wanted = {to_oxigraph(quad) for quad in quads}
    stale = set(store.quads_for_pattern(None, None, None, graph)) - wanted
    store.extend([*wanted, *map(in_union, wanted)])
    for quad in stale:
        store.remove(quad)
        if set(store.quads_for_pattern(quad.subject, quad.predicate, quad.object)) == {in_union(quad)}:
            store.remove(in_union(quad))  # no other article says it
    if not wanted:
        store.remove_graph(graph)
    store.flush()


def load_file(store: Store, path: Path) -> None:
    """Load an RDF file, of the format that its name ends in.

    Raises:
        StoreError: The file is missing, of no known format, or broken.
    """
    if not path.exists():
        raise StoreError(f"{path} does not exist; give a store or an RDF file, or build one with `kg build`")
    if path.suffix not in FORMATS:
        raise StoreError(f"{path} is of no known RDF format; the known ones are {', '.join(FORMATS)}")
    try:
        store.bulk_load(path=path, format=FORMATS[path.suffix])
        store.bulk_extend(in_union(quad) for quad in store if quad.graph_name != DefaultGraph())
    except SyntaxError as error:
        raise StoreError(f"{path} is broken: {error}; write it again") from error
    except OSError as error:
        raise StoreError(f"{path} cannot be loaded ({error}); check the file and the disk") from error


def in_union(quad: pyoxigraph.Quad) -> pyoxigraph.Quad:
    """The same triple in the default graph."""
    return pyoxigraph.Quad(quad.subject, quad.predicate, quad.object)


def check_replaceable(target: Path) -> None:
    """Raise StoreError where a new store must not take the place of what is there."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not (target / MARK).exists():
        raise StoreError(f"{target} is there already and is no store; name another folder, or move it away")
    open_store(target)


def swap(new: Path, target: Path, old: Path) -> None:
    """Put a new folder in the place of an old one."""
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
