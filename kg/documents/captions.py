"""Captions of a web page's pictures: what they show, and whom the picture is credited to.

trafilatura leaves pictures out with all that belongs to them. A caption without a credit stays left
out: nobody would answer for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.documents.blocks import Block, normal
from kg.model import Caption, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

LONGEST: Final = 1000
"""Code points; what is longer is no caption."""
ASIDE: Final = {"nav", "aside", "footer"}
"""What stands around pictures of other articles."""
FEWEST: Final = 3
"""Words of a caption that says something."""
LABEL: Final = (
    r"(?i:(?:file\s)?(?:photo(?:graph(?:er)?)?|picture|image|illustration|credit|source|handout|copyright)s?"
    r"(?:\scredit)?\s*(?::|/|\bby\b|\bcourtesy\sof\b)\s*(?:the\s)?|©\s*)"
)
NAME: Final = r"[A-Z](?:[^()\[\].!?|]|\.(?=\S)|(?<=\b[A-Z])\.){1,79}"
NAMES: Final = r"[A-Z][\w.&'’-]*(?:[ /]+[A-Z][\w.&'’-]*){0,4}"
AGENCIES: Final = (
    r"(?:AAP|AFP|ANSA|AP|DPA|EPA|Getty\sImages|IRNA|KCNA|NTB|PA|Reuters|TASS|Xinhua|Yonhap)"
)
CREDIT: Final = re.compile(
    rf"""(?:
        (?:^|[\s(\[|])(?:{LABEL})(?P<labelled>{NAME})             # Photo: Ann Lee; (Photograph by Ann Lee/AP)
        | \s(?:—|–|--|\|)\s*(?P<dashed>{NAMES})                   # — Reuters
        | [(\[](?P<agency>{AGENCIES}|{NAMES}/{NAMES})             # (AFP); [AP Photo/Ann Lee]
        | (?<=[.!?”])\s(?P<parted>{NAMES}/{NAMES})                # It rained. REUTERS/Ann Lee
    )[)\].]*$""",
    re.VERBOSE,
)
MARKED: Final = re.compile(r"credit|copyright|attribution|photographer|source", re.IGNORECASE)
"""What the class of an element says that holds a credit."""


def with_captions(blocks: list[Block], page: Iterable[Block | str]) -> Iterator[Block]:
    """The blocks of an article, and each caption before the paragraph that follows it on the page.

    A caption that no paragraph of the article follows belongs to something else.

    Args:
        blocks: Of the article.
        page: Captions and paragraphs in their order, from `captions_of`.
    """
    texts = {normal(block.text) for block in blocks}
    before: dict[str, list[Block]] = {}
    waiting: list[Block] = []
    for piece in page:
        if isinstance(piece, Block):
            waiting.append(piece)
        elif piece in texts:
            before.setdefault(piece, []).extend(waiting)
            waiting = []
    for block in blocks:
        yield from before.pop(normal(block.text), [])
        yield block


def captions_of(page: HtmlElement) -> Iterator[Block | str]:
    """The captions with a credit, and the words of all paragraphs, in the order of a page.

    >>> from lxml import html
    >>> page = html.fromstring("<div><figcaption>It rains in Oslo. Photo: Ann Lee</figcaption><p>It rained.</p></div>")
    >>> [getattr(piece, "text", piece) for piece in captions_of(page)]
    ['It rains in Oslo. Photo: Ann Lee', 'It rained.']
    """
    for element in page.iter("figcaption", "p"):
        words = normal("".join(element.itertext()))
        if element.tag == "p":
            yield words
        elif any(around.tag in ASIDE for around in element.iterancestors()):
            continue
        elif len(words) <= LONGEST and (caption := credited(words, marked_credit(element))):
            yield Block(words, is_heading=True, caption=caption)


def marked_credit(caption: HtmlElement) -> str | None:
    """The words of the last element in a caption whose class says that it holds a credit."""
    marked = [one for one in caption.iterdescendants() if MARKED.search(one.get("class") or "")]
    words = normal("".join(marked[-1].itertext())) if marked else ""
    return re.sub(rf"^(?:{LABEL})", "", words).rstrip(" .") or None


def credited(words: str, marked: str | None = None) -> Caption | None:
    """What the words of a caption show, and whom they credit; None if nobody.

    Args:
        words: The whole caption, with single spaces.
        marked: The credit, where the page tells which words are it.

    >>> caption = credited("Ann Lee at the port. (AP Photo/Bo Ek)")
    >>> caption.content, caption.credit
    (Span(start=0, end=20), Span(start=22, end=36))
    """
    found = None if marked else CREDIT.search(words)
    if marked and marked in words:
        start = words.rindex(marked)
        credit = Span(start, start + len(marked))
        shown = re.sub(rf"(?:{LABEL})$", "", words[:start].rstrip(" (["))
    elif found:
        credit = Span(*found.span(found.lastgroup or 0))
        shown = words[: found.start()]
    else:
        return None
    content = shown.rstrip(" ([|—–-")
    return (
        Caption(content=Span(0, len(content)), credit=credit)
        if len(content.split()) >= FEWEST
        else None
    )
