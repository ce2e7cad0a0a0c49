"""How the article describes the people and organisations it names: by title, appositive or relative clause.

"Kremlin reporter Alexander Yunashev"              a title before the name
"Michael Madden, an expert with the Stimson Centre"    an appositive behind it
"the ministry's spokeswoman, Ann Lee"              an appositive that the name stands behind
"Bo Ek, who heads the port authority"              a relative clause
"the BBC's Ann Lee", "Ann Lee of the BBC"          the body alone
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.language.words import full_nouns, nouns
from kg.model import Entity, Kind
from kg.resolution.lexicon import find_country, is_person_noun, role_noun
from kg.resolution.phrases import drop_article, end_of_phrase, find_core, words_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc, Token

    from kg.resolution.entities import EntityTable
    from kg.resolution.names import Name

JOINING: Final = frozenset({"of", "for"})
JOINTS: Final = frozenset({"-", "/", "‐"})
AFFILIATING: Final = frozenset({"with", "at", "of", "for", "from", "in"})
BODIES: Final = frozenset({Kind.ORGANIZATION, Kind.PLACE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What an article says somebody is.

    Attributes:
        at: The token of the name it stands beside.
        text: The description, verbatim.
        role: The office or trade in it; None where no noun says one.
        role_head: The noun of the role in the singular, lower case ("reporter").
        affiliation: The organisation in it.
    """

    at: int
    text: str
    role: str | None = None
    role_head: str | None = None
    affiliation: Entity | None = None


def find_descriptions(doc: Doc, table: EntityTable) -> Mapping[Entity, tuple[Description, ...]]:
    """Collect what the article says of every person and organisation it names, in text order."""
    found: dict[Entity, list[Description]] = {}
    for name in table.names:
        entity = table.of_name[name]
        if entity.kind in {Kind.PERSON, Kind.ORGANIZATION}:
            found.setdefault(entity, []).extend(describe(doc, name, table))
    return {entity: tuple(told) for entity, told in found.items()}


def describe(doc: Doc, name: Name, table: EntityTable) -> Iterator[Description]:
    """The descriptions that stand beside one name."""
    head = doc[name.first : name.last].root
    if table.of_name[name].kind is Kind.PERSON and (title := title_before(doc, name, table)):
        yield title
    if table.of_name[name].kind is Kind.PERSON and (body := body_beside(doc, name, head, table)):
        yield body
    for child in head.children:
        if child.dep_ == "appos" and says_what(child, table):
            yield nominal(doc, name.first, child, table)
        elif child.dep_ == "relcl" and child.left_edge.lower_ == "who":
            yield Description(
                at=name.first, text=words_between(doc, child.left_edge.i, clause_end(child))
            )
    before = described_before(doc, name, head)
    if before is not None:
        yield nominal(doc, name.first, before, table, end=name.first)


def says_what(noun: Token, table: EntityTable) -> bool:
    """Whether an appositive says what somebody is: "a writer", "Democrat of Vermont", but no other name."""
    if noun.pos_ == "NOUN":
        return True
    entity = table.at(noun)
    return (
        noun.pos_ == "PROPN"
        and is_person_noun(noun.lower_)
        and (entity is None or entity.kind is Kind.GROUP)
    )


def body_beside(doc: Doc, name: Name, head: Token, table: EntityTable) -> Description | None:
    """The body that somebody speaks for, with no word of what they are there."""
    if name.first > 1 and doc[name.first - 1].tag_ == "POS":
        entity, last = table.at(doc[name.first - 2]), name.first
        first = name.first - 1
        while table.at(doc[first - 1]) == entity:
            first -= 1
    else:
        behind = doc[name.last] if name.last < len(doc) else head
        if behind.lower_ not in AFFILIATING or behind.head != head:
            return None
        first, last = behind.i, end_of_phrase(behind)
        entity = table.at(doc[last - 1])
    if entity is None or entity.kind is not Kind.ORGANIZATION:
        return None
    return Description(at=name.first, text=words_between(doc, first, last), affiliation=entity)


def described_before(doc: Doc, name: Name, head: Token) -> Token | None:
    """The noun that a name behind a comma names: "attorney" of "an attorney for Ann Lee, Bo Ek"."""
    beside = doc[name.first - 2] if name.first > 1 and doc[name.first - 1].text == "," else head
    enclosed = name.last < len(doc) and doc[name.last].text == ","
    if beside.tag_ == "NN" and is_person_noun(beside.lemma_) and enclosed:
        return beside  # whatever the parser says: "Starmer and the president, Bo Ek, spoke"
    noun = head.head
    while noun.pos_ == "PROPN" and noun.dep_ == "pobj" and noun.head.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head.head
    return noun if noun.pos_ == "NOUN" and head.dep_ == "appos" else None


