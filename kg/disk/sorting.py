"""Sorting more lines than memory holds: in runs on disk, which are then read side by side."""

from __future__ import annotations

from bisect import bisect_right
from contextlib import ExitStack
from itertools import chain, groupby
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

RUN: Final = 1 << 25
"""Bytes of lines that are sorted in memory at once."""
_MOST_OPEN: Final = 100
"""Runs that are merged at once."""
_AHEAD: Final = 1 << 19
"""Bytes that are read ahead of each."""


def sorted_lines(pieces: Iterable[bytes], folder: Path) -> Iterator[bytes]:
    r"""Sort the lines of all pieces, each once.

    Args:
        pieces: Each some whole lines; any number of pieces.
        folder: Where the runs go, under names of their own; they are left there.

    >>> import tempfile; from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     list(sorted_lines([b"b\na\n", b"c\na\n"], Path(folder)))
    [b'a\n', b'b\n', b'c\n']
    """
    runs = list(_write_runs(pieces, folder))
    for line, _ in groupby(chain.from_iterable(in_order(runs, folder))):
        yield line


def _write_runs(pieces: Iterable[bytes], folder: Path) -> Iterator[Path]:
    """Write files of sorted lines."""
    lines: list[bytes] = []
    size = 0
    for number, piece in enumerate(pieces):
        lines += piece.splitlines(keepends=True)
        size += len(piece)
        if size >= RUN:
            yield _write_run(lines, folder / str(number))
            lines, size = [], 0
    yield _write_run(lines, folder / "last")


def _write_run(lines: list[bytes], path: Path) -> Path:
    """Sort lines into a file."""
    lines.sort()
    path.write_bytes(b"".join(lines))
    return path


def in_order(runs: list[Path], folder: Path) -> Iterator[list[bytes]]:
    """Read the lines of sorted files in order, in batches.

    Of more files than may be open at once, some are joined before.

    Args:
        runs: The files.
        folder: Where to join them, which removes those that were joined.
    """
    while len(runs) > _MOST_OPEN:
        joined: list[Path] = []
        for start in range(0, len(runs), _MOST_OPEN):
            path = folder / f"{len(runs)}-{len(joined)}"
            joined.append(_join_runs(runs[start : start + _MOST_OPEN], path))
        runs = joined
    with ExitStack() as stack:
        yield from _merge_files([stack.enter_context(run.open("rb")) for run in runs])


def _join_runs(runs: list[Path], path: Path) -> Path:
    """Write several runs as one."""
    with path.open("wb") as out:
        for lines in in_order(runs, path.parent):
            out.writelines(lines)
    for run in runs:
        run.unlink()
    return path


def _merge_files(files: Iterable[IO[bytes]]) -> Iterator[list[bytes]]:
    """Read the lines of open files in order, in batches.

    A batch is all that is not behind the first end of what was read of the files; sorting it is
    only merging.
    """
    waiting = [(file.readlines(_AHEAD), file) for file in files]
    waiting = [(lines, file) for lines, file in waiting if lines]
    while waiting:
        bound = min(lines[-1] for lines, _ in waiting)
        batch: list[bytes] = []
        left = []
        for lines, file in waiting:
            cut = bisect_right(lines, bound)
            batch += lines[:cut]
            rest = lines[cut:] or file.readlines(_AHEAD)
            if rest:
                left.append((rest, file))
        waiting = left
        batch.sort()
        yield batch
