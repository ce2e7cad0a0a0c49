"""Quotation marks paired over a text: every script's marks, quotations over paragraphs, and marks without a partner."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.paragraphs import paragraphs
from kg.language.quote_marks import pair


def quoted(text: str) -> list[list[str]]:
    return [
        [span.of(text) for span in quotation.spans] for quotation in pair(text, paragraphs(text))
    ]


CASES = [
    pytest.param('He said "it rained" twice.', [['"it rained"']], id="straight"),
    pytest.param("He said “it rained” twice.", [["“it rained”"]], id="curly"),
    pytest.param("He said ‘it rained’ twice.", [["‘it rained’"]], id="single curly"),
    pytest.param("He said 'it rained' twice.", [["'it rained'"]], id="single straight"),
    pytest.param("Er sagte „es regnet“ zweimal.", [["„es regnet“"]], id="German"),
    pytest.param("Il dit « il pleut ».", [["« il pleut »"]], id="French, set off with spaces"),
    pytest.param("Il dit «il pleut».", [["«il pleut»"]], id="French"),
    pytest.param("Er sagte »es regnet« zweimal.", [["»es regnet«"]], id="German guillemets"),
    pytest.param(
        "“It rained. It poured.” It did.", [["“It rained. It poured.”"]], id="over sentences"
    ),
    pytest.param(
        "“He said ‘no’ twice,” she said.", [["“He said ‘no’ twice,”"]], id="the outermost only"
    ),
    pytest.param("“One,” she said. “Two.”", [["“One,”"], ["“Two.”"]], id="two"),
    pytest.param(
        "She said: “One.\n\n“Two.”", [["“One.", "“Two.”"]], id="over paragraphs, the mark repeated"
    ),
    pytest.param(
        '"One.\n\n"Two."\n\nThree.', [['"One.', '"Two."']], id="over paragraphs, straight"
    ),
    pytest.param(
        "“One.\n\nTwo.", [["“One."]], id="never closed, at the beginning of a paragraph: to its end"
    ),
    pytest.param("She said “one.\n\nTwo.", [], id="never closed, inside a paragraph: no quotation"),
    pytest.param("The workers' rights and Ann's dog weren't his.", [], id="apostrophes"),
    pytest.param("It was 5' 10\" tall.", [], id="feet and inches"),
    pytest.param("''It rained,'' she said.", [["''It rained,''"]], id="two apostrophes for a mark"),
    pytest.param(
        "''He said 'no,''' she said.",
        [["''He said 'no,'''"]],
        id="two quotations that end together",
    ),
    pytest.param(
        '“It rained," she said. "It poured.”',
        [['“It rained,"'], ['"It poured.”']],
        id="marks mixed up",
    ),
    pytest.param(
        '"It rained,” she said. “It poured."',
        [['"It rained,”'], ['“It poured."']],
        id="a slip, and the right mark at the end of another quotation",
    ),
    pytest.param(
        '"He said “no” and “yes” to it."',
        [['"He said “no” and “yes” to it."']],
        id="curly marks inside straight ones",
    ),
    pytest.param("He hid the ‘workers' rota’ well.", [["‘workers' rota’"]], id="a plural inside"),
    pytest.param(
        "The ‘heroes’ of the ‘north’ won.", [["‘heroes’"], ["‘north’"]], id="the end of a plural"
    ),
    pytest.param(
        "‘The workers' wall fell.\n\n‘Nobody left.’",
        [["‘The workers' wall fell.", "‘Nobody left.’"]],
        id="single, over paragraphs",
    ),
    pytest.param(
        "‘The workers' wall fell.\n\nNobody left.", [["‘The workers'"]], id="single, never closed"
    ),
    pytest.param(
        '“It "rained" all day.”',
        [['“It "rained" all day.”']],
        id="straight marks inside curly ones",
    ),
    pytest.param("It began in the '90s, the workers' year.", [], id="the apostrophe of a decade"),
    pytest.param("‘It is old’, she said.", [["‘It is old’"]], id="the comma behind the mark"),
    pytest.param("Rock ’n’ roll", [], id="an apostrophe that looks like a closing mark"),
    pytest.param("“”", [], id="nothing between"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_pairs(text: str, expected: list[list[str]]) -> None:
    assert quoted(text) == expected


@given(st.text(alphabet=st.sampled_from("ab .,\n“”‘’\"'„«»‹›"), max_size=60))
def test_any_text_gives_quotations_inside_it_apart_and_in_order(text: str) -> None:
    spans = [span for quotation in pair(text, paragraphs(text)) for span in quotation.spans]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))


@given(st.text(alphabet=st.sampled_from('ab .,“”"'), max_size=30))
def test_an_odd_mark_swallows_nothing_beyond_its_paragraph(text: str) -> None:
    sound = "“It rained,” she said."
    start = len(text) + 2
    found = pair(f"{text}\n\n{sound}", paragraphs(f"{text}\n\n{sound}"))
    assert any(quotation.spans[-1].end == start + 12 for quotation in found)
