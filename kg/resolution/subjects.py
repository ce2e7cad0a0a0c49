"""What a claim is about, its grammatical subject, and every other entity it mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.words import nouns, small_words
from kg.model import Entity, Kind, Medium
from kg.resolution.antecedents import SUBJECTS
from kg.resolution.lexicon import medium_of
from kg.resolution.phrases import conjuncts, core, without_article, words
from kg.resolution.pronouns import antecedent
from kg.resolution.reading import definite
from kg.resolution.sources import named_by_owner, owner_entity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from kg.model import Statement
    from kg.resolution.reading import Reading
    from kg.resolution.turns import Turn

SUBJECT_LIKE: Final = SUBJECTS | {"expl"}
FINITE: Final = frozenset({"VBD", "VBP", "VBZ"})
ACTS: Final = frozenset("act action decision gesture measure move practice step tactic".split())
"""Nouns that in apposition name what the clause before tells: "guards wiped the chair, a move that ..."."""
PARTS: Final = frozenset(
    "armrest axle back backrest blade bonnet bow brake bumper cabin cable chimney corner deck door edge engine floor "
    "frame gear handle hinge hull keel lid mast motor pillar propeller roof rudder screen seat shell side stern "
    "surface tail tyre wall wheel window wing".split()
)
"""Parts of things; what is said of them is said of the whole."""


def find_subjects(
    reading: Reading,
    statement: Statement,
    content: Sequence[Token],
    speaker: Entity,
    turns: Sequence[Turn],
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """What a claim is about, and what else it mentions; no entity in both.

    Args:
        reading: The document.
        statement: The statement that states the claim.
        content: The tokens of its content.
        speaker: Who says it, and so is "I" in it.
        turns: The sources of the document, for the pronouns.
    """
    turns = (
        turns if speaker.kind is Kind.PERSON else ()
    )  # what is told by nobody goes on with the story, not with who spoke
    nouns = [part for noun in subjects(content) for part in (noun, *told_of(noun, content))]
    about = {
        entity: None
        for noun in nouns
        if (entity := subject(reading, noun, content, speaker, turns))
    }
    named = [
        entity for span in statement.content for entity in reading.table.within(reading.doc, span)
    ]
    meant = [entity for token in content if (entity := referent(reading, token, speaker, turns))]
    mentions = dict.fromkeys(entity for entity in (*named, *meant) if entity not in about)
    return tuple(about), tuple(mentions)


def subjects(content: Sequence[Token]) -> Iterator[Token]:
    """The nouns that a content is about: the subjects of its main clauses, or the noun that it consists of.

    "The chair was scrubbed and a table cleaned" is about the chair and the table.
    """
    inside = {token.i for token in content}
    for token in content:
        top = token.head.i not in inside or token.head.i == token.i
        if not top or token.is_punct or token.pos_ not in {"VERB", "AUX", "NOUN", "PROPN", "PRON"}:
            continue
        is_clause = token.pos_ in {"VERB", "AUX"}
        nouns = [] if is_clause else [topic(token, inside)]
        nouns += [noun for verb in clauses(token, inside) for noun in subject_of(verb, inside)]
        for noun in nouns:
            yield noun
            yield from conjuncts(noun, inside)
        if nouns:
            return


def clauses(top: Token, inside: set[int]) -> Iterator[Token]:
    """The verbs of a sentence: the one at its top, and those joined to it, which a noun may be by mistake."""
    if top.pos_ in {"VERB", "AUX"}:
        yield top
    for child in top.children:
        if child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"} and child.i in inside:
            yield from clauses(child, inside)


def told_of(noun: Token, content: Sequence[Token]) -> Iterator[Token]:
    """What a noun says that it is about: the health of "efforts to hide clues about his health"."""
    inside = {token.i for token in content}
    for token in noun.subtree:
        if (
            token.i in inside
            and token.lower_ == "about"
            and token.dep_ == "prep"
            and token.head.pos_ == "NOUN"
        ):
            yield from (child for child in token.children if child.dep_ == "pobj")


def subject_of(verb: Token, inside: set[int]) -> list[Token]:
    """The noun that a clause has as its subject, if it has one; what "there is" stands before.

    There are more if "and" joins them, though the parse may give each to the verb.
    """
    found = [child for child in verb.children if child.dep_ in SUBJECT_LIKE and child.i in inside]
    if found and found[0].dep_ == "expl":
        found = [child for child in verb.children if child.dep_ in {"attr", "nsubj"}]
    joined = bool(found) and any(child.dep_ == "cc" for child in found[0].children)
    return found if joined else found[:1]


def topic(noun: Token, inside: set[int]) -> Token:
    """What a noun that shows something shows: "staff" of "video of staff cleaning the room"."""
    if medium_of(noun.lemma_):
        for preposition in noun.children:
            shown = [
                child
                for child in preposition.children
                if child.dep_ in {"pobj", "pcomp"} and child.i in inside
            ]
            if preposition.lower_ in {"of", "showing"} and shown:
                return next(
                    (child for child in shown[0].children if child.dep_ == "nsubj"), shown[0]
                )
    return noun


def subject(
    reading: Reading, noun: Token, content: Sequence[Token], speaker: Entity, turns: Sequence[Turn]
) -> Entity | None:
    """The entity that a subject stands for; None for a word that stands for nothing plain."""
    known = referent(reading, noun, speaker, turns) or reading.table.at(noun)
    if known is not None:
        return known
    if thing := thing_meant(reading, noun):
        return thing
    if noun.lower_ in small_words("empty") or noun.pos_ == "PRON" or noun.tag_ in FINITE:
        return None
    if (
        is_bare(noun)
        and noun.dep_ not in SUBJECT_LIKE
        and (owner := owned_by(reading, noun, turns))
    ):
        return owner
    kind, medium = kind_of(noun)
    name = named_by_owner(
        reading, noun, turns, named_part(noun) if kind is Kind.THING else core(noun)
    )
    return Entity(name=with_participle(noun, name, content), kind=kind, medium=medium)


def thing_meant(reading: Reading, noun: Token) -> Entity | None:
    """The thing that "a move", "it" in a quotation, or a part of it stands for."""
    if act := act_before(noun):
        return Entity(name=act, kind=Kind.THING)
    is_it = noun.lower_ == "it" and reading.quoted[noun.i]
    thing = thing_before(reading, noun) if is_it else whole_of(noun)
    return (
        Entity(name=without_article(words(reading.doc, *core(thing))), kind=Kind.THING)
        if thing
        else None
    )


def act_before(noun: Token) -> str | None:
    """What "a move" behind a comma or a dash was: "wiping down" of "wiping down all, a move analysts call strict"."""
    first = noun.left_edge
    if (
        noun.lemma_ not in ACTS
        or first.lower_ not in {"a", "an"}
        or not first.i
        or not first.nbor(-1).is_punct
    ):
        return None
    verb = noun.head
    while verb.pos_ != "VERB" and verb.head != verb:
        verb = verb.head
    particle = next((child.i for child in verb.rights if child.dep_ == "prt"), verb.i)
    return words(verb.doc, verb.i, particle + 1) if verb.i < first.i else None


def thing_before(reading: Reading, pronoun: Token) -> Token | None:
    """What "it" in a quoted sentence stands for: what "it" was in the sentence before, else the subject of that."""
    first = pronoun.sent.start
    while first and not has_word(reading.doc[first - 1].sent, reading):
        first = reading.doc[first - 1].sent.start
    if not first:
        return None
    sentence = reading.doc[first - 1].sent
    things = [
        token
        for token in sentence
        if token.tag_ == "NN" and reading.quoted[token.i] and is_bare(token)
    ]
    again = next(
        (token for token in sentence if token.lower_ == "it" and token.dep_ == "dobj"), None
    )
    if again is not None:
        return next(
            (token for token in reversed(things) if token.i < again.i and token.dep_ == "dobj"),
            None,
        )
    return next(
        (token for token in things if token.dep_ in SUBJECTS and token.head.dep_ == "ROOT"), None
    )


def has_word(sentence: TokenSpan, reading: Reading) -> bool:
    """Whether some words of a sentence are quoted."""
    return any(reading.quoted[token.i] and token.is_alpha for token in sentence)


def whole_of(noun: Token) -> Token | None:
    """The thing that a part belongs to, if its owner is one: the chair of "the chair's backrest and armrests"."""
    if noun.lemma_ not in PARTS:
        return None
    if noun.i > 1 and noun.nbor(-1).lower_ == "and" and noun.nbor(-2).lemma_ in PARTS:
        noun = noun.nbor(-2)
    return next(
        (child for child in noun.children if child.dep_ == "poss" and child.tag_ == "NN"), None
    )


def named_part(noun: Token) -> tuple[int, int]:
    """The tokens `[first, last)` that name a thing: "garbage bags" of "the requisite garbage bags of waste near it".

    A compound is a name by itself; any other noun keeps its adjectives and what it is of.
    """
    first, last = core(noun)
    if any(child.dep_ == "poss" for child in noun.children):
        return first, last
    compounds = [
        child for child in noun.lefts if child.dep_ == "compound" and child.left_edge.i >= first
    ]
    if compounds:
        return compounds[0].left_edge.i, noun.i + 1
    if last > noun.i + 1 and noun.nbor().lower_ != "of":
        return first, noun.i + 1
    return first, last


def referent(
    reading: Reading, token: Token, speaker: Entity, turns: Sequence[Turn]
) -> Entity | None:
    """Who a pronoun or a description stands for, where that is plain."""
    word = token.lower_
    if word in small_words("first-person"):
        return speaker if speaker.name else None
    if word in small_words("he-or-she") and not reading.quoted[token.i]:
        found = antecedent(reading, token, turns)
        return found.entity if found else None
    if (
        word in small_words("it") | small_words("they")
        and speaker.name
        and not reading.quoted[token.i]
    ):
        found = antecedent(reading, token, turns)
        return speaker if found and found.entity == speaker else None
    plain = definite(reading, token) if token.pos_ == "NOUN" else None
    return plain[0] if plain else None


def is_bare(noun: Token) -> bool:
    """Whether a noun names neither people nor a document, but something that is its owner's."""
    return kind_of(noun)[0] is Kind.THING


