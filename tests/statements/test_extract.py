"""Who says what in which words: a row for each form of attribution, each with near misses that are none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents.paragraphs import paragraphs
from kg.errors import ConfigError
from kg.language.annotation import Annotator, annotate
from kg.model import Caption, Document, Span, Statement
from kg.statements import EXTRACTORS, add_narration, extract, find_candidates


def statements(nlp: Annotator, text: str) -> tuple[Statement, ...]:
    """All that the rules find, claim or not."""
    [annotated] = annotate([Document(id="test", text=text, paragraphs=paragraphs(text))], nlp)
    return add_narration(annotated, find_candidates(annotated, EXTRACTORS["rules"]))


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " | ".join(span.of(text) for span in spans)


ATTRIBUTED = [
    # text, source, cue, content, quotation type
    pytest.param(
        "Ann Lee said it rained.", "Ann Lee", "said", "it rained", "indirect", id="clause"
    ),
    pytest.param(
        "Ann Lee said that the plan had failed.",
        "Ann Lee",
        "said",
        "that the plan had failed",
        "indirect",
        id="that",
    ),
    pytest.param(
        "The plan had failed, said Ann Lee.",
        "Ann Lee",
        "said",
        "The plan had failed",
        "indirect",
        id="cue, then source",
    ),
    pytest.param(
        "The plan had failed, Ann Lee said.",
        "Ann Lee",
        "said",
        "The plan had failed",
        "indirect",
        id="source, then cue",
    ),
    pytest.param(
        "Ann Lee told the committee that the plan had failed.",
        "Ann Lee",
        "told",
        "that the plan had failed",
        "indirect",
        id="told somebody",
    ),
    pytest.param(
        "According to the police, two men fled.",
        "the police",
        "According to",
        "two men fled",
        "indirect",
        id="according to",
    ),
    pytest.param(
        "Two men fled, according to the police.",
        "the police",
        "according to",
        "Two men fled",
        "indirect",
        id="according to, last",
    ),
    pytest.param(
        "The plan, Ann Lee says, will fail.",
        "Ann Lee",
        "says",
        "The plan | will fail",
        "indirect",
        id="aside",
    ),
    pytest.param(
        "Bo Ek refused to leave the room.",
        "Bo Ek",
        "refused",
        "to leave the room",
        "indirect",
        id="infinitive",
    ),
    pytest.param(
        "The study showed a sharp decline.",
        "The study",
        "showed",
        "a sharp decline",
        "indirect",
        id="a noun is shown",
    ),
    pytest.param(
        "Two boats were seen leaving the harbour.",
        "",
        "were seen",
        "Two boats | leaving the harbour",
        "indirect",
        id="seen by nobody named",
    ),
    pytest.param(
        "Ann Lee shared video of two boats leaving the harbour.",
        "Ann Lee",
        "shared video of",
        "two boats leaving the harbour",
        "indirect",
        id="shown in pictures",
    ),
    pytest.param(
        '"It rained all day," Ann Lee said.',
        "Ann Lee",
        "said",
        '"It rained all day,"',
        "direct",
        id="direct",
    ),
    pytest.param(
        '"It rained all day," said Ann Lee.',
        "Ann Lee",
        "said",
        '"It rained all day,"',
        "direct",
        id="inverted",
    ),
    pytest.param(
        'Ann Lee said: "It rained all day."',
        "Ann Lee",
        "said",
        '"It rained all day."',
        "direct",
        id="colon",
    ),
    pytest.param(
        '"It rained all day," she said. "Then it stopped."',
        "she",
        "said",
        '"It rained all day," | "Then it stopped."',
        "direct",
        id="two parts",
    ),
    pytest.param(
        '"It rained all day. Then it stopped," she said.',
        "she",
        "said",
        '"It rained all day. Then it stopped,"',
        "direct",
        id="two sentences",
    ),
    pytest.param(
        "‘It rained all day,’ said Ann Lee.",
        "Ann Lee",
        "said",
        "‘It rained all day,’",
        "direct",
        id="British marks",
    ),
    pytest.param(
        'Ann Lee said the plan was "a complete disaster".',
        "Ann Lee",
        "said",
        'the plan was "a complete disaster"',
        "mixed",
        id="mixed",
    ),
    pytest.param(
        "Maria Lopez, an economist with the Bank of Spain, said prices will rise.",
        "Maria Lopez, an economist with the Bank of Spain",
        "said",
        "prices will rise",
        "indirect",
        id="source with its description",
    ),
    pytest.param(
        "The treasurer, according to people close to the talks, will resign.",
        "people close to the talks",
        "according to",
        "The treasurer | will resign",
        "indirect",
        id="according to, inside",
    ),
    pytest.param(
        "The dam is expected to hold through the winter.",
        "",
        "is expected",
        "The dam | to hold through the winter",
        "indirect",
        id="expected by nobody named",
    ),
    pytest.param(
        "The suspect is said to have left the country.",
        "",
        "is said",
        "The suspect | to have left the country",
        "indirect",
        id="said by nobody named",
    ),
    pytest.param(
        "Bo Ek is hoping to win the seat.",
        "Bo Ek",
        "is hoping",
        "to win the seat",
        "indirect",
        id="an infinitive hoped",
    ),
    pytest.param(
        "''It rained all day,'' Ann Lee said.",
        "Ann Lee",
        "said",
        "''It rained all day,''",
        "direct",
        id="typists' marks",
    ),
    pytest.param(
        "Ann Lee, speaking on Monday, said prices will rise.",
        "Ann Lee",
        "said",
        "prices will rise",
        "indirect",
        id="what the source is doing is not its name",
    ),
    pytest.param(
        'The senator called the bill "a complete disgrace."',
        "The senator",
        "called",
        'the bill "a complete disgrace."',
        "mixed",
        id="a phrase quoted in a clause",
    ),
    pytest.param(
        "Ann Lee said she thinks the plan has failed.",
        "Ann Lee",
        "said",
        "she thinks the plan has failed",
        "indirect",
        id="what a pronoun thinks inside is no statement of its own",
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "content", "kind"), ATTRIBUTED)
def test_attribution(
    nlp: Annotator, text: str, source: str, cue: str, content: str, kind: str
) -> None:
    found = [statement for statement in statements(nlp, text) if statement.cue]
    assert [
        (words(text, s.source), words(text, s.cue), words(text, s.content), s.quotation_type)
        for s in found
    ] == [(source, cue, content, kind)]


NONE = [
    pytest.param("It rained all day.", id="no cue"),
    pytest.param("Ann Lee saw the dog.", id="an object that is no content"),
    pytest.param("She was seen.", id="seen doing nothing"),
    pytest.param("Ann Lee shared a photo of her dog.", id="a picture of nothing done"),
    pytest.param("He has a say in it.", id="say as a noun"),
    pytest.param('The "best" dog won.', id="scare quotes"),
    pytest.param("The talks, referring to the war, went on.", id="referring is a remark"),
    pytest.param("They will share their counts.", id="only planned"),
    pytest.param("We will see what happens.", id="nobody has seen it yet"),
    pytest.param("He went there to see whether it rained.", id="a purpose"),
]


@pytest.mark.parametrize("text", NONE)
def test_near_misses_are_narration(nlp: Annotator, text: str) -> None:
    assert [statement.quotation_type for statement in statements(nlp, text)] == ["narration"]


TYPES = [
    pytest.param("Ann Lee said it rained.", "assertion", "say", id="says"),
    pytest.param("Ann Lee fears it will rain.", "belief", "fear", id="fears"),
    pytest.param("Ann Lee knows it rained.", "fact", "know", id="knows"),
    pytest.param("Ann Lee refused to leave.", "eventuality", "refuse", id="refuses"),
]


@pytest.mark.parametrize(("text", "kind", "lemma"), TYPES)
def test_what_kind_of_attribution_the_cue_makes(
    nlp: Annotator, text: str, kind: str, lemma: str
) -> None:
    [statement] = statements(nlp, text)
    assert (statement.attribution_type, statement.cue_lemma) == (kind, lemma)


def test_a_cue_inside_a_quotation_belongs_to_the_quotation(nlp: Annotator) -> None:
    text = '"I think he said it rained," Ann Lee said.'
    assert [words(text, statement.cue) for statement in statements(nlp, text)] == ["said"]


def test_hearsay_is_two_statements_one_inside_the_other(nlp: Annotator) -> None:
    text = "The Gazette reported that officials said the bridge had failed."
    found = [(words(text, s.source), words(text, s.content)) for s in statements(nlp, text)]
    assert found == [
        ("The Gazette", "that officials said the bridge had failed"),
        ("officials", "the bridge had failed"),
    ]


def test_a_quotation_over_paragraphs_is_one_statement(nlp: Annotator) -> None:
    text = '"It rained all day.\n\n"Then it stopped," Ann Lee said.'
    [statement] = statements(nlp, text)
    assert words(text, statement.content) == '"It rained all day. | "Then it stopped,"'


def test_every_sentence_is_attributed_or_narrated(nlp: Annotator) -> None:
    text = "It rained. Ann Lee said it poured. It stopped.\n\nThe sun came out."
    found = [
        (statement.quotation_type.value, words(text, statement.content))
        for statement in statements(nlp, text)
    ]
    assert found == [
        ("narration", "It rained."),
        ("indirect", "it poured"),
        ("narration", "It stopped."),
        ("narration", "The sun came out."),
    ]


def test_a_caption_is_stated_by_whom_it_is_credited_to_and_read_by_no_other_extractor(
    nlp: Annotator,
) -> None:
    text = "Ann Lee says it rains. — Northern Wire\n\nIt rained."
    caption = Caption(content=Span(0, 22), credit=Span(25, 38))
    document = Document(id="test", text=text, paragraphs=(Span(40, 50),), captions=(caption,))
    [annotated] = annotate([document], nlp)
    found = [
        (s.extractor, words(text, s.source), words(text, s.content))
        for s in extract(annotated, "rules")
    ]
    assert found == [
        ("captions", "Northern Wire", "Ann Lee says it rains."),
        ("narration", "", "It rained."),
    ]


def test_an_unknown_extractor_is_told_the_known_ones(nlp: Annotator) -> None:
    [annotated] = annotate([Document(id="test", text="It rained.", paragraphs=(Span(0, 10),))], nlp)
    with pytest.raises(ConfigError, match="unknown extractor 'qoutes'; choose from model, rules"):
        extract(annotated, "qoutes")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ann",
                "said",
                "that",
                "it",
                "rained",
                ",",
                ".",
                '"',
                "“",
                "”",
                "'",
                ":",
                "\n\n",
                "were",
                "seen",
                "—",
            ]
        ),
        max_size=25,
    )
)
def test_no_text_breaks_it_and_no_statement_leaves_the_text(
    nlp: Annotator, parts: list[str]
) -> None:
    text = " ".join(parts)
    if not text.strip():
        return
    for statement in statements(nlp, text):
        spans = (*statement.content, *statement.source, *statement.cue)
        assert all(span.end <= len(text) and span.of(text).strip() for span in spans)
        assert not any(
            c.overlaps(s) for c in statement.content for s in (*statement.source, *statement.cue)
        )
