r"""Tables of quotations, such as those made from GDELT: CSV, and beside it a file that says which column is what.

`quotes.csv` needs `quotes.mapping.toml`, or `mapping.toml` in the same folder:

    [columns]                       # ours = theirs; only `quote` is needed
    quote = "Quote"                 # cs:Statement and its schema:text; the claim with these words
    speaker = "Speaker"             # cs:source; without one, the statement is of an unnamed source
    role = "Title"                  # cs:role of the attribution
    cue = "Verb"                    # cs:cue
    before = "Pre"                  # oa:prefix
    after = "Post"                  # oa:suffix
    url = "DocumentIdentifier"      # cs:statedIn: the article is its address
    title = "Headline"              # schema:headline
    publisher = "Domain"            # schema:publisher
    published = "Date"              # schema:datePublished
    about = "Theme"                 # schema:about, by name

    [format]
    delimiter = ","                 # "\t" for tabs
    date = "%Y%m%d%H%M%S"           # as in strptime; ISO 8601 if not given

The text of the article is not there, so a passage has the words around it and no offsets.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.disk.lines import lines_of
from kg.errors import Problem
from kg.merge.adapters.terms import NAME, TEXT, TYPE, absolute, claim_of
from kg.rdf.iris import mint, normalise_text
from kg.rdf.nodes import day
from kg.rdf.serialise import named, term
from kg.rdf.vocabulary import CS, OA, PROV, SDO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

COLUMNS: Final = "quote speaker role cue before after url title publisher published about".split()
LONGEST: Final = 1 << 20
"""Characters of the longest field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which column of a table is what.

    Attributes:
        columns: Their names by ours.
        delimiter: What parts two columns.
        date: The form of dates, as `strptime` takes it; empty for ISO 8601.
    """

    columns: Mapping[str, str]
    delimiter: str = ","
    date: str = ""


def read(path: Path, file: IO[bytes], base: str, problems: list[Problem]) -> Iterator[Quad]:
    """The quads of a table; a row without a quotation is listed, and the others are kept.

    Raises:
        ValueError: There is no mapping file, or it or the head of the table is wrong.
    """
    mapping = read_mapping(path)
    csv.field_size_limit(LONGEST)
    lines = (
        line.decode("utf-8-sig", errors="replace").replace("\0", "") for line in lines_of(file)
    )
    table = csv.DictReader(lines, delimiter=mapping.delimiter)
    missing = set(mapping.columns.values()) - set(table.fieldnames or ())
    if missing:
        raise ValueError(
            f"it has no column {min(missing)!r}; mend its mapping file, or the head of the table"
        )
    while True:
        try:
            row = next(table)
            said = {name: row[theirs] or "" for name, theirs in mapping.columns.items()}
            quads = list(quads_of_row(said, mapping, base))
        except StopIteration:
            return
        except (ValueError, csv.Error) as error:
            problems.append(
                Problem(where=f"{path}:{table.line_num}", message=f"{error}; the row was left out")
            )
        else:
            yield from quads


def read_mapping(path: Path) -> Layout:
    """The mapping of a table, from the file beside it.

    Raises:
        ValueError: There is none, or it is wrong.
    """
    stem = path.name.lower().removesuffix(".gz").removesuffix(".csv")
    beside = [
        path.with_name(f"{path.name[: len(stem)]}.mapping.toml"),
        path.with_name("mapping.toml"),
    ]
    found = next((file for file in beside if file.exists()), None)
    if found is None:
        raise ValueError(
            f"a table needs a mapping file beside it, {beside[0].name}, that says which column is what"
        )
    try:
        said = tomllib.loads(found.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"its mapping file {found} is no TOML ({error})") from error
    columns, form = said.get("columns", {}), said.get("format", {})
    if not isinstance(columns, dict) or not isinstance(form, dict):
        raise ValueError(  # noqa: TRY004
            f"its mapping file {found} needs the tables [columns] and, if any, [format]"
        )
    unknown = sorted(set(columns) - set(COLUMNS))
    if unknown or "quote" not in columns:
        wrong = f"names {unknown[0]!r}" if unknown else "does not name the column of the quote"
        raise ValueError(f"its mapping file {found} {wrong}; the columns are {', '.join(COLUMNS)}")
    return Layout(columns=columns, delimiter=form.get("delimiter", ","), date=form.get("date", ""))


def quads_of_row(row: Mapping[str, str], mapping: Layout, base: str) -> Iterator[Quad]:
    """The quads of one quotation.

    Raises:
        ValueError: It has no quotation, or its date has another form.

    >>> quads = list(quads_of_row({"quote": "It rained.", "speaker": "Ann Lee"}, Layout(columns={}), "x:"))
    >>> [quad.object.value for quad in quads if quad.predicate == NAME]
    ['Ann Lee']
    """
    said = {name: normalise_text(value) for name, value in row.items()}
    if not said["quote"]:
        raise ValueError("it has no quotation")
    article = absolute(said.get("url")) or NamedNode(
        mint(base, "article", said.get("url"), said.get("publisher"))
    )
    statement = NamedNode(
        mint(base, "statement", article.value, said["quote"], said.get("speaker", ""))
    )
    yield from article_quads(article, said, mapping, base)
    yield from source_quads(statement, article, said, base)
    yield from passage_quads(statement, article, said, base)
    claim, *described = claim_of(said["quote"], base)
    yield claim
    yield from described
    yield Quad(claim.subject, named(SDO.appearance), article)
    if said.get("about"):
        topic = NamedNode(mint(base, "thing", article.value, said["about"]))
        yield Quad(claim.subject, named(SDO.about), topic)
        yield Quad(topic, TYPE, named(SDO.Thing))
        yield Quad(topic, NAME, Literal(said["about"]))
    yield Quad(statement, named(CS.states), claim.subject)
    yield Quad(statement, named(CS.statedIn), article)


def article_quads(
    article: NamedNode, said: Mapping[str, str], mapping: Layout, base: str
) -> Iterator[Quad]:
    """The article in which a quotation stands."""
    yield Quad(article, TYPE, named(SDO.NewsArticle))
    if absolute(said.get("url")):
        yield Quad(article, named(SDO.url), article)
    if said.get("title"):
        yield Quad(article, named(SDO.headline), Literal(said["title"]))
    if said.get("published"):
        yield Quad(
            article, named(SDO.datePublished), term(day(day_of(said["published"], mapping.date)))
        )
    if said.get("publisher"):
        publisher = NamedNode(mint(base, "publication", article.value, said["publisher"]))
        yield Quad(article, named(SDO.publisher), publisher)
        yield Quad(publisher, TYPE, named(SDO.NewsMediaOrganization))
        yield Quad(publisher, NAME, Literal(said["publisher"]))


def source_quads(
    statement: NamedNode, article: NamedNode, said: Mapping[str, str], base: str
) -> Iterator[Quad]:
    """Who says it; whether a speaker is a person or an organisation, no table tells."""
    speaker = said.get("speaker")
    who = NamedNode(
        mint(base, "speaker" if speaker else "unnamed", article.value, speaker or statement.value)
    )
    part = NamedNode(mint(base, "attribution", statement.value, who.value))
    yield Quad(statement, named(CS.source), who)
    yield Quad(statement, named(PROV.wasAttributedTo), who)
    yield Quad(who, TYPE, named(PROV.Agent if speaker else CS.UnnamedSource))
    yield Quad(who, NAME, Literal(speaker or "unnamed source"))
    yield Quad(statement, named(PROV.qualifiedAttribution), part)
    yield Quad(part, TYPE, named(PROV.Attribution))
    yield Quad(part, named(PROV.agent), who)
    if said.get("role"):
        yield Quad(part, named(CS.role), Literal(said["role"]))


def passage_quads(
    statement: NamedNode, article: NamedNode, said: Mapping[str, str], base: str
) -> Iterator[Quad]:
    """The words said, and those around them."""
    passage = NamedNode(mint(base, "passage", statement.value))
    quote = NamedNode(mint(base, "quote", passage.value))
    yield Quad(statement, TYPE, named(CS.Statement))
    yield Quad(statement, TYPE, named(PROV.Entity))
    yield Quad(statement, TEXT, Literal(said["quote"]))
    yield Quad(statement, named(CS.quotationType), named(CS.Direct))
    yield Quad(statement, named(CS.passage), passage)
    yield Quad(passage, TYPE, named(OA.SpecificResource))
    yield Quad(passage, named(OA.hasSource), article)
    yield Quad(passage, named(OA.hasSelector), quote)
    yield Quad(quote, TYPE, named(OA.TextQuoteSelector))
    yield Quad(quote, named(OA.exact), Literal(said["quote"]))
    if said.get("cue"):
        yield Quad(statement, named(CS.cue), Literal(said["cue"]))
    for place, name in ((OA.prefix, "before"), (OA.suffix, "after")):
        if said.get(name):
            yield Quad(quote, named(place), Literal(said[name]))


def day_of(text: str, form: str) -> date:
    """A day from a text.

    >>> day_of("20240501103000", "%Y%m%d%H%M%S").isoformat()
    '2024-05-01'
    """
    if form:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 - the day is as the table has it
    return datetime.fromisoformat(text).date()
