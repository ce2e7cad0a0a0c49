"""What is said of a document, tidied alike for all formats.

Words have no markup, names are names, addresses are those of the web.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urljoin, urlsplit, urlunsplit

from kg.documents.blocks import ILLEGAL, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.model import Document

__all__ = [
    "MAX_LENGTH",
    "clean",
    "clean_address",
    "clean_name",
    "clean_names",
    "found_in",
    "is_home",
    "letters",
    "site_of",
    "tidy_document",
]

_T = TypeVar("_T")
_R = TypeVar("_R")

MAX_LENGTH: Final = 2000
"""Code points of a title or an address; what is longer is neither."""
_MAX_NAME: Final = 200
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED: Final = 3
"""How many times a system may have escaped what was escaped."""
_BREAK: Final = re.compile(r"</?(?:br|p|div|li|h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>|<!--[^<>]*-->|<!\[CDATA\[|\]\]>")
_UNSEEN: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""A hyphen that only the end of a line shows, and spaces without width."""
_IN_BRACKETS: Final = re.compile(r"\s*\((?:https?://|www\.)[^()]*\)")
"""An address behind a name."""
_NO_NAME: Final = re.compile(
    r".*(?:://|[{}])|//|www\.|[\w-]+(?:\.[\w-]+)+/|\S+@\S+\.\S+$|@\S+$|[^\w]*$"
    r"|(?:null|undefined|\[object object\])$",
    re.IGNORECASE,
)
"""An address, JSON, mail, a handle, no letter, or what a script writes where it has nothing."""
_COUNTED: Final = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|twclid|yclid|igshid|mc_[ce]id)(?:=|$)", re.IGNORECASE
)
"""Parameters that tell how a reader came, and never which article it is."""
_BARE: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/.*)?")
_DEVICES: Final = re.compile(r"^(?:(?:www|m|mobile|amp|edition)\d*\.)+")
_OF_WEB: Final = re.compile(r"https?://[^@:][^@]*")
"""The beginning of an address: it has a host, and no name of a user before it."""


def tidy_document(document: Document) -> Document:
    """Return a document with what a reader found of it in order; what cannot be right is left out.

    >>> from kg.model import Document
    >>> title = "<b>Rain</b> &amp;amp; snow"
    >>> document = Document(id="a", text="", paragraphs=(), title=title, publisher="@post")
    >>> document = tidy_document(document)
    >>> document.title, document.publisher
    ('Rain & snow', None)
    """
    title = clean(document.title)
    publisher = clean_name(document.publisher)
    if publisher and title and letters(publisher) == letters(title):
        publisher = None
    return replace(
        document,
        title=title,
        url=clean_address(document.url) or _without_scheme(document.url or ""),
        publisher=publisher,
        authors=clean_names(document.authors),
        language=clean(document.language),
    )


def clean(words: object) -> str | None:
    r"""Return words in one line, without tags and entities; None for none, and for too many.

    >>> clean("Mayor&amp;#8217;s\n <b>pumps</b>"), clean("R&D < 3"), clean(" "), clean(7)
    ('Mayor’s pumps', 'R&D < 3', None, None)
    """
    if not isinstance(words, str) or len(words) > MAX_LENGTH:
        return None
    shown = _TAG.sub("", _BREAK.sub(" ", _decode_entities(words)))
    return one_line(_UNSEEN.sub("", shown)) or None


def _decode_entities(words: str) -> str:
    """Return words with the characters that entities stand for, also where those were escaped."""
    for _ in range(_ESCAPED):
        words = _ENTITY.sub(_decode_entity, words)
    return words


def _decode_entity(entity: re.Match[str]) -> str:
    """Return what an entity stands for; an unknown one stays."""
    if entity[0].startswith("&#"):
        return unescape(entity[0])
    return html5.get(entity[0][1:], entity[0])


def clean_name(words: object) -> str | None:
    """Return the name of somebody, or of a paper; None for what cannot be a name.

    >>> clean_name("Cy Dee <cy@post.example>"), clean_name("https://post.example")
    ('Cy Dee', None)
    """
    name = _IN_BRACKETS.sub("", clean(words) or "")
    return None if len(name) > _MAX_NAME or _NO_NAME.match(name) else name


def clean_names(listed: Iterable[object]) -> tuple[str, ...]:
    """Return the names in a list, without repetitions and without what cannot be a name."""
    return tuple(dict.fromkeys(found_in(listed, clean_name)))


def found_in(values: Iterable[_T], find: Callable[[_T], _R | None]) -> list[_R]:
    """Return what a function finds in each of some values, without None.

    >>> found_in([" Ann  Lee", "@ann"], clean_name)
    ['Ann Lee']
    """
    found = map(find, values)
    return [one for one in found if one is not None]


def letters(words: str) -> str:
    """Return the letters and digits of words, in small letters, to compare them by.

    >>> letters("The Post") == letters("THE POST."), letters("The Post") == letters("Post")
    (True, False)
    """
    return re.sub(r"[\W_]+", "", words.casefold())


def clean_address(words: object, base: str | None = None) -> str | None:
    """Return a web address as an article is known by it; None for what is not an address.

    It is absolute, and has neither a place within the page nor parameters that only count readers.

    Args:
        words: An address; one that is not absolute needs a base.
        base: The address of the page that it stands in.

    >>> clean_address("https://Post.example/rain?id=7&utm_source=feed#comments")
    'https://post.example/rain?id=7'
    >>> clean_address("../rain", "https://post.example/news/a"), clean_address("javascript:void(0)")
    ('https://post.example/rain', None)
    """
    if not isinstance(words, str) or len(words) > MAX_LENGTH or ILLEGAL.search(words):
        return None
    address = _decode_entities(words).strip().replace(" ", "%20")
    try:
        parts = urlsplit(urljoin(base or "https:", address))
    except ValueError:
        return None
    if not address or not _OF_WEB.fullmatch(f"{parts.scheme}://{parts.netloc}"):
        return None
    query = "&".join(pair for pair in parts.query.split("&") if not _COUNTED.match(pair))
    # Pages that a script puts together are told apart by what is elsewhere a place in the page.
    place = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, query, place))


def is_home(url: str) -> bool:
    """Tell whether an address is the one of a site, not of a page of it.

    >>> is_home("https://post.example/"), is_home("https://post.example/?p=17")
    (True, False)
    """
    parts = urlsplit(url)
    return not parts.path.strip("/") and not parts.query and not parts.fragment


def site_of(url: str) -> str:
    """Return the host of an address, the same for computers, for telephones, and for AMP.

    >>> site_of("https://m.post.example/a"), site_of("")
    ('post.example', '')
    """
    with suppress(ValueError):
        return _DEVICES.sub("", urlsplit(url).netloc)
    return ""


def _without_scheme(words: str) -> str | None:
    """Return an address as people write it into tables, `post.example/rain`; it stays a text."""
    return words if len(words) <= MAX_LENGTH and _BARE.fullmatch(words) else None
