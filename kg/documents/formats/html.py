"""Saved web pages: the text by trafilatura (Barbaresi 2021), and what the page says of itself."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from kg.documents.blocks import Block, blocks_of, lay_out, one_line
from kg.documents.captions import captions_of, with_captions
from kg.documents.files import File, UnreadableError, silence
from kg.documents.metadata import describe_page
from kg.documents.tidy import clean
from kg.model import Document, Software

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from kg.errors import Problem

SUFFIXES: Final = (".html", ".htm", ".xhtml")
_END: Final = re.compile(r"[.!?…][\"”’')\]]*$")
_WITHIN: Final = re.compile(r"[^\W\d_]{2}[.!?…][\"”’')\]]*$")
"""The last word of a sentence behind which another begins; no initial, and no number of a list."""
_FEWEST_WORDS: Final = 4
"""Of a sentence; a menu has none so long."""
_SURELY_TEXT: Final = 20
"""Words from which on a paragraph is running text, even if nobody set a full stop."""
_DATES: Final = {"original_date": True, "extensive_search": False, "max_date": "9999-12-31"}
"""For htmldate: only what the page gives as its date. To search its prose takes seconds a page."""
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def read(file: File) -> Iterator[Document | Problem]:
    r"""Read the article of a web page; what is around it on the page is left out.

    Args:
        file: HTML, in the encoding that it names.

    >>> from kg.documents.files import file_of_bytes
    >>> page = b"<html><article><h1>Rain</h1><p>It rained in Oslo, she said.</p></article></html>"
    >>> [document] = read(file_of_bytes(page, "rain.html"))
    >>> document.title, [paragraph.of(document.text) for paragraph in document.paragraphs]
    ('Rain', ['It rained in Oslo, she said.'])
    """
    yield read_article(file.data(), file.name)


def read_article(data: bytes, name: str, url: str | None = None) -> Document:
    """Return the article of a page.

    Args:
        data: The page.
        name: What to call it.
        url: Where it was fetched, if that is known.

    Raises:
        UnreadableError: It has no article.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Extracted
    from trafilatura.utils import load_html

    silence("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")
    page = load_html(data)
    if page is None:
        raise UnreadableError("is no web page; convert it, or leave it out")

    # trafilatura changes the page, so what it says of itself is read before.
    said = describe_page(page, url)
    language = said.language or page.get("lang") or page.get(_XML_LANG)
    captions = list(captions_of(page))
    found = bare_extraction(
        page,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=_DATES,
    )
    if not isinstance(found, Extracted):
        found = Extracted()
    links = {one_line("".join(link.itertext())) for link in page.iter("a")}

    # Where only a script would show the article, trafilatura takes the text that the page says it
    # has, as we do, but loses its lines.
    blocks: Iterable[Block] = blocks_of(found.body)
    if said.text and one_line(found.text or "") in {"", one_line(said.text)}:
        blocks = map(Block, said.text.splitlines())
    laid = lay_out(with_captions(list(_without_links(blocks, links)), captions))
    if not any(_has_sentence(span.of(laid.text)) for span in laid.paragraphs):
        raise UnreadableError("has no text of an article; leave it out")
    return replace(
        said,
        id=name,
        text=laid.text,
        paragraphs=laid.paragraphs,
        captions=laid.captions,
        title=said.title or found.title,
        authors=said.authors or tuple((clean(found.author) or "").split(";")),
        language=language,
        text_by=Software(name="trafilatura", version=version("trafilatura")),
    )


def _is_sentence(paragraph: str) -> bool:
    """Tell whether a paragraph ends as a sentence does, and is long enough for one.

    >>> _is_sentence("It rained in Oslo."), _is_sentence("Home Sport Weather")
    (True, False)
    """
    words = paragraph.split()
    return len(words) >= _FEWEST_WORDS and _END.search(words[-1]) is not None


def _has_sentence(paragraph: str) -> bool:
    """Tell whether a paragraph is running text, although its last sentence may lack its stop.

    >>> _has_sentence("It rained in Oslo, she said. The harbour was shut")
    True
    >>> _has_sentence("Home Sport Weather"), _has_sentence("1. Home 2. Sport 3. The weather today")
    (False, False)
    """
    words = paragraph.split()
    ends = [word for word in words[_FEWEST_WORDS - 1 : -1] if _WITHIN.search(word)]
    return bool(ends) or _is_sentence(paragraph) or len(words) >= _SURELY_TEXT


def _without_links(blocks: Iterable[Block], links: Container[str]) -> Iterator[Block]:
    """Yield the blocks; one that is only a link is not running text, unless it is a sentence."""
    for block in blocks:
        is_link = one_line(block.text) in links and not _is_sentence(block.text)
        yield replace(block, is_heading=block.is_heading or is_link)
