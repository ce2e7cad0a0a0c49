"""What every file must come to, whatever it holds: documents that can be written as a graph, and problems."""

from __future__ import annotations

import os
import signal
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.documents import files_of, parts_of, read_file
from kg.errors import InputError, Problem
from kg.model import Document, ResolvedDocument, Run, Software
from kg.rdf import check_quads, to_nquads, to_quads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RUN: Final = Run(extractor="rules", software=(Software(name="kg", version="0"),))
BASE: Final = "https://w3id.org/claim-source/id/"
NODES: Final = 40  # files and folders in a tree


@contextmanager
def alarm(seconds: int) -> Iterator[None]:
    """Raise where something takes too long."""

    def too_long(*_: object) -> None:
        raise TooLongError(f"still not done after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class TooLongError(BaseException):
    """No reader may take it for something that is wrong with its file."""


def check_that_it_is_read(name: str, data: bytes) -> list[Problem]:
    """Check what comes of a file, or, under a name that ends in `.folder`, of the tree that the bytes describe."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        if name.endswith(".folder"):
            grow(path, data)
            return check(found for file in walked(path) for found in read_one(file))
        path.write_bytes(data)
        return check(
            found
            for part in parts_of(str(path), 2)
            for found in read_file(str(path), name, part=part)
        )


def read_one(file: tuple[str, str] | Problem) -> Iterable[Document | Problem]:
    """What comes of a file that was found, or why it was not opened."""
    return [file] if isinstance(file, Problem) else read_file(*file)


def check(read: Iterable[Document | Problem]) -> list[Problem]:
    """Check what was read; gives the problems."""
    problems = []
    for found in read:
        if isinstance(found, Document):
            quads = set(to_quads(ResolvedDocument(document=found, statements=()), RUN, BASE))
            check_quads(quads, found.text)
            to_nquads(quads).encode("utf-8")
            assert "\0" not in found.text
            assert all(span.of(found.text).strip() for span in found.paragraphs)
        else:
            assert isinstance(found, Problem)
            f"{found}".encode()
            problems.append(found)
    return problems


def walked(folder: Path) -> Iterable[tuple[str, str] | Problem]:
    """The files of a folder, each one once."""
    try:
        files = list(files_of(str(folder)))
    except InputError as error:
        assert "nothing readable" in str(error)  # noqa: PT017 - whether there is anything is for the walk to say
        return []
    names = [file for file in files if not isinstance(file, Problem)]
    assert len(files) <= NODES * NODES
    assert len(set(names)) == len(names)
    return files


def grow(root: Path, program: bytes) -> None:
    """Make a tree of files, folders and links; bytes say what, in which folder, and under which name."""
    root.mkdir()
    folders, nodes = [root], [root]
    for start in range(0, min(len(program), NODES * 4), 4):
        what, where, whither, called = program[start : start + 4].ljust(4, b"a")
        name = os.fsdecode(
            bytes([called]).replace(b"/", b"\n").replace(b"\0", b"\xe9")
        ) + ".txt" * (what % 8 > 5)
        path = folders[where % len(folders)] / name
        if os.path.lexists(path) or name == ".":
            continue
        if what % 8 < 3:
            path.mkdir()
            folders.append(path)
        elif what % 8 < 6:
            path.symlink_to(nodes[whither % len(nodes)])
        elif what % 8 == 6:
            os.mkfifo(path)
        else:
            path.write_text("It rained, Ann Lee said.", encoding="utf-8")
        nodes.append(path)
