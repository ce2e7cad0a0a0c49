"""A graph, or a part of it, as a page or for another tool: the whole of a view, for programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg.config import Config
from kg.disk.files import write_whole
from kg.merge.correcting import correct_copy
from kg.store import read_whole
from kg.views.export import export
from kg.views.html import network_html
from kg.views.narrow import Wanted, read_part

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Graph

    from kg.errors import Problem

__all__ = ["export_graph", "write_page"]


def write_page(  # noqa: PLR0913 - what a view can be told
    where: str | Path | Store,
    out: str | Path,
    wanted: Wanted | None = None,
    *,
    question: str | None = None,
    corrections: str | Path | None = None,
    problems: list[Problem] | None = None,
) -> int:
    """Write the page of a graph, or of a part of it: one file, that works offline.

    Args:
        where: A build, a store, an RDF file, or the address of a SPARQL server, all of which is
            read; or a store that is open, from `kg.store`.
        out: The file.
        wanted: Which statements to show; None for all.
        question: SPARQL, a file of it, or the name of a question; what it finds is shown.
        corrections: A table of corrections; the graph itself stays as it is.
        problems: Gets one if a server says that it may have left out some, and one for each line
            of the corrections that changes nothing.

    Returns:
        How many statements the page shows.

    Raises:
        StoreError: There is no such graph, it cannot be read, or the page cannot be written.
        QueryError: As `kg.query_graph`.
    """
    _, network = _read(where, wanted, question, corrections, problems)
    write_whole(Path(out), network_html(network).encode("utf-8"))
    return sum(node["type"] == "statement" for node in network.nodes.values())


def export_graph(  # noqa: PLR0913 - what a view can be told
    where: str | Path | Store,
    form: str,
    wanted: Wanted | None = None,
    *,
    question: str | None = None,
    corrections: str | Path | None = None,
    problems: list[Problem] | None = None,
) -> bytes:
    r"""Return a graph, or a part of it, for another tool.

    Args:
        where: As for `write_page`.
        form: `csv` for spreadsheets, a row for each claim; `gexf` for Gephi; `graphml` for yEd,
            Cytoscape and others; `ttl` or `jsonld` for the graph itself.
        wanted: Which statements to keep; None for all.
        question: As for `write_page`.
        corrections: As for `write_page`.
        problems: As for `write_page`.

    Raises:
        StoreError: There is no such graph, or it cannot be read.
        QueryError: As `kg.query_graph`.

    >>> table = export_graph("out/claims.ttl", "csv", Wanted(source="Michael Madden"))
    >>> len(table.decode("utf-8").splitlines())  # three claims below the names of the columns
    4
    """
    return export(form, *_read(where, wanted, question, corrections, problems))


def _read(
    where: str | Path | Store,
    wanted: Wanted | None,
    question: str | None,
    corrections: str | Path | None,
    problems: list[Problem] | None,
) -> tuple[Graph, nx.MultiDiGraph[str]]:
    """Return a graph, whole, and the network of what is wanted."""
    listed = [] if problems is None else problems
    if not isinstance(where, Store):
        where = read_whole(str(where), listed)
    if corrections is not None:
        where = correct_copy(where, corrections, Config().base, listed)
    return read_part(where, wanted or Wanted(), question)
