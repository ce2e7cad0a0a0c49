"""The entities a document names, and which of its names stand for the same one.

Names come from the named-entity recogniser and are put together by what news does with names: the full name first, then
the family name alone (the first word where the family name comes first: Kim Jong Un, Xi Jinping), an abbreviation after
the long form, a country by its nationality. Where two full names fit a short one and neither is plainly meant, the
short name stays an entity of its own.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.model import Entity, Kind, Span
from kg.resolution.lexicon import HONORIFICS, TITLES, medium_of
from kg.resolution.places import country

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

KINDS: Final[Mapping[str, Kind]] = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.ORGANIZATION,
    "NORP": Kind.GROUP,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
    "EVENT": Kind.EVENT,
    "PRODUCT": Kind.THING,
    "WORK_OF_ART": Kind.ARTEFACT,
    "LAW": Kind.ARTEFACT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name where it stands: tokens `[first, last)`, without titles, articles and the possessive ending.

    Attributes:
        words: Its words, case and accents put aside.
    """

    first: int
    last: int
    text: str
    words: tuple[str, ...]
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityTable:
    """What the names of a document stand for.

    Attributes:
        names: Every name, in text order.
        of_name: The entity of each of them.
        of_token: The name that each token of a name belongs to.
    """

    names: tuple[Name, ...]
    of_name: Mapping[Name, Entity]
    of_token: Mapping[int, Name]

    def at(self, token: Token) -> Entity | None:
        """The entity whose name the token belongs to."""
        name = self.of_token.get(token.i)
        return self.of_name[name] if name else None

    def within(self, doc: Doc, span: Span) -> list[Entity]:
        """The entities named in a stretch of the text, in text order, each once."""
        inside = [name for name in self.names if span.start <= doc[name.first].idx < span.end]
        return list(dict.fromkeys(self.of_name[name] for name in inside))

    def count(self, entity: Entity) -> int:
        """How often the document names the entity."""
        return sum(self.of_name[name] == entity for name in self.names)


LONGEST_FORM: Final = 5
"""Of how many words a name may be that is looked for where the recogniser missed it."""


def find_entities(doc: Doc) -> EntityTable:
    """Find the names of a document, and which stand for the same entity."""
    recognised = tuple(find_names(doc))
    names = same_kinds(sorted([*recognised, *missed_names(doc, recognised)], key=lambda name: name.first))
    leaders = {name: leader(name, names) for name in names}
    entities = {head: entity_of([name for name in names if leaders[name] == head]) for head in set(leaders.values())}
    return EntityTable(
        names=names,
        of_name={name: entities[leaders[name]] for name in names},
        of_token={index: name for name in names for index in range(name.first, name.last)},
    )


def find_names(doc: Doc) -> Iterator[Name]:
    """The names in a document, as the recogniser finds them, trimmed."""
    for found in doc.ents:
        kind = KINDS.get(found.label_)
        first, last = trim(found)
        common = last - first == 1 and medium_of(doc[first].lower_.removesuffix("s"))
        if kind and first < last and not (common and kind is Kind.PERSON):  # "Photographs" is nobody
            text = " ".join(doc[first:last].text.split())
            titled = first > 0 and doc[first - 1].lower_.rstrip(".") in HONORIFICS
            kind = Kind.PERSON if titled else Kind.PLACE if country(text) else kind
            yield Name(first=first, last=last, text=text, words=plain_words(text), kind=kind)


def missed_names(doc: Doc, recognised: Sequence[Name]) -> Iterator[Name]:
    """The places where a name that the recogniser found elsewhere, or a short form of it, stands unrecognised."""
    taken = {index for name in recognised for index in range(name.first, name.last)}
    forms = dict(form for name in recognised for form in forms_of(name))
    texts = [token.text for token in doc]
    beginnings = {words[0] for words in forms}
    for first in (index for index, text in enumerate(texts) if text in beginnings):
        for length in range(LONGEST_FORM, 0, -1):
            words = tuple(texts[first : first + length])
            places = set(range(first, first + length))
            if words in forms and not places & taken:
                text = " ".join(words)
                taken |= places
                yield Name(first=first, last=first + length, text=text, words=plain_words(text), kind=forms[words])


