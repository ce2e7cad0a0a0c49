"""ClaimsKG (Tchechmedjiev et al., ISWC 2019): claims as `schema:CreativeWork`, names in a language, mentions by NIF.

    a creative_work's schema:text "T"@en    skos:exactMatch the claim with the words T
    schema:name "N"@en of any node          schema:name "N"
    a mention's nif:isString "N"@en         schema:name "N"
    a mention's itsrdf:taIdentRef D         skos:exactMatch D (DBpedia)

Reviews, ratings (the original one, and the one that ClaimsKG normalised) and authors are in
schema.org's terms already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad

from kg.merge.adapters.terms import EXACT, NAME, TEXT, is_english, plain, same_claim

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK: Final = b"data.gesis.org/claimskg/"
HOME: Final = "data.gesis.org/claimskg/"
STRING: Final = NamedNode("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString")
REFERENCE: Final = NamedNode("https://www.w3.org/2005/11/its/rdf#taIdentRef")
OLD_REFERENCE: Final = NamedNode("http://www.w3.org/2005/11/its/rdf#taIdentRef")


def mapped(quad: Quad, base: str) -> Iterator[Quad]:
    """What a quad of ClaimsKG says in our terms.

    >>> from pyoxigraph import Literal
    >>> node = NamedNode("http://data.gesis.org/claimskg/organization/snopes")
    >>> [also.object.value for also in mapped(Quad(node, NAME, Literal("snopes", language="en")), "x:")]
    ['snopes']
    """
    if not isinstance(quad.subject, NamedNode):
        return
    kind = quad.subject.value.partition(HOME)[2].partition("/")[0]
    if kind == "creative_work" and quad.predicate == TEXT:
        yield from same_claim(quad, base)
    elif kind and quad.predicate in {NAME, STRING} and is_english(quad.object):
        yield from plain(quad, NAME)
    elif kind and quad.predicate in {REFERENCE, OLD_REFERENCE}:
        yield Quad(quad.subject, EXACT, quad.object, quad.graph_name)
