"""A graph, or a part of it, as a page or for another tool: the whole of a view, for programs."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg.disk.files import write_whole
from kg.errors import QueryError, check_argument, check_path, note_problems
from kg.store import check_place, read_whole
from kg.views.export import check_form, export
from kg.views.html import network_html
from kg.views.narrow import Wanted, read_part
from kg.views.people import find_links

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx

    from kg.errors import Problem

__all__ = ["PageView", "export_graph", "view_graph", "write_page"]


@dataclass(frozen=True, slots=True)
class PageView:
    """The page of a graph, which a notebook shows inline.

    Attributes:
        html: The page.
        height: Of its frame, in pixels.
    """

    html: str
    height: int

    def __repr__(self) -> str:
        return f"<PageView of {len(self.html):,} characters: a notebook shows it>"

    def _repr_html_(self) -> str:
        """Return a frame that holds the page, asks nobody, and reaches nothing of the notebook."""
        data = base64.b64encode(self.html.encode("utf-8")).decode("ascii")
        return (
            f'<iframe title="Who said what" width="100%" height="{self.height}" '
            'sandbox="allow-scripts allow-downloads" style="border: 1px solid #999" '
            f'src="data:text/html;charset=utf-8;base64,{data}"></iframe>'
        )


def view_graph(
    where: str | Path | Store = "out",
    wanted: Wanted | None = None,
    *,
    question: str | None = None,
    height: int = 700,
) -> PageView:
    """Return the page of a graph, or of a part of it, to be shown in a notebook.

    Args:
        where: As for `write_page`.
        wanted: Which statements to show; None for all.
        question: As for `write_page`.
        height: Of the frame that shows it, in pixels.

    Raises:
        StoreError: There is no such graph, or it cannot be read.
        QueryError: As `kg.query_graph`.

    >>> view_graph("out/claims.ttl", Wanted(source="Michael Madden"), height=500).height
    500
    """
    check_argument("height", height, int, "a whole number of pixels", QueryError)
    return PageView(network_html(_read_page(where, wanted, question, None)), height)


def write_page(
    where: str | Path | Store,
    out: str | Path,
    wanted: Wanted | None = None,
    *,
    question: str | None = None,
    problems: list[Problem] | None = None,
) -> int:
    """Write the page of a graph, or of a part of it: one file, that works offline.

    Args:
        where: A build, a store, an RDF file, or the address of a SPARQL server, all of which is
            read; or a store that is open, from `kg.store`.
        out: The file.
        wanted: Which statements to show; None for all.
        question: SPARQL, a file of it, or the name of a question; what it finds is shown.
        problems: Gets one if a server says that it may have left out some; without it, that is
            logged as a warning.

    Returns:
        How many statements the page shows.

    Raises:
        StoreError: There is no such graph, it cannot be read, or the page cannot be written.
        QueryError: As `kg.query_graph`.
    """
    file = check_path("out", out)
    network = _read_page(where, wanted, question, problems)
    write_whole(file, network_html(network).encode("utf-8"))
    return sum(node["type"] == "statement" for node in network.nodes.values())


def export_graph(
    where: str | Path | Store,
    form: str,
    wanted: Wanted | None = None,
    *,
    question: str | None = None,
    problems: list[Problem] | None = None,
) -> bytes:
    r"""Return a graph, or a part of it, for another tool.

    Args:
        where: As for `write_page`.
        form: `csv` for spreadsheets, a row for each claim; `gexf` for Gephi; `graphml` for yEd,
            Cytoscape and others; `ttl` or `jsonld` for the graph itself.
        wanted: Which statements to keep; None for all.
        question: As for `write_page`.
        problems: As for `write_page`.

    Raises:
        ConfigError: There is no such form.
        StoreError: There is no such graph, or it cannot be read.
        QueryError: As `kg.query_graph`.

    >>> table = export_graph("out/claims.ttl", "csv", Wanted(source="Michael Madden"))
    >>> len(table.decode("utf-8").splitlines())  # three claims below the names of the columns
    4
    """
    check_form(form)
    return export(form, *read_part(_open(where, problems), wanted, question))


def _read_page(
    where: str | Path | Store,
    wanted: Wanted | None,
    question: str | None,
    problems: list[Problem] | None,
) -> nx.MultiDiGraph[str]:
    """Return the network of what a page shows, where each person stands once.

    What `kg link` thinks of who is who is for readers only: a file for another tool has what the
    graph says.
    """
    store = _open(where, problems)
    return read_part(store, wanted, question, find_links(store))[1]


def _open(where: str | Path | Store, problems: list[Problem] | None) -> Store:
    """Return all of a graph as a store."""
    check_place(where)
    if isinstance(where, Store):
        return where
    found: list[Problem] = []
    store = read_whole(str(where), found)
    note_problems(found, problems)
    return store
