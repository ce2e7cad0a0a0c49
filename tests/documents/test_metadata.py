"""What is read of pages in the shapes that news sites have, and what is tidied in all formats alike."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from kg.documents import Metadata, read_documents
from kg.documents.days import choose_day, parse_day
from kg.documents.metadata import describe_page, sources_of
from kg.documents.phrases import read_table
from kg.documents.tidy import clean, clean_address, clean_name, site_of
from kg.model import Document
from tests.documents import examples
from tests.documents.fuzz import PATIENCE
from tests.documents.pages import ADDRESS, PAGES, TEXT, canonical, ld
from tests.documents.sturdy import alarm

if TYPE_CHECKING:
    from tests.documents.pages import Page


def read_page(page: Page, folder: Path) -> Document:
    data = page.html.encode()
    path = folder / ("a.warc" if page.given else "a.html")
    path.write_bytes(examples.warc_record(page.given, data) if page.given else data)
    [found] = read_documents([str(path)])
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_a_page_is_read_as_it_is_meant(tmp_path: Path, page: Page) -> None:
    found = read_page(page, tmp_path)
    site = site_of(page.url or "") or None  # stands in for a publisher whom nobody names
    assert (found.title, found.url, found.publisher, found.published) == (
        page.title,
        page.url,
        page.publisher or site,
        page.published,
    )
    assert page.authors in {None, found.authors}
    assert [span.of(found.text) for span in found.paragraphs][-len(TEXT) :] == list(TEXT)


@pytest.mark.parametrize("field", read_table("sources.tsv"))
def test_the_manual_lists_the_sources_in_their_order(field: str) -> None:
    listed = ", ".join(f"`{key}`" for key in sources_of(field))
    assert f"| {listed} |" in (Path(__file__).parents[2] / "docs/reference/formats.md").read_text(
        encoding="utf-8"
    )


CLEAN = [
    ("Rain &amp; snow", "Rain & snow"),
    ("Rain &amp;amp;amp; snow", "Rain & snow"),
    ("Mayor&#039;s and mayor&#x2019;s", "Mayor's and mayor’s"),
    ("AT&T, R&D &notit; &unknown;", "AT&T, R&D &notit; &unknown;"),
    ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
    ("<em class='x'>Rain</em><br>floods<!-- x -->", "Rain floods"),
    ("<![CDATA[Rain]]>", "Rain"),
    ("soft\u00adhyphen \u200bno\u2060width\ufeff", "softhyphen nowidth"),
    ("\x00\x1f", None),
    ("<br>", None),
    ("a" * 2001, None),
]
NAMES = [
    ("The Post", "The Post"),
    ("Salon.com", "Salon.com"),
    ("Ann Lee &lt;ann@post.example&gt;", "Ann Lee"),
    ("https://post.example", None),
    ("//post.example/a", None),
    ("www.post.example", None),
    ("post.example/ann", None),
    ("ann@post.example", None),
    ("@post", None),
    ("Deutsche Rundfunk (www.rundfunk.example)", "Deutsche Rundfunk"),
    ('{"@type": "Person", "name": "Cy Dee"}', None),
    ("—", None),
    ("", None),
    ("undefined", None),
    ("a" * 201, None),
]
ADDRESSES = [
    ("https://post.example/rain", "https://post.example/rain"),
    ("HTTPS://Post.Example/Rain", "https://post.example/Rain"),
    ("https://post.example/rain?utm_source=a&id=7&fbclid=x", "https://post.example/rain?id=7"),
    ("https://post.example/rain?a=1&amp;b=2", "https://post.example/rain?a=1&b=2"),
    ("https://post.example/rain#comments", "https://post.example/rain"),
    ("https://post.example/#!/rain", "https://post.example/#!/rain"),
    ("//post.example/rain", "https://post.example/rain"),
    (" https://post.example/a b\n", "https://post.example/a%20b"),
    ("/rain", None),
    ("rain", None),
    ("javascript:alert(1)", None),
    ("data:text/html,x", None),
    ("file:///etc/passwd", None),
    ("ftp://post.example/rain", None),
    ("https://", None),
    ("https://bank.example@post.example/", None),
    ("https://[::1", None),
    ("https://post.example/\ud800", None),
    ("https://post.example/" + "a" * 2000, None),
]
DAYS = [
    ("2013-05-01", "2013-05-01"),
    ("2013-05-01T23:30:00-05:00", "2013-05-01"),
    ("2013-05-01 08:00:00 +0200", "2013-05-01"),
    ("2013/5/1", "2013-05-01"),
    ("20130501080000", "2013-05-01"),
    ("20130501T080000Z", "2013-05-01"),
    ("Wed, 01 May 2013 08:00:00 GMT", "2013-05-01"),
    ("May 1, 2013 8:00 am", "2013-05-01"),
    ("1. mai 2013", "2013-05-01"),
    ("Updated May 5, 2019 | Published April 3, 2013", "2013-04-03"),
    ("Published 3 April 2013, updated 5 May 2019", "2013-04-03"),
    ("Updated 5 May 2019", None),
    ("03/04/2013", None),
    ("2013", None),
    ("2013-05", None),
    ("May 2013", None),
    ("1 May", None),
    ("yesterday", None),
    ("1711012345", None),
    ("1711012345678", None),
    ("2013-02-30", None),
    ("1970-01-01T00:00:00Z", None),
    ("0001-01-01", None),
    ("1 May 2013 " + "a" * 100, None),
]


@pytest.mark.parametrize(("words", "expected"), CLEAN)
def test_words_of_a_field(words: str, expected: str | None) -> None:
    assert clean(words) == expected


@pytest.mark.parametrize(("words", "expected"), NAMES)
def test_names(words: str, expected: str | None) -> None:
    assert clean_name(words) == expected


@pytest.mark.parametrize(("words", "expected"), ADDRESSES)
def test_addresses(words: str, expected: str | None) -> None:
    assert clean_address(words) == expected


@pytest.mark.parametrize(("words", "expected"), DAYS)
def test_days(words: str, expected: str | None) -> None:
    assert parse_day(words) == (date.fromisoformat(expected) if expected else None)


TITLE_OF_ALL = "Mayor&amp;#8217;s <b>pumps</b> &amp; nets"
TIDIED = {
    "a.jsonl": json.dumps(
        {
            "text": "It rained.",
            "title": TITLE_OF_ALL,
            "publisher": "@post",
            "authors": ["<i>Bo</i> Ek"],
        }
    ),
    "a.csv": f'text,title,publisher,authors\nIt rained.,{TITLE_OF_ALL},https://post.example,"<i>Bo</i> Ek"\n',
    "a.txt": f"title: {TITLE_OF_ALL}\npublisher: desk@post.example\nauthor: <i>Bo</i> Ek\n\nIt rained.",
    "a.md": f"---\ntitle: {TITLE_OF_ALL}\npublisher: www.post.example\nauthor: <i>Bo</i> Ek\n---\nIt rained.",
    "a.eml": f'From: "<i>Bo</i> Ek" <bo@post.example>\nSubject: {TITLE_OF_ALL}\n\nIt rained.',
    "a.rss": "<rss version='2.0'><channel><title>https://post.example</title><item><author>Bo Ek</author>"
    f"<title><![CDATA[{TITLE_OF_ALL}]]></title><description>It rained.</description></item></channel></rss>",
    "a.pdf": examples.pdf(
        [["It rained in Oslo for ten days, said Ann Lee."]], title=TITLE_OF_ALL
    ).decode("latin-1"),
    "a.html": f"<title>x</title><meta property='og:title' content='{TITLE_OF_ALL.replace('&', '&amp;')}'>"
    f"<meta name='author' content='Bo Ek'><meta property='og:site_name' content='@post'><p>{'. '.join(TEXT)}</p>",
}


@pytest.mark.parametrize(("file", "data"), TIDIED.items(), ids=TIDIED.keys())
def test_every_format_is_tidied_alike(tmp_path: Path, file: str, data: str) -> None:
    path = tmp_path / file
    path.write_bytes(data.encode())
    [found] = read_documents([str(path)])
    assert isinstance(found, Document), found
    assert (found.title, found.publisher, found.authors) == (
        "Mayor’s pumps & nets",
        None,
        ("Bo Ek",),
    )


def test_a_publisher_that_is_the_title_is_none_and_what_the_user_says_stands(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"text": "It rained.", "title": "Rain", "publisher": "RAIN"}), encoding="utf-8"
    )
    assert [
        found.publisher for found in read_documents([str(path)]) if isinstance(found, Document)
    ] == [None]
    said = read_documents([str(path)], Metadata(publisher="www.post.example"))
    assert [found.publisher for found in said if isinstance(found, Document)] == [
        "www.post.example"
    ]


@given(
    st.lists(st.dates(), max_size=4),
    st.lists(st.dates(), max_size=2),
    st.sampled_from([None, ADDRESS]),
)
def test_a_day_is_one_that_somebody_said(
    said: list[date], changed: list[date], url: str | None
) -> None:
    found = choose_day(said, changed, url)
    assert found is None or found in {*said, date(2013, 5, 1)}
    if found and not url:
        assert all(abs(day - found) <= timedelta(days=1) for day in said)


@given(st.text(alphabet="<>&;#amp/!-[]CDATA xb", max_size=60))
def test_tidied_words_are_one_line_and_no_longer(words: str) -> None:
    found = clean(words)
    assert found is None or (found == " ".join(found.split()) and 0 < len(found) <= len(words))


HOSTILE = [
    pytest.param(ld().replace("}", "," * 200_000 + "}"), id="commas"),
    pytest.param(
        '<script type="application/ld+json">' + "//" + " " * 200_000 + "</script>",
        id="spaces in a comment",
    ),
    pytest.param(
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>", id="brackets"
    ),
    pytest.param(
        '<script type="application/ld+json">[' + '{"@type":"Article"},' * 50_000 + "{}]</script>",
        id="articles",
    ),
    pytest.param(
        "<meta property='og:title' content='" + "&amp;lt;" * 100_000 + "'>", id="entities"
    ),
    pytest.param(
        "<meta property='og:title' content='" + "&lt;a" * 400 + "'>", id="tags that do not end"
    ),
    pytest.param(canonical("https://post.example/?" + "utm_a=b&amp;" * 100_000), id="parameters"),
    pytest.param(
        "<time>2013</time>" * 20_000 + "<div class=date>" * 200 + "1 May 2013 " * 5000, id="days"
    ),
    pytest.param(
        "".join(f"<time>{n % 28 + 1} May 2013</time>" for n in range(100_000)), id="days in words"
    ),
    pytest.param(
        '<script type="application/ld+json">['
        + '{"@type":"Article","headline":"a"},' * 20_000
        + "{}]</script>"
        "<h1>b</h1>" * 20_000,
        id="articles and headings",
    ),
    pytest.param("<b class=date>" * 200 + "<i></i>" * 200_000, id="elements without a text"),
    pytest.param(
        "<div itemscope itemtype=Article>" * 200 + "<b itemprop=name>a</b>" * 2000, id="items"
    ),
]


@pytest.mark.parametrize("head", HOSTILE)
def test_no_page_takes_for_ever_to_say_what_it_is(head: str) -> None:
    page = html.fromstring(f"<html><head>{head}</head><body><p>It rained.</p></body></html>")
    with alarm(PATIENCE):
        describe_page(page)
