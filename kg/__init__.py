"""Who said what, and where: news as a graph of claims and their sources.

    from kg import build_graph, query_graph, read

    build_graph("news/", "out")
    read("out").to_pandas()
    for row in query_graph("out", "said-by", {"name": "Ann Lee"}):
        print(row["claim"])

One verb for each thing that `kg` does, and the types that go in and come out:

    read_documents, extract_documents       files -> documents -> statements, as values
    build_graph                             files -> a graph on disk, as `kg build`
    read, query_graph, search_graph         a graph -> rows
    view_graph, write_page, export_graph    a graph -> a page, or a file for another tool
    merge_graphs, propose_links             graphs -> one graph, and what is one in them
    correct_graph                           a graph and what people decided -> the graph corrected
    check_graph, check_store                whether a graph has its shape, a store is as written

`docs/reference/python.md` shows each at work. Names are imported when first asked for, since the
language tools take a second to load.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.build import Progress, Report, build_graph
    from kg.config import Config, KeepText, Limits
    from kg.documents import Metadata, read_documents
    from kg.errors import (
        ConfigError,
        InputError,
        KGError,
        ModelError,
        OntologyError,
        Problem,
        QueryError,
        StoreError,
    )
    from kg.link import Linked, Service, propose_links
    from kg.merge import MergeReport, check_graph, correct_graph, merge_graphs
    from kg.model import (
        AttributionType,
        Certainty,
        Document,
        DocumentKind,
        Entity,
        Kind,
        Medium,
        Polarity,
        QuotationType,
        ResolvedDocument,
        ResolvedStatement,
        Source,
        SourceRule,
        Span,
        Statement,
    )
    from kg.pipeline import extract_documents
    from kg.query.answers import QueryAnswer, query_graph, read, search_graph
    from kg.store import check_store
    from kg.views.narrow import Wanted
    from kg.views.parts import PageView, export_graph, view_graph, write_page

__version__ = "0.1.0"

__all__ = [
    "AttributionType",
    "Certainty",
    "Config",
    "ConfigError",
    "Document",
    "DocumentKind",
    "Entity",
    "InputError",
    "KGError",
    "KeepText",
    "Kind",
    "Limits",
    "Linked",
    "Medium",
    "MergeReport",
    "Metadata",
    "ModelError",
    "OntologyError",
    "PageView",
    "Polarity",
    "Problem",
    "Progress",
    "QueryAnswer",
    "QueryError",
    "QuotationType",
    "Report",
    "ResolvedDocument",
    "ResolvedStatement",
    "Service",
    "Source",
    "SourceRule",
    "Span",
    "Statement",
    "StoreError",
    "Wanted",
    "__version__",
    "build_graph",
    "check_graph",
    "check_store",
    "correct_graph",
    "export_graph",
    "extract_documents",
    "merge_graphs",
    "propose_links",
    "query_graph",
    "read",
    "read_documents",
    "search_graph",
    "view_graph",
    "write_page",
]

_HOMES: Final = {
    "kg.build": "Progress Report build_graph",
    "kg.config": "Config KeepText Limits",
    "kg.documents": "Metadata read_documents",
    "kg.errors": (
        "ConfigError InputError KGError ModelError OntologyError Problem QueryError StoreError"
    ),
    "kg.link": "Linked Service propose_links",
    "kg.merge": "MergeReport check_graph correct_graph merge_graphs",
    "kg.model": (
        "AttributionType Certainty Document DocumentKind Entity Kind Medium Polarity QuotationType "
        "ResolvedDocument ResolvedStatement Source SourceRule Span Statement"
    ),
    "kg.pipeline": "extract_documents",
    "kg.query.answers": "QueryAnswer query_graph read search_graph",
    "kg.store": "check_store",
    "kg.views.narrow": "Wanted",
    "kg.views.parts": "PageView export_graph view_graph write_page",
}
"""The modules of the public names; the imports above say the same to those who check types."""


def __dir__() -> list[str]:
    """Return the public names, whether imported yet or not."""
    return sorted(__all__)


if not TYPE_CHECKING:  # for a type checker, a name that is not imported above is not there

    def __getattr__(name: str) -> object:
        """Import a public name on first use (PEP 562)."""
        for home, names in _HOMES.items():
            if name in names.split():
                return getattr(import_module(home), name)
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
