"""Paragraphs that are no part of what an article says: bylines, subscription notices, and the like."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.model import Document

LONGEST: Final = 300
"""Code points; what is longer is text, however it begins."""
NAME: Final = r"[A-Z][\w.'’-]+(?: (?:[a-z]{1,3} )?[A-Z][\w.'’-]*){1,3}"
BYLINE: Final = re.compile(
    rf"(?:(?:Additional )?(?:Reporting|Reported|Written|Edited|Editing|Words|Photographs?|Photography) )?[Bb]y {NAME}"
    r"(?:(?:, | and |; | in [A-Z]| for | \| )[^.!?]{0,120})?\.?"
    r"|\((?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by [^)]*\)\.?"
    r"|(?:Published|Updated|Last updated|Posted|First published)(?: on|:)? .{0,60}\d{1,4}.{0,30}"
)
NOTICES: Final = (
    r"(?:please )?(?:click|tap) here\b",
    r"(?:subscribe|sign up|register|log in) (?:now|today|here|to|for)\b",
    r"(?:already|not yet) a subscriber\b",
    r"this article is (?:for|available to) subscribers",
    r"(?:to )?(?:continue|keep) reading\b",
    r"read (?:more|also|next)\b",
    r"related(?: articles?| stories)? ?:",
    r"follow (?:us|me|@|\w+ on (?:x|twitter|facebook|instagram)\b)",
    r"like us on\b",
    r"join (?:us on|our (?:newsletter|whatsapp|telegram))\b",
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
    r"(?:we|this site) uses? cookies\b",
    r"accept (?:all )?cookies\b",
    r"(?:have|got) a (?:news )?tip\?",
    r"(?:support (?:our|independent) journalism|donate (?:now|to us))\b",
)
NOTICE: Final = re.compile("|".join(NOTICES), re.IGNORECASE)


def without_notices(document: Document) -> Document:
    r"""The document, its running text without bylines and notices; the text itself stays.

    >>> from kg.model import Document, Span
    >>> text = "By Ann Lee\nIt rained."
    >>> without_notices(Document(id="a", text=text, paragraphs=(Span(0, 10), Span(11, 21)))).paragraphs
    (Span(start=11, end=21),)
    """
    kept = tuple(span for span in document.paragraphs if not is_notice(span.of(document.text)))
    return document if len(kept) == len(document.paragraphs) else replace(document, paragraphs=kept)


def is_notice(paragraph: str) -> bool:
    """Whether a paragraph is a byline or a notice, and nothing else.

    >>> is_notice("Subscribe to our newsletter"), is_notice("By Tuesday, it had rained.")
    (True, False)
    """
    words = " ".join(paragraph.split())
    return len(words) <= LONGEST and bool(BYLINE.fullmatch(words) or NOTICE.match(words))
