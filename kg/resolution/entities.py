"""The entities that a document names: by its names, and by which of them stand for the same one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.model import Entity, Kind, Span
from kg.resolution.leaders import acronyms, find_leaders, sorted_names
from kg.resolution.lexicon import find_country
from kg.resolution.names import Name, find_names
from kg.resolution.officeholders import find_full_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityTable:
    """What the names of a document stand for.

    Attributes:
        names: Every name, in text order.
        of_name: The entity of each of them.
        of_token: The name that each token of a name belongs to.
        uses: How often the document names each entity.
        called: The first entity of each name.
        of_letters: The entities but people that some letters abbreviate.
    """

    names: tuple[Name, ...]
    of_name: Mapping[Name, Entity]
    of_token: Mapping[int, Name]
    uses: Mapping[Entity, int]
    called: Mapping[str | None, Entity]
    of_letters: Mapping[str, AbstractSet[Entity]]

    def at(self, token: Token) -> Entity | None:
        """The entity whose name the token belongs to."""
        name = self.of_token.get(token.i)
        return self.of_name[name] if name else None

    def within(self, doc: Doc, span: Span) -> list[Entity]:
        """The entities named in a stretch of the text, in text order, each once."""
        ends = span.start, span.end
        first, last = (
            bisect_left(self.names, place, key=lambda name: doc[name.first].idx) for place in ends
        )
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
    of_letters: dict[str, set[Entity]] = {}
    for name, entity in of_name.items():
        for letters in acronyms(name) if entity.kind is not Kind.PERSON else ():
            of_letters.setdefault(letters, set()).add(entity)
    return EntityTable(
        names=names,
        of_name=of_name,
        uses=Counter(of_name.values()),
        called={entity.name: entity for entity in reversed(of_name.values())},
        of_letters=of_letters,
        of_token={index: name for name in names for index in range(name.first, name.last)},
    )


def in_full(entity: Entity, doc: Doc, year: int | None) -> Entity:
    """A person whom the text calls by the family name only, by the full name if all know it."""
    known = find_full_name(entity.name or "", doc, year) if entity.kind is Kind.PERSON else None
    if known is None or known == entity.name:
        return entity
    return replace(entity, name=known, aliases=tuple(sorted({entity.name or "", *entity.aliases})))


def entity_of(names: Sequence[Name]) -> Entity:
    """The entity that a cluster of names stands for: its usual full form names it, a country its usual name."""
    place = find_country(names[0].text)
    uses = Counter(name.text for name in names)
    best = place or max(uses, key=lambda text: (len(text.split()) > 1, uses[text], len(text), text))
    kinds = Counter(name.kind for name in names if name.text == best) or Counter(
        name.kind for name in names
    )
    return Entity(
        name=best,
        kind=kinds.most_common(1)[0][0],
        aliases=tuple(sorted({name.text for name in names} - {best})),
    )
