"""Stage 6, the store: Oxigraph on disk, one named graph an article, and their union as the default graph.

The union is stored, since the one that Oxigraph can make counts a triple as often as there are
graphs that hold it: a claim that a hundred papers print would come a hundred times.

A store that stands at its place is never written to: it is built, or changed as a copy, in a folder
beside the target, which takes the target's place once it is done. So a reader, which holds the
folder that it opened, reads one state of the graph to its end. The truth is the N-Quads file that a
store is built from; a store that is spoilt is built again.
"""

from __future__ import annotations

import fcntl
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import DefaultGraph, RdfFormat, Store
from rdflib import Graph

from kg.disk.folders import InUseError, hold, replacing
from kg.errors import StoreError
from kg.rdf.serialise import named, to_oxigraph
from kg.store.search import FILE, Index, index_of, open_index
from kg.store.sums import SUMS, Checked, check_all, check_opened, write_sums

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rdflib import URIRef

    from kg.rdf.nodes import Quad

FORMATS: Final = {
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
}
MARK: Final = "CURRENT"  # every folder of RocksDB, on which Oxigraph stands, has this file
LOCK: Final = "LOCK"
"""The file that RocksDB locks for as long as it may write to a folder."""

THREADS: Final = 2
AT_ONCE: Final = 50_000
"""Lines that a thread loads at once: more take more memory, fewer make more files that RocksDB has to join."""
END: Final = b" .\n"
TRIPLE: Final = 3
"""Spaces in a line without a graph, where no text has more."""


@dataclass(frozen=True, slots=True)
class OpenStore:
    """A graph to ask: a store, and the search index that stands in its folder, if any."""

    store: Store
    index: Index | None = None


def build_store(target: Path, nquads: Path) -> None:
    """Build a store from an N-Quads file; if that fails, what stood at the target still stands there.

    Args:
        target: The folder of the store: an older store, an empty folder, or nothing yet.
        nquads: The file, as `kg.rdf.to_nquads` writes it.

    Raises:
        StoreError: The file is no N-Quads; or the target is in use, no store, or cannot be written.
    """
    with building(target, nquads):
        pass


@contextmanager
def building(target: Path, nquads: Path) -> Iterator[None]:
    """As `build_store`, in a thread while the block runs; the store takes its place when both have ended well."""
    check_replaceable(target)
    with new_folder(target) as folder, ThreadPoolExecutor(1) as pool:
        filled = pool.submit(fill, folder, nquads)
        yield
        filled.result()


def fill(folder: Path, nquads: Path) -> None:
    """Make a store of the lines of a file."""
    store = Store(folder)
    load_lines(store, nquads)
    store.flush()
    make_index(store, folder)
    del store  # closes it: what it still tidies up must not be in a folder that has moved
    write_sums(folder)


@contextmanager
def edited(target: Path) -> Iterator[Store]:
    """A copy of a store to write to, which takes the store's place when the block ends without an error.

    The copy shares the files of the store on disk, so it costs what changes.

    Args:
        target: The folder of the store; an empty one is made where there is none.

    Raises:
        StoreError: It is in use, no store, or cannot be written.
    """
    check_replaceable(target)
    with new_folder(target) as folder:
        work = folder.with_name("work")
        if is_store(target):
            check_opened(target, target)
            Store.read_only(str(target)).backup(work)
        store = Store(work)
        yield store
        store.flush()
        store.backup(
            folder
        )  # whoever holds the store holds it open, which a folder that moves must not be
        make_index(store, folder)
        write_sums(folder)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """As `kg.disk.folders.replacing`, with the errors of a store."""
    try:
        with replacing(target) as folder:
            yield folder
    except InUseError as error:
        raise in_use(target) from error
    except OSError as error:
        raise unwritable(target, error) from error


def make_index(store: Store, folder: Path) -> None:
    """Make the search index of a store, in its folder."""
    index_of(store.query, folder / FILE).connection.close()  # type: ignore[arg-type]  # SELECT gives solutions


