"""Whether words say something by themselves, with a finite verb: "the harbour is shut".

"The harbour as a friend" and "to shut the harbour" do not: what they mean, the words before them
say ("described", "refused"). spaCy's tagger tells it, without the parser, in some 5 ms a text.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from kg.language.annotation import load_model

if TYPE_CHECKING:
    from kg.language.annotation import Annotator

__all__ = ["FINITE", "has_finite_verb"]

FINITE: Final = frozenset({"MD", "VBD", "VBP", "VBZ"})
"""The tags of finite verbs in the Penn Treebank."""
_NEEDED: Final = frozenset({"tok2vec", "transformer", "tagger"})
_MOST: Final = 100_000
"""Claims of which the answer is remembered: each is compared with several."""


@lru_cache(_MOST)
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
    return any(token.tag_ in FINITE for token in _load_tagger()(text))


@cache
def _load_tagger() -> Annotator:
    """Return a model of which only the tagger runs."""
    nlp = load_model()
    nlp.select_pipes(disable=[name for name in nlp.pipe_names if name not in _NEEDED])
    return nlp
