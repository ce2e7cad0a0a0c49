"""Look quickly whether an article's graph obeys the SHACL shapes and its quotes are right.

pySHACL takes a third of the time of a build to find that nothing is wrong. This checks the same
shapes, read from the same file, much faster, but cannot say what is wrong: where it finds anything,
or the shapes say something that it does not know, pySHACL has the last word (`kg.rdf.check`). The
tests hold the two to the same verdict.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from rdflib import BNode, Literal, Namespace, URIRef
from rdflib.collection import Collection

from kg.rdf.iris import text_sha256
from kg.rdf.vocabulary import CS, OA, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet

    from rdflib import Graph
    from rdflib.term import Node

    from kg.rdf.nodes import Quad

__all__ = ["SH", "Index", "Shape", "compile_shapes", "conforms", "find_wrong_quote", "is_sound"]

SH: Final = Namespace("http://www.w3.org/ns/shacl#")
KNOWN_OF_SHAPES: Final = {RDF.type, SH.targetClass, SH.targetObjectsOf, SH.nodeKind, SH.property}
NUMBERS: Final = {XSD.integer, XSD.decimal}
SHOWN: Final = 80  # characters of a text in a message

Values: TypeAlias = "list[Node]"
Path: TypeAlias = "Callable[[Node, Index], Values]"
ValueTest: TypeAlias = "Callable[[Node, Node, Index], bool]"
"""Whether one value of a property is right; it is given the value, whose it is, and the graph."""
AllTest: TypeAlias = "Callable[[Values, Node, Index], bool]"
"""Whether the values of a property are right together; it is given them, whose, and the graph."""


class Index:
    """What a graph says, to look up by subject and property, and the other way about."""

    def __init__(self, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        """Index triples, each of which comes once."""
        self.said: defaultdict[Node, defaultdict[Node, Values]] = defaultdict(
            lambda: defaultdict(list)
        )
        self.inverse: dict[Node, dict[Node, Values]] = {}
        for subject, predicate, object_ in triples:
            self.said[predicate][subject].append(object_)

    def get(self, subject: Node, predicate: Node) -> Values:
        """Return the values of a property."""
        return self.said[predicate].get(subject, [])

    def subjects(self, predicate: Node) -> dict[Node, Values]:
        """Return what has a property, by the value of it."""
        if predicate not in self.inverse:
            found = self.inverse[predicate] = defaultdict(list)
            for subject, objects in self.said[predicate].items():
                for object_ in objects:
                    found[object_].append(subject)
        return self.inverse[predicate]

    def of_class(self, class_: Node) -> Values:
        """Return the nodes of a class."""
        return self.subjects(RDF.type).get(class_, [])


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold of the values at the end of a path."""

    path: Path
    on_each: tuple[ValueTest, ...] = ()
    on_all: tuple[AllTest, ...] = ()

    def holds(self, focus: Node, index: Index) -> bool:
        """Tell whether a node obeys the rule."""
        values = self.path(focus, index)
        for is_right in self.on_all:
            if not is_right(values, focus, index):
                return False
        for test in self.on_each:
            for value in values:
                if not test(value, focus, index):
                    return False
        return True


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape: which nodes it is about, and what must hold of each."""

    classes: tuple[Node, ...]
    properties: tuple[Node, ...]
    rules: tuple[Rule, ...]

    def targets(self, index: Index) -> set[Node]:
        """Return the nodes that the shape is about."""
        nodes: set[Node] = set()
        for class_ in self.classes:
            nodes.update(index.of_class(class_))
        for term in self.properties:
            nodes.update(index.subjects(term))
        return nodes


def is_sound(quads: AbstractSet[Quad], text: str, shapes: tuple[Shape, ...] | None) -> bool:
    """Tell whether an article's graph obeys the shapes and its quotes are right; False if unsure.

    Args:
        quads: Of one article.
        text: The article's.
        shapes: From `compile_shapes`.
    """
    if shapes is None:
        return False
    index = Index((subject, predicate, object_) for subject, predicate, object_, _ in quads)
    return conforms(index, shapes) and find_wrong_quote(index, text) is None


def conforms(index: Index, shapes: Iterable[Shape]) -> bool:
    """Tell whether a graph obeys the shapes."""
    for shape in shapes:
        for focus in shape.targets(index):
            for rule in shape.rules:
                if not rule.holds(focus, index):
                    return False
    return True


def find_wrong_quote(index: Index, text: str) -> tuple[Node, str] | None:
    """Return the first node of a graph that does not fit the text, and the rule that it breaks.

    Every `oa:exact` must be what the text has between `oa:start` and `oa:end`, in code points. The
    shapes must hold, so that each of the three is there once.
    """
    for sha256, articles in index.subjects(CS.textSha256).items():
        if str(sha256) != text_sha256(text):
            return articles[0], "cs:textSha256 must be the SHA-256 of the text"

    for passage in sorted(index.of_class(OA.SpecificResource), key=str):
        start, end, exact = (
            _read_selector(passage, term, index) for term in (OA.start, OA.end, OA.exact)
        )
        found = text[int(start) : int(end)]
        if found != exact:
            words = f"the words of the text ({show_text(found)}), not {show_text(exact)}"
            return passage, f"oa:exact must be {words}"
    return None


def _read_selector(passage: Node, term: Node, index: Index) -> str:
    """Return what the selectors of a passage say under a term."""
    for selector in index.get(passage, OA.hasSelector):
        for value in index.get(selector, term):
            return str(value)
    raise KeyError(term)


def show_text(text: str) -> str:
    """Return a text as a message shows it: in quotation marks, and not too long."""
    return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")


def compile_shapes(shapes: Graph) -> tuple[Shape, ...] | None:
    """Return the shapes as functions; None where they say something that is not known here."""
    nodes = sorted(shapes.subjects(RDF.type, SH.NodeShape), key=str)
    try:
        return tuple(_compile_shape(node, shapes) for node in nodes)
    except KeyError:
        return None


def _compile_shape(node: Node, shapes: Graph) -> Shape:
    """Return one node shape; raises KeyError where it says something that is not known here."""
    unknown = set(shapes.predicates(node)) - KNOWN_OF_SHAPES
    if unknown:
        raise KeyError(unknown)

    rules = []
    for kind in shapes.objects(node, SH.nodeKind):
        is_right = _EACH_TESTS[SH.nodeKind](kind, shapes)
        rules.append(Rule(lambda focus, _: [focus], on_each=(is_right,)))
    for property_ in shapes.objects(node, SH.property):
        rules.append(_compile_property(property_, shapes))
    return Shape(
        classes=tuple(shapes.objects(node, SH.targetClass)),
        properties=tuple(shapes.objects(node, SH.targetObjectsOf)),
        rules=tuple(rules),
    )


def _compile_property(node: Node, shapes: Graph) -> Rule:
    """Return what a property shape asks."""
    said = dict(shapes.predicate_objects(node))
    path = _compile_path(said.pop(SH.path), shapes)
    said.pop(SH.message, None)
    on_each: list[ValueTest] = []
    on_all: list[AllTest] = []
    if SH.qualifiedValueShape in said:
        on_all.append(_compile_qualified(said, shapes))
    for term, value in said.items():
        if term in _ALL_TESTS:
            on_all.append(_ALL_TESTS[term](value))
        else:
            on_each.append(_EACH_TESTS[term](value, shapes))
    return Rule(path, tuple(on_each), tuple(on_all))


def _compile_path(node: Node, shapes: Graph) -> Path:
    """Return a function that follows a path: a property, one of several, or one backwards."""
    if isinstance(node, URIRef):
        return lambda focus, index: index.get(focus, node)
    [(term, object_)] = shapes.predicate_objects(node)
    if term == SH.inversePath and isinstance(object_, URIRef):
        return lambda focus, index: index.subjects(object_).get(focus, [])
    if term == SH.alternativePath:
        terms = list(Collection(shapes, object_))
        return lambda focus, index: list(set().union(*(index.get(focus, one) for one in terms)))
    raise KeyError(term)


def _compile_qualified(said: dict[Node, Node], shapes: Graph) -> AllTest:
    """Take how many values must be of a class out of what a property shape says."""
    [(term, class_)] = shapes.predicate_objects(said.pop(SH.qualifiedValueShape))
    if term != SH["class"]:
        raise KeyError(term)
    least, most = (_to_int(said.pop(SH[f"qualified{end}Count"])) for end in ("Min", "Max"))

    def is_right(values: Values, _: Node, index: Index) -> bool:
        of_class = [value for value in values if class_ in index.get(value, RDF.type)]
        return least <= len(of_class) <= most

    return is_right


def _to_int(node: Node) -> int:
    return int(str(node))


def _to_number(node: Node) -> float:
    """Return a number as one; what is not a number compares with nothing."""
    return float(node) if isinstance(node, Literal) and node.datatype in NUMBERS else float("nan")


def _is_literal_of(node: Node, datatype: Node) -> bool:
    """Tell whether a node is a literal of a datatype, and well formed."""
    if not isinstance(node, Literal) or node.language or node.ill_typed:
        return False
    return (node.datatype or XSD.string) == datatype


def _has_node_kind(kind: Node, _: Graph) -> ValueTest:
    if kind != SH.IRI:
        raise KeyError(kind)
    return lambda value, *_: isinstance(value, URIRef)


def _matches(pattern: Node, _: Graph) -> ValueTest:
    expression = re.compile(str(pattern))
    return lambda value, *_: not isinstance(value, BNode) and bool(expression.search(str(value)))


def _is_among(head: Node, shapes: Graph) -> ValueTest:
    allowed = set(Collection(shapes, head))
    return lambda value, *_: value in allowed


def _is_less_than(term: Node, _: Graph) -> ValueTest:
    return lambda value, focus, index: all(
        _to_number(value) < _to_number(other) for other in index.get(focus, term)
    )


def _is_long_enough(least: Node, _: Graph) -> ValueTest:
    length = _to_int(least)
    return lambda value, *_: len(str(value)) >= length


def _has_at_least(least: Node) -> AllTest:
    count = _to_int(least)
    return lambda values, *_: len(values) >= count


def _has_at_most(most: Node) -> AllTest:
    count = _to_int(most)
    return lambda values, *_: len(values) <= count


def _equals(term: Node) -> AllTest:
    return lambda values, focus, index: set(values) == set(index.get(focus, term))


# What each constraint asks, given its value and the shapes.
_EACH_TESTS: Final[dict[Node, Callable[[Node, Graph], ValueTest]]] = {
    SH["class"]: lambda class_, _: lambda value, _, index: class_ in index.get(value, RDF.type),
    SH.datatype: lambda datatype, _: lambda value, *_: _is_literal_of(value, datatype),
    SH.nodeKind: _has_node_kind,
    SH.pattern: _matches,
    SH["in"]: _is_among,
    SH.minLength: _is_long_enough,
    SH.minInclusive: lambda least, _: lambda value, *_: _to_number(value) >= _to_number(least),
    SH.maxInclusive: lambda most, _: lambda value, *_: _to_number(value) <= _to_number(most),
    SH.lessThan: _is_less_than,
}
_ALL_TESTS: Final[dict[Node, Callable[[Node], AllTest]]] = {
    SH.minCount: _has_at_least,
    SH.maxCount: _has_at_most,
    SH.equals: _equals,
}
