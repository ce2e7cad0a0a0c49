"""The IRI of everything, as a pure function of what it is: no counter and no clock, so equal things meet in a merge.

An IRI is the base, a readable kind, and 100 bits of the SHA-256 of its key in base32:
`...id/claim-` and 20 characters. The key is the JSON array of the kind and its fields, so no two lists of fields can look alike; texts in it are
normalised by `normalise_text`. A passage is the article with an RFC 5147 fragment:
`...id/article-...#char=12,30`.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.errors import ConfigError
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kg.model import Run, Span

Field: TypeAlias = "str | list[list[int]] | None"

DIGEST_BITS: Final = (
    100  # 20 characters of base32: two of a billion things collide with a chance of 1 in 10^12
)
ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz234567"  # of RFC 4648, in lower case
PAIRS: Final = [
    first + second for first in ALPHABET for second in ALPHABET
]  # what ten bits are written as
AS_JSON: Final = json.JSONEncoder(separators=(",", ":")).encode
BASE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`#]*[/:]")


def article_iri(base: str, *, url: str | None, publisher: str | None, text: str) -> str:
    """An article: where it appeared (the URL, else the publisher) and its exact text.

    >>> article_iri("https://example.org/", url=None, publisher="The Paper", text="It rained.")
    'https://example.org/article-...'
    """
    return mint(base, "article", url, None if url else publisher, text_sha256(text))


def passage_iri(article: str, span: Span) -> str:
    """A stretch of an article's text, in code points, half open.

    >>> from kg.model import Span
    >>> passage_iri("https://example.org/article-a", Span(3, 7))
    'https://example.org/article-a#char=3,7'
    """
    return f"{article}#char={span.start},{span.end}"


def selector_iri(base: str, passage: str, kind: str) -> str:
    """One of the two ways of finding a passage again: its `kind` is "position" or "quote"."""
    return mint(base, kind, passage)


def statement_iri(
    base: str, article: str, content: Sequence[Span], source: Sequence[Span] | None
) -> str:
    """A statement: what is said, and the words for who says it; `source` is None for narration.

    Two extractors that find the same thing meet here, whatever else they make of it.
    """
    return mint(
        base, "statement", article, pairs(content), "narration" if source is None else pairs(source)
    )


def claim_iri(base: str, text: str) -> str:
    r"""A claim: its text, wherever it was said.

    >>> claim_iri("x:", "It rained.") == claim_iri("x:", " It\n rained.") != claim_iri("x:", "It snowed.")
    True
    """
    return mint(base, "claim", text)


def entity_iri(
    base: str, article: str, kind: Kind, name: str | None, anchor: Span | None = None
) -> str:
    """An entity, as one article speaks of it: by its name, and, where no name tells it from others, by its place.

    An article has one publication, so an unnamed one is the same wherever it speaks.

    >>> from kg.model import Kind, Span
    >>> entity_iri("x:", "a", Kind.UNNAMED, None, Span(0, 4)) == entity_iri("x:", "a", Kind.UNNAMED, None, Span(9, 12))
    False
    """
    place = None if kind is Kind.PUBLICATION else anchor
    return mint(base, kind.value, article, name, pairs([place]) if place else None)


def attribution_iri(base: str, statement: str, entity: str) -> str:
    """A source's part in one statement."""
    return mint(base, "attribution", statement, entity)


def channel_iri(base: str, statement: str, text: str) -> str:
    """Where one statement was made: two speakers' "post on Telegram" stay two posts."""
    return mint(base, "channel", statement, text)


def time_iri(base: str, first: date, last: date) -> str:
    """A day, or the days from the first to the last."""
    return mint(base, "time", first.isoformat(), last.isoformat())


def run_iri(base: str, article: str, run: Run) -> str:
    """A run: all that can change what it finds in the article."""
    (_, version, _), *models = ((agent.name, agent.version, agent.sha256) for agent in run.software)
    return mint(
        base,
        "run",
        "kg",
        version,
        run.extractor,
        *(part for model in models for part in model),
        article,
    )


def agent_iri(base: str, name: str, version: str, sha256: str | None = None) -> str:
    """A program, or a model, in one version."""
    return mint(base, "software", name, version, sha256)


def extraction_iri(base: str, statement: str, run: str) -> str:
    """That a run found a statement."""
    return mint(base, "extraction", statement, run)


def mint(base: str, kind: str, *fields: Field) -> str:
    """The IRI of a thing of this kind with this key."""
    key = [kind, *(normalise_text(field) if isinstance(field, str) else field for field in fields)]
    digest = hashlib.sha256(AS_JSON(key).encode("ascii")).digest()
    return f"{base}{kind}-{base32(digest)}"


def base32(digest: bytes) -> str:
    """The first 100 bits of a digest in base32; `base64.b32encode` is plain Python, and three times as slow."""
    number = int.from_bytes(digest) >> (8 * len(digest) - DIGEST_BITS)
    return "".join([PAIRS[number >> shift & 1023] for shift in range(DIGEST_BITS - 10, -1, -10)])


def normalise_text(text: str) -> str:
    r"""Text as it counts in a key: Unicode NFC, white space collapsed to single spaces and trimmed.

    Upper and lower case differ, in names too: whether "US" and "us" are one is for the resolution
    to say.

    >>> normalise_text("  Cafe\u0301\n de Flore ")
    'Café de Flore'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def text_sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def pairs(spans: Sequence[Span]) -> list[list[int]]:
    """Spans as JSON has them."""
    return [[span.start, span.end] for span in spans]


def check_base(base: str) -> None:
    """Raise ConfigError unless the base is an absolute IRI to which a name can be appended.

    >>> check_base("example.org")
    Traceback (most recent call last):
        ...
    kg.errors.ConfigError: the base 'example.org' is no absolute IRI that ends in / or :; give one, such as ...
    """
    if not BASE.fullmatch(base):
        raise ConfigError(
            f"the base {base!r} is no absolute IRI that ends in / or :; give one, such as https://example.org/id/"
        )
