"""What kind of thing a name stands for, by all its uses in a text: a row each, with a near miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import annotate
from kg.model import Document, Kind
from kg.resolution.entities import find_entities
from kg.resolution.name_kinds import KINDS, _choose_kind, describe_names
from kg.resolution.names import find_recognised

if TYPE_CHECKING:
    from kg.language.annotation import Annotator

NAMES = [
    pytest.param(
        "Verano Life CEO Robin Bhavnani said so. Bhavnani left.",
        ("Bhavnani", "person"),
        id="a person behind a role in capitals",
    ),
    pytest.param(
        "Verano Life rival Robin Bhavnani Bank said so. It fell.",
        ("Robin Bhavnani Bank", "organization"),
        id="a body named after a person",
    ),
    pytest.param(
        "Verano, a news site that covers politics, reported it. Verano has 20 readers.",
        ("Verano", "organization"),
        id="a body that the text calls so",
    ),
    pytest.param(
        "Rival exchange operator Eurovent said it may bid. Eurovent's shares rose.",
        ("Eurovent", "organization"),
        id="a firm behind what it does",
    ),
    pytest.param(
        "Fund manager Peter Eurovent said he may bid. Eurovent left.",
        ("Eurovent", "person"),
        id="a person behind a trade",
    ),
    pytest.param(
        "The Lundby Post said so. The Post had asked the mayor.",
        ("Post", "organization"),
        id="a paper by its last word",
    ),
    pytest.param(
        "Ann Poste said so. Ms. Poste had asked the mayor.",
        ("Poste", "person"),
        id="a person by the last word",
    ),
    pytest.param(
        "Prices rose, said Tarun Bhavsar. Bhavsar is chief executive.",
        ("Bhavsar", "person"),
        id="a person who says something",
    ),
    pytest.param(
        "Shares in Halden fell. The Halden Group said it was sorry.",
        ("Halden Group", "organization"),
        id="a body by its last word",
    ),
    pytest.param("The flood reached Norway on Monday.", ("Norway", "place"), id="a country"),
    pytest.param(
        "The newspaper reported that Channel 9 would close. Kyiv said it would respond.",
        ("Kyiv", "place"),
        id="a capital that the recogniser takes for a person",
    ),
    pytest.param(
        "Sofia Novak spoke. Ms. Novak said she would respond.",
        ("Sofia Novak", "person"),
        id="somebody by the name of a city",
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_kind_of_name(nlp: Annotator, text: str, expected: tuple[str, str]) -> None:
    [annotated] = annotate([Document(id="a", text=text, paragraphs=paragraphs(text))], nlp)
    table = find_entities(annotated.doc)
    found = {(name.text, str(name.kind)) for name in table.names}
    assert expected in found


def test_a_family_name_that_speaks_tells_a_person(nlp: Annotator) -> None:
    text = "Ann Lee met the Lundby Post. Lee said she was sorry. The Post said so, too."
    [annotated] = annotate([Document(id="a", text=text, paragraphs=paragraphs(text))], nlp)
    told = describe_names(annotated.doc, find_recognised(annotated.doc))
    assert "last word speaks alone" in told["Ann Lee"]
    assert "last word speaks alone" not in told["Lundby Post"]


@given(st.lists(st.floats(-9, 9), min_size=4, max_size=4), st.sampled_from(Kind))
def test_weights_that_are_not_sure_leave_the_kind_to_the_recogniser(
    scores: list[float], usual: Kind
) -> None:
    found = _choose_kind(scores, usual)
    assert found in {usual, *KINDS, Kind.THING}
    assert _choose_kind([0.0] * len(KINDS), usual) == usual
