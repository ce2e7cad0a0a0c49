"""What a claim says of itself: polarity, certainty, time, channel, and the statement that it relays."""

from __future__ import annotations

from datetime import date

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import Annotator, annotate
from kg.model import Document, QuotationType, ResolvedStatement, Span, Statement
from kg.resolution import _join_content, resolve
from kg.resolution.times import find_time


def said(nlp: Annotator, content: str, before: str = "", after: str = "") -> ResolvedStatement:
    """The statement "Maria Lopez said CONTENT", published on a Thursday."""
    start = f"{before} Maria Lopez said".strip()
    text = f"{start} {content}{after}."
    place = text.index(content, len(start))
    document = Document(
        id="test", text=text, paragraphs=paragraphs(text), published=date(2024, 5, 2)
    )
    [annotated] = annotate([document], nlp)
    statement = Statement(
        content=(Span(place, place + len(content)),),
        source=(Span(len(start) - 16, len(start) - 5),),
        cue=(Span(len(start) - 4, len(start)),),
        quotation_type=QuotationType.INDIRECT,
    )
    return resolve(annotated, [statement]).statements[0]


POLARITY = [
    pytest.param("the plan will fail", "affirmed", id="plain"),
    pytest.param("the plan will not fail", "negated", id="not"),
    pytest.param(
        "these reports aren’t proof of fraud", "negated", id="not, behind a curly apostrophe"
    ),
    pytest.param("these reports aren´t proof of fraud", "negated", id="not, behind an accent"),
    pytest.param("the mayor’s reports are proof of fraud", "affirmed", id="a curly apostrophe"),
    pytest.param("the minister never lied", "negated", id="never"),
    pytest.param("no soldier crossed the border", "negated", id="no before the subject"),
    pytest.param(
        "the minister regretted that he did not come", "affirmed", id="not in a clause further down"
    ),
    pytest.param("they found no evidence of fraud", "negated", id="no before the object"),
    pytest.param(
        "there is no doubt that the plan failed", "affirmed", id="no doubt denies nothing"
    ),
    pytest.param("not only the plan failed", "affirmed", id="not only"),
    pytest.param("the minister refused to pay", "affirmed", id="a refusal is what somebody did"),
    pytest.param("there was no such deal", "negated", id="no such"),
    pytest.param("the town no longer wants the ferry", "negated", id="no longer"),
    pytest.param("the ferry took longer", "affirmed", id="longer"),
    pytest.param("the strangers were “not welcome” there", "negated", id="not, inside the marks"),
    pytest.param("not a good day for the town", "negated", id="no verb"),
]


@pytest.mark.parametrize(("content", "polarity"), POLARITY)
def test_polarity(nlp: Annotator, content: str, polarity: str) -> None:
    assert said(nlp, content).polarity == polarity


DENIED = [
    pytest.param("denied", "the plan will fail", "negated", id="denied"),
    pytest.param("denied", "the plan will not fail", "affirmed", id="denied that not"),
    pytest.param("doubts", "the plan will fail", "negated", id="doubted"),
    pytest.param("did not deny", "the plan will fail", "affirmed", id="not denied"),
    pytest.param("did not say", "the plan will fail", "negated", id="not said"),
    pytest.param("is not convinced", "the plan will fail", "negated", id="not believed"),
    pytest.param("did not know", "the plan had failed", "affirmed", id="not known, and yet so"),
    pytest.param("refused to say", "the plan will fail", "negated", id="refused"),
    pytest.param("declined to say", "the plan will fail", "negated", id="declined"),
    pytest.param("would not say", "whether the plan will fail", "affirmed", id="left open"),
    pytest.param("rejected the claim", "the plan will fail", "negated", id="rejected a claim"),
    pytest.param("dismissed the notion", "the plan will fail", "negated", id="dismissed a notion"),
    pytest.param("called it false", "the plan will fail", "negated", id="called false"),
    pytest.param("made the false claim", "the plan will fail", "affirmed", id="a false claim"),
]


