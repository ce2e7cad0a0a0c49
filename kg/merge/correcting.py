"""Apply corrections to a graph: in a store, in the lines of one article, or in those of a merge.

Only the graphs of the articles are touched that hold a statement of the table. What nothing leads
to any more when a statement is taken out goes with it. Every decision stands in the graph, with its
author and its day, so that applying it again changes nothing.
"""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store

from kg.config import Config, check_base
from kg.errors import Problem, check_path, note_problems
from kg.merge.adapters.sssom import to_triple
from kg.merge.corrections import read_corrections
from kg.merge.identity import describe_view, weigh_judgements
from kg.merge.inputs import to_nquads
from kg.merge.revision import apply_correction, as_nodes, find_statement
from kg.rdf.serialise import named
from kg.rdf.vocabulary import RDF
from kg.store import check_place, read_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.link.judgements import Judgement
    from kg.merge.corrections import Corrections

__all__ = ["Corrector", "correct_graph"]

_MINTED: Final = re.compile(r".+-[a-z2-7]{20}")
_DECIDED: Final = str(named(RDF.subject)).encode()
"""What leads from a decision to the statement that it is on."""


@dataclass(kw_only=True)
class Corrector:
    """Applies a table of corrections, and remembers which of them found their statements.

    Attributes:
        corrections: The table.
        base: What minted IRIs begin with where a statement's own IRI does not tell.
        met: The IRIs of the table that were met.
    """

    corrections: Corrections
    base: str
    met: set[str] = field(default_factory=set)

    @cached_property
    def _subjects(self) -> dict[bytes, str]:
        """The IRIs of the table as N-Quads write them."""
        iris = {one.statement for one in self.corrections.on_statements}
        iris.update(*(one.pair for one in self.corrections.judgements))
        return {str(NamedNode(iri)).encode(): iri for iri in iris}

    @cached_property
    def _statements(self) -> frozenset[bytes]:
        """The statements of the table as N-Quads write them."""
        iris = [one.statement for one in self.corrections.on_statements]
        return frozenset(str(NamedNode(iri)).encode() for iri in iris)

    @cached_property
    def _articles(self) -> frozenset[bytes]:
        """The names of the articles of the table as N-Quads write them."""
        names = {line.article for one in self.corrections.on_statements for line in one.lines}
        return frozenset(str(node).encode() for name in names for node in as_nodes(name))

    def correct_lines(self, lines: bytes) -> bytes:
        """Return some N-Quads corrected; those of an article that no correction is about as given.

        Args:
            lines: All that a graph holds, or several; where any of it is touched, all is in memory.
        """
        is_concerned = False
        for line in lines.splitlines():
            is_concerned |= self._concerns(line)
        if not is_concerned:
            return lines
        store = Store()
        store.bulk_load(input=lines, format=RdfFormat.N_QUADS)
        self.correct_store(store)
        return store.dump(format=RdfFormat.N_QUADS) or b""

    def correct_file(self, path: Path, workshop: Path) -> None:
        """Correct a file of sorted N-Quads, with the graphs concerned in memory.

        Args:
            path: The file, which is replaced.
            workshop: A folder for what is written meanwhile.
        """
        with path.open("rb") as file:
            graphs = {_graph_of(line) for line in file if self._concerns(line)}
        rest, touched = workshop / "rest.nq", []
        with path.open("rb") as file, rest.open("wb") as kept:
            for line in file:
                if _graph_of(line) in graphs:
                    touched.append(line)
                else:
                    kept.write(line)
        lines = sorted(self.correct_lines(b"".join(touched)).splitlines(keepends=True))
        with rest.open("rb") as kept, path.open("wb") as file:
            file.writelines(line for line, _ in groupby(heapq.merge(kept, lines)))

    def _concerns(self, line: bytes) -> bool:
        """Tell whether a line is of a statement of the table, or names an article of it."""
        subject, predicate, rest = line.split(b" ", 2)
        object_ = _object_of(rest)
        known = object_ if predicate == _DECIDED else subject
        if known in self._subjects:
            self.met.add(self._subjects[known])
        return subject in self._statements or object_ in self._articles

    def correct_store(self, store: Store) -> None:
        """Apply the corrections of statements to the graphs of a store."""
        for correction in self.corrections.on_statements:
            for place in find_statement(correction, store, self.base):
                self.met.add(correction.statement)
                apply_correction(correction, place)
            decided = named(RDF.subject), NamedNode(correction.statement)
            if any(store.quads_for_pattern(None, *decided, None)):  # taken out before
                self.met.add(correction.statement)

    def judge_store(self, store: Store, problems: list[Problem]) -> None:
        """Add to the union of a store what the other lines come to; take out what they deny."""
        for line in self.corrections.judgements:
            for end in map(NamedNode, line.pair):
                if any(store.quads_for_pattern(end, None, None, None)):
                    self.met.add(end.value)
            if line.negated:
                _take_out(line, store)
        for quad in self._judge(problems):
            store.add(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))

    def judged_lines(self, problems: list[Problem]) -> bytes:
        """Return what the other lines come to as N-Quads, in the graph of judgements."""
        return to_nquads(self._judge(problems))

    def _judge(self, problems: list[Problem]) -> Iterator[Quad]:
        lines = self.corrections.judgements
        view = weigh_judgements(lines, self.corrections.where, problems)
        return describe_view(view, lines, self.base, same_as=False)

    def list_unmet(self) -> list[Problem]:
        """Return a problem for each line of the table that is about what was not met."""
        problems = []
        for correction in self.corrections.on_statements:
            if correction.statement not in self.met:
                problems += [self._describe_unmet(line) for line in correction.lines]
        for line in self.corrections.judgements:
            ends = {end for end in line.pair if _MINTED.fullmatch(end)}
            if not ends <= self.met:
                problems.append(self._describe_unmet(line))
        return problems

    def _describe_unmet(self, line: Judgement) -> Problem:
        """Say of a line that what it is about is not in the graph."""
        what = f"“{line.subject_label or line.passage or line.subject}”"
        where = f" of {line.article}" if line.article else ""
        message = (
            f"{what}{where} is not in this graph: its words or its article have changed, or are "
            "not among what was given; the line changes nothing now, and may stay"
        )
        return Problem(where=f"{self.corrections.where}:{line.line}", message=message)


