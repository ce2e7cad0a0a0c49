"""Markdown (CommonMark), read by markdown-it-py: the text as a reader sees it, without the marks.

Lines `title: ...`, `date: ...`, `author: ...`, `publisher: ...`, `url: ...`, `language: ...`
between lines of `---` at the very top are read; a date that is none is listed and left out.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from kg.documents.blocks import Block, lay_out
from kg.documents.days import parse_day
from kg.errors import Problem
from kg.model import Document, Software

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from kg.documents.files import File

SUFFIXES: Final = (".md", ".markdown")
_FRONT_MATTER: Final = re.compile(r"---[^\S\n]*\n.*?\n---[^\S\n]*(?:\n|$)", re.DOTALL)
_FIELD: Final = re.compile(
    r"^(title|date|authors?|publisher|url|language):([^\n]*(?:\n[^\S\n]*- [^\n]*)*)", re.MULTILINE
)
_FOOTNOTE: Final = re.compile(r"\[\^[^\]\s]{1,40}\]:?")
_BREAKS: Final = {"softbreak", "hardbreak"}
_WORDS: Final = {"text", "text_special", "code_inline"}


def read(file: File) -> Iterator[Document | Problem]:
    r"""Read the one document of a Markdown file.

    Args:
        file: In UTF-8.

    >>> from kg.documents.files import file_of_bytes
    >>> source = b"---\ndate: 2024-05-01\n---\n# Rain\n\nIt *rained*, [she](x.html)\nsaid."
    >>> [document] = read(file_of_bytes(source))
    >>> document.title, document.published.isoformat(), document.paragraphs[0].of(document.text)
    ('Rain', '2024-05-01', 'It rained, she said.')
    """
    from markdown_it import MarkdownIt

    source = file.text().replace("\r\n", "\n")
    front = _FRONT_MATTER.match(source)
    front_matter = front[0] if front else ""
    fields = {key: value.strip().strip("\"'") for key, value in _FIELD.findall(front_matter)}
    parser = MarkdownIt("commonmark").enable("table")
    blocks = list(_blocks_of(parser.parse(source[len(front_matter) :])))
    text, paragraphs, _ = lay_out(blocks)
    day_words = fields.get("date", "")
    day = parse_day(day_words)
    headings = [block.text for block in blocks if block.is_heading]
    yield Document(
        id=file.name,
        text=text,
        paragraphs=paragraphs,
        title=fields.get("title") or next(iter(headings), None),
        url=fields.get("url"),
        publisher=fields.get("publisher"),
        published=day,
        authors=_split_names(fields.get("authors") or fields.get("author", "")),
        language=fields.get("language"),
        text_by=Software(name="markdown-it-py", version=version("markdown-it-py")),
    )
    if day_words and day is None:
        message = f"has a date that is not one day ({day_words:.40}), such as 2025-09-04"
        yield Problem(where=file.name, message=f"{message}; the article was read without it")


def _split_names(listed: str) -> tuple[str, ...]:
    r"""Return the names in a field, which commas, semicolons or lines part; some may be empty.

    >>> _split_names("[Ann Lee, 'Bo Ek']"), _split_names('\n  - "Ann Lee"\n  - Bo Ek')
    (('Ann Lee', 'Bo Ek'), ('', 'Ann Lee', 'Bo Ek'))
    """
    parts = re.split(r"[;,]|(?:^|\n)\s*- ", listed.strip("[] "))
    return tuple(part.strip().strip("\"'") for part in parts)


def _blocks_of(tokens: Sequence[Token]) -> Iterator[Block]:
    """Yield the blocks; headings, cells, pictures and footnotes are not running text."""
    tag = ""
    for token in tokens:
        if token.type == "inline" and token.children:
            parts = token.children
            is_apart = tag.startswith(("h", "t")) or token.content.startswith("[^")
            is_picture = any(part.type == "image" for part in parts)
            text = _FOOTNOTE.sub("", "".join(map(_words_of, parts)))
            yield Block(text, is_heading=is_apart or is_picture)
        tag = token.tag


def _words_of(token: Token) -> str:
    """Return what a reader sees of a piece of a paragraph."""
    if token.type in _BREAKS:
        return "\n"
    return token.content if token.type in _WORDS else ""
