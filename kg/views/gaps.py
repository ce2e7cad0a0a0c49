"""Show where a claim is put together from places that stand apart in the text.

The words of a claim are joined with spaces, in the graph as well. Where only source and cue stand
between two of its places ("The bridge," she said, "is not safe."), that is a sentence. Where other
words stand there, a reader must see that they are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.views.passages import Quote

__all__ = ["with_ellipses"]

_MARKS: Final = " \t\n\"'“”„‘’«»‹›,;.!?–—-"
_BEGINNING: Final = 24  # code points that tell where a piece begins among the words of a claim
_PUNCTUATION: Final = 4  # code points between two pieces that may be no words


def with_ellipses(words: str, quotes: Sequence[Quote]) -> str:
    """Return the words of a claim with an ellipsis for each gap that holds other words.

    Args:
        words: The claim, as the graph has it.
        quotes: Of its statement, in text order: content, source and cue.

    Returns:
        The words as they are where there is no such gap, or where they are not those of the quotes.
    """
    content = [quote for quote in quotes if quote.part == "content"]
    shown, behind = words, 0
    for number, quote in enumerate(content):
        beginning = quote.exact.strip(_MARKS)[:_BEGINNING]
        place = shown.find(beginning, behind)
        if place < 0 or not beginning:
            return words
        if number and _stand_apart(content[number - 1], quote, quotes):
            opening = len(shown[:place].rstrip("\"'“„‘«‹"))
            before = shown[:opening].rstrip()
            if not before.endswith("…"):
                shown = f"{before} … {shown[opening:]}"
                place += len(" …")
        behind = place + len(beginning)
    return shown


def _stand_apart(before: Quote, after: Quote, quotes: Sequence[Quote]) -> bool:
    """Tell whether other words than source and cue stand between two pieces of content."""
    between = range(before.end, after.start)
    gap: dict[int, str | None] = dict.fromkeys(between)
    known = [
        *enumerate(before.suffix, before.end),
        *enumerate(after.prefix, after.start - len(after.prefix)),
    ]
    gap.update((place, letter) for place, letter in known if place in between)
    for quote in quotes:
        if quote.part != "content":
            for place in range(quote.start, quote.end):
                gap.pop(place, None)
    if None in gap.values():  # the graph does not have all of it, so that the length must tell
        return len(gap) > _PUNCTUATION
    return any(letter.isalnum() for letter in gap.values() if letter)
