"""The names in a document: what the recogniser finds, mended by what news does with names.

doc.ents -> trimmed, cut and parted -> people by their first names -> headlines read by the names
below them
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.documents.captions import find_credits_within
from kg.language.folding import fold_letters
from kg.language.words import name_words, noun_genders, nouns, small_words
from kg.model import Kind, Span
from kg.resolution.headlines import is_headline, is_inside, swallows_name
from kg.resolution.lexicon import find_country, first_name_gender, medium_of
from kg.resolution.name_kinds import decide_kinds
from kg.statements.near import find_touched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

_KINDS: Final[Mapping[str, Kind]] = {
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
_LONGEST_FORM: Final = 5
"""How many words a name may have that is looked for where the recogniser missed it."""
_LONGEST_NAME: Final = 50
"""How many words a person's name may have."""
_LEAST_ABBREVIATED: Final = 3
"""How many words the name of a body has that goes by its first letters; two abbreviate anything."""
_CLAUSE_WORDS: Final = frozenset({"VERB", "AUX", "PRON", "SCONJ"})
"""What ends a name if it is written in small letters: "Lee accused him of"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name where it stands: tokens `[first, last)`, without title, article and possessive ending.

    Attributes:
        words: Its words in small letters, without accents and "Jr.".
        gender: "f" or "m" where the title before it or its first name says so.
    """

    first: int
    last: int
    text: str
    words: tuple[str, ...]
    kind: Kind
    gender: str | None = None


def find_names(doc: Doc) -> tuple[Name, ...]:
    """Return the names in a document, in text order; no two overlap.

    Those in the credit of a picture amid a text name nobody whom the text speaks of.
    """
    names = decide_kinds(doc, find_recognised(doc))
    headlines = [(sentence.start, sentence.end) for sentence in doc.sents if is_headline(sentence)]
    plain = [name for name in names if not is_inside(name.first, headlines)]
    known = {name.text: len(name.text.split()) for name in plain}
    longest = max(known.values(), default=0)
    found = [name for name in names if not swallows_name(name.text, known, longest)]
    missed = _missed_names(doc, found, headlines)
    named = decide_kinds(doc, sorted([*found, *missed], key=lambda name: name.first))
    return tuple(_without_credited(doc, named))


def find_recognised(doc: Doc) -> list[Name]:
    """Return the names that the recogniser finds, mended, with the people whom it missed."""
    recognised = _with_whole_bodies(doc, [name for found in doc.ents for name in _mended(found)])
    proper = [token for token in doc if token.pos_ == "PROPN"]
    return _merged(recognised, list(_missed_people(proper, recognised)))


def _without_credited(doc: Doc, names: Iterable[Name]) -> Iterator[Name]:
    """Yield the names that stand in no credit amid the text."""
    within = list(find_credits_within(doc.text))
    for name in names:
        start = doc[name.first].idx
        if not find_touched(within, Span(start, start + 1)):
            yield name


