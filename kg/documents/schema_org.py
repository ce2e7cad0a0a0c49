"""What a page says of itself in schema.org's terms, as JSON-LD (https://schema.org/NewsArticle)."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

ARTICLE_TYPES: Final = ("Article", "BlogPosting", "Report")
"""What the name of a type of article ends in: NewsArticle, OpinionNewsArticle, LiveBlogPosting, ..."""
DEPTH: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What is known of an article; None or empty for what is not said."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    body: str | None = None


def described(page: HtmlElement) -> Described:
    """What the first article in the JSON-LD of a page says of itself.

    >>> from lxml import html
    >>> article = '{"@type": "NewsArticle", "headline": "Rain", "author": [{"name": "Ann Lee"}, "Bo Ek"]}'
    >>> found = described(html.fromstring(f'<body><script type="application/ld+json">{article}</script></body>'))
    >>> found.title, found.authors
    ('Rain', ('Ann Lee', 'Bo Ek'))
    """
    nodes = [node for data in json_ld(page) for node in objects(data, DEPTH)]
    article = next(filter(is_article, nodes), {})
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    return Described(
        title=text_of(article.get("headline")) or text_of(article.get("name")),
        url=address(article.get("mainEntityOfPage")) or address(article.get("url")),
        publisher=next(names(article.get("publisher"), by_id), None),
        published=day(article.get("datePublished")),
        authors=tuple(dict.fromkeys(names(article.get("author"), by_id))),
        language=next(iter(strings(article.get("inLanguage"))), None),
        body=text_of(article.get("articleBody")),
    )


def json_ld(page: HtmlElement) -> Iterator[object]:
    """The blocks of JSON-LD of a page; a broken one is passed over."""
    for script in page.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            with suppress(ValueError, RecursionError):
                yield json.loads(script.text, strict=False)


def objects(data: object, depth: int) -> Iterator[dict[str, Any]]:
    """All objects in a piece of JSON, the outer before the inner."""
    if depth and isinstance(data, dict):
        yield data
        for value in data.values():
            yield from objects(value, depth - 1)
    elif depth and isinstance(data, list):
        for value in data:
            yield from objects(value, depth - 1)


def is_article(node: dict[str, Any]) -> bool:
    """Whether an object is an article."""
    return any(kind.endswith(ARTICLE_TYPES) for kind in strings(node.get("@type")))


def strings(value: object) -> list[str]:
    """A string, or the strings of a list."""
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]


def text_of(value: object) -> str | None:
    """The first string, its white space kept within but not around."""
    return next((one.strip() for one in strings(value) if one.strip()), None)


def names(value: object, by_id: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The names of people or organisations: strings, objects with a name, or links to such objects."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            linked: Iterable[object] = [one.get("name") or by_id.get(str(one.get("@id")), {}).get("name")]
        else:
            linked = [one]
        for name in linked:
            found = text_of(name)
            if found and "://" not in found:
                yield found


def address(value: object) -> str | None:
    """A web address, given as a string or as an object with an identifier."""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return next((one for one in strings(value) if one.startswith(("http://", "https://"))), None)


def day(value: object) -> date | None:
    """The day of a date or of a time in ISO 8601."""
    with suppress(ValueError):
        return datetime.fromisoformat(text_of(value) or "").date()
    return None
