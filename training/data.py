"""Articles with gold attributions, as columns of numbers: read once, kept in a file, cut into batches every epoch."""

from __future__ import annotations

import hashlib
import json
import pickle
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks.disturb import DISTURBANCES
from kg.documents.fields import to_document
from kg.language.annotation import annotate, load_model
from kg.model import Span
from kg.statements.tagger.decode import ROLES, TAGS
from kg.statements.tagger.pieces import WordPieces
from kg.statements.tagger.words import (
    CONTENT,
    CORPUS,
    WINDOW,
    Words,
    pad_rows,
    read_contents,
    read_words,
    window_rows,
    windows,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Column = NDArray[np.int64]


FEWEST_WORDS: Final = 5
"""Of a content that is read again as a text of its own; a shorter one holds no attribution."""
EMPTY: Final = 3
"""Of the contents in which nobody tells anything, every third is read."""
ALONE: Final = 0.25
"""How often the paragraphs of an article are read each by itself, as in short texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The numbers that the network knows pieces, parts of speech and grammatical relations by."""

    alphabet: WordPieces
    tags: dict[str, int]
    deps: dict[str, int]

    @property
    def marks(self) -> tuple[int, int, int]:
        """The pieces at the start, at a paragraph's end, and for padding."""
        known = self.alphabet.vocabulary
        return known["[CLS]"], known["[SEP]"], known["[PAD]"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Article:
    """The words of an article, and for each attribution the indices of those in its source, cue and content.

    Attributes:
        convention: Whose idea of an attribution the gold follows: `CORPUS`, `NEWS` or `CONTENT`.
        fold: The fifth that it belongs to when the network is tried; None if it always learns from
            it.
    """

    id: str
    words: Words
    gold: tuple[dict[str, tuple[int, ...]], ...]
    convention: int = 0
    fold: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Batch:
    """Windows as the network takes them, with the gold tags and links, and the piece that stands for a hidden one."""

    inputs: dict[str, Column]
    tags: Column
    cue_of: Column
    source_of: Column
    mask_piece: int


def read_lexicon(vocabulary: Path) -> Lexicon:
    """The encoder's pieces, and the labels of the installed spaCy pipeline."""
    pieces = vocabulary.read_text(encoding="utf-8").splitlines()
    nlp = load_model()
    return Lexicon(
        alphabet=WordPieces({piece: number for number, piece in enumerate(pieces)}),
        tags={
            name: number
            for number, name in enumerate(sorted(nlp.get_pipe("tagger").labels), start=1)
        },
        deps={
            name: number
            for number, name in enumerate(sorted(nlp.get_pipe("parser").labels), start=1)
        },
    )


def read_articles(records: Iterable[dict[str, Any]], lexicon: Lexicon) -> Iterator[Article]:
    """Annotate articles, and place their gold attributions on the words."""
    kept = list(records)
    documents = [to_document(record, str(record["id"]), {}) for record in kept]
    for record, annotated in zip(kept, annotate(documents, load_model()), strict=True):
        words = read_words(annotated, lexicon.alphabet, lexicon.tags, lexicon.deps)
        yield to_article(record, words, record["gold"])
        for number, told in enumerate(record.get("inside", ())):
            if told["gold"] or number % EMPTY == 0:
                spans = [Span(*span) for span in told["content"]]
                part = read_contents(
                    annotated, lexicon.alphabet, lexicon.tags, lexicon.deps, [spans]
                )
                if len(part.spans) >= FEWEST_WORDS and sum(map(len, part.pieces)) <= WINDOW:
                    yield to_article({**record, "convention": CONTENT}, part, told["gold"])


def to_article(record: dict[str, Any], words: Words, attributions: Iterable[Any]) -> Article:
    """Place gold attributions on words."""
    gold = (
        {role: words_in(words.spans, attribution[role]) for role in ROLES}
        for attribution in attributions
    )
    return Article(
        id=str(record["id"]),
        words=words,
        gold=tuple(found for found in gold if found["content"]),
        convention=record.get("convention", CORPUS),
        fold=record.get("fold"),
    )


def words_in(spans: Sequence[Span], pieces: Iterable[Sequence[int]]) -> tuple[int, ...]:
    """The indices of the words that share a code point with some spans."""
    starts = [span.start for span in spans]
    ends = [span.end for span in spans]
    found: set[int] = set()
    for start, end in pieces:
        found |= set(
            range(
                int(np.searchsorted(ends, start, side="right")), int(np.searchsorted(starts, end))
            )
        )
    return tuple(sorted(found))


def disturbed(record: dict[str, Any]) -> dict[str, Any]:
    """An article in another layout or case, always the same one for the same article."""
    names = sorted(DISTURBANCES)
    chosen = int(hashlib.sha256(str(record["id"]).encode()).hexdigest(), 16) % len(names)
    return DISTURBANCES[names[chosen]](record)


def groups(
    articles: Sequence[Article], variants: Sequence[Article], seed: int, share: float, size: int
) -> list[list[tuple[Article, range]]]:
    """The windows of one epoch in groups of one batch each: they begin anywhere, and those of like length go together.

    Args:
        articles: What to learn from.
        variants: The same articles in another layout or case; each takes its place with the
            probability `share`.
        seed: Of the epoch.
        share: As said.
        size: Pieces in a batch, padding counted.
    """
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    chosen = [
        variant if chance.random() < share else article
        for article, variant in zip(articles, variants or articles, strict=True)
    ]
    runs = [
        (article, run, length(article.words, run))
        for article in chosen
        for run in draw_windows(article.words, chance)
    ]
    chance.shuffle(runs)
    runs.sort(key=lambda found: found[2] // 16)
    out: list[list[tuple[Article, range]]] = [[]]
    for article, run, pieces in runs:
        if out[-1] and (len(out[-1]) + 1) * pieces > size:
            out.append([])
        out[-1].append((article, run))
    chance.shuffle(out)
    return out


def draw_windows(words: Words, chance: random.Random) -> list[range]:
    """Return the windows of an article: from anywhere on, or each paragraph by itself."""
    if chance.random() < ALONE:
        return [range(number, number + 1) for number in range(len(words.units))]
    return windows(words, first=chance.randint(WINDOW // 4, WINDOW), overlap=0)


def length(words: Words, run: range) -> int:
    """The pieces in a window."""
    return sum(map(len, words.pieces[words.units[run[0]][0] : words.units[run[-1]][1]])) + 2


def to_batch(group: Sequence[tuple[Article, range]], lexicon: Lexicon) -> Batch:
    """Some windows, padded."""
    marks = lexicon.marks
    inputs = pad_rows([window_rows(article.words, run, marks) for article, run in group], marks)
    inputs["convention"] = np.array([article.convention for article, _ in group])
    count, longest = inputs["first"].shape
    tags = np.zeros((count, longest), dtype=np.int64)
    cue_of, source_of = (np.zeros((count, longest, longest + 1), dtype=np.int64) for _ in range(2))
    for at, (article, run) in enumerate(group):
        start, stop = article.words.units[run[0]][0], article.words.units[run[-1]][1]
        label(article, range(start, stop), tags[at], cue_of[at], source_of[at])
    mask_piece = lexicon.alphabet.vocabulary["[MASK]"]
    return Batch(
        inputs=inputs, tags=tags, cue_of=cue_of, source_of=source_of, mask_piece=mask_piece
    )


def label(article: Article, window: range, tags: Column, cue_of: Column, source_of: Column) -> None:
    """Write the gold of one window of words into its rows: BIO tags, and one wherever a word may point."""
    start, stop = window.start, window.stop
    roles = np.full(stop - start, -1)
    owners = np.full(stop - start, -1)
    for number, attribution in enumerate(article.gold):
        for role in reversed(
            ROLES
        ):  # a source is seldom wrong, and wins over a cue or a content that takes it in
            inside = [word - start for word in attribution[role] if start <= word < stop]
            roles[inside], owners[inside] = ROLES.index(role), number
        point(cue_of, attribution["content"], attribution["cue"], start, stop)
        point(source_of, attribution["cue"], attribution["source"], start, stop)
    for at, role in enumerate(roles):
        if role >= 0:
            goes_on = at > 0 and roles[at - 1] == role and owners[at - 1] == owners[at]
            tags[at] = TAGS.index(("I-" if goes_on else "B-") + ROLES[role])


def point(
    target: Column, pointing: Sequence[int], at: Sequence[int], start: int, stop: int
) -> None:
    """Let some words point at others, or at none where there are none; beyond the window's edge nothing is known."""
    within = [word - start for word in at if start <= word < stop] if at else [-1]
    for word in pointing:
        if start <= word < stop:
            for index in within:
                target[word - start, index] = 1


def read_records(path: Path) -> list[dict[str, Any]]:
    """The lines of a JSON Lines file."""
    return [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def save_articles(
    path: Path, lexicon: Lexicon, articles: list[Article], variants: list[Article]
) -> None:
    """Keep what was read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        pickle.dump((lexicon, articles, variants), file)


def load_articles(path: Path) -> tuple[Lexicon, list[Article], list[Article]]:
    """What `save_articles` kept; a file of one's own making, for unpickling another's would run its code."""
    with path.open("rb") as file:
        lexicon, articles, variants = pickle.load(file)  # noqa: S301 - made by the step before
    return lexicon, articles, variants
