"""Letters and comments signed below: whose each paragraph is, and what only looks like a signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import annotate
from kg.model import Document
from kg.statements.letters import find_letters

if TYPE_CHECKING:
    from kg.language.annotation import Annotator

BRIDGE = "The bridge at the mill is shut. I have written to the council three times."
LIBRARY = "The library should stay open on Sundays. It is the only warm place in town."

LETTERS = [
    # the text, the name below each paragraph of a letter, in text order
    pytest.param(
        f"{BRIDGE}\n\nSincerely,\n\nJane Roe\n\nHexham", ["Jane Roe"], id="a line for each"
    ),
    pytest.param(f"{BRIDGE}\nYours faithfully, Jane Roe, Hexham", ["Jane Roe"], id="in one line"),
    pytest.param(
        f"{LIBRARY}\n\nBest regards,\nJane Roe\n\nThe editor thanks you.",
        ["Jane Roe"],
        id="a closing is sure, whatever follows",
    ),
    pytest.param(f"{BRIDGE}\n\nJane Roe, Hexham", ["Jane Roe"], id="a town below I"),
    pytest.param(f"{LIBRARY}\n\nJane Roe, Hexham", [], id="... a town below nobody's I"),
    pytest.param(f"{BRIDGE}\n\nJane Roe", [], id="... a name alone"),
    pytest.param(f"{BRIDGE}\n\n— Jane Roe, Hexham", [], id="... one dash"),
    pytest.param(
        f"Letters\n\n{LIBRARY}\n\nJane Roe, Hexham\n\n{LIBRARY}\n\nTom Berg, Prudhoe",
        ["Jane Roe", "Tom Berg"],
        id="two with a town",
    ),
    pytest.param(
        f"Jane Roe, Hexham\n\n{BRIDGE}\n\nTom Berg, Prudhoe\n\n{LIBRARY}",
        [],
        id="... names above what is said",
    ),
    pytest.param(
        "The squad was named on Monday.\n\nTom Berg, Arsenal\n\nPeter Novak, Chelsea",
        [],
        id="... a list of names",
    ),
    pytest.param(
        f"We print two letters.\n\nA bridge too far\n\n{BRIDGE}\n\n{LIBRARY}\n\nSincerely, Jane Roe",
        ["Jane Roe", "Jane Roe"],
        id="from the heading on",
    ),
    pytest.param(
        f"We print two letters.\n\n{BRIDGE}\n\nSincerely, Jane Roe\n\n{LIBRARY}\n\nSincerely, Tom Berg",
        ["Jane Roe", "Tom Berg"],
        id="without a heading only the last paragraph is surely the first one's",
    ),
]


@pytest.mark.parametrize(("text", "names"), LETTERS)
def test_whose_letter_it_is(nlp: Annotator, text: str, names: list[str]) -> None:
    [annotated] = annotate([Document(id="test", text=text, paragraphs=paragraphs(text))], nlp)
    found = list(find_letters(annotated))
    assert [one.source[0].of(text) for one in found] == names
    assert {one.content[0].of(text) for one in found} <= {BRIDGE, LIBRARY}
