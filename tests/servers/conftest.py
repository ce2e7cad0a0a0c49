"""A served build."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from kg.rdf import to_nquads
from kg.serve import serve_build
from kg.store import build_store
from tests.query.disguises import Ears, listening
from tests.query.newsroom import QUADS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve")
    (folder / "claims.nq").write_text(to_nquads(QUADS), encoding="utf-8", newline="")
    (folder / "claims.html").write_text(
        "<title>the page</title><link rel=icon href=data:,>", encoding="utf-8"
    )
    build_store(folder / "store", folder / "claims.nq")
    return folder


@contextmanager
def served(folder: Path, seconds: int = 30) -> Iterator[str]:
    """The address of a build that is served in this process."""
    with serve_build(folder, port=0, seconds=seconds) as front:
        thread = threading.Thread(target=front.run)
        thread.start()
        try:
            yield f"http://127.0.0.1:{front.port}"
        finally:
            front.stop()
            thread.join()


@pytest.fixture(scope="session")
def url(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@pytest.fixture
def ears() -> Iterator[Ears]:
    with listening() as found:
        yield found
