"""The pages of `kg serve`, as HTML; they run no script, and whatever stands in them is text."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from kg.query import questions
from kg.query.parameters import parameters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.query.parameters import Parameter

STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top}"
    "label{display:block;margin:.3rem 0}input,select{font:inherit}"
)


@cache
def front(*, has_page: bool) -> str:
    """The first page: what there is, and a form for each question. Nothing in it is of the graph."""
    of_build = '<p><a href="/claims.html">The page</a> of this build</p>' if has_page else ""
    forms = "".join(form(name, sparql) for name, sparql in questions().items())
    editor = (
        '<p><a href="/editor">The query editor</a>; the SPARQL endpoint is <code>/query</code></p>'
    )
    return page("kg", f"<h1>kg</h1>{of_build}{editor}{forms}")


def form(name: str, sparql: str) -> str:
    """A question to fill in."""
    words = " ".join(line[1:].strip() for line in sparql.split("\n#\n", maxsplit=1)[0].splitlines())
    fields = "".join(f"<label>{parameter.name}: {entry(parameter)} {escape(parameter.meaning)}</label>"
                     for parameter in parameters_of(sparql).values())  # fmt: skip
    return f'<h2>{name}</h2><p>{escape(words)}</p><form action="/questions/{name}">{fields}<button>Ask</button></form>'


def entry(parameter: Parameter) -> str:
    """The field of a parameter."""
    if "|" in parameter.type:
        options = "".join(
            f"<option{' selected' * (one == parameter.default)}>{one}"
            for one in parameter.type.split("|")
        )
        return f'<select name="{parameter.name}">{options}</select>'
    required = "" if parameter.optional else " required"
    return f'<input name="{parameter.name}" type="{"date" if parameter.type == "date" else "text"}"{required}>'


def table(
    name: str,
    given: Mapping[str, str],
    formats: Iterable[str],
    columns: Iterable[str],
    rows: Iterable[Iterable[object]],
) -> str:
    """The answer to a question.

    Args:
        name: Of the question.
        given: Its parameters, as they were typed.
        formats: In which it can be had, too.
        columns: Of the answer.
        rows: Of the answer, each with a term or nothing for a column.
    """
    head = "".join(f"<th>{escape(column)}" for column in columns)
    body = "".join(map(line, rows))
    links = ", ".join(
        f'<a href="?{escape(urlencode({**given, "format": one}))}">{one.upper()}</a>'
        for one in formats
    )
    return page(
        name,
        f'<p><a href="/">All questions</a>; as {links}</p><h1>{name}</h1><table><tr>{head}{body}</table>',
    )


def line(row: Iterable[object]) -> str:
    """A row of a table."""
    return "<tr>" + "".join(f"<td>{cell(value)}" for value in row)


def cell(value: object) -> str:
    """A value in a table; the address of an article is a link."""
    text = escape(str(getattr(value, "value", "") or ""))
    is_link = text.startswith(("http://", "https://")) and " " not in text
    return f'<a href="{text}" rel="noreferrer">{text}</a>' if is_link else text


def page(title: str, body: str) -> str:
    """A whole page."""
    return (
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<link rel="icon" href="data:,"><title>{escape(title)}</title><style>{STYLE}</style><main>{body}</main></html>'
    )
