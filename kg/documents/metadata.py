"""What a web page says of its article: `sources.tsv` says which of its words is believed first.

In that table, `json` is schema.org's JSON-LD of the article, `item` its microdata or RDFa, `meta`
and `link` stand in the head, and `class`, `time` is what readers see. Where days of `published`
contradict each other, none counts unless the address has a day, too. `counted`, for programs that
count readers, and which some papers renew, is asked only where there are none; `shown` only where
there are neither, and it counts only if all that is shown in one way is one day.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from kg.documents.days import DAY, choose_day, parse_day
from kg.documents.phrases import read_table
from kg.documents.said import Said, collect_said
from kg.documents.schema_org import describe_article, read_json_ld
from kg.documents.tidy import (
    clean,
    clean_address,
    clean_name,
    clean_names,
    found_in,
    is_home,
    letters,
    site_of,
)
from kg.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from lxml.html import HtmlElement

__all__ = ["describe_page", "sources_of"]

_BETWEEN: Final = re.compile(r"\s*\|\s*|\s+[–—·•»:-]\s+")
"""What stands between headline, section and paper in a title."""
_DATE: Final = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")
_HOST_ONLY: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$", re.IGNORECASE)
_ABSOLUTE: Final = re.compile(r"\s*(?:https?:|/)", re.IGNORECASE)
"""Only the canonical link is sure to be an address; elsewhere `true`, or a number, may stand."""
_SECTION: Final = re.compile(r"(?:/(?:[a-z]+|\d{1,4})){0,3}/?", re.IGNORECASE)
_CUT: Final = ("...", "…")


def sources_of(field: str) -> tuple[str, ...]:
    """Return from where a field of an article is read, the surest first.

    >>> sources_of("publisher")[:2]
    ('json publisher', 'item publisher name')
    """
    return read_table("sources.tsv")[field]


def describe_page(page: HtmlElement, fetched: str | None = None) -> Document:
    """Return the document that a page says it is; its text is empty where the page gives none.

    What is not said, or said in contradiction, is None or empty.

    Args:
        page: The page.
        fetched: Where it was fetched, if that is known.

    >>> from lxml import html
    >>> article = '{"@type": "NewsArticle", "headline": "Rain", "author": [{"name": "Bo Ek"}]}'
    >>> page = f'<body><script type="application/ld+json">{article}</script></body>'
    >>> found = describe_page(html.fromstring(page))
    >>> found.title, found.authors
    ('Rain', ('Bo Ek',))
    """
    said = collect_said(page)
    addresses = said["link canonical"] + said["meta og:url"]
    linked = describe_article(read_json_ld(page), addresses, _all_titles(said))
    for key, values in linked.items():
        said[f"json {key}"] = values

    url = _choose_url(said, fetched)
    address = url or fetched or ""
    publisher = _choose_publisher(said, address)
    return Document(
        id="",
        text="".join(said["json articleBody"][:1]),
        paragraphs=(),
        title=_choose_title(said, publisher, address),
        url=url,
        publisher=publisher,
        published=choose_day(_days_said(said), _days_in(said, sources_of("changed")), url),
        authors=clean_names(said["json author"]),
        language=_first(said["json inLanguage"]),
    )


def _first(found: Iterable[str]) -> str | None:
    """Return the first of what was found; None if there is nothing."""
    return next(iter(found), None)


def _best(found: Sequence[str], is_poor: Callable[[str], object]) -> str | None:
    """Return the first of what was found that is not poor, or else the first; None for nothing."""
    better = [one for one in found if not is_poor(one)]
    return _first(better or found)


def _said_in(said: Said, places: Iterable[str]) -> list[str]:
    """Return all that is said in some places, in their order."""
    return list(chain.from_iterable(said[place] for place in places))


def _own_titles(said: Said) -> list[str]:
    """Return the titles that a page gives to its article, the surest first."""
    return found_in(_said_in(said, sources_of("title")), clean)


def _window_titles(said: Said) -> list[str]:
    """Return what stands in the title of the window; a picture further down may have one, too."""
    return found_in(said["tag title"][:1], clean)


def _all_titles(said: Said) -> list[str]:
    """Return all titles that a page has."""
    return _own_titles(said) + found_in(said["tag h1"], clean) + _window_titles(said)


def _choose_title(said: Said, publisher: str | None, url: str) -> str | None:
    """Return the title, without paper and day behind it.

    One that was cut short is looked up elsewhere.
    """
    own = [_without_paper(title, publisher, url) for title in _own_titles(said)]
    found = _first(title for title in own if not _is_paper(title, publisher))
    if found is None or not found.endswith(_CUT):
        return found

    beginning = found.rstrip(".… ")
    for title in _all_titles(said):
        whole = _without_paper(title, publisher, url)
        if whole != found and whole.startswith(beginning):
            return whole
    return found


def _without_paper(title: str, publisher: str | None, url: str) -> str:
    """Return a title without what stands behind it of the paper, in as many parts as that has.

    >>> _without_paper("Rain - floods | The Post | 01.05.2013", "The Post", "")
    'Rain - floods'
    """
    for match in reversed(list(_BETWEEN.finditer(title))):
        last = title[match.end() :]
        is_of_paper = _is_paper(last, publisher) or _is_site(last, url)
        if not is_of_paper and not _DATE.fullmatch(last):
            break
        title = title[: match.start()]
    return title


def _is_paper(words: str, publisher: str | None) -> bool:
    """Tell whether words are the name of the paper."""
    return publisher is not None and letters(words) == letters(publisher)


def _choose_url(said: Said, fetched: str | None) -> str | None:
    """Return the address: the first that is not the one of a site or a section.

    That of a section is taken where there is no other; that of a site only if it was fetched there.
    """
    given = clean_address(fetched)
    known = list(filter(_ABSOLUTE.match, _said_in(said, sources_of("url"))))
    base = clean_address(_first(said["tag base"]), fetched) or fetched

    found = found_in(said["link canonical"] + known, partial(clean_address, base=base))
    if given and site_of(given) in map(site_of, found):
        found.append(given)
    pages = [one for one in found if not is_home(one)]
    return _best(pages, _is_section) or given


def _is_section(url: str) -> bool:
    """Tell whether an address may be that of a section or a month: plain words, short numbers.

    >>> _is_section("https://post.example/news/2013/"), _is_section("https://post.example/?p=17")
    (True, False)
    """
    parts = urlsplit(url)
    is_page_of_site = parts.query and len(parts.path) <= 1
    return not is_page_of_site and _SECTION.fullmatch(parts.path) is not None


def _choose_publisher(said: Said, url: str) -> str | None:
    """Return who published it: the first name that is not a headline.

    A bare host is taken only where there is no other name.
    """
    names = found_in(_said_in(said, sources_of("publisher")), clean_name)
    titles = _own_titles(said)
    headlines = set(map(letters, titles))
    headings = set(map(letters, said["tag h1"]))
    behind: list[str] = []  # what stands in titles behind the first part
    for title in titles + _window_titles(said):
        first, *others = _BETWEEN.split(title)
        behind += others
        headlines |= headings & {letters(first)}

    known = {*map(letters, names), *map(letters, behind)} - headlines
    papers = found_in(names, partial(_paper_in, known=known, headlines=headlines))
    papers += [part for part in behind if _is_site(part, url)]
    return _best(papers, _HOST_ONLY.match)


def _is_site(words: str, url: str) -> bool:
    """Tell whether words are the name of a site as its host has it.

    >>> url = "https://news.westhavenpost.example/a"
    >>> _is_site("The Westhaven Post", url.replace("news.", "")), _is_site("News", url)
    (True, False)
    """
    name = letters(words)
    if not url or name in read_table("phrases.tsv")["section"]:
        return False
    labels = site_of(url).split(".")
    hosts = {letters("".join(labels[:end])) for end in range(1, len(labels) + 1)}
    short_name = letters(re.sub(r"^the\s", "", words, flags=re.IGNORECASE))
    return not hosts.isdisjoint({name, short_name})


def _paper_in(words: str, known: AbstractSet[str], headlines: AbstractSet[str]) -> str | None:
    """Return the paper in the name of a site, which may have a headline, a section or a motto, too.

    Args:
        words: The name of the site.
        known: What the page says elsewhere of who published it, as `letters` makes it.
        headlines: Its headlines, likewise.
    """
    parts = {letters(part): part for part in _BETWEEN.split(words)}
    papers = parts.keys() - headlines
    if len(papers) > 1:
        papers &= known
    return parts[papers.pop()] if len(papers) == 1 else None


def _days_in(said: Said, places: Iterable[str]) -> list[date]:
    """Return the days that are said in some places."""
    return found_in(_said_in(said, places), parse_day)


def _days_said(said: Said) -> list[date]:
    """Return the days that a page gives as that of publication, the surest first."""
    for field in ("published", "counted"):
        found = _days_in(said, sources_of(field))
        if found:
            return found
    for place in sources_of("shown"):
        found = _days_in(said, [place])
        if found:
            return found if max(found) - min(found) <= DAY else []
    return []
