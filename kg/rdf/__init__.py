"""Stage 5, RDF: statements as quads, checked by the rules of the ontology, and written as Turtle and N-Quads.

iris.py        the IRI of everything, a pure function of content
vocabulary.py  the terms
quads.py       a resolved document -> quads       nodes.py  the smaller nodes: passages, entities, times
check.py       do the offsets and the SHACL shapes hold?
serialise.py   quads -> Turtle for people, N-Quads for machines
"""

from __future__ import annotations

from rdflib import Graph

from kg.rdf.check import check, load_ontology, load_shapes
from kg.rdf.nodes import Quad, entity
from kg.rdf.quads import article_of, statement_node, to_graph, to_quads
from kg.rdf.serialise import to_nquads, to_turtle, turtle_block, turtle_header

__all__ = [
    "Graph",
    "Quad",
    "article_of",
    "check",
    "entity",
    "load_ontology",
    "load_shapes",
    "statement_node",
    "to_graph",
    "to_nquads",
    "to_quads",
    "to_turtle",
    "turtle_block",
    "turtle_header",
]