def forms_of(name: Name) -> Iterator[tuple[tuple[str, ...], Kind]]:
    """What else a name of two words or more may be called: itself, a person's family name, a body's first letters."""
    words = tuple(name.text.split())
    if len(words) > 1:
        yield words, name.kind
        if name.kind is Kind.PERSON:
            yield words[-1:], name.kind
        elif name.kind is Kind.ORGANIZATION and len(words) > 2:  # noqa: PLR2004 - two letters abbreviate anything
            yield (acronym(name.text, small=False),), name.kind


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a name, case and accents put aside.

    >>> plain_words("José Álvarez")
    ('jose', 'alvarez')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def trim(found: TokenSpan) -> tuple[int, int]:
    """The tokens of a name without the article and title before it and the possessive ending behind it."""
    first, last = found.start, found.end
    while last > first and (found.doc[last - 1].tag_ == "POS" or not has_letter(found.doc[last - 1].text)):
        last -= 1
    while first < last and is_before_name(found.doc[first], single=last - first == 1):
        first += 1
    return first, last


def is_before_name(token: Token, *, single: bool) -> bool:
    """Whether the token stands before a name and is no part of it."""
    word = token.lower_.rstrip(".")
    return (
        token.pos_ == "DET"
        or not has_letter(token.text)
        or (not single and (word in HONORIFICS or (word in TITLES and token.ent_type_ == "PERSON")))
    )


def has_letter(text: str) -> bool:
    """Whether a word has a letter or a figure in it."""
    return any(character.isalnum() for character in text)


def same_kinds(names: Sequence[Name]) -> tuple[Name, ...]:
    """The names, each with the kind that the recogniser gives its words most often (first given wins a draw).

    A body whose name ends like a person's family name, used alone, is that person: "Alyson Granados", then "Granados".
    """
    votes: dict[str, Counter[Kind]] = {}
    for name in names:
        votes.setdefault(name.text, Counter())[name.kind] += 1
    kinds = {text: counter.most_common(1)[0][0] for text, counter in votes.items()}
    families = {text for text, kind in kinds.items() if kind is Kind.PERSON and " " not in text}
    for text, kind in kinds.items():
        first, _, family = text.rpartition(" ")
        if first and family in families and kind is Kind.ORGANIZATION:
            kinds[text] = Kind.PERSON
    return tuple(replace(name, kind=kinds[name.text]) for name in names)


def leader(name: Name, names: Sequence[Name]) -> Name:
    """The first full form of the entity that a name stands for; the name's own first use where nothing else fits."""
    own = next(other for other in names if (other.text, other.kind) == (name.text, name.kind))
    if (place := country(name.text)) is not None:
        return next(other for other in names if country(other.text) == place)
    fitting = [other for other in names if is_longer_form(other, name)]
    before = [other for other in fitting if other.first < name.first] or fitting
    return most_named([leader(other, names) for other in before]) or own


def is_longer_form(full: Name, short: Name) -> bool:
    """Whether the first can be the full form of the second.

    >>> person = lambda text: Name(first=0, last=1, text=text, words=plain_words(text), kind=Kind.PERSON)
    >>> is_longer_form(person("Kim Jong Un"), person("Kim")), is_longer_form(person("Ann Lee"), person("Ann B. Lee"))
    (True, False)
    """
    if len(full.words) <= len(short.words):
        return False
    if full.kind is Kind.PERSON:
        if len(short.words) == 1:
            first_too = short.kind not in {Kind.PLACE, Kind.GROUP}
            return short.words[0] in ({full.words[0], full.words[-1]} if first_too else {full.words[-1]})
        return (short.words[0], short.words[-1]) == (full.words[0], full.words[-1])
    return short.text in {acronym(full.text), acronym(full.text, small=False)}


def acronym(text: str, *, small: bool = True) -> str:
    """The first letters of a name's capitalised words, or of all its words.

    >>> acronym("Federal Bureau of Investigation", small=False), acronym("Department of Justice")
    ('FBI', 'DoJ')
    """
    return "".join(word[0] for word in text.split() if word[0].isupper() or (small and word[0].isalpha()))


def most_named(candidates: Sequence[Name]) -> Name | None:
    """The full name that is used most; None where two different ones are used equally often."""
    ranking = Counter(candidates).most_common(2)
    if not ranking or (len(ranking) > 1 and ranking[0][1] == ranking[1][1]):
        return None
    return ranking[0][0]


def entity_of(names: Sequence[Name]) -> Entity:
    """The entity that a cluster of names stands for: its usual full form names it, a country its usual name."""
    place = country(names[0].text)
    uses = Counter(name.text for name in names)
    best = place or max(uses, key=lambda text: (len(text.split()) > 1, uses[text], len(text), text))
    kinds = Counter(name.kind for name in names if name.text == best) or Counter(name.kind for name in names)
    return Entity(
        name=best,
        kind=kinds.most_common(1)[0][0],
        aliases=tuple(sorted({name.text for name in names} - {best})),
    )
