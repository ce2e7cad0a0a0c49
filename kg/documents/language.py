"""Which language a text is in, told by py3langid (Lui & Baldwin 2012)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from kg.errors import Problem

if TYPE_CHECKING:
    from kg.model import Document

__all__ = ["in_language", "language_of"]

_ENOUGH: Final = 200
"""Code points from which on a text tells its language."""
_LOOKED_AT: Final = 4000
_SURE: Final = 0.95


def language_of(document: Document) -> str | None:
    """Return the language of a document as ISO 639-1 has it; None where nothing tells.

    Its text tells it, or, where that is too short, what the document says it is in.

    >>> from kg.model import Document, Span
    >>> text = "Der Minister sagte am Montag, dass die Regierung im Amt bleibe. " * 4
    >>> language_of(Document(id="a", text=text, paragraphs=(Span(0, len(text)),), language="en"))
    'de'
    """
    text = " ".join(span.of(document.text) for span in document.paragraphs)[:_LOOKED_AT]
    if len(text) >= _ENOUGH:
        language, sureness = _identifier().classify(text)
        if sureness >= _SURE:
            return str(language)
    said = document.language or ""
    return said.replace("_", "-").partition("-")[0].lower() or None


def in_language(found: Document, language: str) -> Document | Problem:
    """Return a document, or, where it is in another language than wanted, that it is skipped."""
    other = language_of(found)
    if other in {None, language}:
        return found
    return Problem(
        where=found.id,
        message=f"skipped: it is in another language ({other}), and the pipeline reads {language}",
    )


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    """Return the recogniser, loaded once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
