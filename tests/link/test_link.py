"""Who is who across articles, and which claims meet: what is proposed, what stays open, and what is left alone."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from pyoxigraph import Store

from kg.cli import commands
from kg.errors import InputError, Problem
from kg.link import propose_links
from kg.link.entities import Record
from kg.link.judgements import BETWEEN_CLAIMS, Judgement, read_judgements
from kg.link.who import propose_identities
from kg.rdf.vocabulary import CS
from tests.link.records import entity

if TYPE_CHECKING:
    from pathlib import Path

SAME, OPEN = "it counts", "a proposal"
IDS = "https://example.org/id/"


WHO = [
    pytest.param(
        "person: Ann Lee | mayor", "person: Ann Lee | mayor of Lundby", SAME, id="name and role"
    ),
    pytest.param(
        "person: Ann Lee | | Oxfam", "person: Ann Lee | | Oxfam", SAME, id="name and affiliation"
    ),
    pytest.param(
        "person: Ann Lee", "person: Ann Lee", OPEN, id="the name of a person alone is never enough"
    ),
    pytest.param(
        "person: Ann Lee | mayor", "person: Ann Lee | singer", None, id="the same name, other roles"
    ),
    pytest.param(
        "person: Ann Lee | mayor", "person: Bo Lee | mayor", None, id="another first name"
    ),
    pytest.param(
        "person: Ann Lee | mayor", "person: A. Lee | mayor", OPEN, id="an initial stays open"
    ),
    pytest.param(
        "person: Ann Lee | mayor", "person: Lee | mayor", OPEN, id="a surname and a role stay open"
    ),
    pytest.param("person: Ann Lee", "person: Lee", None, id="a surname alone"),
    pytest.param(
        "person: Ann Lee, Lee", "person: Ann Lee", OPEN, id="other forms of the name add nothing"
    ),
    pytest.param("person: José Núñez | poet", "person: Jose Nunez | poet", SAME, id="accents"),
    pytest.param(
        "organization: Stimson Centre",
        "organization: Stimson Centre",
        SAME,
        id="the name of an organisation",
    ),
    pytest.param(
        "organization: Supreme Court",
        "organization: Supreme Court",
        OPEN,
        id="a name that many have",
    ),
    pytest.param(
        "organization: World Health Organization",
        "organization: WHO",
        OPEN,
        id="initials stay open",
    ),
    pytest.param("organization: Oxfam", "organization: Unicef", None, id="other organisations"),
    pytest.param("place: North Korea", "place: DPRK", SAME, id="one country by two names"),
    pytest.param("place: US", "place: United States", SAME, id="an abbreviated country"),
    pytest.param("place: North Korea", "place: South Korea", None, id="two countries"),
    pytest.param("place: Beijing", "place: Beijing", SAME, id="a capital"),
    pytest.param(
        "place: Springfield", "place: Springfield", OPEN, id="a town of which there may be many"
    ),
    pytest.param("person: Lundby | mayor", "place: Lundby", None, id="a person is no place"),
]


def told_as(judgement: Judgement) -> str:
    assert judgement.predicate == str(CS.sameEntityAs)
    return OPEN if judgement.is_proposal else SAME


@pytest.mark.parametrize(("one", "other", "expected"), WHO)
def test_who_is_who(one: str, other: str, expected: str | None) -> None:
    found = propose_identities([entity(one, "a"), entity(other, "b")], "2025-05-06")
    assert list(map(told_as, found)) == ([expected] if expected else [])
    assert all(judgement.reason and 0 < judgement.confidence <= 1 for judgement in found)


def test_whom_else_the_articles_name_tells_the_more_the_rarer_they_are() -> None:
    many = [
        entity(f"person: P{number} Q{number} | | | Rare Bird, The King", str(number))
        for number in range(30)
    ]
    rare = [entity("person: Ann Lee | | | Cy Tan, Di Wu, Eve Fox, Flo Gray", name) for name in "ab"]
    common = [entity("person: Bo Ray | | | Rare Bird, The King", name) for name in "cd"]
    others = [
        entity(f"person: {name}", article)
        for name in ("Cy Tan", "Di Wu", "Eve Fox")
        for article in "ab"
    ]
    crowd = [
        entity(f"person: {name}", one.article)
        for one in [*many, *common]
        for name in ("Rare Bird", "The King")
    ]
    listed = [
        *many,
        *rare,
        *common,
        *(renumbered(one, number) for number, one in enumerate([*others, *crowd])),
    ]
    by_pair = {judgement.pair: judgement for judgement in propose_identities(listed, "")}
    assert told_as(by_pair["x:a", "x:b"]) == SAME
    assert "cy tan" in by_pair["x:a", "x:b"].reason
    assert told_as(by_pair["x:c", "x:d"]) == OPEN


def renumbered(one: Record, number: int) -> Record:
    return Record(
        iri=f"x:{number}-{one.iri}",
        kind=one.kind,
        name=one.name,
        forms=one.forms,
        article=one.article,
    )


KIN = ("person: Ann Lee | | | Cy Tan, Di Wu, Eve Fox", "person: Bo Lee | mayor | | Cy Tan, Di Wu")
"""Two of one family name, in articles that name the same people beside them."""


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        pytest.param(
            [KIN[0], "person: Lee | | | Cy Tan, Di Wu, Eve Fox"],
            {("x:0", "x:1")},
            id="a family name that one has",
        ),
        pytest.param(
            [*KIN, "person: Lee | | | Cy Tan, Di Wu, Eve Fox"], set(), id="one that two have"
        ),
        pytest.param(
            [*KIN, "person: Lee | mayor | | Cy Tan, Di Wu, Eve Fox"],
            {("x:1", "x:2")},
            id="one that two have, with the role of one",
        ),
    ],
)
def test_a_family_name_is_whose_company_it_keeps_only_if_nobody_else_has_it(
    people: list[str], expected: set[tuple[str, str]]
) -> None:
    records = []
    for number, person in enumerate(people):
        records.append(entity(person, str(number)))
        records += [
            renumbered(entity(f"person: {name}", str(number)), place)
            for place, name in enumerate(("Cy Tan", "Di Wu", "Eve Fox"))
            if name in person
        ]
    found = {judgement.pair for judgement in propose_identities(records, "")}
    assert {pair for pair in found if "-" not in "".join(pair)} == expected


def test_two_of_one_article_are_never_one() -> None:
    one, other = entity("person: Ann Lee | mayor", "a"), entity("person: Ann Lee | mayor", "a")
    assert propose_identities([one, renumbered(other, 1)], "") == []


def test_what_is_known_to_an_authority_is_one_or_two_by_its_word() -> None:
    q1, q2 = (f"http://www.wikidata.org/entity/Q{number}" for number in (1, 2))
    people = [replace(entity("person: Ann Lee | mayor", article), authority=frozenset({q})) for article, q in
              (("a", q1), ("b", q1), ("c", q2))]  # fmt: skip
    [found] = propose_identities(people, "")
    assert (found.pair, found.confidence, found.reason) == (
        ("x:a", "x:b"),
        1,
        "the same entity of Wikidata",
    )


DATA = """
    @prefix : <https://example.org/id/> .
    @prefix s: <https://schema.org/> .
    @prefix cs: <https://w3id.org/claim-source#> .
    @prefix prov: <http://www.w3.org/ns/prov#> .
    :article-%(n)s a s:NewsArticle .
    :statement-%(n)s cs:statedIn :article-%(n)s ; cs:states :claim-%(n)s ; cs:source :lee-%(n)s ;
        prov:qualifiedAttribution [ prov:agent :lee-%(n)s ; cs:role "mayor" ] .
    :claim-%(n)s a s:Claim ; s:text "%(text)s" .
    :lee-%(n)s a s:Person ; s:name "Ann Lee" .
