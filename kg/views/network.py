"""The RDF graph as a network of articles, statements and entities: what the page draws, and what a graph tool can read.

It starts from RDF, not from the stages before, so that it shows a merged graph, or somebody else's,
just as well.
"""

from __future__ import annotations

import math
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import networkx as nx
from rdflib import Literal

from kg.model import Kind, TimeReference
from kg.rdf.nodes import ARTEFACTS, CLASSES
from kg.rdf.vocabulary import CS, DCTERMS, OA, PROV, RDF, SDO, TIME
from kg.views.passages import Quote, windows
from kg.views.subjects import subjects_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import Graph, URIRef
    from rdflib.term import Node

    from kg.views.passages import Part

Attributes: TypeAlias = dict[str, Any]

LABEL_LENGTH: Final = 120  # characters: three lines of a box

KINDS: Final = {
    **{str(class_): kind.value for kind, class_ in CLASSES.items() if kind is not Kind.THING},
    **{str(class_): medium.value for medium, class_ in ARTEFACTS.items()},
}
JUDGED: Final = (
    (CS.corroborates, "corroborates"),
    (CS.contradicts, "contradicts"),
    (CS.sameClaimAs, "same claim as"),
)
BIDI_CONTROLS: Final = {
    "LRE",
    "RLE",
    "LRO",
    "RLO",
    "PDF",
    "LRI",
    "RLI",
    "FSI",
    "PDI",
}  # "exe.jpg" may be "gpj.exe"
PARTS: Final[tuple[tuple[URIRef, Part], ...]] = (
    (CS.passage, "content"),
    (CS.sourceSpan, "source"),
    (CS.cueSpan, "cue"),
)


