"""Dialogues of every layout: who each paragraph goes to, and what only looks like a dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import annotate
from kg.model import AttributionType, Document
from kg.resolution import resolve
from kg.statements import EXTRACTORS, find_candidates

if TYPE_CHECKING:
    from kg.language.annotation import Annotator
    from kg.model import ResolvedDocument

ASKED = """\
{standfirst}

Does it ever rain?

It never does. I have waited for years.

The farmers have waited longer than I have.

How do you live without water?

We buy it. It comes by train.

What will you do next?

My plan is to leave.

Her book is published on Monday."""

INTERVIEWS = [
    pytest.param(
        "The Nordland Post interviewed Ann Lee, the engineer who built the dam at Springfield.",
        ["Ann Lee"] * 4,
        id="the paper interviewed her",
    ),
    pytest.param(
        "Ann Lee, the engineer who built the dam at Springfield, spoke to us about the drought.",
        ["Ann Lee"] * 4,
        id="she spoke to us",
    ),
    pytest.param(
        "Ann Lee, who built the dam at Springfield, was interviewed by the Nordland Post.",
        ["Ann Lee"] * 4,
        id="she was interviewed",
    ),
    pytest.param(
        "An interview with Ann Lee, who built the dam at Springfield.",
        ["Ann Lee"] * 4,
        id="an interview with her",
    ),
    pytest.param(
        "We spoke to Ann Lee and Bo Ray, who built the dam at Springfield.",
        [None] * 4,
        id="one of two, and nothing tells which",
    ),
    pytest.param(
        "Ann Lee built the dam.\n\nInterview", [None] * 4, id="a heading that names nobody"
    ),
]

DIALOGUES = [
    pytest.param(
        "We spoke to Ann Lee, the mayor of Springfield, and Bo Ray, who plans its dams.\n\n"
        "NP: Does it ever rain here?\n\nAL: It never rains. I have lived here for years.\n\n"
        "We have no umbrellas.\n\nBR: I remember one wet day.\n\nNP: When was that?\n\n"
        "AL: He dreams of it.",
        ["NP", "Ann Lee", "Ann Lee", "Bo Ray", "NP", "Ann Lee"],
        id="initials; a turn goes on; somebody speaks once",
    ),
    pytest.param(
        "The committee heard Ann Lee, a farmer, and Bo Ray, an engineer.\n\n"
        "CHAIRMAN: Did the dam hold?\n\nLEE: It held until Monday.\n\n"
        "RAY: The wall was never finished.\n\nCHAIRMAN: Thank you.",
        ["CHAIRMAN", "Ann Lee", "Bo Ray", "CHAIRMAN"],
        id="a hearing: family names in capitals",
    ),
    pytest.param(
        "The trial went on in Springfield.\n\nMR. LEE: Where were you on Monday?\n\n"
        "THE WITNESS: I was at home.\n\nTHE COURT: Please speak up.\n\n"
        "MR. LEE: Who was with you?\n\nTHE WITNESS: Nobody was.",
        ["LEE", "WITNESS", "COURT", "LEE", "WITNESS"],
        id="a court: titles and roles",
    ),
    pytest.param(
        "The court heard Ann Lee and Bo Lee on Monday.\n\nLEE: I was at home.\n\n"
        "JUDGE: Who was with you?\n\nLEE: Nobody was.",
        ["LEE", "JUDGE", "LEE"],
        id="of two with the name, nothing tells which",
    ),
    pytest.param(
        "We talked to Ann Lee, the engineer in charge, about rain.\n\nQ: Does it ever rain?\n\n"
        "A: It never does. We have waited for years.\n\nQ: Will it rain in May?\n\nA: I doubt it.",
        ["Q", "Ann Lee", "Q", "Ann Lee"],
        id="Q and A: the standfirst says who answers",
    ),
    pytest.param(
        "Ann Lee runs the dam.\n\nQ. Does it ever rain?\n\nA. It never does.\n\n"
        "Q. Will it rain in May?\n\nA. I doubt it.",
        ["Q", "A", "Q", "A"],
        id="Q and A with full stops; nobody is said to answer",
    ),
    pytest.param(
        "**Bo Ray:** Does it ever rain?\n\n**Ann Lee:** It never does.\n\n"
        "**Ray:** Will it rain in May?\n\n**Lee:** I doubt it.",
        ["Bo Ray", "Ann Lee", "Bo Ray", "Ann Lee"],
        id="bold in Markdown, full names first",
    ),
    pytest.param(
        "**Bo Ray**: Does it ever rain?\n\n**Ann Lee**: It never does.\n\n"
        "**Bo Ray**: Will it rain in May?",
        ["Bo Ray", "Ann Lee", "Bo Ray"],
        id="bold without the colon",
    ),
    pytest.param(
        "[00:12] Ann Lee: It rains today.\n\n[01:40] Bo Ray: I am glad to be here.\n\n"
        "[02:05] Ann Lee: The dam is dry.",
        ["Ann Lee", "Bo Ray", "Ann Lee"],
        id="a podcast with times",
    ),
    pytest.param(
        "Ann Lee (00:12): It rains today.\n\nBo Ray (01:40): I am glad to be here.\n\n"
        "Ann Lee (02:05): The dam is dry.",
        ["Ann Lee", "Bo Ray", "Ann Lee"],
        id="times behind the names",
    ),
    pytest.param(
        "Rain at last\n\nThe dam is full again. I am happy.\n\n— Ann Lee, Springfield\n\n"
        "Too much rain\n\nThe council must mend the roads.\n\nMy car is broken.\n\n"
        "— Bo Ray, Shelbyville",
        ["Ann Lee", "Bo Ray", "Bo Ray"],
        id="letters under topic lines",
    ),
]

NO_DIALOGUES = [
    pytest.param(
        "CLAIM: The dam broke on Monday.\n\nVERDICT: The film is old. It shows another dam.\n\n"
        "CLAIM: The mayor drank the water.\n\nVERDICT: False. She was away.",
        id="a check of facts",
    ),
    pytest.param(
        "UPDATE: The road is open.\n\nLONDON: It rained on Monday, and the river rose.\n\n"
        "PARIS: The sun shone all day.",
        id="notices and places",
    ),
    pytest.param(
        "Sauce: Heat the oil and add the onions.\n\nDough: Mix the flour with water, and let it "
        "rest.\n\nServes: Four people.",
        id="a recipe",
    ),
    pytest.param(
        "Springfield: Lee, Ray, Moen, Dahl.\n\nShelbyville: Karlsen, Ek, Holm, Berg.",
        id="line-ups",
    ),
    pytest.param(
        "Monday: The museum is closed.\n\nTuesday: The museum opens at nine.\n\n"
        "Monday: It closes again.",
        id="a schedule",
    ),
    pytest.param(
        "We spoke to experts about the drought.\n\nWhy is the dam dry?\n\n"
        "The rain has not come for two years.\n\nWho is to blame?\n\nNobody is.\n\n"
        "What should you do?\n\nSave water and wash less often.",
        id="an explainer: nobody speaks of themselves",
    ),
    pytest.param(
        "The drought is in its second year.\n\nWhy is the dam dry?\n\nWe do not know.\n\n"
        "Who is to blame?\n\nOur engineers do not know.\n\nWhat happens next?\n\n"
        "We will see rain in May.",
        id="an explainer that says we: nobody is interviewed",
    ),
    pytest.param(
        "In an interview with the paper, the mayor was calm.\n\nWhy did nobody see this coming?"
        "\n\nI have no water.\n\nWho pays?\n\nWe do.\n\nWhen will they learn?\n\nI blame them.",
        id="comments below a report that mentions an interview",
    ),
    pytest.param(
        "Springfield: A town without water\n\nThe dam has been dry for years.",
        id="a headline with a colon",
    ),
    pytest.param(
        "A. Lee won the race in Springfield.\n\nB. Ray came second.", id="initials of a name"
    ),
    pytest.param("The dam is dry. — It always was\n\nRain — Snow", id="dashes"),
]


def read(nlp: Annotator, text: str) -> ResolvedDocument:
    document = Document(
        id="test", text=text, paragraphs=paragraphs(text), publisher="Nordland Post"
    )
    [annotated] = annotate([document], nlp)
    return resolve(annotated, find_candidates(annotated, EXTRACTORS["model"]))


def laid_out(read: ResolvedDocument) -> list[tuple[str | None, str, AttributionType | None]]:
    return [
        (found.who[0].entity.name, found.claim, found.statement.attribution_type)
        for found in read.statements
        if found.statement.extractor == "layouts"
    ]


@pytest.mark.parametrize(("standfirst", "speakers"), INTERVIEWS)
def test_answers_go_to_whom_the_standfirst_names(
    nlp: Annotator, standfirst: str, speakers: list[str | None]
) -> None:
    found = laid_out(read(nlp, ASKED.format(standfirst=standfirst)))
    answers = [(who, claim) for who, claim, kind in found if kind is AttributionType.ASSERTION]
    assert [who for who, _ in answers] == speakers
    assert answers[-1][1] == "My plan is to leave.", "the paper's own sentence is no answer"
    questions = [who for who, _, kind in found if kind is AttributionType.EVENTUALITY]
    assert questions == ["Nordland Post"] * 3


@pytest.mark.parametrize(("text", "speakers"), DIALOGUES)
def test_each_paragraph_goes_to_who_speaks(nlp: Annotator, text: str, speakers: list[str]) -> None:
    assert [who for who, _, _ in laid_out(read(nlp, text))] == speakers


@pytest.mark.parametrize("text", NO_DIALOGUES)
def test_what_only_looks_like_a_dialogue_is_none(nlp: Annotator, text: str) -> None:
    assert laid_out(read(nlp, text)) == []


def test_a_label_that_names_no_speaker_is_no_source(nlp: Annotator) -> None:
    text = "CLAIM: The dam broke on Monday.\n\nVERDICT: The film is old. It shows another dam."
    named = [part.of(text) for one in read(nlp, text).statements for part in one.statement.source]
    assert {"CLAIM", "VERDICT"}.isdisjoint(named)


def test_what_somebody_says_of_themselves_is_no_hearsay(nlp: Annotator) -> None:
    text = "Q: Does it rain?\n\nA: I think that it never does. My sister said that it pours."
    found = [one for one in read(nlp, text).statements if one.statement.extractor != "layouts"]
    assert ["sister" in (one.who[0].entity.name or "") for one in found] == [True]
