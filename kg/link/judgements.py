"""Judgements: who or what decided how two things relate, in a table that people can read and edit.

The form is SSSOM TSV (Simple Standard for Sharing Ontological Mappings, Matentzoglu et al. 2022): a
line each of subject, predicate or its negation, object, confidence, author, date and reason, below
a header in YAML. Any line can be taken back by deleting it. Cells are quoted as spreadsheets quote
them, so a file that one has saved reads as before.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

import yaml
from pyoxigraph import NamedNode

from kg import __version__
from kg.disk.lines import lines_of
from kg.errors import InputError, Problem
from kg.rdf.vocabulary import CS, OWL, PREFIXES, SDO, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.link.context import Context

TOOL: Final = "kg"
"""The author of what `kg link` proposes."""
SURE: Final = 0.9
"""The confidence from which what `kg link` proposes counts before anybody has confirmed it."""
SAME: Final = frozenset(map(str, (CS.sameEntityAs, SDO.sameAs, OWL.sameAs, SKOS.exactMatch)))
"""The predicates that make two things one; `kg` writes the first, of an authority's the second."""
BETWEEN_CLAIMS: Final = frozenset(
    {str(CS.sameClaimAs), str(CS.corroborates), str(CS.contradicts), str(CS.sameUtteranceAs)}
)
"""The predicates between claims; cs:sameUtteranceAs is between statements."""
UNDECIDED: Final = frozenset(
    {str(SKOS.closeMatch), str(SKOS.broadMatch), str(SKOS.narrowMatch), str(SKOS.relatedMatch)}
)
"""The predicates that may stand in a file and decide nothing."""
_COLUMNS: Final = (
    "subject_id subject_label predicate_id predicate_modifier object_id object_label "
    "mapping_justification confidence author_label mapping_date comment"
).split()
_CONTEXT: Final = {"article": "cs:statedIn", "said_by": "cs:source", "passage": "cs:passage"}
"""What stands beside the subject and the object of a judgement: where it is, and in which words."""
_NEEDED: Final = frozenset({"subject_id", "predicate_id", "object_id"})
_KNOWN_PREFIXES: Final = {
    **PREFIXES,
    "semapv": "https://w3id.org/semapv/vocab/",
    "wd": "http://www.wikidata.org/entity/",
}
"""Prefixes that a file need not declare."""
_BY_TOOL: Final = "semapv:CompositeMatching"
_BY_HAND: Final = "semapv:ManualMappingCuration"
_WRITTEN_PREFIXES: Final = ("cs", "owl", "schema", "semapv", "skos", "wd")
_UNSPECIFIED: Final = "https://w3id.org/sssom/license/unspecified"
"""What SSSOM writes as the licence where the owner of a table has not chosen one."""
_LONGEST_FIELD: Final = 1 << 20
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision.

    Attributes:
        subject: An IRI; so are `predicate` and `object`.
        negated: Whether it says that the predicate does *not* hold.
        confidence: From 0 to 1.
        author: A person, or `kg`.
        date: YYYY-MM-DD, or empty.
        reason: In words.
        subject_label: A name to read; `object_label`, too.
        article: What the article of the subject is called, where the file says so.
        passage: The words of the subject in it, where the file says so.
        line: Where it stands in its file, from 1; 0 for one that stands in none.
    """

    subject: str
    predicate: str
    object: str
    negated: bool = False
    confidence: float = 1.0
    author: str = ""
    date: str = ""
    reason: str = ""
    subject_label: str = ""
    object_label: str = ""
    article: str = ""
    passage: str = ""
    line: int = 0

    @property
    def pair(self) -> tuple[str, str]:
        """What it is about, in one order: all predicates that we judge are symmetric."""
        return min(self.subject, self.object), max(self.subject, self.object)

    @property
    def is_proposal(self) -> bool:
        """Whether it waits for a person: `kg` made it, and is not sure enough for it to count."""
        return self.author == TOOL and self.confidence < SURE


def read_judgements(path: Path, problems: list[Problem]) -> list[Judgement]:
    """Return the judgements of a file; a line that cannot be read is listed as a problem.

    Raises:
        InputError: The file cannot be read, or has no column for subject, predicate or object.
    """
    try:
        with path.open("rb") as file:
            return list(judgements_of(file, str(path), problems))
    except FileNotFoundError as error:
        raise InputError(
            f"{path} does not exist; `kg link` writes a table of judgements"
        ) from error
    except (OSError, ValueError, MemoryError) as error:
        raise InputError(f"{path} cannot be read as a table of judgements ({error})") from error


def judgements_of(file: IO[bytes], where: str, problems: list[Problem]) -> Iterator[Judgement]:
    r"""Yield the judgements of an SSSOM TSV file; a line that cannot be read is listed.

    Raises:
        ValueError: It has no column for subject, predicate or object, or its header is no YAML.

    >>> import io
    >>> table = b"subject_id\tpredicate_id\tobject_id\nwd:Q1\tskos:exactMatch\tx:b\n"
    >>> [one.object for one in judgements_of(io.BytesIO(table), "", [])]
    ['x:b']
    """
    rows = _split_rows(_readable_lines(file))
    columns, prefixes = _read_header(rows)
    for number, cells in rows:
        if not any(cells):
            continue
        row = dict(zip(columns, cells, strict=False))
        try:
            yield _judgement_of(row, prefixes, number)
        except ValueError as error:
            message = f"{error}; the line was left out"
            problems.append(Problem(where=f"{where}:{number}", message=message))


def _readable_lines(file: IO[bytes]) -> Iterator[str]:
    """Yield lines without the carriage returns and NULs that spreadsheets and accidents leave."""
    for line in lines_of(file):
        yield line.decode("utf-8-sig", errors="replace").replace("\0", "").rstrip("\r\n")


def _split_rows(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each line, with its number from 1."""
    for number, line in enumerate(lines, 1):
        yield number, split_cells(line)


