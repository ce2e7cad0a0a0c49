"""Merging: graphs of any origin become one, and a report says what joined.

inputs.py   files, builds and stores -> quads      adapters/  other people's claim data in our terms
skolem.py   blank nodes -> IRIs
union.py    quads of all inputs -> sorted lines, each once
report.py   what came in, joined, did not, and disagrees
diff.py     what changed between two builds
show.py     reports as text
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import RdfFormat, Triple

from kg.errors import InputError, Problem
from kg.files import whole
from kg.merge.inputs import files_of
from kg.merge.report import MergeReport, Tally, counted, to_report
from kg.merge.union import merged, prepare
from kg.rdf.vocabulary import PREFIXES
from kg.store import build_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["MergeReport", "merge"]


def merge(paths: Iterable[str], out: Path, base: str) -> MergeReport:
    """Merge graphs into one: `claims.nq`, `claims.ttl`, `store/` and `report.json` in a folder.

    The result is the set union of the inputs, in the canonical order; the data of no input is changed, but for blank
    nodes, which become IRIs, and the old namespace of schema.org. A merge that fails or is killed leaves the last whole
    output.

    Args:
        paths: RDF files (.nq .nt .trig .ttl .rdf .jsonld, also .gz), builds, stores, what `kg.merge.adapters` reads, or
            folders of these.
        out: The folder to write; it may be one of the inputs.
        base: What the IRIs of former blank nodes begin with.

    Raises:
        InputError: A path does not exist, or no input could be read.
        StoreError: The output cannot be written, or another process holds the store.
    """
    problems: list[Problem] = []
    files = list(files_of(paths))
    with whole(out) as done, tempfile.TemporaryDirectory(dir=done) as runs:
        inputs = prepare(files, Path(runs), base, problems)
        if not inputs:
            raise InputError("; ".join(map(str, problems)) or "there is nothing to merge")
        tally = Tally([str(one.path) for one in inputs])
        with (done / "claims.nq").open("wb") as file:
            file.writelines(line + b"\n" for line in counted(merged(inputs, Path(runs)), tally))
        report = to_report(tally, inputs, problems)
        (done / "report.json").write_text(json.dumps(asdict(report), indent=1, ensure_ascii=False) + "\n", "utf-8")
        write_turtle(done / "claims.nq", done / "claims.ttl", base)
        build_store(out / "store", done / "claims.nq")
    return report


def write_turtle(nquads: Path, turtle: Path, base: str) -> None:
    """Write the union of the graphs of sorted N-Quads as Turtle, a triple at a time."""
    prefixes = {**{prefix: str(iri) for prefix, iri in sorted(PREFIXES.items())}, "id": base}
    pyoxigraph.serialize(triples(nquads), output=turtle, format=RdfFormat.TURTLE, prefixes=prefixes)


def triples(nquads: Path) -> Iterator[Triple]:
    """The triples of sorted N-Quads, each once, whatever graph holds it: those of one triple stand together."""
    before = None
    for quad in pyoxigraph.parse(path=nquads, format=RdfFormat.N_QUADS):
        if quad.triple != before:
            before = quad.triple
            yield before
