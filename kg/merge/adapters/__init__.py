"""Adapters: what other people's claim data says in our terms, one module a format.

Two kinds, each in a plain dict. A *reader* turns a file that is no RDF into quads; its ending
chooses it. A *dialect* is RDF already: of one quad it gives the quads that say the same in our
terms, and the quad itself stays. Since a dialect looks at one quad at a time, what it adds does not
depend on how the data came in, and the laws of union hold.

claim_review.py     schema.org ClaimReview and Claim: JSON-LD, alone or inside a web page
claimskg.py         ClaimsKG                       cimplekg.py         CimpleKG
wikidata.py         entities of Wikidata           followthemoney.py   FollowTheMoney entities
quotations.py       tables of quotations: CSV with a mapping file
sssom.py            mapping sets in SSSOM TSV
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from kg.merge.adapters import (
    cimplekg,
    claim_review,
    claimskg,
    followthemoney,
    quotations,
    sssom,
    wikidata,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import IO

    from pyoxigraph import Quad

    from kg.errors import Problem

    Reader: TypeAlias = Callable[[Path, IO[bytes], str, list[Problem]], Iterator[Quad]]
    Dialect: TypeAlias = Callable[[Quad, str], Iterator[Quad]]

READERS: Final[Mapping[str, tuple[str, Reader]]] = {
    ".jsonld": ("schema.org", claim_review.read_jsonld),
    ".html": ("schema.org", claim_review.read_page),
    ".htm": ("schema.org", claim_review.read_page),
    ".csv": ("quotations", quotations.read),
    ".sssom.tsv": ("SSSOM", sssom.read),
    ".ftm.json": ("FollowTheMoney", followthemoney.read),
    ".ftm.jsonl": ("FollowTheMoney", followthemoney.read),
    ".ftm": ("FollowTheMoney", followthemoney.read),
}
"""By the ending of a file's name: what the format is called, and what reads it."""
DIALECTS: Final[Mapping[str, tuple[bytes, Dialect]]] = {
    "schema.org": (claim_review.MARK, claim_review.mapped),
    "ClaimsKG": (claimskg.MARK, claimskg.mapped),
    "CimpleKG": (cimplekg.MARK, cimplekg.mapped),
    "Wikidata": (wikidata.MARK, wikidata.mapped),
}
"""By name: bytes without which no line is of that dialect, and what maps a quad."""


def reader_of(name: str) -> tuple[str, Reader] | None:
    """What a file of this name is called, and what reads it; None where its name is of no such format.

    >>> reader_of("mine.sssom.tsv")[0], reader_of("claims.nq")
    ('SSSOM', None)
    """
    ends = [end for end in READERS if name.lower().endswith(end)]
    return READERS[max(ends, key=len)] if ends else None
