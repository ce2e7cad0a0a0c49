from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rdflib import RDF, SDO, Graph, Literal, URIRef

from kg.rdf.vocabulary import CS
from kg.views.network import LABEL_LENGTH, make_label, to_network
from tests.rdf.examples import ARTICLE, TEXT

if TYPE_CHECKING:
    import networkx as nx

FERRY = "https://example.org/ferry/"


def nodes(network: nx.MultiDiGraph[str], type_: str) -> list[dict[str, Any]]:
    return [attributes for attributes in network.nodes.values() if attributes["type"] == type_]


def statement(network: nx.MultiDiGraph[str], words: str) -> dict[str, Any]:
    [found] = [
        attributes for attributes in nodes(network, "statement") if attributes["text"] == words
    ]
    return found


def test_the_article_says_what_is_known_of_it(bridge: Graph) -> None:
    [article] = nodes(to_network(bridge), "article")
    assert article["headline"] == article["label"] == '"Not safe"'
    assert article["url"] == "https://news.example.org/lundby?a=1"
    assert (article["publisher"], article["date"], article["language"]) == (
        "The Daily",
        "2024-05-01",
        "en",
    )
    assert article["authors"] == ["Eli Moe"]
    assert len(article["sha256"]) == 64


def test_an_article_without_a_headline_is_called_by_its_publisher_and_date(ferry: Graph) -> None:
    ferry.remove(
        (
            URIRef(f"{FERRY}a"),
            None,
            next(ferry.objects(URIRef(f"{FERRY}a"), URIRef("https://schema.org/headline"))),
        )
    )
    labels = [article["label"] for article in nodes(to_network(ferry), "article")]
    assert labels == ["Harbour Post, 2024-05-01", "What the pilot wrote"]


def test_statements_stand_in_text_order(bridge: Graph) -> None:
    found = [attributes["text"] for attributes in nodes(to_network(bridge), "statement")]
    in_text = sorted(
        ARTICLE.statements, key=lambda resolved: [part.start for part in resolved.statement.content]
    )
    assert found == [resolved.claim for resolved in in_text]


def test_a_statement_says_how_it_is_said(bridge: Graph) -> None:
    found = statement(to_network(bridge), "The bridge is not safe.")
    expected = {
        "quotation": "direct",
        "attribution": "assertion",
        "cue": "said",
        "cue_lemma": "say",
        "source_text": "Ada Berg, an engineer with the Harbour Board",
        "polarity": "negated",
        "certainty": "certain",
        "channel": "a letter",
        "hedge": None,
        "time": None,
    }
    assert {name: found[name] for name in expected} == expected
    [extraction] = found["extractions"]
    assert extraction == {
        "extractor": "rules",
        "confidence": 0.95,
        "software": ["en_model 3.8.0", "kg 0.1.0"],
    }


@pytest.mark.parametrize(
    ("claim", "time", "words"),
    [
        pytest.param("Residents leaving in 2024", "2024", "in 2024", id="interval"),
        pytest.param("Lundby was perhaps flooded", "2024-04-30", "after the storm", id="day"),
        pytest.param("Trucks stood in line.", None, None, id="none"),
    ],
)
def test_the_time_of_what_is_claimed(
    bridge: Graph, claim: str, time: str | None, words: str | None
) -> None:
    found = statement(to_network(bridge), claim)
    assert (found["time"], found["time_text"]) == (time, words)


def test_a_passage_marks_the_parts_in_the_text_around_them(bridge: Graph) -> None:
    found = statement(to_network(bridge), "The bridge is not safe.")
    [window] = found["passage"]
    assert [piece for piece in window["pieces"] if piece[0]] == [
        ["content", "“The bridge,”"],
        ["source", "Ada Berg, an engineer with the Harbour Board"],
        ["cue", "said"],
        ["content", "“is not safe.”"],
    ]
    assert "".join(text for _, text in window["pieces"]) in TEXT
    assert [TEXT[start:end] for start, end in found["places"]] == [
        "“The bridge,”",
        "“is not safe.”",
    ]


def test_a_source_is_tied_to_what_the_article_says_of_it(bridge: Graph) -> None:
    network = to_network(bridge)
    edges = {
        network.nodes[end]["label"]: edge
        for start, end, edge in network.edges(data=True)
        if edge["relation"] == "source"
        and network.nodes[start]["text"] == "The bridge is not safe."
    }
    assert edges == {
        "Ada Berg": {
            "relation": "source",
            "described_as": "an engineer with the Harbour Board",
            "role": "engineer",
            "affiliation": "Harbour Board",
            "rule": "full-name",
            "confidence": 1.0,
        }
    }


