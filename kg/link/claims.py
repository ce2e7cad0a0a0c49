"""Claims of several articles that meet: the same in other words, alike, or contradicting each other.

What is likely is proposed as a judgement with a score and its reasons, and nothing is collapsed.
Only claims that share rare words are compared (blocking): each with the few that share most with
it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from math import log
from typing import TYPE_CHECKING, Final

from kg.link.alignment import name_others, shared_words, unshared
from kg.link.encoder import embeddings
from kg.link.entities import KINDS, folded, rows
from kg.link.judgements import TOOL, Judgement
from kg.link.opposition import are_equally_sure, opposed
from kg.rdf.vocabulary import CS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import Store

SAME: Final = 0.75
"""From where on two claims may be the same, by the likeness of the whole."""
SAME_SUM: Final = 1.0
"""From where on they are, by that and half the likeness of what they do not share."""
SURE: Final = 0.85
"""From where on they are whatever else they say, if they share more than `MANY` words that say something."""
MANY: Final = 5
ALIKE: Final = 0.6
"""From where on one may say what the other says, and more."""
ALIKE_REST: Final = 0.35
"""From where on claims that may be the same, but are not, corroborate each other if they share a subject."""
OPPOSED: Final = 0.7
"""From where on something opposite in them makes them contradict each other."""
OPPOSED_REST: Final = 0.2
MORE: Final = 2
"""Words that one claim has beyond all that the other says, from which on it says more."""
DAYS: Final = 60
"""How far apart the articles may be; claims that share no name must be nearer."""
DAYS_WITHOUT_NAME: Final = 7
COMPANIONS: Final = 20
"""With how many others each claim is compared, at most."""
COMMON: Final = 200
"""A word that more claims hold tells nothing."""
STEM: Final = 5
"""Letters at the beginning of a word by which claims are found."""
SHOWN: Final = 80
"""Characters of a claim in a label."""
STATED: Final = """
    SELECT ?claim ?text ?article { ?statement cs:states ?claim ; cs:statedIn ?article . ?claim schema:text ?text }"""
SUBJECTS: Final = """
    SELECT ?claim ?name ?kind {
      ?claim schema:about|schema:mentions ?what . ?what a ?kind ; schema:name|schema:alternateName ?name }"""
DATES: Final = (
    "SELECT ?claim ?date { ?statement cs:states ?claim ; cs:statedIn/schema:datePublished ?date }"
)
REVIEWED: Final = (
    "SELECT ?claim ?text ?review { ?review schema:itemReviewed ?claim . ?claim schema:text ?text }"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRecord:
    """A claim, with where it is made and what it is about.

    Attributes:
        iri: Its own; `text`, its words.
        places: The IRIs of the articles that make it, and of the reviews of it.
        subjects: The folded names of what it is about or mentions; `names`, those of people,
            organisations and places.
        days: When the articles were published, as ordinals of days.

    """

    iri: str
    text: str
    places: frozenset[str]
    subjects: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    days: frozenset[int] = frozenset()


def claim_records(stores: Iterable[Store]) -> list[ClaimRecord]:
    """The claims of some graphs, by IRI.

    Args:
        stores: From `kg.store.read_store`.
    """
    texts: dict[str, str] = {}
    places: dict[str, set[str]] = defaultdict(set)
    subjects: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    days: dict[str, set[int]] = defaultdict(set)
    for store in stores:
        for claim, text, article in rows(store, STATED):
            texts[claim] = text
            places[claim].add(article)
        for claim, text, review in rows(store, REVIEWED):
            texts.setdefault(claim, text)
            places[claim].add(review)
        for claim, name, kind in rows(store, SUBJECTS):
            subjects[claim].add(folded(name))
            names[claim] |= {folded(name)} if kind in KINDS else set()
        for claim, day in rows(store, DATES):
            days[claim] |= {ordinal} if (ordinal := ordinal_of(day)) else set()
    return [
        ClaimRecord(
            iri=claim,
            text=texts[claim],
            places=frozenset(places[claim]),
            subjects=frozenset(subjects[claim]),
            names=frozenset(names[claim]),
            days=frozenset(days[claim]),
        )
        for claim in sorted(texts)
    ]


def ordinal_of(text: str) -> int | None:
    """The ordinal of the day that a text begins with, if any.

    >>> ordinal_of("2025-09-04T10:00:00Z") - ordinal_of("2025-09-01"), ordinal_of("yesterday")
    (3, None)
    """
    try:
        return date.fromisoformat(text[:10]).toordinal()
    except ValueError:
        return None


def claims_that_meet(found: Sequence[ClaimRecord], today: str) -> list[Judgement]:
    """The relations between claims that are likely, surest first.

    Args:
        found: From `claim_records`.
        today: The day of the judgement, YYYY-MM-DD.

    Returns:
        Judgements with cs:sameClaimAs, cs:corroborates or cs:contradicts; their confidence is how
        alike the claims are.
    """
    pairs = list(candidates(found))
    places = sorted({place for pair in pairs for place in pair})
    vectors = dict(zip(places, embeddings([found[place].text for place in places]), strict=True))
    alike = {(one, other): float(vectors[one] @ vectors[other]) for one, other in pairs}
    near = [pair for pair in pairs if alike[pair] >= ALIKE]
    left = rests([(found[one].text, found[other].text) for one, other in near])
    judged = (
        judge(found[one], found[other], alike[one, other], rest, today)
        for (one, other), rest in zip(near, left, strict=True)
    )
    return sorted((one for one in judged if one), key=lambda one: (-one.confidence, one.pair))


def candidates(found: Sequence[ClaimRecord]) -> list[tuple[int, int]]:
    """The pairs worth comparing, by their places: of no article in common, and sharing the rarest words."""
    index: dict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(found):
        for stem in stems(record):
            index[stem].append(place)
    pairs: set[tuple[int, int]] = set()
    for place, record in enumerate(found):
        shared: dict[int, float] = defaultdict(float)
        for stem in sorted(stems(record)):
            holders = index[stem]
            if len(holders) <= COMMON:
                for other in holders:
                    shared[other] += log(1 + len(found) / len(holders))
        apart = (other for other in shared if may_meet(record, found[other]))
        nearest = sorted(apart, key=lambda other: (-shared[other], other))[:COMPANIONS]
        pairs |= {(min(place, other), max(place, other)) for other in nearest}
    return sorted(pairs)


def may_meet(one: ClaimRecord, other: ClaimRecord) -> bool:
    """Whether two claims can be of the same thing: of no article in common, of one time, and not of other names.

    >>> here, there = (ClaimRecord(iri="", text="", places=frozenset(), names=frozenset({name})) for name in ("a", "b"))
    >>> may_meet(here, here), may_meet(here, there)
    (True, False)
    """
    if one.places & other.places or (one.names and other.names and not one.names & other.names):
        return False
    within = DAYS if one.names & other.names else DAYS_WITHOUT_NAME
    return (
        not (one.days and other.days)
        or min(abs(a - b) for a in one.days for b in other.days) <= within
    )


def stems(record: ClaimRecord) -> set[str]:
    """What a claim is found by: the beginnings of its words, and the names of what it is about.

    >>> record = ClaimRecord(iri="", text="It was inspected.", places=frozenset(), subjects=frozenset({"the dam"}))
    >>> sorted(stems(record))
    ['inspe', 'it', 'the dam', 'was']
    """
    return {word[:STEM] for word in folded(record.text).split()} | record.subjects


def judge(
    one: ClaimRecord, other: ClaimRecord, alike: float, rest: float, today: str
) -> Judgement | None:
    """How two claims relate; None where they do not, as far as one can tell."""
    subjects = one.subjects & other.subjects
    relation = related(one.text, other.text, alike, rest, shares_subject=bool(subjects))
    if relation is None:
        return None
    predicate, reason = relation
    about = f"; both about {', '.join(sorted(subjects)[:3])}" if subjects else ""
    return Judgement(
        subject=one.iri,
        predicate=predicate,
        object=other.iri,
        confidence=round(min(alike, 1.0), 2),
        author=TOOL,
        date=today,
        reason=reason + about,
        subject_label=one.text[:SHOWN],
        object_label=other.text[:SHOWN],
    )


def related(
    one: str, other: str, alike: float, rest: float, *, shares_subject: bool
) -> tuple[str, str] | None:
    """The predicate between two claims, and why; None where there is none, as far as one can tell.

    Args:
        one: The words of a claim.
        other: Those of the other.
        alike: How alike they are.
        rest: How alike the words are that they do not share, as `rests` gives it.
        shares_subject: Whether they are about the same.
    """
    if folded(one) == folded(other):
        return str(CS.sameClaimAs), "the same words but for case and marks"
    if what := opposed(one, other):
        is_near = alike >= OPPOSED and rest >= OPPOSED_REST
        return (str(CS.contradicts), f"alike, but {what}") if is_near else None
    if not are_equally_sure(one, other) or name_others(one, other):
        return None
    shared = shared_words(one, other)
    says_more = rest == 1 and max(len(words.split()) for words in unshared(one, other)) >= MORE
    if (
        alike >= SAME
        and (alike + rest / 2 >= SAME_SUM or (alike >= SURE and shared > MANY))
        and not says_more
    ):
        return str(CS.sameClaimAs), "alike in meaning"
    is_akin = says_more or shared >= MANY or (rest >= ALIKE_REST and alike >= SAME)
    if shares_subject and alike >= ALIKE and is_akin:
        return str(CS.corroborates), "one says more" if says_more else "akin in meaning"
    return None


def rests(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """How alike the words are that the claims of each pair do not share; 1 where either has none.

    >>> found = rests([("He sued the bank", "He sat in the bank"), ("It rained", "It rained hard")])
    >>> [round(rest, 1) for rest in found]
    [0.3, 1.0]
    """
    parts = [unshared(one, other) for one, other in pairs]
    texts = sorted({part for pair in parts if all(pair) for part in pair})
    vectors = dict(zip(texts, embeddings(texts), strict=True))
    return [float(vectors[one] @ vectors[other]) if one and other else 1.0 for one, other in parts]
