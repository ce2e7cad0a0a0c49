"""People once, whatever the articles call them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from rdflib import RDF, SDO, XSD, Graph, Literal, URIRef

from kg.rdf.vocabulary import CS
from kg.store import load_nquads, read_whole
from kg.views.analysis import sources_by_claims, speaks_of
from kg.views.narrow import Wanted, narrowed
from kg.views.network import to_network
from kg.views.parts import export_graph, view_graph
from kg.views.people import PERHAPS, Links, find_links
from tests.views.printing import Printed, Said, printed
from tests.views.reading import at, every_text, facts
from tests.views.town import TOWN, entity, judge, town

if TYPE_CHECKING:
    from pathlib import Path

    from tests.views.conftest import OpenPage

PIET, IDA = ("person", "Piet Dahl"), ("person", "Ida Holm")
DAHL, HOLM = ("person", "Dahl"), ("person", "Holm")


@pytest.mark.parametrize(
    ("graph", "sources"),
    [
        pytest.param(town(), {PIET: 4, IDA: 2, DAHL: 1}, id="what counts is one, a proposal is not"),
        pytest.param(town(linked=False), {PIET: 2, IDA: 2, DAHL: 3}, id="nobody has judged: one name is one"),
    ],
)  # fmt: skip
def test_who_is_one(graph: Graph, sources: dict[tuple[str, str], int]) -> None:
    counted = dict(sources_by_claims(to_network(graph)))
    assert {who: counted[who] for who in sources} == sources


def test_one_is_tied_to_another_of_whom_nobody_has_decided() -> None:
    graph = town()
    network = to_network(graph)
    one, other = sorted((str(entity(graph, "Piet Dahl", 0)), str(entity(graph, "Dahl", 2))))
    assert network.edges[one, other, PERHAPS] == {"relation": PERHAPS, "confidence": 0.62}
    part = narrowed(network, Wanted(source="Dahl"))
    assert part.has_edge(one, other, PERHAPS)
    assert not narrowed(network, Wanted(source="Vik")).has_edge(one, other, PERHAPS)


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_what_is_thought_of_who_is_who_is_shown_and_not_exported(tmp_path: Path, form: str) -> None:
    file = tmp_path / "town.ttl"
    town(linked=False).serialize(file, format="turtle")
    [_] = find_links(read_whole(str(file), [])).perhaps
    assert PERHAPS not in export_graph(file, form).decode()


def test_two_of_one_name_whom_somebody_keeps_apart_have_two_names() -> None:
    graph = town(linked=False)
    judge(graph, entity(graph, "Dahl", 1), entity(graph, "Dahl", 2), 1, apart=True)
    counted = dict(sources_by_claims(to_network(graph)))
    assert {name: number for (_, name), number in counted.items() if "Dahl" in name} == {
        "Piet Dahl": 2,
        "Dahl (Two hours)": 2,
        "Dahl": 1,
    } or counted[("person", "Dahl (On the wireless)")] == 1


def test_who_is_kept_apart_from_a_group_is_not_in_it_though_the_full_name_is_the_same() -> None:
    graph = town()
    third = next(graph.subjects(SDO.name, Literal("Ola Vik")))
    graph.set((third, SDO.name, Literal("Piet Dahl")))
    assert dict(sources_by_claims(to_network(graph)))[PIET] == 5
    assert isinstance(third, URIRef)
    judge(graph, entity(graph, "Piet Dahl", 0), third, 1, apart=True)
    counted = dict(sources_by_claims(to_network(graph)))
    assert sorted(number for (_, name), number in counted.items() if "Piet Dahl" in name) == [1, 4]


@pytest.mark.parametrize("confidence", ["abc", "NaN", ""])
def test_a_confidence_that_is_no_number_breaks_nothing(confidence: str) -> None:
    graph = town(linked=False)
    judge(graph, entity(graph, "Piet Dahl", 0), entity(graph, "Dahl", 2), 0.5)
    [judgement] = graph.subjects(CS.confidence, Literal("0.5", datatype=XSD.decimal))
    graph.set((judgement, CS.confidence, Literal(confidence)))
    relations = nx.get_edge_attributes(to_network(graph), "relation")
    assert PERHAPS in relations.values()


def test_two_are_one_through_an_authority_that_no_article_names() -> None:
    graph = town(linked=False)
    wikidata = URIRef("http://www.wikidata.org/entity/Q1")
    for name, article in (("Piet Dahl", 0), ("Dahl", 1)):
        graph.add((entity(graph, name, article), CS.sameEntityAs, wikidata))
    assert dict(sources_by_claims(to_network(graph)))[PIET] == 4


def test_who_has_the_full_name_of_a_group_is_in_it_and_who_has_a_last_name_is_not() -> None:
    graph = printed(
        *(
            Printed(title=f"{name} {number}", text=f"{name} said it rained. {number}", name=str(number),
                    said=(Said(name, ("it rained",), by=name, cue="said"),))
            for number, name in enumerate(["Bo B. Lund", "Bo Lund", "Lund", "Bo Lund", "Lund"])
        )
    )  # fmt: skip
    nodes = {str(name): sorted(URIRef(str(node)) for node in graph.subjects(SDO.name, name)) for name in graph.objects(None, SDO.name)}  # fmt: skip
    one, other, last = nodes["Bo B. Lund"][0], nodes["Bo Lund"][0], nodes["Lund"][0]
    graph.add((one, CS.sameEntityAs, other))
    graph.add((other, CS.sameEntityAs, last))
    counted = {who[1]: number for who, number in sources_by_claims(to_network(graph))}
    assert counted == {"Bo Lund": 4, "Lund": 1}


def test_what_is_of_two_kinds_is_not_one() -> None:
    graph = town(linked=False)
    graph.add((entity(graph, "Piet Dahl", 0), CS.sameEntityAs, entity(graph, "the council", 1)))
    assert dict(sources_by_claims(to_network(graph)))[PIET] == 2


def test_what_kg_link_thinks_counts_only_where_nobody_has_judged() -> None:
    data = """
        <x:s%(n)s> <https://w3id.org/claim-source#statedIn> <x:a%(n)s> <x:a%(n)s> .
        <x:s%(n)s> <https://w3id.org/claim-source#source> <x:lee%(n)s> <x:a%(n)s> .
        <x:lee%(n)s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Person> <x:a%(n)s> .
        <x:lee%(n)s> <https://schema.org/name> "%(name)s" <x:a%(n)s> .
        <x:lee%(n)s> <https://schema.org/sameAs> <http://www.wikidata.org/entity/Q1> <x:a%(n)s> .
        """
    both = data % {"n": 1, "name": "Ann Lee"} + data % {"n": 2, "name": "Annie Lee"}
    nquads = "".join(f"{line.strip()}\n" for line in both.splitlines() if line.strip())
    assert find_links(load_nquads(nquads.encode())).same == (("x:lee1", "x:lee2"),)
    judged = (
        f"<x:j> <{RDF.type}> <{CS.Judgement}> .\n<x:j> <{RDF.predicate}> <{CS.sameEntityAs}> .\n"
    )
    assert find_links(load_nquads((nquads + judged).encode())) == Links()


def test_a_page_of_a_graph_that_nobody_has_judged_has_people_once(tmp_path: Path) -> None:
    graph = town(linked=False)
    for node in (entity(graph, "Piet Dahl", 0), entity(graph, "Dahl", 1)):
        graph.add((node, SDO.sameAs, URIRef("http://www.wikidata.org/entity/Q1")))
    file = tmp_path / "town.ttl"
    graph.serialize(file, "turtle")
    assert '"called":{"values":[null,"Piet Dahl"]' in view_graph(file).html
    assert view_graph(file, Wanted(source="Vik")).html.count('"called"') == 0


def test_who_speaks_of_whom_counts_people_and_bodies_once() -> None:
    speaking = speaks_of(to_network(town()))
    weights = nx.get_edge_attributes(speaking, "weight")
    assert {(one[1], other[1]): number for (one, other), number in weights.items()} == {
        ("Piet Dahl", "Ida Holm"): 2,
        ("the council", "Ida Holm"): 1,
        ("Ola Vik", "Piet Dahl"): 1,
    }


@pytest.mark.browser
def test_everybody_stands_once_with_all_spellings(open_page: OpenPage) -> None:
    graph = town()
    opened = open_page(graph, at(str(entity(graph, "Dahl", 1))))
    assert opened.facet("source") == ["Piet Dahl 4", "Ida Holm 2", "the council 1", "Dahl 1", "Ola Vik 1"]  # fmt: skip
    told = facts(opened.page)
    assert (told["Counted as"], told["Also written"]) == ("Piet Dahl", "Piet Dahl")
    perhaps = opened.page.locator("#panel section:has-text('Perhaps the same')")
    assert perhaps.count() == 0
    elsewhere = opened.page.locator("#panel section:has-text('In other articles') .link")
    elsewhere.first.click()
    assert opened.heading() == "Piet Dahl"
    assert perhaps.locator("li").all_inner_texts() == ["Dahl 62 %"]


@pytest.mark.browser
def test_a_card_lists_the_claims_of_all_articles_with_the_article_of_each(
    open_page: OpenPage,
) -> None:
    graph = town()
    opened = open_page(graph, at(str(entity(graph, "Holm", 1))))
    about = opened.page.locator("#panel section:has(h3:text-is('About them')) li")
    assert [" ".join(words.split()) for words in about.all_inner_texts()] == [
        "Mayor Holm shut the works on Monday Estuary Post, 3 Mar 2024",
        "It took them two hours to close it, Estuary Post, 3 Mar 2024",
        "Ida Holm closed the valve too late Northern Wire, 2 Mar 2024",
    ]
    assert opened.page.locator("#panel h3:text-is('Source of 2 claims')").count() == 1
    alone = open_page(graph, at(str(entity(graph, "Ola Vik", 2))))
    assert alone.page.locator("#panel section:has-text('Source of 1 claim') small").count() == 0


@pytest.mark.browser
def test_a_wire_copy_is_listed_once_while_copies_count_once(open_page: OpenPage) -> None:
    copy = replace(TOWN[2], publisher="Hill Echo", day=date(2024, 3, 9))
    graph = printed(TOWN[2], copy, copies=((copy, TOWN[2]),))
    address = at(str(entity(graph, "Ola Vik", 2)))
    listed = "#panel section:has-text('Source of') li"
    assert open_page(graph, address).page.locator(listed).count() == 1
    assert open_page(graph, f"{address}&copies=all").page.locator(listed).count() == 2


@pytest.mark.browser
def test_hostile_names_are_only_words(open_page: OpenPage) -> None:
    words = '</script><img src=x onerror="window.ran = true">'
    graph = every_text(town(), words)
    [first, *_] = graph.subjects(SDO.name)
    opened = open_page(graph, f"{at(str(first))}&view=people")
    assert opened.page.evaluate("window.ran") is None
    assert opened.page.locator("img").count() == 0
    assert opened.complaints == []
