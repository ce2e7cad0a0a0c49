"""WARC and WARC.gz (ISO 28500), as Common Crawl News publishes them, read by FastWARC: a document a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.documents import html
from kg.documents.files import Part, Unpacked, UnreadableError
from kg.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastwarc.warc import ArchiveIterator, WarcRecord

    from kg.documents.files import File
    from kg.model import Document

GZIP: Final = b"\x1f\x8b"
MAX_PAGE: Final = 8 << 20
"""What is read of one page, in bytes; no article is longer."""
PAGES: Final = {"text/html", "application/xhtml+xml"}
OK: Final = 200


def read(file: File) -> Iterator[Document | Problem]:
    """Read the pages of an archive; pictures, redirects and pages that were not found are passed over.

    Args:
        file: Its records, each packed by itself or none; a document goes by its address.
    """
    file.go_to_part()
    head = file.stream.read(2)
    file.stream.seek(-len(head), 1)
    if not head:
        raise UnreadableError("is empty; fetch it again")
    count = 0
    try:
        for record in records(Unpacked(file.stream) if head == GZIP else file.stream):
            if count == file.part.count:
                return
            count += 1
            if is_page(record):
                yield page(record, file.name)
    except OSError as error:
        raise UnreadableError(
            f"is broken after {count} records ({error}); fetch it again"
        ) from error


def records(stream: object) -> ArchiveIterator:
    """The responses of an archive."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource
    return ArchiveIterator(stream, record_types=wanted, auto_decode="all")  # type: ignore[arg-type]


def is_page(record: WarcRecord) -> bool:
    """Whether a record holds a page that was found."""
    headers = record.http_headers
    if headers is None:
        return (record.headers.get("Content-Type") or "").split(";")[0].strip().lower() in PAGES
    return headers.status_code in {OK, None} and (record.http_content_type or "").lower() in PAGES


def page(record: WarcRecord, name: str) -> Document | Problem:
    """The document of a page, or why there is none."""
    url = record.headers.get("WARC-Target-URI") or None
    where = f"{name}, {url or record.record_id}"
    data = record.reader.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        return Problem(
            where=where,
            message=f"is larger than the {MAX_PAGE >> 20} MiB of one page; leave it out",
        )
    if not data.strip():
        return Problem(where=where, message="is an empty record; leave it out")
    try:
        return html.article(data, url or str(record.record_id), url)
    except UnreadableError as error:
        return Problem(where=where, message=str(error))


def parts(file: File, size: int) -> Iterator[Part]:
    """The file in parts of so many responses, each from the place where its first one begins."""
    start = count = 0
    try:
        for number, record in enumerate(records(file.stream)):
            if number and number % size == 0:
                yield Part(offset=start, first=number - size, count=size)
                start, count = record.stream_pos, number
    except OSError:
        pass  # whoever reads the last part will say what is wrong
    yield Part(offset=start, first=count)
