"""Tell first names, and whether women or men go by them."""

from __future__ import annotations

from functools import lru_cache

from kg.language.folding import fold_letters
from kg.language.words import first_names


@lru_cache(maxsize=10_000)
def first_name_gender(word: str) -> str | None:
    """Return whether women ("f"), men ("m") or both go by a first name, as the table has it.

    None means that the word is not a first name, or is not written as a name.

    >>> first_name_gender("José"), first_name_gender("will")
    ('m', None)
    """
    if not word[:1].isupper():
        return None
    return first_names().get(fold_letters(word))
