"""Who is who across articles: proposals that two entities are one, with the evidence for it.

The weights are log-odds that add up, as in the record linkage of Fellegi and Sunter (1969), set by
hand and measured in `benchmarks/linking.py`. A name is where it starts; of people it never
suffices. What is likely but unsure is a proposal, for a person to decide.

Only records that share a key are compared (blocking), and of those with a common key only near ones
(the sorted neighbourhood of Hernández and Stolfo 1995): what is one hangs together through others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from math import exp, log
from typing import TYPE_CHECKING, Final

from kg.language.spelling import spell_words
from kg.language.words import officeholders, us_states
from kg.link.entities import PERSON, PLACE, folded, longest_form
from kg.link.evidence import Evidence
from kg.link.judgements import SAME, SURE, TOOL, Judgement
from kg.link.naming import COMMON_PART, compare_names, list_keys, list_surnames
from kg.link.places import is_listed_place
from kg.link.sets import DisjointSets
from kg.link.words import words_of
from kg.rdf.vocabulary import CS
from kg.resolution.lexicon import find_country

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.link.entities import Record
    from kg.link.naming import Surnames

_LIKELY: Final = 0.4
"""The confidence from which it is worth asking a person; from `SURE` on, two count as one."""
_NEIGHBOURS: Final = 20
"""With how many records of its key each is compared."""
_WELL_KNOWN: Final = Evidence("a name known from public office", 2.0)
"""Few others are called so, whom news would not tell from who is known."""
_SAME_ROLE: Final = 2.5
_OTHER_ROLES: Final = Evidence("other roles", -1.0)
_SAME_AFFILIATION: Final = 3.0
_OTHER_AFFILIATIONS: Final = Evidence("other affiliations", -1.5)
_SAME_COMPANY: Final = 0.8
"""For each name that both articles name beside, times how rare it is."""
_MOST_COMPANIONS: Final = 3
"""How many such names count."""
_SAME_PUBLISHER: Final = Evidence("the same publisher", 0.7)
_SAME_ARTICLE: Final = Evidence("the same article", 4.0)
_ELSEWHERE: Final = Evidence("the articles name other countries", -1.5, is_open=True)
_UNSEEN: Final = 10
"""Articles that are thought to be there and to name none of it all, so that two tell something."""


def propose_identities(
    found: Iterable[Record], date: str, kept: Iterable[Judgement] = ()
) -> list[Judgement]:
    """Return which records may be one, sorted by their IRIs.

    Of records that hang together, each is proposed to be one with one other, with that of which it
    is surest, and not with all: what is one is one through others, too, and a person has the
    fewest rows to look at.

    Args:
        found: From `kg.link.entities.read_records`.
        date: The day of the judgement, YYYY-MM-DD.
        kept: What is judged already: it is not proposed again, and what hangs together by it needs
            no proposal.
    """
    records = list(found)
    rarity = _measure_rarity(records)
    surnames = list_surnames(records)
    judgements = []
    for one, other in _pairs_to_compare(records):
        judgement = _judge_pair(one, other, rarity, surnames, date)
        if judgement is not None:
            judgements.append(judgement)
    return sorted(_keep_needed(judgements, kept), key=lambda judgement: judgement.pair)


def _keep_needed(judgements: Iterable[Judgement], kept: Iterable[Judgement]) -> Iterator[Judgement]:
    """Yield the surest judgements by which the same things hang together as by all (Kruskal 1956).

    Each of them is needed: whoever takes it back parts what it joined.
    """
    known = {one.pair for one in kept}
    sets: DisjointSets[str] = DisjointSets()
    for judgement in kept:
        if judgement.predicate in SAME and not judgement.negated:
            sets.join(*judgement.pair)

    for judgement in sorted(judgements, key=lambda one: (-one.confidence, one.pair)):
        one, other = map(sets.find_root, judgement.pair)
        if one != other and judgement.pair not in known:
            sets.join(one, other)
            yield judgement


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


def _pairs_to_compare(records: Iterable[Record]) -> Iterable[tuple[Record, Record]]:
    """Return the pairs of records that share a key and are near each other, each once."""
    blocks: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        for key in list_keys(record) | record.authority:
            blocks[record.kind, key].append(record)

    pairs: dict[tuple[str, str], tuple[Record, Record]] = {}
    for block in blocks.values():
        block.sort(key=_order_of)
        for place, one in enumerate(block, 1):
            for other in block[place : place + _NEIGHBOURS]:
                if one.article != other.article or not one.article:
                    first, second = sorted((one, other), key=lambda record: record.iri)
                    pairs[first.iri, second.iri] = first, second
    return pairs.values()


def _order_of(record: Record) -> tuple[str, list[str], str]:
    """Return what the records of a block are sorted by, so that those that are one are near."""
    return " ".join(spell_words(longest_form(record))), sorted(record.roles), record.iri


def _judge_pair(
    one: Record, other: Record, rarity: Mapping[str, float], surnames: Surnames, date: str
) -> Judgement | None:
    """Judge whether two records are of the same person, organisation or place.

    Args:
        one: A record.
        other: A record of the same kind.
        rarity: From `_measure_rarity`.
        surnames: From `kg.link.naming.list_surnames`.
        date: The day of the judgement, YYYY-MM-DD.

    Returns:
        A judgement, either "same" or "perhaps the same"; None if neither is likely.
    """
    if one.authority & other.authority:
        return _judgement(one, other, 1.0, "the same entity of Wikidata", date)
    if one.authority and other.authority:
        return None  # two entities of Wikidata

    names = compare_names(one, other, surnames)
    if names is None:
        return None
    circumstances = list(_compare_roles(one, other))
    if not one.addresses.isdisjoint(other.addresses):
        circumstances.append(_SAME_ARTICLE)  # in two graphs, or once corrected
    if names is COMMON_PART and not any(part.weight > 0 for part in circumstances):
        return None  # a family keeps the same company: that does not tell which of them it is
    circumstances += _compare_company(one, other, rarity)
    if one.kind == PLACE and not is_listed_place(one) and _are_elsewhere(one, other):
        circumstances.append(_ELSEWHERE)
    evidence = [names, *circumstances]
    is_known = one.kind == PERSON and not _known_as(one).isdisjoint(_known_as(other))
    if is_known and _OTHER_ROLES not in circumstances:  # there is a baker of every name
        evidence.append(_WELL_KNOWN)
    confidence = 1 / (1 + exp(-sum(part.weight for part in evidence)))
    if confidence < _LIKELY:
        return None

    is_name_alone = one.kind == PERSON and not any(part.weight > 0 for part in circumstances)
    if is_name_alone or any(part.is_open for part in evidence):
        confidence = min(confidence, SURE - 0.01)  # many people have the same name
    reason = "; ".join(part.what for part in evidence)
    return _judgement(one, other, confidence, reason, date)


def _judgement(one: Record, other: Record, confidence: float, reason: str, date: str) -> Judgement:
    """Write a judgement down, which is a proposal below `SURE`."""
    if confidence < SURE:
        confidence = min(confidence, SURE - 0.01)  # it must not look sure when rounded
    return Judgement(
        subject=one.iri,
        predicate=str(CS.sameEntityAs),
        object=other.iri,
        confidence=round(confidence, 2),
        author=TOOL,
        date=date,
        reason=reason,
        subject_label=one.name,
        object_label=other.name,
    )


def _known_as(record: Record) -> set[str]:
    """Return the usual names of those in public office who are called as somebody is, in full."""
    known = _names_in_office()
    return {known[form] for form in record.forms & known.keys()}


@cache
def _names_in_office() -> Mapping[str, str]:
    """Return the usual name of whoever holds or held an office, by each folded form of it."""
    found = {}
    for row in officeholders():
        for form in [row["name"], *row["other_names"].split("|")]:
            found[folded(form)] = row["name"]
    return found


def _compare_roles(one: Record, other: Record) -> Iterator[Evidence]:
    """Yield what roles and affiliations tell; a word that is in both counts once."""
    affiliations = one.affiliations & other.affiliations
    empty = words_of("everyday").union(" ".join(affiliations).split())
    roles, other_roles = one.roles - empty, other.roles - empty
    same_roles = roles & other_roles
    if same_roles:
        share = len(same_roles) / min(len(roles), len(other_roles))
        yield Evidence(f"both {' '.join(sorted(same_roles))}", _SAME_ROLE * share)
    elif roles and other_roles:
        yield _OTHER_ROLES

    if affiliations:
        yield Evidence(f"both with {min(affiliations)}", _SAME_AFFILIATION)
    elif one.affiliations and other.affiliations:
        yield _OTHER_AFFILIATIONS


def _compare_company(one: Record, other: Record, rarity: Mapping[str, float]) -> Iterator[Evidence]:
    """Yield what it tells whom else the articles name, and who published them."""
    shared = (one.context & other.context) - one.forms - other.forms - one.affiliations
    known = sorted(shared & rarity.keys(), key=lambda form: (-rarity[form], form))
    told = known[:_MOST_COMPANIONS]
    if told:
        weight = _SAME_COMPANY * sum(rarity[form] for form in told)
        yield Evidence(f"both articles name {', '.join(told)}", weight)
    if one.publisher and one.publisher == other.publisher and one.kind == PERSON:
        yield _SAME_PUBLISHER


def _are_elsewhere(one: Record, other: Record) -> bool:
    """Tell whether articles that name places name none in common: of two Cambridges.

    >>> from kg.link.entities import Record
    >>> forms, here, there = frozenset({"cambridge"}), frozenset({"ohio"}), frozenset({"england"})
    >>> one = Record(iri="x:a", kind=PLACE, name="", forms=forms, context=here)
    >>> other = Record(iri="x:b", kind=PLACE, name="", forms=forms, context=there)
    >>> _are_elsewhere(one, other), _are_elsewhere(one, one)
    (True, False)
    """
    regions, other_regions = _regions_named(one), _regions_named(other)
    return bool(regions and other_regions) and regions.isdisjoint(other_regions)


def _regions_named(record: Record) -> set[str]:
    """Return the countries and the states of the US that the article of a record names."""
    found = {name for name in record.context if name.title() in us_states()}
    countries = {find_country(name.title()) for name in record.context}
    return found | {country for country in countries if country}
