"""Who is who across articles: proposals that two entities are one, with the evidence for it.

The weights are log-odds that add up, as in the record linkage of Fellegi and Sunter (1969), set by
hand and measured in `benchmarks/linking.py`. A name is where it starts; of people it never
suffices. What is likely but unsure stays open, as skos:closeMatch, for a person to decide.

Only records that share a key are compared (blocking), and of those with a common key only near ones
(the sorted neighbourhood of Hernández and Stolfo 1995): what is one hangs together through others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.language.words import capitals
from kg.link.entities import ORGANIZATION, PERSON, PLACE, longest_form
from kg.link.judgements import OPEN, TOOL, Judgement
from kg.link.words import words_of
from kg.rdf.vocabulary import SKOS
from kg.resolution.lexicon import find_country

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.link.entities import Record


_Surnames: TypeAlias = "Mapping[str, AbstractSet[str]]"
"""The full names of people by their last word."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for or against two records being one: words, and log-odds."""

    what: str
    weight: float


SURE: Final = 0.9
"""The confidence from which two count as one: skos:exactMatch."""
_LIKELY: Final = 0.4
"""The confidence from which it is worth asking a person: skos:closeMatch."""
_NEIGHBOURS: Final = 20
"""With how many records of its key each is compared."""
_SAME_NAME: Final = {
    PERSON: _Evidence("the same name", 0.0),
    ORGANIZATION: _Evidence("the same name", 3.0),
    PLACE: _Evidence("the same name", 1.5),
}
_COMMON_NAME: Final = _Evidence("the same name, which others may have", 0.0)
_SAME_WORD: Final = _Evidence("the same one word as a name", -1.5)
_FITTING_NAMES: Final = _Evidence("names that may be one", -1.5)
_PART_OF_NAME: Final = _Evidence("a part of the name", -1.5)
_COMMON_PART: Final = _Evidence("a part of the name, which several have", -2.5)
_INITIALS: Final = _Evidence("the initials of the name", 0.0)
_SAME_COUNTRY: Final = 4.0
_SAME_CAPITAL: Final = _Evidence("the same capital in the list of countries", 4.0)
_SAME_ROLE: Final = 2.5
_OTHER_ROLES: Final = _Evidence("other roles", -1.0)
_SAME_AFFILIATION: Final = 3.0
_OTHER_AFFILIATIONS: Final = _Evidence("other affiliations", -1.5)
_SAME_COMPANY: Final = 0.8
"""For each name that both articles name beside, times how rare it is."""
_MOST_COMPANIONS: Final = 3
"""How many such names count."""
_SAME_PUBLISHER: Final = _Evidence("the same publisher", 0.7)
_UNSEEN: Final = 10
"""Articles that are thought to be there and to name none of it all, so that two tell something."""


def propose_identities(found: Iterable[Record], date: str) -> list[Judgement]:
    """Return which records may be one, sorted by their IRIs.

    Args:
        found: From `kg.link.entities.read_records`.
        date: The day of the judgement, YYYY-MM-DD.
    """
    records = list(found)
    rarity = _measure_rarity(records)
    surnames = _list_surnames(records)
    judgements = []
    for one, other in _pairs_to_compare(records):
        judgement = _judge_pair(one, other, rarity, surnames, date)
        if judgement is not None:
            judgements.append(judgement)
    return sorted(judgements, key=lambda judgement: judgement.pair)


def _measure_rarity(records: Iterable[Record]) -> Mapping[str, float]:
    """Return how much it tells that two articles name the same.

    That is 1 for a name in two articles, and next to 0 for one in all.
    """
    named: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if record.article:
            named[record.article].update(record.forms)

    counts: Counter[str] = Counter()
    for forms in named.values():
        counts.update(forms)
    number = len(named) + _UNSEEN
    return {form: min(1.0, log(number / count) / log(number / 2)) for form, count in counts.items()}


def _list_surnames(records: Iterable[Record]) -> _Surnames:
    """Return the full names of people by their last word."""
    full_names: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for form in record.forms:
            if record.kind == PERSON and " " in form:
                full_names[form.split()[-1]].add(form)
    return full_names


