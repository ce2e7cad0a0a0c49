"""Where in a document something comes up that a mention may stand for, so that no mention reads the document anew."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Kind
from kg.resolution.lexicon import role_noun
from kg.resolution.turns import REACH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Token

    from kg.model import Entity
    from kg.resolution.descriptions import Description
    from kg.resolution.entities import EntityTable
    from kg.resolution.names import Name
    from kg.resolution.officeholders import Office

Described = tuple[int, "Entity", "Description"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """Where what comes up.

    Attributes:
        first: For "word", "gender", "party" and "body", each with a value, the first two entities
            named so, and the token behind the name: whether one is the only one before some place
                is seen from these.
        described: Descriptions by the noun of the role, in text order.
        owned: Where the lemma of a common noun stands behind a name that is no part of one: "the
            Reuters survey".
    """

    first: Mapping[tuple[str, str], Sequence[tuple[int, Entity]]]
    described: Mapping[str, Sequence[Described]]
    owned: Mapping[str, Sequence[int]]

    def only(self, kind: str, value: str, before: int) -> Entity | None:
        """The only entity that is named so before a token."""
        named = [entity for last, entity in self.first.get((kind, value), ()) if last <= before]
        return named[0] if len(named) == 1 else None

    def descriptions(self, noun: Token, *, later: bool) -> Sequence[Described]:
        """The descriptions that a noun may repeat, before it or behind it, within reach."""
        first, last = (noun.i + 1, noun.i + REACH) if later else (noun.i - REACH, noun.i)
        told = self.described.get(role_noun(noun), ())
        start = bisect_left(told, first, key=lambda one: one[0])
        return told[start : bisect_right(told, last, lo=start, key=lambda one: one[0])]


def first_named(
    table: EntityTable,
    offices: Mapping[Entity, Sequence[Office]],
    genders: Mapping[Entity, str],
    quoted: Sequence[bool],
) -> dict[tuple[str, str], list[tuple[int, Entity]]]:
    """The first two of each kind, as `Occurrences.first` has them; gender and body do not count in quotations."""
    first: dict[tuple[str, str], list[tuple[int, Entity]]] = {}
    for name in table.names:
        entity = table.of_name[name]
        told = () if quoted[name.first] else kinds(entity, genders)
        for key in {*called(name), *known_as(entity, offices), *told}:
            two = first.setdefault(key, [])
            if len(two) < 2 and all(other != entity for _, other in two):  # noqa: PLR2004 - the first two
                two.append((name.last, entity))
    return first


def called(name: Name) -> list[tuple[str, str]]:
    """The words of a name of a body or a place."""
    return (
        [("word", word) for word in name.words]
        if name.kind in {Kind.ORGANIZATION, Kind.PLACE}
        else []
    )


def known_as(entity: Entity, offices: Mapping[Entity, Sequence[Office]]) -> list[tuple[str, str]]:
    """The parties of an officeholder."""
    return [("party", office.party) for office in offices.get(entity, ()) if office.party]


def kinds(entity: Entity, genders: Mapping[Entity, str]) -> list[tuple[str, str]]:
    """The gender of a person; that a body is one."""
    if entity.kind is Kind.PERSON and entity in genders:
        return [("gender", genders[entity])]
    return [("body", "")] if entity.kind is Kind.ORGANIZATION else []


def by_role(descriptions: Mapping[Entity, Sequence[Description]]) -> dict[str, list[Described]]:
    """Descriptions by the noun of the role, each list in text order."""
    found: dict[str, list[Described]] = {}
    for entity, told in descriptions.items():
        for one in told:
            found.setdefault(one.role_head or "", []).append((one.at, entity, one))
    for listed in found.values():
        listed.sort(key=lambda one: one[0])
    return found


def owned_nouns(doc: Doc, table: EntityTable) -> dict[str, list[int]]:
    """The places of the common nouns that a name belongs to, by their lemmas."""
    names = (
        token for token in doc if token.text[:1].isupper() and token.pos_ not in {"DET", "PRON"}
    )
    nouns = {token.head.i for token in names if token.head.i > token.i}
    found: dict[str, list[int]] = {}
    for noun in (doc[index] for index in sorted(nouns)):
        if noun.tag_ == "NN" and not table.at(noun):
            found.setdefault(noun.lemma_, []).append(noun.i)
    return found
