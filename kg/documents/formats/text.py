"""Plain text in UTF-8, with the few header conventions that plain-text news comes with.

1. Lines `title: ...`, `url: ...`, `publisher: ...`, `author: ...`, `language: ...` at the very top.
2. `date YYYY-MM-DD` (or `date: YYYY-MM-DD`) among or after them: the day of publication.
3. The paragraph that begins on the line of the date, or right below it, is a picture's caption if
   it ends in a dash and a credit: `The two leaders meet in Beijing. — Reuters`. The credit is the
   picture's, and says nothing of who published the article.

Everything else is running text. Without a title at the top, the first paragraph is the title if it
is no sentence, and else the name of the file is. What the header says is read, and the text stays
as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.documents.captions import NAMES
from kg.documents.days import calendar_day
from kg.documents.paragraphs import paragraphs
from kg.documents.printed import find_headline
from kg.model import Caption, Document, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kg.documents.files import File
    from kg.errors import Problem

SUFFIXES: Final = (".txt",)
_HEADER_LINE: Final = re.compile(
    r"\s*(?:(title|url|publisher|author|language):[^\S\r\n]*(\S[^\r\n]*)"
    r"|date:?[^\S\r\n]+(\d{4}-\d{2}-\d{2})(?!\S))",
    re.IGNORECASE,
)
_CREDIT: Final = re.compile(rf"(?<=\s)(?:—|–|--)\s*({NAMES})$")


@dataclass(slots=True)
class _Header:
    """What the top of a text says, and where the running text begins."""

    end: int = 0
    published: date | None = None
    fields: dict[str, str] = field(default_factory=dict)


def read(file: File) -> Iterator[Document | Problem]:
    r"""Read the one document of a plain text file.

    Args:
        file: In UTF-8; a byte order mark is not part of the text.

    >>> from kg.documents.files import file_of_bytes
    >>> source = b" date 2024-05-01 Rain in Oslo. -- NTB\n\nIt rained, she said."
    >>> [document] = read(file_of_bytes(source))
    >>> document.published.isoformat(), document.captions[0].credit.of(document.text)
    ('2024-05-01', 'NTB')
    >>> [paragraph.of(document.text) for paragraph in document.paragraphs]
    ['It rained, she said.']
    """
    text = file.text()
    header = _read_header(text)
    body = paragraphs(text, header.end)
    captions = _find_captions(text, header, body)
    document = Document(
        id=file.name,
        text=text,
        paragraphs=body[len(captions) :],
        captions=captions,
        published=header.published,
        url=header.fields.get("url"),
        publisher=header.fields.get("publisher"),
        authors=(header.fields.get("author", ""),),
        language=header.fields.get("language"),
    )
    title = header.fields.get("title") or find_headline(document) or Path(file.name).stem
    yield replace(document, title=title)


def _read_header(text: str) -> _Header:
    """Read the header lines at the top of a text; a date that no calendar has is running text."""
    header = _Header()
    while match := _HEADER_LINE.match(text, header.end):
        name, value, date_words = match.groups()
        if date_words:
            day = calendar_day(date_words)
            if day is None or header.published:
                break
            header.published = day
        else:
            header.fields.setdefault(name.lower(), value.strip())
        header.end = match.end()
    return header


def _find_captions(text: str, header: _Header, body: tuple[Span, ...]) -> tuple[Caption, ...]:
    """Return the first paragraph as a caption, if a date stands above it and a credit ends it."""
    if header.published is None or not body:
        return ()
    start, words = body[0].start, body[0].of(text)
    match = _CREDIT.search(words)
    if match is None:
        return ()
    content = Span(start, start + len(words[: match.start()].rstrip()))
    credit = Span(start + match.start(1), start + match.end(1))
    return (Caption(content=content, credit=credit),)
