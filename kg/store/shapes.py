"""Whether any graph, of whatever origin, has the shape that the ontology asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import Problem
from kg.rdf import find_broken, load_shapes
from kg.store.opening import read_graph, read_store

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["check_graph"]


def check_graph(path: Path, *, is_merged: bool = False) -> list[Problem]:
    """Return what of a graph breaks the SHACL shapes of the ontology, by node.

    Args:
        path: A build, a store or an RDF file; see `kg.store.open_graph`.
        is_merged: Whether it came of `kg merge`: then two runs may differ in what they say of a
            statement, and other people's data need not say all that ours does.

    Raises:
        StoreError: There is no such graph, or it cannot be read.
    """
    graph = read_graph(read_store(path))
    broken = find_broken(graph, load_shapes(is_merged=is_merged))
    return [Problem(where=f"{path}: {one.where}", message=one.message) for one in broken]
