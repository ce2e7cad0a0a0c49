"""Stage 1, documents: files of any known format become `Document`s.

A format is one module with one function, listed in `FORMATS` under the endings of its files; a file
of many documents can also be read in parts (`PARTS`). What is wrong with one document comes out as
a `Problem` in its place, and the rest goes on.
"""

from __future__ import annotations

import io
import re
import stat
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, TypeAlias, cast

from kg.documents import feeds, html, jsonlines, mail, markdown, parquet, pdf, tables, text, warc
from kg.documents.files import File, Part, UnreadableError, readable, unpacked
from kg.documents.notices import without_notices
from kg.documents.tidy import tidied
from kg.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from kg.model import Document

__all__ = [
    "FORMATS",
    "PARTS",
    "File",
    "Metadata",
    "Part",
    "files_of",
    "is_json_lines",
    "parts_of",
    "read",
    "read_file",
]

Reader: TypeAlias = "Callable[[File], Iterator[Document | Problem]]"
"""Gives the documents of a file, and a problem for each that cannot be read; raises UnreadableError for the file."""

FORMATS: Final[Mapping[str, Reader]] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".jsonl": jsonlines.read,
    ".csv": tables.read,
    ".tsv": tables.read,
    ".parquet": parquet.read,
    ".rss": feeds.read,
    ".atom": feeds.read,
    ".xml": feeds.read,
    ".eml": mail.read,
    ".pdf": pdf.read,
    ".warc": warc.read,
    ".warc.gz": warc.read,
}
"""The readers by the endings of files; `.gz` behind one means that the file is packed."""

PARTS: Final[Mapping[Reader, Callable[[File, int], Iterator[Part]]]] = {
    jsonlines.read: jsonlines.parts,
    tables.read: tables.parts,
    parquet.read: parquet.parts,
    warc.read: warc.parts,
}
"""What parts a file of many documents into pieces of so many records, by its reader."""

ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)

