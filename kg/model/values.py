"""The values that statements and entities may have, each list an enumeration of strings."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self


class DocumentKind(StrEnum):
    """What a document is, as far as its format tells: a text file may well hold an article."""

    ARTICLE = "article"
    MAIL = "mail"
    FILE = "file"


class QuotationType(StrEnum):
    """How the content is quoted."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NARRATION = "narration"
    CAPTION = "caption"


class AttributionType(StrEnum):
    """What a source does with its content: types of the Penn Discourse Treebank (Prasad 2007)."""

    ASSERTION = "assertion"
    BELIEF = "belief"
    FACT = "fact"
    EVENTUALITY = "eventuality"


class Kind(StrEnum):
    """What an entity is. The first six can be the source of a statement."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    UNNAMED = "unnamed"
    ARTEFACT = "artefact"
    PUBLICATION = "publication"
    PLACE = "place"
    EVENT = "event"
    THING = "thing"


class Medium(StrEnum):
    """What an artefact is made of."""

    VIDEO = "video"
    IMAGE = "image"
    AUDIO = "audio"
    REPORT = "report"
    WORK = "work"


class Polarity(StrEnum):
    """Whether the content is affirmed or denied in its own words."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Certainty(StrEnum):
    """How sure the content is of itself; unspecified where no word says."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNSPECIFIED = "unspecified"


class SourceRule(StrEnum):
    """Which rule resolved a source, or why it stays unresolved; `--explain` prints the reasons.

    >>> SourceRule("full-name").reason
    'the name as it stands'
    """

    reason: str

    def __new__(cls, value: str, reason: str) -> Self:
        """Make a rule; without its reason this raises TypeError when the module is imported."""
        rule = str.__new__(cls, value)
        rule._value_, rule.reason = value, reason
        return rule

    FULL_NAME = "full-name", "the name as it stands"
    SHORT_NAME = "short-name", "a short form of a name that the article gives in full"
    ACCOUNT = "account", "the name of an account"
    APPOSITION = "apposition", "the name that stands beside the description"
    ANTECEDENT = (
        "antecedent",
        (
            "the likeliest of all who came up before, by who spoke last, how near they are, "
            "and in which part"
        ),
    )
    BOTH_BEFORE = "both-before", "the people who were named together just before"
    DESCRIBED_AS = "described-as", "the only one whom the article describes so"
    OFFICE = "office", "the only one named who holds this office, or is of this party"
    HEAD_IN_NAME = "head-in-name", "the only name before it that has this word in it"
    ONLY_ONE = "only-one", "the only one named before it that the word fits"
    SAME_NOUN = "same-noun", "the same noun before it, which says whose it is"
    MAIN_COUNTRY = "main-country", "the country that the article names most"
    FIRST_PERSON = "first-person", "whoever is quoted speaks of themselves"
    SPEAKER_CONTINUED = "speaker-continued", "the quotation goes on with the speaker before"
    NAMED_LATER = "named-later", "the one whom the paragraphs behind the first name as a speaker"
    DESCRIPTION = "description", "nobody is named; the words describe the source"
    NARRATION = "narration", "nobody else is said to say it, so the publication does"
    CREDIT = "credit", "the credit of the picture"
    CORRECTED = "corrected", "a person said so, in a table of corrections"
    NOBODY_FITS = "unresolved: nobody before it fits", "unresolved: nobody before it fits"
    NOBODY_NAMED = "unresolved: nobody is named", "unresolved: nobody is named"
