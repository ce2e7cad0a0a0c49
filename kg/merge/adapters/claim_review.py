"""schema.org ClaimReview and Claim as fact-checkers publish them: JSON-LD, in a file or in a script of a web page.

    a review's claimReviewed "T"    the review's itemReviewed is the claim with the words T, too
    a Claim with the text "T"       skos:exactMatch the claim with the words T
    url, sameAs, appearance, ...    addresses become IRIs, so that they meet the schema:url of an article
    relative addresses              those of a page are read from its canonical address

All the rest stays as it is: author, datePublished, reviewRating with alternateName and ratingValue.
"""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import IO, TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import Literal, Quad, RdfFormat

from kg.disk.lines import read_whole
from kg.errors import Problem
from kg.merge.adapters.terms import CLAIM, REVIEWED, TEXT, TYPE, claim_of, same_claim
from kg.merge.jsonld import prepared
from kg.rdf.serialise import named
from kg.rdf.vocabulary import SDO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MARK: Final = b"schema.org/claimReviewed>"
WORDS: Final = named(SDO.claimReviewed)
SCRIPT: Final = "application/ld+json"


def mapped(quad: Quad, base: str) -> Iterator[Quad]:
    """Of the words that a review reviews: the claim that they make, as what it reviews.

    >>> from pyoxigraph import NamedNode
    >>> quad = Quad(NamedNode("x:review"), WORDS, Literal("It rained."))
    >>> next(mapped(quad, "x:")).predicate.value
    'https://schema.org/itemReviewed'
    """
    if quad.predicate == WORDS and isinstance(quad.object, Literal) and quad.object.value.strip():
        ours = list(claim_of(quad.object.value, base, quad.graph_name))
        yield Quad(quad.subject, REVIEWED, ours[0].subject, quad.graph_name)
        yield from ours


def read_jsonld(path: Path, file: IO[bytes], base: str, problems: list[Problem]) -> Iterator[Quad]:
    """The quads of a JSON-LD file.

    Raises:
        ValueError: It is no JSON, too large, or needs a context that would have to be fetched.
    """
    yield from with_claims(parsed(json.loads(read_whole(file)), None, str(path), problems), base)


def read_page(path: Path, file: IO[bytes], base: str, problems: list[Problem]) -> Iterator[Quad]:
    """The quads of all JSON-LD in a web page; a script that is broken is listed, and the others are read.

    Raises:
        ValueError: The page holds no JSON-LD, or is too large.
    """
    page = Page()
    page.feed(read_whole(file).decode("utf-8", errors="replace"))
    page.close()
    if not page.scripts:
        raise ValueError(f"it holds no script of the type {SCRIPT}, so no claim data")
    for line, script in page.scripts:
        try:
            quads = list(parsed(json.loads(script), page.address, f"{path}:{line}", problems))
        except (ValueError, SyntaxError, RecursionError) as error:
            problems.append(
                Problem(where=f"{path}:{line}", message=f"{error}; the script was left out")
            )
        else:
            yield from with_claims(quads, base)


def parsed(
    data: object, address: str | None, where: str, problems: list[Problem]
) -> Iterator[Quad]:
    """The quads of JSON-LD."""
    text = json.dumps(prepared(data, address, where, problems)).encode("utf-8")
    yield from pyoxigraph.parse(input=text, format=RdfFormat.JSON_LD, base_iri=address)


def with_claims(quads: Iterable[Quad], base: str) -> Iterator[Quad]:
    """Quads, and what says of their claims which claims of ours they are."""
    listed = list(quads)
    yield from listed
    is_claim = {quad.subject for quad in listed if quad.predicate == TYPE and _is_claim(quad)}
    for quad in listed:
        if quad.predicate.value.endswith("schema.org/text") and quad.subject in is_claim:
            yield from same_claim(Quad(quad.subject, TEXT, quad.object, quad.graph_name), base)


def _is_claim(quad: Quad) -> bool:
    """Whether a quad types a claim, by either namespace of schema.org."""
    return getattr(quad.object, "value", "").replace("http:", "https:", 1) == CLAIM.value


class Page(HTMLParser):
    """A web page as it is fed: its address, and its scripts of JSON-LD with the lines where they begin."""

    def __init__(self) -> None:
        """Begin with no page."""
        super().__init__(convert_charrefs=True)
        self.address: str | None = None
        self.scripts: list[tuple[int, str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the canonical address, and where a script begins."""
        said = {name: value or "" for name, value in attrs}
        if (
            tag == "link"
            and "canonical" in said.get("rel", "").lower().split()
            and "://" in said.get("href", "")
        ):
            self.address = said["href"]
        if tag == "script" and said.get("type", "").split(";")[0].strip().lower() == SCRIPT:
            self.inside = True
            self.scripts.append((self.getpos()[0], ""))

    def handle_endtag(self, tag: str) -> None:
        """Note where a script ends."""
        self.inside = self.inside and tag != "script"

    def handle_data(self, data: str) -> None:
        """Keep what stands in a script."""
        if self.inside:
            line, before = self.scripts[-1]
            self.scripts[-1] = line, before + data
