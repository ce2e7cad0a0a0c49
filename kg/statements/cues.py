"""The words that the rules look for, by what may stand beside them. Lower case, dictionary forms.

Which kind of attribution a cue makes is told by `kg.statements.kinds`, for whichever extractor
found it.
"""

from __future__ import annotations

from typing import Final

ASSERTING: Final = frozenset(
    "accord accuse acknowledge add admit admonish advise affirm allege announce answer argue assert assure attest "
    "aver blame blast boast brag call caution charge cite claim clarify comment complain concede concur condemn "
    "confess confirm contend counter criticise criticize declare demonstrate denounce deny depict describe detail "
    "disclose discuss document echo elaborate emphasise emphasize estimate exclaim explain express forecast "
    "highlight hint imply indicate inform insist joke label lament maintain mention mock note object observe "
    "opine point portray post praise predict proclaim project quip read reassure rebuke recall recount refer "
    "reiterate reject release remark remind repeat reply report respond retort reveal say scoff scream share "
    "shout show shrug signal slam speak state stipulate stress suggest talk tell testify tweet underline "
    "underscore utter vent voice volunteer warn whisper write yell".split()
)
BELIEVING: Final = frozenset(
    "agree anticipate assume believe conclude consider deem disagree doubt expect fear feel figure guess hope "
    "imagine judge perceive presume question reckon regard speculate suppose suspect think view wonder worry".split()
)
KNOWING: Final = frozenset(
    "catch discover film find forget hear know learn notice observe photograph picture realise realize recognise "
    "recognize record remember see spot understand witness".split()
)
SPEAKING: Final = ASSERTING - frozenset(
    "accord accuse blame call depict describe discuss document express label mention portray praise refer release "
    "share speak".split()
) | frozenset(
    "ask begin conclude continue demand figure go joke muse order plead press promise protest recommend repeat "
    "think urge vow wonder".split()
)
"""Verbs that lead in or follow a direct quotation."""

CLAUSAL: Final = (
    ASSERTING
    | BELIEVING
    | KNOWING
    | frozenset("ask decide pledge promise propose swear vow".split())
)
"""Verbs whose clause is a content: "said that ..."."""

INFINITIVE: Final = frozenset(
    "advise agree ask beg call claim decide decline demand encourage expect hope intend order plan pledge promise "
    "propose recommend refuse seek swear threaten urge vow want".split()
)
"""Verbs whose infinitive is a content: "refused to ..."."""

NOMINAL: Final = frozenset(
    "accuse acknowledge announce blame blast call cite condemn confirm criticise criticize declare decry defend "
    "denounce deny depict describe detail disavow disclose discuss dismiss dispute document echo emphasise "
    "emphasize endorse explain express highlight label mention oppose portray praise predict propose question "
    "reaffirm rebuke recall recommend reiterate reject repeat report reveal seek show slam stress support tweet "
    "underscore urge voice warn".split()
)
"""Verbs whose noun object is a content: "showed measures to ..."."""

PICTURING: Final = frozenset("depict document picture portray reveal show".split())
"""Verbs of pictures and records, whose content has its place and time in it: "showed a boat on the beach"."""

SHOWING: Final = frozenset("post publish release share show upload broadcast air".split())
"""Verbs that make a content of a picture or recording: "shared video of ..."."""

RECORDINGS: Final = frozenset(
    "clip film footage image photo photograph picture recording screenshot video".split()
)

PREPOSITIONAL: Final = {
    "allude": "to",
    "apologise": "for",
    "apologize": "for",
    "boast": "about",
    "brag": "about",
    "call": "for",
    "complain": "about",
    "disagree": "with",
    "hint": "at",
    "joke": "about",
    "object": "to",
    "point": "to",
    "refer": "to",
    "speak": "about",
    "talk": "about",
    "warn": "of",
}
"""Verbs whose content stands behind a preposition: "called for an end to ..."."""

PERCEIVING: Final = frozenset(
    "catch film hear notice observe photograph picture record see spot witness".split()
)
"""Verbs of evidence in the passive, which name no observer: "were seen leaving"."""

OBSERVERLESS: Final = PERCEIVING | frozenset(
    "allege believe estimate expect presume report rumor rumour say think understand".split()
)
"""Verbs that in the passive attribute to nobody named: "were seen leaving", "is said to have left"."""

NOUNS: Final = frozenset(
    "allegation announcement argument assertion assumption belief claim comment complaint conclusion confirmation "
    "contention declaration denial fear finding hope idea indication notion opinion prediction promise report "
    "rumor rumour statement suggestion suspicion theory threat view vow warning word".split()
)
"""Nouns whose clause is a content: "the claim that ..."."""

PRONOUNS: Final = frozenset("he i it one she that they these this those we which who you".split())
"""Sources that only point at another."""

INFORMANTS: Final = frozenset(
    "analyst document expert filing government historian insider investigator lawyer leader lawmaker minister ministry "
    "newspaper official paper police poll prosecutor report researcher scientist source spokesman spokeswoman study "
    "survey witness".split()
)
"""Nouns that stand before the colon of a heading without a name: "Police: Two men fled"."""

NOT_SPEAKERS: Final = frozenset(
    "by caption correction note photo picture read related update video watch".split()
)
"""Words before a colon that introduce no speaker."""
