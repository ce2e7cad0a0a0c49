"""The names in a document: what the recogniser finds, mended by what news does with names.

doc.ents -> trimmed, cut and parted -> people by their first names -> headlines read by the names
below them
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.language.folding import fold_letters
from kg.language.words import name_words, noun_genders, nouns, small_words
from kg.model import Kind
from kg.resolution.headlines import is_headline, is_inside, swallows
from kg.resolution.lexicon import find_country, first_name_gender, is_place, medium_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

KINDS: Final[Mapping[str, Kind]] = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.ORGANIZATION,
    "NORP": Kind.GROUP,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
    "EVENT": Kind.EVENT,
    "PRODUCT": Kind.THING,
    "WORK_OF_ART": Kind.ARTEFACT,
    "LAW": Kind.ARTEFACT,
}
LONGEST_FORM: Final = 5
"""Of how many words a name may be that is looked for where the recogniser missed it."""
LONGEST_NAME: Final = 50
"""Of how many words a person's name may be at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name where it stands: tokens `[first, last)`, without titles, articles and the possessive ending.

    Attributes:
        words: Its words, case, accents and "Jr." put aside.
        gender: "f" or "m" where the title before it or its first name says so.
    """

    first: int
    last: int
    text: str
    words: tuple[str, ...]
    kind: Kind
    gender: str | None = None


def find_names(doc: Doc) -> tuple[Name, ...]:
    """The names in a document, in text order; no two overlap."""
    recognised = whole_bodies(doc, [name for found in doc.ents for name in mended(found)])
    proper = [token for token in doc if token.pos_ == "PROPN"]
    name_at = {
        index: name for name in reversed(recognised) for index in range(name.first, name.last)
    }
    people = [name for token in proper if (name := person_at(token, name_at))]
    alone = frozenset(token.text for token in proper if stands_alone(token))
    names = same_kinds(merged(recognised, people), alone)
    headlines = [(sentence.start, sentence.end) for sentence in doc.sents if is_headline(sentence)]
    plain = [name for name in names if not is_inside(name.first, headlines)]
    known = {name.text: len(name.text.split()) for name in plain}
    longest = max(known.values(), default=0)
    titled = [
        name
        for name in names
        if is_inside(name.first, headlines) and not swallows(name.text, known, longest)
    ]
    missed = missed_names(doc, [*plain, *titled], headlines)
    return same_kinds(sorted([*plain, *titled, *missed], key=lambda name: name.first), alone)


def whole_bodies(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names, those of bodies with what they are of or for: "the Court of Appeals for the Sixth Circuit"."""
    whole: list[Name] = []
    for name in names:
        if whole and name.first < whole[-1].last:
            continue  # a part of the body before it
        last = body_end(doc, name) if name.kind is Kind.ORGANIZATION else name.last
        whole.append(to_name(doc, name.first, last, name.kind) if last > name.last else name)
    return whole


def body_end(doc: Doc, name: Name) -> int:
    """Where the name of a body ends."""
    behind = [token.lower_ for token in doc[name.last : name.last + 2]]
    if name.words[-1] not in nouns("body") | name_words("body-ending") or behind[:1] not in (
        ["of"],
        ["for"],
    ):
        return name.last
    last = first = name.last + (2 if behind[1:] == ["the"] else 1)
    while last < len(doc) and doc[last].pos_ == "PROPN":
        last += 1
    return last if last > first else name.last


def stands_alone(token: Token) -> bool:
    """Whether a proper noun is used as a family name is: by itself, without an article, and doing something."""
    if token.dep_ != "nsubj" or not token.text.istitle():
        return False
    before = token.doc[token.i - 1] if token.i > 0 else None
    is_first = before is None or before.pos_ != "PROPN" or is_title(before)
    return is_first and not any(child.dep_ == "det" for child in token.children)


