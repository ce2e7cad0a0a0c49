"""What a merge did: what came in, what joined and why, what did not, and where the inputs disagree.

The lines come sorted, so all that is said of a node comes together, and one node at a time is
looked at.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field, replace
from itertools import groupby
from typing import IO, TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.rdf import load_shapes
from kg.rdf.vocabulary import PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.errors import Problem
    from kg.merge.identity import Judged
    from kg.merge.union import Input

_CONFLICTS_LISTED: Final = 1000
"""How many conflicts a report lists; `conflicts.jsonl` has all."""
GROUNDS: Final = {
    "NewsArticle": "the same address and the same text",
    "EmailMessage": "the same text",
    "TextDigitalDocument": "the same text",
    "Claim": "the same words",
    "Statement": "the same words at the same place of the same article, "
    "with the same words for its source",
    "Person": "the same name in the same article",
    "Organization": "the same name in the same article",
    "NewsMediaOrganization": "the same name in the same article",
    "Place": "the same name in the same article",
    "SoftwareAgent": "the same name and version",
}
"""Why two nodes of a class have the same IRI."""
_SAME_IRI: Final = "the same IRI"
_TYPE: Final = f"<{RDF.type}>".encode()
_SINGLE_VALUED: Final = """
    PREFIX sh: <http://www.w3.org/ns/shacl#>
    SELECT ?class ?property {
        ?shape sh:targetClass ?class ; sh:property [ sh:path ?property ; sh:maxCount 1 ]
        FILTER isIRI(?property)
    }"""
"""The properties of which a node of a class has one: two inputs that give two disagree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two or more values where there can be one.

    Attributes:
        node: Of what, an IRI; `property` is an IRI, too.
        values: Each value as N-Triples write it, with the inputs that give it.
    """

    node: str
    property: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What came in from one input.

    Attributes:
        name: Of the input.
        quads: How many, and how many of them with blank nodes (`blank`) or that no other input
            holds (`own`).
        mapped: How many say in another vocabulary what was added in ours, by the name of that
            vocabulary.
    """

    name: str
    quads: int
    blank: int
    own: int
    mapped: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """How many nodes of a class several inputs speak of, and on what ground they are one."""

    kind: str
    nodes: int
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """How many nodes of a class only one input speaks of, and why they joined nothing."""

    kind: str
    input: str
    nodes: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MergeReport:
    """What a merge did.

    Attributes:
        inputs: What came in.
        quads: Of the result.
        joined: Nodes that several inputs speak of; `alone`, those of which only one does.
        disagreements: How often inputs disagree; `conflicts`, where, as far as 1,000 go. All values
            are kept.
        problems: What could not be read.
        judged: What the judgements come to; None where none were given.
    """

    inputs: tuple[Came, ...]
    quads: int
    joined: tuple[Joined, ...]
    alone: tuple[Alone, ...]
    disagreements: int
    conflicts: tuple[Conflict, ...]
    problems: tuple[Problem, ...]
    judged: Judged | None = None

    def __repr__(self) -> str:
        return (
            f"<MergeReport of {len(self.inputs):,} inputs, {self.quads:,} quads, "
            f"{self.disagreements:,} disagreements, {len(self.problems):,} problems>"
        )


@dataclass(slots=True, kw_only=True)
class Tally:
    """What is counted while the lines of a merge go by.

    Attributes:
        names: Of the inputs, by their numbers.
        quads: How many; `own`, how many of them only one input holds, by the set of its number.
        nodes: How many there are by their classes and the number of the input that speaks of them;
            None for several.
        disagreements: How many; `conflicts`, the first of them.
        missing: Nodes to look for, as N-Quads write them; those that are found are taken out.
    """

    names: Sequence[str]
    quads: int = 0
    own: Counter[frozenset[int]] = field(default_factory=Counter)
    nodes: Counter[tuple[frozenset[bytes], int | None]] = field(default_factory=Counter)
    disagreements: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    missing: set[bytes] = field(default_factory=set)


def tally_line_by_line(
    lines: Iterable[tuple[bytes, frozenset[int]]], tally: Tally, out: IO[bytes], listed: IO[str]
) -> None:
    """Write the lines of a merge to a file, and count them and their nodes.

    Args:
        lines: From `kg.merge.union.unite_inputs`, so that what is said of a node comes together.
        tally: Takes it up.
        out: Where the lines are written.
        listed: Where all conflicts are written, a JSON object a line.
    """
    single_valued = _load_single_valued()
    for subject, group in groupby(lines, key=_subject_of):
        holders: set[int] = set()
        types: list[bytes] = []
        values: dict[bytes, list[tuple[bytes, frozenset[int]]]] = defaultdict(list)
        for line, by in group:
            out.write(line + b"\n")
            tally.quads += 1
            if len(by) == 1:
                tally.own[by] += 1
            holders |= by
            predicate = line[len(subject) + 1 :].split(b" ", 1)[0]
            if predicate == _TYPE:
                types.append(line.split(b" ", 3)[2])
            elif predicate in single_valued:
                values[predicate].append((line, by))

        tally.missing.discard(subject)
        tally.nodes[frozenset(types), holders.pop() if len(holders) == 1 else None] += 1
        for predicate, held in values.items():
            if len(held) > 1 and not single_valued[predicate].isdisjoint(types):
                _tally_conflict(subject, predicate, held, tally, listed)


