"""The text of a document that is laid out: one block below the other, with blank lines between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.model import Caption, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

__all__ = [
    "ILLEGAL",
    "Block",
    "blocks_of",
    "blocks_of_html",
    "lay_out",
    "one_line",
]

ILLEGAL: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""The characters that no XML and no RDF text holds."""
_BETWEEN: Final = "\n\n"
_HEADINGS: Final = frozenset("head h1 h2 h3 h4 h5 h6 figcaption caption th".split())
_APART: Final = _HEADINGS | set(
    "p div section article main header footer aside nav blockquote quote ul ol dl list li item dt "
    "dd table tr td row cell figure pre form fieldset address hr body html lb br".split()
)
"""The elements of HTML, and of trafilatura, that stand apart from what is around them."""
_UNSEEN: Final = frozenset(
    "script style noscript template title svg iframe graphic button select".split()
)
_HIDDEN: Final = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that stands by itself.

    Attributes:
        is_heading: Whether it is a heading or a picture's caption, so not running text.
        caption: The parts of a caption; the text is then as `one_line` makes it.
    """

    text: str
    is_heading: bool = False
    caption: Caption | None = None


class _LaidOut(NamedTuple):
    """One text of blocks, and where its running text and its captions stand."""

    text: str
    paragraphs: tuple[Span, ...]
    captions: tuple[Caption, ...] = ()


def lay_out(blocks: Iterable[Block]) -> _LaidOut:
    r"""Join blocks into one text, each in one line; empty ones are left out.

    >>> laid = lay_out([Block("Rain", is_heading=True), Block("It\n rained."), Block(" ")])
    >>> laid.text, [span.of(laid.text) for span in laid.paragraphs]
    ('Rain\n\nIt rained.', ['It rained.'])
    """
    pieces: list[str] = []
    paragraphs: list[Span] = []
    captions: list[Caption] = []
    start = 0
    for block in blocks:
        words = one_line(block.text)
        if not words:
            continue
        if block.caption:
            captions.append(_move_caption(block.caption, start))
        elif not block.is_heading:
            paragraphs.append(Span(start, start + len(words)))
        pieces.append(words)
        start += len(words) + len(_BETWEEN)
    return _LaidOut(_BETWEEN.join(pieces), tuple(paragraphs), tuple(captions))


def one_line(words: str) -> str:
    """Return words with single spaces between them, without what no RDF text can hold."""
    return " ".join(ILLEGAL.sub(" ", words).split())


def _move_caption(caption: Caption, by: int) -> Caption:
    """Return a caption so many code points further on."""
    content, credit = caption.content, caption.credit
    return Caption(
        content=Span(content.start + by, content.end + by),
        credit=Span(credit.start + by, credit.end + by),
    )


def blocks_of_html(source: str) -> Iterator[Block]:
    """Yield the blocks of a piece of HTML."""
    from lxml import html

    if source.strip():
        yield from blocks_of(html.fromstring(f"<div>{source}</div>"))


def blocks_of(root: _Element) -> Iterator[Block]:
    """Yield the blocks of a tree of HTML, or of one that trafilatura made.

    >>> from lxml import html
    >>> page = "<div><h2>Rain</h2><p>It <b>rained</b>.</p>All day.<script>x()</script></div>"
    >>> [(block.text, block.is_heading) for block in blocks_of(html.fromstring(page))]
    [('Rain', True), ('It rained.', False), ('All day.', False)]
    """
    from lxml import etree

    words: list[str] = []
    open_headings = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if element.tag in _APART:
            yield from _cut_block(words, is_heading=open_headings > 0)
        if event == "start":
            open_headings += element.tag in _HEADINGS
            if element.tag in _UNSEEN or _is_hidden(element):
                walk.skip_subtree()
            else:
                words.append(element.text or "")
        else:
            open_headings -= element.tag in _HEADINGS
            if element is not root:
                words.append(element.tail or "")
    yield from _cut_block(words, is_heading=False)


def _cut_block(words: list[str], *, is_heading: bool) -> Iterator[Block]:
    """Yield the words as a block, unless they are empty, and empty the list."""
    text = "".join(words).strip()
    words.clear()
    if text:
        yield Block(text, is_heading=is_heading)


def _is_hidden(element: _Element) -> bool:
    """Tell whether readers don't see an element, such as the preview that a mail program shows."""
    return "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")) is not None
