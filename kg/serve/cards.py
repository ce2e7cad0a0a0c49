"""The cards of an answer: who says what, in its passage, as the page has them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.views.passages import Window

__all__ = ["Row", "are_cards", "make_cards", "make_link", "statements_of"]

Row: TypeAlias = "Mapping[str, str]"
"""A row of an answer: by column, a text or an IRI; empty where nothing is known."""
_MOST_CARDS: Final = 200
_SPEAKERS: Final = ("source", "first")
_WORDS: Final = ("claim", "said")
"""The columns in which questions have who says it, and what they say."""
_OTHER_SIDES: Final = {"against": "counter", "flatsource": "flat"}
"""The column of who is on the other side, and what the names of their other columns begin with."""
_ON_EVERY_CARD: Final = {
    *(*_SPEAKERS, *_WORDS, "article", "date", "publisher"),
    *("against", "counterclaim", "flatsource", "flatclaim"),
}


def are_cards(columns: Sequence[str]) -> bool:
    """Tell whether an answer with these columns is of statements that somebody makes."""
    known = set(columns)
    return "statement" in known and bool(known & set(_SPEAKERS)) and bool(known & set(_WORDS))


def statements_of(rows: Sequence[Row]) -> list[str]:
    """Return the statements on the cards of some rows, on either side."""
    found = []
    for row in rows[:_MOST_CARDS]:
        found += [row[name] for name in row if name.endswith("statement") and row[name]]
    return found


def make_cards(
    rows: Sequence[Row],
    passages: Mapping[str, Sequence[Window]],
    told: Sequence[str],
    *,
    has_page: bool,
) -> str:
    """Return rows as cards; of a statement with several rows, the first.

    Args:
        rows: Of an answer that `are_cards`.
        passages: The text around each statement, from `kg.serve.passages`.
        told: The columns that a card names besides.
        has_page: Whether there is the page for a card to lead to.
    """
    cards: dict[tuple[str, ...], str] = {}
    for row in rows[:_MOST_CARDS]:
        sides = [_make_side(row, "", _SPEAKERS, passages, has_page=has_page)]
        for who, prefix in _OTHER_SIDES.items():
            if row.get(f"{prefix}statement"):
                sides.append(_make_side(row, prefix, (who,), passages, has_page=has_page))
        facts = "".join(_make_fact(name, row) for name in told if name not in _ON_EVERY_CARD)
        beside = "</div><div>".join(sides)
        body = f'<div class="sides-{len(sides)}"><div>{beside}</div></div><dl>{facts}</dl>'
        key = tuple(row[name] for name in row if name.endswith("statement"))
        cards.setdefault(key, f'<article class="pair">{body}</article>')
    left = len(rows) - _MOST_CARDS
    more = f'<p class="hint">{left:,} rows more: take them as CSV.</p>' if left > 0 else ""
    return "".join(cards.values()) + more


def make_link(address: str, words: str) -> str:
    """Return words, which lead to an address if it is one of the web."""
    if not address.startswith(("http://", "https://")) or " " in address:
        return escape(words)
    return f'<a href="{escape(address)}" rel="noreferrer">{escape(words)}</a>'


def _make_fact(name: str, row: Row) -> str:
    value = row.get(name, "")
    return f'<dt>{escape(name)}<dd dir="auto">{escape(value)}' if value else ""


def _first_known(row: Row, *names: str) -> str:
    """Return the first of some columns in which anything is known."""
    known = (row[name] for name in names if row.get(name))
    return next(known, "")


def _make_side(
    row: Row,
    prefix: str,
    speakers: Sequence[str],
    passages: Mapping[str, Sequence[Window]],
    *,
    has_page: bool,
) -> str:
    """Return one side of a card: who says it, the passage, and where it stands."""
    who = _first_known(row, *speakers) or "nobody named"
    words = _first_known(row, f"{prefix}claim", *_WORDS)
    statement = row.get(f"{prefix}statement", "")
    cue = escape(row.get(f"{prefix}cue", ""))
    quoted = _make_passage(passages.get(statement, ())) or f"<p>{escape(words)}"
    return (
        f'<p class="sayers" dir="auto">{escape(who)} <span>{cue}</span></p>'
        f'<h2 dir="auto">{escape(words)}</h2>'
        f'<blockquote dir="auto">{quoted}</blockquote>'
        f'<p class="hint" dir="auto">{_make_place(row, prefix, statement, has_page=has_page)}</p>'
    )


def _make_passage(found: Sequence[Window]) -> str:
    """Return the text around a statement, with its words, source and verb marked."""
    paragraphs = ""
    for window in found:
        paragraphs += "<p>" + "… " * window.opens_midway
        for part, text in window.pieces:
            marked = f'<mark class="{part}">{escape(text)}</mark>' if part else escape(text)
            paragraphs += marked
        paragraphs += " …" * window.ends_midway
    return paragraphs


def _make_place(row: Row, prefix: str, statement: str, *, has_page: bool) -> str:
    """Return article, outlet and day, and the way to the page."""
    title = _first_known(row, f"{prefix}article", f"{prefix}url")
    outlet = _first_known(row, f"{prefix}publisher", f"{prefix}paper")
    named = make_link(row.get(f"{prefix}url", ""), title)
    known = [named, escape(outlet), escape(row.get(f"{prefix}date", ""))]
    place = ", ".join(filter(None, known))
    if has_page and statement:
        address = f"/claims.html#at={quote(statement, safe='')}"
        place += f' · <a href="{address}">on the page</a>'
    return place
