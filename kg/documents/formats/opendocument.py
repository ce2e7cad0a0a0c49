"""Texts of LibreOffice and other programs for OpenDocument (.odt), read by odfdo."""

from __future__ import annotations

import io
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from kg.documents.blocks import Block, lay_out
from kg.documents.files import File, UnreadableError
from kg.documents.packages import open_package
from kg.model import Document, DocumentKind, Software

if TYPE_CHECKING:
    from collections.abc import Iterator

    from odfdo import Element

    from kg.errors import Problem

SUFFIXES: Final = (".odt",)
_UNREAD: Final = (
    "text:tracked-changes text:note office:annotation text:table-of-content "
    "text:alphabetical-index draw:frame"
).split()
"""What was deleted, notes, comments, lists of contents, and pictures with their captions."""
_BLOCKS: Final = "descendant::text:p|descendant::text:h"
_IN_TABLE: Final = "ancestor::table:table"


def read(file: File) -> Iterator[Document | Problem]:
    """Read the one document of an OpenDocument text, without pictures, notes and comments.

    Its title is the first heading, or else the title among its properties.

    Args:
        file: An .odt without a password.
    """
    import odfdo

    package = open_package(file, "content.xml", "meta.xml")
    body = odfdo.Document(io.BytesIO(package.data)).body
    for name in _UNREAD:
        for unread in body.get_elements(f"descendant::{name}"):
            unread.delete()
    found = body.get_elements(_BLOCKS)
    text, paragraphs, _ = lay_out(map(_to_block, found))
    if not text:
        raise UnreadableError("has no text, only pictures; recognise their text first")

    headings = [one.inner_text for one in found if _is_title(one)]
    yield Document(
        id=file.name,
        text=text,
        paragraphs=paragraphs,
        kind=DocumentKind.FILE,
        title=next(iter(headings), package.title),
        authors=package.authors,
        text_by=Software(name="odfdo", version=version("odfdo")),
    )


def _to_block(found: Element) -> Block:
    """Return a paragraph or heading as a block; the cells of tables are no running text."""
    is_apart = _is_title(found) or bool(found.xpath(_IN_TABLE))
    return Block(found.inner_text, is_heading=is_apart)


def _is_title(found: Element) -> bool:
    """Tell whether an element is a heading, or the title."""
    return found.tag == "text:h" or found.get_attribute("text:style-name") == "Title"
