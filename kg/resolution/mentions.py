"""Whom the words for a source name: the people among them, else the heads of their noun phrases."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words, nouns
from kg.model import Kind
from kg.resolution.descriptions import BODIES
from kg.resolution.lexicon import is_person_noun, role_noun
from kg.resolution.phrases import find_conjuncts, find_heads, is_one_group
from kg.statements.syntax import find_child

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.resolution.names import Name
    from kg.resolution.reading import Reading

_SINGULAR: Final = frozenset({"NN", "NNP"})
_TITLE_TAGS: Final = _SINGULAR | {"JJ", "VBG", "CC", "DT", "POS", "HYPH"}
"""What the title before a name is made of: "the group's vice-chair and managing director"."""
_OF_BODY: Final = frozenset({"of", "at", "for", "to"})
_JOINING: Final = frozenset({("such", "as"), ("along", "with"), ("together", "with")})
_NAMED: Final = frozenset({Kind.PERSON, Kind.ORGANIZATION})
_FROM: Final = frozenset({"by", "from", "of"})
_NAMING: Final = frozenset({"oprd", "dobj", "attr"})
_CLOSING: Final = frozenset(",(–—")
"""What stands behind a name that a description follows."""


def find_mentions(reading: Reading, tokens: Sequence[Token]) -> list[Token]:
    """Return those whom a source consists of, a token each.

    These are the people it names, else the heads of its noun phrases; and who is named as one of
    them: "some senators, including Ann Lee".
    """
    found = _find_told(reading, tokens)
    return list(dict.fromkeys([*found, *_find_included(reading, tokens)]))


def _find_included(reading: Reading, tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the names behind "including", "such as" and "along with" in a source."""
    inside = {token.i for token in tokens}
    for before, token in pairwise(tokens):
        if token.lower_ != "including" and (before.lower_, token.lower_) not in _JOINING:
            continue
        noun = find_child(token, "pobj")
        for one in () if noun is None else (noun, *find_conjuncts(noun, inside)):
            entity = reading.table.at(one)
            if entity is not None and entity.kind in _NAMED:
                yield one


def _find_told(reading: Reading, tokens: Sequence[Token]) -> list[Token]:
    """Return the people whom a source names, else the heads of its noun phrases."""
    heads = [_find_author(head) or head for head in find_heads(tokens)]
    found = [_find_called(reading, head) or head for head in heads]
    people = _find_people(reading, tokens)
    if not people and is_one_group(found):
        return found[:1]
    if len(people) != 1:
        return people or found

    name = reading.table.of_token[people[0].i]
    told = [head for head in found if _is_told_of(reading, head, name)]
    if not told and people[0] not in found:
        return people  # taken apart by the parser: "Ann Lee, advocate at the court, said"
    others = [head for head in found if head not in told and head.i not in _places(name)]
    free = [head for head in others if not _is_led(reading, head, name)]
    return sorted([*people, *free], key=lambda token: token.i)


def _is_led(reading: Reading, head: Token, name: Name) -> bool:
    """Tell whether a body stands behind the office that somebody holds: "Ann Lee, Chairman SBN"."""
    body = reading.table.of_token.get(head.i)
    return body is not None and body.first > name.last and _is_role(reading.doc[body.first - 1])


def _find_author(noun: Token) -> Token | None:
    """Return whose word a source is: Acme's, if it is "a statement from Acme", "Acme's account"."""
    if noun.lower_ == "account":
        return find_child(noun, "poss")
    if noun.lower_ != "statement":
        return None
    for preposition in noun.rights:
        if preposition.lower_ in _FROM:
            return find_child(preposition, "pobj")
    return None


def _find_called(reading: Reading, noun: Token) -> Token | None:
    """Return the name behind a noun: of "the record company Acme", "a man called Bo Ek"."""
    behind = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    is_body = noun.lemma_.lower() in nouns("body") | nouns("collective") | nouns("firm")
    if is_body and reading.table.at(behind) is not None:
        return behind
    for verb in noun.rights:
        if verb.dep_ == "acl" and verb.lemma_.lower() in cue_words("naming"):
            for name in verb.rights:
                if reading.table.at(name) is not None and name.dep_ in _NAMING:
                    return name
    return None


