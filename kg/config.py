"""The settings of a build, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How to build.

    Attributes:
        base: What every IRI that `kg` mints begins with.
        extractor: Which entry of `kg.statements.EXTRACTORS` finds the statements.
        model: The spaCy pipeline to load; None for the first one installed.
    """

    base: str = "https://w3id.org/claim-source/id/"
    extractor: str = "rules"
    model: str | None = None
