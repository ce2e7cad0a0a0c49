"""Whether any graph, of whatever origin, has the shape that the ontology asks for."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Store

from kg.config import Config
from kg.disk.lines import read_whole
from kg.errors import InputError, Problem
from kg.merge.adapters.jsonld import parse_jsonld
from kg.merge.inputs import read_blocks
from kg.merge.merging import CONFLICTS
from kg.rdf import find_broken, load_shapes
from kg.store import can_open, check_place, read_graph, read_store, unite_graphs

__all__ = ["check_graph"]


def check_graph(path: str | Path | Store, *, is_merged: bool = False) -> list[Problem]:
    """Return what of a graph breaks the SHACL shapes of the ontology, by node.

    What could not be read of a file of another kind comes first.

    Args:
        path: A build, a store or an RDF file, as `kg.store.open_graph` opens them; any other file
            that can be merged, such as JSON-LD; or a store that is open, as `kg.correct_graph`
            returns it.
        is_merged: Whether it came of `kg merge`, as is known of the folder that it wrote: then two
            runs may differ in what they say of a statement, and other people's data need not say
            all that ours does.

    Raises:
        StoreError: There is no such graph, or it cannot be read.
        InputError: As StoreError, of what only a merge reads.
    """
    check_place(path)
    if isinstance(path, Store):
        return find_broken(read_graph(path), load_shapes(is_merged=is_merged))
    path = Path(path)
    problems: list[Problem] = []
    is_ours = can_open(path) and path.suffix != ".jsonld"
    store = read_store(path) if is_ours else _read_other(path, problems)
    shapes = load_shapes(is_merged=is_merged or _is_of_merge(path))
    broken = find_broken(read_graph(store), shapes)
    return problems + [Problem(where=f"{path}: {one.where}", message=one.message) for one in broken]


def _is_of_merge(path: Path) -> bool:
    """Tell whether a folder, or that of a file or a store, was written by `kg merge`."""
    return any((folder / CONFLICTS).exists() for folder in (path, path.parent))


def _read_other(path: Path, problems: list[Problem]) -> Store:
    """Return in memory what a merge reads of a file; of JSON-LD, without the claims it adds."""
    store = Store()
    if path.suffix == ".jsonld":
        store.extend(_read_jsonld(path, problems))
        return unite_graphs(store)
    for block in read_blocks(path, Config().base, problems):
        # not loaded, which would give each block blank nodes of its own
        store.extend(pyoxigraph.parse(input=block, format=RdfFormat.N_QUADS))
    return unite_graphs(store)


def _read_jsonld(path: Path, problems: list[Problem]) -> list[Quad]:
    """Return what stands in a file of JSON-LD."""
    try:
        with path.open("rb") as file:
            return parse_jsonld(json.loads(read_whole(file)), "", str(path), problems)
    except (OSError, SyntaxError, ValueError, RecursionError) as error:
        raise InputError(f"{path} cannot be read ({error}); check the file") from error