def to_network(graph: Graph) -> nx.MultiDiGraph[str]:
    """Turn a graph into a network, in reading order: articles by date, then statements by their place, then entities.

    A node's name is its IRI. Its attributes are plain values (text, numbers, lists and dictionaries
    of them), None where the graph is silent; `type` says which of these it is:

    - "article": `label`, `headline`, `url`, `date` (ISO 8601), `publisher`, `authors`, `language`,
    `sha256` of its text - "statement": `label`, `text` (what is said, in one string), `claim` (the
    IRI of that), `quotation` and
      `attribution` (types), `cue`, `cue_lemma`, `source_text` (who says it, as written),
      `polarity`, `certainty`, `hedge`, `time` (ISO 8601), `time_text`, `channel`; `places` of the
      content (`[start, end]`, code points, half open); `passage`, the text around it (`start`,
      `pieces` as `[part, text]`, `opens_midway`, `ends_midway`); `extractions` (`extractor`,
      `confidence`, `software`)
    - "entity": `label`, `kind` ("person", "unnamed", "video", "place", ... as in `kg.model`),
    `name`, `aliases`

    An edge's `relation` says what it means, and its key is the same word:

    - "stated in": statement to article
    - "source": statement to entity, with `described_as`, `role`, `affiliation`, `rule`,
    `confidence` - "about", "mentions": statement to entity, one of each kind and name
    (`kg.views.subjects`) - "relays": statement to statement
    - "corroborates", "contradicts", "same claim as": statement to statement, where the graph says
    so of their claims

    A statement without an article or without a source, which the SHACL shapes forbid, is left out.

    Args:
        graph: In the terms of the ontology; any number of articles.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    articles = {
        str(node): article(node, graph) for node in graph.subjects(RDF.type, SDO.NewsArticle)
    }
    ordered = sorted(
        articles, key=lambda iri: (articles[iri]["date"] or "", articles[iri]["label"], iri)
    )
    network.add_nodes_from((iri, articles[iri]) for iri in ordered)
    statements = {node: statement(node, graph) for node in whole_statements(graph)}
    rank = {iri: place for place, iri in enumerate(ordered)}

    def reading_order(node: Node) -> tuple[int, list[list[int]], str]:
        return rank[str(graph.value(node, CS.statedIn))], statements[node]["places"], str(node)

    in_order = sorted(statements, key=reading_order)
    network.add_nodes_from((str(node), statements[node]) for node in in_order)
    subjects: dict[Node, list[tuple[str, Node]]] = {node: [] for node in in_order}
    for node, relation, subject in subjects_of(in_order, graph):
        subjects[node].append((relation, subject))
    for node in in_order:
        add_relations(node, subjects[node], graph, network)
    add_judged(in_order, graph, network)
    return network


def add_judged(statements: list[Node], graph: Graph, network: nx.MultiDiGraph[str]) -> None:
    """Add the edges between statements whose claims the graph relates, each once: the relations go both ways."""
    stating: dict[Node, list[Node]] = {}
    for node in statements:
        for claim in graph.objects(node, CS.states):
            stating.setdefault(claim, []).append(node)
    rank = {node: place for place, node in enumerate(statements)}
    for term, relation in JUDGED:
        pairs = {
            tuple(sorted((one, other), key=rank.__getitem__))
            for claim, judged in graph.subject_objects(term)
            for one in stating.get(claim, ())
            for other in stating.get(judged, ())
            if one != other
        }
        for one, other in sorted(pairs, key=lambda pair: [rank[node] for node in pair]):
            network.add_edge(str(one), str(other), key=relation, relation=relation)


def whole_statements(graph: Graph) -> Iterator[Node]:
    """The statements with an article and a source."""
    for node in set(graph.subjects(RDF.type, CS.Statement)):
        if (graph.value(node, CS.statedIn), RDF.type, SDO.NewsArticle) in graph and (
            node,
            CS.source,
            None,
        ) in graph:
            yield node


def article(node: Node, graph: Graph) -> Attributes:
    """The attributes of an article."""
    headline, published = text(node, SDO.headline, graph), text(node, SDO.datePublished, graph)
    publisher = text(first(node, SDO.publisher, graph), SDO.name, graph)
    stand_in = ", ".join(filter(None, (publisher, published))) or str(node)
    return {
        "type": "article",
        "label": label(headline or stand_in),
        "headline": headline,
        "url": text(node, SDO.url, graph),
        "date": published,
        "publisher": publisher,
        "authors": sorted(
            filter(
                None, (text(author, SDO.name, graph) for author in graph.objects(node, SDO.author))
            )
        ),
        "language": text(node, SDO.inLanguage, graph),
        "sha256": text(node, CS.textSha256, graph),
    }


def statement(node: Node, graph: Graph) -> Attributes:
    """The attributes of a statement."""
    claim = first(node, CS.states, graph)
    words = text(claim, SDO.text, graph) or text(node, SDO.text, graph) or str(node)
    quotes = sorted(quotes_of(node, graph), key=lambda quote: (quote.start, quote.part))
    return {
        "type": "statement",
        "label": label(words),
        "text": words,
        "claim": str(claim) if claim else None,
        "quotation": value_name(node, CS.quotationType, graph),
        "attribution": value_name(node, CS.attributionType, graph),
        "cue": text(node, CS.cue, graph),
        "cue_lemma": text(node, CS.cueLemma, graph),
        "source_text": " ".join(quote.exact for quote in quotes if quote.part == "source") or None,
        "polarity": value_name(node, CS.polarity, graph),
        "certainty": value_name(node, CS.certainty, graph),
        "hedge": text(node, CS.hedgeCue, graph),
        "time": time(first(node, DCTERMS.temporal, graph), graph),
        "time_text": text(node, CS.timeText, graph),
        "channel": text(first(node, CS.channel, graph), SDO.name, graph),
        "places": [[quote.start, quote.end] for quote in quotes if quote.part == "content"],
        "passage": [
            {
                "start": window.start,
                "pieces": [list(piece) for piece in window.pieces],
                "opens_midway": window.opens_midway,
                "ends_midway": window.ends_midway,
            }
            for window in windows(quotes)
        ],
        "extractions": [extraction(found, graph) for found in in_order(node, CS.extraction, graph)],
    }


def quotes_of(node: Node, graph: Graph) -> Iterator[Quote]:
    """The quotes of a statement: its content, source and cue, part by part."""
    for term, part in PARTS:
        for place in graph.objects(node, term):
            selected = {
                term: value
                for selector in in_order(place, OA.hasSelector, graph)
                for term, value in graph.predicate_objects(selector)
            }
            if OA.start in selected and OA.exact in selected:
                yield Quote(
                    part=part,
                    start=int(str(selected[OA.start])),
                    exact=str(selected[OA.exact]),
                    prefix=str(selected.get(OA.prefix, "")),
                    suffix=str(selected.get(OA.suffix, "")),
                )


def extraction(node: Node, graph: Graph) -> Attributes:
    """What found a statement, and how sure it was."""
    run = first(node, PROV.wasGeneratedBy, graph)
    software = [
        " ".join(
            filter(None, (text(agent, SDO.name, graph), text(agent, SDO.softwareVersion, graph)))
        )
        for agent in (in_order(run, PROV.wasAssociatedWith, graph) if run else ())
    ]
    return {
        "extractor": text(node, CS.extractor, graph),
        "confidence": number(node, CS.confidence, graph),
        "software": sorted(software),
    }


def time(node: Node | None, graph: Graph) -> str | None:
    """The time that an instant or interval stands for, in ISO 8601."""
    begin = first(node, TIME.hasBeginning, graph) or node
    end = first(node, TIME.hasEnd, graph) or begin
    first_day, last_day = (day(first(instant, TIME.inXSDDate, graph)) for instant in (begin, end))
    if first_day is None or last_day is None or first_day > last_day:
        return None
    return TimeReference(text="", first=first_day, last=last_day).iso


def day(node: Node | None) -> date | None:
    """The day that a literal stands for."""
    value = node.toPython() if isinstance(node, Literal) else None
    return value if isinstance(value, date) else None


def add_relations(
    node: Node, subjects: Iterable[tuple[str, Node]], graph: Graph, network: nx.MultiDiGraph[str]
) -> None:
    """Add the edges of one statement, and the entities that they lead to."""
    network.add_edge(
        str(node), str(graph.value(node, CS.statedIn)), key="stated in", relation="stated in"
    )
    for source in in_order(node, CS.source, graph):
        add_entity(source, graph, network)
        network.add_edge(
            str(node),
            str(source),
            key="source",
            relation="source",
            **attribution(node, source, graph),
        )
    for relation, subject in subjects:
        add_entity(subject, graph, network)
        network.add_edge(str(node), str(subject), key=relation, relation=relation)
    for relayed in in_order(node, CS.relays, graph):
        if str(relayed) in network:
            network.add_edge(str(node), str(relayed), key="relays", relation="relays")


def add_entity(node: Node, graph: Graph, network: nx.MultiDiGraph[str]) -> None:
    """Add someone or something that a statement comes from or speaks of, unless it is there."""
    if str(node) in network:
        return
    name = text(node, SDO.name, graph) or str(node)
    kinds = (
        KINDS[str(class_)] for class_ in in_order(node, RDF.type, graph) if str(class_) in KINDS
    )
    network.add_node(
        str(node),
        type="entity",
        label=label(name),
        kind=next(kinds, Kind.THING.value),
        name=name,
        aliases=[str(alias) for alias in in_order(node, SDO.alternateName, graph)],
    )


def attribution(node: Node, source: Node, graph: Graph) -> Attributes:
    """What the article says of a source, in this statement."""
    for term, agent in (
        (PROV.qualifiedAttribution, PROV.agent),
        (PROV.qualifiedPrimarySource, PROV.entity),
    ):
        for part in in_order(node, term, graph):
            if (part, agent, source) in graph:
                return {
                    "described_as": text(part, CS.describedAs, graph),
                    "role": text(part, CS.role, graph),
                    "affiliation": text(first(part, SDO.affiliation, graph), SDO.name, graph),
                    "rule": text(part, CS.rule, graph),
                    "confidence": number(part, CS.confidence, graph),
                }
    return {}


def label(words: str) -> str:
    r"""Words as a label: in one line, not too long, without the invisible characters that reorder what one reads.

    >>> label("a\u202egnp.exe\n b")
    'agnp.exe b'
    """
    line = " ".join("".join(c for c in words if c.isspace() or not is_control(c)).split())
    return line if len(line) <= LABEL_LENGTH else f"{cut(line)}…"


def cut(line: str) -> str:
    """As much of a line as a label holds, up to the end of a word if one is near."""
    words = line[: LABEL_LENGTH - 1]
    return words.rpartition(" ")[0] if " " in words[LABEL_LENGTH // 2 :] else words


def is_control(character: str) -> bool:
    """Whether a character is one that steers the display instead of being seen."""
    return (
        unicodedata.category(character) == "Cc"
        or unicodedata.bidirectional(character) in BIDI_CONTROLS
    )


def in_order(node: Node | None, term: URIRef, graph: Graph) -> list[Node]:
    """The values of a property, in an order that is always the same."""
    return sorted(graph.objects(node, term), key=str) if node is not None else []


def first(node: Node | None, term: URIRef, graph: Graph) -> Node | None:
    """The first value of a property."""
    return next(iter(in_order(node, term, graph)), None)


def text(node: Node | None, term: URIRef, graph: Graph) -> str | None:
    """The first value of a property, as text."""
    value = first(node, term, graph)
    return None if value is None else str(value)


def value_name(node: Node, term: URIRef, graph: Graph) -> str | None:
    """The first value of a property as a word: "direct" for `cs:Direct`."""
    value = text(node, term, graph)
    return value.rpartition("#")[2].lower() if value else None


def number(node: Node, term: URIRef, graph: Graph) -> float | None:
    """The first value of a property as a number, if it is one."""
    try:
        value = float(text(node, term, graph) or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None