def owned_by(reading: Reading, noun: Token, turns: Sequence[Turn]) -> Entity | None:
    """Whose thing it is."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    return (
        (reading.table.at(owner) or owner_entity(reading, owner, turns))
        if owner is not None
        else None
    )


def kind_of(noun: Token) -> tuple[Kind, Medium | None]:
    """What a common noun stands for when a claim is about it."""
    lemma = noun.lemma_.lower()
    medium = medium_of(lemma)
    if medium is not None:
        return Kind.ARTEFACT, medium
    if lemma in nouns("collective") or (lemma in nouns("role") and noun.tag_ in {"NNS", "NNPS"}):
        return Kind.GROUP, None
    if lemma in nouns("body"):
        return Kind.ORGANIZATION, None
    return (Kind.UNNAMED if lemma in nouns("role") else Kind.THING), None


def with_participle(noun: Token, name: str, content: Sequence[Token]) -> str:
    """The name with the participle right behind it, unless its owner tells who it is: "staff accompanying the king"."""
    if any(child.dep_ == "poss" for child in noun.children):
        return name
    last = core(noun)[1]
    inside = {token.i for token in content}
    if (clause := taken_for_verb(noun)) is not None:
        return f"{name} {words(noun.doc, last, clause)}"
    for child in noun.children:
        if (
            child.dep_ == "acl"
            and child.left_edge.i == last
            and child.right_edge.i in inside
            and child.tag_ in {"VBG", "VBN"}
        ):
            return f"{name} {words(noun.doc, last, child.right_edge.i + 1)}"
    return name


def taken_for_verb(noun: Token) -> int | None:
    """Where the participle behind a subject ends that the parse takes for its verb: "staff | serving him | hid it"."""
    participle = noun.head
    if participle.tag_ != "VBG" or participle.i != noun.i + 1 or noun.dep_ != "nsubj":
        return None
    joined = {
        child.dep_: child for child in participle.children if child.dep_ in {"aux", "cc", "conj"}
    }
    verb = joined.get("conj")
    return (
        verb.left_edge.i if verb is not None and verb.tag_ in FINITE and len(joined) == 1 else None
    )
