"""FollowTheMoney entities (OCCRP Aleph, OpenSanctions): a JSON object a line, or a list of them.

    schema                      rdf:type, for the schemata in `_CLASSES`; ftm:<schema> always
    caption, name               schema:name (the first, or the caption)
    other names, alias, ...     schema:alternateName
    wikidataId, and an id Q...  schema:sameAs the entity of Wikidata
    position, description, ...  schema:jobTitle, schema:description, schema:url, ...: `_TERMS`
    a schema that ties two      org:Membership with org:member, org:organization, org:role: `_TIES`
    every property              ftm:<property> with its values, so that nothing is lost

The IRI of an entity is a function of its id, which datasets of FollowTheMoney share on purpose.
"""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.disk.lines import lines_of, read_whole
from kg.errors import Problem
from kg.merge.adapters.terms import ALTERNATE, NAME, SAME_AS, TYPE, as_list, to_iri
from kg.rdf.iris import mint
from kg.rdf.serialise import named
from kg.rdf.vocabulary import SDO, WIKIDATA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_FTM: Final = "https://schema.followthemoney.tech/#"
_ORG: Final = "http://www.w3.org/ns/org#"
_CLASSES: Final[Mapping[str, NamedNode]] = {
    "Person": named(SDO.Person),
    "Organization": named(SDO.Organization),
    "Company": named(SDO.Organization),
    "PublicBody": named(SDO.Organization),
    "LegalEntity": named(SDO.Thing),
    "Article": named(SDO.NewsArticle),
    "Event": named(SDO.Event),
    "Position": named(SDO.Role),
}
_NAMES: Final = ("name", "alias", "weakAlias", "previousName", "abbreviation")
_URL: Final = named(SDO.url)
_TERMS: Final[Mapping[str, NamedNode]] = {
    "position": named(SDO.jobTitle),
    "description": named(SDO.description),
    "summary": named(SDO.description),
    "website": _URL,
    "sourceUrl": _URL,
    "birthDate": named(SDO.birthDate),
    "title": named(SDO.headline),
    "publishedAt": named(SDO.datePublished),
}
_TIES: Final[Mapping[str, tuple[str, str]]] = {
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "Directorship": ("director", "organization"),
    "Occupancy": ("holder", "post"),
}
"""Schemata that tie a person to an organisation or a post, and the properties that hold the two."""
_WRONG: Final = (ValueError, TypeError, AttributeError, KeyError, RecursionError)
"""What comes of JSON that is broken, or is not an entity."""


def read_entities(
    path: Path, file: IO[bytes], base: str, problems: list[Problem]
) -> Iterator[Quad]:
    """Yield the quads of a file of entities; what is not an entity is listed and left out."""
    for number, text in _split_entities(file):
        try:
            yield from list(_describe_entity(json.loads(text), base))
        except _WRONG as error:
            message = f"no entity of FollowTheMoney ({error}); it was left out"
            problems.append(Problem(where=f"{path}:{number}", message=message))


def _split_entities(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the JSON of each entity with its line; a list on one line is taken apart."""
    for number, line in enumerate(lines_of(file), 1):
        if line.lstrip().startswith(b"["):
            for entity in json.loads(line + read_whole(file)):
                yield number, json.dumps(entity).encode("utf-8")
            return
        if line.strip():
            yield number, line


def _describe_entity(entity: Mapping[str, object], base: str) -> Iterator[Quad]:
    """Yield the quads of one entity.

    >>> person = {"id": "a1", "schema": "Person", "properties": {"position": ["mayor"]}}
    >>> quads = _describe_entity(person, "x:")
    >>> [str(quad.object) for quad in quads if quad.predicate == _TERMS["position"]]
    ['"mayor"']
    """
    identifier, schema, properties = str(entity["id"]), str(entity["schema"]), entity["properties"]
    if not isinstance(properties, dict):
        raise TypeError("its properties are no object")
    values = {name: list(map(str, as_list(value))) for name, value in properties.items()}

    node = _to_node(identifier, base)
    yield Quad(node, TYPE, NamedNode(_FTM + _clean_name(schema)))
    if schema in _CLASSES:
        yield Quad(node, TYPE, _CLASSES[schema])
    for name, texts in values.items():
        for text in texts:
            yield from _describe_property(node, name, text)
    yield from _describe_names(node, entity.get("caption"), values)
    if schema in _TIES:
        yield from _describe_tie(node, schema, values, base)
    for match in [identifier, *values.get("wikidataId", [])]:
        if _is_of_wikidata(match) and node.value != WIKIDATA + match:
            yield Quad(node, SAME_AS, NamedNode(WIKIDATA + match))


def _describe_property(node: NamedNode, name: str, text: str) -> Iterator[Quad]:
    """Yield a value in the terms of FollowTheMoney, and in ours where there is one."""
    yield Quad(node, NamedNode(_FTM + _clean_name(name)), Literal(text))
    term = _TERMS.get(name)
    if term:
        address = to_iri(text) if term == _URL else None
        yield Quad(node, term, address or Literal(text))


def _describe_names(
    node: NamedNode, caption: object, values: Mapping[str, list[str]]
) -> Iterator[Quad]:
    """Yield the name of an entity, and its other names."""
    best = next(iter(values.get("name", [])), None)
    if isinstance(caption, str) and caption:
        best = caption
    if best is None:
        return  # other names alone name nothing

    yield Quad(node, NAME, Literal(best))
    names = chain.from_iterable(values.get(key, []) for key in _NAMES)
    for other in dict.fromkeys(names):
        if other != best:
            yield Quad(node, ALTERNATE, Literal(other))


def _describe_tie(
    node: NamedNode, schema: str, values: Mapping[str, list[str]], base: str
) -> Iterator[Quad]:
    """Yield a tie between a person and an organisation as a membership."""
    yield Quad(node, TYPE, NamedNode(f"{_ORG}Membership"))
    for term, name in zip(("member", "organization"), _TIES[schema], strict=True):
        for identifier in values.get(name, []):
            yield Quad(node, NamedNode(_ORG + term), _to_node(identifier, base))
    for role in values.get("role", []):
        yield Quad(node, NamedNode(f"{_ORG}role"), Literal(role))


def _to_node(identifier: str, base: str) -> NamedNode:
    """Return the node of an entity: Wikidata's own where the id is one of Wikidata's."""
    if _is_of_wikidata(identifier):
        return NamedNode(WIKIDATA + identifier)
    return NamedNode(mint(base, "entity", "followthemoney", identifier))


def _is_of_wikidata(identifier: str) -> bool:
    """Tell whether an id is that of an entity of Wikidata: "Q42"."""
    return re.fullmatch(r"Q[1-9]\d*", identifier) is not None


def _clean_name(name: str) -> str:
    """Return a name without what cannot stand in an IRI.

    >>> _clean_name("a b<c")
    'abc'
    """
    return re.sub(r"[^\w.-]", "", name, flags=re.ASCII)
