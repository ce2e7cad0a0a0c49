"""What the names of two records tell: whether they can be one, and how far that speaks for it.

Names are compared as they are written, then in the common spelling of each word
(`kg.language.spelling`), and last by what may be left out: first names, initials, "Inc.",
"Computer" behind "Apple". What is a guess is never enough to count: somebody has to look.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.language.spelling import (
    differ_by_a_letter,
    full_first_names,
    generation_of,
    spell_name,
    spell_words,
)
from kg.link.entities import ORGANIZATION, PERSON, PLACE, folded, longest_form
from kg.link.evidence import Evidence
from kg.link.places import compare_places, country_of
from kg.link.words import words_of
from kg.resolution.lexicon import find_country

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.link.entities import Record

    Surnames: TypeAlias = Mapping[str, AbstractSet[str]]
    """The full names of people by the spelling of their family names."""

__all__ = ["COMMON_PART", "are_alike", "compare_names", "list_keys", "list_surnames"]


_SAME_NAME: Final = {
    PERSON: Evidence("the same name", 0.0),
    ORGANIZATION: Evidence("the same name", 3.0),
}
_SAME_SPELLED: Final = {
    PERSON: Evidence("the same name, spelled otherwise", -0.2),
    ORGANIZATION: Evidence("the same name, spelled otherwise", 1.5, is_open=True),
}
_COMMON_NAME: Final = Evidence("the same name, which others may have", -0.4)
_SAME_WORD_OF_BODY: Final = Evidence("the same one word as a name", 2.0)
_SAME_WORD: Final = Evidence("the same one word as a name", -1.5)
_FITTING_NAMES: Final = Evidence("names that may be one", -1.5)
_MIDDLE_NAME: Final = Evidence("the same name but for a middle name", -0.2)
_LETTER_APART: Final = Evidence("names a letter apart", -2.0, is_open=True)
_OTHER_GENERATION: Final = Evidence("names like those of father and son", -2.0, is_open=True)
_PART_OF_NAME: Final = Evidence("a part of the name", -1.5)
COMMON_PART: Final = Evidence("a part of the name, which several have", -2.5)
_FIRST_NAME: Final = Evidence("the first name alone", -2.0, is_open=True)
_SAME_FIRM: Final = Evidence("the same name but for the kind of firm", 2.5)
_BEGINNING: Final = Evidence("the beginning of the name", -0.2, is_open=True)
_INITIALS: Final = Evidence("the initials of the name", 0.0)
_SHORT_INITIALS: Final = Evidence("the two initials of the name", -1.0, is_open=True)
_BEGUN: Final = 4
"""Letters of a family name by which a slip in the others is found."""
_SURE_INITIALS: Final = 3
"""Words from which on initials tell something: "US" is more than a name."""


def list_surnames(records: Iterable[Record]) -> Surnames:
    """Return the full names of people, in the common spelling, by their family names."""
    full_names: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for form in record.forms:
            words = _words_of(form)
            if record.kind == PERSON and len(words) > 1:
                full_names[words[-1]].add(spell_name(form))
    return full_names


def list_keys(record: Record) -> set[str]:
    """Return what a record is found by, to be compared with others of its kind.

    A person is found by the name, by its last word and how that begins, and by a first name; others
    by the name, its first word, its initials or the country.

    >>> from kg.link.entities import Record
    >>> record = Record(iri="x:a", kind=PERSON, name="", forms=frozenset({"volodymyr zelenskiy"}))
    >>> sorted(list_keys(record))
    ['vladimir', 'vladimirzelensky', 'zele', 'zelensky']
    """
    keys = {spell_name(form) for form in record.forms}
    if record.kind == PERSON:
        for form in record.forms:
            words = _words_of(form)
            keys |= {words[0], words[-1], words[-1][:_BEGUN]}
        return keys

    for form in record.forms:
        keys |= {_core_of(form)[0], _initials_of(form)}
    if record.kind == PLACE:
        keys.add(country_of(record))
    return keys - {""}


def compare_names(one: Record, other: Record, surnames: Surnames) -> Evidence | None:
    """Return what the names of two records of a kind tell; None if they are those of two.

    Args:
        one: A record.
        other: Another of the same kind.
        surnames: From `list_surnames`.
    """
    if one.kind == PERSON:
        return _compare_people(one, other, surnames)
    if one.kind == ORGANIZATION:
        return _compare_organizations(one, other)
    return compare_places(one, other)


# ---------------------------------------------------------------------------- people


def _compare_people(one: Record, other: Record, surnames: Surnames) -> Evidence | None:
    """Return what the names of two people tell; None if they are those of two people."""
    name, other_name = longest_form(one), longest_form(other)
    words, other_words = _words_of(name), _words_of(other_name)
    if len(words) == 1 or len(other_words) == 1:
        return _compare_parts(words, other_words, surnames)

    marks = {generation_of(name), generation_of(other_name)}
    if len(marks) > 1:
        is_father = "" in marks and are_alike(words, other_words)
        return _OTHER_GENERATION if is_father else None
    if any(len(_words_of(form)) > 1 for form in one.forms & other.forms):
        return _SAME_NAME[PERSON]
    if not _spellings_of(one).isdisjoint(_spellings_of(other)):
        return _SAME_SPELLED[PERSON]
    if are_alike(words, other_words):
        has_same_ends = words[0] == other_words[0] and len(words[0]) > 1
        return _MIDDLE_NAME if has_same_ends else _FITTING_NAMES
    return _LETTER_APART if _are_a_letter_apart(words, other_words) else None


def _compare_parts(
    words: Sequence[str], other_words: Sequence[str], surnames: Surnames
) -> Evidence | None:
    """Return what two names tell of which one or both are a single word."""
    few, many = sorted((words, other_words), key=len)
    if len(many) == 1:
        return _SAME_WORD if few == many else None
    if few[0] == many[-1]:
        return COMMON_PART if len(surnames.get(many[-1], ())) > 1 else _PART_OF_NAME
    return _FIRST_NAME if few[0] == many[0] else None


def _words_of(form: str) -> Sequence[str]:
    """Return the words of a person's name in the common spelling, without "Jr".

    >>> _words_of("bashar al assad"), _words_of("robert kennedy jr")
    (('bashar', 'asad'), ('robert', 'kennedy'))
    """
    words = spell_words(form)
    return words[:-1] if generation_of(form) and len(words) > 1 else words


def _spellings_of(record: Record) -> set[str]:
    """Return the common spelling of each full name of a person."""
    return {spell_name(form) for form in record.forms if len(_words_of(form)) > 1}


def are_alike(name: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two full names can be one: "J. R. Tolkien" and "John Tolkien".

    The family name is the same, and each other word of the shorter name, or its initial, or what it
    is short for, is a word of the longer one.

    >>> are_alike(["j", "r", "tolkien"], ["john", "tolkien"])
    True
    >>> are_alike(["tom", "madden"], ["thomas", "j", "madden"])
    True
    >>> are_alike(["mary", "madden"], ["michael", "madden"])
    False
    """
    few, many = sorted((name, other), key=len)
    if few[-1] != many[-1]:
        return False
    return all(_is_among(word, many[:-1]) for word in few[:-1])


