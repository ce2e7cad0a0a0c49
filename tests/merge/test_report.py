"""The report of a merge: what came in, what joined and on what ground, what did not, and where the inputs disagree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store
from rdflib import Graph

from kg.merge import merge_graphs, runs
from kg.merge import report as report_module
from kg.merge.diff import Change, compare_builds
from kg.merge.report import Conflict, Joined
from kg.merge.show import format_report

BASE = "https://example.org/id/"
ARTICLE = """
    @prefix : <https://example.org/id/> .
    @prefix s: <https://schema.org/> .
    @prefix cs: <https://w3id.org/claim-source#> .
    :article-a a s:NewsArticle ; s:url <https://example.org/news> ; s:datePublished "%s" .
    :statement-a a cs:Statement ; cs:statedIn :article-a ; cs:states :claim-a ; cs:source :person-%s .
    :claim-a a s:Claim ; s:text "%s" .
    :person-lee a s:Person ; s:name "Ann Lee" .
    :person-ray a s:Person ; s:name "Bo Ray" .
"""


def article(
    path: Path, date: str = "2024-05-01", source: str = "lee", text: str = "It rained."
) -> str:
    path.write_text(ARTICLE % (date, source, text))
    return str(path)


def test_what_joined_and_on_what_ground(tmp_path: Path) -> None:
    (tmp_path / "b.ttl").write_text(
        '<x:a> a <https://schema.org/Claim>, <x:Foreign> ; <https://schema.org/text> "No." .'
    )
    report = merge_graphs(
        [article(tmp_path / "a.ttl"), article(tmp_path / "c.ttl"), str(tmp_path / "b.ttl")],
        tmp_path / "o",
        BASE,
    )
    assert [(came.name.rsplit("/", 1)[-1], came.quads, came.own) for came in report.inputs] == [
        ("a.ttl", 13, 0),
        ("c.ttl", 13, 0),
        ("b.ttl", 3, 3),
    ]
    assert Joined(kind="Claim", nodes=1, ground="the same words") in report.joined
    assert [(row.kind, row.nodes) for row in report.alone if row.input.endswith("b.ttl")] == [
        ("Claim", 1),
        ("x:Foreign", 1),
    ]
    assert {row.reason for row in report.alone if row.kind == "x:Foreign"} == {
        "another vocabulary: kept, but no question of ours reads it"
    }
    assert (report.conflicts, report.problems, report.quads) == ((), (), 16)
    kept = json.loads((tmp_path / "o" / "report.json").read_text())
    assert kept["quads"] == 16
    assert len(Graph().parse(tmp_path / "o" / "claims.ttl")) == 16


def test_two_dates_of_one_article_are_a_conflict_and_both_are_kept(tmp_path: Path) -> None:
    one, two = article(tmp_path / "a.ttl"), article(tmp_path / "b.ttl", date="2024-05-02")
    report = merge_graphs([one, two], tmp_path / "out", BASE)
    assert report.conflicts == (
        Conflict(
            node=f"{BASE}article-a",
            property="https://schema.org/datePublished",
            values=(('"2024-05-01"', (one,)), ('"2024-05-02"', (two,))),
        ),
    )
    [listed] = map(json.loads, (tmp_path / "out" / "conflicts.jsonl").read_text().splitlines())
    assert (listed["node"], report.disagreements) == (f"{BASE}article-a", 1)
    store = Store.read_only(str(tmp_path / "out" / "store"))
    dates = store.quads_for_pattern(
        NamedNode(f"{BASE}article-a"), NamedNode("https://schema.org/datePublished"), None
    )
    assert len(list(dates)) == 2


def test_a_report_lists_the_first_conflicts_and_the_file_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_module, "_CONFLICTS_LISTED", 1)
    dated = '<x:%s> a <https://schema.org/NewsArticle> ; <https://schema.org/datePublished> "%s" .'
    names = [str(tmp_path / f"{number}.ttl") for number in range(2)]
    for date, name in zip(("2024-05-01", "2024-05-02"), names, strict=True):
        Path(name).write_text("".join(dated % (node, date) for node in "ab"))
    report = merge_graphs(names, tmp_path / "out", BASE)
    assert (report.disagreements, [conflict.node for conflict in report.conflicts]) == (2, ["x:a"])
    listed = map(json.loads, (tmp_path / "out" / "conflicts.jsonl").read_text().splitlines())
    assert [conflict["node"] for conflict in listed] == ["x:a", "x:b"]
    assert "The inputs disagree 2 times" in "\n".join(format_report(report))


def stored(path: str) -> Store:
    store = Store()
    store.bulk_load(path=path)
    return store


CHANGES = [
    pytest.param({}, [], id="nothing"),
    pytest.param(
        {"source": "ray"},
        [("source", "It rained.", ("Ann Lee",), ("Bo Ray",))],
        id="another source",
    ),
    pytest.param(
        {"text": "It poured."},
        [("gained", "It poured.", (), ("Ann Lee",)), ("lost", "It rained.", ("Ann Lee",), ())],
        id="another claim",
    ),
    pytest.param({"date": "2024-05-02"}, [], id="the date of an article is no claim"),
]


@pytest.mark.parametrize("run", [1 << 25, 1], ids=["in memory", "a run a line"])
@pytest.mark.parametrize(("other", "expected"), CHANGES)
def test_diff(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: int,
    other: dict[str, str],
    expected: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]],
) -> None:
    monkeypatch.setattr(runs, "_RUN_BYTES", run)
    one, two = stored(article(tmp_path / "a.ttl")), stored(article(tmp_path / "b.ttl", **other))
    changes = [
        (found.what, found.claim, found.before, found.after) for found in compare_builds(one, two)
    ]
    assert changes == expected
    assert not list(compare_builds(two, two))


def test_an_article_is_known_by_its_address(tmp_path: Path) -> None:
    one = stored(article(tmp_path / "a.ttl"))
    two = Store()
    two.extend(Quad(*(rewritten(term) for term in quad)) for quad in one)  # type: ignore[arg-type]
    assert not list(compare_builds(one, two))
    [change] = compare_builds(one, Store())
    assert change == Change(
        what="lost",
        article="https://example.org/news",
        claim="It rained.",
        before=("Ann Lee",),
        after=(),
    )


NEWS = "https://example.org/news"
HOME = "https://example.org/"
FERRY, RAIN, SNOW = (
    ("Ferry", "f1", "It sailed."),
    ("Rain", "r1", "It rained."),
    ("Snow", "s1", "It rained."),
)
CORRECTED = ("Rain", "r2", "It rained.")
SHARED_ADDRESSES = [
    pytest.param(
        NEWS, [RAIN, SNOW], [RAIN], [("lost", f"{NEWS} (Snow)")], id="two articles of a section"
    ),
    pytest.param(NEWS, [RAIN, SNOW], [CORRECTED, SNOW], [], id="one of them is corrected"),
    pytest.param(NEWS, [RAIN, CORRECTED], [RAIN], [], id="two versions of one article"),
    pytest.param(
        NEWS, [RAIN], [("Storm", "r2", "It rained.")], [], id="an article with another headline now"
    ),
    pytest.param(
        HOME,
        [RAIN],
        [SNOW],
        [("lost", f"{HOME} (Rain)"), ("gained", f"{HOME} (Snow)")],
        id="of a home page",
    ),
    pytest.param(
        NEWS,
        [("", "r1", "It rained."), FERRY],
        [FERRY],
        [("lost", f"{BASE}article-r1")],
        id="one without a headline",
    ),
]


def build_of(address: str, articles: list[tuple[str, str, str]]) -> Store:
    """A build whose articles, each a headline, a name for its text, and a claim, say that they have one address."""
    store, turtle = (
        Store(),
        "@prefix s: <https://schema.org/> . @prefix cs: <https://w3id.org/claim-source#> .",
    )
    for headline, text, claim in articles:
        node = f"<{BASE}article-{text}>"
        turtle += (
            f"{node} a s:NewsArticle ; s:url <{address}> . "
            + f'{node} s:headline "{headline}" . ' * bool(headline)
        )
        turtle += f'<{BASE}s-{text}> cs:statedIn {node} ; cs:source <x:lee> ; cs:states [ s:text "{claim}" ] . '
    store.load(turtle.encode(), RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize(("address", "before", "after", "expected"), SHARED_ADDRESSES)
def test_articles_that_share_an_address_stay_apart(
    address: str,
    before: list[tuple[str, str, str]],
    after: list[tuple[str, str, str]],
    expected: list[tuple[str, str]],
) -> None:
    one, two = build_of(address, before), build_of(address, after)
    assert [(change.what, change.article) for change in compare_builds(one, two)] == expected
    mirrored = [("gained" if what == "lost" else "lost", known) for what, known in expected]
    assert [(change.what, change.article) for change in compare_builds(two, one)] == mirrored
    assert not list(compare_builds(one, build_of(address, before[::-1])))


def rewritten(term: object) -> object:
    """The IRI of a corrected article."""
    if isinstance(term, NamedNode):
        return NamedNode(term.value.replace("article-a", "article-b"))
    return term
