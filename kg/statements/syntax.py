"""What extractors read off a dependency parse: subjects, verb groups, and stretches of text with clean edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Doc, Token

NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON"})
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
FINITE: Final = frozenset({"MD", "VBZ", "VBD", "VBP"})
SHARING: Final = frozenset({"conj", "xcomp", "advcl"})
"""How a verb hangs from the verb whose subject it shares."""
EDGES: Final = frozenset({*",;:.–—-…()[]", "--"})
BRACKETS: Final = {")": "(", "]": "["}
QUOTE_MARKS: Final = frozenset("\"“”„«»‘’'‚‹›")


def subject(verb: Token) -> Token | None:
    """The subject of a verb, its own or the one that it shares: "She rose and said", "he left, saying"."""
    own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if own is not None:
        return own
    if verb.dep_ in SHARING and verb.head.pos_ in {"VERB", "AUX"} and verb.head.i != verb.i:
        return subject(verb.head)
    return None


def noun_before(verb: Token) -> list[Token]:
    """The noun right before a finite verb, or before the aside between, where the parse hangs it elsewhere.

    "between A and B, footage showed ..."; "Ann Lee, chief economist at the bank, said ..."
    """
    if verb.tag_ not in {"VBD", "VBP", "VBZ"} or verb.i <= verb.sent.start:
        return []
    last = verb.nbor(-1)
    if last.pos_ in NOUNS:
        return noun_phrase_before(last)
    commas = [token.i for token in verb.doc[verb.sent.start : verb.i - 1] if token.text == ","]
    if (
        last.text != ","
        or not commas
        or commas[-1] == verb.sent.start
        or verb.doc[commas[-1] - 1].pos_ not in NOUNS
    ):
        return []
    return [*noun_phrase_before(verb.doc[commas[-1] - 1]), *verb.doc[commas[-1] : last.i]]


def agent(verb: Token) -> Token | None:
    """Who does what a passive verb says: "by the police"."""
    by = next((child for child in verb.children if child.dep_ == "agent"), None)
    return (
        next((child for child in by.children if child.dep_ == "pobj"), None)
        if by is not None
        else None
    )


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


def has_that(clause: Token) -> bool:
    """Whether "that" opens a clause."""
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)


def words_between(doc: Doc, first: int, end: int) -> list[Token]:
    """The tokens of a stretch that are words or numbers."""
    return [token for token in doc[first:end] if not token.is_space and not token.is_punct]


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
    last = particle.i if particle is not None and particle.i == verb.i + 1 else verb.i
    return tuple(verb.doc[first : last + 1])


def belongs_before(token: Token, verb: Token) -> bool:
    """Whether a token is an auxiliary or adverb of a verb."""
    return token.head.i == verb.i and token.dep_ in {"aux", "auxpass", "neg", "advmod"}


def noun_phrase_before(noun: Token) -> list[Token]:
    """A noun with the words before it, as they stand, for a place where the parse cannot be trusted."""
    first = noun.i
    while first > noun.sent.start and noun.doc[first - 1].pos_ in {"ADJ", "NOUN", "NUM", "PROPN"}:
        first -= 1
    if first > noun.sent.start and noun.doc[first - 1].pos_ in {"DET", "PRON"}:
        first -= 1
    return list(noun.doc[first : noun.i + 1])


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
        if run and index > end and any(not token.is_space for token in doc[end:index]):
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
        if run[last - 1].text in BRACKETS and BRACKETS[run[last - 1].text] in {
            token.text for token in run[first:last]
        }:
            break
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
