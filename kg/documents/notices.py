"""Bylines, notices, datelines, pulled quotations: what stands among paragraphs, and is not text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.documents.phrases import any_phrase
from kg.documents.tidy import letters
from kg.model import Document, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["without_notices"]

_MAX_LENGTH: Final = 300
"""Code points; what is longer is text, however it begins."""
_LONGEST_CAPTION: Final = 500
"""Code points; what is longer is text, and a credit behind it only that."""
_REGION: Final = r"(?:, [A-Z][\w.'’ -]{1,30})?"
_AGENCY: Final = r" \([A-Z][\w /.&-]{1,30}\)"
_DATED: Final = 4
"""Paragraphs at the top that may have a dateline: a byline and a standfirst may stand before it."""
_QUOTED: Final = re.compile(r"[“\"]([^“”\"]{20,300})[”\"]")


@cache
def _byline() -> re.Pattern[str]:
    """Return what matches a whole paragraph that says who wrote or took something, or when."""
    return re.compile(any_phrase("byline"))


@cache
def _notice() -> re.Pattern[str]:
    """Return what matches the beginning of a notice."""
    return re.compile(any_phrase("notice"), re.IGNORECASE)


@cache
def _credit() -> re.Pattern[str]:
    """Return what matches the end of a caption: whom the picture is credited to."""
    return re.compile(rf"(?:^|[\s.(\[|]){any_phrase('credit')}[)\].]*$")


@cache
def _lead() -> re.Pattern[str]:
    """Return what matches the time of an entry, or a label, before the text of a paragraph."""
    return re.compile(rf"{any_phrase('lead')}+")


@cache
def _signoff() -> re.Pattern[str]:
    """Return what matches those who worked on a report, in brackets behind its last sentence."""
    return re.compile(rf"(?<=[.!?”\"])\s*{any_phrase('signoff')}\.?$")


@cache
def _dateline() -> re.Pattern[str]:
    """Return what matches a place, often with an agency, before the first sentence of a report.

    Such as `LONDON (Reuters) - `, `KYIV, Ukraine - `, `Oslo (NTB) – ` and `PTI New Delhi: `.
    """
    return re.compile(
        rf"\A(?:[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){{0,3}}{_REGION}(?:{_AGENCY})?"
        rf"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,2}}{_REGION}{_AGENCY})"
        r" ?(?:[—–―]|--?) (?=[A-Z“\"‘'])"
        rf"|\A(?:(?:Agencies|{any_phrase('agency')}) )?(?i:{any_phrase('city')}): (?=[A-Z“\"‘'])"
    )


@cache
def _teaser() -> re.Pattern[str]:
    """Return what matches words behind the last sentence that lead to the rest of an article."""
    return re.compile(
        rf"(?<=[.!?…”\"])\s+{any_phrase('teaser')}(?::[^.!?]{{0,100}})?[.…»›→\s]*$",
        re.IGNORECASE,
    )


@cache
def _at_work() -> re.Pattern[str]:
    """Return what matches, behind the name of an author, what they do."""
    is_ = rf"(?:is|was)\b[^.]*\b{any_phrase('work')}s?"
    return re.compile(rf" (?:{is_}|(?:covers|writes|reports) (?:about|on|for))\b")


def without_notices(document: Document) -> Document:
    r"""Return a document without bylines, notices and the like in its running text.

    The text itself stays.

    >>> from kg.model import Document, Span
    >>> text = "By Ann Lee\nOSLO (NTB) - It rained."
    >>> document = Document(id="a", text=text, paragraphs=(Span(0, 10), Span(11, len(text))))
    >>> document = without_notices(document)
    >>> [paragraph.of(text) for paragraph in document.paragraphs]
    ['It rained.']
    """
    return replace(document, paragraphs=tuple(_running_text(document)))


def _running_text(document: Document) -> Iterator[Span]:
    """Yield the paragraphs that are running text, or what of them is."""
    quotations: Counter[str] = Counter()
    for span in document.paragraphs:
        quotations.update(map(_bare, _QUOTED.findall(span.of(document.text))))

    for number, span in enumerate(document.paragraphs):
        words = span.of(document.text)
        is_notice = _is_notice(words) or _is_about(document.authors, words)
        if is_notice or _is_pulled(words, quotations) or _is_title(document, words):
            continue

        kept = _signoff().sub("", _teaser().sub("", words))
        end = span.start + len(kept)
        text = _lead().sub("", kept, count=1) if _lead().match(kept) else kept
        text = _dateline().sub("", text) if number < _DATED else text
        if text:
            yield Span(end - len(text), end)


def _is_title(document: Document, paragraph: str) -> bool:
    """Tell whether a paragraph is the title again, and not all that a document has."""
    if len(document.paragraphs) == 1 or not document.title:
        return False
    return letters(paragraph) == letters(document.title)


def _is_notice(paragraph: str) -> bool:
    """Tell whether a paragraph is a byline, a caption or a notice, and nothing else.

    >>> _is_notice("Subscribe to our newsletter"), _is_notice("By Tuesday, it had rained.")
    (True, False)
    """
    words = " ".join(paragraph.split())
    if len(words) <= _LONGEST_CAPTION and _credit().search(words):
        return True
    if len(words) > _MAX_LENGTH:
        return False
    return bool(_byline().fullmatch(words) or _notice().match(words))


def _is_about(authors: tuple[str, ...], paragraph: str) -> bool:
    """Tell whether a paragraph says who wrote the article.

    >>> _is_about(("Ann Lee",), "Ann Lee is our arts editor.")
    True
    >>> _is_about(("Ann Lee",), "Ann Lee is missing.")
    False
    """
    if len(paragraph) > _MAX_LENGTH:
        return False
    for author in authors:
        if paragraph.startswith(author) and _at_work().match(paragraph, len(author)):
            return True
    return False


def _is_pulled(paragraph: str, quotations: Counter[str]) -> bool:
    """Tell whether a paragraph is a quotation of the article, set again in large letters."""
    found = _QUOTED.fullmatch(paragraph)
    return found is not None and quotations[_bare(found[1])] > 1


def _bare(quotation: str) -> str:
    """Return a quotation without the white space and the punctuation at its edges."""
    return " ".join(quotation.split()).strip(" .,;:!?…")
