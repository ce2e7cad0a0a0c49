"""Evidence without an observer: "were seen leaving", "has been spotted cleaning". Nobody says who saw it."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words
from kg.statements.frames import Frame, assemble, merged
from kg.statements.near import filed_spans, is_touched
from kg.statements.syntax import child_of, lemma_of, noun_phrase, spans_of, subtree, verb_group

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Statement


DASHES: Final = frozenset({"—", "–", "--"})
"""Behind one, the text comments on what was perceived."""


def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:
    """A statement for each passive verb of perception with a clause of what was perceived."""
    used = filed_spans(span for other in found for span in other.cue)
    for verb in annotated.running_text:
        if (
            lemma_of(verb) not in cue_words("observerless")
            or child_of(verb, "auxpass") is None
            or verb.i in annotated.quoted_tokens
        ):
            continue
        made = perceived(annotated, verb)
        if made and not any(is_touched(used, span) for span in made.cue):
            yield made


def perceived(annotated: AnnotatedDocument, verb: Token) -> Statement | None:
    """What was perceived: the subject, and what it was doing."""
    seen = child_of(verb, "nsubjpass", "nsubj")
    after = list(
        takewhile(
            lambda token: token.text not in DASHES, (t for t in subtree(verb, seen) if t.i > verb.i)
        )
    )
    doing = next((token for token in after if token.pos_ != "ADV"), None)
    if (
        seen is None
        or doing is None
        or not (doing.tag_ == "VBG" or doing.lower_ in {"to", "as", "with"})
    ):
        return None
    frame = Frame(
        cue=verb_group(verb),
        lemma=lemma_of(verb),
        content=(),
        source=(),
        confidence=0.85,
    )
    return assemble(
        annotated,
        frame,
        merged([*noun_phrase(seen), *spans_of(annotated.doc, after)], annotated.text),
    )
