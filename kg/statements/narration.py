"""Narration: what no attribution covers is the publication's own voice.

That is every whole sentence in which nothing is attributed and that is not all quotation, and the
main clause of a sentence whose attribution follows it: "Ann Lee resigned on Monday, and Bo Ek said
it was overdue", "Ann Lee resigned on Monday, saying it was time".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.model import QuotationType, Span, Statement
from kg.statements.frames import attributed_tokens
from kg.statements.prose import is_prose
from kg.statements.syntax import FINITE, find_child, find_subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument

_CONFIDENCE: Final = 0.9
_ADDED: Final = frozenset({"conj", "relcl", "acl", "advcl"})
"""How a clause hangs from one that stands without it, where a comma parts the two."""
_DASHES: Final = frozenset({"-", "–", "—", "--"})


def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:
    """Make a statement of each sentence, or main clause, in which nothing is attributed."""
    taken = attributed_tokens(annotated, found)
    for token in annotated.running_text:
        if not token.is_sent_start:
            continue
        words = [word for word in token.sent if not word.is_space]
        if not words or not is_prose(words):
            continue
        own = _before_attribution(words, taken)
        if own and not _is_quoted(own, annotated.quoted_tokens):
            place = Span(own[0].idx, own[-1].idx + len(own[-1]))
            yield Statement(
                content=(place,),
                quotation_type=QuotationType.NARRATION,
                confidence=_CONFIDENCE,
            )


def _is_quoted(words: Sequence[Token], quoted: AbstractSet[int]) -> bool:
    """Tell whether all words stand in quotation marks: somebody's words, if nobody knows whose."""
    return all(word.i in quoted for word in words if word.is_alpha)


def _before_attribution(words: Sequence[Token], taken: AbstractSet[int]) -> Sequence[Token]:
    """Return the words of a sentence that are its own.

    Returns:
        All of them if none is taken; else the main clause, if it stands before what is taken and
        by itself; else none.
    """
    first = next((word for word in words if word.i in taken), None)
    if first is None:
        return words
    clause = _find_added_clause(first)
    if clause is None:
        return ()
    main = [word for word in words if word.i < clause.left_edge.i]
    if not main or not (main[-1].is_punct or main[-1].dep_ == "cc"):
        return ()  # nothing parts the two
    while main and (main[-1].is_punct or main[-1].dep_ == "cc"):
        main.pop()
    return main if _stands_alone(main, words) else ()


def _find_added_clause(word: Token) -> Token | None:
    """Return the top of the outermost clause around a word that a main clause can do without."""
    added = [top for top in (word, *word.ancestors) if top.dep_ in _ADDED]
    outermost = added[-1] if added else None
    if outermost is None or find_child(outermost, "mark"):
        return None  # "if" and "because" say when the main clause holds
    return outermost


def _stands_alone(main: Sequence[Token], words: Sequence[Token]) -> bool:
    """Tell whether words are a clause with its verb, its subject and what else the verb asks for.

    "Police arrested" is none of "Police arrested, and later questioned, the driver".
    """
    root = words[0].sent.root
    inside = {word.i for word in main}
    if root.i not in inside or root.tag_ not in FINITE:
        return False
    subject = find_subject(root)
    if subject is None or subject.i not in inside or not inside.issuperset(w.head.i for w in main):
        return False
    is_cut_aside = sum(word.text in _DASHES for word in main) % 2 == 1
    return not is_cut_aside and any(word.i > root.i and word.dep_ != "advmod" for word in main)
