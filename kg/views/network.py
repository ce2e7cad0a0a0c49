"""Read a graph as a network of articles, statements and entities, for the page and for graph tools.

It starts from RDF, not from the stages before, so that it shows a merged graph, or somebody else's,
just as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import networkx as nx

from kg.model import DocumentKind, Kind
from kg.rdf.fields import Form, attribute_fields, fields_on
from kg.rdf.nodes import ARTEFACTS, CLASSES, TO_AGENT, TO_ARTEFACT
from kg.rdf.vocabulary import CS, DCTERMS, DOCUMENT_CLASSES, PROV, RDF, SDO
from kg.views.gaps import with_ellipses
from kg.views.outlets import outlet_name
from kg.views.passages import windows
from kg.views.people import Links, add_links, read_links
from kg.views.values import (
    first_value,
    join_known,
    read_fields,
    read_name,
    read_quotes,
    read_text,
    sorted_values,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rdflib import Graph
    from rdflib.term import Node

    from kg.views.passages import Part, Quote, Window

__all__ = [
    "CLAIM_RELATIONS",
    "DISPUTES",
    "LABEL_LENGTH",
    "Attributes",
    "Ends",
    "ends_by_relation",
    "iterate_statements",
    "make_label",
    "to_network",
]

Attributes: TypeAlias = dict[str, Any]
Ends: TypeAlias = "dict[str, list[str]]"
"""The nodes at the end of each relation."""

LABEL_LENGTH: Final = 120  # characters: three lines of a box

CLAIM_RELATIONS: Final = (
    (CS.corroborates, "corroborates"),
    (CS.contradicts, "contradicts"),
    (CS.sameClaimAs, "same claim as"),
)
DISPUTES: Final = "disputes"
_SAME_UTTERANCE: Final = "same utterance"
_NO_LINKS: Final = Links()
_KINDS: Final[dict[Node, str]] = {
    class_: one.value for one, class_ in (*CLASSES.items(), *ARTEFACTS.items())
}
# What steers the display instead of being seen: controls that are not white space, and what turns
# the direction of writing, so that "gpj.exe" reads "exe.jpg".
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


def to_network(graph: Graph, found: Links = _NO_LINKS) -> nx.MultiDiGraph[str]:
    """Return the network of a graph: articles by date, statements by their place, then entities.

    A node's name is its IRI. Its attributes are plain values (text, numbers, lists and dictionaries
    of them), None where the graph is silent. `type` says which of these it is:

    - "article": `label`, `headline`, `url`, `date` (ISO 8601), `publisher`, `authors`, `language`,
      `sha256` of its text; `version_of`, the IRI of the article whose text it prints; `body`, all
      of the text, where the build kept it; `genre` of what is no article: "mail" or "file"
    - "statement": `label`; `text`, which is what is said, in one string, and `claim`, its IRI;
      `elided`, the same with an ellipsis where words between two of its places are left out, None
      where none are; the names in `kg/rdf/fields.tsv`; `places` of the content, as `[start, end]`
      in code points, half open; `passage`, the text around it (`start`, `pieces` as
      `[part, text]`, `opens_midway`, `ends_midway`); `extractions` (`extractor`, `confidence`,
      `software`)
    - "entity": `label`, `kind` ("person", "video", ... as in `kg.model`), `name`, `aliases`;
      `called`, what all that are one with it are called, None where it is called so itself

    An edge's `relation` says what it means, and its key is the same word:

    - "stated in": from a statement to its article
    - "source": to an entity, with `described_as`, `role`, `affiliation`, `rule`, `confidence`
    - "about", "mentions": to an entity that the statement, not its claim alone, is tied to
    - "relays": to another statement; "disputes": to another statement that it denies
    - "corroborates", "contradicts", "same claim as": to another statement, where the graph says so
      of their claims; "same utterance", where it says so of the two
    - "perhaps the same": from an entity to another, with `confidence` (`kg.views.people`)

    A statement without an article or without a source, which the SHACL shapes forbid, is left out.

    Args:
        graph: In the terms of the ontology; any number of articles.
        found: Which entities are one, besides what the graph says of that itself.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    articles = _read_articles(graph)
    network.add_nodes_from(articles.items())

    statements = _read_statements(list(articles), graph)
    network.add_nodes_from((str(node), attributes) for node, attributes in statements.items())
    for statement in statements:
        _add_relations(statement, graph, network)

    _add_claim_relations(list(statements), graph, network)
    add_links(network, read_links(graph), found)
    return network


