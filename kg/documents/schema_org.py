"""What a page says of itself in schema.org's terms, as JSON-LD (https://schema.org/NewsArticle)."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kg.documents.tidy import letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from lxml.html import HtmlElement

Node: TypeAlias = "dict[str, Any]"

ARTICLE_TYPES: Final = ("Article", "BlogPosting", "Report")
"""What the name of a type of article ends in: NewsArticle, OpinionNewsArticle, LiveBlogPosting, ..."""
PAGE_TYPES: Final = ("WebPage",)
SITE_TYPES: Final = ("WebSite",)
DEPTH: Final = 20
OTHERS: Final = frozenset(
    "itemListElement hasPart mentions citation isBasedOn relatedLink significantLink liveBlogUpdate comment subjectOf "
    "review".split()
)
"""Where an article names others than itself."""
WRAPPING: Final = re.compile(r"(?:\s+|//\s*<!\[CDATA\[|<!\[CDATA\[|<!--|/\*[^*/]*\*/|//[^\n]*\n)*")
"""What stands before the JSON in a script that old browsers were not to see."""
COMMAS: Final = re.compile(r",\s*(?=[,}\]])")
HOST: Final = re.compile(r"^(?:\w+:)?//[^/]*")
SUFFIX: Final = re.compile(r"\.(?:amp|s?html?)$")
LIKELY: Final = re.compile(r".*[-\d]")
"""The last part of an address that tells an article: it has a number in it, or several words."""


def json_ld(page: HtmlElement) -> list[object]:
    """The blocks of JSON-LD of a page; one that is broken is passed over, but for commas too many."""
    scripts = [
        script for script in page.iter("script") if "ld+json" in (script.get("type") or "").lower()
    ]
    return [block for script in scripts if (block := parsed(script.text or "")) is not None]


def parsed(words: str) -> object | None:
    """The JSON that a script begins with, behind comments.

    >>> parsed('<!-- {"a": [1, 2,],} -->'), parsed("a")
    ({'a': [1, 2]}, None)
    """
    match = WRAPPING.match(words)
    start = words[match.end() :] if match else words
    decoder = json.JSONDecoder(strict=False)
    found: object = None
    for attempt in (start, COMMAS.sub("", start)):
        with suppress(ValueError, RecursionError):
            found, _ = decoder.raw_decode(attempt)
            break
    return found


def objects(data: object, depth: int, without: Collection[str] = ()) -> Iterator[Node]:
    """All objects in a piece of JSON, the outer before the inner, but for those under some keys."""
    if depth and isinstance(data, dict):
        yield data
        for key, value in data.items():
            if key not in without:
                yield from objects(value, depth - 1, without)
    elif depth and isinstance(data, list):
        for value in data:
            yield from objects(value, depth - 1, without)


def described(
    blocks: Iterable[object], addresses: Collection[str], titles: Collection[str]
) -> dict[str, list[str]]:
    """What the article of a page says of itself: the strings under each key, and the names of people and papers.

    Args:
        blocks: From `json_ld`.
        addresses: What else the page says that its address is.
        titles: What else it says that its title is.

    >>> article = {"@type": "NewsArticle", "headline": "Rain", "author": [{"name": "Ann Lee"}, "Bo Ek"]}
    >>> found = described([article], [], [])
    >>> found["headline"], found["author"]
    (['Rain'], ['Ann Lee', 'Bo Ek'])
    """
    blocks = list(blocks)
    nodes = [node for block in blocks for node in objects(block, DEPTH, OTHERS)]
    everything = [node for block in blocks for node in objects(block, DEPTH)]
    article = article_of(nodes, addresses, titles)
    found = {key: strings(value) for key, value in article.items()}
    for key in ("author", "publisher"):
        found[key] = list(names(article.get(key), by_id(everything, "name")))
    for key in ("mainEntityOfPage", "url"):
        found[key] = list(addresses_in(article.get(key), by_id(everything, "url")))
    found["site"] = [
        title for node in nodes if is_a(node, SITE_TYPES) for title in strings(node.get("name"))
    ]
    return found


def by_id(nodes: Iterable[Node], key: str) -> dict[str, Node]:
    """The objects with an identifier that have some key."""
    return {node["@id"]: node for node in nodes if key in node and isinstance(node.get("@id"), str)}


def article_of(nodes: list[Node], addresses: Collection[str], titles: Collection[str]) -> Node:
    """The article that a page is of: the one with its address, or its title, or the first; else the page itself.

    One that has neither is of another page, if it says of which.
    """
    articles = [node for node in nodes if is_a(node, ARTICLE_TYPES)]
    ends = ends_of(addresses)
    headlines = [letters(title) for title in titles]
    fits = [fit(node, ends, headlines) for node in articles]
    if fits and max(fits) >= 0:
        return articles[fits.index(max(fits))]
    return next((node for node in nodes if is_a(node, PAGE_TYPES)), {})


def fit(article: Node, ends: set[str], headlines: list[str]) -> int:
    """How well an article fits a page whose addresses end so, and whose titles are so; -1 for one of another page."""
    own = ends_of(
        [one for key in ("url", "mainEntityOfPage") for one in addresses_in(article.get(key), {})]
    )
    title = next(map(letters, strings(article.get("headline"))), "")
    is_named = bool(title) and any(headline.startswith(title) for headline in headlines)
    is_elsewhere = any(map(LIKELY.match, own)) and any(map(LIKELY.match, ends)) and bool(headlines)
    return 2 * bool(own & ends) + is_named or -is_elsewhere


def ends_of(addresses: Iterable[str]) -> set[str]:
    """What stands last in the paths of addresses, which is the same on pages for telephones and to print.

    >>> sorted(ends_of(["https://post.example/", "https://m.post.example/news/rain.html?page=2#top", "/a/b/"]))
    ['b', 'rain']
    """
    ends = set()
    for address in addresses:
        path = HOST.sub("", re.split(r"[?#]", address, maxsplit=1)[0]).rstrip("/")
        ends.add(SUFFIX.sub("", path.rpartition("/")[2]))
    return ends - {""}


def is_a(node: Node, endings: tuple[str, ...]) -> bool:
    """Whether the name of an object's type has one of these endings."""
    return any(kind.endswith(endings) for kind in strings(node.get("@type")))


def strings(value: object) -> list[str]:
    """A string, or the strings of a list; not the empty ones."""
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str) and one.strip()]


def names(value: object, known: dict[str, Node]) -> Iterator[str]:
    """The names of people or organisations: strings, objects with a name, or links to such objects."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            linked = known.get(str(one.get("@id")), {})
            yield from strings(one.get("name") or linked.get("name"))[:1]
        else:
            yield from strings(one)


def addresses_in(value: object, known: dict[str, Node]) -> Iterator[str]:
    """The addresses that a string, or an object with an identifier, has; a link to another object has that one's."""
    if isinstance(value, dict):
        linked = known.get(str(value.get("@id")), {})
        value = [value.get("@id"), value.get("url"), linked.get("url")]
    yield from strings(value)
