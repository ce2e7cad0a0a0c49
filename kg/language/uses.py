"""What the rules ask of a word: the values of the column `uses` in the tables of `en/`.

A word may have several uses, and a rule asks for one: `cue_words("clause")`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

CueUse: TypeAlias = Literal[
    "asserting",  # says something in so many words: "said", but not "thought"
    "citing",  # in an aside, names somebody who says the same: "said, citing officials"
    "clause",  # with a clause: "said that it rained"
    "denying",  # turns what it says around: "denied that"; also "denial"
    "dismissing",  # as denying, if what it has to do with is a claim: "rejected the notion that"
    "doubting",  # a "no" before it denies no clause: "there is no doubt that it rained"
    "hedge",  # weakens the clause that it stands in: "suggest"
    "infinitive",  # with an infinitive: "refused to come"
    "interviewing",  # with a person: "interviewed Ann", "spoke to Ann"
    "knowing",  # says that the content is so: "found that"
    "naming",  # gives a name or a description: "what it calls folders"
    "object",  # with a noun as the object: "condemned the attack"
    "observerless",  # in the passive it names no observer: "were seen leaving"
    "passive-hedge",  # in the passive it weakens: "is believed to have left"; how far: `certainty`
    "quotation",  # leads in or follows a direct quotation
    "seeming",  # "appears to show"
]
NounUse: TypeAlias = Literal[
    "abbreviated",  # before a name, with a full stop that ends no sentence: "Sgt."
    "account",  # stands before the name of an account: "username tricky fox"
    "body",  # a body rather than people; some are groups when nothing names them
    "channel",  # what somebody speaks in or on: "in an interview"
    "collective",  # a singular that stands for several people: "the crew"
    "firm",  # "the company" can mean the only organisation named before
    "honorific",  # a title that stands before nothing but a person's name: "Mr."
    "initials",  # a role in capitals, which looks like a name: "CEO"
    "label",  # stands before a colon and is no speaker: "Photo: ..."
    "other-rank",  # before the name of an office it makes it another: "vice president"
    "pair",  # what two people who were named together are called
    "past",  # before an office it says that it is no longer held: "former"
    "platform",  # as channel, with a name: "Telegram"
    "quantity",  # only counts those behind an "of": "a number of writers"
    "rank",  # tells an office from others of the same noun: "prime minister"
    "regnal",  # a title that belongs to the single name behind it: "Pope Francis"
    "role",  # what a person is by office or trade
    "somebody-else",  # hardly ever the one who has just spoken: "the judge"
    "spelled-out",  # read as `full` wherever it stands: "PM"
    "state",  # "the country" can mean the one that the article is about
    "title",  # stands before a name and is no part of it: "President"
    "unnamed",  # "a source", "an insider"
]
SmallUse: TypeAlias = Literal[
    "addressed",  # whoever is spoken to: "you"
    "article",
    "clause-opener",  # what a clause begins with: "that", "whether"
    "cue-negation",  # a cue with it says that something is not said: "without saying"
    "empty",  # stands for nothing plain as a subject: "there", "what"
    "first-person",
    "he-or-she",
    "it",
    "label",  # as with nouns: "Read: ..."
    "negation",  # denies the clause that it stands in: "no", "never"
    "pair",  # as with nouns: "both"
    "pointing",  # as a source it only points at another
    "quantifier",  # "some", "many": several people
    "relative",
    "they",
    "time-bound",  # before a date: "since", "until"
]
NameUse: TypeAlias = Literal[
    "agency-ending",  # last in the name of one who sells pictures: "Images"
    "body-ending",  # last in a name that goes on: "the Court of Appeals for ..."
    "post-nominal",  # letters behind a person's name: "QC"
    "particle",  # small, inside a person's name: "van"
    "suffix",  # behind a person's name: "Jr."
]