def iterate_statements(network: nx.MultiDiGraph[str]) -> Iterator[tuple[str, Attributes]]:
    """Yield the statements of a network with their attributes, in its order."""
    for node, attributes in network.nodes(data=True):
        if attributes["type"] == "statement":
            yield node, attributes


def ends_by_relation(statement: str, network: nx.MultiDiGraph[str]) -> Ends:
    """Return the nodes that a statement is tied to, by how; an empty list where it is not."""
    ends: Ends = defaultdict(list)
    for _, end, edge in network.out_edges(statement, data=True):
        ends[edge["relation"]].append(end)
    return ends


def _read_articles(graph: Graph) -> dict[str, Attributes]:
    """Return the articles by IRI, in the order of their days."""
    found: list[tuple[str, Attributes]] = []
    for kind, class_ in DOCUMENT_CLASSES.items():
        own = {} if kind is DocumentKind.ARTICLE else {"genre": kind.value}
        nodes = graph.subjects(RDF.type, class_)
        found += [(str(node), _read_article(node, graph) | own) for node in nodes]
    return dict(sorted(found, key=lambda one: (one[1]["date"] or "", one[1]["label"], one[0])))


def _read_article(node: Node, graph: Graph) -> Attributes:
    headline = read_text(node, SDO.headline, graph)
    name = headline or read_text(node, SDO.name, graph)  # of a file, where it has no headline
    published = read_text(node, SDO.datePublished, graph)
    url = read_text(node, SDO.url, graph)
    publisher = outlet_name(read_name(node, SDO.publisher, graph), url)
    stand_in = join_known(", ", publisher, published)
    authors = [read_text(author, SDO.name, graph) for author in graph.objects(node, SDO.author)]
    return {
        "type": "article",
        "label": make_label(name or stand_in or str(node)),
        "headline": headline,
        "url": url,
        "date": published,
        "publisher": publisher,
        "authors": sorted(name for name in authors if name),
        "language": read_text(node, SDO.inLanguage, graph),
        "sha256": read_text(node, CS.textSha256, graph),
        "version_of": read_text(node, DCTERMS.isVersionOf, graph),
        "body": read_text(node, SDO.articleBody, graph),
    }


def _read_statements(articles: Sequence[str], graph: Graph) -> dict[Node, Attributes]:
    """Return the statements with an article and a source, article by article, in text order."""
    rank = {iri: place for place, iri in enumerate(articles)}
    found = []
    for node in set(graph.subjects(RDF.type, CS.Statement)):
        article = rank.get(str(graph.value(node, CS.statedIn)))
        if article is not None and (node, CS.source, None) in graph:
            attributes = _read_statement(node, graph)
            found.append((article, attributes["places"], str(node), node, attributes))
    return {node: attributes for *_, node, attributes in sorted(found, key=lambda one: one[:3])}


def _read_statement(node: Node, graph: Graph) -> Attributes:
    claim = first_value(node, CS.states, graph)
    words = read_text(claim, SDO.text, graph) or read_text(node, SDO.text, graph) or str(node)
    quotes = _read_all_quotes(node, graph)
    shown = with_ellipses(words, quotes)
    return {
        "type": "statement",
        "label": make_label(shown),
        "text": words,
        "elided": shown if shown != words else None,
        "claim": str(claim) if claim else None,
        **read_fields(attribute_fields(), node, graph),
        "places": [[quote.start, quote.end] for quote in quotes if quote.part == "content"],
        "passage": [_passage_record(window) for window in windows(quotes)],
        "extractions": [
            _read_extraction(found, graph) for found in sorted_values(node, CS.extraction, graph)
        ],
    }


def _read_all_quotes(node: Node, graph: Graph) -> list[Quote]:
    """Return the quotes of a statement, its content, source and cue, in text order."""
    found: list[Quote] = []
    for field in fields_on("statement"):
        if field.form is Form.SPANS:
            found.extend(read_quotes(node, field.iri, cast("Part", field.key), graph))
    return sorted(found, key=lambda quote: (quote.start, quote.part))


def _passage_record(window: Window) -> Attributes:
    return {
        "start": window.start,
        "pieces": [list(piece) for piece in window.pieces],
        "opens_midway": window.opens_midway,
        "ends_midway": window.ends_midway,
    }


def _read_extraction(node: Node, graph: Graph) -> Attributes:
    """Return what found a statement, and how sure it was."""
    software = []
    run = first_value(node, PROV.wasGeneratedBy, graph)
    for agent in sorted_values(run, PROV.wasAssociatedWith, graph):
        version = read_text(agent, SDO.softwareVersion, graph)
        software.append(join_known(" ", read_text(agent, SDO.name, graph), version))
    return {**read_fields(fields_on("extraction"), node, graph), "software": sorted(software)}


