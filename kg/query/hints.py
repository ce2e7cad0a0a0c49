"""What to say beside an answer: why it may be empty, and what would give more."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import QueryBoolean

from kg.errors import printable
from kg.query import ALL_APART, ask_graph, find_question, index_for, is_apart, run
from kg.query.names import bare_names
from kg.query.parameters import parameters_of
from kg.query.terms import find_unknown_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pyoxigraph import Literal, QuerySolutions

    from kg.query import Graph, QueryResult
    from kg.query.parameters import Parameter, Value
    from kg.store.search import Index

__all__ = [
    "find_bare_names",
    "find_wider",
    "has_days",
    "hints_for",
    "say_undated",
    "say_unjudged",
]

_COUNT_UNDATED: Final = """SELECT (COUNT(DISTINCT ?article) AS ?count) {
  ?statement cs:statedIn ?article
  FILTER NOT EXISTS { ?article schema:datePublished ?day }
}"""
"""How many articles have statements and no date."""
_WIDER: Final = (
    ("of any kind of attribution", {"kind": "any"}),
    ("of claims that only mention it", {"mentions": "yes"}),
    ("of any kind, with claims that only mention it", {"kind": "any", "mentions": "yes"}),
    (
        (
            "nothing differs between what was said of one subject in two articles; "
            "with what differs in nothing"
        ),
        {"only": "all"},
    ),
)
"""What a question may be asked instead, in words, and the parameters for it."""
_JUDGED: Final = "(cs:contradicts)"
"""What stands in the comment of a question that lives on judgements."""
_ANY_CONTRADICTION: Final = "ASK { ?s cs:contradicts ?o }"
_ANY_DISPUTE: Final = "ASK { ?s cs:disputes ?o }"
_ANY_JUDGEMENT: Final = """ASK {
  ?judgement a cs:Judgement ; rdf:predicate ?judged
  FILTER(?judged IN (cs:contradicts, cs:corroborates, cs:sameClaimAs))
}"""
_NOT_JUDGED: Final = (
    "nobody has judged yet which claims of this graph contradict each other: run kg link, "
    "look through its table, join with kg merge --judgements, and ask --on the merge"
)
_NONE_JUDGED: Final = (
    "none of the claims that were judged contradict each other; what kg link is not sure of, "
    "below .9, is only proposed: kg merge --proposed counts it, too"
)
_NEVER_TWICE: Final = (
    "nobody by this name spoke of one subject, as far as was asked, in two articles of different "
    "days, and in other words"
)
"""Why the question stance has no rows, whatever differs."""


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
    hints += say_unjudged(question, lambda sparql: bool(ask_graph(graph, sparql)), found)
    if has_days(question, parameters):
        hints += say_undated(partial(ask_graph, graph))
    for bare in find_bare_names(question, parameters, lambda: index_for(graph)):
        hints.append(f"{bare.words}: ask {_options_of(bare)}")
    if not found and is_apart(graph):
        hints.append(ALL_APART)
    elif wider := find_wider(question, parameters, count_rows, found):
        remedy = f": add {_options_of(wider)}" if wider.parameters else ""
        hints.append(f"{wider.words}{remedy}")
    return hints


def _options_of(wider: Wider) -> str:
    r"""Write the parameters as a shell takes them.

    >>> _options_of(Wider(words="", parameters={"name": '"Ann Lee"', "kind": "any"}))
    '-p name=\'"Ann Lee"\' -p kind=any'
    """
    pairs = wider.parameters.items()
    return " ".join(f"-p {name}={shlex.quote(value)}" for name, value in pairs)


def say_unjudged(question: str, is_true: Callable[[str], bool], found: int) -> list[str]:
    """Say of a question that lives on judgements what judgements the graph lacks, if it does.

    Where it has rows and its articles dispute each other, nothing is said.

    Args:
        question: As for `kg.query.run`.
        is_true: Asks the graph whether something holds, in SPARQL.
        found: How many rows the question has.
    """
    if _JUDGED not in find_question(question) or is_true(_ANY_CONTRADICTION):
        return []
    if found and is_true(_ANY_DISPUTE):
        return []
    return [_NONE_JUDGED if is_true(_ANY_JUDGEMENT) else _NOT_JUDGED]


def has_days(question: str, parameters: Mapping[str, Value]) -> bool:
    """Tell whether a parameter of a question is a day, so that it leaves out what has none."""
    known = parameters_of(find_question(question))
    return any(known[name].type == "date" for name in parameters)


def say_undated(ask: Callable[[str], QueryResult]) -> list[str]:
    """Say how many articles of a graph have no date, and how to see them, if there are any.

    Args:
        ask: Asks the graph.
    """
    [[found]] = cast("QuerySolutions", ask(_COUNT_UNDATED))
    count = int(cast("Literal", found).value)
    remedy = "to see them, leave out the days, or use kg search"
    return [f"left out as they have no date: {count:,} of the articles; {remedy}"] if count else []


def find_bare_names(
    question: str, parameters: Mapping[str, Value], index: Callable[[], Index]
) -> Iterator[Wider]:
    """Yield the family names alone that may be the person who was asked for, in other articles.

    Args:
        question: As for `kg.query.run`.
        parameters: As for `kg.query.run`.
        index: Gives the index of the graph; it is called only where a name was given.

    Raises:
        QueryError: As `kg.query.run`.
    """
    known = parameters_of(find_question(question))
    for parameter, value in parameters.items():
        if known[parameter].type != "name":
            continue
        for one in bare_names(str(value), index()):
            name = printable(one.name)
            articles = "1 other article" if one.entities == 1 else f"{one.entities} other articles"
            words = f"{name} alone, in {articles}, may be the same person or another"
            yield Wider(words=words, parameters={parameter: f'"{name}"'})


def find_wider(
    question: str,
    parameters: Mapping[str, Value],
    count_rows: Callable[[Mapping[str, Value]], int],
    found: int,
) -> Wider | None:
    """Return how a question would have more rows if it were asked more widely; None if it hasn't.

    Of one that has rows it is only asked what kinds of attribution they leave out. Where even more
    would find nothing, it may be said why; then there are no parameters to add.

    Args:
        question: As for `kg.query.run`.
        parameters: With which it has those that were found.
        count_rows: How many rows it has with other parameters.
        found: How many rows it has.
    """
    known = parameters_of(find_question(question))
    for words, wider in _WIDER[:1] if found else _WIDER:
        if wider.keys() & parameters.keys() or not _takes(known, wider):
            continue
        count = count_rows({**parameters, **wider})
        if count > found:
            shown = "these are the assertions; " if found else ""
            return Wider(words=f"{shown}{words} there would be {count}", parameters=wider)
    if question == "stance" and not found:
        return Wider(words=_NEVER_TWICE, parameters={})
    return None


def _takes(known: Mapping[str, Parameter], wider: Mapping[str, str]) -> bool:
    """Tell whether a question has some parameters, with these among the choices of each."""
    for name, value in wider.items():
        if name not in known or value not in known[name].type.split("|"):
            return False
    return True