def title_before(doc: Doc, name: Name, table: EntityTable) -> Description | None:
    """The title before a name: "Kremlin reporter" of "Kremlin reporter Alexander Yunashev"."""
    root = doc[name.first : name.last].root
    first = name.first
    while first > 0 and goes_before(doc[first - 1], doc[first], root):
        first -= 1
    while first < name.first and (has_no_letter(doc[first])):
        first += 1
    title = doc[first : name.first]
    role = next(
        (title[n - 1] for n, token in enumerate(title) if n and token.lower_ in JOINING),
        title[-1] if title else None,
    )
    if role is None or table.at(role) or role.pos_ not in {"NOUN", "PROPN"} or not names_role(role):
        return None
    return titled(doc, name, first, role, table)


def names_role(noun: Token) -> bool:
    """Whether a word before a name says what somebody is."""
    word = noun.lower_.rstrip(".")
    is_title = word in nouns("title") or word in full_nouns() or is_person_noun(noun.lemma_)
    return word not in nouns("honorific") and (is_title or noun.tag_ == "NN")


def goes_before(token: Token, following: Token, root: Token) -> bool:
    """Whether a word can be part of the title before a name with the given root; `following` is the word behind."""
    if following.is_sent_start:
        return False
    if token.lower_ in JOINING:
        return (
            token.i > 0
            and token.nbor(-1).pos_ in {"NOUN", "PROPN"}
            and token.nbor(-1).text[:1].isupper()
        )
    is_joint = token.text in JOINTS
    is_word = token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} and (
        token.text[:1].isupper() or root.is_ancestor(token)
    )
    return is_joint or token.tag_ == "POS" or is_word


def has_no_letter(token: Token) -> bool:
    """Whether a word is a mark or a space."""
    return not any(letter.isalnum() for letter in token.text)


def titled(doc: Doc, name: Name, first: int, noun: Token, table: EntityTable) -> Description:
    """A title, parted into the body it names and the role."""
    bodies = [
        token.i
        for token in doc[first : noun.i]
        if (entity := table.at(token)) and entity.kind in {*BODIES, Kind.GROUP}
    ]
    role_first = bodies[-1] + 1 if bodies else first
    while role_first < noun.i and doc[role_first].tag_ == "POS":
        role_first += 1
    return Description(
        at=name.first,
        text=words_between(doc, first, name.first),
        role=words_between(doc, role_first, name.first),
        role_head=role_noun(noun),
        affiliation=as_body(table.at(doc[bodies[-1]])) if bodies else None,
    )


def nominal(
    doc: Doc, at: int, head: Token, table: EntityTable, end: int | None = None
) -> Description:
    """A description by a noun phrase: an appositive, or the noun before a name, which is its end."""
    first, _ = find_core(head)
    affiliation, role_end = affiliation_behind(head, table)
    role_first = first
    if affiliation is None:
        affiliation, role_first = affiliation_before(doc, first, head, table)
    return Description(
        at=at,
        text=words_between(doc, first, end or clause_end(head)).rstrip(" ,"),
        role=drop_article(words_between(doc, role_first, role_end)) or None,
        role_head=role_noun(head),
        affiliation=affiliation,
    )


def affiliation_behind(head: Token, table: EntityTable) -> tuple[Entity | None, int]:
    """The body in "with the ...", "of the ..." behind a noun, and where the role before it ends."""
    for preposition in head.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in AFFILIATING:
            objects = doc_tokens(preposition, end_of_phrase(preposition))
            body = next(
                (
                    entity
                    for token in objects
                    if (entity := table.at(token)) and is_last_word(token, objects)
                ),
                None,
            )
            if body and body.kind in BODIES:
                return as_body(body), preposition.i
    return None, find_core(head)[1]


def affiliation_before(
    doc: Doc, first: int, head: Token, table: EntityTable
) -> tuple[Entity | None, int]:
    """The body before a noun ("the ministry's", "Reuters" of "a Reuters reporter"), and where the role begins."""
    for token in reversed(doc[first : head.i]):
        entity = table.at(token)
        if entity and (entity.kind is Kind.ORGANIZATION or find_country(token.text)):
            after = token.i + 1
            return as_body(entity), after + (doc[after].tag_ == "POS")
    return None, first


def doc_tokens(preposition: Token, end: int) -> list[Token]:
    """The tokens behind a preposition up to an end."""
    return list(preposition.doc[preposition.i + 1 : end])


def is_last_word(token: Token, phrase: list[Token]) -> bool:
    """Whether the token is, or belongs to the name that is, the head of its phrase and no modifier in it."""
    inside = {other.i for other in phrase}
    while (
        token.head.i in inside
        and token.dep_ in {"compound", "nmod"}
        and token.head.ent_type_ == token.ent_type_
    ):
        token = token.head
    return token.dep_ in {"pobj", "conj"}


def as_body(entity: Entity | None) -> Entity | None:
    """An entity in its part as the organisation somebody belongs to; a country stands for its state."""
    if entity is None or entity.kind is Kind.ORGANIZATION:
        return entity
    return Entity(name=entity.name, kind=Kind.ORGANIZATION)


def clause_end(verb: Token) -> int:
    """Where a clause or an aside ends: its last token, closing punctuation left out."""
    last = verb.right_edge.i + 1
    while last > verb.i + 1 and verb.doc[last - 1].is_punct:
        last -= 1
    return last
