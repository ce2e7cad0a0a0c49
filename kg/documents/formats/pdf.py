"""PDF, read by pypdf: the text of all pages, without the lines that every page repeats."""

from __future__ import annotations

import io
import re
from collections import Counter
from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.documents.blocks import Block, lay_out
from kg.documents.files import File, UnreadableError, silence
from kg.documents.packages import NO_TITLE
from kg.model import Document, DocumentKind, Software

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pypdf import PdfReader

    from kg.errors import Problem

SUFFIXES: Final = (".pdf",)
_END: Final = re.compile(r"[.!?:][\"”’')\]]*$")
_HYPHENATED: Final = re.compile("[^\\W\\d_][-\u00ad\u2010]")
_SHORT: Final = 0.85
"""Of the width of a page: a line that ends a sentence and is shorter ends a paragraph."""
_HEADING: Final = 0.65
"""Of the width of a page: a shorter line that ends no sentence, above a capital, is a heading."""
_REPEATED: Final = 3
"""Pages from which on a line that stands on most of them is a running head or foot."""
_EDGE: Final = 2
"""Lines at the top and the bottom of each of two pages that are one, too, if both have them."""
_MAX_PAGES: Final = 500
_LOCKED: Final = "is locked with a password; save it without one"


def read(file: File) -> Iterator[Document | Problem]:
    """Read the one document of a PDF file, if it opens without a password.

    Args:
        file: A PDF that holds its text; one of pictures has to be recognised (OCR) first.
    """
    from pypdf.errors import DependencyError, PyPdfError

    silence("pypdf")
    try:
        reader = _open_reader(file.data())
        if len(reader.pages) > _MAX_PAGES:
            raise UnreadableError(f"has more than {_MAX_PAGES} pages; split it into articles")
        pages = [page.extract_text().splitlines() for page in reader.pages]
        metadata: Mapping[str, object] = reader.metadata or {}
        title = str(metadata.get("/Title", ""))
        authors = str(metadata.get("/Author", ""))
    except DependencyError as error:  # AES takes a library that kg does not need otherwise
        message = f"{_LOCKED}, or `pip install cryptography` if it opens without"
        raise UnreadableError(message) from error
    except PyPdfError as error:
        raise UnreadableError(f"is a broken PDF ({error}); save it again") from error

    text, paragraphs, _ = lay_out(_paragraphs_of(pages))
    if not text:
        raise UnreadableError(
            "is a PDF of pictures, without text; "
            "recognise its text first, for instance with ocrmypdf"
        )
    yield Document(
        id=file.name,
        text=text,
        paragraphs=paragraphs,
        kind=DocumentKind.FILE,
        title=None if NO_TITLE.match(title) else title,
        authors=tuple(re.split("[;,]", authors)),
        text_by=Software(name="pypdf", version=version("pypdf")),
    )


def _open_reader(data: bytes) -> PdfReader:
    """Open a PDF, and unlock it if that needs no password: some may be read, but not changed.

    Raises:
        UnreadableError: It takes a password, or is locked in a way that pypdf does not know.
    """
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        if not reader.is_encrypted or reader.decrypt(""):
            return reader
    except NotImplementedError as error:
        raise UnreadableError(_LOCKED) from error
    raise UnreadableError(_LOCKED)


def _paragraphs_of(pages: Sequence[Sequence[str]]) -> Iterator[Block]:
    """Yield the paragraphs of the lines of some pages.

    They end at a blank line, and at a short line that ends a sentence.
    """
    heads = _running_heads(pages)
    lines = [line.strip() for page in pages for line in page if _pattern_of(line) not in heads]
    widths = sorted(map(len, lines))[lines.count("") :] or [0]
    width = widths[len(widths) * 9 // 10]
    paragraph = ""
    for line, following in pairwise([*lines, ""]):
        is_end = _END.search(line) is not None
        is_short = len(line) < (_SHORT if is_end else _HEADING) * width
        if is_short and not is_end and not paragraph and following[:1].isupper():
            yield Block(line, is_heading=True)
            continue
        paragraph = _join_line(paragraph, line)
        if not line or (is_short and is_end):
            yield Block(paragraph)
            paragraph = ""
    yield Block(paragraph)


def _join_line(before: str, line: str) -> str:
    """Return a line behind others; a word that a hyphen parts at the end of a line is put together.

    >>> _join_line("It was govern-", "ment policy"), _join_line("It was", "policy")
    ('It was government policy', 'It was policy')
    """
    if _HYPHENATED.fullmatch(before[-2:]) and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}".lstrip()


def _running_heads(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return the patterns of lines that stand on most pages; of two pages, at the edges of both."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = page if len(pages) >= _REPEATED else (*page[:_EDGE], *page[-_EDGE:])
        counts.update(set(map(_pattern_of, lines)))
    counts.pop("", None)
    most = max(1, len(pages) / 2)
    return {line for line, count in counts.items() if count > most}


def _pattern_of(line: str) -> str:
    """Return a line with its numbers and spaces made alike."""
    return re.sub(r"\d+", "0", " ".join(line.split()))
