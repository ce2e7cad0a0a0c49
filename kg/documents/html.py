"""Saved web pages: the text by trafilatura (Barbaresi 2021), and what the page says of itself, schema.org's first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, cast

from kg.documents.blocks import Block, blocks_of, laid_out, normal
from kg.documents.captions import captions_of, with_captions
from kg.documents.files import UnreadableError, quiet
from kg.documents.metadata import Described, metadata
from kg.documents.tidy import clean
from kg.model import Document, Software

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from lxml.html import HtmlElement
    from trafilatura.settings import Document as Extracted

    from kg.documents.files import File
    from kg.errors import Problem

END: Final = re.compile(r"[.!?…][\"”’')\]]*$")
FEWEST: Final = 4
"""Words of a sentence; a menu has none."""
DATES: Final = {"original_date": True, "extensive_search": False, "max_date": "9999-12-31"}
"""For htmldate: what the page gives as its date. A search through its prose takes seconds a page, and guesses."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """What trafilatura finds in a page without an article."""

    title: str | None = None
    author: str | None = None
    text: str | None = None
    body: HtmlElement | None = None


def read(file: File) -> Iterator[Document | Problem]:
    r"""Read the article of a web page; what is around it on the page is left out.

    Args:
        file: HTML, in the encoding that it names.

    >>> from kg.documents.files import of_bytes
    >>> page = "<html><body><article><h1>Rain</h1><p>It rained in Oslo, said Ann Lee.</p></article></body></html>"
    >>> [document] = read(of_bytes(page.encode(), "rain.html"))
    >>> document.title, [paragraph.of(document.text) for paragraph in document.paragraphs]
    ('Rain', ['It rained in Oslo, said Ann Lee.'])
    """
    yield article(file.data(), file.name)


def article(data: bytes, name: str, url: str | None = None) -> Document:
    """The article of a page.

    Args:
        data: The page.
        name: What to call it.
        url: Where it comes from, if it does not say.

    Raises:
        UnreadableError: It has no article.
    """
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    quiet("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")
    page = load_html(data)
    if page is None:
        raise UnreadableError("is no web page; convert it, or leave it out")
    said = metadata(page, url)
    language = language_of(page)
    shown = list(captions_of(page))
    extracted = bare_extraction(
        page,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=DATES,
    )
    found = cast("Extracted", extracted) if extracted else Nothing()
    links = {normal("".join(link.itertext())) for link in page.iter("a")}
    blocks = list(without_links(article_blocks(found, said), links))
    text, paragraphs, captions = laid_out(with_captions(blocks, shown))
    if not any(is_sentence(span.of(text)) for span in paragraphs):
        raise UnreadableError("has no text of an article; leave it out")
    return Document(
        id=name,
        text=text,
        paragraphs=paragraphs,
        captions=captions,
        title=said.title or clean(found.title),
        url=said.url,
        publisher=said.publisher,
        published=said.published,
        authors=said.authors or authors(found.author),
        language=said.language or language,
        text_by=Software(name="trafilatura", version=version("trafilatura")),
    )


def is_sentence(paragraph: str) -> bool:
    """Whether a paragraph ends as a sentence does, and is long enough for one.

    >>> is_sentence("It rained in Oslo."), is_sentence("Home Sport Weather Contact"), is_sentence("Read more...")
    (True, False, False)
    """
    words = paragraph.split()
    return len(words) >= FEWEST and END.search(words[-1]) is not None


def article_blocks(found: Extracted | Nothing, said: Described) -> Iterator[Block]:
    """The blocks of the article, or, where only a script would show them, of what the page says its text is."""
    shown = normal(found.text or "")
    if said.body and shown in {
        "",
        normal(said.body),
    }:  # trafilatura looks there, too, and forgets the lines
        yield from (Block(line) for line in said.body.splitlines())
    elif found.body is not None:
        yield from blocks_of(found.body)


def without_links(blocks: Iterable[Block], links: Container[str]) -> Iterator[Block]:
    """The blocks; what is nothing but a link to another page is no running text, unless it is a sentence."""
    for block in blocks:
        is_link = normal(block.text) in links and not is_sentence(block.text)
        yield replace(block, is_heading=block.is_heading or is_link)


def language_of(page: HtmlElement) -> str | None:
    """The language that the page says it is in."""
    return clean(page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang"))


def authors(words: str | None) -> tuple[str, ...]:
    """The authors that trafilatura found, which semicolons part."""
    return tuple(name for part in (clean(words) or "").split(";") if (name := clean(part)))
