"""What is said of a document, tidied alike for all formats.

Words have no markup, names are names, addresses are those of the web.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit, urlunsplit

from kg.documents.blocks import ILLEGAL, normal

if TYPE_CHECKING:
    from kg.model import Document

LONGEST: Final = 2000
"""Code points of a title or an address; what is longer is none."""
LONGEST_NAME: Final = 200
ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
ESCAPED: Final = 3
"""How many times a system may have escaped what was escaped."""
BREAK: Final = re.compile(r"</?(?:br|p|div|li|h[1-6])\b[^<>]*>", re.IGNORECASE)
TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>|<!--[^<>]*-->|<!\[CDATA\[|\]\]>")
UNSEEN: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""A hyphen that only the end of a line shows, and spaces without width: two names differ by nothing that is seen."""
IN_BRACKETS: Final = re.compile(r"\s*\((?:https?://|www\.)[^()]*\)")
"""An address behind a name."""
NO_NAME: Final = re.compile(
    r".*(?:://|[{}])|//|www\.|[\w-]+(?:\.[\w-]+)+/|\S+@\S+\.\S+$|@\S+$|[^\w]*$|(?:null|undefined|\[object object\])$",
    re.IGNORECASE,
)
"""An address, JSON, mail, a handle, no letter, or what a script writes where it has nothing."""
COUNTED: Final = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|twclid|yclid|igshid|mc_[ce]id)(?:=|$)", re.IGNORECASE
)
"""Parameters that tell how a reader came, and never which article it is."""
BARE: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/.*)?")


def tidied(document: Document) -> Document:
    """The document with what a reader found of it in order: what cannot be right is left out.

    >>> from kg.model import Document
    >>> document = Document(id="a", text="", paragraphs=(), title="<b>Rain</b> &amp;amp; snow", publisher="@post")
    >>> tidied(document).title, tidied(document).publisher
    ('Rain & snow', None)
    """
    title = clean(document.title)
    publisher = name(document.publisher)
    return replace(
        document,
        title=title,
        url=address(document.url) or without_scheme(document.url),
        publisher=None if publisher and title and is_same(publisher, title) else publisher,
        authors=tuple(
            dict.fromkeys(found for author in document.authors if (found := name(author)))
        ),
        language=clean(document.language),
    )


def clean(words: object) -> str | None:
    r"""Words in one line, without tags and entities; None for none, for too many, and for what is no text.

    >>> clean("Mayor&amp;#8217;s\n <b>pumps</b>"), clean("R&D < 3"), clean(" "), clean(7)
    ('Mayor’s pumps', 'R&D < 3', None, None)
    """
    if not isinstance(words, str) or len(words) > LONGEST:
        return None
    shown = TAG.sub("", BREAK.sub(" ", decoded(words)))
    return normal(UNSEEN.sub("", shown)) or None


def decoded(words: str) -> str:
    """Words with the characters that entities stand for, and entities that were escaped again."""
    for _ in range(ESCAPED):
        words = ENTITY.sub(character, words)
    return words


def character(entity: re.Match[str]) -> str:
    """What an entity stands for; an unknown one stays."""
    known = entity[0][1] == "#" or entity[0][1:] in html5
    return unescape(entity[0]) if known else entity[0]


def name(words: object) -> str | None:
    """The name of somebody, or of a paper; None for what is none.

    >>> name("Cy Dee <cy@post.example>"), name("https://post.example"), name("cy@post.example"), name("@cy")
    ('Cy Dee', None, None, None)
    """
    found = IN_BRACKETS.sub("", clean(words) or "")
    return found if len(found) <= LONGEST_NAME and not NO_NAME.match(found) else None


def is_same(one: str, other: str) -> bool:
    """Whether two lines have the same letters and digits.

    >>> is_same("The Post", "THE POST."), is_same("The Post", "Post")
    (True, False)
    """
    return letters(one) == letters(other)


def letters(words: str) -> str:
    """The letters and digits of words, in small letters."""
    return re.sub(r"[\W_]+", "", words.casefold())


def address(words: object, base: str | None = None) -> str | None:
    """A web address as an article is known by it; None for what is none.

    It is absolute, and has neither a place within the page nor parameters that only count readers.

    Args:
        words: An address; one that is not absolute needs a base.
        base: The address of the page that it stands in.

    >>> address("https://Post.example/rain?id=7&utm_source=feed#comments")
    'https://post.example/rain?id=7'
    >>> address("../rain", "https://post.example/news/a"), address("/rain"), address("javascript:void(0)")
    ('https://post.example/rain', None, None)
    """
    if (
        not isinstance(words, str)
        or not words.strip()
        or len(words) > LONGEST
        or ILLEGAL.search(words)
    ):
        return None
    try:
        parts = urlsplit(urljoin(base or "https:", decoded(words).strip().replace(" ", "%20")))
        is_one = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    except ValueError:
        return None
    if not is_one:
        return None
    query = "&".join(pair for pair in parts.query.split("&") if not COUNTED.match(pair))
    place = (
        parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    )  # pages that a script puts together
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, query, place))


def is_home(url: str) -> bool:
    """Whether an address is the one of a site, not of a page of it.

    >>> is_home("https://post.example/"), is_home("https://post.example/?p=17")
    (True, False)
    """
    parts = urlsplit(url)
    return not parts.path.strip("/") and not parts.query and not parts.fragment


def without_scheme(words: str | None) -> str | None:
    """An address as people write it into tables: `post.example/rain`; it stays a text."""
    return words if words and len(words) <= LONGEST and BARE.fullmatch(words) else None