def _pairs_to_compare(records: Iterable[Record]) -> Iterable[tuple[Record, Record]]:
    """Return the pairs of records that share a key and are near each other, each once."""
    blocks: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        for key in _keys_of(record):
            blocks[record.kind, key].append(record)

    pairs: dict[tuple[str, str], tuple[Record, Record]] = {}
    for block in blocks.values():
        block.sort(key=lambda record: (longest_form(record), sorted(record.roles), record.iri))
        for place, one in enumerate(block, 1):
            for other in block[place : place + _NEIGHBOURS]:
                if one.article != other.article or not one.article:
                    first, second = sorted((one, other), key=lambda record: record.iri)
                    pairs[first.iri, second.iri] = first, second
    return pairs.values()


def _keys_of(record: Record) -> set[str]:
    """Return what a record is found by.

    A person is found by the last word of a name; others by the name, its initials or the country.
    """
    if record.kind == PERSON:
        return {form.split()[-1] for form in record.forms}
    keys = {*record.forms, *_initials_of(record)}
    if record.kind == PLACE:
        keys.add(_country_of(record))
    return keys - {""}


def _initials_of(record: Record) -> set[str]:
    """Return the initials of each name of several words, and else the name.

    >>> from kg.link.entities import Record
    >>> forms = frozenset({"world health organization", "nato"})
    >>> sorted(_initials_of(Record(iri="x:a", kind=ORGANIZATION, name="WHO", forms=forms)))
    ['nato', 'who']
    """
    found = set()
    for form in record.forms:
        words = [word for word in form.split() if word not in words_of("everyday")]
        is_long = len(words) > 2  # noqa: PLR2004 - "US" is more than a name
        found.add("".join(word[0] for word in words) if is_long else form)
    return found


def _country_of(record: Record) -> str:
    """Return the country that a place is, by any of its names; empty if it is none."""
    for form in sorted(record.forms):
        name = find_country(form.title())
        if name is not None:
            return name
    return ""


def _judge_pair(
    one: Record, other: Record, rarity: Mapping[str, float], surnames: _Surnames, date: str
) -> Judgement | None:
    """Judge whether two records are of the same person, organisation or place.

    Args:
        one: A record.
        other: A record of the same kind.
        rarity: From `_measure_rarity`.
        surnames: From `_list_surnames`.
        date: The day of the judgement, YYYY-MM-DD.

    Returns:
        A judgement, either "same" or "perhaps the same"; None if neither is likely.
    """
    names = _compare_names(one, other, surnames)
    if names is None:
        return None

    if one.authority & other.authority:
        return _judgement(one, other, 1.0, "the same entity of Wikidata", date)
    if one.authority and other.authority:
        return None  # two entities of Wikidata

    circumstances = [*_compare_roles(one, other), *_compare_company(one, other, rarity)]
    evidence = [names, *circumstances]
    confidence = 1 / (1 + exp(-sum(part.weight for part in evidence)))
    if confidence < _LIKELY:
        return None

    if one.kind == PERSON and not any(part.weight > 0 for part in circumstances):
        confidence = min(confidence, SURE - 0.01)  # many people have the same name
    reason = "; ".join(part.what for part in evidence)
    return _judgement(one, other, confidence, reason, date)


def _judgement(one: Record, other: Record, confidence: float, reason: str, date: str) -> Judgement:
    """Write a judgement down: `skos:exactMatch` from `SURE` on, an open question below."""
    is_sure = confidence >= SURE
    if not is_sure:
        confidence = min(confidence, SURE - 0.01)  # it must not look sure when rounded
    return Judgement(
        subject=one.iri,
        predicate=str(SKOS.exactMatch) if is_sure else OPEN,
        object=other.iri,
        confidence=round(confidence, 2),
        author=TOOL,
        date=date,
        reason=reason,
        subject_label=one.name,
        object_label=other.name,
    )


