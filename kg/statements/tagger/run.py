"""The trained network: its files, and what it says of a document."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from kg.errors import ModelError
from kg.language.inference import load_network
from kg.statements.tagger.decode import TAGS, Scores
from kg.statements.tagger.pieces import WordPieces
from kg.statements.tagger.words import batch, windows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.language.inference import Network
    from kg.statements.tagger.decode import Floats
    from kg.statements.tagger.words import Numbers, Words

    Known: TypeAlias = dict[bytes, Sequence[Floats]]

WEIGHTS: Final = Path(__file__).parent / "weights"
SETTINGS: Final = "tagger.json"
REMEMBERED: Final = 64
"""For how many windows the result is kept, in case the same one comes again.

Each takes some 300 kB.
"""
MEND: Final = "install kg again, or use --extractor rules"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tagger:
    """A network that is ready to read.

    Attributes:
        alphabet: How words are cut into pieces; `marks` are the pieces at the start, at a
            paragraph's end, for padding.
        tags, deps: The numbers of parts of speech and grammatical relations.
        transitions: Between tags, as `kg.statements.tagger.decode` takes them.
        calibration: The weights of `kg.statements.tagger.confidence`.
        version, sha256: Of the network; the hash is that of its file.
    """

    session: Network
    alphabet: WordPieces
    marks: tuple[int, int, int]
    tags: Mapping[str, int]
    deps: Mapping[str, int]
    transitions: Floats
    calibration: tuple[float, ...]
    version: str
    sha256: str


def has_weights(folder: Path = WEIGHTS) -> bool:
    """Whether the files of a network are there."""
    return (folder / SETTINGS).is_file()


@cache
def load_tagger(folder: Path) -> Tagger:
    """Load a network, once.

    Args:
        folder: Where `training.export` wrote it.

    Raises:
        ModelError: A file is missing, or is not the one that was written.
    """
    settings = read_settings(folder)
    network = checked(folder, "tagger.onnx", settings["sha256"]["tagger.onnx"])
    pieces = (
        checked(folder, "vocabulary.txt", settings["sha256"]["vocabulary.txt"])
        .decode("utf-8")
        .splitlines()
    )
    known = {piece: number for number, piece in enumerate(pieces)}
    return Tagger(
        session=load_network(network),
        alphabet=WordPieces(known),
        marks=(known["[CLS]"], known["[SEP]"], known["[PAD]"]),
        tags={name: number for number, name in enumerate(settings["tags"], start=1)},
        deps={name: number for number, name in enumerate(settings["deps"], start=1)},
        transitions=np.array(settings["transitions"]),
        calibration=tuple(settings["calibration"]),
        version=settings["version"],
        sha256=settings["sha256"]["tagger.onnx"],
    )


def read_settings(folder: Path) -> dict[str, Any]:
    """What the product must know besides the weights."""
    try:
        settings: dict[str, Any] = json.loads(checked(folder, SETTINGS, None))
    except json.JSONDecodeError as error:
        raise ModelError(
            f"the attribution model's file {folder / SETTINGS} is damaged ({error.msg}); {MEND}"
        ) from error
    return settings


def checked(folder: Path, name: str, sha256: str | None) -> bytes:
    """The bytes of a file, if they are those that were written."""
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        raise ModelError(
            f"the attribution model's file {folder / name} cannot be read"
            f" ({error.strerror}); {MEND}"
        ) from error
    if sha256 and hashlib.sha256(data).hexdigest() != sha256:
        raise ModelError(
            f"the attribution model's file {folder / name} is damaged"
            f" (its SHA-256 is wrong); {MEND}"
        )
    return data


def scores(tagger: Tagger, words: Words, known: Known | None = None) -> Scores:
    """Return what a network says of a document.

    It reads a window at a time: together, windows would have to be padded.

    Args:
        tagger: The network.
        words: The document, or a part of it.
        known: What it said of the windows before, which is kept here: a text that repeats itself is
            read once.
    """
    runs = windows(words)
    known = {} if known is None else known
    parts = [run_once(tagger, batch(words, [run], tagger.marks), known) for run in runs]
    tags, cue_of, source_of = ([row for part in parts for row in part[at]] for at in range(3))
    return gathered(words, runs, tags, {"content": cue_of, "cue": source_of})


def run_once(tagger: Tagger, window: Mapping[str, Numbers], known: Known) -> Sequence[Floats]:
    """What a network says of a window; of those before, some are remembered."""
    key = b"".join(column.tobytes() for column in window.values())
    if key not in known:
        if len(known) == REMEMBERED:
            del known[next(iter(known))]
        known[key] = tagger.session.run(None, window)
    return known[key]


def gathered(
    words: Words,
    runs: Sequence[range],
    tags: Sequence[Floats],
    pointers: Mapping[str, Sequence[Floats]],
) -> Scores:
    """Return the scores of a document's words, each from the window that shows most around it.

    Args:
        words: The document.
        runs: Its windows.
        tags: For each window, words × `TAGS`.
        pointers: As `Scores` has them.
    """
    places = best_windows(words, runs)
    out = np.array(
        [tags[number][at - start] for at, (number, start, _) in enumerate(places)]
    ).reshape(-1, len(TAGS))
    edges = [0, *(stop for (_, stop), ends in zip(words.units, words.ends, strict=True) if ends)]
    return Scores(tags=out, paragraphs=list(pairwise(edges)), windows=places, pointers=pointers)


def best_windows(words: Words, runs: Sequence[range]) -> list[tuple[int, int, int]]:
    """Find the window to read each word from.

    Returns:
        For each word the number of the window, its first word, and the one behind its last.
    """
    count = len(words.spans)
    best, room = np.zeros(count, dtype=int), np.full(count, -1)
    edges = [(words.units[run[0]][0], words.units[run[-1]][1]) for run in runs]
    for number, (start, stop) in enumerate(edges):
        left = np.arange(stop - start) if start else np.full(stop - start, count)
        right = np.arange(stop - start)[::-1] if stop < count else np.full(stop - start, count)
        better = np.minimum(left, right) > room[start:stop]
        best[start:stop][better], room[start:stop][better] = number, np.minimum(left, right)[better]
    return [(number, *edges[number]) for number in best.tolist()]
