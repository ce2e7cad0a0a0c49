"""Propose judgements: which entities of several articles are one, and which claims are the same or contradict others.

What is in the file of judgements already stays as it is, whoever wrote it, and its pairs are not
proposed again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.link.claims import claim_records, claims_that_meet
from kg.link.entities import records
from kg.link.judgements import BETWEEN_CLAIMS, OPEN, appended, read_judgements, write_judgements
from kg.link.reconcile import reconciled
from kg.link.who import proposals
from kg.store import read_store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.errors import Problem
    from kg.link.reconcile import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What was proposed.

    Attributes:
        kept: How many judgements the file had already.
        sure: How many things were proposed to be one, and `open`, how many may be.
        claims: How many relations between claims were proposed.
        text: The new file of judgements.
    """

    kept: int
    sure: int
    open: int
    claims: int
    text: str


def link(
    paths: Iterable[Path], file: Path, base: str, date: str, service: Service | None = None
) -> Linked:
    """Propose judgements over some graphs.

    Args:
        paths: Builds, stores or RDF files.
        file: The file of judgements, which may be there already.
        base: What the file writes as `id:`.
        date: The day of the judgements, YYYY-MM-DD.
        service: A reconciliation service to ask about people, organisations and places; None for
            none.

    Raises:
        StoreError: A graph cannot be read.
        InputError: A line of the file cannot be read, or the service cannot be asked.
    """
    stores = [read_store(path) for path in paths]
    problems: list[Problem] = []
    kept = read_judgements(file, problems) if file.exists() else []
    if problems:
        told = str(problems[0]).removesuffix("; the line was left out")
        raise InputError(f"{told}; mend that line first, so that nothing of the file is lost")
    known = {one.pair for one in kept}
    found = records(stores)
    new = proposals(found, date) + claims_that_meet(claim_records(stores), date)
    if service:
        new += reconciled(found, service, date)
    fresh = [one for one in new if one.pair not in known]
    return Linked(
        kept=len(kept),
        sure=sum(one.predicate not in BETWEEN_CLAIMS and one.predicate != OPEN for one in fresh),
        open=sum(one.predicate == OPEN for one in fresh),
        claims=sum(one.predicate in BETWEEN_CLAIMS for one in fresh),
        text=appended(file.read_text("utf-8"), fresh)
        if file.exists()
        else write_judgements(fresh, base),
    )


def summary(linked: Linked, file: Path) -> str:
    """What was proposed, in words.

    >>> from pathlib import Path
    >>> print(summary(Linked(kept=1, sure=2, open=3, claims=4, text=""), Path("j.sssom.tsv")))
    j.sssom.tsv: 1 judgements kept; new: 2 that count, 3 open, 4 between claims
    """
    return (
        f"{file}: {linked.kept} judgements kept; "
        f"new: {linked.sure} that count, {linked.open} open, {linked.claims} between claims"
    )
