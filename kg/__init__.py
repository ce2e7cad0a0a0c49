"""Who said what, and where: news as a graph of claims and their sources.

    from kg import Config, Metadata, build_graph, extract_documents

    build_graph(["news/"], Path("out"), Config())                      everything `kg build` does
    for article in extract_documents(["news/"], Config()):       the statements, as values
        ...

The stages one by one: `kg.documents.read`, `kg.language.annotation.annotate`,
`kg.statements.extract`, `kg.resolution.resolve`, `kg.rdf.to_quads`, `kg.store.build_store`,
`kg.query.run`, `kg.views.html.to_html`. Names are imported when first asked for, since the language
tools take a second to load.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

HOMES = {
    "build_graph": "kg.build",
    "extract_documents": "kg.pipeline",
    "Config": "kg.config",
    "Limits": "kg.config",
    "Metadata": "kg.documents",
    "KGError": "kg.errors",
    "Problem": "kg.errors",
}

__all__ = [
    "Config",
    "KGError",
    "Limits",
    "Metadata",
    "Problem",
    "__version__",
    "build_graph",
    "extract_documents",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - as Python has it
    """Import a public name on first use (PEP 562)."""
    if name not in HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
