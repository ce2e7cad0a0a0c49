"""Stage 5, RDF: statements as quads, checked by the ontology's rules, and written out.

fields.tsv     what a statement carries: one row for each thing; read by fields.py
iris.py        the IRI of everything, a pure function of content
vocabulary.py  the terms
quads.py       a resolved document -> quads
nodes.py       the smaller nodes: passages, entities, times
records.py     a resolved document -> JSON, as `kg extract` prints it
versions.py    which articles print one text
check.py       do the quotes and the SHACL shapes hold?
sound.py       a quick look at the same
turtle.py      quads -> Turtle, for people
serialise.py   quads -> N-Quads, for machines
"""

from __future__ import annotations

from rdflib import Graph

from kg.rdf.check import check, check_quads, find_broken, load_context, load_ontology, load_shapes
from kg.rdf.nodes import Quad, entity, to_graph
from kg.rdf.quads import article_of, statement_node, to_quads
from kg.rdf.serialise import from_nquads, to_nquads, version_quad
from kg.rdf.turtle import to_turtle, turtle_block, turtle_header

__all__ = [
    "Graph",
    "Quad",
    "article_of",
    "check",
    "check_quads",
    "entity",
    "find_broken",
    "from_nquads",
    "load_context",
    "load_ontology",
    "load_shapes",
    "statement_node",
    "to_graph",
    "to_nquads",
    "to_quads",
    "to_turtle",
    "turtle_block",
    "turtle_header",
    "version_quad",
]