def _subject_of(held: tuple[bytes, frozenset[int]]) -> bytes:
    """Return the subject of a line."""
    return held[0].split(b" ", 1)[0]


def _tally_conflict(
    subject: bytes,
    predicate: bytes,
    held: Iterable[tuple[bytes, frozenset[int]]],
    tally: Tally,
    listed: IO[str],
) -> None:
    """Count the conflict of lines of one subject and one predicate, if they differ in the value."""
    names: dict[str, set[str]] = defaultdict(set)
    for line, by in held:
        names[_value_of(line)].update(tally.names[number] for number in by)
    if len(names) == 1:
        return

    values = tuple((value, tuple(sorted(by))) for value, by in sorted(names.items()))
    node, name = subject.decode().strip("<>"), predicate.decode().strip("<>")
    conflict = Conflict(node=node, property=name, values=values)
    listed.write(json.dumps(asdict(conflict), ensure_ascii=False) + "\n")
    tally.disagreements += 1
    if len(tally.conflicts) < _CONFLICTS_LISTED:
        tally.conflicts.append(conflict)


def _value_of(line: bytes) -> str:
    """Return the object of a line of N-Quads.

    >>> _value_of(b'<x:a> <x:b> "c < d" <x:g> .'), _value_of(b"<x:a> <x:b> <x:c> .")
    ('"c < d"', '<x:c>')
    """
    [quad] = pyoxigraph.parse(input=line, format=RdfFormat.N_QUADS)
    return str(quad.object)


def _load_single_valued() -> Mapping[bytes, set[bytes]]:
    """Load the properties of which a node has one, with the classes of these nodes."""
    found: dict[bytes, set[bytes]] = defaultdict(set)
    rows = load_shapes().query(_SINGLE_VALUED)
    for kind, name in rows:  # type: ignore[misc]  # rows of two, as the query says
        found[f"<{name}>".encode()].add(f"<{kind}>".encode())
    return dict(found)


def to_report(
    tally: Tally, inputs: Iterable[Input], problems: Iterable[Problem], judged: Judged | None
) -> MergeReport:
    """Return the report of a merge that is done."""
    joined: Counter[str] = Counter()
    alone: Counter[tuple[str, int]] = Counter()
    for (types, number), nodes in tally.nodes.items():
        for kind in set(map(_shorten, types)) or {"other"}:
            if number is None:
                joined[kind] += nodes
            else:
                alone[kind, number] += nodes
    return MergeReport(
        inputs=tuple(
            Came(
                name=tally.names[one.number],
                quads=one.quads,
                blank=one.blank,
                own=tally.own[frozenset([one.number])],
                mapped=one.mapped,
            )
            for one in inputs
        ),
        quads=tally.quads,
        joined=tuple(
            Joined(kind=kind, nodes=nodes, ground=GROUNDS.get(kind, _SAME_IRI))
            for kind, nodes in sorted(joined.items())
        ),
        alone=tuple(
            Alone(kind=kind, input=tally.names[number], nodes=nodes, reason=_why_alone(kind))
            for (kind, number), nodes in sorted(alone.items())
        ),
        disagreements=tally.disagreements,
        conflicts=tuple(tally.conflicts),
        problems=tuple(problems),
        judged=replace(judged, absent=len(tally.missing)) if judged else None,
    )


def _shorten(kind: bytes) -> str:
    """Return a class by its own name, if it is of a vocabulary that we know; else its IRI.

    >>> _shorten(b"<https://schema.org/Claim>"), _shorten(b"<http://example.org/Claim>")
    ('Claim', 'http://example.org/Claim')
    """
    iri = kind.decode().strip("<>")
    for prefix in map(str, PREFIXES.values()):
        if iri.startswith(prefix):
            return iri.removeprefix(prefix)
    return iri


def _why_alone(kind: str) -> str:
    """Return why nodes of a class joined nothing."""
    if ":" in kind:
        return "another vocabulary: kept, but no question of ours reads it"
    return f"no other input has one with {GROUNDS.get(kind, _SAME_IRI)}"
