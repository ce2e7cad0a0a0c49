"""The whole way on one screen: paths -> documents -> annotation -> statements -> resolution -> RDF.

The library, `kg extract` and `kg build` all go it, through `run_stages`.
"""

from __future__ import annotations

import gc
import logging
import traceback
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from kg import __version__
from kg.config import Config
from kg.documents import read_documents
from kg.documents.language import in_language
from kg.errors import KGError, OntologyError, Problem, check_argument, note_problems
from kg.language.annotation import (
    BATCH,
    LANGUAGE,
    AnnotatedDocument,
    annotate_pairs,
    describe_model,
    load_model,
)
from kg.model import Document, ResolvedDocument, Run, Software, Span
from kg.rdf import check_quads, to_quads
from kg.resolution import resolve
from kg.statements import EXTRACTORS, chosen, extract, load, software

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.documents import Documents, Metadata
    from kg.language.annotation import Annotator
    from kg.model import Statement
    from kg.rdf import Quad

__all__ = [
    "MAX_STATEMENTS",
    "Extraction",
    "describe_run",
    "extract_document",
    "extract_documents",
    "load_annotator",
    "load_for_process",
    "run_stages",
]

K = TypeVar("K")

MAX_STATEMENTS: Final = 15_000
"""Statements of one document; a million code points of news hold some 8,000."""
_REPORT: Final = "please report it with the text"
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """A document with its statements, and the checked quads that say them in RDF."""

    resolved: ResolvedDocument
    quads: set[Quad]


def extract_documents(
    paths: Documents,
    config: Config = Config(),  # noqa: B008 - a frozen value
    metadata: Metadata | None = None,
    problems: list[Problem] | None = None,
) -> Iterator[ResolvedDocument]:
    """Read documents and find their statements, lazily and in order; nothing is written.

    Args:
        paths: A file, a folder or `-`, or several of them; or documents that a program has made,
            as for `kg.read_documents`.
        config: The settings.
        metadata: What to believe of every document.
        problems: Gets what goes wrong with single documents; without it, that is logged as a
            warning, which Python prints if nobody has decided otherwise.

    Raises:
        InputError: A path does not exist.
        ModelError: The language model is missing.
        ConfigError: A setting has no such value.
    """
    check_argument("config", config, Config, "kg.Config(...)")
    pairs = ((None, found) for found in read_documents(paths, metadata))
    load_annotator(config)  # so that what is missing is said now, not at the first document
    return _without_problems(run_stages(pairs, config), problems)


def _without_problems(
    extracted: Iterable[tuple[None, Extraction | Problem | None]],
    problems: list[Problem] | None,
) -> Iterator[ResolvedDocument]:
    """Give what was extracted, and put the problems aside, or log them."""
    for _, found in extracted:
        if isinstance(found, Extraction):
            yield found.resolved
        elif found is not None:
            note_problems([found], problems)


def run_stages(
    documents: Iterable[tuple[K, Document | Problem | None]],
    config: Config,
    *,
    is_threaded: bool = True,
    is_careful: bool = False,
) -> Iterator[tuple[K, Extraction | Problem | None]]:
    """Take documents through all stages, lazily and in order.

    Args:
        documents: What was read, each with whatever it carries, such as where it is from. In the
            place of a document there may be a problem or None, which is handed on.
        config: The settings.
        is_threaded: Whether to annotate in a thread; see `kg.language.annotation.annotate`.
        is_careful: Whether to be done with each document before the next is asked for, which takes
            longer.

    Raises:
        ModelError: The language model is missing.
    """
    nlp = load_annotator(config)
    annotated = annotate_pairs(
        ((place, _check_language(found)) for place, found in documents),
        nlp,
        is_threaded=is_threaded and not is_careful,
        batch_size=1 if is_careful else BATCH,
    )
    for place, found in annotated:
        if isinstance(found, AnnotatedDocument):
            yield place, extract_document(found, config)
        else:
            yield place, found


def extract_document(annotated: AnnotatedDocument, config: Config) -> Extraction | Problem:
    """Find the statements of one document, resolve them, and say them in checked quads."""
    where = annotated.document.id
    try:
        found = extract(annotated, config.extractor)
        if len(found) > MAX_STATEMENTS:
            message = f"holds {len(found):,} statements, more than the {MAX_STATEMENTS:,} of one"
            return Problem(where=where, message=f"{message} document; split it into articles")

        wanted = [statement for statement in found if _is_wanted(statement, config)]
        resolved = resolve(annotated, wanted, config.min_source_confidence)
        quads = set(to_quads(resolved, describe_run(config), config.base, config.keep_text))
        check_quads(quads, annotated.text)
    except OntologyError as error:
        return Problem(where=where, message=f"{error}; {_REPORT}")
    except (KGError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - a defect must not stop a thousand other articles
        _LOG.info("the defect in full", exc_info=error)
        what = f"{type(error).__name__}: {error}, in {_place_of(error)}"
        message = f"could not be read through ({what}); {_remedy_for(config)}"
        return Problem(where=where, message=message)
    return Extraction(resolved=resolved, quads=quads)


def _place_of(error: Exception) -> str:
    """Return the file and the line in which something was raised."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}, line {frame.lineno}"


def _remedy_for(config: Config) -> str:
    """Say what to do about a defect: the extractor of another package is not ours to mend."""
    extractor = chosen(config.extractor)
    return _REPORT if extractor in EXTRACTORS else f"mend the extractor {extractor} or leave it out"


def _check_language(found: Document | Problem | None) -> Document | Problem | None:
    """Put a problem in the place of a document in another language than the annotator's."""
    return in_language(found, LANGUAGE) if isinstance(found, Document) else found


def _is_wanted(statement: Statement, config: Config) -> bool:
    """Tell whether a statement is sure enough, and of a type that was asked for."""
    if statement.confidence < config.min_confidence:
        return False
    if config.types is None or statement.attribution_type is None:
        return True
    return statement.attribution_type in config.types


@cache
def load_annotator(config: Config) -> Annotator:
    """Load the language model and the trained extractor, once in each process.

    Raises:
        ModelError: One of them is missing.
        ConfigError: There is no such extractor.
    """
    nlp = load_model(config.model)
    load(chosen(config.extractor))
    return nlp


@cache
def load_for_process(config: Config) -> Annotator:
    """Load all that extraction needs, in a process that does nothing else.

    What is loaded when it is first needed is needed here by a made-up document, so that it is in
    nobody's time. The garbage collector then leaves out what is loaded: to look through all of it
    again and again took a third of the time of writing RDF.
    """
    text = "It rained, Ann Lee said on Monday. " * 10
    document = Document(id="", text=text, paragraphs=(Span(0, len(text) - 1),))
    list(run_stages([(None, document)], config, is_threaded=False))
    gc.freeze()
    return load_annotator(config)


@cache
def describe_run(config: Config) -> Run:
    """Say which programs and models make the statements with these settings."""
    extractor = chosen(config.extractor)
    ours = Software(name="kg", version=__version__)
    model = describe_model(load_annotator(config))
    return Run(extractor=extractor, software=(ours, model, *software(extractor)))
