"""The addresses of the ontology lead to its files, by the rules that are to be submitted to w3id.org.

The rules are followed here as Apache's mod_rewrite follows them in a folder: one after the other,
each on the path behind the folder, with the conditions right above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import OWL

ROOT: Final = Path(__file__).parents[2]
RULES: Final = (ROOT / "ontology" / "w3id" / ".htaccess").read_text("utf-8")
HERE: Final = "https://w3id.org/claim-source"
BROWSER: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
TURTLE: Final = "text/turtle, application/rdf+xml;q=0.5"
PAGE: Final = "docs/ontology/"


@dataclass(frozen=True)
class Answer:
    """Where a request is led, with which status."""

    status: int
    address: str


def follow(path: str, accept: str) -> Answer | None:
    """What Apache would answer to a request for a path in the folder; None if no rule fits."""
    environment: dict[str, str] = {}
    holds = True
    for line in RULES.splitlines():
        word, *rest = line.split() or ["#"]
        if word == "RewriteCond":
            tested, pattern = rest
            assert tested == "%{HTTP_ACCEPT}"
            holds = holds and bool(re.search(pattern, accept))
        elif word == "RewriteRule":
            pattern, target, flags = rest
            given = dict(flag.partition("=")[::2] for flag in flags.strip("[]").split(","))
            found = re.search(pattern, path)
            if holds and found:
                if "E" in given:
                    name, _, value = given["E"].partition(":")
                    environment[name] = value
                if target != "-":
                    whole = re.sub(r"%\{ENV:(\w+)\}", lambda use: environment[use[1]], target)
                    return Answer(int(given["R"]), found.expand(whole.replace("$", "\\")))
            holds = True
        else:
            assert word in {"#", "Options", "RewriteEngine"}
    return None


[HOME] = re.findall(r"E=HOME:(\S+)\]", RULES)


@pytest.mark.parametrize(
    ("path", "accept", "leads_to"),
    [
        ("", BROWSER, PAGE),
        ("", TURTLE, "ontology/claim-source.ttl"),
        ("", "*/*", "ontology/claim-source.ttl"),
        ("", "application/ld+json", "ontology/claim-source.ttl"),
        ("0.1.0", BROWSER, PAGE),
        ("0.1.0", TURTLE, "ontology/claim-source.ttl"),
        ("shapes", TURTLE, "ontology/shapes.ttl"),
        ("shapes", BROWSER, "ontology/shapes.ttl"),
        ("shapes/merged", TURTLE, "ontology/merged.ttl"),
        ("context.jsonld", "application/ld+json", "ontology/context.jsonld"),
        ("context", "*/*", "ontology/context.jsonld"),
        ("id/article-jz7wdyfrwr6touhvfzbh", BROWSER, PAGE),
        ("id/claim-72yjr4cwklsu6exwjfxi", TURTLE, PAGE),
        ("judged", TURTLE, PAGE),
        ("docs/tutorial.md", BROWSER, "docs/tutorial.md"),
        ("docs/images/seed-claim.png", "image/*", "docs/images/seed-claim.png"),
        ("docs/ontology/", BROWSER, "docs/ontology/"),
        ("CHANGELOG.md", "*/*", "CHANGELOG.md"),
    ],
)
def test_an_address_leads_to_a_file_of_the_repository(
    path: str, accept: str, leads_to: str
) -> None:
    assert follow(path, accept) == Answer(303, f"{HOME}/{leads_to}")
    target = ROOT / leads_to
    assert target.is_file() or (target / "index.html").is_file()


@pytest.mark.parametrize("path", ["claims", "shapes/other", "0.2.0", "ontology/claim-source.ttl"])
def test_what_is_not_there_leads_nowhere(path: str) -> None:
    assert follow(path, BROWSER) is None


def test_the_addresses_of_the_package_and_the_readme_lead_somewhere() -> None:
    written = (ROOT / "README.md").read_text("utf-8") + (ROOT / "pyproject.toml").read_text("utf-8")
    addresses = set(re.findall(rf"{HERE}/?([^\s\")]*)", written))
    assert {"docs/tutorial.md", "CHANGELOG.md"} <= addresses
    assert {
        path for path in addresses if "#" not in path and follow(path, BROWSER) is None
    } == set()


@pytest.mark.parametrize("name", ["claim-source.ttl", "shapes.ttl", "merged.ttl"])
def test_what_the_files_call_themselves_leads_to_them(name: str) -> None:
    graph = Graph().parse(ROOT / "ontology" / name)
    [itself] = graph.subjects(RDF.type, OWL.Ontology)
    named = {itself, *graph.objects(itself, OWL.versionIRI), *graph.objects(itself, OWL.imports)}
    for iri in named:
        assert isinstance(iri, URIRef)
        found = follow(str(iri).removeprefix(HERE).removeprefix("/"), TURTLE)
        assert found is not None
        if iri == itself:
            assert found.address == f"{HOME}/ontology/{name}"
