"""How a content is quoted, read off the paired marks of its document: a table by what makes it hard.

In the texts, {..} is the content, in one or several parts, and <..> the cue, if it has one.
"""

from __future__ import annotations

import re
from typing import Final

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import AnnotatedDocument
from kg.model import Document, QuotationType, Span
from kg.statements.quoted import quotation_type
from tests.stress import read_passages

DIRECT, MIXED, INDIRECT = QuotationType.DIRECT, QuotationType.MIXED, QuotationType.INDIRECT

RUNNING_ON = [
    (DIRECT, "Ruiz <said>: {“The wall went first.}\n\n“Then the lights went.”"),
    (DIRECT, "Ruiz <said>: “The wall went first.\n\n{“Then the lights went.”}"),
    (DIRECT, "“The wall went.\n\n{“Then the lights.}\n\n“Then nothing.”"),
    (DIRECT, '{"The wall went first. It was loud.}\n\n"Then the lights went," Ruiz <said>.'),
    (DIRECT, '"The wall went first.\n\n{"Then the lights went,"} Ruiz <said>.'),
    (DIRECT, "Ruiz <said>: {‘The wall went first.}\n\n‘Then the lights went.’"),
    (DIRECT, "‘The workers' wall went.\n\n{‘Then the lights.}\n\n‘Then nothing.’"),
    (DIRECT, "{'It's the wall that went first.}\n\n'Then the lights went,' Ruiz <said>."),
    (DIRECT, "{«The wall went first.}\n\n«Then the lights went.»"),
    (DIRECT, "{“The sign said ‘Keep out’ in red.}\n\n“Nobody read it.”"),
    (DIRECT, "{“The wall,”} Ruiz <said>, {“went first.}\n\n“Then the lights.”"),
    (MIXED, "Ruiz <said> {the wall “went first.}\n\n“Then the lights went.”"),
]
SINGLE = [
    (DIRECT, "{‘I was gutted,’} <said> Finch."),
    (DIRECT, "{'I was gutted,'} <said> Finch."),
    (DIRECT, "{‘Forty years I'd run that stall’,} she <said>."),
    (DIRECT, "{'It's the children's future,'} she <said>, {'not the councillors'.'}"),
    (DIRECT, "The inspector <branded> the kitchens {‘filthy’}."),
    (DIRECT, "{‘It’s over,’} he <said>, {‘and I’m glad’}."),
    (MIXED, "She <insisted> {she had 'full confidence' in the police}."),
    (MIXED, "She <insisted> {she had ‘full confidence’ in the police}."),
    (MIXED, "Labour <said> {the plan was a ‘betrayal’ of the north}."),
    (MIXED, "He <said> {the plan was 'a betrayal of the north'}."),
    (MIXED, "He <said> {it was ‘a plan to sell the harbour without asking those who live by it’}."),
    (MIXED, "It <was> {‘a plan to sell the port without asking those who live by it’ and so on}."),
    (DIRECT, "{'Why now?'} the clerk <asked>."),
    (MIXED, "He <said> {the firm's 'so-called plan' failed the drivers' families}."),
]
APOSTROPHES = [
    (INDIRECT, "Finch <said> {the dogs' barking kept her awake}."),
    (INDIRECT, "Finch <said> {the dogs’ barking and the boys’ songs kept her awake}."),
    (INDIRECT, "O'Neill <said> {O'Brien's boat wasn't his}."),
    (INDIRECT, "He <said> {he'd tell 'em in the '90s way}."),
    (INDIRECT, "He <said> {he would tell ‘em in the ‘90s way}."),
    (INDIRECT, "He <said> {rock 'n' roll was the workers' music}."),
    (INDIRECT, "He <said> {the ladder was 5' 10 long and the workers' own}."),
    (INDIRECT, "Finch <said> {that the ten days' leave and the nurses' pay were not the unions'}."),
    (DIRECT, "{'The workers' rights are gone,'} he <said>."),
    (DIRECT, "{‘The nurses’ pay is gone,’} he <said>."),
    (DIRECT, "{‘We were runnin' and jumpin' all day,’} he <said>."),
    (DIRECT, "{'Tell 'em in the '90s way,'} he <said>."),
    (MIXED, "He <said> {the 'nurses' rota' was late}."),
    (DIRECT, "{“The dogs' barking kept me awake,”} Finch <said>."),
    (INDIRECT, "'Twas late, Finch <said>, and {the mill was the brothers'}."),
]
NESTED = [
    (DIRECT, "{“He said ‘no’ twice,”} she <recalled>."),
    (DIRECT, "{‘He said “never again” and did it,’} she <recalled>."),
    (DIRECT, "{\"He said 'no' twice,\"} she <recalled>."),
    (DIRECT, "{“He said ‘no’”,} she <recalled>."),
    (DIRECT, "{'''No,' he told me, and I left,''} she <recalled>."),
    (INDIRECT, "“Bo <said> {the harbour was shut},” Ann recalled."),
    (INDIRECT, "“And then Bo <said> {the dogs' food was gone}. I laughed,” Ann recalled."),
    (DIRECT, "“Then Bo <said>, {‘The harbour is shut,’} and left,” Ann recalled."),
    (MIXED, "“Then Bo <said> {it was ‘a shambles’ again},” Ann recalled."),
    (DIRECT, "'Then Bo <said>, {\"The harbour is shut,\"} and left,' Ann recalled."),
    (MIXED, "She <said> {he had “said ‘no’ twice”}."),
]
UNCLOSED = [
    (DIRECT, "She <said>: {“It rained all day.}"),
    (DIRECT, '{"It rained all day.}\n\nNobody left the house.'),
    (DIRECT, "{“It rained all day,} she <said>."),
    (DIRECT, "{It rained all day,”} she <said>."),
    (DIRECT, '{“It rained all day,"} she <said>.'),
    (DIRECT, '{"It rained all day,”} she <said>.'),
    (DIRECT, "{“It rained all day,“} she <said>."),
    (MIXED, "She <said> {it was “a disaster for the whole valley}."),
    (DIRECT, "“It rained. {It poured,”} she <said>."),
    (DIRECT, "“{It poured},” she <said>."),
    (DIRECT, "{“It poured}, you know,” she <said>."),
]
OTHER_MARKS = [
    (DIRECT, "{«Il pleut»,} she <said>."),
    (DIRECT, "{« It rains »,} she <said>."),
    (DIRECT, "{„Es regnet“,} she <said>."),
    (DIRECT, "{„It rains”,} she <said>."),
    (DIRECT, "{‚Es regnet‘,} she <said>."),
    (DIRECT, "{»Es regnet«,} she <said>."),
    (DIRECT, "{``It rains,''} she <said>."),
    (DIRECT, "{''It rains,''} she <said>."),
    (MIXED, "She <said> {it was «a disaster» for all}."),
    (MIXED, "She <said> {it was „a disaster“ for all}."),
]
PUT_TOGETHER = [
    (DIRECT, "{“It rained,”} she <said>, {“all day.”}"),
    (DIRECT, "{“It rained … all day,”} she <said>."),
    (DIRECT, "{“It [the harbour] is shut,”} she <said>."),
    (DIRECT, "{“It rained” ... “all day”}, she <said>."),
    (MIXED, "{“It rained” and it was “cold”}, she <said>."),
    (MIXED, "{“It rained,”} she <said>, {and the harbour would stay shut}."),
    (MIXED, "She <said> {that “it rained”}."),
    (MIXED, "She <said> {the “plan” was late}."),
    (INDIRECT, "She <said> {it rained}. “Nobody left.”"),
    (INDIRECT, "“It was cold,” and she <said> {it rained}."),
]

