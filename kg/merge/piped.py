"""Standard input as an input of a merge: a file is kept of it, whose name tells the format."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.merge.inputs import PIPED

if TYPE_CHECKING:
    from pathlib import Path

_MARKS: Final = {b"{": ".jsonld", b"[": ".jsonld"}
"""What only one format begins with."""
_XML: Final = (b"<?xml", b"<rdf:", b"<!DOCTYPE", b"<!--")
_HEAD: Final = 1 << 20
"""Bytes that the format is told by."""


def keep_piped(path: Path | str, folder: Path) -> Path | str:
    """Return an input; of standard input, the file in a folder that it has been kept in.

    Args:
        path: The input, as `kg.merge.inputs.find_inputs` yields it.
        folder: Where the file may stand.
    """
    if path != PIPED:
        return path
    kept = folder / "standard-input"
    with kept.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    with kept.open("rb") as file:
        return kept.rename(kept.with_suffix(ending_for(file.read(_HEAD))))


def ending_for(head: bytes) -> str:
    r"""Return the ending of the format that begins so.

    Turtle is TriG, too, and N-Triples are N-Quads.

    >>> ending_for(b'<x:a> <x:b> "c" <x:g> .\n'), ending_for(b"@prefix x: <x:> .\nx:a x:b x:c .")
    ('.nq', '.trig')
    >>> ending_for(b"# of Ann Lee\n\n@prefix x: <x:> .\n")
    '.trig'
    >>> ending_for(b' {"@context": '), ending_for(b"<?xml version=")
    ('.jsonld', '.rdf')
    """
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(_XML):
        return ".rdf"
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith(b"#"))
    first = next(lines, b"")
    try:
        list(pyoxigraph.parse(input=first, format=RdfFormat.N_QUADS))
    except SyntaxError:
        return _MARKS.get(text[:1], ".trig")
    return ".nq"
