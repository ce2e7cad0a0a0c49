"""What other packages add to `kg`: extractors, formats and questions, by entry points.

A package that is installed beside `kg` names them in its `pyproject.toml`, as in

    [project.entry-points."kg.extractors"]
    posts = "posts_kg:extract"

Nothing is loaded before it is needed, and nothing of another package takes the place of ours.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Literal, TypeAlias

from kg.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Group", "find_plugins", "load_plugin"]

Group: TypeAlias = Literal["kg.extractors", "kg.formats", "kg.questions"]


@cache
def find_plugins(group: Group) -> Mapping[str, EntryPoint]:
    """Return what other packages add to a group, by its names, in their order.

    >>> "posts" in find_plugins("kg.extractors")
    False
    """
    found = entry_points(group=group)
    return {one.name: one for one in sorted(found, key=lambda one: (one.name, one.value))}


@cache
def load_plugin(group: Group, name: str) -> object:
    """Load one of `find_plugins`.

    Raises:
        ConfigError: It cannot be loaded.
    """
    found = find_plugins(group)[name]
    try:
        return found.load()
    except Exception as error:  # whatever the code of another package may raise
        owner = found.dist.name if found.dist else "a package"
        raise ConfigError(
            f"{name} of {group}, which {owner} adds, cannot be loaded "
            f"({type(error).__name__}: {error}); mend that package, or remove it"
        ) from error
