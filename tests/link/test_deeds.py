"""What parts two claims in much the same words: other persons, a denial, a question, a wish."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kg.link.claims import Said
from kg.link.deeds import find_parting
from kg.link.judgements import SURE
from kg.link.relations import judge_pairs

SURELY_ONE = np.array([[0, 1, 0, 0, 0]], dtype=np.float32)
"""The probabilities of a pair that the weights take for one utterance."""


def said(text: str, place: str, speaker: str = "", about: str = "", also: str = "") -> Said:
    """A statement of an article; whom it is about, and whom it names, if it names anybody else."""
    return Said(
        iri=f"x:{place}-{text}",
        claim=f"x:{text}",
        text=text,
        place=place,
        speakers=frozenset({speaker}) - {""},
        subjects=frozenset({about}) - {""},
        names=frozenset({about, also}) - {""},
    )


OTHER_PERSONS = [
    pytest.param(
        said("He will resign in the spring", "a", about="bo ray"),
        said("he would resign in the spring", "b", about="carl dahl"),
        id="he of two people",
    ),
    pytest.param(
        said("She was acquitted of the theft", "a", about="ann lee"),
        said("Ida Falk was acquitted of the theft", "b", about="ida falk"),
        id="she and the name of another",
    ),
    pytest.param(
        said("I will never leave the party", "a", "ann lee"),
        said("I will never leave the old party", "b", "bo ray"),
        id="I of two speakers",
    ),
    pytest.param(
        said("I stole the money", "a", "ann lee"),
        said("She stole the money", "b", "bo ray", about="ida falk"),
        id="I and somebody else",
    ),
    pytest.param(
        said("Ray met Lindqvist in Kesta on Monday", "a"),
        said("Ray met Sorensen in Kesta on Monday", "b"),
        id="whom somebody met",
    ),
    pytest.param(
        said("Ann Lee signed the treaty of Kesta", "a"),
        said("Bo Ray signed the treaty of Kesta", "b"),
        id="who signed",
    ),
    pytest.param(
        said("The harbour was sold to Brandt last year", "a"),
        said("The harbour was sold to Ekdahl last year", "b"),
        id="to whom it was sold",
    ),
    pytest.param(
        said("Ray was accused by Lindqvist of theft", "a"),
        said("Sorensen accused Ray of theft", "b"),
        id="by whom, in the passive",
    ),
    pytest.param(
        said("Ann Lee will lead the union", "a"),
        said("Dan Lee will lead the union", "b"),
        id="one family name",
    ),
    pytest.param(
        said("Mr Lee has already pleaded guilty to fraud", "a"),
        said("Mr Ray has already pleaded guilty to fraud and is helping the police", "b"),
        id="who pleaded guilty",
    ),
    pytest.param(
        said("The Justice Department must act on the leak", "a"),
        said("The State Department must act on the leak", "b"),
        id="two departments",
    ),
]

OTHER_STANDINGS = [
    pytest.param(
        said("The council will pay for the new quay of Kesta", "a"),
        said("The council will not pay for the new quay of Kesta, whatever it costs", "b"),
        id="a denial",
    ),
    pytest.param(
        said("No shots were fired in Lundby on Monday", "a"),
        said("Shots were fired in Lundby on Monday night", "b"),
        id="a denied noun",
    ),
    pytest.param(
        said("The dam is not safe for the village", "a"),
        said("The dam is safe for the village below it", "b"),
        id="what something is not",
    ),
    pytest.param(
        said("Ray refused to sign the treaty", "a"),
        said("Ray signed the treaty on Monday", "b"),
        id="a refusal",
    ),
    pytest.param(
        said("The bank failed to warn its customers of the flood", "a"),
        said("The bank warned its customers of the flood in May", "b"),
        id="a failure",
    ),
    pytest.param(
        said("I don't think that the dam will break", "a"),
        said("The dam will break in the spring", "b"),
        id="a denied opinion",
    ),
    pytest.param(
        said("whether he supports the mayor's plan", "a"),
        said("he supports the mayor's plan", "b"),
        id="whether and that",
    ),
    pytest.param(
        said("If the ferry is sold, the village will sue", "a"),
        said("The ferry is sold, and the village is angry", "b"),
        id="a condition",
    ),
    pytest.param(
        said("Ray might have stolen the money from the till", "a"),
        said("Ray had stolen the money from the till in May", "b"),
        id="a possibility",
    ),
    pytest.param(
        said("The mayor should resign over the flood", "a"),
        said("The mayor resigned over the flood", "b"),
        id="a duty",
    ),
    pytest.param(
        said("The union wants the council to close the old quay", "a"),
        said("The council closed the old quay for the union", "b"),
        id="what somebody wants of another",
    ),
]

ONE = [
    pytest.param(
        said("He will resign in the spring", "a", about="bo ray"),
        said("he would resign in the spring", "b", about="ray"),
        id="he of one person",
    ),
    pytest.param(
        replace(said("He will resign in the spring", "a", about="harbour"), names=frozenset()),
        said("he would resign in the spring", "b", about="bo ray"),
        id="he of nobody that is known",
    ),
    pytest.param(
        said("I will never leave the party", "a", "ann lee"),
        said("I will never leave the party", "b", "lee"),
        id="I of one speaker",
    ),
    pytest.param(
        said("I stole the money", "a", "ann lee"),
        said("she stole the money", "b", "bo ray", about="lee"),
        id="I, as others tell it",
    ),
    pytest.param(
        said("I will never leave the party that my father founded in Kesta", "a", "ann lee"),
        said("I will never leave the party that my father founded", "b", "statement"),
        id="one quotation, of which one paper names no speaker",
    ),
    pytest.param(
        said("Ann Lee signed the treaty", "a"),
        said("The treaty was signed by Lee", "b"),
        id="the passive",
    ),
    pytest.param(
        said("Mr. Ray was born in Kesta", "a"),
        said("President Ray was born in Kesta", "b"),
        id="titles",
    ),
    pytest.param(
        said("Mike Ray will lead the union", "a"),
        said("Michael Ray will lead the union", "b"),
        id="short for a first name",
    ),
    pytest.param(
        said("The NFA condemned the ban", "a", also="national fishing association"),
        said("The National Fishing Association condemned the ban", "b"),
        id="another name of it",
    ),
    pytest.param(
        said("Ray met Ann Lee in Kesta", "a"),
        said("Ray met the mayor in Kesta", "b"),
        id="a name and an office",
    ),
    pytest.param(
        said("Ray met Lindqvist and Lee in Kesta", "a"),
        said("Ray met Lee in Kesta", "b"),
        id="one of several",
    ),
    pytest.param(
        said("She is not welcome here", "a"),
        said("She isn't welcome here any more", "b"),
        id="two denials",
    ),
    pytest.param(
        said("No shots were fired in Lundby", "a"),
        said("Nobody fired shots in Lundby", "b"),
        id="two ways to deny",
    ),
    pytest.param(
        said("We don't like him. We don't want war. We like peace", "a"),
        said("We don't like him", "b"),
        id="what is said both ways",
    ),
    pytest.param(
        said("I don't think he will win", "a"),
        said("he will not win", "b"),
        id="a denied opinion denies",
    ),
    pytest.param(
        said("whether he supports the mayor's plan", "a"),
        said("if he supports the mayor's plan", "b"),
        id="whether and if",
    ),
    pytest.param(
        said("she could pay for the quay", "a"),
        said("She can pay for the quay", "b"),
        id="can in reported speech",
    ),
    pytest.param(
        said("The mayor should step down now", "a"),
        said("the mayor to step down now", "b"),
        id="a call",
    ),
    pytest.param(
        said("he plans to plead guilty", "a"),
        said("he will plead guilty", "b"),
        id="who plans to, will",
    ),
]


@pytest.mark.parametrize(("one", "other"), OTHER_PERSONS + OTHER_STANDINGS)
def test_what_differs_in_one_deed_makes_two_claims(one: Said, other: Said) -> None:
    assert find_parting(one, other) is not None
    assert find_parting(other, one) is not None


@pytest.mark.parametrize(("one", "other"), ONE)
def test_what_may_be_one_is_not_parted(one: Said, other: Said) -> None:
    assert find_parting(one, other) is None
    assert find_parting(other, one) is None


@pytest.mark.parametrize(("one", "other"), OTHER_PERSONS)
def test_the_same_of_two_people_never_counts(one: Said, other: Said) -> None:
    assert judge_pairs([one, other], [(0, 1)], SURELY_ONE, "", SURE) == []


def test_what_is_denied_of_another_contradicts_nothing() -> None:
    one = said("He will resign in the spring", "a", about="bo ray")
    for about, is_contrary in (("ray", True), ("carl dahl", False)):
        other = said("He will not resign in the spring", "b", about=about)
        found = judge_pairs([one, other], [(0, 1)], SURELY_ONE, "", SURE)
        assert bool(found) == is_contrary
