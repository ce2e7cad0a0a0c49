"""What a web page says of its article: title, address, publisher, day, authors. `SOURCES` says whom it believes first."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import urlsplit

from kg.documents.days import DAY, LONGEST, day_of, published
from kg.documents.schema_org import described, json_ld
from kg.documents.tidy import address, clean, is_home, is_same, letters, name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from lxml.html import HtmlElement

Said: TypeAlias = "Mapping[str, list[str]]"
"""What a page says, by the kind of place and the name that it has there, such as `meta og:title`."""

SOURCES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": (
        "json headline",
        "item headline",
        "meta og:title",
        "meta headline",
        "meta dc.title",
        "meta dcterms.title",
        "meta parsely-title",
        "meta sailthru.title",
        "meta cxenseparse:title",
        "meta hdl",
        "meta twitter:title",
        "json name",
    ),
    "url": (
        "link canonical",
        "meta og:url",
        "json mainEntityOfPage",
        "json url",
        "item mainentityofpage",
        "item url",
        "meta parsely-link",
        "meta twitter:url",
        "meta dcterms.identifier",
        "meta dc.identifier",
    ),
    "publisher": (
        "json publisher",
        "item publisher name",
        "item publisher",
        "meta og:site_name",
        "json site",
        "class source-org",
        "meta dcterms.publisher",
        "meta dc.publisher",
        "meta publisher",
        "meta application-name",
    ),
    "published": (
        "json datePublished",
        "meta article:published_time",
        "meta article:published",
        "meta og:published_time",
        "meta og:article:published_time",
        "meta datepublished",
        "item datepublished",
        "meta parsely-pub-date",
        "meta sailthru.date",
        "meta cxenseparse:recs:publishtime",
        "meta dcterms.issued",
        "meta dc.date.issued",
        "meta citation_publication_date",
        "meta publication_date",
        "meta publish_date",
        "meta publish-date",
        "meta publishdate",
        "meta publisheddate",
        "meta pubdate",
        "meta pdate",
    ),
    "shown": ("class published", "time published", "time", "class date"),
    "changed": ("json dateModified", "meta article:modified_time", "item datemodified", "meta dcterms.modified"),
}
"""What of an article is read from where, the surest first.

`json` is schema.org's JSON-LD of the article, `item` its microdata or RDFa, `meta` and `link` stand in the head, and
`class`, `time` is what readers see. Where days of `published` contradict each other, none counts unless the address has
a day, too; `shown` counts only where there are none, and only if all that is shown in one way is one day.
"""
ASIDE: Final = {"aside", "footer", "nav"}
OTHERS: Final = re.compile(
    r"related|teaser|promo|recommend|sidebar|comment|most-?read|more-?(?:news|stories)", re.IGNORECASE
)
"""What the class of an element says that is of other articles."""
ARTICLE: Final = re.compile(r"(?:Article|Posting|Report)\b")
PUBLISHED: Final = re.compile(r"publi|entry-(?:date|time)|post(?:ed)?-(?:on|date)", re.IGNORECASE)
CHANGED: Final = re.compile(r"updat|modif", re.IGNORECASE)
DATED: Final = re.compile(
    r"(?:^|[\s_-])(?:date|date-?header|dateline|byline|timestamp|posted|pub-?date|published)(?:$|[\s_-])", re.IGNORECASE
)
BETWEEN: Final = re.compile(r"\s*\|\s*|\s+[–—·•»:-]\s+")
"""What stands between headline, section and paper in a title."""
HOST_ONLY: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$", re.IGNORECASE)
SECTION: Final = re.compile(r"(?:/(?:[a-z]+|\d{1,4})){0,3}/?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What is known of an article; None or empty for what is not said, or said in ways that contradict each other."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    body: str | None = None


def metadata(page: HtmlElement, given: str | None = None) -> Described:
    """What a page says of its article.

    Args:
        page: The page.
        given: Where it was fetched, if that is known.

    >>> from lxml import html
    >>> article = '{"@type": "NewsArticle", "headline": "Rain", "author": [{"name": "Ann Lee"}, "Bo Ek"]}'
    >>> found = metadata(html.fromstring(f'<body><script type="application/ld+json">{article}</script></body>'))
    >>> found.title, found.authors
    ('Rain', ('Ann Lee', 'Bo Ek'))
    """
    said = said_by(page)
    for key, values in described(json_ld(page), said["link canonical"] + said["meta og:url"], titles(said)).items():
        said[f"json {key}"] = values
    url = url_of(said, given)
    publisher = publisher_of(said)
    return Described(
        title=title_of(said, publisher),
        url=url,
        publisher=publisher,
        published=published(days_of(said), days(said, SOURCES["changed"]), url),
        authors=tuple(found for words in said["json author"] if (found := name(words))),
        language=next(iter(said["json inLanguage"]), None),
        body=next(iter(said["json articleBody"]), None),
    )


def said_by(page: HtmlElement) -> defaultdict[str, list[str]]:
    """What the elements of a page say, but for its JSON-LD and for what it shows of other articles."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    first = next((element for element in page.iter() if is_article(element)), None)
    for element in page.iter():
        if isinstance(element.tag, str):
            for key, value in places(element, first):
                said[key].append(value)
    return said


