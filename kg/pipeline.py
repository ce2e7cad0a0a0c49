"""The stages in order: paths -> documents -> annotation -> statements -> resolution -> RDF -> store and page."""

from __future__ import annotations

import gc
from collections import deque
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeVar

from kg import __version__
from kg.documents import read
from kg.documents.language import in_language
from kg.errors import KGError, OntologyError, Problem
from kg.language.annotation import annotate, describe_model, load_model
from kg.model import ResolvedDocument, Run, Software
from kg.rdf import check_quads, to_quads
from kg.resolution import resolve
from kg.statements import chosen, extract, load, software

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.config import Config
    from kg.documents import Metadata
    from kg.language.annotation import AnnotatedDocument, Annotator
    from kg.model import Document, Statement
    from kg.rdf import Quad

T = TypeVar("T")

MAX_STATEMENTS: Final = 15_000
"""Statements of one document; a million code points of news hold some 8,000."""


def extract_documents(
    paths: Iterable[str],
    config: Config,
    metadata: Metadata | None = None,
    problems: list[Problem] | None = None,
) -> Iterator[ResolvedDocument]:
    """Read documents and find their statements, lazily and in order; nothing is written.

    Args:
        paths: Files, folders, or `-`.
        config: The settings.
        metadata: What to believe of every document.
        problems: Takes up what goes wrong with single documents, if given.

    Raises:
        InputError: A path does not exist.
        ModelError: The language model is missing.
    """
    documents = read(paths, metadata)
    return resolve_all(
        documents, load_model(config.model), config, problems if problems is not None else []
    )


def said(
    documents: Iterable[tuple[T, Document]], config: Config, *, is_threaded: bool, is_careful: bool
) -> Iterator[tuple[T, tuple[ResolvedDocument, set[Quad]] | Problem]]:
    """Documents with their statements and their quads, lazily and in order, each with the value that stood beside it.

    Args:
        documents: What to read.
        config: The settings.
        is_threaded: Whether to annotate in a thread; see `kg.language.annotation.annotate`.
        is_careful: Whether to be done with each document before the next is asked for, which takes
            longer.
    """
    nlp, run = annotator(config), run_by(config)
    beside: deque[T] = deque()

    def alone() -> Iterator[Document]:
        for value, document in documents:
            beside.append(value)
            yield document

    one_by_one = (annotate([document], nlp, is_threaded=False) for document in alone())
    at_once = annotate(alone(), nlp, is_threaded=is_threaded)
    for annotated in chain.from_iterable(one_by_one) if is_careful else at_once:
        found = resolve_one(annotated, config)
        yield (
            beside.popleft(),
            found if isinstance(found, Problem) else with_quads(found, run, config),
        )


def resolve_all(
    documents: Iterable[Document | Problem], nlp: Annotator, config: Config, problems: list[Problem]
) -> Iterator[ResolvedDocument]:
    """Annotate, extract and resolve documents, lazily and in order; what goes wrong is added to the problems."""
    wanted = (in_language(found, nlp.lang or "en") for found in documents)
    for annotated in annotate(without_problems(wanted, problems), nlp):
        found = resolve_one(annotated, config)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            yield found


def without_problems(
    documents: Iterable[Document | Problem], problems: list[Problem]
) -> Iterator[Document]:
    """The documents, while the problems among them are put aside."""
    for found in documents:
        if isinstance(found, Problem):
            problems.append(found)
        else:
            yield found


def resolve_one(annotated: AnnotatedDocument, config: Config) -> ResolvedDocument | Problem:
    """The statements of one document, resolved."""
    try:
        found = extract(annotated, config.extractor)
        if len(found) > MAX_STATEMENTS:
            return Problem(where=annotated.document.id, message=too_many(len(found)))
        return resolve(
            annotated, [statement for statement in found if is_wanted(statement, config)]
        )
    except (KGError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - a defect that one article shows must not stop a thousand others
        message = f"could not be read through ({type(error).__name__}: {error}); please report it with the text"
        return Problem(where=annotated.document.id, message=message)


def too_many(statements: int) -> str:
    """What to say of a document with more statements than memory is sure to hold in its graph."""
    return f"holds {statements:,} statements, more than the {MAX_STATEMENTS:,} of one document; split it into articles"


def is_wanted(statement: Statement, config: Config) -> bool:
    """Whether a statement is sure enough, and of a kind that was asked for."""
    is_kind = (
        config.types is None
        or statement.attribution_type is None
        or statement.attribution_type in config.types
    )
    return is_kind and statement.confidence >= config.min_confidence


@cache
def annotator(config: Config) -> Annotator:
    """The language model; it and the trained extractor are loaded once in each process, in no document's time.

    The garbage collector leaves out what is loaded by then: to look through all of it again and
    again took a third of the time of writing RDF.
    """
    nlp = load_model(config.model)
    load(chosen(config.extractor))
    gc.freeze()
    return nlp


@cache
def run_by(config: Config) -> Run:
    """What makes the statements of a build with these settings; looked up once in each process."""
    return run_of(annotator(config), config)


def run_of(nlp: Annotator, config: Config) -> Run:
    """What makes the statements of this build."""
    extractor = chosen(config.extractor)
    return Run(
        extractor=extractor,
        software=(
            Software(name="kg", version=__version__),
            describe_model(nlp),
            *software(extractor),
        ),
    )


def with_quads(
    resolved: ResolvedDocument, run: Run, config: Config
) -> tuple[ResolvedDocument, set[Quad]] | Problem:
    """A document and its quads, or which rule of the ontology they break."""
    quads = quads_of(resolved, run, config)
    return quads if isinstance(quads, Problem) else (resolved, quads)


def quads_of(resolved: ResolvedDocument, run: Run, config: Config) -> set[Quad] | Problem:
    """The quads of one document, or which rule of the ontology they break."""
    try:
        quads = set(to_quads(resolved, run, config.base, config.keep_text))
        check_quads(quads, resolved.document.text)
    except OntologyError as error:
        return Problem(
            where=resolved.document.id, message=f"{error}; please report it with the text"
        )
    return quads
