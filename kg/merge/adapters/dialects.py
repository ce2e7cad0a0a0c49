"""Dialects: RDF in other people's terms, and what it says in ours; a table for each.

*schema.org* ClaimReview (https://schema.org/ClaimReview), as fact-checkers publish it:

    a review's claimReviewed "T"            its itemReviewed is the claim with the words T, too

*ClaimsKG* (Tchechmedjiev et al., ISWC 2019), whose reviews, ratings and authors are in the terms of
schema.org already:

    a creative_work's schema:text "T"@en    skos:exactMatch the claim with the words T
    schema:name "N"@en of any node          schema:name "N"
    a mention's nif:isString "N"@en         schema:name "N"
    a mention's itsrdf:taIdentRef D         schema:sameAs D (DBpedia)

*CimpleKG* (Burel et al., ESWC 2024), whose reviews, ratings and names are in the terms of
schema.org already, and whose IRIs changed once (`claim/` to `claims/`):

    a claim's schema:text "T"               skos:exactMatch the claim with the words T
    an entity's schema:url D                schema:sameAs D (DBpedia)

*Wikidata*, as Special:EntityData and the dumps give it in RDF. Labels in other languages stay, and
no question of ours asks for them:

    rdfs:label "N"@en                       schema:name "N"
    skos:altLabel "N"@en                    schema:alternateName "N"
    wdt:P31 (instance of) a class           rdf:type, for the classes in `_CLASSES`

*Links to Wikidata*, of any data. Its pages (`.../wiki/Q1`) and `https:` are no names of its
entities, which no question would find by them:

    schema:sameAs of a page, or https:      schema:sameAs http://www.wikidata.org/entity/Q1
    owl:sameAs of an entity of ours         schema:sameAs http://www.wikidata.org/entity/Q1
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from kg.merge.adapters.terms import (
    ALTERNATE,
    EXACT,
    NAME,
    REVIEWED,
    SAME_AS,
    TEXT,
    TYPE,
    entity_of,
    link_claim,
)
from kg.rdf.serialise import named
from kg.rdf.vocabulary import OWL, RDFS, SDO, SKOS, WIKIDATA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Convert: TypeAlias = Callable[[Quad, str], Iterator[Quad]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a property says in our terms.

    Attributes:
        of: Only of nodes in whose IRI this is found.
        convert: Takes a quad with the property, and what new IRIs begin with; gives quads of ours.
    """

    of: re.Pattern[str]
    convert: Convert


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A vocabulary or a graph of other people.

    Attributes:
        mark: Bytes without which no line of N-Quads has anything of it.
        meanings: What its properties say.
    """

    mark: bytes
    meanings: Mapping[NamedNode, Meaning]


def convert_quad(dialect: Dialect, quad: Quad, base: str) -> Iterator[Quad]:
    """Yield what a quad of a dialect says in our terms.

    Args:
        dialect: One of `DIALECTS`.
        quad: Any quad; nothing comes of most.
        base: What new IRIs begin with.

    >>> subject = NamedNode("http://www.wikidata.org/entity/Q56226")
    >>> quad = Quad(subject, named(RDFS.label), Literal("Kim Jong Un", language="en"))
    >>> [str(ours.triple.object) for ours in convert_quad(DIALECTS["Wikidata"], quad, "x:")]
    ['"Kim Jong Un"']
    """
    meaning = dialect.meanings.get(quad.predicate)
    if meaning and meaning.of.search(str(quad.subject)):
        yield from meaning.convert(quad, base)


def _copy_english(term: NamedNode, quad: Quad, _base: str) -> Iterator[Quad]:
    """Say a text in English, or any language ("mul"), without it, since "x"@en joins no "x"."""
    if not isinstance(quad.object, Literal):
        return
    language = (quad.object.language or "").split("-")[0].lower()
    if language in {"en", "mul"}:
        yield Quad(quad.subject, term, Literal(quad.object.value), quad.graph_name)


def _copy_reference(quad: Quad, _base: str) -> Iterator[Quad]:
    """Say that a node is the same as what it refers to."""
    yield Quad(quad.subject, SAME_AS, quad.object, quad.graph_name)


def _copy_address(quad: Quad, base: str) -> Iterator[Quad]:
    """Say that a node is the same as what it has as its address, if that is an IRI."""
    if isinstance(quad.object, NamedNode):
        yield from _copy_reference(quad, base)


def _say_entity(quad: Quad, _base: str) -> Iterator[Quad]:
    """Say which entity of Wikidata a node is, in the IRI that Wikidata gives it."""
    entity = entity_of(quad.object)
    is_said = entity == quad.subject or (quad.predicate, quad.object) == (SAME_AS, entity)
    if entity is not None and not is_said:
        yield Quad(quad.subject, SAME_AS, entity, quad.graph_name)


def _say_entity_of_ours(quad: Quad, base: str) -> Iterator[Quad]:
    """Say it of what our articles speak of; of other people's data, owl:sameAs stays as it is."""
    if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(base):
        yield from _say_entity(quad, base)


