"""What the search index of a graph holds, and how it gets there: texts, names, and who is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import Triple

from kg.language.folding import fold_name
from kg.language.spelling import spell_name, strip_titles

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution

__all__ = ["INDEX_VERSION", "Select", "fill_index"]

Select: TypeAlias = "Callable[[str], Iterable[QuerySolution]]"
"""Asks a graph a SELECT query."""

INDEX_VERSION: Final = 2
"""Of the index and of what it stands on: from 2 on, statements have subjects of their own."""
_SCHEMA: Final = """
PRAGMA user_version = {version};
CREATE TABLE statements (id INTEGER PRIMARY KEY, statement TEXT NOT NULL, claim TEXT NOT NULL);
CREATE VIRTUAL TABLE texts USING fts5 (
    claim, passage, called, article, tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TEMP TABLE forms (statement TEXT, form TEXT, PRIMARY KEY (statement, form)) WITHOUT ROWID;
CREATE TABLE names (
    folded TEXT, name TEXT, kind TEXT, entity TEXT, spelled TEXT,
    PRIMARY KEY (folded, name, kind, entity)
) WITHOUT ROWID;
CREATE INDEX spellings ON names (spelled);
CREATE TABLE same (entity TEXT, other TEXT, PRIMARY KEY (entity, other)) WITHOUT ROWID;
"""
_TEXTS: Final = """
PREFIX cs: <https://w3id.org/claim-source#>
PREFIX schema: <https://schema.org/>
SELECT ?statement ?claim ?text ?passage ?headline {
  ?statement cs:states ?claim .
  ?claim schema:text ?text .
  OPTIONAL { ?statement schema:text ?passage }
  OPTIONAL { ?statement cs:statedIn/schema:headline ?headline }
}"""
_FORMS: Final = """
PREFIX cs: <https://w3id.org/claim-source#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX schema: <https://schema.org/>
SELECT ?statement ?form {
  {
    ?statement (cs:source|cs:channel|schema:about|schema:mentions|cs:statedIn/schema:publisher)
      /(schema:name|schema:alternateName) ?form
    FILTER(STR(?form) != "unnamed publication")
  }
  UNION {
    {
      SELECT ?article ?form {
        ?article schema:url ?url
        FILTER(REGEX(STR(?url), "^https?://[^/]", "i"))
        FILTER NOT EXISTS {
          ?article schema:publisher/schema:name ?publisher
          FILTER(STR(?publisher) != "unnamed publication")
        }
        BIND(REPLACE(STR(?url), "^https?://([^/?#@]*@)?([^/?#:]+).*$", "$2", "i") AS ?host)
        BIND(REPLACE(?host, "^www[.]", "", "i") AS ?form)
      }
    }
    ?statement cs:statedIn ?article
  }
  UNION { ?statement cs:sourceSpan/oa:hasSelector/oa:exact ?form }
  UNION { ?statement cs:timeText ?form }
}"""
"""Who says it where, of when, and about whom or what, by their names and as the text has it.

A publication that nobody names is found by the site of its articles, as the page calls it. What
has a name is reached by one path, since Oxigraph goes through all names for each row of a UNION.
"""
_NAMES: Final = """
PREFIX schema: <https://schema.org/>
SELECT DISTINCT ?entity ?name ?form ?class {
  ?entity a ?class ; schema:name ?name ; schema:name|schema:alternateName ?form
}"""
_SAME: Final = """
PREFIX cs: <https://w3id.org/claim-source#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?entity ?other {
  ?entity cs:sameEntityAs|schema:sameAs|owl:sameAs|skos:exactMatch ?other
}"""
_PROGRAM: Final = "http://www.w3.org/ns/prov#SoftwareAgent"
"""A program has a name, but nobody asks for it by that."""
_BETWEEN_NAMES: Final = " \ue000 "
"""A word that nobody looks for, so that no phrase goes from one name to the next."""


def fill_index(connection: sqlite3.Connection, select: Select) -> None:
    """Write all that is looked up in a graph into an empty database.

    Args:
        connection: To the database.
        select: Asks the graph a SELECT query.

    Raises:
        sqlite3.Error: It cannot be written.
    """
    connection.executescript(_SCHEMA.format(version=INDEX_VERSION))
    with connection:
        _insert_forms(connection, select(_FORMS))
        _insert_texts(connection, select(_TEXTS))
        _insert_names(connection, select(_NAMES))
        _insert_same(connection, select(_SAME))


def _insert_forms(connection: sqlite3.Connection, rows: Iterable[QuerySolution]) -> None:
    """Insert by what names those go whom a statement comes from, or is about."""
    for statement, form in rows:
        if not isinstance(form, Triple):
            row = statement.value, form.value
            connection.execute("INSERT OR IGNORE INTO forms VALUES (?, ?)", row)


def _insert_texts(connection: sqlite3.Connection, rows: Iterable[QuerySolution]) -> None:
    """Insert each statement, its claim, and the words of both, a passage only if it differs."""
    for number, (statement, claim, text, passage, headline) in enumerate(rows, start=1):
        if isinstance(text, Triple) or isinstance(claim, Triple):
            continue  # of RDF 1.2; it has no words
        said = _words_of(passage)
        connection.execute(
            "INSERT INTO statements VALUES (?, ?, ?)", (number, statement.value, claim.value)
        )
        connection.execute(
            "INSERT INTO texts (rowid, claim, passage, called, article) VALUES "
            "(?, ?, ?, (SELECT group_concat(form, ?) FROM forms WHERE statement = ?), ?)",
            (
                number,
                text.value,
                said if said != text.value else None,
                _BETWEEN_NAMES,
                statement.value,
                _words_of(headline),
            ),
        )


def _words_of(term: Literal | NamedNode | BlankNode | Triple | None) -> str | None:
    """Return the words of what a row may leave open; a triple of RDF 1.2 has none."""
    return None if term is None or isinstance(term, Triple) else term.value


def _insert_names(connection: sqlite3.Connection, rows: Iterable[QuerySolution]) -> None:
    """Insert each form of each name, folded, with the name, the kind and whose it is."""
    for entity, name, form, kind in rows:
        if any(isinstance(term, Triple) for term in (name, form, kind)):
            continue  # of RDF 1.2; nobody is called that
        if kind.value != _PROGRAM:
            end = _end_of_iri(kind.value)
            key = _spelling_key(name.value, end)
            row = fold_name(form.value), name.value, end, entity.value, key
            connection.execute("INSERT OR IGNORE INTO names VALUES (?, ?, ?, ?, ?)", row)


def _spelling_key(name: str, kind: str) -> str:
    """Return what names have in common that are one by spelling; a full one goes without titles.

    >>> _spelling_key("Dame Ann Lee", "Person") == _spelling_key("Ann Lee", "Person")
    True
    >>> _spelling_key("Mr Lee", "Person") == _spelling_key("Lee", "Person")
    False
    """
    stripped = strip_titles(name) if kind == "Person" else ""
    return spell_name(stripped if " " in stripped else name)


def _insert_same(connection: sqlite3.Connection, rows: Iterable[QuerySolution]) -> None:
    """Insert who is one with whom, both ways."""
    for entity, other in rows:
        if not isinstance(other, Triple):
            pair = entity.value, other.value
            both = [pair, pair[::-1]]
            connection.executemany("INSERT OR IGNORE INTO same VALUES (?, ?)", both)


def _end_of_iri(iri: str) -> str:
    return re.split("[#/]", iri)[-1]