MAX_CHARACTERS: Final = 1_000_000
"""What the annotator takes in one piece, in code points; a longer text is no article."""
MAX_WORDS: Final = 250_000
"""Words and marks of one document: a quarter more than in the longest of prose; what has more of them is no prose."""
MAX_PARAGRAPHS: Final = 15_000
"""Paragraphs of one document; a million code points of news have some 5,000, and each makes a statement or more."""
WORD: Final = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the user says of the documents; what is said here wins over what a file says of itself.

    Attributes:
        columns: Under which name tables and JSON lines hold a field, such as `{"text": "body"}`.
    """

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def read(paths: Iterable[str], metadata: Metadata | None = None) -> Iterator[Document | Problem]:
    """Read files, folders (with all that is in them) and `-`, the standard input.

    In a folder, files of unknown formats and hidden files are passed over.

    Args:
        paths: What to read, in this order; a folder's files in the order of their names.
        metadata: What to believe of every document.

    Raises:
        InputError: A path does not exist, or a folder holds nothing readable.

    >>> [document.published.isoformat() for document in read(["seeds"])]
    ['2025-09-04']
    """
    files = [files_of(path) for path in paths]  # before the first document: a missing path ends all
    return (
        document for listed in files for found in listed for document in read_found(found, metadata)
    )


def read_found(
    found: tuple[str, str] | Problem, metadata: Metadata | None
) -> Iterator[Document | Problem]:
    """The documents of a file that was found, or why it cannot be read."""
    if isinstance(found, Problem):
        yield found
    else:
        yield from read_file(*found, metadata)


def files_of(path: str) -> Iterator[tuple[str, str] | Problem]:
    """The files behind a path, each with the name that its document goes by: relative, so the same on every machine.

    Raises:
        InputError: There is nothing, or nothing readable; at once, not when the first is asked for.
    """
    if path == "-":
        return iter([("-", "stdin")])
    place = Path(path)
    if not is_there(place):
        if ADDRESS.match(path):
            raise InputError(
                f"{path} is an address, and kg fetches nothing; save the page, and give its file"
            )
        raise InputError(
            f"{readable(path)} does not exist; give a file, a folder, or - for standard input"
        )
    if not place.is_dir():
        return iter([(path, readable(place.name))])
    if next(files_in(place), None) is None:
        endings = " ".join(FORMATS)
        raise InputError(
            f"{path} holds nothing readable; put files with a known ending in it ({endings}, also with .gz)"
        )
    return files_in(place)


def is_there(place: Path) -> bool:
    """Whether there is such a file or folder; what is too long to be a path is none."""
    try:
        return place.exists()
    except OSError:
        return False


def files_in(place: Path) -> Iterator[tuple[str, str] | Problem]:
    """The readable files of a folder and of the folders in it, in the order of their names.

    A folder to which links lead, too, is read once.
    """
    waiting: list[tuple[Path, frozenset[tuple[int, int]]]] = [(place, frozenset())]
    seen = set()
    while waiting:
        path, above = waiting.pop()
        if path != place and path.name.startswith("."):
            continue
        folder = identity(path)
        if folder is None:
            if ending_of(path.name) in FORMATS:
                yield str(path), readable(path.relative_to(place).as_posix())
        elif folder in above:
            yield Problem(
                where=readable(str(path)), message="is a link to a folder above it; remove the link"
            )
        elif folder not in seen:
            seen.add(folder)
            try:
                waiting += [
                    (inner, above | {folder}) for inner in sorted(path.iterdir(), reverse=True)
                ]
            except OSError as error:
                message = f"cannot be opened ({error.strerror}); check its permissions"
                yield Problem(where=readable(str(path)), message=message)


def identity(path: Path) -> tuple[int, int] | None:
    """What tells a folder from every other one, whatever links lead to it; None for what is no folder."""
    try:
        status = path.stat()
    except OSError:  # whoever reads it will say what is wrong
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None


def ending_of(name: str) -> str:
    """The ending that tells the format of a file, without `.gz`.

    >>> ending_of("a.JSONL.gz"), ending_of("CC-NEWS.warc.gz"), ending_of("notes.d/a")
    ('.jsonl', '.warc.gz', '')
    """
    suffixes = [suffix.lower() for suffix in Path(name).suffixes[-2:]]
    if "".join(suffixes) in FORMATS:
        return "".join(suffixes)
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def read_file(
    path: str, name: str, metadata: Metadata | None = None, part: Part | None = None
) -> Iterator[Document | Problem]:
    """The documents of one file, or of a part of it.

    Args:
        path: The file, or `-`.
        name: What its documents are called.
        metadata: What to believe of them.
        part: One of `parts_of`; None for all.
    """
    metadata = metadata or Metadata()
    shown = readable(path)
    try:
        with opened(path) as (stream, ending):
            file = File(stream=stream, name=name, columns=metadata.columns, part=part or Part())
            for found in reader_of(ending)(file):
                if isinstance(found, Problem):
                    yield replace(found, where=found.where.replace(name, shown, 1))
                else:
                    yield checked(without_notices(with_metadata(tidied(found), metadata)), shown)
    except UnreadableError as error:
        yield Problem(where=shown, message=str(error))
    except OSError as error:
        yield Problem(
            where=shown,
            message=f"cannot be read ({error.strerror or error}); check its permissions",
        )
    except Exception as error:  # noqa: BLE001 - whatever a library makes of a hostile file, the other files go on
        yield Problem(
            where=shown, message=f"is broken ({type(error).__name__}: {error}); leave it out"
        )


@contextmanager
def opened(path: str) -> Iterator[tuple[BinaryIO, str]]:
    """The bytes of a file, unpacked, and the ending that tells its format."""
    if path == "-":
        stdin = io.BufferedReader(cast("io.RawIOBase", sys.stdin.buffer))
        yield stdin, ".jsonl" if is_json_lines(stdin.peek(1)) else ".txt"
        stdin.detach()
        return
    if not stat.S_ISREG(Path(path).stat().st_mode):
        raise UnreadableError("is no file but a pipe or a device; leave it out")
    with Path(path).open("rb") as stream:
        ending = ending_of(path)
        is_packed = path.lower().endswith(".gz") and ending != ".warc.gz"
        yield unpacked(stream) if is_packed else stream, ending


def is_json_lines(head: bytes) -> bool:
    """Whether standard input that begins so is JSON Lines, not plain text."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def reader_of(ending: str) -> Reader:
    """The reader of a format.

    Raises:
        UnreadableError: There is none.
    """
    if ending not in FORMATS:
        raise UnreadableError(
            f"is of no known format; the known ones are {', '.join(FORMATS)}, also with .gz"
        )
    return FORMATS[ending]


def parts_of(path: str, size: int) -> Iterator[Part]:
    """A file in parts of so many records; of one document, or of a feed, the file is the only part.

    A file that cannot be opened has one part, and whoever reads that will say what is wrong.
    """
    split = PARTS.get(FORMATS.get(ending_of(path), text.read))
    if path == "-" or split is None:
        yield Part()
        return
    try:
        with opened(path) as (stream, _):
            yield from split(File(stream=stream, name=path), size)
    except (OSError, UnreadableError):
        yield Part()


def with_metadata(document: Document, metadata: Metadata) -> Document:
    """The document with what the user says of it."""
    return replace(
        document,
        title=metadata.title or document.title,
        url=metadata.url or document.url,
        publisher=metadata.publisher or document.publisher,
        published=metadata.published or document.published,
    )


def sizes(document: Document) -> Iterator[tuple[int, int, str]]:
    """How many of what a document has, and how many one may have; what is quickly counted comes first."""
    yield len(document.text), MAX_CHARACTERS, "characters"
    yield len(document.paragraphs), MAX_PARAGRAPHS, "paragraphs"
    if len(document.text) > MAX_WORDS:
        yield sum(1 for _ in WORD.finditer(document.text)), MAX_WORDS, "words and marks"


def checked(document: Document, path: str) -> Document | Problem:
    """The document, or why the stages after this one could not take it."""
    where = path if path.endswith(document.id) else f"{path}, {document.id}"
    for count, most, what in sizes(document):
        if count > most:
            remedy = "split it into articles, or leave it out if it is no prose"
            message = f"holds {count:,} {what}, more than the {most:,} of one document; {remedy}"
            return Problem(where=where, message=message)
    if not document.paragraphs and not document.captions:
        return Problem(
            where=where, message="has no text below its header; give it a text or leave it out"
        )
    return document
