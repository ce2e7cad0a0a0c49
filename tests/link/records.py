"""Records of people, organisations and places, written in a line."""

from __future__ import annotations

from kg.language.spelling import strip_titles
from kg.link.entities import PERSON, Record, folded


def entity(text: str, article: str) -> Record:
    """`kind: Name, Other name | roles | affiliation | whom else the article names | publisher`."""
    kind, _, rest = text.partition(": ")
    names, roles, affiliation, context, publisher, *_ = (
        part.strip() for part in f"{rest}||||".split("|")
    )
    forms = [name.strip() for name in names.split(",")]
    folded_forms = set(map(folded, forms))
    if kind == PERSON:
        folded_forms = set(map(strip_titles, forms))
    return Record(
        iri=f"x:{article}",
        kind=kind,
        name=forms[0],
        forms=frozenset(folded_forms),
        article=article,
        publisher=folded(publisher),
        roles=frozenset(folded(roles).split()),
        affiliations=frozenset({folded(affiliation)} - {""}),
        context=frozenset(folded(name) for name in context.split(",") if name.strip()),
    )
