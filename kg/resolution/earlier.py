"""Find whom a word of a claim may stand for: all who came up near it, and what tells of each.

Candidates are those whom the text names or who spoke within reach, the speaker and the bodies that
the speaker belongs to, the country and the entities that the article is about.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from kg.model import Kind
from kg.resolution.antecedents import SUBJECTS
from kg.resolution.lexicon import gender_of_word, medium_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.model import Entity, SourceRule
    from kg.resolution.reading import Reading
    from kg.resolution.sources import Who
    from kg.resolution.turns import Turn

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
_BOTH_GENDERS: Final = {"f", "m"}
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


def find_earlier(
    reading: Reading, mention: Mention, who: Who, turns: Sequence[Turn]
) -> dict[Entity, list[int]]:
    """Return the entities that a mention can stand for, each with the tokens where it comes up.

    Args:
        reading: The document.
        mention: The word.
        who: Who makes the claim.
        turns: Who has spoken within reach.
    """
    places = _find_places(reading, mention.token, turns)
    for entity in [_by_table(reading, who[0].entity), *_find_bodies(reading, who), reading.country]:
        if entity is not None:
            places.setdefault(entity, [])
    for entity in reading.prominent:
        places.setdefault(entity, [])
    if mention.ruled is not None:
        places.setdefault(mention.ruled[0], [])
    return {entity: at for entity, at in places.items() if _can_mean(reading, mention, entity)}


def _by_table(reading: Reading, entity: Entity) -> Entity:
    """Return an entity as the table of names has it: a country that spoke is a place there."""
    return reading.table.called.get(entity.name, entity)


def _find_bodies(reading: Reading, who: Who) -> list[Entity]:
    """Return the bodies that the speaker belongs to, by what the article says of them."""
    told = [who[0].affiliation]
    told += [one.affiliation for one in reading.descriptions.get(who[0].entity, ())]
    return [_by_table(reading, body) for body in told if body is not None]


def _can_mean(reading: Reading, mention: Mention, entity: Entity) -> bool:
    """Tell whether kind and gender allow a mention to stand for an entity."""
    if not entity.name or entity.anchor:
        return False  # a "he" whom nobody knows
    form = "nouns" if mention.is_plural else mention.form
    if entity.kind not in _KINDS_MEANT.get(form, _ALL):
        return False
    genders = {gender_of_word(mention.token), reading.genders.get(entity)}
    return genders != _BOTH_GENDERS


def _find_places(reading: Reading, word: Token, turns: Sequence[Turn]) -> dict[Entity, list[int]]:
    """Return where entities come up within reach of a word, the nearest first.

    Those behind it count if they are the subject of a clause around it: "When he left, Kim waved."
    """
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
    near = (turn for turn in turns if word.i - _REACH < turn.at < word.i)
    found.extend((turn.at, _by_table(reading, turn.entity)) for turn in near)

    places: dict[Entity, list[int]] = {}
    for at, entity in sorted(found, key=lambda pair: -pair[0]):
        if entity in places or len(places) < _MOST:
            places.setdefault(entity, []).append(at)
    return places


def tell_earlier(
    reading: Reading,
    mention: Mention,
    places: Mapping[Entity, Sequence[int]],
    who: Who,
    turns: Sequence[Turn],
) -> Iterator[tuple[Entity, tuple[str, ...]]]:
    """Yield the candidates, each with the features that hold of it.

    Args:
        reading: The document.
        mention: The word.
        places: The candidates, each with the tokens where it comes up, the nearest first.
        who: Who makes the claim.
        turns: Who has spoken within reach.
    """
    word = mention.token
    nearest = sorted(places, key=lambda entity: -max(places[entity], default=-1))
    most = max(map(reading.table.count, places), default=0)
    spoken = [_by_table(reading, turn.entity) for turn in turns if turn.at < word.i]
    parts = _list_parts(reading, who, mention.ruled)
    marks = "quoted" if reading.quoted[word.i] else "open"
    is_top = word.dep_ in SUBJECTS and word.head.dep_ in {"ROOT", "ccomp"}
    settings = (marks, "top" if is_top else "below")
    for entity, at in places.items():
        told = [f"kind {entity.kind}", f"rank {min(5, nearest.index(entity))}"]
        told += _tell_place(reading, word, at)
        told += _tell_count(reading, entity, most)
        told += [part for part, those in parts if entity in those]
        told += _tell_turns(entity, spoken)
        told += _tell_person(reading, entity)
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


def _list_parts(
    reading: Reading, who: Who, ruled: tuple[Entity, SourceRule] | None
) -> list[tuple[str, Collection[Entity]]]:
    """Return the parts that entities can have in claim and article, each with those who have it."""
    speaker = _by_table(reading, who[0].entity)
    parts: list[tuple[str, Collection[Entity]]] = [
        ("speaker", (speaker,)),
        ("body of the speaker", _find_bodies(reading, who)),
        ("main country", (reading.country,) if reading.country else ()),
    ]
    parts += [(f"prominent {n}", (entity,)) for n, entity in enumerate(reading.prominent)]
    if ruled is not None:
        entity, rule = ruled
        parts += [("rule", (entity,)), (f"rule {rule}", (entity,))]
    return parts


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
        yield "behind" if at else "far"
        return
    token = reading.doc[before[0]]
    sentences = reading.sentence_of[word.i] - reading.sentence_of[token.i]
    distance = next((name for most, name in _DISTANCES if sentences <= most), "more sentences")
    role = token.dep_ if token.dep_ in _ROLES else "other"
    if token.dep_ in SUBJECTS:
        role = "subject"
    yield from (distance, role, f"{distance}, {role}")
    paragraphs = reading.paragraph_of[word.i] - reading.paragraph_of[token.i]
    yield f"paragraphs {min(3, paragraphs)}"
    if reading.quoted[token.i] != reading.quoted[word.i]:
        yield "other side of the marks"
    elif reading.quoted[word.i]:
        yield "both quoted"


def _tell_count(reading: Reading, entity: Entity, most: int) -> Iterator[str]:
    """Yield what it tells how often an article names a candidate; the most that it names any."""
    count = reading.table.count(entity)
    yield f"share {4 * count // most if most else 0}"
    if count == most:
        yield "most named"
    if not reading.title.isdisjoint((entity.name or "").lower().split()):
        yield "in the title"


def _tell_turns(entity: Entity, spoken: Sequence[Entity]) -> Iterator[str]:
    """Yield when a candidate spoke last, of those who spoke before."""
    for name, last in (("last to speak", 1), ("spoke lately", 3), ("spoke", len(spoken))):
        if last and entity in spoken[-last:]:
            yield name
            return


def _tell_person(reading: Reading, entity: Entity) -> Iterator[str]:
    """Yield whether it is known if a person is a woman or a man."""
    if entity.kind is Kind.PERSON:
        yield "gender known" if entity in reading.genders else "gender unknown"


def _tell_likeness(reading: Reading, mention: Mention, entity: Entity) -> Iterator[str]:
    """Yield how a noun fits what the article calls a candidate."""
    yield f"{mention.noun} for {entity.kind}"
    lemma = mention.token.lemma_.lower()
    words = set(" ".join([entity.name or "", *entity.aliases]).lower().split())
    if lemma in words:
        yield "noun in the name"
    descriptions = reading.descriptions.get(entity, ())
    for description in descriptions:
        words.update(description.text.lower().split())
    if any(lemma == description.role_head for description in descriptions):
        yield "noun of the role"
    elif any(lemma in description.text.lower() for description in descriptions):
        yield "noun in a description"
    if any(lemma in office.role.split() for office in reading.offices.get(entity, ())):
        yield "noun of the office"
    before = {
        token.lower_ for token in mention.token.lefts if token.dep_ in {"amod", "compound", "nmod"}
    }
    if before and before <= words:
        yield "words before it, too"
    if entity.medium is not None and entity.medium == medium_of(lemma):
        yield "same medium"
