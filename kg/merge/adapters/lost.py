"""What JSON-LD with our context says in vain: a mistyped key, class, value or address.

JSON-LD 1.1 leaves out in silence what no context has: `"polarty": "Negated"` says nothing at all,
and the statement that was denied counts as one that was not. Here each such place is named.

Left alone is what another context in the file has a term for, all if it has `@vocab`, and every
absolute IRI but those in our own namespace.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.errors import Problem
from kg.merge.adapters.terms import as_list, to_iri
from kg.model import AttributionType, Certainty, Polarity, QuotationType
from kg.rdf import load_context
from kg.rdf.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

__all__ = ["find_lost"]

_LISTED: Final = 20
"""How many places of one file are listed; the others are counted."""
_NEAR: Final = 0.8
"""How like a name must be to one that is not known, by `difflib`, to be what was meant."""
_LONGEST_NAME: Final = 60
"""Characters of a name that is compared; ours are shorter."""
_NO_ADDRESS: Final = "is no absolute IRI, and here stands a node or the address of one"
_OURS: Final = "cs:"
_TYPES: Final = frozenset({"type", "@type"})
_KEYWORDS: Final = frozenset(
    "@base @container @context @direction @graph @id @import @included @index @json @language @list"
    " @nest @none @prefix @propagate @protected @reverse @set @type @value @version @vocab".split()
)
_VALUES: Final = {
    "attributionType": AttributionType,
    "certainty": Certainty,
    "polarity": Polarity,
    "quotationType": QuotationType,
}
"""Our terms whose values are individuals of the ontology."""


@dataclass(frozen=True, slots=True)
class _Lost:
    """A place in the data.

    Attributes:
        path: Where it is: `states.about[0].nam`.
        said: What stands there.
        wrong: Why it says nothing.
        known: What may stand there.
    """

    path: str
    said: str
    wrong: str
    known: Collection[str] = ()


def find_lost(data: object, where: str, address: str = "") -> list[Problem]:
    """Return what of JSON-LD says nothing, though it has our context; nothing of any other.

    Args:
        data: With local contexts, as `kg.merge.adapters.jsonld.make_safe` gives it.
        where: The file, which a problem names before the path.
        address: What relative addresses begin with; empty for none.

    >>> ours = load_context()
    >>> [problem] = find_lost({"@context": ours, "polarty": "Negated"}, "a.jsonld")
    >>> problem.where, problem.message
    ('a.jsonld: polarty', "'polarty' is no term of our context; did you mean 'polarity'?")
    """
    found = [one for one in _lost_in(data, "", {}) if not (address and one.wrong == _NO_ADDRESS)]
    problems = [
        Problem(where=f"{where}: {one.path}", message=_explain(one)) for one in found[:_LISTED]
    ]
    if len(found) > _LISTED:
        message = f"{len(found) - _LISTED} more keys and values say nothing in our context"
        problems.append(Problem(where=where, message=message))
    return problems


def _explain(lost: _Lost) -> str:
    """Say what is wrong with a place, and what may be meant."""
    known = {name.lower(): name for name in lost.known}
    said = lost.said[:_LONGEST_NAME]
    near = get_close_matches(said.lower(), sorted(known), n=1, cutoff=_NEAR)
    remedy = f"; did you mean {known[near[0]]!r}?" if near else ""
    if not near and 0 < len(known) < _LISTED:
        remedy = f"; it may be {', '.join(lost.known)}"
    return f"{said!r} {lost.wrong}{remedy}"


def _lost_in(data: object, path: str, terms: Mapping[str, object]) -> Iterator[_Lost]:
    """Yield what says nothing in a part of the data, under the terms of the contexts around it."""
    if isinstance(data, list):
        for number, item in enumerate(data):
            yield from _lost_in(item, f"{path}[{number}]", terms)
    if not isinstance(data, dict):
        return

    if "@context" in data:
        terms = _add_context(terms, data["@context"])
    for key, value in data.items():
        definition = terms.get(key)
        if key == "@context" or (isinstance(definition, dict) and "@container" in definition):
            continue  # what stands in a container has keys that are no terms
        place = f"{path}.{key}" if path else key
        if _is_ours(terms):
            yield from _check_name(key, place, terms)
            yield from _check_values(key, as_list(value), place, terms)
        inner = terms
        if isinstance(definition, dict) and "@context" in definition:
            inner = _add_context(terms, definition["@context"])
        yield from _lost_in(value, place, inner)


def _add_context(terms: Mapping[str, object], context: object) -> Mapping[str, object]:
    """Return the terms that hold under a further context; none under `null`."""
    for part in as_list(context):
        terms = {**terms, **part} if isinstance(part, dict) else {}
    return terms


def _is_ours(terms: Mapping[str, object]) -> bool:
    """Tell whether our context is among those that hold."""
    return terms.get("Statement") == "cs:Statement"


def _check_name(name: str, path: str, terms: Mapping[str, object]) -> Iterator[_Lost]:
    """Yield a key or a class that is no term, or that is in our namespace and no term of ours."""
    if name in terms or name in _KEYWORDS:
        return
    short = name.replace(PREFIXES["cs"], _OURS, 1)
    if short.startswith(_OURS) and short not in _our_terms():
        yield _Lost(path, short, "is no term of the vocabulary", sorted(_our_terms()))
    elif ":" not in name and (name.startswith("@") or not terms.get("@vocab")):
        known = _KEYWORDS if name.startswith("@") else terms
        yield _Lost(path, name, "is no term of our context", known)


def _check_values(
    key: str, values: Iterable[object], path: str, terms: Mapping[str, object]
) -> Iterator[_Lost]:
    """Yield the values of a key that name no class, no individual or no node."""
    definition = terms.get(key)
    leads_to = definition.get("@type") if isinstance(definition, dict) else None
    for value in values:
        if value is None or isinstance(value, dict | list):
            continue
        said = str(value)
        if key in _TYPES:
            yield from _check_name(said, path, terms)
        elif leads_to == "@vocab" and key in _VALUES:
            yield from _check_individual(key, said, path)
        elif leads_to == "@id" and "@base" not in terms and not _is_address(value):
            yield _Lost(path, said, _NO_ADDRESS)


def _is_address(value: object) -> bool:
    """Tell whether a value may be the address of a node; what is no text, the shapes look at."""
    return not isinstance(value, str) or value.startswith("_:") or to_iri(value) is not None


def _check_individual(key: str, said: str, path: str) -> Iterator[_Lost]:
    """Yield a value that should be an individual of the ontology, and is none."""
    names = [value.value.capitalize() for value in _VALUES[key]]
    name = said.replace(PREFIXES["cs"], _OURS, 1).removeprefix(_OURS)
    if name not in names and ":" not in name:
        yield _Lost(path, name, f"is no value of {key}", names)


@cache
def _our_terms() -> frozenset[str]:
    """Return the terms of our vocabulary, as `cs:polarity`, that the context has."""
    definitions = load_context().values()
    iris = (one["@id"] if isinstance(one, dict) else str(one) for one in definitions)
    return frozenset(iri for iri in iris if iri.startswith(_OURS))
