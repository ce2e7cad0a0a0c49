"""Judgements: who or what decided how two things relate, in a table that people can read and edit.

The form is SSSOM TSV (Simple Standard for Sharing Ontological Mappings, Matentzoglu et al. 2022): a
line each of subject, predicate or its negation, object, confidence, author, date and reason. Any
line can be taken back by deleting it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.disk.lines import lines_of
from kg.errors import InputError, Problem
from kg.rdf.vocabulary import CS, OWL, PREFIXES, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

TOOL: Final = "kg"
"""The author of what `kg link` proposes."""
SURE: Final = 0.9
"""The confidence from which what `kg link` proposes counts before anybody has confirmed it."""
SAME: Final = frozenset({str(SKOS.exactMatch), str(OWL.sameAs)})
OPEN: Final = str(SKOS.closeMatch)
"""The predicate of what is proposed, but too unsure to count."""
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
_NEEDED: Final = frozenset({"subject_id", "predicate_id", "object_id"})
_KNOWN_PREFIXES: Final = {
    **PREFIXES,
    "semapv": "https://w3id.org/semapv/vocab/",
    "wd": "http://www.wikidata.org/entity/",
}
"""Prefixes that a file need not declare."""
_BY_TOOL: Final = "semapv:CompositeMatching"
_BY_HAND: Final = "semapv:ManualMappingCuration"
_WRITTEN_PREFIXES: Final = ("cs", "owl", "semapv", "skos", "wd")
_PREFIX_BLOCK: Final = re.compile(r"^[ \t]*curie_map:[ \t]*$((?:\n .*)*)", re.MULTILINE)
_PREFIX_LINE: Final = re.compile(
    r"^[ \t]+[\"']?([\w.-]+)[\"']?:[ \t]+[\"']?(\S+?)[\"']?[ \t]*$", re.MULTILINE
)
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
        ValueError: It has no column for subject, predicate or object.

    >>> import io
    >>> table = b"subject_id\tpredicate_id\tobject_id\nwd:Q1\tskos:exactMatch\tx:b\n"
    >>> [one.object for one in judgements_of(io.BytesIO(table), "", [])]
    ['x:b']
    """
    lines = enumerate(_readable_lines(file), 1)
    columns, declared = _read_header(lines)
    prefixes = _KNOWN_PREFIXES | declared
    for number, line in lines:
        if not line.strip():
            continue
        row = dict(zip(columns, line.split("\t"), strict=False))
        try:
            yield _judgement_of(row, prefixes, number)
        except ValueError as error:
            message = f"{error}; the line was left out"
            problems.append(Problem(where=f"{where}:{number}", message=message))


def _readable_lines(file: IO[bytes]) -> Iterator[str]:
    """Yield lines without the carriage returns and NULs that spreadsheets and accidents leave."""
    for line in lines_of(file):
        yield line.decode("utf-8-sig", errors="replace").replace("\0", "").rstrip("\r\n")


def _read_header(lines: Iterable[tuple[int, str]]) -> tuple[list[str], dict[str, str]]:
    """Read lines up to that of the columns; return these and the prefixes declared before it.

    Raises:
        ValueError: There is no column for subject, predicate or object.
    """
    comments = []
    for _, line in lines:
        if line.startswith("#"):
            comments.append(line[1:])
        elif line:
            columns = line.split("\t")
            missing = _NEEDED.difference(columns)
            if missing:
                raise ValueError(f"it has no column {min(missing)}")
            return columns, _declared_prefixes(comments)
    raise ValueError("it is empty")


def _declared_prefixes(comments: Iterable[str]) -> dict[str, str]:
    """Return the prefixes that the comments at the top of a file declare.

    >>> _declared_prefixes(["mapping_set_id: x", "curie_map:", "  ex: https://example.org/"])
    {'ex': 'https://example.org/'}
    """
    block = _PREFIX_BLOCK.search("\n".join(comments))
    return dict(_PREFIX_LINE.findall(block[1])) if block else {}


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


def append_judgements(text: str, judgements: Iterable[Judgement]) -> str:
    r"""Return the text of a file with more judgements at its end; the rest stays as it is.

    They are written in the file's own columns and prefixes.

    >>> table = "subject_id\tpredicate_id\tobject_id\n"
    >>> one = Judgement(subject="x:a", predicate="x:p", object="x:b")
    >>> append_judgements(table, [one]).splitlines()[1]
    'x:a\tx:p\tx:b'
    """
    file = BytesIO(text.encode("utf-8"))
    columns, prefixes = _read_header(enumerate(_readable_lines(file)))
    lines = [_line_of(one, columns, prefixes) for one in judgements]
    return "\n".join([text.rstrip("\r\n"), *lines]) + "\n"


def write_judgements(judgements: Iterable[Judgement], base: str) -> str:
    """Return the text of a file of judgements, in the order given.

    Args:
        judgements: The decisions.
        base: What is written as `id:`.
    """
    prefixes = {"id": base} | {name: _KNOWN_PREFIXES[name] for name in _WRITTEN_PREFIXES}
    declared = [f"#  {name}: {iri}" for name, iri in prefixes.items()]
    return append_judgements("\n".join(["#curie_map:", *declared, "\t".join(_COLUMNS)]), judgements)


def _line_of(one: Judgement, columns: Iterable[str], prefixes: Mapping[str, str]) -> str:
    """Return a judgement as a line of a table; a column that we do not know stays empty."""
    row = {
        "subject_id": _shorten(one.subject, prefixes),
        "subject_label": one.subject_label,
        "predicate_id": _shorten(one.predicate, prefixes),
        "predicate_modifier": "Not" if one.negated else "",
        "object_id": _shorten(one.object, prefixes),
        "object_label": one.object_label,
        "mapping_justification": _BY_TOOL if one.author == TOOL else _BY_HAND,
        "confidence": f"{one.confidence:.2f}".rstrip("0").rstrip("."),
        "author_label": one.author,
        "mapping_date": one.date,
        "comment": one.reason,
    }
    return "\t".join(" ".join(row.get(column, "").split()) for column in columns)


def _shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return an IRI with a prefix, if one fits."""
    for name, begin in prefixes.items():
        if iri.startswith(begin) and len(iri) > len(begin):
            return f"{name}:{iri.removeprefix(begin)}"
    return iri