def split_cells(line: str) -> list[str]:
    r"""Return the cells of a line, without the quotation marks that a spreadsheet puts around them.

    Where such marks do not come in pairs they are part of the text, as in tables that `kg` wrote
    before it quoted cells.

    >>> split_cells('x:a\t"in ""Oslo"" now"'), split_cells('x:a\t"It rained," he said')
    (['x:a', 'in "Oslo" now'], ['x:a', '"It rained," he said'])
    """
    try:
        rows = list(csv.reader([line], "excel-tab", strict=True))
    except csv.Error:
        return line.split("\t")
    return rows[0] if rows else []


def join_cells(cells: Iterable[str]) -> str:
    r"""Return cells as a line, quoted where it must be.

    >>> join_cells(["x:a", 'in "Oslo" now', "here"])
    'x:a\t"in ""Oslo"" now"\there'
    """
    line = io.StringIO()
    csv.writer(line, "excel-tab", lineterminator="").writerow(cells)
    return line.getvalue()


def _read_header(
    rows: Iterable[tuple[int, Sequence[str]]],
) -> tuple[Sequence[str], dict[str, str]]:
    """Read rows up to that of the columns; return these, and all prefixes that the file may use.

    Raises:
        ValueError: There is no column for subject, predicate or object, or what stands before is no
            YAML.
    """
    comments = []
    for _, cells in rows:
        if cells and cells[0].startswith("#"):
            comments.append(cells[0][1:])
        elif any(cells):
            missing = _NEEDED.difference(cells)
            if missing:
                raise ValueError(f"it has no column {min(missing)}")
            return cells, _KNOWN_PREFIXES | _declared_prefixes(comments)
    raise ValueError("it is empty")


def _declared_prefixes(comments: Iterable[str]) -> dict[str, str]:
    """Return the prefixes that the comments at the top of a file declare.

    Raises:
        ValueError: They are no YAML.

    >>> _declared_prefixes(["mapping_set_id: x", "curie_map:", "  ex: https://example.org/"])
    {'ex': 'https://example.org/'}
    """
    try:
        header = yaml.safe_load("\n".join(comments))
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise ValueError(f"what stands before its columns is no YAML: {reason}") from error
    found = header.get("curie_map") if isinstance(header, dict) else None
    if not isinstance(found, dict):
        return {}
    return {str(prefix): str(iri) for prefix, iri in found.items()}


def _judgement_of(row: Mapping[str, str], prefixes: Mapping[str, str], line: int) -> Judgement:
    """Return the judgement of a row.

    Raises:
        ValueError: A name in it is no IRI, its confidence no number from 0 to 1, or a field of it
            too long.
    """
    said: defaultdict[str, str] = defaultdict(str)
    for column, value in row.items():
        if len(value) > _LONGEST_FIELD:
            raise ValueError(f"the {column} has more than {_LONGEST_FIELD:,} characters")
        said[column] = value.strip()

    modifier = said["predicate_modifier"]
    if modifier.lower() not in {"", "not"}:
        raise ValueError(f"the predicate_modifier {modifier!r} is neither Not nor empty")
    confidence = _confidence_of(said["confidence"] or "1")
    return Judgement(
        subject=_expand(said["subject_id"], prefixes),
        predicate=_expand(said["predicate_id"], prefixes),
        object=_expand(said["object_id"], prefixes),
        negated=modifier.lower() == "not",
        confidence=confidence,
        author=said["author_label"] or said["author_id"] or said["mapping_tool"],
        date=said["mapping_date"],
        reason=said["comment"],
        subject_label=said["subject_label"],
        object_label=said["object_label"],
        article=said["subject_article"],
        passage=said["subject_passage"],
        line=line,
    )


