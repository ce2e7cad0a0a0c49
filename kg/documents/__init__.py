"""Stage 1, documents: files of any known format become `Document`s.

    folders.py   which files are behind a path
    files.py     an open file, and the limits within which it is read
    formats/     one module for each format, with one function `read`
    fields.py    a document from named fields, for tables and the like
    metadata.py  what a web page says of its article, from said.py (its head, its microdata, what it
                 shows) and schema_org.py (its JSON-LD), by the table sources.tsv
    blocks.py, captions.py, paragraphs.py     how a text is laid out
    tidy.py, days.py, notices.py, language.py   what is put in order for all formats alike, with
                 the English phrases of phrases.tsv

What is wrong with one document comes out as a `Problem` in its place, and the rest goes on.
"""

from __future__ import annotations

import io
import re
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, TypeAlias, cast

from kg.documents.fields import FIELDS
from kg.documents.files import File, Part, UnreadableError, readable, unpack_gzip
from kg.documents.folders import (
    Paths,
    describe_passed_over,
    files_of,
    list_given,
    list_paths,
)
from kg.documents.formats import find_format, known_formats, suffix_of
from kg.documents.notices import without_notices
from kg.documents.paragraphs import paragraphs
from kg.documents.printed import find_printed_day
from kg.documents.tidy import site_of, tidy_document
from kg.errors import ConfigError, Problem, check_argument
from kg.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "MAX_CHARACTERS",
    "MAX_PARAGRAPHS",
    "MAX_WORDS",
    "Documents",
    "File",
    "Metadata",
    "Part",
    "Paths",
    "check_metadata",
    "describe_passed_over",
    "files_of",
    "is_json_lines",
    "list_paths",
    "parts_of",
    "read_documents",
    "read_file",
]

MAX_CHARACTERS: Final = 1_000_000
"""What the annotator takes in one piece, in code points; a longer text is not an article."""
MAX_WORDS: Final = 250_000
"""Words and marks of one document: a quarter more than the longest prose has."""
MAX_PARAGRAPHS: Final = 15_000
"""Paragraphs of one document. A million code points of news have some 5,000, and each makes a
statement or more."""
_WORD: Final = re.compile(r"\w+|[^\w\s]")
_LARGEST_PART: Final = 1000
_GROWTH: Final = 200
"""A part has one record for each so many that have to be read again to get there."""


