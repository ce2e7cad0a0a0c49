"""JSON-LD made safe to parse: no context is fetched, no node lost for its name.

pyoxigraph drops a node whose `@id` is not an absolute IRI, and all that is said of it; here it
keeps what is said, without the name, and is listed. So is what our context has no term for.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kg.errors import Problem
from kg.merge.adapters.lost import find_lost
from kg.merge.adapters.terms import as_list, to_iri
from kg.rdf import load_context

_CONTEXT_OF_SCHEMA: Final = re.compile(
    r"https?://(www\.)?schema\.org(/|/docs/jsonldcontext\.json(ld)?)?#*"
)
_OUR_CONTEXT: Final = re.compile(r"https?://w3id\.org/claim-source/context(\.jsonld)?")
_LOCAL_CONTEXT: Final = {"@vocab": "https://schema.org/", "id": "@id", "type": "@type"}
"""What stands for the context of schema.org, which would have to be fetched."""
_ADDRESSES: Final = frozenset(
    {"url", "sameAs", "appearance", "firstAppearance", "mainEntityOfPage", "isBasedOn"}
)
"""Terms of schema.org whose texts are addresses."""


def parse_jsonld(data: object, address: str, where: str, problems: list[Problem]) -> list[Quad]:
    """Return the quads of JSON-LD; takes and raises what `make_safe` does."""
    safe = make_safe(data, address, where, problems)
    problems += find_lost(safe, where, address)
    text, form = json.dumps(safe).encode("utf-8"), RdfFormat.JSON_LD
    return list(pyoxigraph.parse(input=text, format=form, base_iri=address or None))


def make_safe(data: object, address: str, where: str, problems: list[Problem]) -> object:
    """Return JSON-LD with local contexts and sound names.

    Args:
        data: As JSON has it.
        address: The page's, which relative addresses begin with; empty for none.
        where: What a problem names.
        problems: Takes up the names that are not IRIs.

    Raises:
        ValueError: It needs a remote context, which is not fetched.

    >>> data = {"@context": "https://schema.org", "url": "/a"}
    >>> make_safe(data, "https://example.org/b", "", [])["url"]
    [{'@id': 'https://example.org/a'}]
    """
    found = _Found()
    safe = _copy(data, address, frozenset(), found)
    if any(map(_is_of_schema, found.contexts)):
        safe = _copy(safe, address, _ADDRESSES, found)
    for name in sorted(found.bad):
        message = f"{name!r} is no absolute IRI; what it names was kept without a name"
        problems.append(Problem(where=where, message=message))
    return safe


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands in the data: contexts, which are local now, and names that are not IRIs."""

    contexts: list[object] = field(default_factory=list)
    bad: set[str] = field(default_factory=set)


def _copy(data: object, page: str, addresses: frozenset[str], found: _Found) -> object:
    """Copy a part of the data, with local contexts, sound names, and links for some addresses."""
    if isinstance(data, list):
        return [_copy(item, page, addresses, found) for item in data]
    if not isinstance(data, dict):
        return data

    result: dict[str, object] = {}
    for key, value in data.items():
        if key == "@context":
            result[key] = _make_local(value)
            found.contexts.extend(as_list(result[key]))
        elif key in {"@id", "id"} and isinstance(value, str):
            name = _join_address(page, value)
            if to_iri(name) or _is_short_name(name):
                result[key] = name
            else:
                found.bad.add(value)
        elif key.removeprefix("schema:") in addresses:
            links = [_to_link(item, page) for item in as_list(value)]
            result[key] = _copy(links, page, addresses, found)
        else:
            result[key] = _copy(value, page, addresses, found)
    return result


def _to_link(value: object, page: str) -> object:
    """Return an address as a link to it; any other value as it is."""
    if not isinstance(value, str):
        return value
    name = _join_address(page, value)
    return {"@id": name} if to_iri(name) else value


def _join_address(page: str, address: str) -> str:
    """Return a relative address as the page's own makes it absolute; any other as it is."""
    is_absolute = ":" in address.split("/", maxsplit=1)[0]
    return address if is_absolute else urljoin(page, address)


def _is_short_name(name: str) -> bool:
    """Tell whether a name may be that of a blank node, or a prefix and a rest."""
    return name.startswith("_:") or (":" in name and not set(name) & {" ", "<"})


def _is_of_schema(context: object) -> bool:
    """Tell whether a local context is that of schema.org."""
    vocabulary = context.get("@vocab") if isinstance(context, dict) else None
    return str(vocabulary).rstrip("/").endswith("schema.org")


def _make_local(context: object) -> object:
    """Return a context without addresses, or refuse it.

    >>> _make_local("https://schema.org/")["@vocab"]
    'https://schema.org/'
    """
    if isinstance(context, list):
        return [_make_local(part) for part in context]
    if isinstance(context, dict):
        if "@import" in context:
            raise ValueError(f"it imports the context {context['@import']}, which is not fetched")
        return {key: _make_term_local(value) for key, value in context.items()}
    if not isinstance(context, str):
        return context
    if _OUR_CONTEXT.fullmatch(context):
        return load_context()
    if not _CONTEXT_OF_SCHEMA.fullmatch(context):
        remedy = "which is not fetched; put the context into the file"
        raise ValueError(f"it needs the context {context}, {remedy}")
    return _LOCAL_CONTEXT


def _make_term_local(definition: object) -> object:
    """Return the definition of a term whose own context, if it has one, is local."""
    if isinstance(definition, dict) and "@context" in definition:
        return {**definition, "@context": _make_local(definition["@context"])}
    return definition
