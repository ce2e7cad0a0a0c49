"""Wire copies across inputs: which articles print one text, told anew of all that were merged.

A build links its own copies. What was built in parts and merged shall have the links of a build of
all of it, so they are found again, by the signatures that the graph has of each text, and replace
those of the inputs. A link of an article without a signature stays as it is.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat

from kg.rdf.serialise import named, to_nquads, version_quad
from kg.rdf.versions import BANDS, band_at, find_versions, read_signature
from kg.rdf.vocabulary import CS, DCTERMS, SDO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Quad

__all__ = ["link_copies"]

_SIGNATURE: Final = named(CS.textMinHash)
_DAY: Final = named(SDO.datePublished)
_COPY: Final = named(DCTERMS.isVersionOf)
_MARKS: Final = tuple(f" {term} ".encode() for term in (_SIGNATURE, _DAY, _COPY))
_NO_DAY: Final = "9999"
"""Behind all days: an article without one is no other's first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Articles:
    """What a graph says of articles that may be copies.

    Attributes:
        signatures: By article.
        days: The first day of publication that is told of an article.
        links: The lines that link an article to the one that it is a version of.
    """

    signatures: dict[str, bytes] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)
    links: dict[bytes, tuple[str, str]] = field(default_factory=dict)


def link_copies(path: Path, workshop: Path) -> None:
    """Link the articles of a file of sorted N-Quads that print one text.

    Args:
        path: The file, which is replaced if that changes it.
        workshop: A folder for what is written meanwhile.
    """
    articles = _read_articles(path)
    known = articles.signatures.keys()
    old = {line for line, pair in articles.links.items() if known >= set(pair)}
    found = find_versions(_list_bands(articles))
    quads = [version_quad(copy, first, _base_of(copy)) for copy, first in found]
    new = set(to_nquads(quads).encode().splitlines(keepends=True))
    if old == new:
        return

    rest = workshop / "without-copies.nq"
    with path.open("rb") as file, rest.open("wb") as kept:
        kept.writelines(line for line in file if line not in old)
    with rest.open("rb") as kept, path.open("wb") as file:
        file.writelines(heapq.merge(kept, sorted(new)))


def _read_articles(path: Path) -> _Articles:
    """Return what a file of N-Quads says of its articles."""
    articles = _Articles()
    with path.open("rb") as file:
        for line in file:
            if not any(mark in line for mark in _MARKS):
                continue
            for quad in pyoxigraph.parse(input=line, format=RdfFormat.N_QUADS):
                _take_up(quad, line, articles)
    return articles


def _take_up(quad: Quad, line: bytes, articles: _Articles) -> None:
    """Note what a quad says of an article."""
    article, value = quad.subject, quad.object
    if not isinstance(article, NamedNode):
        return
    if quad.predicate == _COPY and isinstance(value, NamedNode):
        articles.links[line] = article.value, value.value
    elif quad.predicate == _DAY and isinstance(value, Literal):
        known = articles.days.get(article.value, _NO_DAY)
        articles.days[article.value] = min(known, value.value)
    elif quad.predicate == _SIGNATURE and isinstance(value, Literal):
        signature = read_signature(value.value)
        if signature:
            articles.signatures[article.value] = signature


def _list_bands(articles: _Articles) -> Iterator[tuple[int, str, str, bytes]]:
    """Yield the articles that share a band of their signatures, as `find_versions` takes them."""
    numbers = count()
    for place in range(BANDS):
        sharing: dict[bytes, list[str]] = defaultdict(list)
        for article, signature in articles.signatures.items():
            sharing[band_at(place, signature)].append(article)
        for holders in sharing.values():
            number = next(numbers)
            for day, article in sorted((articles.days.get(one, _NO_DAY), one) for one in holders):
                yield number, day, article, articles.signatures[article]


def _base_of(article: str) -> str:
    """Return what the IRI of an article begins with, as `kg.rdf.iris` mints it.

    >>> _base_of("https://example.org/id/article-a")
    'https://example.org/id/'
    """
    return article[: article.rfind("article-")]
