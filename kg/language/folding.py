"""The one way to fold a name: what people type one way or the other is put aside, to compare names.

Whoever looks a name up (resolution, the search index, queries, views, links) folds it here, so that
what one of them finds, the others find, too.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["fold_letters", "fold_name"]

_WHOLE_LETTERS: Final = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i", "ĸ": "k",
        "æ": "ae", "œ": "oe", "þ": "th",
    }
)  # fmt: skip
"""Letters that Unicode does not take apart into a plain one and a mark; ß is "ss" by `casefold`."""
_JOINING_MARKS: Final = dict.fromkeys(map(ord, ".'’‘`ʻʼ"))
"""Marks that part no words: "U.S." is "us", and "O'Brien" is "obrien"."""
_WORD: Final = re.compile(r"[^\W_]+")


def fold_letters(text: str) -> str:
    """Return a text without case, accents and strokes; marks and spaces stay.

    >>> fold_letters("José Álvarez"), fold_letters("Łukasz Đặng"), fold_letters("STRAẞE, Æbelø")
    ('jose alvarez', 'lukasz dang', 'strasse, aebelo')
    """
    # once more behind it, since some forms of capitals are only taken apart into capitals: "ℌ"
    decomposed = unicodedata.normalize("NFKD", text.casefold()).casefold()
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return plain.translate(_WHOLE_LETTERS)


def fold_name(name: str) -> str:
    """Return a name without case, accents, strokes, hyphens, full stops and apostrophes.

    A name without any letter or digit stays as it is, but for its spaces.

    >>> fold_name("José  Álvarez-Ruiz"), fold_name("U.S."), fold_name("Søren Kjær"), fold_name("-!")
    ('jose alvarez ruiz', 'us', 'soren kjaer', '-!')
    """
    words = _WORD.findall(fold_letters(name).translate(_JOINING_MARKS))
    return " ".join(words or name.split())
