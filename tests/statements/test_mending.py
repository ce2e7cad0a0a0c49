"""What marks and syntax put right in statements that a network found: each case is a text with one statement given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import AnnotatedDocument, annotate
from kg.model import AttributionType, Document, QuotationType, Span, Statement, spans_text
from kg.statements.mending import LEAST, left_over, mended, overlooked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.language.annotation import Annotator


def annotated(nlp: Annotator, text: str) -> AnnotatedDocument:
    [found] = annotate([Document(id="t", text=text, paragraphs=paragraphs(text))], nlp)
    return found


def spans(text: str, words: str | Sequence[str]) -> tuple[Span, ...]:
    parts = [words] if isinstance(words, str) else words
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts if part)


def statement(text: str, source: str, cue: str, content: str | Sequence[str]) -> Statement:
    return Statement(
        source=spans(text, source),
        cue=spans(text, cue),
        content=spans(text, content),
        quotation_type=QuotationType.INDIRECT,
    )


def contents(statements: Sequence[Statement], text: str) -> list[str]:
    return [spans_text(found.content, text) for found in statements]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        pytest.param(
            "“It is late. We go,” she said.",
            "she",
            "said",
            "It is late.",
            ["“It is late. We go,”"],
            id="a cut quotation",
        ),
        pytest.param(
            "Ann told us: “It is late. She said go now.”",
            "She",
            "said",
            "go now",
            ["go now"],
            id="a cue in the same quotation",
        ),
        pytest.param(
            "Ann said: “It is late.\n\n“We go.”",
            "Ann",
            "said",
            "“It is late.\n\n“We go.”",
            ["“It is late.", "“We go.”"],
            id="paragraphs",
        ),
        pytest.param(
            "Before she left, the roof fell in, Ann said.",
            "Ann",
            "said",
            "the roof fell in",
            ["Before she left, the roof fell in"],
            id="the words that open the sentence",
        ),
        pytest.param(
            "Ann said it rained.", "Ann", "said", "it rained", ["it rained"], id="nothing to mend"
        ),
    ],
)
def test_contents(
    nlp: Annotator, text: str, source: str, cue: str, content: str, expected: list[str]
) -> None:
    given = statement(text, source, cue, content)
    assert contents(list(mended(annotated(nlp, text), [given])), text) == expected


def test_the_type_follows_the_mended_content(nlp: Annotator) -> None:
    text = "“It is late. We go,” she said."
    [found] = mended(annotated(nlp, text), [statement(text, "she", "said", "It is late.")])
    assert found.quotation_type is QuotationType.DIRECT


def test_a_source_gives_back_the_subject_that_it_swallowed(nlp: Annotator) -> None:
    text = "The council closed the bridge, a step engineers say will save lives."
    [found] = mended(
        annotated(nlp, text), [statement(text, "a step engineers", "say", "will save lives")]
    )
    assert spans_text(found.source, text) == "engineers"
    assert contents([found], text) == ["a step will save lives"]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        pytest.param(
            "“They fled,” he said, referring to the clerks.",
            "he",
            "referring to",
            "the clerks",
            id="aside",
        ),
    ],
)
def test_what_attributes_nothing_is_left_out(
    nlp: Annotator, text: str, source: str, cue: str, content: str
) -> None:
    assert not list(mended(annotated(nlp, text), [statement(text, source, cue, content)]))


def test_a_quotation_that_was_not_found_goes_to_whom_the_rules_give_it(nlp: Annotator) -> None:
    text = "Ann said it rained. “The roof fell in,” said Bo. “We ran.”"
    [found] = left_over(annotated(nlp, text), [statement(text, "Ann", "said", "it rained")])
    assert spans_text(found.source, text) == "Bo"
    assert contents([found], text) == ["“The roof fell in,” “We ran.”"]


def test_of_a_quotation_half_found_the_rest_is_left_over(nlp: Annotator) -> None:
    text = "“The roof fell in,” said Bo. “We ran.”"
    [found] = left_over(
        annotated(nlp, text), [statement(text, "Bo", "said", "“The roof fell in,”")]
    )
    assert contents([found], text) == ["“We ran.”"]


def test_what_is_found_whole_leaves_nothing_over(nlp: Annotator) -> None:
    text = "“The roof fell in,” said Bo."
    assert not list(
        left_over(annotated(nlp, text), [statement(text, "Bo", "said", "“The roof fell in,”")])
    )


def test_hearsay_inside_a_report_is_found(nlp: Annotator) -> None:
    text = "The Courier reported that officials said the dam was safe."
    given = statement(text, "The Courier", "reported", "that officials said the dam was safe")
    [found] = overlooked(annotated(nlp, text), [given])
    assert spans_text(found.source, text) == "officials"
    assert contents([found], text) == ["the dam was safe"]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        pytest.param(
            "“The envoys said they would return,” Ann said.",
            "The envoys",
            "they would return",
            id="said",
        ),
        pytest.param(
            "“My doctor told me I was fine,” Ann said.", "My doctor", "I was fine", id="told"
        ),
    ],
)
def test_hearsay_inside_a_quotation_is_found(
    nlp: Annotator, text: str, source: str, content: str
) -> None:
    [found] = overlooked(
        annotated(nlp, text), [statement(text, "Ann", "said.", text[: text.index("”") + 1])]
    )
    assert spans_text(found.source, text) == source
    assert contents([found], text) == [content]


def test_what_the_speaker_themselves_said_is_no_hearsay(nlp: Annotator) -> None:
    text = "“I said it was late,” Ann said."
    assert not list(
        overlooked(annotated(nlp, text), [statement(text, "Ann", "said.", "“I said it was late,”")])
    )


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        pytest.param("Footage", "appears", id="footage"),
        pytest.param(
            "Video posted online by a passenger", "seems", id="a recording with its poster"
        ),
    ],
)
def test_a_recording_that_seems_to_show_something_is_the_source(
    nlp: Annotator, words: str, verb: str
) -> None:
    text = f"{words} {verb} to show the ferry approaching."
    given = statement(text, "", verb, [words, "to show the ferry approaching"])
    [found] = mended(annotated(nlp, text), [given])
    assert [spans_text(part, text) for part in (found.source, found.cue)] == [
        words,
        f"{verb} to show",
    ]
    assert contents([found], text) == ["the ferry approaching"]
    assert (found.cue_lemma, found.attribution_type) == ("show", AttributionType.ASSERTION)


def test_a_person_who_appears_to_show_something_is_no_recording(nlp: Annotator) -> None:
    text = "The mayor appears to show regret."
    [found] = mended(
        annotated(nlp, text), [statement(text, "", "appears", ["The mayor", "to show regret"])]
    )
    assert not found.source


def test_a_cue_gives_back_the_recording_that_it_swallowed(nlp: Annotator) -> None:
    text = "On Monday Ann shared video of guards leaving the hall."
    given = statement(text, "Ann", "shared video of", "guards leaving the hall")
    [found] = mended(annotated(nlp, text), [given])
    assert spans_text(found.cue, text) == "shared"
    assert contents([found], text) == ["video of guards leaving the hall"]


def test_what_the_rules_know_elsewhere_is_found_and_what_is_known_is_not_found_twice(
    nlp: Annotator,
) -> None:
    text = "Ann said it rained. Bo said it poured."
    given = statement(text, "Ann", "said", "it rained")
    [found] = overlooked(annotated(nlp, text), [given])
    assert spans_text(found.source, text) == "Bo"


def test_what_the_network_is_hardly_sure_of_is_left_out(nlp: Annotator) -> None:
    text = "Ann said it rained."
    unsure = replace(statement(text, "Ann", "said", "it rained"), confidence=LEAST / 2)
    assert not list(mended(annotated(nlp, text), [unsure]))


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        pytest.param(
            "An aide, whom the paper does not name, said it rained.",
            "whom the paper does not name",
            "An aide, whom the paper does not name",
            id="a clause goes with its noun",
        ),
        pytest.param(
            "An aide who knows said it rained.", "who", "who", id="who alone is resolved later"
        ),
        pytest.param("The paper said it rained.", "The paper", "The paper", id="no clause"),
    ],
)
def test_a_source_is_no_clause_without_its_noun(
    nlp: Annotator, text: str, source: str, expected: str
) -> None:
    given = replace(statement(text, source, "said", "it rained"), confidence=0.9)
    [found] = mended(annotated(nlp, text), [given])
    assert spans_text(found.source, text) == expected


def test_the_words_of_somebody_else_are_left_to_them(nlp: Annotator) -> None:
    text = "Ann said a deal is close, but her agent, Bo, said no talks had taken place."
    given = replace(
        statement(text, "Ann", "said", ["a deal is close", "no talks had taken place"]),
        confidence=0.9,
    )
    assert contents(list(mended(annotated(nlp, text), [given])), text) == ["a deal is close"]


def test_what_goes_on_behind_the_own_cue_is_kept(nlp: Annotator) -> None:
    text = "A deal is close, Ann said, and no talks are needed."
    given = replace(
        statement(text, "Ann", "said", ["A deal is close", "no talks are needed"]), confidence=0.9
    )
    assert contents(list(mended(annotated(nlp, text), [given])), text) == [
        "A deal is close no talks are needed"
    ]
