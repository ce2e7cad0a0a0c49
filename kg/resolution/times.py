"""When the thing claimed happened: the date in the content that dates its main clause.

A date in a clause below ("a motto that was adopted in 1956") or in the name of something ("the 2012
attack") tells when something else was. So does one in a later sentence of the content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.verbs import FINITE
from kg.language.words import cue_words, small_words
from kg.resolution.dates import resolve_date
from kg.statements.syntax import lemma_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from spacy.tokens import Span, Token

    from kg.model import TimeReference

__all__ = ["find_time", "find_time_of_cue"]

_BELOW: Final = frozenset({"acl", "advcl", "pcomp", "poss", "relcl", "csubj"})
"""How what hangs on a main clause and has a time of its own hangs on it."""
_NAMING: Final = frozenset({"amod", "compound", "nmod", "nummod"})
"""How a date hangs on the noun that it tells from others: "the 2012 attack"."""
_DATING: Final = frozenset({"at", "during", "in", "on"})
"""What makes a time of something with a date in its name: "in the 2018 election"."""
_HOURS: Final = frozenset({"morning", "afternoon", "evening", "night"})
_JOINTS: Final = frozenset({"to", "through", "until", "till", "and", "-", "–"})
"""What joins the dates of a range, where the recogniser takes them for two."""


def find_time(
    tokens: Sequence[Token], published: date | None, *, is_caption: bool = False
) -> TimeReference | None:
    """Return the first date that dates the main clause of a content and can be resolved.

    Args:
        tokens: Of the content, in text order.
        published: When the article appeared; "on Wednesday" counts from that day.
        is_caption: Whether it is of a picture, which has its date behind its place: "Lundby, Norway
            May 3, 2025".
    """
    inside = {token.i for token in tokens}
    for dated in _dates_in(tokens):
        path = _climb(dated.root, inside)
        if not is_caption and not _dates_main_clause(path):
            continue
        words = _words_of_range(dated)
        found = resolve_date(words, published, is_ahead=_lies_ahead(path))
        if found is not None:
            return found
    return None


def find_time_of_cue(cue: Sequence[Token], published: date | None) -> TimeReference | None:
    """Return the date beside the verb of a cue: "In 2019" of "In 2019 guards were seen leaving"."""
    verbs = [token for token in cue if lemma_of(token) in cue_words("observerless")]
    for dated in _dates_in(list(cue[0].sent)):
        path = _climb(dated.root, set(range(dated.sent.start, dated.sent.end)))
        above = next((token for token in path if token.pos_ in {"VERB", "AUX"}), None)
        if above in verbs and _dates_main_clause(path[: path.index(above) + 1]):
            return resolve_date(dated.text, published, is_ahead=False)
    return None


def _dates_in(tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield the dates of the first sentence among some tokens."""
    words = [token for token in tokens if token.is_alpha or token.like_num]
    if not words:
        return
    dated = [
        token
        for token in tokens
        if token.ent_type_ in {"DATE", "TIME"} and token.sent.start == words[0].sent.start
    ]
    yield from dict.fromkeys(map(_entity_around, dated))


def _entity_around(token: Token) -> Span:
    """Return the entity of a token; `Span.ents` would go through those of the whole document."""
    doc, first, last = token.doc, token.i, token.i + 1
    while first > 0 and doc[first].ent_iob_ == "I":
        first -= 1
    while last < len(doc) and doc[last].ent_iob_ == "I":
        last += 1
    return doc[first:last]


def _climb(word: Token, inside: AbstractSet[int]) -> list[Token]:
    """Return a word and what it hangs on, up to the highest word inside."""
    path = [word]
    while path[-1].head.i in inside and path[-1].head.i != path[-1].i:
        path.append(path[-1].head)
    return path


def _dates_main_clause(path: Sequence[Token]) -> bool:
    """Tell whether a date says when the main clause of a content happens.

    Args:
        path: The head of the date, and what it hangs on up to the top of the content.
    """
    named = next((token for token in path if token.dep_ not in _NAMING), path[-1])
    is_name = named is not path[0] and named.lower_ not in _HOURS
    if is_name and not (named.dep_ == "pobj" and named.head.lower_ in _DATING):
        return False  # "the lesson of the 2012 attack", but "in the 2018 election"

    for token in path[:-1]:
        if token.dep_ in _BELOW or token.lower_ in small_words("time-bound"):
            return False
        if token.dep_ == "prep" and token.pos_ == "VERB":
            return False  # "compared with 18 in 2014"
        if token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"}:
            return False  # "the bill was passed and was signed in 2014"
    return True


def _words_of_range(dated: Span) -> str:
    """Return the words of a date, with those of another one that ends the range it begins."""
    doc, joint = dated.doc, dated.end
    if joint + 1 >= len(doc) or doc[joint].lower_ not in _JOINTS:
        return dated.text
    last = doc[joint + 1]
    if last.ent_type_ == "DATE":
        return doc[dated.start : _entity_around(last).end].text
    return doc[dated.start : last.i + 1].text if last.like_num else dated.text


def _lies_ahead(path: Sequence[Token]) -> bool:
    """Tell whether the verb that a date belongs to speaks of the future.

    "will open", "is to open", "opens", "plans to open", "was scheduled for".
    """
    for verb in path:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
        if any(helper.lemma_ == "have" and helper.tag_ != "TO" for helper in helpers):
            return False  # "may have opened"
        if _is_of_plans(verb):
            return True
        for word in (*helpers, verb):
            if word.tag_ in FINITE:
                return word.tag_ != "VBD"
        if any(helper.tag_ == "TO" for helper in helpers):
            return verb is path[-1] or _is_of_plans(verb.head)
    return False


def _is_of_plans(verb: Token) -> bool:
    """Tell whether a word speaks of what is to come: "planned to", "scheduled for"."""
    return not cue_words("ahead").isdisjoint({verb.lower_, lemma_of(verb)})
