"""Where in a document something comes up that a mention may stand for.

It is noted once, so that no mention reads the document anew.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.language.words import nouns, parties
from kg.model import Kind, Medium
from kg.resolution.antecedents import SUBJECTS
from kg.resolution.lexicon import is_person_noun, medium_of, role_noun
from kg.resolution.officeholders import find_clear_leader
from kg.resolution.phrases import is_written_as_name
from kg.resolution.turns import REACH
from kg.statements.syntax import find_child

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from kg.model import Entity
    from kg.resolution.descriptions import Description
    from kg.resolution.entities import EntityTable
    from kg.resolution.officeholders import Office

_Described = tuple[int, "Entity", "Description"]
_INTRODUCING: Final = frozenset({"a", "an", "another"})
_PARTS_OF_CLAUSE: Final = SUBJECTS | {"dobj", "pobj"}
_TWO: Final = 2
"""With two of a kind, neither is the only one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """Where what comes up.

    Attributes:
        first: For "word", "party" and "firm", each with a value, the first two entities
            named so, each with the token behind its name: from these is seen whether one is the
            only one before some place.
        described: Descriptions by the noun of the role, in text order.
        owned: Where the lemma of a common noun says which one it is: "the Reuters survey".
        introduced: Where "a man" or "another guard" without a name first comes up, by the lemma.
        firms: Which organisation that may be a company is the subject of a clause outside
            quotations, and where.
    """

    first: Mapping[tuple[str, str], Mapping[Entity, int]]
    described: Mapping[str, Sequence[_Described]]
    owned: Mapping[str, Sequence[int]]
    introduced: Mapping[str, int]
    firms: Sequence[tuple[int, Entity]]

    def only(self, kind: str, value: str, before: int) -> Entity | None:
        """Return the only entity that is named so before a token."""
        two = self.first.get((kind, value), {})
        named = [entity for entity, last in two.items() if last <= before]
        return named[0] if len(named) == 1 else None

    def is_introduced(self, noun: Token) -> bool:
        """Tell whether somebody without a name came up as the same noun before: "a man"."""
        return self.introduced.get(noun.lemma_.lower(), noun.i) < noun.i

    def main_firm(self, before: int) -> Entity | None:
        """Return the company that has been the subject most often before a token, within reach.

        Returns:
            None also if another one has been one more than half as often.
        """
        start, end = (bisect_left(self.firms, (at,)) for at in (before - REACH, before))
        uses = Counter(entity for _, entity in self.firms[start:end])
        return find_clear_leader(uses, uses, _TWO)

    def descriptions(self, noun: Token, *, later: bool) -> Sequence[_Described]:
        """Return the descriptions that a noun may repeat, before it or behind it, within reach."""
        first, last = (noun.i + 1, noun.i + REACH) if later else (noun.i - REACH, noun.i)
        told = self.described.get(role_noun(noun), ())
        start = bisect_left(told, first, key=lambda one: one[0])
        return told[start : bisect_right(told, last, lo=start, key=lambda one: one[0])]


def find_first_named(
    table: EntityTable,
    offices: Mapping[Entity, Sequence[Office]],
    quoted: Sequence[bool],
) -> dict[tuple[str, str], dict[Entity, int]]:
    """Return the first two of each kind, as `Occurrences.first` has them.

    Args:
        table: The names.
        offices: What is known of people.
        quoted: For each token, whether it stands in quotation marks, where firms don't count.
    """
    first: dict[tuple[str, str], dict[Entity, int]] = defaultdict(dict)
    for name in table.names:
        entity = table.of_name[name]
        keys = [("party", office.party) for office in offices.get(entity, ())]
        if name.kind in {Kind.ORGANIZATION, Kind.PLACE}:
            keys += [("word", word) for word in name.words]
        is_firm = entity.kind is Kind.ORGANIZATION and may_be_firm(name.words)
        if is_firm and not quoted[name.first]:
            keys.append(("firm", ""))
        for key in keys:
            if len(first[key]) < _TWO:
                first[key].setdefault(entity, name.last)
    return first


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
    """Return the places of common nouns that say which one it is, by their lemmas.

    A name stands before them ("the Reuters survey"), or "a" before and more behind ("a survey of
    voters").
    """
    # From the name to its noun: to look from each noun at all before it would grow with the square.
    owned = {token.head.i for token in doc if _tells_which(token) and token.head.i > token.i}
    found: dict[str, list[int]] = defaultdict(list)
    for index in sorted(owned):
        noun = doc[index]
        if noun.tag_ == "NN" and not table.at(noun):
            found[noun.lemma_].append(index)
    return found


def _tells_which(token: Token) -> bool:
    """Tell whether a word before a noun is a name, or the "a" of a document with more behind it."""
    if token.lower_ not in {"a", "an"}:
        return is_written_as_name(token)
    is_document = medium_of(token.head.lemma_) is Medium.REPORT
    return is_document and find_child(token.head, "prep", "acl", "relcl") is not None


def find_introduced(doc: Doc, table: EntityTable) -> dict[str, int]:
    """Return where each noun for a person first brings up somebody without a name.

    In "a guard, Bo Ek", "Ek, a guard", "Ek is a guard" and "as a guard" the noun is of somebody
    named.
    """
    found: dict[str, int] = {}
    for token in doc:
        if token.lower_ not in _INTRODUCING or token.dep_ != "det":
            continue
        noun = token.head
        if noun.dep_ not in _PARTS_OF_CLAUSE or noun.head.lower_ == "as" or table.at(noun):
            continue
        names = (table.at(child) for child in noun.children if child.dep_ == "appos")
        if is_person_noun(role_noun(noun)) and not any(names):
            found.setdefault(noun.lemma_.lower(), noun.i)
    return found


def find_firms(doc: Doc, table: EntityTable, quoted: Sequence[bool]) -> list[tuple[int, Entity]]:
    """Return where organisations that may be companies are the subject of a clause, in text order.

    "The High Court" says what else it is.
    """
    found = []
    for name in table.names:
        if name.kind is not Kind.ORGANIZATION or quoted[name.first]:
            continue
        root = doc[name.first : name.last].root
        is_joined = any(child.dep_ == "conj" for child in root.children)
        if root.dep_ in SUBJECTS and not is_joined and may_be_firm(name.words):
            found.append((name.first, table.of_name[name]))
    return found


def may_be_firm(words: Iterable[str]) -> bool:
    """Tell whether the name of a body does not say that it is something else than a company."""
    others = (nouns("body") - nouns("firm")) | parties().keys()
    return others.isdisjoint(words)
