"""A quick look at an article's graph: whether it obeys the SHACL shapes and its quotes stand where they say.

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
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from rdflib import Graph
    from rdflib.term import Node

    from kg.rdf.nodes import Quad

SH: Final = Namespace("http://www.w3.org/ns/shacl#")
SAID_OF_SHAPES: Final = {RDF.type, SH.targetClass, SH.targetObjectsOf, SH.nodeKind, SH.property}
NUMBERS: Final = {XSD.integer, XSD.decimal}

Values: TypeAlias = "list[Node]"
Rule: TypeAlias = "Callable[[Node, Values, Index], bool]"


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
        """The values of a property."""
        return self.said[predicate].get(subject, [])

    def subjects(self, predicate: Node) -> dict[Node, Values]:
        """What has a property, by the value of it."""
        if predicate not in self.inverse:
            found = self.inverse[predicate] = defaultdict(list)
            for subject, objects in self.said[predicate].items():
                for object_ in objects:
                    found[object_].append(subject)
        return self.inverse[predicate]


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape: what it is about, and what must hold there."""

    classes: tuple[Node, ...]
    properties: tuple[Node, ...]
    rules: tuple[tuple[Callable[[Node, Index], Values], tuple[Rule, ...]], ...]

    def targets(self, index: Index) -> set[Node]:
        """The nodes that the shape is about."""
        nodes = {
            node for class_ in self.classes for node in index.subjects(RDF.type).get(class_, [])
        }
        return nodes.union(*(index.subjects(term) for term in self.properties))


def compiled(shapes: Graph) -> tuple[Shape, ...] | None:
    """The shapes as functions; None where they say something that is not known here."""
    try:
        return tuple(
            shape(node, shapes) for node in sorted(shapes.subjects(RDF.type, SH.NodeShape), key=str)
        )
    except KeyError:
        return None


def shape(node: Node, shapes: Graph) -> Shape:
    """One node shape.

    Raises:
        KeyError: It says something that is not known here.
    """
    for term in set(shapes.predicates(node)) - SAID_OF_SHAPES:
        raise KeyError(term)
    if shapes.value(node, SH.nodeKind) not in {None, SH.IRI}:
        raise KeyError(SH.nodeKind)
    rules: list[tuple[Callable[[Node, Index], Values], tuple[Rule, ...]]] = []
    if shapes.value(node, SH.nodeKind):
        rules.append((lambda focus, _: [focus], (lambda _, values, __: all(map(is_iri, values)),)))
    rules += [
        (path(shapes.value(property_, SH.path), shapes), tuple(rules_of(property_, shapes)))
        for property_ in shapes.objects(node, SH.property)
    ]
    return Shape(
        classes=tuple(shapes.objects(node, SH.targetClass)),
        properties=tuple(shapes.objects(node, SH.targetObjectsOf)),
        rules=tuple(rules),
    )


def path(node: Node | None, shapes: Graph) -> Callable[[Node, Index], Values]:
    """A function that follows a path: a property, one of several, or one backwards."""
    if isinstance(node, URIRef):
        return lambda focus, index: index.get(focus, node)
    [(term, object_)] = shapes.predicate_objects(node)
    if term == SH.inversePath and isinstance(object_, URIRef):
        return lambda focus, index: index.subjects(object_).get(focus, [])
    if term == SH.alternativePath:
        terms = list(Collection(shapes, object_))
        return lambda focus, index: list(
            {value for one in terms for value in index.get(focus, one)}
        )
    raise KeyError(term)


def rules_of(node: Node, shapes: Graph) -> Iterator[Rule]:
    """The constraints of a property shape."""
    said = dict(shapes.predicate_objects(node))
    qualified = {term: said.pop(term) for term in list(said) if "qualified" in str(term)}
    if qualified:
        yield qualified_rule(qualified, shapes)
    for term, value in said.items():
        if term not in {SH.path, SH.message}:
            yield RULES[term](value, shapes)


def qualified_rule(said: dict[Node, Node], shapes: Graph) -> Rule:
    """How many values must be of a class."""
    [(term, class_)] = shapes.predicate_objects(said.pop(SH.qualifiedValueShape))
    least, most = (
        int(str(said.pop(term))) for term in (SH.qualifiedMinCount, SH.qualifiedMaxCount)
    )
    if term != SH["class"] or said:
        raise KeyError(term)
    return lambda _, values, index: (
        least <= sum(class_ in index.get(one, RDF.type) for one in values) <= most
    )


