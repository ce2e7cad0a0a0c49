"""Make the page of the ontology: python -m tests.rdf.ontology_page [FILE].

It is made by pyLODE, which names the places of its page by the labels of the terms; here they get
the names of the terms, so that https://w3id.org/claim-source#Statement leads to its place. FILE is
docs/ontology/index.html, if none is given.

pyLODE orders some things by hash: `make docs` runs this with PYTHONHASHSEED=0, so that the same
ontology gives the same page.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from pylode import OntPub  # type: ignore[import-untyped]

from kg.rdf.vocabulary import CS

ROOT: Final = Path(__file__).parents[2]
ONTOLOGY: Final = ROOT / "ontology" / "claim-source.ttl"
PAGE: Final = ROOT / "docs" / "ontology" / "index.html"


def make_page(ontology: Path) -> str:
    """The page of an ontology, as HTML."""
    document = OntPub(ontology=ontology, sort_subjects=True)
    html = document.make_html()
    ours = {iri: place for iri, place in document.fids.items() if iri.startswith(str(CS))}
    names = {place: iri.removeprefix(str(CS)) for iri, place in ours.items()}
    return re.sub(
        r'(?P<before> id="| href="#)(?P<place>[^"]*)"',
        lambda found: f'{found["before"]}{names.get(found["place"], found["place"])}"',
        html,
    )


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    path.write_text(make_page(ONTOLOGY), encoding="utf-8")


if __name__ == "__main__":
    main()
