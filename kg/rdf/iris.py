"""Mint the IRI of everything from what it is: without a counter or a clock, so equal things meet.

An IRI is the base, a readable kind, and 100 bits of the SHA-256 of its key in base32:
`...id/claim-` and 20 characters. The key is the JSON array of the kind and its fields, so that no
two lists of fields look alike; texts in it are normalised by `normalise_text`. A passage is the
article with an RFC 5147 fragment: `...id/article-...#char=12,30`.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.errors import ConfigError
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kg.model import Run, Span

_KeyPart: TypeAlias = "str | list[list[int]] | None"

# 20 characters of base32: two of a billion things collide with a chance of 1 in 10^12.
_DIGEST_BITS: Final = 100
_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz234567"  # of RFC 4648, in lower case
_PAIRS: Final = list(map("".join, product(_ALPHABET, _ALPHABET)))  # what ten bits are written as
_AS_JSON: Final = json.JSONEncoder(separators=(",", ":")).encode
_BASE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`#]*[/:]")


def article_iri(base: str, *, url: str | None, publisher: str | None, text: str) -> str:
    """Return the IRI of an article: its URL, or else its publisher, and its exact text.

    >>> article_iri("https://example.org/", url=None, publisher="The Paper", text="It rained.")
    'https://example.org/article-...'
    """
    return mint(base, "article", url, None if url else publisher, text_sha256(text))


def graph_iri(article: str) -> str:
    """Return the IRI of the graph that holds what is known of an article, which is not the article.

    >>> graph_iri("https://example.org/article-a")
    'https://example.org/article-a#graph'
    """
    return f"{article}#graph"


def passage_iri(article: str, span: Span) -> str:
    """Return the IRI of a stretch of an article's text, in code points, half open.

    >>> from kg.model import Span
    >>> passage_iri("https://example.org/article-a", Span(3, 7))
    'https://example.org/article-a#char=3,7'
    """
    return f"{article}#char={span.start},{span.end}"


def selector_iri(base: str, passage: str, kind: str) -> str:
    """Return the IRI of a way to find a passage again, of the kind "position" or "quote"."""
    return mint(base, kind, passage)


def statement_iri(
    base: str, article: str, content: Sequence[Span], source: Sequence[Span] | None
) -> str:
    """Return the IRI of a statement: what is said, and who says it, None for narration.

    Two extractors that find the same thing meet here, whatever else they make of it.
    """
    who = "narration" if source is None else pairs(source)
    return mint(base, "statement", article, pairs(content), who)


def claim_iri(base: str, text: str) -> str:
    r"""Return the IRI of a claim: its text, wherever it was said.

    >>> claim_iri("x:", "It rained.") == claim_iri("x:", " It\n rained.")
    True
    >>> claim_iri("x:", "It rained.") == claim_iri("x:", "It snowed.")
    False
    """
    return mint(base, "claim", text)


def entity_iri(
    base: str, article: str, kind: Kind, name: str | None, anchor: Span | None = None
) -> str:
    """Return the IRI of an entity, as one article speaks of it.

    It goes by its name, and by its place where no name tells it from others. An article has one
    publication, so an unnamed one is the same wherever it speaks.

    >>> from kg.model import Kind, Span
    >>> one = entity_iri("x:", "a", Kind.UNNAMED, None, Span(0, 4))
    >>> one == entity_iri("x:", "a", Kind.UNNAMED, None, Span(9, 12))
    False
    """
    place = None if kind is Kind.PUBLICATION else anchor
    return mint(base, kind.value, article, name, pairs([place]) if place else None)


def attribution_iri(base: str, statement: str, entity: str) -> str:
    """Return the IRI of a source's part in one statement."""
    return mint(base, "attribution", statement, entity)


def membership_iri(base: str, member: str, organization: str) -> str:
    """Return the IRI of an entity's belonging to an organisation, as its article has it."""
    return mint(base, "membership", member, organization)


def channel_iri(base: str, statement: str, text: str) -> str:
    """Return the IRI of where a statement was made: two speakers' "post on Telegram" stay two."""
    return mint(base, "channel", statement, text)


def time_iri(base: str, first: date, last: date) -> str:
    """Return the IRI of a day, or of the days from the first to the last."""
    return mint(base, "time", first.isoformat(), last.isoformat())


def run_iri(base: str, article: str, run: Run) -> str:
    """Return the IRI of a run: all that can change what it finds in the article."""
    program, *models = run.software
    key: list[str | None] = ["kg", program.version, run.extractor]
    for model in models:
        key += [model.name, model.version, model.sha256]
    return mint(base, "run", *key, article)


def agent_iri(base: str, name: str, version: str, sha256: str | None = None) -> str:
    """Return the IRI of a program, or of a model, in one version."""
    return mint(base, "software", name, version, sha256)


def extraction_iri(base: str, statement: str, run: str) -> str:
    """Return the IRI of a run's having found a statement."""
    return mint(base, "extraction", statement, run)


def mint(base: str, kind: str, *fields: _KeyPart) -> str:
    """Return the IRI of a thing of a kind, whose fields tell it from all others."""
    key = [kind, *(normalise_text(field) if isinstance(field, str) else field for field in fields)]
    digest = hashlib.sha256(_AS_JSON(key).encode("ascii")).digest()
    return f"{base}{kind}-{_to_base32(digest)}"


def _to_base32(digest: bytes) -> str:
    """Return 100 bits of a digest in base32; `base64.b32encode` is three times as slow."""
    number = int.from_bytes(digest) >> (8 * len(digest) - _DIGEST_BITS)
    return "".join([_PAIRS[number >> shift & 1023] for shift in range(_DIGEST_BITS - 10, -1, -10)])


def normalise_text(text: str) -> str:
    r"""Return text as it counts in a key: in Unicode NFC, each white space one space, and trimmed.

    Upper and lower case differ, in names too: the resolution says whether "US" and "us" are one.

    >>> normalise_text("  Cafe\u0301\n de Flore ")
    'Café de Flore'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def text_sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def pairs(spans: Sequence[Span]) -> list[list[int]]:
    """Return spans as JSON has them."""
    return [[span.start, span.end] for span in spans]


def check_base(base: str) -> None:
    """Raise ConfigError unless the base is an absolute IRI to which a name can be appended.

    >>> check_base("example.org")
    Traceback (most recent call last):
        ...
    kg.errors.ConfigError: the base 'example.org' is not an absolute IRI that ends in / or :; ...
    """
    if not _BASE.fullmatch(base):
        raise ConfigError(
            f"the base {base!r} is not an absolute IRI that ends in / or :; "
            "give one, such as https://example.org/id/"
        )
