"""Who holds and held which office: what a reader of news brings along, for those whom an article names.

Nobody comes out of this table whom the text does not name at least by the family name.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from kg.language.words import full_nouns, nouns, officeholders, parties
from kg.model import Kind
from kg.resolution.names import plain_words
from kg.resolution.places import country

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacy.tokens import Doc

    from kg.model import Entity

FAMILY_FIRST: Final = frozenset({"China", "North Korea", "South Korea", "Taiwan"})
CLEAR_LEAD: Final = 3
"""How many times as often as any other who fits somebody must be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that somebody holds or held, or what everybody calls them.

    Attributes:
        forms: Their name, the usual form first.
        role: In lower case; `body`, the country, state or organisation; `party`, "" where it does
            not matter.
        since, until: The first and the last year; the last is None as long as it lasts.
    """

    forms: tuple[str, ...]
    role: str
    body: str
    party: str
    since: int
    until: int | None

    def family(self, form: str) -> str:
        """The plain family name in a form of the name."""
        return plain_words(form)[0 if self.body in FAMILY_FIRST else -1]

    def is_held(self, year: int | None) -> bool:
        """Whether it is held in a year; in any, where the year is not known."""
        return year is None or self.since <= year <= (self.until or year)

    def has_begun(self, year: int | None) -> bool:
        """Whether it can be known in a year."""
        return year is None or self.since <= year


@cache
def offices() -> tuple[Office, ...]:
    """The offices of `kg.language.words.officeholders`.

    >>> [office.role for office in offices() if office.forms == ("Angela Merkel",)]
    ['chancellor']
    """
    return tuple(
        Office(
            forms=tuple(form for form in (row["name"], *row["other_names"].split("|")) if form),
            role=with_full_words(row["role"]),
            body=row["body"],
            party=row["party"],
            since=int(row["since"]),
            until=int(row["until"]) if row["until"] else None,
        )
        for row in officeholders()
    )


@cache
def by_name() -> Mapping[tuple[str, ...], tuple[Office, ...]]:
    """The offices by the plain words of their holder's name, and by the family name alone."""
    found: dict[tuple[str, ...], tuple[Office, ...]] = {}
    for office in offices():
        families = ((office.family(form),) for form in office.forms)
        for words in dict.fromkeys((*map(plain_words, office.forms), *families)):
            found[words] = (*found.get(words, ()), office)
    return found


@lru_cache(maxsize=1000)
def with_full_words(phrase: str) -> str:
    """A phrase in lower case, without hyphens and short forms.

    >>> with_full_words("The British PM"), with_full_words("GOP front-runner")
    ('the british prime minister', 'gop front runner')
    """
    return full_words(phrase)


def full_words(text: str) -> str:
    """The same of a text that is too long to be remembered."""
    words = re.findall(r"\w[\w.]*", text.lower())
    spelled_out = nouns("spelled-out")
    return " ".join(full_nouns()[word] if word in spelled_out else word for word in words)


def full_name(name: str, doc: Doc, year: int | None) -> str | None:
    """The full name of the officeholder whom a text calls by the family name only.

    The text must name the country and the office, and nobody else may fit: "Trump" is Donald Trump
    in a text of 2025 that names the US and a president.
    """
    words = plain_words(name)
    held = (
        [office for office in by_name().get(words, ()) if office.is_held(year)]
        if len(words) == 1
        else []
    )
    if not held:
        return None
    text, whole, countries = spoken_of(doc)
    fitting = [
        office
        for office in held
        if f" {office.role} " in text and (office.body in countries or office.body in whole)
    ]
    if len({office.forms for office in fitting}) != 1:
        return None
    return fitting[0].forms[0]


@lru_cache(maxsize=1)
def spoken_of(doc: Doc) -> tuple[str, str, frozenset[str | None]]:
    """A text in full words, and as it stands, and the countries that it names by any of their forms."""
    text = doc.text
    return f" {full_words(text)} ", text, frozenset(country(token.text) for token in doc)


def offices_of(entity: Entity, year: int | None) -> tuple[Office, ...]:
    """What somebody whom a text names in full is known for by a year."""
    if entity.kind is not Kind.PERSON:
        return ()
    words = plain_words(entity.name or "")
    found = by_name().get(words, ()) if len(words) > 1 else ()
    return tuple(office for office in found if office.has_begun(year))


def holders(
    phrase: str,
    known: Mapping[Entity, tuple[Office, ...]],
    uses: Mapping[Entity, int],
    year: int | None,
) -> Entity | None:
    """Whom of those known a phrase such as "the French president" describes; None where nobody or several fit.

    Args:
        phrase: A noun phrase with its article.
        known: The offices of the people whom the text names.
        uses: How often it names each of them.
        year: When it was published.
    """
    fitting = [
        entity
        for entity, held in known.items()
        if any(is_meant(phrase, office, year) for office in held)
    ]
    fitting.sort(key=lambda entity: -uses.get(entity, 0))
    is_past = bool(nouns("past") & set(with_full_words(phrase).split()))
    lead = (
        CLEAR_LEAD if year or not is_past else math.inf
    )  # without a date, who is not yet president was president too
    several = len(fitting) > 1 and uses.get(fitting[0], 0) < lead * uses.get(fitting[1], 0)
    return None if several or not fitting else fitting[0]


def is_meant(phrase: str, office: Office, year: int | None) -> bool:
    """Whether a phrase names an office: its role, and no other country, party or time than its own.

    >>> [held] = [office for office in offices() if office.forms == ("Emmanuel Macron",)]
    >>> [is_meant(phrase, held, 2025) for phrase in ("the French president", "the US president", "the president")]
    [True, False, True]
    >>> is_meant("the former president", held, 2025), is_meant("the vice president", held, 2025)
    (False, False)
    """
    before, role, behind = f" {with_full_words(phrase)} ".partition(f" {office.role} ")
    words = before.split()
    if not role or behind.strip() or set(words[-1:]) & nouns("other-rank"):
        return False
    past = bool(nouns("past") & set(words))
    if past and (office.until is None or (year is not None and office.until > year)):
        return False
    return (past or office.is_held(year)) and all(fits(word, office) for word in qualifiers(phrase))


def qualifiers(phrase: str) -> Iterator[str]:
    """The words of a phrase that say of which country, state or party: those with a capital, adjacent ones together."""
    for found in re.findall(
        r"\b[A-Z][\w.]*(?:\s+[A-Z][\w.]*)*", re.sub(r"^(?:The|This|An?)\s+", "", phrase)
    ):
        yield re.sub(r"['’]s$", "", found)


def fits(word: str, office: Office) -> bool:
    """Whether a qualifier is of an office's party, country or name."""
    place = country(word)
    if place:
        return place == office.body
    rest = [
        part
        for part in word.lower().split()
        if part not in {*office.role.split(), *office.body.lower().split()}
    ]
    return all(
        parties().get(part) == office.party or full_nouns().get(part) == office.role
        for part in rest
    )


def known_offices(entities: Iterable[Entity], year: int | None) -> dict[Entity, tuple[Office, ...]]:
    """The offices of those among some entities who are known for any."""
    return {
        entity: found for entity in dict.fromkeys(entities) if (found := offices_of(entity, year))
    }