ROWS: Final = [
    pytest.param(expected, marked, id=f"{beat}: {marked}")
    for beat, rows in [
        ("running on", RUNNING_ON),
        ("single", SINGLE),
        ("apostrophes", APOSTROPHES),
        ("nested", NESTED),
        ("unclosed", UNCLOSED),
        ("other marks", OTHER_MARKS),
        ("put together", PUT_TOGETHER),
    ]
    for expected, marked in rows
]


def unmarked(marked: str) -> tuple[str, list[Span], list[Span]]:
    """A text without its braces, and where contents and cue stood."""
    text, starts = "", {"{": 0, "<": 0}
    spans: dict[str, list[Span]] = {"{": [], "<": []}
    for part in re.split(r"([{}<>])", marked):
        if part in starts:
            starts[part] = len(text)
        elif part in {"}", ">"}:
            opening = {"}": "{", ">": "<"}[part]
            spans[opening].append(Span(starts[opening], len(text)))
        else:
            text += part
    return text, spans["{"], spans["<"]


def type_in(text: str, content: list[Span], cue: list[Span]) -> QuotationType:
    document = Document(id="test", text=text, paragraphs=paragraphs(text))
    doc = Doc(Vocab(), words=[text], spaces=[False])
    return quotation_type(AnnotatedDocument(document=document, doc=doc, parts=()), content, cue)


@pytest.mark.parametrize(("expected", "marked"), ROWS)
def test_quotation_type(expected: QuotationType, marked: str) -> None:
    assert type_in(*unmarked(marked)) is expected


FEWEST_RIGHT: Final = 0.97
"""Of the stress set, whose types are read off its marks: of no rule beyond pairs at the edges."""
_ONE_QUOTATION: Final = re.compile(r"[“‘\"'](?:[^”\"]|(?<=\w)”(?=\w))*[”’\"']?[,.]?", re.DOTALL)
_ANY_MARK: Final = re.compile(r"[“”\"‘«„]|(?<!\w)'(?=\w)")


def plain_type(text: str, content: list[Span]) -> QuotationType:
    """The type by the first and the last mark of each part, which a reader has looked through."""
    parts = [span.of(text) for span in content]
    if all(_ONE_QUOTATION.fullmatch(part) for part in parts):
        return DIRECT
    return MIXED if any(map(_ANY_MARK.search, parts)) else INDIRECT


def test_the_types_of_the_stress_set() -> None:
    right = []
    for passage in read_passages():
        for gold in passage.gold:
            content = [Span(*place) for place in gold.content]
            cue = [Span(*place) for place in gold.cue]
            expected = plain_type(passage.text, content)
            right.append(type_in(passage.text, content, cue) is expected)
    assert sum(right) / len(right) >= FEWEST_RIGHT
