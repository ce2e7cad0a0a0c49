"""How claims relate: as one utterance, one claim, one that bears out or contradicts the other.

What is likely is a judgement with its probability and its reasons, and nothing is collapsed. From
`SURE` on it counts; below, it is a proposal, for a person to decide.

1. `claims.py` finds pairs worth comparing, `looking.py` chooses those that are worth the encoder,
   `comparing.py` measures them, `pairs.py` weighs that.
2. Two claims in the same words but for what is opposite in them contradict each other, whatever
   the weights say: there are too few such pairs in the news to learn it from.
3. Of several pairs of statements of the same two claims, the likeliest counts.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING, Final

import numpy as np

from kg.language.verbs import has_finite_verb
from kg.link.alignment import count_plain, count_shared, find_unshared
from kg.link.claims import NARRATION
from kg.link.comparing import measure_pairs
from kg.link.deeds import find_other_person, find_parting
from kg.link.encoder import embed_texts
from kg.link.judgements import SURE, TOOL, Judgement
from kg.link.looking import choose_pairs, list_pairs, look_at_pairs
from kg.link.opposition import are_equally_sure, find_opposition, find_other_figures
from kg.link.pairs import RELATIONS, predict_relations
from kg.link.wording import may_be_one
from kg.link.words import words_of
from kg.rdf.vocabulary import CS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from kg.link.claims import Said
    from kg.link.pairs import Floats

LIKELY: Final = 0.4
"""The probability from which a relation is worth asking a person."""
_CONTRARY: Final = 0.9
"""How sure it is that claims contradict each other that differ in nothing but what is opposite."""
_MOST_UNSHARED: Final = 1
"""Words that each of two such claims may have for itself: the number, the antonym."""
_FEWEST_SHARED: Final = 2
_MANY: Final = 5
"""Words in common from which one speaker hardly says them of two things."""
_MOST_PARTING: Final = 3
"""Words that each of two claims may have for itself and still have nearly all in common."""
_LEAST_LIKE: Final = 0.5
"""The likeness of these words to each other, from which they may mean the same."""
_PLAIN: Final = 2
"""Words in common, besides names, from which different speakers may say one thing."""
_PLAIN_WITHOUT_VERB: Final = 3
"""Such words from which one speaker may, in claims of which one has no finite verb."""
_NONE: Final = np.array([name == "none" for name in RELATIONS], dtype=np.float32)
"""The probabilities of a pair that has no relation for sure."""
_UNSURE: Final = SURE - 0.01
_NAMED: Final = 3
"""How many subjects a reason names."""
_LABEL: Final = 80
"""Characters of a claim in a label."""


def propose_relations(
    statements: Sequence[Said], today: str, least: float = SURE
) -> list[Judgement]:
    """Return the relations between claims, and between statements, that are likely, surest first.

    Args:
        statements: From `kg.link.claims.read_statements`.
        today: The day of the judgement, YYYY-MM-DD.
        least: The probability from which a relation is returned.

    Returns:
        Judgements with cs:sameClaimAs, cs:corroborates or cs:contradicts of claims, and with
        cs:sameUtteranceAs of statements.
    """
    pairs = list_pairs(statements)
    if not pairs:
        return []
    at_first = predict_relations(*look_at_pairs(statements, pairs), "first.tsv")
    chosen = choose_pairs(statements, pairs, at_first, with_inside=least < SURE)
    likely = np.tile(_NONE, (len(pairs), 1))  # of what is not read, no relation is known
    read = list(compress(pairs, chosen))
    if read:
        places = sorted({place for pair in read for place in pair})
        texts = [statements[place].text for place in places]
        embedded = dict(zip(places, embed_texts(texts), strict=True))
        likely[chosen] = predict_relations(*measure_pairs(statements, read, embedded))
    return judge_pairs(statements, pairs, likely, today, least)


def judge_pairs(
    statements: Sequence[Said],
    pairs: Sequence[tuple[int, int]],
    likely: Floats | NDArray[np.float64],
    today: str,
    least: float,
) -> list[Judgement]:
    """Return the judgements that probabilities come to, as `propose_relations` does.

    Args:
        statements: All.
        pairs: Of their places.
        likely: The probability of each of `kg.link.pairs.RELATIONS` for each pair.
        today: The day of the judgement.
        least: The probability from which a relation is returned.
    """
    best: dict[tuple[str, str], Judgement] = {}
    for (first, second), row in zip(pairs, likely.tolist(), strict=True):
        one, other = statements[first], statements[second]
        chances = dict(zip(RELATIONS, row, strict=True))
        for judgement in _judge_pair(one, other, chances):
            known = best.get(judgement.pair)
            if judgement.confidence < least or (known and known.confidence >= judgement.confidence):
                continue
            best[judgement.pair] = replace(judgement, date=today)
    return sorted(best.values(), key=lambda judgement: (-judgement.confidence, judgement.pair))


def _judge_pair(one: Said, other: Said, chances: dict[str, float]) -> Iterator[Judgement]:
    """Yield how the claims of two statements relate, and whether the two are one utterance."""
    if one.quotation == other.quotation == NARRATION and one.place == other.place:
        return  # a paper does not say the same twice in its own voice
    contrary = find_contrary(one.text, other.text)
    if contrary is not None:
        if find_other_person(one, other) is not None:
            return  # "Ray will go", "Lee will not go"
        reason = f"the same but for this: {contrary}"
        yield _judge_claims(one, other, "contradicts", _CONTRARY, reason)
        return

    of_claims = {
        "sameClaimAs": chances["utterance"] + chances["claim"],
        "corroborates": chances["corroborates"],
        "contradicts": chances["contradicts"],
    }
    relation = max(of_claims, key=of_claims.__getitem__)
    if relation != "sameClaimAs" or one.place == other.place:
        of_claims[relation] = min(of_claims[relation], _UNSURE)  # the weights know too little of it
    reason = _explain(one, other)
    is_of_one = _is_said_by_one(one, other)
    if relation == "sameClaimAs" and of_claims[relation] >= SURE:
        doubt = _find_doubt(one, other, is_of_one=is_of_one)
        if doubt is not None:
            if one.claim != other.claim:
                yield _judge_claims(one, other, relation, _UNSURE, f"{reason}; but {doubt}")
            return
    if one.claim != other.claim:
        yield _judge_claims(one, other, relation, of_claims[relation], reason)
    if relation == "sameClaimAs" and is_of_one:
        chance = min(chances["utterance"], of_claims[relation])
        utterance = _judge_claims(one, other, "sameUtteranceAs", chance, reason)
        yield replace(utterance, subject=one.iri, object=other.iri)


def _is_said_by_one(one: Said, other: Said) -> bool:
    """Tell whether one speaker says both; a paper in its own voice tells of many things alike."""
    is_told = NARRATION in {one.quotation, other.quotation}
    return not is_told and may_be_one(one.speakers, other.speakers)


def _find_doubt(one: Said, other: Said, *, is_of_one: bool) -> str | None:
    """Return what speaks against two claims' being one, whatever the weights say; None if nothing.

    Args:
        one: A statement.
        other: The one that it is like.
        is_of_one: Whether one speaker says both.
    """
    if one.is_negated != other.is_negated:
        opposite = find_opposition(one.text, other.text)
        if opposite is not None:
            return opposite
    parting = find_parting(one, other)
    if parting is not None or one.claim == other.claim:
        return parting
    lacking = find_lack(one.text, other.text, is_of_one=is_of_one)
    if lacking is not None:
        return lacking
    if is_of_one and count_shared(one.text, other.text) >= _MANY:
        return None  # in nearly the same words
    return find_other_figures(one.text, other.text) or find_difference(one.text, other.text)


def find_lack(one: str, other: str, *, is_of_one: bool) -> str | None:
    """Return what two claims lack to be seen to say the same; None if they lack nothing.

    Names in common say who is meant, and not what is said of them. And what is said without a
    finite verb, the words before it decide: "called Ann Lee a friend", "as an enemy".

    Args:
        one: A claim.
        other: Another.
        is_of_one: Whether one speaker says both.

    >>> find_lack("Ann Lee invited Bo Ray", "Bo Ray as an enemy of Ann Lee", is_of_one=False)
    'they have little but names in common'
    >>> find_lack("to shut the old harbour", "the old harbour to be shut", is_of_one=False)
    'one has no finite verb'
    >>> find_lack("to shut the old harbour", "the old harbour to be shut", is_of_one=True)
    """
    plain = count_plain(one, other)
    if plain < (1 if is_of_one else _PLAIN):
        return "they have little but names in common"
    if is_of_one and plain >= _PLAIN_WITHOUT_VERB:
        return None
    if has_finite_verb(one) and has_finite_verb(other):
        return None
    return "one has no finite verb"


def find_contrary(one: str, other: str) -> str | None:
    """Return what is opposite in two claims that say the same but for that; None for other claims.

    >>> find_contrary("The harbour was open on Monday", "The harbour was closed on Monday")
    'open against closed'
    >>> find_contrary("The harbour was open", "It was not the harbour that froze but the old quay")
    """
    unshared, other_unshared = map(_without_denials, find_unshared(one, other))
    if max(len(unshared), len(other_unshared)) > _MOST_UNSHARED:
        return None
    if len(unshared) != len(other_unshared):
        return None  # one says more: "We don't want him", "We don't like him. We don't want him"
    if count_shared(one, other) < _FEWEST_SHARED:
        return None
    return find_opposition(one, other)


def _without_denials(words: Iterable[str]) -> list[str]:
    """Return some words without those that deny: "never"."""
    return [word for word in words if word not in words_of("denial")]


def find_difference(one: str, other: str) -> str | None:
    """Return what parts two claims that have nearly all words in common; None if nothing does.

    Weights can't tell it: "she sued her employer" has most of the words, the people and the
    situation of "she left her employer". So what each has for itself is compared.

    >>> find_difference("She sued her employer", "She left her employer")
    'one says sued, the other left'
    >>> find_difference("The mayor resigned on Monday", "The mayor stepped down on Monday")
    """
    unshared, other_unshared = find_unshared(one, other)
    if max(len(unshared), len(other_unshared)) > _MOST_PARTING:
        return None  # in quite other words
    opposite = find_opposition(one, other)
    if opposite is not None:
        return opposite
    if not are_equally_sure(one, other):
        return "one leaves it open"
    if not unshared or not other_unshared:
        return None  # one says what the other says, and more
    rest, other_rest = " ".join(unshared), " ".join(other_unshared)
    [first, second] = embed_texts([rest, other_rest])
    if float(first.whole @ second.whole) < _LEAST_LIKE:
        return f"one says {rest}, the other {other_rest}"
    return None


def _explain(one: Said, other: Said) -> str:
    """Return what speaks for a relation, in words."""
    reasons = [f"{count_shared(one.text, other.text)} words in common"]
    speakers = one.speakers & other.speakers
    if speakers:
        reasons.append(f"both said by {min(speakers)}")
    subjects = sorted(one.subjects & other.subjects)
    if subjects:
        reasons.append(f"both about {', '.join(subjects[:_NAMED])}")
    return "; ".join(reasons)


def _judge_claims(one: Said, other: Said, relation: str, chance: float, reason: str) -> Judgement:
    """Return a judgement between what two statements claim.

    What is not sure must not look so when it is rounded.
    """
    confidence = round(chance, 2)
    return Judgement(
        subject=one.claim,
        predicate=str(CS[relation]),
        object=other.claim,
        confidence=confidence if chance >= SURE else min(confidence, _UNSURE),
        author=TOOL,
        reason=reason,
        subject_label=one.text[:_LABEL],
        object_label=other.text[:_LABEL],
    )
