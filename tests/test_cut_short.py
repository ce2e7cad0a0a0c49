"""A text may begin and end anywhere, as the teasers of feeds do: that costs no document."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.config import Config
from kg.documents.paragraphs import paragraphs
from kg.language.annotation import annotate
from kg.model import Document
from kg.pipeline import Extraction, extract_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.language.annotation import Annotator

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))
ENDS = (
    "It rained, said Ann Lee, a vocal",
    "It rained, according to Majority Leader Ann Lee (R",
    "It rained, said Ann Lee, editor",
    "It rained, said Ann Lee, co-",
    "Experts say",
    "According",
    "“It rained,” she",
    "Ann Lee and",
    "the",
)


def document(text: str) -> Document:
    return Document(id=text[-20:], text=text, paragraphs=tuple(paragraphs(text)))


def pieces() -> Iterator[Document]:
    """Some hundred stretches of the articles, each from one edge of a word to another."""
    chance = random.Random(1)  # noqa: S311 - no secret
    for _ in range(100):
        text = chance.choice(ARTICLES).read_text(encoding="utf-8")
        first, last = sorted(
            chance.sample([match.start() for match in re.finditer(r"\b", text)], 2)
        )
        yield document(text[first : min(last, first + 400)])


@pytest.mark.parametrize("extractor", ["model", "rules"])
def test_a_text_may_end_anywhere(nlp: Annotator, extractor: str) -> None:
    wanted = Config(extractor=extractor)
    found = [
        extract_document(one, wanted) for one in annotate([*map(document, ENDS), *pieces()], nlp)
    ]
    assert [one for one in found if not isinstance(one, Extraction)] == []
