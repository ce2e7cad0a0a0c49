"""What kind of attribution a statement is: assertion, belief, fact or eventuality.

The four types of the Penn Discourse Treebank 2.0 (Prasad et al. 2007, The Penn Discourse Treebank
2.0 Annotation Manual, section on attribution):

    assertion     a verb of communication        Ann said it rained. According to Ann, ...
    belief        a propositional attitude       Ann thinks it will rain. the view that ...
    fact          a factive or semi-factive      Ann knows it rained. Two men were seen leaving.
    eventuality   a control verb, or any act     Ann wants to leave. He told her to go. They signed the bill.

Two things decide: the class of the word at the head of the cue (`cue_kinds`), and the form of the
content, for many a word wants something with an infinitive ("vowed to stay") and asserts with a
clause ("vowed that it was over").
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kg.language.words import (
    cue_classes,
    cue_kinds,
    cue_phrases,
    evidence_nouns,
    small_words,
)
from kg.model import AttributionType, QuotationType
from kg.statements.syntax import FINITE, QUOTE_MARKS, lemma_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Statement

ASSERTION: Final = AttributionType.ASSERTION
BELIEF: Final = AttributionType.BELIEF
FACT: Final = AttributionType.FACT
EVENTUALITY: Final = AttributionType.EVENTUALITY
YIELDING: Final = frozenset({"light", "seem"})
"""Classes that leave the kind to the next word: "made the claim", "seemed to suggest"."""
MODIFYING: Final = frozenset({"amod", "compound"})
"""How a word hangs from the noun that matters more: "a rallying cry", "stump speeches"."""
FINDING: Final = frozenset({"conclude", "find", "learn"})
"""Classes of what an organisation or a court makes known by publishing it."""
PARTS: Final[Mapping[str, str]] = {"VB": "verb", "NN": "noun", "JJ": "adjective"}
"""The part of speech that the first two letters of a tag tell."""
WIDEST_GAP: Final = 2
"""How many words may stand between two words of a phrase: "made it perfectly clear"."""


class Form(StrEnum):
    """What a content is, in grammar."""

    CLAUSE = "clause"
    INFINITIVE = "infinitive"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A statement in tokens, white space left out."""

    source: Sequence[Token]
    cue: Sequence[Token]
    content: Sequence[Token]


@dataclass(frozen=True, slots=True)
class Head:
    """The word of a cue that decides, and the name of its class."""

    token: Token
    name: str

    def kind(self, form: Form) -> AttributionType:
        """Return the type that the class makes with a content of some form."""
        return cue_kinds()[self.name][form]


def attribution_type(annotated: AnnotatedDocument, statement: Statement) -> AttributionType:
    """Tell what the source of a statement does with its content: say it, believe it, know it, or have to do with it.

    Args:
        annotated: The document, with tags, lemmas and a parse.
        statement: One of its statements; nothing but its spans and its `quotation_type` is read.

    Returns:
        The kind. An assertion is also what has no cue, what stands in quotation marks from end to
        end, and an act of speech ("urged", "promised") of which words are quoted. What is expressly
        not said ("would not say whether") is an eventuality.
    """
    tokens = Tokens(
        source=tokens_of(annotated.doc, statement.source),
        cue=tokens_of(annotated.doc, statement.cue),
        content=tokens_of(annotated.doc, statement.content),
    )
    quoted = statement.quotation_type
    if not tokens.cue or quoted == QuotationType.DIRECT:
        return ASSERTION
    form = form_of(tokens.content)
    head = head_of(tokens.cue, tokens.content, form)
    if quoted == QuotationType.MIXED and head.kind(form) == EVENTUALITY:
        form = Form.CLAUSE
    return in_context(head, form, tokens)


def in_context(head: Head, form: Form, tokens: Tokens) -> AttributionType:
    """The kind that a head makes beside the other words of its statement."""
    kind = head.kind(form)
    if kind == EVENTUALITY and head.kind(Form.CLAUSE) == BELIEF and not is_own(tokens):
        return BELIEF
    if kind == ASSERTION and is_negated(head, tokens.cue):
        return EVENTUALITY
    if head.name == "judge" and is_mere_name(tokens.content):
        return EVENTUALITY
    if (kind in {BELIEF, FACT} or head.name == "light") and tells(head, tokens.source):
        return ASSERTION
    return kind


def is_mere_name(content: Sequence[Token]) -> bool:
    """Whether a content only says of whom: "praised Ann Lee", "criticised them" claim nothing that can be checked."""
    return all(token.pos_ in {"PROPN", "PRON", "CCONJ"} for token in content)


def is_own(tokens: Tokens) -> bool:
    """Whether a source is to do itself what it expects: "expects to win", not "is expected to", "expects Bo to"."""
    return bool(tokens.source) and tokens.content[0].lower_ in {"not", "to"}


