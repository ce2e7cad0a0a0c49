"""Serving a build, from the first request to the last."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.serve.answers import Served, application
from kg.serve.front import Front
from kg.serve.workers import Workers
from kg.store import find_store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def serving(path: Path, port: int = 7878, seconds: int = 30) -> Iterator[Front]:
    """Serve a build on 127.0.0.1.

    Args:
        path: The folder of the build or store.
        port: To listen at; 0 takes a free one.
        seconds: That a query may take.

    Yields:
        The front, listening at its `port`; call its `run`. All ends with the block.

    Raises:
        StoreError: There is no such store, or the port is taken.
    """
    folder = find_store(path)
    if folder is None:
        raise StoreError(f"{path} is no store; build one with `kg build`")
    page = next(
        (file for file in (path / "claims.html", folder.parent / "claims.html") if file.exists()),
        None,
    )
    workers = Workers(folder, seconds)
    try:
        front = Front(application(Served(graph=open_store(path), page=page, workers=workers)), port)
        try:
            yield front
        finally:
            workers.stop()  # which ends what requests wait for
            front.close()
    finally:
        workers.stop()
