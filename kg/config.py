"""The settings of a build, in one frozen value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError, check_argument
from kg.model import AttributionType

if TYPE_CHECKING:
    from collections.abc import Iterable

SURE_ENOUGH: Final = 0.5
"""How sure it must be who a "he" or "the senator" is, if nobody says how sure."""


_ABSOLUTE: Final = re.compile(r"[a-z][a-z\d+.-]*:[^\s<>\"{}|^`\\]*", re.IGNORECASE)


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
        extractor: Who finds the statements: `model`, `rules`, or one that another package adds;
            None for the trained model, or the rules where its files are not there.
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

    def __post_init__(self) -> None:
        """Take what means one of the values; raise ConfigError for what means none."""
        _check_choices("keep_text", [self.keep_text], KeepText)
        object.__setattr__(self, "keep_text", KeepText(self.keep_text))
        check_base(self.base)
        for name in ("extractor", "model"):
            check_argument(name, getattr(self, name), (str, type(None)), "its name, or None")
        for name in ("min_confidence", "min_source_confidence"):
            check_argument(name, getattr(self, name), (int, float), "a number from 0 to 1")
            if not 0 <= getattr(self, name) <= 1:
                raise ConfigError(f"{name} cannot be {getattr(self, name)}; give one from 0 to 1")
        if self.types is not None:
            several = (str, frozenset, set, list, tuple)
            check_argument("types", self.types, several, "the names of some, such as a set of them")
            types = frozenset([self.types] if isinstance(self.types, str) else self.types)
            _check_choices("type", types, AttributionType)
            object.__setattr__(self, "types", types)


def check_base(base: object) -> None:
    """Raise ConfigError where what minted IRIs are to begin with is not the beginning of one.

    >>> check_base("judgements.tsv")
    Traceback (most recent call last):
        ...
    kg.errors.ConfigError: base cannot be 'judgements.tsv'; give the beginning of an IRI, such as
    https://example.org/id/
    """
    if not isinstance(base, str) or not _ABSOLUTE.fullmatch(base):
        example = "give the beginning of an IRI, such as https://example.org/id/"
        raise ConfigError(f"base cannot be {base!r}; {example}")


def _check_choices(what: str, given: Iterable[str], known: type[StrEnum]) -> None:
    """Raise ConfigError for the first of some values that is not known.

    >>> _check_choices("type", ["opinion"], AttributionType)
    Traceback (most recent call last):
        ...
    kg.errors.ConfigError: unknown type 'opinion'; choose from assertion, belief, fact, eventuality
    """
    for one in sorted(set(given) - set(known)):
        raise ConfigError(f"unknown {what} {one!r}; choose from {', '.join(known)}")


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

    def __post_init__(self) -> None:
        """Raise ConfigError for what is no limit."""
        for name in ("seconds", "memory"):
            check_argument(name, getattr(self, name), (int, float), "a number above 0")
            if getattr(self, name) <= 0:
                raise ConfigError(f"{name} cannot be {getattr(self, name)}; give more than 0")