def correct_graph(
    where: str | Path | Store,
    corrections: str | Path,
    base: str = Config().base,
    problems: list[Problem] | None = None,
) -> Store:
    """Return a graph with what people decided, in memory; the graph itself stays as it is.

    Args:
        where: A build, a store, an RDF file, or the address of a SPARQL server, all of which is
            read; or a store that is open and whose default graph is the union of the others.
        corrections: A table of corrections.
        base: What minted IRIs begin with where a statement's own IRI does not tell.
        problems: Gets one for each line that changes nothing, and what else is amiss; without it,
            these are logged as warnings.

    Raises:
        InputError: The table cannot be read.
        StoreError: There is no such graph, or it cannot be read.
    """
    check_place(where)
    check_base(base)
    listed: list[Problem] = []
    table = check_path("corrections", corrections)
    corrector = Corrector(corrections=read_corrections(table, listed), base=base)
    copy = Store()
    copy.bulk_extend(where if isinstance(where, Store) else read_whole(str(where), listed))
    corrector.correct_store(copy)
    corrector.judge_store(copy, listed)
    listed += corrector.list_unmet()
    note_problems(listed, problems)
    return copy


def _object_of(rest: bytes) -> bytes:
    """Return the object of a line of N-Quads, given what stands behind its predicate.

    >>> _object_of(b'"a <x:b>" <x:g> .'), _object_of(b'<x:a> .')
    (b'"a <x:b>"', b'<x:a>')
    """
    ended = rest.rstrip().removesuffix(b" .")
    return ended[: -len(graph) - 1] if (graph := _graph_in(ended)) else ended


def _graph_of(line: bytes) -> bytes:
    """Return the graph of a line of N-Quads; empty where it is in none.

    >>> _graph_of(b'<x:a> <x:p> "b <x:c>" <x:g> .'), _graph_of(b'<x:a> <x:p> "b <x:c>" .')
    (b'<x:g>', b'')
    """
    return _graph_in(line.split(b" ", 2)[2].rstrip().removesuffix(b" ."))


def _graph_in(ended: bytes) -> bytes:
    before, _, last = ended.rpartition(b" ")
    return last if before and last.startswith(b"<") and b'"' not in last else b""


def _take_out(line: Judgement, store: Store) -> None:
    """Take what a line denies out of a store, in both directions."""
    quad = to_triple(line)
    one, other = NamedNode(line.subject), NamedNode(line.object)
    for pair in ((one, other), (other, one)):
        for denied in list(store.quads_for_pattern(pair[0], quad.predicate, pair[1], None)):
            store.remove(denied)
