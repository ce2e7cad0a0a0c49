r"""Rich Text Format (.rtf), read by striprtf: the text as a reader sees it.

RTF marks no headings that every program agrees on, so all lines but the cells of tables are
running text.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from kg.documents.blocks import Block, lay_out
from kg.documents.files import File, UnreadableError
from kg.documents.packages import NO_TITLE
from kg.model import Document, DocumentKind, Software

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.errors import Problem

SUFFIXES: Final = (".rtf",)
_MARK: Final = b"{\\rtf"
_ADDRESS: Final = re.compile(r"\{\\\*\\fldinst[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
"""Where a link leads to, which no reader sees."""
_PROPERTY: Final = re.compile(r"\{\\(title|author) ([^{}]*)\}")
_CELLS: Final = "|"
"""What striprtf puts behind each cell of a table."""


def read(file: File) -> Iterator[Document | Problem]:
    r"""Read the one document of an RTF file, without pictures, notes, headers and footers.

    Args:
        file: RTF, in the encoding that it names.

    >>> from kg.documents.files import file_of_bytes
    >>> source = rb"{\rtf1\ansi{\info{\title Rain}}\b It rained\b0 , she said.\par So it was.}"
    >>> [document] = read(file_of_bytes(source))
    >>> document.title, [paragraph.of(document.text) for paragraph in document.paragraphs]
    ('Rain', ['It rained, she said.', 'So it was.'])
    """
    data = file.data()
    if not data.lstrip().startswith(_MARK):
        raise UnreadableError("is no RTF; convert it, or leave it out")
    source = data.decode("cp1252", "ignore")
    text, paragraphs, _ = lay_out(map(_to_block, _plain(_ADDRESS.sub("", source)).splitlines()))
    if not text:
        raise UnreadableError("has no text, only pictures; recognise their text first")

    said = {name: _plain(f"{{\\rtf1 {words}}}") for name, words in _PROPERTY.findall(source)}
    title = said.get("title", "")
    yield Document(
        id=file.name,
        text=text,
        paragraphs=paragraphs,
        kind=DocumentKind.FILE,
        title=None if NO_TITLE.match(title) else title,
        authors=tuple(re.split("[;,]", said.get("author", ""))),
        text_by=Software(name="striprtf", version=version("striprtf")),
    )


def _plain(source: str) -> str:
    r"""Return the text of RTF, with whole characters where RTF writes halves of them.

    >>> _plain(r"{\rtf1 rain \u-10180?\u-8391?}")
    'rain 🌹'
    """
    from striprtf.striprtf import rtf_to_text

    halves = str(rtf_to_text(source, errors="ignore"))  # type: ignore[no-untyped-call]
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _to_block(line: str) -> Block:
    """Return a line as a block; a row of a table is no running text."""
    return Block(line.replace(_CELLS, " "), is_heading=line.endswith(_CELLS))
