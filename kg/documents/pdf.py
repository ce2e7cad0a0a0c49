"""PDF, read by pypdf: the text of all pages, without the lines that every page repeats."""

from __future__ import annotations

import io
import re
from collections import Counter
from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.documents.blocks import Block, laid_out
from kg.documents.files import UnreadableError, quiet
from kg.documents.tidy import clean
from kg.model import Document, Software

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdf import PdfReader

    from kg.documents.files import File
    from kg.errors import Problem

END: Final = re.compile(r"[.!?:][\"”’')\]]*$")
HYPHENS: Final = ("-", "\u00ad", "\u2010")
SHORT: Final = 0.85
"""Of the width of a page: a line that ends a sentence and is shorter ends a paragraph."""
REPEATED: Final = 3
"""Pages from which on a line that stands on most of them is a running head or foot."""
EDGE: Final = 2
"""Lines at the top and the bottom of each of two pages, where a line that both have is one, too."""
HEADING: Final = 0.65
"""Of the width of a page: a shorter line that ends no sentence, with a capital below it, is a heading."""
NO_TITLE: Final = re.compile(
    r"about:|untitled|microsoft word - |.*\.(?:docx?|odt|indd|qxp|pages|html?)$", re.IGNORECASE
)
"""What programs write where nobody gave a title."""
MAX_PAGES: Final = 500
LOCKED: Final = "is locked with a password; save it without one"


def read(file: File) -> Iterator[Document | Problem]:
    """Read the one document of a PDF file, if it opens without a password.

    Args:
        file: A PDF that holds its text; one of pictures has to be recognised (OCR) first.
    """
    from pypdf.errors import DependencyError, PyPdfError

    quiet("pypdf")
    try:
        reader = opened(file.data())
        if len(reader.pages) > MAX_PAGES:
            raise UnreadableError(f"has more than {MAX_PAGES} pages; split it into articles")
        pages = [page.extract_text().splitlines() for page in reader.pages]
        title, author = (
            str(reader.metadata.get(key) or "") if reader.metadata else ""
            for key in ("/Title", "/Author")
        )
    except DependencyError as error:  # AES takes a library that kg does not need otherwise
        raise UnreadableError(
            f"{LOCKED}, or `pip install cryptography` if it opens without"
        ) from error
    except PyPdfError as error:
        raise UnreadableError(f"is a broken PDF ({error}); save it again") from error
    text, paragraphs, _ = laid_out(paragraphs_of(pages))
    if not text:
        raise UnreadableError(
            "is a PDF of pictures, without text; recognise its text first, for instance with ocrmypdf"
        )
    yield Document(
        id=file.name,
        text=text,
        paragraphs=paragraphs,
        title=None if NO_TITLE.match(title) else clean(title),
        authors=tuple(name for part in re.split("[;,]", author) if (name := clean(part))),
        text_by=Software(name="pypdf", version=version("pypdf")),
    )


def opened(data: bytes) -> PdfReader:
    """A PDF, unlocked if no password is needed: one that may be read but not printed or changed is locked, too.

    Raises:
        UnreadableError: It takes a password, or is locked in a way that pypdf does not know.
    """
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        is_open = not reader.is_encrypted or reader.decrypt("")
    except NotImplementedError as error:
        raise UnreadableError(LOCKED) from error
    if not is_open:
        raise UnreadableError(LOCKED)
    return reader


def paragraphs_of(pages: Sequence[Sequence[str]]) -> Iterator[Block]:
    """The paragraphs of the lines of some pages: they end at a blank line, and at a short line that ends a sentence."""
    heads = running_heads(pages)
    lines = [line.strip() for page in pages for line in page if pattern(line) not in heads]
    widths = sorted(len(line) for line in lines if line)
    width = widths[len(widths) * 9 // 10] if widths else 0
    paragraph = ""
    for line, following in pairwise([*lines, ""]):
        is_short = len(line) < HEADING * width and not END.search(line)
        if is_short and not paragraph and following[:1].isupper():
            yield Block(line, is_heading=True)
            continue
        paragraph = joined(paragraph, line)
        if not line or (END.search(line) and len(line) < SHORT * width):
            yield Block(paragraph)
            paragraph = ""
    yield Block(paragraph)


def joined(before: str, line: str) -> str:
    """A line behind others; a word that a hyphen parts at the end of a line is put together.

    >>> joined("It was govern-", "ment policy"), joined("It was", "policy")
    ('It was government policy', 'It was policy')
    """
    if before.endswith(HYPHENS) and before[-2:-1].isalpha() and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}" if before else line


def running_heads(pages: Sequence[Sequence[str]]) -> set[str]:
    """The patterns of lines that stand on most pages."""
    if len(pages) < REPEATED:
        edges = [{pattern(line) for line in (*page[:EDGE], *page[-EDGE:])} for page in pages]
        return set.intersection(*edges) if len(edges) > 1 else set()
    counts = Counter(line for page in pages for line in set(map(pattern, page)))
    return {line for line, count in counts.items() if line and count > len(pages) / 2}


def pattern(line: str) -> str:
    """A line, its numbers and spaces alike."""
    return re.sub(r"\d+", "0", " ".join(line.split()))
