"""The systems that are compared. Each reads the articles of a JSON Lines file and finds attributions in them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kg.documents import read_documents
from kg.model import Document, QuotationType
from kg.pipeline import extract_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from kg.config import Config
    from kg.errors import Problem
    from kg.model import Span, Statement

Attribution: TypeAlias = dict[str, list[list[int]]]
"""`[start, end)` in code points, listed under source, cue and content."""
Found: TypeAlias = "Mapping[str, Sequence[Attribution]]"
"""Attributions by the id of their article."""

NO_ATTRIBUTIONS: Final = frozenset({QuotationType.NARRATION, QuotationType.CAPTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """What is compared: a name, and what finds attributions in the articles of a file."""

    name: str
    find: Callable[[Path], Found]


def kg_system(name: str, config: Config) -> System:
    """`kg` as `kg extract` runs it, from the file to resolved statements."""

    def find(path: Path) -> Found:
        problems: list[Problem] = []
        resolved = list(extract_documents([str(path)], config, problems=problems))
        for problem in problems:
            print(f"{name}: {problem}", file=sys.stderr)
        return {
            one.document.id: attributions(found.statement for found in one.statements)
            for one in resolved
        }

    return System(name=name, find=find)


def attributions(statements: Iterable[Statement]) -> list[Attribution]:
    """Statements as the scorer takes them, those left out that nobody is said to make."""
    return [
        {"source": pairs(found.source), "cue": pairs(found.cue), "content": pairs(found.content)}
        for found in statements
        if found.quotation_type not in NO_ATTRIBUTIONS
    ]


def pairs(spans: Iterable[Span]) -> list[list[int]]:
    """The offsets of spans."""
    return [[span.start, span.end] for span in spans]


def textacy_system(nlp: Language) -> System | None:
    """The direct quotations that textacy finds, paragraph by paragraph; None where it is not installed."""
    try:
        name = f"textacy {version('textacy')}"
    except PackageNotFoundError:
        return None
    direct_quotations = import_module("textacy.extract").direct_quotations

    def find(path: Path) -> Found:
        articles = list(documents(path))
        paragraphs = (
            (span.of(one.text), (one.id, span.start)) for one in articles for span in one.paragraphs
        )
        found: dict[str, list[Attribution]] = {one.id: [] for one in articles}
        for doc, (article, start) in nlp.pipe(paragraphs, as_tuples=True):
            found[article] += quotations(direct_quotations, doc, start)
        return found

    return System(name=name, find=find)


def documents(path: Path) -> Iterator[Document]:
    """The articles of a file."""
    return (found for found in read_documents([str(path)]) if isinstance(found, Document))


def quotations(
    direct_quotations: Callable[[Doc], Iterable[Any]], doc: Doc, start: int
) -> list[Attribution]:
    """What textacy finds in a paragraph that begins at `start`; nothing where an odd number of quote marks stops it."""
    try:
        found = list(direct_quotations(doc))
    except ValueError:
        return []
    return [
        {
            "source": runs(one.speaker, start),
            "cue": runs(one.cue, start),
            "content": runs(one.content, start),
        }
        for one in found
    ]


def runs(tokens: Iterable[Token], start: int) -> list[list[int]]:
    """The stretches that some tokens make, in a text that begins at `start`; neighbours make one."""
    out: list[list[int]] = []
    last = None
    for token in tokens:
        end = start + token.idx + len(token)
        if last is not None and token.i == last + 1:
            out[-1][1] = end
        else:
            out.append([start + token.idx, end])
        last = token.i
    return out


def spacy_system(nlp: Language) -> System:
    """All components of a spaCy pipeline, which find no attributions: the unit of speed."""

    def find(path: Path) -> Found:
        for _ in nlp.pipe([one.text for one in documents(path)]):
            pass
        return {}

    return System(name=f"plain spaCy ({nlp.meta['lang']}_{nlp.meta['name']})", find=find)
