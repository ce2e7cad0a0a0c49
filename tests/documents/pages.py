"""Pages in the shapes that news sites have, of invented papers, and what each says of its article.

A case is what stands in the head, and what stands above the text; the text is the same everywhere.
What a page leaves open, or says in two ways of which neither is clearly right, is None.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLE: Final = "Rain floods the harbour of Westhaven"
PAPER: Final = "The Westhaven Post"
HOME: Final = "https://www.post.example"
ADDRESS: Final = f"{HOME}/news/2013/05/01/rain-floods-harbour"
FLAT: Final = f"{HOME}/rain-floods-harbour-of-westhaven"
DAY: Final = date(2013, 5, 1)
TIME: Final = "2013-05-01T08:00:00+02:00"
TEXT: Final = (
    "It rained in Westhaven for ten days, said Ann Lee, who keeps the harbour.",
    "The quay was shut on Monday, according to the city, and the ferries stayed away.",
    "“Nobody here has seen such water,” said Bo Ek, who sells nets below the bridge.",
    "The council meets on Thursday. It will speak of pumps, said the mayor, and of who pays.",
)
MENU: Final = '<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav>'
FOOT: Final = "<footer><p>© 2019 Westhaven Media. All rights reserved.</p></footer>"
ORGANISATION: Final = {"@type": "Organization", "name": PAPER, "url": f"{HOME}/"}
ARTICLE: Final[Mapping[str, Any]] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": TIME,
    "mainEntityOfPage": ADDRESS,
    "publisher": ORGANISATION,
    "author": {"@type": "Person", "name": "Cy Dee"},
}
TEASER: Final[Mapping[str, Any]] = {
    "@type": "NewsArticle",
    "headline": "Ferry captain retires after forty years",
    "url": f"{HOME}/news/2011/02/03/ferry-captain",
    "datePublished": "2011-02-03",
    "publisher": {"@type": "Organization", "name": "Harbour Weekly"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, and what is right to read of it.

    Attributes:
        head: What stands in its head.
        top: What stands above the text, within the article.
        side: What stands beside the article; `above`, what stands above it.
        given: Where it was fetched, as a web archive has it.
    """

    head: str = ""
    top: str = f"<h1>{TITLE}</h1>"
    side: str = ""
    above: str = ""
    given: str | None = None
    title: str | None = TITLE
    url: str | None = ADDRESS
    publisher: str | None = PAPER
    published: date | None = DAY
    authors: tuple[str, ...] | None = None

    @property
    def html(self) -> str:
        """The page."""
        text = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT)
        body = (
            f"{self.above}{MENU}<main><article>{self.top}{text}</article></main>{self.side}{FOOT}"
        )
        return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{self.head}</head><body>{body}</body></html>'


def ld(*nodes: object, **changes: object) -> str:
    """A block of JSON-LD a node; of the article with some changes, if no node is given."""
    blocks = nodes or (
        {key: value for key, value in {**ARTICLE, **changes}.items() if value is not None},
    )
    return "".join(script(json.dumps(block)) for block in blocks)


def script(words: str) -> str:
    """A block of JSON-LD, as it stands there."""
    return f'<script type="application/ld+json">{words}</script>'


def metas(*pairs: str) -> str:
    """Elements of metadata, each given as `name=content`: by property for OpenGraph, by name for the others."""
    lines = []
    for key, content in (pair.split("=", 1) for pair in pairs):
        kind = "property" if key.startswith(("og:", "article:")) else "name"
        lines.append(f'<meta {kind}="{key}" content="{content}">')
    return "".join(lines)


def canonical(address: str) -> str:
    """The link to the address that the page wants to be known by."""
    return f'<link rel="canonical" href="{address}">'


def og(
    *more: str, url: str | None = ADDRESS, site: str | None = PAPER, day: str | None = TIME
) -> str:
    """The OpenGraph of a page."""
    said = {
        "og:type": "article",
        "og:url": url,
        "og:site_name": site,
        "article:published_time": day,
    }
    if not any(pair.startswith("og:title=") for pair in more):
        said["og:title"] = TITLE
    return metas(
        *(f"{key}={content}" for key, content in said.items() if content is not None), *more
    )


