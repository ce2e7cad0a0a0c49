"""Web archives (WARC, ISO 28500), as of Common Crawl News, read by FastWARC: a document a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.documents.files import File, GzipBytes, RecordEnd, UnreadableError
from kg.documents.formats.html import read_article
from kg.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastwarc.warc import ArchiveIterator, WarcRecord

    from kg.model import Document

SUFFIXES: Final = (".warc", ".warc.gz")
_GZIP: Final = b"\x1f\x8b"
_MAX_PAGE: Final = 8 << 20
"""Bytes that are read of one page; no article is longer."""
_PAGES: Final = {"text/html", "application/xhtml+xml"}
_OK: Final = 200


def read(file: File) -> Iterator[Document | Problem]:
    """Read the pages of an archive.

    Pictures, redirects and pages that were not found are passed over.

    Args:
        file: Its records are packed each by itself, or not at all; a document goes by its address.
    """
    file.go_to_part()
    head = file.stream.read(len(_GZIP))
    if not head:
        raise UnreadableError("is empty; fetch it again")
    file.stream.seek(-len(head), 1)
    count = 0
    try:
        for record in _responses(GzipBytes(fileobj=file.stream) if head == _GZIP else file.stream):
            if count == file.part.count:
                return
            count += 1
            if _is_page(record):
                yield _read_page(record, file.name)
    except OSError as error:
        message = f"is broken after {count} records ({error}); fetch it again"
        raise UnreadableError(message) from error


def _responses(stream: object) -> ArchiveIterator:
    """Return what an archive holds of what servers answered."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource
    return ArchiveIterator(stream, record_types=wanted, auto_decode="all")  # type: ignore[arg-type]


def _is_page(record: WarcRecord) -> bool:
    """Tell whether a record holds a page that was found."""
    headers = record.http_headers
    if headers is None:
        kind = record.headers.get("Content-Type", "")
        return kind.split(";")[0].strip().lower() in _PAGES
    return headers.status_code in {_OK, None} and (record.http_content_type or "").lower() in _PAGES


def _read_page(record: WarcRecord, name: str) -> Document | Problem:
    """Return the document of a page, or why there is none."""
    url = record.headers.get("WARC-Target-URI") or None
    id_ = url or str(record.record_id)
    where = f"{name}, {id_}"
    data = record.reader.read(_MAX_PAGE + 1)
    if len(data) > _MAX_PAGE:
        size = f"{_MAX_PAGE >> 20} MiB"
        return Problem(where=where, message=f"is larger than the {size} of one page; leave it out")
    if not data.strip():
        return Problem(where=where, message="is an empty record; leave it out")
    try:
        return read_article(data, id_, url)
    except UnreadableError as error:
        return Problem(where=where, message=str(error))


def record_ends(file: File) -> Iterator[RecordEnd]:
    """Yield where each answer ends: where the next one begins."""
    begins = (record.stream_pos for record in _responses(file.stream))
    next(begins, None)
    for begin in begins:
        yield RecordEnd(offset=begin, before=0)
    yield RecordEnd(offset=file.stream.tell(), before=0)