def _confidence_of(text: str) -> float:
    """Return a confidence; raise ValueError if it is no number from 0 to 1."""
    try:
        confidence = float(text)
    except ValueError:
        confidence = -1
    if not 0 <= confidence <= 1:
        raise ValueError(f"the confidence {text!r} is no number from 0 to 1")
    return confidence


def _expand(name: str, prefixes: Mapping[str, str]) -> str:
    """Return the IRI that a name with a prefix, or in angle brackets, stands for.

    Raises:
        ValueError: It is no IRI.

    >>> _expand("ex:a", {"ex": "https://example.org/"}), _expand("<https://example.org/b>", {})
    ('https://example.org/a', 'https://example.org/b')
    """
    bare = name.strip("<>")
    prefix, _, rest = bare.partition(":")
    iri = prefixes[prefix] + rest if prefix in prefixes else bare
    if not iri:
        raise ValueError("a subject, predicate or object is missing")
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise ValueError(f"{name[:80]!r} is no IRI") from error


def append_judgements(
    text: str, judgements: Iterable[Judgement], contexts: Mapping[str, Context] | None = None
) -> str:
    r"""Return the text of a file with more judgements at its end; the rest stays as it is.

    They are written in the file's own columns and prefixes.

    Args:
        text: Of the file.
        judgements: The decisions.
        contexts: Where their subjects and objects stand, by their IRIs.

    >>> table = "subject_id\tpredicate_id\tobject_id\n"
    >>> one = Judgement(subject="x:a", predicate="x:p", object="x:b")
    >>> append_judgements(table, [one]).splitlines()[1]
    'x:a\tx:p\tx:b'
    """
    columns, prefixes = read_columns(text)
    lines = []
    for one in judgements:
        cells = cells_of(one, prefixes) | _context_cells(one, contexts or {})
        lines.append(join_cells(cells.get(column, "") for column in columns))
    return "\n".join([text.rstrip("\r\n"), *lines]) + "\n"


def read_columns(text: str) -> tuple[Sequence[str], dict[str, str]]:
    """Return the columns of the text of a file, and the prefixes that it may use.

    Raises:
        ValueError: As `judgements_of`.
    """
    file = io.BytesIO(text.encode("utf-8"))
    return _read_header(_split_rows(_readable_lines(file)))


def write_judgements(
    judgements: Iterable[Judgement], base: str, contexts: Mapping[str, Context] | None = None
) -> str:
    """Return the text of a file of judgements, in the order given.

    Args:
        judgements: The decisions.
        base: What is written as `id:`.
        contexts: Where their subjects and objects stand, by their IRIs.
    """
    beside: dict[str, str] = {}
    for side in ("subject", "object"):
        beside |= {f"{side}_{name}": term for name, term in _CONTEXT.items()}
    header = {
        "mapping_set_id": f"{base}judgements",
        "mapping_set_title": "Who is who, and which claims meet",
        "license": _UNSPECIFIED,
        "mapping_tool": TOOL,
        "mapping_tool_version": __version__,
        "curie_map": {"id": base} | {name: _KNOWN_PREFIXES[name] for name in _WRITTEN_PREFIXES},
        "extension_definitions": [
            {"slot_name": name, "property": term, "type_hint": "xsd:string"}
            for name, term in beside.items()
        ],
    }
    written = yaml.safe_dump(header, sort_keys=False, allow_unicode=True, width=_LONGEST_FIELD)
    lines = [f"#{line}" for line in written.splitlines()]
    text = "\n".join([*lines, join_cells([*_COLUMNS, *beside])])
    return append_judgements(text, judgements, contexts)


def cells_of(one: Judgement, prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return what a judgement says, by column; spaces and ends of lines are single spaces."""
    cells = {
        "subject_id": _shorten(one.subject, prefixes),
        "subject_label": one.subject_label,
        "predicate_id": _shorten(one.predicate, prefixes),
        "predicate_modifier": "Not" if one.negated else "",
        "object_id": _shorten(one.object, prefixes),
        "object_label": one.object_label,
        "mapping_justification": _BY_TOOL if one.author == TOOL else _BY_HAND,
        "confidence": f"{one.confidence:.4f}".rstrip("0").rstrip("."),
        "author_label": one.author,
        "mapping_date": one.date,
        "comment": one.reason,
    }
    return {column: " ".join(cell.split()) for column, cell in cells.items()}


def _context_cells(one: Judgement, contexts: Mapping[str, Context]) -> dict[str, str]:
    """Return where the subject and the object of a judgement stand, by column."""
    cells = {}
    for side, iri in (("subject", one.subject), ("object", one.object)):
        context = contexts.get(iri)
        for name in _CONTEXT if context else ():
            cells[f"{side}_{name}"] = " ".join(getattr(context, name).split())
    return cells


def _shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return an IRI with a prefix, if one fits."""
    for name, begin in prefixes.items():
        if iri.startswith(begin) and len(iri) > len(begin):
            return f"{name}:{iri.removeprefix(begin)}"
    return iri