@pytest.mark.parametrize(("cue", "content", "polarity"), DENIED)
def test_a_cue_that_denies(nlp: Annotator, cue: str, content: str, polarity: str) -> None:
    opener = "" if content.startswith("whether") else "that "
    text = f"Maria Lopez {cue} {opener}{content}."
    [annotated] = annotate([Document(id="test", text=text, paragraphs=paragraphs(text))], nlp)
    place = text.index(content)
    statement = Statement(
        content=(Span(place, place + len(content)),),
        source=(Span(0, 11),),
        cue=(Span(12, 12 + len(cue)),),
        quotation_type=QuotationType.INDIRECT,
    )
    assert resolve(annotated, [statement]).statements[0].polarity == polarity


DISMISSED = [
    pytest.param("dismissed", "claims that the plan will fail", "negated", id="claims"),
    pytest.param("rejected", "the notion that the plan will fail", "negated", id="a notion"),
    pytest.param("dismissed", "the report as a hoax", "affirmed", id="as something"),
    pytest.param("dismissed", "the footballer", "affirmed", id="no claim"),
    pytest.param("denied", "any wrongdoing", "negated", id="without a clause"),
    pytest.param("refused", "to pay", "negated", id="with an infinitive"),
]


@pytest.mark.parametrize(("cue", "content", "polarity"), DISMISSED)
def test_a_cue_that_turns_a_claim_down(
    nlp: Annotator, cue: str, content: str, polarity: str
) -> None:
    text = f"Maria Lopez {cue} {content}."
    [annotated] = annotate([Document(id="test", text=text, paragraphs=paragraphs(text))], nlp)
    place = text.index(content)
    statement = Statement(
        content=(Span(place, place + len(content)),),
        source=(Span(0, 11),),
        cue=(Span(12, 12 + len(cue)),),
        quotation_type=QuotationType.INDIRECT,
    )
    assert resolve(annotated, [statement]).statements[0].polarity == polarity


CERTAINTY = [
    pytest.param("the plan will fail", "unspecified", None, id="plain"),
    pytest.param("the plan may fail", "possible", "may", id="may"),
    pytest.param("the minister reportedly resigned", "possible", "reportedly", id="reportedly"),
    pytest.param("the plan will probably fail", "probable", "probably", id="probably"),
    pytest.param("the plan will certainly fail", "certain", "certainly", id="certainly"),
    pytest.param(
        "the plan will probably fail and might hurt people",
        "possible",
        "might",
        id="the weakest word decides",
    ),
    pytest.param(
        "the minister is believed to have fled",
        "probable",
        "believed",
        id="believed by nobody named",
    ),
    pytest.param(
        "the minister is said to have fled", "possible", "said", id="said by nobody named"
    ),
    pytest.param(
        "it is feared that the dam will break", "possible", "feared", id="a passive with a clause"
    ),
    pytest.param(
        "the minister was believed by the police",
        "unspecified",
        None,
        id="a passive with nothing behind it",
    ),
    pytest.param("the plan seems to work", "probable", "seems", id="seems"),
    pytest.param("it appears that the plan works", "probable", "appears", id="it appears that"),
    pytest.param(
        "the minister appears on Sunday", "unspecified", None, id="appears without a clause"
    ),
    pytest.param("it is likely that the plan fails", "probable", "likely", id="likely"),
    pytest.param("the plan is unlikely to fail", "probable", "unlikely", id="unlikely"),
    pytest.param("the minister could come", "possible", "could", id="could"),
    pytest.param("the minister could not come", "unspecified", None, id="could not: unable"),
    pytest.param("in May the plan failed", "unspecified", None, id="May, the month"),
]


@pytest.mark.parametrize(("content", "certainty", "hedge"), CERTAINTY)
def test_certainty(nlp: Annotator, content: str, certainty: str, hedge: str | None) -> None:
    found = said(nlp, content)
    assert (found.certainty, found.hedge) == (certainty, hedge)


