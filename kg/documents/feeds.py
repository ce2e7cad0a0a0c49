"""RSS and Atom files, read by feedparser, a document an entry; nothing is fetched."""

from __future__ import annotations

import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from kg.documents.blocks import blocks_of, laid_out
from kg.documents.files import UnreadableError
from kg.documents.tidy import clean
from kg.errors import Problem
from kg.model import Document, Software

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.documents.files import File


ELEMENT: Final = re.compile(rb"<\w")
DECLARATION: Final = re.compile(r"<\?xml[^>]{0,300}\?>")
EBCDIC: Final = "<?xm".encode("cp037")
LINE: Final = 300
"""Bytes within which an XML declaration ends."""
HEAD: Final = 10_000
"""Bytes within which the first element begins: before it stand comments and the names of entities."""


def read(file: File) -> Iterator[Document | Problem]:
    """Read the entries of a feed: their whole content, or the summary where there is no more.

    Args:
        file: XML, in the encoding that it names.
    """
    import feedparser

    feed = feedparser.parse(io.BytesIO(with_short_head(file.data())))
    if not feed.version:
        raise UnreadableError("is XML but no RSS or Atom; give a feed, or leave it out")
    if feed.bozo and not feed.entries:
        raise UnreadableError(
            f"is a broken feed ({clean(str(feed.bozo_exception))}); fetch it again"
        )
    if not feed.entries:
        raise UnreadableError("is a feed without entries; leave it out")
    for number, entry in enumerate(feed.entries, start=1):
        yield document(entry, feed.feed, f"{file.name}:{number}")
    if (
        feed.bozo
        and isinstance(feed.bozo_exception, Exception)
        and "not well-formed" in str(feed.bozo_exception)
    ):
        yield Problem(
            where=file.name, message="is broken from some entry on; the entries before it were read"
        )


def with_short_head(data: bytes) -> bytes:
    r"""The feed in an encoding that has ASCII in it, and its XML declaration on a line of its own.

    feedparser's expressions take the cube of the length of the first line, and the square of what
    is before the first element, if somebody means it.

    Raises:
        UnreadableError: It is in another encoding, or does not begin as a feed does.

    >>> with_short_head(b"<?xml version='1.0'?><rss/>")
    b"<?xml version='1.0'?>\n<rss/>"
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data = DECLARATION.sub("", data.decode("utf-16", "replace"), count=1).encode("utf-8")
    if b"\0" in data[:4] or data.startswith(EBCDIC):
        raise UnreadableError("is in an encoding that cannot be read; save it in UTF-8")
    if not ELEMENT.search(data, 0, HEAD):
        raise UnreadableError(
            "is no RSS or Atom: no element begins near its top; give a feed, or leave it out"
        )
    end = data.find(b"?>", 0, LINE) + 2
    place = end if end > 1 else LINE
    return data[:place] + b"\n" + data[place:] if data.startswith((b"<?", BOM_UTF8)) else data


def document(entry: Any, feed: Any, where: str) -> Document | Problem:  # noqa: ANN401 - feedparser has no types
    """The document that an entry is."""
    from lxml import html

    contents = [content.get("value") or "" for content in entry.get("content", [])]
    source = max([*contents, entry.get("summary") or ""], key=len)
    text, paragraphs, _ = laid_out(
        blocks_of(html.fromstring(f"<div>{source}</div>")) if source.strip() else []
    )
    if not paragraphs:
        return Problem(
            where=where, message="has no text; leave it out, or give the page that it leads to"
        )
    return Document(
        id=clean(entry.get("id")) or clean(entry.get("link")) or where,
        text=text,
        paragraphs=paragraphs,
        title=clean(entry.get("title")),
        url=clean(entry.get("link")),
        publisher=clean((entry.get("source") or {}).get("title")) or clean(feed.get("title")),
        published=day_of(entry),
        authors=tuple(
            dict.fromkeys(
                name for author in entry.get("authors", []) if (name := clean(author.get("name")))
            )
        ),
        language=clean(feed.get("language")),
        text_by=Software(name="feedparser", version=version("feedparser")),
    )


def day_of(entry: Any) -> date | None:  # noqa: ANN401 - feedparser has no types
    """The day where the entry was published, not the one in Greenwich, which feedparser gives.

    >>> day_of({"published": "Mon, 24 Mar 2025 23:30:00 -0500"}), day_of({"updated": "2025-03-24T23:30:00-05:00"})
    (datetime.date(2025, 3, 24), datetime.date(2025, 3, 24))
    """
    for field in ("published", "updated"):
        for read_date in (parsedate_to_datetime, datetime.fromisoformat):
            with suppress(ValueError, TypeError, IndexError, OverflowError):
                return read_date(entry.get(field)).date()
        if when := entry.get(f"{field}_parsed"):
            return date(*when[:3])
    return None
