"""What the tests of the page have in common: the claims of the bridge, and how to find one's way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

from rdflib import SDO, Graph, Literal

from kg.rdf.vocabulary import CS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.views.conftest import Opened

BRIDGE = "The bridge is not safe."
IN_ORDER = [
    "The bridge at Lundby after the storm.",
    BRIDGE,
    "Residents leaving in 2024",
    "Lundby was perhaps flooded",
    "officials fear a storm",
    "a storm",
    "Trucks stood in line.",
]


def at(node: str) -> str:
    return f"#at={quote(node, safe='')}"


def iri_of(graph: Graph, claim: str) -> str:
    [statement] = (
        statement
        for content in graph.subjects(SDO.text, Literal(claim))
        for statement in graph.subjects(CS.states, content)
    )
    return str(statement)


def facts(page: Page) -> dict[str, str]:
    return dict(
        zip(
            page.locator("#panel dt").all_inner_texts(),
            page.locator("#panel dd").all_inner_texts(),
            strict=True,
        )
    )


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def every_text(graph: Graph, words: str) -> Graph:
    """A graph with all its texts replaced by some words."""
    replaced = Graph()
    for subject, predicate, object_ in graph:
        text = isinstance(object_, Literal) and object_.datatype is None
        replaced.add((subject, predicate, Literal(words) if text else object_))
    return replaced


def taken(opened: Opened, form: str) -> bytes:
    opened.page.click(".take summary")
    with opened.page.expect_download() as download:
        opened.page.click(f"[data-take={form}]")
    assert download.value.suggested_filename == f"claims.{form}"
    return Path(download.value.path()).read_bytes()


def parsed_xml(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - the page wrote it just now
