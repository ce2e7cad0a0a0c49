"""Keep the text of an article once, however many statements stand in it.

A network has, with each statement, the text around it. What statements close to each other have is
mostly the same; so the page gets the stretches of each article that are known, and with each
statement only where it stands in them. Of an article whose text the build kept whole, there is one
stretch.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from kg.views.network import ends_by_relation, iterate_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

    from kg.views.network import Attributes

__all__ = ["Stretch", "article_stretches", "places_in"]

Stretch: TypeAlias = tuple[int, str]
"""Text without a gap: its first code point, and the text."""


def article_stretches(network: nx.MultiDiGraph[str]) -> dict[str, list[Stretch]]:
    """Return what is known of the text of each article, in text order.

    Args:
        network: From `to_network`.
    """
    found: dict[str, list[Stretch]] = defaultdict(list)
    for statement, attributes in iterate_statements(network):
        [article] = ends_by_relation(statement, network)["stated in"]
        found[article] += [(window["start"], _words(window)) for window in attributes["passage"]]

    for node, attributes in network.nodes(data=True):
        if attributes["type"] == "article":
            body = attributes["body"]
            found[node] = [(0, body)] if body else _join(found[node])
    return found


def _words(window: Attributes) -> str:
    return "".join(text for _, text in window["pieces"])


def _join(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Join stretches that meet; one that says otherwise than an earlier one is left out.

    >>> _join([(3, "lo you"), (0, "hello"), (20, "bye"), (1, "???")])
    [(0, 'hello you'), (20, 'bye')]
    """
    joined: list[Stretch] = []
    for start, text in sorted(stretches, key=lambda one: (one[0], -len(one[1]))):
        first, before = joined[-1] if joined else (0, "")
        end = first + len(before)
        if not joined or start > end:
            joined.append((start, text))
            continue
        shared = before[start - first :]
        if text[: len(shared)] == shared:
            joined[-1] = (first, before + text[len(shared) :])
    return joined


def places_in(stretches: Sequence[Stretch], passage: Iterable[Attributes]) -> Attributes | None:
    """Return where a statement stands in its article, as the page has it.

    Args:
        stretches: Of the article, from `article_stretches`.
        passage: The text around the statement, as a network has it.

    Returns:
        `windows`, the text around it: first code point, the one behind the last, and whether words
        before and after were cut off; `source_at` and `cue_at`, the places of these parts. None
        where the stretches say otherwise than the passage.

    >>> window = {"start": 4, "pieces": [["cue", "said"]], "opens_midway": 1, "ends_midway": 0}
    >>> places_in([(0, "She said it.")], [window])
    {'windows': [[4, 8, 1, 0]], 'source_at': [], 'cue_at': [[4, 8]]}
    """
    found: Attributes = {"windows": [], "source_at": [], "cue_at": []}
    for window in passage:
        start, words = window["start"], _words(window)
        end = start + len(words)
        if not any(
            text[start - first : end - first] == words
            for first, text in stretches
            if first <= start
        ):
            return None
        midway = int(window["opens_midway"]), int(window["ends_midway"])
        found["windows"].append([start, end, *midway])
        for part, text in window["pieces"]:
            if part in {"source", "cue"}:
                found[f"{part}_at"].append([start, start + len(text)])
            start += len(text)
    return found
