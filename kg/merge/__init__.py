"""Merging: graphs of any origin become one, and a report says what joined.

inputs.py   files, builds and stores -> quads      adapters/  other people's claim data in our terms
skolem.py   blank nodes -> IRIs
union.py    quads of all inputs -> sorted lines, each once
identity.py what judgements make one
report.py   what came in, joined, did not, and disagrees
diff.py     what changed between two builds
show.py     reports as text
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Triple

from kg.disk.files import replacing_files
from kg.errors import InputError, Problem
from kg.link.judgements import read_judgements
from kg.merge.identity import view_of, view_quads
from kg.merge.inputs import files_of
from kg.merge.report import MergeReport, Tally, count, to_report, written
from kg.merge.union import merged, prepare
from kg.rdf.vocabulary import PREFIXES
from kg.store import building

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from kg.link.judgements import Judgement

__all__ = ["MergeReport", "merge"]


def merge(
    paths: Iterable[str],
    out: Path,
    base: str,
    judgements: Path | None = None,
    *,
    same_as: bool = False,
) -> MergeReport:
    """Merge graphs into one: `claims.nq`, `claims.ttl`, `judged.nq`, `store/`, `report.json` and `conflicts.jsonl`.

    The result is the set union of the inputs, in the canonical order; the data of no input is
    changed, but for blank nodes, which become IRIs, and the old namespace of schema.org. A merge
    that fails or is killed leaves the last whole output. What judgements make one stands in
    `judged.nq` and in the store, and never in the data.

    Args:
        paths: RDF files (.nq .nt .trig .ttl .rdf .jsonld, also .gz), builds, stores, addresses of
            SPARQL endpoints, what `kg.merge.adapters` reads, or folders of these.
        out: The folder to write; it may be one of the inputs.
        base: What the IRIs of former blank nodes begin with.
        judgements: A file of judgements, SSSOM TSV; None for none.
        same_as: Whether to say owl:sameAs of what is one, instead of skos:exactMatch.

    Raises:
        InputError: A path does not exist, no input could be read, or the judgements could not.
        StoreError: The output cannot be written, or another process holds the store.
    """
    problems: list[Problem] = []
    files = list(files_of(paths))
    with replacing_files(out) as done, tempfile.TemporaryDirectory(dir=done) as runs:
        inputs = prepare(files, Path(runs), base, problems)
        if not inputs:
            raise InputError("; ".join(map(str, problems)) or "there is nothing to merge")
        heard = read_judgements(judgements, problems) if judgements else []
        tally = Tally(
            names={one.number: str(one.path) for one in inputs}, missing=set(named_in(heard, base))
        )
        with (
            (done / "claims.nq").open("wb") as file,
            (done / "conflicts.jsonl").open("w", encoding="utf-8") as listed,
        ):
            count(written(merged(inputs, Path(runs)), file), tally, listed)
        view = view_of(heard, str(judgements), problems)
        write_view(done / "judged.nq", view_quads(view, heard, base, same_as=same_as))
        report = to_report(tally, inputs, problems, view if judgements else None)
        (done / "report.json").write_text(
            json.dumps(asdict(report), indent=1, ensure_ascii=False) + "\n", "utf-8"
        )
        both = together(done / "claims.nq", done / "judged.nq", Path(runs) / "all.nq")
        with building(out / "store", both):
            write_turtle(done / "claims.nq", done / "claims.ttl", base)
    return report


def named_in(judgements: Iterable[Judgement], base: str) -> Iterator[bytes]:
    """The nodes of ours that judgements name, as N-Quads write them."""
    for one in judgements:
        yield from (str(NamedNode(iri)).encode() for iri in one.pair if iri.startswith(base))


def write_view(path: Path, quads: Iterable[Quad]) -> None:
    """Write the view as sorted N-Quads."""
    lines = (pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    path.write_bytes(b"".join(sorted(set(lines))))


def together(data: Path, view: Path, both: Path) -> Path:
    """The file of the data, or, where there is a view, a file of both."""
    if not view.stat().st_size:
        return data
    with both.open("wb") as out:
        for path in (data, view):
            with path.open("rb") as file:
                shutil.copyfileobj(file, out)
    return both


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