YOAST: Final = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "Article",
            "@id": f"{ADDRESS}/#article",
            "isPartOf": {"@id": f"{ADDRESS}/"},
            "headline": TITLE,
            "datePublished": "2013-05-01T06:00:00+00:00",
            "dateModified": "2019-08-09T06:00:00+00:00",
            "mainEntityOfPage": {"@id": f"{ADDRESS}/"},
            "author": {"@id": f"{HOME}/#/schema/person/1"},
            "publisher": {"@id": f"{HOME}/#organization"},
        },
        {
            "@type": "WebPage",
            "@id": f"{ADDRESS}/",
            "url": f"{ADDRESS}/",
            "name": f"{TITLE} - {PAPER}",
        },
        {
            "@type": "BreadcrumbList",
            "itemListElement": [{"@type": "ListItem", "name": "Home", "item": f"{HOME}/"}],
        },
        {
            "@type": "WebSite",
            "@id": f"{HOME}/#website",
            "url": f"{HOME}/",
            "name": "Westhaven online",
        },
        {"@type": "Organization", "@id": f"{HOME}/#organization", "name": PAPER},
        {"@type": "Person", "@id": f"{HOME}/#/schema/person/1", "name": "Cy Dee"},
    ],
}
YOAST_PAGE: Final = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "WebPage",
            "url": ADDRESS,
            "name": f"{TITLE} - {PAPER}",
            "datePublished": TIME,
            "isPartOf": {"@id": f"{HOME}/#website"},
        },
        {"@type": "WebSite", "@id": f"{HOME}/#website", "name": PAPER, "url": f"{HOME}/"},
    ],
}
ITEMS: Final = {
    "@type": "ItemList",
    "itemListElement": [{"@type": "ListItem", "position": 1, "item": TEASER}],
}
LIVE: Final = {
    **ARTICLE,
    "@type": "LiveBlogPosting",
    "liveBlogUpdate": [
        {"@type": "BlogPosting", "headline": "Bridge shut", "datePublished": "2013-05-03"}
    ],
}
BROKEN: Final = json.dumps(ARTICLE, indent=1).replace(
    '"author"', '"isAccessibleForFree": true,,"author"'
)
MICRODATA: Final = f"""<div itemscope itemtype="http://schema.org/NewsArticle">
<link itemprop="mainEntityOfPage" href="{ADDRESS}"><h1 itemprop="headline">{TITLE}</h1>
<span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">Cy Dee</span></span>
<meta itemprop="datePublished" content="{TIME}"><meta itemprop="dateModified" content="2019-08-09">
<div itemprop="publisher" itemscope itemtype="https://schema.org/Organization"><meta itemprop="name" content="{PAPER}">
<div itemprop="logo" itemscope itemtype="https://schema.org/ImageObject"><meta itemprop="url" content="/a.png"></div>
</div></div>"""
BLOGGER: Final = f"""<h2 class="date-header"><span>Wednesday, May 1, 2013</span></h2>
<h3 class="post-title entry-title" itemprop="name">{TITLE}</h3>
<div class="post-footer"><a class="timestamp-link" href="{ADDRESS}.html" rel="bookmark"><abbr class="published"
 itemprop="datePublished" title="{TIME}">8:00 AM</abbr></a></div>"""
HNEWS: Final = f"""<div class="hnews hentry"><h1 class="entry-title">{TITLE}</h1>
<span class="source-org vcard"><span class="org fn">{PAPER}</span></span>
<abbr class="published" title="{TIME}">yesterday</abbr> <abbr class="updated" title="2019-08-09">later</abbr></div>"""
RELATED: Final = """<aside class="related"><h2>More</h2><ul><li><a href="/a">Ferry captain retires</a>
<time datetime="2011-02-03">3 February 2011</time></li></ul></aside>"""

