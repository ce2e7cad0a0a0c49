"""Building a store: Oxigraph on disk, a named graph for each article, and their union.

The default graph holds the union, since the one that Oxigraph can make counts a triple as often as
there are graphs that hold it: a claim that a hundred papers print would come a hundred times.

A store that stands at its place is never written to: a new one is built in a folder beside it,
which takes its place once it is done. The truth is the N-Quads file that a store is built from; a
store that is spoilt is built again.
"""

from __future__ import annotations

import fcntl
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, Store

from kg.disk.folders import InUseError, replacing
from kg.errors import StoreError
from kg.store.opening import is_store, loading
from kg.store.search import INDEX_FILE, index_of
from kg.store.subjects import add_subjects
from kg.store.sums import write_sums

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["build_store", "building"]

_LOCK: Final = "LOCK"
"""The file that RocksDB locks for as long as it may write to a folder."""
_THREADS: Final = 2
_LINES_AT_ONCE: Final = 50_000
"""Lines that a thread loads: more take more memory, fewer make more files for RocksDB to join."""
_END: Final = b" .\n"
_SPACES_OF_TRIPLE: Final = 3
"""Spaces in a line without a graph, if no text has more."""


def build_store(target: Path, nquads: Path) -> None:
    """Build a store from an N-Quads file; if that fails, what stood at the target still stands.

    Args:
        target: The folder of the store: an older store, an empty folder, or nothing yet.
        nquads: The file, as `kg.rdf.to_nquads` writes it.

    Raises:
        StoreError: The file is not N-Quads; or the target is in use, is not a store, or cannot be
            written.
    """
    with building(target, nquads):
        pass


@contextmanager
def building(target: Path, nquads: Path) -> Iterator[None]:
    """Build a store as `build_store` does, in a thread, while the block of `with` runs.

    The store takes its place when both have ended well.
    """
    try:
        _check_replaceable(target)
        with replacing(target) as folder, ThreadPoolExecutor(1) as pool:
            filled = pool.submit(_fill_folder, folder, nquads)
            yield
            filled.result()
    except (InUseError, BlockingIOError) as error:
        raise StoreError(
            f"the store {target} is in use by another process; wait until it ends, or stop it"
        ) from error
    except OSError as error:
        raise StoreError(
            f"the store {target} cannot be written ({error}); check the folder and the disk"
        ) from error


def _check_replaceable(target: Path) -> None:
    """Raise an error where a new store must not take the place of what is there.

    Raises:
        StoreError: It is not a store.
        BlockingIOError: Another program writes to it.
    """
    if is_store(target):
        with suppress(FileNotFoundError), (target / _LOCK).open("rb+") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    elif target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise StoreError(
            f"{target} is there already and is no store; name another folder, or move it away"
        )


def _fill_folder(folder: Path, nquads: Path) -> None:
    store = Store(folder)
    with loading(nquads):
        _load_lines(store, nquads)
    add_subjects(store)
    store.flush()
    index = index_of(store.query, folder / INDEX_FILE)  # type: ignore[arg-type]  # a SELECT
    index.connection.close()
    del store  # closes it: what it still tidies up must not be in a folder that has moved
    write_sums(folder)


def _load_lines(store: Store, nquads: Path) -> None:
    """Load canonical N-Quads, some lines at a time, so that memory does not grow with them."""
    with nquads.open("rb") as file, ThreadPoolExecutor(_THREADS) as pool:
        running: deque[Future[None]] = deque()
        while lines := list(islice(file, _LINES_AT_ONCE)):
            if len(running) == _THREADS:
                running.popleft().result()
            running.append(pool.submit(_load_block, store, lines))
        for block in running:
            block.result()


def _load_block(store: Store, lines: list[bytes]) -> None:
    """Load lines, and of each also the triple alone, into the default graph."""
    data = b"".join([*lines, *map(_without_graph, lines)])
    # lenient: whoever wrote the lines checked their IRIs; to look again takes a tenth of the time
    store.bulk_load(data, format=RdfFormat.N_QUADS, lenient=True)


def _without_graph(line: bytes) -> bytes:
    r"""Return a line of canonical N-Quads without its graph, if it names one.

    >>> _without_graph(b'<x:s> <x:p> "a <b> ." <x:g> .\n')
    b'<x:s> <x:p> "a <b> ." .\n'
    >>> _without_graph(b"<x:s> <x:p> <<( <x:a> <x:b> <x:c> )>> .\n")
    b'<x:s> <x:p> <<( <x:a> <x:b> <x:c> )>> .\n'
    """
    if not line.endswith(_END):
        raise SyntaxError(f"{line[:80]!r} is no whole line of N-Quads")
    cut = line.rfind(b" ", 0, -len(_END))
    last = line[cut:]
    # Without a graph, the last space may stand in a text, before its closing mark, or in a triple
    # that is a term.
    is_term = last.startswith((b" <", b" _:")) and b'"' not in last
    return line[:cut] + _END if is_term and line.count(b" ") > _SPACES_OF_TRIPLE else line
