"""Narration: what no attribution covers is the publication's own voice.

That is every sentence of prose in which nothing is attributed and that is not all quotation, and
the main clause of a sentence whose attribution follows it: "Ann Lee left on Monday, and Bo Ek said
it was time", "Ann Lee left on Monday, saying it was time".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.annotation import tokens_in
from kg.model import QuotationType, Span, Statement
from kg.statements.frames import attributed_tokens
from kg.statements.prose import is_prose
from kg.statements.syntax import FINITE, find_child, find_subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument

_ADDED: Final = frozenset({"conj", "relcl", "acl", "advcl"})
"""How a clause hangs from one that can stand without it."""


def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:
    """Make a statement of each sentence, or main clause, in which nothing is attributed."""
    taken = attributed_tokens(annotated, found)
    taken |= tokens_in(annotated, _find_labels(found))
    for token in annotated.running_text:
        if not token.is_sent_start or not is_prose(token.sent):
            continue
        words = [word for word in token.sent if not word.is_space]
        own = _before_attribution(words, taken)
        spoken = [word for word in own if word.i not in annotated.quoted_tokens]
        if any(word.is_alpha for word in spoken):  # else a quotation, if nobody knows whose
            place = Span(own[0].idx, own[-1].idx + len(own[-1]))
            yield Statement(
                content=(place,), quotation_type=QuotationType.NARRATION, confidence=0.9
            )


def _find_labels(found: Sequence[Statement]) -> Iterator[Span]:
    """Iterate over the labels and signatures of what the layout says who says."""
    for statement in found:
        if statement.extractor == "layouts" and statement.cue_lemma:
            yield from statement.source


def _before_attribution(words: Sequence[Token], taken: AbstractSet[int]) -> Sequence[Token]:
    """Return the words of a sentence that are its own.

    Returns:
        All of them if none is taken; else the main clause, if it stands by itself before what is
        taken; else none.
    """
    first = next((word for word in words if word.i in taken), None)
    if first is None:
        return words
    added = _find_added_clause(first)
    if added is None:
        return ()
    main = [word for word in words if word.i < added.left_edge.i]
    length = len(main)
    while main and (main[-1].is_punct or main[-1].dep_ == "cc"):
        main.pop()
    is_parted = len(main) < length
    return main if is_parted and _stands_alone(main, first.sent.root) else ()


def _find_added_clause(word: Token) -> Token | None:
    """Return the top of the outermost clause around a word that a main clause can do without."""
    added = [top for top in (word, *word.ancestors) if top.dep_ in _ADDED]
    if not added or find_child(added[-1], "mark"):
        return None  # "if" and "because" say when the main clause holds
    return added[-1]


def _stands_alone(main: Sequence[Token], verb: Token) -> bool:
    """Tell whether words are a clause with its verb, its subject and what else the verb asks for.

    "Police arrested" is none of "Police arrested and later questioned the driver".
    """
    inside = set(main)
    if verb.tag_ not in FINITE or not inside.issuperset({verb, find_subject(verb)}):
        return False
    return main[-1].dep_ not in {"ROOT", "advmod"} and inside.issuperset(word.head for word in main)
