"""Find the entities that a document names: its names, and which of them stand for the same one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.model import Entity, Kind, Span
from kg.resolution.leaders import find_leaders, sort_names
from kg.resolution.lexicon import find_country, is_first_name
from kg.resolution.names import Name, find_names
from kg.resolution.officeholders import find_full_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc, Token


__all__ = ["EntityTable", "find_entities"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityTable:
    """What the names of a document stand for.

    Attributes:
        names: Every name, in text order.
        of_name: The entity of each of them.
        of_token: The name that each token of a name belongs to.
        uses: How often the document names each entity.
        called: The first entity of each name.
    """

    names: tuple[Name, ...]
    of_name: Mapping[Name, Entity]
    of_token: Mapping[int, Name]
    uses: Counter[Entity]
    called: Mapping[str | None, Entity]

    def at(self, token: Token) -> Entity | None:
        """Return the entity whose name the token belongs to."""
        name = self.of_token.get(token.i)
        return self.of_name[name] if name else None

    def within(self, doc: Doc, span: Span) -> list[Entity]:
        """Return the entities named in a stretch of the text, in text order, each once."""
        first, last = (
            bisect_left(self.names, place, key=lambda name: doc[name.first].idx)
            for place in (span.start, span.end)
        )
        return list(dict.fromkeys(map(self.of_name.__getitem__, self.names[first:last])))

    def count(self, entity: Entity) -> int:
        """Return how often the document names the entity."""
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

    of_name: dict[Name, Entity] = {}
    for group in groups.values():
        entity = _name_in_full(_make_entity(sort_names(group)), doc, year)
        of_name.update(dict.fromkeys(group, entity))

    of_token: dict[int, Name] = {}
    for name in names:
        of_token.update(dict.fromkeys(range(name.first, name.last), name))
    return EntityTable(
        names=names,
        of_name=of_name,
        uses=Counter(of_name.values()),
        called={entity.name: entity for entity in reversed(of_name.values())},
        of_token=of_token,
    )


def _name_in_full(entity: Entity, doc: Doc, year: int | None) -> Entity:
    """Give a person whom the text calls by the family name their full name, if all know it."""
    if entity.kind is not Kind.PERSON or entity.name is None:
        return entity
    known = find_full_name(entity.name, doc, year)
    if known is None or known == entity.name:
        return entity
    return replace(entity, name=known, aliases=tuple(sorted({entity.name, *entity.aliases})))


def _is_family(text: str, others: Iterable[str]) -> bool:
    """Tell whether a name is the end of another one without its first name: "van der Berg"."""
    if is_first_name(text.split(maxsplit=1)[0]):
        return False
    return any(other.endswith(f" {text}") for other in others)


def _make_entity(names: Sequence[Name]) -> Entity:
    """Make the entity for names that stand for the same one.

    It is called by its usual full form, a country by its usual name.
    """
    uses = Counter(name.text for name in names)
    best = find_country(names[0].text) or max(
        uses,
        key=lambda text: (
            not _is_family(text, uses),
            " " in text,
            uses[text],
            len(text),
            text,
        ),
    )
    named = [name for name in names if name.text == best] or names
    [(kind, _)] = Counter(name.kind for name in named).most_common(1)
    return Entity(name=best, kind=kind, aliases=tuple(sorted(uses.keys() - {best})))
