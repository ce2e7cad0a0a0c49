"""Review: what was proposed, one judgement after the other, for a person to say yes or no.

A person's word takes the place of the proposal in its line, under their name, so that it counts
from then on, or keeps apart. What they skip stays a proposal. Every word is written at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.disk.files import write_whole
from kg.errors import InputError
from kg.link.judgements import (
    TOOL,
    cells_of,
    join_cells,
    read_columns,
    read_judgements,
    split_cells,
)

if TYPE_CHECKING:
    from pathlib import Path

    from kg.errors import Problem
    from kg.link.judgements import Judgement

__all__ = ["Review", "Row", "begin_review"]

_SIDE: Final = ("label", "article", "said_by", "passage")
"""What is shown of the subject and the object of a judgement."""
_DECIDING: Final = frozenset({"predicate_modifier", "confidence", "author_label"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A judgement to be reviewed.

    Attributes:
        judgement: What was proposed.
        sides: What is known of its subject and of its object: label, article, said_by and passage,
            by these names; what is not known is not there.
    """

    judgement: Judgement
    sides: tuple[dict[str, str], dict[str, str]]


@dataclass(slots=True, kw_only=True)
class Review:
    """A review that is going on.

    Attributes:
        file: The table of judgements.
        rows: What is to be reviewed, the doubtful first.
        reviewer: Who reviews.
        date: Today, YYYY-MM-DD.
        at: The place of the next row.
        texts: The text of the file before each word that was said, to undo it; of a row that was
            skipped, None.
    """

    file: Path
    rows: tuple[Row, ...]
    reviewer: str
    date: str
    at: int = 0
    texts: list[str | None]

    @property
    def row(self) -> Row | None:
        """The row to be decided next; None behind the last."""
        return self.rows[self.at] if self.at < len(self.rows) else None

    def decide(self, *, is_so: bool) -> None:
        """Write down that a person says that the next judgement holds, or that it does not.

        Raises:
            StoreError: The file cannot be written.
        """
        said = replace(
            self.rows[self.at].judgement,
            negated=not is_so,
            confidence=1.0,
            author=self.reviewer,
            date=self.date,
        )
        text = self.file.read_bytes().decode("utf-8")
        write_whole(self.file, _replace_judgement(text, said).encode("utf-8"))
        self.texts.append(text)
        self.at += 1

    def skip(self) -> None:
        """Leave the next judgement as it is."""
        self.texts.append(None)
        self.at += 1

    def undo(self) -> bool:
        """Go back to the row before, as it was; tell whether there was one.

        Raises:
            StoreError: The file cannot be written.
        """
        if not self.texts:
            return False
        text = self.texts.pop()
        if text is not None:
            write_whole(self.file, text.encode("utf-8"))
        self.at -= 1
        return True


def begin_review(file: Path, reviewer: str, date: str) -> Review:
    """Return the review of what a table of judgements has from `kg`.

    The doubtful rows come first, those of which least is known before others: the nearer to an even
    chance, the more a word of a person tells.

    Args:
        file: SSSOM TSV, from `kg link`.
        reviewer: The name to write down what is said under.
        date: The day of it, YYYY-MM-DD.

    Raises:
        InputError: The file cannot be read, or has no place for what is said; or the reviewer goes
            by the name of the tool.
    """
    if reviewer.strip() in {"", TOOL}:
        raise InputError(f"{reviewer!r} is no name to review under; give yours with --reviewer")
    problems: list[Problem] = []
    judgements = read_judgements(file, problems)
    if problems:
        raise InputError(f"{problems[0]}; mend that line first")
    text = file.read_bytes().decode("utf-8")
    columns, _ = read_columns(text)
    missing = _DECIDING.difference(columns)
    if missing:
        raise InputError(f"{file} has no column {min(missing)}; add it to review its rows")

    lines = text.split("\n")
    rows = []
    for judgement in judgements:
        if judgement.author == TOOL:
            cells = split_cells(lines[judgement.line - 1].rstrip("\r"))
            known = dict(zip(columns, cells, strict=False))
            sides = _side(known, "subject"), _side(known, "object")
            rows.append(Row(judgement=judgement, sides=sides))
    rows.sort(key=_order_of)
    return Review(file=file, rows=tuple(rows), reviewer=reviewer, date=date, texts=[])


def _side(cells: dict[str, str], side: str) -> dict[str, str]:
    """Return what a row says of its subject or its object, without what is empty."""
    found = {name: cells.get(f"{side}_{name}", "") for name in _SIDE}
    return {name: text for name, text in found.items() if text}


def _order_of(row: Row) -> tuple[bool, float, int]:
    """Return what rows are sorted by: proposals first, the nearest to an even chance before."""
    judgement = row.judgement
    return not judgement.is_proposal, abs(judgement.confidence - 0.5), judgement.line


def _replace_judgement(text: str, one: Judgement) -> str:
    """Return the text of a file with another judgement in the place of the one in its line.

    What the line has in columns that a judgement does not fill stays.

    Args:
        text: Of the file.
        one: Its `line` says which line it replaces.
    """
    columns, prefixes = read_columns(text)
    cells = cells_of(one, prefixes)
    lines = text.split("\n")
    before = split_cells(lines[one.line - 1].rstrip("\r"))
    row = dict(zip(columns, [*before, *[""] * len(columns)], strict=False)) | cells
    lines[one.line - 1] = join_cells(row[column] for column in columns)
    return "\n".join(lines)
