"""The News Classification Ontology (NCO), as SEER's graph of news has it, in our terms.

SEER (https://github.com/massi-fa/SEER) has articles, the claims in them, an utterance of each, and
who makes it, as an agent in a role. Instances are named by what they are, `.../v2/Person/Ann_Lee`.

    an article's nco:hasTitle, hasURL       schema:headline, schema:url
    an article's nco:hasNewsSource          schema:publisher
    a claim's nco:claimInNewsItem           cs:statedIn: it is what we call a statement
    a claim's nco:hasUtterance              cs:states
    a claim's nco:hasAgentComponent         cs:source, prov:qualifiedAttribution: an agent in a role
    an utterance's nco:hasText "T"          schema:text; skos:exactMatch the claims with the words T
    an agent in a role: nco:hasAgent        prov:agent, cs:sameEntityAs; the class of the agent
    rdfs:label "Ann Lee as Expert"          schema:name "Ann Lee"
    owl:sameAs https://www.wikidata.org...  schema:sameAs http://www.wikidata.org..., as Wikidata is

SEER writes what somebody says in other words as a sentence, with a capital and a full stop, which
our claims have only where the text has them. So an utterance leads to the claims in both forms.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.merge.adapters.dialects import Dialect, Meaning
from kg.merge.adapters.terms import (
    EXACT,
    NAME,
    SAME_AS,
    TEXT,
    TYPE,
    entity_of,
    link_claim,
    to_iri,
)
from kg.rdf.serialise import named
from kg.rdf.vocabulary import CS, OWL, PROV, RDFS, SDO

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SEER"]

_NCO: Final = "http://data.open.ac.uk/ontology/newsclassification/v2"
_CLASSES: Final = {"Person": named(SDO.Person), "Organization": named(SDO.Organization)}
"""What the IRI of an agent has behind the namespace, and our class."""
_IN_NCO: Final = re.compile(rf"^<?{re.escape(_NCO)}[/#]")
_ANY_NODE: Final = re.compile("")
_AGENT: Final = re.compile(rf"^<{re.escape(_NCO)}[/#](Person|Organization|AgentComponent)/")
_SOURCE: Final = re.compile(rf"^<{re.escape(_NCO)}[/#](NewsSource|Publisher)/")
_UTTERANCE: Final = re.compile(rf"^<{re.escape(_NCO)}[/#]Utterance/")
_IN_ROLE: Final = re.compile(r" as \w+$")
_SOURCE_LABEL: Final = "News Source: "
_AROUND: Final = ' ,;"“”'


def _copy(term: NamedNode, quad: Quad, _base: str) -> Iterator[Quad]:
    """Say the same with a term of ours."""
    yield Quad(quad.subject, term, quad.object, quad.graph_name)


def _copy_address(quad: Quad, _base: str) -> Iterator[Quad]:
    """Say the address of an article, which is a text here, as an IRI."""
    value = quad.object.value if isinstance(quad.object, Literal | NamedNode) else None
    address = to_iri(value)
    if address is not None:
        yield Quad(quad.subject, named(SDO.url), address, quad.graph_name)


def _copy_name(quad: Quad, _base: str) -> Iterator[Quad]:
    """Say what somebody or something is called, without the role and what is said before it."""
    if isinstance(quad.object, Literal):
        label = quad.object.value.removeprefix(_SOURCE_LABEL)
        is_in_role = "/AgentComponent/" in str(quad.subject)
        name = _IN_ROLE.sub("", label) if is_in_role else label
        yield Quad(quad.subject, NAME, Literal(name), quad.graph_name)


def _say_source(quad: Quad, _base: str) -> Iterator[Quad]:
    """Say whom a claim comes from: an agent in a role, which is an attribution, too."""
    yield Quad(quad.subject, named(CS.source), quad.object, quad.graph_name)
    yield Quad(quad.subject, named(PROV.qualifiedAttribution), quad.object, quad.graph_name)


def _join_agent(quad: Quad, _base: str) -> Iterator[Quad]:
    """Say who an agent in a role is, and of which class they are."""
    agent = quad.object
    yield Quad(quad.subject, named(PROV.agent), agent, quad.graph_name)
    yield Quad(quad.subject, named(CS.sameEntityAs), agent, quad.graph_name)
    found = _AGENT.match(str(agent))
    ours = _CLASSES.get(found[1]) if found else None
    if ours is not None and isinstance(agent, NamedNode):
        yield Quad(agent, TYPE, ours, quad.graph_name)


def _link_utterance(quad: Quad, base: str) -> Iterator[Quad]:
    """Link an utterance to the claims with its words, in each form that an article may have."""
    if not isinstance(quad.object, Literal) or not _UTTERANCE.match(str(quad.subject)):
        return
    yield Quad(quad.subject, TEXT, quad.object, quad.graph_name)
    for text in _forms_of(quad.object.value):
        words = Quad(quad.subject, quad.predicate, Literal(text), quad.graph_name)
        yield from link_claim(EXACT, words, base)


def _forms_of(text: str) -> list[str]:
    """Return the words of an utterance as they are, and as they stand inside a sentence.

    >>> _forms_of("The plant is late."), _forms_of("“We waited.”")
    (['The plant is late.', 'The plant is late', 'the plant is late'], ['“We waited.”', ...])
    """
    inside = text.strip(_AROUND).removesuffix(".")
    return list(dict.fromkeys([text, inside, inside[:1].lower() + inside[1:]]))


def _copy_wikidata(quad: Quad, _base: str) -> Iterator[Quad]:
    """Say which entity of Wikidata somebody is, in the IRI that Wikidata gives it."""
    entity = entity_of(quad.object)
    if entity is not None:
        yield Quad(quad.subject, SAME_AS, entity, quad.graph_name)


def _term(name: str) -> NamedNode:
    return NamedNode(f"{_NCO}#{name}")


SEER: Final = Dialect(
    mark=_NCO.encode(),
    meanings={
        _term("hasTitle"): Meaning(_ANY_NODE, partial(_copy, named(SDO.headline))),
        _term("hasURL"): Meaning(_ANY_NODE, _copy_address),
        _term("hasNewsSource"): Meaning(_ANY_NODE, partial(_copy, named(SDO.publisher))),
        _term("claimInNewsItem"): Meaning(_ANY_NODE, partial(_copy, named(CS.statedIn))),
        _term("hasUtterance"): Meaning(_ANY_NODE, partial(_copy, named(CS.states))),
        _term("hasAgentComponent"): Meaning(_ANY_NODE, _say_source),
        _term("hasText"): Meaning(_ANY_NODE, _link_utterance),
        _term("hasAgent"): Meaning(_ANY_NODE, _join_agent),
        named(RDFS.label): Meaning(re.compile(f"{_AGENT.pattern}|{_SOURCE.pattern}"), _copy_name),
        named(OWL.sameAs): Meaning(_IN_NCO, _copy_wikidata),
    },
)
"""What SEER's graph says in our terms."""
