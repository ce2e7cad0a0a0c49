"""JSON-LD made safe to parse: no context is fetched, and no node is lost for a name that is no IRI.

pyoxigraph drops a node whose `@id` is no absolute IRI, and all that is said of it; here it keeps
what is said, without the name, and is listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from kg.errors import Problem
from kg.merge.adapters.terms import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA_CONTEXTS: Final = frozenset(
    f"{scheme}://{host}schema.org{tail}"
    for scheme in ("http", "https")
    for host in ("", "www.")
    for tail in ("", "/", "/docs/jsonldcontext.jsonld", "/docs/jsonldcontext.json")
)
SCHEMA: Final = {"@vocab": "https://schema.org/", "id": "@id", "type": "@type"}
"""What stands for the context of schema.org, which would have to be fetched."""
ADDRESSES: Final = frozenset(
    {"url", "sameAs", "appearance", "firstAppearance", "mainEntityOfPage", "isBasedOn"}
)
"""Terms of schema.org whose texts are addresses."""


def prepared(data: object, address: str | None, where: str, problems: list[Problem]) -> object:
    """JSON-LD with local contexts and sound names.

    Args:
        data: As JSON has it.
        address: The page's, which relative addresses begin with; None for none.
        where: What a problem names.
        problems: Takes up the names that are no IRIs.

    Raises:
        ValueError: It needs a remote context, which is not fetched.

    >>> prepared({"@context": "https://schema.org", "url": "/a"}, "https://example.org/b", "", [])["url"]
    {'@id': 'https://example.org/a'}
    """
    has_schema = mentions_schema(data)
    bad: list[str] = []
    found = walked(data, address, has_schema=has_schema, bad=bad)
    problems.extend(
        Problem(
            where=where,
            message=f"{name!r} is no absolute IRI; what it names was kept without a name",
        )
        for name in sorted(set(bad))
    )
    return found


def walked(data: object, address: str | None, *, has_schema: bool, bad: list[str]) -> object:
    """A part of the data, prepared; the names that are no IRIs are added to `bad`."""
    if isinstance(data, list):
        return [walked(item, address, has_schema=has_schema, bad=bad) for item in data]
    if not isinstance(data, dict):
        return data
    result: dict[str, object] = {}
    for key, value in data.items():
        if key == "@context":
            result[key] = local(value)
        elif key in {"@id", "id"} and isinstance(value, str):
            name = joined(value, address)
            if value.startswith("_:") or absolute(name) or is_compact(name):
                result[key] = name
            else:
                bad.append(value)
        elif has_schema and key.removeprefix("schema:") in ADDRESSES:
            result[key] = (
                [as_address(item, address, bad) for item in value]
                if isinstance(value, list)
                else (as_address(value, address, bad))
            )
        else:
            result[key] = walked(value, address, has_schema=has_schema, bad=bad)
    return result


def as_address(value: object, address: str | None, bad: list[str]) -> object:
    """A text that is an address as an IRI, if it is one; else as it is."""
    if isinstance(value, str):
        name = joined(value, address)
        return {"@id": name} if absolute(name) else value
    return walked(value, address, has_schema=True, bad=bad)


def joined(value: str, address: str | None) -> str:
    """A relative address as the page's own makes it absolute."""
    return (
        urljoin(address, value) if address and ":" not in value.split("/", maxsplit=1)[0] else value
    )


def is_compact(name: str) -> bool:
    """Whether a name may be a prefix and a rest, which the context tells."""
    return ":" in name and " " not in name and "<" not in name


def mentions_schema(data: object) -> bool:
    """Whether any context is that of schema.org."""
    return any(
        (isinstance(part, str) and part.rstrip("#") in SCHEMA_CONTEXTS)
        or (
            isinstance(part, dict)
            and str(part.get("@vocab", "")).rstrip("/").endswith("schema.org")
        )
        for context in contexts(data)
        for part in (context if isinstance(context, list) else [context])
    )


def contexts(data: object) -> Iterator[object]:
    """All contexts in the data."""
    if isinstance(data, list):
        for item in data:
            yield from contexts(item)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key == "@context":
                yield value
            else:
                yield from contexts(value)


def local(context: object) -> object:
    """A context without addresses.

    >>> local("https://schema.org/")["@vocab"]
    'https://schema.org/'
    """
    if isinstance(context, list):
        return [local(part) for part in context]
    if isinstance(context, str):
        if context.rstrip("#") not in SCHEMA_CONTEXTS:
            raise ValueError(
                f"it needs the context {context}, which is not fetched; put the context into the file"
            )
        return SCHEMA
    if isinstance(context, dict):
        if "@import" in context:
            raise ValueError(f"it imports the context {context['@import']}, which is not fetched")
        return {key: scoped(value) for key, value in context.items()}
    return context


def scoped(definition: object) -> object:
    """The definition of a term, whose own context is made local, too."""
    if isinstance(definition, dict) and "@context" in definition:
        return {**definition, "@context": local(definition["@context"])}
    return definition
