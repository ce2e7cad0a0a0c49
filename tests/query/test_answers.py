"""What a graph answers to a program: rows by column, or a text."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

import kg
from kg.errors import ConfigError, QueryError, StoreError
from kg.query.answers import query_graph, search_graph
from kg.rdf import to_nquads
from kg.store import open_graph
from tests.query.newsroom import QUADS

if TYPE_CHECKING:
    from pathlib import Path

GRAPH = """
    @prefix : <https://example.org/> .
    @prefix s: <https://schema.org/> .
    :a a s:Claim ; s:text "It rained." ; s:about :rain .
    :b a s:Claim ; s:text "It\u2019s dry"@en .
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return path


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "claims.nq"
    path.write_text(to_nquads(QUADS), encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize(
    ("sparql", "rows"),
    [
        pytest.param(
            "SELECT ?text ?what { ?c schema:text ?text OPTIONAL { ?c schema:about ?what } } ORDER BY ?c",
            [
                {"text": "It rained.", "what": "https://example.org/rain"},
                {"text": "It\u2019s dry", "what": ""},
            ],
            id="texts and IRIs; what is open is empty",
        ),
        pytest.param("SELECT ?no { ?no a schema:Person }", [], id="no rows"),
        pytest.param("ASK { ?c a schema:Claim }", [{"answer": "yes"}], id="a yes or no"),
        pytest.param(
            "CONSTRUCT { ?c a ?what } { ?c schema:about ?what }",
            [
                {
                    "subject": "https://example.org/a",
                    "predicate": "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
                    "object": "https://example.org/rain",
                }
            ],
            id="triples",
        ),
    ],
)
def test_rows_are_by_column(file: Path, sparql: str, rows: list[dict[str, str]]) -> None:
    assert list(query_graph(str(file), sparql)) == rows


def test_a_data_frame_has_numbers_and_days_as_such(file: Path) -> None:
    sparql = """SELECT ?text ?n ?part ?day ?old ?wrong ?open { VALUES (?text ?n ?part ?day ?old ?wrong) {
        ("a" 7 0.5 "2024-05-01"^^xsd:date "1066-10-14"^^xsd:date "soon"^^xsd:date)
        (<x:b> 8 1e0 "2024-05-02"^^xsd:date UNDEF "2024-05-02"^^xsd:date) } }"""
    frame = query_graph(str(file), sparql).to_pandas()
    assert list(frame.columns) == ["text", "n", "part", "day", "old", "wrong", "open"]
    assert frame["n"].sum() == 15
    assert frame["part"].sum() == 1.5
    assert frame["day"].dt.date.tolist() == [date(2024, 5, 1), date(2024, 5, 2)]
    assert frame["old"].dt.year.tolist()[0] == 1066
    assert frame["old"].isna().tolist() == [False, True]
    assert frame["wrong"].tolist() == ["soon", date(2024, 5, 2)]
    assert frame["text"].tolist() == ["a", "x:b"]
    assert frame["open"].isna().all()


@pytest.mark.parametrize(
    ("sparql", "count", "is_true", "shown"),
    [
        pytest.param("SELECT ?c { ?c a schema:Claim }", 2, True, "<2 rows: c>", id="rows"),
        pytest.param("SELECT ?c { ?c a <x:none> }", 0, False, "<0 rows: c>", id="no rows"),
        pytest.param("ASK { ?c a schema:Claim }", 1, True, "<1 rows: answer>", id="yes"),
        pytest.param("ASK { ?c a <x:none> }", 1, False, "<1 rows: answer>", id="no"),
        pytest.param(
            "CONSTRUCT WHERE { ?c schema:about ?o }",
            1,
            True,
            "<1 rows: subject, predicate, object>",
            id="triples",
        ),
    ],
)
def test_an_answer_is_the_same_however_often_it_is_read(
    file: Path, sparql: str, count: int, *, is_true: bool, shown: str
) -> None:
    answer = query_graph(file, sparql)
    assert list(answer) == list(answer)
    assert answer.to_text() == answer.to_text() != ""
    assert (len(list(answer)), len(answer), bool(answer), repr(answer)) == (
        count,
        count,
        is_true,
        shown,
    )


@pytest.mark.parametrize(
    "since", [date(2024, 6, 1), datetime(2024, 6, 1, 9, tzinfo=UTC), "2024-06-01"]
)
def test_a_day_may_be_given_as_one(news: Path, since: date | str) -> None:
    rows = query_graph(news, "said-by", {"name": "José Álvarez", "since": since})
    assert [row["date"] for row in rows] == ["2024-06-01"]


def test_what_is_neither_a_text_nor_a_day_is_said_so(news: Path) -> None:
    with pytest.raises(
        QueryError, match=r"the parameter name cannot be \['Ada Berg'\]; give a text"
    ):
        query_graph(news, "said-by", {"name": ["Ada Berg"]})  # type: ignore[dict-item]


def test_a_denial_is_told_from_an_assertion(news: Path) -> None:
    told = {
        (row["source"], row["cue"], row["claim"], row["polarity"])
        for row in kg.read(news)
        if "bridge is safe" in row["claim"]
    }
    assert told == {
        ("Ada Berg", "said", "the bridge is safe", "affirmed"),
        ("José Álvarez", "said", "the bridge is safe", "affirmed"),
        ("Carl Berg", "denied that", "the bridge is safe", "negated"),
    }
    found = [row for row in search_graph(news, "safe") if row["source"] == "Carl Berg"]
    assert [(row["cue"], row["sense"], row["certainty"]) for row in found] == [
        ("denied that", "negated", "unspecified")
    ]


def test_who_is_quoted_so_often_has_as_many_rows_in_said_by_but_for_a_papers_own_voice(
    news: Path,
) -> None:
    for kind in ("assertion", "any"):
        for row in query_graph(news, "most-quoted", {"kind": kind}):
            said = query_graph(news, "said-by", {"name": f'"{row["source"]}"', "kind": kind})
            quoted = [one["claim"] for one in said if one["quotation"] != "narration"]
            assert len(quoted) == int(row["statements"]), row["source"]
            assert len(set(quoted)) == int(row["claims"]), row["source"]


def test_what_an_answer_lacks_is_on_it_and_logged(
    news: Path, caplog: pytest.LogCaptureFixture
) -> None:
    answer = query_graph(news, "SELECT ?s { ?s a cs:Statment }")
    assert answer.notes == ("cs:Statment is no term of the vocabulary; did you mean cs:Statement?",)
    assert caplog.messages == list(answer.notes)
    assert {record.levelname for record in caplog.records} == {"WARNING"}
    undated, wider = query_graph(news, "said-by", {"name": "Ada Berg", "until": "2024-05-01"}).notes
    assert wider.endswith("add -p kind=any")
    assert undated.startswith("left out as they have no date: ")
    assert query_graph(news, "said-by", {"name": "José Álvarez"}).notes == ()


def test_a_search_that_is_cut_says_how_many_there_are(
    news: Path, caplog: pytest.LogCaptureFixture
) -> None:
    whole = search_graph(news, "bridge")
    count = len({row["claim"] for row in whole})
    assert whole.notes == ()
    assert search_graph(news, "bridge", limit=count).notes == ()
    [note] = search_graph(news, "bridge", limit=1).notes
    assert note == f"these are the best 1 of {count} claims; a higher limit gives more"
    assert caplog.messages == [note]
    [unknown] = search_graph(news, "brigde").notes
    assert unknown == "did you mean bridge?"


def test_what_is_no_rows_makes_no_data_frame(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QueryError, match="only the rows of a SELECT query"):
        query_graph(str(file), "ASK { ?s ?p ?o }").to_pandas()
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ConfigError, match="needs pandas: pip install pandas"):
        query_graph(str(file), "SELECT * { ?s ?p ?o }").to_pandas()


