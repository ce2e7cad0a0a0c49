"""Evidence without an observer: "were seen leaving", "has been spotted cleaning".

Nobody says who saw it.
"""

from __future__ import annotations

from itertools import chain, takewhile
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words
from kg.statements.frames import frame_of_verb, make_statement_of_spans, merge_spans
from kg.statements.near import file_spans, is_touched
from kg.statements.syntax import find_child, get_subtree, lemma_of, noun_phrase, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Statement


_DASHES: Final = frozenset({"—", "–", "--"})
"""Behind one, the text comments on what was perceived."""


def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:
    """Make a statement of each passive verb of perception with a clause of what was perceived."""
    used = file_spans(chain.from_iterable(statement.cue for statement in found))
    verbs = (token for token in annotated.running_text if _is_observerless(token))
    for verb in verbs:
        if verb.i in annotated.quoted_tokens:
            continue
        made = _make_statement(annotated, verb)
        if made and not any(is_touched(used, span) for span in made.cue):
            yield made


def _is_observerless(token: Token) -> bool:
    """Tell whether a token is a passive verb of perception, such as "seen" in "was seen"."""
    is_perception = lemma_of(token) in cue_words("observerless")
    return is_perception and find_child(token, "auxpass") is not None


def _make_statement(annotated: AnnotatedDocument, verb: Token) -> Statement | None:
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