def tells(head: Head, source: Sequence[Token]) -> bool:
    """Whether a source says what another would think or know: "the study found", "the court concluded"."""
    kinds = {evidence_nouns().get(lemma_of(token)) for token in source}
    if head.name not in FINDING:
        return "document" in kinds
    return bool(kinds & {"document", "investigator"})


def form_of(content: Sequence[Token]) -> Form:
    """What a content is in grammar, by its first word and the verb that the rest of it hangs from."""
    unquoted = [token for token in content if token.text not in QUOTE_MARKS]
    if len(unquoted) > 1 and unquoted[0].lower_ in small_words("clause-opener"):
        return Form.CLAUSE
    verb = next((token for token in tops(unquoted) if token.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return Form.PHRASE
    group = {verb.tag_, *(child.tag_ for child in verb.lefts if child.pos_ in {"AUX", "PART"})}
    if "TO" in group:
        return Form.INFINITIVE
    return Form.CLAUSE if group & FINITE else Form.PHRASE


def tops(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens that hang from none of the others."""
    inside = {token.i for token in tokens}
    return (token for token in tokens if token.head.i not in inside or token.head.i == token.i)


def head_of(cue: Sequence[Token], content: Sequence[Token], form: Form) -> Head:
    """The first word of a cue that tells its kind; behind an act, what is said by it: "sent a letter saying"."""
    following = [token for token in content if token.i > cue[-1].i][:1]
    heads = list(known(cue, following))
    if not heads:
        return unlisted(cue, following)
    heads = [head for head in heads if head.token.dep_ not in MODIFYING] or heads
    first = next((head for head in heads if head.name not in YIELDING), heads[0])
    if first.name == "light" and form == Form.PHRASE:
        things = (token for token in tops(content) if ("noun", lemma_of(token)) in cue_classes())
        return next(
            (Head(token, cue_classes()["noun", lemma_of(token)]) for token in things), first
        )
    if first.name == "act" and form == Form.CLAUSE:
        return next((head for head in heads if head.kind(form) == ASSERTION), first)
    return first


def known(cue: Sequence[Token], following: Sequence[Token]) -> Iterator[Head]:
    """The verbs, nouns and adjectives of a cue that the lists know, phrases before words."""
    lemmas = [lemma_of(token) for token in (*cue, *following)]
    end = 0
    for at, token in enumerate(cue):
        if at < end:
            continue
        name, end = phrase_at(lemmas, at)
        if name is None:
            name = class_of(token)
        if name is not None:
            yield Head(token, name)


def phrase_at(lemmas: Sequence[str], at: int) -> tuple[str | None, int]:
    """The class of the longest phrase that begins at a word, and where it ends."""
    for phrase, name in cue_phrases().get(lemmas[at], ()):
        end = at + 1
        for word in phrase:
            window = lemmas[end : end + 1 + WIDEST_GAP]
            if word not in window:
                break
            end += window.index(word) + 1
        else:
            return name, end
    return None, 0


def class_of(token: Token) -> str | None:
    """The class of a verb, noun or adjective: a participle is an adjective first; what is none may be another part."""
    part = PARTS.get(token.tag_[:2])
    if part is None:
        return None
    if token.tag_ in {"VBN", "JJ"} and ("adjective", token.lower_) in cue_classes():
        return cue_classes()["adjective", token.lower_]
    parts = (part,) if part == "adjective" else (part, "verb", "noun")
    forms = (lemma_of(token), token.lower_, *map(token.lower_.removesuffix, ("s", "ed", "ing")))
    name = next(
        (
            cue_classes()[other, form]
            for other in parts
            for form in forms
            if (other, form) in cue_classes()
        ),
        None,
    )
    return None if token.pos_ == "AUX" else name


def unlisted(cue: Sequence[Token], following: Sequence[Token]) -> Head:
    """The head of a cue that no list knows, or that is but an adverb, a preposition ("in", "for") or a mark (":")."""
    unknown = next(
        (
            token
            for token in cue
            if token.is_alpha and token.tag_[:2] in PARTS and token.pos_ != "AUX"
        ),
        None,
    )
    if unknown is not None:
        return Head(unknown, "light")
    small = (
        Head(token, cue_classes()[part, token.lower_])
        for token in (*cue, *following)
        for part in ("adverb", "preposition")
        if (part, token.lower_) in cue_classes()
    )
    return next(small, Head(cue[0], "source"))


def is_negated(head: Head, cue: Sequence[Token]) -> bool:
    """Whether what a cue says is that it is not said."""
    before = {token.lower_ for token in cue if token.i < head.token.i}
    return bool(before & small_words("cue-negation"))
