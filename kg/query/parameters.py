"""The parameters of a question: what its header says of them, and their values in its text.

A header line is `#   name (type, optional): what it is`. The types are

    name            of somebody or something, as people type it; see `kg.query.names`
    words           that a claim or its passage says, written as for `kg search`; or the IRI of a
                    claim in angle brackets
    date            YYYY-MM-DD
    a|b|c           one of these words
    text            a string, or an IRI in angle brackets

and after a comma `optional` or `default VALUE`. In the text, `VALUES ?name { UNDEF }` is where the
value goes. A line that ends in `# if name` counts only if the parameter is given, one in
`# if name=value` only if it has this value. Such a line may stand behind a mark of a comment, which
is taken off when the line counts: so a question is plain SPARQL that runs anywhere as it is, and
what is not given means "any".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.query.names import names_meant

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.store.search import Index

__all__ = ["Parameter", "Value", "bind_parameters", "parameters_of", "read_day", "write_iri"]

Value: TypeAlias = str | date
"""What a parameter may be given as; a day as it is, or as YYYY-MM-DD."""

_HEADER: Final = re.compile(
    r"^#[ \t]+(?P<name>\w+) \((?P<type>[^()]*)\): (?P<meaning>.*)$", re.MULTILINE
)
_BLOCK: Final = re.compile(
    r"VALUES\s*(?:\((?P<names>[^()]*)\)\s*\{\s*\(\s*UNDEF(?:\s+UNDEF)*\s*\)\s*\}"
    r"|(?P<one>[?$]\w+)\s*\{\s*UNDEF\s*\})"
)
_CONDITION: Final = re.compile(
    r"^(?P<indent>[ \t]*)(?:# )?(?P<text>.*?)[ \t]*"
    r"#[ \t]*if (?P<name>\w+)(?:=(?P<value>\w+))?[ \t]*$",
    re.MULTILINE,
)
_DAY: Final = NamedNode("http://www.w3.org/2001/XMLSchema#date")
_MOST_CLAIMS: Final = 5000
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
    r"""Return the parameters of a question by name: those of its header, then any others.

    >>> header = "#   until (date, optional): the last day"
    >>> text = header + "\nSELECT * { VALUES ?until { UNDEF } VALUES ?x { UNDEF } }"
    >>> [str(parameter) for parameter in parameters_of(text).values()]
    ['until (optional)', 'x']
    """
    names = list(chain.from_iterable(map(_variables_of, _BLOCK.finditer(sparql))))
    names += [line["name"] for line in _CONDITION.finditer(sparql) if line["value"]]
    found = {}
    for header in _HEADER.finditer(sparql):
        if header["name"] in names:
            found[header["name"]] = _read_header(header)
    for name in names:
        found.setdefault(name, Parameter(name=name))
    return found


def _read_header(header: re.Match[str]) -> Parameter:
    kind, _, rest = header["type"].partition(",")
    if kind.strip() == "optional":
        kind, rest = "text", "optional"
    return Parameter(
        name=header["name"],
        type=kind.strip(),
        optional=bool(rest),
        default=rest.strip().partition("default ")[2] or None,
        meaning=header["meaning"],
    )


def bind_parameters(sparql: str, given: Mapping[str, Value], index: Callable[[], Index]) -> str:
    r"""Return the query with its parameters in their places.

    Args:
        sparql: The query.
        given: The values, by name.
        index: Gives the index of the graph, which names and words are looked up in; it is called
            only for these.

    Raises:
        QueryError: A parameter too many, too few, or of a wrong type; a name that nobody has, or
            several have.

    >>> bind_parameters("SELECT * { VALUES ?a { UNDEF } ?s ?p ?a }", {"a": 'say "no"'}, None)
    'SELECT * { VALUES ?a { "say \\"no\\"" } ?s ?p ?a }'
    """
    parameters = parameters_of(sparql)
    _check_names(parameters, given)
    typed = {name: _as_typed(name, value) for name, value in given.items()}
    _check_days(parameters, typed)
    chosen: dict[str, str] = {}
    values: dict[str, list[str]] = {}
    for name, parameter in parameters.items():
        value = typed.get(name, parameter.default)
        if value is not None:
            write = _WRITERS.get(parameter.type, _write_text)
            chosen[name], values[name] = value, write(value, parameter, index)

    kept = _CONDITION.sub(lambda line: _keep_line(line, chosen), sparql)
    return _BLOCK.sub(lambda block: _fill_block(block, values), kept)


def _keep_line(line: re.Match[str], chosen: Mapping[str, str]) -> str:
    """Return a conditional line as SPARQL that counts, or an empty one if it does not count."""
    value = chosen.get(line["name"])
    if value is None or line["value"] not in {None, value}:
        return ""
    return line["indent"] + line["text"]


def _as_typed(name: str, value: object) -> str:
    """Return the value of a parameter as people type it.

    >>> _as_typed("since", date(2024, 5, 1)), _as_typed("since", datetime(2024, 5, 1, 10, 30))
    ('2024-05-01', '2024-05-01')
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    raise QueryError(f"the parameter {name} cannot be {value!r}; give a text, or a day as a date")


