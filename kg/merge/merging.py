"""The whole way of a merge: inputs, their union, what judgements make one, and the report."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict, replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from kg.config import Config, check_base
from kg.disk.files import replacing_files
from kg.documents import list_paths
from kg.errors import InputError, Problem, check_path
from kg.link.judgements import read_judgements
from kg.merge.copies import link_copies
from kg.merge.correcting import Corrector
from kg.merge.corrections import read_corrections
from kg.merge.identity import describe_view, weigh_judgements
from kg.merge.inputs import find_inputs, to_nquads
from kg.merge.piped import keep_piped
from kg.merge.report import MergeReport, Tally, tally_line_by_line, to_report
from kg.merge.same_words import judge_same_words
from kg.merge.union import sort_inputs, unite_inputs
from kg.rdf.vocabulary import PREFIXES
from kg.store import building, is_store, read_store
from kg.views.newest import newest_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.documents import Paths
    from kg.link.judgements import Judgement
    from kg.merge.union import Input


CONFLICTS: Final = "conflicts.jsonl"
"""What a merge writes beside its graph, and nothing else does: where its inputs disagree."""


def merge_graphs(  # noqa: PLR0913 - as many options as its command has
    paths: Paths,
    out: str | Path,
    base: str = Config().base,
    judgements: str | Path | None = None,
    *,
    corrections: str | Path | None = None,
    same_as: bool = False,
    proposed: bool = False,
) -> MergeReport:
    """Merge graphs into one, and return a report of what joined.

    Writes `claims.nq`, `claims.ttl`, `claims.html`, `judged.nq`, `store/`, `report.json` and
    `conflicts.jsonl`. The page is of the newest 300 articles.
    The result is the set union of the inputs, in the canonical order; the data of no input is
    changed, apart from blank nodes, which become IRIs, the old namespace of schema.org, and which
    articles print one text (dcterms:isVersionOf), which is told of all of them together. A merge
    that fails or is killed leaves the last whole output. What judgements make one stands in
    `judged.nq` and in the store, and never in the data; one of them is that a fact-check reviews a
    claim in the same words but for case, quotation marks and the like.

    Args:
        paths: RDF files (.nq .nt .trig .ttl .rdf .jsonld, also .gz), builds, stores, addresses of
            SPARQL endpoints, what `kg.merge.adapters` reads, folders of these, or `-` for RDF from
            standard input.
        out: The folder to write; it may be one of the inputs, or an earlier merge. Another build
            is not replaced.
        base: What the IRIs of former blank nodes begin with.
        judgements: A file of judgements, SSSOM TSV; None for none.
        corrections: A table of corrections; `claims.nq` has the data corrected, the inputs stay as
            they are, and the report counts what came in. None for none.
        same_as: Whether to say owl:sameAs of what is one, instead of cs:sameEntityAs.
        proposed: Whether what `kg link` only proposes counts, too.

    Raises:
        ConfigError: `base` is not the beginning of an IRI.
        InputError: A path does not exist, no input could be read, or the judgements could not; or
            the folder to write holds a build that is no input.
        StoreError: The output cannot be written, or another process holds the store.

    >>> import tempfile; from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "a.ttl")
    ...     _ = file.write_text('<https://example.org/a> <https://schema.org/name> "A" .')
    ...     report = merge_graphs([str(file)], Path(folder, "merged"), "https://example.org/")
    >>> report.quads
    1
    """
    check_base(base)
    problems: list[Problem] = []
    for name, table in (("judgements", judgements), ("corrections", corrections)):
        if table is not None:
            check_path(name, table)
    files, out = list(find_inputs(list_paths(paths))), check_path("out", out)
    _check_out(out, files)
    with replacing_files(out) as done, tempfile.TemporaryDirectory(dir=done) as name:
        workshop = Path(name)
        kept = [keep_piped(file, workshop) for file in files]
        inputs = sort_inputs(kept, workshop, base, problems)
        problems[:] = [_name_piped(problem, workshop) for problem in problems]
        if not inputs:
            raise InputError("; ".join(map(str, problems)) or "there is nothing to merge")
        decided = read_judgements(Path(judgements), problems) if judgements else []
        corrector = _read_corrector(corrections, base, problems)
        if corrector:
            decided += corrector.corrections.judgements

        tally = Tally(names=list(map(str, files)), missing=_own_names(decided, base))
        _write_union(done, inputs, workshop, tally)
        if corrector:
            corrector.correct_file(done / "claims.nq", workshop)
            problems += corrector.list_unmet()
        link_copies(done / "claims.nq", workshop)

        decided += judge_same_words(done / "claims.nq")
        tables = " or ".join(str(table) for table in (judgements, corrections) if table)
        view = weigh_judgements(decided, tables, problems, proposed=proposed)
        lines = to_nquads(describe_view(view, decided, base, same_as=same_as)).splitlines(
            keepends=True
        )
        (done / "judged.nq").write_bytes(b"".join(sorted(set(lines))))

        report = to_report(tally, inputs, problems, view.counts if decided else None)
        text = json.dumps(asdict(report), indent=1, ensure_ascii=False) + "\n"
        (done / "report.json").write_text(text, "utf-8")

        data = _join_files(done / "claims.nq", done / "judged.nq", workshop / "all.nq")
        with building(out / "store", data):
            _write_turtle(done / "claims.nq", done / "claims.ttl", base)
        page = newest_html(read_store(out / "store"))
        (done / "claims.html").write_text(page, "utf-8", newline="")
    return report


def _check_out(out: Path, inputs: Iterable[Path | str]) -> None:
    """Raise InputError where a merge would replace a build that is none of its inputs."""
    is_build = (out / "claims.nq").exists() or (out / "shards").exists() or is_store(out)
    if not is_build or (out / CONFLICTS).exists():
        return
    place = out.resolve()
    for one in inputs:
        if isinstance(one, Path) and place in (one.resolve(), *one.resolve().parents):
            return
    raise InputError(
        f"{out} holds a build that is none of the inputs, and a merge would replace it; name "
        "another folder to write, or give all graphs as one list of inputs"
    )


def _read_corrector(
    corrections: str | Path | None, base: str, problems: list[Problem]
) -> Corrector | None:
    """Return what applies a table of corrections; None without one."""
    if corrections is None:
        return None
    return Corrector(corrections=read_corrections(corrections, problems), base=base)


def _name_piped(problem: Problem, workshop: Path) -> Problem:
    """Return a problem that calls a file of the workshop standard input, as the user does."""
    message = problem.message.replace(f"{workshop}/", "")
    return replace(problem, where=problem.where.replace(f"{workshop}/", ""), message=message)


def _own_names(judgements: Iterable[Judgement], base: str) -> set[bytes]:
    """Return the nodes with our base that judgements name, as N-Quads write them."""
    names: set[bytes] = set()
    for judgement in judgements:
        for iri in judgement.pair:
            if iri.startswith(base):
                names.add(str(NamedNode(iri)).encode())
    return names


def _write_union(folder: Path, inputs: Iterable[Input], workshop: Path, tally: Tally) -> None:
    """Write the lines of all inputs, and where they disagree, and count them."""
    with (
        (folder / "claims.nq").open("wb") as file,
        (folder / CONFLICTS).open("w", encoding="utf-8") as conflicts,
    ):
        tally_line_by_line(unite_inputs(inputs, workshop), tally, file, conflicts)


def _join_files(data: Path, view: Path, both: Path) -> Path:
    """Return the file of the data, or, where there is a view, a file of both."""
    if not view.stat().st_size:
        return data
    shutil.copyfile(data, both)
    with both.open("ab") as file:
        file.write(view.read_bytes())
    return both


def _write_turtle(nquads: Path, turtle: Path, base: str) -> None:
    """Write the union of the graphs of sorted N-Quads as Turtle, a triple at a time."""
    prefixes = {prefix: str(iri) for prefix, iri in sorted(PREFIXES.items())}
    quads = pyoxigraph.parse(path=nquads, format=RdfFormat.N_QUADS)
    by_triple = groupby(quads, key=attrgetter("triple"))  # those of one triple stand together
    pyoxigraph.serialize(
        (triple for triple, _ in by_triple),
        output=turtle,
        format=RdfFormat.TURTLE,
        prefixes={**prefixes, "id": base},
    )
