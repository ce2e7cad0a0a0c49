"""Claims that a web page marks in its text: microdata and RDFa of schema.org, found by extruct.

Only reviews of claims, claims, and what is said of them is taken: pages mark their menus, too, and
RDFa says something of every page that has a picture to share.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kg.merge.adapters.terms import as_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["find_marked_claims"]

_Node: TypeAlias = "dict[str, Any]"

_WANTED: Final = frozenset({"ClaimReview", "Claim"})
_OF_SCHEMA: Final = re.compile(r"@|https?://schema\.org/")
"""What the page says to others of the same node, such as the title for a post, is left out."""
_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]*\?>")
"""What XHTML begins with; it tells the encoding, which is decoded already."""
_DEEPEST: Final = 20
"""How far from a review something may stand that is said of it."""


def find_marked_claims(page: str, address: str) -> list[object]:
    """Return what a page marks as reviews of claims and as claims, as JSON-LD.

    Args:
        page: HTML.
        address: The page's, which relative addresses begin with; empty for none.

    Raises:
        ValueError: It cannot be read.

    >>> review = '<p itemprop="claimReviewed">It rained.</p>'
    >>> page = f'<div itemscope itemtype="https://schema.org/ClaimReview">{review}</div>'
    >>> find_marked_claims(page, "")[0]["claimReviewed"]
    'It rained.'
    """
    import extruct

    try:
        found = extruct.extract(
            _DECLARATION.sub("", page),
            base_url=address or None,
            syntaxes=["microdata", "rdfa"],
            uniform=True,
            errors="ignore",
        )
    except Exception as error:
        message = f"its microdata and RDFa cannot be read ({type(error).__name__}: {error})"
        raise ValueError(message) from error
    marked = [item for item in found.get("microdata", []) if _is_wanted(item)]
    return [*marked, *_reachable(found.get("rdfa", []))]


def _is_wanted(node: _Node) -> bool:
    """Tell whether a node is a review of a claim, or a claim, of schema.org."""
    for name in as_list(node.get("@type")):
        space, _, short = str(name).rpartition("/")
        if short in _WANTED and (not space or space.endswith("//schema.org")):
            return True
    return False


def _reachable(nodes: Iterable[_Node]) -> Iterator[_Node]:
    """Yield the nodes that are wanted, and those that they lead to."""
    by_name: Mapping[str, _Node] = {str(node.get("@id")): node for node in nodes}
    ends = {name for name, node in by_name.items() if _is_wanted(node)}
    reached: set[str] = set()
    for _ in range(_DEEPEST):
        reached |= ends
        links = [link for name in sorted(ends) for link in _links_of(by_name[name])]
        ends = (set(links) & by_name.keys()) - reached
    for name in sorted(reached):
        yield {key: value for key, value in by_name[name].items() if _OF_SCHEMA.match(key)}


def _links_of(node: _Node) -> Iterator[str]:
    """Yield the names of the nodes that a node leads to."""
    for values in node.values():
        for value in as_list(values):
            if isinstance(value, dict) and "@id" in value:
                yield str(value["@id"])
