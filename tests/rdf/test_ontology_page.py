"""The page in docs/ontology is that of the ontology; `make docs` makes it anew."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from rdflib import RDF, URIRef
from rdflib.namespace import OWL

from kg.rdf import load_ontology
from kg.rdf.vocabulary import CS
from tests.rdf.ontology_page import PAGE, ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_the_page_is_that_of_the_ontology(tmp_path: Path) -> None:
    made = tmp_path / "index.html"
    subprocess.run(
        [sys.executable, "-m", "tests.rdf.ontology_page", str(made)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        check=True,
    )
    assert made.read_text("utf-8") == PAGE.read_text("utf-8"), "run `make docs`"


def test_each_term_has_its_place_under_its_own_name() -> None:
    ontology = load_ontology()
    places = set(re.findall(r' id="([^"]*)"', PAGE.read_text("utf-8")))
    sorts = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual)
    terms = {term for sort in sorts for term in ontology.subjects(RDF.type, sort)}
    ours = {str(term) for term in terms if isinstance(term, URIRef) and term.startswith(str(CS))}
    assert len(ours) > 30
    assert {term.removeprefix(str(CS)) for term in ours} <= places


def test_the_contents_lead_to_the_individuals_and_to_the_example() -> None:
    page = PAGE.read_text("utf-8")
    for name in ("Direct", "Possible", "Assertion", "individuals", "example"):
        assert f'href="#{name}"' in page
        assert f' id="{name}"' in page
    assert "cs:certainty cs:Possible ;" in page


def test_the_page_loads_nothing_from_elsewhere() -> None:
    page = PAGE.read_text("utf-8")
    assert not re.findall(r'<(?:script|img|iframe)[^>]* src="http|<link[^>]* href="http', page)
    assert "@import" not in page
