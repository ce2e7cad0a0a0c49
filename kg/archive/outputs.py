"""What a build leaves: all quads as sorted lines, a store of them, and a page and Turtle of as many as a person reads.

The lines are sorted in runs on disk, so that memory does not grow with them.
"""

from __future__ import annotations

import hashlib
import heapq
import tempfile
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.archive.versions import versions
from kg.errors import StoreError
from kg.files import whole
from kg.rdf import from_nquads, to_graph, to_nquads, to_turtle, version_quad
from kg.store import building
from kg.views.html import to_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.archive.manifest import Manifest

READABLE: Final = 300
"""Articles on the page and in Turtle, the newest: more would take longer to write than to extract."""
RUN: Final = 64 << 20
"""Bytes of lines that are sorted in memory at once."""


def write(manifest: Manifest, out: Path, base: str) -> None:
    """Write all outputs, each whole or not at all.

    Args:
        manifest: Of a finished build.
        out: The folder.
        base: What minted IRIs begin with.

    Raises:
        StoreError: A shard is damaged, or the outputs cannot be written.
    """
    links = [version_quad(article, first, base) for article, first in versions(manifest.bands())]
    quads = set(from_nquads(b"".join(readable(manifest))))
    articles = {quad[3] for quad in quads}
    quads |= {link for link in links if link[0] in articles}
    with whole(out) as folder:
        with (folder / "claims.nq").open("wb") as file:
            file.writelines(sorted_lines(chain(blocks(manifest), [to_nquads(links).encode("utf-8")]), folder))
        with building(out / "store", folder / "claims.nq"):
            (folder / "claims.ttl").write_bytes(to_turtle(quads, base).encode("utf-8"))
            (folder / "claims.html").write_bytes(to_html(to_graph(quads)).encode("utf-8"))


def readable(manifest: Manifest) -> Iterator[bytes]:
    """The quads of the newest articles."""
    for path, start, length in manifest.newest(READABLE):
        with path.open("rb") as file:
            file.seek(start)
            yield file.read(length)


def blocks(manifest: Manifest) -> Iterator[bytes]:
    """The quads of every article that counts.

    Raises:
        StoreError: A shard is not what was written.
    """
    for path, sha256, places in manifest.shards():
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreError(f"{path} is damaged; remove it and build again, and it is written anew")
        for start, length in places:
            yield data[start : start + length]


def sorted_lines(pieces: Iterable[bytes], folder: Path) -> Iterator[bytes]:
    r"""The lines of all pieces in order, each once.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     list(sorted_lines([b"b\na\n", b"c\na\n"], Path(folder)))
    [b'a\n', b'b\n', b'c\n']
    """
    with tempfile.TemporaryDirectory(dir=folder) as place, ExitStack() as stack:
        runs = [stack.enter_context(path.open("rb")) for path in sorted_runs(pieces, Path(place))]
        before = b""
        for line in heapq.merge(*runs):
            if line != before:
                yield line
            before = line


def sorted_runs(pieces: Iterable[bytes], folder: Path) -> Iterator[Path]:
    """Files of sorted lines."""
    waiting: list[bytes] = []
    size = 0
    for number, piece in enumerate(pieces):
        waiting.append(piece)
        size += len(piece)
        if size >= RUN:
            yield written(waiting, folder / str(number))
            waiting, size = [], 0
    yield written(waiting, folder / "last")


def written(pieces: list[bytes], path: Path) -> Path:
    """A file of the sorted lines of some pieces."""
    lines = sorted(b"".join(pieces).splitlines(keepends=True))
    path.write_bytes(b"".join(lines))
    return path
