"""What can go wrong.

An error stops the command that raised it; its message is one sentence that says what is wrong,
where, and what to do.

    KGError
     +- InputError     the input cannot be read at all
     +- ConfigError    an option or a setting has no such value
     +- ModelError     the language model is missing or unusable
     +- OntologyError  the graph breaks its own rules, so nothing was written
     +- StoreError     the store cannot be opened, read or written
     +- QueryError     the question is unknown, or its SPARQL is wrong

What concerns one document only is not an exception but a `Problem`, a plain value: it is listed,
and the rest goes on.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Iterable

_JOINER: Final = re.compile("(?<=[\u0600-\u1fff\u2190-\U0001faff])[\u200c\u200d]")
"""A zero-width joiner or non-joiner where it makes a difference to see: in scripts from Arabic on,
and in emoji."""
_SPACE: Final = "Zs"
_LOG: Final = logging.getLogger("kg")
_SHOWN: Final = 80
"""Characters that are shown of a wrong argument."""


class KGError(Exception):
    """Base of every error that `kg` raises on purpose.

    Its text is fit to show to a user: a sentence, or several lines.

    >>> print(KGError("several fit:", "  Ann Lee", "  Ann Leigh"))
    several fit:
      Ann Lee
      Ann Leigh
    """

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))


class InputError(KGError):
    """The input cannot be read at all."""


class ConfigError(KGError):
    """An option or a setting has no such value."""


class ModelError(KGError):
    """The language model is missing or unusable."""


class OntologyError(KGError):
    """The graph breaks its own rules, so nothing was written."""


class StoreError(KGError):
    """The store cannot be opened, read or written."""


class QueryError(KGError):
    """The question is unknown, or its SPARQL is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    r"""Something that went wrong with one document, listed while the rest goes on.

    >>> print(Problem(where="news.txt", message="the file is empty"))
    news.txt: the file is empty

    What a file holds never reaches the terminal as a command to it.

    >>> print(Problem(where="a.csv", message="has no column \x1b[2J"))
    a.csv: has no column \x1b[2J
    """

    where: str
    message: str

    def __str__(self) -> str:
        return printable(f"{self.where}: {self.message}")


def check_argument(
    name: str,
    value: object,
    kinds: type | tuple[type, ...],
    remedy: str,
    error: type[KGError] = ConfigError,
) -> None:
    """Raise an error where what a program was given is of another type than it takes.

    Args:
        name: Of the argument.
        value: Of it; `True` is no number.
        kinds: The types that it may have.
        remedy: What to give instead.
        error: What to raise.

    >>> check_argument("limit", "5", int, "a whole number")
    Traceback (most recent call last):
        ...
    kg.errors.ConfigError: limit cannot be '5'; give a whole number
    """
    allowed = kinds if isinstance(kinds, tuple) else (kinds,)
    is_truth = isinstance(value, bool) and bool not in allowed
    if is_truth or not isinstance(value, allowed):
        raise error(f"{name} cannot be {repr(value)[:_SHOWN]}; give {remedy}")


def check_path(name: str, value: object) -> Path:
    """Return the path that a program gives for a file or a folder.

    Raises:
        ConfigError: It is neither a text nor a path.

    >>> check_path("out", None)
    Traceback (most recent call last):
        ...
    kg.errors.ConfigError: out cannot be None; give a path
    """
    check_argument(name, value, (str, Path), "a path")
    return Path(value)  # type: ignore[arg-type]  # it is one of the two


def note_problems(found: Iterable[Problem], problems: list[Problem] | None) -> None:
    """Add problems to a list; where nobody gave one, log each as a warning under `kg`."""
    if problems is not None:
        problems += found
        return
    for problem in found:
        _LOG.warning("%s", problem)


def printable(words: str) -> str:
    r"""Escape what cannot be seen: controls, what turns the text around, what has no width.

    Spaces of any width stay, and so does a joiner after a character of a script, or an emoji, that
    needs it.

    >>> printable("caf\xe9\xa0\u05d0\n"), printable("\x1b[2J \x9b \u202e \u200b")
    ('café\xa0א\\n', '\\x1b[2J \\x9b \\u202e \\u200b')
    >>> printable("Ann\u200d Lee"), printable("می\u200cرود") == "می\u200cرود"
    ('Ann\\u200d Lee', True)
    """
    if words.isprintable():
        return words
    joining = {found.start() for found in _JOINER.finditer(words)}
    shown = list(words)
    for place, one in enumerate(words):
        if not one.isprintable() and category(one) != _SPACE and place not in joining:
            shown[place] = one.encode("unicode_escape").decode()
    return "".join(shown)