Documents: TypeAlias = "Paths | Document | Iterable[str | Path | Document]"
"""What is read: paths, documents that a program has made itself, or both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the user says of the documents; it wins over what a file says of itself.

    Attributes:
        columns: The names under which tables and JSON lines hold a field, such as
            `{"text": "body"}`.
    """

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise ConfigError where the day is none, or a column holds no field that there is."""
        if self.published is not None and type(self.published) is not date:
            example = "such as datetime.date(2024, 5, 31)"
            raise ConfigError(f"published cannot be {self.published!r}; give a day, {example}")
        for name in ("title", "url", "publisher"):
            check_argument(name, getattr(self, name), (str, type(None)), "a text, or None")
        check_argument("columns", self.columns, Mapping, 'names, such as {"text": "body"}')
        for name in sorted(self.columns.keys() - set(FIELDS)):
            listed = ", ".join(FIELDS)
            raise ConfigError(f"columns has {name!r}, which is none of the fields {listed}")


def read_documents(
    paths: Documents, metadata: Metadata | None = None
) -> Iterator[Document | Problem]:
    """Read files, folders (with all that is in them) and `-`, the standard input.

    A `Document` that a program gives instead is checked as those of files are; where it has neither
    paragraphs nor captions, its paragraphs are found in its text.

    In a folder, files of unknown formats and hidden files are passed over;
    `describe_passed_over` counts the former.

    Args:
        paths: What to read, one path or several, in this order; a folder's files in the order of
            their names. Documents may stand among the paths, or instead of them.
        metadata: What to believe of every document.

    Raises:
        InputError: A path does not exist, or a folder holds nothing readable.
        ConfigError: `metadata` is none, or a format of another package cannot be loaded.

    >>> [document.published.isoformat() for document in read_documents(["seeds"])]
    ['2025-09-04']
    """
    # before the first document: a missing path ends all
    check_metadata(metadata)
    known_formats()
    found: list[Iterable[tuple[str, str] | Document | Problem]] = []
    for one in [paths] if isinstance(paths, Document | str | Path) else list_given(paths):
        found += [[one]] if isinstance(one, Document) else map(files_of, list_paths([one]))
    return _read_all(chain.from_iterable(found), metadata)


def check_metadata(metadata: object) -> None:
    """Raise ConfigError where something is not what the user says of the documents."""
    check_argument("metadata", metadata, (Metadata, type(None)), "kg.Metadata(...), or None")


def _read_all(
    files: Iterable[tuple[str, str] | Document | Problem], metadata: Metadata | None
) -> Iterator[Document | Problem]:
    """Yield the documents of files, and of each that cannot be read why not."""
    for file in files:
        if isinstance(file, Problem):
            yield file
        elif isinstance(file, Document):
            yield _finished(_with_paragraphs(file), metadata, file.id)
        else:
            yield from read_file(*file, metadata)


def read_file(
    path: str, name: str, metadata: Metadata | None = None, part: Part | None = None
) -> Iterator[Document | Problem]:
    """Yield the documents of one file, or of a part of it.

    Args:
        path: The file, or `-`.
        name: What its documents are called.
        metadata: What to believe of them.
        part: One of `parts_of`; None for all.
    """
    metadata = metadata or Metadata()
    shown = readable(path)
    try:
        with _opened(path) as (stream, suffix):
            file = File(stream=stream, name=name, columns=metadata.columns, part=part or Part())
            for found in find_format(suffix).read(file):
                if isinstance(found, Problem):
                    yield replace(found, where=found.where.replace(name, shown, 1))
                else:
                    yield _finished(tidy_document(found), metadata, shown)
    except ConfigError:  # of what another package adds: no file is to blame
        raise
    except UnreadableError as error:
        yield Problem(where=shown, message=str(error))
    except OSError as error:
        message = f"cannot be read ({error.strerror or error}); check its permissions"
        yield Problem(where=shown, message=message)
    except Exception as error:  # noqa: BLE001 - of a library, on a hostile file
        message = f"is broken ({type(error).__name__}: {error}); leave it out"
        yield Problem(where=shown, message=message)


def _finished(document: Document, metadata: Metadata | None, shown: str) -> Document | Problem:
    """Return a document with what the user says of it, or why it cannot be taken further."""
    known = _with_metadata(document, metadata or Metadata())
    return _checked(without_notices(known), shown)


def _with_paragraphs(document: Document) -> Document:
    """Return a document that a program has made with the paragraphs of its text."""
    if document.paragraphs or document.captions:
        return document
    return replace(document, paragraphs=paragraphs(document.text))


@contextmanager
def _opened(path: str) -> Iterator[tuple[BinaryIO, str]]:
    """Open a file, unpacked, and tell by which suffix its format is known."""
    if path == "-":
        stdin = io.BufferedReader(cast("io.RawIOBase", sys.stdin.buffer))
        yield stdin, ".jsonl" if is_json_lines(stdin.peek(1)) else ".txt"
        stdin.detach()
        return
    if not stat.S_ISREG(Path(path).stat().st_mode):
        raise UnreadableError("is no file but a pipe or a device; leave it out")
    suffix = suffix_of(path)
    is_packed = path.lower().endswith(".gz") and not suffix.endswith(".gz")
    with Path(path).open("rb") as stream:
        yield unpack_gzip(stream) if is_packed else stream, suffix


def is_json_lines(head: bytes) -> bool:
    """Tell whether standard input that begins so is JSON Lines, not plain text.

    >>> is_json_lines(b' {"id": 7, '), is_json_lines(b"It rained.")
    (True, False)
    """
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def parts_of(path: str, size: int) -> Iterator[Part]:
    """Yield a file in parts of so many records; a file that cannot be parted is the only part.

    Where all records before a part have to be read to get there, as in what is packed, parts grow:
    then getting there stays a small share of the work, and no part takes long.
    """
    record_ends = getattr(known_formats().get(suffix_of(path)), "record_ends", None)
    if record_ends is None:
        yield Part()
        return
    start = first = number = 0
    wanted = size
    try:
        with _opened(path) as (stream, _):
            for number, end in enumerate(record_ends(File(stream=stream, name=path)), start=1):
                if number - first == wanted:
                    yield Part(offset=start, first=first, count=wanted)
                    start, first = end.offset, number
                    wanted = max(size, min(_LARGEST_PART, end.before // _GROWTH))
        if first and number == first:
            return  # nothing is left
    except (OSError, UnreadableError):
        pass  # whoever reads the last part will say what is wrong
    yield Part(offset=start, first=first)


def _with_metadata(document: Document, metadata: Metadata) -> Document:
    """Return a document with what the user says of it.

    Whose publisher nobody names is published by the site of its address. A text that is not taken
    out of a page may print its day of publication by itself.
    """
    url = metadata.url or document.url
    publisher = metadata.publisher or document.publisher or site_of(url or "") or None
    published = metadata.published or document.published
    if published is None and document.text_by is None:
        published = find_printed_day(document.text)
    title = metadata.title or document.title
    return replace(document, title=title, url=url, publisher=publisher, published=published)


def _checked(document: Document, path: str) -> Document | Problem:
    """Return a document, or why the stages after this one could not take it."""
    message = _what_is_wrong(document)
    if not message:
        return document
    where = path if path.endswith(document.id) else f"{path}, {document.id}"
    return Problem(where=where, message=message)


def _what_is_wrong(document: Document) -> str:
    """Return what a document has too many of, or that it has no text; empty if all is well."""
    text = document.text
    sizes = [
        (len(text), MAX_CHARACTERS, "characters"),
        (len(document.paragraphs), MAX_PARAGRAPHS, "paragraphs"),
    ]
    if MAX_WORDS < len(text) <= MAX_CHARACTERS:
        sizes.append((sum(1 for _ in _WORD.finditer(text)), MAX_WORDS, "words and marks"))
    for count, most, what in sizes:
        if count > most:
            remedy = "split it into articles, or leave it out if it is no prose"
            return f"holds {count:,} {what}, more than the {most:,} of one document; {remedy}"
    if document.paragraphs or document.captions:
        return ""
    return "has no text but headers and notices; give it a text or leave it out"
