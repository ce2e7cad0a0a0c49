"""Captions of a web page's pictures: what they show, and whom the picture is credited to.

trafilatura leaves pictures out with all that belongs to them. A caption without a credit stays left
out: nobody would answer for it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.documents.blocks import Block, one_line
from kg.documents.phrases import any_phrase
from kg.model import Caption, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

__all__ = ["NAMES", "captions_of", "find_credit", "find_credits_within", "with_captions"]

NAMES: Final = r"[A-Z][\w.&'’-]*(?:[ /]+[A-Z][\w.&'’-]*){0,4}"
"""One to five words with a capital, such as the name of an agency and of a photographer."""
_NAME: Final = r"[A-Z](?:[^()\[\].!?|]|\.(?=\S)|(?<=\b[A-Z])\.){1,79}"
_LABEL: Final = (
    r"(?i:(?:file\s)?(?:photo(?:graph(?:er)?)?|picture|image|illustration|credit|source|handout"
    r"|copyright)s?(?:\scredit)?\s*(?::|/|\bby\b|\bcourtesy\sof\b)\s*(?:the\s)?|©\s*)"
)
_CREDIT_WITHIN: Final = re.compile(
    rf"[(\[](?:{_LABEL}[^()\[\]\n]{{2,80}}|{NAMES}/[^()\[\]\n]{{2,80}})[)\]](?=[^\w\n]{{0,20}}\w)"
)
_MAX_LENGTH: Final = 1000
"""Code points; what is longer is not a caption."""
_ASIDE: Final = ("nav", "aside", "footer")
"""What stands around pictures of other articles."""
_FEWEST_WORDS: Final = 3
"""Of a caption that says something."""
_MARKED: Final = re.compile(r"credit|copyright|attribution|photographer|source", re.IGNORECASE)
"""What the class of an element says that holds a credit."""


def with_captions(blocks: list[Block], page: Iterable[Block | str]) -> Iterator[Block]:
    """Yield the blocks of an article, and each caption before the paragraph that follows it.

    A caption that no paragraph of the article follows belongs to something else.

    Args:
        blocks: Of the article.
        page: Captions and paragraphs in their order, from `captions_of`.
    """
    texts = {one_line(block.text) for block in blocks}
    before: dict[str, list[Block]] = {}
    waiting: list[Block] = []
    for piece in page:
        if isinstance(piece, Block):
            waiting.append(piece)
        elif piece in texts:
            before.setdefault(piece, []).extend(waiting)
            waiting.clear()
    for block in blocks:
        yield from before.pop(one_line(block.text), [])
        yield block


def captions_of(page: HtmlElement) -> Iterator[Block | str]:
    """Yield the captions with a credit, and the words of all paragraphs, in the order of a page.

    >>> from lxml import html
    >>> caption = "<figcaption>It rains in Oslo. Photo: Ann Lee</figcaption>"
    >>> page = html.fromstring(f"<div>{caption}<p>It rained.</p></div>")
    >>> [getattr(piece, "text", piece) for piece in captions_of(page)]
    ['It rains in Oslo. Photo: Ann Lee', 'It rained.']
    """
    for element in page.iter("figcaption", "p"):
        words = one_line("".join(element.itertext()))
        if element.tag == "p":
            yield words
            continue
        is_of_other = next(element.iterancestors(*_ASIDE), None) is not None
        if is_of_other or len(words) > _MAX_LENGTH:
            continue
        caption = find_credit(words, _marked_credit(element))
        if caption:
            yield Block(words, is_heading=True, caption=caption)


def _marked_credit(caption: HtmlElement) -> str:
    """Return the words of the last element in a caption whose class says that it holds a credit."""
    inner = caption.iterdescendants("*")
    marked = [element for element in inner if _MARKED.search(element.get("class", ""))]
    if not marked:
        return ""
    words = one_line("".join(marked[-1].itertext()))
    return re.sub(rf"^(?:{_LABEL})", "", words).rstrip(" .")


@cache
def _credit_pattern() -> re.Pattern[str]:
    """Return what matches a credit at the end of a caption; its only group is whom it names."""
    agency = any_phrase("agency")
    return re.compile(
        rf"(?:(?:^|[\s(\[|])(?:{_LABEL})(?P<labelled>{_NAME})"  # Photo: Ann Lee
        rf"|\s(?:—|–|--|\|)\s*(?P<dashed>{NAMES})"  # — Reuters
        rf"|[(\[](?P<agency>{agency}|{NAMES}/{NAMES})"  # (AFP); [AP Photo/Ann Lee]
        rf"|(?<=[.!?”])\s(?P<parted>{NAMES}/{NAMES}))"  # It rained. REUTERS/Ann Lee
        r"[)\].]*$"
    )


def find_credits_within(text: str) -> Iterator[Span]:
    """Yield the credits in brackets that a picture left amid a text, brackets included.

    >>> text = "The Greens (Ann Lee/Oslo Post) agree, says Agence France-Presse (AFP)."
    >>> [span.of(text) for span in find_credits_within(text)]
    ['(Ann Lee/Oslo Post)']
    """
    for found in _CREDIT_WITHIN.finditer(text):
        yield Span(found.start(), found.end())


def find_credit(words: str, marked: str = "") -> Caption | None:
    """Return what the words of a caption show, and whom they credit; None if nobody.

    Args:
        words: The whole caption, with single spaces.
        marked: The credit, where the page tells which words are it.

    >>> caption = find_credit("Ann Lee at the port. (AP Photo/Bo Ek)")
    >>> caption.content, caption.credit
    (Span(start=0, end=20), Span(start=22, end=36))
    """
    if marked:
        start = words.rfind(marked)
        if start < 0:
            return None
        credit = Span(start, start + len(marked))
        shown = re.sub(rf"(?:{_LABEL})$", "", words[:start].rstrip(" (["))
    else:
        found = _credit_pattern().search(words)
        if found is None:
            return None
        credit = Span(*found.span(found.lastgroup or 0))
        shown = words[: found.start()]

    content = shown.rstrip(" ([|—–-")
    if len(content.split()) < _FEWEST_WORDS:
        return None
    return Caption(content=Span(0, len(content)), credit=credit)
