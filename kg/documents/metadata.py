"""What a web page says of its article: `SOURCES` says which of its words is believed first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from kg.documents.days import DAY, day_of, published
from kg.documents.said import said_by
from kg.documents.schema_org import described, json_ld
from kg.documents.tidy import address, clean, is_home, is_same, letters, name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from lxml.html import HtmlElement

    from kg.documents.said import Said

SOURCES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": (
        "json headline",
        "item headline",
        "meta og:title",
        "meta headline",
        "meta title",
        "meta article_title",
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
        "meta article_publication_name",
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
        "meta dcterms.issued",
        "meta dc.date.issued",
        "meta article_date_original",
        "meta article:publicationdate",
    ),
    "counted": (
        "meta dcsext.articlefirstpublished",
        "meta parsely-pub-date",
        "meta cxenseparse:recs:publishtime",
        "meta sailthru.date",
        "meta citation_publication_date",
        "meta publication_date",
        "meta publish_date",
        "meta publish-date",
        "meta publishdate",
        "meta publisheddate",
        "meta pubdate",
        "meta pdate",
    ),
    "shown": ("time published", "class published", "time", "class date"),
    "changed": (
        "json dateModified",
        "meta article:modified_time",
        "meta article:modified",
        "meta og:updated_time",
        "item datemodified",
        "meta dcterms.modified",
    ),
}
"""What of an article is read from where, the surest first.

