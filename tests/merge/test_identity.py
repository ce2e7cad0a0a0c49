"""Judgements: each is heard, the sum does not depend on their order, and what contradicts is listed, never guessed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.errors import InputError
from kg.link.judgements import Judgement, judgements_of, read_judgements, write_judgements
from kg.merge import merge_graphs
from kg.merge.identity import JUDGED, View, describe_view, weigh_judgements
from kg.merge.show import format_report
from kg.rdf.vocabulary import CS, OWL, SDO, SKOS
from kg.store import read_store

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from kg.errors import Problem

BASE = "https://example.org/id/"
SAME = str(CS.sameEntityAs)
CLAIMS = {"same": str(CS.sameClaimAs), "contra": str(CS.contradicts), "corr": str(CS.corroborates)}


def judged(text: str) -> Judgement:
    """`a = b`, `a != b`, `a ~ b` (open), `a same b`, `a contra b`; then who says so and how sure they are."""
    one, sign, other, *rest = text.split()
    sure = "0.5" if sign == "~" else "0.9"
    author, confidence = (*rest, "kg", sure)[:2] if len(rest) != 1 else (rest[0], sure)
    return Judgement(
        subject=f"x:{one}",
        predicate={"=": SAME, "!=": SAME, "~": SAME, "?": "x:near"}.get(sign) or CLAIMS[sign],
        object=f"x:{other}",
        negated=sign == "!=",
        author=author,
        confidence=float(confidence),
    )


def names(view: View) -> list[str]:
    return ["".join(iri.removeprefix("x:") for iri in cluster) for cluster in view.clusters]


VIEWS = [
    pytest.param("a = b", "ab", 0, id="two are one"),
    pytest.param("a = b, b = c", "abc", 0, id="identity is transitive"),
    pytest.param("a = b, b = c, c = a", "abc", 0, id="a circle"),
    pytest.param("a = a", "", 0, id="itself"),
    pytest.param("a ~ b", "", 0, id="a proposal does not count"),
    pytest.param("a ~ b ann", "ab", 0, id="a person's word does, however sure they are"),
    pytest.param("a ~ b, a != b ann", "", 0, id="a proposal contradicts nobody"),
    pytest.param("a != b", "", 0, id="a denial joins nothing"),
    pytest.param("a = b kg, a != b ann", "", 1, id="a person's denial wins over the tool"),
    pytest.param("a != b kg, a = b ann", "ab", 1, id="and a person's word over the tool's denial"),
    pytest.param("a = b ann, b != a bo", "", 2, id="people who say the opposite: neither counts"),
    pytest.param(
        "a = b kg 0.95, b = c kg 0.9, a != c ann",
        "ab",
        1,
        id="the surer of two that cannot both be",
    ),
    pytest.param("a = b kg 0.9, b = c kg 0.95, a != c ann", "bc", 1, id="whichever that is"),
    pytest.param(
        "a = b ann 0.5, b = c kg 0.9, a != c bo", "ab", 1, id="a person's before the tool's"
    ),
    pytest.param(
        "a = b kg 0.95, c = d kg 0.95, a = d kg 0.9, b != c ann",
        "ab cd",
        1,
        id="far relations are kept apart, too",
    ),
]


@pytest.mark.parametrize(("lines", "clusters", "aside"), VIEWS)
def test_what_judgements_come_to(lines: str, clusters: str, aside: int) -> None:
    problems: list[Problem] = []
    view = weigh_judgements(map(judged, lines.split(", ")), "f", problems)
    overruled = " kg," in lines and " ann" in lines and "0." not in lines
    assert (names(view), view.counts.aside) == (clusters.split(), aside)
    assert bool(problems) == (aside > 0 and not overruled)


def test_a_predicate_that_decides_nothing_is_listed_and_counts_for_nothing() -> None:
    problems: list[Problem] = []
    view = weigh_judgements(map(judged, ["a ? b", "a ~ c"]), "f", problems)
    assert (names(view), view.counts.open) == ([], 2)
    [problem] = problems
    assert str(problem).startswith(
        "f:0: x:a and x:b: the predicate x:near decides nothing here; write cs:sameEntityAs"
    )


pairs = st.tuples(
    st.sampled_from("abcdef"), st.sampled_from(["=", "!="]), st.sampled_from("abcdef")
)
tables = st.lists(
    st.tuples(pairs, st.sampled_from(["kg", "ann", "bo"]), st.sampled_from(["0.5", "0.9"])),
    max_size=9,
)


@given(tables, st.randoms())
def test_the_order_of_the_lines_does_not_matter(
    table: list[tuple[tuple[str, str, str], str, str]], shuffled: random.Random
) -> None:
    lines = [
        judged(f"{' '.join(pair)} {author} {confidence}") for pair, author, confidence in table
    ]
    first = weigh_judgements(lines, "f", [])
    shuffled.shuffle(lines)
    again = weigh_judgements(lines, "f", [])
    assert (first.clusters, first.counts.aside) == (again.clusters, again.counts.aside)
    denied = {one.pair for one in lines if one.negated and one.author != "kg"}
    affirmed = {one.pair for one in lines if not one.negated and one.author != "kg"}
    for cluster in first.clusters:
        assert not {(one, other) for one in cluster for other in cluster if one < other} & (
            denied - affirmed
        )


def test_between_claims_a_contradiction_and_the_same_exclude_each_other() -> None:
    problems: list[Problem] = []
    view = weigh_judgements(
        map(judged, ["a same b kg 0.9", "b contra a kg 0.95", "c corr d"]), "f", problems
    )
    assert {(one.pair, one.predicate) for one in view.related} == {
        (("x:a", "x:b"), CLAIMS["contra"]),
        (("x:c", "x:d"), CLAIMS["corr"]),
    }
    assert (len(problems), view.clusters) == (1, ())


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        pytest.param("a contra b kg 0.9", True, id="sure enough"),
        pytest.param("a contra b kg 0.89", False, id="a proposal waits for a person"),
        pytest.param("a contra b ann 0.3", True, id="a person's word counts, however unsure"),
    ],
)
def test_what_is_only_proposed_between_claims_counts_when_asked(line: str, *, counts: bool) -> None:
    view = weigh_judgements([judged(line)], "f", [])
    assert (len(view.related), view.counts.related, view.counts.open) == (
        counts,
        counts,
        not counts,
    )
    asked = weigh_judgements([judged(line)], "f", [], proposed=True)
    assert (len(asked.related), asked.counts.open) == (1, 0)


def test_a_proposal_overrules_nobody() -> None:
    problems: list[Problem] = []
    lines = ["a contra b kg 0.9", "a same b kg 0.8"]
    view = weigh_judgements(map(judged, lines), "f", problems)
    assert ([one.predicate for one in view.related], problems) == ([CLAIMS["contra"]], [])


def test_a_cluster_is_called_by_its_entity_of_wikidata() -> None:
    same = Judgement(
        subject="https://a.example/", predicate=SAME, object="http://www.wikidata.org/entity/Q1"
    )
    assert weigh_judgements([same], "", []).clusters[0][0] == "http://www.wikidata.org/entity/Q1"


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9)


decisions = st.builds(
    Judgement,
    subject=st.just(f"{BASE}a"),
    predicate=st.sampled_from([SAME, str(SKOS.closeMatch)]),
    object=st.just("x:b"),
    negated=st.booleans(),
    confidence=st.sampled_from([0, 0.25, 1]),
    author=words,
    reason=words,
)


@given(decisions)
def test_what_is_written_is_read_again(one: Judgement) -> None:
    file = io.BytesIO(write_judgements([one], BASE).encode("utf-8"))
    [again] = judgements_of(file, "f", [])
    assert (again.subject, again.predicate, again.object) == (
        one.subject,
        one.predicate,
        one.object,
    )
    assert (again.negated, again.confidence) == (one.negated, one.confidence)
    assert (again.author, again.reason) == (
        " ".join(one.author.split()),
        " ".join(one.reason.split()),
    )


TABLE = "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tconfidence\tauthor_label\n"
BAD_ROWS = [
    pytest.param("a b\tskos:exactMatch\t\tx:b\t1\tann", "is no IRI", id="IRI with a space"),
    pytest.param(
        "x:a\tskos:exactMatch\tNever\tx:b\t1\tann",
        "neither Not nor empty",
        id="an unknown modifier",
    ),
    pytest.param(
        "x:a\tskos:exactMatch\t\tx:b\tsure\tann",
        "no number from 0 to 1",
        id="a confidence in words",
    ),
    pytest.param(
        "x:a\tskos:exactMatch\t\tx:b\tnan\tann",
        "no number from 0 to 1",
        id="a confidence that is none",
    ),
    pytest.param("x:a", "is missing", id="a short line"),
    pytest.param("x:a\t\t\tx:b\t1\tann", "is missing", id="no predicate"),
]


@pytest.mark.parametrize(("row", "message"), BAD_ROWS)
def test_a_bad_line_is_listed_and_the_others_count(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "judgements.sssom.tsv"
    path.write_text(f"{TABLE}{row}\nx:a\tskos:exactMatch\t\tx:c\t1\tann\n", "utf-8")
    problems: list[Problem] = []
    assert [one.object for one in read_judgements(path, problems)] == ["x:c"]
    [problem] = problems
    assert problem.where == f"{path}:2"
    assert message in problem.message


def test_a_file_that_is_no_table_says_so(tmp_path: Path) -> None:
    (tmp_path / "j.tsv").write_bytes(b"\x00\xff nothing")
    with pytest.raises(InputError, match="cannot be read as a table of judgements"):
        read_judgements(tmp_path / "j.tsv", [])


DATA = b'<x:a> <https://schema.org/name> "A" <x:g> .\n<x:b> <https://schema.org/name> "B" <x:h> .\n'


@pytest.mark.parametrize(("same_as", "term"), [(False, SAME), (True, str(OWL.sameAs))])
def test_the_view_is_in_the_store_the_data_stays_and_a_deleted_line_is_undone(
    tmp_path: Path, term: str, *, same_as: bool
) -> None:
    (tmp_path / "a.nq").write_bytes(DATA)
    table, out = tmp_path / "j.sssom.tsv", tmp_path / "out"
    table.write_text(f"{TABLE}x:a\tskos:exactMatch\t\tx:b\t1\tann\n", "utf-8")
    report = merge_graphs([str(tmp_path / "a.nq")], out, BASE, table, same_as=same_as)
    assert report.judged is not None
    assert (report.judged.clusters, report.judged.members) == (1, 2)
    linked = read_store(out / "store").quads_for_pattern(
        NamedNode("x:b"), NamedNode(term), NamedNode("x:a"), JUDGED
    )
    assert len(list(linked)) == 1
    assert (out / "claims.nq").read_bytes() == DATA

    merge_graphs([str(out / "store")], tmp_path / "again", BASE)
    assert (tmp_path / "again" / "claims.nq").read_bytes() == DATA

    table.write_text(TABLE, "utf-8")
    merge_graphs([str(tmp_path / "a.nq")], out, BASE, table)
    assert not list(read_store(out / "store").quads_for_pattern(None, NamedNode(term), None))
    assert (out / "judged.nq").read_bytes() == b""


def test_schema_org_leads_to_what_an_authority_calls_it_and_to_nothing_else() -> None:
    wikidata = "http://www.wikidata.org/entity/Q1"
    same = [Judgement(subject="x:a", predicate=SAME, object=wikidata),
            Judgement(subject="x:b", predicate=SAME, object="x:c")]  # fmt: skip
    quads = describe_view(weigh_judgements(same, "", []), [], BASE, same_as=False)
    leads = {quad[0::2] for quad in map(tuple, quads) if quad[1] == NamedNode(SDO.sameAs)}
    assert leads == {(NamedNode("x:a"), NamedNode(wikidata))}


def test_names_of_ours_that_no_input_has_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text(f'<{BASE}a> <https://schema.org/name> "A" .\n', "utf-8")
    table = tmp_path / "j.sssom.tsv"
    rows = (
        f"{BASE}a\tskos:exactMatch\t\t{other}\t1\tann\n" for other in (f"{BASE}mistyped", "wd:Q1")
    )
    table.write_text(TABLE + "".join(rows), "utf-8")
    report = merge_graphs([str(tmp_path / "a.nq")], tmp_path / "out", BASE, table)
    assert report.judged is not None
    assert report.judged.absent == 1
    assert "1 of the names are in none of the inputs" in "\n".join(format_report(report))
