"""The words that tell what a noun stands for.

The lists are short on purpose: a word is here because news uses it for a source.
Lower case, singular; `head_kind` reads them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from kg.model import Kind, Medium

if TYPE_CHECKING:
    from spacy.tokens import Token

MEDIA: Final[dict[Medium, frozenset[str]]] = {
    Medium.VIDEO: frozenset(
        "broadcast cctv clip documentary film footage livestream video".split()
    ),
    Medium.IMAGE: frozenset(
        "image imagery map photo photograph picture satellite screenshot snapshot".split()
    ),
    Medium.AUDIO: frozenset("audio call intercept podcast recording tape voicemail".split()),
    Medium.REPORT: frozenset(
        "analysis assessment audit average calculation census count dossier estimate experiment finding forecast index "
        "paper poll polling projection ranking report research review study survey tally".split()
    ),
    Medium.WORK: frozenset(
        "accord account ad advertisement advisory affidavit agreement amendment article banner bill book brief chart "
        "column communique complaint compromise constitution contract data deal diary directive document draft e-mail "
        "editorial email evidence file filing flyer graphic guidance guideline handbook headline indictment interview "
        "law lawsuit leaflet letter list log manifesto manual memo memoir message motion narrative note obituary "
        "order pact page petition piece plan platform post proposal provision questionnaire record release resolution "
        "rule ruling rumor rumour scorecard sheet sign slate speech statement statistic story subpoena suit testimony "
        "text transcript treaty tweet website".split()
    ),
}

ORGANIZATIONS: Final = frozenset(
    "administration agency airline army assembly association authority bank board brand broadcaster bureau "
    "business cabinet campaign center centre chamber charity church city club coalition college commission "
    "committee company congress corporation council country court defence defense delegation department "
    "embassy firm force foundation fund government group hospital industry institute institution jury kingdom "
    "league magazine maker manufacturer media military ministry mission movement museum nation navy network "
    "newspaper newsroom office operator organisation organization outlet panel paper parliament party police prison "
    "prosecution publication publisher regime regulator republic retailer school senate service society state "
    "station syndicate team think-tank tribunal union university watchdog".split()
)
"""Nouns that name a body rather than people; some are groups when nothing names them."""

COLLECTIVES: Final = frozenset(
    "audience community couple crew crowd electorate entourage establishment family folk jury left majority "
    "media minority people percent personnel police press public rest right staff team youth".split()
)
"""Singular nouns that stand for several people."""

QUANTITIES: Final = frozenset(
    "army array band bunch couple crop crowd dozen group handful host hundred lot majority minority number percent "
    "portion series share string thousand variety".split()
)
"""Nouns that only count those behind an "of"."""

UNNAMED_NOUNS: Final = frozenset("informant insider source whistleblower".split())

ROLE_NOUNS: Final = frozenset(
    "activist actor actress adviser advisor aide ally ambassador analyst anchor attorney author banker bishop "
    "boss broadcaster bureaucrat candidate captain celebrity chair chairman chairwoman chief clerk coach "
    "colleague columnist commander commissioner congressman congresswoman coordinator correspondent critic "
    "delegate deputy designer dictator diplomat director doctor economist editor employee executive expert farmer "
    "father filmmaker founder general governor guard head historian hopeful host incumbent inspector investigator "
    "journalist judge justice lawmaker lawyer leader lecturer lieutenant manager mayor member minister mother "
    "musician negotiator nominee nurse observer officer official operative owner pastor patriarch physician "
    "player poet politician pollster pontiff pope premier president priest prime-minister producer professor "
    "prosecutor publisher rector reporter representative researcher resident scholar scientist secretary senator "
    "sergeant sheriff singer soldier specialist spokesman spokesperson spokeswoman staffer star statesman "
    "strategist student superintendent supporter surgeon surveyor teacher technician trader treasurer veteran "
    "victim voter warden witness worker writer".split()
)
"""Nouns for what a person is by office or trade."""

CHANNELS: Final = frozenset(
    "address article blog book briefing broadcast call column comment conference conversation debate e-mail "
    "email essay filing hearing interview lecture letter livestream meeting memo message newsletter note op-ed "
    "panel podcast post program programme rally release remark report show speech statement testimony thread "
    "tweet video".split()
)
"""Nouns for what somebody speaks in or on."""

PLATFORMS: Final = frozenset(
    "facebook instagram linkedin mastodon telegram tiktok twitter weibo whatsapp x youtube".split()
)

ABBREVIATED: Final[dict[str, str]] = {
    "del": "delegate",
    "gen": "general",
    "gov": "governor",
    "pm": "minister",
    "prof": "professor",
    "rep": "representative",
    "sen": "senator",
    "vp": "president",
}
"""Short forms of roles, and the noun at the head of each: "the PM" is the prime minister."""
INITIALS: Final = frozenset({"ceo", "mp", "pm", "vp"})
"""Roles in capitals, which look like names."""

HONORIFICS: Final = frozenset("cllr cr dame dr lady lord madam miss mr mrs ms sir".split())
"""Titles that stand before nothing but a person's name."""

