"""Serving a build, from the first request to the last."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

from kg.errors import StoreError
from kg.serve.answers import Served, make_application
from kg.serve.front import Front
from kg.serve.origins import check_origin
from kg.serve.workers import Workers
from kg.store import find_store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


PORT: Final = 7880
"""Where we listen, if nothing else is said; Oxigraph's server listens at 7878."""


@contextmanager
def serve_build(
    path: Path, port: int = PORT, seconds: int = 30, origins: Iterable[str] = ()
) -> Iterator[Front]:
    """Serve a build on 127.0.0.1 while the block runs.

    Args:
        path: The folder of the build or store.
        port: To listen at; 0 takes a free one.
        seconds: That a query may take.
        origins: Of pages of other sites that may ask the SPARQL endpoint; "*" for all.

    Yields:
        The front, listening at its `port`; call its `run`. All ends with the block.

    Raises:
        StoreError: There is no such store, or the port is taken.
        ConfigError: One of the origins is none.
    """
    allowed = frozenset(map(check_origin, origins))
    folder = find_store(path)
    if folder is None:
        raise StoreError(f"{path} is no store; build one with `kg build`")
    with ExitStack() as stack:
        workers = Workers(folder, seconds)
        stack.callback(workers.stop)
        page = _find_page(path, folder.parent)
        served = Served(graph=open_store(path), page=page, workers=workers, origins=allowed)
        front = Front(make_application(served), port)
        stack.callback(front.close)
        stack.callback(workers.stop)  # before the front, as it ends what requests wait for
        yield front


def _find_page(*folders: Path) -> Path | None:
    """Return the page of a build, which is in one of some folders; None if it has none."""
    for folder in folders:
        if (folder / "claims.html").exists():
            return folder / "claims.html"
    return None
