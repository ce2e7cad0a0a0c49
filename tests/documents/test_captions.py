"""Captions of a web page: what a picture shows, and whom it is credited to; without a credit there is none."""

from __future__ import annotations

import pytest

from kg.documents.captions import find_credit
from kg.documents.formats.html import read_article

CREDITS = [
    (
        "Ann Lee lands at Bergen. Photo: Kari Nordmann/NTB",
        "Ann Lee lands at Bergen.",
        "Kari Nordmann/NTB",
    ),
    (
        "Ann Lee lands at Bergen. Photograph by Bo Ek for The Post",
        "Ann Lee lands at Bergen.",
        "Bo Ek for The Post",
    ),
    ("The base in May. Image courtesy of the U.S. Navy.", "The base in May.", "U.S. Navy"),
    ("A ship off Bergen (Photo: NTB)", "A ship off Bergen", "NTB"),
    ("A ship off Bergen. Source: Planet Labs PBC", "A ship off Bergen.", "Planet Labs PBC"),
    ("A ship off Bergen © Maxar Technologies", "A ship off Bergen", "Maxar Technologies"),
    (
        "Kim Jong Un and Vladimir Putin meet. Credit: Kremlin.ru",
        "Kim Jong Un and Vladimir Putin meet.",
        "Kremlin.ru",
    ),
    ("Two presidents meet in Beijing. — Reuters", "Two presidents meet in Beijing.", "Reuters"),
    ("Smoke rises over the city | Telegram", "Smoke rises over the city", "Telegram"),
    ("Workers at the plant (AFP)", "Workers at the plant", "AFP"),
    ("Workers at the plant. [AP Photo/Bo Ek]", "Workers at the plant.", "AP Photo/Bo Ek"),
    ("It rained in Oslo. REUTERS/Bo Ek", "It rained in Oslo.", "REUTERS/Bo Ek"),
    ("(File photo) A tank near Kyiv. [Reuters]", "(File photo) A tank near Kyiv.", "Reuters"),
]


@pytest.mark.parametrize(("words", "content", "credit"), CREDITS)
def test_a_caption_with_a_credit(words: str, content: str, credit: str) -> None:
    found = find_credit(words)
    assert found is not None
    assert (found.content.of(words), found.credit.of(words)) == (content, credit)


NOBODY = [
    "Workers at the plant.",
    "Workers in Bergen (Norway)",
    "The pier – Norway’s longest – has reopened",
    "The minister’s photo by the sea",
    "Ann Lee, the source of the rumour, said nothing",
    "Photo: Ann Lee",
    "(",
    "",
]


@pytest.mark.parametrize("words", NOBODY)
def test_a_caption_that_credits_nobody(words: str) -> None:
    assert find_credit(words) is None


def figure(caption: str) -> str:
    return f"<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure>"


PARAGRAPHS = [
    "Seven fishermen were rescued on Sunday after their boat sank off Bergen, the coastguard said.",
    "“The engine stopped at about three in the morning,” said Erik Dahl, the captain of the boat.",
    "The coastguard will raise the boat next week, and an inquiry into the accident has been opened in Oslo.",
]
LEAD = 'A lifeboat at <b>Bergen</b> on Sunday <span class="img-credit">Photograph: Kari Nordmann/NTB</span>'
PAGE = f"""<html lang="en"><body><nav>{figure("News of the day and the night. Photo: NTB")}<p>More news</p></nav>
<article><h1>Seven rescued off Bergen</h1>
{figure(LEAD)}
<p>{PARAGRAPHS[0]}</p>{figure("A map of the fjord.")}<p>{PARAGRAPHS[1]}</p>
{figure("Erik Dahl speaks to the paper. — Reuters")}<p>{PARAGRAPHS[2]}</p></article>
<aside>{figure("Another story of another day. Photo: AFP")}<p>Another story</p></aside></body></html>"""


def test_the_captions_of_an_article_stand_where_the_page_has_them() -> None:
    found = read_article(PAGE.encode(), "a.html")
    captions = [(one.content.of(found.text), one.credit.of(found.text)) for one in found.captions]
    assert captions == [
        ("A lifeboat at Bergen on Sunday", "Kari Nordmann/NTB"),
        ("Erik Dahl speaks to the paper.", "Reuters"),
    ]
    assert "Another story" not in found.text
    assert "A map" not in found.text
    assert [span.of(found.text) for span in found.paragraphs] == PARAGRAPHS
    first, second = found.captions
    places = [
        first.content,
        found.paragraphs[0],
        found.paragraphs[1],
        second.credit,
        found.paragraphs[2],
    ]
    assert places == sorted(places)
