"""Find the passages of statements, for the cards of an answer."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, cast

from kg.query.parameters import write_iri
from kg.views.passages import Quote, windows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import QuerySolutions

    from kg.views.passages import Part, Window

__all__ = ["find_passages"]

_SPARQL: Final = """
    SELECT ?statement ?part ?start ?exact ?prefix ?suffix {{
      VALUES ?statement {{ {statements} }}
      VALUES (?term ?part) {{
        (cs:passage "content") (cs:sourceSpan "source") (cs:cueSpan "cue")
      }}
      ?statement ?term ?place .
      ?place oa:hasSelector ?position, ?quote .
      ?position oa:start ?start .
      ?quote oa:exact ?exact .
      OPTIONAL {{ ?quote oa:prefix ?prefix }}
      OPTIONAL {{ ?quote oa:suffix ?suffix }}
    }}"""


def find_passages(
    statements: Iterable[str], ask: Callable[[str], QuerySolutions]
) -> dict[str, list[Window]]:
    """Return the text around each statement, as far as the graph has it.

    Args:
        statements: Their IRIs.
        ask: Answers SPARQL.
    """
    known = sorted(set(statements))
    if not known:
        return {}
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for row in ask(_SPARQL.format(statements=" ".join(map(write_iri, known)))):
        statement, part, start, exact, prefix, suffix = (
            getattr(value, "value", "") for value in row
        )
        quotes[statement].append(
            Quote(
                part=cast("Part", part), start=int(start), exact=exact, prefix=prefix, suffix=suffix
            )
        )
    found = {}
    for statement, own in quotes.items():
        own.sort(key=lambda quote: (quote.start, quote.part))
        found[statement] = list(windows(own))
    return found
