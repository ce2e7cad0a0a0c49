"""What a web page says in its head and shows of its article, by the place where it says it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.documents.phrases import any_phrase
from kg.documents.tidy import MAX_LENGTH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from collections.abc import Set as AbstractSet

    from lxml.html import HtmlElement

__all__ = ["Said", "collect_said"]

Said: TypeAlias = "defaultdict[str, list[str]]"
"""What a page says, by the kind of place and the name that it has there: `meta og:title`."""

_MOST: Final = 50
"""How often a page is heard in one place; no article has more titles or days."""
_ASIDE: Final = {"aside", "footer", "nav"}
_ARTICLE: Final = re.compile(r"(?:Article|Posting|Report)\b")
_PUBLISHED: Final = re.compile(r"publi|entry-(?:date|time)|post(?:ed)?-(?:on|date)", re.IGNORECASE)
_CHANGED: Final = re.compile(r"updat|modif", re.IGNORECASE)
_DATED: Final = re.compile(
    r"(?:^|[\s_-])"
    r"(?:date|date-?header|dateline|byline|timestamp|posted|pub-?date|published)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)


@cache
def _other_articles() -> re.Pattern[str]:
    """Return what matches the class of an element of other articles, or of the whole paper."""
    return re.compile(any_phrase("aside"), re.IGNORECASE)


def collect_said(page: HtmlElement) -> Said:
    """Return what a page says, but for its JSON-LD and for what it shows of other articles.

    The places are `meta NAME`, `link REL`, `tag TAG`, `item PROPERTY` of microdata and RDFa (with
    the property of the item that it is a part of before it), and, of what readers see, `time`,
    `time published`, `class published`, `class date` and `class source-org`.

    >>> from lxml import html
    >>> page = '<meta property="og:title" content="Rain"><h1>Rain!</h1><time>1 May 2013</time>'
    >>> said = collect_said(html.fromstring(page))
    >>> said["meta og:title"], said["tag h1"], said["time"]
    (['Rain'], ['Rain!'], ['1 May 2013'])
    """
    from lxml import etree

    said: Said = defaultdict(list)
    full: set[str] = set()  # the places that are heard no more
    for element in page.iter("meta", "link", "title", "h1", "base"):
        words = _given_by(element) or _short_text(element)
        _note(said, full, _places_in_head(element), words)

    around = _around_headline(page)
    is_below = False
    for element in page.iter(etree.Element):
        is_below |= element.tag == "h1"
        places = {*_places_of_item(element), *_places_of_class(element)} - full
        if places and _is_own(element, around, is_below=is_below):
            hint = element.get("title")  # the day behind "yesterday"
            _note(said, full, places, _given_by(element) or hint or _short_text(element))
    return said


def _note(said: Said, full: set[str], places: AbstractSet[str], words: str) -> None:
    """Take down what is said in some places, and which of them were heard often enough."""
    for place in places - full:
        said[place].append(words)
        if len(said[place]) == _MOST:
            full.add(place)


def _given_by(element: HtmlElement) -> str:
    """Return what an element gives to machines."""
    given = element.get("content") or element.get("datetime") or element.get("href", "")
    return str(given.strip())


def _short_text(element: HtmlElement) -> str:
    """Return the text of an element, or its beginning: enough to see that it is too long."""
    found = ""
    for words in element.itertext():
        found += words[:MAX_LENGTH]
        if len(found) > MAX_LENGTH:
            break
    return found


def _places_in_head(element: HtmlElement) -> set[str]:
    """Return where an element of the head says what it says."""
    if element.tag in {"title", "h1", "base"}:
        return {f"tag {element.tag}"}
    names = " ".join(element.get(key, "") for key in ("name", "property", "rel"))
    return {f"{element.tag} {name}" for name in names.lower().split()}


def _places_of_item(element: HtmlElement) -> Iterator[str]:
    """Yield where an element says something as an item of data."""
    names = element.get("itemprop", "").split()
    if element.tag != "meta":
        names += element.get("property", "").split()
    if names:
        outer = element.xpath("string(ancestor::*[@itemscope][1]/@itemprop)")
        for name in names:
            inner = name.rpartition(":")[2].lower()
            yield " ".join(f"item {outer} {inner}".split())


def _places_of_class(element: HtmlElement) -> Iterator[str]:
    """Yield where an element says something to readers, by its class or as a time."""
    names = f"{element.get('class', '')} {element.get('id', '')}"
    is_time = element.tag == "time"
    is_published = _PUBLISHED.search(names)
    if "source-org" in names:
        yield "class source-org"
        return
    if not is_time and not _DATED.search(names):
        return
    if not is_published and _CHANGED.search(names):
        return

    if is_published:
        yield "time published" if is_time else "class published"
    else:
        yield "time" if is_time else "class date"


def _around_headline(page: HtmlElement) -> Collection[HtmlElement]:
    """Return all elements around the headline of a page.

    Of several headlines it is the one in an article, or else the first; if there is none in an
    article, it is around the first article.
    """
    around: set[HtmlElement] = set()
    for headline in page.iter("h1"):
        outer = set(headline.iterancestors())
        if any(map(_is_article, outer)):
            return outer
        around = around or outer
    for element in page.iter("*"):
        if _is_article(element):
            return {element, *element.iterancestors()}
    return around


def _is_article(element: HtmlElement) -> bool:
    """Tell whether an element is an article, in HTML or in microdata."""
    return element.tag == "article" or _ARTICLE.search(element.get("itemtype", "")) is not None


def _is_own(element: HtmlElement, around: Collection[HtmlElement], *, is_below: bool) -> bool:
    """Tell whether an element is of a page's article: in it or below the headline, in no other.

    Args:
        element: One that says something.
        around: From `_around_headline`. What is around the headline is the page's own, whatever its
            class says.
        is_below: Whether it stands below the headline.
    """
    for outer in [element, *element.iterancestors()]:
        if _is_article(outer):
            return outer in around
        if outer in around:
            continue
        if outer.tag in _ASIDE or _other_articles().search(outer.get("class", "")):
            return False
    return is_below or element.tag == "meta"
