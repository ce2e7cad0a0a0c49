"""Plain text in UTF-8, with the few header conventions that plain-text news comes with.

1. Lines `title: ...`, `url: ...`, `publisher: ...`, `author: ...`, `language: ...` at the very top.
2. `date YYYY-MM-DD` (or `date: YYYY-MM-DD`) among or after them: the day of publication.
3. The paragraph that begins on the line of the date, or right below it, is a picture's caption if
it ends in a dash and
   a credit: `The two leaders meet in Beijing. — Reuters`. The credit is the picture's, and says
   nothing of who published the article.

Everything else is running text. What the header says is read, and the text stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from kg.documents.files import UnreadableError
from kg.documents.paragraphs import paragraphs
from kg.model import Caption, Document, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.documents.files import File
    from kg.errors import Problem

HEADER_LINE: Final = re.compile(
    r"\s*(title|url|publisher|author|language):[^\S\r\n]*(\S[^\r\n]*)", re.IGNORECASE
)
DATE: Final = re.compile(r"\s*date:?[^\S\r\n]+(\d{4}-\d{2}-\d{2})(?!\S)", re.IGNORECASE)
CREDIT: Final = re.compile(
    r"(?<=\s)(?:—|–|--)\s*((?:[A-Z][\w.&'’-]*)(?:[ /]+[A-Z][\w.&'’-]*){0,4})$"
)


@dataclass(slots=True)
class Header:
    """What the top of a text says, and where the running text begins."""

    end: int = 0
    published: date | None = None
    fields: dict[str, str] = field(default_factory=dict)


def read(file: File) -> Iterator[Document | Problem]:
    r"""Read the one document of a plain text file.

    Args:
        file: In UTF-8; a byte order mark is not part of the text.

    >>> from kg.documents.files import of_bytes
    >>> [document] = read(of_bytes(b" date 2024-05-01 Rain in Oslo. -- NTB\n\nIt rained, she said."))
    >>> document.published.isoformat(), document.captions[0].credit.of(document.text)
    ('2024-05-01', 'NTB')
    >>> [paragraph.of(document.text) for paragraph in document.paragraphs]
    ['It rained, she said.']
    """
    try:
        text = file.text_data().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(not_utf8(error)) from error
    header = read_header(text)
    body = paragraphs(text, header.end)
    caption = caption_in(text, body[0]) if header.published and body else None
    yield Document(
        id=file.name,
        text=text,
        paragraphs=body[1:] if caption else body,
        captions=(caption,) if caption else (),
        published=header.published,
        title=header.fields.get("title"),
        url=header.fields.get("url"),
        publisher=header.fields.get("publisher"),
        authors=(header.fields["author"],) if "author" in header.fields else (),
        language=header.fields.get("language"),
    )


def not_utf8(error: UnicodeDecodeError, before: int = 0) -> str:
    """What to tell of bytes that are no UTF-8, with so many before them in the file."""
    return (
        f"is not UTF-8 (byte {error.object[error.start]:#04x} at {before + error.start}); convert it, for instance "
        "with `iconv -f WINDOWS-1252 -t UTF-8`"
    )


def read_header(text: str) -> Header:
    """Read the header lines at the top of a text; a date that no calendar has is running text."""
    header = Header()
    while True:
        if match := HEADER_LINE.match(text, header.end):
            header.fields.setdefault(match[1].lower(), match[2].strip())
        elif (
            (match := DATE.match(text, header.end))
            and header.published is None
            and (day := calendar_day(match[1]))
        ):
            header.published = day
        else:
            return header
        header.end = match.end()


def calendar_day(words: str) -> date | None:
    """The day that `YYYY-MM-DD` stands for, if there is such a day."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def caption_in(text: str, paragraph: Span) -> Caption | None:
    """The paragraph as a caption, if it ends in a dash and a credit."""
    words = paragraph.of(text)
    match = CREDIT.search(words)
    if match is None:
        return None
    return Caption(
        content=Span(paragraph.start, paragraph.start + len(words[: match.start()].rstrip())),
        credit=Span(paragraph.start + match.start(1), paragraph.start + match.end(1)),
    )
