"""The stages in order: paths -> documents -> annotation -> statements -> resolution -> RDF -> store and page."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import __version__
from kg.annotation import annotate, describe_model, load_model
from kg.documents import read
from kg.documents.language import language_of
from kg.errors import InputError, KGError, OntologyError, Problem
from kg.files import whole
from kg.model import ResolvedDocument, Run, Software
from kg.rdf import check, load_shapes, to_graph, to_nquads, to_quads, to_turtle, turtle_block, turtle_header
from kg.resolution import resolve
from kg.statements import chosen, extract, software
from kg.store import build_store
from kg.views.explain import explain
from kg.views.html import to_html
from kg.views.records import to_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.annotation import AnnotatedDocument, Annotator
    from kg.config import Config
    from kg.documents import Metadata
    from kg.model import Document, Entity, Kind, Statement
    from kg.rdf import Quad


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did.

    Attributes:
        page: The file to open.
        documents: How many were built; `statements`, how many were found in them.
        sources: Name, kind and number of statements of each source, the most talkative first; the name is None for
            those that no text names, taken together.
        problems: The documents that could not be built, with the reason.
    """

    page: Path
    documents: int
    statements: int
    sources: tuple[tuple[str | None, Kind, int], ...]
    problems: tuple[Problem, ...]


def build(paths: Iterable[str], out: Path, config: Config, metadata: Metadata | None = None) -> Report:
    """Build the graph of some documents: `claims.ttl`, `claims.nq`, `store/` and `claims.html` in a folder.

    Everything is checked and written beside its place before any of it takes its place, so a build that fails or is
    killed leaves the last whole output.

    Args:
        paths: Files, folders, or `-`.
        out: The folder; it is made where it does not exist.
        config: The settings.
        metadata: What to believe of every document.

    Raises:
        InputError: A path does not exist, or no document could be read.
        ModelError: The language model is missing.
        StoreError: The output cannot be written, or another process holds the store.
    """
    problems: list[Problem] = []
    documents = read(paths, metadata)
    nlp = load_model(config.model)
    resolved = resolve_all(documents, nlp, config, problems)
    built = list(checked_quads(resolved, run_of(nlp, config), config, problems))
    if not built:
        raise nothing_built(problems)
    write({quad for _, quads in built for quad in quads}, out, config)
    articles = {next(iter(quads))[3]: document for document, quads in built}  # the same text twice is one article
    statements = [found for document in articles.values() for found in document.statements]
    return Report(
        page=out / "claims.html",
        documents=len(articles),
        statements=len(statements),
        sources=counted(source.entity for found in statements for source in found.who),
        problems=tuple(sorted(problems, key=str)),  # they come from two threads
    )


def counted(entities: Iterable[Entity]) -> tuple[tuple[str | None, Kind, int], ...]:
    """How often each name and kind comes, the most frequent first.

    >>> from kg.model import Entity, Kind
    >>> counted([Entity(name="Ann", kind=Kind.PERSON)] * 2)
    (('Ann', <Kind.PERSON: 'person'>, 2),)
    """
    counts = Counter((entity.name, entity.kind) for entity in entities)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0][0] or "", item[0][1]))
    return tuple((name, kind, count) for (name, kind), count in ranked)


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
    shapes = load_shapes()
    for resolved in documents:
        quads = set(to_quads(resolved, run, config.base, config.keep_text))
        try:
            check(to_graph(quads), resolved.document.text, shapes)
        except OntologyError as error:
            problems.append(Problem(where=resolved.document.id, message=f"{error}; please report it with the text"))
        else:
            yield resolved, quads


def nothing_built(problems: list[Problem]) -> InputError:
    """The error of a command that no document was left for."""
    return InputError("no document could be read:\n" + "\n".join(f"  {problem}" for problem in problems))


def write(quads: set[Quad], out: Path, config: Config) -> None:
    """Write all outputs, each whole or not at all."""
    with whole(out) as folder:
        write_text(folder / "claims.ttl", to_turtle(quads, config.base))
        write_text(folder / "claims.nq", to_nquads(quads))
        write_text(folder / "claims.html", to_html(to_graph(quads)))
        build_store(out / "store", folder / "claims.nq")


def write_text(path: Path, text: str) -> None:
    """Write a text in UTF-8 with its line ends as they are."""
    path.write_bytes(text.encode("utf-8"))
