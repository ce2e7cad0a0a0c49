"""Who holds and held which office: what a reader of news knows of those whom an article names.

Nobody comes out of this table whom the text does not name at least by the family name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from kg.language.words import full_nouns, nouns, officeholders, parties
from kg.model import Kind
from kg.resolution.lexicon import find_country
from kg.resolution.names import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacy.tokens import Doc

    from kg.model import Entity

_FAMILY_FIRST: Final = frozenset({"China", "North Korea", "South Korea", "Taiwan"})
_CLEAR_LEAD: Final = 3
"""How many times as often as any other who fits somebody must be named."""
_LASTING: Final = 9999
"""The last year of an office that somebody still holds."""
_QUALIFIER: Final = re.compile(r"\b[A-Z][\w.]*(?:\s+[A-Z][\w.]*)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that somebody holds or held, or what everybody calls them.

    Attributes:
        forms: Their name, the usual form first.
        role: In lower case.
        body: The country, state or organisation.
        party: Empty where it does not matter.
        since: The first year.
        until: The last year; one far in the future as long as it lasts.
    """

    forms: tuple[str, ...]
    role: str
    body: str
    party: str
    since: int
    until: int

    def family(self, form: str) -> str:
        """Return the plain family name in a form of the name."""
        return plain_words(form)[0 if self.body in _FAMILY_FIRST else -1]

    def is_held(self, year: int | None) -> bool:
        """Tell whether it is held in a year; in any, where the year is not known."""
        return year is None or self.since <= year <= self.until

    def has_begun(self, year: int | None) -> bool:
        """Tell whether it can be known in a year."""
        return year is None or self.since <= year

    def is_over(self, year: int | None) -> bool:
        """Tell whether somebody else may hold it by the end of a year."""
        return self.until < _LASTING if year is None else self.until <= year


@cache
def _load_offices() -> tuple[Office, ...]:
    """Return the offices of `kg.language.words.officeholders`.

    >>> [office.role for office in _load_offices() if office.forms == ("Angela Merkel",)]
    ['chancellor']
    """
    return tuple(_read_office(row) for row in officeholders())


def _read_office(row: Mapping[str, str]) -> Office:
    """Read a row of the table."""
    forms = f"{row['name']}|{row['other_names']}".rstrip("|")
    return Office(
        forms=tuple(forms.split("|")),
        role=with_full_words(row["role"]),
        body=row["body"],
        party=row["party"],
        since=int(row["since"]),
        until=int(row["until"] or _LASTING),
    )


@cache
def _offices_by_name() -> Mapping[tuple[str, ...], tuple[Office, ...]]:
    """Return the offices by the words of their holder's name, and by the family name alone."""
    found: dict[tuple[str, ...], tuple[Office, ...]] = {}
    for office in _load_offices():
        names = set(map(plain_words, office.forms))
        names |= {(office.family(form),) for form in office.forms}
        for name in names:
            found[name] = (*found.get(name, ()), office)
    return found


@lru_cache(maxsize=1000)
def with_full_words(phrase: str) -> str:
    """Return a phrase in lower case, without hyphens and short forms.

    >>> with_full_words("The British PM"), with_full_words("GOP front-runner")
    ('the british prime minister', 'gop front runner')
    """
    return _spell_out(phrase)


def _spell_out(text: str) -> str:
    """Do the same with a text that is too long to be remembered."""
    words = re.findall(r"\w[\w.]*", text.lower())
    spelled_out = nouns("spelled-out")
    return " ".join(full_nouns()[word] if word in spelled_out else word for word in words)


def find_full_name(name: str, doc: Doc, year: int | None) -> str | None:
    """Return the full name of the officeholder whom a text calls by the family name only.

    The text must name the country and the office, and nobody else may fit: "Trump" is Donald Trump
    in a text of 2025 that names the US and a president.
    """
    words = plain_words(name)
    if len(words) != 1:
        return None
    fitting = set()
    for office in _offices_by_name().get(words, ()):
        text, whole, countries = _spoken_of(doc)
        names_body = office.body in countries or office.body in whole
        if names_body and f" {office.role} " in text and office.is_held(year):
            fitting.add(office.forms)
    return fitting.pop()[0] if len(fitting) == 1 else None


