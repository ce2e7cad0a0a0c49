"""Judgements: who or what decided how two things relate, in a table that people can read and edit.

The form is SSSOM TSV (Simple Standard for Sharing Ontological Mappings, Matentzoglu et al. 2022): a
line each of subject, predicate or its negation, object, confidence, author, date and reason. Any
line can be taken back by deleting it.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.disk.lines import lines_of
from kg.errors import InputError, Problem
from kg.rdf.vocabulary import CS, OWL, PREFIXES, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TOOL: Final = "kg"
"""The author of what `kg link` proposes."""
COLUMNS: Final = (
    "subject_id subject_label predicate_id predicate_modifier object_id object_label mapping_justification confidence "
    "author_label mapping_date comment"
).split()
CURIES: Final = {
    **PREFIXES,
    "semapv": "https://w3id.org/semapv/vocab/",
    "wd": "http://www.wikidata.org/entity/",
}
"""Prefixes that a file need not declare."""
SAME: Final = frozenset({str(SKOS.exactMatch), str(OWL.sameAs)})
OPEN: Final = str(SKOS.closeMatch)
"""The predicate of what is proposed, but too unsure to count."""
BETWEEN_CLAIMS: Final = frozenset({str(CS.sameClaimAs), str(CS.corroborates), str(CS.contradicts)})
UNDECIDED: Final = frozenset(
    str(term) for term in (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
)
"""The predicates that may stand in a file and decide nothing."""
LONGEST: Final = 1 << 20
"""Characters of the longest field."""


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
    line: int = 0

    @property
    def pair(self) -> tuple[str, str]:
        """What it is about, in one order: all predicates that we judge are symmetric."""
        return min(self.subject, self.object), max(self.subject, self.object)


def read_judgements(path: Path, problems: list[Problem]) -> list[Judgement]:
    """The judgements of a file; a line that cannot be read is listed, and the others are kept.

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
    r"""The judgements of an SSSOM TSV file.

    Raises:
        ValueError: It has no column for subject, predicate or object.

    >>> import io
    >>> table = b"subject_id\tpredicate_id\tobject_id\tconfidence\nwd:Q1\tskos:exactMatch\tx:b\t0.8\n"
    >>> [(one.object, one.confidence) for one in judgements_of(io.BytesIO(table), "", [])]
    [('x:b', 0.8)]
    """
    csv.field_size_limit(LONGEST)
    header: list[str] = []
    columns: list[str] = []
    curies = dict(CURIES)
    for number, row in enumerate(
        csv.reader(uncut(lines_of(file)), delimiter="\t", quoting=csv.QUOTE_NONE), 1
    ):
        if row and row[0].startswith("#") and not columns:
            header.append("\t".join(row)[1:])
        elif row and not columns:
            columns = row
            curies |= curie_map(header)
            if missing := {"subject_id", "predicate_id", "object_id"} - set(columns):
                raise ValueError(f"it has no column {min(missing)}")
        elif any(field.strip() for field in row):
            try:
                yield judgement_of(dict(zip(columns, row, strict=False)), curies, number)
            except ValueError as error:
                problems.append(
                    Problem(where=f"{where}:{number}", message=f"{error}; the line was left out")
                )
    if not columns:
        raise ValueError("it is empty")


def uncut(lines: Iterable[bytes]) -> Iterator[str]:
    """Lines without the carriage returns and NULs that spreadsheets and accidents leave."""
    for line in lines:
        yield line.decode("utf-8-sig", errors="replace").replace("\0", "").rstrip("\r\n")


def curie_map(header: list[str]) -> dict[str, str]:
    """The prefixes that the lines of a header declare.

    >>> curie_map(["mapping_set_id: x", "curie_map:", "  ex: https://example.org/", "license: y"])
    {'ex': 'https://example.org/'}
    """
    found: dict[str, str] = {}
    inside = False
    for line in header:
        inside = line.strip() == "curie_map:" or (inside and line.startswith(" "))
        if inside and (
            entry := re.fullmatch(r"\s+[\"']?([\w.-]+)[\"']?:\s+[\"']?(\S+?)[\"']?\s*", line)
        ):
            found[entry[1]] = entry[2]
    return found