TIMES = [
    pytest.param("the bridge fell in 2019", "2019", id="year"),
    pytest.param("the bridge fell on March 3, 2021", "2021-03-03", id="day"),
    pytest.param("the bridge fell in March 2021", "2021-03", id="month"),
    pytest.param("the bridge fell on Wednesday", "2024-05-01", id="weekday before publication"),
    pytest.param("the bridge fell in early 2020", "2020", id="part of a year"),
    pytest.param("the bridge fell yesterday", "2024-05-01", id="yesterday"),
    pytest.param(
        "the bridge fell last week", "2024-04-22/2024-04-28", id="week before publication"
    ),
    pytest.param("the bridge fell last month", "2024-04", id="month before publication"),
    pytest.param("the bridge fell late last year", "2023", id="part of the year before"),
    pytest.param("the bridge fell three years ago", "2021", id="counted back"),
    pytest.param("the bridge will close next year", "2025", id="year ahead"),
    pytest.param("the bridge fell after three days", None, id="duration"),
    pytest.param("the bridge will close until Monday", "2024-05-06", id="an end that lies ahead"),
    pytest.param("the bridge has been closed since Monday", None, id="a beginning"),
    pytest.param("the bridge fell after the May 1 storm", None, id="after what has a date"),
    pytest.param("the bridge fell", None, id="no time"),
    # The next such day, where the verb speaks of what is to come.
    pytest.param("the bridge will reopen on Sunday", "2024-05-05", id="will"),
    pytest.param("the bridge reopened on Sunday", "2024-04-28", id="past"),
    pytest.param("the bridge may reopen on Sunday", "2024-05-05", id="may"),
    pytest.param("the bridge may have reopened on Sunday", "2024-04-28", id="may have"),
    pytest.param("the bridge closes on 4 June", "2024-06-04", id="present tense"),
    pytest.param("the bridge closed on 4 June", "2023-06-04", id="a day of the year before"),
    pytest.param("the bridge was scheduled to reopen on Sunday", "2024-05-05", id="scheduled to"),
    pytest.param("the bridge was forced to close on Sunday", "2024-04-28", id="forced to"),
    pytest.param("the town hopes to win the cup in November", "2024-11", id="month ahead"),
    pytest.param("the town won the cup in November", "2023-11", id="month behind"),
    pytest.param("the bridge will reopen in June 2023", "2023-06", id="a year that is named"),
    # The weekday of publication is that day.
    pytest.param("the bridge fell on Thursday", "2024-05-02", id="on the day of publication"),
    pytest.param("the bridge fell last Thursday", "2024-04-25", id="the same day a week before"),
    pytest.param("the bridge will reopen on Thursday", "2024-05-02", id="later on that day"),
    pytest.param("the bridge fell today", "2024-05-02", id="today"),
    # What dates something else.
    pytest.param("the mayor who won in 2019 resigned", None, id="in a relative clause"),
    pytest.param("the mayor resigned in 2019", "2019", id="in the main clause"),
    pytest.param("the mayor resigned when the bridge fell in 2019", None, id="in a clause of time"),
    pytest.param("the mayor wrote the 2019 law", None, id="in the name of a thing"),
    pytest.param(
        "the mayor lost in the 2019 election", "2019", id="of an election that is the time"
    ),
    pytest.param("the mayor blamed the January 6 attack", None, id="in the name of an event"),
    pytest.param("the mayor came on January 6", "2024-01-06", id="a day that is no name"),
    pytest.param("sales rose compared with 2019", None, id="what is compared with"),
    # From one day to another.
    pytest.param("the bridge was closed from 2019 to 2021", "2019/2021", id="years"),
    pytest.param("the bridge was closed in 2019 and fell", "2019", id="a year and a verb"),
    pytest.param(
        "the bridge was closed on Friday and Saturday", "2024-04-26/2024-04-27", id="two days"
    ),
    pytest.param("the bridge was closed on Friday", "2024-04-26", id="one day"),
    pytest.param(
        "the bridge was closed from March 24 to 29", "2024-03-24/2024-03-29", id="days of a month"
    ),
    pytest.param("sales rose in 2022-23", "2022/2023", id="turn of a year"),
    pytest.param("the ship sank on 2022-12-23", "2022-12-23", id="a day in figures"),
]


@pytest.mark.parametrize(("content", "iso"), TIMES)
def test_time(nlp: Annotator, content: str, iso: str | None) -> None:
    found = said(nlp, content).time
    assert (found.iso if found else None) == iso


def test_the_time_of_saying_is_not_the_time_of_what_is_said(nlp: Annotator) -> None:
    assert said(nlp, "the plan will fail", after=", in a speech on March 3, 2021").time is None


