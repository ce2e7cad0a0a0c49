"""Who says it by the layout of the page: signed quotations, and the turns of an interview.

"It never rains here." — Ann Lee, Springfield          the signature may stand on a line of its own

Q: Does it ever rain?                                  a document has two such paragraphs at least
Ann Lee: Never.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.language.words import labels
from kg.model import AttributionType, QuotationType, Span, Statement
from kg.statements.frames import quotation_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.language.annotation import AnnotatedDocument

SIGNED: Final = re.compile(
    r"""
    ^[^\S\n]*
    (?P<content>["“”«][^\n]*["“”»])
    [^\S\n]*+\n{0,2}+[^\S\n]*+                            # possessive: white space without an end is read once
    (?P<cue>[―—–]|--?)
    [^\S\n]*
    (?P<source>[^\W\d_a-zß-ÿ][^\n"“”«»:?!]{1,78}?)
    [.\s]*$
    """,
    re.MULTILINE | re.VERBOSE,
)
TURN: Final = re.compile(
    r"""
    (?:[•*–-]\s*|\d+[.)]\s*)?
    (?P<source>[^\W\d_][^:\n"“”«»?!]{0,60}?)\s*
    (?P<cue>:)\s+
    (?P<content>\S.*)
    """,
    re.VERBOSE | re.DOTALL,
)
MOST_WORDS: Final = 10
"""Neither a signature nor a label is a sentence."""
FEWEST_TURNS: Final = 2
LABELS: Final = frozenset({"q", "a", "question", "answer"})


def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:  # noqa: ARG001 - as every extractor
    """A statement for each signed quotation and each turn."""
    for match in SIGNED.finditer(annotated.text):
        if len(match["source"].split()) <= MOST_WORDS:
            yield to_statement(annotated, match, 0)
    paragraphs = annotated.document.paragraphs
    matches = [
        (paragraph.start, TURN.fullmatch(paragraph.of(annotated.text))) for paragraph in paragraphs
    ]
    turns = [
        (start, match) for start, match in matches if match and is_speaker(annotated, match, start)
    ]
    for start, match in turns if len(turns) >= FEWEST_TURNS else ():
        yield to_statement(annotated, match, start)


def to_statement(annotated: AnnotatedDocument, match: re.Match[str], start: int) -> Statement:
    """The statement of a match in the text from `start` on."""
    content, cue, source = (
        Span(start + match.start(name), start + match.end(name))
        for name in ("content", "cue", "source")
    )
    kind = quotation_type([content], annotated.text)
    return Statement(
        content=(content,),
        cue=(cue,),
        cue_lemma=match["cue"],
        source=(source,),
        quotation_type=kind if kind is not QuotationType.INDIRECT else QuotationType.DIRECT,
        attribution_type=AttributionType.ASSERTION,
        confidence=0.9,
    )


def is_speaker(annotated: AnnotatedDocument, match: re.Match[str], start: int) -> bool:
    """Whether the words before a colon name a speaker: Q, A, capitals, or a name with what is said of its bearer."""
    label = match["source"]
    name = label.split(",")[0]
    if label.lower() in LABELS:
        return True
    tokens = (
        annotated.doc.char_span(
            start, start + match.start("source") + len(name), alignment_mode="expand"
        )
        or ()
    )
    words = [token for token in tokens if token.is_alpha]
    if len(label.split()) > MOST_WORDS or {token.lower_ for token in words} & labels():
        return False
    in_capitals = name.isupper()
    return in_capitals or all(token.pos_ == "PROPN" for token in words)


def nested(statement: Statement, within: Statement) -> bool:
    """Whether a statement stands in the content of another with all that belongs to it.

    >>> report = Statement(content=(Span(0, 50),), quotation_type=QuotationType.DIRECT)
    >>> inner = Statement(content=(Span(20, 40),), cue=(Span(10, 14),), quotation_type=QuotationType.INDIRECT)
    >>> nested(inner, report), nested(report, inner)
    (True, False)
    """
    parts = (*statement.content, *statement.cue, *statement.source)
    return bool(statement.cue) and all(
        any(span.contains(part) for span in within.content) for part in parts
    )
