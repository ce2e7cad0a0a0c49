"""Propose judgements: which entities of several articles are one, and how their claims relate.

What is in the file of judgements already stays as it is, whoever wrote it, and its pairs are not
proposed again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.config import Config, check_base
from kg.disk.files import write_whole
from kg.documents import list_paths
from kg.errors import InputError, check_path
from kg.link.claims import read_statements
from kg.link.context import read_contexts
from kg.link.entities import read_records
from kg.link.judgements import (
    BETWEEN_CLAIMS,
    SURE,
    append_judgements,
    read_judgements,
    write_judgements,
)
from kg.link.reconcile import reconciled
from kg.link.relations import LIKELY, propose_relations
from kg.link.who import propose_identities
from kg.query.parameters import read_day
from kg.store import read_store

if TYPE_CHECKING:
    from datetime import date as Day  # noqa: N812 - an argument is called date

    from kg.documents import Paths
    from kg.errors import Problem
    from kg.link.judgements import Judgement
    from kg.link.reconcile import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What was proposed.

    Attributes:
        file: The file of judgements.
        kept: How many it had already.
        sure: How many things were proposed to be one; `open`, how many may be.
        claims: How many relations between claims were proposed.
    """

    file: Path
    kept: int
    sure: int
    open: int
    claims: int

    def __str__(self) -> str:
        return (
            f"{self.file}: {self.kept} judgements kept; "
            f"new: {self.sure} that count, {self.open} open, {self.claims} between claims"
        )


def propose_links(  # noqa: PLR0913 - as many options as its command has
    paths: Paths,
    file: str | Path,
    *,
    base: str = Config().base,
    date: str | Day | None = None,
    service: Service | None = None,
    proposed: bool = False,
) -> Linked:
    """Propose who is who in some graphs, and which claims are the same or contradict each other.

    Args:
        paths: A build, a store or an RDF file, or several.
        file: The file of judgements to write, SSSOM TSV. What stands in it stays.
        base: What the file writes as `id:`.
        date: The day of the judgements, or a text such as "2024-05-31"; None for today.
        service: A reconciliation service to ask about people, organisations and places; None to
            ask nobody.
        proposed: Whether relations between claims that are likely, but do not count, are written
            down, too.

    Returns:
        How much was proposed; printed, it is a sentence.

    Raises:
        StoreError: A graph cannot be read, or the file cannot be written.
        InputError: A line of the file cannot be read, or the service cannot be asked.
        ConfigError: `base` is not the beginning of an IRI.
        QueryError: `date` is no day.
    """
    check_base(base)
    file = check_path("file", file)
    date = read_day("date", datetime.now(UTC) if date is None else date).isoformat()
    stores = [read_store(Path(path)) for path in list_paths(paths)]
    kept = _read_kept(file)
    known = {one.pair for one in kept}

    records = read_records(stores)
    least = LIKELY if proposed else SURE
    found = propose_identities(records, date, kept)
    found += propose_relations(read_statements(stores), date, least)
    if service:
        found += reconciled(records, service, date)
    fresh = [one for one in found if one.pair not in known]
    fresh.sort(key=lambda one: not one.is_proposal)  # what a person has to decide comes first

    text = file.read_text("utf-8") if file.exists() else write_judgements([], base)
    contexts = read_contexts(stores, set(chain.from_iterable(one.pair for one in fresh)))
    write_whole(file, append_judgements(text, fresh, contexts).encode("utf-8"))
    between = [one for one in fresh if one.predicate in BETWEEN_CLAIMS]
    unsure = sum(one.is_proposal for one in fresh if one.predicate not in BETWEEN_CLAIMS)
    sure = len(fresh) - unsure - len(between)
    return Linked(file=file, kept=len(kept), sure=sure, open=unsure, claims=len(between))


def _read_kept(file: Path) -> list[Judgement]:
    """Return the judgements that a file has already.

    Raises:
        InputError: A line cannot be read, which a new file would lose.
    """
    problems: list[Problem] = []
    kept = read_judgements(file, problems) if file.exists() else []
    if problems:
        told = str(problems[0]).removesuffix("; the line was left out")
        raise InputError(f"{told}; mend that line first, so that nothing of the file is lost")
    return kept
