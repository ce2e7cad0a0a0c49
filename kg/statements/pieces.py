"""Which stretches of the text make a content, of those that a network puts together.

It can join two claims, cut a part out of one, or begin one too early:

    Ann said it rained, while Bo fears | it will snow     the second piece is Bo's
    it was clear that both Lee | had asked for | rain     one clause, with what is between
    "It rained." Fans may stay away, he added             two claims
    what he was to declare. Labour said | he had not      the first piece is not Labour's
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.model import Span
from kg.statements.contents import find_head, has_clause, is_cue, make_second, with_content
from kg.statements.kinds import tops
from kg.statements.near import enclose_spans
from kg.statements.syntax import FINITE, QUOTE_MARKS, find_child, tokens_between, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Statement

__all__ = ["mend_pieces"]

_VERBS: Final = frozenset({"AUX", "VERB"})


def mend_pieces(
    annotated: AnnotatedDocument, statements: Iterable[Statement]
) -> Iterator[Statement]:
    """Join and drop pieces of contents, so that each is what one source says in one go.

    Args:
        annotated: The document.
        statements: Some of its statements.

    Returns:
        The statements, and those that their dropped pieces make with a cue of their own.
    """
    for statement in statements:
        pieces = [_end_at_mark(annotated, piece) for piece in statement.content]
        if _has_foreign_lead(annotated, statement):
            pieces = pieces[1:]
        if tuple(pieces) != statement.content:
            yield with_content(annotated, statement, pieces)
        else:
            yield from _settle_gaps(annotated, statement)


def _end_at_mark(annotated: AnnotatedDocument, piece: Span) -> Span:
    """Return a piece that begins with a quotation, without the sentences behind that."""
    words = tokens_of(annotated.doc, [piece])
    marks = [place for place, word in enumerate(words) if word.text in QUOTE_MARKS]
    if not marks or marks[0] != 0 or words[-1].i in annotated.quoted_tokens:
        return piece
    last = marks[-1]
    if last in {0, len(words) - 1} or words[last - 1].text not in {".", "!", "?"}:
        return piece
    return Span(piece.start, words[last].idx + len(words[last]))


def _has_foreign_lead(annotated: AnnotatedDocument, statement: Statement) -> bool:
    """Tell whether the first piece stands before "Ann said" and a whole clause follows that.

    In "it rained, Ann said, and it was cold", the comma shows that the claim only goes on there. In
    "In June, Ann said that it was cold", the first piece says when.
    """
    if len(statement.content) == 1 or not statement.cue or not statement.source:
        return False
    lead, claim = statement.content[:2]
    frame = enclose_spans([*statement.cue, *statement.source])
    if _is_quoted(annotated, lead) or not lead.end <= frame.start < frame.end <= claim.start:
        return False
    between = tokens_between(annotated.doc, frame.end, claim.start, "contract")
    if any(token.is_punct or token.dep_ == "cc" for token in between):
        return False
    if tokens_of(annotated.doc, [lead])[0].pos_ in {"ADP", "SCONJ"}:
        return False
    words = tokens_of(annotated.doc, [claim])
    if words[0].tag_ in FINITE:  # it lacks a subject, which no clause can be
        return has_clause(tokens_of(annotated.doc, [lead]))
    subject = find_child(next(tops(words)), "nsubj", "nsubjpass")
    return words[0].lower_ == "that" or (subject is not None and subject in words)


def _settle_gaps(annotated: AnnotatedDocument, statement: Statement) -> Iterator[Statement]:
    """Join a piece behind the cue with the one before it, or part it from that, by what is between.

    A piece goes with the one before it if the verb between hangs from that: it has its subject
    there, or is in a relative clause that says which. Else another verb parts them.
    """
    if len(statement.content) == 1 or find_head(annotated, statement) is None:
        yield statement
        return
    kept = [statement.content[0]]
    second = None
    for piece in statement.content[1:]:
        verbs = _find_verbs_between(annotated, statement, kept[-1], piece)
        words = tokens_of(annotated.doc, [kept[-1]])
        if not verbs or _is_quoted(annotated, piece) or not _has_verb(words):
            kept.append(piece)
        elif any(_hangs_from(verb, words) for verb in verbs):
            kept[-1] = enclose_spans([kept[-1], piece])
        else:
            rest = Span(kept[-1].end, statement.content[-1].end)
            second = _make_parted(annotated, statement, verbs, rest)
            break
    is_changed = tuple(kept) != statement.content
    yield with_content(annotated, statement, kept) if is_changed else statement
    if second is not None:
        yield second


def _find_verbs_between(
    annotated: AnnotatedDocument, statement: Statement, piece: Span, following: Span
) -> list[Token]:
    """Return the verbs between two pieces of a content, but those of its own cue and source."""
    own = set(tokens_of(annotated.doc, [*statement.cue, *statement.source]))
    between = tokens_between(annotated.doc, piece.end, following.start, "contract")
    return [token for token in between if token.pos_ in _VERBS and token not in own]


def _hangs_from(verb: Token, words: Sequence[Token]) -> bool:
    """Tell whether a verb between two pieces belongs to the clause of the first."""
    subject = find_child(verb, "nsubj", "nsubjpass")
    if subject is not None and subject in words:
        return True
    is_narrowing = verb.dep_ == "relcl" and not _stands_behind_comma(verb.left_edge)
    is_listed = verb.dep_ == "conj" and verb.tag_ == "VBG"
    return verb.head in words and (is_narrowing or is_listed)


def _stands_behind_comma(token: Token) -> bool:
    """Tell whether a comma stands before a token."""
    return token.i > 0 and token.nbor(-1).text == ","


def _make_parted(
    annotated: AnnotatedDocument,
    statement: Statement,
    verbs: Sequence[Token],
    rest: Span,
) -> Statement | None:
    """Make the statement of what stands behind a piece, if a verb of saying begins it.

    "Stopped short of calling for rain" calls for none: only the first verb counts.
    """
    verb = next((verb for verb in verbs if verb.dep_ not in {"aux", "auxpass"}), None)
    if verb is None or not is_cue(verb):
        return None
    return make_second(annotated, statement, verb, tokens_of(annotated.doc, [rest]))


def _has_verb(words: Sequence[Token]) -> bool:
    """Tell whether there is a verb among some words."""
    return any(word.pos_ in _VERBS for word in words)


def _is_quoted(annotated: AnnotatedDocument, piece: Span) -> bool:
    """Tell whether a piece begins or ends as a quotation does."""
    words = tokens_of(annotated.doc, [piece])
    if words[0].i in annotated.quoted_tokens:
        return True
    return not QUOTE_MARKS.isdisjoint({words[0].text, words[-1].text})
