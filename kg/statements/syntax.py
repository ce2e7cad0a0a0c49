"""What extractors read off a dependency parse: subjects, verb groups, and stretches of text with clean edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
SHARING: Final = frozenset({"conj", "xcomp", "advcl"})
"""How a verb hangs from the verb whose subject it shares."""
EDGES: Final = frozenset(",;:.–—-…()[]")
QUOTE_MARKS: Final = frozenset("\"“”„«»‘’'‚‹›")


def subject(verb: Token) -> Token | None:
    """The subject of a verb, its own or the one that it shares: "She rose and said", "he left, saying"."""
    own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if own is not None:
        return own
    if verb.dep_ in SHARING and verb.head.pos_ in {"VERB", "AUX"} and verb.head.i != verb.i:
        return subject(verb.head)
    return noun_before(verb)


def noun_before(verb: Token) -> Token | None:
    """The noun right before a finite verb, where the parse hangs it elsewhere: "between A and B, footage showed ..."."""
    before = verb.doc[verb.i - 1] if verb.i > 0 and not verb.is_sent_start else None
    finite = verb.tag_ in {"VBD", "VBP", "VBZ"}
    return before if finite and before is not None and before.pos_ in {"NOUN", "PROPN", "PRON"} else None


def agent(verb: Token) -> Token | None:
    """Who does what a passive verb says: "by the police"."""
    by = next((child for child in verb.children if child.dep_ == "agent"), None)
    return next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None else None


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive."""
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)


def child_of(token: Token, *relations: str) -> Token | None:
    """The first child that stands in one of the relations."""
    return next((child for child in token.children if child.dep_ in relations), None)


def verb_group(verb: Token) -> list[Token]:
    """A verb with its auxiliaries, its "not" and its particle, as far as they stand together."""
    first = verb.i
    while (
        first > 0
        and verb.doc[first - 1].head.i == verb.i
        and verb.doc[first - 1].dep_ in {"aux", "auxpass", "neg", "advmod"}
    ):
        first -= 1
    while verb.doc[first].dep_ == "advmod":
        first += 1
    particle = child_of(verb, "prt")
    last = particle.i if particle is not None and particle.i == verb.i + 1 else verb.i
    return list(verb.doc[first : last + 1])


def subtree(token: Token, *without: Token | None) -> list[Token]:
    """A token with all that hangs from it, less what hangs from some others."""
    left_out = {inner.i for other in without if other is not None for inner in other.subtree}
    return [inner for inner in token.subtree if inner.i not in left_out]


def spans_of(doc: Doc, tokens: Iterable[Token]) -> tuple[Span, ...]:
    """The stretches that tokens make, commas and the like cut off at both ends of each."""
    stretches = (trimmed(run) for run in runs(sorted({token.i for token in tokens}), doc))
    return tuple(Span(run[0].idx, run[-1].idx + len(run[-1])) for run in stretches if run)


def runs(indices: Sequence[int], doc: Doc) -> Iterator[list[Token]]:
    """Tokens in stretches without a gap; white space alone makes none."""
    run: list[Token] = []
    for index in indices:
        if run and any(not token.is_space for token in doc[run[-1].i + 1 : index]):
            yield run
            run = []
        run.append(doc[index])
    if run:
        yield run


def trimmed(run: list[Token]) -> list[Token]:
    """A stretch without the punctuation and white space at its ends; quotation marks stay."""
    first, last = 0, len(run)
    while first < last and (run[first].is_space or run[first].text in EDGES or run[first].text == "--"):
        first += 1
    while last > first and (run[last - 1].is_space or run[last - 1].text in EDGES or run[last - 1].text == "--"):
        last -= 1
    return run[first:last]


def noun_phrase(head: Token, *without: Token | None) -> tuple[Span, ...]:
    """A noun with its modifiers, appositives and relative clauses, in one stretch: the one that holds the noun."""
    spans = spans_of(head.doc, subtree(head, *without))
    return tuple(span for span in spans if span.start <= head.idx < span.end)
