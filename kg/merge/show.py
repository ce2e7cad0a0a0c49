"""The report of a merge and the changes of a build, as text for a terminal."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeVar

from kg.merge.report import GROUNDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.merge.diff import Change
    from kg.merge.identity import Judged
    from kg.merge.report import Alone, Came, Conflict, Joined, MergeReport

    Row = TypeVar("Row", Alone, Joined)

_SHOWN: Final = 12
"""How many inputs and conflicts are shown; `report.json` and `conflicts.jsonl` have all."""
_NAMED: Final = 4
"""How many inputs are named in a line."""
_SIGNS: Final = {"gained": "+", "lost": "-", "source": "~"}


def format_report(report: MergeReport) -> list[str]:
    """Return the report in lines, without the nodes that only serve others."""
    inputs = list(map(_format_input, report.inputs))
    plural = "" if len(inputs) == 1 else "s"
    lines = [f"{report.quads} quads from {len(inputs)} input{plural}:"]
    lines += _cut(inputs, len(inputs), "report.json")

    joined = _keep_known(report.joined)
    lines += ["", "Joined:" if joined else "Nothing joined: no two inputs speak of the same thing."]
    lines += [f"  {row.nodes} {row.kind}: {row.ground}" for row in joined]

    alone = _keep_known(report.alone)
    if alone:
        lines += ["", "In one input only:"]
    for _, rows in groupby(alone, key=attrgetter("kind")):
        lines.append(f"  {_format_alone(list(rows))}")

    if report.judged:
        lines += ["", _format_judged(report.judged)]
    if report.disagreements:
        lines += ["", f"The inputs disagree {report.disagreements} times; all values are kept:"]
        conflicts = list(map(_format_conflict, report.conflicts))
        lines += _cut(conflicts, report.disagreements, "conflicts.jsonl")
    return lines


def _cut(rows: Sequence[str], count: int, file: str) -> list[str]:
    """Return the first of some rows, and how many more there are in a file."""
    lines = [f"  {row}" for row in rows[:_SHOWN]]
    if count > _SHOWN:
        lines.append(f"  and {count - _SHOWN} more; {file} has all")
    return lines


def _format_input(came: Came) -> str:
    """Return what came in from one input, in one line."""
    line = f"{came.name}: {came.quads} quads, {came.own} that no other input has"
    if came.blank:
        line += f", {came.blank} with blank nodes, which have IRIs now"
    for name, count in came.mapped.items():
        line += f", {count} in terms of {name}, said in ours, too"
    return line


def _format_alone(rows: Sequence[Alone]) -> str:
    """Return the nodes of one class that joined nothing, in one line.

    >>> from dataclasses import replace
    >>> from kg.merge.report import Alone
    >>> one = Alone(kind="Claim", input="a.nq", nodes=2, reason="no other has it")
    >>> rows = [one, replace(one, input="b.nq")]
    >>> _format_alone(rows), _format_alone(rows[:1])
    ('4 Claim (2 of a.nq, 2 of b.nq): no other has it', '2 Claim of a.nq: no other has it')
    """
    count, first = sum(row.nodes for row in rows), rows[0]
    inputs = ", ".join(f"{row.nodes} of {row.input}" for row in rows)
    if len(rows) > _NAMED:
        inputs = f"of {len(rows)} inputs"
    inputs = f"of {first.input}" if len(rows) == 1 else f"({inputs})"
    return f"{count} {first.kind} {inputs}: {first.reason}"


def _format_judged(judged: Judged) -> str:
    """Return what judgements come to, in one line.

    >>> from kg.merge.identity import Judged
    >>> judged = Judged(heard=4, open=1, denied=1, aside=0, clusters=1, members=2, related=1)
    >>> print(_format_judged(judged))
    Judgements: 4 heard; 2 things are 1, 1 relations between claims; 1 open, 1 denials, 0 set aside
    """
    line = (
        f"Judgements: {judged.heard} heard; {judged.members} things are {judged.clusters}, "
        f"{judged.related} relations between claims; "
        f"{judged.open} open, {judged.denied} denials, {judged.aside} set aside"
    )
    if judged.absent:
        line += f"; {judged.absent} of the names are in none of the inputs"
    return line


def _keep_known(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of classes that a reader knows, or that are of another vocabulary."""
    return [row for row in rows if row.kind in GROUNDS or ":" in row.kind]


def _format_conflict(conflict: Conflict) -> str:
    """Return a conflict in one line.

    >>> from kg.merge.report import Conflict
    >>> name, values = "https://schema.org/headline", (('"A"', ("a.nq",)),)
    >>> _format_conflict(Conflict(node="x:a", property=name, values=values))
    'x:a headline: "A" (a.nq)'
    """
    values = ", ".join(f"{value} ({', '.join(names)})" for value, names in conflict.values)
    return f"{conflict.node} {conflict.property.rsplit('/', 1)[-1].rsplit('#', 1)[-1]}: {values}"


def format_changes(changes: Iterable[Change]) -> Iterator[str]:
    """Yield a line for each change, below the article that it is in, and how many there are.

    >>> from kg.merge.diff import Change
    >>> old, new = ("Ann",), ("Bo",)
    >>> change = Change(what="source", article="x:a", claim="It rained.", before=old, after=new)
    >>> list(format_changes([change]))
    ['x:a', '~ It rained. [Ann → Bo]', '0 claims gained, 0 lost, 1 of other sources']
    """
    counts: Counter[str] = Counter()
    for article, group in groupby(changes, key=attrgetter("article")):
        yield article
        for change in group:
            counts[change.what] += 1
            sides = [" and ".join(side) for side in (change.before, change.after) if side]
            yield f"{_SIGNS[change.what]} {change.claim} [{' → '.join(sides)}]"
    gained, lost, others = counts["gained"], counts["lost"], counts["source"]
    yield f"{gained} claims gained, {lost} lost, {others} of other sources"
