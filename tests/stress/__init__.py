"""A stress set for attribution: short invented passages of many beats and styles, labelled by hand.

`passages/<beat>.txt` holds passages parted by lines of three dashes, with each attribution marked
in the text:

    {S1 The mayor} {Q1 said} {C1 the bridge would close}, and {S2 Ann Lee} {Q2:belief fears} {C2 it
    will}.

S is a source, Q a cue, C a content; the number says which attribution, or ones ("S1,2"), a stretch
belongs to, and a number used again makes a role of several stretches. The type stands in an
opening; without one, it is an assertion. Marks may be nested; braces stand for nothing else, so
there is no escape. The conventions are PolNeAR's, except that a quotation over several paragraphs,
which PolNeAR may keep whole, is an attribution a paragraph:

- Content: with its quotation marks, the comma inside them, and "that", "to" or "whether"; without
the last full stop
  outside the marks. What is cut in two ("It is", she said, "late") is one content; so is "He is
  said to sing", with no source. Of a quotation over several paragraphs every one has the same
  source and cue where its marks show that it goes on, and is a content alone where they do not.
- Source: with its title, apposition and relative clause, and the comma that closes them; a bare
pronoun is one. A
  speaker who is named before a quotation without a cue is its source.
- Cue: with auxiliaries, negation, particle and the adverbs in between, and with "in a statement"
right behind it; not
  whom it was told, when, or where. A colon or dash is a cue where no verb is.
- No attribution inside a content: "police said witnesses saw him" is one. "Asked about the fire" is
one, sourceless. - Type: as docs/reference/attribution-types.md has it. What a study, a court or a
document finds is an assertion;
  "expects to win" is an eventuality; so is what is expressly not said ("would not say whether").
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "passages"
ROLES: Final = {"S": "source", "Q": "cue", "C": "content"}
OPENING: Final = re.compile(r"\{([SQC])(\d+(?:,\d+)*)(?::(\w+))? ")
PARTING: Final = re.compile(r"^---\n", re.MULTILINE)
TYPES: Final = frozenset({"assertion", "belief", "fact", "eventuality"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says what: stretches of the passage, `[start, end)` in code points, and the type of attribution."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text without its marks, and the attributions in it."""

    id: str
    beat: str
    text: str
    gold: tuple[Attribution, ...]


def read_passages(folder: Path = FOLDER) -> list[Passage]:
    """The passages of a folder, by beat and in the order of the file.

    Raises:
        ValueError: The marks of a passage are broken; the message says which and where.
    """
    return [
        parse(f"{path.stem}-{number}", path.stem, marked.strip())
        for path in sorted(folder.glob("*.txt"))
        for number, marked in enumerate(PARTING.split(path.read_text(encoding="utf-8")), start=1)
    ]


def parse(name: str, beat: str, marked: str) -> Passage:
    """A passage from its marked text.

    Raises:
        ValueError: The marks are broken; the message says which passage, and where.

    >>> found = parse("a-1", "a", "{S1 Ann} {Q1:belief fears} {C1 rain}.")
    >>> found.text, found.gold[0].content, found.gold[0].type
    ('Ann fears rain.', ((10, 14),), 'belief')
    """
    text, at = "", 0
    spans: dict[int, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    types: dict[int, set[str]] = defaultdict(set)
    opened: list[tuple[str, list[int], int]] = []
    while at < len(marked):
        if opening := OPENING.match(marked, at):
            numbers = [int(number) for number in opening[2].split(",")]
            opened.append((ROLES[opening[1]], numbers, len(text)))
            for number in numbers:
                types[number] |= {opening[3]} if opening[3] else set()
            at = opening.end()
        elif marked[at] == "{" or (marked[at] == "}" and not opened):
            raise ValueError(
                f"passage {name}: a stray {marked[at]!r} before {marked[at : at + 20]!r}"
            )
        elif marked[at] == "}":
            role, numbers, start = opened.pop()
            if text[start:] != text[start:].strip() or not text[start:]:
                raise ValueError(
                    f"passage {name}: a mark is empty or has white space at an edge: {text[start:]!r}"
                )
            for number in numbers:
                spans[number][role].append((start, len(text)))
            at += 1
        else:
            text, at = text + marked[at], at + 1
    if opened:
        raise ValueError(
            f"passage {name}: a mark is not closed: {text[opened[0][2] : opened[0][2] + 20]!r}"
        )
    gold = (
        attribution(f"passage {name}: attribution {n}", spans[n], types[n]) for n in sorted(spans)
    )
    return Passage(id=name, beat=beat, text=text, gold=tuple(gold))


def attribution(name: str, roles: dict[str, list[tuple[int, int]]], types: set[str]) -> Attribution:
    """One attribution, if it has a content, one known type at most, and stretches that do not overlap."""
    if not roles["content"]:
        raise ValueError(f"{name} has no content")
    if len(types) > 1:
        raise ValueError(f"{name} has more than one type: {', '.join(sorted(types))}")
    if unknown := types - TYPES:
        raise ValueError(
            f"{name}: {unknown.pop()!r} is no type; choose from {', '.join(sorted(TYPES))}"
        )
    stretches = sorted(span for spans in roles.values() for span in spans)
    if any(left[1] > right[0] for left, right in pairwise(stretches)):
        raise ValueError(f"{name}: its stretches overlap")
    source, cue, content = (tuple(sorted(roles[role])) for role in ROLES.values())
    return Attribution(source=source, cue=cue, content=content, type=next(iter(types), "assertion"))


def to_record(passage: Passage) -> dict[str, Any]:
    """A passage as a line of JSON Lines, with its gold."""
    gold = [
        {
            "source": list(map(list, found.source)),
            "cue": list(map(list, found.cue)),
            "content": list(map(list, found.content)),
            "type": found.type,
        }
        for found in passage.gold
    ]
    return {"id": passage.id, "text": passage.text, "publisher": passage.beat, "gold": gold}
