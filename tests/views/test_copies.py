"""Correcting a claim whose wire copies count once: in all of them, undone at once, and said."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from pyoxigraph import RdfFormat, Store
from rdflib import SDO, Literal, URIRef

from kg.merge.correcting import correct_graph
from kg.model import Kind, QuotationType, SourceRule
from kg.rdf import to_nquads, version_quad
from kg.rdf.vocabulary import CS
from kg.store import read_graph, unite_graphs
from tests.rdf.examples import BASE
from tests.views.printing import Printed, Said, printed, quads_of
from tests.views.reading import at, press

if TYPE_CHECKING:
    from rdflib import Graph

    from kg.errors import Problem
    from tests.views.conftest import Opened, OpenPage

pytestmark = pytest.mark.browser

TEXT = "The dyke holds, Ada Moor said. The dyke holds, the mayor said. Water came over it."
HOLDS = "The dyke holds"
WATER = "Water came over it."
SAID = (
    Said("Ada Moor", (HOLDS,), by="Ada Moor", cue="said"),
    Said(
        "Marsh Wire",
        (WATER,),
        how=QuotationType.NARRATION,
        kind=Kind.PUBLICATION,
        rule=SourceRule.NARRATION,
    ),
)
WIRE = Printed(
    title="Dyke", publisher="Marsh Wire", text=TEXT, said=SAID, name="a.txt", day=date(2024, 5, 1)
)
COPY = replace(WIRE, publisher="Fen Mail", name="b.txt", day=date(2024, 5, 2))


def dyke(copy: Printed = COPY) -> Graph:
    """A wire text, and an article that prints it."""
    return printed(WIRE, copy, copies=((copy, WIRE),))


def choose(opened: Opened, claim: str = HOLDS) -> None:
    opened.page.locator(f"#rows .link:text-is('{claim}')").first.click()


def give_source(opened: Opened, name: str) -> None:
    opened.page.click("#is-other")
    opened.page.fill("dialog input", name)
    opened.page.click(f"dialog .link:text-is('A person called “{name}”')")


def told(opened: Opened) -> str:
    return opened.page.inner_text("#told span")


def decided(opened: Opened) -> int:
    """How many lines the file would have."""
    return int(opened.page.evaluate("decisions.size"))


def saved(opened: Opened) -> Path:
    opened.page.click("#corrections")
    opened.page.fill("#decided-by", "Ann Lee")
    with opened.page.expect_download() as download:
        opened.page.click("#save")
    opened.page.keyboard.press("Escape")
    return Path(download.value.path())


def rows_of(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def rebuilt(path: Path) -> Graph:
    """The graph of both articles as extracted again, corrected by a file of which all counts."""
    store = Store()
    quads = quads_of(WIRE, COPY) | {version_quad(COPY.iri, WIRE.iri, BASE)}
    store.bulk_load(input=to_nquads(quads).encode("utf-8"), format=RdfFormat.N_QUADS)
    problems: list[Problem] = []
    graph = read_graph(correct_graph(unite_graphs(store), path, BASE, problems))
    assert problems == []
    return graph


def sources(opened: Opened, claim: str = HOLDS) -> list[str]:
    rows = opened.page.locator("#rows tr", has_text=claim)
    return rows.locator("[data-name=Source]").all_inner_texts()


# ---------------------------------------------------------------- while they count once


def test_another_source_counts_in_every_copy_and_in_the_next_build(open_page: OpenPage) -> None:
    opened = open_page(dyke(), "#view=table&sure=all")
    choose(opened)
    give_source(opened, "Jo Lund")
    assert told(opened) == "Source: Ada Moor → Jo Lund. Also in 1 copy: Fen Mail."
    path = saved(opened)
    assert [row["object_label"] for row in rows_of(path)] == ["Jo Lund", "Jo Lund"]
    again = open_page(rebuilt(path), "#view=table&sure=all&copies=all")
    assert sources(again) == ["Jo Lund", "Jo Lund"]


def test_another_subject_counts_in_every_copy_and_is_taken_back_at_once(
    open_page: OpenPage,
) -> None:
    opened = open_page(dyke(), "#view=table&sure=all")
    choose(opened)
    opened.page.click("#is-about")
    opened.page.fill("dialog input", "Marsh")
    opened.page.click("dialog .link:text-is('A place called “Marsh”')")
    assert told(opened) == "About: holds → Marsh. Also in 1 copy: Fen Mail."
    assert decided(opened) == 2
    again = open_page(rebuilt(saved(opened)), "#view=table&sure=all&copies=all")
    rows = again.page.locator("#rows tr", has_text=HOLDS).locator("[data-name=About]")
    assert rows.all_inner_texts() == ["Marsh", "Marsh"]
    opened.page.click("#take-back")
    assert told(opened) == "Taken back. Also in 1 copy: Fen Mail."
    assert decided(opened) == 0


def test_no_claim_goes_from_every_copy(open_page: OpenPage) -> None:
    opened = open_page(dyke(), "#view=table&sure=all")
    choose(opened)
    press(opened.page, "n")
    assert told(opened) == "Marked as no claim. Also in 1 copy: Fen Mail."
    graph = rebuilt(saved(opened))
    assert len(set(graph.subjects(CS.states))) == 2  # of four


def test_right_is_right_in_every_copy_though_each_has_an_own_voice(open_page: OpenPage) -> None:
    opened = open_page(dyke(), "#view=table&sure=all")
    choose(opened, WATER)
    press(opened.page, "y")
    assert told(opened) == "Marked as right. Also in 1 copy: Fen Mail."


def test_the_article_itself_is_each_its_own(open_page: OpenPage) -> None:
    opened = open_page(dyke(), "#view=table&sure=all")
    choose(opened)
    opened.page.click("#is-other")
    opened.page.click("dialog .link:text-is('The article itself')")
    path = saved(opened)
    assert [row["object_label"] for row in rows_of(path)] == ["Marsh Wire", "Fen Mail"]
    again = open_page(rebuilt(path), "#view=table&sure=all&copies=all")
    assert sources(again) == ["Marsh Wire", "Fen Mail"]


def test_all_of_it_is_undone_and_taken_back_at_once(open_page: OpenPage) -> None:
    opened = open_page(dyke(), "#view=table&sure=all")
    choose(opened)
    give_source(opened, "Jo Lund")
    press(opened.page, "z")
    assert (decided(opened), sources(opened)) == (0, ["Ada Moor"])
    opened.page.click("#is-right")
    assert decided(opened) == 2
    opened.page.click("#take-back")
    assert (decided(opened), told(opened)) == (0, "Taken back. Also in 1 copy: Fen Mail.")
    press(opened.page, "z")
    assert decided(opened) == 2
    opened.page.click("#corrections")
    listed = opened.page.locator("#decided li")
    assert listed.all_inner_texts() == [
        f"“{HOLDS}” in {outlet}: right Take back" for outlet in ("Marsh Wire", "Fen Mail")
    ]
    listed.last.locator("button").click()
    assert decided(opened) == 0


def test_in_the_text_of_a_copy_it_counts_for_the_first_one_too(open_page: OpenPage) -> None:
    opened = open_page(dyke(), "#view=read&sure=all")
    opened.page.evaluate("openText(articles.find((each) => each.publisher === 'Fen Mail'))")
    opened.page.click("#reading .claim[role]")
    press(opened.page, "n")
    assert told(opened) == "Marked as no claim. Also in 1 copy: Marsh Wire."


def test_an_utterance_that_is_rejected_is_so_in_every_copy(open_page: OpenPage) -> None:
    told_on = "that the dyke holds"
    other = replace(
        WIRE,
        publisher="Dune Post",
        text=f"Moor said {told_on} on Monday.",
        said=(Said("Ada Moor", (told_on,), by="Moor", cue="said"),),
        name="c.txt",
    )
    graph = printed(WIRE, COPY, other, copies=((COPY, WIRE),))
    [retold] = statements_of(graph, told_on)
    for each in statements_of(graph, HOLDS):
        graph.add((each, CS.sameUtteranceAs, retold))
    address = f"{at(str(retold))}&view=compare&compare=drift&sure=all"
    opened = open_page(graph, address)
    wordings = opened.page.locator(".wordings li")
    assert wordings.count() == 2
    opened.page.locator("#panel .judge >> text=No").first.click()
    assert decided(opened) == 2
    assert wordings.count() == 0
    press(opened.page, "z")
    assert (decided(opened), wordings.count()) == (0, 2)
    apart = open_page(graph, f"{address}&copies=all")
    apart.page.locator("#panel .judge >> text=No").first.click()
    assert decided(apart) == 1


def statements_of(graph: Graph, words: str) -> list[URIRef]:
    found = []
    for claim in graph.subjects(SDO.text, Literal(words)):
        found += [URIRef(str(each)) for each in graph.subjects(CS.states, claim)]
    return found


# ---------------------------------------------------------------- what it does not count for


def test_copies_that_are_shown_apart_are_corrected_apart(open_page: OpenPage) -> None:
    opened = open_page(dyke(), "#view=table&sure=all&copies=all")
    choose(opened)
    give_source(opened, "Jo Lund")
    assert told(opened) == "Source: Ada Moor → Jo Lund."
    assert sources(opened) == ["Jo Lund", "Ada Moor"]
    again = open_page(rebuilt(saved(opened)), "#view=table&sure=all&copies=all")
    assert sorted(sources(again)) == ["Ada Moor", "Jo Lund"]


def said_by(who: str, by: str, cue: str = "said") -> Printed:
    return replace(COPY, said=(Said(who, (HOLDS,), by=by, cue=cue), *SAID[1:]))


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(said_by("Eva Moor", "Ada Moor"), id="another speaker was found"),
        pytest.param(said_by("Ada Moor", "the mayor"), id="another source in the text"),
    ],
)
def test_a_copy_that_tells_it_otherwise_is_left_alone_and_named(
    open_page: OpenPage, copy: Printed
) -> None:
    opened = open_page(dyke(copy), "#view=table&sure=all")
    choose(opened)
    give_source(opened, "Jo Lund")
    assert told(opened) == (
        "Source: Ada Moor → Jo Lund. Not in 1 copy, where it stands otherwise: Fen Mail."
    )
    assert decided(opened) == 1


def test_the_same_words_of_somebody_else_in_a_copy_keep_their_speaker(open_page: OpenPage) -> None:
    mayor = Said("the mayor", (HOLDS,), by="the mayor", cue="said")
    text = TEXT.replace("The dyke holds, the", "“The dyke holds,” the")
    both = (SAID[0], replace(mayor, words=("“The dyke holds,”",), how=QuotationType.DIRECT))
    wire, copy = (replace(each, text=text, said=both) for each in (WIRE, COPY))
    opened = open_page(printed(wire, copy, copies=((copy, wire),)), "#view=table&sure=all")
    choose(opened)
    give_source(opened, "Jo Lund")
    opened.page.uncheck("#copies")
    assert sorted(sources(opened)) == ["Jo Lund", "Jo Lund", "the mayor", "the mayor"]


# ---------------------------------------------------------------- for everybody


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_barriers(open_page: OpenPage, width: int, *, dark: bool) -> None:
    opened = open_page(dyke(), "#view=table&sure=all", width=width, dark=dark)
    choose(opened)
    press(opened.page, "y")
    report = Axe().run(opened.page)
    assert report.violations_count == 0, report.generate_report()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.complaints == []


@pytest.mark.parametrize("words", ["</script><b>", "<img src=x>", "Fen\u202eliaM"])
def test_a_hostile_outlet_is_only_words(open_page: OpenPage, words: str) -> None:
    opened = open_page(dyke(replace(COPY, publisher=words)), "#view=table&sure=all")
    choose(opened)
    press(opened.page, "y")
    assert told(opened).endswith(f"Also in 1 copy: {words.replace(chr(0x202E), '')}.")
    assert opened.page.locator("#told b, #told img").count() == 0
    assert opened.complaints == []
