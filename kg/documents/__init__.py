"""Stage 1, documents: files of any known format become `Document`s, their text untouched.

A format is one module with one function, listed in `FORMATS` under the endings of its files. What is wrong with one
document comes out as a `Problem` in its place, and the rest goes on.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.documents import jsonlines, text
from kg.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from kg.model import Document

__all__ = ["FORMATS", "Metadata", "read"]

Reader: TypeAlias = "Callable[[bytes, str], Iterator[Document | Problem]]"
"""Takes the bytes of a file and its name; gives its documents, and a problem for each that cannot be read."""

FORMATS: Final[Mapping[str, Reader]] = {".txt": text.read, ".jsonl": jsonlines.read}

MAX_CHARACTERS: Final = 1_000_000
"""What the annotator takes in one piece, in code points; a longer text is no article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the user says of the documents; what is said here wins over what a file says of itself."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: date | None = None


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
    files = [file for path in paths for file in files_of(path)]  # before the first document: a missing path ends all
    return read_files(files, metadata)


def read_files(files: Iterable[tuple[str, str]], metadata: Metadata | None) -> Iterator[Document | Problem]:
    """The documents of files, one after the other."""
    for path, name in files:
        for found in read_file(path, name):
            yield found if isinstance(found, Problem) else checked(with_metadata(found, metadata), path)


def files_of(path: str) -> list[tuple[str, str]]:
    """The files behind a path, each with the name that its document goes by: relative, so the same on every machine."""
    if path == "-":
        return [("-", "stdin")]
    place = Path(path)
    if not place.exists():
        raise InputError(f"{path} does not exist; give a file, a folder, or - for standard input")
    if not place.is_dir():
        return [(path, place.name)]
    inside = sorted(file.relative_to(place) for file in place.rglob("*") if file.suffix.lower() in FORMATS)
    visible = [file for file in inside if not any(part.startswith(".") for part in file.parts)]
    if not visible:
        raise InputError(f"{path} holds nothing readable; put {' or '.join(FORMATS)} files in it")
    return [(str(place / file), file.as_posix()) for file in visible if (place / file).is_file()]


def read_file(path: str, name: str) -> Iterator[Document | Problem]:
    """The documents of one file."""
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        yield Problem(where=path, message=f"cannot be read ({error.strerror}); check its permissions")
        return
    ending = Path(path).suffix.lower()
    if path == "-":
        ending = ".jsonl" if data.lstrip()[:1] == b"{" else ".txt"
    reader = FORMATS.get(ending)
    if reader is None:
        yield Problem(where=path, message=f"is of no known format; the known ones are {', '.join(FORMATS)}")
    elif not data.strip():
        yield Problem(where=path, message="is empty; give it a text or leave it out")
    elif b"\0" in data:
        yield Problem(where=path, message="is a binary file, not a text; convert it to a text file in UTF-8")
    else:
        for found in reader(data, name):
            yield replace(found, where=found.where.replace(name, path, 1)) if isinstance(found, Problem) else found


def with_metadata(document: Document, metadata: Metadata | None) -> Document:
    """The document with what the user says of it."""
    if metadata is None:
        return document
    return replace(
        document,
        title=metadata.title or document.title,
        url=metadata.url or document.url,
        publisher=metadata.publisher or document.publisher,
        published=metadata.published or document.published,
    )


def checked(document: Document, path: str) -> Document | Problem:
    """The document, or why the stages after this one could not take it."""
    where = path if path.endswith(document.id) else f"{path}, {document.id}"
    if len(document.text) > MAX_CHARACTERS:
        return Problem(
            where=where,
            message=f"is {len(document.text):,} characters long, more than the {MAX_CHARACTERS:,} of one document; "
            "split it into articles",
        )
    if not document.paragraphs and not document.captions:
        return Problem(where=where, message="has no text below its header; give it a text or leave it out")
    return document
