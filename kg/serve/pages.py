"""The pages of `kg serve`, as HTML; they run no script, and whatever stands in them is text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from kg.query import questions
from kg.query.parameters import parameters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.query.parameters import Parameter

_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}"
    "td,th{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top}"
    "pre{white-space:pre-wrap}"
    "label{display:block;margin:.3rem 0}input,select{font:inherit}"
)


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
        rows: Each with a term or nothing for a column.
        notes: On what it lacks.
    """

    columns: Sequence[str]
    rows: Sequence[Iterable[object]]
    notes: Sequence[Note]


@cache
def make_front_page(*, has_page: bool) -> str:
    """Return the first page: what there is, a form for each question, and nothing of the graph."""
    of_build = '<p><a href="/claims.html">The page</a> of this build</p>' if has_page else ""
    editor = (
        '<p><a href="/editor">The query editor</a>; the SPARQL endpoint is <code>/query</code></p>'
    )
    forms = "".join(_make_form(name, sparql) for name, sparql in questions().items())
    return _make_page("kg", f"<h1>kg</h1>{of_build}{editor}{forms}")


def _make_form(name: str, sparql: str) -> str:
    """Return a question to fill in."""
    comment = sparql.split("\n#\n", maxsplit=1)[0]
    words = " ".join(line[1:].strip() for line in comment.splitlines())
    form = f'<h2 id="{name}">{name}</h2><p>{escape(words)}</p><form action="/questions/{name}">'
    for parameter in parameters_of(sparql).values():
        field, meaning = _make_field(parameter), escape(parameter.meaning)
        form += f"<label>{parameter.name}: {field} {meaning}</label>"
    return f"{form}<button>Ask</button></form>"


def _make_field(parameter: Parameter) -> str:
    """Return the field of a parameter."""
    if "|" in parameter.type:
        field = f'<select name="{parameter.name}">'
        for option in parameter.type.split("|"):
            selected = " selected" * (option == parameter.default)
            field += f"<option{selected}>{option}"
        return f"{field}</select>"
    kind = "date" if parameter.type == "date" else "text"
    required = "" if parameter.optional else " required"
    return f'<input name="{parameter.name}" type="{kind}"{required}>'


def make_table(name: str, given: Mapping[str, str], formats: Iterable[str], answer: Answer) -> str:
    """Return the answer to a question, as a page.

    Args:
        name: Of the question.
        given: Its parameters, as they were typed.
        formats: In which it can be had, too.
        answer: What was found.
    """
    links = []
    for form in formats:
        address = escape(urlencode({**given, "format": form}))
        links.append(f'<a href="?{address}">{form.upper()}</a>')
    head = f'<p><a href="/">All questions</a>; as {", ".join(links)}</p><h1>{name}</h1>'
    notes = "".join(map(_make_note, answer.notes))
    if not answer.rows:
        return _make_page(name, f"{head}<p>Nothing was found.</p>{notes}")
    table = "".join(f"<th>{escape(column)}" for column in answer.columns)
    for row in answer.rows:
        table += "<tr>" + "".join(map(_make_cell, row))
    return _make_page(name, f"{head}{notes}<table><tr>{table}</table>")


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
    way = '<p><a href="/">All questions</a></p>'
    if question:
        way = f'<p><a href="/#{question}">Back to {question}</a></p>{way}'
    return _make_page("no answer", f"<h1>No answer</h1><pre>{escape(message)}</pre>{way}")


def _make_cell(value: object) -> str:
    """Return a value in a table; the address of an article is a link."""
    text = escape(str(getattr(value, "value", "") or ""))
    is_link = text.startswith(("http://", "https://")) and " " not in text
    return f'<td><a href="{text}" rel="noreferrer">{text}</a>' if is_link else f"<td>{text}"


def _make_page(title: str, body: str) -> str:
    """Return a whole page."""
    return (
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style><main>{body}</main></html>"
    )
