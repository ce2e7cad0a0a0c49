"""Markdown (CommonMark), read by markdown-it-py: the text as a reader sees it, without marks, code and pictures.

Lines `title: ...`, `date: ...`, `author: ...`, `publisher: ...`, `url: ...`, `language: ...`
between lines of `---` at the very top are read.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from kg.documents.blocks import Block, laid_out
from kg.documents.files import UnreadableError
from kg.documents.text import calendar_day, not_utf8
from kg.model import Document, Software

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from kg.documents.files import File
    from kg.errors import Problem

FRONT_MATTER: Final = re.compile(r"---[^\S\n]*\n(.*?)\n---[^\S\n]*(?:\n|$)", re.DOTALL)
FIELD: Final = re.compile(
    r"^(title|date|authors?|publisher|url|language):([^\n]*(?:\n[^\S\n]*- [^\n]*)*)", re.MULTILINE
)
FOOTNOTE: Final = re.compile(r"\[\^[^\]\s]{1,40}\]:?")
BREAKS: Final = {"softbreak", "hardbreak"}


def read(file: File) -> Iterator[Document | Problem]:
    r"""Read the one document of a Markdown file.

    Args:
        file: In UTF-8.

    >>> from kg.documents.files import of_bytes
    >>> [document] = read(of_bytes(b"---\ndate: 2024-05-01\n---\n# Rain\n\nIt *rained*, [she](x.html)\nsaid."))
    >>> document.title, document.published.isoformat(), document.paragraphs[0].of(document.text)
    ('Rain', '2024-05-01', 'It rained, she said.')
    """
    from markdown_it import MarkdownIt

    try:
        source = file.text_data().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UnreadableError(not_utf8(error)) from error
    front = FRONT_MATTER.match(source)
    fields = {
        key: value.strip().strip("\"'") for key, value in FIELD.findall(front[1] if front else "")
    }
    blocks = list(
        blocks_of(
            MarkdownIt("commonmark")
            .enable("table")
            .parse(source[front.end() :] if front else source)
        )
    )
    text, paragraphs, _ = laid_out(blocks)
    yield Document(
        id=file.name,
        text=text,
        paragraphs=paragraphs,
        title=fields.get("title")
        or next((block.text for block in blocks if block.is_heading), None),
        url=fields.get("url"),
        publisher=fields.get("publisher"),
        published=calendar_day(fields.get("date", "")[:10]),
        authors=names(fields.get("authors") or fields.get("author") or ""),
        language=fields.get("language"),
        text_by=Software(name="markdown-it-py", version=version("markdown-it-py")),
    )


def names(listed: str) -> tuple[str, ...]:
    r"""The names in a field, which commas, semicolons or lines part.

    >>> names("[Ann Lee, 'Bo Ek']"), names('\n  - "Ann Lee"\n  - Bo Ek')
    (('Ann Lee', 'Bo Ek'), ('Ann Lee', 'Bo Ek'))
    """
    parts = re.split(r"[;,]|(?:^|\n)\s*- ", listed.strip("[] "))
    return tuple(name for part in parts if (name := part.strip().strip("\"'")))


def blocks_of(tokens: Sequence[Token]) -> Iterator[Block]:
    """The blocks among the tokens; what describes a picture, and cells and footnotes, are no running text."""
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline" and token.children:
            is_apart = before is not None and before.tag[:1] in {"h", "t"}
            is_picture = any(child.type == "image" for child in token.children)
            is_footnote = token.content.startswith("[^")
            text = FOOTNOTE.sub("", "".join(map(words, token.children)))
            yield Block(text, is_heading=is_apart or is_picture or is_footnote)


def words(token: Token) -> str:
    """What a reader sees of a piece of a paragraph."""
    if token.type in BREAKS:
        return "\n"
    return token.content if token.type in {"text", "text_special", "code_inline"} else ""
