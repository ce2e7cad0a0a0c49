"""What a word stands for, by the tables of `kg.language.words`: a noun, a country, a first name."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from kg.language.first_names import look_up_first_name
from kg.language.words import (
    capitals,
    countries,
    full_nouns,
    noun_genders,
    noun_media,
    nouns,
    officeholders,
    person_nouns,
    pronoun_genders,
    us_states,
)
from kg.model import Kind, Medium

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

_CLEAR: Final = 0.9
"""The share of women, or of men, from which on a first name tells the gender."""
_FEW_BEARERS: Final = 10
"""How many people must have a first name that tells a gender."""
_SOURCES: Final = 9
_BEARERS: Final = 300
"""How many sources and people must have a word as a first name, for it to begin a person's name."""


def medium_of(lemma: str) -> Medium | None:
    """Return what the thing that a noun stands for is made of, if it is an artefact.

    >>> medium_of("photo"), medium_of("tree")
    (<Medium.IMAGE: 'image'>, None)
    """
    return noun_media().get(lemma.lower())


def is_person_noun(lemma: str) -> bool:
    """Tell whether a singular noun stands for a person: a role, a relation, a trade.

    >>> [is_person_noun(noun) for noun in ("senator", "widow", "guitarist", "letter", "plan")]
    [True, True, True, False, False]
    """
    return lemma.lower() in _people()


@cache
def _people() -> frozenset[str]:
    """Return the nouns for people: those in the tables of sources, and others for nothing else."""
    others = nouns("body") | nouns("collective") | noun_media().keys()
    return nouns("role") | noun_genders().keys() | ((nouns("unnamed") | person_nouns()) - others)


def role_noun(word: Token) -> str:
    """Return the noun for a role in the singular, lower case and in full: "minister" of "PM"."""
    full = full_nouns().get(word.lower_.rstrip("."))
    return full.split()[-1] if full else word.lemma_.lower()


def members_of(party: str) -> str:
    """Return what its members are called, given the adjective of a party.

    >>> members_of("Democratic"), members_of("Republican")
    ('Democrats', 'Republicans')
    """
    return party.removesuffix("ic") + "s"


def head_kind(lemma: str, *, plural: bool) -> tuple[Kind, Medium | None]:
    """Return what a common noun stands for as a source that nothing names.

    Args:
        lemma: The head noun in the singular.
        plural: Whether it stands in the plural.

    >>> head_kind("analyst", plural=True)
    (<Kind.GROUP: 'group'>, None)
    >>> head_kind("footage", plural=False)
    (<Kind.ARTEFACT: 'artefact'>, <Medium.VIDEO: 'video'>)
    >>> head_kind("official", plural=False)
    (<Kind.UNNAMED: 'unnamed'>, None)
    """
    noun = lemma.lower()
    medium, is_body = medium_of(noun), noun in nouns("body")
    if medium is not None and (plural or not (is_body or noun in nouns("unnamed"))):
        return Kind.ARTEFACT, medium  # "papers", "figures"; but "the paper", "a senior figure"
    if plural or noun in nouns("collective"):
        return Kind.GROUP, None
    if is_body:
        return Kind.ORGANIZATION, None
    return Kind.UNNAMED, None


def gender_of_word(token: Token) -> str | None:
    """Return the gender that a pronoun or a noun tells: "f", "m" or None."""
    return pronoun_genders().get(token.lower_) or noun_genders().get(token.lemma_.lower())


def is_first_name(word: str) -> bool:
    """Tell whether a word with a capital is a first name that many have, by many sources.

    >>> [is_first_name(word) for word in ("José", "will", "Kremlin")]
    [True, False, False]
    """
    known = look_up_first_name(word) if word[:1].isupper() else None
    return known is not None and known.sources >= _SOURCES and known.bearers >= _BEARERS


def first_name_gender(word: str) -> str | None:
    """Return the gender that a first name with a capital tells: "f", "m" or None.

    >>> [first_name_gender(word) for word in ("Mitsuko", "Sharad", "Robin", "will")]
    ['f', 'm', None, None]
    """
    known = look_up_first_name(word) if word[:1].isupper() else None
    if known is None or known.bearers < _FEW_BEARERS:
        return None
    if known.women >= _CLEAR:
        return "f"
    return "m" if known.women <= 1 - _CLEAR else None


def holder_gender(family: str, title: str) -> str | None:
    """Return the gender of all who hold or held an office and have a family name, if it is one.

    >>> holder_gender("Trump", "president"), holder_gender("Trump", "coach")
    ('m', None)
    """
    genders = _holder_genders().get((family.casefold(), title), frozenset())
    return next(iter(genders)) if len(genders) == 1 else None


@cache
def _holder_genders() -> Mapping[tuple[str, str], frozenset[str | None]]:
    """Return the genders of the holders of offices, by family name and the noun of the office."""
    found: dict[tuple[str, str], frozenset[str | None]] = {}
    for row in officeholders():
        words = row["name"].split()
        key = (words[-1].casefold(), row["role"].split()[-1].lower())
        found[key] = found.get(key, frozenset()) | {first_name_gender(words[0])}
    return found


@lru_cache(maxsize=10_000)
def find_country(form: str) -> str | None:
    """Return the usual name of the country that goes by this form, if it is one.

    A form is a nationality, an abbreviation or an official name, and begins with a capital: "US" is
    a country, "us" is not.

    >>> find_country("the Russians"), find_country("Springfield"), find_country("turkey")
    ('Russia', None, None)
    """
    name = form.removeprefix("the ").removeprefix("The ")
    return countries().get(name.casefold()) if name[:1].isupper() else None


def is_place(name: str) -> bool:
    """Tell whether a name is that of a country, a capital or a state of the US.

    >>> is_place("New York"), is_place("Pyongyang"), is_place("Kid Rock")
    (True, True, False)
    """
    return bool(find_country(name)) or name in us_states() or name.casefold() in capitals()
