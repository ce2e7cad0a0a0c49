"""The formats of files that can be read: each module in this folder is one, and listed nowhere.

Other packages may add some for other suffixes, by entry points of the group `kg.formats`.

A module of a format has

- `SUFFIXES`: how the names of its files end, in small letters;
- `read(file)`: the documents of a file, and a `Problem` for each that cannot be read; it raises
  `UnreadableError` for the whole file;
- `record_ends(file)`, only if a file holds many documents and can be large: where each record
  ends, so that several processes can read one file (see `RecordEnd`).

The modules are light: what they need to read a file, they import when they read one.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import PurePath
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

from kg.documents.files import File, UnreadableError
from kg.plugins import find_plugins, load_plugin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.errors import Problem
    from kg.model import Document

__all__ = ["Format", "find_format", "known_formats", "suffix_of"]


class Format(Protocol):
    """A module of this folder."""

    SUFFIXES: tuple[str, ...]

    def read(self, file: File, /) -> Iterator[Document | Problem]:
        """Read the documents of a file."""


@cache
def known_formats() -> Mapping[str, Format]:
    """Return the modules of this folder, and what other packages add, by the suffixes of files.

    Raises:
        ConfigError: What another package adds cannot be loaded.

    >>> known_formats()[".htm"].__name__
    'kg.documents.formats.html'
    """
    formats = {}
    for found in iter_modules(__path__):
        module = cast("Format", import_module(f"{__name__}.{found.name}"))
        for suffix in module.SUFFIXES:
            formats[suffix] = module
    for name in find_plugins("kg.formats"):
        added = cast("Format", load_plugin("kg.formats", name))
        for suffix in added.SUFFIXES:
            formats.setdefault(suffix, added)
    return dict(sorted(formats.items()))


def find_format(suffix: str) -> Format:
    """Return the format of the files with a suffix.

    Raises:
        UnreadableError: No format has this suffix.
    """
    formats = known_formats()
    if suffix not in formats:
        known = ", ".join(formats)
        raise UnreadableError(f"is of no known format; the known ones are {known}, also with .gz")
    return formats[suffix]


def suffix_of(name: str) -> str:
    """Return the end of a file's name that tells its format, in small letters and without `.gz`.

    >>> suffix_of("a.JSONL.gz"), suffix_of("CC-NEWS.warc.gz"), suffix_of("notes.d/a")
    ('.jsonl', '.warc.gz', '')
    """
    suffixes = PurePath(name.lower()).suffixes
    both = "".join(suffixes[-2:])
    if both in known_formats():
        return both
    return PurePath(name.lower().removesuffix(".gz")).suffix
