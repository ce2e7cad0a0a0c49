"""Whole articles, invented and labelled by hand (tests/articles): what is found, who it comes from, and nothing else.

The floors are what each extractor reaches today; a change that falls below one must say why. They
fell when rules went that real news has no use for (docs/decisions/017-rules-measured.md): "a step
experts say will be difficult"; and when "the minister" was left open where two people may be it.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from kg.documents import read_documents
from kg.language.annotation import annotate
from kg.model import Document, ResolvedDocument, ResolvedStatement
from kg.resolution import resolve
from kg.statements import EXTRACTORS, extract

if TYPE_CHECKING:
    from kg.language.annotation import Annotator

T = TypeVar("T")

FOLDER = Path(__file__).parent / "articles"
SEED = Path(__file__).parents[1] / "seeds" / "000_d4a8d39465bf5e46.txt"


FOUND = {"model": 0.91, "rules": 0.84}
WHOLLY_RIGHT = {"model": 0.75, "rules": 0.68}
EXTRA = {"model": 0.09, "rules": 0.16}
SUBJECTS_RIGHT = {"model": 0.56, "rules": 0.57}
"""What a claim is about is learned from news, and the seed article is written unlike it: of "Kim's
team cleaning items before he uses them" Kim is taken."""


def resolved(nlp: Annotator, path: Path, extractor: str) -> ResolvedDocument:
    [document] = read_documents([str(path)])
    assert isinstance(document, Document)
    [annotated] = annotate([document], nlp)
    return resolve(annotated, extract(annotated, extractor))


