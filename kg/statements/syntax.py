"""What extractors read off a dependency parse: subjects, verb groups, and stretches of text with clean edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Doc, Token

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
FINITE: Final = frozenset({"MD", "VBZ", "VBD", "VBP"})
SHARING: Final = frozenset({"conj", "xcomp", "advcl"})
"""How a verb hangs from the verb whose subject it shares."""
EDGES: Final = frozenset({*",;:.–—-…([", "--"})
QUOTE_MARKS: Final = frozenset("\"“”„«»‘’'‚‹›")


def tokens_of(doc: Doc, spans: Iterable[Span]) -> list[Token]:
    """The tokens that share a code point with any of the spans, in text order, white space left out."""
    stretches = (doc.char_span(span.start, span.end, alignment_mode="expand") for span in spans)
    return [token for stretch in stretches for token in stretch or () if not token.is_space]


def subject(verb: Token) -> Token | None:
    """The subject of a verb, its own or the one that it shares: "She rose and said", "he left, saying"."""
    own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if own is not None:
        return own
    if verb.dep_ in SHARING and verb.head.pos_ in {"VERB", "AUX"}:
        return subject(verb.head)
    return None


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive."""
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)


def lemma_of(token: Token) -> str:
    """The dictionary form of a token, lower case; small models take "hoping" for a form of "hop"."""
    return "hope" if token.lower_ in {"hoped", "hoping", "hopes"} else token.lemma_.lower()


def child_of(token: Token, *relations: str) -> Token | None:
    """The first child that stands in one of the relations."""
    return next((child for child in token.children if child.dep_ in relations), None)


def is_planned(verb: Token) -> bool:
    """Whether a verb is only planned, possible or a remark beside another: "will share", "to share", "referring to"."""
    auxiliaries = [child for child in verb.children if child.dep_ == "aux"]
    return any(child.tag_ in {"MD", "TO"} for child in auxiliaries) or (
        verb.tag_ == "VBG" and not auxiliaries
    )


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands in the infinitive with "to"."""
    return verb.tag_ == "VB" and any(child.tag_ == "TO" for child in verb.children)


def verb_group(verb: Token) -> tuple[Token, ...]:
    """A verb with its auxiliaries, its "not" and its particle, as far as they stand together."""
    first = verb.i
    while first > 0 and belongs_before(verb.doc[first - 1], verb):
        first -= 1
    while verb.doc[first].dep_ == "advmod":
        first += 1
    particle = child_of(verb, "prt")
    last = particle.i if particle is not None else verb.i
    return tuple(verb.doc[first : last + 1])


def belongs_before(token: Token, verb: Token) -> bool:
    """Whether a token is an auxiliary or adverb of a verb."""
    return token.head.i == verb.i and token.dep_ in {"aux", "auxpass", "neg", "advmod"}


def subtree(token: Token, *without: Token | None) -> list[Token]:
    """A token with all that hangs from it, less what hangs from some others."""
    left_out = {inner.i for other in without if other is not None for inner in other.subtree}
    return [inner for inner in token.subtree if inner.i not in left_out]


def spans_of(
    doc: Doc, tokens: Iterable[Token], edges: AbstractSet[str] = EDGES
) -> tuple[Span, ...]:
    """The stretches that tokens make, commas and the like cut off at both ends of each."""
    stretches = (trimmed(run, edges) for run in runs(sorted({token.i for token in tokens}), doc))
    return tuple(Span(run[0].idx, run[-1].idx + len(run[-1])) for run in stretches if run)


def runs(indices: Sequence[int], doc: Doc) -> Iterator[list[Token]]:
    """Tokens in stretches without a gap; white space alone makes none."""
    run: list[Token] = []
    end = 0
    for index in indices:
        if run and index > end:
            yield run
            run = []
        run.append(doc[index])
        end = index + 1
    if run:
        yield run


def trimmed(run: list[Token], edges: AbstractSet[str]) -> list[Token]:
    """A stretch without the punctuation and white space at its ends; quotation marks and whole brackets stay."""
    first, last = 0, len(run)
    while first < last and (run[first].is_space or run[first].text in edges):
        first += 1
    while last > first and (run[last - 1].is_space or run[last - 1].text in edges):
        last -= 1
    return run[first:last]


def noun_phrase(head: Token, *without: Token | None) -> tuple[Span, ...]:
    """A noun with its modifiers, appositives and relative clauses, in one stretch: the one that holds the noun.

    What the noun is doing ("Ann Lee, speaking on Monday") is no part of its name.
    """
    doing = (
        child
        for child in head.rights
        if child.dep_ == "acl" and child.tag_ in {"VBG", "VBP", "VBZ"}
    )
    spans = spans_of(head.doc, subtree(head, *without, *doing))
    return tuple(span for span in spans if span.start <= head.idx < span.end)
