"""How long systems take, beside each other in one process, and how long each stage of `kg` takes."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from benchmarks.systems import documents
from kg.language.annotation import annotate
from kg.resolution import resolve
from kg.statements import EXTRACTORS, add_narration, chosen, extract
from kg.statements.claims import keep_claims

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from benchmarks.systems import System
    from kg.config import Config
    from kg.language.annotation import AnnotatedDocument, Annotator
    from kg.model import Statement
    from kg.statements import Extractor

P = ParamSpec("P")
T = TypeVar("T")

ROUNDS: Final = 3


@dataclass(frozen=True, slots=True)
class Seconds:
    """What some work took: by the clock, and of all cores together."""

    wall: float
    cpu: float


def measured(systems: Iterable[System], path: Path) -> dict[str, Seconds]:
    """The median of some rounds by system; every round runs them all, so that a busy machine slows all alike.

    Args:
        systems: They should have run once before, so that nothing is left to load.
        path: The articles.
    """
    rounds = [
        {system.name: timed(system.find, path)[1] for system in systems} for _ in range(ROUNDS)
    ]
    return {
        name: Seconds(
            statistics.median(one[name].wall for one in rounds),
            statistics.median(one[name].cpu for one in rounds),
        )
        for name in rounds[0]
    }


def profile(path: Path, nlp: Annotator, config: Config) -> dict[str, Seconds]:
    """What each stage of `kg` takes, and each extractor; all articles go through one stage before the next begins."""
    out: dict[str, Seconds] = {}
    articles, out["reading"] = timed(list, documents(path))
    annotated, out["annotation"] = timed(list, annotate(articles, nlp))
    found: list[list[Statement]] = [[] for _ in annotated]
    for name, extractor in EXTRACTORS[chosen(config.extractor)].items():
        new, out[f"statements: {name}"] = timed(found_by, extractor, annotated, found)
        found = [[*before, *one] for before, one in zip(found, new, strict=True)]
    pairs = list(zip(annotated, found, strict=True))
    kept, out["statements: claims"] = timed(
        lambda: [list(keep_claims(one, its)) for one, its in pairs]
    )
    _, out["statements: narration"] = timed(
        lambda: [add_narration(one, its) for one, its in zip(annotated, kept, strict=True)]
    )
    unique = [extract(one, config.extractor) for one in annotated]
    _, out["resolution"] = timed(
        lambda: [resolve(one, list(its)) for one, its in zip(annotated, unique, strict=True)]
    )
    return out


def found_by(
    extractor: Extractor,
    annotated: Sequence[AnnotatedDocument],
    found: Sequence[Sequence[Statement]],
) -> list[list[Statement]]:
    """What one extractor adds to what was found before it, by article."""
    return [
        list(extractor(one, tuple(before))) for one, before in zip(annotated, found, strict=True)
    ]


def timed(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[T, Seconds]:
    """The result of some work, and what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work(*args, **kwargs)
    return result, Seconds(time.perf_counter() - wall, time.process_time() - cpu)
