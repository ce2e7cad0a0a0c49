"""The table of judgements as others read it, and the review of it by a person."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Literal

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import commands
from kg.errors import InputError
from kg.link.context import Context
from kg.link.judgements import Judgement, judgements_of, read_judgements, write_judgements
from kg.link.review import begin_review
from kg.rdf.vocabulary import CS

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://example.org/id/"
SAME = str(CS.sameEntityAs)


def same(name: str, confidence: float = 0.5, label: str = "Ann Lee") -> Judgement:
    """What `kg` proposes of a person `x:a` and another."""
    return Judgement(
        subject="x:a",
        predicate=SAME,
        object=f"x:{name}",
        confidence=confidence,
        author="kg",
        date="2025-05-06",
        reason="the same name",
        subject_label=label,
        object_label="Ann Lee",
    )


def read(text: str) -> list[Judgement]:
    problems: list[object] = []
    found = list(judgements_of(io.BytesIO(text.encode()), "f", problems))  # type: ignore[arg-type]
    assert problems == []
    return found


def as_spreadsheets_save(text: str, quoting: Literal[0, 1]) -> str:
    """A table as a spreadsheet saves it: quoted anew, every line as long as the longest."""
    lines = text.split("\n")[:-1]
    rows = [next(csv.reader([line], "excel-tab")) if line else [] for line in lines]
    width = max(map(len, rows))
    out = io.StringIO()
    writer = csv.writer(out, "excel-tab", quoting=quoting)
    writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return out.getvalue()


cells = st.text(
    st.sampled_from("\"'#ab ,;|\t\n\\é“") | st.characters(exclude_categories=["Cs", "Cc"]),
    max_size=12,
)


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@given(label=cells, reason=cells)
def test_a_spreadsheet_may_save_it(label: str, reason: str, quoting: Literal[0, 1]) -> None:
    one = Judgement(
        subject=f"{BASE}a",
        predicate=SAME,
        object="https://elsewhere.example/b",
        negated=True,
        confidence=0.25,
        author="Bo Ek",
        reason=reason,
        subject_label=label,
    )
    text = write_judgements([one], BASE, {one.subject: Context(article=label, passage=reason)})
    assert read(as_spreadsheets_save(text, quoting)) == read(text)
    [again] = read(text)
    assert (again.subject_label, again.reason) == (
        " ".join(label.split()),
        " ".join(reason.split()),
    )


def test_a_table_from_before_cells_were_quoted_is_read() -> None:
    head = "subject_id\tsubject_label\tpredicate_id\tobject_id\n"
    [one] = read(head + 'x:a\t"It rained," he said\tcs:sameEntityAs\tx:b\n')
    assert (one.subject_label, one.object) == ('"It rained," he said', "x:b")


def test_the_header_says_what_a_mapping_set_must() -> None:
    text = write_judgements([], BASE)
    lines = [line[1:] for line in text.splitlines() if line.startswith("#")]
    header = yaml.safe_load("\n".join(lines))
    assert header["mapping_set_id"] == f"{BASE}judgements"
    assert header["license"].startswith("https://")
    assert header["mapping_tool"] == "kg"
    assert header["curie_map"]["id"] == BASE
    added = {one["slot_name"] for one in header["extension_definitions"]}
    columns = text.splitlines()[-1].split("\t")
    assert added <= set(columns)
    assert {"mapping_justification", "subject_passage", "object_said_by"} <= set(columns)


@pytest.mark.parametrize(
    ("header", "iri"),
    [
        pytest.param("#curie_map:\n#  e: https://e.example/\n", "https://e.example/a", id="plain"),
        pytest.param('# curie_map:\n#   "e": "https://e.example/"\n', "https://e.example/a", id="a space more"),
        pytest.param("#curie_map: {e: https://e.example/}\n", "https://e.example/a", id="on a line"),
        pytest.param("#curie_map:\t\t\n#  e: https://e.example/\t\t\n", "https://e.example/a", id="tabs"),
        pytest.param("#curie_map: 3\n", "e:a", id="no map"),
        pytest.param("", "e:a", id="none"),
    ],
)  # fmt: skip
def test_the_header_is_read_as_yaml(header: str, iri: str) -> None:
    [one] = read(f"{header}subject_id\tpredicate_id\tobject_id\ne:a\tcs:sameEntityAs\tx:b\n")
    assert one.subject == iri


def test_a_header_that_is_no_yaml_is_said_to_be(tmp_path: Path) -> None:
    file = tmp_path / "j.sssom.tsv"
    file.write_text("#a: [\nsubject_id\tpredicate_id\tobject_id\n", "utf-8")
    with pytest.raises(InputError, match="what stands before its columns is no YAML"):
        read_judgements(file, [])


# ---------------------------------------------------------------------------- the review

ROWS = [same("b", 0.95), same("c", 0.85), same("d", 0.5)]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "j.sssom.tsv"
    contexts = {"x:d": Context(article="Harbour opens", said_by="Bo Ek", passage='"It is open"')}
    by_hand = Judgement(subject="x:a", predicate=SAME, object="x:e", author="Cy Tan")
    file.write_text(write_judgements([*ROWS, by_hand], BASE, contexts), "utf-8")
    return file


def review(table: Path, *words: str) -> tuple[str, list[tuple[str, bool, str]]]:
    """Answer with some words; return what was printed, and object, denial and author of each row."""
    answers = "".join(f"{word}\n" for word in words)
    done = CliRunner().invoke(
        commands, ["link", "--review", "--reviewer", "Di Wu", "-o", str(table)], input=answers
    )
    assert done.exit_code == 0, done.output
    problems: list[object] = []
    rows = read_judgements(table, problems)  # type: ignore[arg-type]
    assert problems == []
    return done.output, [(one.object.removeprefix("x:"), one.negated, one.author) for one in rows]


REVIEWS = [
    pytest.param(["yes", "no", "skip"], ["b kg", "c not Di Wu", "d Di Wu"], id="the doubtful first"),
    pytest.param(["y", "u", "n", "q"], ["b kg", "c kg", "d not Di Wu"], id="undone"),
    pytest.param(["s", "u", "u", "y", "q"], ["b kg", "c kg", "d Di Wu"], id="nothing to undo"),
    pytest.param(["q"], ["b kg", "c kg", "d kg"], id="quit at once"),
    pytest.param(["perhaps", "Y", "Q"], ["b kg", "c kg", "d Di Wu"], id="another word is asked again"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), REVIEWS)
def test_a_person_says_yes_and_no(table: Path, words: list[str], expected: list[str]) -> None:
    before = table.read_text("utf-8").splitlines()
    _, rows = review(table, *words)
    told = [f"{name} {'not ' * negated}{author}" for name, negated, author in rows]
    assert told == [*expected, "e Cy Tan"]
    after = table.read_text("utf-8").splitlines()
    kept = [one for one, row in enumerate(rows) if row[2] != "Di Wu"]
    assert [after[one - len(rows)] for one in kept] == [before[one - len(rows)] for one in kept]


def test_what_a_person_said_counts_and_what_stands_beside_it_stays(table: Path) -> None:
    printed, _ = review(table, "yes", "q")
    for shown in ("1 of 3", "50% sure: the same name", "article: Harbour opens", "said by: Bo Ek"):
        assert shown in printed
    [said] = [one for one in read_judgements(table, []) if one.author == "Di Wu"]
    assert (said.confidence, said.is_proposal, said.predicate) == (1, False, SAME)
    assert "\tHarbour opens\tBo Ek\t" in table.read_text("utf-8")
    assert "2 rows to review" in review(table, "q")[0]


@pytest.mark.parametrize(
    ("text", "reviewer", "message"),
    [
        pytest.param("", "Di Wu", "it is empty", id="an empty file"),
        pytest.param(
            "subject_id\tpredicate_id\tobject_id\nx:a\tcs:sameEntityAs\tx:b\n",
            "Di Wu",
            "has no column author_label",
            id="no place to write",
        ),
        pytest.param(write_judgements([], BASE), "kg", "no name to review under", id="the tool"),
    ],
)
def test_what_cannot_be_reviewed_is_said(
    tmp_path: Path, text: str, reviewer: str, message: str
) -> None:
    file = tmp_path / "j.sssom.tsv"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        begin_review(file, reviewer, "2025-05-06")