def places(spans: list[list[int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def likeness(gold: dict[str, Any], found: ResolvedStatement) -> float:
    """Jaccard index of the two contents, in code points."""
    wanted, got = (
        places(gold["content"]),
        {p for span in found.statement.content for p in range(span.start, span.end)},
    )
    return len(wanted & got) / len(wanted | got)


def is_right(gold: dict[str, Any], found: ResolvedStatement) -> bool:
    who = found.who[0]
    details = [
        (gold["quotation_type"], found.statement.quotation_type.value),
        (gold["source"], [[span.start, span.end] for span in found.statement.source]),
        (gold["cue"], [[span.start, span.end] for span in found.statement.cue]),
        ((gold["who"] or "").casefold(), (who.entity.name or "").casefold()),
        (gold["kind"], who.entity.kind.value),
        *((gold[key], getattr(who, key)) for key in ("described_as", "role") if gold.get(key)),
        *(
            (gold[key], who.affiliation and who.affiliation.name)
            for key in ("affiliation",)
            if gold.get(key)
        ),
        *((gold[key], found.channel) for key in ("channel",) if gold.get(key)),
        *((gold[key], found.time and found.time.iso) for key in ("time",) if gold.get(key)),
    ]
    return all(wanted == got for wanted, got in details)


@pytest.fixture(params=EXTRACTORS)
def extractor(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_most_statements_of_unseen_articles_are_wholly_right(
    nlp: Annotator, extractor: str
) -> None:
    labelled = found = right = extra = 0
    for path in sorted(FOLDER.glob("*.txt")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["statements"]
        statements = resolved(nlp, path, extractor).statements
        best = [max(statements, key=partial(likeness, wanted)) for wanted in gold]
        pairs = [
            (wanted, got)
            for wanted, got in zip(gold, best, strict=True)
            if likeness(wanted, got) >= 0.8
        ]
        labelled, found = labelled + len(gold), found + len(pairs)
        right += sum(is_right(wanted, got) for wanted, got in pairs)
        extra += len(statements) - len({got.statement for _, got in pairs})
    assert found / labelled >= FOUND[extractor]
    assert right / labelled >= WHOLLY_RIGHT[extractor]
    assert extra / labelled <= EXTRA[extractor]


Row = tuple[str, str, str | None, str]

STATED: list[Row] = [
    # words of the claim, quotation type, who says it, what kind of source that is
    ("North Korean leader Kim Jong Un and", "caption", "Reuters", "organization"),
    ("North Korean staff meticulously wiping", "indirect", None, "unnamed"),
    ("a move is part of strict", "indirect", "analysts", "group"),
    ("the reclusive state's extraordinary measures", "indirect", "footage", "artefact"),
    ("Kim's two staff members", "indirect", "Alexander Yunashev", "person"),
    ("The chair's backrest and armrests", "narration", None, "publication"),
    ("Kim's drinking glass", "narration", None, "publication"),
    ("After the negotiations were over", "direct", "Alexander Yunashev", "person"),
    ("After talks in the room", "narration", None, "publication"),
    ("Such measures are standard protocol", "indirect", "Michael Madden", "person"),
    ("The special toilet and the requisite", "direct", "Michael Madden", "person"),
    ("It would provide insight", "direct", "Michael Madden", "person"),
    ("Kim's guards blocking the floor", "indirect", None, "unnamed"),
    ("Kim's team cleaning items", "indirect", None, "unnamed"),
    ("During his 2018 meeting", "narration", None, "publication"),
    ("Before he sat at another summit", "indirect", "video footage", "artefact"),
]

ABOUT = [
    ["Kim Jong Un", "Vladimir Putin"],
    ["North Korean staff"],
    ["move"],
    ["North Korea's extraordinary measures to conceal any clues about Kim's health"],
    ["Kim Jong Un's two staff members"],
    ["chair's backrest", "armrests", "coffee table"],
    ["Kim Jong Un's drinking glass"],
    ["staff"],
    ["Kim Jong Un", "Vladimir Putin"],
    ["such measures"],
    ["special toilet", "requisite garbage bags of detritus, waste and cigarette butts"],
    [],
    ["Kim Jong Un's guards"],
    ["Kim Jong Un's team"],
    ["North Korean security guards"],
    ["Kim Jong Un's security team"],
]

GAPS = {"model": frozenset[int](), "rules": frozenset({2, 3})}
"""The rows of the seed article that an extractor leaves out: the rules know no "a move that analysts call strict", and no
footage that shows measures."""

RENAMED = {
    "Kim Jong Un": "Pak Chol Min",
    "Kim Jong Il": "Pak Chol Su",
    "Kim": "Pak",
    "Vladimir Putin": "Emmanuel Macron",
    "Putin": "Macron",
    "Russian President": "French President",
    "Alexander Yunashev": "Pierre Laurent",
    "Kremlin": "Elysee",
    "Michael Madden": "Sarah Whitfield",
    "Madden": "Whitfield",
    "he said": "she said",
    "Stimson Centre": "Harrow Institute",
    "Telegram": "Facebook",
}


def rows(document: ResolvedDocument) -> list[Row]:
    return [
        (
            found.claim,
            found.statement.quotation_type.value,
            found.who[0].entity.name,
            found.who[0].entity.kind.value,
        )
        for found in document.statements
    ]


def renamed(text: str) -> str:
    for old, new in RENAMED.items():
        text = text.replace(old, new)
    return text


def test_the_seed_article(nlp: Annotator, extractor: str) -> None:
    assert_found(STATED, resolved(nlp, SEED, extractor), GAPS[extractor])


def test_what_the_seed_article_is_about(nlp: Annotator, extractor: str) -> None:
    statements = resolved(nlp, SEED, extractor).statements
    found = [[entity.name for entity in statement.about] for statement in statements]
    pairs = zip(without(found, GAPS[extractor]), without(ABOUT, GAPS[extractor]), strict=True)
    right = [names == wanted for names, wanted in pairs]
    assert sum(right) / len(right) >= SUBJECTS_RIGHT[extractor]


def assert_found(expected: list[Row], document: ResolvedDocument, gaps: frozenset[int]) -> None:
    found, wanted = without(rows(document), gaps), without(expected, gaps)
    assert [row[1:] for row in found] == [row[1:] for row in wanted]
    assert [
        words for (words, *_), (claim, *_) in zip(wanted, found, strict=True) if words not in claim
    ] == []


def without(listed: list[T], gaps: frozenset[int]) -> list[T]:
    return [one for number, one in enumerate(listed) if number not in gaps]


def test_the_seed_article_with_other_names(nlp: Annotator, extractor: str, tmp_path: Path) -> None:
    path = tmp_path / "renamed.txt"
    path.write_text(renamed(SEED.read_text(encoding="utf-8")), encoding="utf-8")
    expected = [
        (renamed(start), kind, renamed(who) if who else None, source)
        for start, kind, who, source in STATED
    ]
    assert_found(expected, resolved(nlp, path, extractor), GAPS[extractor])


@pytest.mark.parametrize(
    ("who", "described_as", "role", "affiliation", "channel"),
    [
        ("Alexander Yunashev", "Kremlin reporter", "reporter", "Kremlin", "a post on Telegram"),
        (
            "Michael Madden",
            "a North Korea leadership expert with the US-based Stimson Centre",
            "North Korea leadership expert",
            "Stimson Centre",
            None,
        ),
    ],
)
def test_the_people_of_the_seed_article(
    nlp: Annotator,
    extractor: str,
    who: str,
    described_as: str,
    role: str,
    affiliation: str,
    channel: str | None,
) -> None:
    found = next(
        s for s in resolved(nlp, SEED, extractor).statements if s.who[0].entity.name == who
    )
    source = found.who[0]
    assert (source.described_as, source.role) == (described_as, role)
    assert found.channel == channel
    assert source.affiliation
    assert source.affiliation.name == affiliation


def test_nothing_is_invented(nlp: Annotator, extractor: str) -> None:
    for path in (SEED, *sorted(FOLDER.glob("*.txt"))):
        document = resolved(nlp, path, extractor)
        for found in document.statements:
            text = "".join(span.of(document.document.text) for span in found.statement.content)
            said = letters(text)
            assert letters(found.claim) in {said, said.removeprefix("that")}


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
