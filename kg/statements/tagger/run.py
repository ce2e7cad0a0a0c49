"""The trained network: its files, and what it says of a document."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kg.errors import ModelError
from kg.statements.tagger.decode import TAGS, Scores
from kg.statements.tagger.pieces import WordPieces
from kg.statements.tagger.words import batch, windows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import onnxruntime

    from kg.statements.tagger.decode import Floats
    from kg.statements.tagger.words import Words

WEIGHTS: Final = Path(__file__).parent / "weights"
SETTINGS: Final = "tagger.json"
MEND: Final = "install kg again, or use --extractor rules"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tagger:
    """A network that is ready to read.

    Attributes:
        alphabet: How words are cut into pieces; `marks` are the pieces at the start, at a paragraph's end, for padding.
        tags, deps: The numbers of parts of speech and grammatical relations.
        transitions: Between tags, as `kg.statements.tagger.decode` takes them.
        calibration: The weights of `kg.statements.tagger.confidence`.
        version, sha256: Of the network; the hash is that of its file.
    """

    session: onnxruntime.InferenceSession
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
def load_tagger(folder: Path = WEIGHTS) -> Tagger:
    """Load a network, once.

    Args:
        folder: Where `training.export` wrote it.

    Raises:
        ModelError: A file is missing, or is not the one that was written.
    """
    import onnxruntime

    settings = read_settings(folder)
    network = checked(folder, "tagger.onnx", settings["sha256"]["tagger.onnx"])
    pieces = checked(folder, "vocabulary.txt", settings["sha256"]["vocabulary.txt"]).decode("utf-8").splitlines()
    known = {piece: number for number, piece in enumerate(pieces)}
    return Tagger(
        session=onnxruntime.InferenceSession(network, providers=["CPUExecutionProvider"]),
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
            f"the attribution model's file {folder / name} cannot be read ({error.strerror}); {MEND}"
        ) from error
    if sha256 and hashlib.sha256(data).hexdigest() != sha256:
        raise ModelError(f"the attribution model's file {folder / name} is damaged (its SHA-256 is wrong); {MEND}")
    return data


def scores(tagger: Tagger, words: Words) -> Scores:
    """What a network says of a document, a window at a time: together they would have to be padded."""
    runs = windows(words)
    parts = [tagger.session.run(None, batch(words, [run], tagger.marks)) for run in runs]
    tags, cue_of, source_of = ([row for part in parts for row in part[at]] for at in range(3))
    return gathered(words, runs, tags, {"content": cue_of, "cue": source_of})


def gathered(
    words: Words, runs: Sequence[range], tags: Sequence[Floats], pointers: Mapping[str, Sequence[Floats]]
) -> Scores:
    """The scores of a document's words, each from the window where most is seen on either side of it.

    Args:
        words: The document.
        runs: Its windows.
        tags: For each window, words × `TAGS`.
        pointers: By role, for each window words × (words + 1): logarithms of probabilities, that of no word last.
    """
    count = len(words.spans)
    out = np.zeros((count, len(TAGS)))
    rows: dict[str, list[tuple[int, Floats]]] = {role: [(0, np.zeros(1))] * count for role in pointers}
    for at, (number, start, stop) in enumerate(best_windows(words, runs)):
        out[at] = tags[number][at - start]
        for role, tables in pointers.items():
            row = np.exp(tables[number][at - start])
            rows[role][at] = (start, np.append(row[: stop - start], row[-1]))
    return Scores(tags=out, pointers=rows)


def best_windows(words: Words, runs: Sequence[range]) -> list[tuple[int, int, int]]:
    """For each word the window to read it from, with the first word of the window and the one behind its last."""
    best: list[tuple[int, int, int]] = [(0, 0, 0)] * len(words.spans)
    room = [-1] * len(words.spans)
    for number, run in enumerate(runs):
        start, stop = words.units[run[0]][0], words.units[run[-1]][1]
        for at in range(start, stop):
            left = at - start if start else len(room)
            right = stop - 1 - at if stop < len(room) else len(room)
            if min(left, right) > room[at]:
                best[at], room[at] = (number, start, stop), min(left, right)
    return best