def judgement_of(row: dict[str, str], curies: dict[str, str], line: int) -> Judgement:
    """The judgement of a row.

    Raises:
        ValueError: A name in it is no IRI, or its confidence no number from 0 to 1.
    """
    said = {name: value.strip() for name, value in row.items()}
    modifier = said.get("predicate_modifier", "")
    if modifier.lower() not in {"", "not"}:
        raise ValueError(f"the predicate_modifier {modifier!r} is neither Not nor empty")
    try:
        confidence = float(said.get("confidence") or 1)
    except ValueError:
        confidence = -1
    if not 0 <= confidence <= 1:
        raise ValueError(f"the confidence {said['confidence']!r} is no number from 0 to 1")
    return Judgement(
        subject=expanded(said.get("subject_id", ""), curies),
        predicate=expanded(said.get("predicate_id", ""), curies),
        object=expanded(said.get("object_id", ""), curies),
        negated=modifier.lower() == "not",
        confidence=confidence,
        author=said.get("author_label") or said.get("author_id") or said.get("mapping_tool") or "",
        date=said.get("mapping_date", ""),
        reason=said.get("comment", ""),
        subject_label=said.get("subject_label", ""),
        object_label=said.get("object_label", ""),
        line=line,
    )


def expanded(name: str, curies: dict[str, str]) -> str:
    """A name with its prefix written out.

    Raises:
        ValueError: It is no IRI.

    >>> expanded("ex:a", {"ex": "https://example.org/"}), expanded("<https://example.org/b>", {})
    ('https://example.org/a', 'https://example.org/b')
    """
    prefix, _, rest = name.strip("<>").partition(":")
    iri = curies[prefix] + rest if prefix in curies else name.strip("<>")
    if not iri:
        raise ValueError("a subject, predicate or object is missing")
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise ValueError(f"{name[:80]!r} is no IRI") from error


def appended(text: str, judgements: Iterable[Judgement]) -> str:
    r"""The text of a file with more judgements at its end, in its own columns and prefixes; the rest stays as it is.

    >>> table = "subject_id\tpredicate_id\tobject_id\n"
    >>> appended(table, [Judgement(subject="x:a", predicate="x:p", object="x:b")]).splitlines()[1]
    'x:a\tx:p\tx:b'
    """
    header = [line[1:] for line in text.splitlines() if line.startswith("#")]
    columns = next(line for line in text.splitlines() if line and not line.startswith("#")).split(
        "\t"
    )
    rows = (dict(zip(COLUMNS, fields(one, curie_map(header)), strict=True)) for one in judgements)
    lines = ("\t".join(cell(row.get(column, "")) for column in columns) for row in rows)
    return "\n".join([text.rstrip("\r\n"), *lines]) + "\n"


def write_judgements(judgements: Iterable[Judgement], base: str) -> str:
    """A file of judgements, in the order given.

    Args:
        judgements: The decisions.
        base: What is written as `id:`.
    """
    curies = {"id": base, **{name: CURIES[name] for name in ("cs", "owl", "semapv", "skos", "wd")}}
    lines = [
        "#curie_map:",
        *(f"#  {name}: {iri}" for name, iri in curies.items()),
        "\t".join(COLUMNS),
    ]
    lines += ["\t".join(cell(field) for field in fields(one, curies)) for one in judgements]
    return "\n".join(lines) + "\n"


def fields(one: Judgement, curies: dict[str, str]) -> tuple[str, ...]:
    """A judgement as a row of `COLUMNS`."""
    return (
        compact(one.subject, curies),
        one.subject_label,
        compact(one.predicate, curies),
        "Not" if one.negated else "",
        compact(one.object, curies),
        one.object_label,
        "semapv:CompositeMatching" if one.author == TOOL else "semapv:ManualMappingCuration",
        f"{one.confidence:.2f}".rstrip("0").rstrip("."),
        one.author,
        one.date,
        one.reason,
    )


def compact(iri: str, curies: dict[str, str]) -> str:
    """An IRI with a prefix, if one fits."""
    for name, begin in curies.items():
        if iri.startswith(begin) and len(iri) > len(begin):
            return f"{name}:{iri[len(begin) :]}"
    return iri


def cell(text: str) -> str:
    """A text that stays in its cell."""
    return " ".join(text.split())
