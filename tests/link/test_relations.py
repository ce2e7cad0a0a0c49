"""How claims relate: who says the same again, who contradicts whom, and what is left alone."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.link.claims import Said, find_candidates, may_compare
from kg.link.comparing import measure_pairs
from kg.link.encoder import embed_texts
from kg.link.judgements import SURE
from kg.link.looking import list_pairs
from kg.link.opposition import find_opposition
from kg.link.pairs import RELATIONS, predict_relations
from kg.link.relations import (
    LIKELY,
    find_contrary,
    find_difference,
    find_lack,
    judge_pairs,
    propose_relations,
)
from kg.link.wording import find_longest_run
from kg.rdf.vocabulary import CS

UTTERANCE, CLAIM = str(CS.sameUtteranceAs), str(CS.sameClaimAs)
CONTRADICTS = str(CS.contradicts)

OPPOSED = [
    pytest.param(
        "The harbour was open", "The harbour was not open", "one denies it", id="a denial"
    ),
    pytest.param(
        "The harbour wasn't open", "The harbour was open", "one denies it", id="a contracted denial"
    ),
    pytest.param(
        "It was not closed", "It was open", None, id="a denied opposite is no contradiction"
    ),
    pytest.param("Prices rose", "Prices fell", "rose against fell", id="antonyms"),
    pytest.param("Prices rose and fell", "Prices fell", None, id="a claim that has both"),
    pytest.param(
        "Three were hurt",
        "5 were hurt",
        "the number 3 against 5",
        id="numbers, in words and figures",
    ),
    pytest.param(
        "Three of ten were hurt", "Three were hurt", None, id="one number more is no contradiction"
    ),
    pytest.param(
        "It opens in March", "It opens in June", "the month march against june", id="months"
    ),
    pytest.param("It may open", "It will open in June", None, id="may is no month"),
    pytest.param(
        "They met on Monday", "They met on Friday", "the day monday against friday", id="days"
    ),
    pytest.param("It began in 1968", "It began in 1970", "the year 1968 against 1970", id="years"),
    pytest.param("It rained", "It rained hard", None, id="nothing"),
    pytest.param(
        'Ann Lee was the only "no" vote',
        "Ann Lee was the only vote against it",
        None,
        id="a denial that is spoken of denies nothing",
    ),
]


@pytest.mark.parametrize(("one", "other", "expected"), OPPOSED)
def test_what_is_opposite_in_two_claims(one: str, other: str, expected: str | None) -> None:
    assert find_opposition(one, other) == expected
    assert (find_opposition(other, one) is None) == (expected is None)


NAMES, VERB = "they have little but names in common", "one has no finite verb"
LACKING = [
    pytest.param(
        "President Ray invited Ann Lee, the mayor of Kesta",
        "Ann Lee of Kesta as an enemy",
        (NAMES, NAMES),
        id="names, and what is said of them is another thing",
    ),
    pytest.param(
        "The final is on Sunday in Port Kesta",
        "Lundby meet Oster in Port Kesta on Sunday",
        (NAMES, NAMES),
        id="a place and a day",
    ),
    pytest.param(
        "He served in Kesta",
        "He had served in Kesta",
        (NAMES, None),
        id="one word besides is enough for one speaker",
    ),
    pytest.param(
        "The mayor closed the harbour of Kesta",
        "The harbour of Kesta was closed",
        (None, None),
        id="words besides names",
    ),
    pytest.param(
        "Ann Lee to leave the race",
        "She should leave the race",
        (VERB, VERB),
        id="a call without a finite verb",
    ),
    pytest.param(
        "to rebuild the old harbour wall",
        "the old harbour wall to be rebuilt",
        (VERB, None),
        id="one speaker, in as many words",
    ),
    pytest.param(
        'Bo Ray "a brave leader of a nation at war"',
        "Mr Ray a brave leader of a nation at war",
        (VERB, None),
        id="a description by one speaker",
    ),
    pytest.param(
        "Bo Ray is a brave leader of a nation at war",
        "Mr Ray is the brave leader of a nation at war",
        (None, None),
        id="with a finite verb by anybody",
    ),
]


@pytest.mark.parametrize(("one", "other", "expected"), LACKING)
def test_what_two_claims_lack_to_be_one(
    one: str, other: str, expected: tuple[str | None, str | None]
) -> None:
    """Expected is what is lacking where two speakers say them, and where one does."""
    assert (
        find_lack(one, other, is_of_one=False),
        find_lack(one, other, is_of_one=True),
    ) == expected
    assert (
        find_lack(other, one, is_of_one=False),
        find_lack(other, one, is_of_one=True),
    ) == expected


def said(text: str, place: str, speaker: str = "") -> Said:
    """A statement of an article, by a speaker."""
    speakers = frozenset({speaker}) - {""}
    one = Said(iri=f"x:{place}-{text}", claim=f"x:{text}", text=text, place=place)
    return replace(one, speakers=speakers)


LONG = "The harbour of Kesta will be shut for repairs until the end of March"
LONGER = "The harbour of Kesta will be shut for repairs until the end of March, all of it"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(
            said(LONG, "a", "ann lee"), said(LONGER, "b", "ann lee"), {UTTERANCE, CLAIM},
            id="the same speaker in nearly the same words: one utterance, and so one claim",
        ),
        pytest.param(
            said(LONG, "a", "ann lee"), said(LONG, "b", "lee"), {UTTERANCE},
            id="the same words are one claim anyway",
        ),
        pytest.param(
            said(LONG, "a", "ann lee"), said(LONG, "b", "bo ray"), set(),
            id="the same words of another speaker are another utterance",
        ),
        pytest.param(
            said(LONG, "a", "ann lee"),
            said(LONG.replace("March", "June"), "b", "bo ray"),
            {CONTRADICTS},
            id="a month that is another contradicts",
        ),
        pytest.param(
            said(LONG, "a", "ann lee"),
            said("Repairs of the town hall may begin in March", "b", "ann lee"),
            set(),
            id="words in common say nothing",
        ),
        pytest.param(
            replace(said(LONG, "a"), quotation="narration"),
            replace(said(LONGER, "a"), quotation="narration"),
            set(),
            id="a paper does not say the same twice in its own voice",
        ),
        pytest.param(
            replace(said(LONG, "a", "ann lee"), passages=((10, 80),)),
            replace(said(LONGER, "a", "ann lee"), passages=((10, 92),)),
            set(),
            id="what stands inside the other was said once",
        ),
    ],
)  # fmt: skip
def test_how_two_statements_relate(one: Said, other: Said, expected: set[str]) -> None:
    found = propose_relations([one, other], "2025-05-06")
    assert {judgement.predicate for judgement in found} == expected
    assert all(judgement.reason and judgement.confidence >= SURE for judgement in found)
    turned = propose_relations([other, one], "2025-05-06")
    assert {judgement.predicate for judgement in turned} == expected


def test_an_utterance_is_of_statements_and_a_claim_of_claims() -> None:
    one, other = said(LONG, "a", "ann lee"), said(LONGER, "b", "ann lee")
    by_predicate = {found.predicate: found for found in propose_relations([one, other], "")}
    assert by_predicate[UTTERANCE].pair == (one.iri, other.iri)
    assert by_predicate[CLAIM].pair == tuple(sorted((one.claim, other.claim)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The old harbour was open", "The old harbour was never open", "one denies it"),
        ("The old harbour was open", "The old harbour was closed", "open against closed"),
        (
            "The surveyors sued the council",
            "The council sued the surveyors",
            "who and whom change places around 'sued'",
        ),
        ("It was shut", "It was not shut", None),  # one word in common is too few
        (
            "The ferry is not welcome here",
            "The ferry is not welcome here, nobody likes the ferry",
            None,
        ),
        ("The surveyors sued the council", "The council was sued by the surveyors", None),
        (LONG, "He denied that the harbour was ever to be shut for any repairs at all", None),
    ],
)
def test_claims_contradict_that_differ_in_nothing_but_what_is_opposite(
    one: str, other: str, expected: str | None
) -> None:
    assert find_contrary(one, other) == expected
    assert (find_contrary(other, one) is None) == (expected is None)


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("The surveyors sued the council", "The surveyors left the council", True),
        ("The mill will reopen", "The mill may reopen", True),
        ("The surveyor was born in Kalvik", "The surveyor was born in Sundby", True),
        ("The mayor resigned on Monday", "The mayor stepped down on Monday", False),
        (LONG, LONGER, False),
        ("The mill reopens", "Its owners say that work at the sawmill begins again soon", False),
    ],
)
def test_claims_with_nearly_all_words_in_common_are_compared_by_the_others(
    one: str, other: str, *, differs: bool
) -> None:
    assert (find_difference(one, other) is not None) == differs


def labelled(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / "fixtures" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def told(rows: list[dict[str, str]]) -> list[str | None]:
    """What counts between the claims of each row."""
    statements, pairs = [], []
    for number, row in enumerate(rows):
        pairs.append((2 * number, 2 * number + 1))
        statements += [said(row[side], f"{number}{side}") for side in ("one", "other")]
    embedded = dict(enumerate(embed_texts([one.text for one in statements])))
    likely = predict_relations(*measure_pairs(statements, pairs, embedded))
    found = {}
    for judgement in judge_pairs(statements, pairs, likely, "", SURE):
        found[judgement.pair] = judgement.predicate.rsplit("#", 1)[-1]
    claims = [(statements[a].claim, statements[b].claim) for a, b in pairs]
    return [found.get((min(pair), max(pair))) for pair in claims]


@pytest.mark.parametrize("file", ["claim_pairs.tsv", "news_pairs.tsv"])
def test_the_labelled_contradictions_are_told_as_well_as_the_docs_say(file: str) -> None:
    rows = labelled(file)
    found = told(rows)
    right = sum(
        row["label"] == name == "contradicts" for row, name in zip(rows, found, strict=True)
    )
    assert right / found.count("contradicts") >= 0.95
    assert right / [row["label"] for row in rows].count("contradicts") >= 0.5


def test_near_misses_do_not_count_as_the_same() -> None:
    rows = [row for row in labelled("news_pairs.tsv") if row["label"] == "other"]
    assert told(rows).count("sameClaimAs") <= len(rows) / 20


def test_every_related_pair_that_is_labelled_is_compared() -> None:
    rows = labelled("claim_pairs.tsv")
    found = [
        said(row[side], f"{number}{side}")
        for number, row in enumerate(rows)
        for side in ("one", "other")
    ]
    pairs = set(find_candidates(found))
    missed = [
        row
        for number, row in enumerate(rows)
        if row["label"] != "other" and (2 * number, 2 * number + 1) not in pairs
    ]
    assert len(missed) <= 1, missed


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (said(LONG, "a"), True),
        (said("The harbour", "a"), False),
        (said("it is", "a"), False),
        (replace(said(LONG, "a"), quotation="caption"), False),
    ],
)
def test_what_may_be_compared(one: Said, *, expected: bool) -> None:
    assert may_compare(one) == expected


@pytest.mark.parametrize(
    ("names", "day", "expected"),
    [
        pytest.param({"oslo"}, 20, True, id="one name in common: within two months"),
        pytest.param({"oslo"}, 70, False, id="but not later"),
        pytest.param({"rome"}, 1, True, id="other names: papers name the same otherwise"),
        pytest.param({"rome"}, 20, False, id="but only within a week"),
        pytest.param(set(), 20, False, id="and so if one names nobody"),
    ],
)
def test_claims_of_one_time_may_meet(names: set[str], day: int, *, expected: bool) -> None:
    here = replace(said(LONG, "a"), names=frozenset({"oslo"}), day=1)
    there = replace(said(LONG, "b"), names=frozenset(names), day=day)
    assert find_candidates([here, there]) == ([(0, 1)] if expected else [])


def test_blocking_does_not_compare_all_with_all() -> None:
    found = [
        said(f"The council of town {number} said it rained", str(number)) for number in range(600)
    ]
    assert len(find_candidates(found)) <= 600 * 20


def test_what_is_only_likely_is_proposed_when_asked_and_never_looks_sure() -> None:
    statements = [
        said("The surveyors sued the council over the quay of Kesta", "a", "ann lee"),
        said("The surveyors left the council over the quay of Kesta", "b", "ann lee"),
    ]
    assert propose_relations(statements, "") == []
    [found] = propose_relations(statements, "", LIKELY)
    assert found.is_proposal
    assert LIKELY <= found.confidence < SURE
    assert "one says sued, the other left" in found.reason


def test_what_one_article_says_twice_is_only_proposed() -> None:
    one = replace(said(LONG, "a", "ann lee"), passages=((10, 80),))
    other = replace(said(LONGER, "a", "ann lee"), passages=((210, 282),))
    likely = np.array([[0, 1, 0, 0, 0]], dtype=np.float32)
    assert judge_pairs([one, other], [(0, 1)], likely, "", SURE) == []
    found = judge_pairs([one, other], [(0, 1)], likely, "", LIKELY)
    assert {judgement.predicate for judgement in found} == {CLAIM, UTTERANCE}
    assert all(judgement.is_proposal for judgement in found)


@pytest.mark.parametrize(("is_negated", "expected"), [(True, set()), (False, {CLAIM, UTTERANCE})])
def test_a_denial_is_no_utterance_of_what_it_denies(
    *, is_negated: bool, expected: set[str]
) -> None:
    denial = "not " if is_negated else ""
    one = said(LONG, "a", "ann lee")
    other = replace(
        said(f"{LONG}, which does {denial}prove it safe", "b", "ann lee"), is_negated=is_negated
    )
    likely = np.array([[0, 1, 0, 0, 0]], dtype=np.float32)
    found = judge_pairs([one, other], [(0, 1)], likely, "", SURE)
    assert {judgement.predicate for judgement in found} == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("Ann Lee of Kesta as an enemy", set(), id="little but names in common"),
        pytest.param(
            "Ann Lee was invited by the mayor of Kesta", {CLAIM}, id="what is said of them, too"
        ),
    ],
)
def test_what_lacks_a_sign_is_a_proposal(words: str, expected: set[str]) -> None:
    one, other = said("The mayor of Kesta invited Ann Lee", "a"), said(words, "b")
    likely = np.array([[0, 0, 1, 0, 0]], dtype=np.float32)
    counts = judge_pairs([one, other], [(0, 1)], likely, "", SURE)
    assert {judgement.predicate for judgement in counts} == expected
    proposed = judge_pairs([one, other], [(0, 1)], likely, "", LIKELY)
    assert {judgement.predicate for judgement in proposed} == {CLAIM}


def test_the_chances_of_a_pair_add_up_to_one() -> None:
    statements = [said(LONG, "a", "ann lee"), said(LONGER, "b", "bo ray")]
    [pair] = list_pairs(statements)
    embedded = dict(enumerate(embed_texts([one.text for one in statements])))
    likely = predict_relations(*measure_pairs(statements, [pair], embedded))
    assert likely.shape == (1, len(RELATIONS))
    assert likely.sum() == pytest.approx(1)


def test_nothing_is_compared_with_nothing() -> None:
    assert propose_relations([], "") == []
    assert propose_relations([said(LONG, "a")], "") == []


WORDS = st.lists(st.sampled_from(["quay", "is", "shut", "long", "the"]))


@given(one=WORDS, other=WORDS)
def test_the_longest_run_is_in_both(one: list[str], other: list[str]) -> None:
    run = find_longest_run(one, other)
    assert run == find_longest_run(other, one) <= min(len(one), len(other))
    runs = {tuple(one[at : at + run]) for at in range(len(one) - run + 1)}
    assert runs & {tuple(other[at : at + run]) for at in range(len(other) - run + 1)}


@given(one=WORDS)
def test_a_claim_has_all_of_its_words_in_common_with_itself(one: list[str]) -> None:
    assert find_longest_run(one, one) == len(one)


@pytest.mark.parametrize("least", [SURE, LIKELY])
def test_an_article_that_meets_no_other_is_compared_with_itself(least: float) -> None:
    """Its pairs alone are read, and those only where proposals are asked for."""
    alone = [
        replace(said(text, "c"), passages=((start, start + 40),))
        for start, text in ((0, "Surveyors count seals"), (90, "The surveyors counted seals"))
    ]
    statements = [said(LONG, "a", "ann lee"), said(LONGER, "b", "ann lee"), *alone]
    found = propose_relations(statements, "", least)
    assert UTTERANCE in {judgement.predicate for judgement in found}