def _check_names(parameters: Mapping[str, Parameter], given: Mapping[str, Value]) -> None:
    """Raise QueryError where a parameter is too many or too few."""
    required = {name for name, parameter in parameters.items() if not parameter.optional}
    listed = ", ".join(map(str, parameters.values())) or "none"
    for wrong, names in (
        ("has no parameter", given.keys() - parameters.keys()),
        ("needs the parameter", required - given.keys()),
    ):
        if names:
            wrongly = sorted(map(str, names))
            what = f"{wrong} {', '.join(wrongly)}"
            near = get_close_matches(wrongly[0], parameters, n=1)
            hint = f" (did you mean {near[0]}?)" if near and near[0] not in names else ""
            raise QueryError(f"this query {what}{hint}; its parameters are: {listed}")


def _check_days(parameters: Mapping[str, Parameter], given: Mapping[str, str]) -> None:
    """Raise QueryError where the last day comes before the first."""
    limits = [parameters[name] for name in ("since", "until") if name in given]
    days = [read_day(limit.name, given[limit.name]) for limit in limits if limit.type == "date"]
    if days != sorted(days):
        raise QueryError(
            f"no day is since {given['since']} and until {given['until']}; change one of the two"
        )


def _fill_block(block: re.Match[str], values: Mapping[str, list[str]]) -> str:
    """Write a VALUES block with the values that there are."""
    names = _variables_of(block)
    terms = [values.get(name, ["UNDEF"]) for name in names]
    if block["one"]:
        return f"VALUES ?{names[0]} {{ {' '.join(terms[0])} }}"
    row = " ".join(several[0] for several in terms)
    return f"VALUES (?{' ?'.join(names)}) {{ ({row}) }}"


def _variables_of(block: re.Match[str]) -> list[str]:
    return re.findall(r"\w+", block["names"] or block["one"])


def _write_name(value: str, parameter: Parameter, index: Callable[[], Index]) -> list[str]:
    return [_write_term(Literal, name) for name in names_meant(value, index(), parameter.name)]


def _write_words(value: str, parameter: Parameter, index: Callable[[], Index]) -> list[str]:
    if _is_iri(value):
        return _write_text(value, parameter, index)
    claims = index().claims_saying(value)
    if not claims:
        raise QueryError(f"no claim or passage says {value!r}; {index().explain_none(value)}")
    if len(claims) > _MOST_CLAIMS:
        raise QueryError(
            f"{value!r} fits {len(claims)} claims, more than {_MOST_CLAIMS}; give more words"
        )
    return list(map(write_iri, claims))


def _write_date(value: str, parameter: Parameter, _: Callable[[], Index]) -> list[str]:
    return [str(Literal(read_day(parameter.name, value).isoformat(), datatype=_DAY))]


def _write_text(value: str, parameter: Parameter, _: Callable[[], Index]) -> list[str]:
    choices = parameter.type.split("|")
    if len(choices) > 1 and value not in choices:
        raise QueryError(f"{parameter.name} cannot be {value!r}; choose from {', '.join(choices)}")
    return [write_iri(value[1:-1]) if _is_iri(value) else _write_term(Literal, value)]


_WRITERS: Final = {"name": _write_name, "words": _write_words, "date": _write_date}
"""How a value becomes SPARQL, by the type of its parameter; names and words may be several."""


def write_iri(value: str) -> str:
    """Write an IRI as SPARQL has it.

    >>> print(write_iri("https://example.org/a"))
    <https://example.org/a>
    """
    return _write_term(NamedNode, value)


def _write_term(kind: Callable[[str], NamedNode | Literal], value: str) -> str:
    """Have the RDF library write a term, so that nothing in it can end it."""
    try:
        return str(kind(value))
    except ValueError as error:
        raise QueryError(
            f"the value {value!r} is no RDF term ({error}); give a string, or an IRI in <>"
        ) from error


def _is_iri(value: str) -> bool:
    return value[:1] + value[-1:] == "<>"


def read_day(name: str, value: object) -> date:
    """Return the day that a program or a person gives; of a point in time its day.

    Raises:
        QueryError: It is none.

    >>> read_day("since", datetime(2024, 5, 1, 10, 30)), read_day("since", "2024-05-01")
    (datetime.date(2024, 5, 1), datetime.date(2024, 5, 1))
    """
    text = _as_typed(name, value)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise QueryError(
            f"{name} cannot be {text!r}; give a day as YYYY-MM-DD, such as 2024-05-31"
        ) from error