def _is_among(word: str, others: Sequence[str]) -> bool:
    """Tell whether a word, its initial, or what it is short for is among others, or the reverse."""
    full = full_first_names()
    for other in others:
        is_initial = len(word) == 1 or len(other) == 1
        if word == other or (is_initial and word[0] == other[0]):
            return True
        if word in full.get(other, ()) or other in full.get(word, ()):
            return True
    return False


def _are_a_letter_apart(words: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether two full names are the same but for a letter in one long word.

    >>> _are_a_letter_apart(["jo", "hansson"], ["jo", "hanssen"])
    True
    >>> _are_a_letter_apart(["anna", "hansson"], ["anne", "hansson"])
    False
    """
    if len(words) != len(others):
        return False
    unlike = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(unlike) == 1 and differ_by_a_letter(*unlike[0])


# ---------------------------------------------------------------------------- organisations


def _compare_organizations(one: Record, other: Record) -> Evidence | None:
    """Return what the names of two organisations tell; the longest that they share decides."""
    shared = one.forms & other.forms
    if shared:
        return _compare_same_names(one, other, max(sorted(shared), key=len))

    cores, other_cores = _cores_of(one), _cores_of(other)
    firms = sorted(cores & other_cores, key=len)
    if firms:
        return _COMMON_NAME if _is_common(" ".join(firms[-1])) else _SAME_FIRM
    if _share_spelling(one, other):
        return _SAME_SPELLED[ORGANIZATION]
    if _begins(cores, other_cores) or _begins(other_cores, cores):
        return _BEGINNING
    return _compare_initials(one, other)


def _compare_same_names(one: Record, other: Record, longest: str) -> Evidence:
    """Return what it tells that two organisations have the same name, the longest of them."""
    is_of_both = one.publisher == other.publisher == longest  # they publish their articles
    if is_of_both or (" " in longest and not _is_common(longest)):
        return _SAME_NAME[ORGANIZATION]
    return _COMMON_NAME if _is_common(longest) else _SAME_WORD_OF_BODY


def _compare_initials(one: Record, other: Record) -> Evidence | None:
    """Return what it tells that a name is the initials of another; None if it is not."""
    initials = _shared_initials(one, other) | _shared_initials(other, one)
    if any(len(letters) >= _SURE_INITIALS for letters in initials):
        return _INITIALS
    is_named_so = not initials.isdisjoint({folded(one.name), folded(other.name)})
    return _SHORT_INITIALS if is_named_so else None


def _is_common(form: str) -> bool:
    """Tell whether organisations in many places have a name: no word of it is a name by itself.

    >>> _is_common("ministry of defence"), _is_common("supreme court"), _is_common("stimson centre")
    (True, True, False)
    """
    words = set(form.split()) - words_of("everyday")
    has_few = len(words) <= 2  # noqa: PLR2004 - the kind, and what it is for
    return has_few and not words.isdisjoint(words_of("of-many"))


def _cores_of(record: Record) -> set[tuple[str, ...]]:
    """Return the names of an organisation without what tells only what kind of firm it is."""
    return set(map(_core_of, record.forms))


def _core_of(form: str) -> tuple[str, ...]:
    """Return the words of a name without "the" before and the legal form behind it.

    >>> _core_of("the walt disney company"), _core_of("apple computer inc"), _core_of("the group")
    (('walt', 'disney'), ('apple', 'computer'), ('group',))
    """
    words = form.split()
    if words[0] == "the" and len(words) > 1:
        words = words[1:]
    while len(words) > 1 and words[-1] in words_of("legal-form"):
        words = words[:-1]
    return tuple(words)


def _begins(cores: AbstractSet[tuple[str, ...]], others: AbstractSet[tuple[str, ...]]) -> bool:
    """Tell whether a name begins another that goes on with what the firm is in: "Apple Computer".

    >>> _begins({("apple",)}, {("apple", "computer")}), _begins({("sun",)}, {("sun", "records")})
    (True, False)
    >>> _begins({("american",)}, {("american", "airlines")})
    False
    """
    for core in cores:
        for other in others:
            rest = other[len(core) :]
            goes_on = bool(rest) and other[: len(core)] == core
            if goes_on and words_of("trade").issuperset(rest) and _is_own_name(core):
                return True
    return False


def _is_own_name(core: Sequence[str]) -> bool:
    """Tell whether a name has more in it than words that many names have."""
    name = " ".join(core)
    shared = words_of("everyday") | words_of("of-many") | words_of("trade")
    return not shared.issuperset(core) and find_country(name.title()) is None


def _initials_of(form: str) -> str:
    """Return the initials of a name of several words, and else the name.

    >>> _initials_of("world health organization"), _initials_of("general motors")
    ('who', 'gm')
    >>> _initials_of("nato"), _initials_of("united states")
    ('nato', '')
    """
    words = [word for word in form.split() if word not in words_of("everyday")]
    if len(words) < 2:  # noqa: PLR2004 - one word has no initials to go by
        return form
    initials = "".join(word[0] for word in words)
    return "" if initials in {"us", "uk"} else initials


def _shared_initials(one: Record, other: Record) -> set[str]:
    """Return the names of one record that are the initials of a name of the other."""
    return {_initials_of(form) for form in other.forms if " " in form} & one.forms


def _share_spelling(one: Record, other: Record) -> bool:
    """Tell whether two records have a name that is the same but for how it is spelled."""
    return not {spell_name(form) for form in one.forms}.isdisjoint(map(spell_name, other.forms))
