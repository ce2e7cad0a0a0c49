"""Show documents and statements to a person at a prompt or in a notebook: short, and as text only.

Whatever stands in an article is escaped: in a notebook, an article's text must run nothing.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from kg.model.values import Certainty, Polarity

if TYPE_CHECKING:
    from kg.model import Document, ResolvedDocument, ResolvedStatement

__all__ = [
    "document_html",
    "document_words",
    "resolved_html",
    "resolved_words",
    "statement_html",
    "statement_words",
]

_SHORT: Final = 80  # code points of a text at a prompt
_LONGER: Final = 300
_MOST: Final = 50  # statements in a table


def document_words(document: Document) -> str:
    """Return a document in a line, without its text."""
    title = f", {_cut(document.title)!r}" if document.title else ""
    length = f"{len(document.text):,} characters"
    return f"<{type(document).__name__} {_cut(document.id)!r}{title}, {length}>"


def statement_words(found: ResolvedStatement) -> str:
    """Return a statement in a line: who says what, by which verb, and in what sense."""
    cue = found.statement.cue_lemma
    by = f" ({_cut(cue)})" if cue else ""
    sense = f", {words}" if (words := _sense_of(found)) else ""
    who = _cut(_sources_of(found))
    return f"<{type(found).__name__} of {who}{by}: {_cut(found.claim)!r}{sense}>"


def resolved_words(found: ResolvedDocument) -> str:
    """Return a document with statements in a line."""
    name = _cut(found.document.title or found.document.id)
    number = len(found.statements)
    statements = "1 statement" if number == 1 else f"{number:,} statements"
    return f"<{type(found).__name__} {name!r}, {statements}>"


def document_html(document: Document) -> str:
    """Return a document for a notebook: what is known of it, and how its text begins."""
    return f'{_head_of(document)}<p dir="auto">{escape(_cut(document.text, _LONGER))}</p>'


def statement_html(found: ResolvedStatement) -> str:
    """Return a statement for a notebook."""
    return f"<table>{_ROW_OF_HEADS}{_row_of(found)}</table>"


def resolved_html(found: ResolvedDocument) -> str:
    """Return a document for a notebook, with a table of its statements."""
    rows = "".join(map(_row_of, found.statements[:_MOST]))
    left = len(found.statements) - _MOST
    more = f"<p>and {left:,} more</p>" if left > 0 else ""
    return f"{_head_of(found.document)}<table>{_ROW_OF_HEADS}{rows}</table>{more}"


_ROW_OF_HEADS: Final = "<tr><th>Source<th>Cue<th>Claim<th>Sense<th>Quoted<th>About<th>Sure"


def _row_of(found: ResolvedStatement) -> str:
    about = "; ".join(entity.name or entity.kind for entity in found.about)
    sure = f"{found.statement.confidence * max(source.confidence for source in found.who):.0%}"
    quoted = found.statement.quotation_type.value
    cue = _cut(found.statement.cue_lemma or "")
    claim = _cut(found.claim, _LONGER)
    cells = (_sources_of(found), cue, claim, _sense_of(found), quoted, about, sure)
    return "<tr>" + "".join(f'<td dir="auto">{escape(cell)}' for cell in cells)


def _head_of(document: Document) -> str:
    day = document.published.isoformat() if document.published else ""
    known = ", ".join(filter(None, (document.publisher, day)))
    return f'<p dir="auto"><b>{escape(document.title or document.id)}</b> {escape(known)}</p>'


def _sources_of(found: ResolvedStatement) -> str:
    return "; ".join(source.entity.name or source.entity.kind for source in found.who)


def _sense_of(found: ResolvedStatement) -> str:
    """Return what keeps a claim from being plainly asserted; empty for nothing."""
    negated = [found.polarity] if found.polarity is not Polarity.AFFIRMED else []
    unsure = [found.certainty] if found.certainty is not Certainty.UNSPECIFIED else []
    return ", ".join([*negated, *unsure])


def _cut(words: str, most: int = _SHORT) -> str:
    r"""Return words in one line, cut where they are too long.

    >>> _cut("a\n  b"), _cut("word", 3)
    ('a b', 'wo…')
    """
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
