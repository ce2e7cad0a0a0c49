"""What is prose: a sentence that reads on, and no heading, label, list entry or caption."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.statements.syntax import FINITE, QUOTE_MARKS, find_child

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

__all__ = ["is_prose"]

_STOPS: Final = frozenset(".?!…:")
_BEHIND_STOP: Final = QUOTE_MARKS | {")", "]", "''"}


def is_prose(words: Sequence[Token]) -> bool:
    """Tell whether a stretch of text reads as a sentence of running text.

    It does if it ends as sentences end and has a clause. Headings, dates, places, lists of links,
    line-ups and topics have no stop, or no verb with a person.

    Args:
        words: A sentence, or a clause of one, without white space.
    """
    return _ends_as_sentence(words) and any(map(_makes_clause, words))


def _ends_as_sentence(words: Sequence[Token]) -> bool:
    """Tell whether the last word has a stop, whatever closes behind it."""
    for word in reversed(words):
        if word.text not in _BEHIND_STOP:
            return word.text[-1] in _STOPS
    return False


def _makes_clause(word: Token) -> bool:
    """Tell whether a word is a verb with a person, or has a subject as such a verb has.

    Small models take "pounced" for a participle now and then.
    """
    if word.tag_ in FINITE:
        return True
    return word.tag_ == "VBN" and find_child(word, "nsubj", "nsubjpass") is not None