def _with_whole_bodies(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Lengthen the names of bodies: "the Court of Appeals for the Sixth Circuit"."""
    whole: list[Name] = []
    for name in names:
        if whole and name.first < whole[-1].last:
            continue  # a part of the body before it
        last = _end_of_body(doc, name) if name.kind is Kind.ORGANIZATION else name.last
        whole.append(_to_name(doc, name.first, last, name.kind) if last > name.last else name)
    return whole


def _end_of_body(doc: Doc, name: Name) -> int:
    """Return where the name of a body ends, with what it is of or for."""
    first = name.last
    goes_on = name.words[-1] in nouns("body") | name_words("body-ending")
    if not goes_on or doc[first : first + 1].text.lower() not in {"of", "for"}:
        return name.last
    first += 1
    if doc[first : first + 1].text.lower() == "the":
        first += 1
    last = first
    while last < len(doc) and doc[last].pos_ == "PROPN":
        last += 1
    return last if last > first else name.last


def _to_name(doc: Doc, first: int, last: int, kind: Kind) -> Name:
    """Make the name of some tokens, with the gender that its title or its first name tells."""
    text = " ".join(doc[first:last].text.split())
    title = doc[first - 1].lower_.rstrip(".") if first > 0 else ""
    gender = noun_genders().get(title)
    if gender is None and last > first + 1:
        by_name = first_name_gender(doc[first].text)
        gender = by_name if by_name != "u" else None
    return Name(
        first=first, last=last, text=text, words=plain_words(text), kind=kind, gender=gender
    )


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a name in small letters, without accents and "Jr.".

    >>> plain_words("José Álvarez Jr.")
    ('jose', 'alvarez')
    """
    words = fold_letters(text).split()
    return tuple(word for word in words if word not in name_words("suffix")) or tuple(words)


def _mended(found: TokenSpan) -> Iterator[Name]:
    """Yield the names in what the recogniser takes for one: trimmed, cut and parted."""
    kind = _KINDS.get(found.label_)
    if kind is None:
        return
    for start, end in _parted(found):
        first, last = _trim(found.doc, start, end)
        if first < last and not (last == first + 1 and _is_no_name(found.doc[first], kind)):
            yield _to_name(found.doc, first, last, _kind_at(found.doc, first, last, kind))


def _is_no_name(word: Token, kind: Kind) -> bool:
    """Tell whether a word only looks like a name: "the Republican", "PM", "Photographs"."""
    if word.lower_ in nouns("initials"):
        return True
    is_common = kind is Kind.PERSON or word.pos_ == "NOUN"
    if is_common and medium_of(word.lower_.removesuffix("s")):
        return True
    if word.ent_type_ != "NORP" or word.tag_ not in {"NN", "NNP"}:
        return False
    if word.dep_ in {"compound", "amod", "nmod", "poss"}:
        return False  # "the Republican senator"
    articles = small_words("article")
    return any(child.dep_ == "det" and child.lower_ in articles for child in word.children)


def _kind_at(doc: Doc, first: int, last: int, kind: Kind) -> Kind:
    """Return the kind of a name, put right by the words around it and the list of countries."""
    has_title = first > 0 and doc[first - 1].lower_.rstrip(".") in nouns("honorific")
    if has_title or _is_told_of_person(doc[first:last].root):
        return Kind.PERSON
    return Kind.PLACE if find_country(" ".join(doc[first:last].text.split())) else kind


def _is_told_of_person(name: Token) -> bool:
    """Tell whether a person follows: "Ann Lee, then chief executive", "Ann Lee, who"."""
    # Without a comma it may be a dateline: "New York (AFP) - Actress Ann Lee"
    has_comma = name.doc[name.i + 1 : name.i + 2].text == ","
    for child in name.rights:
        if child.dep_ == "relcl" and child.left_edge.lower_ == "who":
            return True
        is_role = child.tag_ == "NN" and child.lemma_.lower() in nouns("role") - nouns("body")
        if has_comma and child.dep_ == "appos" and is_role:
            return True
    return False


def _parted(found: TokenSpan) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a name that are names: "Ann Lee and Bob Ray", "Lee accused him of"."""
    doc, start = found.doc, found.start
    for token in found:
        is_joint = token.lower_ in {"and", "&", "of", "from", "on"}
        if is_joint and _is_person(doc[start : token.i]):
            yield start, token.i
            start = token.i + 1
        elif token.i > start and token.text.islower() and token.pos_ in _CLAUSE_WORDS:
            yield start, token.i
            return
    yield start, found.end


def _is_person(words: TokenSpan) -> bool:
    """Tell whether some words are a first name and a family name."""
    if len(words) not in {2, 3} or words[-1].lower_ in nouns("body"):
        return False
    return first_name_gender(words[0].text) in {"f", "m"}


def _trim(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """Cut off the article and title before a name and the possessive ending behind it."""
    for token in doc[first : last - 1]:
        if token.lower_.rstrip(".") in nouns("honorific"):
            first = token.i + 1
    while last > first and (doc[last - 1].tag_ == "POS" or not _has_letter(doc[last - 1])):
        last -= 1
    while first < last and (doc[first].pos_ == "DET" or not _has_letter(doc[first])):
        first += 1
    return first, last


def _has_letter(word: Token) -> bool:
    """Tell whether a word has a letter or a figure in it."""
    return any(character.isalnum() for character in word.text)


def _missed_people(proper: Sequence[Token], recognised: Sequence[Name]) -> Iterator[Name]:
    """Yield the people whom the recogniser missed: a first name that a family name follows."""
    name_at: dict[int, Name] = {}
    for name in reversed(recognised):
        name_at |= dict.fromkeys(range(name.first, name.last), name)
    for token in proper:
        last = _end_of_person(token)
        around = name_at.get(token.i)
        if last is None or (around and (around.kind is not Kind.PERSON or last <= around.last)):
            continue  # no person, or nobody new
        yield _to_name(token.doc, token.i, last, Kind.PERSON)


def _end_of_person(token: Token) -> int | None:
    """Return where the person's name ends that begins at a proper noun; None if none does."""
    doc, first = token.doc, token.i
    if first_name_gender(token.text) is None or _is_title(token):
        return None
    if first > 0 and first_name_gender(doc[first - 1].text) and doc[first - 1].pos_ == "PROPN":
        return None  # the name begins before it
    last = first + 1
    while last < min(len(doc), first + _LONGEST_NAME) and _is_name_part(doc[last]):
        last += 1
    if last == first + 1 or doc[last - 1].lower_ in nouns("body"):
        return None  # a first name alone, "Ann Lee Foundation"
    return last


def _is_title(token: Token) -> bool:
    """Tell whether a word is a title that stands before a name."""
    return token.lower_.rstrip(".") in nouns("title")


def _is_name_part(token: Token) -> bool:
    """Tell whether a person's name can go on with a word: capital first, and not all capitals."""
    if token.text in name_words("particle"):
        return True
    is_capitalised = token.text[:1].isupper() and any(letter.islower() for letter in token.text)
    return token.pos_ == "PROPN" and is_capitalised


def _merged(recognised: Sequence[Name], people: Sequence[Name]) -> list[Name]:
    """Return all names, without those of the recogniser that share a token with a person."""
    taken = {index for name in people for index in range(name.first, name.last)}
    kept = [name for name in recognised if taken.isdisjoint(range(name.first, name.last))]
    return sorted([*kept, *people], key=lambda name: name.first)


def _missed_names(
    doc: Doc, found: Sequence[Name], headlines: Sequence[tuple[int, int]]
) -> Iterator[Name]:
    """Yield where a name found elsewhere, or a short form of it, stands unrecognised.

    Names of one word are looked for in headlines, and people's wherever a word can be a name.
    """
    taken = {index for name in found for index in range(name.first, name.last)}
    forms = dict(form for name in found for form in _forms_of(name))
    single = {(name.text,): name.kind for name in found if " " not in name.text}
    all_forms = forms | single
    beginnings = {words[0] for words in all_forms}
    texts = [token.text for token in doc]
    for first, text in enumerate(texts):
        if text not in beginnings:
            continue
        is_person = single.get((text,)) is Kind.PERSON and doc[first].pos_ == "PROPN"
        known = all_forms if is_person or is_inside(first, headlines) else forms
        for length in range(_LONGEST_FORM, 0, -1):
            words, places = tuple(texts[first : first + length]), range(first, first + length)
            if words in known and taken.isdisjoint(places):
                taken.update(places)
                yield _to_name(doc, first, first + length, known[words])


def _forms_of(name: Name) -> Iterator[tuple[tuple[str, ...], Kind]]:
    """Yield what else a name may be called: a person's family name, a body's first letters."""
    words = tuple(name.text.split())
    if len(words) == 1:
        return
    yield words, name.kind
    if name.kind is Kind.PERSON:
        yield words[-1:], name.kind
        if first_name_gender(words[0]) is None:  # "Ban" of "Ban Ki-moon"
            yield words[:1], name.kind
    elif name.kind is Kind.ORGANIZATION and len(words) >= _LEAST_ABBREVIATED:
        yield (acronym(name.text, small=False),), name.kind


def acronym(text: str, *, small: bool = True) -> str:
    """Return the first letters of all the words of a name, or only of the capitalised ones.

    >>> acronym("Federal Bureau of Investigation", small=False), acronym("Department of Justice")
    ('FBI', 'DoJ')
    """
    letters = [word[0] for word in text.split()]
    return "".join(letter for letter in letters if letter.isupper() or (small and letter.isalpha()))
