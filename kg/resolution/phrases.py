"""Noun phrases: the head of a stretch of text, its edges, and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

PREMODIFIERS: Final = frozenset(
    {"det", "amod", "compound", "nmod", "nummod", "poss", "predet", "quantmod", "advmod"}
)
NAMING_TAGS: Final = frozenset({"NOUN", "PROPN", "PRON"})
NOUN_TAGS: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})


def heads(tokens: Sequence[Token]) -> list[Token]:
    """The heads of a noun phrase: one, or several where names or nouns are joined by "and" or "or".

    A phrase whose parse falls apart has the first noun that stands highest in the tree as its head;
    one that the parse takes for a clause ("Video posted by a passenger"), its subject.
    """
    inside = {token.i for token in tokens}
    roots = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
    nouns = [token for token in roots if token.pos_ in NAMING_TAGS]
    nouns = nouns or [token for token in roots if token.pos_ in NOUN_TAGS]
    nouns = nouns or [child for root in roots for child in root.lefts] or roots
    if not nouns:
        return []
    head = nouns[0]
    return [head, *conjuncts(head, inside)]


def conjuncts(head: Token, inside: set[int]) -> Iterator[Token]:
    """The nouns joined to a noun within the same phrase."""
    for child in head.children:
        if child.dep_ == "conj" and child.i in inside and child.pos_ in NOUN_TAGS:
            yield child
            yield from conjuncts(child, inside)


def left_edge(head: Token) -> int:
    """The first token of the words before a noun that belong to it."""
    first = head.i
    for token in reversed(list(head.lefts)):
        hyphen = token.dep_ == "punct" and token.text in {"-", "‐", "–"}
        if token.dep_ not in PREMODIFIERS and not hyphen:
            break
        first = token.left_edge.i
    return first


def core(head: Token) -> tuple[int, int]:
    """The tokens `[first, last)` of a noun with what stands before it and its "of" phrase, without clauses and asides.

    "a senior official of the ministry, who asked not to be named" gives "a senior official of the
    ministry".
    """
    last = head.i + 1
    for child in head.rights:
        if child.dep_ == "prep":
            last = prepositional_end(child)
        else:
            break
    return left_edge(head), last


def prepositional_end(preposition: Token) -> int:
    """Where a prepositional phrase ends, clauses and asides left out."""
    last = preposition.i + 1
    for child in preposition.rights:
        if child.dep_ in {"pobj", "pcomp"}:
            joined = conjuncts(child, set(range(child.i, child.sent.end)))
            last = (
                max(core(noun)[1] for noun in (child, *joined))
                if child.dep_ == "pobj"
                else child.right_edge.i + 1
            )
            break
    return last


def words(doc: Doc, first: int, last: int) -> str:
    """The text of tokens `[first, last)` on one line."""
    return " ".join(doc[first:last].text.split())


def span_of(doc: Doc, first: int, last: int) -> Span:
    """The code points of tokens `[first, last)`."""
    return Span(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))


def without_article(text: str) -> str:
    """A phrase without its article, as it serves for a name.

    >>> without_article("The special toilet")
    'special toilet'
    """
    first, _, rest = text.partition(" ")
    return rest if first.lower() in {"the", "a", "an"} and rest else text
