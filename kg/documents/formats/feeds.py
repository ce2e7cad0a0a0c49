"""RSS and Atom files, read by feedparser, a document an entry; nothing is fetched."""

from __future__ import annotations

import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from kg.documents.blocks import blocks_of_html, lay_out
from kg.documents.days import parse_day
from kg.documents.files import File, UnreadableError
from kg.documents.tidy import clean
from kg.errors import Problem
from kg.model import Document, Software

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES: Final = (".rss", ".atom", ".xml")
_ELEMENT: Final = re.compile(rb"<\w")
_DECLARATION: Final = re.compile(r"<\?xml[^>]{0,300}\?>")
_EBCDIC: Final = "<?xm".encode("cp037")
_LINE: Final = 300
"""Bytes within which an XML declaration ends."""
_HEAD: Final = 10_000
"""Bytes within which the first element begins, behind comments and the names of entities."""


def read(file: File) -> Iterator[Document | Problem]:
    """Read the entries of a feed: their whole content, or the summary where there is no more.

    Args:
        file: XML, in the encoding that it names.
    """
    import feedparser

    feed = feedparser.parse(io.BytesIO(_with_short_head(file.data())))
    error = str(feed.get("bozo_exception", ""))
    if not feed.version:
        raise UnreadableError("is XML but no RSS or Atom; give a feed, or leave it out")
    if not feed.entries and feed.bozo:
        raise UnreadableError(f"is a broken feed ({clean(error)}); fetch it again")
    if not feed.entries:
        raise UnreadableError("is a feed without entries; leave it out")
    for number, entry in enumerate(feed.entries, start=1):
        yield _read_entry(entry, feed.feed, f"{file.name}:{number}")
    if "not well-formed" in error:
        message = "is broken from some entry on; the entries before it were read"
        yield Problem(where=file.name, message=message)


def _with_short_head(data: bytes) -> bytes:
    r"""Return a feed in an encoding that has ASCII in it, its XML declaration on a line of its own.

    feedparser's expressions take the cube of the length of the first line, and the square of what
    is before the first element, if somebody means it.

    Raises:
        UnreadableError: It is in another encoding, or does not begin as a feed does.

    >>> _with_short_head(b"<?xml version='1.0'?><rss/>")
    b"<?xml version='1.0'?>\n<rss/>"
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data = _DECLARATION.sub("", data.decode("utf-16", "replace"), count=1).encode("utf-8")
    if b"\0" in data[:4] or data.startswith(_EBCDIC):
        raise UnreadableError("is in an encoding that cannot be read; save it in UTF-8")
    if not _ELEMENT.search(data, 0, _HEAD):
        raise UnreadableError(
            "is no RSS or Atom: no element begins near its top; give a feed, or leave it out"
        )
    if not data.startswith((b"<?", BOM_UTF8)):
        return data
    declaration, end, _ = data[:_LINE].partition(b"?>")
    place = len(declaration + end)
    return data[:place] + b"\n" + data[place:]


def _read_entry(entry: Any, feed: Any, where: str) -> Document | Problem:  # noqa: ANN401 - untyped
    """Return the document that an entry is."""
    texts = [_string(content, "value") for content in entry.get("content", [])]
    texts.append(_string(entry, "summary"))
    text, paragraphs, _ = lay_out(blocks_of_html(max(texts, key=len)))
    if not paragraphs:
        message = "has no text; leave it out, or give the page that it leads to"
        return Problem(where=where, message=message)

    source = entry.get("source") or {}
    authors = entry.get("authors", [])
    return Document(
        id=clean(entry.get("id")) or clean(entry.get("link")) or where,
        text=text,
        paragraphs=paragraphs,
        title=entry.get("title"),
        url=clean(entry.get("link")),
        publisher=clean(source.get("title")) or feed.get("title"),
        published=_day_of(entry),
        authors=tuple(author.get("name") for author in authors),
        language=feed.get("language"),
        text_by=Software(name="feedparser", version=version("feedparser")),
    )


def _string(entry: Any, field: str) -> str:  # noqa: ANN401 - feedparser has no types
    """Return what stands in a field; empty where there is nothing."""
    return str(entry.get(field) or "")


def _day_of(entry: Any) -> date | None:  # noqa: ANN401 - feedparser has no types
    """Return the day where an entry was published; only if need be feedparser's, of Greenwich.

    >>> str(_day_of({"published": "Mon, 24 Mar 2025 23:30:00 -0500"}))
    '2025-03-24'
    >>> str(_day_of({"updated": "2025-03-24T23:30:00-05:00"}))
    '2025-03-24'
    """
    for field in ("published", "updated"):
        day = parse_day(_string(entry, field))
        if day:
            return day
        in_greenwich = entry.get(f"{field}_parsed")
        if in_greenwich:
            return date(*in_greenwich[:3])
    return None
