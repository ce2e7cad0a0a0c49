"""What one pass over a document tells all the rules of resolution: its names, its descriptions, its quotations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from kg.model import Entity, Kind
from kg.resolution.descriptions import find_descriptions
from kg.resolution.entities import EntityTable, find_entities
from kg.resolution.lexicon import FEMALE, INITIALS, MALE, is_person_noun, medium_of, role_noun
from kg.resolution.phrases import span_of
from kg.resolution.places import country
from kg.statements.frames import quotations_of, tokens_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from kg.annotation import AnnotatedDocument
    from kg.model import Document, Span
    from kg.resolution.descriptions import Description

PRONOUN_GENDER: Final = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f", "hers": "f"}
STATES: Final = frozenset({"country", "nation", "state", "regime", "kingdom"})
FIRMS: Final = frozenset(
    "airline bank charity club company firm group maker manufacturer organisation organization retailer union".split()
)
CLEAR_LEAD: Final = 1.5
"""How many times as often as any other a country must be named for "the country" to mean it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document as the rules see it.

    Attributes:
        table: Who the names stand for.
        descriptions: What the article says somebody is.
        genders: "f" or "m" for the people of whom a role, a title, the first name or the pronouns of the text say it.
        quoted: For each token, whether it stands in quotation marks.
        sentence_of: For each token, the number of its sentence; `paragraph_of`, that of its paragraph.
    """

    document: Document
    doc: Doc
    table: EntityTable
    descriptions: Mapping[Entity, tuple[Description, ...]]
    genders: Mapping[Entity, str]
    quoted: Sequence[bool]
    sentence_of: Sequence[int]
    paragraph_of: Sequence[int]


def read_through(annotated: AnnotatedDocument) -> Reading:
    """Collect what the rules need."""
    doc, table = annotated.doc, find_entities(annotated.doc)
    descriptions = find_descriptions(doc, table)
    starts = {span.start for span in annotated.document.paragraphs}
    marked = {index for quotation in quotations_of(annotated) for index in tokens_in(annotated, quotation.spans)}
    return Reading(
        document=annotated.document,
        doc=doc,
        table=table,
        descriptions=descriptions,
        genders=find_genders(doc, table, descriptions),
        quoted=[token.i in marked for token in doc],
        sentence_of=numbered(token.is_sent_start is True for token in doc),
        paragraph_of=numbered(token.idx in starts for token in doc),
    )


def numbered(starts: Iterable[bool]) -> list[int]:
    """The number of the stretch that each token is in, given where stretches begin.

    >>> numbered([True, False, True, False])
    [1, 1, 2, 2]
    """
    return list(accumulate(map(int, starts)))


def find_genders(
    doc: Doc, table: EntityTable, descriptions: Mapping[Entity, tuple[Description, ...]]
) -> dict[Entity, str]:
    """What the text tells of the gender of people: a role before a title or first name, those before pronouns."""
    found = by_pronouns(doc, table)
    named: dict[Entity, Counter[str]] = {}
    for name in table.names:
        if name.gender:
            named.setdefault(table.of_name[name], Counter())[name.gender] += 1
    found |= {entity: votes.most_common(1)[0][0] for entity, votes in named.items()}
    for entity, told in descriptions.items():
        roles = {description.role_head for description in told}
        if roles & (FEMALE | MALE):
            found[entity] = "f" if roles & FEMALE else "m"
    return found


def by_pronouns(doc: Doc, table: EntityTable) -> dict[Entity, str]:
    """The people whom the text plainly calls "he" or "she": the pronoun follows the name, no other name between."""
    votes: dict[Entity, Counter[str]] = {}
    for sentence in doc.sents:
        last = None
        for token in sentence:
            entity = table.at(token)
            if entity and entity.kind is Kind.PERSON:
                last = entity
            elif last and token.lower_ in PRONOUN_GENDER:
                votes.setdefault(last, Counter())[PRONOUN_GENDER[token.lower_]] += 1
    return {entity: vote.most_common(1)[0][0] for entity, vote in votes.items() if is_plain(vote)}


def gender_of_word(token: Token) -> str | None:
    """The gender that a pronoun or a noun tells."""
    noun = token.lemma_.lower()
    told = "f" if noun in FEMALE else "m" if noun in MALE else None
    return PRONOUN_GENDER.get(token.lower_, told)


def is_plain(vote: Counter[str]) -> bool:
    """Whether one side has at least twice the votes of the other."""
    return max(vote.values()) >= 2 * min(vote["f"], vote["m"])


def definite(reading: Reading, noun: Token) -> tuple[Entity, str] | None:
    """Who "the reporter", "the company" or "the country" is, with the rule that says so; None unless it is plain."""
    articled = any(child.lower_ in {"the", "this", "that"} for child in noun.children if child.dep_ == "det")
    if not articled and noun.lower_ not in INITIALS:
        return None
    if noun.tag_ in {"NNS", "NNPS"}:
        return None
    if noun.lemma_.lower() in STATES:
        state = main_country(reading)
        return (state, "main-country") if state else None
    before, behind = (described_as(reading, noun, later=later) for later in (False, True))
    described = before or behind
    return (described.pop(), "described-as") if len(described) == 1 else named_by_head(reading, noun)


def described_as(reading: Reading, noun: Token, *, later: bool) -> set[Entity]:
    """The people and bodies that the text describes as a noun has it, before the noun or behind it."""
    return {
        entity
        for entity, descriptions in reading.descriptions.items()
        for description in descriptions
        if (description.at > noun.i) == later and is_described(reading, noun, description)
    }


def shared_description(reading: Reading, noun: Token, entity: Entity) -> tuple[bool, float]:
    """Whether the text gives somebody the role that a noun names, and the share of the words before it told of them."""
    told = [description for description in reading.descriptions.get(entity, ()) if description.at < noun.i]
    words = {token.lower_ for token in noun.lefts if token.dep_ in {"amod", "compound", "nmod"}}
    known = {word for description in told for word in description.text.lower().split()}
    role = any(description.role_head == role_noun(noun) for description in told)
    return role, len(words & known) / len(words) if words else 0.0


def is_of_another_country(reading: Reading, noun: Token, entity: Entity) -> bool:
    """Whether a noun names a country ("the French president"), and the text tells another of somebody."""
    named = {found for token in noun.lefts if (found := country(token.text))}
    told = (description.affiliation for description in reading.descriptions.get(entity, ()))
    known = {found for body in told if body and body.name and (found := country(body.name))}
    return bool(named and known and not named & known)


def is_described(reading: Reading, noun: Token, description: Description) -> bool:
    """Whether a noun repeats a description: its role or party and, where it names one, its body."""
    party = noun.ent_type_ == "NORP" and noun.lower_ in description.text.lower().split()
    if description.role_head != role_noun(noun) and not party:
        return False
    bodies = {entity.name for token in noun.lefts for part in token.subtree if (entity := reading.table.at(part))}
    return not bodies or (description.affiliation is not None and description.affiliation.name in bodies)


def named_by_head(reading: Reading, noun: Token) -> tuple[Entity, str] | None:
    """The only organisation named before whose name has the noun in it: "the ministry" for "Ministry of Defence"."""
    word = noun.lemma_.lower()
    if medium_of(word):
        return None
    if is_person_noun(word):
        return only_one(reading, noun)
    fitting = {
        reading.table.of_name[name]
        for name in reading.table.names
        if name.last <= noun.i and word in name.words and name.kind in {Kind.ORGANIZATION, Kind.PLACE}
    }
    return (fitting.pop(), "head-in-name") if len(fitting) == 1 else only_one(reading, noun)


def only_one(reading: Reading, noun: Token) -> tuple[Entity, str] | None:
    """The only woman, man or company that was named before, if the noun tells that it is one."""
    told = gender_of_word(noun)
    before = {
        reading.table.of_name[name]
        for name in reading.table.names
        if name.last <= noun.i and not reading.quoted[name.first]
    }
    if told:
        fitting = [one for one in before if one.kind is Kind.PERSON and reading.genders.get(one) == told]
    elif noun.lemma_.lower() in FIRMS:
        fitting = [one for one in before if one.kind is Kind.ORGANIZATION]
    else:
        return None
    return (fitting[0], "only-one") if len(fitting) == 1 else None


def main_country(reading: Reading) -> Entity | None:
    """The country that the article is about, if it names one far more often than any other."""
    named = {entity for entity in reading.table.of_name.values() if entity.name and country(entity.name)}
    ranking = sorted(((reading.table.count(entity), entity.name or "", entity) for entity in named), reverse=True)
    if not ranking or (len(ranking) > 1 and ranking[0][0] < CLEAR_LEAD * ranking[1][0]):
        return None
    return ranking[0][2]


def anchor(token: Token) -> Span:
    """The code points of one token."""
    return span_of(token.doc, token.i, token.i + 1)
