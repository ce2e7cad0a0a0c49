"""schema.org ClaimReview and Claim as fact-checkers publish them: JSON-LD, alone or in a web page.

    a Claim with the text "T"       skos:exactMatch the claim with the words T
    url, sameAs, appearance, ...    addresses become IRIs, which meet the schema:url of an article
    relative addresses              those of a page are read from its canonical address

All the rest stays as it is: author, datePublished, reviewRating with alternateName and ratingValue.
What the words reviewed say in our terms is in `kg.merge.adapters.dialects`.
"""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import IO, TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.disk.lines import read_whole
from kg.errors import Problem
from kg.merge.adapters.jsonld import make_safe
from kg.merge.adapters.terms import CLAIM, EXACT, TEXT, TYPE, link_claim

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_JSON_LD: Final = "application/ld+json"
"""The type of a script that holds JSON-LD."""
_CLAIMS: Final = frozenset({CLAIM, NamedNode(CLAIM.value.replace("https:", "http:"))})
"""The class of claims in both namespaces of schema.org."""


def read_jsonld(path: Path, file: IO[bytes], base: str, problems: list[Problem]) -> Iterator[Quad]:
    """Yield the quads of a JSON-LD file.

    Raises:
        ValueError: It is not JSON, is too large, or needs a context that would have to be fetched.
    """
    yield from _read_script(read_whole(file), "", str(path), base, problems)


def read_page(path: Path, file: IO[bytes], base: str, problems: list[Problem]) -> Iterator[Quad]:
    """Yield the quads of all JSON-LD in a web page; a broken script is listed and left out.

    Raises:
        ValueError: The page holds no JSON-LD, or is too large.
    """
    page = _Page()
    page.feed(read_whole(file).decode("utf-8", errors="replace"))
    page.close()
    if not page.scripts:
        raise ValueError(f"it holds no script of the type {_JSON_LD}, so no claim data")

    for line, script in page.scripts:
        where = f"{path}:{line}"
        try:
            yield from _read_script(script, page.address, where, base, problems)
        except (ValueError, SyntaxError, RecursionError) as error:
            problems.append(Problem(where=where, message=f"{error}; the script was left out"))


def _read_script(
    script: str | bytes, address: str, where: str, base: str, problems: list[Problem]
) -> list[Quad]:
    """Return the quads of JSON-LD, with what says of its claims which claims of ours they are."""
    data = make_safe(json.loads(script), address, where, problems)
    safe = json.dumps(data).encode("utf-8")
    form = RdfFormat.JSON_LD
    quads = list(pyoxigraph.parse(input=safe, format=form, base_iri=address or None))
    claims = {quad.subject for quad in quads if quad.predicate == TYPE and quad.object in _CLAIMS}

    ours: list[Quad] = []
    for quad in quads:
        if quad.subject in claims and quad.predicate.value.endswith("schema.org/text"):
            text = Quad(quad.subject, TEXT, quad.object, quad.graph_name)
            ours.extend(link_claim(EXACT, text, base))
    return quads + ours


class _Page(HTMLParser):
    """A web page as it is fed: its address, its scripts of JSON-LD and where they begin."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.address = ""
        self.scripts: list[tuple[int, str]] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the canonical address, and where a script begins."""
        values = {name: value or "" for name, value in attrs}
        if tag == "link":
            address = values.get("href", "")
            if "canonical" in values.get("rel", "").lower().split() and "://" in address:
                self.address = address
        elif tag == "script" and values.get("type", "").split(";")[0].strip().lower() == _JSON_LD:
            self._is_inside = True
            self.scripts.append((self.getpos()[0], ""))

    def handle_endtag(self, tag: str) -> None:
        """Note where a script ends."""
        if tag == "script":
            self._is_inside = False

    def handle_data(self, data: str) -> None:
        """Keep what stands in a script."""
        if self._is_inside:
            line, before = self.scripts.pop()
            self.scripts.append((line, before + data))
