"""First names, and whether women or men go by them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from kg.language.words import first_names


@lru_cache(maxsize=10_000)
def first_name_gender(word: str) -> str | None:
    """What `first_names` says of a word; None where it is no first name, or no name as it is written.

    >>> first_name_gender("José"), first_name_gender("will")
    ('m', None)
    """
    if not word[:1].isupper():
        return None
    plain = unicodedata.normalize("NFKD", word.casefold())
    return first_names().get(
        "".join(letter for letter in plain if not unicodedata.combining(letter))
    )
