"""The entities a document names, and which of its names stand for the same one.

Names are put together by what news does with them: the full name first, then the family name alone (the first word
where the family name comes first: Kim Jong Un, Xi Jinping), an abbreviation after the long form, a country by its
nationality. Where several full names fit a short one, it stands for the one named most, or for the first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.model import Entity, Kind, Span
from kg.resolution.names import Name, acronym, find_names
from kg.resolution.officeholders import full_name
from kg.resolution.places import country

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Token


FIRM_ENDINGS: Final = frozenset(
    "airlines bancorp capital co corp corporation energy foods group holdings inc industries llc ltd motors "
    "pharmaceuticals plc solutions steel stores systems technologies".split()
)
"""Last words of the names of firms that go by the first word: "Halvorsen" of "Halvorsen Foods"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityTable:
    """What the names of a document stand for.

    Attributes:
        names: Every name, in text order.
        of_name: The entity of each of them.
        of_token: The name that each token of a name belongs to.
        uses: How often the document names each entity.
    """

    names: tuple[Name, ...]
    of_name: Mapping[Name, Entity]
    of_token: Mapping[int, Name]
    uses: Mapping[Entity, int]

    def at(self, token: Token) -> Entity | None:
        """The entity whose name the token belongs to."""
        name = self.of_token.get(token.i)
        return self.of_name[name] if name else None

    def within(self, doc: Doc, span: Span) -> list[Entity]:
        """The entities named in a stretch of the text, in text order, each once."""
        ends = span.start, span.end
        first, last = (bisect_left(self.names, place, key=lambda name: doc[name.first].idx) for place in ends)
        return list(dict.fromkeys(self.of_name[name] for name in self.names[first:last]))

    def count(self, entity: Entity) -> int:
        """How often the document names the entity."""
        return self.uses.get(entity, 0)


def find_entities(doc: Doc, year: int | None = None) -> EntityTable:
    """Find the names of a document, and which stand for the same entity.

    Args:
        doc: The annotated text.
        year: When it was published, which tells who "Trump" is where no full name does.
    """
    names = find_names(doc)
    groups: dict[Name, list[Name]] = {}
    for name, leader in find_leaders(names).items():
        groups.setdefault(leader, []).append(name)
    of_name = {
        name: entity
        for group in groups.values()
        for entity in [in_full(entity_of(sorted_names(group)), doc, year)]
        for name in group
    }
    return EntityTable(
        names=names,
        of_name=of_name,
        uses=Counter(of_name.values()),
        of_token={index: name for name in names for index in range(name.first, name.last)},
    )


def in_full(entity: Entity, doc: Doc, year: int | None) -> Entity:
    """A person whom the text calls by the family name only, by the full name if all know it."""
    known = full_name(entity.name or "", doc, year) if entity.kind is Kind.PERSON else None
    if known is None or known == entity.name:
        return entity
    return replace(entity, name=known, aliases=tuple(sorted({entity.name or "", *entity.aliases})))


def find_leaders(names: Sequence[Name]) -> dict[Name, Name]:
    """For each name the first full form of what it stands for; the name's own first use where nothing else fits."""
    same: dict[object, Name] = {}
    longer: dict[str, list[Name]] = {}
    for name in names:
        same.setdefault(country(name.text) or (name.text, name.kind), name)
        for key in dict.fromkeys((name.words[0], name.words[-1], *map(str.casefold, acronyms(name)))):
            longer.setdefault(key, []).append(name)
    leaders: dict[Name, Name] = {}
    for name in sorted(names, key=lambda name: -len(name.words)):  # what is longer already has its leader
        place = country(name.text)
        keys = dict.fromkeys((name.words[0], name.words[-1], name.text.replace(".", "").casefold()))
        near = () if place else dict.fromkeys(other for key in keys for other in longer.get(key, ()))
        fitting = sorted_names([other for other in near if is_longer_form(other, name)])
        families = [other for other in fitting if other.words[-1] == name.words[0]]
        fitting = families or fitting  # "Trump" is Donald Trump before it is Trump Tower
        before = [other for other in fitting if other.first < name.first] or fitting
        own = same[place or (name.text, name.kind)]
        leaders[name] = most_named([leaders[other] for other in before]) or own
    return leaders


def sorted_names(names: Sequence[Name]) -> list[Name]:
    """Names in text order."""
    return sorted(names, key=lambda name: name.first)


def is_longer_form(full: Name, short: Name) -> bool:
    """Whether the first can be the full form of the second.

    >>> from kg.resolution.names import plain_words
    >>> person = lambda text: Name(first=0, last=1, text=text, words=plain_words(text), kind=Kind.PERSON)
    >>> is_longer_form(person("Kim Jong Un"), person("Kim")), is_longer_form(person("Ann Lee"), person("Ann B. Lee"))
    (True, False)
    """
    if len(full.words) <= len(short.words) or (full.gender and short.gender and full.gender != short.gender):
        return False
    if full.kind is Kind.PERSON:
        if len(short.words) == 1:
            first_too = short.kind not in {Kind.PLACE, Kind.GROUP}
            return short.words[0] in ({full.words[0], full.words[-1]} if first_too else {full.words[-1]})
        return (short.words[0], short.words[-1]) == (full.words[0], full.words[-1])
    if len(short.words) > 1:
        return full.words[: len(short.words)] == short.words and full.kind is short.kind
    if full.words[-1] in FIRM_ENDINGS and short.text.istitle():
        return short.words[0] == full.words[0]
    return short.text.replace(".", "") in acronyms(full)


def acronyms(name: Name) -> set[str]:
    """What the first letters of a name make."""
    return {acronym(name.text), acronym(name.text, small=False)}


def most_named(candidates: Sequence[Name]) -> Name | None:
    """The full name that is used most; of two that are used equally often the first, whom the article is about."""
    uses = Counter(candidates)
    return max(candidates, key=uses.__getitem__, default=None)


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
