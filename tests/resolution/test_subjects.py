"""Whom or what a claim is about: for each phenomenon a row that must resolve, and a near miss.

The choice is learned, so a row stands for many texts like it. What is not sure enough stays open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import annotate
from kg.model import AttributionType, Document, QuotationType, ResolvedStatement, Span, Statement
from kg.resolution import resolve

if TYPE_CHECKING:
    from kg.language.annotation import Annotator

NOVAK = "Mr. Peter Novak has led the council of Oslo since 2019. The council met on Monday. "
ACME = "Acme Steel Corporation lost a quarter of its orders last year. "
BRIDGE = "The old bridge was closed in May. The bridge had rusted. "


def told(nlp: Annotator, before: str, content: str) -> ResolvedStatement:
    """The statement "Maria Lopez said CONTENT" behind some other sentences."""
    is_direct = content.startswith('"')
    start = f"{before}\n\nMaria Lopez said "
    text = f"{start}{content}" if is_direct else f"{start}{content}."
    document = Document(id="test", text=text, paragraphs=paragraphs(text))
    [annotated] = annotate([document], nlp)
    statement = Statement(
        content=(Span(len(start), len(start) + len(content)),),
        source=(Span(len(start) - 17, len(start) - 6),),
        cue=(Span(len(start) - 5, len(start) - 1),),
        quotation_type=QuotationType.DIRECT if is_direct else QuotationType.INDIRECT,
    )
    return resolve(annotated, [statement]).statements[0]


BERG = "Karl Berg praised the council. Peter Novak met Karl Berg. "

ABOUT = [
    # what stands before, the claim, what it is about
    pytest.param(NOVAK, "Peter Novak would stay", ["Peter Novak"], id="name"),
    pytest.param(NOVAK, "Novak would stay", ["Peter Novak"], id="family name"),
    pytest.param(
        NOVAK, "Peter Novak and Ana Silva had met", ["Peter Novak", "Ana Silva"], id="two names"
    ),
    pytest.param(
        NOVAK, "Peter Novak had met Ana Silva", ["Peter Novak"], id="two names: not the object"
    ),
    pytest.param(
        BRIDGE,
        'there were sometimes "conflicting and competing plans for schools" between the mayor'
        " and the Treasury",
        ["conflicting and competing plans for schools"],
        id="thing: without the marks around it",
    ),
    pytest.param(NOVAK, "the vote was a shock to her", ["Maria Lopez"], id="speaker: as likely"),
    pytest.param(
        NOVAK, "the talks with her had failed", ["talks with her"], id="speaker: not likely"
    ),
    pytest.param(
        f"{NOVAK}Karl Berg sat beside him. ", "he should drop out", ["Karl Berg"], id="he: agreed"
    ),
    pytest.param(BERG, "he would not stay", [], id="he: two rankings differ, so it stays open"),
    pytest.param(BRIDGE, "the bridge would stay closed", ["bridge"], id="thing"),
    pytest.param(
        BRIDGE, "the repair of the bridge was late", ["repair of the bridge"], id="thing: in full"
    ),
    pytest.param(
        BRIDGE, '"I think that the bridge is safe."', ["bridge"], id="frame: not the speaker"
    ),
    pytest.param(BRIDGE, '"I hope the bridge holds."', ["bridge"], id="frame: hope"),
    pytest.param(BRIDGE, '"I am glad that the bridge holds."', ["bridge"], id="frame: glad"),
    pytest.param(BRIDGE, '"I will resign in May."', ["Maria Lopez"], id="frame: I without one"),
    pytest.param(BRIDGE, "there was rust on the bridge", ["rust on the bridge"], id="there is"),
    pytest.param(BRIDGE, "there the bridge had rusted", ["bridge"], id="there: the place"),
    pytest.param(NOVAK, "Novak's health was poor", ["Peter Novak"], id="owner of what he is"),
    pytest.param(
        NOVAK, "Novak's lawyers would appeal", ["Peter Novak's lawyers"], id="owner: of people"
    ),
    pytest.param(NOVAK, "he would resign", ["Peter Novak"], id="he"),
    pytest.param(BRIDGE, "he would resign", [], id="he: nobody before"),
    pytest.param(NOVAK, "she would resign", ["Maria Lopez"], id="she: the speaker"),
    pytest.param(NOVAK, '"She is not fit for office."', [], id="she, quoted: not the speaker"),
    pytest.param(NOVAK, '"He is not fit for office."', ["Peter Novak"], id="he, quoted"),
    pytest.param(
        "Peter Novak met Paul Reed and Tom Hale on Monday. ",
        '"Somebody told him."',
        [],
        id="him, quoted: any of three",
    ),
    pytest.param(ACME, "the company would close a plant", ["Acme Steel Corporation"], id="company"),
    pytest.param(
        ACME, "a company would close a plant", ["company"], id="company: not a definite one"
    ),
    pytest.param(BRIDGE, "the company would close a plant", ["company"], id="company: none named"),
    pytest.param(ACME, "it was time to leave", [], id="it: stands for nothing"),
    pytest.param(ACME, "it rained", [], id="it: the weather"),
    pytest.param(
        ACME, "it was clear that the plant was old", ["plant"], id="it: stands for a clause"
    ),
    pytest.param(
        "Maria Lopez, a spokeswoman for Acme Steel Corporation, apologised. ",
        '"We are sorry for the mistake."',
        ["Acme Steel Corporation"],
        id="we: whom the speaker speaks for",
    ),
    pytest.param(BRIDGE, '"We are sorry for the mistake."', [], id="we: nobody knows who"),
    pytest.param(
        BRIDGE, 'the former aide of "many bad deeds" left', ["former aide"], id="noun: cut short"
    ),
    pytest.param(
        BRIDGE,
        "the repair that they asked for was late",
        ["repair that they asked for"],
        id="noun: ... but not its clause",
    ),
    pytest.param(BRIDGE, "the re-opening was late", ["re-opening"], id="noun: with a hyphen"),
    pytest.param(BRIDGE, "many would leave", [], id="quantifier"),
    pytest.param(BRIDGE, "many drivers would leave", ["many drivers"], id="quantifier: with noun"),
    pytest.param(
        "The council burnt the letters of its chair. ",
        "the letters were late",
        ["letters of its chair"],
        id="noun: as it was introduced",
    ),
    pytest.param(
        "The council burnt the letters of its chair. ",
        "some letters were late",
        ["some letters"],
        id="noun: others of its kind",
    ),
    pytest.param(
        BRIDGE, "plans to close the bridge were wrong", ["plans to close the bridge"], id="clause"
    ),
    pytest.param(
        BRIDGE, "the drivers, who had left, were wrong", ["drivers"], id="clause: an aside"
    ),
    pytest.param(BRIDGE, "the mayor of lying", ["mayor"], id="object of a verb: accused of"),
    pytest.param(
        BRIDGE, "the mayor of Oslo was lying", ["mayor of Oslo"], id="object of a verb: no verb"
    ),
    pytest.param(BRIDGE, "asking was hard", [], id="gerund"),
    pytest.param(
        BRIDGE, "closing the bridge was wrong", ["closing the bridge"], id="gerund: with object"
    ),
    pytest.param("It rained in Oslo. ", "this was wrong", [], id="demonstrative"),
    pytest.param(BRIDGE, "this bridge was unsafe", ["this bridge"], id="demonstrative: with noun"),
    pytest.param(BRIDGE, "a lot of work was left", ["work"], id="quantity: what there is a lot of"),
    pytest.param(BRIDGE, "what he saw was rust", [], id="clause for a subject"),
    pytest.param(BRIDGE, "the DPRK fired a missile", ["North Korea"], id="country: another name"),
    pytest.param(
        BRIDGE, "the chair and the table were cleaned", ["chair", "table"], id="two things"
    ),
    pytest.param(
        BRIDGE, "the chair was put on the table", ["chair"], id="two things: one of them elsewhere"
    ),
    pytest.param(
        "The king has a chair. The chair is old. ",
        "the king's chair was cleaned",
        ["king's chair"],
        id="owner: of a thing, without a name",
    ),
    pytest.param(BRIDGE, "my doctor had left", ["Maria Lopez's doctor"], id="owner: the speaker"),
    pytest.param(
        "Mr. Peter Novak left. ", "his wife would stay", ["Peter Novak's wife"], id="owner: his"
    ),
    pytest.param(
        "President Ana Silva met Peter Novak. ",
        "the president was wrong",
        ["Ana Silva"],
        id="office",
    ),
    pytest.param(
        "Ana Silva met Peter Novak. ",
        "the president was wrong",
        ["president"],
        id="office: no president is named",
    ),
    pytest.param(
        "The Oslo City Council was fined. ",
        "the council would appeal",
        ["Oslo City Council"],
        id="body by its noun",
    ),
    pytest.param(
        "The Oslo City Council was fined. ",
        "the court would decide",
        ["court"],
        id="body by its noun: another",
    ),
    pytest.param(
        "The police arrested Peter Novak. ", "they would appeal", ["police"], id="they: a group"
    ),
    pytest.param(BRIDGE, "they would appeal", [], id="they: nobody"),
    pytest.param(NOVAK, "him to resign", ["Peter Novak"], id="whom an infinitive is asked of"),
    pytest.param(BRIDGE, "one of the drivers had left", ["drivers"], id="quantity: one of"),
    pytest.param(BRIDGE, "somebody had left", [], id="somebody"),
    pytest.param(BRIDGE, "Oslo, where he lived, was cold", ["Oslo"], id="clause inside"),
]


@pytest.mark.parametrize(("before", "content", "about"), ABOUT)
def test_what_a_claim_is_about(nlp: Annotator, before: str, content: str, about: list[str]) -> None:
    found = told(nlp, before, content)
    assert [entity.name for entity in found.about] == about


def test_whom_a_claim_is_about_is_no_mention(nlp: Annotator) -> None:
    found = told(nlp, NOVAK, "Peter Novak had met Ana Silva in Oslo")
    assert [entity.name for entity in found.mentions] == ["Ana Silva", "Oslo"]
    assert not set(found.about) & set(found.mentions)


BY_A_BODY = [
    # what Acme Steel Corporation says, what it is about
    pytest.param("said", "it would close a plant", ["Acme Steel Corporation"], id="it"),
    pytest.param("said", "it was clear that the plant was old", ["plant"], id="it: of a clause"),
    pytest.param("said", '"We read that the plant is old."', ["plant"], id="we: of what they read"),
    pytest.param(
        "promised", "to close a plant", ["Acme Steel Corporation"], id="left out by an infinitive"
    ),
    pytest.param("said", "the plant would close", ["plant"], id="nothing left out"),
    pytest.param("said", "the pair would marry", ["Ana Silva", "Paul Reed"], id="pair"),
    pytest.param("said", "the pair of shoes was old", ["pair of shoes"], id="pair: not of people"),
]


@pytest.mark.parametrize(("cue", "content", "about"), BY_A_BODY)
def test_what_a_body_says_of_itself(
    nlp: Annotator, cue: str, content: str, about: list[str]
) -> None:
    start = f"Ana Silva and Paul Reed met. The plant is old.\n\nAcme Steel Corporation {cue} "
    text = f"{start}{content}" if content.startswith('"') else f"{start}{content}."
    [annotated] = annotate([Document(id="test", text=text, paragraphs=paragraphs(text))], nlp)
    source = text.index("Acme")
    statement = Statement(
        content=(Span(len(start), len(start) + len(content)),),
        source=(Span(source, source + 22),),
        cue=(Span(source + 23, source + 23 + len(cue)),),
        quotation_type=QuotationType.INDIRECT,
        attribution_type=AttributionType.ASSERTION,
    )
    [found] = resolve(annotated, [statement]).statements
    assert [entity.name for entity in found.about] == about
