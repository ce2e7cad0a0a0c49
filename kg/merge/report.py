"""What a merge did: what came in, what joined and why, what did not, and where the inputs disagree.

The lines come sorted, so all that is said of a node comes together, and one node at a time is looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.rdf import load_shapes
from kg.rdf.vocabulary import PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.errors import Problem
    from kg.merge.identity import View
    from kg.merge.union import Input

TYPE: Final = f"<{RDF.type}>".encode()
SINGLE: Final = """
    PREFIX sh: <http://www.w3.org/ns/shacl#>
    SELECT ?class ?property { ?shape sh:targetClass ?class ; sh:property [ sh:path ?property ; sh:maxCount 1 ]
    FILTER isIRI(?property) }"""
"""The properties of which a node of a class has one: two inputs that give two disagree."""
GROUNDS: Final = {
    "NewsArticle": "the same address and the same text",
    "Claim": "the same words",
    "Statement": "the same words at the same place of the same article, with the same words for its source",
    "Person": "the same name in the same article",
    "Organization": "the same name in the same article",
    "NewsMediaOrganization": "the same name in the same article",
    "Place": "the same name in the same article",
    "SoftwareAgent": "the same name and version",
}
SAME_IRI: Final = "the same IRI"


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
        quads: How many, and how many of them with blank nodes (`blank`) or that no other input holds (`own`).
        mapped: How many say in another vocabulary what was added in ours, by the name of that vocabulary.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the judgements come to.

    Attributes:
        heard: How many there were; `open`, how many don't count; `denied`, how many say what is not; `aside`, how many
            others contradict.
        clusters: How many things were made one, and of how many in the data: `members`.
        related: How many relations between claims count.
    """

    heard: int
    open: int
    denied: int
    aside: int
    clusters: int
    members: int
    related: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """What a merge did.

    Attributes:
        inputs: What came in.
        quads: Of the result.
        joined: Nodes that several inputs speak of; `alone`, those of which only one does.
        conflicts: Where inputs disagree; all values are kept.
        problems: What could not be read.
        judged: What the judgements come to; None where none were given.
    """

    inputs: tuple[Came, ...]
    quads: int
    joined: tuple[Joined, ...]
    alone: tuple[Alone, ...]
    conflicts: tuple[Conflict, ...]
    problems: tuple[Problem, ...]
    judged: Judged | None = None


@dataclass(slots=True)
class Tally:
    """What is counted while the lines of a merge go by; `names` are those of the inputs."""

    names: list[str]
    quads: int = 0
    own: Counter[int] = field(default_factory=Counter)
    joined: Counter[str] = field(default_factory=Counter)
    alone: Counter[tuple[str, int]] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)


def counted(lines: Iterable[tuple[bytes, frozenset[int]]], tally: Tally) -> Iterator[bytes]:
    """The lines as they are; what they tell goes into the tally."""
    single = single_valued()
    for subject, group in groupby(lines, key=lambda item: item[0].partition(b" ")[0]):
        holders: frozenset[int] = frozenset()
        told: dict[bytes, set[tuple[bytes, frozenset[int]]]] = defaultdict(set)
        for line, by in group:
            tally.quads += 1
            if len(by) == 1:
                tally.own.update(by)
            holders |= by
            if (predicate := line.split(b" ", 2)[1]) in single:
                told[predicate].add((line, by))
            yield line
        note(subject, holders, told, single, tally)


def note(
    subject: bytes,
    holders: frozenset[int],
    told: dict[bytes, set[tuple[bytes, frozenset[int]]]],
    single: dict[bytes, frozenset[bytes]],
    tally: Tally,
) -> None:
    """Count one node, and list where the inputs disagree about it."""
    types = {line.split(b" ", 3)[2] for line, _ in told.pop(TYPE, ())}
    for name in {short(kind.decode()) for kind in types} or {"other"}:
        if len(holders) > 1:
            tally.joined[name] += 1
        else:
            tally.alone[name, min(holders)] += 1
    for predicate, lines in told.items():
        if len(lines) == 1 or not types & single[predicate]:
            continue
        values: dict[str, set[str]] = defaultdict(set)
        for line, by in lines:
            values[value_of(line).decode()].update(tally.names[number] for number in by)
        if len(values) > 1:
            listed = tuple((value, tuple(sorted(by))) for value, by in sorted(values.items()))
            node, name = subject.decode().strip("<>"), predicate.decode().strip("<>")
            tally.conflicts.append(Conflict(node=node, property=name, values=listed))


def value_of(line: bytes) -> bytes:
    """The object of a line of N-Quads.

    >>> value_of(b'<x:a> <x:b> "c < d" <x:g> .'), value_of(b"<x:a> <x:b> <x:c> .")
    (b'"c < d"', b'<x:c>')
    """
    [quad] = pyoxigraph.parse(input=line, format=RdfFormat.N_QUADS)
    return str(quad.object).encode()


def single_valued() -> dict[bytes, frozenset[bytes]]:
    """The properties of which a node has one, with the classes of these nodes; rdf:type is with them, to be noted."""
    found: dict[bytes, set[bytes]] = defaultdict(set)
    for kind, name in load_shapes().query(SINGLE):  # type: ignore[misc]  # rows of two, as the query says
        found[f"<{name}>".encode()].add(f"<{kind}>".encode())
    return {TYPE: frozenset(), **{name: frozenset(kinds) for name, kinds in found.items()}}


def short(kind: str) -> str:
    """A class by its own name, if it is of a vocabulary that we know.

    >>> short("<https://schema.org/Claim>"), short("<http://example.org/Claim>")
    ('Claim', 'http://example.org/Claim')
    """
    iri = kind.strip("<>")
    known = (iri[len(str(prefix)) :] for prefix in PREFIXES.values() if iri.startswith(str(prefix)))
    return next(known, iri)


def judged(view: View) -> Judged:
    """What the judgements come to, in numbers."""
    return Judged(
        heard=view.heard,
        open=view.open,
        denied=view.denied,
        aside=view.aside,
        clusters=len(view.clusters),
        members=sum(map(len, view.clusters)),
        related=len(view.related),
    )


def to_report(tally: Tally, inputs: Iterable[Input], problems: Iterable[Problem], view: View | None) -> MergeReport:
    """The report of a merge that is done."""
    return MergeReport(
        inputs=tuple(
            Came(name=name, quads=one.quads, blank=one.blank, own=tally.own[number], mapped=one.mapped)
            for number, (name, one) in enumerate(zip(tally.names, inputs, strict=True))
        ),
        quads=tally.quads,
        joined=tuple(
            Joined(kind=kind, nodes=count, ground=GROUNDS.get(kind, SAME_IRI))
            for kind, count in sorted(tally.joined.items())
        ),
        alone=tuple(
            Alone(kind=kind, input=tally.names[number], nodes=count, reason=reason(kind))
            for (kind, number), count in sorted(tally.alone.items())
        ),
        conflicts=tuple(tally.conflicts),
        problems=tuple(problems),
        judged=judged(view) if view else None,
    )


def reason(name: str) -> str:
    """Why nodes of a class joined nothing."""
    if ":" in name:
        return "another vocabulary: kept, but no question of ours reads it"
    return f"no other input has one with {GROUNDS.get(name, SAME_IRI)}"
