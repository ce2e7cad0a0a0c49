"""What is a claim: rows that are kept, each kind of act that is left out, and what always holds."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import AnnotatedDocument, Annotator, annotate
from kg.model import Caption, Document, QuotationType, Span, Statement
from kg.statements import add_narration
from kg.statements.claims import (
    LIKELY,
    _calculate_probability,
    _load_weights,
    describe_form,
    keep_claims,
)
from kg.statements.quoted import quotation_type


def annotated(nlp: Annotator, text: str) -> AnnotatedDocument:
    [found] = annotate([Document(id="test", text=text, paragraphs=paragraphs(text))], nlp)
    return found


def tagged(
    document: AnnotatedDocument,
    source: str,
    cue: str,
    lemma: str,
    content: str,
    confidence: float = 0.75,
) -> Statement:
    """A statement of the network, by its words."""
    text = document.text
    content_span, cue_span, source_span = (
        (Span(text.index(words), text.index(words) + len(words)),) if words else ()
        for words in (content, cue, source)
    )
    return Statement(
        content=content_span,
        source=source_span,
        cue=cue_span,
        cue_lemma=lemma or None,
        quotation_type=quotation_type(document, content_span, cue_span),
        extractor="tagger",
        confidence=confidence,
    )


KEPT = [
    # text, source, cue, its dictionary form, content
    pytest.param("Ann said that it rained.", "Ann", "said", "say", "that it rained", id="said"),
    pytest.param("“It rained,” Ann said.", "Ann", "said", "say", "“It rained,”", id="quoted"),
    pytest.param(
        "According to the police, two men fled.",
        "the police",
        "According to",
        "accord",
        "two men fled",
        id="according to",
    ),
    pytest.param(
        "The survey found that prices had doubled in a year.",
        "The survey",
        "found",
        "find",
        "that prices had doubled in a year",
        id="found",
    ),
    pytest.param(
        "Bo urged the council to close the old bridge before winter.",
        "Bo",
        "urged",
        "urge",
        "the council to close the old bridge before winter",
        id="urged somebody",
    ),
    pytest.param(
        "She believes the dam will hold.",
        "She",
        "believes",
        "believe",
        "the dam will hold",
        id="believes",
    ),
    pytest.param(
        "Cho called it “a complete disgrace.”",
        "Cho",
        "called",
        "call",
        "it “a complete disgrace.”",
        id="a phrase quoted",
    ),
]
LEFT_OUT = [
    pytest.param(
        "The mayor praised the team.", "The mayor", "praised", "praise", "the team", id="praised"
    ),
    pytest.param(
        "The firms struck a deal.", "The firms", "struck", "strike", "a deal", id="struck"
    ),
    pytest.param("She signed the bill.", "She", "signed", "sign", "the bill", id="signed"),
    pytest.param(
        "Ann shared a photo of her dog.",
        "Ann",
        "shared a photo of",
        "share",
        "her dog",
        id="shared",
    ),
    pytest.param(
        "The envoys discussed trade and fish.",
        "The envoys",
        "discussed",
        "discuss",
        "trade and fish",
        id="discussed",
    ),
    pytest.param(
        "“They fled,” he said, referring to the clerks.",
        "he",
        "referring to",
        "refer",
        "the clerks",
        id="a remark beside a quotation",
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "lemma", "content"), KEPT)
def test_a_claim_is_kept_and_is_as_sure_as_it_is_likely(
    nlp: Annotator, text: str, source: str, cue: str, lemma: str, content: str
) -> None:
    document = annotated(nlp, text)
    given_one = tagged(document, source, cue, lemma, content)
    [kept] = keep_claims(document, [given_one])
    assert (kept.content, kept.source, kept.cue) == (
        given_one.content,
        given_one.source,
        given_one.cue,
    )
    assert LIKELY <= kept.confidence <= 1


@pytest.mark.parametrize(("text", "source", "cue", "lemma", "content"), LEFT_OUT)
def test_an_act_is_left_out_and_its_sentence_is_narration(
    nlp: Annotator, text: str, source: str, cue: str, lemma: str, content: str
) -> None:
    document = annotated(nlp, text)
    kept = list(keep_claims(document, [tagged(document, source, cue, lemma, content)]))
    assert kept == []
    [told] = add_narration(document, kept)
    assert told.quotation_type is QuotationType.NARRATION
    assert told.extent == Span(0, len(text))


def test_a_caption_is_kept_as_it_is(nlp: Annotator) -> None:
    text = "The harbour. — Northern Wire"
    caption = Caption(content=Span(0, 12), credit=Span(15, 28))
    document = Document(id="test", text=text, paragraphs=(), captions=(caption,))
    [read] = annotate([document], nlp)
    stated = Statement(
        content=(caption.content,),
        source=(caption.credit,),
        quotation_type=QuotationType.CAPTION,
        confidence=0.1,
    )
    assert list(keep_claims(read, [stated])) == [stated]


@pytest.mark.parametrize(("text", "source", "cue", "lemma", "content"), [*KEPT, *LEFT_OUT])
def test_the_surer_the_network_the_likelier_the_claim(
    nlp: Annotator, text: str, source: str, cue: str, lemma: str, content: str
) -> None:
    document = annotated(nlp, text)
    sure = [tagged(document, source, cue, lemma, content, step / 10) for step in range(11)]
    likely = [_calculate_probability(describe_form(document, one)) for one in sure]
    assert likely == sorted(likely)
    kept = [one.confidence for one in keep_claims(document, sure)]
    assert kept == [round(one, 3) for one in likely if round(one, 3) >= LIKELY]


@given(st.dictionaries(st.sampled_from(sorted(_load_weights())), st.floats(-50, 50)))
def test_whatever_the_features_it_is_a_probability(features: dict[str, float]) -> None:
    assert 0 <= _calculate_probability(features) <= 1


def test_the_table_of_weights_is_whole() -> None:
    table = files("kg.statements").joinpath("claims.tsv").read_text(encoding="utf-8")
    head, *rows = table.removesuffix("\n").split("\n")
    names = [row.split("\t")[0] for row in rows]
    assert head == "feature\tweight"
    assert names == sorted(set(names))
    assert all(float(row.split("\t")[1]) for row in rows)
    assert {"constant", "log of words", "log-odds of the network", "top is finite"} <= set(names)