def test_the_kinds_of_entities(bridge: Graph) -> None:
    kinds = {
        attributes["name"]: attributes["kind"] for attributes in nodes(to_network(bridge), "entity")
    }
    assert kinds == {
        "Foto Nord": "organization",
        "Ada Berg": "person",
        "unnamed source": "unnamed",
        "A video": "video",
        "The radio": "organization",
        "officials": "group",
        "The Daily": "publication",
        "the bridge": "thing",
        "Lundby": "place",
        "the storm": "event",
        "Residents": "group",
    }


def test_a_statement_relays_another(bridge: Graph) -> None:
    network = to_network(bridge)
    relays = [
        (start, end)
        for start, end, edge in network.edges(data=True)
        if edge["relation"] == "relays"
    ]
    assert [
        (network.nodes[start]["text"], network.nodes[end]["text"]) for start, end in relays
    ] == [("officials fear a storm", "a storm")]


def test_a_claim_made_twice_is_two_statements(ferry: Graph) -> None:
    network = to_network(ferry)
    twice = [node for node, found in network.nodes.items() if found.get("claim") == f"{FERRY}sank"]
    assert twice == [f"{FERRY}a1", f"{FERRY}b2"]


def test_a_statement_without_a_source_is_left_out(ferry: Graph) -> None:
    ferry.remove((URIRef(f"{FERRY}a2"), CS.source, None))
    assert f"{FERRY}a2" not in to_network(ferry)


def test_nothing_makes_an_empty_network() -> None:
    assert len(to_network(Graph())) == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("plain words", "plain words", id="plain"),
        pytest.param(" two\n lines\t", "two lines", id="white space"),
        pytest.param("\u202egnp.exe", "gnp.exe", id="right-to-left override"),
        pytest.param("\u2067a\u2069\u200db", "a\u200db", id="isolates go, joiners stay"),
        pytest.param("a\u0007b", "ab", id="control character"),
        pytest.param("word " * 40, "word " * 22 + "word…", id="cut between words"),
        pytest.param("x" * 10_000, "x" * 119 + "…", id="one long word"),
    ],
)
def test_labels(words: str, expected: str) -> None:
    assert make_label(words) == expected
    assert len(make_label(words)) <= LABEL_LENGTH


def test_a_claim_of_two_articles_is_about_what_each_of_them_means(ferry: Graph) -> None:
    network = to_network(ferry)
    about = {
        (start, end) for start, end, edge in network.edges(data=True) if edge["relation"] == "about"
    }
    meant = {"a1": "ferry-a", "b2": "ferry-b", "b1": "ferry-b"}
    assert about == {(f"{FERRY}{said}", f"{FERRY}{what}") for said, what in meant.items()}


def test_those_of_one_name_and_two_kinds_stay_two(ferry: Graph) -> None:
    ferry.add((URIRef(f"{FERRY}ferry-c"), RDF.type, SDO.Organization))
    ferry.add((URIRef(f"{FERRY}ferry-c"), SDO.name, Literal("the ferry")))
    ferry.add((URIRef(f"{FERRY}a1"), SDO.about, URIRef(f"{FERRY}ferry-c")))
    network = to_network(ferry)
    edges = network.out_edges(f"{FERRY}a1", data=True)
    kinds = [network.nodes[end]["kind"] for _, end, edge in edges if edge["relation"] == "about"]
    assert sorted(kinds) == ["organization", "thing"]


@pytest.mark.parametrize(
    ("headline", "name", "publisher", "label", "outlet"),
    [
        pytest.param("Calm sea", "a.txt", "Post", "Calm sea", "Post", id="the headline"),
        pytest.param(None, "a.txt", "Post", "a.txt", "Post", id="the file"),
        pytest.param(None, None, "Post", "Post, 2024-05-01", "Post", id="outlet and day"),
        pytest.param(
            None, None, "unnamed publication", "news.example.org, 2024-05-01", "news.example.org",
            id="the site, where nobody names the publisher",
        ),
    ],
)  # fmt: skip
def test_every_article_has_a_name(
    bridge: Graph, headline: str | None, name: str | None, publisher: str, label: str, outlet: str
) -> None:
    [article] = bridge.subjects(RDF.type, SDO.NewsArticle)
    [post] = bridge.objects(article, SDO.publisher)
    bridge.set((post, SDO.name, Literal(publisher)))
    for term, words in ((SDO.headline, headline), (SDO.name, name)):
        bridge.remove((article, term, None))
        if words:
            bridge.add((article, term, Literal(words)))
    network = to_network(bridge)
    told = network.nodes[str(article)]
    assert (told["label"], told["publisher"], told["headline"]) == (label, outlet, headline)
    assert network.nodes[str(post)]["name"] == outlet