def _is_told_of(reading: Reading, head: Token, name: Name) -> bool:
    """Tell whether a noun beside a name says who that is: "Chairman and Director Ann Lee"."""
    if reading.table.at(head) is not None or head.tag_ not in _SINGULAR:
        return False
    root = reading.doc[name.first : name.last].root
    if root.dep_ == "appos" and root.head == head:
        return True  # "the group's director, Ann Lee"
    if any(child.dep_ == "det" for child in head.children):
        return False
    return _is_role(head) or head.i in range(_start_of_title(reading, name), name.first)


def _is_role(noun: Token) -> bool:
    """Tell whether a noun stands for a person by office, trade or relation."""
    return is_person_noun(role_noun(noun)) or noun.lower_ in nouns("initials")


def _places(name: Name) -> range:
    """Return the tokens of a name."""
    return range(name.first, name.last)


def _find_people(reading: Reading, tokens: Sequence[Token]) -> list[Token]:
    """Return the last words of people's names, unless they only say whose or of whom it is."""
    names = dict.fromkeys(reading.table.of_token.get(token.i) for token in tokens)
    return [
        reading.doc[name.last - 1]
        for name in names
        if name and name.kind is Kind.PERSON and _stands_free(reading, name, tokens)
    ]


def _stands_free(reading: Reading, name: Name, tokens: Sequence[Token]) -> bool:
    """Tell whether a phrase is about a name, which is not part of another's description."""
    doc, inside = reading.doc, {token.i for token in tokens}
    if name.last in inside and doc[name.last].tag_ == "POS":
        return name.last == tokens[-1].i  # "Ann Lee's lawyer" is not she
    if _opens_phrase(reading, name, tokens) or _follows_title(reading, name, inside):
        return True
    root = doc[name.first : name.last].root
    while root.dep_ in {"appos", "conj"} and root.head.i in inside:
        if root.dep_ == "appos" and root.head.dep_ == "pobj":
            return True  # "an attorney for Ann Lee, Bo Ek"
        if root.dep_ == "appos" and _is_described_before(root):
            return False  # "Bo Ek, editor of the daily, La Stampa"
        root = root.head
    return root.head.i not in inside


def _is_described_before(name: Token) -> bool:
    """Tell whether a description stands between a name and the one that it is said beside."""
    between = name.doc[name.head.i + 1 : name.i]
    return any(word.dep_ == "appos" and word.tag_ == "NN" for word in between)


def _opens_phrase(reading: Reading, name: Name, tokens: Sequence[Token]) -> bool:
    """Tell whether a source begins with a name that a description follows, however it is parsed."""
    before = reading.doc[tokens[0].i : name.first]
    is_first = all(token.lower_.rstrip(".") in nouns("title") for token in before)
    return is_first and reading.doc[name.last : name.last + 1].text in _CLOSING


def _follows_title(reading: Reading, name: Name, inside: set[int]) -> bool:
    """Tell whether a source begins with the title of somebody whose name follows.

    So do "former captain Ann Lee" and "chief executive of Acme Foods Ann Lee", but not "a friend of
    captain Ann Lee".
    """
    first = _start_of_title(reading, name)
    if first == name.first or first not in inside:
        return False
    before = reading.doc[first - 1]
    return before.i not in inside or before.text == "," or _ends_body(before)


def _ends_body(joint: Token) -> bool:
    """Tell whether a title goes on with what a body is for: "the board for Asia chief Ann Lee"."""
    goes_on = joint.lower_ == "for" and joint.nbor(1).pos_ == "PROPN"
    return goes_on and joint.head.lower_ in nouns("body")


def _start_of_title(reading: Reading, name: Name) -> int:
    """Return the token with which the title before a name begins; that of the name without one."""
    doc, last = reading.doc, name.first - 1
    body = reading.table.of_token.get(last)
    if body is not None and body.kind in BODIES:
        last = body.first - 1
        last -= doc[last].tag_ == "DT"
        last -= doc[last].lower_ in _OF_BODY
    if last < 0 or doc[last].tag_ not in _SINGULAR or not _is_role(doc[last]):
        return name.first
    first = last
    while first > doc[name.first].sent.start and doc[first - 1].tag_ in _TITLE_TAGS:
        first -= 1
    return first