def number(node: Node) -> float:
    """A number as one; what is none compares with nothing."""
    return float(node) if isinstance(node, Literal) and node.datatype in NUMBERS else float("nan")


def is_iri(node: Node) -> bool:
    """Whether a node is an IRI."""
    return isinstance(node, URIRef)


def is_literal_of(node: Node, datatype: Node) -> bool:
    """Whether a node is a literal of a datatype, and well formed."""
    if not isinstance(node, Literal) or node.language or node.ill_typed:
        return False
    return (node.datatype or XSD.string) == datatype


def has_pattern(pattern: Node, _: Graph) -> Rule:
    """Whether all values match a regular expression."""
    expression = re.compile(str(pattern))
    return lambda _, values, __: all(
        not isinstance(one, BNode) and expression.search(str(one)) for one in values
    )


def is_among(head: Node, shapes: Graph) -> Rule:
    """Whether all values are in a list."""
    allowed = set(Collection(shapes, head))
    return lambda _, values, __: allowed.issuperset(values)


def of_kind(kind: Node, _: Graph) -> Rule:
    """Whether all values are IRIs."""
    if kind != SH.IRI:
        raise KeyError(kind)
    return lambda _, values, __: all(map(is_iri, values))


def has_at_least(least: Node, _: Graph) -> Rule:
    """Whether there are enough values."""
    count = int(str(least))
    return lambda _, values, __: len(values) >= count


def has_at_most(most: Node, _: Graph) -> Rule:
    """Whether there are not too many values."""
    count = int(str(most))
    return lambda _, values, __: len(values) <= count


RULES: Final[dict[Node, Callable[[Node, Graph], Rule]]] = {
    SH.minCount: has_at_least,
    SH.maxCount: has_at_most,
    SH["class"]: lambda kind, _: (
        lambda __, values, index: all(kind in index.get(one, RDF.type) for one in values)
    ),
    SH.datatype: lambda kind, _: (
        lambda __, values, ___: all(is_literal_of(one, kind) for one in values)
    ),
    SH.nodeKind: of_kind,
    SH.pattern: has_pattern,
    SH["in"]: is_among,
    SH.minLength: lambda least, _: (
        lambda __, values, ___: all(len(str(one)) >= int(str(least)) for one in values)
    ),
    SH.minInclusive: lambda least, _: (
        lambda __, values, ___: all(number(one) >= number(least) for one in values)
    ),
    SH.maxInclusive: lambda most, _: (
        lambda __, values, ___: all(number(one) <= number(most) for one in values)
    ),
    SH.lessThan: lambda term, _: (
        lambda focus, values, index: all(
            number(one) < number(other) for one in values for other in index.get(focus, term)
        )
    ),
    SH.equals: lambda term, _: (
        lambda focus, values, index: set(values) == set(index.get(focus, term))
    ),
}
"""What each constraint asks, given its value and the shapes."""


def is_sound(quads: AbstractSet[Quad], text: str, shapes: tuple[Shape, ...] | None) -> bool:
    """Whether an article's graph obeys the shapes, and each quote is what stands there; False where that is not sure.

    Args:
        quads: Of one article.
        text: The article's.
        shapes: From `compiled`.
    """
    if shapes is None:
        return False
    index = Index((subject, predicate, object_) for subject, predicate, object_, _ in quads)
    return all(
        rule(focus, values, index)
        for shape in shapes
        for focus in shape.targets(index)
        for follow, rules in shape.rules
        for values in [follow(focus, index)]
        for rule in rules
    ) and has_right_quotes(index, text)


def has_right_quotes(index: Index, text: str) -> bool:
    """Whether the text is the one that the graph is about, and has every quote in its place; the shapes hold."""
    if any(str(sha256) != text_sha256(text) for sha256 in index.subjects(CS.textSha256)):
        return False
    for passage in index.subjects(RDF.type).get(OA.SpecificResource, []):
        selectors = index.get(passage, OA.hasSelector)
        start, end, exact = (
            next(str(value) for selector in selectors for value in index.get(selector, term))
            for term in (OA.start, OA.end, OA.exact)
        )
        if text[int(start) : int(end)] != exact:
            return False
    return True
