"""What kind of attribution a statement is: assertion, belief, fact or eventuality.

The four types of the Penn Discourse Treebank 2.0 (Prasad et al. 2007, The Penn Discourse Treebank
2.0 Annotation Manual, section on attribution):

    assertion     a verb of communication        Ann said it rained. According to Ann, ...
    belief        a propositional attitude       Ann thinks it will rain. the view that ...
    fact          a factive or semi-factive      Ann knows it rained. Two men were seen leaving.
    eventuality   a control verb, or any act     Ann wants to leave. They signed the bill.

Two things decide: the class of the word at the head of the cue (`cue_kinds`), and the form of the
content, for many a word wants something with an infinitive ("vowed to stay") and asserts with a
clause ("vowed that it was over").
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import product
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

_ASSERTION: Final = AttributionType.ASSERTION
_BELIEF: Final = AttributionType.BELIEF
_FACT: Final = AttributionType.FACT
_EVENTUALITY: Final = AttributionType.EVENTUALITY
_YIELDING: Final = frozenset({"light", "seem"})
"""Classes that leave the kind to the next word: "made the claim", "seemed to suggest"."""
_ASKING: Final = frozenset({"ask", "promise", "urge"})
"""Classes of what asks, bids or promises even in words that are quoted."""
_FINDING: Final = frozenset({"conclude", "find", "learn"})
"""Classes of what an organisation or a court makes known by publishing it."""
_PARTS: Final[Mapping[str, str]] = {"VB": "verb", "NN": "noun", "JJ": "adjective"}
"""The part of speech that the first two letters of a tag tell."""
_WIDEST_GAP: Final = 2
"""How many other words two words of a phrase may have between them: "made it perfectly clear"."""


class _Form(StrEnum):
    """What a content is, in grammar."""

    CLAUSE = "clause"
    INFINITIVE = "infinitive"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class _Head:
    """The word of a cue that decides, and the name of its class."""

    token: Token
    name: str

    def kind(self, form: _Form) -> AttributionType:
        """Return the type that the class makes with a content of some form."""
        return cue_kinds()[self.name][form]


def attribution_type(annotated: AnnotatedDocument, statement: Statement) -> AttributionType:
    """Tell what the source of a statement does with its content.

    Args:
        annotated: The document, with tags, lemmas and a parse.
        statement: One of its statements; only its spans and its `quotation_type` are read.

    Returns:
        Whether the source says the content, believes it, knows it, or has to do with it. An
        assertion is also what has no cue, and what stands in quotation marks from end to end,
        unless it is a question or demand. What is expressly not said ("would not say whether") is
        an eventuality.
    """
    source = tokens_of(annotated.doc, statement.source)
    cue = tokens_of(annotated.doc, statement.cue)
    content = tokens_of(annotated.doc, statement.content)
    if not cue:
        return _ASSERTION
    form = _form_of(content)
    head = _find_deciding_word(cue, content, form)
    if statement.quotation_type == QuotationType.DIRECT:
        return _EVENTUALITY if head.name in _ASKING else _ASSERTION

    kind = head.kind(form)
    if kind == _ASSERTION and _is_negated(head, cue):
        return _EVENTUALITY
    if head.name == "judge" and _is_mere_name(content):
        return _EVENTUALITY
    if (kind in {_BELIEF, _FACT} or head.name == "light") and _tells(head, source):
        return _ASSERTION
    return kind


def _is_mere_name(content: Sequence[Token]) -> bool:
    """Tell whether a content only says of whom: "praised Ann Lee", "criticised them"."""
    return all(token.pos_ in {"PROPN", "PRON", "CCONJ"} for token in content)


def _tells(head: _Head, source: Sequence[Token]) -> bool:
    """Tell whether a source says what another would think: "the study found"."""
    kinds = {evidence_nouns().get(lemma_of(token)) for token in source}
    is_finding = head.name in _FINDING and "investigator" in kinds  # "the court concluded"
    return is_finding or "document" in kinds


def _form_of(content: Sequence[Token]) -> _Form:
    """Return what a content is in grammar, by its first word and the verb at its top."""
    unquoted = [token for token in content if token.text not in QUOTE_MARKS]
    if len(unquoted) > 1 and unquoted[0].lower_ in small_words("clause-opener"):
        return _Form.CLAUSE
    verb = next((token for token in tops(unquoted) if token.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return _Form.PHRASE
    group = {verb.tag_, *(child.tag_ for child in verb.lefts if child.pos_ in {"AUX", "PART"})}
    if "TO" in group:
        return _Form.INFINITIVE
    return _Form.CLAUSE if group & FINITE else _Form.PHRASE


def tops(tokens: Sequence[Token]) -> Iterator[Token]:
    """Return the tokens that hang from none of the others."""
    inside = {token.i for token in tokens}
    return (token for token in tokens if token.head.i not in inside or token.head.i == token.i)


def _find_deciding_word(cue: Sequence[Token], content: Sequence[Token], form: _Form) -> _Head:
    """Return the word of a cue that decides what type of attribution it is.

    Usually this is the first word of the cue that the tables contain. Two kinds of word give way to
    another one, if there is one:

    - "seem" or a light verb, to the next listed word: "claim" in "made the claim";
    - an act, to the verb of saying behind it: "saying" in "sent a letter saying".
    """
    next_word = [token for token in content if token.i > cue[-1].i][:1]
    listed = list(_listed_words(cue, next_word))
    if not listed:
        return _unlisted_word(cue, next_word)
    full_words = [head for head in listed if head.name not in _YIELDING] or listed
    first = full_words[0]
    if first.name == "act" and form == _Form.CLAUSE:
        return next((head for head in listed if head.kind(form) == _ASSERTION), first)
    return first


def _listed_words(cue: Sequence[Token], following: Sequence[Token]) -> Iterator[_Head]:
    """Yield the verbs, nouns and adjectives of a cue that the tables know, phrases before words."""
    lemmas = [lemma_of(token) for token in (*cue, *following)]
    end = 0
    for at, token in enumerate(cue):
        if at < end:
            continue
        name, end = _phrase_at(lemmas, at)
        name = name or _class_of(token)
        if name is not None:
            yield _Head(token, name)


def _phrase_at(lemmas: Sequence[str], at: int) -> tuple[str | None, int]:
    """Return the class of the longest phrase that begins at a word, and where it ends."""
    for phrase, name in cue_phrases().get(lemmas[at], ()):
        end = at + 1
        for word in phrase:
            window = lemmas[end : end + 1 + _WIDEST_GAP]
            if word not in window:
                break
            end += window.index(word) + 1
        else:
            return name, end
    return None, 0


def _class_of(token: Token) -> str | None:
    """Return the class of a verb, noun or adjective.

    A participle is an adjective first; a word that is not listed as what it is may be listed as
    another part of speech.
    """
    part = _PARTS.get(token.tag_[:2])
    if part is None:
        return None
    classes = cue_classes()
    if token.tag_ in {"VBN", "JJ"} and ("adjective", token.lower_) in classes:
        return classes["adjective", token.lower_]
    if token.pos_ == "AUX":
        return None
    parts = (part,) if part == "adjective" else (part, "verb", "noun")
    keys = ((part, lemma_of(token)) for part in parts)
    return next((classes[key] for key in keys if key in classes), None)


def _unlisted_word(cue: Sequence[Token], following: Sequence[Token]) -> _Head:
    """Return the deciding word of a cue of which the tables list no verb, noun or adjective."""
    for token in cue:
        if token.is_alpha and token.tag_[:2] in _PARTS and token.pos_ != "AUX":
            return _Head(token, "light")
    # Only an adverb, a preposition ("in", "for") or a mark (":").
    for token, part in product((*cue, *following), ("adverb", "preposition")):
        name = cue_classes().get((part, token.lower_))
        if name is not None:
            return _Head(token, name)
    return _Head(cue[0], "source")


def _is_negated(head: _Head, cue: Sequence[Token]) -> bool:
    """Tell whether a cue says that something is not said."""
    negations = small_words("cue-negation")
    return any(token.i < head.token.i and token.lower_ in negations for token in cue)
