"""The stages in order: paths -> documents -> annotation -> statements -> resolution -> RDF -> store and page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg import __version__
from kg.annotation import annotate, describe_model, load_model
from kg.documents import read
from kg.documents.language import language_of
from kg.errors import InputError, KGError, OntologyError, Problem
from kg.model import ResolvedDocument, Run, Software
from kg.rdf import check_quads, to_nquads, to_quads, turtle_block, turtle_header
from kg.resolution import resolve
from kg.statements import chosen, extract, software
from kg.views.explain import explain
from kg.views.records import to_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.annotation import AnnotatedDocument, Annotator
    from kg.config import Config
    from kg.documents import Metadata
    from kg.model import Document, Statement
    from kg.rdf import Quad


def extract_as(
    form: str, paths: Iterable[str], config: Config, metadata: Metadata | None, problems: list[Problem]
) -> Iterator[str]:
    """The statements of some documents as text, a piece for each document.

    Args:
        form: "jsonl", "nq", "ttl", or "explain" for people to read.
        paths: Files, folders, or `-`.
        config: The settings.
        metadata: What to believe of every document.
        problems: Takes up what goes wrong with single documents.

    Raises:
        InputError, ModelError: As `build` does.
    """
    documents = read(paths, metadata)
    nlp = load_model(config.model)
    resolved = resolve_all(documents, nlp, config, problems)
    if form == "ttl":
        yield turtle_header(config.base)
    empty = True
    for document, quads in checked_quads(resolved, run_of(nlp, config), config, problems):
        empty = False
        if form == "jsonl":
            yield json.dumps(to_record(document, config.base), ensure_ascii=False) + "\n"
        elif form == "explain":
            yield explain(document)
        else:
            yield to_nquads(quads) if form == "nq" else turtle_block(quads, config.base)
    if empty:
        raise nothing_built(problems)


def extract_documents(
    paths: Iterable[str], config: Config, metadata: Metadata | None = None, problems: list[Problem] | None = None
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
    return resolve_all(documents, load_model(config.model), config, problems if problems is not None else [])


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


def in_language(found: Document | Problem, language: str) -> Document | Problem:
    """A document, or, where it is in another language than the pipeline, that it is skipped."""
    if isinstance(found, Problem) or (other := language_of(found) or language) == language:
        return found
    return Problem(
        where=found.id, message=f"skipped: it is in another language ({other}), and the pipeline reads {language}"
    )


def without_problems(documents: Iterable[Document | Problem], problems: list[Problem]) -> Iterator[Document]:
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
        return resolve(annotated, [statement for statement in found if is_wanted(statement, config)])
    except KGError:
        raise
    except Exception as error:  # noqa: BLE001 - a defect that one article shows must not stop a thousand others
        message = f"could not be read through ({type(error).__name__}: {error}); please report it with the text"
        return Problem(where=annotated.document.id, message=message)


def is_wanted(statement: Statement, config: Config) -> bool:
    """Whether a statement is sure enough, and of a kind that was asked for."""
    is_kind = config.types is None or statement.attribution_type is None or statement.attribution_type in config.types
    return is_kind and statement.confidence >= config.min_confidence


def run_of(nlp: Annotator, config: Config) -> Run:
    """What makes the statements of this build."""
    extractor = chosen(config.extractor)
    return Run(
        extractor=extractor,
        software=(Software(name="kg", version=__version__), describe_model(nlp), *software(extractor)),
    )


def checked_quads(
    documents: Iterable[ResolvedDocument], run: Run, config: Config, problems: list[Problem]
) -> Iterator[tuple[ResolvedDocument, set[Quad]]]:
    """Each document with its quads; one that breaks the rules of the ontology is a problem, and is left out."""
    for resolved in documents:
        quads = quads_of(resolved, run, config)
        if isinstance(quads, Problem):
            problems.append(quads)
        else:
            yield resolved, quads


def quads_of(resolved: ResolvedDocument, run: Run, config: Config) -> set[Quad] | Problem:
    """The quads of one document, or which rule of the ontology they break."""
    try:
        quads = set(to_quads(resolved, run, config.base, config.keep_text))
        check_quads(quads, resolved.document.text)
    except OntologyError as error:
        return Problem(where=resolved.document.id, message=f"{error}; please report it with the text")
    return quads


def nothing_built(problems: list[Problem]) -> InputError:
    """The error of a command that no document was left for."""
    return InputError("no document could be read:", *(f"  {problem}" for problem in problems))
