"""Fitting what a claim is about: which word of it is held to be right, and that the files are read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.cards import entities_of
from kg.documents.paragraphs import paragraphs
from kg.language.annotation import annotate
from kg.model import Document, Entity, Kind, QuotationType, Source, SourceRule, Span, Statement
from kg.resolution import choices
from kg.resolution.choices import load_weights
from kg.resolution.claim import Claim
from kg.resolution.reading import read_through
from kg.resolution.subject_words import find_words
from kg.statements.syntax import tokens_of
from training.claims import write_weights
from training.subjects import find_right_words, list_topics

if TYPE_CHECKING:
    from kg.language.annotation import Annotator

LOPEZ = {"id": "e1", "name": "Maria Lopez", "kind": "person", "forms": ["Lopez"]}
NOVAK = {"id": "e2", "name": "Peter Novak", "kind": "person", "forms": ["Novak"]}
CONDUCT = {"id": "e3", "name": "Peter Novak's conduct", "kind": "thing", "forms": []}
BRIDGE = {"id": "e4", "name": "bridge", "kind": "thing", "forms": []}

RIGHT = [
    # the claim, what the card says of its subject, the words that are right
    pytest.param("Novak will resign", ("e2", "Novak"), ["Novak"], id="a name"),
    pytest.param("he will resign", ("e2", "he"), ["he"], id="a pronoun"),
    pytest.param("his conduct was bad", ("e2", "his conduct"), ["his"], id="an owner"),
    pytest.param("his conduct was bad", ("e3", "his conduct"), ["conduct"], id="what he owns"),
    pytest.param("I will resign", ("e1", "I"), ["I"], id="the speaker"),
    pytest.param("the old bridge fell", ("e4", "the old bridge"), ["bridge"], id="a noun"),
    pytest.param("Novak blamed the bridge", ("e4", "the bridge"), ["bridge"], id="an object"),
    pytest.param("it fell", ("e4", None), [], id="only understood"),
    pytest.param("it rained", None, ["no word"], id="none"),
]


@pytest.mark.parametrize(("content", "about", "right"), RIGHT)
def test_the_words_that_say_a_subject(
    nlp: Annotator, content: str, about: tuple[str, str | None] | None, right: list[str]
) -> None:
    text = f"Peter Novak left. Maria Lopez said {content}."
    start = text.rindex(content)
    [annotated] = annotate([Document(id="test", text=text, paragraphs=paragraphs(text))], nlp)
    reading = read_through(annotated)
    statement = Statement(
        content=(Span(start, start + len(content)),), quotation_type=QuotationType.INDIRECT
    )
    tokens = tokens_of(annotated.doc, statement.content)
    card: dict[str, Any] = {"about": [], "who": ["e1"]}
    if about is not None:
        entity, words = about
        place = text.rindex(words) if words else 0
        mention = [place, place + len(words)] if words else None
        card["about"] = [{"entity": entity, "mention": mention}]

    article = {"entities": [LOPEZ, NOVAK, CONDUCT, BRIDGE]}
    assert set(entities_of(article)) >= {one["entity"] for one in card["about"]}
    speaker = Source(
        entity=Entity(name="Maria Lopez", kind=Kind.PERSON), rule=SourceRule.FULL_NAME, confidence=1
    )
    claim = Claim(reading=reading, statement=statement, content=tokens, who=(speaker,), turns=())
    candidates = find_words(claim)
    found = find_right_words(reading, candidates, list_topics(article, card, tokens))
    assert [str(candidates[number].token or "no word") for number in found] == right


@pytest.mark.parametrize("name", ["subject_words.tsv", "referents.tsv"])
def test_the_product_reads_what_the_command_writes(tmp_path: Path, name: str) -> None:
    weights = load_weights(name)
    assert weights
    write_weights(tmp_path / name, weights)
    shipped = Path(choices.__file__).with_name(name)
    assert (tmp_path / name).read_text(encoding="utf-8") == shipped.read_text(encoding="utf-8")
