"""Find how the article describes the people and organisations it names.

"Kremlin reporter Alexander Yunashev"              a title before the name
"Michael Madden, an expert with the Stimson Centre"    an appositive behind it
"the ministry's spokeswoman, Ann Lee"              an appositive that the name stands behind
"Bo Ek, who heads the port authority"              a relative clause
"the BBC's Ann Lee", "Ann Lee of the BBC"          the body alone
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.language.words import full_nouns, nouns, officeholders
from kg.model import Entity, Kind, Medium
from kg.resolution.lexicon import find_country, is_person_noun, role_noun
from kg.resolution.phrases import (
    drop_article,
    end_of_phrase,
    find_core,
    is_cut_by_hyphen,
    words_between,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc, Span, Token

    from kg.resolution.entities import EntityTable
    from kg.resolution.names import Name

__all__ = ["BODIES", "Description", "as_body", "find_descriptions"]

BODIES: Final = frozenset({Kind.ORGANIZATION, Kind.PLACE})
"""What somebody can belong to."""
_MAKING: Final = frozenset({Kind.ORGANIZATION, Kind.ARTEFACT, Kind.THING})
"""What somebody can speak for; a paper may be taken for a work."""
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_JOINING: Final = frozenset({"of", "for"})
_JOINTS: Final = frozenset({"-", "/", "‐"})
_AFFILIATING: Final = frozenset({"with", "at", "of", "for", "from", "in"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What an article says somebody is.

    Attributes:
        at: The token of the name it stands beside.
        text: The description, verbatim.
        role: The office or trade in it; None if no noun says one.
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
            found.setdefault(entity, []).extend(_describe_name(doc, name, table))
    return {entity: tuple(told) for entity, told in found.items()}


def _describe_name(doc: Doc, name: Name, table: EntityTable) -> Iterator[Description]:
    """Yield the descriptions that stand beside one name."""
    head = doc[name.first : name.last].root
    if table.of_name[name].kind is Kind.PERSON:
        for beside in (_find_title(doc, name, table), _find_body_beside(doc, name, head, table)):
            if beside is not None:
                yield beside
    for child in head.children:
        if child.dep_ == "appos" and _says_what(child, table):
            yield _describe_phrase(doc, name.first, child, table)
        elif child.dep_ == "relcl" and child.left_edge.lower_ == "who":
            text = words_between(doc, child.left_edge.i, _end_of_clause(child))
            yield Description(at=name.first, text=text)
    before = _find_noun_before(doc, name, head)
    if before is not None:
        yield _describe_phrase(doc, name.first, before, table, end=name.first)


def _says_what(noun: Token, table: EntityTable) -> bool:
    """Tell whether an appositive says what somebody is: "a writer", "Democrat of Vermont".

    Another name does not.
    """
    if noun.pos_ == "NOUN":
        return not is_cut_by_hyphen(noun)  # "co" of "co-founder"
    if noun.pos_ != "PROPN" or not is_person_noun(noun.lower_):
        return False
    entity = table.at(noun)
    return entity is None or entity.kind is Kind.GROUP


def _find_body_beside(doc: Doc, name: Name, head: Token, table: EntityTable) -> Description | None:
    """Return the body that somebody speaks for, if no word says what they are there."""
    before = doc[max(name.first - 1, 0)]
    behind = doc[min(name.last, len(doc) - 1)]
    if before.tag_ == "POS" and before.i > 0:
        # "the BBC's Ann Lee"
        entity = table.at(doc[before.i - 1])
        first, last = before.i, name.first
        while entity is not None and table.at(doc[first - 1]) == entity:
            first -= 1
    elif behind.lower_ in _AFFILIATING and behind.head == head:
        # "Ann Lee of the BBC"
        first, last = behind.i, end_of_phrase(behind)
        entity = table.at(doc[last - 1])
    else:
        return None
    if entity is None or entity.kind not in _MAKING:
        return None
    text = words_between(doc, first, last)
    return Description(at=name.first, text=text, affiliation=as_body(entity))


def _find_noun_before(doc: Doc, name: Name, head: Token) -> Token | None:
    """Return the noun that a name behind a comma names: "attorney" of "an attorney, Bo Ek"."""
    beside = doc[name.first - 2] if name.first > 1 and doc[name.first - 1].text == "," else head
    is_enclosed = name.last < len(doc) and doc[name.last].text == ","
    if is_enclosed and beside.tag_ == "NN" and is_person_noun(beside.lemma_):
        return beside  # whatever the parser says: "Starmer and the president, Bo Ek, spoke"
    if head.dep_ != "appos":
        return None
    noun = head.head
    while noun.pos_ == "PROPN" and noun.dep_ == "pobj" and noun.head.head.pos_ in _NOUNS:
        noun = noun.head.head
    return noun if noun.tag_ == "NN" else None  # "objectors, Ann Lee and Bo Ek": not of each


def _find_title(doc: Doc, name: Name, table: EntityTable) -> Description | None:
    """Return the title before a name: "Kremlin reporter" of "Kremlin reporter Ann Lee"."""
    root = doc[name.first : name.last].root
    first = name.first
    while first > 0 and _goes_before(doc[first - 1], doc[first], root):
        first -= 1
    while first < name.first and not any(map(str.isalnum, doc[first].text)):
        first += 1
    last = name.first
    while last - 1 > first and doc[last - 1].lower_.rstrip(".") in nouns("honorific"):
        last -= 1  # "chief executive" of "chief executive Dr Ann Lee"
    if first == last:
        return None

    role = doc[last - 1]
    for token in reversed(doc[first + 1 : last]):
        if token.lower_ in _JOINING and not _names_role(token.nbor(-1)):
            first = token.i + 1  # "Justice" of "the death of Justice Ann Lee"
            break
        if token.lower_ in _JOINING:
            role = token.nbor(-1)  # "minister" of "minister of finance"
    if table.at(role) or role.pos_ not in _NOUNS or not _names_role(role):
        return None
    if role.tag_ == "NNS":
        return None  # "ministers Ann Lee and Bo Ek": of each, it says nothing in so many words
    return _part_title(doc[first:last], name, role, table)


def _names_role(noun: Token) -> bool:
    """Tell whether a word before a name says what somebody is."""
    word = noun.lower_.rstrip(".")
    if word in nouns("honorific"):
        return False
    is_title = word in nouns("title") or word in full_nouns()
    return is_title or is_person_noun(noun.lemma_) or noun.tag_ == "NN"


def _goes_before(token: Token, following: Token, root: Token) -> bool:
    """Tell whether a word can be part of the title before a name.

    Args:
        token: The word.
        following: The word behind it.
        root: The head of the name.
    """
    if following.is_sent_start:
        return False
    if token.lower_ in _JOINING:
        before = token.doc[token.i - 1]
        return token.i > 0 and before.pos_ in _NOUNS and before.text[:1].isupper()
    if token.text in _JOINTS or token.tag_ == "POS":
        return True
    is_joined = token.i > 0 and token.doc[token.i - 1].text in _JOINTS  # "Leeds-based"
    is_word = is_joined or token.pos_ in {*_NOUNS, "ADJ", "NUM"}
    return is_word and (token.text[:1].isupper() or root.is_ancestor(token))


def _part_title(title: Span, name: Name, noun: Token, table: EntityTable) -> Description:
    """Part a title into the body that it names and the role."""
    doc, first = title.doc, title.start
    body, role_first = None, first
    for token in doc[first : noun.i]:
        entity = table.at(token)
        is_of_role = f"{token.lower_} {token.nbor().lower_}" in _known_roles()  # "Home Secretary"
        if entity is not None and entity.kind in {*BODIES, Kind.GROUP} and not is_of_role:
            body, role_first = entity, token.i + 1
    while role_first < noun.i and doc[role_first].tag_ == "POS":
        role_first += 1
    role = words_between(doc, role_first, title.end)
    if role_first > first and doc[first].lower_ in nouns("past"):
        role = f"{doc[first].text} {role}"  # "former minister" of "former French minister"
    return Description(
        at=name.first,
        text=words_between(doc, first, title.end),
        role=role,
        role_head=role_noun(noun),
        affiliation=as_body(body),
    )


@cache
def _known_roles() -> frozenset[str]:
    """Return the names of offices, in small letters: "home secretary"."""
    return frozenset(row["role"].lower() for row in officeholders())


def _describe_phrase(
    doc: Doc, at: int, head: Token, table: EntityTable, end: int | None = None
) -> Description:
    """Return the description by a noun phrase: an appositive, or the noun before a name.

    The name begins at a token; the phrase ends where its clause does, if no end is given.
    """
    first, _ = find_core(head)
    affiliation, role_end = _find_body_behind(head, table)
    role_first = first
    if affiliation is None:
        affiliation, role_first = _find_body_before(doc, first, head, table)
    while role_first < head.i and doc[role_first].pos_ == "ADV":
        role_first += 1  # "then chief executive"
    return Description(
        at=at,
        text=words_between(doc, first, end or _end_of_clause(head)).rstrip(" ,"),
        role=drop_article(words_between(doc, role_first, role_end)) or None,
        role_head=role_noun(head),
        affiliation=affiliation,
    )


def _find_body_behind(head: Token, table: EntityTable) -> tuple[Entity | None, int]:
    """Return the body in "with the ...", "of the ..." behind a noun, and where its role ends."""
    affiliating = {"of"} if head.lemma_.lower() in nouns("sent") else _AFFILIATING
    for preposition in head.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in affiliating:
            body = _find_object(preposition, table)
            if body is not None and body.kind in BODIES:
                return as_body(body), preposition.i
    return None, find_core(head)[1]


def _find_object(preposition: Token, table: EntityTable) -> Entity | None:
    """Return the first entity behind a preposition that is not a modifier of another word."""
    start, end = preposition.i + 1, end_of_phrase(preposition)
    for token in preposition.doc[start:end]:
        entity = table.at(token)
        if entity is not None and _is_last_word(token, range(start, end)):
            return entity
    return None


def _find_body_before(
    doc: Doc, first: int, head: Token, table: EntityTable
) -> tuple[Entity | None, int]:
    """Return the body before a noun ("a Reuters reporter"), and where the role begins."""
    for token in reversed(doc[first : head.i]):
        entity = table.at(token)
        if entity and (entity.kind is Kind.ORGANIZATION or find_country(token.text)):
            after = token.i + 1
            return as_body(entity), after + (doc[after].tag_ == "POS")
    return None, first


def _is_last_word(token: Token, phrase: range) -> bool:
    """Tell whether a token, or the name that it belongs to, is the head of its phrase."""
    while token.head.i in phrase and token.dep_ in {"compound", "nmod"}:
        if token.head.ent_type_ != token.ent_type_:
            break
        token = token.head
    return token.dep_ in {"pobj", "conj"}


def as_body(entity: Entity | None) -> Entity | None:
    """Return an entity as the organisation somebody belongs to; a country stands for its state."""
    if entity is None or entity.kind is Kind.ORGANIZATION:
        return entity
    return Entity(name=entity.name, kind=Kind.ORGANIZATION)


def speaking(entity: Entity) -> Entity:
    """Return an entity as a source: a country speaks as a state, a work as an artefact."""
    if entity.kind in {Kind.PLACE, Kind.EVENT, Kind.THING}:
        return as_body(entity) or entity
    if entity.kind is Kind.ARTEFACT and entity.medium is None:
        return replace(entity, medium=Medium.WORK)
    return entity


def _end_of_clause(verb: Token) -> int:
    """Return where a clause or an aside ends, without closing punctuation."""
    last = verb.right_edge.i + 1
    while last > verb.i + 1 and verb.doc[last - 1].is_punct:
        last -= 1
    return last
