"""What extractors read off a dependency parse: subjects, verb groups, and stretches of text.

A stretch of text has clean edges: no comma, dash or white space stands at its ends.
"""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING, Final, Literal

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Doc, Token

FINITE: Final = frozenset({"MD", "VBZ", "VBD", "VBP"})
QUOTE_MARKS: Final = frozenset("\"“”„«»‘’'‚‹›")
_EDGES: Final = frozenset({*",;:.–—-…([", "--"})
_SHARING: Final = frozenset({"conj", "xcomp", "advcl"})
"""How a verb hangs from the verb whose subject it shares."""
_BEFORE_VERB: Final = frozenset({"aux", "auxpass", "neg", "advmod"})


def tokens_between(
    doc: Doc, start: int, end: int, alignment: Literal["strict", "contract", "expand"]
) -> list[Token]:
    """Find the tokens of a stretch of the text, white space left out.

    Args:
        doc: The annotated text.
        start: The first code point.
        end: The one behind the last.
        alignment: What happens to a token that the edges cut: it is left out ("contract"), is taken
            in ("expand"), or makes the result empty ("strict").
    """
    stretch = doc.char_span(start, end, alignment_mode=alignment)
    return [token for token in stretch or () if not token.is_space]


def tokens_of(doc: Doc, spans: Iterable[Span]) -> list[Token]:
    """Find the tokens that share a code point with the spans, span by span, without white space."""
    found: list[Token] = []
    for span in spans:
        found += tokens_between(doc, span.start, span.end, "expand")
    return found


def lemma_of(token: Token) -> str:
    """Return the dictionary form of a token in lower case.

    Small models take "hoping" for a form of "hop".
    """
    return "hope" if token.lower_ in {"hoped", "hoping", "hopes"} else token.lemma_.lower()


def find_child(token: Token, *relations: str) -> Token | None:
    """Return the first child of a token that stands in one of the relations to it."""
    return next((child for child in token.children if child.dep_ in relations), None)


def find_subject(verb: Token) -> Token | None:
    """Return the subject of a verb, its own or one that it shares.

    Shared are those of "She rose and said" and "he left, saying".
    """
    own = find_child(verb, "nsubj", "nsubjpass")
    if own is None and verb.dep_ in _SHARING and verb.head.pos_ in {"VERB", "AUX"}:
        return find_subject(verb.head)
    return own


def is_passive(verb: Token) -> bool:
    """Tell whether a verb stands in the passive."""
    return find_child(verb, "auxpass", "nsubjpass") is not None


def is_planned(verb: Token) -> bool:
    """Tell whether a verb is only planned, possible or a remark beside another verb.

    So are "will share", "to share" and "referring to".
    """
    auxiliaries = [child.tag_ for child in verb.children if child.dep_ == "aux"]
    if not auxiliaries:
        return verb.tag_ == "VBG"
    return not {"MD", "TO"}.isdisjoint(auxiliaries)


def get_verb_group(verb: Token) -> tuple[Token, ...]:
    """Return a verb with its auxiliaries, its "not" and its particle, if they stand together."""
    first = verb.i
    while first > 0 and _stands_before(verb.doc[first - 1], verb):
        first -= 1
    while verb.doc[first].dep_ == "advmod":
        first += 1
    last = find_child(verb, "prt") or verb
    return tuple(verb.doc[first : last.i + 1])


def _stands_before(token: Token, verb: Token) -> bool:
    """Tell whether a token is an auxiliary or adverb of a verb."""
    return token.head.i == verb.i and token.dep_ in _BEFORE_VERB


def get_subtree(token: Token, *without: Token) -> list[Token]:
    """Return a token with all that hangs from it, less the subtrees of some other tokens."""
    left_out = set(chain.from_iterable(other.subtree for other in without))
    return [inner for inner in token.subtree if inner not in left_out]


def spans_of(
    doc: Doc, tokens: Iterable[Token], edges: AbstractSet[str] = _EDGES
) -> tuple[Span, ...]:
    """Return the stretches that some tokens make, without commas and the like at their ends.

    Quotation marks and closing brackets stay.

    Args:
        doc: The annotated text.
        tokens: Some of its tokens, in any order.
        edges: The punctuation that is left out at both ends of each stretch.
    """
    spans: list[Span] = []
    places = sorted({token.i for token in tokens})
    # In a run without a gap, a token's place in the text less its place in the list is the same.
    for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        words = [doc[i] for _, i in run]
        kept = [word for word in words if not word.is_space and word.text not in edges]
        if kept:
            spans.append(Span(kept[0].idx, kept[-1].idx + len(kept[-1])))
    return tuple(spans)


def span_around(head: Token, tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Return that stretch of some tokens which holds a head; none if the head is not among them."""
    spans = spans_of(head.doc, tokens)
    return tuple(span for span in spans if span.start <= head.idx < span.end)


def noun_phrase(head: Token, *without: Token) -> tuple[Span, ...]:
    """Return a noun with its modifiers, appositives and relative clauses, in one stretch.

    What the noun is doing ("Ann Lee, speaking on Monday") is no part of its name.

    Args:
        head: The noun.
        without: Tokens that are left out with all that hangs from them.
    """
    participles = [child for child in head.rights if child.dep_ == "acl"]
    doing = [child for child in participles if child.tag_ in {"VBG", "VBP", "VBZ"}]
    return span_around(head, get_subtree(head, *without, *doing))
