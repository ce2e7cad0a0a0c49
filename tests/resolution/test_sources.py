"""Who said it: a row for each form that a source takes, each with a near miss that must not resolve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import AnnotatedDocument, annotate
from kg.model import Document, QuotationType, ResolvedStatement, Span, Statement
from kg.resolution import resolve

if TYPE_CHECKING:
    from kg.language.annotation import Annotator


def read(nlp: Annotator, text: str) -> AnnotatedDocument:
    [annotated] = annotate([Document(id="test", text=text, paragraphs=paragraphs(text))], nlp)
    return annotated


def span(text: str, words: str) -> tuple[Span, ...]:
    """The last place of some words in a text."""
    start = text.rindex(words)
    return (Span(start, start + len(words)),)


def statement(text: str, source: str, content: str) -> Statement:
    direct = content.startswith('"')
    return Statement(
        content=span(text, content),
        source=span(text, source) if source else (),
        cue=span(text, "said") if source else (),
        quotation_type=QuotationType.DIRECT if direct else QuotationType.INDIRECT,
    )


def last_of(nlp: Annotator, text: str, *attributions: tuple[str, str]) -> ResolvedStatement:
    found = [statement(text, source, content) for source, content in attributions]
    return resolve(read(nlp, text), found).statements[-1]


RESOLVED = [
    # text, the sources with their contents in text order, who the last one is
    pytest.param(
        "Prices will rise, said Maria Lopez, an economist. Lopez said wages will fall.",
        [("Maria Lopez, an economist", "Prices will rise"), ("Lopez", "wages will fall")],
        "Maria Lopez",
        id="last name",
    ),
    pytest.param(
        "Leader Kim Chol Su arrived on Monday. Kim said the harvest was good.",
        [("Kim", "the harvest was good")],
        "Kim Chol Su",
        id="family name first",
    ),
    pytest.param(
        "Hospital surgeon Peter Novak posted pictures.\n\nThe surgeon said the wing was full.",
        [("The surgeon", "the wing was full")],
        "Peter Novak",
        id="definite description of a title",
    ),
    pytest.param(
        "Peter Novak, a surgeon at Mercy Hospital, posted pictures.\n\nThe surgeon said the wing was full.",
        [("The surgeon", "the wing was full")],
        "Peter Novak",
        id="definite description of an appositive",
    ),
    pytest.param(
        "Maria Lopez said prices will rise. She said wages will fall.",
        [("Maria Lopez", "prices will rise"), ("She", "wages will fall")],
        "Maria Lopez",
        id="pronoun: the speaker goes on",
    ),
    pytest.param(
        '"Peter Novak was wrong," Maria Lopez said.\n\n"He will lose," she said.',
        [("Maria Lopez", '"Peter Novak was wrong,"'), ("she", '"He will lose,"')],
        "Maria Lopez",
        id="pronoun: never a name inside a quotation",
    ),
    pytest.param(
        "Mr. Peter Novak thanked Mrs. Maria Lopez. She said it was late.",
        [("She", "it was late")],
        "Maria Lopez",
        id="pronoun: a subject of the other gender is no candidate",
    ),
    pytest.param(
        "Mr. Peter Novak thanked Mr. Bo Ek. She said it was late.",
        [("She", "it was late")],
        "She",
        id="pronoun: nobody of that gender",
    ),
    pytest.param(
        '"It rained," Maria Lopez said.\n\nNobody came.\n\nThen it stopped.\n\n"It poured."',
        [("Maria Lopez", '"It rained,"'), ("", '"It poured."')],
        None,
        id="no source: not over other paragraphs",
    ),
    pytest.param(
        "The Ministry of Finance met. The ministry said taxes will rise.",
        [("The ministry", "taxes will rise")],
        "Ministry of Finance",
        id="organisation by the noun in its name",
    ),
    pytest.param(
        "The Ministry of Finance and the Ministry of Health met. The ministry said taxes will rise.",
        [("The ministry", "taxes will rise")],
        "ministry",
        id="organisation: two fit, so neither",
    ),
    pytest.param(
        "A reporter left. A surgeon said the wing was full.",
        [("A surgeon", "the wing was full")],
        "surgeon",
        id="indefinite description: nobody before it",
    ),
    pytest.param(
        "Critics wrote letters. Analysts said the plan will fail.",
        [("Analysts", "the plan will fail")],
        "analysts",
        id="group",
    ),
    pytest.param(
        "Prime Minister Ana Silva arrived. Her advisers said the plan will fail.",
        [("Her advisers", "the plan will fail")],
        "Ana Silva's advisers",
        id="possessive: the owner by name",
    ),
    pytest.param(
        "The Federal Election Commission (FEC) met. The FEC said the plan will fail.",
        [("The FEC", "the plan will fail")],
        "Federal Election Commission",
        id="abbreviation",
    ),
    pytest.param(
        "Susan Novak met Bernie Lopez. She said taxes will rise.",
        [("She", "taxes will rise")],
        "Susan Novak",
        id="pronoun: a first name tells the gender",
    ),
    pytest.param(
        'Maria Lopez met reporters. "Anna Novak has lost," she said.',
        [("she", '"Anna Novak has lost,"')],
        "Maria Lopez",
        id="pronoun: nobody out of the quotation before it",
    ),
    pytest.param(
        "The union's director, Maria Lopez, said taxes will rise.",
        [("The union's director, Maria Lopez,", "taxes will rise")],
        "Maria Lopez",
        id="the name behind a description",
    ),
    pytest.param(
        "A spokesman for the mayor, Peter Novak, said taxes will rise.",
        [("A spokesman for the mayor, Peter Novak,", "taxes will rise")],
        "Peter Novak",
        id="a name behind a description, be it of whom the description mentions",
    ),
    pytest.param(
        "Two envoys came. She said Paris agreed.",
        [("She", "Paris agreed")],
        "She",
        id="pronoun with nobody before it",
    ),
]


@pytest.mark.parametrize(("text", "attributions", "expected"), RESOLVED)
def test_who_said_it(
    nlp: Annotator, text: str, attributions: list[tuple[str, str]], expected: str | None
) -> None:
    found = last_of(nlp, text, *attributions)
    assert [source.entity.name for source in found.who] == [expected]


KINDS = [
    pytest.param("Analysts", "group", id="plural noun"),
    pytest.param("A senior official", "unnamed", id="singular noun"),
    pytest.param("Security footage", "artefact", id="footage"),
    pytest.param("A new poll", "artefact", id="poll"),
    pytest.param("Photographs posted online", "artefact", id="a noun with a capital is no name"),
    pytest.param("The police", "group", id="collective noun"),
    pytest.param("The committee", "organization", id="body"),
    pytest.param("Maria Lopez", "person", id="name of a person"),
    pytest.param("France", "organization", id="country"),
    pytest.param("A Democrat", "unnamed", id="one member of a party"),
    pytest.param("Democrats", "group", id="members of a party"),
    pytest.param("Government figures", "artefact", id="figures"),
    pytest.param("A senior figure", "unnamed", id="a figure is somebody"),
    pytest.param("The results", "artefact", id="results"),
    pytest.param("An investigation", "artefact", id="an investigation"),
    pytest.param("An investigator", "unnamed", id="an investigator"),
    pytest.param("The paper", "organization", id="a newspaper"),
    pytest.param("Court papers", "artefact", id="papers"),
    pytest.param("The insurer", "organization", id="a firm by what it does"),
    pytest.param("The insured", "unnamed", id="somebody with a policy"),
    pytest.param("Some 61 % of respondents", "group", id="a share of many"),
    pytest.param("Two", "group", id="a number"),
    pytest.param("One of our letters", "artefact", id="one of several documents"),
    pytest.param("One of the farmers", "unnamed", id="one of several people"),
    pytest.param("Almost every farmer", "group", id="every"),
    pytest.param("A farmer", "unnamed", id="not every"),
    pytest.param("Everyone in the village", "group", id="everyone"),
    pytest.param("The prospectus", "artefact", id="a prospectus"),
    pytest.param("MPs", "group", id="letters for a role, of several"),
    pytest.param("The MP", "unnamed", id="... of one"),
    pytest.param("MPs from the group", "group", id="... whom the parser takes for one thing"),
    pytest.param("Research to be released by  two economists", "artefact", id="taken for a clause"),
    pytest.param("Jurors", "group", id="people whom the parser takes for a name"),
]


@pytest.mark.parametrize(("source", "kind"), KINDS)
def test_kind_of_source(nlp: Annotator, source: str, kind: str) -> None:
    text = f"{source} said the plan will fail."
    assert last_of(nlp, text, (source, "the plan will fail")).who[0].entity.kind == kind


def test_two_sources_joined_by_and_are_two(nlp: Annotator) -> None:
    text = "Maria Lopez and Peter Novak said the plan will fail."
    who = last_of(nlp, text, ("Maria Lopez and Peter Novak", "the plan will fail")).who
    assert [source.entity.name for source in who] == ["Maria Lopez", "Peter Novak"]


SEVERAL = [
    pytest.param(
        "Maria Lopez, Bo Ray and Peter Novak said the plan will fail.",
        [("Maria Lopez, Bo Ray and Peter Novak", "the plan will fail")],
        ["Maria Lopez", "Bo Ray", "Peter Novak"],
        id="a list of people",
    ),
    pytest.param(
        "Two objectors, Maria Lopez and Peter Novak, said the plan will fail.",
        [("Two objectors, Maria Lopez and Peter Novak,", "the plan will fail")],
        ["Maria Lopez", "Peter Novak"],
        id="people named behind what they are",
    ),
    pytest.param(
        "Maria Lopez and Peter Novak met on Monday. They said the plan will fail.",
        [("They", "the plan will fail")],
        ["Maria Lopez", "Peter Novak"],
        id="they: two people before",
    ),
    pytest.param(
        "Maria Lopez, who met Peter Novak, said the plan will fail.",
        [("Maria Lopez, who met Peter Novak,", "the plan will fail")],
        ["Maria Lopez"],
        id="not the people in a clause about her",
    ),
    pytest.param(
        "Friends of Maria Lopez and Peter Novak said the plan will fail.",
        [("Friends of Maria Lopez and Peter Novak", "the plan will fail")],
        ["friends of Maria Lopez and Peter Novak"],
        id="not those whose friends they are",
    ),
    pytest.param(
        "Several senators, including Maria Lopez and Peter Novak, said the plan will fail.",
        [("Several senators, including Maria Lopez and Peter Novak,", "the plan will fail")],
        ["several senators", "Maria Lopez", "Peter Novak"],
        id="some of them by name",
    ),
    pytest.param(
        "Maria Lopez, along with Governor Peter Novak, said the plan will fail.",
        [("Maria Lopez, along with Governor Peter Novak,", "the plan will fail")],
        ["Maria Lopez", "Peter Novak"],
        id="who speaks along with another",
    ),
    pytest.param(
        "Five senators including Maria Lopez said the plan will fail.",
        [("Five senators including Maria Lopez", "the plan will fail")],
        ["five senators", "Maria Lopez"],
        id="some of them by name, without a comma",
    ),
    pytest.param(
        "Some groups such as Greenpeace said the plan will fail.",
        [("Some groups such as Greenpeace", "the plan will fail")],
        ["Some groups", "Greenpeace"],
        id="and one of such",
    ),
    pytest.param(
        "Peter Novak left. His aunt said it rained. His aunt said the plan will fail.",
        [("His aunt", "it rained"), ("His aunt", "the plan will fail")],
        ["Peter Novak's aunt"],
        id="she who spoke is not he whose aunt she is",
    ),
    pytest.param(
        "MPs who left said the plan will fail.",
        [("MPs who left", "the plan will fail")],
        ["MPs who left"],
        id="letters at the beginning of a sentence",
    ),
    pytest.param(
        "The study’s authors and the study’s said the plan will fail.",
        [("the study’s", "the plan will fail")],
        ["study"],
        id="whose it is, without what they have",
    ),
    pytest.param(
        "Several senators, including two from Oslo, said the plan will fail.",
        [("Several senators, including two from Oslo,", "the plan will fail")],
        ["several senators"],
        id="... but not where some of them are from",
    ),
    pytest.param(
        "Peter Novak’s account said the plan will fail.",
        [("Peter Novak’s account", "the plan will fail")],
        ["Peter Novak"],
        id="an account is whose it is",
    ),
    pytest.param(
        "Peter Novak is back. Novak’s campaign said the plan will fail.",
        [("Novak’s campaign", "the plan will fail")],
        ["Peter Novak’s campaign"],
        id="... a campaign is not, and is called as the text writes it",
    ),
    pytest.param(
        "Maria Lopez, a former aide who said the plan will fail, left.",
        [("who", "the plan will fail")],
        ["Maria Lopez"],
        id="who: the name that the noun before it is said of",
    ),
    pytest.param(
        "Maria Lopez met a former aide who said the plan will fail in the end, as plans did.",
        [("who", "the plan will fail in the end, as plans did")],
        ["former aide"],
        id="... and the noun if it is said of nobody",
    ),
    pytest.param(
        "Norwegian Ambassador to the United States Peter Novak said the plan will fail.",
        [("Norwegian Ambassador to the United States Peter Novak", "the plan will fail")],
        ["Peter Novak"],
        id="an envoy behind the country where he is",
    ),
]


@pytest.mark.parametrize(("text", "attributions", "expected"), SEVERAL)
def test_several_sources(
    nlp: Annotator, text: str, attributions: list[tuple[str, str]], expected: list[str]
) -> None:
    assert [source.entity.name for source in last_of(nlp, text, *attributions).who] == expected


PHENOMENA = [
    pytest.param(
        "Peter Novak said it rained. The 54-year-old said it was cold.",
        [("Peter Novak", "it rained"), ("The 54-year-old", "it was cold")],
        ["Peter Novak"],
        id="by age",
    ),
    pytest.param(
        "Maria Lopez said it rained. The veteran said it was cold.",
        [("Maria Lopez", "it rained"), ("The veteran", "it was cold")],
        ["Maria Lopez"],
        id="by what she is, which nothing said before",
    ),
    pytest.param(
        "Maria Lopez said it rained. The businessman said it was cold.",
        [("Maria Lopez", "it rained"), ("The businessman", "it was cold")],
        ["businessman"],
        id="... not of the other gender",
    ),
    pytest.param(
        "Maria Lopez said it rained. The spokesperson said it was cold.",
        [("Maria Lopez", "it rained"), ("The spokesperson", "it was cold")],
        ["spokesperson"],
        id="... a spokesperson is somebody else",
    ),
    pytest.param(
        "A senior official said it rained. The official said it was cold.",
        [("A senior official", "it rained"), ("The official", "it was cold")],
        ["senior official"],
        id="an unnamed speaker again",
    ),
    pytest.param(
        "A senior official said it rained. The judge said it was cold.",
        [("A senior official", "it rained"), ("The judge", "it was cold")],
        ["judge"],
        id="... but not as somebody else",
    ),
    pytest.param(
        "Peter Novak said it rained. Dutch officials said it was cold.",
        [("Peter Novak", "it rained"), ("Dutch officials", "it was cold")],
        ["Dutch officials"],
        id="... officials are of a country, not from it",
    ),
    pytest.param(
        "A spokesperson said it rained. They said it was cold.",
        [("A spokesperson", "it rained"), ("They", "it was cold")],
        ["spokesperson"],
        id="they, of one who is not named",
    ),
    pytest.param(
        "Peter Novak and Robert Ray arrived. Both men said it was cold.",
        [("Both men", "it was cold")],
        ["Peter Novak", "Robert Ray"],
        id="both men",
    ),
    pytest.param(
        "Peter Novak arrived. Both men said it was cold.",
        [("Both men", "it was cold")],
        ["Both men"],
        id="... of whom one is known",
    ),
    pytest.param(
        'A senior official was asked.\n\n"It rained," a senior official said. He said it was cold.',
        [("a senior official", '"It rained,"'), ("He", "it was cold")],
        ["senior official"],
        id="he who spoke without a name goes on",
    ),
    pytest.param(
        "A senior official said it rained.\n\nPeter Novak left early. He said it was cold.",
        [("A senior official", "it rained"), ("He", "it was cold")],
        ["Peter Novak"],
        id="... but not past somebody named who does something",
    ),
    pytest.param(
        "It was late. Asked about Robert Ray, he said it was cold.",
        [("he", "it was cold")],
        ["he"],
        id="who was asked about is not who was asked",
    ),
    pytest.param(
        "It was late. As Robert Ray left the room, he said it was cold.",
        [("he", "it was cold")],
        ["Robert Ray"],
        id="... but who left the room may be",
    ),
    pytest.param(
        "The Washington Post said it rained. The newspaper said it was cold.",
        [("The Washington Post", "it rained"), ("The newspaper", "it was cold")],
        ["Washington Post"],
        id="the body that spoke goes on",
    ),
    pytest.param(
        "Maria Lopez said it rained. The newspaper said it was cold.",
        [("Maria Lopez", "it rained"), ("The newspaper", "it was cold")],
        ["newspaper"],
        id="... a person is no newspaper",
    ),
    pytest.param(
        "A recent Reuters survey of voters said it rained. The study said it was cold.",
        [("A recent Reuters survey of voters", "it rained"), ("The study", "it was cold")],
        ["Reuters survey"],
        id="the study that spoke goes on, by the name that tells it from others",
    ),
    pytest.param(
        "A recent Reuters survey of voters said it rained. A study said it was cold.",
        [("A recent Reuters survey of voters", "it rained"), ("A study", "it was cold")],
        ["study"],
        id="... another study does not",
    ),
    pytest.param(
        "Username tricky fox said it rained.",
        [("Username tricky fox", "it rained")],
        ["tricky fox"],
        id="the name of an account",
    ),
    pytest.param(
        "New York (AP) - Oscar-winning actress Maria Lopez left. The actress said it rained.",
        [("The actress", "it rained")],
        ["Maria Lopez"],
        id="a dateline is nobody",
    ),
    pytest.param(
        "Rain fell. The U.S. Court of Appeals for the Sixth Circuit met. The appeals court said it rained.",
        [("The appeals court", "it rained")],
        ["U.S. Court of Appeals for the Sixth Circuit"],
        id="a body with what it is for",
    ),
    pytest.param(
        "Vladimir Novak met Maria Lopez. Maria said the plan will fail.",
        [("Maria", "the plan will fail")],
        ["Maria Lopez"],
        id="first name",
    ),
    pytest.param(
        "The Democratic People's Republic of Korea met. The DPRK said the plan will fail.",
        [("The DPRK", "the plan will fail")],
        ["North Korea"],
        id="acronym plain",
    ),
    pytest.param(
        "Prime Minister Ana Silva arrived. PM said the plan will fail.",
        [("PM", "the plan will fail")],
        ["Ana Silva"],
        id="title by its first letters",
    ),
    pytest.param(
        "The Republican Party met. The Republican said the plan will fail.",
        [("The Republican", "the plan will fail")],
        ["Republican"],
        id="party: a member is not the party",
    ),
    pytest.param(
        "The Federal Election Commission met. The F.E.C. said the plan will fail.",
        [("The F.E.C.", "the plan will fail")],
        ["Federal Election Commission"],
        id="acronym with full stops",
    ),
    pytest.param(
        "Username blue_bird said the plan will fail.",
        [("Username blue_bird", "the plan will fail")],
        ["blue_bird"],
        id="account",
    ),
    pytest.param(
        "The Federal Election Commission met. The FBI said the plan will fail.",
        [("The FBI", "the plan will fail")],
        ["FBI"],
        id="acronym miss",
    ),
    pytest.param(
        "Maria Lopez, who said the plan will fail, left.",
        [("who", "the plan will fail")],
        ["Maria Lopez"],
        id="relative who",
    ),
    pytest.param(
        '"Peter Novak told me I said the plan will fail," Maria Lopez said.',
        [("Maria Lopez", '"Peter Novak told me I said the plan will fail,"')],
        ["Maria Lopez"],
        id="I in quote",
    ),
    pytest.param(
        "Peter Novak arrived. His supporters said the plan will fail.",
        [("His supporters", "the plan will fail")],
        ["Peter Novak's supporters"],
        id="possessive group his",
    ),
    pytest.param(
        "Peter Novak arrived. Novak's lawyers said the plan will fail.",
        [("Novak's lawyers", "the plan will fail")],
        ["Peter Novak's lawyers"],
        id="possessive named",
    ),
    pytest.param(
        "French President Louis Novak met US President Ann Lee. The French president said the plan will fail.",
        [("The French president", "the plan will fail")],
        ["Louis Novak"],
        id="the president of country",
    ),
    pytest.param(
        "Norvik Industries closed a plant. The company said the plan will fail.",
        [("The company", "the plan will fail")],
        ["Norvik Industries"],
        id="company",
    ),
    pytest.param(
        "A newspaper said the plan will fail.",
        [("A newspaper", "the plan will fail")],
        ["newspaper"],
        id="newspaper indefinite",
    ),
    pytest.param(
        "A Reuters survey was published on Monday. The survey said the plan will fail.",
        [("The survey", "the plan will fail")],
        ["Reuters survey"],
        id="study same noun",
    ),
    pytest.param(
        "A Reuters survey was published. Another survey said the plan will fail.",
        [("Another survey", "the plan will fail")],
        ["Another survey"],
        id="survey another",
    ),
    pytest.param(
        "Robert Ray met Susan Ray. Mr. Ray said the plan will fail.",
        [("Mr. Ray", "the plan will fail")],
        ["Robert Ray"],
        id="mr with full",
    ),
    pytest.param(
        "Robert Ray met Susan Ray. Mrs. Ray said the plan will fail.",
        [("Mrs. Ray", "the plan will fail")],
        ["Susan Ray"],
        id="mrs with full",
    ),
    pytest.param(
        "Russian officials met. The Russians said the plan will fail.",
        [("The Russians", "the plan will fail")],
        ["Russia"],
        id="nationality plural",
    ),
    pytest.param(
        "The Kremlin said the plan will fail.",
        [("The Kremlin", "the plan will fail")],
        ["Kremlin"],
        id="Kremlin",
    ),
    pytest.param(
        "The Teachers Union met on Monday. They said the plan will fail.",
        [("They", "the plan will fail")],
        ["Teachers Union"],
        id="they organisation",
    ),
    pytest.param(
        "Greenpeace published a letter. It said the plan will fail.",
        [("It", "the plan will fail")],
        ["Greenpeace"],
        id="it organisation",
    ),
    pytest.param(
        "Maria Lopez criticised Susan Ray. She said the plan will fail.",
        [("She", "the plan will fail")],
        ["Maria Lopez"],
        id="speaker goes on not object",
    ),
    pytest.param(
        'Peter Novak met Bo Ray on Monday.\n\n"It rained," Novak said. He said the plan will fail.',
        [("Novak", '"It rained,"'), ("He", "the plan will fail")],
        ["Peter Novak"],
        id="he after said quote",
    ),
    pytest.param(
        "President Xi Jinping met reporters. Xi said the plan will fail.",
        [("Xi", "the plan will fail")],
        ["Xi Jinping"],
        id="family first",
    ),
    pytest.param(
        "A senior official who asked not to be named said the plan will fail.",
        [("A senior official who asked not to be named", "the plan will fail")],
        ["senior official who asked not to be named"],
        id="unnamed stays",
    ),
    pytest.param(
        "One of the doctors said the plan will fail.",
        [("One of the doctors", "the plan will fail")],
        ["one of the doctors"],
        id="one of",
    ),
    pytest.param(
        "Maria Lopez and her lawyers said the plan will fail.",
        [("Maria Lopez and her lawyers", "the plan will fail")],
        ["Maria Lopez", "Maria Lopez's lawyers"],
        id="conj person and group",
    ),
    pytest.param(
        "The prime minister said the plan will fail.",
        [("The prime minister", "the plan will fail")],
        ["prime minister"],
        id="title no name",
    ),
    pytest.param(
        "Prime Minister Ana Silva arrived. The prime minister said the plan will fail.",
        [("The prime minister", "the plan will fail")],
        ["Ana Silva"],
        id="title named later PM",
    ),
    pytest.param(
        "Greenpeace and Amnesty International said the plan will fail.",
        [("Greenpeace and Amnesty International", "the plan will fail")],
        ["Greenpeace", "Amnesty International"],
        id="two bodies joined",
    ),
    pytest.param(
        "Norvik Industries and Halden Steel closed plants. The company said the plan will fail.",
        [("The company", "the plan will fail")],
        ["company"],
        id="the firm: two were named",
    ),
    pytest.param(
        "Maria Lopez met Peter Novak. Both said the plan will fail.",
        [("Both", "the plan will fail")],
        ["Maria Lopez", "Peter Novak"],
        id="both",
    ),
    pytest.param(
        "Maria Lopez met Peter Novak and John Hall. Both said the plan will fail.",
        [("Both", "the plan will fail")],
        ["both"],
        id="both: of three",
    ),
    pytest.param(
        "President Maria Lopez met Chancellor Peter Novak. The leaders said the plan will fail.",
        [("The leaders", "the plan will fail")],
        ["Maria Lopez", "Peter Novak"],
        id="the leaders",
    ),
    pytest.param(
        "Maria Lopez met Peter Novak. The leaders said the plan will fail.",
        [("The leaders", "the plan will fail")],
        ["leaders"],
        id="the leaders: nobody says that they lead",
    ),
    pytest.param(
        "Maria Lopez met Peter Novak. The woman said the plan will fail.",
        [("The woman", "the plan will fail")],
        ["Maria Lopez"],
        id="the woman",
    ),
]


@pytest.mark.parametrize(("text", "attributions", "expected"), PHENOMENA)
def test_each_way_of_naming(
    nlp: Annotator, text: str, attributions: list[tuple[str, str]], expected: list[str]
) -> None:
    assert [source.entity.name for source in last_of(nlp, text, *attributions).who] == expected


DESCRIPTIONS = [
    pytest.param(
        "Treasury spokesman John Doe",
        "Treasury spokesman",
        "spokesman",
        "Treasury",
        id="title with a body",
    ),
    pytest.param(
        "Maria Lopez, a maritime law expert at the University of Bergen,",
        "a maritime law expert at the University of Bergen",
        "maritime law expert",
        "University of Bergen",
        id="appositive with a body",
    ),
    pytest.param(
        "Maria Lopez, a retired teacher,",
        "a retired teacher",
        "retired teacher",
        None,
        id="appositive",
    ),
    pytest.param(
        "Virginia Gov. Maria Lopez", "Virginia Gov.", "Gov.", "Virginia", id="abbreviated title"
    ),
    pytest.param(
        "Deputy Secretary of State Maria Lopez",
        "Deputy Secretary of State",
        "Deputy Secretary of State",
        None,
        id="title with of",
    ),
    pytest.param("Maria Lopez", None, None, None, id="no description"),
    pytest.param(
        "Maria Lopez, co-founder of Tidewater Insurance,",
        "co-founder of Tidewater Insurance",
        "co-founder",
        "Tidewater Insurance",
        id="a role with a hyphen",
    ),
    pytest.param(
        "Maria Lopez, chief founder of Tidewater Insurance,",
        "chief founder of Tidewater Insurance",
        "chief founder",
        "Tidewater Insurance",
        id="... without one",
    ),
    pytest.param("NBC's Maria Lopez", "NBC's", None, "NBC", id="the body that owns"),
    pytest.param(
        "Maria Lopez of the University of Bergen",
        "of the University of Bergen",
        None,
        "University of Bergen",
        id="the body behind of",
    ),
    pytest.param(
        "French economist Maria Lopez", "French economist", "economist", "France", id="nationality"
    ),
    pytest.param(
        "Maria Lopez, who heads the union,", "who heads the union", None, None, id="relative clause"
    ),
    pytest.param(
        "Home Secretary Maria Lopez",
        "Home Secretary",
        "Home Secretary",
        None,
        id="an office of two words is no body with a role",
    ),
    pytest.param(
        "Oxfam secretary Maria Lopez",
        "Oxfam secretary",
        "secretary",
        "Oxfam",
        id="a body before a role",
    ),
    pytest.param(
        "Oxfam secretary Dr Maria Lopez",
        "Oxfam secretary",
        "secretary",
        "Oxfam",
        id="an honorific between a role and the name",
    ),
    pytest.param(
        "Former French minister Maria Lopez",
        "Former French minister",
        "Former minister",
        "France",
        id="former stays with the role",
    ),
    pytest.param(
        "French minister Maria Lopez",
        "French minister",
        "minister",
        "France",
        id="not former",
    ),
    pytest.param(
        "Maria Lopez, an envoy for Norway,",
        "an envoy for Norway",
        "envoy for Norway",
        None,
        id="where an envoy is sent",
    ),
    pytest.param(
        "Maria Lopez, a negotiator for Norway,",
        "a negotiator for Norway",
        "negotiator",
        "Norway",
        id="whom a negotiator speaks for",
    ),
    pytest.param(
        "Maria Lopez, currently mayor of Lundby,",
        "currently mayor of Lundby",
        "mayor",
        "Lundby",
        id="an adverb is no part of a role",
    ),
    pytest.param(
        "Leeds-based activist Peter Novak",
        "Leeds-based activist",
        "Leeds-based activist",
        None,
        id="a word joined with a hyphen belongs to a role",
    ),
]


@pytest.mark.parametrize(("source", "described_as", "role", "affiliation"), DESCRIPTIONS)
def test_description(
    nlp: Annotator, source: str, described_as: str, role: str, affiliation: str
) -> None:
    text = f"{source} said on Monday that the plan will fail."
    who = last_of(nlp, text, (source.rstrip(","), "the plan will fail")).who[0]
    assert (who.described_as, who.role) == (described_as, role)
    assert (who.affiliation.name if who.affiliation else None) == affiliation


@pytest.mark.parametrize(
    ("source", "name"),
    [
        pytest.param(
            "A source close to the minister", "source close to the minister", id="close to"
        ),
        pytest.param("A source in the ministry", "source in the ministry", id="in"),
        pytest.param("A source angry at the time", "source angry at the time", id="angry at"),
        pytest.param("A source, who asked for tea,", "source", id="a clause is left out"),
    ],
)
def test_a_source_without_a_name_keeps_what_tells_how_near_it_is(
    nlp: Annotator, source: str, name: str
) -> None:
    text = f"{source} said the plan will fail."
    found = last_of(nlp, text, (source.rstrip(","), "the plan will fail")).who[0]
    assert found.entity.name == name


@pytest.mark.parametrize(
    ("text", "role"),
    [
        pytest.param(
            "Ministers Ann Lee and Bo Ek met. Lee said the plan will fail.", None, id="of several"
        ),
        pytest.param(
            "Minister Ann Lee left. Lee said the plan will fail.", "Minister", id="of one"
        ),
    ],
)
def test_the_plural_for_several_is_no_role_of_one(
    nlp: Annotator, text: str, role: str | None
) -> None:
    assert last_of(nlp, text, ("Lee", "the plan will fail")).who[0].role == role


MAKERS = [
    pytest.param("A Fox News poll", "Fox News", id="before the noun"),
    pytest.param("A 2019 report by the World Bank", "World Bank", id="behind by"),
    pytest.param("A report about the World Bank", None, id="not what it is about"),
    pytest.param("A suit filed by the World Bank", "World Bank", id="who filed it"),
    pytest.param("A suit filed against the World Bank", None, id="not whom it is against"),
    pytest.param("A Fox News analyst", None, id="a person is made by nobody"),
]


@pytest.mark.parametrize(("source", "maker"), MAKERS)
def test_maker(nlp: Annotator, source: str, maker: str | None) -> None:
    [who] = last_of(nlp, f"{source} said it rained.", (source, "it rained")).who
    assert (who.affiliation.name if who.affiliation else None) == maker


LEADING = [
    pytest.param(
        "Former Oslo Mayor Novak Calls It Late\n\nMaths teacher Peter Novak left. Novak said it was late.",
        "Maths teacher",
        id="what a headline says gives way",
    ),
    pytest.param(
        "Former Oslo Mayor Novak Calls It Late\n\nPeter Novak left. Novak said it was late.",
        "Former Oslo Mayor",
        id="... if there is something else",
    ),
    pytest.param(
        "They mourn the death of Justice Peter Novak. Novak said it was late.",
        "Justice",
        id="what a title is not joined to is no part of it",
    ),
    pytest.param(
        "They met the Minister of Trade Peter Novak. Novak said it was late.",
        "Minister of Trade",
        id="... what is joined to it is",
    ),
]


@pytest.mark.parametrize(("text", "told"), LEADING)
def test_what_somebody_is_called_elsewhere(nlp: Annotator, text: str, told: str) -> None:
    assert last_of(nlp, text, ("Novak", "it was late")).who[0].described_as == told


def test_a_description_may_come_later(nlp: Annotator) -> None:
    text = "Lopez said the plan will fail. Maria Lopez, a surgeon, left."
    [source] = last_of(nlp, text, ("Lopez", "the plan will fail")).who
    assert (source.entity.name, source.described_as, source.role) == (
        "Maria Lopez",
        "a surgeon",
        "surgeon",
    )


def test_a_mention_of_nobody_known_stays_itself_and_says_why(nlp: Annotator) -> None:
    [source] = last_of(nlp, "It was late. He said it rained.", ("He", "it rained")).who
    assert (source.entity.name, source.rule) == ("He", "unresolved: nobody before it fits")


def test_two_observers_whom_nobody_names_stay_two(nlp: Annotator) -> None:
    text = "Guards were seen leaving. Guards were spotted returning."
    seen, spotted = (
        Statement(
            content=(Span(at, at + 6),),
            cue=(Span(at + 7, at + 16),),
            quotation_type=QuotationType.INDIRECT,
        )
        for at in (0, 26)
    )
    first, second = resolve(read(nlp, text), [seen, spotted]).statements
    assert first.who[0].entity.kind == second.who[0].entity.kind == "unnamed"
    assert first.who[0].entity != second.who[0].entity


def test_narration_is_the_voice_of_the_publication(nlp: Annotator) -> None:
    text = "It rained."
    document = Document(id="test", text=text, paragraphs=(Span(0, 10),), publisher="The Oslo Post")
    [annotated] = annotate([document], nlp)
    narrated = Statement(content=(Span(0, 10),), quotation_type=QuotationType.NARRATION)
    [found] = resolve(annotated, [narrated]).statements
    assert (found.who[0].entity.name, found.who[0].entity.kind) == ("The Oslo Post", "publication")