def test_every_verb_and_type_is_listed_and_there() -> None:
    assert {"query_graph", "build_graph", "Config"} <= set(dir(kg)) == set(kg.__all__)
    assert all(getattr(kg, name) is not None for name in dir(kg))


def test_an_open_graph_is_asked_as_it_is(file: Path) -> None:
    graph = open_graph(file)
    file.unlink()
    answer = query_graph(graph, "SELECT ?c { ?c schema:about ?what }")
    assert answer.to_text("csv") == "c\r\nhttps://example.org/a\r\n"


def test_what_cannot_be_asked_is_said_at_once(file: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        query_graph(file.with_name("none.ttl"), "said-by")
    with pytest.raises(QueryError, match="there is no question"):
        query_graph(file, "said")
    with pytest.raises(QueryError, match="no word"):
        search_graph(file, "-")


def test_all_that_a_statement_carries_is_read(news: Path) -> None:
    columns = ("kind", "attribution", "about", "claim_confidence", "source_confidence", "role")
    told = {row["claim"]: [row[name] for name in columns] for row in kg.read(news)}
    expected = {
        "the ferry must go": ["person", "eventuality", "the ferry", "0.9", "0.9", ""],
        "the bridge is flooded": ["video", "assertion", "the bridge", "0.9", "0.9", ""],
        "the bridge opened at noon": ["publication", "", "the bridge", "0.9", "0.9", ""],
        "the video of the bridge is old": ["person", "assertion", "a video", "0.9", "0.9", ""],
    }
    assert {claim: told[claim] for claim in expected} == expected
