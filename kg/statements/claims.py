"""Tell which statements are claims, by their form.

News is full of attributions in which nothing is claimed: "praised the team", "struck a deal". A
logistic regression over the features that `describe_form` lists tells how likely a statement is a
claim, and that probability becomes its confidence. The weights stand in `claims.tsv`;
`training/claims.py` fits them to articles in which a careful reader has labelled every claim.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.language.words import cue_classes, cue_words, small_words
from kg.model import QuotationType
from kg.statements.answers import is_answer
from kg.statements.kinds import tops
from kg.statements.syntax import FINITE, QUOTE_MARKS, tokens_of
from kg.statements.tagger.confidence import log_odds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Statement

__all__ = ["LIKELY", "Features", "describe_form", "keep_claims"]

Features: TypeAlias = "Mapping[str, float]"
"""Values by the names of features; every other feature is 0."""

LIKELY: Final = 0.6
"""How likely a claim a statement must be."""
LIKELY_TOLD: Final = 0.3
"""How likely a claim must be that is told inside another: without it, that would seem to be all."""
_SHORT: Final = 3
"""How many words a content has at most that is hardly ever a claim of its own."""


def keep_claims(
    annotated: AnnotatedDocument, statements: Iterable[Statement]
) -> Iterator[Statement]:
    """Keep the statements that are likely claims, each with that probability as its confidence.

    Of some forms there are too few to learn from. What the layout gives to somebody, a caption with
    a credit or a turn with a label, is kept as it is; evidence is kept however likely it is: what
    was seen or heard without an observer ("were seen leaving"), what pictures show somebody doing.
    So is what turns down another's claim, which no claim is without: "“Nonsense,” he said".
    """
    for statement in statements:
        if _is_laid_out(statement):
            yield statement
            continue
        likely = round(_calculate_probability(describe_form(annotated, statement)), 3)
        least = LIKELY_TOLD if statement.extractor == "hearsay" else LIKELY
        is_wanted = _is_evidence(statement) or is_answer(annotated, statement)
        if likely >= least or is_wanted:
            yield replace(statement, confidence=likely)


def _is_laid_out(statement: Statement) -> bool:
    """Tell whether the layout says who speaks, in a credit or a label."""
    if statement.quotation_type is QuotationType.CAPTION:
        return True
    return statement.extractor == "layouts" and statement.cue_lemma is not None


def _is_evidence(statement: Statement) -> bool:
    """Tell whether somebody perceived what is stated, or pictures show it."""
    if statement.extractor == "evidence":
        return True
    return not statement.source and statement.cue_lemma in cue_words("observerless")


def _calculate_probability(features: Features) -> float:
    """Return how likely a statement with some features is a claim."""
    weights = _load_weights()
    score = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-score))


@cache
def _load_weights() -> Mapping[str, float]:
    """Return the weight of each feature.

    >>> _load_weights()["top is finite"] > 0 > _load_weights()["three words at most"]
    True
    """
    table = files("kg.statements").joinpath("claims.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:])
    return {name: float(weight) for name, weight in rows}


def describe_form(annotated: AnnotatedDocument, statement: Statement) -> Features:
    """Return the features of a statement; those that have no number of their own are 1.

    Args:
        annotated: The document.
        statement: One of its statements, stamped with its extractor, whose own confidence counts
            where that is the network.
    """
    content = tokens_of(annotated.doc, statement.content)
    words = [token for token in content if token.text not in QUOTE_MARKS] or content
    names = [
        f"found by {statement.extractor}",
        f"quotation is {statement.quotation_type}",
        *_name_content(words),
        *_name_cue(statement, tokens_of(annotated.doc, statement.cue)),
        *_name_source(tokens_of(annotated.doc, statement.source)),
    ]
    is_tagged = statement.extractor in {"tagger", "hearsay"}
    numbers = {
        "constant": 1.0,
        "log of words": math.log(len(words)),
        "log-odds of the network": log_odds(statement.confidence) if is_tagged else 0.0,
    }
    return numbers | dict.fromkeys(names, 1.0)


def _name_content(words: Sequence[Token]) -> Iterator[str]:
    """Name the features of the words of a content, quotation marks left out."""
    first = words[0].lower_
    if first == "to" or first in small_words("clause-opener"):
        yield f"first word is {first}"
    if len(words) <= _SHORT:
        yield "three words at most"
    listed = list(tops(words))
    top = next((token for token in listed if token.pos_ in {"VERB", "AUX"}), listed[0])
    yield f"top is {top.dep_}"
    if not FINITE.isdisjoint([top.tag_, *(child.tag_ for child in top.lefts)]):
        yield "top is finite"


def _name_cue(statement: Statement, cue: Sequence[Token]) -> Iterator[str]:
    """Name the features of the words of a cue."""
    if not cue:
        return
    yield f"cue begins with {cue[0].tag_}"
    lemma = str(statement.cue_lemma)
    yield f"cue is {lemma}"
    yield f"cue is of class {_class_of(lemma)}"


def _class_of(lemma: str) -> str:
    """Return the class of a word as a verb, else as a noun, "none" if it is in no table."""
    classes = cue_classes()
    return classes.get(("verb", lemma)) or classes.get(("noun", lemma), "none")


def _name_source(source: Sequence[Token]) -> Iterator[str]:
    """Name the features of the words for a source."""
    head = next(tops(source), None)
    if head is None:
        yield "nobody is named"
    elif head.pos_ == "PRON":
        yield f"source is {head.lower_}"
