"""What the rules ask of a word: the values of the column `uses` in the tables of `en/`.

A word may have several uses, and a rule asks for one: `cue_words("clause")`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

CueUse: TypeAlias = Literal[
    "addressing",  # in the passive its subject hears it: "was told that"
    "ahead",  # a date that it has lies in the future: "planned to come on Sunday"
    "answering",  # turns down what another said: "denied it", "contested the figure"
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
    "lying",  # says of somebody that what they said is untrue: "she lied"
    "mistaken",  # says of a claim that it is bad, and of other things, too: "wrong", "absurd"
    "naming",  # gives a name: "what it calls folders", "a man called Bo Ek"
    "object",  # with a noun as the object: "condemned the attack"
    "observerless",  # in the passive it names no observer: "were seen leaving"
    "passive-hedge",  # in the passive it weakens: "is believed to have left"; how far: `certainty`
    "quotation",  # leads in or follows a direct quotation
    "retorting",  # says something against what another said just before: "countered that"
    "said-before",  # points at what was said: "the claim", "the figure"
    "seeming",  # "appears to show"
    "untrue",  # says of a claim that it is not so: "false", "nonsense"
]
NounUse: TypeAlias = Literal[
    "abbreviated",  # before a name, with a full stop that ends no sentence: "Sgt."
    "account",  # stands before the name of an account: "username tricky fox"
    "body",  # a body rather than people; some are groups when nothing names them
    "channel",  # what somebody speaks in or on: "in an interview"
    "collective",  # a singular that stands for several people: "the crew"
    "firm",  # a company, so that "the firm" can mean the one that the article is about
    "hearing",  # in session it hears what others say: "the court heard"
    "honorific",  # a title that stands before nothing but a person's name: "Mr."
    "initials",  # a role in capitals, which looks like a name: "CEO"
    "label",  # stands before a colon and is no speaker: "Photo: ..."
    "lawmaker",  # whoever sits in a parliament
    "other-rank",  # before the name of an office it makes it another: "vice president"
    "pair",  # what two people who were named together are called
    "parliament",  # by title or office one who sits there: "senator"
    "past",  # before an office it says that it is no longer held: "former"
    "platform",  # as channel, with a name: "Telegram"
    "quantity",  # only counts those behind an "of": "a number of writers"
    "rank",  # tells an office from others of the same noun: "prime minister"
    "regnal",  # a title that belongs to the single name behind it: "Pope Francis"
    "renaming",  # what a body is that was named before: "the group", but not "the government"
    "role",  # what a person is by office or trade
    "sent",  # an envoy: what stands behind them is where they are sent
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
    "demonstrative",
    "empty",  # stands for nothing plain as a subject: "there", "what"
    "every",  # before a singular: all of them
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
    "we",  # the speaker with others, mostly a body
]
NameUse: TypeAlias = Literal[
    "agency-ending",  # last in the name of one who sells pictures: "Images"
    "body-ending",  # last in a name that goes on: "the Court of Appeals for ..."
    "post-nominal",  # letters behind a person's name: "QC"
    "paper-ending",  # last in the name of a newspaper, and short for it: "the Post"
    "particle",  # small, inside a person's name: "van"
    "suffix",  # behind a person's name: "Jr."
]
