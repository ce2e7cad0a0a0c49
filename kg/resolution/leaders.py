"""Find which names of a document stand for the same one.

Names are put together by what news does with them: the full name first, then the family name alone
(the first word where the family name comes first: Kim Jong Un, Xi Jinping), an abbreviation after
the long form, a country by its nationality. Where several full names fit a short one, it stands for
the one named most, or for the first.

Names are compared form by form, not place by place, and a form only with those that share with it
what must agree.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.language.words import name_words, nouns
from kg.model import Kind
from kg.resolution.lexicon import find_country, is_first_name
from kg.resolution.names import Name, acronym

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    _Form: TypeAlias = tuple[str, Kind, str | None, str | None]
    """A name without its place: text, kind, and the gender and the title told there."""
    _Key: TypeAlias = tuple[object, ...]

__all__ = [
    "find_leaders",
    "is_longer_form",
    "most_named",
    "sort_names",
]

_MARKS: Final = frozenset('"“‘')
"""What stands before the name by which somebody is called: Ana “Pepa” Lee."""
_SHORTEST_CUT: Final = 4
"""How many letters the beginning of a name has that somebody goes by."""
_MOST_FORMS: Final = 200
"""How many full forms, the first ones, a short one is compared with.

No article has as many people of one name.
"""


def find_leaders(names: Sequence[Name]) -> dict[Name, Name]:
    """Return for each name the first full form of what it stands for.

    A name that nothing longer fits is led by its own first use.

    Args:
        names: In text order.
    """
    first_uses: dict[object, Name] = {}
    places: dict[_Form, list[Name]] = {}
    for name in names:
        first_uses.setdefault(_own_key(name), name)
        places.setdefault(_form_of(name), []).append(name)

    # What is longer comes first, so it has its leader already.
    longest_first = sorted(names, key=lambda name: -len(name.words))
    longer = _index_forms(found[0] for found in places.values())
    genders = _find_usual_genders(names)
    leaders: dict[Name, Name] = {}
    for form in dict.fromkeys(map(_form_of, longest_first)):
        here = places[form]
        full: list[Name] = []
        for other in _find_full_forms(here[0], longer):
            full += places[_form_of(other)]
        if here[0].gender is None and _are_others(full, genders.get(here[0].text)):
            full = []
        full = _with_title(full, here[0].title)
        own = first_uses[_own_key(here[0])]
        leaders.update(zip(here, _lead_places(here, sort_names(full), leaders, own), strict=True))
    return {name: leaders[name] for name in longest_first}


def _find_usual_genders(names: Iterable[Name]) -> dict[str, str]:
    """Return the gender that most uses of a name tell: "Trump" is he who is called "Mr. Trump"."""
    told: dict[str, Counter[str]] = {}
    for name in names:
        if name.gender is not None and len(name.words) == 1:
            told.setdefault(name.text, Counter())[name.gender] += 1
    return {text: counted.most_common(1)[0][0] for text, counted in told.items()}


def _are_others(full: Sequence[Name], gender: str | None) -> bool:
    """Tell whether all of some people have another gender than the one who goes by a short name."""
    other = {"f": "m", "m": "f"}.get(gender or "")
    return other is not None and {name.gender for name in full} == {other}


def _own_key(name: Name) -> object:
    """Return what names share that stand for the same one, whatever else the text names."""
    return find_country(name.text) or (name.text, name.kind)


def _form_of(name: Name) -> _Form:
    """Return a name without its place."""
    return name.text, name.kind, name.gender, name.title


def _with_title(full: Sequence[Name], title: str | None) -> list[Name]:
    """Return those of some full names that are of the people with a title, if there are any.

    "Vice President Cheney" is whoever of the family is called so with the full name.
    """
    called_so = {name.text for name in full if title and name.title == title}
    return [name for name in full if not called_so or name.text in called_so]


def _lead_places(
    here: Sequence[Name], full: Sequence[Name], leaders: Mapping[Name, Name], own: Name
) -> Iterator[Name]:
    """Yield the leader of each place of one form.

    It is the leader of most of the full forms before the place; if there are none, of most of all.

    Args:
        here: The places.
        full: Those of the full forms that it can be short for; both in text order.
        leaders: Of the full forms.
        own: The leader if nothing is longer.
    """
    usual = most_named([leaders[other] for other in full]) or own
    uses: Counter[Name] = Counter()
    order: dict[Name, int] = {}
    best, at = None, 0
    for name in here:
        while at < len(full) and full[at].first < name.first:
            leader = leaders[full[at]]
            uses[leader] += 1
            order.setdefault(leader, len(order))
            best = max(best or leader, leader, key=lambda one: (uses[one], -order[one]))
            at += 1
        yield best or usual


def most_named(candidates: Sequence[Name]) -> Name | None:
    """Return the full name that is used most; of two used equally often, the first.

    The article is about the one that it names first.
    """
    uses = Counter(candidates)
    return max(candidates, key=uses.__getitem__, default=None)


def sort_names(names: Iterable[Name]) -> list[Name]:
    """Return names in text order."""
    return sorted(names, key=lambda name: name.first)


def _index_forms(forms: Iterable[Name]) -> dict[_Key, list[Name]]:
    """Return names by each key that a short form of them must share with them."""
    found: dict[_Key, list[Name]] = {}
    for form in forms:
        for key in set(_list_keys(form)):
            listed = found.setdefault(key, [])
            if len(listed) < _MOST_FORMS:
                listed.append(form)
    return found


def _list_keys(full: Name) -> Iterator[_Key]:
    """Yield what short forms of a name must share with it, as `is_longer_form` has it."""
    words = full.words
    if full.kind is Kind.PERSON:
        yield from (("one", words[0]), ("one", words[-1]), ("both", words[0], words[-1]))
        yield from (("one", word) for word in _words_between(full))
        yield from (("both", word, words[-1]) for word in words[1:-1])
        yield from (("cut", word[:_SHORTEST_CUT]) for word in words)
        return
    for end in range(2, len(words)):
        yield "start", end, words[0], words[end - 1]
    yield "body", words[-1]
    for letters in _find_acronyms(full):
        yield "letters", letters


def _words_between(full: Name) -> tuple[str, ...]:
    """Return the words inside a name that somebody goes by: "Sai" of "B. Sai Rao"."""
    is_called = full.words[0].endswith(".") or not _MARKS.isdisjoint(full.text)
    return full.words[1:-1] if is_called else ()


def _find_full_forms(short: Name, longer: Mapping[_Key, Sequence[Name]]) -> list[Name]:
    """Return a name of each form that a name can be short for; a country is short for nothing."""
    if find_country(short.text):
        return []
    first, last, length = short.words[0], short.words[-1], len(short.words)
    keys: tuple[_Key, ...] = (("both", first, last), ("start", length, first, last))
    if length == 1:
        keys = (("one", first), ("letters", short.text.replace(".", "")))

    fitting: dict[Name, None] = {}
    for key in keys:
        for other in longer.get(key, ()):
            if is_longer_form(other, short):
                fitting[other] = None
    families = [other for other in fitting if other.words[-1] == first]
    if fitting or length > 1:
        return families or list(fitting)  # "Trump" is Donald Trump before it is Trump Tower
    if first in (nouns("body") - nouns("state")) | name_words("paper-ending"):
        return _only_body(longer.get(("body", first), ()))
    alike = longer.get(("cut", first[:_SHORTEST_CUT]), ())
    return [other for other in alike if _is_cut(other, short)]


def _only_body(full: Sequence[Name]) -> list[Name]:
    """Return the bodies that a word such as "Court" or "Post" ends, if all are of one name."""
    bodies = [name for name in full if name.kind is Kind.ORGANIZATION and len(name.words) > 1]
    return bodies if len({name.words for name in bodies}) == 1 else []


def _is_cut(full: Name, short: Name) -> bool:
    """Tell whether a word is the beginning of somebody's name: "Gopi" of "Pullela Gopichand".

    A word that is a name by itself must begin the first name: "Rafa" of "Rafael Benitez".
    """
    [word] = short.words
    if len(word) < _SHORTEST_CUT or len(full.words) == 1:
        return False
    is_name = is_first_name(short.text)
    if short.kind is not Kind.PERSON and (is_name or short.kind is not Kind.ORGANIZATION):
        return False
    words = full.words[:1] if is_name else full.words
    return any(other.startswith(word) and other != word for other in words)


def is_longer_form(full: Name, short: Name) -> bool:
    """Tell whether the first name can be the full form of the second.

    >>> from kg.resolution.names import plain_words
    >>> def person(text: str) -> Name:
    ...     return Name(first=0, last=1, text=text, words=plain_words(text), kind=Kind.PERSON)
    >>> is_longer_form(person("Kim Jong Un"), person("Kim"))
    True
    >>> is_longer_form(person("Ann Lee"), person("Ann B. Lee"))
    False
    """
    length = len(short.words)
    first, last = short.words[0], short.words[-1]
    if len(full.words) <= length or {full.gender, short.gender} == {"f", "m"}:
        return False
    if full.kind is not Kind.PERSON:
        if length == 1:
            return short.text.replace(".", "") in _find_acronyms(full)
        return full.words[:length] == short.words and full.kind is short.kind
    if length > 1:
        is_tail = full.words[-length:] == short.words  # "van der Berg", "Ruiz de Lima"
        return is_tail or (first, last) == (full.words[0], full.words[-1])
    if short.kind in {Kind.PLACE, Kind.GROUP}:
        return first == full.words[-1]  # a place is named after a family
    return first in {full.words[0], full.words[-1], *_words_between(full)}


def _find_acronyms(name: Name) -> set[str]:
    """Return what the first letters of a name make, with its small words and without them."""
    return {acronym(name.text), acronym(name.text, small=False)}
