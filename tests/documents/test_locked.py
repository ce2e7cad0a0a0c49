"""PDFs with a password: those that open without one are read, and the others say that they are locked.

`locked/` holds one of our own in each way that takes the library cryptography, to read or to write.
"""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.documents import read_documents
from kg.errors import Problem
from kg.model import Document
from tests.documents.examples import FILES, SENTENCES

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCKED = Path(__file__).parent / "locked"
HAS_AES = importlib.util.find_spec("cryptography") is not None
MESSAGE = "is locked with a password; save it without one"


def rc4(user: str, algorithm: str) -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(FILES["rain.pdf"]))
    writer.encrypt(user_password=user, owner_password="owner", algorithm=algorithm)  # noqa: S106 - of a test
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_lock(lock: str) -> bytes:
    """The PDF, locked as these words of its trailer say."""
    return FILES["rain.pdf"].replace(
        b"/Root", f"/ID [<61><61>] /Encrypt << {lock} >> /Root".encode()
    )


FILES_LOCKED: Mapping[str, bytes] = {
    "RC4, 40 bits": rc4("secret", "RC4-40"),
    "RC4, 128 bits": rc4("secret", "RC4-128"),
    "AES, 128 bits": (LOCKED / "aes-128.pdf").read_bytes(),
    "AES, 256 bits": (LOCKED / "aes-256.pdf").read_bytes(),
    "the lock of another maker": with_lock("/Filter /Other /V 1"),
    "a version that nobody knows": with_lock("/Filter /Standard /V 9 /R 9 /O () /U () /P 0"),
}
FILES_OPEN: Mapping[str, tuple[bytes, bool]] = {
    "RC4, 40 bits": (rc4("", "RC4-40"), True),
    "RC4, 128 bits": (rc4("", "RC4-128"), True),
    "AES, 128 bits": ((LOCKED / "aes-128-open.pdf").read_bytes(), HAS_AES),
    "AES, 256 bits": ((LOCKED / "aes-256-open.pdf").read_bytes(), HAS_AES),
}


def only(folder: Path, data: bytes) -> Document | Problem:
    path = folder / "a.pdf"
    path.write_bytes(data)
    [found] = read_documents([str(path)])
    return found


@pytest.mark.parametrize("data", FILES_LOCKED.values(), ids=FILES_LOCKED.keys())
def test_a_pdf_that_takes_a_password_says_that_it_is_locked(tmp_path: Path, data: bytes) -> None:
    found = only(tmp_path, data)
    assert isinstance(found, Problem)
    assert found.message.startswith(MESSAGE)


@pytest.mark.parametrize(("data", "can_be_read"), FILES_OPEN.values(), ids=FILES_OPEN.keys())
def test_a_pdf_that_opens_without_a_password_is_read(
    tmp_path: Path,
    data: bytes,
    can_be_read: bool,  # noqa: FBT001 - a row
) -> None:
    found = only(tmp_path, data)
    if can_be_read:
        assert isinstance(found, Document)
        assert [span.of(found.text) for span in found.paragraphs] == list(SENTENCES)
    else:
        assert isinstance(found, Problem)
        assert found.message == f"{MESSAGE}, or `pip install cryptography` if it opens without"


@pytest.mark.parametrize("place", range(0, 1300, 100))
def test_a_locked_pdf_that_is_broken_is_a_problem_and_no_more(tmp_path: Path, place: int) -> None:
    data = bytearray((LOCKED / "aes-128-open.pdf").read_bytes())
    data[place : place + 20] = b"\xff" * 20
    assert isinstance(only(tmp_path, bytes(data)), Problem) or HAS_AES
