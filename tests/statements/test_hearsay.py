"""What somebody is said to have said: both ends of a chain, and the link between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.config import Config
from kg.documents.paragraphs import paragraphs
from kg.language.annotation import annotate
from kg.model import Document, spans_text
from kg.pipeline import Extraction, extract_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.language.annotation import Annotator
    from kg.model import ResolvedDocument, ResolvedStatement

TABLE = Path(__file__).with_name("chains.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A text and its layers, outermost first: the words for the source, and what it says."""

    text: str
    layers: Sequence[tuple[str, str]]


def read_chains() -> list[list[Chain]]:
    """Read the parts of the table."""
    parts: list[list[Chain]] = []
    for part in TABLE.read_text(encoding="utf-8").split("\n## ")[1:]:
        _, _, rows = part.partition("\n\n")
        chains = []
        for row in rows.strip().split("\n\n"):
            text, *lines = row.split("\n")
            sources = [line.strip().partition(" > ") for line in lines]
            layers = [(source, content) for source, _, content in sources]
            chains.append(Chain(text=text, layers=layers))
        parts.append(chains)
    return parts


def extract_text(nlp: Annotator, text: str) -> ResolvedDocument:
    [annotated] = annotate([Document(id="t", text=text, paragraphs=paragraphs(text))], nlp)
    extraction = extract_document(annotated, Config())
    assert isinstance(extraction, Extraction)
    return extraction.resolved


def find_layer(
    resolved: ResolvedDocument, source: str, content: str
) -> ResolvedStatement | None:
    """Find the statement with these words for its source and most of these words as content."""
    text = resolved.document.text
    wanted = set(content.lower().split())
    for each in resolved.statements:
        given = set(spans_text(each.statement.content, text).lower().split())
        share = len(given & wanted) / len(given | wanted)
        if spans_text(each.statement.source, text) == source and share >= 0.6:
            return each
    return None


def count_chain(resolved: ResolvedDocument, chain: Chain) -> tuple[bool, bool]:
    """Tell whether all layers of a chain are found, and whether each is linked to the next."""
    found = [find_layer(resolved, source, content) for source, content in chain.layers]
    if None in found:
        return False, False
    links = [outer.relays == inner.statement for outer, inner in pairwise(found)]
    return True, all(links)
