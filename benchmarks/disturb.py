"""Articles as careless tools leave them, with their gold spans carried along: how sturdy is what reads them?"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Record: TypeAlias = "dict[str, Any]"
"""An article: "text", and "gold", a list of attributions: `[start, end)` in code points, listed by role."""

ROLES: Final = ("source", "cue", "content")
STRAIGHT: Final = str.maketrans("“”‘’", "\"\"''")
SINGLE: Final = str.maketrans('“”"', "‘’'")
LINE_BREAKS: Final = re.compile(r"\s*\n\s*")
BETWEEN_SENTENCES: Final = re.compile(r"(?:(?<=[.?!])|(?<=[.?!][”\"])) (?=[A-Z“\"])")
LINE_START: Final = re.compile(r"^(?=\S)", re.MULTILINE)


def straight_quotes(record: Record) -> Record:
    """Curly quotation marks made straight."""
    return {**record, "text": record["text"].translate(STRAIGHT)}


def single_quotes(record: Record) -> Record:
    """Double quotation marks made single, as the British print them."""
    return {**record, "text": record["text"].translate(SINGLE)}


def capitals(record: Record) -> Record:
    """All letters made capitals, but those that are two then ("ß")."""
    return {
        **record,
        "text": "".join(
            letter.upper()[:1] if len(letter.upper()) == 1 else letter for letter in record["text"]
        ),
    }


def no_paragraphs(record: Record) -> Record:
    """All line breaks lost."""
    return edited(
        record,
        [(match.start(), match.end(), " ") for match in LINE_BREAKS.finditer(record["text"])],
    )


def sentence_a_line(record: Record) -> Record:
    """A line break behind every sentence."""
    return edited(
        record,
        [
            (match.start(), match.end(), "\n")
            for match in BETWEEN_SENTENCES.finditer(record["text"])
        ],
    )


def bullets(record: Record) -> Record:
    """A bullet before every line."""
    return edited(
        record,
        [(match.start(), match.start(), "• ") for match in LINE_START.finditer(record["text"])],
    )


DISTURBANCES: Final[Mapping[str, Callable[[Record], Record]]] = {
    "straight quotes": straight_quotes,
    "single quotes": single_quotes,
    "paragraph breaks lost": no_paragraphs,
    "all capitals": capitals,
    "one sentence a line": sentence_a_line,
    "bullet lists": bullets,
}


def edited(record: Record, edits: Iterable[tuple[int, int, str]]) -> Record:
    """An article with stretches of its text replaced, and its gold spans around the same words.

    Args:
        record: The article.
        edits: Start, end and new text of each, in text order and apart.

    >>> article = {"text": "Ann said: Go.", "gold": [{"source": [[0, 3]], "cue": [[4, 9]], "content": [[10, 13]]}]}
    >>> found = edited(article, [(0, 0, "- "), (9, 10, "   ")])
    >>> found["text"], [found["gold"][0][role] for role in ROLES]
    ('- Ann said:   Go.', [[[2, 5]], [[6, 11]], [[14, 17]]])
    """
    listed = list(edits)
    pieces, last = [], 0
    starts, ends, moved = [], [], [0]
    for start, end, new in listed:
        pieces += [record["text"][last:start], new]
        last = end
        starts.append(start)
        ends.append(end)
        moved.append(moved[-1] + len(new) - (end - start))
    text = "".join([*pieces, record["text"][last:]])

    def span(start: int, end: int) -> list[int]:
        return [start + moved[bisect_right(ends, start)], end + moved[bisect_left(starts, end)]]

    gold = [
        {**attribution, **{role: [span(*place) for place in attribution[role]] for role in ROLES}}
        for attribution in record["gold"]
    ]
    return {**record, "text": text, "gold": gold}
