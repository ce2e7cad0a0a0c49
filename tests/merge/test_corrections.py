"""Corrections: each counts wherever its claim stands, says who decided it, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store

from kg.errors import InputError
from kg.link.judgements import join_cells
from kg.merge.correcting import Corrector, correct_graph
from kg.merge.corrections import read_corrections
from kg.rdf import find_broken, load_shapes, to_graph, to_nquads
from kg.rdf.nodes import to_graph as graph_of
from kg.rdf.serialise import from_nquads
from kg.rdf.vocabulary import CS, PROV, RDF, SDO
from kg.views.network import to_network
from tests.rdf.examples import BASE
from tests.views.printing import HARBOUR, Printed, Said, quads_of, statement_iri

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from rdflib import URIRef

    from kg.errors import Problem
    from kg.merge.corrections import Corrections

HEAD = (
    "subject_id subject_label predicate_id predicate_modifier object_id object_label author_label "
    "mapping_date subject_article subject_passage"
).split()
ARTICLE = Printed(url="https://harbour.example.org/a")
"""One of seven statements."""
CLOSED, SANK, DARK = "The harbour is closed", "Two boats sank", "It was dark"
REBUILT = "the pier will be rebuilt"
SAID_BY = {  # before any correction
    "The harbour is closed": "Ida Holm",
    "Two boats sank, Nobody was hurt.": "Ida Holm",
    "Holm said the pier will be rebuilt": "officials",
    "the pier will be rebuilt": "Ida Holm",
    "Waves came over the wall.": "Harbour Post",
    "that the lamps had failed": "He",
    "It was dark": "The watchman",
}


def full_words(words: str) -> str:
    return next(full for full in SAID_BY if full.startswith(words))


def lines_of(*articles: Printed) -> bytes:
    return to_nquads(quads_of(*(articles or (ARTICLE,)))).encode("utf-8")


def claim(words: str, article: Printed = ARTICLE) -> str:
    return statement_iri(to_graph(quads_of(article)), words)


def line(words: str, decided: str = "right", by: str = "Ann", day: str = "2026-03-31") -> list[str]:
    """`right`, `no claim`, a class and a name: who says it; or the same behind `about`: of whom."""
    of_type = {
        "right": ("rdf:type", "", "cs:Statement", ""),
        "no claim": ("rdf:type", "Not", "cs:Statement", ""),
        "about nobody": ("schema:about", "Not", "schema:Thing", ""),
    }
    predicate = "schema:about" if decided.startswith("about ") else "cs:source"
    class_, _, name = decided.removeprefix("about ").partition(" ")
    predicate, sign, object_, label = of_type.get(decided) or (predicate, "", class_, name)
    passage = full_words(words)
    return [
        claim(words),
        words,
        predicate,
        sign,
        object_,
        label,
        by,
        day,
        ARTICLE.url or "",
        passage,
    ]


def table(folder: Path, *lines: list[str]) -> Path:
    path = folder / "corrections.tsv"
    path.write_text("".join(join_cells(cells) + "\n" for cells in [HEAD, *lines]), "utf-8")
    return path


def corrected(data: bytes, path: Path) -> tuple[bytes, list[str]]:
    """What a build makes of the lines of its articles, and what it complains of."""
    problems: list[Problem] = []
    corrector = Corrector(corrections=read_corrections(path, problems), base=BASE)
    found = corrector.correct_lines(data) + corrector.judged_lines(problems)
    problems += corrector.list_unmet()
    return b"".join(sorted(set(found.splitlines(keepends=True)))), [str(one) for one in problems]


def said_by(data: bytes) -> dict[str, str]:
    """Who says which claim."""
    network = to_network(to_graph(from_nquads(data)))
    found = {}
    for node, attributes in network.nodes(data=True):
        if attributes["type"] == "statement":
            ends = [
                end
                for _, end, edge in network.out_edges(node, data=True)
                if edge["relation"] == "source"
            ]
            found[attributes["text"]] = "; ".join(
                sorted(network.nodes[end]["name"] for end in ends)
            )
    return found


# ---------------------------------------------------------------- what a line does


@pytest.mark.parametrize(
    ("lines", "changed"),
    [
        pytest.param([], {}, id="no line changes nothing"),
        pytest.param([line(DARK)], {}, id="what is right stays"),
        pytest.param([line(DARK, "no claim")], {"It was dark": None}, id="no claim"),
        pytest.param([line(CLOSED, "schema:Person Jo Lund")], {CLOSED: "Jo Lund"}, id="a person"),
        pytest.param(
            [line(CLOSED, "schema:Organization Port Office")], {CLOSED: "Port Office"}, id="a body"
        ),
        pytest.param([line(CLOSED, "schema:Report Log")], {CLOSED: "Log"}, id="a document"),
        pytest.param(
            [line(CLOSED, "schema:NewsMediaOrganization whatever")],
            {CLOSED: "Harbour Post"},
            id="the article itself, by the name of its publisher",
        ),
        pytest.param(
            [line(CLOSED, "cs:UnnamedSource")], {CLOSED: "unnamed source"}, id="nobody named"
        ),
        pytest.param(
            [line(CLOSED, "schema:Person Jo Lund"), line(CLOSED, "schema:Person Bo Ray")],
            {CLOSED: "Bo Ray; Jo Lund"},
            id="two together",
        ),
        pytest.param(
            [line(CLOSED), line(CLOSED, "schema:Person Jo Lund")],
            {CLOSED: "Jo Lund"},
            id="right, but of another source",
        ),
        pytest.param(
            [line(CLOSED, "schema:Person Ida Holm", by=by) for by in ("Ann", "Bo")],
            {},
            id="two people agree",
        ),
    ],
)
def test_a_line_changes_its_claim_and_no_other(
    tmp_path: Path, lines: list[list[str]], changed: dict[str, str | None]
) -> None:
    found, problems = corrected(lines_of(), table(tmp_path, *lines))
    expected = {words: changed.get(words, who) for words, who in SAID_BY.items()}
    assert said_by(found) == {words: who for words, who in expected.items() if who}
    assert problems == []
    assert find_broken(graph_of(from_nquads(found)), load_shapes()) == []


def about(data: bytes, words: str, article: Printed = ARTICLE) -> list[str]:
    """Whom and what the page has a claim be about."""
    network = to_network(to_graph(from_nquads(data)))
    edges = network.out_edges(claim(words, article), data=True)
    return sorted(
        network.nodes[end]["name"] for _, end, edge in edges if edge["relation"] == "about"
    )


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        pytest.param([], ["closed"], id="no line changes nothing"),
        pytest.param([line(CLOSED)], ["closed"], id="nor does it that it is right"),
        pytest.param([line(CLOSED, "about schema:Person Jo Lund")], ["Jo Lund"], id="a person"),
        pytest.param([line(CLOSED, "about schema:Place Lundby")], ["Lundby"], id="a place"),
        pytest.param([line(CLOSED, "about schema:Thing closed")], ["closed"], id="what it was"),
        pytest.param([line(CLOSED, "about nobody")], [], id="nobody"),
        pytest.param(
            [line(CLOSED, f"about schema:Person {name}") for name in ("Jo Lund", "Bo Ray")],
            ["Bo Ray", "Jo Lund"],
            id="two of one person",
        ),
        pytest.param(
            [line(CLOSED, "about schema:Person Jo Lund", by=by) for by in ("Ann", "Bo")],
            ["Jo Lund"],
            id="two people agree",
        ),
        pytest.param(
            [line(CLOSED), line(CLOSED, "about nobody")], [], id="right, but about nobody"
        ),
    ],
)
def test_a_line_says_whom_a_claim_is_about(
    tmp_path: Path, lines: list[list[str]], named: list[str]
) -> None:
    found, problems = corrected(lines_of(), table(tmp_path, *lines))
    assert about(found, CLOSED) == named
    assert about(found, DARK) == ["dark"]
    assert said_by(found) == SAID_BY
    assert problems == []
    assert find_broken(graph_of(from_nquads(found)), load_shapes()) == []
    assert corrected(found, table(tmp_path, *lines)) == (found, [])


def test_whom_it_is_about_makes_nobody_surer_of_it(tmp_path: Path) -> None:
    found, _ = corrected(lines_of(), table(tmp_path, line(DARK, "about schema:Person Jo Lund")))
    before, after = (to_network(to_graph(from_nquads(each))) for each in (lines_of(), found))
    assert after.nodes[claim(DARK)]["extractions"] == before.nodes[claim(DARK)]["extractions"]


def test_whom_it_is_about_holds_where_the_claim_stands_in_another_article_too(
    tmp_path: Path,
) -> None:
    other = replace(ARTICLE, url="https://harbour.example.org/b")
    path = table(tmp_path, line(CLOSED, "about nobody"))
    found, problems = corrected(lines_of(ARTICLE, other), path)
    assert problems == []
    assert (about(found, CLOSED), about(found, CLOSED, other)) == ([], ["closed"])


def meant_by(data: bytes) -> dict[str, set[str]]:
    """Whom each statement is about; and under the words of a claim, whom that is about."""
    graph = to_graph(from_nquads(data))
    nodes = [(node, str(node)) for node in graph.subjects(RDF.type, CS.Statement)]
    nodes += [(node, str(graph.value(node, SDO.text))) for node in graph.objects(None, CS.states)]
    return {
        key: {str(graph.value(entity, SDO.name)) for entity in graph.objects(node, SDO.about)}
        for node, key in nodes
    }


def test_who_means_somebody_else_by_the_same_words_goes_on_to(tmp_path: Path) -> None:
    said = [
        Said(who, (CLOSED,), by=who, cue="said", of=(name,))
        for who, name in (("Ida Holm", "Jo Lund"), ("The watchman", "Bo Ray"))
    ]
    data = lines_of(replace(ARTICLE, said=tuple(said)))
    before = meant_by(data)
    [of_jo] = [node for node, names in before.items() if names == {"Jo Lund"}]
    decided = [of_jo, *line(CLOSED, "about schema:Person Kim Ek")[1:]]
    found, problems = corrected(data, table(tmp_path, decided))
    assert problems == []
    assert meant_by(found) == {**before, of_jo: {"Kim Ek"}, CLOSED: {"Kim Ek", "Bo Ray"}}


def test_nothing_of_what_is_no_claim_is_left_but_the_decision(tmp_path: Path) -> None:
    found, _ = corrected(lines_of(), table(tmp_path, line(DARK, "no claim")))
    graph = to_graph(from_nquads(found))
    lost = set(to_graph(quads_of(ARTICLE))) - set(graph)
    assert {"It was dark", "The watchman"} <= {str(value) for *_, value in lost}
    assert not {claim(DARK)} & {str(node) for node in graph.subjects()}
    [decision] = graph.subjects(RDF.type, CS.Judgement)
    assert str(graph.value(decision, RDF.subject)) == claim(DARK)
    [author] = graph.objects(decision, PROV.wasAttributedTo)
    assert str(graph.value(author, SDO.name)) == "Ann"


@pytest.mark.parametrize("relation", [CS.disputes, CS.relays])
def test_what_is_no_claim_takes_no_other_statement_with_it(
    tmp_path: Path, relation: URIRef
) -> None:
    graph = lines_of().splitlines()[0].split()[-2].decode()
    beside = f"<{claim(DARK)}> <{relation}> <{claim(CLOSED)}> {graph} .\n".encode()
    found, problems = corrected(lines_of() + beside, table(tmp_path, line(DARK, "no claim")))
    assert said_by(found) == {words: who for words, who in SAID_BY.items() if words != DARK}
    assert problems == []


def test_a_person_is_sure(tmp_path: Path) -> None:
    for decided in ("right", "schema:Person Jo Lund"):
        found, _ = corrected(lines_of(), table(tmp_path, line(DARK, decided)))
        network = to_network(to_graph(from_nquads(found)))
        own = network.nodes[claim(DARK)]
        [by_person] = [one for one in own["extractions"] if one["extractor"] == "person"]
        assert (by_person["confidence"], by_person["software"]) == (1.0, ["Ann"])
        [edge] = [
            edge
            for *_, edge in network.out_edges(claim(DARK), data=True)
            if edge["relation"] == "source"
        ]
        assert edge["confidence"] == 1.0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(line(DARK), line(DARK, "no claim"), id="right and no claim"),
        pytest.param(
            line(DARK, "no claim"), line(DARK, "schema:Person Jo"), id="no claim, and a source"
        ),
        pytest.param(
            line(DARK, "schema:Person Jo", by="Ann"),
            line(DARK, "schema:Person Bo", by="Eve"),
            id="two people, two sources",
        ),
    ],
)
def test_lines_that_disagree_are_listed_and_none_counts(
    tmp_path: Path, first: list[str], second: list[str]
) -> None:
    found, problems = corrected(lines_of(), table(tmp_path, first, line(CLOSED), second))
    assert said_by(found) == SAID_BY
    [problem] = problems
    assert problem.endswith(
        "corrections.tsv:2: line 4 says otherwise of the same claim; delete one; none counts"
    )


BROKEN = [
    pytest.param({"author_label": ""}, "nobody stands under author_label", id="no author"),
    pytest.param({"author_label": "kg"}, "nobody stands under author_label", id="the tool"),
    pytest.param({"mapping_date": "yesterday"}, "is no day; write it as 2026-03-31", id="no day"),
    pytest.param({"object_id": "schema:Claim"}, "its object_id is not cs:Statement", id="class"),
    pytest.param({"subject_id": "no IRI"}, "is no IRI", id="no IRI"),
    pytest.param({"predicate_modifier": "Nope"}, "is neither Not nor empty", id="modifier"),
    pytest.param(
        {"predicate_id": "cs:source", "object_id": "schema:Place"},
        "no class of sources",
        id="place",
    ),
    pytest.param(
        {"predicate_id": "cs:source", "object_id": "schema:Person"}, "label is empty", id="no name"
    ),
    pytest.param(
        {"predicate_id": "cs:source", "predicate_modifier": "Not"}, "who is not", id="not"
    ),
    pytest.param(
        {"predicate_id": "schema:about", "object_id": "cs:UnnamedSource", "object_label": "x"},
        "no class of subjects",
        id="about nobody who could be named",
    ),
    pytest.param(
        {"predicate_id": "schema:about", "object_id": "schema:Person"},
        "label is empty",
        id="about no name",
    ),
    pytest.param(
        {
            "predicate_id": "schema:about",
            "predicate_modifier": "Not",
            "object_id": "schema:Person",
            "object_label": "Jo Lund",
        },
        "whom it is not about",
        id="about not",
    ),
    pytest.param({"predicate_id": "cs:cue"}, "decides nothing here", id="predicate"),
]


@pytest.mark.parametrize(("cells", "message"), BROKEN)
def test_a_line_that_cannot_count_is_listed_and_the_rest_goes_on(
    tmp_path: Path, cells: dict[str, str], message: str
) -> None:
    broken = list((dict(zip(HEAD, line(DARK), strict=True)) | cells).values())
    path = table(tmp_path, broken, line(CLOSED, "schema:Person Jo Lund"))
    found, problems = corrected(lines_of(), path)
    assert said_by(found) == SAID_BY | {CLOSED: "Jo Lund"}
    [problem] = problems
    assert problem.startswith(f"{path}:2: ")
    assert message in problem


@pytest.mark.parametrize(
    "name",
    ["</script><b>", "\u202egnp.exe", '"', "a\\", "=1+1", "x" * 10_000, "<x:a> .", "’\x07"],
)
def test_a_hostile_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    found, problems = corrected(lines_of(), table(tmp_path, line(CLOSED, f"schema:Person {name}")))
    assert said_by(found)[CLOSED] == name
    assert problems == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(None, "does not exist; save it from the page", id="no file"),
        pytest.param(b"", "cannot be read as a table of judgements", id="empty"),
        pytest.param(b"a\tb\n", "it has no column object_id", id="no table"),
        pytest.param(b"PK\x03\x04\x00\xff", "has no column", id="a spreadsheet"),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "c.tsv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_corrections(path, [])


# ---------------------------------------------------------------- as long as the passage stands


def test_a_claim_is_known_by_its_words_where_the_article_has_changed(tmp_path: Path) -> None:
    later = replace(ARTICLE, text=f"{HARBOUR}\n\nMore follows.")
    assert claim(CLOSED, later) != claim(CLOSED)
    lines = [line(CLOSED, "schema:Person Jo Lund"), line(SANK, "no claim")]
    found, problems = corrected(lines_of(later), table(tmp_path, *lines))
    assert problems == []
    assert said_by(found)[CLOSED] == "Jo Lund"
    assert "Two boats sank, Nobody was hurt." not in said_by(found)


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(
            replace(
                ARTICLE,
                text="The harbour is open, Ida Holm said.",
                said=(Said("Ida Holm", ("The harbour is open",), by="Ida Holm", cue="said"),),
            ),
            id="other words",
        ),
        pytest.param(replace(ARTICLE, url="https://other.example.org/b"), id="another address"),
        pytest.param(
            replace(
                ARTICLE,
                text="The harbour is closed, Ida Holm said. The harbour is closed, Bo wrote.",
                said=(
                    Said("Ida Holm", ("The harbour is closed",), by="Ida Holm", cue="said"),
                    Said("Bo", ("The harbour is closed",), by="Bo", cue="wrote"),
                ),
            ),
            id="the words of two",
        ),
    ],
)
def test_a_passage_that_has_changed_is_reported_in_words(tmp_path: Path, later: Printed) -> None:
    path = table(tmp_path, line(CLOSED, "no claim"))
    found, problems = corrected(lines_of(later), path)
    assert found == lines_of(later)
    [problem] = problems
    assert problem == (
        f"{path}:2: “The harbour is closed” of https://harbour.example.org/a is not in this graph: "
        "its words or its article have changed, or are not among what was given; the line changes "
        "nothing now, and may stay"
    )


# ---------------------------------------------------------------- laws

DECISIONS = st.lists(
    st.tuples(
        st.sampled_from([CLOSED, SANK, REBUILT, DARK]),
        st.sampled_from(["right", "no claim", "schema:Person Jo Lund", "cs:UnnamedSource"]),
    ),
    unique_by=lambda one: one[0],
)
LAWFUL = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@LAWFUL
@given(DECISIONS, st.sampled_from(["", "\n\nMore follows."]))
def test_applying_twice_is_applying_once(
    tmp_path: Path, decisions: list[tuple[str, str]], more: str
) -> None:
    path = table(tmp_path, *(line(*each) for each in decisions))
    data = lines_of(replace(ARTICLE, text=HARBOUR + more))
    once, problems = corrected(data, path)
    assert corrected(once, path) == (once, problems) == (once, [])


@LAWFUL
@given(DECISIONS, st.integers(0, 3))
def test_deleting_a_line_undoes_it_and_nothing_else(
    tmp_path: Path, decisions: list[tuple[str, str]], number: int
) -> None:
    lines = [line(*each) for each in decisions]
    kept = lines[:number] + lines[number + 1 :]
    whole = said_by(corrected(lines_of(), table(tmp_path, *lines))[0])
    found, _ = corrected(lines_of(), table(tmp_path, *kept))
    deleted = {full_words(words) for words, _ in decisions[number : number + 1]}
    expected = {words: who for words, who in whole.items() if words not in deleted}
    expected |= {words: who for words, who in SAID_BY.items() if words in deleted}
    assert said_by(found) == expected
    if not kept:
        assert found == lines_of()


@LAWFUL
@given(DECISIONS, st.randoms())
def test_the_order_of_the_lines_does_not_matter(
    tmp_path: Path, decisions: list[tuple[str, str]], chance: random.Random
) -> None:
    lines = [line(*each) for each in decisions]
    once, _ = corrected(lines_of(), table(tmp_path, *lines))
    chance.shuffle(lines)
    assert corrected(lines_of(), table(tmp_path, *lines))[0] == once


@LAWFUL
@given(DECISIONS)
def test_store_file_and_lines_are_corrected_alike(
    tmp_path: Path, decisions: list[tuple[str, str]]
) -> None:
    path = table(tmp_path, *(line(*each) for each in decisions))
    other = replace(ARTICLE, url="https://other.example.org/b")
    once, _ = corrected(lines_of(ARTICLE, other), path)

    store = Store()
    store.load(input=lines_of(ARTICLE, other), format=RdfFormat.N_QUADS)
    copied = correct_graph(store, path, BASE, []).dump(format=RdfFormat.N_QUADS)
    assert sorted((copied or b"").splitlines()) == once.splitlines()

    file = tmp_path / "claims.nq"
    file.write_bytes(lines_of(ARTICLE, other))
    Corrector(corrections=_read(path), base=BASE).correct_file(file, tmp_path)
    assert file.read_bytes() == once


def _read(path: Path) -> Corrections:
    return read_corrections(path, [])


def test_what_changes_nothing_is_logged_where_nobody_lists_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store()
    other = replace(ARTICLE, url="https://other.example.org/b")
    store.load(input=lines_of(other), format=RdfFormat.N_QUADS)
    path = table(tmp_path, line(DARK))
    problems: list[Problem] = []
    correct_graph(store, path, BASE, problems)
    assert (len(problems), caplog.messages) == (1, [])
    correct_graph(store, path, BASE)
    assert caplog.messages == list(map(str, problems))
