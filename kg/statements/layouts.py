"""Who says it by the layout of the page: signed quotations, and turns of a dialogue.

"It never rains here." — Ann Lee, Springfield     the signature may stand on a line of its own

Q: Does it ever rain?                             a document has two such paragraphs at least
Ann Lee: Never.

A letter is told from the name below it: `kg.statements.letters`; an interview without labels from
its questions: `kg.statements.interviews`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.language.words import labels, person_nouns
from kg.model import AttributionType, QuotationType, Span, Statement
from kg.statements.interviews import (
    Cast,
    find_cast,
    find_interview,
    is_heading,
    make_turn,
)
from kg.statements.letters import find_letters
from kg.statements.quoted import quotation_type
from kg.statements.syntax import tokens_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument

_SIGNED: Final = re.compile(
    r"""
    ^[^\S\n]*
    (?P<content>["“”«][^\n]*["“”»])
    [^\S\n]*+\n{0,2}+[^\S\n]*+                  # possessive: endless white space is read once
    (?P<cue>[―—–]|--?)
    [^\S\n]*
    (?P<source>[^\W\d_a-zß-ÿ][^\n"“”«»:?!]{1,78}?)
    [.\s]*$
    """,
    re.MULTILINE | re.VERBOSE,
)
_TURN: Final = re.compile(
    r"""
    (?:[•*–-]\s+|\d+[.)]\s*)?
    (?:[\[(]?\d{1,2}(?::\d\d){1,2}[\])]?\s*(?:[–—-]\s*)?)?     # the time in a recording
    [*_]{0,3}
    (?P<source>[^\W\d_][^:\n"“”«»?!*]{0,60}?)
    [*_]{0,3}
    (?:\s*[\[(]\d{1,2}(?::\d\d){1,2}[\])])?\s*
    (?P<cue>:|(?<=\b[QA])\.)[*_]{0,3}\s+
    (?P<content>\S.*)
    """,
    re.VERBOSE | re.DOTALL,
)
_MOST_WORDS: Final = 10
"""Neither a signature nor a label is a sentence."""
_FEWEST: Final = 2
"""Of turns: one alone may be anything."""
_ANSWERING: Final = frozenset({"a", "answer"})
_LETTERS: Final = frozenset({"q", "question"}) | _ANSWERING
_TIMES: Final = frozenset({"DATE", "TIME"})
_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class _Turn:
    """A paragraph that may begin with the name of who speaks.

    Attributes:
        place: The number of the paragraph among all.
        match: With the groups source, cue and content.
        start: Where in the text the match begins.
    """

    place: int
    match: re.Match[str]
    start: int

    @property
    def label(self) -> str:
        """The last word of the name before the colon, by which speakers are told apart."""
        return self.match["source"].split(",")[0].split()[-1].casefold()


def extract(annotated: AnnotatedDocument, _found: Sequence[Statement]) -> Iterator[Statement]:
    """Make a statement of each signed quotation, letter, turn, and answer of an interview."""
    for match in _SIGNED.finditer(annotated.text):
        if len(match["source"].split()) <= _MOST_WORDS:
            yield _make_statement(annotated, match, 0)
    yield from find_letters(annotated)
    labelled = _find_labelled(annotated)
    turns = _find_turns(annotated, labelled)
    if turns:
        yield from _give_turns(annotated, turns, labelled)
    else:
        yield from find_interview(annotated)


# ------------------------------------------------------------------------------ turns


def _find_turns(annotated: AnnotatedDocument, labelled: Sequence[_Turn]) -> list[_Turn]:
    """Return those of the paragraphs with a label whose labels name speakers.

    Where somebody speaks twice, whoever comes once is a speaker too: it is a dialogue.
    """
    times = Counter(turn.label for turn in labelled)
    people = (part for part in annotated.doc.ents if part.label_ == "PERSON" and len(part) > 1)
    times.update(part[-1].lower_ for part in people)
    possible = [turn for turn in labelled if _may_speak(annotated, turn)]
    turns = [turn for turn in possible if _is_known(annotated, turn, times[turn.label])]
    if _is_dialogue(turns):
        return possible
    return turns if len(turns) >= _FEWEST else []


def _find_labelled(annotated: AnnotatedDocument) -> list[_Turn]:
    """Return the paragraphs that begin with something like a speaker's name."""
    found = []
    for place, part in enumerate(annotated.paragraphs):
        match = _TURN.fullmatch(part.text)
        if match:
            found.append(_Turn(place, match, part.start_char))
    return found


def _is_dialogue(turns: Sequence[_Turn]) -> bool:
    """Tell whether several speak, and one of them more than once."""
    return 1 < len({turn.label for turn in turns}) < len(turns)


def _give_turns(
    annotated: AnnotatedDocument, turns: Sequence[_Turn], labelled: Sequence[_Turn]
) -> Iterator[Statement]:
    """Make the statements of turns, and of the paragraphs with which they go on.

    In a dialogue a turn goes on until the next label, whether or not that names a speaker; where
    the last one ends, nothing tells.
    """
    parts = annotated.paragraphs
    cast = find_cast(annotated, parts[turns[0].place].start)
    is_dialogue = _is_dialogue(turns)
    places = [turn.place for turn in labelled]
    for turn in turns:
        alone = _make_turn(annotated, turn, cast)
        yield alone
        following = bisect_right(places, turn.place)
        if not is_dialogue or following == len(places):
            continue
        for part in parts[turn.place + 1 : places[following]]:
            if not is_heading(part) and part.text[0] not in "[(":
                yield make_turn(part, alone.source)


def _make_turn(annotated: AnnotatedDocument, turn: _Turn, cast: Cast) -> Statement:
    """Make the statement of a turn; for A the source is whom the text before names as asked."""
    made = _make_statement(annotated, turn.match, turn.start)
    if turn.match["content"].rstrip('"”’)').endswith("?"):
        made = replace(made, attribution_type=AttributionType.EVENTUALITY)
    if turn.label not in _ANSWERING or not cast.answering:
        return made
    label = Span(made.source[0].start, made.cue[0].end)
    return replace(made, source=cast.answering, cue=(label,), cue_lemma=None)


def _words_at(annotated: AnnotatedDocument, start: int, text: str) -> list[Token]:
    """Return the words that a stretch of the text consists of."""
    tokens = tokens_between(annotated.doc, start, start + len(text), "expand")
    return [token for token in tokens if token.is_alpha]


def _make_statement(annotated: AnnotatedDocument, match: re.Match[str], start: int) -> Statement:
    """Make the statement of a match in the text from `start` on."""
    content, cue, source = (
        Span(start + match.start(name), start + match.end(name))
        for name in ("content", "cue", "source")
    )
    kind = quotation_type(annotated, [content], [cue])
    if kind is QuotationType.INDIRECT:
        kind = QuotationType.DIRECT  # a turn needs no quotation marks
    return Statement(
        content=(content,),
        cue=(cue,),
        cue_lemma=match["cue"],
        source=(source,),
        quotation_type=kind,
        attribution_type=AttributionType.ASSERTION,
        confidence=0.9,
    )


def _may_speak(annotated: AnnotatedDocument, turn: _Turn) -> bool:
    """Tell whether the words before a colon may name a speaker.

    They may if they are Q or A, capitals, or a name with what is said of its bearer.
    """
    if turn.label in _LETTERS:
        return True
    words = _words_of_label(annotated, turn)
    if not 0 < len(words) <= _MOST_WORDS or _name_no_speaker(words):
        return False
    name = turn.match["source"].split(",")[0]
    return name.isupper() or all(word.pos_ == "PROPN" for word in words)


def _is_known(annotated: AnnotatedDocument, turn: _Turn, times: int) -> bool:
    """Tell whether a label is a speaker's for sure.

    It is if it comes again, before a colon or as the last word of a person's full name, is a role,
    or a name of several words, but for a place: that comes before a colon in many texts.

    Args:
        annotated: The document.
        turn: The paragraph.
        times: How often it comes so.
    """
    if times > 1 or turn.label in _LETTERS:
        return True
    words = _words_of_label(annotated, turn)
    if all(word.ent_type_ in _PLACES for word in words):
        return False
    return len(words) > 1 or words[0].lower_ in person_nouns()


def _words_of_label(annotated: AnnotatedDocument, turn: _Turn) -> list[Token]:
    """Return the words of the name in a label, without what is said of its bearer."""
    name = turn.match["source"].split(",")[0]
    return _words_at(annotated, turn.start + turn.match.start("source"), name)


def _name_no_speaker(words: Sequence[Token]) -> bool:
    """Tell whether words before a colon stand for no speaker: "VERDICT", "Photo", "Monday"."""
    if all(word.ent_type_ in _TIMES for word in words):
        return True
    forms = {form.lower() for word in words for form in (word.text, word.lemma_)}
    return not forms.isdisjoint(labels())