def to_name(doc: Doc, first: int, last: int, kind: Kind) -> Name:
    """The name that some tokens make."""
    text = " ".join(doc[first:last].text.split())
    title = doc[first - 1].lower_.rstrip(".") if first > 0 else ""
    told = noun_genders().get(title)
    by_name = first_name_gender(doc[first].text) if last > first + 1 else None
    gender = told or (by_name if by_name in {"f", "m"} else None)
    return Name(
        first=first, last=last, text=text, words=plain_words(text), kind=kind, gender=gender
    )


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a name, case and accents put aside.

    >>> plain_words("José Álvarez Jr.")
    ('jose', 'alvarez')
    """
    words = fold_letters(text).split()
    return tuple(word for word in words if word not in name_words("suffix")) or tuple(words)


def mended(found: TokenSpan) -> Iterator[Name]:
    """The names in one that the recogniser found: trimmed, cut before a verb, parted at a colon."""
    kind = KINDS.get(found.label_)
    if kind is None:
        return
    for start, end in parted(found):
        first, last = trim(found.doc, start, end)
        if first < last and not (last == first + 1 and is_no_name(found.doc[first], kind)):
            yield to_name(found.doc, first, last, kind_at(found.doc, first, last, kind))


def is_no_name(word: Token, kind: Kind) -> bool:
    """Whether a word that looks like a name says what it is: "the Republican", "a Russian", "PM", "Photographs"."""
    is_common = kind is Kind.PERSON or word.pos_ == "NOUN"
    if word.lower_ in nouns("initials") or (is_common and medium_of(word.lower_.removesuffix("s"))):
        return True
    is_noun = word.tag_ in {"NN", "NNP"} and word.dep_ not in {"compound", "amod", "nmod", "poss"}
    has_article = any(
        child.lower_ in small_words("article") for child in word.children if child.dep_ == "det"
    )
    return is_noun and has_article and word.ent_type_ == "NORP"


def kind_at(doc: Doc, first: int, last: int, kind: Kind) -> Kind:
    """The kind of a name, put right by the title before it and the list of countries."""
    before = doc[first - 1] if first > 0 else None
    titled = before is not None and before.lower_.rstrip(".") in nouns("honorific")
    if titled or is_told_of_person(doc[first:last].root):
        return Kind.PERSON
    return Kind.PLACE if find_country(" ".join(doc[first:last].text.split())) else kind


def is_told_of_person(name: Token) -> bool:
    """Whether what stands behind a name is told of people only: "Ann Lee, then chief executive", "Ann Lee, who"."""
    return any(
        (
            child.dep_ == "appos"
            and child.tag_ == "NN"
            and name.doc[name.i + 1 : name.i + 2].text
            == ","  # and no dateline: "New York (AFP) - Actress Ann Lee"
            and child.lemma_.lower() in nouns("role") - nouns("body")
        )
        or (child.dep_ == "relcl" and child.left_edge.lower_ == "who")
        for child in name.rights
    )


def parted(found: TokenSpan) -> Iterator[tuple[int, int]]:
    """The stretches of a name that are names: "Ann Lee and Bob Ray", "Lee accused him of"."""
    doc, start = found.doc, found.start
    for token in found:
        joins = token.lower_ in {"and", "&", "of", "from", "on"} and is_person(doc[start : token.i])
        if joins:
            yield start, token.i
            start = token.i + 1
        elif (
            token.i > start
            and token.text.islower()
            and token.pos_ in {"VERB", "AUX", "PRON", "SCONJ"}
        ):
            yield start, token.i
            return
    yield start, found.end


def is_person(words: TokenSpan) -> bool:
    """Whether some words are a first name and a family name."""
    is_body = len(words) not in {2, 3} or words[-1].lower_ in nouns("body")
    return not is_body and first_name_gender(words[0].text) in {"f", "m"}


def trim(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """The tokens of a name without the article and title before it and the possessive ending behind it."""
    first = max(
        [
            first,
            *(
                token.i + 1
                for token in doc[first : last - 1]
                if token.lower_.rstrip(".") in nouns("honorific")
            ),
        ]
    )
    while last > first and (doc[last - 1].tag_ == "POS" or not has_letter(doc[last - 1].text)):
        last -= 1
    while first < last and (doc[first].pos_ == "DET" or not has_letter(doc[first].text)):
        first += 1
    return first, last


def has_letter(text: str) -> bool:
    """Whether a word has a letter or a figure in it."""
    return any(character.isalnum() for character in text)


def person_at(token: Token, name_at: Mapping[int, Name]) -> Name | None:
    """The person whose first name a proper noun is and whose family name follows, if they are not recognised."""
    doc, first = token.doc, token.i
    if first_name_gender(token.text) is None or is_title(token):
        return None
    if first > 0 and first_name_gender(doc[first - 1].text) and doc[first - 1].pos_ == "PROPN":
        return None  # the name begins before it
    last = first + 1
    while last < min(len(doc), first + LONGEST_NAME) and is_name_part(doc[last]):
        last += 1
    around = name_at.get(first)
    is_known = around is not None and (around.kind is not Kind.PERSON or last <= around.last)
    is_other = doc[last - 1].lower_ in nouns("body")
    return (
        None if last < first + 2 or is_known or is_other else to_name(doc, first, last, Kind.PERSON)
    )


def is_title(token: Token) -> bool:
    """Whether a word is a title that stands before a name."""
    return token.lower_.rstrip(".") in nouns("title")


def is_name_part(token: Token) -> bool:
    """Whether a word can go on with a person's name."""
    is_word = (
        token.pos_ == "PROPN"
        and token.text[:1].isupper()
        and any(letter.islower() for letter in token.text)
    )
    return is_word or token.text in name_words("particle")