def _add_relations(statement: Node, graph: Graph, network: nx.MultiDiGraph[str]) -> None:
    """Add the edges of one statement, and the entities that they lead to."""

    def add_edge(end: Node | None, relation: str, **attributes: object) -> None:
        start = str(statement)
        network.add_edge(start, str(end), key=relation, relation=relation, **attributes)

    add_edge(graph.value(statement, CS.statedIn), "stated in")
    for source in sorted_values(statement, CS.source, graph):
        _add_entity(source, graph, network)
        add_edge(source, "source", **_read_attribution(statement, source, graph))
    for field in fields_on("claim"):
        if field.form is Form.ENTITIES:
            for subject in sorted_values(statement, field.iri, graph):
                _add_entity(subject, graph, network)
                add_edge(subject, field.name)
    for term, relation in ((CS.relays, "relays"), (CS.disputes, DISPUTES)):
        for other in sorted_values(statement, term, graph):
            if str(other) in network:
                add_edge(other, relation)


def _add_entity(node: Node, graph: Graph, network: nx.MultiDiGraph[str]) -> None:
    """Add someone or something that a statement comes from or speaks of, unless it is there."""
    if str(node) in network:
        return
    kind = _read_kind(node, graph)
    name = read_text(node, SDO.name, graph) or str(node)
    if kind == Kind.PUBLICATION.value:
        name = outlet_name(name, _address_of_its_article(node, graph)) or name
    aliases = sorted_values(node, SDO.alternateName, graph)
    network.add_node(
        str(node),
        type="entity",
        label=make_label(name),
        kind=kind,
        name=name,
        aliases=[str(alias) for alias in aliases],
        called=None,
    )


def _address_of_its_article(publication: Node, graph: Graph) -> str | None:
    """Return the address of the first article of a publication."""
    articles = sorted(graph.subjects(SDO.publisher, publication), key=str)
    return read_text(articles[0], SDO.url, graph) if articles else None


def _read_kind(node: Node, graph: Graph) -> str:
    for class_ in sorted_values(node, RDF.type, graph):
        if class_ in _KINDS and class_ != SDO.Thing:
            return _KINDS[class_]
    return Kind.THING.value


def _read_attribution(statement: Node, source: Node, graph: Graph) -> Attributes:
    """Return what the article says of a source, in this statement."""
    for way in (TO_AGENT, TO_ARTEFACT):
        for attribution in sorted_values(statement, way.qualified, graph):
            if (attribution, way.source, source) in graph:
                return read_fields(fields_on("attribution"), attribution, graph)
    return {}


def _add_claim_relations(
    statements: Sequence[Node], graph: Graph, network: nx.MultiDiGraph[str]
) -> None:
    """Connect statements that report one utterance, or whose claims the graph relates."""
    by_claim: dict[Node, list[int]] = defaultdict(list)
    for place, statement in enumerate(statements):
        for claim in graph.objects(statement, CS.states):
            by_claim[claim].append(place)

    for term, relation in CLAIM_RELATIONS:
        _connect(graph.subject_objects(term), relation, by_claim, statements, network)
    by_itself = {statement: [place] for place, statement in enumerate(statements)}
    utterances = graph.subject_objects(CS.sameUtteranceAs)
    _connect(utterances, _SAME_UTTERANCE, by_itself, statements, network)


def _connect(
    related: Iterable[tuple[Node, Node]],
    relation: str,
    places: Mapping[Node, Sequence[int]],
    statements: Sequence[Node],
    network: nx.MultiDiGraph[str],
) -> None:
    """Add an edge for each two statements that a relation ties, which goes both ways.

    It leads from the earlier statement to the later one; `places` says which of them stand for a
    node of the relation.
    """
    pairs = set()
    for one, other in related:
        for first, second in product(places.get(one, ()), places.get(other, ())):
            if first != second:
                pairs.add((min(first, second), max(first, second)))

    for earlier, later in sorted(pairs):
        start, end = str(statements[earlier]), str(statements[later])
        network.add_edge(start, end, key=relation, relation=relation)


def make_label(words: str) -> str:
    r"""Return words in one line, not too long, without invisible characters that reorder them.

    >>> make_label("a\u202egnp.exe\n b")
    'agnp.exe b'
    """
    line = " ".join(_CONTROLS.sub("", words).split())
    if len(line) <= LABEL_LENGTH:
        return line

    start = line[: LABEL_LENGTH - 1]
    if " " in start[LABEL_LENGTH // 2 :]:  # the end of a word is near
        start = start.rpartition(" ")[0]
    return f"{start}…"