def in_use(path: Path) -> StoreError:
    """The error of a store that another process writes to."""
    return StoreError(
        f"the store {path} is in use by another process; wait until it ends, or stop it"
    )


def unwritable(path: Path, error: OSError) -> StoreError:
    """The error of a store that the system lets nobody write."""
    return StoreError(
        f"the store {path} cannot be written ({error}); check the folder and the disk"
    )


def open_graph(path: Path) -> OpenStore:
    """Open a store as it is now, with its search index; or load an RDF file (.nq, .nt, .trig, .ttl) into memory.

    Args:
        path: The folder of a build or a store, or the file.

    Raises:
        StoreError: There is no such store or file, the store is damaged, or the file is of no known
            format or broken.
    """
    path = store_at(path)
    if not path.is_dir():
        store = Store()
        load_file(store, path)
        return OpenStore(store)
    if not is_store(path):
        raise StoreError(f"{path} is a folder but no store; build one with `kg build`")
    try:
        folder = hold(path)
        check_opened(folder, path)
        store = Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:
        raise StoreError(
            f"the store {path} cannot be read ({error}); build it again with `kg build`"
        ) from error
    return OpenStore(store, open_index(folder / FILE) if (folder / FILE).exists() else None)


def check_store(path: Path) -> Checked:
    """Compare all files of a store with the checksums that were written when it was built.

    Args:
        path: The folder of a build or a store.

    Raises:
        StoreError: There is no such store, or it has no checksums.
    """
    path = store_at(path)
    if not is_store(path):
        raise StoreError(f"{path} is no store; give the folder of one, or of a build")
    try:
        return check_all(hold(path), path)
    except OSError as error:
        raise StoreError(
            f"the store {path} cannot be read ({error}); check the folder and the disk"
        ) from error


def store_at(path: Path) -> Path:
    """The store of a build, or the path itself."""
    return path / "store" if (path / "store").is_dir() else path


def read_store(path: Path) -> Store:
    """As `open_graph`, without the index."""
    return open_graph(path).store


def store_of(quads: Iterable[pyoxigraph.Quad]) -> Store:
    """A store in memory that holds some quads, and their union as the default graph."""
    store = Store()
    store.bulk_extend(quads)
    unite(store)
    return store


def unite(store: Store) -> None:
    """Make the default graph the union of all graphs."""
    store.bulk_extend(in_union(quad) for quad in store if quad.graph_name != DefaultGraph())


def read_graph(store: Store) -> Graph:
    """The union of a store's graphs, in memory.

    Args:
        store: From `read_store`.
    """
    triples = store.quads_for_pattern(None, None, None, DefaultGraph())
    data = pyoxigraph.serialize((quad.triple for quad in triples), format=RdfFormat.N_TRIPLES)
    return Graph().parse(data=data or b"", format="nt")


def replace_article(store: Store, article: URIRef, quads: Iterable[Quad]) -> None:
    """Make an article's graph hold exactly these quads, and mend the union, in one step; no quads retract the article.

    One update of SPARQL is one transaction: it happens, or it does not, whatever stops the process.

    Args:
        store: From `edited`.
        article: The article's IRI, which names its graph.
        quads: What is to be in it.
    """
    graph = named(article)
    wanted = {to_oxigraph(quad) for quad in quads}
    stale = set(store.quads_for_pattern(None, None, None, graph)) - wanted
    lonely = [quad for quad in stale if held_by(store, quad) == {graph, DefaultGraph()}]
    removed = [*map(written, stale), *map(written, map(in_union, lonely))]
    added = [*map(written, wanted), *map(written, map(in_union, wanted))]
    store.update(f"DELETE DATA {{ {' '.join(removed)} }} ; INSERT DATA {{ {' '.join(added)} }}")
    if not wanted:
        store.remove_graph(graph)
    store.flush()


def held_by(store: Store, quad: pyoxigraph.Quad) -> set[object]:
    """The graphs that hold a triple."""
    return {
        found.graph_name
        for found in store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
    }


def written(quad: pyoxigraph.Quad) -> str:
    """A quad as a SPARQL update has it."""
    triple = f"{quad.subject} {quad.predicate} {quad.object} ."
    return (
        triple if quad.graph_name == DefaultGraph() else f"GRAPH {quad.graph_name} {{ {triple} }}"
    )


