"""Which fifth of the labelled articles is held back: the same for every model that is made of them.

What a model says of an article counts only where it has not learned from it. Where one model reads
what another one says, such as the filter of claims the tagger's log-odds, both leave out the same.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDS: Final = 5


def fold_of(article: Mapping[str, Any]) -> int:
    """Return the fold that an article is held back in, from 0.

    Articles on one event, which have a "group", are in one fold.

    >>> fold_of({"id": "a", "group": "flood"}) == fold_of({"id": "b", "group": "flood"})
    True
    """
    key = article.get("group") or article["id"]
    return int(sha256(key.encode()).hexdigest(), 16) % FOLDS
