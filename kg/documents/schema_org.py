"""What a page says of itself in schema.org's terms, as JSON-LD (https://schema.org/NewsArticle)."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kg.documents.tidy import letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from lxml.html import HtmlElement

__all__ = ["describe_article", "read_json_ld"]

_Node: TypeAlias = "dict[str, Any]"

_ARTICLE: Final = re.compile(r"(?:Article|BlogPosting|Report)(?!\S)")
"""What the name of a type of article ends in: NewsArticle, LiveBlogPosting, ..."""
_PAGE: Final = re.compile(r"WebPage(?!\S)")
_SITE: Final = re.compile(r"WebSite(?!\S)")
_DEPTH: Final = 21
"""How deep objects may stand in one another and in lists, the list of blocks included."""
_OTHERS: Final = frozenset(
    "itemListElement hasPart mentions citation isBasedOn relatedLink significantLink "
    "liveBlogUpdate comment subjectOf review".split()
)
"""The keys under which an article names others than itself."""
_WRAPPING: Final = re.compile(r"(?:\s+|//\s*<!\[CDATA\[|<!\[CDATA\[|<!--|/\*[^*/]*\*/|//[^\n]*\n)*")
"""What stands before the JSON in a script that old browsers were not to see."""
_COMMAS: Final = re.compile(r",\s*(?=[,}\]])")
_HOST: Final = re.compile(r"^(?:\w+:)?//[^/]*")
_SUFFIX: Final = re.compile(r"\.(?:amp|s?html?)$")
_LIKELY: Final = re.compile(r".*[-\d]")
"""The last part of an address that tells an article: it has a number in it, or several words."""


def read_json_ld(page: HtmlElement) -> list[object]:
    """Return the blocks of JSON-LD of a page; one that is broken is passed over."""
    scripts = page.iter("script")
    return [
        _parse(script.text_content())
        for script in scripts
        if "ld+json" in script.get("type", "").lower()
    ]


def _parse(words: str) -> object | None:
    """Return the JSON that a script begins with, behind comments; None if it is broken.

    Commas too many are passed over.

    >>> _parse('<!-- {"a": [1, 2,],} -->'), _parse("a")
    ({'a': [1, 2]}, None)
    """
    start = _WRAPPING.sub("", words, count=1)
    decoder = json.JSONDecoder(strict=False)
    for attempt in (start, _COMMAS.sub("", start)):
        with suppress(ValueError, RecursionError):
            found: object = decoder.raw_decode(attempt)[0]
            return found
    return None


def describe_article(
    blocks: Iterable[object], addresses: Collection[str], titles: Collection[str]
) -> dict[str, list[str]]:
    """Return what the article of a page says of itself: the strings under each key.

    People and papers have their names there; the name of the site stands under "site".

    Args:
        blocks: From `read_json_ld`.
        addresses: What else the page says that its address is.
        titles: What else it says that its title is.

    >>> authors = [{"name": "Ann Lee"}, "Bo Ek"]
    >>> article = {"@type": "NewsArticle", "headline": "Rain", "author": authors}
    >>> found = describe_article([article], [], [])
    >>> found["headline"], found["author"]
    (['Rain'], ['Ann Lee', 'Bo Ek'])
    """
    blocks = list(blocks)
    nodes = list(_objects(blocks, _DEPTH, _OTHERS))
    article = _find_article(nodes, addresses, titles)
    linked = _by_id(_objects(blocks, _DEPTH))

    found = {key: _strings(value) for key, value in article.items()}
    for key in ("author", "publisher"):
        found[key] = list(_names(article.get(key), linked))
    for key in ("mainEntityOfPage", "url"):
        found[key] = list(_addresses(article.get(key), linked))
    found["site"] = [name for site in _of_type(nodes, _SITE) for name in _strings(site.get("name"))]
    return found


def _objects(data: object, depth: int, without: Collection[str] = ()) -> Iterator[_Node]:
    """Yield all objects in some JSON, the outer before the inner, without those under some keys."""
    if not depth:
        return
    if isinstance(data, dict):
        yield data
        values = [value for key, value in data.items() if key not in without]
    else:
        values = data if isinstance(data, list) else []
    for value in values:
        yield from _objects(value, depth - 1, without)


def _by_id(nodes: Iterable[_Node]) -> Mapping[str, _Node]:
    """Return what is said of the objects that have an identifier."""
    known: dict[str, _Node] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str):
            known.setdefault(node["@id"], {}).update(node)
    return known


def _find_article(
    nodes: Collection[_Node], addresses: Collection[str], titles: Collection[str]
) -> _Node:
    """Return the article that a page is of, or else what is said of the page itself.

    It is the one with the page's address, or else with its title, or else the first. One that has
    neither is of another page, if it says of which.
    """
    ends = _ends_of(addresses)
    headlines = [letters(title) for title in titles]
    articles = _of_type(nodes, _ARTICLE)
    fits = [_fit_of(article, ends, headlines) for article in articles]
    best = max(fits, default=-1)
    if best >= 0:
        return articles[fits.index(best)]
    pages = _of_type(nodes, _PAGE)
    return pages[0] if pages else {}


def _fit_of(article: _Node, ends: set[str], headlines: list[str]) -> int:
    """Return how well an article fits a page with such ends of addresses and such headlines.

    -1 for an article of another page.
    """
    pages = [article.get("url"), article.get("mainEntityOfPage")]
    own = _ends_of(chain.from_iterable(_addresses(page, {}) for page in pages))
    title = letters("".join(_strings(article.get("headline"))[:1]))
    has_title = bool(title) and any(headline.startswith(title) for headline in headlines)
    has_address = not own.isdisjoint(ends)
    if has_title or has_address:
        return 2 * has_address + has_title
    tells_page = any(map(_LIKELY.match, own)) and any(map(_LIKELY.match, ends))
    return -1 if tells_page and headlines else 0


def _ends_of(addresses: Iterable[str]) -> set[str]:
    """Return what stands last in the paths of addresses; it is the same on pages for telephones.

    >>> _ends_of(["https://m.post.example/news/rain.html?page=2#top", "https://post.example/"])
    {'rain'}
    """
    ends = set()
    for address in addresses:
        path = _HOST.sub("", re.split(r"[?#]", address, maxsplit=1)[0]).rstrip("/")
        ends.add(_SUFFIX.sub("", path.rpartition("/")[2]))
    return ends - {""}


def _of_type(nodes: Iterable[_Node], types: re.Pattern[str]) -> list[_Node]:
    """Return the objects of one of these types."""
    return [node for node in nodes if types.search(" ".join(_strings(node.get("@type"))))]


def _strings(value: object) -> list[str]:
    """Return a string, or the strings of a list, without the empty ones."""
    return [one for one in _as_list(value) if isinstance(one, str) and one.strip()]


def _as_list(value: object) -> list[object]:
    """Return a list as it is, and anything else as the only value of one."""
    return value if isinstance(value, list) else [value]


def _names(value: object, linked: Mapping[str, _Node]) -> Iterator[str]:
    """Yield the names of people or papers: strings, or objects with a name or a link to one."""
    for one in _as_list(value):
        if isinstance(one, dict):
            name = one.get("name") or linked.get(str(one.get("@id")), {}).get("name")
            yield from _strings(name)[:1]
        else:
            yield from _strings(one)


def _addresses(value: object, linked: Mapping[str, _Node]) -> Iterator[str]:
    """Yield the addresses that a string has, or an object, or the object that one links to."""
    if isinstance(value, dict):
        target = linked.get(str(value.get("@id")), {})
        value = [value.get("@id"), value.get("url"), target.get("url")]
    yield from _strings(value)
