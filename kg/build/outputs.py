"""What a build leaves: all quads as sorted lines, a store, a page and Turtle of the newest."""

from __future__ import annotations

import hashlib
import tempfile
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.disk.files import replacing_files
from kg.disk.processes import seldom_collecting
from kg.disk.sorting import sorted_lines
from kg.errors import StoreError
from kg.rdf import from_nquads, to_graph, to_nquads, to_turtle, version_quad
from kg.rdf.versions import find_versions
from kg.rdf.vocabulary import DCTERMS
from kg.store import building, load_nquads
from kg.views.html import to_html
from kg.views.newest import READABLE
from kg.views.people import find_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.build.manifest import Manifest
    from kg.errors import Problem
    from kg.merge.correcting import Corrector


@seldom_collecting()
def write_outputs(
    manifest: Manifest, out: Path, base: str, corrector: Corrector | None, problems: list[Problem]
) -> None:
    """Write all outputs, each whole or not at all.

    Args:
        manifest: Of a finished build.
        out: The folder.
        base: What minted IRIs begin with.
        corrector: Corrects what was extracted; None for nothing.
        problems: Takes up the corrections that change nothing.

    Raises:
        StoreError: A shard is damaged, or the outputs cannot be written.
    """
    pairs = find_versions(manifest.bands())
    links = [version_quad(article, first, base) for article, first in pairs]
    with replacing_files(out) as folder:
        with (
            (folder / "claims.nq").open("wb") as file,
            tempfile.TemporaryDirectory(dir=folder) as runs,
        ):
            articles_read = _correct(_read_articles(manifest), corrector)
            judged = corrector.judged_lines(problems) if corrector else b""
            pieces = chain(articles_read, [to_nquads(links).encode("utf-8"), judged])
            file.writelines(sorted_lines(pieces, Path(runs)))
        if corrector:
            problems += corrector.list_unmet()
        # the shards are known to be sound by now
        newest = b"".join(_correct(_read_newest(manifest), corrector)) + judged
        quads = set(from_nquads(newest))
        articles = {article for _, term, article, _ in quads if term == DCTERMS.subject}
        quads |= {link for link in links if link[0] in articles}
        found = find_links(load_nquads(newest))
        page = to_html(to_graph(quads, "SimpleMemory"), found=found)
        with building(out / "store", folder / "claims.nq"):
            (folder / "claims.ttl").write_bytes(to_turtle(quads, base).encode("utf-8"))
            (folder / "claims.html").write_bytes(page.encode("utf-8"))


def _correct(articles: Iterator[bytes], corrector: Corrector | None) -> Iterator[bytes]:
    """Yield the quads of articles as corrections have them."""
    for lines in articles:
        yield corrector.correct_lines(lines) if corrector else lines


def _read_newest(manifest: Manifest) -> Iterator[bytes]:
    """Read the quads of the newest articles."""
    for path, start, length in manifest.newest(READABLE):
        with path.open("rb") as file:
            file.seek(start)
            yield file.read(length)


def _read_articles(manifest: Manifest) -> Iterator[bytes]:
    """Read the quads of every article that counts.

    Raises:
        StoreError: A shard cannot be read, or is not what was written.
    """
    for path, sha256, places in manifest.shards():
        try:
            data = path.read_bytes()
        except OSError as error:
            raise StoreError(
                f"{path} cannot be read ({error.strerror}); check its permissions"
            ) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreError(
                f"{path} is damaged; remove it and build again, and it is written anew"
            )
        for start, length in places:
            yield data[start : start + length]
