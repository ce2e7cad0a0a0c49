"""What to say beside an answer: why it may be empty, and what would give more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import QueryBoolean

from kg.query import ALL_APART, ask_graph, find_question, is_apart, run
from kg.query.parameters import parameters_of
from kg.query.terms import find_unknown_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.query import Graph
    from kg.query.parameters import Value

__all__ = ["NOT_JUDGED", "find_wider", "hints_for", "lacks_judgements"]

_WIDER: Final = (
    ("of any kind of attribution", {"kind": "any"}),
    ("of claims that only mention it", {"mentions": "yes"}),
    ("of any kind, with claims that only mention it", {"kind": "any", "mentions": "yes"}),
)
"""What a question may be asked instead, in words, and the parameters for it."""
_JUDGED: Final = "(cs:contradicts)"
"""What stands in the comment of a question that lives on judgements."""
_ANY_JUDGEMENT: Final = "ASK { ?s cs:contradicts ?o }"


NOT_JUDGED: Final = (
    "nobody has judged yet which claims of this graph contradict each other: run kg link, "
    "look through its table, join with kg merge --judgements, and ask --on the merge"
)
"""What to say where `lacks_judgements`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wider:
    """What a question may be asked instead.

    Attributes:
        words: What would be found then, in words, and how much.
        parameters: Those to add.
    """

    words: str
    parameters: Mapping[str, str]


def hints_for(
    graph: Graph, question: str, parameters: Mapping[str, Value], *, found: int
) -> list[str]:
    """Say what the answer to a question lacks, and what to do; nothing where it lacks nothing.

    Args:
        graph: As for `kg.query.run`.
        question: As for `kg.query.run`.
        parameters: As for `kg.query.run`.
        found: How many rows the answer has.

    Raises:
        QueryError: As `kg.query.run`.
    """

    def count_rows(wider: Mapping[str, Value]) -> int:
        rows = run(graph, question, wider)
        return 0 if isinstance(rows, QueryBoolean) else len(list(rows))

    hints = find_unknown_terms(find_question(question), is_empty=not found)
    if lacks_judgements(question, lambda sparql: bool(ask_graph(graph, sparql))):
        hints.append(NOT_JUDGED)
    if not found and is_apart(graph):
        hints.append(ALL_APART)
    elif wider := find_wider(question, parameters, count_rows, found):
        options = " ".join(f"-p {name}={value}" for name, value in wider.parameters.items())
        hints.append(f"{wider.words}: add {options}")
    return hints


def lacks_judgements(question: str, is_true: Callable[[str], bool]) -> bool:
    """Tell whether a question lives on judgements, and the graph has none.

    Args:
        question: As for `kg.query.run`.
        is_true: Asks the graph whether something holds, in SPARQL.
    """
    return _JUDGED in find_question(question) and not is_true(_ANY_JUDGEMENT)


def find_wider(
    question: str,
    parameters: Mapping[str, Value],
    count_rows: Callable[[Mapping[str, Value]], int],
    found: int,
) -> Wider | None:
    """Return how a question would have more rows if it were asked more widely; None if it hasn't.

    Of one that has rows it is only asked what kinds of attribution they leave out.

    Args:
        question: As for `kg.query.run`.
        parameters: With which it has those that were found.
        count_rows: How many rows it has with other parameters.
        found: How many rows it has.
    """
    known = parameters_of(find_question(question))
    for words, wider in _WIDER[:1] if found else _WIDER:
        if not wider.keys() <= known.keys() or wider.keys() & parameters.keys():
            continue
        count = count_rows({**parameters, **wider})
        if count > found:
            shown = "these are the assertions; " if found else ""
            return Wider(words=f"{shown}{words} there would be {count}", parameters=wider)
    return None
