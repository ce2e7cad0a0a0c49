"""Correcting on the page: each decision, its way back, the file of them, and the build that takes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from pyoxigraph import RdfFormat, Store
from rdflib import SDO, Graph, Literal, URIRef

from kg.merge.correcting import correct_graph
from kg.rdf import to_nquads
from kg.rdf.vocabulary import CS
from kg.store import read_graph, unite_graphs
from tests.rdf.examples import BASE
from tests.views.printing import Printed, printed, quads_of, statement_iri
from tests.views.reading import at, facts, iri_of, press
from tests.views.street import CUT, TOLD, street

if TYPE_CHECKING:
    from kg.errors import Problem
    from tests.views.conftest import Opened, OpenPage

pytestmark = pytest.mark.browser

CLOSED, DARK, PIER = "The harbour is closed", "It was dark", "the pier will be rebuilt"
HERE = "#view=table&sure=all"


@pytest.fixture
def harbour() -> Graph:
    return printed(Printed())


def on(graph: Graph, claim: str, view: str = "table") -> str:
    return f"{at(statement_iri(graph, claim))}&view={view}&sure=all"


def source_of(opened: Opened, claim: str) -> str:
    return (
        opened.page.locator("#rows tr", has_text=claim).locator("[data-name=Source]").inner_text()
    )


def told(opened: Opened) -> str:
    return opened.page.inner_text("#told span")


def saved(opened: Opened, by: str = "Ann Lee") -> Path:
    """The file that the page exports."""
    opened.page.click("#corrections")
    opened.page.fill("#decided-by", by)
    with opened.page.expect_download() as download:
        opened.page.click("#save")
    assert download.value.suggested_filename == "corrections.tsv"
    opened.page.keyboard.press("Escape")
    return Path(download.value.path())


def rebuilt(path: Path, article: Printed | None = None) -> tuple[Graph, list[str]]:
    """The graph of the article as extracted again, corrected by a file; and what was complained of."""
    store = Store()
    lines = to_nquads(quads_of(article or Printed())).encode("utf-8")
    store.bulk_load(input=lines, format=RdfFormat.N_QUADS)
    problems: list[Problem] = []
    graph = read_graph(correct_graph(unite_graphs(store), path, BASE, problems))
    return graph, [str(problem) for problem in problems]


# ---------------------------------------------------------------- right, no claim, another source


def test_right_takes_the_doubt_away(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour, on(harbour, DARK))
    assert opened.page.locator("#panel .doubt").count() == 1
    opened.page.click("#is-right")
    assert told(opened) == "Marked as right."
    assert opened.page.locator("#panel .doubt").count() == 0
    assert opened.page.locator("meter").first.get_attribute("aria-label") == "It is a claim: 100 %"
    assert opened.page.get_attribute("#is-right", "aria-pressed") == "true"
    assert facts(opened.page)["Confidence"] == "100 %"
    opened.page.click("#is-right")  # again undoes
    assert opened.page.locator("#panel .doubt").count() == 1
    assert opened.page.is_hidden("#corrections")


def test_no_claim_is_shown_nowhere_but_struck_through_in_the_text(
    open_page: OpenPage, harbour: Graph
) -> None:
    opened = open_page(harbour, on(harbour, CLOSED))
    assert len(opened.rows()) == 7
    opened.page.click("#is-none")
    assert CLOSED not in opened.rows()
    assert opened.notice().startswith("6 claims")
    opened.page.click("#as-read")
    struck = opened.page.locator("#reading .no-claim")
    assert struck.all_inner_texts() == [CLOSED]
    assert struck.get_attribute("aria-label") == f"Ida Holm: {CLOSED}, no claim"
    struck.click()
    opened.page.click("#take-back")
    assert opened.page.locator("#reading .no-claim").count() == 0
    assert opened.notice().startswith("7 claims")


@pytest.mark.parametrize(
    ("typed", "chosen", "source", "kind"),
    [
        pytest.param("watch", "The watchman", "The watchman", "person", id="somebody known"),
        pytest.param("Jo Lund", "A person called “Jo Lund”", "Jo Lund", "person", id="a person"),
        pytest.param("Port", "An organisation called “Port”", "Port", "organisation", id="a body"),
        pytest.param("", "The article itself", "Harbour Post", "publication", id="the article"),
        pytest.param("", "Nobody is named", "unnamed source", "not named", id="nobody"),
    ],
)
def test_another_source(
    open_page: OpenPage, harbour: Graph, typed: str, chosen: str, source: str, kind: str
) -> None:
    opened = open_page(harbour, on(harbour, CLOSED))
    opened.page.click("#is-other")
    opened.page.fill("dialog input", typed)
    opened.page.click(f"dialog .link:text-is('{chosen}')")
    assert source_of(opened, CLOSED).startswith(source)
    assert facts(opened.page)["Kind"] == kind
    assert facts(opened.page)["Found how"] == "a person said so, in a table of corrections"
    path = saved(opened)
    graph, problems = rebuilt(path)
    assert problems == []
    again = open_page(graph, on(harbour, CLOSED))
    assert source_of(again, CLOSED).startswith(source)
    assert facts(again.page)["Kind"] == kind
    assert facts(again.page)["By"] == "Ann Lee"


def test_a_source_as_written_is_offered_where_it_describes_somebody(
    open_page: OpenPage, harbour: Graph
) -> None:
    opened = open_page(harbour, on(harbour, "Holm said"))
    opened.page.click("#is-other")
    opened.page.click("dialog .link:text-is('As written: “Officials”')")
    assert facts(opened.page)["Kind"] == "not named"
    for claim in (CLOSED, "that the lamps"):  # a name, and a pronoun
        opened = open_page(harbour, on(harbour, claim))
        opened.page.click("#is-other")
        assert "As written" not in opened.page.inner_text("dialog")


@pytest.mark.parametrize(
    ("claim", "offered"),
    [
        pytest.param("the pier will be rebuilt", "officials", id="who passes it on"),
        pytest.param("Holm said", "Ida Holm", id="whom it is relayed from"),
    ],
)
def test_who_passes_a_claim_on_is_offered_first(
    open_page: OpenPage, harbour: Graph, claim: str, offered: str
) -> None:
    outer, inner = (URIRef(statement_iri(harbour, each)) for each in ("Holm said", PIER))
    harbour.add((outer, CS.relays, inner))
    opened = open_page(harbour, on(harbour, claim))
    opened.page.click("#is-other")
    opened.page.click(f"dialog li:first-child .link:text-is('{offered}')")
    assert opened.page.inner_text("#panel .sayers .link") == offered
    graph, problems = rebuilt(saved(opened))
    assert problems == []
    again = open_page(graph, on(harbour, claim))
    assert again.page.inner_text("#panel .sayers .link") == offered


def test_whom_nobody_names_is_not_offered_for_passing_a_claim_on(
    open_page: OpenPage, harbour: Graph
) -> None:
    outer, inner = (URIRef(statement_iri(harbour, each)) for each in ("that the lamps", DARK))
    harbour.add((outer, CS.relays, inner))
    opened = open_page(harbour, on(harbour, DARK))
    opened.page.click("#is-other")
    offered = opened.page.locator("dialog .link").all_inner_texts()
    assert offered[0] == "Ida Holm"
    assert "He" not in offered


def test_facets_follow_a_source_that_is_corrected(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour, on(harbour, CLOSED))
    before = opened.facet("source")
    opened.page.click("#is-other")
    opened.page.fill("dialog input", "Jo Lund")
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    assert opened.facet("source") == ["Ida Holm 2", "Jo Lund 1", "The watchman 1"]
    opened.page.click("#undo")
    assert opened.facet("source") == before == ["Ida Holm 3", "The watchman 1"]


def test_in_the_drawing_no_line_leads_from_the_old_source(
    open_page: OpenPage, harbour: Graph
) -> None:
    opened = open_page(harbour, on(harbour, CLOSED, "graph"))
    from_whom = (
        "drawnLines.filter((line) => line.relation === 'source' && line.finish.node === state.at)"
        ".map((line) => line.start.label)"
    )
    assert opened.page.evaluate(from_whom) == ["Ida Holm"]
    opened.page.click("#is-other")
    opened.page.click("dialog .link:text-is('The watchman')")
    assert opened.page.evaluate(from_whom) == ["The watchman"]
    opened.page.click("#undo")
    assert opened.page.evaluate(from_whom) == ["Ida Holm"]


# ---------------------------------------------------------------- another subject


def about(opened: Opened) -> str:
    return opened.page.inner_text("#panel .about")


@pytest.mark.parametrize(
    ("typed", "chosen", "subject"),
    [
        pytest.param("", "wall", "wall", id="something of the article"),
        pytest.param("ida", "Ida Holm", "Ida Holm", id="somebody known"),
        pytest.param("Jo Lund", "A person called “Jo Lund”", "Jo Lund", id="a person"),
        pytest.param("Lundby", "A place called “Lundby”", "Lundby", id="a place"),
        pytest.param("", "Nobody and nothing named", "", id="nobody"),
    ],
)
def test_another_subject(
    open_page: OpenPage, harbour: Graph, typed: str, chosen: str, subject: str
) -> None:
    opened = open_page(harbour, on(harbour, CLOSED))
    assert about(opened) == "About closed"
    sure = facts(opened.page)["Confidence"]
    opened.page.click("#is-about")
    opened.page.fill("dialog input", typed)
    opened.page.click(f"dialog .link:text-is('{chosen}')")
    now = f"About {subject}" if subject else "About nobody and nothing named"
    assert about(opened) == now
    assert told(opened) == f"About: closed → {subject or 'nobody and nothing named'}."
    assert facts(opened.page)["Confidence"] == sure
    graph, problems = rebuilt(saved(opened))
    assert problems == []
    again = open_page(graph, on(harbour, CLOSED))
    assert about(again) == now
    assert facts(again.page)["Confidence"] == sure
    assert about(open_page(graph, on(harbour, DARK))) == "About dark"


def test_a_subject_is_undone_in_three_ways(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour, on(harbour, CLOSED))
    before = opened.facet("about")

    def decide() -> None:
        opened.page.click("#is-about")
        opened.page.click("dialog .link:text-is('wall')")
        assert opened.facet("about") != before
        assert opened.page.get_attribute("#is-about", "aria-pressed") == "true"

    decide()
    opened.page.click("#undo")
    assert opened.facet("about") == before
    decide()
    opened.page.click("#take-back")
    assert opened.facet("about") == before
    decide()
    opened.page.click("#corrections")
    assert opened.page.inner_text("#decided span") == f"“{CLOSED}”: about wall"
    opened.page.click("#decided button")
    press(opened.page, "Escape")
    assert opened.facet("about") == before
    assert about(opened) == "About closed"


def test_source_and_subject_of_a_claim_are_two_decisions(
    open_page: OpenPage, harbour: Graph
) -> None:
    opened = open_page(harbour, on(harbour, CLOSED))
    for button, chosen in (("#is-about", "wall"), ("#is-other", "The watchman")):
        opened.page.click(button)
        opened.page.click(f"dialog .link:text-is('{chosen}')")
    assert opened.page.inner_text("#corrections") == "Corrections 2"
    assert (source_of(opened, CLOSED), about(opened)) == ("The watchman", "About wall")
    opened.page.click("#take-back")
    assert opened.page.is_hidden("#corrections")
    assert (source_of(opened, CLOSED), about(opened)) == ("Ida Holm", "About closed")


def test_what_is_no_claim_is_about_nobody_and_what_is_about_somebody_is_one(
    open_page: OpenPage, harbour: Graph
) -> None:
    opened = open_page(harbour, on(harbour, CLOSED, "read"))
    opened.page.click("#is-about")
    opened.page.click("dialog .link:text-is('wall')")
    opened.page.click("#is-none")
    opened.page.click("#corrections")
    assert opened.page.locator("#decided span").all_inner_texts() == [f"“{CLOSED}”: no claim"]
    press(opened.page, "Escape", "a")
    opened.page.click("dialog .link:text-is('wall')")
    assert opened.page.locator("#reading .no-claim").count() == 0
    assert about(opened) == "About wall"
    press(opened.page, "z")
    assert opened.page.locator("#reading .no-claim").count() == 1


def test_in_the_drawing_no_line_leads_to_the_old_subject(
    open_page: OpenPage, harbour: Graph
) -> None:
    opened = open_page(harbour, on(harbour, CLOSED, "graph"))
    to_whom = (
        "drawnLines.filter((line) => line.relation === 'about' && line.start.node === state.at)"
        ".map((line) => line.finish.label)"
    )
    assert opened.page.evaluate(to_whom) == ["closed"]
    opened.page.click("#is-about")
    opened.page.click("dialog .link:text-is('wall')")
    assert opened.page.evaluate(to_whom) == ["wall"]
    opened.page.click("#undo")
    assert opened.page.evaluate(to_whom) == ["closed"]


# ---------------------------------------------------------------- who is one, and how claims relate


def test_two_people_become_one(open_page: OpenPage, harbour: Graph) -> None:
    watchman = next(harbour.subjects(SDO.name, Literal("The watchman")))
    opened = open_page(harbour, f"{at(str(watchman))}&view=table&sure=all")
    opened.page.click("#is-same")
    opened.page.fill("dialog input", "ida")
    opened.page.click("dialog .link:text-is('Ida Holm')")
    assert [row for row in opened.facet("source") if row.endswith(" 4")]
    assert len(opened.facet("source")) == 1
    graph, problems = rebuilt(saved(opened))
    assert problems == []
    assert (watchman, CS.sameEntityAs, None) in graph
    opened.page.click("#undo")
    assert opened.facet("source") == ["Ida Holm 3", "The watchman 1"]


def test_a_relation_between_claims_is_confirmed_or_rejected(
    open_page: OpenPage, harbour: Graph
) -> None:
    closed, dark = (URIRef(statement_iri(harbour, words)) for words in (CLOSED, DARK))
    one, other = harbour.value(closed, CS.states), harbour.value(dark, CS.states)
    assert one
    assert other
    harbour.add((one, CS.contradicts, other))
    opened = open_page(harbour, on(harbour, CLOSED))
    judge = opened.page.locator("#panel .judge")
    assert judge.locator("button").all_inner_texts() == ["Yes", "No"]
    judge.locator("text=Yes").click()
    assert judge.locator("[aria-pressed=true]").inner_text() == "Yes"
    assert (one, CS.contradicts, other) in rebuilt(saved(opened))[0]
    judge.locator("text=No").click()
    assert judge.count() == 0
    row = saved(opened).read_text("utf-8").splitlines()[-1].split("\t")
    assert [*row[:5:2], row[3]] == [str(one), "cs:contradicts", str(other), "Not"]
    press(opened.page, "z", "z")
    assert judge.count() == 1


def test_an_utterance_is_confirmed_or_rejected_and_the_claims_stay_the_same(
    open_page: OpenPage,
) -> None:
    graph = street()
    one, other = (URIRef(iri_of(graph, words)) for words in (TOLD, CUT))
    opened = open_page(graph, f"{at(str(one))}&view=compare&compare=drift")
    assert opened.page.locator(".wordings li").count() == 3
    judge = opened.page.locator("#panel section:has-text('Same utterance') li", has_text=CUT)
    judge.locator("text=Yes").click()
    assert judge.locator("[aria-pressed=true]").inner_text() == "Yes"
    judge.locator("text='No'").click()
    assert judge.count() == 0
    assert opened.page.locator(".wordings li").count() == 2
    row = saved(opened).read_text("utf-8").splitlines()[-1].split("\t")
    assert [*row[:5:2], row[3]] == [str(one), "cs:sameUtteranceAs", str(other), "Not"]
    opened.page.click("#corrections")
    assert "is another utterance than" in opened.page.inner_text("#decided li")
    press(opened.page, "Escape", "z", "z")
    assert judge.count() == 1
    assert opened.page.locator(".wordings li").count() == 3


# ---------------------------------------------------------------- kept, undone, taken back


def test_decisions_are_kept_in_the_browser_for_this_page_alone(
    open_page: OpenPage, harbour: Graph
) -> None:
    opened = open_page(harbour, on(harbour, CLOSED))
    opened.page.click("#is-none")
    opened.page.reload()
    assert opened.page.inner_text("#corrections") == "Corrections 1"
    assert CLOSED not in opened.rows()
    other = Path(opened.page.url.partition("#")[0].removeprefix("file://")).with_name("other.html")
    other.write_bytes(other.with_name("claims.html").read_bytes())
    opened.page.goto(other.as_uri() + HERE)
    assert opened.page.is_hidden("#corrections")
    assert CLOSED in opened.rows()


def test_the_list_takes_back_any_of_them(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour, on(harbour, CLOSED))
    opened.page.click("#is-none")
    opened.page.click("#rows button >> text=It was dark")
    opened.page.click("#is-right")
    opened.page.click("#corrections")
    listed = opened.page.locator("#decided li")
    assert listed.all_inner_texts() == [
        f"“{DARK}”: right Take back",
        f"“{CLOSED}”: no claim Take back",
    ]
    listed.last.locator("button").click()
    assert listed.count() == 1
    press(opened.page, "Escape")
    assert CLOSED in opened.rows()
    press(opened.page, "z")
    assert CLOSED not in opened.rows()


@pytest.mark.parametrize("kept", ["no JSON", "{}", "[1, null]", '[{"subject_id": 3}]', '"x"'])
def test_what_the_browser_keeps_may_be_anything(
    open_page: OpenPage, harbour: Graph, kept: str
) -> None:
    opened = open_page(harbour, HERE)
    opened.page.evaluate("text => localStorage.setItem(KEPT_AS, text)", kept)
    opened.page.reload()
    assert len(opened.rows()) == 7
    assert opened.complaints == []


def test_a_browser_that_keeps_nothing_says_so(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour, on(harbour, CLOSED))
    opened.page.evaluate(
        "() => { Storage.prototype.setItem = Storage.prototype.getItem = () => { throw 1; }; }"
    )
    opened.page.click("#is-right")
    assert told(opened).endswith("This browser keeps nothing: save the file before you leave.")


# ---------------------------------------------------------------- the file


def test_a_file_needs_a_name_and_says_what_was_decided(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour, on(harbour, DARK))
    opened.page.click("#is-none")
    opened.page.click("#corrections")
    opened.page.click("#save")
    assert opened.page.is_visible("#missing")
    assert opened.page.evaluate("document.activeElement.id") == "decided-by"
    press(opened.page, "Escape")
    lines = [line for line in saved(opened).read_text("utf-8").splitlines() if line[0] != "#"]
    row = dict(zip(*(line.split("\t") for line in lines), strict=True))
    day = opened.page.evaluate("today()")
    assert {name: cell for name, cell in row.items() if cell} == {
        "subject_id": statement_iri(harbour, DARK),
        "subject_label": DARK,
        "predicate_id": "rdf:type",
        "predicate_modifier": "Not",
        "object_id": "cs:Statement",
        "mapping_justification": "semapv:ManualMappingCuration",
        "confidence": "1",
        "author_label": "Ann Lee",
        "mapping_date": day,
        "subject_article": "Harbour closed",
        "subject_said_by": "The watchman",
        "subject_passage": DARK,
    }


def test_a_file_is_taken_up_again_and_loses_nothing(
    open_page: OpenPage, harbour: Graph, tmp_path: Path
) -> None:
    opened = open_page(harbour, on(harbour, CLOSED))
    opened.page.click("#is-none")
    file = tmp_path / "corrections.tsv"
    file.write_text(
        "#curie_map:\n#  id: https://example.org/other/\nsubject_id\tpredicate_id\tobject_id\tobject_label\t"
        "author_label\tnote\n"
        f'{statement_iri(harbour, DARK)}\tcs:source\tschema:Person\t"Jo ""J"" Lund"\tBo\tx\n'
        "id:a\thttps://w3id.org/claim-source#sameEntityAs\tid:b\t\tBo\t\n",
        "utf-8",
    )
    opened.page.click("#corrections")
    opened.page.set_input_files("#opened", file)
    opened.page.wait_for_function("decisions.size === 3")
    press(opened.page, "Escape")
    assert source_of(opened, DARK).startswith('Jo "J" Lund')
    opened.page.click("#rows button >> text=It was dark")
    assert "decided by Bo" in opened.page.inner_text("#panel .tags")
    lines = saved(opened).read_text("utf-8").splitlines()[-3:]
    assert [line.split("\t")[0] for line in lines] == [
        statement_iri(harbour, CLOSED),
        statement_iri(harbour, DARK),
        "https://example.org/other/a",
    ]
    assert '"Jo ""J"" Lund"' in lines[1]
    assert [line.split("\t")[8] for line in lines] == ["Ann Lee", "Bo", "Bo"]


@pytest.mark.parametrize("change", ["again", "more"])
def test_an_extraction_run_again_keeps_it(open_page: OpenPage, harbour: Graph, change: str) -> None:
    opened = open_page(harbour, on(harbour, CLOSED))
    opened.page.click("#is-other")
    opened.page.click("dialog .link:text-is('The watchman')")
    path = saved(opened)
    article = Printed() if change == "again" else Printed(text=Printed().text + "\n\nMore later.")
    graph, problems = rebuilt(path, article)
    assert problems == []
    again = open_page(graph, HERE)
    assert source_of(again, CLOSED).startswith("The watchman")
    assert sorted(again.facet("source")) == ["Ida Holm 2", "The watchman 2"]


def test_a_passage_that_has_changed_is_reported_and_the_rest_kept(
    open_page: OpenPage, harbour: Graph
) -> None:
    opened = open_page(harbour, on(harbour, CLOSED))
    opened.page.click("#is-none")
    opened.page.click("#rows button >> text=It was dark")
    opened.page.click("#is-none")
    path = saved(opened)
    first = Printed().said[0]
    text = Printed().text.replace(CLOSED, "The harbour was closed")
    said = (
        type(first)(first.who, ("The harbour was closed",), by="Ida Holm", cue="said"),
        *Printed().said[1:],
    )
    graph, [problem] = rebuilt(path, Printed(text=text, said=said))
    assert "“The harbour is closed” of Harbour closed is not in this graph" in problem
    assert DARK not in open_page(graph, HERE).rows()


# ---------------------------------------------------------------- the keyboard, and everybody


def test_the_keyboard_alone_corrects(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour, on(harbour, CLOSED, "read"))
    opened.page.focus("#read-view")
    press(opened.page, "y")
    assert told(opened) == "Marked as right."
    press(opened.page, "n")
    assert told(opened) == "Marked as no claim."
    press(opened.page, "s")
    opened.page.keyboard.type("Jo n y z Lund")
    press(opened.page, "Tab", "Enter")
    assert told(opened) == "Source: Ida Holm → Jo n y z Lund."
    press(opened.page, "z", "z", "z")
    assert opened.page.is_hidden("#corrections")
    opened.page.focus("#search")
    opened.page.keyboard.type("zyns")
    assert opened.page.is_hidden("#corrections")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_barriers(open_page: OpenPage, harbour: Graph, width: int, *, dark: bool) -> None:
    opened = open_page(harbour, on(harbour, CLOSED, "read"), width=width, dark=dark)
    opened.page.click("#is-none")
    assert Axe().run(opened.page).violations_count == 0
    opened.page.click("#is-other")
    assert Axe().run(opened.page).violations_count == 0
    press(opened.page, "Escape", "a")
    assert Axe().run(opened.page).violations_count == 0
    press(opened.page, "Escape")
    opened.page.click("#corrections")
    assert Axe().run(opened.page).violations_count == 0
    dialog = opened.page.locator("dialog").bounding_box()
    assert dialog
    assert dialog["x"] >= 0
    assert dialog["x"] + dialog["width"] <= width
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.complaints == []


@pytest.mark.parametrize("words", ["</script><b>", "\u202egnp.exe", '"', "=1+1", "<img src=x>"])
def test_hostile_words_are_only_words(open_page: OpenPage, harbour: Graph, words: str) -> None:
    opened = open_page(harbour, on(harbour, CLOSED))
    opened.page.evaluate("words => decideSource(state.at, 'person', words)", words)
    opened.page.evaluate("words => decideSubject(state.at, 'person', words)", words)
    opened.page.click("#corrections")
    assert words in (opened.page.locator("#decided").text_content() or "")
    assert opened.page.locator("#decided b, #decided img, #told b, #told img").count() == 0
    press(opened.page, "Escape")
    graph, problems = rebuilt(saved(opened))
    assert problems == []
    assert words in {str(name) for name in graph.objects()}
    assert opened.complaints == []
    assert (
        json.loads(opened.page.evaluate("localStorage.getItem(KEPT_AS)"))[0]["object_label"]
        == words
    )
