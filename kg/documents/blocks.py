"""The text of a document that is laid out: one block below the other, parted by blank lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.model import Caption, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

BETWEEN: Final = "\n\n"
ILLEGAL: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""What no XML and no RDF text holds."""
HEADINGS: Final = {"head", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "th"}
APART: Final = HEADINGS | set(
    "p div section article main header footer aside nav blockquote quote ul ol dl list li item dt dd table tr td th "
    "row cell figure figcaption pre form fieldset address hr body html lb br".split()
)
"""The elements of HTML, and of trafilatura, that stand apart from what is around them."""
UNSEEN: Final = {
    "script",
    "style",
    "noscript",
    "template",
    "title",
    "svg",
    "iframe",
    "graphic",
    "button",
    "select",
}
HIDDEN: Final = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that stands by itself; a heading, or a picture's caption, is no running text.

    Attributes:
        caption: The parts of a caption; the text then is as `normal` makes it.
    """

    text: str
    is_heading: bool = False
    caption: Caption | None = None


class LaidOut(NamedTuple):
    """One text of blocks, and where its running text and its captions stand."""

    text: str
    paragraphs: tuple[Span, ...]
    captions: tuple[Caption, ...] = ()


def laid_out(blocks: Iterable[Block]) -> LaidOut:
    r"""One text of all blocks, each in one line.

    >>> laid = laid_out([Block("Rain", is_heading=True), Block("It\n rained."), Block(" ")])
    >>> laid.text, [span.of(laid.text) for span in laid.paragraphs]
    ('Rain\n\nIt rained.', ['It rained.'])
    """
    pieces: list[str] = []
    paragraphs: list[Span] = []
    captions: list[Caption] = []
    place = 0
    for block in blocks:
        words = normal(block.text)
        if words:
            if block.caption:
                captions.append(moved(block.caption, place))
            elif not block.is_heading:
                paragraphs.append(Span(place, place + len(words)))
            pieces.append(words)
            place += len(words) + len(BETWEEN)
    return LaidOut(BETWEEN.join(pieces), tuple(paragraphs), tuple(captions))


def normal(words: str) -> str:
    """Words with single spaces between them, without what no RDF text can hold."""
    return " ".join(ILLEGAL.sub(" ", words).split())


def moved(caption: Caption, by: int) -> Caption:
    """A caption so many code points further on."""
    content, credit = (
        Span(part.start + by, part.end + by) for part in (caption.content, caption.credit)
    )
    return Caption(content=content, credit=credit)


def blocks_of(root: _Element) -> Iterator[Block]:
    """The blocks of a tree of HTML, or of one that trafilatura made.

    >>> from lxml import html
    >>> page = html.fromstring("<div><h2>Rain</h2><p>It <b>rained</b>.</p>All day.<script>x()</script></div>")
    >>> [(block.text, block.is_heading) for block in blocks_of(page)]
    [('Rain', True), ('It rained.', False), ('All day.', False)]
    """
    from lxml import etree

    words: list[str] = []
    headings = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        is_end = event != "start"
        if tag in APART:
            if block := "".join(words).strip():
                yield Block(block, is_heading=headings > 0)
            words.clear()
            headings += (-1 if is_end else 1) * (tag in HEADINGS)
        if not is_end and (tag in UNSEEN or is_hidden(element)):
            walk.skip_subtree()
        elif not is_end and element.text:
            words.append(element.text)
        if is_end and element.tail and element is not root:
            words.append(element.tail)
    if block := "".join(words).strip():
        yield Block(block)


def is_hidden(element: _Element) -> bool:
    """Whether no reader sees an element, such as the line that a mail program shows of a newsletter in its list."""
    return (
        element.get("hidden") is not None or HIDDEN.search(element.get("style") or "") is not None
    )
