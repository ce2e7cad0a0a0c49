"""Who says it by the layout of the page: signed quotations, and the turns of an interview.

"It never rains here." — Ann Lee, Springfield     the signature may stand on a line of its own

Q: Does it ever rain?                             a document has two such paragraphs at least
Ann Lee: Never.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.language.words import labels
from kg.model import AttributionType, QuotationType, Span, Statement
from kg.statements.near import list_spans
from kg.statements.quoted import quotation_type
from kg.statements.syntax import tokens_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.language.annotation import AnnotatedDocument

_SIGNED: Final = re.compile(
    r"""
    ^[^\S\n]*
    (?P<content>["“”«][^\n]*["“”»])
    [^\S\n]*+\n{0,2}+[^\S\n]*+                  # possessive: endless white space is read once
    (?P<cue>[―—–]|--?)
    [^\S\n]*
    (?P<source>[^\W\d_a-zß-ÿ][^\n"“”«»:?!]{1,78}?)
    [.\s]*$
    """,
    re.MULTILINE | re.VERBOSE,
)
_TURN: Final = re.compile(
    r"""
    (?:[•*–-]\s*|\d+[.)]\s*)?
    (?P<source>[^\W\d_][^:\n"“”«»?!]{0,60}?)\s*
    (?P<cue>:)\s+
    (?P<content>\S.*)
    """,
    re.VERBOSE | re.DOTALL,
)
_MOST_WORDS: Final = 10
"""Neither a signature nor a label is a sentence."""
_FEWEST_TURNS: Final = 2
_LABELS: Final = frozenset({"q", "a", "question", "answer"})


def extract(annotated: AnnotatedDocument, _found: Sequence[Statement]) -> Iterator[Statement]:
    """Make a statement of each signed quotation and each turn."""
    for match in _SIGNED.finditer(annotated.text):
        if len(match["source"].split()) <= _MOST_WORDS:
            yield _make_statement(annotated, match, 0)

    turns = []
    for paragraph in annotated.document.paragraphs:
        turn = _TURN.fullmatch(paragraph.of(annotated.text))
        if turn and _is_speaker(annotated, turn, paragraph.start):
            turns.append(_make_statement(annotated, turn, paragraph.start))
    if len(turns) >= _FEWEST_TURNS:
        yield from turns


def _make_statement(annotated: AnnotatedDocument, match: re.Match[str], start: int) -> Statement:
    """Make the statement of a match in the text from `start` on."""
    content, cue, source = (
        Span(start + match.start(name), start + match.end(name))
        for name in ("content", "cue", "source")
    )
    kind = quotation_type(annotated, [content], [cue])
    if kind is QuotationType.INDIRECT:
        kind = QuotationType.DIRECT  # a turn needs no quotation marks
    return Statement(
        content=(content,),
        cue=(cue,),
        cue_lemma=match["cue"],
        source=(source,),
        quotation_type=kind,
        attribution_type=AttributionType.ASSERTION,
        confidence=0.9,
    )


def _is_speaker(annotated: AnnotatedDocument, match: re.Match[str], start: int) -> bool:
    """Tell whether the words before a colon name a speaker.

    They do if they are Q or A, capitals, or a name with what is said of its bearer.
    """
    label = match["source"]
    if label.lower() in _LABELS:
        return True
    name = label.split(",")[0]
    end = start + match.start("source") + len(name)
    tokens = tokens_between(annotated.doc, start, end, "expand")
    words = [token for token in tokens if token.is_alpha]
    if len(label.split()) > _MOST_WORDS or not labels().isdisjoint(word.lower_ for word in words):
        return False
    return name.isupper() or all(word.pos_ == "PROPN" for word in words)


def is_nested(statement: Statement, within: Statement) -> bool:
    """Tell whether a statement with a cue stands as a whole in the content of another one.

    >>> direct, indirect = QuotationType.DIRECT, QuotationType.INDIRECT
    >>> report = Statement(content=(Span(0, 50),), quotation_type=direct)
    >>> inner = Statement(content=(Span(20, 40),), cue=(Span(10, 14),), quotation_type=indirect)
    >>> is_nested(inner, report), is_nested(report, inner)
    (True, False)
    """
    if not statement.cue:
        return False
    for part in list_spans(statement):
        if not any(span.contains(part) for span in within.content):
            return False
    return True
