"""Runs: sorted files of lines, each marked with the number of the input that holds it.

More lines than memory holds are sorted in runs, which are then read side by side
(`kg.disk.sorting`). A merge does so with the quads of its inputs, and a comparison of two builds
with their claims.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from kg.disk.sorting import RUN, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_RUN_BYTES: Final = RUN
_DIGITS: Final = 6
"""Of the number of an input, of which there may be a million."""
_MARK: Final = _DIGITS + 2
"""Bytes behind a line in a run: a zero, the number of its input, and the end."""


class RunWriter:
    """Writes the lines of one input into runs, each once in a run.

    Attributes:
        count: How many lines it was given.
    """

    def __init__(self, folder: Path, number: int) -> None:
        """Begin with no run.

        Args:
            folder: Where the runs go, under names that hold the number.
            number: What the lines are marked with, from 0 to 999,999; no other writer in the
                folder has it.
        """
        self.count = 0
        self._folder = folder
        self._number = number
        self._runs: list[Path] = []
        self._lines: list[bytes] = []
        self._size = 0

    def add(self, lines: Sequence[bytes]) -> None:
        """Take lines without their ends, in any order."""
        self.count += len(lines)
        self._lines += lines
        self._size += sum(map(len, lines))
        if self._size >= _RUN_BYTES:
            self._write()

    def close(self) -> tuple[Path, ...]:
        """Write what is left, and return all runs."""
        self._write()
        return tuple(self._runs)

    def _write(self) -> None:
        """Write the lines that wait as a run."""
        path = self._folder / f"run-{self._number}-{len(self._runs)}"
        mark = b"\0%0*d\n" % (_DIGITS, self._number)
        self._lines.sort()
        path.write_bytes(mark.join([*dict.fromkeys(self._lines), b""]))
        self._runs.append(path)
        self._lines, self._size = [], 0


def unite_runs(runs: Sequence[Path], folder: Path) -> Iterator[tuple[bytes, frozenset[int]]]:
    r"""Yield the lines of all runs in order, each once, and the numbers of the inputs that hold it.

    A triple in no graph is left out where the next line has it in one: the union of the graphs
    holds it anyway. What a line of N-Quads has before its dot, the next line begins with only if it
    says the same, in the same graph or in one.

    Args:
        runs: From `RunWriter.close`, of any number of inputs.
        folder: Where runs are joined, if there are too many to be read side by side.

    >>> import tempfile; from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as name:
    ...     first, second = RunWriter(Path(name), 0), RunWriter(Path(name), 1)
    ...     first.add([b"<x:a> <x:b> <x:c> .", b"<x:d> <x:e> <x:f> ."])
    ...     second.add([b"<x:a> <x:b> <x:c> <x:g> ."])
    ...     for line, holders in unite_runs([*first.close(), *second.close()], Path(name)):
    ...         print(line.decode(), sorted(holders))
    <x:a> <x:b> <x:c> <x:g> . [0, 1]
    <x:d> <x:e> <x:f> . [0]
    """
    line = b""
    numbers: list[bytes] = []
    for marked in chain.from_iterable(in_order(list(runs), folder)):
        following = marked[:-_MARK]
        if numbers and not following.startswith(line[:-1]):
            yield line, _parse_numbers(b"".join(numbers))
            numbers = []
        line = following
        numbers.append(marked[1 - _MARK : -1])
    if numbers:
        yield line, _parse_numbers(b"".join(numbers))


@lru_cache(maxsize=100_000)
def _parse_numbers(digits: bytes) -> frozenset[int]:
    """Return the numbers of some inputs, which stand one behind the other."""
    return frozenset(
        int(digits[start : start + _DIGITS]) for start in range(0, len(digits), _DIGITS)
    )