PAGES: Final[Mapping[str, Page]] = {
    # JSON-LD
    "an article": Page(head=canonical(ADDRESS) + ld(), authors=("Cy Dee",)),
    "a graph, its parts linked": Page(head=ld(YOAST), url=f"{ADDRESS}/", authors=("Cy Dee",)),
    "a page of a site, no article": Page(head=canonical(ADDRESS) + ld(YOAST_PAGE)),
    "an array": Page(head=script(json.dumps([ORGANISATION, {"@type": "BreadcrumbList"}, ARTICLE]))),
    "a list of other articles first": Page(head=canonical(ADDRESS) + ld(ITEMS, ARTICLE)),
    "a teaser in a block before": Page(head=canonical(ADDRESS) + ld(TEASER, ARTICLE)),
    "a teaser in the only block": Page(head=canonical(ADDRESS) + ld(TEASER) + og()),
    "the entity of a page": Page(
        head=ld({"@type": "WebPage", "mainEntity": {**ARTICLE, "mainEntityOfPage": ADDRESS}})
    ),
    "a live blog with its posts": Page(head=canonical(ADDRESS) + ld(LIVE)),
    "a type that is an address": Page(head=ld(**{"@type": ["https://schema.org/NewsArticle"]})),
    "parts behind a wall": Page(
        head=ld(
            isAccessibleForFree=False, hasPart={"@type": "WebPageElement", "cssSelector": ".wall"}
        )
    ),
    "commas too many": Page(head=canonical(ADDRESS) + script(json.dumps(ARTICLE)[:-1] + ",}")),
    "commas doubled": Page(head=canonical(ADDRESS) + og() + script(BROKEN)),
    "a line break in a string": Page(
        head=ld(headline="Rain floods~").replace("~", "\n the\tharbour of Westhaven")
    ),
    "CDATA around it": Page(head=script(f"//<![CDATA[\n{json.dumps(ARTICLE)}\n//]]>")),
    "a comment of HTML around it": Page(head=script(f"<!--\n{json.dumps(ARTICLE)}\n-->")),
    "comments of a script in it": Page(
        head=script(f"/* article */\n{json.dumps(ARTICLE)}\n// end\n")
    ),
    "a semicolon behind it": Page(head=script(json.dumps(ARTICLE) + ";")),
    # addresses
    "the entity of the page is its section": Page(
        head=canonical(ADDRESS) + ld(mainEntityOfPage=f"{HOME}/news", url=f"{HOME}/news")
    ),
    "the entity of the page is another section": Page(
        head=canonical(FLAT) + ld(mainEntityOfPage=f"{HOME}/world"), url=FLAT
    ),
    "the entity of the page is the home page": Page(
        head=canonical(ADDRESS) + ld(mainEntityOfPage={"@type": "WebPage", "@id": HOME})
    ),
    "the entity of the page is true": Page(
        head=canonical(ADDRESS) + ld(mainEntityOfPage="true", url="/news")
    ),
    "the canonical page is the home page": Page(head=canonical(f"{HOME}/") + og()),
    "the canonical page is the section": Page(head=canonical(f"{HOME}/news/") + ld() + og()),
    "the canonical page is the home page, and nothing else": Page(
        head=canonical(HOME) + og(url=None), url=None
    ),
    "the canonical page is the home page, but it was fetched": Page(
        head=canonical(HOME) + og(url=HOME), given=f"{ADDRESS}?utm_medium=rss"
    ),
    "a path": Page(head=canonical(ADDRESS.removeprefix(HOME)) + og()),
    "a path of a page that was fetched": Page(
        head=canonical(ADDRESS.removeprefix(HOME)) + og(url=None), given=f"{HOME}/news/1"
    ),
    "a path, and nobody says of which site": Page(
        head=canonical("/news/rain-floods") + og(url=None), url=None
    ),
    "no scheme": Page(head=canonical(ADDRESS.removeprefix("https:")) + og(url=None)),
    "a base": Page(
        head=f'<base href="{HOME}/news/2013/">'
        + canonical("05/01/rain-floods-harbour")
        + og(url=None)
    ),
    "what counts readers": Page(
        head=og(url=f"{ADDRESS}?utm_source=feed&amp;utm_medium=rss&amp;fbclid=x1#comments")
    ),
    "what tells articles apart": Page(
        head=canonical(f"{HOME}/story.php?id=17&amp;ref=18"),
        url=f"{HOME}/story.php?id=17&ref=18",
        publisher=None,
        published=None,
    ),
    "a page for telephones": Page(head=canonical(ADDRESS) + og(url=ADDRESS.replace("www.", "m."))),
    "a page for AMP": Page(
        head=canonical(FLAT)
        + ld(mainEntityOfPage=f"{HOME}/amp/news/rain-floods-harbour-of-westhaven"),
        url=FLAT,
    ),
    "a page to print": Page(head=og(), given=f"{HOME}/print/17"),
    "one word, fetched with a parameter": Page(
        head=canonical(f"{HOME}/rain") + og(url=None),
        given=f"{HOME}/rain?page=2",
        url=f"{HOME}/rain",
    ),
    "a number for an address": Page(
        head=ld(mainEntityOfPage="true", url="17") + metas("DC.identifier=10.1000/17"),
        given=f"{ADDRESS}",
    ),
    "a link to the page in its graph": Page(
        head=ld(
            {**ARTICLE, "mainEntityOfPage": {"@id": "#page"}},
            {"@type": "WebPage", "@id": "#page", "url": ADDRESS},
        )
    ),
    "no address at all": Page(
        head=canonical("javascript:void(0)") + ld(mainEntityOfPage="#", url=None), url=None
    ),
    "two canonical pages": Page(head=canonical("") + canonical(ADDRESS) + og(url=None)),
    # publishers
    "the publisher is an address": Page(
        head=og() + ld(publisher="https://www.facebook.com/westhavenpost")
    ),
    "the publisher's name is an address": Page(
        head=og() + ld(publisher={"name": "www.post.example/"})
    ),
    "the publisher is the headline": Page(head=og() + ld(publisher={"name": TITLE})),
    "the site is the headline": Page(head=og(f"application-name={PAPER}", site=TITLE)),
    "the publisher is on Facebook": Page(
        head=og("article:publisher=https://www.facebook.com/westhavenpost", site=None),
        publisher=None,
    ),
    "the publisher is a handle": Page(
        head=og("twitter:site=@westhavenpost", site="@westhavenpost"), publisher=None
    ),
    "the publisher is mail": Page(
        head=og("dc.publisher=desk@post.example", site=None), publisher=None
    ),
    "the site has a motto": Page(
        head=og(f"publisher={PAPER}", site=f"{PAPER} | News, sport and weather")
    ),
    "the site has a section": Page(
        head=f"<title>{TITLE} | {PAPER}</title>" + og(site=f"News | {PAPER}")
    ),
    "the headline stands before the site": Page(head=og(site=f"{TITLE} - {PAPER}")),
    "the site is in small letters": Page(head=og(site="the Post"), publisher="the Post"),
    "the site's name is in the title alone": Page(
        head=f"<title>{TITLE} | News | Post</title>" + og(site=None), publisher="Post"
    ),
    "the paper's name is the first heading": Page(
        head=og(), top=f"<h1>{PAPER}</h1><h2>{TITLE}</h2>"
    ),
    "a section in the title": Page(
        head=f"<title>{TITLE} | News</title>" + og(site=None), publisher=None
    ),
    "several publishers": Page(
        head=ld(publisher=[ORGANISATION, {"@type": "Organization", "name": "Owner Ltd"}])
    ),
    # words
    "entities": Page(head=ld(publisher={"name": "Nets &amp; Sails"}), publisher="Nets & Sails"),
    "entities of entities": Page(
        head=ld(headline="Mayor&amp;amp;#8217;s &amp;quot;pumps&amp;quot;") + canonical(ADDRESS),
        top="",
        title='Mayor’s "pumps"',
    ),
    "entities in OpenGraph": Page(
        head=og("og:title=Mayor&amp;#039;s pumps &amp;amp; nets", site="Nets &amp;amp; Sails"),
        title="Mayor's pumps & nets",
        publisher="Nets & Sails",
    ),
    "tags": Page(
        head=ld(
            headline="Rain <em>floods</em> the harbour<br/>of Westhaven", author="<b>Cy</b> Dee"
        ),
        authors=("Cy Dee",),
    ),
    "tags behind entities": Page(
        head=og(f"og:title=&lt;span class=&quot;x&quot;&gt;{TITLE}&lt;/span&gt;")
    ),
    "white space": Page(
        head=ld(
            headline=f"\n {TITLE.replace(' ', chr(160))}\u200b \n",
            publisher={"name": f" {PAPER}\n"},
        )
    ),
    "the title names the paper": Page(head=og(f"og:title={TITLE} | {PAPER}")),
    "the title names the site and the day": Page(
        head=canonical(ADDRESS)
        + og(
            f"og:title={TITLE} | Post | 01.05.2013",
            f"publisher={PAPER} (www.post.example)",
            site=None,
        )
    ),
    "a dash in the headline": Page(
        head=ld(headline="Harbour review – and so wet")
        + og("og:title=Harbour review – and so wet"),
        title="Harbour review – and so wet",
    ),
    "the headline is cut short": Page(head=ld(headline="Rain floods the harbour...")),
    "a less-than sign": Page(
        head=ld(headline="Rain &lt; 3 inches: AT&T cuts R&D"),
        title="Rain < 3 inches: AT&T cuts R&D",
    ),
    # days
    "put into a new system later": Page(
        head=canonical(ADDRESS) + ld(datePublished="2019-08-09T10:00:00Z")
    ),
    "put into a new system later, as the change says": Page(
        head=canonical(FLAT)
        + ld(datePublished="2019-08-09", dateModified="2013-05-02", mainEntityOfPage=FLAT),
        url=FLAT,
        published=None,
    ),
    "two days, and the address has one": Page(
        head=canonical(ADDRESS) + ld() + og(day="2019-08-09T10:00:00Z")
    ),
    "two days, and no more": Page(
        head=canonical(FLAT) + ld(mainEntityOfPage=FLAT) + og(day="2019-08-09T10:00:00Z", url=FLAT),
        url=FLAT,
        published=None,
    ),
    "only a change": Page(
        head=og("article:modified_time=2019-08-09", day=None, url=FLAT), url=FLAT, published=None
    ),
    "a change in the head, the day in the text": Page(
        head=og("article:modified_time=2019-08-09", "lastmod=2019-08-09", day=None, url=FLAT),
        top=f'<h1>{TITLE}</h1><time itemprop="datePublished" datetime="{TIME}">1 May</time>',
        url=FLAT,
    ),
    "a change of the year 2019": Page(
        head=canonical(FLAT) + ld(dateModified="2019-08-09", mainEntityOfPage=FLAT), url=FLAT
    ),
    "changed before it was published": Page(head=ld(dateModified="2013-04-29")),
    "the day for those who count readers is that of the change": Page(
        head=canonical(FLAT) + ld(mainEntityOfPage=FLAT) + metas("sailthru.date=2019-08-09"),
        url=FLAT,
    ),
    "a list in the address": Page(
        head=canonical(f"{HOME}/2013/05/25-wet-days") + ld(mainEntityOfPage=None),
        url=f"{HOME}/2013/05/25-wet-days",
    ),
    "another month in the address": Page(
        head=canonical(f"{HOME}/2013/05/rain-floods")
        + ld(mainEntityOfPage=None, datePublished="2019-08-09"),
        url=f"{HOME}/2013/05/rain-floods",
        published=None,
    ),
    "late in the evening": Page(
        head=ld(datePublished="2013-05-01T23:30:00-05:00") + og(day="2013-05-02T04:30:00Z"),
    ),
    "the end of rights": Page(head=og(day=None, url=FLAT), url=FLAT, published=None),
    "the day of a teaser": Page(
        head=og(day=None, url=FLAT), side=RELATED, url=FLAT, published=None
    ),
    "the day above the text, and those of teasers": Page(
        head=og(day=None, url=FLAT),
        top=f'<header><h1>{TITLE}</h1><time datetime="{TIME}">1 May 2013</time></header>',
        side=RELATED,
        url=FLAT,
    ),
    "the day, and that of a change": Page(
        head=og(day=None, url=FLAT),
        top=f'<h1>{TITLE}</h1><time datetime="{TIME}">1 May</time> '
        '<time class="updated" datetime="2019-08-09">9 Aug</time>',
        url=FLAT,
    ),
    "the day on which the page was fetched": Page(
        head=og(day=None, url=FLAT),
        above='<div class="date">Friday, 9 August 2019</div>',
        url=FLAT,
        published=None,
    ),
    "the days of cards, which are articles": Page(
        head=og(day=None, url=FLAT),
        top=f'<h1>{TITLE}</h1><time datetime="{TIME}">1 May 2013</time>',
        side='<div><article><h3>Ferry</h3><time datetime="2011-02-03">3 Feb</time></article></div>',
        url=FLAT,
    ),
    "a class that says where the page has a sidebar": Page(
        head=og(day=None, url=FLAT),
        above='<div class="content-sidebar comments-open">',
        top=f'<h1>{TITLE}</h1><time datetime="{TIME}">1 May 2013</time>',
        url=FLAT,
    ),
    "days of comments": Page(
        head=og(day=None, url=FLAT),
        side='<div class="comments"><time datetime="2013-05-02">yesterday</time></div>',
        url=FLAT,
        published=None,
    ),
    "days that differ": Page(
        head=og(day=None, url=FLAT),
        top=f'<h1>{TITLE}</h1><time datetime="{TIME}">1 May 2013</time> <time datetime="2013-05-20">20 May</time>',
        url=FLAT,
        published=None,
    ),
    "days of numbers": Page(
        head=og(day=None, url=FLAT),
        top=f'<h1>{TITLE}</h1><p class="byline date">03/04/2013</p>',
        url=FLAT,
        published=None,
    ),
    "a day in words": Page(
        head=og(day=None, url=FLAT),
        top=f'<h1>{TITLE}</h1><span class="post-date">Published 1 May 2013</span>',
        url=FLAT,
    ),
    "a day in words in the head": Page(head=og(day="May 1, 2013 8:00 am", url=FLAT), url=FLAT),
    "a day of mail": Page(head=og(day="Wed, 01 May 2013 08:00:00 GMT", url=FLAT), url=FLAT),
    "the address has the day": Page(head=og(day=None)),
    "days that nobody meant": Page(
        head=canonical(FLAT)
        + ld(datePublished="0001-01-01T00:00:00Z", mainEntityOfPage=FLAT)
        + og(day="1970-01-01T00:00:00Z", url=FLAT),
        url=FLAT,
        published=None,
    ),
    "only a month": Page(
        head=ld(datePublished="2013-05", mainEntityOfPage=FLAT) + canonical(FLAT),
        url=FLAT,
        published=None,
    ),
    # other vocabularies
    "OpenGraph": Page(
        head=og("article:publisher=https://www.facebook.com/westhavenpost", "article:section=News")
    ),
    "microdata": Page(top=MICRODATA, authors=("Cy Dee",)),
    "Blogger": Page(
        head=canonical(f"{ADDRESS}.html") + og(day=None, url=None),
        top=BLOGGER,
        url=f"{ADDRESS}.html",
    ),
    "hNews": Page(head=canonical(FLAT), top=HNEWS, url=FLAT),
    "RDFa": Page(
        head=canonical(FLAT),
        top=f'<div typeof="schema:NewsArticle"><h1 property="schema:headline">{TITLE}</h1>'
        f'<span property="dc:date dc:created schema:datePublished" content="{TIME}">1/5</span></div>',
        url=FLAT,
        publisher=None,
    ),
    "Dublin Core": Page(
        head=metas(
            f"DC.title={TITLE}",
            f"DC.publisher={PAPER}",
            "DC.date.issued=2013-05-01",
            f"DC.identifier={FLAT}",
        ),
        top="",
        url=FLAT,
    ),
    "Dublin Core's terms": Page(
        head=metas(
            f"dcterms.title={TITLE}",
            f"dcterms.publisher={PAPER}",
            "dcterms.issued=2013-05-01",
            "dcterms.modified=2019-08-09",
        )
        + canonical(FLAT),
        url=FLAT,
    ),
    "Parse.ly": Page(
        head=metas(
            f"parsely-title={TITLE}",
            f"parsely-link={FLAT}",
            f"parsely-pub-date={TIME}",
            "parsely-section=News",
        ),
        url=FLAT,
        publisher=None,
    ),
    "Sailthru": Page(
        head=canonical(FLAT)
        + metas(
            f"sailthru.title={TITLE}", "sailthru.date=2013-05-01 08:00:00", "sailthru.author=Cy Dee"
        ),
        url=FLAT,
        publisher=None,
    ),
    "Cxense": Page(
        head=canonical(FLAT)
        + metas(f"cXenseParse:recs:publishtime={TIME}", f"cXenseParse:title={TITLE}"),
        url=FLAT,
        publisher=None,
    ),
    "a day without dashes": Page(
        head=canonical(FLAT)
        + metas("pdate=20130501", "byl=By Cy Dee", "utime=20190809060000", f"hdl={TITLE}"),
        url=FLAT,
        publisher=None,
    ),
    "one element, two names": Page(
        head=canonical(FLAT)
        + f'<meta property="article:published_time" name="pubdate" content="{TIME}">'
        f'<meta content="{PAPER}" property="OG:Site_Name">',
        url=FLAT,
    ),
}
