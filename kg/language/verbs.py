"""What a claim is made of, read by itself: its words parsed, and whether it has a finite verb.

"The harbour as a friend" and "to shut the harbour" say nothing alone: what they mean, the words
before them say ("described", "refused").
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from kg.language.annotation import load_model

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.language.annotation import Annotator

__all__ = ["FINITE", "has_finite_verb", "parse_words"]

FINITE: Final = frozenset({"MD", "VBD", "VBP", "VBZ"})
"""The tags of finite verbs in the Penn Treebank."""
_MOST: Final = 500
"""Claims whose parse is remembered: each is compared with several, one after another."""


def has_finite_verb(text: str) -> bool:
    """Tell whether some words have a finite verb.

    Args:
        text: A claim, without the words around it.

    Raises:
        ModelError: No spaCy model is installed.

    >>> has_finite_verb("Ann Lee has invited Bo Ray"), has_finite_verb("Bo Ray as an enemy")
    (True, False)
    >>> has_finite_verb("to invite Bo Ray")
    False
    """
    return any(token.tag_ in FINITE for token in parse_words(text))


@lru_cache(_MOST)
def parse_words(text: str) -> Doc:
    """Return some words as spaCy parses them, names not looked for; it takes some 10 ms.

    Raises:
        ModelError: No spaCy model is installed.
    """
    return _load_parser()(text)


@cache
def _load_parser() -> Annotator:
    """Return a model that does not look for names."""
    nlp = load_model()
    nlp.select_pipes(disable=[name for name in nlp.pipe_names if name == "ner"])
    return nlp
