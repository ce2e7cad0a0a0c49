"""Mail as it is saved (EML), such as newsletters and press releases: the text of one message."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from platform import python_version
from typing import TYPE_CHECKING, Any, Final

from kg.documents.blocks import ILLEGAL, blocks_of, laid_out
from kg.documents.files import UnreadableError
from kg.documents.paragraphs import paragraphs
from kg.documents.tidy import clean
from kg.model import Document, Software, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from kg.documents.files import File
    from kg.errors import Problem

SIGNATURE: Final = re.compile(r"^-- ?$", re.MULTILINE)
UNDERLINED: Final = re.compile(r"[^\n]*\r?\n?[-=*_~]{3,}\s*")
"""A heading, or a line across the page."""
BULLET: Final = re.compile(r"[*•·–-][^\S\n]+(?=\S)")


def read(file: File) -> Iterator[Document | Problem]:
    r"""Read the text of a message; what it quotes of other messages, its signature and its attachments are left out.

    Args:
        file: A message in the form of RFC 5322.

    >>> from kg.documents.files import of_bytes
    >>> head = b"From: Ann Lee <ann@example.org>\nSubject: Rain\nDate: Wed, 1 May 2024 10:00:00 +0000\n"
    >>> [document] = read(of_bytes(head + b"\nIt rained.\n\n> Did it?"))
    >>> document.title, document.authors, document.published.isoformat()
    ('Rain', ('Ann Lee',), '2024-05-01')
    >>> [paragraph.of(document.text) for paragraph in document.paragraphs]
    ['It rained.']
    """
    message: EmailMessage = message_from_bytes(file.data(), policy=policy.default)
    try:
        body = message.get_body(("plain", "html"))
        content = ILLEGAL.sub(" ", body.get_content()) if body else None
    except (LookupError, UnicodeError, AttributeError, TypeError) as error:
        raise UnreadableError(
            f"has parts or an encoding that cannot be read ({error}); save it in UTF-8"
        ) from error
    if body is None or content is None:
        raise UnreadableError("has no text, only attachments; save what it should read by itself")
    text, spans = (
        html_text(content) if body.get_content_subtype() == "html" else plain_text(content)
    )
    sender = header(message, "from")
    sent = header(message, "date")
    yield Document(
        id=file.name,
        text=text,
        paragraphs=spans,
        title=line(message, "subject"),
        published=sent.datetime.date() if sent is not None and sent.datetime else None,
        authors=tuple(
            name
            for one in (sender.addresses if sender else ())
            if (name := clean(one.display_name))
        ),
        language=line(message, "content-language"),
        text_by=Software(name="email", version=python_version()),
    )


def plain_text(content: str) -> tuple[str, tuple[Span, ...]]:
    """The text as it is, and its paragraphs but for quoted ones and the signature."""
    signature = SIGNATURE.search(content)
    end = signature.start() if signature else len(content)
    spans = (
        span
        for span in paragraphs(content)
        if span.end <= end and not content.startswith(">", span.start)
    )
    return content, tuple(
        without_bullet(span, content)
        for span in spans
        if not UNDERLINED.fullmatch(span.of(content))
    )


def without_bullet(span: Span, content: str) -> Span:
    """A paragraph without the sign before it that makes it an item of a list."""
    bullet = BULLET.match(content, span.start, span.end)
    return Span(bullet.end(), span.end) if bullet else span


def html_text(content: str) -> tuple[str, tuple[Span, ...]]:
    """The text of HTML, laid out."""
    from lxml import html

    text, spans, _ = laid_out(
        blocks_of(html.fromstring(f"<div>{content}</div>")) if content.strip() else []
    )
    return text, spans


def header(message: EmailMessage, name: str) -> Any:  # noqa: ANN401 - each header has a type of its own
    """A header; None where there is none, or none that can be read: Python's parser falls over some broken ones."""
    try:
        return message[name]
    except (LookupError, ValueError, AttributeError, TypeError, OverflowError):
        return None


def line(message: EmailMessage, name: str) -> str | None:
    """A header in one line."""
    found = header(message, name)
    return clean(str(found)) if found else None
