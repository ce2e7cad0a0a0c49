"""The words that tie a source to a content, in classes: which kind of attribution each makes with which content.

The words stand in `cue_classes.tsv`: class, part of speech, and dictionary forms; the words of a
phrase are joined by "_". The classes follow Levin's verb classes (English Verb Classes and
Alternations, 1993) as far as they part the four kinds of attribution of the Penn Discourse Treebank
2.0 (Prasad et al. 2007).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from kg.model import AttributionType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ASSERTION: Final = AttributionType.ASSERTION
BELIEF: Final = AttributionType.BELIEF
FACT: Final = AttributionType.FACT
EVENTUALITY: Final = AttributionType.EVENTUALITY


class Form(StrEnum):
    """What a content is, in grammar."""

    CLAUSE = "clause"
    INFINITIVE = "infinitive"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class CueClass:
    """The kind that the words of a class make with a clause, with an infinitive, and with anything less.

    >>> CLASSES["promise"].kind(Form.CLAUSE), CLASSES["promise"].kind(Form.INFINITIVE)
    (<AttributionType.ASSERTION: 'assertion'>, <AttributionType.EVENTUALITY: 'eventuality'>)
    """

    clause: AttributionType
    infinitive: AttributionType
    phrase: AttributionType

    def kind(self, form: Form) -> AttributionType:
        """The kind with a content of some form."""
        return {
            Form.CLAUSE: self.clause,
            Form.INFINITIVE: self.infinitive,
            Form.PHRASE: self.phrase,
        }[form]


ASSERTING: Final = CueClass(ASSERTION, ASSERTION, ASSERTION)
BELIEVING: Final = CueClass(BELIEF, BELIEF, BELIEF)
KNOWING: Final = CueClass(FACT, FACT, FACT)
ACTING: Final = CueClass(EVENTUALITY, EVENTUALITY, EVENTUALITY)

CLASSES: Final[Mapping[str, CueClass]] = {
    # verbs of communication
    "say": ASSERTING,  # say that, describe a storm, claim to be
    "complain": ASSERTING,  # complain about, boast that
    "judge": ASSERTING,  # praise, criticise: to say that something is good or bad
    "ask": CueClass(ASSERTION, EVENTUALITY, ASSERTION),  # ask whether; ask to leave
    "manner": CueClass(ASSERTION, EVENTUALITY, ASSERTION),  # shout that; shout to come
    "tell": CueClass(ASSERTION, EVENTUALITY, ASSERTION),  # tell her that; tell her to go
    "rule": CueClass(ASSERTION, EVENTUALITY, EVENTUALITY),  # rule that, accept that; accept a gift
    # control verbs: of influence, of commitment, of orientation; and everything else that is done
    "urge": CueClass(
        ASSERTION, EVENTUALITY, EVENTUALITY
    ),  # urge him to go, call for a vote; recommend that
    "promise": CueClass(ASSERTION, EVENTUALITY, EVENTUALITY),  # promise to go; promise that
    "want": ACTING,  # want, try, refuse, support
    "let": ACTING,  # allow, force, appoint
    "act": ACTING,  # sign, launch, sue
    # propositional attitudes
    "believe": BELIEVING,
    "conclude": BELIEVING,
    "seem": BELIEVING,
    "agree": CueClass(BELIEF, EVENTUALITY, BELIEF),  # agree that; agree to go
    "expect": CueClass(BELIEF, EVENTUALITY, BELIEF),  # expect that, hope that; hope to win
    "like": CueClass(FACT, EVENTUALITY, BELIEF),  # regret that; like to swim; respect him
    # factives
    "know": KNOWING,  # know, remember
    "learn": KNOWING,  # learn, discover
    "find": CueClass(FACT, FACT, BELIEF),  # find that the door is open; find it ugly
    "see": KNOWING,  # see, hear, film
    # nouns
    "claim": ASSERTING,  # the claim that
    "view": BELIEVING,  # the view that, fears of
    "knowledge": KNOWING,  # the realisation that
    "plan": ACTING,  # the plan to, support for
    "expectation": CueClass(
        BELIEF, EVENTUALITY, BELIEF
    ),  # the expectation that, the expectation to win
    # adjectives
    "sure": BELIEVING,  # sure that, wary of
    "glad": CueClass(FACT, EVENTUALITY, BELIEF),  # glad that; glad to go; angry at
    "aware": KNOWING,
    "willing": ACTING,
    "outspoken": ASSERTING,  # critical of, adamant that
    # adverbs and prepositions, where a cue has nothing else
    "hearsay": ASSERTING,  # reportedly
    "semblance": BELIEVING,  # apparently
    "source": ASSERTING,  # according to, in (the survey)
    "eyes": BELIEVING,  # of the opinion that
    "side": CueClass(
        BELIEF, EVENTUALITY, EVENTUALITY
    ),  # for (her, it is over); for, against (the plan)
    # verbs that say nothing of the kind (make, take, go on to), and all that no list knows: what is a clause is mostly
    # said, an infinitive wanted, and a thing acted upon
    "light": CueClass(ASSERTION, EVENTUALITY, EVENTUALITY),
}


@cache
def words() -> dict[tuple[str, str], str]:
    """The class of each single word, by its part of speech and dictionary form.

    >>> words()["verb", "urge"], words()["noun", "rumour"]
    ('urge', 'claim')
    """
    return {
        (part, entry): name
        for name, part, entry in entries()
        if "_" not in entry and part != "source"
    }


@cache
def phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The phrases that begin with a word: the words that follow, and the class; the longest first.

    >>> phrases()["rule"]
    [(('in',), 'want'), (('out',), 'want')]
    """
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, _, entry in entries():
        first, *rest = entry.split("_")
        if rest:
            found.setdefault(first, []).append((tuple(rest), name))
    return {
        first: sorted(listed, key=lambda entry: (-len(entry[0]), entry))
        for first, listed in found.items()
    }


@cache
def sources() -> dict[str, str]:
    """Nouns for sources that tell rather than think: documents, always, and investigators, of what they find.

    >>> sources()["survey"], sources()["tribunal"]
    ('document', 'investigator')
    """
    return {entry: name for name, part, entry in entries() if part == "source"}


def entries() -> Iterator[tuple[str, str, str]]:
    """Class, part of speech and dictionary form of each entry of the lists."""
    with files("kg.statements").joinpath("cue_classes.tsv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield from ((row["class"], row["part"], entry) for entry in row["words"].split())
