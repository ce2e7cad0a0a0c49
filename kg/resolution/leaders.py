"""Which names of a document stand for the same one.

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

from kg.model import Kind
from kg.resolution.lexicon import find_country
from kg.resolution.names import Name, acronym

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Form: TypeAlias = tuple[str, Kind, str | None]
    """What two names may differ in but for their places: text, kind, and the gender told there."""
    Key: TypeAlias = tuple[object, ...]

MOST_FORMS: Final = 200
"""How many full forms, the first ones, a short one is compared with; no article has as many people of one name."""


def find_leaders(names: Sequence[Name]) -> dict[Name, Name]:
    """For each name the first full form of what it stands for; the name's own first use where nothing else fits.

    Args:
        names: In text order.
    """
    same: dict[object, Name] = {}
    places: dict[Form, list[Name]] = {}
    for name in names:
        same.setdefault(own_key(name), name)
        places.setdefault(form_of(name), []).append(name)
    longest_first = sorted(names, key=lambda name: -len(name.words))
    longer = by_keys(found[0] for found in places.values())
    leaders: dict[Name, Name] = {}
    for form in dict.fromkeys(map(form_of, longest_first)):  # what is longer already has its leader
        here = places[form]
        full = sorted_names(
            place for other in full_forms(here[0], longer) for place in places[form_of(other)]
        )
        leaders.update(zip(here, led(here, full, leaders, same[own_key(here[0])]), strict=True))
    return {name: leaders[name] for name in longest_first}


def own_key(name: Name) -> object:
    """What the names share that stand for the same one whatever else the text names."""
    return find_country(name.text) or (name.text, name.kind)


def form_of(name: Name) -> Form:
    """A name but for its place."""
    return name.text, name.kind, name.gender


def led(
    here: Sequence[Name], full: Sequence[Name], leaders: Mapping[Name, Name], own: Name
) -> Iterator[Name]:
    """The leaders of the places of one form: of the full forms before each, else of all, the leader of most.

    Args:
        here: The places.
        full: Those of the full forms that it can be short for; both in text order.
        leaders: Of the full forms.
        own: The leader where nothing is longer.
    """
    usual = most_named([leaders[other] for other in full])
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
        yield best or usual or own


def most_named(candidates: Sequence[Name]) -> Name | None:
    """The full name that is used most; of two that are used equally often the first, whom the article is about."""
    uses = Counter(candidates)
    return max(candidates, key=uses.__getitem__, default=None)


def sorted_names(names: Iterable[Name]) -> list[Name]:
    """Names in text order."""
    return sorted(names, key=lambda name: name.first)


def by_keys(forms: Iterable[Name]) -> dict[Key, list[Name]]:
    """A name of each form under all that a short form of it must share with it."""
    found: dict[Key, list[Name]] = {}
    for form in forms:
        for key in set(keys_of(form)):
            listed = found.setdefault(key, [])
            if len(listed) < MOST_FORMS:
                listed.append(form)
    return found


def keys_of(full: Name) -> Iterator[Key]:
    """What short forms of a name must share with it, as `is_longer_form` has it."""
    words = full.words
    if full.kind is Kind.PERSON:
        yield from (("one", words[0]), ("one", words[-1]), ("both", words[0], words[-1]))
        return
    yield from (("start", end, words[0], words[end - 1]) for end in range(2, len(words)))
    yield from (("letters", letters) for letters in acronyms(full))


def full_forms(short: Name, longer: Mapping[Key, Sequence[Name]]) -> list[Name]:
    """A name of each form that a name can be short for; a country is short for nothing."""
    if find_country(short.text):
        return []
    first, last, length = short.words[0], short.words[-1], len(short.words)
    one = (("one", first), ("letters", short.text.replace(".", "")))
    keys: tuple[Key, ...] = (
        (("both", first, last), ("start", length, first, last)) if length > 1 else one
    )
    near = dict.fromkeys(other for key in keys for other in longer.get(key, ()))
    fitting = [other for other in near if is_longer_form(other, short)]
    families = [other for other in fitting if other.words[-1] == first]
    return families or fitting  # "Trump" is Donald Trump before it is Trump Tower


def is_longer_form(full: Name, short: Name) -> bool:
    """Whether the first can be the full form of the second.

    >>> from kg.resolution.names import plain_words
    >>> person = lambda text: Name(first=0, last=1, text=text, words=plain_words(text), kind=Kind.PERSON)
    >>> is_longer_form(person("Kim Jong Un"), person("Kim")), is_longer_form(person("Ann Lee"), person("Ann B. Lee"))
    (True, False)
    """
    if len(full.words) <= len(short.words) or (
        full.gender and short.gender and full.gender != short.gender
    ):
        return False
    if full.kind is Kind.PERSON:
        if len(short.words) == 1:
            first_too = short.kind not in {Kind.PLACE, Kind.GROUP}
            return short.words[0] in (
                {full.words[0], full.words[-1]} if first_too else {full.words[-1]}
            )
        return (short.words[0], short.words[-1]) == (full.words[0], full.words[-1])
    if len(short.words) > 1:
        return full.words[: len(short.words)] == short.words and full.kind is short.kind
    return short.text.replace(".", "") in acronyms(full)


def acronyms(name: Name) -> set[str]:
    """What the first letters of a name make."""
    return {acronym(name.text), acronym(name.text, small=False)}
