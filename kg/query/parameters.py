"""The parameters of a question: what its header says of them, and their values as RDF terms in its text.

A header line is `#   name (type, optional): what it is`. The types are

    name            of somebody or something, as people type it; see `kg.query.names`
    words           of a claim, as `kg search` takes them; or the IRI of a claim in angle brackets
    date            YYYY-MM-DD
    a|b|c           one of these words
    text            a string, or an IRI in angle brackets

and after a comma `optional` or `default VALUE`. In the text, `VALUES ?name { UNDEF }` is where the
value goes; a line that ends in `# if name` is blanked unless the parameter is given. So a question
is plain SPARQL, and runs elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.query.names import meant

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.store.search import Index

HEADER: Final = re.compile(
    r"^#[ \t]+(?P<name>\w+) \((?P<type>[^()]*)\): (?P<meaning>.*)$", re.MULTILINE
)
BLOCK: Final = re.compile(
    r"VALUES\s*(?:\((?P<names>[^()]*)\)\s*\{\s*\(\s*UNDEF(?:\s+UNDEF)*\s*\)\s*\}|(?P<one>[?$]\w+)\s*\{\s*UNDEF\s*\})"
)
CONDITION: Final = re.compile(r"^.*#[ \t]*if (?P<name>\w+)[ \t]*$", re.MULTILINE)
DAY: Final = NamedNode("http://www.w3.org/2001/XMLSchema#date")
MOST: Final = 5000
"""Claims that words may fit; more would make a query that servers refuse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a question takes.

    Attributes:
        name: Of the parameter.
        type: "name", "words", "date", "text", or words with | between them.
        optional: Whether it may be left out.
        default: What it is then, if anything.
        meaning: In words.
    """

    name: str
    type: str = "text"
    optional: bool = False
    default: str | None = None
    meaning: str = ""

    def __str__(self) -> str:
        return f"{self.name} (optional)" if self.optional else self.name


def parameters_of(sparql: str) -> dict[str, Parameter]:
    r"""The parameters of a question by name, in the order of its text.

    >>> text = "#   until (date, optional): the last day\nSELECT * { VALUES ?until { UNDEF } VALUES ?x { UNDEF } }"
    >>> [str(parameter) for parameter in parameters_of(text).values()]
    ['until (optional)', 'x']
    """
    described = {found["name"]: described_by(found) for found in HEADER.finditer(sparql)}
    names = dict.fromkeys(name for block in BLOCK.finditer(sparql) for name in variables(block))
    ordered = [
        *(name for name in described if name in names),
        *(name for name in names if name not in described),
    ]
    return {name: described.get(name, Parameter(name=name)) for name in ordered}


def described_by(header: re.Match[str]) -> Parameter:
    """What a header line says."""
    kind, _, rest = header["type"].partition(",")
    if kind.strip() == "optional":
        kind, rest = "text", "optional"
    default = rest.strip().removeprefix("default ") if rest.strip().startswith("default ") else None
    return Parameter(
        name=header["name"],
        type=kind.strip(),
        optional=bool(rest),
        default=default,
        meaning=header["meaning"],
    )


def bound(sparql: str, given: Mapping[str, str], index: Callable[[], Index]) -> str:
    r"""The query with its parameters in their places.

    Args:
        sparql: The query.
        given: The values, by name.
        index: Gives the index of the graph, which names and words are looked up in; it is called
            only for these.

    Raises:
        QueryError: A parameter too many, too few, or of a wrong type; a name that nobody has, or
            several have.

    >>> bound("SELECT * { VALUES ?a { UNDEF } ?s ?p ?a }", {"a": 'say "no"'}, None)
    'SELECT * { VALUES ?a { "say \\"no\\"" } ?s ?p ?a }'
    """
    parameters = parameters_of(sparql)
    check(parameters, given)
    values = {
        name: terms(given.get(name, parameter.default or ""), parameter, index)
        for name, parameter in parameters.items()
        if name in given or parameter.default is not None
    }
    kept = CONDITION.sub(lambda line: line[0] if line["name"] in values else "", sparql)
    return BLOCK.sub(lambda block: filled(block, values), kept)


def check(parameters: Mapping[str, Parameter], given: Mapping[str, str]) -> None:
    """Raise QueryError where a parameter is too many or too few, or the last day comes before the first."""
    unknown = [name for name in given if name not in parameters]
    missing = [
        name
        for name, parameter in parameters.items()
        if not parameter.optional and name not in given
    ]
    if unknown or missing:
        wrong = (
            f"has no parameter {', '.join(unknown)}"
            if unknown
            else f"needs the parameter {', '.join(missing)}"
        )
        listed = ", ".join(map(str, parameters.values())) or "none"
        raise QueryError(f"this query {wrong}; its parameters are: {listed}")
    days = [
        day(given[name], parameters[name])
        for name in ("since", "until")
        if name in given and parameters[name].type == "date"
    ]
    if days != sorted(days):
        raise QueryError(
            f"no day is since {given['since']} and until {given['until']}; change one of the two"
        )


def filled(block: re.Match[str], values: Mapping[str, list[str]]) -> str:
    """A VALUES block with the values that there are."""
    if block["one"]:
        name = block["one"][1:]
        return f"VALUES ?{name} {{ {' '.join(values.get(name, ['UNDEF']))} }}"
    names = variables(block)
    row = " ".join(values.get(name, ["UNDEF"])[0] for name in names)
    return f"VALUES ({' '.join(f'?{name}' for name in names)}) {{ ({row}) }}"


def variables(block: re.Match[str]) -> list[str]:
    """The names of the variables of a VALUES block."""
    return re.findall(r"\w+", block["names"] or block["one"])


def terms(value: str, parameter: Parameter, index: Callable[[], Index]) -> list[str]:
    """A parameter's value as SPARQL writes it; a name or words may stand for several terms."""
    if parameter.type == "name":
        return [term_of(Literal, name) for name in meant(value, index())]
    if parameter.type == "words" and not is_iri(value):
        claims = index().claims(value)
        if len(claims) > MOST:
            raise QueryError(
                f"{value!r} fits {len(claims)} claims, more than {MOST}; give more words"
            )
        return [iri(claim) for claim in claims]
    if parameter.type == "date":
        return [day(value, parameter)]
    if "|" in parameter.type and value not in parameter.type.split("|"):
        raise QueryError(
            f"{parameter.name} cannot be {value!r}; choose from {parameter.type.replace('|', ', ')}"
        )
    return [term(value)]


