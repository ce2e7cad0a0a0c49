"""Check the rules that every graph obeys before it is written.

Each quote stands where it says, and the SHACL shapes hold.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pyshacl
from rdflib import Graph, Literal

from kg.errors import OntologyError, Problem
from kg.rdf.nodes import to_graph
from kg.rdf.sound import (
    SH,
    Index,
    Shape,
    compile_shapes,
    conforms,
    find_wrong_quote,
    is_sound,
    show_text,
)
from kg.rdf.vocabulary import RDF

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from importlib.resources.abc import Traversable

    from rdflib.term import Node

    from kg.rdf.nodes import Quad

__all__ = ["check", "check_quads", "find_broken", "load_context", "load_ontology", "load_shapes"]


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


def find_broken(graph: Graph, shapes: Graph) -> list[Problem]:
    """Return the rules that a graph of any articles breaks, each with the node that breaks it.

    Args:
        graph: Of any origin; it may hold things that no shape is about.
        shapes: From `load_shapes`.
    """
    quick = compile_shapes(shapes)
    if quick is not None and conforms(Index(graph), quick):
        return []
    return _list_violations(graph, shapes)


def _check_shapes(graph: Graph, shapes: Graph) -> None:
    """Check that the SHACL shapes hold; raises OntologyError for the first one broken."""
    broken = _list_violations(graph, shapes)
    if broken:
        more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
        raise _broken_rule(broken[0].where, f"{broken[0].message}{more}")


def _list_violations(graph: Graph, shapes: Graph) -> list[Problem]:
    """Return what breaks the SHACL shapes (W3C 2017), by node and rule.

    Nothing is inferred, imported or fetched.
    """
    _, report, _ = pyshacl.validate(
        graph,
        shacl_graph=shapes,
        inference="none",
        advanced=False,
        do_owl_imports=False,
        inplace=True,
    )
    terms = (SH.focusNode, SH.resultMessage, SH.value)
    found = report.subjects(RDF.type, SH.ValidationResult)
    results = sorted(found, key=lambda result: [str(report.value(result, term)) for term in terms])
    problems = []
    for result in results:
        node, rule, value = (report.value(result, term) for term in terms)
        instead = "" if value is None else f", not {show_text(str(value))}"
        problems.append(Problem(where=str(node), message=f"{rule}{instead}"))
    return problems


def _broken_rule(node: Node | str, rule: str) -> OntologyError:
    """Return the error that names a node and the rule that it breaks."""
    return OntologyError(f"{node} breaks a rule, so nothing was written: {rule}")


def load_shapes(*, is_merged: bool = False) -> Graph:
    """Return the SHACL shapes, from `ontology/shapes.ttl`.

    Args:
        is_merged: Whether to take those for graphs that were merged, as `ontology/merged.ttl` says.
    """
    shapes = _load("shapes.ttl")
    if not is_merged:
        return shapes
    shapes += _load("merged.ttl")
    for shape in list(shapes.subjects(SH.deactivated, Literal(lexical_or_value=True))):
        shapes.remove((shape, None, None))
    return shapes


def load_ontology() -> Graph:
    """Return the ontology, from `ontology/claim-source.ttl`."""
    return _load("claim-source.ttl")


def _load(name: str) -> Graph:
    return Graph().parse(data=_ontology_file(name).read_text(encoding="utf-8"), format="turtle")


def load_context() -> dict[str, Any]:
    """Return the JSON-LD context of the ontology, from `ontology/context.jsonld`."""
    whole = json.loads(_ontology_file("context.jsonld").read_text("utf-8"))
    return cast("dict[str, Any]", whole["@context"])


def _ontology_file(name: str) -> Traversable:
    """Return a file of the ontology: inside the package once installed, beside it in a checkout."""
    packaged = files("kg") / "ontology" / name
    return packaged if packaged.is_file() else Path(__file__).parents[2] / "ontology" / name