TITLES: Final = frozenset(
    "admiral amb ambassador backbencher baroness bishop captain chairman chancellor col colonel con congressman "
    "congresswoman cpl dame dep det dr emperor father first former gen general gov governor imam insp inspector judge "
    "justice king lady lieutenant lord lt madam maj major mayor minister miss mr mrs ms pope premier president prime "
    "prince princess prof professor queen rabbi recorder rep representative rev reverend saint secretary sen senator "
    "sergeant sgt sheikh sheriff sir sister supt username vice".split()
)
"""Words before a name that are no part of it."""

FEMALE: Final = frozenset(
    "actress aunt baroness businesswoman chairwoman congresswoman dame daughter girl grandmother lady madam "
    "miss mother mrs ms niece policewoman princess queen sister spokeswoman widow wife woman".split()
)
MALE: Final = frozenset(
    "actor boy brother businessman chairman congressman father grandfather husband king lord man mr nephew "
    "policeman prince sir son spokesman uncle widower".split()
)


@lru_cache(maxsize=10_000)
def medium_of(lemma: str) -> Medium | None:
    """What the thing that a noun stands for is made of, if it is an artefact.

    >>> medium_of("photo"), medium_of("tree")
    (<Medium.IMAGE: 'image'>, None)
    """
    return next((medium for medium, nouns in MEDIA.items() if lemma.lower() in nouns), None)


@cache
def person_nouns() -> frozenset[str]:
    """The nouns whose most frequent sense is a person: 7,411 of WordNet 3.1 (Fellbaum 1998; LICENSE-WORDNET).

    `python -m training.person_nouns` makes the list.

    >>> "advocate" in person_nouns(), "computer" in person_nouns()
    (True, False)
    """
    return frozenset(
        files("kg.resolution").joinpath("person_nouns.txt").read_text(encoding="utf-8").split()
    )


@lru_cache(maxsize=10_000)
def is_person_noun(lemma: str) -> bool:
    """Whether a singular noun stands for a person: a role, a relation, a trade.

    >>> [is_person_noun(noun) for noun in ("senator", "widow", "guitarist", "letter", "plan")]
    [True, True, True, False, False]
    """
    noun = lemma.lower()
    if noun in ORGANIZATIONS | COLLECTIVES or medium_of(noun):
        return noun in ROLE_NOUNS | FEMALE | MALE
    return noun in ROLE_NOUNS | FEMALE | MALE | UNNAMED_NOUNS or noun in person_nouns()


def role_noun(word: Token) -> str:
    """The noun for a role in the singular, lower case and in full."""
    return ABBREVIATED.get(word.lower_.rstrip("."), word.lemma_.lower())


def head_kind(lemma: str, *, plural: bool) -> tuple[Kind, Medium | None]:
    """What a common noun stands for when it is the source of a statement and nothing names it.

    Args:
        lemma: The head noun in the singular.
        plural: Whether it stands in the plural.

    >>> head_kind("analyst", plural=True)
    (<Kind.GROUP: 'group'>, None)
    >>> head_kind("footage", plural=False)
    (<Kind.ARTEFACT: 'artefact'>, <Medium.VIDEO: 'video'>)
    >>> head_kind("official", plural=False)
    (<Kind.UNNAMED: 'unnamed'>, None)
    """
    noun = lemma.lower()
    medium = medium_of(noun)
    if medium is not None:
        return Kind.ARTEFACT, medium
    if plural or noun in COLLECTIVES:
        return Kind.GROUP, None
    if noun in ORGANIZATIONS:
        return Kind.ORGANIZATION, None
    return Kind.UNNAMED, None
