"""Documents of Word (.docx), taken out by mammoth: headings, captions and tables told from text."""

from __future__ import annotations

import io
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from kg.documents.blocks import blocks_of, lay_out
from kg.documents.files import File, UnreadableError
from kg.documents.packages import open_package
from kg.model import Document, DocumentKind, Software

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from kg.errors import Problem

SUFFIXES: Final = (".docx",)
_STYLES: Final = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Caption'] => figcaption:fresh
p[style-name='caption'] => figcaption:fresh
"""
"""What mammoth makes of styles besides the headings, which it knows."""
_NOTES: Final = "//li[starts-with(@id, 'footnote-') or starts-with(@id, 'endnote-')]"
_MARKS: Final = "//sup[a[starts-with(@href, '#footnote-') or starts-with(@href, '#endnote-')]]"


def read(file: File) -> Iterator[Document | Problem]:
    """Read the one document of a Word file, without pictures, notes and comments.

    What is marked as deleted is left out, and what is marked as put in is read. Its title is the
    first heading of the highest level, or else the title among its properties.

    Args:
        file: A .docx without a password.
    """
    package = open_package(file, "word/document.xml", "docProps/core.xml")
    page = _to_page(package.data)
    for unread in page.xpath(_NOTES) + page.xpath(_MARKS):
        unread.drop_tree()
    for cell in page.iter("td"):
        cell.tag = "th"  # a heading, so no running text
    text, paragraphs, _ = lay_out(blocks_of(page))
    if not text:
        raise UnreadableError("has no text, only pictures; recognise their text first")

    heading = page.find(".//h1")
    yield Document(
        id=file.name,
        text=text,
        paragraphs=paragraphs,
        kind=DocumentKind.FILE,
        title=package.title if heading is None else heading.text_content(),
        authors=package.authors,
        text_by=Software(name="mammoth", version=version("mammoth")),
    )


def _to_page(data: bytes) -> HtmlElement:
    """Return a Word document as a tree of HTML."""
    import mammoth
    from lxml import html

    found = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(_leave_out),
    )
    return html.fromstring(f"<div>{found.value}</div>")


def _leave_out(_image: object) -> dict[str, str]:
    """Say nothing of a picture, which would stand in the page as a whole."""
    return {}