"""


@pytest.fixture
def graphs(tmp_path: Path) -> list[Path]:
    texts = ["Three people were hurt in the blast.", "Five people were hurt in the blast."]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.ttl").write_text(DATA % {"n": number, "text": text}, "utf-8")
    return [tmp_path / "0.ttl", tmp_path / "1.ttl"]


def test_kg_link_writes_a_file_that_people_may_edit(tmp_path: Path, graphs: list[Path]) -> None:
    file = tmp_path / "j.sssom.tsv"
    done = CliRunner().invoke(
        commands, ["link", *map(str, graphs), "-o", str(file), "--base", "https://example.org/id/"]
    )
    assert (
        done.output == f"{file}: 0 judgements kept; new: 1 that count, 0 open, 1 between claims\n"
    )
    same, contra = read_judgements(file, [])
    assert (same.predicate, same.subject_label, same.author) == (
        str(CS.sameEntityAs),
        "Ann Lee",
        "kg",
    )
    assert (contra.predicate, contra.reason) == (
        str(CS.contradicts),
        "the same but for this: the number 3 against 5",
    )

    edited = (
        file.read_text("utf-8")
        .replace("cs:sameEntityAs\t", "cs:sameEntityAs\tNot")
        .replace("#license:", "#license:   ", 1)
    )
    file.write_text(edited, "utf-8")
    done = CliRunner().invoke(commands, ["link", *map(str, graphs), "-o", str(file)])
    assert "2 judgements kept; new: 0 that count, 0 open, 0 between claims" in done.output
    assert file.read_text("utf-8") == edited


def test_a_file_with_a_broken_line_is_left_alone(tmp_path: Path, graphs: list[Path]) -> None:
    file = tmp_path / "j.sssom.tsv"
    file.write_text("subject_id\tpredicate_id\tobject_id\nno IRI\tx:p\tx:b\n", "utf-8")
    with pytest.raises(InputError, match="mend that line first"):
        propose_links(graphs, file, base="x:")


def test_columns_of_the_file_are_kept(tmp_path: Path, graphs: list[Path]) -> None:
    file = tmp_path / "j.sssom.tsv"
    text = "#curie_map:\n#  e: https://example.org/id/\nobject_id\tsubject_id\tmine\tpredicate_id\ne:x\te:y\tkept\te:p\n"
    file.write_text(text, "utf-8")
    propose_links(graphs, file, base="x:")
    lines = file.read_text("utf-8")
    assert lines.startswith(text)
    assert lines.splitlines()[-1] == "e:claim-1\te:claim-0\t\tcs:contradicts"


def test_a_byte_order_mark_hides_no_column(tmp_path: Path, graphs: list[Path]) -> None:
    file = tmp_path / "j.sssom.tsv"
    text = "\ufeffobject_id\tsubject_id\tpredicate_id\n"
    file.write_text(text, "utf-8")
    propose_links(graphs, file)
    [same, _] = read_judgements(file, [])
    assert file.read_text("utf-8").startswith(text)
    assert (same.subject, same.object) == (f"{IDS}lee-0", f"{IDS}lee-1")


def test_a_field_that_is_too_long_costs_its_line_only(tmp_path: Path) -> None:
    file, problems = tmp_path / "j.sssom.tsv", list[Problem]()
    header = "subject_id\tpredicate_id\tobject_id\tcomment\n"
    file.write_text(f"{header}x:a\tx:p\tx:b\t{'!' * (1 << 21)}\nx:c\tx:p\tx:d\t\n", "utf-8")
    assert [one.subject for one in read_judgements(file, problems)] == ["x:c"]
    [problem] = problems
    assert str(problem) == (
        f"{file}:2: the comment has more than 1,048,576 characters; the line was left out"
    )


def test_nobody_is_asked_unless_a_service_is_named(
    tmp_path: Path, graphs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("linking must not use the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    assert propose_links(graphs, tmp_path / "j.sssom.tsv", base="x:").sure == 1


PUBLISHED = """
    @prefix : <https://example.org/id/> .
    @prefix s: <https://schema.org/> .
    :article-%(n)s a s:NewsArticle ; s:publisher :post-%(n)s .
    :post-%(n)s a s:NewsMediaOrganization ; s:name "%(name)s" .
