"""Parquet, a document a row, read by pyarrow, which is large and therefore installed on request."""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from kg.documents import fields
from kg.documents.files import Part, UnreadableError, part_size
from kg.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.documents.files import File
    from kg.model import Document

BATCH: Final = 64
"""Rows in memory at a time."""
BUFFER: Final = 1 << 20
"""Bytes of a column in memory at a time."""


def read(file: File) -> Iterator[Document | Problem]:
    """Read the documents of a Parquet file; a broken row is a problem, and the others are read.

    Args:
        file: Problems say `name:row`, from 1.
    """
    table = opened(file)
    wanted = file.columns.get("text", "text")
    names = table.schema_arrow.names
    if wanted not in names and wanted.split(".")[0] not in names:
        listed = ", ".join(name[:40] for name in names[:20])
        raise UnreadableError(
            f'has no column "{wanted}" (it has: {listed}); say which it is with --column text=NAME'
        )
    if not table.metadata.num_rows:
        raise UnreadableError("has no rows; leave it out")
    asked = [file.columns.get(field, field) for field in fields.FIELDS]
    columns = [name for name in asked if name in names or name.split(".")[0] in names]
    for number, record in records(table, columns, file.part):
        where = f"{file.name}:{number + 1}"
        try:
            yield fields.document(record, where, file.columns)
        except ValueError as error:
            yield Problem(where=where, message=str(error))


def records(table: Any, columns: list[str], part: Part) -> Iterator[tuple[int, dict[str, Any]]]:  # noqa: ANN401 - untyped
    """The rows of a part with their numbers, from 0; row groups before it are not read."""
    number = 0
    for group in range(table.num_row_groups):
        rows = table.metadata.row_group(group).num_rows
        if number + rows <= part.first:
            number += rows
            continue
        for batch in table.iter_batches(
            batch_size=BATCH, row_groups=[group], columns=columns, use_threads=False
        ):
            if number + len(batch) > part.first:
                for place, record in enumerate(batch.to_pylist(), start=number):
                    if place >= part.end:
                        return
                    if place >= part.first:
                        yield place, record
            number += len(batch)


def opened(file: File) -> Any:  # noqa: ANN401 - pyarrow has no types
    """The file, as pyarrow has it.

    Raises:
        UnreadableError: pyarrow is not installed, or the file is no Parquet.
    """
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise UnreadableError(
            "is Parquet, which takes pyarrow; install it with `pip install pyarrow`"
        ) from error
    try:
        return ParquetFile(file.stream, buffer_size=BUFFER)
    except (ValueError, OSError) as error:
        raise UnreadableError(f"is no Parquet file ({error}); write it again") from error


def parts(file: File, size: int) -> Iterator[Part]:
    """The file in parts of so many rows."""
    try:
        table = opened(file)
    except UnreadableError:
        yield Part()  # whoever reads it will say what is wrong
        return
    rows = table.metadata.num_rows
    starts = list(
        accumulate(
            (table.metadata.row_group(group).num_rows for group in range(table.num_row_groups)),
            initial=0,
        )
    )
    first = 0
    while first < rows:
        before = first - starts[bisect(starts, first) - 1]
        count = min(part_size(size, before), rows - first)
        yield Part(first=first, count=count)
        first += count
    if not rows:
        yield Part()
