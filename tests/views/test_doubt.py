"""How sure each claim is, on the page and in what is taken away."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from rdflib import RDF, Graph, Literal

from kg.rdf.vocabulary import CS
from tests.views.printing import SAID, Printed, Said, printed, statement_iri
from tests.views.reading import at, facts, press, taken

if TYPE_CHECKING:
    from tests.views.conftest import OpenPage

pytestmark = pytest.mark.browser

LIKELY = [
    "The harbour is closed",
    "Two boats sank, Nobody was hurt.",
    "Holm said the pier will be rebuilt",
    "the pier will be rebuilt",
    "Waves came over the wall.",
]
DOUBTFUL = ["that the lamps had failed", "It was dark"]


@pytest.fixture
def harbour() -> Graph:
    return printed(Printed())


def test_at_first_what_is_likelier_wrong_is_left_out_and_counted(
    open_page: OpenPage, harbour: Graph
) -> None:
    opened = open_page(harbour, "#view=table")
    assert opened.rows() == LIKELY
    assert opened.page.inner_text("#doubtful") == (
        "2 are left out as likelier wrong than right: show"
    )
    opened.page.click("#doubtful")
    assert sorted(opened.rows()) == sorted(LIKELY + DOUBTFUL)
    assert opened.page.is_hidden("#doubtful")
    again = open_page(harbour, "#" + opened.page.url.partition("#")[2])
    assert again.rows() == opened.rows()
    again.page.click("#clear")
    assert again.rows() == LIKELY


@pytest.mark.parametrize(
    ("step", "number"), [("likely", 5), ("nearly", 4), ("all", 7)], ids=["likely", "nearly", "all"]
)
def test_a_step_shows_as_many_as_it_says(
    open_page: OpenPage, harbour: Graph, step: str, number: int
) -> None:
    opened = open_page(harbour, "#view=table")
    label = opened.page.locator(f"#sure label:has(input[value={step}])")
    assert label.inner_text().split()[-1] == str(number)
    label.click()
    assert len(opened.rows()) == number
    assert opened.notice().startswith(f"{number} claims")


@pytest.mark.parametrize("view", ["overview", "graph", "table", "read"])
def test_every_view_obeys(open_page: OpenPage, harbour: Graph, view: str) -> None:
    for step, number in (("likely", 5), ("all", 7)):
        opened = open_page(harbour, f"#view={view}&sure={step}")
        assert opened.notice().startswith(f"{number} claims")
        counts = {
            "overview": "[...document.querySelectorAll('#matrix tbody td:nth-child(2)')]"
            ".reduce((sum, cell) => sum + Number(cell.textContent), 0)",
            "graph": "[...drawn.keys()].filter((box) => box.column === 'statement').length",
            "table": "document.querySelectorAll('#rows tr').length",
            "read": "marked(state.open).filter((each) => each.failed === NOTHING).length + 1",
        }
        assert opened.page.evaluate(counts[view]) == number  # narration is read, not marked


def test_what_is_taken_away_obeys(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour)
    rows = list(csv.DictReader(StringIO(taken(opened, "csv").decode("utf-8-sig"), newline="")))
    assert [row["text"] for row in rows] == LIKELY
    assert (rows[0]["claim_confidence"], rows[1]["source_confidence"]) == ("0.95", "0.6")
    opened.page.click(".take summary")
    for form, read in (("gexf", nx.read_gexf), ("graphml", nx.read_graphml)):
        network = read(BytesIO(taken(opened, form)))
        kinds = [str(kind) for _, kind in network.nodes(data="type")]
        assert kinds.count("statement") == len(LIKELY)
        opened.page.click(".take summary")
    turtle = Graph().parse(data=taken(opened, "ttl").decode("utf-8"), format="turtle")
    assert len(list(turtle.subjects(RDF.type, CS.Statement))) == len(LIKELY)


def test_the_table_is_sorted_by_how_sure_it_is(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour, "#view=table&sure=all&sort=sure")
    shares = opened.page.locator("#rows td[data-name=Sure]").all_inner_texts()
    numbers = [int(words.split()[0]) for words in shares]
    assert numbers == sorted(numbers)
    assert numbers[0] == 28  # 0.3 of a claim, 0.95 of its source
    opened.page.click("th[data-sort=sure] button")
    assert opened.page.get_attribute("th[data-sort=sure]", "aria-sort") == "descending"


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        pytest.param("The harbour is closed", [], id="sure"),
        pytest.param("Two boats sank", ["? who says it"], id="the source is doubtful"),
        pytest.param("It was dark", ["? a claim"], id="no claim, perhaps"),
        pytest.param("that the lamps", ["open: who this is"], id="an open source"),
    ],
)
def test_weak_claims_are_marked_in_row_and_card(
    open_page: OpenPage, harbour: Graph, claim: str, told: list[str]
) -> None:
    opened = open_page(harbour, f"{at(statement_iri(harbour, claim))}&view=table&sure=all")
    row = opened.page.locator("#rows tr", has_text=claim)
    assert row.locator(".doubt").all_inner_texts() == told
    assert opened.page.locator("#panel .doubt").all_inner_texts() == told


def test_an_open_source_says_why(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour, at(statement_iri(harbour, "that the lamps")))
    assert facts(opened.page)["Found how"] == "still open: nobody before it fits"
    assert opened.page.locator("meter").first.get_attribute("aria-label") == "It is a claim: 90 %"
    assert opened.page.evaluate("state.sure") == "all"  # an address of a claim shows it


def test_a_graph_that_says_nothing_of_it_has_no_bars_and_hides_nothing(
    open_page: OpenPage, ferry: Graph
) -> None:
    opened = open_page(ferry, at("https://example.org/ferry/a1") + "&view=table")
    assert len(opened.rows()) == 4
    assert opened.page.locator("meter").count() == 0
    assert "not said" in opened.page.locator("#rows td[data-name=Sure]").first.inner_text()


def test_the_keyboard_chooses_how_sure(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour, "#view=table")
    opened.page.focus("#sure input:checked")
    press(opened.page, "ArrowDown", "ArrowDown")
    assert opened.page.evaluate("state.sure") == "all"
    assert len(opened.rows()) == 7
    assert Axe().run(opened.page).violations_count == 0


# ---------------------------------------------------------------- words that stand apart


def test_a_claim_of_pieces_that_stand_apart_has_an_ellipsis(open_page: OpenPage) -> None:
    text = "“Two boats sank,” Ida Holm said on Monday. “Nobody was hurt.”"
    said = Said("Ida Holm", ("“Two boats sank,”", "“Nobody was hurt.”"), by="Ida Holm", cue="said")
    graph = printed(Printed(text=text, said=(said,)))
    opened = open_page(graph, at(statement_iri(graph, "Two boats")) + "&view=table")
    expected = "Two boats sank, … Nobody was hurt."
    assert opened.rows() == [expected]
    assert opened.heading() == expected
    rows = list(csv.DictReader(StringIO(taken(opened, "csv").decode("utf-8-sig"), newline="")))
    assert rows[0]["text"] == "Two boats sank, Nobody was hurt."  # the graph's words


# ---------------------------------------------------------------- citations

MARKS = [
    pytest.param('She said "it rains" today.', '"it rains"', id="straight"),
    pytest.param("She said “it rains” today.", "“it rains”", id="curled"),
    pytest.param("She said ‘it rains’ today.", "‘it rains’", id="single"),
    pytest.param("Sie sagte „es regnet“ heute.", "„es regnet“", id="low"),
    pytest.param("She said it rains today.", "", id="none"),
    pytest.param("It’s the dogs’ own fault, I don’t know.", "", id="apostrophes"),
    pytest.param("it rains,” she said.", "it rains,”", id="opened before the text begins"),
    pytest.param('it rains," she said.', 'it rains,"', id="the same, straight"),
    pytest.param("She said: “It rains", "“It rains", id="closed behind the text's end"),
    pytest.param("“One.\n“Two.” Three.", "“One.“Two.”", id="a quotation of two paragraphs"),
    pytest.param("“He said ‘no’ twice,” she said.", "“He said ‘no’ twice,”", id="one in another"),
    pytest.param('A 6" nail', "", id="inches"),
]


@pytest.mark.parametrize(("text", "quoted"), MARKS)
def test_what_stands_in_quotation_marks(
    open_page: OpenPage, harbour: Graph, text: str, quoted: str
) -> None:
    page = open_page(harbour).page
    found = page.evaluate(
        "text => [...text].filter((letter, place) => inQuotes(text)[place]).join('')", text
    )
    assert found == quoted


@pytest.mark.parametrize(
    ("claim", "cited"),
    [
        pytest.param(
            "The harbour is closed",
            "Ida Holm (reported, “said”): The harbour is closed.",
            id="reported words have no marks",
        ),
        pytest.param(
            "Two boats sank",
            "Ida Holm (quoted, “added”): “Two boats sank,” … “Nobody was hurt.”",
            id="quoted words have those of the text",
        ),
        pytest.param(
            "It was dark",
            "The watchman (quoted, “wrote”): “It was dark”.",
            id="straight marks become those of print",
        ),
    ],
)
def test_a_citation_has_marks_only_where_the_text_has_them(
    open_page: OpenPage, harbour: Graph, claim: str, cited: str
) -> None:
    opened = open_page(harbour, at(statement_iri(harbour, claim)))
    citation = opened.page.evaluate("citation(state.at)")
    assert citation.startswith(f"{cited} Harbour closed, Harbour Post, 2024-05-01, characters ")


def test_a_part_of_a_quotation_is_cited_as_one(open_page: OpenPage) -> None:
    text = "“The sea is calm and the boats go out,” Jo Lund said."
    said = Said("Jo Lund", ("the boats go out",), by="Jo Lund", cue="said")
    mixed = Said("Jo Lund", ("The sea is calm and the boats go out,” Jo Lund said",))
    graph = printed(Printed(text=text, said=(said, mixed), day=date(2024, 5, 1)))
    opened = open_page(graph, at(statement_iri(graph, "the boats")))
    assert "“the boats go out”" in opened.page.evaluate("citation(state.at)")
    opened = open_page(graph, at(statement_iri(graph, "The sea")))
    cited = opened.page.evaluate("citation(state.at)")
    assert "“The sea is calm and the boats go out,” Jo Lund said." in cited


@pytest.mark.parametrize("words", ["</script><b>", "\u202egnp.exe", "“" * 50, '"', "’"])
def test_a_hostile_rule_and_extractor_are_only_words(
    open_page: OpenPage, harbour: Graph, words: str
) -> None:
    for term in (CS.rule, CS.extractor):
        for node in set(harbour.subjects(term)):
            harbour.set((node, term, Literal(words)))
    opened = open_page(harbour, at(statement_iri(harbour, SAID[0].words[0])))
    assert facts(opened.page)["Found how"].strip() == words.strip()
    assert opened.page.locator("#panel b").count() == 0
    assert opened.complaints == []


def test_no_word_of_the_workshop_is_shown(open_page: OpenPage, harbour: Graph) -> None:
    for claim in [said.words[0].strip('“”",') for said in SAID]:
        opened = open_page(harbour, at(statement_iri(harbour, claim)) + "&sure=all")
        words = opened.page.inner_text("body").lower()
        assert not [word for word in ("antecedent", "tagger", "unresolved") if word in words]