@lru_cache(maxsize=1)
def _spoken_of(doc: Doc) -> tuple[str, str, frozenset[str | None]]:
    """Return a text in full words, and as it is, and the countries that it names in any form."""
    text = doc.text
    return f" {_spell_out(text)} ", text, frozenset(find_country(token.text) for token in doc)


def find_known_offices(
    entities: Iterable[Entity], year: int | None
) -> dict[Entity, tuple[Office, ...]]:
    """Return what those among some entities whom a text names in full are known for by a year."""
    known = {}
    for entity in entities:
        words = plain_words(entity.name or "")
        if entity.kind is not Kind.PERSON or len(words) == 1:
            continue
        held = [office for office in _offices_by_name().get(words, ()) if office.has_begun(year)]
        if held:
            known[entity] = tuple(held)
    return known


def find_holder(
    phrase: str,
    known: Mapping[Entity, tuple[Office, ...]],
    uses: Mapping[Entity, int],
    year: int | None,
) -> Entity | None:
    """Return whom of those known a phrase describes: "the French president".

    Args:
        phrase: A noun phrase with its article.
        known: The offices of the people whom the text names.
        uses: How often it names each of them.
        year: When it was published.

    Returns:
        None where nobody fits, or several.
    """
    fitting = set()
    for entity, held in known.items():
        if any(_is_meant(phrase, office, year) for office in held):
            fitting.add(entity)
    if len(fitting) > 1 and year is None and _is_past(with_full_words(phrase)):
        return None  # without a date, who is not yet president was president too
    return find_clear_leader(fitting, uses, _CLEAR_LEAD)


def find_clear_leader(
    entities: Iterable[Entity], uses: Mapping[Entity, int], lead: float
) -> Entity | None:
    """Return the entity that a text names far more often than the others, or the only one.

    Args:
        entities: Some of those that the text names.
        uses: How often it names each.
        lead: How many times as often as any other it must be.
    """
    ranking = sorted(entities, key=lambda entity: -uses[entity])
    if len(ranking) > 1 and uses[ranking[0]] < lead * uses[ranking[1]]:
        return None
    return ranking[0] if ranking else None


def _is_meant(phrase: str, office: Office, year: int | None) -> bool:
    """Tell whether a phrase names an office: its role, and no other country, party or time.

    >>> [held] = [office for office in _load_offices() if office.forms == ("Emmanuel Macron",)]
    >>> _is_meant("the French president", held, 2025), _is_meant("the president", held, 2025)
    (True, True)
    >>> _is_meant("the US president", held, 2025), _is_meant("the vice president", held, 2025)
    (False, False)
    >>> _is_meant("the former president", held, 2025)
    False
    """
    before, role, behind = f" {with_full_words(phrase)} ".partition(f" {office.role} ")
    if not role or behind.strip() or set(before.split()[-1:]) & nouns("other-rank"):
        return False
    in_time = office.is_over(year) if _is_past(before) else office.is_held(year)
    return in_time and all(_fits_office(word, office) for word in _find_qualifiers(phrase))


def _is_past(phrase: str) -> bool:
    """Tell whether a phrase speaks of who held an office: "the former president"."""
    return not nouns("past").isdisjoint(phrase.split())


def _find_qualifiers(phrase: str) -> Iterator[str]:
    """Yield the words that say of which country or party: those with a capital, run by run."""
    for found in _QUALIFIER.findall(re.sub(r"^(?:The|This|An?)\s+", "", phrase)):
        yield re.sub(r"['’]s$", "", found)


def _fits_office(word: str, office: Office) -> bool:
    """Tell whether a qualifier is of an office's party, country or name."""
    place = find_country(word)
    if place:
        return place == office.body
    own = {*office.role.split(), *office.body.lower().split()}
    return all(
        parties().get(part) == office.party or full_nouns().get(part) == office.role
        for part in set(word.lower().split()) - own
    )
