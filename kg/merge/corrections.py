"""Corrections: what people decided of single statements, and of who and what is one, in a table.

The page exports it, and the form is that of `kg.link.judgements`: a decision a line, by whom and on
which day; delete the line, and it is undone. Of a statement it says one of these:

    rdf:type      cs:Statement                  it is right, and so is its source
    rdf:type      cs:Statement, negated         it is no claim
    cs:source     a class, and a name as label  this is its source
    schema:about  a class, and a name as label  this is whom or what it is about
    schema:about  schema:Thing, negated         it is about nobody and nothing named

All other lines are judgements as `kg merge --judgements` has them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import InputError, Problem
from kg.link.judgements import TOOL, read_judgements
from kg.model import Entity, Kind, Medium
from kg.rdf.nodes import ARTEFACTS, CLASSES
from kg.rdf.vocabulary import CS, RDF, SDO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.link.judgements import Judgement

__all__ = ["Correction", "Corrections", "group_corrections", "read_corrections", "to_entity"]

_ON_STATEMENTS: Final = frozenset({str(RDF.type), str(CS.source), str(SDO.about)})
_CLASSES: Final[dict[str, tuple[Kind, Medium | None]]] = {
    **{str(iri): (kind, None) for kind, iri in CLASSES.items()},
    **{str(iri): (Kind.ARTEFACT, medium) for medium, iri in ARTEFACTS.items()},
}
"""What each class of a source or a subject is in our model."""
_NO_SOURCES: Final = frozenset({Kind.PLACE, Kind.EVENT, Kind.THING})
_GUARD: Final = re.compile("^'(?=[=+@-])")
"""What the page puts before a cell that a spreadsheet would compute (OWASP, CSV injection)."""
_NAMELESS: Final = frozenset({Kind.UNNAMED, Kind.PUBLICATION})
"""Kinds of source that need no name: nobody named, and the publication of the article itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What people decided of one statement.

    Attributes:
        statement: Its IRI.
        lines: The decisions, which agree.
        is_claim: Whether it stays.
        is_sure: Whether they say that it is right, or whose it is.
        has_sources: Whether they say whom or what it comes from instead.
        has_subjects: Whether they say whom or what it is about instead.
    """

    statement: str
    lines: tuple[Judgement, ...]
    is_claim: bool
    is_sure: bool
    has_sources: bool
    has_subjects: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """A table of corrections.

    Attributes:
        where: What a problem names, before the line.
        on_statements: A correction for each statement.
        judgements: The other lines: between claims, and of who is one.
    """

    where: str
    on_statements: tuple[Correction, ...]
    judgements: tuple[Judgement, ...]


def read_corrections(path: str | Path, problems: list[Problem]) -> Corrections:
    """Return the corrections of a file; a line that cannot be read is listed as a problem.

    Raises:
        InputError: The file cannot be read, or is no such table.
    """
    if not Path(path).exists():
        raise InputError(f"{path} does not exist; save it from the page, under Corrections")
    return group_corrections(read_judgements(Path(path), problems), str(path), problems)


def group_corrections(
    lines: Iterable[Judgement], where: str, problems: list[Problem]
) -> Corrections:
    """Return what the lines of a table come to; what cannot count is listed as a problem.

    Args:
        lines: In any order.
        where: What a problem names, before the line.
        problems: Takes up the lines that do not count, and why.

    >>> from kg.link.judgements import Judgement
    >>> right = Judgement(
    ...     subject="x:s", predicate=str(RDF.type), object=str(CS.Statement), author="Ann"
    ... )
    >>> [one.is_claim for one in group_corrections([right], "", []).on_statements]
    [True]
    """
    judgements: list[Judgement] = []
    by_statement: dict[str, list[Judgement]] = defaultdict(list)
    for line in lines:
        if line.predicate not in _ON_STATEMENTS:
            judgements.append(line)
            continue
        wrong = _find_fault(line)
        if wrong:
            problems.append(_problem(where, line, f"{wrong}; the line was left out"))
        else:
            by_statement[line.subject].append(line)

    corrections = []
    for statement in sorted(by_statement):
        correction = _to_correction(statement, by_statement[statement])
        if correction is None:
            first, *others = by_statement[statement]
            numbers = " and ".join(str(line.line) for line in others)
            message = f"line {numbers} says otherwise of the same claim; delete one; none counts"
            problems.append(_problem(where, first, message))
        else:
            corrections.append(correction)
    return Corrections(where=where, on_statements=tuple(corrections), judgements=tuple(judgements))


def _problem(where: str, line: Judgement, message: str) -> Problem:
    return Problem(where=f"{where}:{line.line}", message=message)


def _find_fault(line: Judgement) -> str | None:
    """Say why a line on a statement cannot count, and what to do; None if it can."""
    if line.author.strip() in {"", TOOL}:
        return "nobody stands under author_label; write who decided it"
    if line.date and not _is_day(line.date):
        return f"the mapping_date {line.date!r} is no day; write it as 2026-03-31, or nothing"
    return _FAULTS[line.predicate](line)


def _fault_of_type(line: Judgement) -> str | None:
    """Say why a line that a statement is one, or is none, cannot count."""
    return None if line.object == str(CS.Statement) else "its object_id is not cs:Statement"


def _fault_of_source(line: Judgement) -> str | None:
    """Say why a line on the source of a statement cannot count."""
    if line.negated:
        return "it says who is not the source; write who is, or cs:UnnamedSource for nobody named"
    if line.object not in _CLASSES or _CLASSES[line.object][0] in _NO_SOURCES:
        return f"{line.object} is no class of sources; write schema:Person or another one"
    if not line.object_label and _CLASSES[line.object][0] not in _NAMELESS:
        return "its object_label is empty; write the name of the source"
    return None


def _fault_of_subject(line: Judgement) -> str | None:
    """Say why a line on whom or what a statement is about cannot count."""
    if line.negated:
        is_nobody = line.object == str(SDO.Thing) and not line.object_label
        return None if is_nobody else _NOT_ABOUT
    if line.object not in _CLASSES or _CLASSES[line.object][0] is Kind.UNNAMED:
        return f"{line.object} is no class of subjects; write schema:Person or another one"
    return None if line.object_label else "its object_label is empty; write the name of the subject"


_NOT_ABOUT: Final = (
    "it says whom it is not about; write whom it is about, or Not and schema:Thing without a name "
    "for nobody named"
)
_FAULTS: Final[dict[str, Callable[[Judgement], str | None]]] = {
    str(RDF.type): _fault_of_type,
    str(CS.source): _fault_of_source,
    str(SDO.about): _fault_of_subject,
}


def _is_day(text: str) -> bool:
    """Tell whether a text is a day as YYYY-MM-DD.

    >>> _is_day("2026-03-31"), _is_day("31 March"), _is_day("20260331")
    (True, False, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _to_correction(statement: str, lines: Sequence[Judgement]) -> Correction | None:
    """Return what the lines on one statement come to; None where they disagree.

    Two lines of one author may name two sources, or two subjects; lines of two authors must name
    the same.
    """
    on: dict[str, list[Judgement]] = {predicate: [] for predicate in _ON_STATEMENTS}
    for line in lines:
        on[line.predicate].append(line)
    on_type, on_source, on_subject = on[str(RDF.type)], on[str(CS.source)], on[str(SDO.about)]
    is_claim = not any(line.negated for line in on_type)
    if not is_claim and not all(line.negated and line in on_type for line in lines):
        return None
    if not _agree(on_source) or not _agree(on_subject):
        return None
    return Correction(
        statement=statement,
        lines=tuple(sorted(lines, key=lambda line: line.line)),
        is_claim=is_claim,
        is_sure=bool(on_type or on_source),
        has_sources=bool(on_source),
        has_subjects=bool(on_subject),
    )


def _agree(lines: Iterable[Judgement]) -> bool:
    """Tell whether all who wrote some lines name the same, or all of them nobody."""
    named: dict[str, set[Entity | None]] = defaultdict(set)
    for line in lines:
        named[line.author].add(None if line.negated else to_entity(line))
    different = set(map(frozenset, named.values()))
    return len(different) <= 1 and not any({None} < names for names in different)


def to_entity(line: Judgement) -> Entity:
    """Return the source or the subject that a line names."""
    kind, medium = _CLASSES[line.object]
    name = _GUARD.sub("", line.object_label) or None
    return Entity(name=name, kind=kind, medium=medium)
