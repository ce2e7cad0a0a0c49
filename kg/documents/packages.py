"""Documents of word processors that are zip files of XML: limits, and what they say of themselves.

Their parts are XML that a library takes into memory as a whole, so it is looked at first how large
they are. No program unpacks more of a part than the zip file says that it has.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from kg.documents.files import UnreadableError

if TYPE_CHECKING:
    from kg.documents.files import File

__all__ = ["NO_TITLE", "Package", "open_package"]

NO_TITLE: Final = re.compile(
    r"about:|untitled|microsoft word - |.*\.(?:docx?|odt|rtf|indd|qxp|pages|html?)$|$",
    re.IGNORECASE,
)
"""What programs write where nobody gave a title."""
_MAX_PART: Final = 16 << 20
"""Bytes of XML in one part; the longest article that can be read has less."""
_MAX_PARTS: Final = 64 << 20
"""Bytes of all XML."""
_XML: Final = (".xml", ".rels")
_NAMED: Final = "{http://purl.org/dc/elements/1.1/}"
_OLE: Final = b"\xd0\xcf\x11\xe0"
"""What files of Word before 2007 begin with, and newer ones that are locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A zip file that is safe to unpack, and what it says of its document.

    Attributes:
        data: The zip file.
        title: None where there is none, or a program wrote it.
        authors: Names as they stand there, perhaps with what is no name among them.
    """

    data: bytes
    title: str | None
    authors: tuple[str, ...]


def open_package(file: File, needed: str, properties: str) -> Package:
    """Return a document that is a zip file of XML.

    Args:
        file: The file.
        needed: The part that holds the text.
        properties: The part that says who wrote it, in terms of Dublin Core; it may be missing.

    Raises:
        UnreadableError: It is no such file, locked, broken, or larger inside than a text is.
    """
    data = file.data()
    if data.startswith(_OLE):
        raise UnreadableError("is locked, or of an old Word; save it anew, without a password")
    try:
        with ZipFile(io.BytesIO(data)) as parts:
            _check_parts(parts, needed)
            said = parts.read(properties) if properties in parts.namelist() else b""
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableError(f"is broken ({error}); save it again") from error
    title, authors = _read_properties(said)
    return Package(data=data, title=title, authors=authors)


def _check_parts(parts: ZipFile, needed: str) -> None:
    """Refuse a zip file that is no document, is locked, or a bomb."""
    if needed not in parts.namelist():
        raise UnreadableError(f"is no such document, since it has no {needed}; convert it")
    if "META-INF/manifest.xml" in parts.namelist():
        _check_size(parts.getinfo("META-INF/manifest.xml").file_size)
        if b"encryption-data" in parts.read("META-INF/manifest.xml"):
            raise UnreadableError("is locked with a password; save it without one")
    sizes = [part.file_size for part in parts.infolist() if part.filename.endswith(_XML)]
    _check_size(max(sizes))
    if sum(sizes) > _MAX_PARTS:
        raise UnreadableError("holds more XML than a text has; split it into articles")


def _check_size(size: int) -> None:
    """Refuse a part that is too large."""
    if size > _MAX_PART:
        limit = f"{_MAX_PART >> 20} MiB"
        raise UnreadableError(f"holds more than {limit} in one part; split it into articles")


def _read_properties(said: bytes) -> tuple[str | None, tuple[str, ...]]:
    """Return title and authors as properties in XML have them; broken ones say nothing.

    >>> said = b'<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Rain</dc:title></a>'
    >>> _read_properties(said), _read_properties(b"<")
    (('Rain', ()), (None, ()))
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(said, parser) if said.strip() else None
    if root is None:
        return None, ()
    title = root.findtext(f".//{_NAMED}title") or ""
    authors = root.findtext(f".//{_NAMED}creator") or ""
    names = tuple(name for name in re.split("[;,]", authors) if name.strip())
    return None if NO_TITLE.match(title) else title, names
