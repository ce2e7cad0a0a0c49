"""FollowTheMoney entities (OCCRP Aleph, OpenSanctions): a JSON object a line, or a list of them.

    schema                      rdf:type, for the schemata in `CLASSES`; ftm:<schema> always
    caption, name               schema:name (the first, or the caption)
    other names, alias, ...     schema:alternateName
    wikidataId, and an id Q...  skos:exactMatch the entity of Wikidata
    position, description, ...  schema:jobTitle, schema:description, schema:url, ...: `TERMS`
    a schema that ties two      org:Membership with org:member, org:organization, org:role: `TIES`
    every property              ftm:<property> with its values, so that nothing is lost

The IRI of an entity is a function of its id, which datasets of FollowTheMoney share on purpose.
"""

from __future__ import annotations

import json
import re
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.disk.lines import lines_of, read_whole
from kg.errors import Problem
from kg.merge.adapters.terms import ALTERNATE, EXACT, NAME, TYPE, absolute
from kg.rdf.iris import mint
from kg.rdf.serialise import named
from kg.rdf.vocabulary import SDO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FTM: Final = "https://schema.followthemoney.tech/#"
ORG: Final = "http://www.w3.org/ns/org#"
WIKIDATA: Final = "http://www.wikidata.org/entity/"
CLASSES: Final[Mapping[str, NamedNode]] = {
    "Person": named(SDO.Person),
    "Organization": named(SDO.Organization),
    "Company": named(SDO.Organization),
    "PublicBody": named(SDO.Organization),
    "LegalEntity": named(SDO.Thing),
    "Article": named(SDO.NewsArticle),
    "Event": named(SDO.Event),
    "Position": named(SDO.Role),
}
NAMES: Final = ("alias", "weakAlias", "previousName", "abbreviation")
TERMS: Final[Mapping[str, NamedNode]] = {
    "position": named(SDO.jobTitle),
    "description": named(SDO.description),
    "summary": named(SDO.description),
    "website": named(SDO.url),
    "sourceUrl": named(SDO.url),
    "birthDate": named(SDO.birthDate),
    "title": named(SDO.headline),
    "publishedAt": named(SDO.datePublished),
}
TIES: Final[Mapping[str, tuple[str, str]]] = {
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "Directorship": ("director", "organization"),
    "Occupancy": ("holder", "post"),
}
"""Schemata that tie a person to an organisation or a post, and the properties that hold the two."""


def read(path: Path, file: IO[bytes], base: str, problems: list[Problem]) -> Iterator[Quad]:
    """The quads of a file of entities; one that is none is listed, and the others are kept."""
    for number, line in entries(file):
        try:
            quads = list(quads_of_entity(json.loads(line), base))
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
            problems.append(
                Problem(
                    where=f"{path}:{number}",
                    message=f"no entity of FollowTheMoney ({error}); it was left out",
                )
            )
        else:
            yield from quads


def entries(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The entities of a file, a line each, with their numbers; a list on one line is taken apart."""
    for number, line in enumerate(lines_of(file), 1):
        if line.lstrip().startswith(b"["):
            for entity in json.loads(line + read_whole(file)):
                yield number, json.dumps(entity).encode("utf-8")
            return
        if line.strip():
            yield number, line


def quads_of_entity(entity: Mapping[str, object], base: str) -> Iterator[Quad]:
    """The quads of one entity.

    >>> person = {"id": "a1", "schema": "Person", "properties": {"name": ["Ann Lee"], "position": ["mayor"]}}
    >>> [quad.object.value for quad in quads_of_entity(person, "x:") if quad.predicate == TERMS["position"]]
    ['mayor']
    """
    identifier, schema, properties = str(entity["id"]), str(entity["schema"]), entity["properties"]
    if not isinstance(properties, dict):
        raise TypeError("its properties are no object")
    said = {name: [str(value) for value in listed(values)] for name, values in properties.items()}
    node = entity_node(identifier, base)
    yield Quad(node, TYPE, NamedNode(FTM + quoted(schema)))
    if schema in CLASSES:
        yield Quad(node, TYPE, CLASSES[schema])
    for name, values in said.items():
        for value in values:
            yield Quad(node, NamedNode(FTM + quoted(name)), Literal(value))
            if name in TERMS:
                address = absolute(value) if TERMS[name] == named(SDO.url) else None
                yield Quad(node, TERMS[name], address or Literal(value))
    yield from names(node, entity.get("caption"), said)
    yield from ties(node, schema, said, base)
    for match in [identifier, *said.get("wikidataId", [])]:
        if re.fullmatch(r"Q[1-9]\d*", match) and node.value != WIKIDATA + match:
            yield Quad(node, EXACT, NamedNode(WIKIDATA + match))


def names(node: NamedNode, caption: object, said: Mapping[str, list[str]]) -> Iterator[Quad]:
    """The name of an entity, and its other names."""
    own = said.get("name", [])
    best = caption if isinstance(caption, str) and caption else next(iter(own), None)
    if best is None:
        return
    yield Quad(node, NAME, Literal(best))
    for other in dict.fromkeys([*own, *(name for key in NAMES for name in said.get(key, []))]):
        if other != best:
            yield Quad(node, ALTERNATE, Literal(other))


def ties(node: NamedNode, schema: str, said: Mapping[str, list[str]], base: str) -> Iterator[Quad]:
    """A tie between a person and an organisation as a membership."""
    if schema not in TIES:
        return
    yield Quad(node, TYPE, NamedNode(f"{ORG}Membership"))
    for place, name in zip(("member", "organization"), TIES[schema], strict=True):
        for value in said.get(name, []):
            yield Quad(node, NamedNode(ORG + place), entity_node(value, base))
    for role in said.get("role", []):
        yield Quad(node, NamedNode(f"{ORG}role"), Literal(role))


def entity_node(identifier: str, base: str) -> NamedNode:
    """The node of an entity: Wikidata's own where the id is one of Wikidata's."""
    if re.fullmatch(r"Q[1-9]\d*", identifier):
        return NamedNode(WIKIDATA + identifier)
    return NamedNode(mint(base, "entity", "followthemoney", identifier))


def listed(values: object) -> list[object]:
    """Values as a list."""
    return values if isinstance(values, list) else [values]


def quoted(name: str) -> str:
    """A name that can stand in an IRI.

    >>> quoted("a b<c")
    'abc'
    """
    return re.sub(r"[^\w.-]", "", name, flags=re.ASCII)
