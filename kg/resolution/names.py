"""The names in a document: what the recogniser finds, mended by what news does with names.

doc.ents -> trimmed, cut and parted -> people by their first names -> headlines read by the names
below them
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.documents.captions import find_credits_within
from kg.language.folding import fold_letters
from kg.language.words import name_words, noun_genders, nouns, small_words
from kg.model import Kind, Span
from kg.resolution.headlines import is_headline, is_inside, swallows_name
from kg.resolution.lexicon import (
    find_country,
    first_name_gender,
    holder_gender,
    is_first_name,
    is_person_noun,
    is_place,
    medium_of,
    role_noun,
)
from kg.resolution.name_edges import part_name, trim_name
from kg.resolution.name_kinds import decide_kinds
from kg.resolution.people import (
    drop_post_nominals,
    find_end_of_person,
    has_given_name,
    is_person,
    is_post_nominal,
    is_title,
    skip_titles,
)
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
_MARKS: Final = "\"“”‘’'"
"""What stands around what somebody is called: Ana “Pepa” Lee."""
_SPEAKING: Final = frozenset({Kind.PERSON, Kind.ORGANIZATION})
_LONGEST_FORM: Final = 5
"""How many words a name may have that is looked for where the recogniser missed it."""
_LEAST_ABBREVIATED: Final = 3
"""How many words the name of a body has that goes by its first letters; two abbreviate anything."""
_DEMOCRATS: Final = frozenset({"Christian", "Liberal", "Social"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name where it stands: tokens `[first, last)`, without title, article and possessive ending.

    Attributes:
        words: Its words in small letters, without accents and "Jr.".
        gender: "f" or "m" where the title before it or its first name says so.
        title: The office before it, in full and in small letters: "senator" of "Sen. Lee".
    """

    first: int
    last: int
    text: str
    words: tuple[str, ...]
    kind: Kind
    gender: str | None = None
    title: str | None = None


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
    return tuple(_without_credited(doc, _with_families(doc, named)))


