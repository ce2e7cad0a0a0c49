"""What an editor would file becomes what the network learns from."""

from __future__ import annotations

from typing import Any

from training.cards import to_corpus
from training.folds import FOLDS, fold_of

TEXT = (
    'The Post reported that officials said it rained. "Never," said Ann.\n'
    '"It was dry."\n'
    'Bo agreed. "So it was."'
)


def card(content: str, cue: str = "", source: str = "", who: str = "") -> dict[str, Any]:
    """Label the first place where each of some words stands."""
    role = {"content": content, "cue": cue, "source": source}
    spans = {name: [_span(words)] if words else [] for name, words in role.items()}
    return {**spans, "who": [who or source]}


def _span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


REPORT = card("officials said it rained", "reported", "The Post")
HEARSAY = card("it rained", "said", "officials")
QUOTATION = card('"Never,"', "said", "Ann")
GOING_ON = card('"It was dry."', who="Ann")
ANOTHER = card('"So it was."', who="Bo")


def learned(*cards: dict[str, Any]) -> dict[str, Any]:
    """Return what is learned from an article with some cards."""
    return to_corpus({"id": "a", "text": TEXT, "gold": list(cards)})


def test_an_article_keeps_its_outermost_attributions() -> None:
    assert learned(REPORT, HEARSAY)["gold"] == [REPORT]


def test_a_content_is_a_text_of_its_own_with_what_is_told_in_it() -> None:
    assert learned(REPORT, HEARSAY)["inside"] == [
        {"content": REPORT["content"], "gold": [HEARSAY]},
        {"content": HEARSAY["content"], "gold": []},
    ]


def test_what_tells_the_same_content_is_told_beside_it() -> None:
    beside = card("officials said it rained", "reported", "The Post", who="another")
    assert learned(REPORT, beside)["gold"] == [REPORT, beside]


def test_a_paragraph_without_a_cue_goes_on_with_what_its_speaker_said_before() -> None:
    assert learned(QUOTATION, GOING_ON)["gold"] == [
        {**QUOTATION, "content": [*QUOTATION["content"], *GOING_ON["content"]]}
    ]


def test_a_paragraph_without_a_cue_is_not_given_to_another_speaker() -> None:
    assert learned(QUOTATION, ANOTHER)["gold"] == [QUOTATION, ANOTHER]


def test_the_articles_of_one_event_are_in_one_fold() -> None:
    folds = {fold_of({"id": str(number), "group": "flood"}) for number in range(9)}
    assert len(folds) == 1
    assert {fold_of({"id": str(number)}) for number in range(99)} == set(range(FOLDS))