def _copy_class(quad: Quad, _base: str) -> Iterator[Quad]:
    """Say our class of a node of Wikidata, if there is one."""
    ours = _CLASSES.get(str(quad.object).strip("<>").removeprefix(WIKIDATA))
    if ours:
        yield Quad(quad.subject, TYPE, ours, quad.graph_name)


_CLASSES: Final[Mapping[str, NamedNode]] = {
    "Q5": named(SDO.Person),
    "Q43229": named(SDO.Organization),  # organization
    "Q4830453": named(SDO.Organization),  # business
    "Q7278": named(SDO.Organization),  # political party
    "Q327333": named(SDO.Organization),  # government agency
    "Q6256": named(SDO.Place),  # country
    "Q3624078": named(SDO.Place),  # sovereign state
    "Q515": named(SDO.Place),  # city
    "Q11032": named(SDO.NewsMediaOrganization),  # newspaper
    "Q192283": named(SDO.NewsMediaOrganization),  # news agency
}
"""Classes of Wikidata, and ours."""
_NIF_TEXT: Final = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString"
_ITSRDF_REFERENCE: Final = "www.w3.org/2005/11/its/rdf#taIdentRef"

_ANY_NODE: Final = re.compile("")
_CLAIMSKG_NODE: Final = re.compile(r"data\.gesis\.org/claimskg/[^/>]")
_CLAIMSKG_CLAIM: Final = re.compile(r"data\.gesis\.org/claimskg/creative_work[/>]")
_CIMPLE_CLAIM: Final = re.compile(r"data\.cimple\.eu/claims?[/>]")
_CIMPLE_ENTITY: Final = re.compile(r"data\.cimple\.eu/entity[/>]")
_WIKIDATA_ENTITY: Final = re.compile(rf"^<{re.escape(WIKIDATA)}Q")

_TO_SAME_CLAIM: Final = partial(link_claim, EXACT)
_TO_NAME: Final = partial(_copy_english, NAME)

DIALECTS: Final[Mapping[str, Dialect]] = {
    "schema.org": Dialect(
        mark=b"schema.org/claimReviewed>",
        meanings={
            named(SDO.claimReviewed): Meaning(_ANY_NODE, partial(link_claim, REVIEWED)),
        },
    ),
    "ClaimsKG": Dialect(
        mark=b"data.gesis.org/claimskg/",
        meanings={
            TEXT: Meaning(_CLAIMSKG_CLAIM, _TO_SAME_CLAIM),
            NAME: Meaning(_CLAIMSKG_NODE, _TO_NAME),
            NamedNode(_NIF_TEXT): Meaning(_CLAIMSKG_NODE, _TO_NAME),
            NamedNode(f"https://{_ITSRDF_REFERENCE}"): Meaning(_CLAIMSKG_NODE, _copy_reference),
            NamedNode(f"http://{_ITSRDF_REFERENCE}"): Meaning(_CLAIMSKG_NODE, _copy_reference),
        },
    ),
    "CimpleKG": Dialect(
        mark=b"data.cimple.eu/",
        meanings={
            TEXT: Meaning(_CIMPLE_CLAIM, _TO_SAME_CLAIM),
            named(SDO.url): Meaning(_CIMPLE_ENTITY, _copy_address),
        },
    ),
    "Wikidata": Dialect(
        mark=b"<http://www.wikidata.org/entity/Q",
        meanings={
            named(RDFS.label): Meaning(_WIKIDATA_ENTITY, _TO_NAME),
            named(SKOS.altLabel): Meaning(_WIKIDATA_ENTITY, partial(_copy_english, ALTERNATE)),
            NamedNode("http://www.wikidata.org/prop/direct/P31"): Meaning(
                _WIKIDATA_ENTITY, _copy_class
            ),
        },
    ),
    "links to Wikidata": Dialect(
        mark=b"://www.wikidata.org/",
        meanings={
            SAME_AS: Meaning(_ANY_NODE, _say_entity),
            named(OWL.sameAs): Meaning(_ANY_NODE, _say_entity_of_ours),
        },
    ),
}
"""The dialects by their names."""
