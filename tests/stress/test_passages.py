"""The stress set is whole, and its marks are read rightly."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.stress import TYPES, Passage, parse, read_passages, to_record

PASSAGES = read_passages()
FEWEST_PASSAGES = 150
FEWEST_NEGATIVE = 15
FEWEST_OF_A_BEAT = 8
BEATS = """abroad agency appositives british business court disaster documents headlines health hearsay indirect
interviews lists liveblogs negative paragraphs polls pressrelease pronouns science sport uncued war""".split()


def test_there_are_many_passages_of_many_beats_and_each_once() -> None:
    assert len(PASSAGES) >= FEWEST_PASSAGES
    assert len({passage.id for passage in PASSAGES}) == len(PASSAGES)
    assert len({passage.text for passage in PASSAGES}) == len(PASSAGES)
    assert sum(not passage.gold for passage in PASSAGES) >= FEWEST_NEGATIVE


def test_no_beat_is_forgotten_and_every_type_occurs() -> None:
    beats = Counter(passage.beat for passage in PASSAGES)
    assert sorted(beats) == BEATS
    assert min(beats.values()) >= FEWEST_OF_A_BEAT
    assert {found.type for passage in PASSAGES for found in passage.gold} == TYPES


def test_negative_passages_have_no_attribution() -> None:
    assert not any(passage.gold for passage in PASSAGES if passage.beat == "negative")


def test_some_contents_are_discontinuous_and_some_attributions_have_no_source() -> None:
    every = [found for passage in PASSAGES for found in passage.gold]
    assert sum(len(found.content) > 1 for found in every) >= 20
    assert sum(not found.source for found in every) >= 10


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.id)
def test_spans_lie_apart_and_around_words(passage: Passage) -> None:
    assert not set("{}") & set(passage.text)
    for found in passage.gold:
        for start, end in (*found.source, *found.cue, *found.content):
            assert passage.text[start:end] == passage.text[start:end].strip() != ""
        places = [
            at
            for part in (found.source, found.cue, found.content)
            for span in part
            for at in range(*span)
        ]
        assert len(places) == len(set(places))


def test_marks_of_a_passage() -> None:
    found = parse(
        "a-1", "a", "{C1 “Go,”} {S1,2 Ann} {Q1 said} {C1 “now.”} and {Q2:belief feared} {C2 rain}."
    )
    assert found.text == "“Go,” Ann said “now.” and feared rain."
    assert [(a.source, a.cue, a.content, a.type) for a in found.gold] == [
        (((6, 9),), ((10, 14),), ((0, 5), (15, 21)), "assertion"),
        (((6, 9),), ((26, 32),), ((33, 37),), "belief"),
    ]
    assert to_record(found)["gold"][0]["content"] == [[0, 5], [15, 21]]


def test_attributions_are_in_the_order_of_their_numbers() -> None:
    found = parse("a-1", "a", "{C2 one} {C10 two} {C1 three}")
    assert [found.text[slice(*each.content[0])] for each in found.gold] == ["three", "one", "two"]


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("{C1 It rained", "not closed: 'It rained'"),
        ("It} rained", "stray '}'"),
        ("{X1 It} rained", "stray '{'"),
        ("{S1 Ann}{Q1 : }{C1 It rained}", "white space at an edge"),
        ("{S1 } {C1 It rained}", "empty"),
        ("{S1 Ann} {Q1 said}", "attribution 1 has no content"),
        ("{C1:lie It rained}", "'lie' is no type"),
        ("{Q1:fact knew} {C1:belief it}", "more than one type: belief, fact"),
        ("{C1 that {S1 Ann} left}", "attribution 1: its stretches overlap"),
    ],
)
def test_broken_marks_are_refused(marked: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"passage a-1: .*{message}"):
        parse("a-1", "a", marked)
