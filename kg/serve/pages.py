"""The pages of `kg serve`, as HTML; they run no script, and whatever stands in them is text."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kg.query import find_question, questions
from kg.query.parameters import parameters_of
from kg.query.results import columns_in_short
from kg.serve.cards import are_cards, make_cards, make_link
from kg.views.style import read_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.query.parameters import Parameter
    from kg.serve.cards import Row
    from kg.views.passages import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is said beside an answer, and the address of a better one, if there is one."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a question.

    Attributes:
        columns: Their names.
        rows: By column, a text or an IRI; empty where nothing is known.
        notes: On what it lacks.
        passages: The text around the statements in it, where it is of statements.
        has_page: Whether there is the page for an answer to lead to.
    """

    columns: Sequence[str]
    rows: Sequence[Row]
    notes: Sequence[Note]
    passages: Mapping[str, Sequence[Window]] = field(default_factory=dict)
    has_page: bool = False


@cache
def make_style() -> str:
    """Return the style sheet of all pages: that of the page, with the colours of the system."""
    own = files("kg.serve").joinpath("served.css").read_text(encoding="utf-8")
    return str(read_style(follows_system=True)) + own


@cache
def make_front_page(*, has_page: bool) -> str:
    """Return the first page: what there is, a form for each question, and nothing of the graph."""
    forms = "".join(_make_question(name, sparql) for name, sparql in questions().items())
    lead = '<p class="hint">Choose a question. Names may be given as people say them: “Mr Lee”.</p>'
    return _make_page("kg", f"<h1>Ask the claims</h1>{lead}{forms}", has_page=has_page)


def _make_question(name: str, sparql: str) -> str:
    """Return a question, and its form below it; one is open at a time."""
    sentence, rest = _split_words(sparql)
    form = f'<p class="hint">{escape(rest)}</p>{_make_form(name, sparql, {})}'
    return f'<details name="question"><summary>{escape(sentence)}</summary>{form}</details>'


def _split_words(sparql: str) -> tuple[str, str]:
    r"""Return what a question asks, and what it says of its answer.

    >>> _split_words("# Who? A row for each name,\n# sorted.\n#\n# In short: name")
    ('Who?', 'A row for each name, sorted.')
    """
    comment = sparql.split("\n#\n", maxsplit=1)[0]
    words = " ".join(line[1:].strip() for line in comment.splitlines())
    sentence, mark, rest = words.partition("?")
    return sentence + mark, rest.strip()


def _make_form(name: str, sparql: str, given: Mapping[str, str]) -> str:
    """Return the form of a question, filled in with what was given."""
    form = f'<form id="{name}" action="/questions/{name}">'
    for parameter in parameters_of(sparql).values():
        value = given.get(parameter.name, parameter.default or "")
        field, meaning = _make_field(parameter, value), escape(parameter.meaning)
        form += f"<label>{parameter.name} {field} <small>{meaning}</small></label>"
    return f"{form}<button>Ask</button></form>"


def _make_field(parameter: Parameter, value: str) -> str:
    """Return the field of a parameter with a value."""
    if "|" in parameter.type:
        field = f'<select name="{parameter.name}">'
        for option in parameter.type.split("|"):
            selected = " selected" * (option == value)
            field += f"<option{selected}>{option}"
        return f"{field}</select>"
    kind = "date" if parameter.type == "date" else "text"
    required = "" if parameter.optional else " required"
    return f'<input name="{parameter.name}" type="{kind}" value="{escape(value)}"{required}>'


def make_table(name: str, given: Mapping[str, str], formats: Iterable[str], answer: Answer) -> str:
    """Return the answer to a question, as a page: cards where it is of statements, else a table.

    Args:
        name: Of the question.
        given: Its parameters, as they were typed.
        formats: In which it can be had, too.
        answer: What was found.
    """
    sparql = find_question(name)
    sentence, rest = _split_words(sparql)
    links = []
    for form in formats:
        address = escape(urlencode({**given, "format": form}))
        links.append(f'<a href="?{address}">{form.upper()}</a>')
    again = (
        f"<details><summary>Ask it otherwise</summary>{_make_form(name, sparql, given)}</details>"
    )
    asked = "; ".join(f"{key}: {value}" for key, value in given.items())
    head = (
        f'<h1>{escape(sentence)}</h1><p dir="auto"><b>{escape(asked)}</b></p>'
        f'<p class="hint">{escape(rest)} As {", ".join(links)}.</p>{again}'
    )
    notes = "".join(map(_make_note, answer.notes))
    if not answer.rows:
        body = f"{head}<p>Nothing was found.</p>{notes}"
    elif are_cards(answer.columns):
        told = columns_in_short(sparql)
        cards = make_cards(answer.rows, answer.passages, told, has_page=answer.has_page)
        body = f"{head}{notes}{cards}"
    else:
        body = f"{head}{notes}{_make_rows(answer)}"
    return _make_page(sentence, body, has_page=answer.has_page)


def _make_rows(answer: Answer) -> str:
    """Return the rows of an answer as a table."""
    table = "".join(f"<th>{escape(column)}" for column in answer.columns)
    for row in answer.rows:
        table += "<tr>" + "".join(
            f"<td>{make_link(row[column], row[column])}" for column in answer.columns
        )
    return f'<div class="scroll" tabindex="0"><table><tr>{table}</table></div>'


def _make_note(note: Note) -> str:
    """Return what is said beside an answer, with a link to where there is more."""
    text = escape(note.text)
    more = f' <a href="{escape(note.address)}">Show it</a>' if note.address else ""
    return f"<p>{text[:1].upper()}{text[1:]}.{more}</p>"


def make_error(message: str, question: str) -> str:
    """Return a page that says why there is no answer, and leads back.

    Args:
        message: What is wrong, in lines.
        question: The name of the question that was asked; empty for none.
    """
    way = f'<p><a href="/#{question}">Back to {question}</a></p>' if question else ""
    body = f"<h1>No answer</h1><pre>{escape(message)}</pre>{way}"
    return _make_page("no answer", body, has_page=False)


def _make_page(title: str, body: str, *, has_page: bool) -> str:
    """Return a whole page."""
    ways = '<a href="/">All questions</a>'
    if has_page:
        ways += '<a href="/claims.html">The page</a>'
    ways += '<a href="/editor">Query editor</a>'
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css">'
        f'<title>{escape(title)}</title></head><body class="served">'
        f'<header><strong>Who said what</strong><nav aria-label="Ways">{ways}</nav></header>'
        f"<main>{body}</main></body></html>"
    )
