"""What to say beside an answer: why it may be empty, and what would give more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import QueryBoolean

from kg.query import ALL_APART, ask_graph, find_question, is_apart, run
from kg.query.parameters import parameters_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.query import Graph

__all__ = ["hints_for"]

_WIDER: Final = (
    ("of any kind of attribution", {"kind": "any"}),
    ("of claims that only mention it", {"mentions": "yes"}),
    ("of any kind, with claims that only mention it", {"kind": "any", "mentions": "yes"}),
)
"""What a question may be asked instead, in words, and the parameters for it."""
_JUDGED: Final = "(cs:contradicts)"
"""What stands in the comment of a question that lives on judgements."""
_ANY_JUDGEMENT: Final = "ASK { ?s cs:contradicts ?o }"


def hints_for(
    graph: Graph, question: str, parameters: Mapping[str, str], *, is_empty: bool
) -> list[str]:
    """Say what the answer to a question lacks, and what to do; nothing where it lacks nothing.

    Args:
        graph: As for `kg.query.run`.
        question: As for `kg.query.run`.
        parameters: As for `kg.query.run`.
        is_empty: Whether the answer has no rows.

    Raises:
        QueryError: As `kg.query.run`.
    """
    hints = []
    if _JUDGED in find_question(question) and not ask_graph(graph, _ANY_JUDGEMENT):
        hints.append(
            "nobody has judged yet which claims of this graph contradict each other: run kg link, "
            "look through its table, join with kg merge --judgements, and ask --on the merge"
        )
    if is_empty and is_apart(graph):
        hints.append(ALL_APART)
    elif is_empty:
        hints += _wider_hints(graph, question, parameters)
    return hints


def _wider_hints(graph: Graph, question: str, parameters: Mapping[str, str]) -> list[str]:
    """Say how many rows a question would have if it were asked more widely, the first that has."""
    known = parameters_of(find_question(question))
    for words, wider in _WIDER:
        if not wider.keys() <= known.keys() or wider.keys() & parameters.keys():
            continue
        rows = run(graph, question, {**parameters, **wider})
        count = 0 if isinstance(rows, QueryBoolean) else len(list(rows))
        if count:
            options = " ".join(f"-p {name}={value}" for name, value in wider.items())
            return [f"{words} there would be {count}: add {options}"]
    return []
