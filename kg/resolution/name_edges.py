"""Where a name begins and ends in what the recogniser takes for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.words import nouns
from kg.resolution.people import is_body_with_officer, is_person, is_post_nominal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

__all__ = ["part_name", "trim_name"]

_JOINTS: Final = frozenset({"and", "&", "of", "from", "on", "-", "–", "—"})
"""What two names stand on either side of."""
_CLAUSE_WORDS: Final = frozenset({"VERB", "AUX", "PRON", "SCONJ"})
"""What ends a name if it is written in small letters: "Lee accused him of"."""


def part_name(found: TokenSpan) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a name that are names: "Ann Lee and Bob Ray", "Lee accused him of"."""
    doc, start = found.doc, found.start
    if is_body_with_officer(found):
        yield start, found.end - 2
        start = found.end - 2
    for token in found:
        is_joint = token.lower_ in _JOINTS and bool(doc[token.i - 1].whitespace_)
        is_parted = token.is_space or (is_joint and is_person(doc[start : token.i]))
        if is_parted or (token.tag_ == "POS" and is_person(doc[token.i + 1 : found.end])):
            yield start, token.i
            start = token.i + 1
        elif token.i > start and token.text.islower() and token.pos_ in _CLAUSE_WORDS:
            yield start, token.i
            return
    yield start, found.end


def trim_name(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """Cut off the article and title before a name and the possessive ending behind it."""
    for token in doc[first : last - 1]:
        if token.lower_.rstrip(".") in nouns("honorific"):
            first = token.i + 1
    while last > first and _only_leads_on(doc[last - 1]):
        last -= 1
    while last - first > 1 and last < len(doc) and is_post_nominal(doc[last].text):
        last += 1  # "Ann Lee" of "Ann Lee KC"
    while first < last and (_is_article(doc[first]) or not _has_letter(doc[first])):
        first += 1
    return first, last


def _is_article(word: Token) -> bool:
    """Tell whether a word is an article, whatever the parser takes it for."""
    return word.pos_ == "DET" or word.lower_ == "the"


def _only_leads_on(word: Token) -> bool:
    """Tell whether a word at the end is no part of a name: "'s", a mark, "in"."""
    is_preposition = word.tag_ == "IN" and word.text.islower()
    return word.tag_ == "POS" or is_preposition or not _has_letter(word)


def _has_letter(word: Token) -> bool:
    """Tell whether a word has a letter or a figure in it."""
    return any(character.isalnum() for character in word.text)