def merged(recognised: Sequence[Name], people: Sequence[Name]) -> list[Name]:
    """All names, those of the recogniser left out that share a token with a longer one of a person."""
    taken = {index for name in people for index in range(name.first, name.last)}
    kept = [name for name in recognised if not taken & set(range(name.first, name.last))]
    return sorted([*kept, *people], key=lambda name: name.first)


def same_kinds(names: Iterable[Name], alone: frozenset[str]) -> tuple[Name, ...]:
    """The names, each with the kind that its words have most often (first given wins a draw).

    A name that begins with a first name and ends with a word that is used alone, or with a person's
    family name, is that of a person; and so is the family name.
    """
    listed = tuple(names)
    votes: dict[str, Counter[Kind]] = {}
    for name in listed:
        votes.setdefault(name.text, Counter())[name.kind] += 1
    kinds = {text: counter.most_common(1)[0][0] for text, counter in votes.items()}
    kinds |= {
        text: Kind.PERSON for text, kind in kinds.items() if is_full_name(text, kind, kinds, alone)
    }
    families = {
        text.split()[-1] for text, kind in kinds.items() if kind is Kind.PERSON and " " in text
    }
    kinds |= {text: Kind.PERSON for text in families if text in kinds and not find_country(text)}
    return tuple(replace(name, kind=kinds[name.text]) for name in listed)


def is_full_name(text: str, kind: Kind, kinds: Mapping[str, Kind], alone: frozenset[str]) -> bool:
    """Whether a name is that of a person: its last word is used as a family name, or its first is a first name."""
    first, *others = text.split()
    is_written_so = all(word[:1].isupper() for word in others)
    if not others or not is_written_so or others[-1].lower() in nouns("body") or is_place(text):
        return False
    family = others[-1]
    if first_name_gender(first):
        return family in kinds or family in alone
    return kinds.get(family) is Kind.PERSON or (kind is not Kind.PLACE and family in alone)


def missed_names(
    doc: Doc, found: Sequence[Name], headlines: Sequence[tuple[int, int]]
) -> Iterator[Name]:
    """The places where a name found elsewhere, or a short form of it, stands unrecognised.

    Names of one word are looked for in headlines, and people's wherever a word can be a name.
    """
    taken = {index for name in found for index in range(name.first, name.last)}
    forms = dict(form for name in found for form in forms_of(name))
    single = {(name.text,): name.kind for name in found if " " not in name.text}
    texts = [token.text for token in doc]
    beginnings = {words[0] for words in (*forms, *single)}
    for first in (index for index, text in enumerate(texts) if text in beginnings):
        in_headline = is_inside(first, headlines)
        is_person = single.get((texts[first],)) is Kind.PERSON and doc[first].pos_ == "PROPN"
        known = forms | single if in_headline or is_person else forms
        for length in range(LONGEST_FORM, 0, -1):
            words = tuple(texts[first : first + length])
            places = set(range(first, first + length))
            if words in known and not places & taken:
                taken |= places
                yield to_name(doc, first, first + length, known[words])


def forms_of(name: Name) -> Iterator[tuple[tuple[str, ...], Kind]]:
    """What else a name of two words or more may be called: itself, a person's family name, a body's first letters."""
    words = tuple(name.text.split())
    if len(words) > 1:
        yield words, name.kind
        if name.kind is Kind.PERSON:
            yield words[-1:], name.kind
            if first_name_gender(words[0]) is None:  # "Ban" of "Ban Ki-moon"
                yield words[:1], name.kind
        elif name.kind is Kind.ORGANIZATION and len(words) > 2:  # noqa: PLR2004 - two letters abbreviate anything
            yield (acronym(name.text, small=False),), name.kind


def acronym(text: str, *, small: bool = True) -> str:
    """The first letters of a name's capitalised words, or of all its words.

    >>> acronym("Federal Bureau of Investigation", small=False), acronym("Department of Justice")
    ('FBI', 'DoJ')
    """
    return "".join(
        word[0] for word in text.split() if word[0].isupper() or (small and word[0].isalpha())
    )