def load_lines(store: Store, nquads: Path) -> None:
    """Load canonical N-Quads, some at a time, so that memory does not grow with them; of each also the triple alone.

    Raises:
        StoreError: The file is missing or broken.
    """

    def load(lines: list[bytes]) -> None:
        # lenient: whoever wrote the lines saw to it that their IRIs are some; to look again takes a tenth of the time
        store.bulk_load(
            b"".join([*lines, *map(triple_of, lines)]), format=RdfFormat.N_QUADS, lenient=True
        )

    try:
        with nquads.open("rb") as file, ThreadPoolExecutor(THREADS) as pool:
            running: set[Future[None]] = set()
            while lines := list(islice(file, AT_ONCE)):
                if len(running) == THREADS:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    for block in done:
                        block.result()
                running.add(pool.submit(load, lines))
            for block in running:
                block.result()
    except SyntaxError as error:
        raise broken(nquads, error) from error
    except OSError as error:
        raise StoreError(
            f"{nquads} cannot be loaded ({error}); check the file and the disk"
        ) from error


def triple_of(line: bytes) -> bytes:
    r"""A line of canonical N-Quads without its graph, if it names one.

    Raises:
        SyntaxError: It is no such line.

    >>> triple_of(b'<x:s> <x:p> "a <b> ." <x:g> .\n'), triple_of(b"<x:s> <x:p> <x:o> .\n")
    (b'<x:s> <x:p> "a <b> ." .\n', b'<x:s> <x:p> <x:o> .\n')
    >>> triple_of(b"<x:s> <x:p> <<( <x:a> <x:b> <x:c> )>> .\n")
    b'<x:s> <x:p> <<( <x:a> <x:b> <x:c> )>> .\n'
    """
    if not line.endswith(END):
        raise SyntaxError(f"{line[:80]!r} is no whole line of N-Quads")
    cut = line.rfind(b" ", 0, -len(END))
    last = line[cut:]
    # where no graph follows, the last space may stand in a text, before its closing mark, or in a triple that is a term
    has_graph = last.startswith((b" <", b" _:")) and b'"' not in last and line.count(b" ") > TRIPLE
    return line[:cut] + END if has_graph else line


def broken(path: Path, error: SyntaxError) -> StoreError:
    """The error of a file that is no RDF of its format."""
    return StoreError(f"{path} is broken: {error}; write it again")


def load_file(store: Store, path: Path) -> None:
    """Load an RDF file, of the format that its name ends in.

    Raises:
        StoreError: The file is missing, of no known format, or broken.
    """
    if not path.exists():
        raise StoreError(
            f"{path} does not exist; give a store or an RDF file, or build one with `kg build`"
        )
    if path.suffix not in FORMATS:
        raise StoreError(
            f"{path} is of no known RDF format; the known ones are {', '.join(FORMATS)}"
        )
    try:
        store.bulk_load(path=path, format=FORMATS[path.suffix])
        unite(store)
    except SyntaxError as error:
        raise broken(path, error) from error
    except OSError as error:
        raise StoreError(
            f"{path} cannot be loaded ({error}); check the file and the disk"
        ) from error


def in_union(quad: pyoxigraph.Quad) -> pyoxigraph.Quad:
    """The same triple in the default graph."""
    return pyoxigraph.Quad(quad.subject, quad.predicate, quad.object)


def is_store(folder: Path) -> bool:
    """Whether a folder is a store, be it a damaged one."""
    return (folder / MARK).exists() or (folder / SUMS).exists()


def check_replaceable(target: Path) -> None:
    """Raise StoreError where a new store must not take the place of what is there."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not is_store(target):
        raise StoreError(
            f"{target} is there already and is no store; name another folder, or move it away"
        )
    try:
        with (target / LOCK).open("rb+") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise in_use(target) from error
    except FileNotFoundError:
        pass  # so nobody can have locked it
    except OSError as error:
        raise unwritable(target, error) from error
