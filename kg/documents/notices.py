"""What stands among the paragraphs of an article and is none of them: bylines, notices, datelines, pulled quotes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Document

LONGEST: Final = 300
"""Code points; what is longer is text, however it begins."""
NAME: Final = r"[A-Z][\w.'’-]+(?: (?:[a-z]{1,3} )?[A-Z][\w.'’-]*){1,3}"
BYLINE: Final = re.compile(
    rf"(?:(?:Additional )?(?:[Rr]eporting|[Rr]eported|[Ww]ritten|[Ee]dited|[Ee]diting|[Ww]ords|Photo\w*) )?[Bb]y {NAME}"
    r"(?:(?:, | and |; | in [A-Z]| for | \| )[^.!?]{0,120})?\.?"
    r"|\((?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by [^)]*\)\.?"
    r"|(?:Published|Updated|Last updated|Posted|First published)(?: on|:)? .{0,60}\d{1,4}.{0,30}"
    r"|(?:Photo(?:graph)?s?|Pictures?|Images?|Illustration|Video|Credit)(?: credit)?(?: by|:) [A-Z][^.!?]{0,80}\.?"
)
NOTICES: Final = (
    r"(?:please )?(?:click|tap) here\b",
    r"(?:subscribe|sign up|register|log in) (?:now|today|here|to|for)\b",
    r"(?:already|not yet) a subscriber\b",
    r"this article is (?:for|available to) subscribers",
    r"(?:to )?(?:continue|keep) reading\b",
    r"read (?:more|also|next|the (?:full|whole|rest of the) (?:story|article))\b",
    r"related(?: articles?| stories)? ?:",
    r"follow (?:us|me|@|\w+ on (?:x|twitter|facebook|instagram)\b)",
    r"like us on\b",
    r"join (?:us on|our (?:newsletter|whatsapp|telegram))\b",
    r"(?:share|print|save|comments?|e-?mail)\W*$",
    r"share this (?:article|story|page|on)\b",
    r"get (?:the latest|our|your|all the) .*\b(?:newsletter|inbox|app|alerts)\b",
    r"download (?:our|the) .*\bapp\b",
    r"(?:story |article )?continues (?:below|after)\b",
    r"(?:advertisement|sponsored content)\W*$",
    r"(?:copyright )?(?:©|\(c\)) ?\d{4}",
    r"copyright \d{4}",
    r"all rights reserved\b",
    r"this (?:article|story|material) .{0,30}\b(?:originally published|republished|first appeared)\b",
    r"this (?:article|story|material) may not be published",
    r"this (?:article|story|page|post) (?:was|has been) (?:amended|corrected|updated|edited)\b",
    r"the post .{1,200} appeared first on\b",
    r"\d+ ?(?:d|h|hrs?|m|mins?) ago\b",
    r"(?:view|read) this (?:e-?mail|message|newsletter) (?:in|on)\b",
    r"was this (?:e-?mail|newsletter) forwarded\b",
    r"you(?: are|['’]re) receiving this\b",
    r"(?:to )?unsubscribe\b",
    r"(?:update|manage) your (?:\w+ )?preferences\b",
    r"\W*ends\W*$",
    r"notes? (?:to|for) editors?\b",
    r"(?:we|this site) uses? cookies\b",
    r"accept (?:all )?cookies\b",
    r"(?:have|got) a (?:news )?tip\?",
    r"(?:support (?:our|independent) journalism|donate (?:now|to us))\b",
)
NOTICE: Final = re.compile("|".join(NOTICES), re.IGNORECASE)
WRITE_TO_US: Final = re.compile(
    r"(?:.*[.?!] )?(?:please )?(?:e-?mail|contact|write to) (?:\S+ ){0,4}\S+@\S+$", re.IGNORECASE
)
TEASER: Final = re.compile(
    r"(?<=[.!?…”\"])\s+(?:continue reading|keep reading|read more|read on|read the (?:full|whole) (?:story|article))"
    r"(?::[^.!?]{0,100})?[.…»›→\s]*$",
    re.IGNORECASE,
)
DATELINE: Final = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][\w.'’ -]{1,30})?(?: \([A-Z][\w /.&-]{1,30}\))?"
    r"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}(?:, [A-Z][\w.'’ -]{1,30})? \([A-Z][\w /.&-]{1,30}\))"
    r" ?(?:—|–|--?) (?=[A-Z“\"‘'])"
)
"""`LONDON (Reuters) - `, `KYIV, Ukraine - `, `Oslo (NTB) – `"""
DATED: Final = 4
"""Paragraphs at the top among which one may have a dateline: a byline and a standfirst may stand before it."""
QUOTED: Final = re.compile(r"[“\"]([^“”\"]{20,300})[”\"]")
WORK: Final = (
    r"correspondent|reporter|editor|writer|journalist|columnist|critic|author|producer|photographer|professor|lecturer|"
    r"fellow|freelance|contributor|commentator"
)
AT_WORK: Final = re.compile(
    rf" (?:(?:is|was)\b[^.]*\b(?:{WORK})s?|(?:covers|writes|reports) (?:about|on|for))\b"
)


def without_notices(document: Document) -> Document:
    r"""The document, its running text without bylines, notices and the like; the text itself stays.

    >>> from kg.model import Document, Span
    >>> text = "By Ann Lee\nOSLO (NTB) - It rained."
    >>> document = without_notices(Document(id="a", text=text, paragraphs=(Span(0, 10), Span(11, len(text)))))
    >>> [paragraph.of(text) for paragraph in document.paragraphs]
    ['It rained.']
    """
    kept = tuple(running_text(document))
    return document if kept == document.paragraphs else replace(document, paragraphs=kept)


def running_text(document: Document) -> Iterator[Span]:
    """The paragraphs that are running text, or what of them is."""
    texts = [span.of(document.text) for span in document.paragraphs]
    quoted = Counter(bare(found) for words in texts for found in QUOTED.findall(words))
    for place, (span, words) in enumerate(zip(document.paragraphs, texts, strict=True)):
        if is_notice(words) or is_about(document.authors, words) or is_pulled(words, quoted):
            continue
        dateline = DATELINE.match(words) if place < DATED else None
        teaser = TEASER.search(words[-LONGEST:])
        start = dateline.end() if dateline else 0
        end = len(words[:-LONGEST]) + teaser.start() if teaser else len(words)
        if start < end:
            yield Span(span.start + start, span.start + end)


def is_notice(paragraph: str) -> bool:
    """Whether a paragraph is a byline or a notice, and nothing else.

    >>> is_notice("Subscribe to our newsletter"), is_notice("By Tuesday, it had rained.")
    (True, False)
    """
    if len(paragraph) > LONGEST * 2:
        return False
    words = " ".join(paragraph.split())
    is_one = BYLINE.fullmatch(words) or NOTICE.match(words) or WRITE_TO_US.match(words)
    return len(words) <= LONGEST and is_one is not None


def is_about(authors: tuple[str, ...], paragraph: str) -> bool:
    """Whether a paragraph says who wrote the article.

    >>> is_about(("Ann Lee",), "Ann Lee is our arts editor."), is_about(("Ann Lee",), "Ann Lee is missing.")
    (True, False)
    """
    name = next((author for author in authors if paragraph.startswith(f"{author} ")), None)
    if name is None or len(paragraph) > LONGEST:
        return False
    return AT_WORK.match(paragraph, len(name)) is not None


def is_pulled(paragraph: str, quoted: Counter[str]) -> bool:
    """Whether a paragraph is a quotation of the article, set again in large letters."""
    found = QUOTED.fullmatch(paragraph)
    return found is not None and quoted[bare(found[1])] > 1


def bare(quotation: str) -> str:
    """A quotation without the white space and the punctuation at its edges."""
    return " ".join(quotation.split()).strip(" .,;:!?…")
