"""How claims of several articles relate: they are the same, bear each other out, or contradict.

What is likely is proposed as a judgement with a score and its reasons, and nothing is collapsed.
Only claims that share rare words are compared (blocking): each with the few that share most with
it.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import chain, product
from math import log
from typing import TYPE_CHECKING, Final

from kg.link.alignment import count_shared, find_unshared, name_others
from kg.link.encoder import embed_texts
from kg.link.entities import KINDS, folded, select_rows, select_values
from kg.link.judgements import TOOL, Judgement
from kg.link.opposition import are_equally_sure, find_opposition
from kg.rdf.vocabulary import CS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import Store

_MAYBE_SAME: Final = 0.75
"""The likeness of the whole from which two claims may be the same."""
_SAME_SUM: Final = 1.0
"""The sum of that and of half the likeness of what they do not share, from which they are."""
_SURELY_SAME: Final = 0.85
"""The likeness from which they are whatever else they say, if they share more than `_MANY`."""
_MANY: Final = 5
"""Words that two claims share."""
_AKIN: Final = 0.6
"""The likeness from which one may say what the other says, and more."""
_AKIN_REST: Final = 0.35
"""The likeness of what they do not share from which claims that are not the same corroborate."""
_OPPOSED: Final = 0.7
"""The likeness from which something opposite in them makes them contradict each other."""
_OPPOSED_REST: Final = 0.2
_MORE: Final = 2
"""Words that one claim has beyond all that the other says, from which on it says more."""
_DAYS: Final = 60
"""How far apart the articles may be; claims that share no name must be nearer."""
_DAYS_WITHOUT_NAME: Final = 7
_COMPANIONS: Final = 20
"""With how many others each claim is compared, at most."""
_COMMON: Final = 200
"""A word that more claims hold tells nothing."""
_STEM: Final = 5
"""Letters at the beginning of a word by which claims are found."""
_LABEL: Final = 80
"""Characters of a claim in a label."""
_MADE: Final = """
    SELECT ?claim ?text ?place {
      { ?statement cs:states ?claim ; cs:statedIn ?place }
      UNION { ?place schema:itemReviewed ?claim }
      ?claim schema:text ?text
    }"""
_SUBJECTS: Final = """
    SELECT ?claim ?name ?kind {
      ?claim schema:about|schema:mentions ?what .
      ?what a ?kind ; schema:name|schema:alternateName ?name
    }"""
_DATES: Final = """
    SELECT ?claim ?date { ?statement cs:states ?claim ; cs:statedIn/schema:datePublished ?date }"""


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


def read_claims(stores: Sequence[Store]) -> list[ClaimRecord]:
    """Return the claims of some graphs, sorted by IRI.

    Args:
        stores: From `kg.store.read_store`.
    """
    texts: dict[str, str] = {}
    places: dict[str, set[str]] = defaultdict(set)
    for claim, text, place in sorted(select_rows(stores, _MADE)):
        texts[claim] = text
        places[claim].add(place)
    subjects: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    for claim, name, kind in select_rows(stores, _SUBJECTS):
        subjects[claim].add(folded(name))
        if kind in KINDS:
            names[claim].add(folded(name))
    dates = select_values(stores, _DATES)
    return [
        ClaimRecord(
            iri=claim,
            text=texts[claim],
            places=frozenset(places[claim]),
            subjects=frozenset(subjects[claim]),
            names=frozenset(names[claim]),
            days=frozenset(_days_of(dates[claim])),
        )
        for claim in sorted(texts)
    ]


def _days_of(dates: Iterable[str]) -> Iterator[int]:
    """Yield the ordinals of the days that texts begin with, where they begin with one."""
    for text in dates:
        with suppress(ValueError):
            yield date.fromisoformat(text[:10]).toordinal()


def propose_relations(claims: Sequence[ClaimRecord], today: str) -> list[Judgement]:
    """Return the relations between claims that are likely, surest first.

    Args:
        claims: From `read_claims`.
        today: The day of the judgement, YYYY-MM-DD.

    Returns:
        Judgements with cs:sameClaimAs, cs:corroborates or cs:contradicts; their confidence is how
        alike the claims are.
    """
    pairs = _find_candidates(claims)
    places = sorted(set(chain.from_iterable(pairs)))
    rows = embed_texts([claims[place].text for place in places])
    vectors = dict(zip(places, rows, strict=True))

    near: list[tuple[ClaimRecord, ClaimRecord]] = []
    likeness: list[float] = []
    for one, other in pairs:
        alike = float(vectors[one] @ vectors[other])
        if alike >= _AKIN:
            near.append((claims[one], claims[other]))
            likeness.append(alike)

    rests = compare_rests([(one.text, other.text) for one, other in near])
    judgements = []
    for (first, second), alike, rest in zip(near, likeness, rests, strict=True):
        judgement = _judge_claims(first, second, alike, rest, today)
        if judgement is not None:
            judgements.append(judgement)
    return sorted(judgements, key=lambda judgement: (-judgement.confidence, judgement.pair))


def _find_candidates(claims: Sequence[ClaimRecord]) -> list[tuple[int, int]]:
    """Return the pairs of claims worth comparing, by their places in the list.

    They are of no article in common; each claim is with those that share its rarest words.
    """
    stems = [sorted(_stems_of(claim)) for claim in claims]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, found in enumerate(stems):
        for stem in found:
            holders[stem].append(place)

    pairs: set[tuple[int, int]] = set()
    for place, claim in enumerate(claims):
        shared: dict[int, float] = defaultdict(float)
        for stem in stems[place]:
            if len(holders[stem]) <= _COMMON:
                rarity = log(1 + len(claims) / len(holders[stem]))
                for other in holders[stem]:
                    shared[other] += rarity
        apart = [other for other in shared if _may_meet(claim, claims[other])]
        apart.sort(key=lambda other: (-shared[other], other))
        pairs.update((min(place, other), max(place, other)) for other in apart[:_COMPANIONS])
    return sorted(pairs)


def _may_meet(one: ClaimRecord, other: ClaimRecord) -> bool:
    """Tell whether two claims can be of the same thing.

    They are if no article makes both, they do not name others, and they are of one time.

    >>> here = ClaimRecord(iri="", text="", places=frozenset("a"), names=frozenset({"oslo"}))
    >>> there = ClaimRecord(iri="", text="", places=frozenset("b"), names=frozenset({"rome"}))
    >>> _may_meet(here, there)
    False
    """
    if one.places & other.places:
        return False
    names = one.names & other.names
    if one.names and other.names and not names:
        return False
    gaps = [abs(day - other_day) for day, other_day in product(one.days, other.days)]
    return min(gaps, default=0) <= (_DAYS if names else _DAYS_WITHOUT_NAME)


def _stems_of(claim: ClaimRecord) -> set[str]:
    """Return what a claim is found by.

    That is the beginnings of its words, and the names of what it is about.
    """
    return {word[:_STEM] for word in folded(claim.text).split()} | claim.subjects


def _judge_claims(
    one: ClaimRecord, other: ClaimRecord, alike: float, rest: float, today: str
) -> Judgement | None:
    """Judge how two claims relate; None if they do not, as far as one can tell."""
    subjects = sorted(one.subjects & other.subjects)
    relation = relate_claims(one.text, other.text, alike, rest, shares_subject=bool(subjects))
    if relation is None:
        return None
    predicate, reason = relation
    if subjects:
        reason += f"; both about {', '.join(subjects[:3])}"
    return Judgement(
        subject=one.iri,
        predicate=predicate,
        object=other.iri,
        confidence=round(min(alike, 1.0), 2),
        author=TOOL,
        date=today,
        reason=reason,
        subject_label=one.text[:_LABEL],
        object_label=other.text[:_LABEL],
    )


def relate_claims(
    one: str, other: str, alike: float, rest: float, *, shares_subject: bool
) -> tuple[str, str] | None:
    """Return the predicate between two claims, and why; None if there is none that one can tell.

    Args:
        one: The words of a claim.
        other: Those of the other.
        alike: How alike they are.
        rest: How alike the words are that they do not share, from `compare_rests`.
        shares_subject: Whether they are about the same.
    """
    if folded(one) == folded(other):
        return str(CS.sameClaimAs), "the same words but for case and marks"

    opposite = find_opposition(one, other)
    if opposite is not None:
        if alike >= _OPPOSED and rest >= _OPPOSED_REST:
            return str(CS.contradicts), f"alike, but {opposite}"
        return None

    if not are_equally_sure(one, other) or name_others(one, other):
        return None
    return _relate_likes(one, other, alike, rest, shares_subject=shares_subject)


def _relate_likes(
    one: str, other: str, alike: float, rest: float, *, shares_subject: bool
) -> tuple[str, str] | None:
    """Return how two claims relate in which nothing is opposite, as `relate_claims` does."""
    shared = count_shared(one, other)
    says_more = rest == 1 and max(map(len, find_unshared(one, other))) >= _MORE
    may_be_same = alike >= _MAYBE_SAME and not says_more
    is_sure = alike >= _SURELY_SAME and shared > _MANY
    if may_be_same and (is_sure or alike + rest / 2 >= _SAME_SUM):
        return str(CS.sameClaimAs), "alike in meaning"

    if not shares_subject or alike < _AKIN:
        return None
    if says_more:
        return str(CS.corroborates), "one says more"
    if shared >= _MANY or (may_be_same and rest >= _AKIN_REST):
        return str(CS.corroborates), "akin in meaning"
    return None


def compare_rests(pairs: Iterable[tuple[str, str]]) -> list[float]:
    """Return how alike the words are that the claims of each pair do not share.

    It is 1 where either has none.

    >>> pairs = [("He sued the bank", "He sat in the bank"), ("It rained", "It rained hard")]
    >>> [round(rest, 1) for rest in compare_rests(pairs)]
    [0.3, 1.0]
    """
    rests = []
    for one, other in pairs:
        unshared, other_unshared = find_unshared(one, other)
        rests.append((" ".join(unshared), " ".join(other_unshared)))
    texts = sorted(set(chain.from_iterable(rest for rest in rests if all(rest))))
    vectors = dict(zip(texts, embed_texts(texts), strict=True))
    return [float(vectors[one] @ vectors[other]) if one and other else 1.0 for one, other in rests]
