"""Whose letter or comment a paragraph is: that of the name below it.

Rain at last                          behind a heading a letter begins

Dear editor, I have a wet cellar.
Sincerely, Ann Lee, Springfield       name and town may stand on lines of their own

A closing is sure. A dash or a town may stand beside any name: one alone is no signature, but for a
town below somebody who says "I". Nor are those with a town if text follows the last of them, for
then names stand above what is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.model import Span
from kg.statements.interviews import is_heading, is_personal, make_turn
from kg.statements.syntax import QUOTE_MARKS, tokens_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as TokenSpan

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Statement

__all__ = ["find_letters"]

_DASH: Final = r"[―—–]|--?"
_CLOSING: Final = (
    r"(?i:(?:yours\s)?(?:sincerely|faithfully|truly|respectfully)(?:\syours)?"
    r"|(?:(?:best|kind|warm)\s)?regards),"
)
_WORD: Final = r"[^\W\d_a-zß-ÿ][\w.'’-]*"
_NAME: Final = rf"{_WORD}(?:[^\S\n]{_WORD}){{0,3}}"
_REST: Final = r"[^\n\"“”«»:;?!]{2,50}"
_SIGNATURE: Final = re.compile(
    rf"""
    (?:(?P<cue>{_DASH}|{_CLOSING})\s{{0,3}})?
    (?P<source>{_NAME})(?P<town>,[^\S\n]{_REST}|,?\n{{1,2}}{_NAME}(?:,[^\S\n]{_NAME})?)?$
    """,
    re.MULTILINE | re.VERBOSE,
)
_FEWEST: Final = 2
_MOST_LINES: Final = 3
"""Paragraphs that a closing, a name and a town may fill."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """Paragraphs with a name below them.

    Attributes:
        parts: The paragraphs.
        source: The name.
        end: Where in the text the signature ends, which may have a town.
        cue: The dash or the closing before it; empty if there is none.
    """

    parts: Sequence[TokenSpan]
    source: Span
    end: int
    cue: tuple[Span, ...]


def find_letters(annotated: AnnotatedDocument) -> Iterator[Statement]:
    """Make a statement of each paragraph of a letter that is signed below."""
    letters = list(_find_signed(annotated))
    closed = [one for one in letters if one.cue and one.cue[0].of(annotated.text)[0].isalpha()]
    plain = [one for one in letters if not one.cue]
    dashed = [one for one in letters if one.cue and one not in closed]
    sure = closed + (dashed if len(dashed) >= _FEWEST else [])
    if plain and _stand_below(annotated, plain):
        sure += plain
    for letter in sure:
        for part in letter.parts:
            lemma = letter.cue[0].of(annotated.text).lower() if letter.cue else None
            yield replace(make_turn(part, (letter.source,)), cue=letter.cue, cue_lemma=lemma)


def _stand_below(annotated: AnnotatedDocument, letters: Sequence[_Letter]) -> bool:
    """Tell whether names with a town, of which there is one at least, sign what is above them."""
    end = letters[-1].end
    behind = [part for part in annotated.paragraphs if part.start_char >= end]
    if not all(map(is_heading, behind)) or not all(letter.parts for letter in letters):
        return False
    if len(letters) >= _FEWEST:
        return True
    return any(is_personal(annotated, part) for part in letters[0].parts)


def _find_signed(annotated: AnnotatedDocument) -> Iterator[_Letter]:
    """Yield the letters that a text may hold.

    A letter begins behind the signature before. The first one begins behind the last heading above
    it, or with the text if there is no other letter, else only its last paragraph is sure.
    """
    parts = annotated.paragraphs
    starts = [part.start_char for part in parts]
    signatures = list(_find_signatures(annotated))
    end = 0
    for match in signatures:
        above = parts[bisect_left(starts, end) : bisect_left(starts, match.start())]
        headings = [number for number, part in enumerate(above) if is_heading(part)]
        if end == 0 and headings:
            above = above[headings[-1] + 1 :]
        elif end == 0 and len(signatures) > 1:
            above = above[-1:]
        end = match.end()
        yield _Letter(
            parts=[part for part in above if not is_heading(part) and not _is_quoted(part)],
            source=Span(*match.span("source")),
            end=end,
            cue=(Span(*match.span("cue")),) if match["cue"] else (),
        )


def _is_quoted(part: TokenSpan) -> bool:
    """Tell whether a paragraph begins with a quotation mark."""
    return part.text[0] in QUOTE_MARKS


def _find_signatures(annotated: AnnotatedDocument) -> Iterator[re.Match[str]]:
    """Yield what may be a signature, which begins with a paragraph; no two overlap."""
    parts, text, end = annotated.paragraphs, annotated.text, 0
    for place, part in enumerate(parts):
        last = parts[min(place + _MOST_LINES, len(parts)) - 1].end_char
        match = _SIGNATURE.match(text, part.start_char, last)
        if match and part.start_char >= end and _is_signature(annotated, match):
            end = match.end()
            yield match


def _is_signature(annotated: AnnotatedDocument, match: re.Match[str]) -> bool:
    """Tell whether words are a name; without a cue it must be a person's, with a town."""
    tokens = tokens_between(annotated.doc, *match.span("source"), "expand")
    words = [token for token in tokens if token.is_alpha]
    if not words or any(word.pos_ != "PROPN" for word in words):
        return False
    has_person = any(word.ent_type_ == "PERSON" for word in words)
    return bool(match["cue"]) or (bool(match["town"]) and has_person)
