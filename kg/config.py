"""The settings of a build, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SURE_ENOUGH: Final = 0.6
"""How sure it must be who a "he" or "the senator" is, if nobody says how sure."""


class KeepText(StrEnum):
    """How much of an article's text its graph keeps."""

    NONE = "none"
    PASSAGES = "passages"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How to build.

    Attributes:
        base: What every IRI that `kg` mints begins with.
        extractor: Which entry of `kg.statements.EXTRACTORS` finds the statements; None for the
            trained model, or the rules where its files are not there.
        model: The spaCy pipeline to load; None for the first one installed.
        min_confidence: Statements that the extractor is less sure of are left out.
        min_source_confidence: Who "he" or "the senator" is, stays open where it is less sure; a
            name is one whatever this is.
        types: The kinds of attribution to keep, as `kg.model.AttributionType` names them; None for
            all. Narration and captions, which are no attributions, stay.
        keep_text: How much of the texts the graph keeps: nothing but the words of the statements,
            these and what stands around each passage, or besides that all of the text.
    """

    base: str = "https://w3id.org/claim-source/id/"
    extractor: str | None = None
    model: str | None = None
    min_confidence: float = 0.0
    min_source_confidence: float = SURE_ENOUGH
    types: frozenset[str] | None = None
    keep_text: KeepText = KeepText.PASSAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may take, from its first byte to its last statement.

    One that takes more becomes a `Problem`. Both are several
    times what an article takes, on a slow machine too.

    Attributes:
        seconds: By the clock.
        memory: In bytes, of the process that works on it, of which the language model takes some
            300 MB.
    """

    seconds: float = 600
    memory: int = 4_000_000_000