`json` is schema.org's JSON-LD of the article, `item` its microdata or RDFa, `meta` and `link` stand
in the head, and `class`, `time` is what readers see. Where days of `published` contradict each
other, none counts unless the address has a day, too. `counted`, for programs that count readers,
and which some papers renew, is asked only where there are none; `shown` only where there are
neither, and it counts only if all that is shown in one way is one day.
"""
BETWEEN: Final = re.compile(r"\s*\|\s*|\s+[–—·•»:-]\s+")
"""What stands between headline, section and paper in a title."""
DATE: Final = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")
HOST_ONLY: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$", re.IGNORECASE)
ABSOLUTE: Final = re.compile(r"\s*(?:https?:|/)", re.IGNORECASE)
"""Only the canonical link is sure to be an address; elsewhere `true`, or a number of the article, may stand."""
SECTIONS: Final = frozenset(
    "blog blogs business culture live local news opinion politics sport sports world".split()
)
"""What hosts begin with, and titles end in, that is no paper."""
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
    for key, values in described(
        json_ld(page), said["link canonical"] + said["meta og:url"], titles(said)
    ).items():
        said[f"json {key}"] = values
    url = url_of(said, given)
    publisher = publisher_of(said, url or given)
    return Described(
        title=title_of(said, publisher, url or given),
        url=url,
        publisher=publisher,
        published=published(days_of(said), days(said, SOURCES["changed"]), url),
        authors=tuple(found for words in said["json author"] if (found := name(words))),
        language=next(iter(said["json inLanguage"]), None),
        body=next(iter(said["json articleBody"]), None),
    )


def of(said: Said, field: str) -> list[str]:
    """All that is said of a field, the surest first."""
    return [value for key in SOURCES[field] for value in said[key]]


def titles(said: Said) -> list[str]:
    """All titles that a page has."""
    found = (
        of(said, "title") + said["tag h1"] + said["tag title"][:1]
    )  # a picture may have a title, too
    return [title for words in found if (title := clean(words))]


def title_of(said: Said, publisher: str | None, url: str | None) -> str | None:
    """The title, without paper and day behind it; one that was cut short is looked up elsewhere."""
    own = [
        without_paper(title, publisher, url)
        for words in of(said, "title")
        if (title := clean(words))
    ]
    found = next((title for title in own if not is_paper(title, publisher)), None)
    if found is None or not found.endswith(("...", "…")):
        return found
    others = (without_paper(title, publisher, url) for title in titles(said))
    return next(
        (title for title in others if title != found and title.startswith(found.rstrip(".… "))),
        found,
    )


def without_paper(title: str, publisher: str | None, url: str | None) -> str:
    """A title without what stands behind it of the paper, in as many parts as that has.

    >>> without_paper("Rain - floods | The Post | 01.05.2013", "The Post", None)
    'Rain - floods'
    """
    for match in reversed(list(BETWEEN.finditer(title))):
        last = title[match.end() :]
        if not (is_paper(last, publisher) or is_site(last, url) or DATE.fullmatch(last)):
            break
        title = title[: match.start()]
    return title


def is_paper(words: str, publisher: str | None) -> bool:
    """Whether words are the name of the paper."""
    return publisher is not None and is_same(words, publisher)


def url_of(said: Said, given: str | None) -> str | None:
    """The address: the first that is not the one of a site or a section; that of a site is none."""
    known = [words for words in of(said, "url") if ABSOLUTE.match(words)]
    base = (
        address(next(iter(said["tag base"]), None), given)
        or given
        or next(filter(None, map(address, known)), None)
    )
    found = [one for words in said["link canonical"] + known if (one := address(words, base))]
    fetched = address(given)
    if fetched and site(fetched) in map(site, found):
        found.append(fetched)
    pages = [one for one in found if not is_home(one)]
    return next((one for one in pages if not is_section(one)), next(iter(pages), fetched))


def is_section(url: str) -> bool:
    """Whether an address may be that of a section, or of a month: it has plain words and short numbers.

    >>> is_section("https://post.example/news/2013/"), is_section("https://post.example/rain-floods")
    (True, False)
    >>> is_section("https://post.example/news?page=2"), is_section("https://post.example/?p=17")
    (True, False)
    """
    parts = urlsplit(url)
    return SECTION.fullmatch(parts.path) is not None and not (parts.query and len(parts.path) <= 1)


def site(url: str) -> str:
    """The host of an address, the same for computers, for telephones, and for AMP."""
    return re.sub(r"^(?:(?:www|m|mobile|amp|edition)\d*\.)+", "", urlsplit(url).netloc)


def publisher_of(said: Said, url: str | None) -> str | None:
    """Who published it: the first name that is no headline; a bare host only where there is no other."""
    found = [one for words in of(said, "publisher") if (one := name(words))]
    parts = [
        BETWEEN.split(clean(words) or "") for words in of(said, "title") + said["tag title"][:1]
    ]
    heads = headlines(said, [first for first, *_ in parts])
    known = {letters(part) for _, *after in parts for part in after} | set(map(letters, found))
    papers = [paper for one in found if (paper := paper_in(one, known - heads, heads))]
    papers += [part for _, *after in parts for part in after if is_site(part, url)]
    return next((paper for paper in papers if not HOST_ONLY.match(paper)), next(iter(papers), None))


def headlines(said: Said, firsts: list[str]) -> set[str]:
    """The headlines of a page, as `letters` makes them: its titles, and what of one is a heading."""
    headings = {letters(words) for words in said["tag h1"]}
    return {letters(clean(words) or "") for words in of(said, "title")} | (
        headings & set(map(letters, firsts))
    )


def is_site(words: str, url: str | None) -> bool:
    """Whether words are the name of a site as its host has it.

    >>> url = "https://news.westhavenpost.example/a"
    >>> is_site("The Westhaven Post", url.replace("news.", "")), is_site("News", url)
    (True, False)
    """
    labels = site(url).split(".") if url and letters(words) not in SECTIONS else []
    hosts = {letters("".join(labels[:end])) for end in range(1, len(labels) + 1)}
    return (
        letters(words) in hosts
        or letters(re.sub(r"^the\s", "", words, flags=re.IGNORECASE)) in hosts
    )


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
    if found := days(said, SOURCES["published"]) or days(said, SOURCES["counted"]):
        return found
    for key in SOURCES["shown"]:
        if found := days(said, [key]):
            return found if max(found) - min(found) <= DAY else []
    return []
