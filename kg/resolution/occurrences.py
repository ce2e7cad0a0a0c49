"""Where in a document something comes up that a mention may stand for.

It is noted once, so that no mention reads the document anew.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.model import Kind
from kg.resolution.lexicon import role_noun
from kg.resolution.phrases import is_written_as_name
from kg.resolution.turns import REACH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from kg.model import Entity
    from kg.resolution.descriptions import Description
    from kg.resolution.entities import EntityTable
    from kg.resolution.officeholders import Office

_Described = tuple[int, "Entity", "Description"]
_TWO: Final = 2
"""With two of a kind, neither is the only one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """Where what comes up.

    Attributes:
        first: For "word", "gender", "party" and "body", each with a value, the first two entities
            named so, each with the token behind its name: from these is seen whether one is the
            only one before some place.
        described: Descriptions by the noun of the role, in text order.
        owned: Where the lemma of a common noun stands behind a name that is not part of one: "the
            Reuters survey".
    """

    first: Mapping[tuple[str, str], Mapping[Entity, int]]
    described: Mapping[str, Sequence[_Described]]
    owned: Mapping[str, Sequence[int]]

    def only(self, kind: str, value: str, before: int) -> Entity | None:
        """Return the only entity that is named so before a token."""
        two = self.first.get((kind, value), {})
        named = [entity for entity, last in two.items() if last <= before]
        return named[0] if len(named) == 1 else None

    def descriptions(self, noun: Token, *, later: bool) -> Sequence[_Described]:
        """Return the descriptions that a noun may repeat, before it or behind it, within reach."""
        first, last = (noun.i + 1, noun.i + REACH) if later else (noun.i - REACH, noun.i)
        told = self.described.get(role_noun(noun), ())
        start = bisect_left(told, first, key=lambda one: one[0])
        return told[start : bisect_right(told, last, lo=start, key=lambda one: one[0])]


def find_first_named(
    table: EntityTable,
    offices: Mapping[Entity, Sequence[Office]],
    genders: Mapping[Entity, str],
    quoted: Sequence[bool],
) -> dict[tuple[str, str], dict[Entity, int]]:
    """Return the first two of each kind, as `Occurrences.first` has them.

    Args:
        table: The names.
        offices: What is known of people.
        genders: "f" or "m" for people.
        quoted: For each token, whether it stands in quotation marks, where gender and body don't
            count.
    """
    first: dict[tuple[str, str], dict[Entity, int]] = defaultdict(dict)
    for name in table.names:
        entity = table.of_name[name]
        keys = [("party", office.party) for office in offices.get(entity, ())]
        if name.kind in {Kind.ORGANIZATION, Kind.PLACE}:
            keys += [("word", word) for word in name.words]
        if not quoted[name.first]:
            keys += _kinds_of(entity, genders)
        for key in keys:
            if len(first[key]) < _TWO:
                first[key].setdefault(entity, name.last)
    return first


def _kinds_of(entity: Entity, genders: Mapping[Entity, str]) -> Iterator[tuple[str, str]]:
    """Yield the gender of a person; that a body is one."""
    if entity.kind is Kind.ORGANIZATION:
        yield "body", ""
    elif entity.kind is Kind.PERSON and entity in genders:
        yield "gender", genders[entity]


def sort_by_role(
    descriptions: Mapping[Entity, Sequence[Description]],
) -> dict[str, list[_Described]]:
    """Return descriptions by the noun of the role, each list in text order."""
    found: dict[str, list[_Described]] = defaultdict(list)
    for entity, told in descriptions.items():
        for one in told:
            found[one.role_head or ""].append((one.at, entity, one))
    for listed in found.values():
        listed.sort(key=lambda one: one[0])
    return found


def find_owned_nouns(doc: Doc, table: EntityTable) -> dict[str, list[int]]:
    """Return the places of the common nouns that a name belongs to, by their lemmas."""
    # From the name to its noun: to look from each noun at all before it would grow with the square.
    owned = {token.head.i for token in doc if token.head.i > token.i and is_written_as_name(token)}
    found: dict[str, list[int]] = defaultdict(list)
    for index in sorted(owned):
        noun = doc[index]
        if noun.tag_ == "NN" and not table.at(noun):
            found[noun.lemma_].append(index)
    return found
