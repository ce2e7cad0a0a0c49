"""Annotation a batch ahead of its reader."""

from __future__ import annotations

from itertools import count, islice, pairwise
from time import sleep
from typing import TYPE_CHECKING

import pytest

from kg.documents.paragraphs import paragraphs
from kg.errors import Problem
from kg.language.annotation import (
    BATCH,
    LONG,
    AnnotatedDocument,
    _iterate_ahead,
    annotate,
    annotate_pairs,
)
from kg.language.tokens import LONGEST_IN_PART, PART, tokenise
from kg.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.language.annotation import Annotator


def test_an_error_comes_when_its_turn_comes() -> None:
    def items() -> Iterator[int]:
        yield from (1, 2)
        raise ValueError("the third")

    found = _iterate_ahead(items())
    assert [next(found), next(found)] == [1, 2]
    with pytest.raises(ValueError, match="the third"):
        next(found)


def test_a_reader_that_stops_makes_it_stop() -> None:
    made: list[int] = []

    def items() -> Iterator[int]:
        for number in count():
            made.append(number)
            yield number

    found = _iterate_ahead(items())
    assert list(islice(found, 3)) == [0, 1, 2]
    found.close()
    after = len(made)
    assert after <= 3 + BATCH
    sleep(0.05)
    assert len(made) == after


@pytest.mark.parametrize("is_threaded", [True, False])
def test_what_is_not_a_document_is_handed_on_in_its_place(
    nlp: Annotator, *, is_threaded: bool
) -> None:
    problem = Problem(where="b", message="is empty")
    texts: list[Document | Problem | None] = [
        document("It rained."),
        problem,
        None,
        document("It poured."),
    ] * BATCH
    found = annotate_pairs(enumerate(texts), nlp, is_threaded=is_threaded)
    for (number, text), (place, annotated) in zip(enumerate(texts), found, strict=True):
        assert place == number
        if isinstance(text, Document):
            assert isinstance(annotated, AnnotatedDocument)
            assert annotated.document is text
        else:
            assert annotated is text


def test_one_by_one_each_document_is_done_before_the_next_is_read(nlp: Annotator) -> None:
    events: list[str] = []

    def read() -> Iterator[tuple[int, Document]]:
        for number in range(3):
            events.append(f"read {number}")
            yield number, document("It rained.")

    for number, _ in annotate_pairs(read(), nlp, is_threaded=False, batch_size=1):
        events.append(f"annotated {number}")
    assert events == [f"{done} {number}" for number in range(3) for done in ("read", "annotated")]


TEXTS = {
    "paragraphs": "It rained, Ann Lee said. It poured.\n\n" * 2000,
    "one paragraph": "It rained, Ann Lee said. " * 3000,
    "one sentence": "and it rained and she said that " * 2500,
    "no space": "a" * 60_000,
    "no prose": "“—(" * 20_000,
    "space": "a" + " " * 60_000 + "b",
}


def document(text: str) -> Document:
    return Document(id="long", text=text, paragraphs=paragraphs(text))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_parts_of_a_long_document_are_all_of_it(nlp: Annotator, text: str) -> None:
    [annotated] = annotate([document(text)], nlp)
    assert len(text) > LONG
    assert annotated.parts[0].start == 0
    assert annotated.parts[-1].end == len(text)
    assert all(left.end == right.start for left, right in pairwise(annotated.parts))
    assert all(part.end - part.start <= PART for part in annotated.parts)
    assert annotated.doc.text == text
    assert {part.start for part in annotated.parts} >= {0}
    assert max(map(len, annotated.doc.sents)) <= LONGEST_IN_PART + 1


def test_a_long_document_is_cut_before_a_paragraph(nlp: Annotator) -> None:
    [annotated] = annotate([document(TEXTS["paragraphs"])], nlp)
    starts = {paragraph.start for paragraph in annotated.document.paragraphs}
    assert all(part.start in starts for part in annotated.parts)
    assert {sentence.start_char for sentence in annotated.doc.sents} >= starts


def test_parts_that_repeat_are_annotated_alike(nlp: Annotator) -> None:
    [annotated] = annotate([document(TEXTS["paragraphs"])], nlp)
    whole = annotated.doc
    first, second = (
        [
            (token.text, token.tag_, token.dep_, token.head.i - token.i)
            for token in whole
            if part.start <= token.idx < part.end
        ]
        for part in annotated.parts[1:3]
    )
    assert first == second


def test_an_article_is_annotated_whole_and_as_it_was(nlp: Annotator) -> None:
    text = "“It rained,” Ann Lee said.\n\nIt is n't over, she told the BBC."
    [annotated] = annotate([document(text)], nlp)
    assert [(part.start, part.end) for part in annotated.parts] == [(0, len(text))]
    plain = nlp.make_doc(text)
    assert [token.norm_ for token in annotated.doc] == [token.norm_ for token in plain]


def test_what_has_no_space_keeps_its_offsets(nlp: Annotator) -> None:
    doc = tokenise(nlp, "x " + "“(" * 700 + " y")
    assert doc.text == "x " + "“(" * 700 + " y"
    assert [token.idx for token in doc] == [at for at in range(1404) if at not in {1, 1402}]


def test_a_document_is_annotated_alike_whatever_stands_beside_it(nlp: Annotator) -> None:
    sentence = "Ann Lee said that it rained, and Bo Ek of the city of Oslo denied it.\n\n"
    texts = [sentence * (length // len(sentence)) for length in (900, LONG + 900, 90)]
    documents = [
        Document(id=str(len(text)), text=text, paragraphs=tuple(paragraphs(text))) for text in texts
    ]
    together = {one.document.id: one for one in annotate(documents, nlp)}
    for document in documents:
        [alone] = annotate([document], nlp)
        assert alone.parts == together[document.id].parts
        assert [(word.idx, word.tag_, word.dep_, word.head.i) for word in alone.doc] == [
            (word.idx, word.tag_, word.dep_, word.head.i) for word in together[document.id].doc
        ]


SENTENCES = [
    pytest.param("He met Sgt. Ann Lee at the port.", 1, id="a rank"),
    pytest.param("It was Hon. Ann Lee who left.", 1, id="a style of address"),
    pytest.param("They met Supt. Lee and Det. Ek.", 1, id="police"),
    pytest.param("Cmdr. Lee met Maj. Gen. Ek.", 1, id="two titles"),
    pytest.param("He met a Sgt from Norwick. Lee left.", 2, id="without a full stop"),
    pytest.param("He met the sergeant. Ann Lee left.", 2, id="in full"),
]


@pytest.mark.parametrize(("text", "count_of_sentences"), SENTENCES)
def test_a_title_that_is_abbreviated_breaks_no_sentence(
    nlp: Annotator, text: str, count_of_sentences: int
) -> None:
    [annotated] = annotate([Document(id="a", text=text, paragraphs=paragraphs(text))], nlp)
    assert len(list(annotated.doc.sents)) == count_of_sentences
