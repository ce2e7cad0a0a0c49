"""Adapters: what other people's claim data says in our terms.

Two kinds, each in a plain dict. A *reader* turns a file that is not RDF into quads; its ending
chooses it. A *dialect* is RDF already: of one quad it gives the quads that say the same in our
terms, and the quad itself stays. Since a dialect looks at one quad at a time, what it adds does not
depend on how the data came in, and the laws of union hold.

claim_review.py     schema.org ClaimReview and Claim: JSON-LD, alone or inside a web page
embedded.py         the same as microdata and RDFa of a web page
fact_check_tools.py the same as Google's Fact Check Tools answer it
jsonld.py           JSON-LD made safe to parse
lost.py             what JSON-LD with our context says in vain: mistyped keys and values
followthemoney.py   FollowTheMoney entities
quotations.py       tables of quotations: CSV with a mapping file
sssom.py            mapping sets in SSSOM TSV
dialects.py         ClaimReview, ClaimsKG, CimpleKG and Wikidata: a table each
nco.py              SEER's graph, in the News Classification Ontology
terms.py            what they share
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from kg.merge.adapters.claim_review import read_json, read_jsonld, read_page
from kg.merge.adapters.dialects import DIALECTS as _DIALECTS
from kg.merge.adapters.dialects import convert_quad
from kg.merge.adapters.followthemoney import read_entities
from kg.merge.adapters.nco import SEER
from kg.merge.adapters.quotations import read_quotations
from kg.merge.adapters.sssom import read_mappings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import IO

    from pyoxigraph import Quad

    from kg.errors import Problem
    from kg.merge.adapters.dialects import Dialect

    Reader: TypeAlias = Callable[[Path, IO[bytes], str, list[Problem]], Iterator[Quad]]
    """Takes the path of a file, the file, what new IRIs begin with, and what takes up problems."""

__all__ = ["DIALECTS", "READERS", "convert_quad"]

DIALECTS: Final[Mapping[str, Dialect]] = {**_DIALECTS, "SEER": SEER}
"""What says the same in our terms, by the name of the vocabulary or the graph."""
READERS: Final[Mapping[str, Reader]] = {
    ".jsonld": read_jsonld,
    ".html": read_page,
    ".htm": read_page,
    ".csv": read_quotations,
    ".sssom.tsv": read_mappings,
    ".ftm.json": read_entities,
    ".ftm.jsonl": read_entities,
    ".ftm": read_entities,
    ".json": read_json,
}
"""What reads a file, by the ending of its name; of several endings, the first that it has."""