"""


@pytest.mark.parametrize(
    ("name", "pairs"),
    [
        pytest.param("unnamed publication", 0, id="nobody names them"),
        pytest.param("The Oslo Post", 1, id="they have one name"),
    ],
)
def test_two_publications_without_a_name_need_not_be_one(
    tmp_path: Path, name: str, pairs: int
) -> None:
    for number in (0, 1):
        file = tmp_path / f"{number}.ttl"
        file.write_text(PUBLISHED % {"n": number, "name": name}, "utf-8")
    found = propose_links(
        [tmp_path / "0.ttl", tmp_path / "1.ttl"], tmp_path / "j.sssom.tsv", base="x:"
    )
    assert found.sure + found.open == pairs


def test_an_empty_graph_has_nothing_to_link(tmp_path: Path) -> None:
    Store(tmp_path / "store").flush()
    (tmp_path / "empty.ttl").write_text("", "utf-8")
    assert propose_links([tmp_path / "empty.ttl"], tmp_path / "j.sssom.tsv", base="x:").claims == 0


def test_kg_link_writes_down_proposals_when_asked(tmp_path: Path, graphs: list[Path]) -> None:
    graphs[1].write_text(
        DATA % {"n": 1, "text": "Three people were hurt in the crash."}, encoding="utf-8"
    )
    found = {}
    for name, options in {"sure": [], "all": ["--proposed"]}.items():
        file = tmp_path / f"{name}.sssom.tsv"
        arguments = ["link", *map(str, graphs), "-o", str(file), *options]
        assert CliRunner().invoke(commands, arguments).exit_code == 0
        found[name] = [one for one in read_judgements(file, []) if one.predicate in BETWEEN_CLAIMS]
    assert found["sure"] == []
    assert found["all"]
    assert all(one.is_proposal for one in found["all"])
    assert all("one says blast, the other crash" in one.reason for one in found["all"])


@pytest.mark.parametrize("day", [date(2024, 5, 31), "2024-05-31"])
def test_one_graph_and_a_day_are_taken_as_they_are(
    tmp_path: Path, graphs: list[Path], day: date | str
) -> None:
    file = tmp_path / "j.sssom.tsv"
    propose_links(str(graphs[0]), file, base="x:", date=day)
    propose_links(graphs, file, base="x:", date=day)
    assert "\t2024-05-31" in file.read_text("utf-8")
