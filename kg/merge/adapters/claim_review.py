"""schema.org ClaimReview and Claim as fact-checkers publish them, alone or in a web page.

JSON-LD is read wherever it stands, and microdata and RDFa of a page whose JSON-LD has no claim;
many pages say the same in both. `.json` may also be an answer of Google's Fact Check Tools.

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

from pyoxigraph import NamedNode, Quad

from kg.disk.lines import read_whole
from kg.errors import Problem
from kg.merge.adapters.embedded import find_marked_claims
from kg.merge.adapters.fact_check_tools import is_answer, to_claim_reviews
from kg.merge.adapters.jsonld import parse_jsonld
from kg.merge.adapters.terms import CLAIM, EXACT, TEXT, TYPE, as_list, link_claim

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_JSON_LD: Final = "application/ld+json"
"""The type of a script that holds JSON-LD."""
_CLAIMS: Final = frozenset({CLAIM, NamedNode(CLAIM.value.replace("https:", "http:"))})
"""The class of claims in both namespaces of schema.org."""
_REVIEWS: Final = frozenset(NamedNode(f"{claim.value}Review") for claim in _CLAIMS)


def read_jsonld(path: Path, file: IO[bytes], base: str, problems: list[Problem]) -> Iterator[Quad]:
    """Yield the quads of a JSON-LD file.

    Raises:
        ValueError: It is not JSON, is too large, or needs a context that would have to be fetched.
    """
    yield from _to_quads(json.loads(read_whole(file)), "", str(path), base, problems)


def read_json(path: Path, file: IO[bytes], base: str, problems: list[Problem]) -> Iterator[Quad]:
    """Yield the quads of JSON-LD, or of an answer of Fact Check Tools.

    Raises:
        ValueError: It is neither, or as `read_jsonld` raises it.
    """
    data = json.loads(read_whole(file))
    if is_answer(data):
        data = to_claim_reviews(data)
    elif not any("@context" in node for node in as_list(data) if isinstance(node, dict)):
        raise ValueError("it is neither JSON-LD nor an answer of Fact Check Tools")
    yield from _to_quads(data, "", str(path), base, problems)


def read_page(path: Path, file: IO[bytes], base: str, problems: list[Problem]) -> Iterator[Quad]:
    """Yield the quads of all JSON-LD in a web page; a broken script is listed and left out.

    Where none of them is of a claim, those of its microdata and RDFa that are come, too.

    Raises:
        ValueError: The page holds none of these, or is too large.
    """
    source = read_whole(file).decode("utf-8", errors="replace")
    page = _Page()
    page.feed(source)
    page.close()

    has_claims = False
    for line, script in page.scripts:
        where = f"{path}:{line}"
        try:
            quads = _to_quads(json.loads(script), page.address, where, base, problems)
        except (ValueError, SyntaxError, RecursionError) as error:
            problems.append(Problem(where=where, message=f"{error}; the script was left out"))
        else:
            has_claims |= any(_is_of_claim(quad) for quad in quads)
            yield from quads
    if has_claims:
        return

    try:
        marked = find_marked_claims(source, page.address)
    except ValueError as error:
        problems.append(Problem(where=str(path), message=f"{error}; they were left out"))
        marked = []
    if not page.scripts and not marked:
        raise ValueError("it holds no claim data, neither JSON-LD nor microdata nor RDFa")
    yield from _to_quads(marked, page.address, str(path), base, problems)


def _is_of_claim(quad: Quad) -> bool:
    """Tell whether a quad says that something is a review of a claim, or a claim."""
    return quad.predicate == TYPE and quad.object in _CLAIMS | _REVIEWS


def _to_quads(
    json_ld: object, address: str, where: str, base: str, problems: list[Problem]
) -> list[Quad]:
    """Return the quads of JSON-LD, with what says of its claims which claims of ours they are."""
    quads = parse_jsonld(json_ld, address, where, problems)
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
