"""Make the page of the ontology: python -m tests.rdf.ontology_page [FILE].

It is made by pyLODE, which names the places of its page by the labels of the terms; here they get
the names of the terms, so that https://w3id.org/claim-source#Statement leads to its place. pyLODE
leaves out the individuals, which are the values that a query asks for: they are added here, with the
example of README.md. FILE is docs/ontology/index.html, if none is given.

pyLODE orders some things by hash: `make docs` runs this with PYTHONHASHSEED=0, so that the same
ontology gives the same page.
"""

from __future__ import annotations

import re
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pylode import OntPub  # type: ignore[import-untyped]

from kg.rdf import load_ontology
from kg.rdf.vocabulary import CS, OWL, RDF, RDFS

if TYPE_CHECKING:
    from rdflib import Graph

ROOT: Final = Path(__file__).parents[2]
ONTOLOGY: Final = ROOT / "ontology" / "claim-source.ttl"
PAGE: Final = ROOT / "docs" / "ontology" / "index.html"


BEFORE: Final = '      <div id="namespaces">'
BEFORE_IN_CONTENTS: Final = """        <li>
          <h4>
            <a href="#namespaces">Namespaces</a>"""
INDIVIDUAL: Final = """        <div class="property entity" id="{name}">
          <h3>{label}
            <sup class="sup-ni" title="OWL Named Individual">ni</sup>
          </h3>
          <table>
            <tr><th>IRI</th><td><code>{iri}</code></td></tr>
            <tr><th>Is a</th><td><a href="#{kind}">{kind}</a></td></tr>
            <tr><th>Description</th><td><p>{comment}</p></td></tr>
          </table>
        </div>
"""
SECTIONS: Final = """      <div class="section" id="individuals">
        <h2>Named Individuals</h2>
{individuals}      </div>
      <div class="section" id="example">
        <h2>Example</h2>
        <p>A statement of the article in seeds/, with some of its lines left out.</p>
        <pre>{example}</pre>
      </div>
"""
CONTENTS: Final = """        <li><h4><a href="#individuals">Named Individuals</a></h4>
          <ul class="second">
{individuals}
          </ul>
        </li>
        <li><h4><a href="#example">Example</a></h4></li>
"""


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


def add_sections(html: str, ontology: Graph, readme: str) -> str:
    """The page with the individuals and an example before its namespaces, and in its contents."""
    parts, contents = [], []
    for individual in sorted(ontology.subjects(RDF.type, OWL.NamedIndividual), key=str):
        name = str(individual).removeprefix(str(CS))
        [kind] = [
            one for one in ontology.objects(individual, RDF.type) if one != OWL.NamedIndividual
        ]
        kind_name = str(kind).removeprefix(str(CS))
        label = escape(str(ontology.value(individual, RDFS.label)))
        comment = escape(str(ontology.value(individual, RDFS.comment)))
        parts.append(
            INDIVIDUAL.format(
                name=name, kind=kind_name, iri=individual, label=label, comment=comment
            )
        )
        contents.append(f'<li><a href="#{name}">{label}</a></li>')
    [example] = re.findall(r"```turtle\n(.*?)```", readme, re.DOTALL)[:1]
    added = SECTIONS.format(individuals="".join(parts), example=escape(example))
    listed = CONTENTS.format(individuals="\n".join(contents))
    html = html.replace(BEFORE, added + BEFORE)
    return html.replace(BEFORE_IN_CONTENTS, listed + BEFORE_IN_CONTENTS)


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    page = add_sections(
        make_page(ONTOLOGY), load_ontology(), (ROOT / "README.md").read_text("utf-8")
    )
    path.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
