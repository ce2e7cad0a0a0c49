"""Who says what where, as records to compare: statements of a graph, and which of them may meet.

A claim is compared as somebody says it: who, when, in what kind of words. Only statements that
share rare words are compared (blocking), each with the few that share most with it.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from math import log
from typing import TYPE_CHECKING, Final

from kg.link.entities import KINDS, folded, select_rows, select_values
from kg.link.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Store

NARRATION: Final = "narration"
"""The type of quotation of what a paper says in its own voice."""
_DAYS: Final = 60
"""How far apart the articles may be; statements that share no name must be nearer."""
_DAYS_WITHOUT_NAME: Final = 7
_COMPANIONS: Final = 20
"""With how many others each statement is compared, at most."""
_NARRATED: Final = 5
"""With how many that a paper tells in its own voice."""
_COMMON: Final = 200
"""A word that more statements hold tells nothing."""
_STEM: Final = 5
"""Letters at the beginning of a word by which statements are found."""
_FEWEST_WORDS: Final = 2
"""A claim of one word says nothing that could be said again."""
_STATED: Final = """
    SELECT ?statement ?claim ?place ?text {
      ?statement cs:states ?claim ; cs:statedIn ?place . ?claim schema:text ?text
    }"""
_REVIEWED: Final = """
    SELECT ?review ?claim ?place ?text {
      ?review schema:itemReviewed ?claim . ?claim schema:text ?text
      BIND(?review AS ?place)
    }"""
_SPEAKERS: Final = """
    SELECT ?statement ?name {
      ?statement cs:source ?who . ?who schema:name|schema:alternateName ?name
    }"""
_VALUE: Final = "SELECT ?statement ?value {{ ?statement cs:{} ?value }}"
_PASSAGES: Final = """
    SELECT ?statement ?start ?end {
      ?statement cs:passage/oa:hasSelector ?place . ?place oa:start ?start ; oa:end ?end
    }"""
_ABOUT: Final = """
    SELECT ?said ?name {
      { ?said schema:about/schema:name ?name }
      UNION { ?said schema:itemReviewed/schema:about/schema:name ?name }
    }"""
_NAMES: Final = """
    SELECT ?said ?name ?kind {
      { ?said schema:about|schema:mentions ?what }
      UNION { ?said schema:itemReviewed/(schema:about|schema:mentions) ?what }
      ?what a ?kind ; schema:name|schema:alternateName ?name
    }"""
_DATES: Final = "SELECT ?place ?date { ?place schema:datePublished ?date }"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement, or a review, with all that its comparison asks for.

    Attributes:
        iri: Of the statement, or of the review; `claim`, of what it states.
        text: The words of the claim.
        place: The IRI of the article, or of the review.
        day: When that was published, as the ordinal of a day; None if nobody says.
        speakers: The folded names of who says it; empty for a review.
        subjects: The folded names of what the claim is about.
        names: The folded names of the people, organisations and places in it.
        kind: Of attribution: "assertion", "belief", "fact", "eventuality", or empty.
        quotation: Its type: "direct", "indirect", "mixed", "narration", "caption", or empty.
        cue: The lemma of the word that says so, or empty.
        certainty: "certain", "probable", "possible", "unspecified", or empty.
        is_negated: Whether the claim denies something.
        passages: Where it stands in the article, as code points [start, end).
    """

    iri: str
    claim: str
    text: str
    place: str
    day: int | None = None
    speakers: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    kind: str = ""
    quotation: str = ""
    cue: str = ""
    certainty: str = ""
    is_negated: bool = False
    passages: tuple[tuple[int, int], ...] = ()


def read_statements(stores: Sequence[Store]) -> list[Said]:
    """Return the statements and reviews of some graphs, sorted by IRI.

    Args:
        stores: From `kg.store.read_store`.
    """
    speakers = _fold_values(select_values(stores, _SPEAKERS))
    subjects = _fold_values(select_values(stores, _ABOUT))
    names: dict[str, set[str]] = defaultdict(set)
    for said, name, kind in select_rows(stores, _NAMES):
        if kind in KINDS:
            names[said].add(folded(name))
    days = {place: _day_of(text) for place, text in sorted(select_rows(stores, _DATES))}
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for name in ("attributionType", "quotationType", "cueLemma", "certainty", "polarity"):
        for node, value in select_rows(stores, _VALUE.format(name)):
            values[name][node] = _name_of(value)
    passages: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for statement, start, end in select_rows(stores, _PASSAGES):
        passages[statement].add((int(start), int(end)))

    found: dict[str, Said] = {}
    rows = select_rows(stores, _STATED) + select_rows(stores, _REVIEWED)
    for iri, claim, place, text in sorted(rows):
        found[iri] = Said(
            iri=iri,
            claim=claim,
            text=text,
            place=place,
            day=days.get(place),
            speakers=speakers.get(iri, frozenset()),
            subjects=subjects.get(iri, frozenset()),
            names=frozenset(names[iri] - {""}),
            kind=values["attributionType"].get(iri, ""),
            quotation=values["quotationType"].get(iri, ""),
            cue=values["cueLemma"].get(iri, ""),
            certainty=values["certainty"].get(iri, ""),
            is_negated=values["polarity"].get(iri) == "negated",
            passages=tuple(sorted(passages[iri])),
        )
    return [found[iri] for iri in sorted(found)]