def places(element: HtmlElement, first: HtmlElement | None) -> Iterator[tuple[str, str]]:
    """What an element says, by where it says it; `first` is the first article of the page in microdata."""
    content = element.get("content") or element.get("datetime") or element.get("href") or ""
    if element.tag in {"meta", "link"} and content.strip():
        kind, words = ("meta", "name property") if element.tag == "meta" else ("link", "rel")
        named = {key for attribute in words.split() for key in (element.get(attribute) or "").lower().split()}
        yield from ((f"{kind} {key}", content) for key in named)
    if element.tag in {"title", "h1", "base"}:
        yield f"tag {element.tag}", content or short_text(element)
    kind = f"{element.get('class') or ''} {element.get('id') or ''}"
    items = (element.get("itemprop") or "").split() + (element.get("property") or "").split() * (element.tag != "meta")
    is_dated = element.tag == "time" or DATED.search(kind) or "source-org" in kind
    if (items or is_dated) and not is_of_another(element, first):
        around = next((one.get("itemprop") for one in element.iterancestors() if "itemscope" in one.attrib), None)
        value = content or element.get("title") or short_text(element)
        for item in items:
            yield " ".join(filter(None, ("item", around, item.rpartition(":")[2].lower()))), value
        if is_dated:
            yield dated(element, kind), value


def dated(element: HtmlElement, kind: str) -> str:
    """Where an element that a reader sees says what it says."""
    if "source-org" in kind:
        return "class source-org"
    if CHANGED.search(kind) and not PUBLISHED.search(kind):
        return "class updated"
    if element.tag == "time":
        is_first = element.get("pubdate") is not None or PUBLISHED.search(kind)
        return "time published" if is_first else "time"
    return "class published" if element.get("title") and PUBLISHED.search(kind) else "class date"


def is_article(element: HtmlElement) -> bool:
    """Whether an element is an article in microdata."""
    return ARTICLE.search(element.get("itemtype") or "") is not None


def is_of_another(element: HtmlElement, first: HtmlElement | None) -> bool:
    """Whether an element stands beside the article, or in another one."""
    for around in element.iterancestors():
        if (
            around.tag in ASIDE
            or OTHERS.search(around.get("class") or "")
            or (is_article(around) and around is not first)
        ):
            return True
        if around is first:
            return False
    return False


def short_text(element: HtmlElement) -> str:
    """The text of an element, or its beginning: enough to see that it is too long for a day or a name."""
    found = ""
    for words in element.itertext():
        found += words
        if len(found) > 2 * LONGEST:
            break
    return found


def of(said: Said, field: str) -> list[str]:
    """All that is said of a field, the surest first."""
    return [value for key in SOURCES[field] for value in said[key]]


def titles(said: Said) -> list[str]:
    """All titles that a page has."""
    found = of(said, "title") + said["tag h1"] + said["tag title"]
    return [title for words in found if (title := clean(words))]


def title_of(said: Said, publisher: str | None) -> str | None:
    """The title, without the name of the paper behind it."""
    for words in of(said, "title"):
        title = clean(words) or ""
        *_, last = [None, *BETWEEN.finditer(title)]
        if publisher and last and is_same(title[last.end() :], publisher):
            title = title[: last.start()]
        if title and not (publisher and is_same(title, publisher)):
            return title
    return None


def url_of(said: Said, given: str | None) -> str | None:
    """The address: the first that is not the one of a site or a section; that of a site is none."""
    known = of(said, "url")
    base = address(next(iter(said["tag base"]), None), given) or given or next(filter(None, map(address, known)), None)
    found = [one for words in known if (one := address(words, base))]
    fetched = address(given)
    if fetched and site(fetched) in map(site, found):
        found.append(fetched)
    pages = [one for one in found if not is_home(one)]
    return next((one for one in pages if not is_section(one)), next(iter(pages), fetched))


def is_section(url: str) -> bool:
    """Whether an address may be that of a section, or of a month: it has plain words, and numbers of years and days.

    >>> is_section("https://post.example/news/2013/"), is_section("https://post.example/news/rain-floods-harbour")
    (True, False)
    """
    parts = urlsplit(url)
    return not parts.query and SECTION.fullmatch(parts.path) is not None


def site(url: str) -> str:
    """The host of an address, the same for computers, for telephones, and for AMP."""
    return re.sub(r"^(?:(?:www|m|mobile|amp|edition)\d*\.)+", "", urlsplit(url).netloc)


def publisher_of(said: Said) -> str | None:
    """Who published it: the first name that is neither the title nor an address; a bare host only if there is no other."""
    found = [one for words in of(said, "publisher") if (one := name(words))]
    headlines = titles(said)
    known = {letters(part) for words in headlines for part in BETWEEN.split(words)[1:]} | set(map(letters, found))
    heads = {letters(part) for words in headlines for part in BETWEEN.split(words)[:1]}
    papers = [paper for one in found if (paper := paper_in(one, known - heads, heads))]
    return next((paper for paper in papers if not HOST_ONLY.match(paper)), next(iter(papers), None))


def paper_in(words: str, known: set[str], heads: set[str]) -> str | None:
    """The paper in the name of a site, which may have the headline, a section or a motto besides it.

    Args:
        words: The name of the site.
        known: What the page says elsewhere of who published it, as `letters` makes it.
        heads: Its headlines, likewise.
    """
    parts = [part for part in BETWEEN.split(words) if letters(part) not in heads]
    if len(parts) > 1:
        parts = [part for part in parts if letters(part) in known]
    return parts[0] if len(parts) == 1 else None


def days(said: Said, keys: Iterable[str]) -> list[date]:
    """The days that are said in some places."""
    return [day for key in keys for words in said[key] if (day := day_of(words))]


def days_of(said: Said) -> list[date]:
    """The days that a page gives as that of publication, the surest first."""
    for keys in (SOURCES["published"], *((key,) for key in SOURCES["shown"])):
        if found := days(said, keys):
            is_one = keys == SOURCES["published"] or max(found) - min(found) <= DAY
            return found if is_one else []
    return []
