"""Find whom a word of a claim may stand for: all who came up near it, and what tells of each.

Candidates are those whom the text names or who spoke within reach, the speaker and the bodies that
the speaker belongs to, the country and the entities that the article is about.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from kg.model import Kind, QuotationType
from kg.resolution.antecedents import SUBJECTS
from kg.resolution.lexicon import gender_of_word
from kg.resolution.turns import find_genders

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.model import Entity, SourceRule
    from kg.resolution.claim import Claim
    from kg.resolution.reading import Reading

__all__ = ["Mention", "find_earlier", "tell_earlier"]

_REACH: Final = 500
"""How many tokens back a word of a claim may look: some four paragraphs."""
_MOST: Final = 30
"""How many entities within reach are candidates, the nearest ones."""
_ALL: Final = frozenset(Kind)
_SEVERAL: Final = frozenset({Kind.GROUP, Kind.ORGANIZATION, Kind.PLACE, Kind.UNNAMED})
_KINDS_MEANT: Final[Mapping[str, frozenset[Kind]]] = {
    "he-or-she": frozenset({Kind.PERSON, Kind.UNNAMED}),
    "it": _ALL - {Kind.PERSON, Kind.GROUP, Kind.UNNAMED},
    "they": _SEVERAL,
    "we": _SEVERAL,
    "addressed": frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.UNNAMED}),
    "demonstrative": _ALL - {Kind.PERSON, Kind.GROUP},
    "nouns": frozenset({Kind.GROUP, Kind.ORGANIZATION}),
}
"""What each form of a mention can stand for; "nouns" are those in the plural."""
_DISTANCES: Final = (
    (0, "same sentence"),
    (1, "1 sentence"),
    (2, "2 sentences"),
    (4, "4 sentences"),
)
_ROLES: Final = frozenset({"compound", "dobj", "pobj", "poss"})
_TELLING: Final = frozenset({"speaker", "spoke", "sentence", "sentences", "rank"})
"""Words of the features that mean another thing inside a quotation, or as a subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A word of a claim that may stand for something which came up elsewhere.

    Attributes:
        form: Of a pronoun "he-or-she", "it", "they", "we", "addressed" or "demonstrative"; of a
            noun its determiner: "the", "this", "owner", and of an office in capitals any other.
        noun: What the noun is for: "firm", "person", "document", ...; None of a pronoun.
        is_plural: Whether it is a noun in the plural.
        ruled: Whom the rules for "the senator" mean by a noun, if that is plain, and by which rule.
    """

    token: Token
    form: str
    noun: str | None = None
    is_plural: bool = False
    ruled: tuple[Entity, SourceRule] | None = None


def find_earlier(claim: Claim, mention: Mention) -> dict[Entity, list[int]]:
    """Return the entities that a mention can stand for, each with the tokens where it comes up."""
    reading = claim.reading
    places = _find_places(claim, mention.token)
    far = [_by_table(reading, claim.speaker), *_find_bodies(claim), *reading.prominent]
    if reading.country is not None:
        far.append(reading.country)
    if mention.ruled is not None:
        far.append(mention.ruled[0])
    for entity in far:
        places.setdefault(entity, [])
    if _is_spoken(claim, mention):
        for source in claim.who:
            places.pop(_by_table(reading, source.entity), None)
    fitting = {entity: at for entity, at in places.items() if _can_mean(mention, entity)}
    gender = gender_of_word(mention.token)
    if gender is None:
        return fitting
    genders = {**find_genders(claim.turns), **reading.genders}
    return {one: at for one, at in fitting.items() if genders.get(one, gender) == gender}


def _is_spoken(claim: Claim, mention: Mention) -> bool:
    """Tell whether a speaker would say "I" or "we" if they meant themselves: "“He left,” Lee said".

    Quotation marks may stand around a part of what a writer tells: "Lee said he “did not mean it”".
    """
    is_direct = claim.statement.quotation_type is QuotationType.DIRECT
    quoted = claim.reading.quoted
    is_whole = quoted[mention.token.i] and quoted[mention.token.head.i]
    return mention.form != "we" and is_direct and is_whole


def _by_table(reading: Reading, entity: Entity) -> Entity:
    """Return an entity as the table of names has it: a country that spoke is a place there."""
    return reading.table.called.get(entity.name, entity)


def _find_bodies(claim: Claim) -> list[Entity]:
    """Return the bodies that the speaker belongs to, by what the article says of them."""
    told = [claim.who[0].affiliation]
    told += [one.affiliation for one in claim.reading.descriptions.get(claim.speaker, ())]
    return [_by_table(claim.reading, body) for body in told if body is not None]


def _can_mean(mention: Mention, entity: Entity) -> bool:
    """Tell whether its kind allows an entity to be what a mention stands for."""
    if not entity.name or entity.anchor:
        return False  # a "he" whom nobody knows
    form = "nouns" if mention.is_plural else mention.form
    return entity.kind in _KINDS_MEANT.get(form, _ALL)


def _find_places(claim: Claim, word: Token) -> dict[Entity, list[int]]:
    """Return where entities come up within reach of a word, the nearest first.

    Those behind it count if they are the subject of a clause around it: "When he left, Kim waved."
    """
    reading = claim.reading
    names = reading.table.names
    start = bisect_left(names, word.i - _REACH, key=attrgetter("first"))
    end = bisect_left(names, word.sent.end, lo=start, key=attrgetter("first"))
    found: list[tuple[int, Entity]] = []
    for name in names[start:end]:
        last = reading.doc[name.last - 1]
        if word.dep_ in SUBJECTS and last.head == word.head:
            continue  # no verb has its subject for an object
        if name.first < word.i or (last.dep_ in SUBJECTS and last.head.is_ancestor(word)):
            found.append((last.i, reading.table.of_name[name]))
    near = (turn for turn in claim.turns if word.i - _REACH < turn.at < word.i)
    found.extend((turn.at, _by_table(reading, turn.entity)) for turn in near)

    places: dict[Entity, list[int]] = {}
    for at, entity in sorted(found, key=lambda pair: -pair[0]):
        if entity in places or len(places) < _MOST:
            places.setdefault(entity, []).append(at)
    return places


def tell_earlier(
    claim: Claim, mention: Mention, places: Mapping[Entity, Sequence[int]]
) -> Iterator[tuple[Entity, tuple[str, ...]]]:
    """Yield the candidates, each with the features that hold of it.

    Args:
        claim: The claim.
        mention: The word.
        places: The candidates, each with the tokens where it comes up, the nearest first.
    """
    reading, word = claim.reading, mention.token
    nearest = sorted(places, key=lambda entity: -max(places[entity], default=-1))
    most = max(map(reading.table.count, places), default=0)
    parts = _list_parts(claim, mention)
    marks = "quoted" if reading.quoted[word.i] else "open"
    is_top = word.dep_ in SUBJECTS and word.head.dep_ in {"ROOT", "ccomp"}
    settings = (marks, "top" if is_top else "below")
    for entity, at in places.items():
        told = [f"kind {entity.kind}", f"rank {min(5, nearest.index(entity))}"]
        told += _tell_place(reading, word, at)
        told += _tell_count(reading, entity, most)
        told += [part for part, those in parts if entity in those]
        if mention.noun:
            told += _tell_likeness(reading, mention, entity)
        yield entity, tuple(_cross(told, mention.form, settings))


def _cross(told: Sequence[str], form: str, settings: Sequence[str]) -> Iterator[str]:
    """Yield features alone, for a form of mention, and the telling ones for its settings."""
    for one in told:
        yield one
        yield f"{form}: {one}"
        if not _TELLING.isdisjoint(one.replace(",", "").split()):
            yield from (f"{form}, {setting}: {one}" for setting in settings)


def _list_parts(claim: Claim, mention: Mention) -> list[tuple[str, Collection[Entity]]]:
    """Return the parts that entities can have in a claim, each with those who have it."""
    return [
        ("speaker", (_by_table(claim.reading, claim.speaker),)),
        ("body of the speaker", _find_bodies(claim)),
        ("rule", mention.ruled[:1] if mention.ruled else ()),
    ]


def _tell_place(reading: Reading, word: Token, at: Sequence[int]) -> Iterator[str]:
    """Yield what the last place of a candidate before a word tells.

    Args:
        reading: The document.
        word: The word.
        at: Where the candidate comes up, the nearest first.
    """
    if at and all(reading.quoted[place] for place in at):
        yield "only quoted"
    before = [place for place in at if place < word.i]
    if not before:
        return
    token = reading.doc[before[0]]
    sentences = reading.sentence_of[word.i] - reading.sentence_of[token.i]
    yield next((name for most, name in _DISTANCES if sentences <= most), "more sentences")
    yield "subject" if token.dep_ in SUBJECTS else token.dep_
    if reading.quoted[token.i] != reading.quoted[word.i]:
        yield "other side of the marks"


def _tell_count(reading: Reading, entity: Entity, most: int) -> Iterator[str]:
    """Yield what it tells how often an article names a candidate; the most that it names any."""
    yield f"share {4 * reading.table.count(entity) // most if most else 0}"
    if not reading.title.isdisjoint((entity.name or "").lower().split()):
        yield "in the title"


def _tell_likeness(reading: Reading, mention: Mention, entity: Entity) -> Iterator[str]:
    """Yield how a noun fits what the article calls a candidate."""
    yield f"{mention.noun} for {entity.kind}"
    lemma = mention.token.lemma_.lower()
    if lemma in " ".join([entity.name or "", *entity.aliases]).lower().split():
        yield "noun in the name"
    if any(one.role_head == lemma for one in reading.descriptions.get(entity, ())):
        yield "noun of the role"
    if any(lemma in office.role.split() for office in reading.offices.get(entity, ())):
        yield "noun of the office"
