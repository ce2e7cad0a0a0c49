"""The scorer of cards, on an article worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.cards import count_cards, is_same, letters_in, match_cards, table_by_kind

TEXT = "Ann Lee said that it rained all day. “Go home,” said Bo. He fears snow."
ANN = {"id": "e1", "name": "Ann Lee", "kind": "person", "forms": ["Lee"]}
BO = {"id": "e2", "name": "Bo Ek", "kind": "person", "forms": ["Bo"]}
RAIN = {"id": "e3", "name": "rain", "kind": "thing", "forms": []}


def spans(words: str) -> list[list[int]]:
    return [[TEXT.index(part), TEXT.index(part) + len(part)] for part in words.split("|")]


def card(content: str, who: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    usual: dict[str, Any] = {
        "attribution_type": "assertion",
        "about": [],
        "polarity": "affirmed",
        "certainty": "unspecified",
        "time": None,
        "optional": False,
    }
    return {"content": spans(content), "who": [who], **usual, **fields}


def statement(content: str, who: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    usual: dict[str, Any] = {
        "claim": content,
        "quotation_type": "indirect",
        "attribution_type": "assertion",
        "about": [],
        "polarity": "affirmed",
        "certainty": "unspecified",
        "time": None,
        "confidence": 0.9,
    }
    source = {"name": who, "kind": "person", "described_as": None}
    return {"content": spans(content), "who": [source], **usual, **fields}


ARTICLE: dict[str, Any] = {
    "id": "wire-1",
    "text": TEXT,
    "entities": [ANN, BO, RAIN],
    "gold": [
        card("that it rained all day", "e1"),
        card("“Go home,”", "e2"),
        card("snow", "e2", attribution_type="belief", optional=True),
    ],
}
RIGHT = [
    statement("it rained all day", "Ann Lee"),
    statement("“Go home,”", "Bo Ek", quotation_type="direct"),
]


def count(*statements: dict[str, Any], least: float = 0.0) -> dict[str, int]:
    return dict(count_cards([ARTICLE], {"wire-1": {"statements": list(statements)}}, least))


def test_all_right() -> None:
    got = count(*RIGHT)
    assert (got["cards"], got["found"], got["statements"], got["unmatched"]) == (2, 2, 2, 0)
    assert (got["card"], got["full"], got["all card"], got["all full"]) == (2, 2, 2, 2)


def test_an_optional_card_is_no_miss_and_no_mistake() -> None:
    snow = statement("snow", "Bo Ek", attribution_type="belief")
    got = count(*RIGHT, snow)
    assert (got["found"], got["unmatched"], got["card"], got["all card"]) == (2, 0, 2, 3)


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        pytest.param({"polarity": "negated"}, {"pol", "card", "full"}, id="polarity"),
        pytest.param({"attribution_type": "belief"}, {"attr", "card", "full"}, id="type"),
        pytest.param({"certainty": "possible"}, {"cert", "full"}, id="certainty"),
        pytest.param({"time": "2019"}, {"time", "card", "full"}, id="a wrong time"),
        pytest.param(
            {"about": [{"name": "Bo Ek", "kind": "person"}]},
            {"about", "subject", "full"},
            id="a wrong subject",
        ),
        pytest.param(
            {"who": [{"name": "Bo Ek", "kind": "person"}]},
            {"who", "person", "card", "full"},
            id="a wrong person",
        ),
        pytest.param(
            {"who": [{"name": "they", "kind": "unnamed"}]},
            {"who", "kind", "card", "full"},
            id="nobody is no wrong person",
        ),
        pytest.param({"content": spans("it rained all")}, {"span", "card", "full"}, id="too short"),
    ],
)
def test_a_field_that_is_wrong(changed: dict[str, Any], wrong: set[str]) -> None:
    one = {**ARTICLE, "gold": ARTICLE["gold"][:1]}
    records = {"wire-1": {"statements": [{**RIGHT[0], **changed}]}}
    got = count_cards([one], records)
    fields = set(count(*RIGHT)) - {"cards", "statements", "found", "unmatched"}
    assert {name for name in fields if not got[name] and not name.startswith("all ")} == wrong


def test_a_time_left_out_is_wrong_and_may_be_filed() -> None:
    one = {**ARTICLE, "gold": [card("that it rained all day", "e1", time="2019")]}
    got = count_cards([one], {"wire-1": {"statements": RIGHT[:1]}})
    assert (got["time"], got["card"], got["full"]) == (0, 1, 0)


def test_what_shares_too_few_letters_is_unmatched_and_so_is_a_second_time() -> None:
    assert count(statement("it", "Ann Lee"))["unmatched"] == 1
    assert count(RIGHT[0], {**RIGHT[0], "who": []})["unmatched"] == 1
    assert match_cards(ARTICLE, [{**RIGHT[0], "who": []}, RIGHT[0]]) == {0: (1, 1.0)}


def test_narration_and_what_is_not_sure_enough_do_not_count() -> None:
    assert count({**RIGHT[0], "quotation_type": "narration"})["statements"] == 0
    assert count(*RIGHT, least=0.95)["statements"] == 0


@pytest.mark.parametrize(
    ("entity", "name", "expected"),
    [
        pytest.param(ANN, "Ms. Ann B. Lee", True, id="a fuller name"),
        pytest.param(ANN, "Lee", False, id="a family name is not enough"),
        pytest.param(ANN, "Ann Ray", False, id="somebody else"),
        pytest.param(
            {"name": "Bank of Spain", "kind": "organization"},
            "the Bank of Spain",
            True,
            id="article",
        ),
        pytest.param(
            {"name": "Bank of Spain", "kind": "organization"},
            "Spain",
            False,
            id="one word of a name",
        ),
        pytest.param(
            {"name": "a spokesman for the mine", "kind": "unnamed"},
            "spokesman",
            True,
            id="description",
        ),
        pytest.param({"name": None, "kind": "unnamed"}, None, True, id="nobody"),
    ],
)
def test_who_is_the_same(entity: dict[str, Any], name: str | None, expected: bool) -> None:  # noqa: FBT001 - a row
    assert is_same(entity, {"name": name, "kind": entity["kind"]}) is expected


def test_letters_are_counted_without_that_and_marks() -> None:
    assert letters_in(spans("that it rained"), TEXT) == letters_in(spans("it rained"), TEXT)


def test_the_table_has_a_row_for_each_kind_of_article() -> None:
    lines = table_by_kind([ARTICLE], {"wire-1": {"statements": RIGHT}}, {"wire-1": "wire"})
    assert [line.split("|")[1].strip() for line in lines[2:]] == ["wire", "all"]