def _fold_values(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """Return the names of each node, folded; what has no letter and no digit is left out."""
    return {node: frozenset(map(folded, names)) - {""} for node, names in found.items()}


def _name_of(value: str) -> str:
    """Return a value of ours as a word, and any other as it is.

    >>> _name_of("https://w3id.org/claim-source#Assertion"), _name_of("say")
    ('assertion', 'say')
    """
    _, mark, name = value.rpartition("#")
    return name.lower() if mark else value


def _day_of(text: str) -> int | None:
    """Return the ordinal of the day that a text begins with; None if it begins with none."""
    with suppress(ValueError):
        return date.fromisoformat(text[:10]).toordinal()
    return None


def may_compare(said: Said) -> bool:
    """Tell whether a statement says something that could be said again; one word says too little.

    >>> may_compare(Said(iri="", claim="", text="the harbour is shut", place=""))
    True
    >>> may_compare(Said(iri="", claim="", text="The harbour", place=""))
    False
    """
    if said.quotation == "caption":
        return False  # it tells what a picture shows, not what somebody says
    words = folded(said.text).split()
    return sum(word not in words_of("empty") for word in words) >= _FEWEST_WORDS


def find_candidates(statements: Sequence[Said]) -> list[tuple[int, int]]:
    """Return the pairs of statements worth comparing, by their places in the list.

    Each is with those that share its rarest words, in other articles and in its own.
    """
    stems = [sorted(_stems_of(said)) if may_compare(said) else [] for said in statements]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, found in enumerate(stems):
        for stem in found:
            holders[stem].append(place)

    pairs: set[tuple[int, int]] = set()
    for place, said in enumerate(statements):
        shared: dict[int, float] = defaultdict(float)
        for stem in stems[place]:
            if len(holders[stem]) <= _COMMON:
                rarity = log(1 + len(statements) / len(holders[stem]))
                for other in holders[stem]:
                    shared[other] += rarity
        for other in _find_companions(said, shared, statements):
            pairs.add((min(place, other), max(place, other)))
    return sorted(pairs)


def _find_companions(
    said: Said, shared: Mapping[int, float], statements: Sequence[Said]
) -> Iterator[int]:
    """Yield those that a statement is compared with: the few that share most with it and may meet.

    Args:
        said: The statement.
        shared: How much it shares with others, by their places.
        statements: All.
    """
    narrated = _NARRATED
    spoken = _NARRATED if said.quotation == NARRATION else _COMPANIONS
    for _, place in sorted((-much, other) for other, much in shared.items()):
        other = statements[place]
        is_narrated = other.quotation == NARRATION
        if (narrated if is_narrated else spoken) and _may_meet(said, other):
            yield place
            narrated -= is_narrated
            spoken -= not is_narrated
        if not narrated and not spoken:
            return


def _may_meet(one: Said, other: Said) -> bool:
    """Tell whether two statements can be of the same thing.

    They are if no passage has both, and they are of one time: of a week, if they name nobody in
    common. Papers name the same otherwise ("the I.R.S.", "the service"), so that tells no more.

    >>> here = Said(iri="a", claim="", text="", place="a", names=frozenset({"oslo"}), day=1)
    >>> there = Said(iri="b", claim="", text="", place="b", names=frozenset({"rome"}), day=9)
    >>> _may_meet(here, there)
    False
    """
    if one.iri == other.iri:
        return False
    if one.place == other.place and _overlap(one.passages, other.passages):
        return False
    has_common_name = bool(one.names & other.names)
    if one.day is None or other.day is None:
        return True
    return abs(one.day - other.day) <= (_DAYS if has_common_name else _DAYS_WITHOUT_NAME)


def _overlap(some: Iterable[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    """Tell whether one of some spans has a letter in common with one of the others."""
    for start, end in some:
        for other_start, other_end in others:
            if start < other_end and other_start < end:
                return True
    return False


def _stems_of(said: Said) -> set[str]:
    """Return what a statement is found by.

    That is the beginnings of its words, and the names of what it is about.
    """
    return {word[:_STEM] for word in folded(said.text).split()} | said.subjects | said.names
