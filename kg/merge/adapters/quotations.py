r"""Tables of quotations, such as those made from GDELT: CSV, and beside it a mapping file.

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
from kg.merge.adapters.terms import NAME, TEXT, TYPE, fill_template, make_claim, to_iri
from kg.rdf.iris import claim_iri, mint, normalise_text
from kg.rdf.nodes import day
from kg.rdf.serialise import named, term
from kg.rdf.vocabulary import CS, OA, PROV, SDO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kg.merge.adapters.terms import Template

_COLUMNS: Final = "quote speaker role cue before after url title publisher published about".split()
_LONGEST_FIELD: Final = 1 << 20
"""Characters of the longest field."""
_TEMPLATE: Final[Template] = (
    ("article", TYPE, named(SDO.NewsArticle)),
    ("article", named(SDO.url), "url"),
    ("article", named(SDO.headline), "title"),
    ("article", named(SDO.datePublished), "published"),
    ("article", named(SDO.publisher), "publication"),
    ("publication", TYPE, named(SDO.NewsMediaOrganization)),
    ("publication", NAME, "publisher"),
    ("statement", TYPE, named(CS.Statement)),
    ("statement", TYPE, named(PROV.Entity)),
    ("statement", TEXT, "quote"),
    ("statement", named(CS.cue), "cue"),
    ("statement", named(CS.quotationType), named(CS.Direct)),
    ("statement", named(CS.states), "claim"),
    ("statement", named(CS.statedIn), "article"),
    ("statement", named(CS.source), "source"),
    ("statement", named(PROV.wasAttributedTo), "source"),
    ("statement", named(PROV.qualifiedAttribution), "attribution"),
    ("attribution", TYPE, named(PROV.Attribution)),
    ("attribution", named(PROV.agent), "source"),
    ("attribution", named(CS.role), "role"),
    ("source", TYPE, "class of the source"),
    ("source", NAME, "speaker"),
    ("statement", named(CS.passage), "passage"),
    ("passage", TYPE, named(OA.SpecificResource)),
    ("passage", named(OA.hasSource), "article"),
    ("passage", named(OA.hasSelector), "selector"),
    ("selector", TYPE, named(OA.TextQuoteSelector)),
    ("selector", named(OA.exact), "quote"),
    ("selector", named(OA.prefix), "before"),
    ("selector", named(OA.suffix), "after"),
    ("claim", named(SDO.appearance), "article"),
    ("claim", named(SDO.about), "topic"),
    ("statement", named(SDO.about), "topic"),
    ("topic", TYPE, named(SDO.Thing)),
    ("topic", NAME, "about"),
)
"""What a quotation says. A name is one of `_COLUMNS`, or of a node that is minted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Which column of a table is what.

    Attributes:
        columns: Their names by ours.
        delimiter: What parts two columns.
        date: The form of dates, as `strptime` takes it; empty for ISO 8601.
    """

    columns: Mapping[str, str]
    delimiter: str = ","
    date: str = ""


def read_quotations(
    path: Path, file: IO[bytes], base: str, problems: list[Problem]
) -> Iterator[Quad]:
    """Yield the quads of a table; a row without a quotation is listed, and the others are kept.

    Raises:
        ValueError: There is no mapping file, or it or the head of the table is wrong.
    """
    layout = _read_layout(path)
    csv.field_size_limit(_LONGEST_FIELD)
    lines = (
        line.decode("utf-8-sig", errors="replace").replace("\0", "") for line in lines_of(file)
    )
    table = csv.DictReader(lines, restval="", delimiter=layout.delimiter)
    missing = set(layout.columns.values()) - set(table.fieldnames or ())
    if missing:
        remedy = "mend its mapping file, or the head of the table"
        raise ValueError(f"it has no column {min(missing)!r}; {remedy}")

    while True:
        try:
            row = next(table)
            values = {ours: row[theirs] for ours, theirs in layout.columns.items()}
            yield from list(_describe_quotation(values, layout, base))
        except StopIteration:
            return
        except (ValueError, csv.Error) as error:
            where = f"{path}:{table.line_num}"
            problems.append(Problem(where=where, message=f"{error}; the row was left out"))


def _read_layout(path: Path) -> _Layout:
    """Read the layout of a table from the mapping file beside it."""
    stem = path.name.lower().removesuffix(".gz").removesuffix(".csv")
    own = path.with_name(f"{path.name[: len(stem)]}.mapping.toml")
    found = own if own.exists() else path.with_name("mapping.toml")
    if not found.exists():
        needed = f"a table needs a mapping file beside it, {own.name}"
        raise ValueError(f"{needed}, that says which column is what")
    try:
        tables = tomllib.loads(found.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"its mapping file {found} is no TOML ({error})") from error

    columns, form = tables.get("columns", {}), tables.get("format", {})
    wrong = ""
    if not isinstance(columns, dict) or not isinstance(form, dict):
        wrong = "needs the tables [columns] and, if any, [format]"
    elif unknown := sorted(set(columns) - set(_COLUMNS)):
        wrong = f"names {unknown[0]!r}; the columns are {', '.join(_COLUMNS)}"
    elif "quote" not in columns:
        missing = "does not name the column of the quote"
        wrong = f"{missing}; the columns are {', '.join(_COLUMNS)}"
    if wrong:
        raise ValueError(f"its mapping file {found} {wrong}")
    return _Layout(columns=columns, delimiter=form.get("delimiter", ","), date=form.get("date", ""))


def _describe_quotation(row: Mapping[str, str], layout: _Layout, base: str) -> Iterator[Quad]:
    """Yield the quads of one quotation; whether a speaker is a person, no table tells.

    Raises:
        ValueError: It has no quotation, or its date has another form.

    >>> row = {"quote": "It rained.", "speaker": "Ann Lee"}
    >>> quads = _describe_quotation(row, _Layout(columns={}), "x:")
    >>> [str(quad.object) for quad in quads if quad.predicate == NAME]
    ['"Ann Lee"']
    """
    texts = {name: normalise_text(text) for name, text in row.items()}
    quote, speaker = texts["quote"], texts.get("speaker", "")
    if not quote:
        raise ValueError("it has no quotation")

    address = texts.pop("url", None)
    terms: dict[str, NamedNode | Literal] = {
        name: Literal(text) for name, text in texts.items() if text
    }
    if "published" in terms:
        terms["published"] = term(day(_to_day(texts["published"], layout.date)))

    article = mint(base, "article", address, texts.get("publisher"))
    url = to_iri(address)
    if url:
        article = url.value
        terms["url"] = url
    statement = mint(base, "statement", article, quote, speaker)
    source = mint(base, "speaker", article, speaker)
    terms["class of the source"] = named(PROV.Agent)
    if not speaker:
        source = mint(base, "unnamed", article, statement)
        terms["class of the source"] = named(CS.UnnamedSource)
        terms["speaker"] = Literal("unnamed source")
    passage = mint(base, "passage", statement)
    terms |= {
        "article": NamedNode(article),
        "statement": NamedNode(statement),
        "source": NamedNode(source),
        "attribution": NamedNode(mint(base, "attribution", statement, source)),
        "passage": NamedNode(passage),
        "selector": NamedNode(mint(base, "quote", passage)),
        "claim": NamedNode(claim_iri(base, quote)),
    }
    if "publisher" in terms:
        publication = mint(base, "publication", article, texts["publisher"])
        terms["publication"] = NamedNode(publication)
    if "about" in terms:
        terms["topic"] = NamedNode(mint(base, "thing", article, texts["about"]))
    yield from make_claim(quote, base)
    yield from fill_template(_TEMPLATE, terms)


def _to_day(text: str, form: str) -> date:
    """Return the day of a text.

    >>> _to_day("20240501103000", "%Y%m%d%H%M%S").isoformat()
    '2024-05-01'
    """
    if form:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 - the day is as the table has it
    return datetime.fromisoformat(text).date()