@pytest.mark.parametrize(("is_caption", "iso"), [(True, "2025-09-03"), (False, None)])
def test_a_picture_has_its_date_behind_its_place(
    nlp: Annotator, *, is_caption: bool, iso: str | None
) -> None:
    text = "Maria Lopez, who left in Lundby, Norway, September 3, 2025."
    [annotated] = annotate([Document(id="test", text=text, paragraphs=paragraphs(text))], nlp)
    found = find_time(list(annotated.doc), None, is_caption=is_caption)
    assert (found.iso if found else None) == iso


PARTS = [
    pytest.param(
        '"It rained," she said, "all day."',
        ['"It rained,"', '"all day."'],
        "It rained, all day.",
        id="a sentence",
    ),
    pytest.param(
        '"It rained," she said. "We left."',
        ['"It rained,"', '"We left."'],
        "It rained … We left.",
        id="two",
    ),
    pytest.param(
        '"We know," she said, "I think."',
        ['"We know,"', '"I think."'],
        "We know, I think.",
        id="I begins nothing",
    ),
]


@pytest.mark.parametrize(("text", "parts", "claim"), PARTS)
def test_parts_of_a_quotation(text: str, parts: list[str], claim: str) -> None:
    content = tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts)
    assert (
        _join_content(Statement(content=content, quotation_type=QuotationType.DIRECT), text)
        == claim
    )


CHANNELS = [
    pytest.param(", in a post on Telegram", "a post on Telegram", id="post"),
    pytest.param(" in an interview with the BBC", "an interview with the BBC", id="interview"),
    pytest.param(", in the garden", None, id="a place is no channel"),
]


@pytest.mark.parametrize(("phrase", "channel"), CHANNELS)
def test_channel(nlp: Annotator, phrase: str, channel: str | None) -> None:
    before = f"{phrase.strip(', ').capitalize()}," if phrase else ""
    found = said(nlp, "the plan will fail", before=before)
    assert (found.channel.lower() if found.channel else None) == (
        channel.lower() if channel else None
    )


def test_a_statement_in_the_content_of_another_is_relayed(nlp: Annotator) -> None:
    text = "The Oslo Post reported that officials said the bridge was safe."
    [annotated] = annotate([Document(id="test", text=text, paragraphs=(Span(0, len(text)),))], nlp)
    outer = Statement(
        content=(Span(28, 62),),
        source=(Span(0, 13),),
        cue=(Span(14, 22),),
        quotation_type=QuotationType.INDIRECT,
    )
    inner = Statement(
        content=(Span(43, 62),),
        source=(Span(28, 37),),
        cue=(Span(38, 42),),
        quotation_type=QuotationType.INDIRECT,
    )
    first, second = resolve(annotated, [outer, inner]).statements
    assert first.relays == inner
    assert second.relays is None


CLAIMS = [
    ("that the plan will fail", "the plan will fail"),
    ("that, by then, the plan had failed", "by then, the plan had failed"),
    ("that plan will fail", "that plan will fail"),
    ("that the plan is a “disaster”", "the plan is a “disaster”"),
    ("the plan will fail, —", "the plan will fail"),
]


@pytest.mark.parametrize(("content", "claim"), CLAIMS)
def test_a_claim_has_no_that_before_it(nlp: Annotator, content: str, claim: str) -> None:
    assert said(nlp, content).claim == claim


LONE_MARKS = [
    ("“It rained.", "It rained."),
    ('"It rained.', "It rained."),
    ("‘It’s the rain.", "It’s the rain."),
    ("«It rained.", "It rained."),
    ("It rained.”", "It rained."),
    ("“‘No’ was all he said.”", "‘No’ was all he said."),
    ("“It “rained” all day.", "It “rained” all day."),
]


@pytest.mark.parametrize(("content", "claim"), LONE_MARKS)
def test_a_claim_has_no_mark_without_its_partner(content: str, claim: str) -> None:
    statement = Statement(
        content=(Span(0, len(content)),), quotation_type=QuotationType.DIRECT, confidence=1
    )
    assert _join_content(statement, content) == claim
