"""Who is who across articles: proposals that two entities are one, with a confidence and the evidence for it.

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
from typing import TYPE_CHECKING, Final

from kg.language.words import capitals
from kg.link.entities import ORGANIZATION, PERSON, PLACE
from kg.link.judgements import OPEN, TOOL, Judgement
from kg.rdf.vocabulary import SKOS
from kg.resolution.places import country

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.link.entities import Record

SURE: Final = 0.9
"""What counts as one: skos:exactMatch."""
LIKELY: Final = 0.4
"""What is worth asking a person: skos:closeMatch."""
NEIGHBOURS: Final = 20
"""With how many records of its key each is compared."""
FULL_NAME: Final = 0.0
PART_OF_NAME: Final = -1.5
ONE_WORD: Final = -1.5
ORGANIZATION_NAME: Final = 3.0
PLACE_NAME: Final = 1.5
INITIALS: Final = 0.0
COMMON_ORGANIZATION: Final = 0.0
SAME_COUNTRY: Final = 4.0
SAME_ROLE, OTHER_ROLE = 2.5, -1.0
SAME_AFFILIATION, OTHER_AFFILIATION = 3.0, -1.5
SAME_COMPANY: Final = 0.8
"""For each name that both articles name beside, weighed by how rare it is; at most three count."""
SAME_PUBLISHER: Final = 0.7
UNSEEN: Final = 10
"""Articles that are thought to be there and to name none of it all, so that two articles already tell something."""
SEVERAL_OF_THE_NAME: Final = -1.0
"""Where the part of a name fits several people."""
EVERYDAY: Final = frozenset(
    "a an and at for from her his in its of on one our that the their then this to who with s "
    "former then new old chief senior top head leading us uk".split()
)
OF_MANY: Final = frozenset(
    "agency army authority board bureau cabinet commission committee company congress council court department embassy "
    "federation foundation government group health hospital house institute interior justice ministry navy office "
    "parliament party police post school senate service state supreme times treasury tribune union university".split()
)
"""Words of which the names of organisations in many places are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for or against two records being one: words, and log-odds."""

    what: str
    weight: float


def proposals(found: Iterable[Record], date: str) -> list[Judgement]:
    """Which records may be one, in the order of their IRIs.

    Args:
        found: From `kg.link.entities.records`.
        date: The day of the judgement, YYYY-MM-DD.
    """
    listed = list(found)
    rarity = rarities(listed)
    several = surnames(listed)
    judged = (judge(one, other, rarity, several, date) for one, other in pairs(listed))
    return sorted((one for one in judged if one), key=lambda one: one.pair)


def pairs(listed: list[Record]) -> Iterator[tuple[Record, Record]]:
    """The pairs worth comparing, each once."""
    blocks: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in listed:
        for key in keys(record):
            blocks[record.kind, key].append(record)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        block.sort(key=lambda record: (longest(record), sorted(record.roles), record.iri))
        for place, one in enumerate(block):
            for other in block[place + 1 : place + 1 + NEIGHBOURS]:
                first, second = sorted((one, other), key=lambda record: record.iri)
                if (first.iri, second.iri) not in seen and (
                    first.article != second.article or not first.article
                ):
                    seen.add((first.iri, second.iri))
                    yield first, second


def keys(record: Record) -> set[str]:
    """What a record can be found by: a person by the last word of a name, others by the whole name or the country."""
    if record.kind == PERSON:
        return {form.split()[-1] for form in record.forms}
    return {*record.forms, *filter(None, [country_of(record)]), *map(initials, record.forms)}


def initials(form: str) -> str:
    """The first letters of a name of several words, and else the name.

    >>> initials("world health organization"), initials("nato")
    ('who', 'nato')
    """
    words = [word for word in form.split() if word not in EVERYDAY]
    return "".join(word[0] for word in words) if len(words) > 2 else form  # noqa: PLR2004 - "US" is more than a name


def country_of(record: Record) -> str | None:
    """The country that a place is, by any of its names."""
    if record.kind != PLACE:
        return None
    found = (country(form.title()) or country(form.upper()) for form in sorted(record.forms))
    return next(filter(None, found), None)


def rarities(listed: list[Record]) -> Mapping[str, float]:
    """How much it tells that two articles name the same: 1 for a name of two articles, next to 0 for one of all."""
    articles = articles_of(listed)
    counts = Counter(form for names in articles.values() for form in names)
    number = len(articles) + UNSEEN
    return {form: min(1.0, log(number / count) / log(number / 2)) for form, count in counts.items()}


def articles_of(listed: list[Record]) -> Mapping[str, set[str]]:
    """The names in each article."""
    named: dict[str, set[str]] = defaultdict(set)
    for record in listed:
        if record.article:
            named[record.article].update(record.forms)
    return named


def surnames(listed: list[Record]) -> Mapping[str, int]:
    """How many full names end in a word, of people."""
    full = {
        form for record in listed if record.kind == PERSON for form in record.forms if " " in form
    }
    return Counter(form.split()[-1] for form in full)


def judge(
    one: Record, other: Record, rarity: Mapping[str, float], several: Mapping[str, int], date: str
) -> Judgement | None:
    """Whether two records may be one; None where that is unlikely."""
    name = name_evidence(one, other, several)
    are_two = one.authority and other.authority and not one.authority & other.authority
    if name is None or are_two:
        return None
    more = [*role_evidence(one, other), *company_evidence(one, other, rarity)]
    evidence = [name, *more]
    confidence = 1 / (1 + exp(-sum(part.weight for part in evidence)))
    authority = one.authority & other.authority
    if authority:
        evidence, confidence = [Evidence(what="the same entity of Wikidata", weight=0)], 1.0
    beyond = one.kind != PERSON or authority or any(part.weight > 0 for part in more)
    is_sure = confidence >= SURE and beyond
    if confidence < LIKELY:
        return None
    return Judgement(
        subject=one.iri,
        predicate=str(SKOS.exactMatch) if is_sure else OPEN,
        object=other.iri,
        confidence=round(confidence if is_sure else min(confidence, SURE - 0.01), 2),
        author=TOOL,
        date=date,
        reason="; ".join(part.what for part in evidence),
        subject_label=one.name,
        object_label=other.name,
    )


def name_evidence(one: Record, other: Record, several: Mapping[str, int]) -> Evidence | None:
    """What the names tell; None where they are of two."""
    shared = one.forms & other.forms
    if one.kind == PERSON:
        return person_evidence(one, other, shared, several)
    if one.kind == ORGANIZATION:
        return organization_evidence(one, other, max(shared, key=len, default=""))
    if (where := country_of(one)) and where == country_of(other):
        return Evidence(what=f"both are {where} in the list of countries", weight=SAME_COUNTRY)
    if any(form in capitals() for form in shared):
        return Evidence(what="the same capital in the list of countries", weight=SAME_COUNTRY)
    return Evidence(what="the same name", weight=PLACE_NAME) if shared else None


def organization_evidence(one: Record, other: Record, best: str) -> Evidence | None:
    """What the names of two organisations tell; `best` is the longest that they share, if any."""
    if best and is_common(best):
        return Evidence(what="the same name, which others may have", weight=COMMON_ORGANIZATION)
    if best:
        return Evidence(what="the same name", weight=ORGANIZATION_NAME)
    if {initials(form) for form in one.forms} & {initials(form) for form in other.forms}:
        return Evidence(what="the initials of the name", weight=INITIALS)
    return None


def person_evidence(
    one: Record, other: Record, shared: frozenset[str], several: Mapping[str, int]
) -> Evidence | None:
    """What the names of two people tell."""
    if any(" " in form for form in shared):
        return Evidence(what="the same name", weight=FULL_NAME)
    full = [form for record in (one, other) for form in record.forms if " " in form]
    if all(" " in form for form in map(longest, (one, other))):
        fits = are_alike(longest(one), longest(other))
        return Evidence(what="names that may be one", weight=PART_OF_NAME) if fits else None
    if not full and shared:
        return Evidence(what="the same one word as a name", weight=ONE_WORD)
    if several[longest(one).split()[-1]] > 1:
        return Evidence(
            what="a part of the name, which several have", weight=PART_OF_NAME + SEVERAL_OF_THE_NAME
        )
    return Evidence(what="a part of the name", weight=PART_OF_NAME)


def longest(record: Record) -> str:
    """The form of a name with the most words."""
    return max(sorted(record.forms), key=lambda form: len(form.split()))


def are_alike(one: str, other: str) -> bool:
    """Whether two full names can be one: the words of one are words of the other, or their first letters.

    >>> are_alike("j r tolkien", "john tolkien"), are_alike("mary madden", "michael madden")
    (True, False)
    """
    few, many = sorted((one.split(), other.split()), key=len)
    if few[-1] != many[-1]:
        return False
    return all(any(fits(a, b) for b in many[:-1]) for a in few[:-1])


def fits(one: str, other: str) -> bool:
    """Whether a word is another, or either is the first letter of the other."""
    return one == other or (1 in {len(one), len(other)} and one[0] == other[0])


def is_common(form: str) -> bool:
    """Whether organisations in many places have a name: no word of it is a name by itself.

    >>> is_common("ministry of defence"), is_common("supreme court"), is_common("stimson centre")
    (True, True, False)
    """
    words = set(form.split()) - EVERYDAY
    return bool(words & OF_MANY) and len(words) <= 2  # noqa: PLR2004 - the kind, and what it is for


def role_evidence(one: Record, other: Record) -> Iterator[Evidence]:
    """What roles and affiliations tell; a word that is in both counts once."""
    if one.roles and other.roles:
        known = EVERYDAY | {
            word for name in one.affiliations & other.affiliations for word in name.split()
        }
        same = (one.roles & other.roles) - known
        if same:
            share = len(same) / min(len(roles - known) for roles in (one.roles, other.roles))
            yield Evidence(what=f"both {' '.join(sorted(same))}", weight=SAME_ROLE * share)
        elif one.roles - known and other.roles - known:
            yield Evidence(what="other roles", weight=OTHER_ROLE)
    if one.affiliations and other.affiliations:
        same = one.affiliations & other.affiliations
        if same:
            yield Evidence(what=f"both with {min(same)}", weight=SAME_AFFILIATION)
        else:
            yield Evidence(what="other affiliations", weight=OTHER_AFFILIATION)


def company_evidence(one: Record, other: Record, rarity: Mapping[str, float]) -> Iterator[Evidence]:
    """What it tells whom else the articles name, and who published them."""
    shared = sorted(
        (one.context & other.context) - one.forms - other.forms - one.affiliations,
        key=lambda form: (-rarity.get(form, 0), form),
    )
    told = [form for form in shared if rarity.get(form, 0) > 0][:3]
    if told:
        weight = SAME_COMPANY * sum(rarity[form] for form in told)
        yield Evidence(what=f"both articles name {', '.join(told)}", weight=weight)
    if one.publisher and one.publisher == other.publisher and one.kind == PERSON:
        yield Evidence(what="the same publisher", weight=SAME_PUBLISHER)