def _compare_names(one: Record, other: Record, surnames: _Surnames) -> _Evidence | None:
    """Return what the names tell; None if they are those of two."""
    if one.kind == PERSON:
        return _compare_people(one, other, surnames)
    if one.kind == ORGANIZATION:
        return _compare_organizations(one, other)

    place = _country_of(one)
    if place and place == _country_of(other):
        return _Evidence(f"both are {place} in the list of countries", _SAME_COUNTRY)
    shared = one.forms & other.forms
    if not shared.isdisjoint(capitals()):
        return _SAME_CAPITAL
    return _SAME_NAME[PLACE] if shared else None


def _compare_organizations(one: Record, other: Record) -> _Evidence | None:
    """Return what the names of two organisations tell; the longest that they share decides."""
    shared = one.forms & other.forms
    if shared:
        longest = max(sorted(shared), key=len)
        return _COMMON_NAME if _is_common(longest) else _SAME_NAME[ORGANIZATION]
    return None if _initials_of(one).isdisjoint(_initials_of(other)) else _INITIALS


def _is_common(form: str) -> bool:
    """Tell whether organisations in many places have a name: no word of it is a name by itself.

    >>> _is_common("ministry of defence"), _is_common("supreme court"), _is_common("stimson centre")
    (True, True, False)
    """
    words = set(form.split()) - words_of("everyday")
    has_few = len(words) <= 2  # noqa: PLR2004 - the kind, and what it is for
    return has_few and not words.isdisjoint(words_of("of-many"))


def _compare_people(one: Record, other: Record, surnames: _Surnames) -> _Evidence | None:
    """Return what the names of two people tell; None if they are those of two people."""
    shared = one.forms & other.forms
    if any(" " in form for form in shared):
        return _SAME_NAME[PERSON]

    name, other_name = longest_form(one), longest_form(other)
    if " " in name and " " in other_name:
        return _FITTING_NAMES if _are_alike(name.split(), other_name.split()) else None
    if shared and " " not in name + other_name:
        return _SAME_WORD
    bearers = surnames.get(name.split()[-1], ())
    return _COMMON_PART if len(bearers) > 1 else _PART_OF_NAME


def _are_alike(name: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two full names can be one: "J. R. Tolkien" and "John Tolkien".

    The family name is the same, and each other word of the shorter name, or its initial, is a word
    of the longer one.

    >>> _are_alike(["j", "r", "tolkien"], ["john", "tolkien"])
    True
    >>> _are_alike(["mary", "madden"], ["michael", "madden"])
    False
    """
    few, many = sorted((name, other), key=len)
    if few[-1] != many[-1]:
        return False
    return all(_is_among(word, many[:-1]) for word in few[:-1])


def _is_among(word: str, others: Sequence[str]) -> bool:
    """Tell whether a word, or what is its initial or it is the initial of, is among others."""
    initials = {other[0] for other in others}
    return word in initials or not {word, word[0]}.isdisjoint(others)


def _compare_roles(one: Record, other: Record) -> Iterator[_Evidence]:
    """Yield what roles and affiliations tell; a word that is in both counts once."""
    affiliations = one.affiliations & other.affiliations
    empty = words_of("everyday").union(" ".join(affiliations).split())
    roles, other_roles = one.roles - empty, other.roles - empty
    same_roles = roles & other_roles
    if same_roles:
        share = len(same_roles) / min(len(roles), len(other_roles))
        yield _Evidence(f"both {' '.join(sorted(same_roles))}", _SAME_ROLE * share)
    elif roles and other_roles:
        yield _OTHER_ROLES

    if affiliations:
        yield _Evidence(f"both with {min(affiliations)}", _SAME_AFFILIATION)
    elif one.affiliations and other.affiliations:
        yield _OTHER_AFFILIATIONS


def _compare_company(
    one: Record, other: Record, rarity: Mapping[str, float]
) -> Iterator[_Evidence]:
    """Yield what it tells whom else the articles name, and who published them."""
    shared = (one.context & other.context) - one.forms - other.forms - one.affiliations
    known = sorted(shared & rarity.keys(), key=lambda form: (-rarity[form], form))
    told = known[:_MOST_COMPANIONS]
    if told:
        weight = _SAME_COMPANY * sum(rarity[form] for form in told)
        yield _Evidence(f"both articles name {', '.join(told)}", weight)
    if one.publisher and one.publisher == other.publisher and one.kind == PERSON:
        yield _SAME_PUBLISHER
