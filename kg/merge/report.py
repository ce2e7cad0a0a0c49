"""What a merge did: what came in, what joined and why, what did not, and where the inputs disagree.

The lines come sorted, so all that is said of a node comes together, and one node at a time is
looked at.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import IO, TYPE_CHECKING, Final, TypeAlias

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.rdf import load_shapes
from kg.rdf.vocabulary import PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.errors import Problem
    from kg.merge.identity import View
    from kg.merge.union import Held, Input

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
LISTED: Final = 1000
"""How many conflicts a report lists; `conflicts.jsonl` has all."""
Said: TypeAlias = tuple[bytes, bytes, bytes, frozenset[int]]
"""The subject, the predicate and the whole of a line, and the numbers of the inputs that hold it."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the judgements come to.

    Attributes:
        heard: How many there were; `open`, how many don't count; `denied`, how many say what is
            not; `aside`, how many others contradict; `absent`, how many names with our base are in
            none of the inputs.
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
    absent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(slots=True, kw_only=True)
class Tally:
    """What is counted while the lines of a merge go by.

    Attributes:
        names: Of the inputs, by their numbers.
        quads: How many; `own`, how many of them only one input holds, by its number.
        nodes: How many there are by their classes and the number of the input that speaks of them;
            None for several.
        disagreements: How many; `conflicts`, the first of them.
        missing: Nodes to look for, as N-Quads write them; those that are found are taken out.
    """

    names: Mapping[int, str]
    quads: int = 0
    own: Counter[frozenset[int]] = field(default_factory=Counter)
    nodes: Counter[tuple[frozenset[bytes], int | None]] = field(default_factory=Counter)
    disagreements: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    missing: set[bytes] = field(default_factory=set)


def written(batches: Iterable[Held], file: IO[bytes]) -> Iterator[Said]:
    """Write the lines to a file, and give each with its subject, its predicate, and the inputs that hold it."""
    for lines, holders in batches:
        file.write(b"\n".join([*lines, b""]))
        for line, by in zip(lines, holders, strict=True):
            subject, predicate, _ = line.split(b" ", 2)
            yield subject, predicate, line, by


def count(said: Iterable[Said], tally: Tally, listed: IO[str]) -> None:
    """Count the lines and nodes of a merge.

    Args:
        said: From `written`, so that what is said of a node comes together, and what by one
            predicate, too.
        tally: Takes it up.
        listed: Where all conflicts are written, a JSON object a line.
    """
    single = single_valued()
    for subject, group in groupby(said, key=itemgetter(0)):
        holders: frozenset[int] = frozenset()
        types: list[bytes] = []
        before: Said = (b"", b"", b"", holders)
        told: dict[bytes, list[Said]] = {}
        for one in group:
            _, predicate, line, by = one
            tally.quads += 1
            if len(by) == 1:
                tally.own[by] += 1
            if by is not holders:
                holders |= by
            if predicate == TYPE:
                types.append(line.split(b" ", 3)[2])
            elif predicate == before[1] and predicate in single:
                told.setdefault(predicate, [before]).append(one)
            before = one
        tally.missing.discard(subject)
        tally.nodes[frozenset(types), min(holders) if len(holders) == 1 else None] += 1
        for predicate, several in told.items():
            if not single[predicate].isdisjoint(types) and (
                conflict := conflict_of(subject, several, tally.names)
            ):
                tally.disagreements += 1
                listed.write(json.dumps(asdict(conflict), ensure_ascii=False) + "\n")
                if len(tally.conflicts) < LISTED:
                    tally.conflicts.append(conflict)


def conflict_of(subject: bytes, several: list[Said], names: Mapping[int, str]) -> Conflict | None:
    """The conflict of a node's lines with one predicate; None where they are of one value, in several graphs."""
    values: dict[str, set[str]] = defaultdict(set)
    for _, _, line, by in several:
        values[value_of(line).decode()].update(names[number] for number in by)
    return (
        Conflict(
            node=subject.decode().strip("<>"),
            property=several[0][1].decode().strip("<>"),
            values=tuple((value, tuple(sorted(by))) for value, by in sorted(values.items())),
        )
        if len(values) > 1
        else None
    )


def value_of(line: bytes) -> bytes:
    """The object of a line of N-Quads.

    >>> value_of(b'<x:a> <x:b> "c < d" <x:g> .'), value_of(b"<x:a> <x:b> <x:c> .")
    (b'"c < d"', b'<x:c>')
    """
    [quad] = pyoxigraph.parse(input=line, format=RdfFormat.N_QUADS)
    return str(quad.object).encode()


def single_valued() -> dict[bytes, frozenset[bytes]]:
    """The properties of which a node has one, with the classes of these nodes."""
    found: dict[bytes, set[bytes]] = defaultdict(set)
    for kind, name in load_shapes().query(SINGLE):  # type: ignore[misc]  # rows of two, as the query says
        found[f"<{name}>".encode()].add(f"<{kind}>".encode())
    return {name: frozenset(kinds) for name, kinds in found.items()}


def short(kind: str) -> str:
    """A class by its own name, if it is of a vocabulary that we know.

    >>> short("<https://schema.org/Claim>"), short("<http://example.org/Claim>")
    ('Claim', 'http://example.org/Claim')
    """
    iri = kind.strip("<>")
    known = (iri[len(str(prefix)) :] for prefix in PREFIXES.values() if iri.startswith(str(prefix)))
    return next(known, iri)


def judged(view: View, absent: int) -> Judged:
    """What the judgements come to, in numbers."""
    return Judged(
        heard=view.heard,
        open=view.open,
        denied=view.denied,
        aside=view.aside,
        clusters=len(view.clusters),
        members=sum(map(len, view.clusters)),
        related=len(view.related),
        absent=absent,
    )


def to_report(
    tally: Tally, inputs: Iterable[Input], problems: Iterable[Problem], view: View | None
) -> MergeReport:
    """The report of a merge that is done."""
    joined: Counter[str] = Counter()
    alone: Counter[tuple[str, int]] = Counter()
    for (types, number), nodes in tally.nodes.items():
        for kind in {short(kind.decode()) for kind in types} or {"other"}:
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
            Joined(kind=kind, nodes=nodes, ground=GROUNDS.get(kind, SAME_IRI))
            for kind, nodes in sorted(joined.items())
        ),
        alone=tuple(
            Alone(kind=kind, input=tally.names[number], nodes=nodes, reason=reason(kind))
            for (kind, number), nodes in sorted(alone.items())
        ),
        disagreements=tally.disagreements,
        conflicts=tuple(tally.conflicts),
        problems=tuple(problems),
        judged=judged(view, len(tally.missing)) if view else None,
    )


def reason(name: str) -> str:
    """Why nodes of a class joined nothing."""
    if ":" in name:
        return "another vocabulary: kept, but no question of ours reads it"
    return f"no other input has one with {GROUNDS.get(name, SAME_IRI)}"
