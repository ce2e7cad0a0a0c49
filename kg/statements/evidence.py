"""Evidence: what was perceived by nobody named, and what somebody's pictures show.

    Two men were seen leaving.
    Ann Lee shared video of two men leaving.

Nobody says who saw the first; whoever shows the second vouches for it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words, noun_media
from kg.model import Medium
from kg.statements.frames import (
    frame_of_verb,
    make_statement,
    make_statement_of_spans,
    merge_spans,
)
from kg.statements.near import file_spans, is_touched
from kg.statements.syntax import (
    find_child,
    find_subject,
    get_subtree,
    lemma_of,
    noun_phrase,
    spans_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Statement


_DASHES: Final = frozenset({"—", "–", "--"})
"""Behind one, the text comments on what was perceived."""


def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:
    """Make a statement of what is seen doing something, in passing or in pictures."""
    used = file_spans(chain.from_iterable(statement.cue for statement in found))
    for verb in annotated.running_text:
        if verb.i in annotated.quoted_tokens:
            continue
        made = _make_perceived(annotated, verb) if _is_observerless(verb) else None
        if made and not any(is_touched(used, span) for span in made.cue):
            yield made
        shown = _make_shown(annotated, verb)
        if shown:
            yield shown


def _is_observerless(token: Token) -> bool:
    """Tell whether a token is a passive verb of perception, such as "seen" in "was seen"."""
    is_perception = lemma_of(token) in cue_words("observerless")
    return is_perception and find_child(token, "auxpass") is not None


def _make_perceived(annotated: AnnotatedDocument, verb: Token) -> Statement | None:
    """Make a statement of what was perceived: the subject, and what it was doing."""
    seen = find_child(verb, "nsubjpass", "nsubj")
    if seen is None:
        return None
    behind = [token for token in get_subtree(verb, seen) if token.i > verb.i]
    told = list(takewhile(lambda token: token.text not in _DASHES, behind))

    doing = next((token for token in told if token.pos_ != "ADV"), None)
    if doing is None:
        return None
    if doing.tag_ != "VBG" and doing.lower_ not in {"to", "as", "with"}:
        return None

    frame = frame_of_verb(verb, content=(), source=(), confidence=0.85)
    content = [*noun_phrase(seen), *spans_of(annotated.doc, told)]
    return make_statement_of_spans(annotated, frame, merge_spans(content, annotated.text))


def _is_picture(noun: Token) -> bool:
    """Tell whether a noun is a picture or a film."""
    return noun_media().get(lemma_of(noun)) in {Medium.IMAGE, Medium.VIDEO}


def _make_shown(annotated: AnnotatedDocument, verb: Token) -> Statement | None:
    """Make a statement of what pictures show that somebody passes on: "shared video of ..."."""
    pictures, who = find_child(verb, "dobj"), find_subject(verb)
    if pictures is None or who is None or not _is_picture(pictures):
        return None
    shown = find_child(find_child(pictures, "prep") or pictures, "pobj")
    if shown is None or not any(map(_is_doing, shown.rights)):
        return None
    frame = frame_of_verb(verb, shown.subtree, noun_phrase(who), confidence=0.85)
    between = verb.doc[verb.i + 1 : shown.left_edge.i]
    return make_statement(annotated, replace(frame, cue=(*frame.cue, *between)), ())


def _is_doing(token: Token) -> bool:
    """Tell whether a word says what the noun before it does: "men leaving"."""
    return token.dep_ == "acl" and token.tag_ == "VBG"
