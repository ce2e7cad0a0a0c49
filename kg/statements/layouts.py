"""Who says it by the layout of the page: signed quotations and letters, and turns of a dialogue.

"It never rains here." — Ann Lee, Springfield     the signature may stand on a line of its own

Q: Does it ever rain?                             a document has two such paragraphs at least
Ann Lee: Never.

It never rains here.                              and two such letters
— Ann Lee, Springfield

An interview without labels is told from its questions: `kg.statements.interviews`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from kg.language.words import labels, person_nouns, small_words
from kg.model import AttributionType, QuotationType, Span, Statement
from kg.statements.frames import quotation_type
from kg.statements.interviews import find_cast, find_interview, is_heading, make_turn
from kg.statements.near import list_spans
from kg.statements.syntax import FINITE, QUOTE_MARKS, tokens_between, tokens_of

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
_SIGNATURE: Final = re.compile(
    r"""
    (?:(?P<content>.*[.!?…])\s+)?                 # it may stand behind the letter's last sentence
    (?P<cue>[―—–]|--?)\s*
    (?P<source>[^\W\d_a-zß-ÿ][^\n"“”«»:;?!]{1,58})
    """,
    re.VERBOSE | re.DOTALL,
)
_TURN: Final = re.compile(
    r"""
    (?:[•*–-]\s+|\d+[.)]\s*)?
    (?:[\[(]?\d{1,2}(?::\d\d){1,2}[\])]?\s*(?:[–—-]\s*)?)?     # the time in a recording
    [*_]{0,3}
    (?P<source>[^\W\d_][^:\n"“”«»?!*]{0,60}?)
    [*_]{0,3}
    (?:\s*[\[(]\d{1,2}(?::\d\d){1,2}[\])])?\s*
    (?P<cue>:)[*_]{0,3}\s+
    (?P<content>\S.*)
    """,
    re.VERBOSE | re.DOTALL,
)
_LETTERED: Final = re.compile(
    r"[*_]{0,3}(?P<source>[QA])[*_]{0,3}(?P<cue>[.)]|\s*[–—-])[*_]{0,3}\s+(?P<content>\S.*)", re.DOTALL
)
"""Q and A with another mark than a colon."""
_MOST_WORDS: Final = 10
"""Neither a signature nor a label is a sentence."""
_FEWEST: Final = 2
"""Of turns, and of signatures of letters: one alone may be anything."""
_ASKING: Final = frozenset({"q", "question"})
_ANSWERING: Final = frozenset({"a", "answer"})
_NO_SPEAKERS: Final = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC"})


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
        """The words before the colon, as they are compared."""
        return self.match["source"].casefold()


def extract(annotated: AnnotatedDocument, _found: Sequence[Statement]) -> Iterator[Statement]:
    """Make a statement of each signed quotation, letter, turn, and answer of an interview."""
    for match in _SIGNED.finditer(annotated.text):
        if len(match["source"].split()) <= _MOST_WORDS:
            yield _make_statement(annotated, match, 0)
    yield from _find_letters(annotated)
    turns = _find_turns(annotated)
    if turns:
        yield from _give_turns(annotated, turns)
    else:
        yield from find_interview(annotated)


# ---------------------------------------------------------------------------- letters


def _find_letters(annotated: AnnotatedDocument) -> Iterator[Statement]:
    """Make a statement of each paragraph of a letter that is signed below or at its end.

    A letter begins behind the signature before; of the first one only the last paragraph is sure.
    """
    parts = annotated.paragraphs
    signed = []
    for place, part in enumerate(parts):
        match = _SIGNATURE.fullmatch(part.text)
        if match and _is_signature(annotated, match, part.start_char):
            signed.append((place, match))
    if len(signed) < _FEWEST:
        return

    for number, (place, match) in enumerate(signed):
        first = signed[number - 1][0] + 1 if number else place - (match["content"] is None)
        start = parts[place].start_char
        source = (Span(start + match.start("source"), start + match.end("source")),)
        for part in parts[max(first, 0) : place]:
            if not is_heading(part) and part.text[0] not in QUOTE_MARKS:
                yield make_turn(part, source)
        if match["content"] and match["content"][0] not in QUOTE_MARKS:
            yield _make_statement(annotated, match, start)


def _is_signature(annotated: AnnotatedDocument, match: re.Match[str], start: int) -> bool:
    """Tell whether the words behind a dash are a name, which a place may follow."""
    name = match["source"].split(",")[0]
    words = _words_at(annotated, start + match.start("source"), name)
    return 0 < len(words) <= _MOST_WORDS and all(word.pos_ == "PROPN" for word in words)


# ------------------------------------------------------------------------------ turns


def _find_turns(annotated: AnnotatedDocument) -> list[_Turn]:
    """Return the paragraphs that begin with the name of a speaker, if they make a dialogue."""
    found = []
    for place, part in enumerate(annotated.paragraphs):
        match = _TURN.fullmatch(part.text) or _LETTERED.fullmatch(part.text)
        if match:
            found.append(_Turn(place, match, part.start_char))
    times = Counter(turn.label for turn in found)
    lettered = {turn.label for turn in found if turn.match["cue"] != ":"}
    turns = []
    for turn in found:
        if turn.match["cue"] != ":" and len(lettered) < _FEWEST:
            continue  # "A. Lee won the race."
        if _is_speaker(annotated, turn, times[turn.label]):
            turns.append(turn)

    spoken = [turn for turn in turns if _is_spoken(annotated, turn)]
    return turns if len(turns) >= _FEWEST and 2 * len(spoken) >= len(turns) else []


def _give_turns(annotated: AnnotatedDocument, turns: Sequence[_Turn]) -> Iterator[Statement]:
    """Make the statements of turns, and of the paragraphs with which they go on.

    A turn goes on until the next where somebody speaks twice, so that it is a dialogue; where the
    last one ends, nothing tells.
    """
    parts = annotated.paragraphs
    cast = find_cast(annotated, parts[turns[0].place].start)
    is_dialogue = 1 < len({turn.label for turn in turns}) < len(turns)
    for turn, following in zip_longest(turns, turns[1:]):
        alone = _make_statement(annotated, turn.match, turn.start)
        if turn.match["content"].rstrip('"”’)').endswith("?"):
            alone = replace(alone, attribution_type=AttributionType.EVENTUALITY)
        known = ()
        if turn.label in _ANSWERING:
            known = cast.answering
        elif turn.label in _ASKING:
            known = cast.asking
        if known:
            alone = replace(alone, source=known, cue=(), cue_lemma=None)
        yield alone
        if not is_dialogue or following is None:
            continue
        for part in parts[turn.place + 1 : following.place]:
            if not is_heading(part) and part.text[0] not in "[(":
                yield make_turn(part, alone.source)


def _is_spoken(annotated: AnnotatedDocument, turn: _Turn) -> bool:
    """Tell whether what stands behind a label is speech: a list of names or scores has no verb."""
    words = _words_at(annotated, turn.start + turn.match.start("content"), turn.match["content"])
    return any(word.tag_ in FINITE for word in words)


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
    kind = quotation_type([content], annotated.text)
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


def _is_speaker(annotated: AnnotatedDocument, turn: _Turn, times: int) -> bool:
    """Tell whether the words before a colon name a speaker.

    They do if they are Q or A, or a name with what is said of its bearer. One word alone, and a
    place, must come again: "CLAIM", "Paris".

    Args:
        annotated: The document.
        turn: The paragraph.
        times: How many paragraphs begin with the same words.
    """
    if turn.label in _ASKING | _ANSWERING:
        return True
    label = turn.match["source"]
    name = label.split(",")[0]
    words = _words_at(annotated, turn.start + turn.match.start("source"), name)
    if len(label.split()) > _MOST_WORDS:
        return False
    for word in words:
        if word.lower_ in labels() or word.lemma_.lower() in labels():
            return False
    if not name.isupper() and not all(word.pos_ == "PROPN" for word in words):
        return False
    return times > 1 or _is_name(annotated, words)


def _is_name(annotated: AnnotatedDocument, words: Sequence[Token]) -> bool:
    """Tell whether the words of a label that comes once are somebody's name or role."""
    if not words or all(word.ent_type_ in _NO_SPEAKERS for word in words):
        return False
    if any(word.lower_ in person_nouns() for word in words):
        return True
    if len(words) > 1:
        return any(word.pos_ == "PROPN" for word in words)
    word = words[0]
    return any(word.lower_ == other.lower_ and other.pos_ == "PROPN" and other.i != word.i
               for other in annotated.doc)


def is_nested(annotated: AnnotatedDocument, statement: Statement, within: Statement) -> bool:
    """Tell whether a statement is hearsay that stands as a whole in the content of another one.

    What somebody says of themselves or of whom they speak to ("I think", "you know") is none.
    """
    if not statement.cue:
        return False
    for part in list_spans(statement):
        if not any(span.contains(part) for span in within.content):
            return False
    words = tokens_of(annotated.doc, statement.source)
    return len(words) != 1 or words[0].lower_ not in (
        small_words("first-person") | small_words("addressed")
    )
