"""The report of a merge and the changes of a build, as text for a terminal."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Final

from kg.merge.report import GROUNDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.merge.diff import Change
    from kg.merge.report import Alone, Conflict, Judged, MergeReport

SHOWN: Final = 12
"""How many inputs and conflicts are shown; `report.json` and `conflicts.jsonl` have all."""
FEW: Final = 4
"""How many inputs are named in a line."""
SIGNS: Final = {"gained": "+", "lost": "-", "source": "~"}


def report_lines(report: MergeReport) -> list[str]:
    """The report in lines, without the nodes that only serve others; `report.json` has all of it."""
    lines = [
        f"{report.quads} quads from {len(report.inputs)} input{'s' * (len(report.inputs) != 1)}:"
    ]
    for one in report.inputs[:SHOWN]:
        named = f", {one.blank} with blank nodes, which have IRIs now" if one.blank else ""
        mapped = "".join(
            f", {count} in terms of {name}, said in ours, too" for name, count in one.mapped.items()
        )
        lines.append(
            f"  {one.name}: {one.quads} quads, {one.own} that no other input has{named}{mapped}"
        )
    if len(report.inputs) > SHOWN:
        lines.append(f"  and {len(report.inputs) - SHOWN} more; report.json has all")
    joined = [row for row in report.joined if is_plain(row.kind)]
    lines += ["", "Joined:" if joined else "Nothing joined: no two inputs speak of the same thing."]
    lines += [f"  {row.nodes} {row.kind}: {row.ground}" for row in joined]
    alone = [row for row in report.alone if is_plain(row.kind)]
    lines += ["", "In one input only:"] if alone else []
    lines += [alone_line(list(rows)) for _, rows in groupby(alone, key=lambda row: row.kind)]
    if report.judged:
        lines += ["", judged_line(report.judged)]
    if report.disagreements:
        lines += ["", f"The inputs disagree {report.disagreements} times; all values are kept:"]
        lines += [f"  {conflict_line(one)}" for one in report.conflicts[:SHOWN]]
    if report.disagreements > SHOWN:
        lines.append(f"  and {report.disagreements - SHOWN} more; conflicts.jsonl has all")
    return lines


def alone_line(rows: list[Alone]) -> str:
    """The nodes of one class that joined nothing, in one line.

    >>> from kg.merge.report import Alone
    >>> alone_line([Alone(kind="Claim", input=name, nodes=2, reason="no other has it") for name in ("a.nq", "b.nq")])
    '  4 Claim (2 of a.nq, 2 of b.nq): no other has it'
    """
    if len(rows) == 1:
        return f"  {rows[0].nodes} {rows[0].kind} of {rows[0].input}: {rows[0].reason}"
    inputs = (
        ", ".join(f"{row.nodes} of {row.input}" for row in rows)
        if len(rows) <= FEW
        else f"of {len(rows)} inputs"
    )
    return f"  {sum(row.nodes for row in rows)} {rows[0].kind} ({inputs}): {rows[0].reason}"


def judged_line(judged: Judged) -> str:
    """What judgements come to, in one line.

    >>> from kg.merge.report import Judged
    >>> judged_line(Judged(heard=4, open=1, denied=1, aside=0, clusters=1, members=2, related=1))
    'Judgements: 4 heard; 2 things are 1, 1 relations between claims; 1 open, 1 denials, 0 set aside'
    """
    return (
        f"Judgements: {judged.heard} heard; {judged.members} things are {judged.clusters}, {judged.related} relations "
        f"between claims; {judged.open} open, {judged.denied} denials, {judged.aside} set aside"
        + (f"; {judged.absent} of the names are in none of the inputs" if judged.absent else "")
    )


def is_plain(name: str) -> bool:
    """Whether a class is one that a reader knows, or of another vocabulary."""
    return name in GROUNDS or ":" in name


def conflict_line(conflict: Conflict) -> str:
    """A conflict in one line.

    >>> from kg.merge.report import Conflict
    >>> conflict_line(Conflict(node="x:a", property="https://schema.org/headline", values=(('"A"', ("a.nq",)),)))
    'x:a headline: "A" (a.nq)'
    """
    values = ", ".join(f"{value} ({', '.join(names)})" for value, names in conflict.values)
    return f"{conflict.node} {conflict.property.rsplit('/', 1)[-1].rsplit('#', 1)[-1]}: {values}"


def change_lines(changes: Iterable[Change]) -> Iterator[str]:
    """The changes, a line each, below the article that they are in, and at the end how many there are.

    >>> from kg.merge.diff import Change
    >>> change = Change(what="source", article="x:a", claim="It rained.", before=("Ann",), after=("Bo",))
    >>> list(change_lines([change]))
    ['x:a', '~ It rained. [Ann → Bo]', '0 claims gained, 0 lost, 1 of other sources']
    """
    article = None
    counts: Counter[str] = Counter()
    for change in changes:
        counts[change.what] += 1
        if change.article != article:
            article = change.article
            yield article
        sides = [" and ".join(side) for side in (change.before, change.after) if side]
        yield f"{SIGNS[change.what]} {change.claim} [{' → '.join(sides)}]"
    yield f"{counts['gained']} claims gained, {counts['lost']} lost, {counts['source']} of other sources"