def _with_families(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """Yield names, those of families as of groups: "the Kims" where Bo Kim is named."""
    families = {name.words[-1] for name in names if name.kind is Kind.PERSON}
    for name in names:
        last, before = name.words[-1], doc[max(0, name.first - 1)]
        is_plural = before.lower_ == "the" and last not in families
        is_family = is_plural and last.removesuffix("s") in families
        yield replace(name, kind=Kind.GROUP) if is_family else name


def find_recognised(doc: Doc) -> list[Name]:
    """Return the names that the recogniser finds, mended, with the people whom it missed."""
    recognised = _with_whole_bodies(doc, [name for found in doc.ents for name in _mended(found)])
    recognised = _with_given_names(doc, recognised)
    proper = [token for token in doc if token.pos_ == "PROPN"]
    people = list(_missed_people(proper, recognised))
    named = [*people, *_find_parties(doc)]
    return _merged([_without_person(doc, name) for name in recognised], named)


def _find_parties(doc: Doc) -> Iterator[Name]:
    """Yield the parties of democrats who call themselves otherwise, too: "Liberal Democrats"."""
    for before, word in pairwise(doc):
        if before.text in _DEMOCRATS and word.text in {"Democrat", "Democrats"}:
            yield _to_name(doc, before.i, word.i + 1, Kind.ORGANIZATION)


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


def _with_given_names(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Lengthen people's names of one word by the word before it: "Reince" of "Reince Priebus"."""
    whole: list[Name] = []
    for name in names:
        before = whole[-1] if whole and whole[-1].last == name.first else None
        if name.kind is Kind.PERSON and has_given_name(doc, name, before):
            if before is not None:
                whole.pop()
            whole.append(_to_name(doc, name.first - 1, name.last, Kind.PERSON))
        else:
            whole.append(name)
    return whole


def _without_person(doc: Doc, name: Name) -> Name:
    """Return a name with another kind if it can be no person's: "the Evening Post", "Wild Roses".

    A title or a known first name says that it is one's.
    """
    first, last = doc[name.first], doc[name.last - 1]
    before = doc[name.first - 1] if name.first > 0 else first
    is_known = is_title(before) or is_person(doc[name.first : name.last])
    if name.kind is not Kind.PERSON or is_known:
        return name
    if last.tag_ == "NNPS":
        return replace(name, kind=Kind.GROUP)
    has_article = before.lower_ == "the" and before.head == last
    return replace(name, kind=Kind.ORGANIZATION) if has_article else name


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
    text = drop_post_nominals(doc[first:last].text)
    before = doc[first - 1].lower_.rstrip(".") if first > 0 else ""
    has_title = before in nouns("title") - nouns("honorific")
    title = role_noun(doc[first - 1]) if has_title else None
    gender = noun_genders().get(before)
    if gender is None and last > first + 1:
        gender = first_name_gender(text.split()[0])
    elif gender is None and title is not None:
        gender = holder_gender(text, title)  # "President Trump" is not Melania Trump
    return Name(
        first=first,
        last=last,
        text=text,
        words=plain_words(text),
        kind=kind,
        gender=gender,
        title=title,
    )


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a name in small letters, without accents, quotation marks and "Jr.".

    >>> plain_words("José “Pepe” Álvarez Jr.")
    ('jose', 'pepe', 'alvarez')
    """
    words = [word.strip(_MARKS) for word in fold_letters(text).split()]
    return tuple(word for word in words if word not in name_words("suffix")) or tuple(words)


def _mended(found: TokenSpan) -> Iterator[Name]:
    """Yield the names in what the recogniser takes for one: trimmed, cut and parted."""
    kind = _KINDS.get(found.label_)
    is_cut = kind is Kind.ARTEFACT and found[-1].tag_ == "POS"  # "Inside Lee's" of a title
    if kind is None or is_cut:
        return
    for start, end in part_name(found):
        first, last = trim_name(found.doc, start, end)
        if first < last and not (last == first + 1 and _is_no_name(found.doc[first], kind)):
            own_kind = _kind_at(found.doc, first, last, kind)
            if own_kind is Kind.PERSON:
                first = skip_titles(found.doc, first, last)
            yield _to_name(found.doc, first, last, own_kind)


def _is_no_name(word: Token, kind: Kind) -> bool:
    """Tell whether a word only looks like a name: "the Republican", "PM", "Photographs"."""
    letters = word.lower_.removesuffix("s")
    if letters in nouns("initials") or (word.text.islower() and word.pos_ == "ADV"):
        return True
    is_adjective = word.tag_ != "NNP" or is_person_noun(word.lower_)
    if word.ent_type_ == "NORP" and is_adjective and word.dep_ in {"compound", "amod", "nmod"}:
        return find_country(word.text) is None  # "Republican senator", but "French senator"
    is_common = kind is Kind.PERSON or word.pos_ == "NOUN"
    if is_common and medium_of(word.lower_.removesuffix("s")):
        return True
    if word.ent_type_ != "NORP" or word.tag_ not in {"NN", "NNP"}:
        return False
    if word.dep_ in {"compound", "amod", "nmod", "poss"}:
        return False
    articles = small_words("article")
    return any(child.dep_ == "det" and child.lower_ in articles for child in word.children)


def _is_member(word: Token) -> bool:
    """Tell whether a word says of which party or people somebody is: "the Oregon Republican"."""
    return word.ent_type_ == "NORP" and _is_no_name(word, Kind.GROUP)


def _kind_at(doc: Doc, first: int, last: int, kind: Kind) -> Kind:
    """Return the kind of a name, put right by the words around it and the list of countries."""
    has_title = first > 0 and doc[first - 1].lower_.rstrip(".") in nouns("honorific")
    if has_title:
        return Kind.PERSON
    if kind is Kind.ARTEFACT and doc[last - 1].lower_ in name_words("paper-ending"):
        return Kind.ORGANIZATION
    begin = skip_titles(doc, first, last)
    end = last - is_post_nominal(doc[last - 1].text)
    is_second = doc[first].ent_iob_ == "I" and doc[first - 1].pos_ != "DET"
    if ((begin, end) != (first, last) or is_second) and is_person(doc[begin:end]):
        return Kind.PERSON  # "Bishop Ann Lee", "Ann Lee KC", the second of "Bo Ek and Ann Lee"
    return Kind.PLACE if find_country(" ".join(doc[first:last].text.split())) else kind


def _missed_people(proper: Sequence[Token], recognised: Sequence[Name]) -> Iterator[Name]:
    """Yield the people whom the recogniser missed: a first name that a family name follows."""
    name_at: dict[int, Name] = {}
    for name in reversed(recognised):
        name_at |= dict.fromkeys(range(name.first, name.last), name)
    for token in proper:
        last = find_end_of_person(token)
        around = name_at.get(token.i)
        if last is None or (around and not _is_beginning(around, token.i, last)):
            continue  # no person, or nobody new
        yield _to_name(token.doc, token.i, last, Kind.PERSON)


def _is_beginning(name: Name, first: int, last: int) -> bool:
    """Tell whether a name is the beginning of a person's, at some tokens: "Ann" of "Ann Lee"."""
    if name.kind is Kind.PERSON:
        return last > name.last
    is_first_word = (name.first, name.last) == (first, first + 1)
    return is_first_word and last > name.last and not is_place(name.text)


def _merged(recognised: Sequence[Name], people: Sequence[Name]) -> list[Name]:
    """Return all names, without those of the recogniser that share a token with a person."""
    taken = {index for name in people for index in range(name.first, name.last)}
    kept = [name for name in recognised if taken.isdisjoint(range(name.first, name.last))]
    return sorted([*kept, *people], key=lambda name: name.first)


def _missed_names(
    doc: Doc, found: Sequence[Name], headlines: Sequence[tuple[int, int]]
) -> Iterator[Name]:
    """Yield where a name found elsewhere, or a short form of it, stands unrecognised.

    Names of one word are looked for in headlines, and those of people and bodies wherever a word
    can be a name.
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
        is_name = single.get((text,)) in _SPEAKING and doc[first].pos_ == "PROPN"
        known = all_forms if is_name or is_inside(first, headlines) else forms
        for length in range(min(_LONGEST_FORM, len(texts) - first), 0, -1):
            words, places = tuple(texts[first : first + length]), range(first, first + length)
            if words in known and not _is_member(doc[first]) and taken.isdisjoint(places):
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
        if not is_first_name(words[0]):  # "Ban" of "Ban Ki-moon"
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
