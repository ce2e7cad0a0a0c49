"""The words that tie a content to its source, and what kind of attribution each makes.

The kinds are the four types of the Penn Discourse Treebank 2.0 (Prasad et al. 2007): assertion, belief, fact, eventuality.
"""

from __future__ import annotations

from typing import Final

from kg.model import AttributionType

ASSERTING: Final = frozenset(
    "accuse acknowledge add admit admonish advise affirm allege announce answer argue ask assert assure attest aver boast "
    "blog brag caution charge cite claim clarify comment complain concede conclude confess confirm contend counter "
    "criticize criticise declare denounce deny describe detail disclose document echo elaborate emphasize emphasise "
    "exclaim explain highlight imply indicate inform insist interject joke lament maintain mention mock mutter note "
    "observe opine post predict proclaim pronounce quip read reassure recall recount reiterate remark remind repeat "
    "reply report respond retort reveal say scoff scream share shout show signal state stress suggest tell testify "
    "tweet underline underscore urge utter vent voice volunteer vow warn whisper write yell report stipulate "
    "accord concur shrug laugh sigh blast praise condemn slam rebuke endorse demonstrate forecast estimate project".split()
)
BELIEVING: Final = frozenset(
    "agree anticipate assume believe conclude consider deem disagree doubt expect fear feel figure guess hope imagine "
    "judge presume reckon regard speculate suppose suspect think wonder worry perceive view".split()
)
KNOWING: Final = frozenset(
    "discover find forget hear know learn notice observe realize realise recognize recognise remember see spot witness "
    "understand film photograph record".split()
)
INTENDING: Final = frozenset(
    "agree ask call consent decide decline demand encourage forbid hope intend invite offer order permit plan pledge "
    "prefer promise propose refuse request seek support threaten urge volunteer vow want oppose back recommend beg".split()
)

SPEAKING: Final = ASSERTING | frozenset(
    "begin call continue demand figure go joke order plead press recommend start think urge wonder".split()
)
"""Verbs that can lead in or follow a direct quotation."""

CLAUSAL: Final = ASSERTING | BELIEVING | KNOWING
"""Verbs whose clause is a content: "said that ..."."""

INFINITIVE: Final = INTENDING | frozenset("expect claim pledge swear".split())
"""Verbs whose infinitive is a content: "refused to ..."."""

NOMINAL: Final = frozenset(
    "show share announce describe express cite post report criticize criticise blast praise condemn reveal discuss "
    "confirm deny mention detail propose oppose endorse reject predict explain question depict document propose "
    "acknowledge highlight denounce tweet".split()
)
"""Verbs whose noun object is a content: "showed measures to ..."."""

PERCEIVING: Final = frozenset("see spot film photograph observe hear record catch witness picture notice".split())
"""Verbs of evidence in the passive, which name no observer: "were seen leaving"."""

NOUNS: Final = frozenset(
    "allegation announcement argument assertion assumption belief claim comment complaint conclusion confirmation "
    "contention declaration denial fear finding hope idea indication notion opinion prediction promise report rumor rumour "
    "statement suggestion suspicion theory threat view vow warning word".split()
)
"""Nouns whose clause is a content: "the claim that ..."."""


def attribution_type(lemma: str, *, infinitive: bool = False) -> AttributionType:
    """What kind of attribution a cue makes.

    Args:
        lemma: Of the cue's verb or noun.
        infinitive: Whether its content is an infinitive: who promises to come intends, who promises that it will rain asserts.

    >>> attribution_type("fear"), attribution_type("promise", infinitive=True)
    (<AttributionType.BELIEF: 'belief'>, <AttributionType.EVENTUALITY: 'eventuality'>)
    """
    if infinitive and lemma in INTENDING:
        return AttributionType.EVENTUALITY
    for words, kind in (
        (BELIEVING, AttributionType.BELIEF),
        (KNOWING, AttributionType.FACT),
        (ASSERTING, AttributionType.ASSERTION),
        (INTENDING, AttributionType.EVENTUALITY),
    ):
        if lemma in words:
            return kind
    return AttributionType.ASSERTION
