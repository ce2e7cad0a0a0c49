"""Parquet, a document a row, read by pyarrow, which is large and therefore installed on request."""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any, Final

from kg.documents.fields import FIELDS, check_columns, read_records
from kg.documents.files import File, RecordEnd, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.errors import Problem
    from kg.model import Document

SUFFIXES: Final = (".parquet",)
_BATCH: Final = 64
"""Rows in memory at a time."""
_BUFFER: Final = 1 << 20
"""Bytes of a column in memory at a time."""


def read(file: File) -> Iterator[Document | Problem]:
    """Read the documents of a Parquet file; a broken row is a problem, and the others are read.

    Args:
        file: Problems say `name:row`, from 1.
    """
    table = _open_table(file)
    names = table.schema_arrow.names
    asked = [file.columns.get(field, field) for field in FIELDS]
    columns = [name for name in asked if not {name, name.split(".")[0]}.isdisjoint(names)]
    check_columns(names, columns, file)
    if not table.metadata.num_rows:
        raise UnreadableError("has no rows; leave it out")
    rows = islice(_rows(table, columns, file.part.first), file.part.count)
    yield from read_records(rows, dict, file)


def _open_table(file: File) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Open the file with pyarrow.

    Raises:
        UnreadableError: pyarrow is not installed, or the file is not Parquet.
    """
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise UnreadableError(
            "is Parquet, which takes pyarrow; install it with `pip install pyarrow`"
        ) from error
    try:
        return ParquetFile(file.stream, buffer_size=_BUFFER)
    except (ValueError, OSError) as error:
        raise UnreadableError(f"is no Parquet file ({error}); write it again") from error


def _rows(
    table: Any,  # noqa: ANN401 - pyarrow has no types
    columns: Sequence[str],
    first: int,
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the rows from one on, counted from 0, each with its number, counted from 1.

    Groups of rows that end before are not read.
    """
    starts = [0, *accumulate(_group_sizes(table))]
    for group in range(bisect(starts, first) - 1, table.num_row_groups):
        number = starts[group]
        for batch in table.iter_batches(_BATCH, [group], columns, use_threads=False):
            skipped = min(max(first - number, 0), len(batch))
            yield from enumerate(batch.slice(skipped).to_pylist(), start=number + skipped + 1)
            number += len(batch)


def _group_sizes(table: Any) -> list[int]:  # noqa: ANN401 - pyarrow has no types
    """Return how many rows each group has."""
    return [table.metadata.row_group(group).num_rows for group in range(table.num_row_groups)]


def record_ends(file: File) -> Iterator[RecordEnd]:
    """Yield an end for each row; to get behind it, the rows of its group have to be read again."""
    for size in _group_sizes(_open_table(file)):
        for number in range(1, size + 1):
            yield RecordEnd(offset=0, before=number % size)