def is_iri(value: str) -> bool:
    """Whether a value is written as an IRI."""
    return value.startswith("<") and value.endswith(">")


def term(value: str) -> str:
    """A value as SPARQL writes it: `<...>` is an IRI, all else a string.

    >>> print(term("<https://example.org/a>"), term("<3"))
    <https://example.org/a> "<3"
    """
    return iri(value[1:-1]) if is_iri(value) else term_of(Literal, value)


def iri(value: str) -> str:
    """An IRI as SPARQL writes it."""
    return term_of(NamedNode, value)


def term_of(kind: Callable[[str], NamedNode | Literal], value: str) -> str:
    """A term written out by the RDF library, so that nothing in it can end it."""
    try:
        return str(kind(value))
    except ValueError as error:
        raise QueryError(
            f"the value {value!r} is no RDF term ({error}); give a string, or an IRI in <>"
        ) from error


def day(value: str, parameter: Parameter) -> str:
    """A day as SPARQL writes it.

    >>> day("2024-5-1", Parameter(name="since"))
    Traceback (most recent call last):
        ...
    kg.errors.QueryError: since cannot be '2024-5-1'; give a day as YYYY-MM-DD, such as 2024-05-31
    """
    try:
        return str(Literal(date.fromisoformat(value).isoformat(), datatype=DAY))
    except ValueError as error:
        message = (
            f"{parameter.name} cannot be {value!r}; give a day as YYYY-MM-DD, such as 2024-05-31"
        )
        raise QueryError(message) from error
