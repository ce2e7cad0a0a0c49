"""What a web page says in its head and shows of its article, by the kind of place where it says it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.documents.tidy import LONGEST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.html import HtmlElement

Said: TypeAlias = "defaultdict[str, list[str]]"
"""What a page says, by the kind of place and the name that it has there, such as `meta og:title`."""

MOST: Final = 50
"""How often a page is heard in one place; nobody has more titles or days."""
ASIDE: Final = {"aside", "footer", "nav"}
OTHERS: Final = re.compile(
    r"related|teaser|promo|recommend|sidebar|comment|most-?read|more-?(?:news|stories)|masthead|top-?bar|today",
    re.IGNORECASE,
)
"""What the class of an element says that is of other articles, or of the paper as a whole."""
ARTICLE: Final = re.compile(r"(?:Article|Posting|Report)\b")
PUBLISHED: Final = re.compile(r"publi|entry-(?:date|time)|post(?:ed)?-(?:on|date)", re.IGNORECASE)
CHANGED: Final = re.compile(r"updat|modif", re.IGNORECASE)
DATED: Final = re.compile(
    r"(?:^|[\s_-])(?:date|date-?header|dateline|byline|timestamp|posted|pub-?date|published)(?:$|[\s_-])",
    re.IGNORECASE,
)


def said_by(page: HtmlElement) -> Said:
    """What the elements of a page say, but for its JSON-LD and for what it shows of other articles.

    The places are `meta NAME`, `link REL`, `tag TAG`, `item PROPERTY` of microdata and RDFa (with
    the property of the item that it is a part of before it), and, of what readers see, `time`,
    `time published`, `class published`, `class date` and `class source-org`.

    >>> from lxml import html
    >>> page = '<meta property="og:title" content="Rain"><h1>Rain!</h1><time>1 May 2013</time>'
    >>> said = said_by(html.fromstring(page))
    >>> said["meta og:title"], said["tag h1"], said["time"]
    (['Rain'], ['Rain!'], ['1 May 2013'])
    """
    from lxml import etree

    said: Said = defaultdict(list)
    around = around_headline(page)
    for element in page.iter("meta", "link", "title", "h1", "base"):
        for key in in_head(element):
            note(said, key, element)
    is_below = False
    for element in page.iter(etree.Element):
        is_below = is_below or element.tag == "h1"
        keys = [key for key in shown(element) if len(said[key]) < MOST]
        if keys and is_own(element, around, is_below=is_below):
            for key in keys:
                note(said, key, element)
    return said


def note(said: Said, key: str, element: HtmlElement) -> None:
    """Take down what an element says in some place, unless enough was said there."""
    if len(said[key]) < MOST:
        hint = element.get("title") if element.tag != "h1" else None  # the day behind "yesterday"
        said[key].append(content_of(element) or hint or short_text(element))


def around_headline(page: HtmlElement) -> set[HtmlElement]:
    """All that is around the headline of a page: of several the one in an article; or else around the first article."""
    found: set[HtmlElement] = set()
    for headline in page.iter("h1"):
        chain = set(headline.iterancestors())
        if any(map(is_article, chain)):
            return chain
        found = found or chain
    article = next(filter(is_article, page.iter()), None)
    return found if article is None else {article, *article.iterancestors()}


def is_article(element: HtmlElement) -> bool:
    """Whether an element is an article, in HTML or in microdata."""
    return element.tag == "article" or ARTICLE.search(element.get("itemtype") or "") is not None


def is_own(element: HtmlElement, around: Collection[HtmlElement], *, is_below: bool) -> bool:
    """Whether an element is of the article of a page: in it, or below the headline, and in no other.

    Args:
        element: One that says something.
        around: From `around_headline`; what is around the headline is the page's own, whatever its
            class says.
        is_below: Whether it stands below the headline.
    """
    for outer in [element, *element.iterancestors()]:
        if is_article(outer):
            return outer in around
        if outer not in around and (outer.tag in ASIDE or OTHERS.search(outer.get("class") or "")):
            return False
    return is_below or element.tag == "meta"


def content_of(element: HtmlElement) -> str:
    """What an element gives to machines."""
    return (element.get("content") or element.get("datetime") or element.get("href") or "").strip()


def in_head(element: HtmlElement) -> Iterator[str]:
    """Where an element of the head says what it says."""
    if element.tag in {"title", "h1", "base"}:
        yield f"tag {element.tag}"
    elif content_of(element):
        named = (element.get(key) or "" for key in ("name", "property", "rel"))
        yield from (
            f"{element.tag} {name}" for name in dict.fromkeys(" ".join(named).lower().split())
        )


def shown(element: HtmlElement) -> Iterator[str]:
    """Where an element says something of an article: as an item of data, or to those who read it."""
    items = (element.get("itemprop") or "").split()
    if element.tag != "meta":
        items += (element.get("property") or "").split()
    if items:
        outer = next(
            (one.get("itemprop") for one in element.iterancestors() if "itemscope" in one.attrib),
            None,
        )
        for item in items:
            yield " ".join(["item", *filter(None, [outer]), item.rpartition(":")[2].lower()])
    kind = f"{element.get('class') or ''} {element.get('id') or ''}"
    if "source-org" in kind:
        yield "class source-org"
    elif (element.tag == "time" or DATED.search(kind)) and (
        PUBLISHED.search(kind) or not CHANGED.search(kind)
    ):
        yield dated(element, kind)


def dated(element: HtmlElement, kind: str) -> str:
    """Where an element that shows a day does so; some say that it is that of publication."""
    is_published = element.get("pubdate") is not None or PUBLISHED.search(kind)
    if element.tag == "time":
        return "time published" if is_published else "time"
    return "class published" if is_published and element.get("title") else "class date"


def short_text(element: HtmlElement) -> str:
    """The text of an element, or its beginning: enough for a title, and to see that it is too long for a day."""
    found = ""
    for words in element.itertext():
        found += words[:LONGEST]
        if len(found) > LONGEST:
            break
    return found
