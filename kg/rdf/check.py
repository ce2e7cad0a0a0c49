"""Check the rules that every graph obeys before it is written.

Each quote stands where it says, and the SHACL shapes hold.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pyshacl
from rdflib import Graph

from kg.errors import OntologyError
from kg.rdf.nodes import to_graph
from kg.rdf.sound import SH, Index, Shape, compile_shapes, find_wrong_quote, is_sound, show_text
from kg.rdf.vocabulary import RDF

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from importlib.resources.abc import Traversable

    from rdflib.term import Node

    from kg.rdf.nodes import Quad

__all__ = ["check", "check_quads", "load_ontology", "load_shapes"]


def check_quads(quads: AbstractSet[Quad], text: str) -> None:
    """Check one article's quads against its text and the shapes; raises as `check` does."""
    shapes, quick = _load_both()
    if not is_sound(quads, text, quick):
        check(to_graph(quads), text, shapes)


@cache
def _load_both() -> tuple[Graph, tuple[Shape, ...] | None]:
    """Return the shapes as SHACL has them, and as the quick look has them."""
    shapes = load_shapes()
    return shapes, compile_shapes(shapes)


def check(graph: Graph, text: str, shapes: Graph) -> None:
    """Check one article's graph against its text and the shapes.

    Args:
        graph: Of one article, as `to_graph` gives it.
        text: The article's.
        shapes: From `load_shapes`, loaded once for a whole build.

    Raises:
        OntologyError: A rule is broken; the message names the first offending node and the rule.
    """
    _check_shapes(graph, shapes)
    wrong = find_wrong_quote(Index(graph), text)
    if wrong:
        raise _broken_rule(*wrong)


def _check_shapes(graph: Graph, shapes: Graph) -> None:
    """Check that the SHACL shapes hold (W3C 2017); nothing is inferred, imported or fetched."""
    conforms, report, _ = pyshacl.validate(
        graph,
        shacl_graph=shapes,
        inference="none",
        advanced=False,
        do_owl_imports=False,
        inplace=True,
    )
    if not conforms:
        raise _first_violation(report)


def _first_violation(report: Graph) -> OntologyError:
    """Return the first result of a validation report, by node and message, as an error."""
    terms = (SH.focusNode, SH.resultMessage, SH.value)
    found = report.subjects(RDF.type, SH.ValidationResult)
    results = sorted(found, key=lambda result: [str(report.value(result, term)) for term in terms])
    node, rule, value = (report.value(results[0], term) for term in terms)
    instead = "" if value is None else f", not {show_text(str(value))}"
    more = f" (and {len(results) - 1} more)" if len(results) > 1 else ""
    return _broken_rule(node, f"{rule}{instead}{more}")


def _broken_rule(node: Node | None, rule: str) -> OntologyError:
    """Return the error that names a node and the rule that it breaks."""
    return OntologyError(f"{node} breaks a rule, so nothing was written: {rule}")


def load_shapes() -> Graph:
    """Return the SHACL shapes, from `ontology/shapes.ttl`."""
    return _load("shapes.ttl")


def load_ontology() -> Graph:
    """Return the ontology, from `ontology/claim-source.ttl`."""
    return _load("claim-source.ttl")


def _load(name: str) -> Graph:
    return Graph().parse(data=_ontology_file(name).read_text(encoding="utf-8"), format="turtle")


def _ontology_file(name: str) -> Traversable:
    """Return a file of the ontology: inside the package once installed, beside it in a checkout."""
    packaged = files("kg") / "ontology" / name
    return packaged if packaged.is_file() else Path(__file__).parents[2] / "ontology" / name
