"""The rules that every graph obeys before it is written: each quote stands where it says, and the SHACL shapes hold."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pyshacl
from rdflib import Graph, Namespace

from kg.errors import OntologyError
from kg.rdf.iris import text_sha256
from kg.rdf.nodes import to_graph
from kg.rdf.sound import Shape, compiled, is_sound
from kg.rdf.vocabulary import CS, OA, RDF

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from importlib.resources.abc import Traversable

    from rdflib import URIRef
    from rdflib.term import Node

    from kg.rdf.nodes import Quad

SH = Namespace("http://www.w3.org/ns/shacl#")
SHOWN = 80  # characters of a text in a message


def check_quads(quads: AbstractSet[Quad], text: str) -> None:
    """Check one article's quads against its text and the shapes.

    Raises:
        OntologyError: As `check` does.
    """
    shapes, quick = shapes_twice()
    if not is_sound(quads, text, quick):
        check(to_graph(quads), text, shapes)


@cache
def shapes_twice() -> tuple[Graph, tuple[Shape, ...] | None]:
    """The shapes as SHACL has them, and as the quick look has them; loaded once."""
    shapes = load_shapes()
    return shapes, compiled(shapes)


def check(graph: Graph, text: str, shapes: Graph) -> None:
    """Check one article's graph against its text and the shapes.

    Args:
        graph: Of one article, as `to_graph` gives it.
        text: The article's.
        shapes: From `load_shapes`, loaded once for a whole build.

    Raises:
        OntologyError: A rule is broken; the message names the first offending node and the rule.
    """
    check_shapes(graph, shapes)
    check_offsets(graph, text)


def check_offsets(graph: Graph, text: str) -> None:
    """Check that every `oa:exact` is what the text has between `oa:start` and `oa:end`, in code points.

    The shapes must hold, so that each of the three is there once.

    Raises:
        OntologyError: A quote is not there, or the text is not the one that the graph is about.
    """
    for article, sha256 in graph.subject_objects(CS.textSha256):
        if str(sha256) != text_sha256(text):
            raise broken(article, "cs:textSha256 must be the SHA-256 of the text")
    for passage in sorted(graph.subjects(RDF.type, OA.SpecificResource), key=str):
        start, end, exact = (
            selected(passage, term, graph) for term in (OA.start, OA.end, OA.exact)
        )
        found = text[int(start) : int(end)]
        if found != exact:
            raise broken(
                passage,
                f"oa:exact must be the words of the text ({shown(found)}), not {shown(exact)}",
            )


def selected(passage: Node, term: URIRef, graph: Graph) -> str:
    """What the selectors of a passage say under a term."""
    return next(
        str(value)
        for selector in graph.objects(passage, OA.hasSelector)
        for value in graph.objects(selector, term)
    )


def check_shapes(graph: Graph, shapes: Graph) -> None:
    """Check that the SHACL shapes hold (W3C 2017); nothing is inferred, imported or fetched.

    Raises:
        OntologyError: A shape does not hold.
    """
    conforms, report, _ = pyshacl.validate(
        graph,
        shacl_graph=shapes,
        inference="none",
        advanced=False,
        do_owl_imports=False,
        inplace=True,
    )
    if not conforms:
        raise first_violation(report)


def first_violation(report: Graph) -> OntologyError:
    """The first result of a validation report, by node and message, as an error."""
    results = sorted(
        report.subjects(RDF.type, SH.ValidationResult),
        key=lambda result: reading_order(result, report),
    )
    node, rule, value = (
        report.value(results[0], term) for term in (SH.focusNode, SH.resultMessage, SH.value)
    )
    instead = "" if value is None else f", not {shown(str(value))}"
    more = f" (and {len(results) - 1} more)" if len(results) > 1 else ""
    return broken(node, f"{rule}{instead}{more}")


def reading_order(result: Node, report: Graph) -> list[str]:
    """What to sort the results of a report by, so that its first is always the same."""
    return [str(report.value(result, term)) for term in (SH.focusNode, SH.resultMessage, SH.value)]


def broken(node: Node | None, rule: str) -> OntologyError:
    """The error that names a node and the rule that it breaks."""
    return OntologyError(f"{node} breaks a rule, so nothing was written: {rule}")


def shown(text: str) -> str:
    """A text as a message shows it: quoted, and not too long."""
    return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")


def load_shapes() -> Graph:
    """The SHACL shapes, from `ontology/shapes.ttl`."""
    return Graph().parse(
        data=ontology_file("shapes.ttl").read_text(encoding="utf-8"), format="turtle"
    )


def load_ontology() -> Graph:
    """The ontology, from `ontology/claim-source.ttl`."""
    return Graph().parse(
        data=ontology_file("claim-source.ttl").read_text(encoding="utf-8"), format="turtle"
    )


def ontology_file(name: str) -> Traversable:
    """A file of the ontology: inside the package once installed, beside it in a checkout."""
    packaged = files("kg") / "ontology" / name
    return packaged if packaged.is_file() else Path(__file__).parents[2] / "ontology" / name
