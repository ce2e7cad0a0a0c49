"""Which fifth of the cards an article belongs to, for weights that did not see it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FOLDS", "fold_of"]

FOLDS: Final = 5


def fold_of(article: Mapping[str, Any]) -> int:
    """Return the fold of an article, from 0; the articles of one event are in one.

    Args:
        article: A line of the cards, with an `id`, and a `group` if others tell of the same event.

    >>> fold_of({"id": "a", "group": "flood"}) == fold_of({"id": "b", "group": "flood"})
    True
    """
    key = article.get("group") or article["id"]
    return int(hashlib.sha256(str(key).encode()).hexdigest(), 16) % FOLDS
