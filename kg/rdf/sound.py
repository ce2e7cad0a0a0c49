"""Look quickly whether an article's graph obeys the SHACL shapes and its quotes are right.

pySHACL takes a third of the time of a build to find that nothing is wrong. This checks the same
shapes, read from the same file, much faster, but cannot say what is wrong: where it finds anything,
or the shapes say something that it does not know, pySHACL has the last word (`kg.rdf.check`). The
tests hold the two to the same verdict.
"""

from __future__ import annotations

import operator
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
_KNOWN_OF_SHAPES: Final = {RDF.type, SH.targetClass, SH.targetObjectsOf, SH.nodeKind, SH.property}
_KNOWN_IN_OR: Final = {SH["class"], SH.datatype}
_NUMBERS: Final = {XSD.integer, XSD.nonNegativeInteger, XSD.decimal}
_LONGEST_SHOWN: Final = 80  # characters of a text in a message

_Path: TypeAlias = "Callable[[Node, Index], list[Node]]"
"""What follows a property from a node to the values."""
_Test: TypeAlias = "Callable[[list[Node], Node, Index], bool]"
"""Whether values are right; it is given them, whose they are, and the graph."""


class Index:
    """What a graph says, to look up by subject and property, and the other way about."""

    def __init__(self, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        """Index triples, each of which comes once."""
        self.said: defaultdict[Node, defaultdict[Node, list[Node]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self.inverse: dict[Node, dict[Node, list[Node]]] = {}
        for subject, predicate, object_ in triples:
            self.said[predicate][subject].append(object_)

    def get(self, subject: Node, predicate: Node) -> list[Node]:
        """Return the values of a property."""
        return self.said[predicate].get(subject, [])

    def subjects(self, predicate: Node) -> dict[Node, list[Node]]:
        """Return what has a property, by the value of it."""
        if predicate not in self.inverse:
            found = self.inverse[predicate] = defaultdict(list)
            for subject, objects in self.said[predicate].items():
                for object_ in objects:
                    found[object_].append(subject)
        return self.inverse[predicate]

    def of_class(self, class_: Node) -> list[Node]:
        """Return the nodes of a class."""
        return self.subjects(RDF.type).get(class_, [])


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape: which nodes it is about, and what must hold of each."""

    classes: tuple[Node, ...]
    properties: tuple[Node, ...]
    rules: tuple[tuple[_Path, tuple[_Test, ...]], ...]

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
            for path, tests in shape.rules:
                values = path(focus, index)
                if not all(test(values, focus, index) for test in tests):
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
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…")


def compile_shapes(shapes: Graph) -> tuple[Shape, ...] | None:
    """Return the shapes as functions; None where they say something that is not known here."""
    nodes = sorted(shapes.subjects(RDF.type, SH.NodeShape), key=str)
    try:
        return tuple(_compile_shape(node, shapes) for node in nodes)
    except KeyError:
        return None


def _compile_shape(node: Node, shapes: Graph) -> Shape:
    """Return one node shape; raises KeyError where it says something that is not known here."""
    unknown = set(shapes.predicates(node)) - _KNOWN_OF_SHAPES
    if unknown:
        raise KeyError(unknown)

    rules: list[tuple[_Path, tuple[_Test, ...]]] = []
    kind = shapes.value(node, SH.nodeKind)
    if kind is not None:
        rules.append((lambda focus, _: [focus], (_has_node_kind(kind, shapes),)))
    for property_ in shapes.objects(node, SH.property):
        path = _compile_path(shapes.value(property_, SH.path), shapes)
        rules.append((path, _compile_tests(property_, shapes)))
    return Shape(
        classes=tuple(shapes.objects(node, SH.targetClass)),
        properties=tuple(shapes.objects(node, SH.targetObjectsOf)),
        rules=tuple(rules),
    )


def _compile_path(node: Node | None, shapes: Graph) -> _Path:
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


def _compile_tests(node: Node, shapes: Graph) -> tuple[_Test, ...]:
    """Return what a property shape asks of the values at the end of its path."""
    said = dict(shapes.predicate_objects(node))
    for term in (SH.path, SH.message):
        said.pop(term, None)
    tests = []
    if SH.qualifiedValueShape in said:
        tests.append(_compile_qualified(said, shapes))
    tests += [_TESTS[term](value, shapes) for term, value in said.items()]
    return tuple(tests)


def _compile_qualified(said: dict[Node, Node], shapes: Graph) -> _Test:
    """Take how many values must be of a class out of what a property shape says."""
    [(term, class_)] = shapes.predicate_objects(said.pop(SH.qualifiedValueShape))
    least = _to_int(said.pop(SH.qualifiedMinCount))
    most = _to_int(said.pop(SH.qualifiedMaxCount))
    if term != SH["class"]:
        raise KeyError(term)
    return lambda values, _, index: (
        least <= sum(class_ in index.get(value, RDF.type) for value in values) <= most
    )


def _to_int(node: Node) -> int:
    return int(str(node))


def _to_number(node: Node) -> float:
    """Return a number as one; what is not a number compares with nothing."""
    return float(node) if isinstance(node, Literal) and node.datatype in _NUMBERS else float("nan")


def _is_literal_of(node: Node, datatype: Node) -> bool:
    """Tell whether a node is a literal of a datatype, and well formed."""
    if not isinstance(node, Literal) or node.language or node.ill_typed:
        return False
    return (node.datatype or XSD.string) == datatype


def _on_each(is_right: Callable[[Node, Node, Index], bool]) -> _Test:
    """Return a test of one value as a test of all."""
    return lambda values, focus, index: all(is_right(value, focus, index) for value in values)


def _has_node_kind(kind: Node, _: Graph) -> _Test:
    if kind != SH.IRI:
        raise KeyError(kind)
    return _on_each(lambda value, *_: isinstance(value, URIRef))


def _matches(pattern: Node, _: Graph) -> _Test:
    found = re.compile(str(pattern)).search
    return _on_each(lambda value, *_: not isinstance(value, BNode) and bool(found(str(value))))


def _is_among(head: Node, shapes: Graph) -> _Test:
    allowed = set(Collection(shapes, head))
    return lambda values, *_: allowed.issuperset(values)


def _is_any_of(head: Node, shapes: Graph) -> _Test:
    """Return a test of whether each value is right by one of some classes or datatypes."""
    tests: list[_Test] = []
    for alternative in Collection(shapes, head):
        [(term, value)] = shapes.predicate_objects(alternative)
        if term not in _KNOWN_IN_OR:
            raise KeyError(term)
        tests.append(_TESTS[term](value, shapes))
    return _on_each(lambda value, focus, index: any(test([value], focus, index) for test in tests))


def _is_less(term: Node, _: Graph) -> _Test:
    return _on_each(
        lambda value, focus, index: all(
            _to_number(value) < _to_number(other) for other in index.get(focus, term)
        )
    )


def _has_count(is_right: Callable[[int, int], bool]) -> Callable[[Node, Graph], _Test]:
    """Return the maker of a test that compares the number of values."""

    def make(limit: Node, _: Graph) -> _Test:
        count = _to_int(limit)
        return lambda values, *_: is_right(len(values), count)

    return make


# What each constraint asks, given its value and the shapes.
_TESTS: Final[dict[Node, Callable[[Node, Graph], _Test]]] = {
    SH.minCount: _has_count(operator.ge),
    SH.maxCount: _has_count(operator.le),
    SH["class"]: lambda class_, _: _on_each(
        lambda value, _, index: class_ in index.get(value, RDF.type)
    ),
    SH.datatype: lambda datatype, _: _on_each(lambda value, *_: _is_literal_of(value, datatype)),
    SH.nodeKind: _has_node_kind,
    SH.pattern: _matches,
    SH["in"]: _is_among,
    SH["or"]: _is_any_of,
    SH.minLength: lambda least, _: _on_each(lambda value, *_: len(str(value)) >= _to_int(least)),
    SH.minInclusive: lambda least, _: _on_each(
        lambda value, *_: _to_number(value) >= _to_number(least)
    ),
    SH.maxInclusive: lambda most, _: _on_each(
        lambda value, *_: _to_number(value) <= _to_number(most)
    ),
    SH.lessThan: _is_less,
    SH.equals: lambda term, _: (
        lambda values, focus, index: set(values) == set(index.get(focus, term))
    ),
}
