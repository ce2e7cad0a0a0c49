"""Mail as it is saved (EML), such as newsletters and press releases: the text of one message."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from platform import python_version
from typing import TYPE_CHECKING, Any, Final

from kg.documents.blocks import ILLEGAL, blocks_of_html, lay_out
from kg.documents.files import File, UnreadableError
from kg.documents.paragraphs import paragraphs
from kg.model import Document, DocumentKind, Software, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from kg.errors import Problem

SUFFIXES: Final = (".eml",)
_SIGNATURE: Final = re.compile(r"^-- ?$", re.MULTILINE)
_UNDERLINED: Final = re.compile(r"[^\n]*\r?\n?[-=*_~]{3,}\s*")
"""A heading, or a line across the page."""
_BULLET: Final = re.compile(r"\A[*•·–-][^\S\n]+(?=\S)")


def read(file: File) -> Iterator[Document | Problem]:
    r"""Read the text of a message, without what it quotes of others, its signature and attachments.

    Args:
        file: A message in the form of RFC 5322.

    >>> from kg.documents.files import file_of_bytes
    >>> head = b"From: Ann Lee <ann@example.org>\nDate: Wed, 1 May 2024 10:00:00 +0000\n"
    >>> [document] = read(file_of_bytes(head + b"\nIt rained.\n\n> Did it?"))
    >>> document.authors, document.published.isoformat()
    (('Ann Lee',), '2024-05-01')
    >>> [paragraph.of(document.text) for paragraph in document.paragraphs]
    ['It rained.']
    """
    message: EmailMessage = message_from_bytes(file.data(), policy=policy.default)
    kind, text = _body_of(message)
    if kind == "html":
        text, spans, _ = lay_out(blocks_of_html(text))
    else:
        spans = tuple(_running_text(text))
    sent = getattr(_header(message, "date"), "datetime", None)
    senders = getattr(_header(message, "from"), "addresses", ())
    yield Document(
        id=file.name,
        text=text,
        paragraphs=spans,
        kind=DocumentKind.MAIL,
        title=_header(message, "subject"),
        published=sent.date() if sent else None,
        authors=tuple(sender.display_name for sender in senders),
        language=_header(message, "content-language"),
        text_by=Software(name="email", version=python_version()),
    )


def _body_of(message: EmailMessage) -> tuple[str, str]:
    """Return what kind of text a message has, "plain" or "html", and the text.

    Raises:
        UnreadableError: It has none, or none that can be read.
    """
    try:
        body = message.get_body(("plain", "html"))
        if body:  # which a part without a header of its own is not
            return body.get_content_subtype(), ILLEGAL.sub(" ", body.get_content())
    except (LookupError, UnicodeError, AttributeError, TypeError) as error:
        raise UnreadableError(
            f"has parts or an encoding that cannot be read ({error}); save it in UTF-8"
        ) from error
    raise UnreadableError("has no text, only attachments; save what it should read by itself")


def _running_text(content: str) -> Iterator[Span]:
    """Yield the paragraphs without quoted ones, headings and the signature, and without bullets."""
    end = len(_SIGNATURE.split(content, maxsplit=1)[0])
    for span in paragraphs(content):
        words = span.of(content)
        is_quoted = words.startswith(">")
        if span.end > end or is_quoted or _UNDERLINED.fullmatch(words):
            continue
        yield Span(span.end - len(_BULLET.sub("", words)), span.end)


def _header(message: EmailMessage, name: str) -> Any:  # noqa: ANN401 - each has its type
    """Return a header; None where there is none, or Python's parser falls over it."""
    try:
        return message[name]
    except (LookupError, ValueError, AttributeError, TypeError, OverflowError):
        return None
