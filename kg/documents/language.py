"""Which language a text is in, told by py3langid (Lui & Baldwin 2012)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from kg.errors import Problem

if TYPE_CHECKING:
    from kg.model import Document

ENOUGH: Final = 200
"""Code points from which on a text tells its language."""
LOOKED_AT: Final = 4000
SURE: Final = 0.95


def language_of(document: Document) -> str | None:
    """The language of a document as ISO 639-1 has it: of its text, or, where that is too short, what it says it is.

    Returns:
        None where neither tells.

    >>> from kg.model import Document, Span
    >>> text = "Der Minister sagte am Montag, dass die Regierung das Gesetz nicht zurückziehen werde. " * 3
    >>> language_of(Document(id="a", text=text, paragraphs=(Span(0, len(text)),), language="en"))
    'de'
    """
    text = " ".join(span.of(document.text) for span in document.paragraphs)[:LOOKED_AT]
    if len(text) >= ENOUGH:
        language, sureness = identifier().classify(text)
        if sureness >= SURE:
            return str(language)
    return document.language.split("-")[0].split("_")[0].lower() if document.language else None


def in_language(found: Document | Problem, language: str) -> Document | Problem:
    """A document, or, where it is in another language than the pipeline, that it is skipped."""
    if isinstance(found, Problem) or (other := language_of(found) or language) == language:
        return found
    return Problem(
        where=found.id,
        message=f"skipped: it is in another language ({other}), and the pipeline reads {language}",
    )


@cache
def identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    """The recogniser, loaded once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
