"""Which statement of an article another one turns down: a denial, a dismissal or a correction.

    It leaks, Ann said. Bo denied that it leaks.      the denial repeats what it denies
    It leaks, Ann said. "It does not," Bo said ...    says the opposite in the same words
    It leaks, Ann said. Bo called that nonsense.      points at what was said before

Where two may be meant, none is. What is found is what the text says; whether claims of two articles
can both be true, `kg.link` judges.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise, product
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words
from kg.model import AttributionType, Kind, QuotationType
from kg.statements.answers import Answer, denies, read_answer
from kg.statements.kinds import tops
from kg.statements.syntax import find_child, lemma_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Doc, Token

    from kg.model import Entity, ResolvedStatement, Span, Statement
    from kg.resolution.reading import Reading

__all__ = ["find_disputed"]

_NEAR: Final = 20
"""Statements before and behind one among which is what it answers."""
_TOLD_AGAIN: Final = 0.6
"""Of the words of a denial, how many are those of what it denies."""
_WORDS_IN_COMMON: Final = 2
_FOR_PRONOUN: Final = 1
"""How many sentences before "that is not true" is what it answers."""
_FOR_NOUN: Final = 3
_IF_NAMED: Final = 12
"""The same for "the claim", where it is clear from more than its place which one is meant."""
_SAYING_LITTLE: Final = frozenset({"be", "have", "do", "say", "tell", "get", "make", "only", "any"})
_TELLING: Final = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_PRINTED: Final = frozenset({"report", "story", "news"})
_PRINTING: Final = frozenset({Kind.ARTEFACT, Kind.PUBLICATION})
_COUNTS: Final = frozenset({"figure", "number", "estimate", "statistic", "tally"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Wording:
    """A statement with what is looked up in its words.

    Attributes:
        told: The lemmas of the words that tell something.
        predicates: Those of its main verbs, or what they say that something is.
        names: Those of the names among them, days too.
        numbers: Its numbers; `undone` are those that it corrects: "three, not 12".
        speakers: Who says it, by the words of each name; `topics`, what it is about or mentions.
        first: The number of its first sentence, `last` that of the last one of its content.
    """

    said: ResolvedStatement
    cue: Sequence[Token]
    content: Sequence[Token]
    told: AbstractSet[str]
    predicates: AbstractSet[str]
    names: AbstractSet[str]
    numbers: AbstractSet[str]
    undone: AbstractSet[str]
    speakers: Sequence[AbstractSet[str]]
    topics: Sequence[AbstractSet[str]]
    first: int
    last: int

    @property
    def extent(self) -> Span:
        """Where its content stands."""
        return self.said.statement.extent


def find_disputed(
    reading: Reading, resolved: Sequence[ResolvedStatement]
) -> Mapping[Statement, Statement]:
    """Return the statement that each one turns down, for those that turn one down.

    Args:
        reading: The document.
        resolved: Its statements, in text order, with their sources and topics.
    """
    starts = (token.is_sent_start is True and not token.is_space for token in reading.doc)
    sentence_of = list(accumulate(map(int, starts)))
    told = [_read_wording(reading.doc, sentence_of, said) for said in resolved if _is_told(said)]
    found: dict[Statement, Statement] = {}
    for place, one in enumerate(told):
        if not one.said.statement.source:
            continue
        before = told[max(place - _NEAR, 0) : place]
        behind = told[place + 1 : place + 1 + _NEAR]
        other = (
            _find_inner(one, behind)
            or _find_repeated(one, before)
            or (_find_repeated(one, behind) if denies(one.cue) else None)
            or _find_pointed_at(
                one, [other for other in before if other.said.statement not in found]
            )
        )
        if other:
            found[one.said.statement] = other.said.statement
    return found


def _is_told(said: ResolvedStatement) -> bool:
    """Tell whether somebody is said to say it, named or not, and it is no caption."""
    kinds = {QuotationType.NARRATION, QuotationType.CAPTION}
    return bool(said.statement.cue) and said.statement.quotation_type not in kinds


def _read_wording(doc: Doc, sentence_of: Sequence[int], said: ResolvedStatement) -> _Wording:
    """Look up the words of a statement, given the number of the sentence of each token."""
    statement = said.statement
    content = tokens_of(doc, statement.content)
    cue = tokens_of(doc, statement.cue)
    telling = [word for word in content if word.pos_ in _TELLING]
    sentences = [sentence_of[word.i] for word in content]
    numbers = [word for word in content if word.like_num]
    return _Wording(
        said=said,
        cue=cue,
        content=content,
        told={lemma_of(word) for word in telling} - _SAYING_LITTLE,
        predicates=_find_predicates(content),
        names={lemma_of(word) for word in telling if word.pos_ == "PROPN"},
        numbers={word.lower_ for word in numbers},
        undone={word.lower_ for word in numbers if _is_undone(word)},
        speakers=_split_names(source.entity for source in said.who),
        topics=_split_names([*said.about, *said.mentions]),
        first=min(sentences[0], sentence_of[cue[0].i]),
        last=sentences[-1],
    )


def _find_predicates(content: Sequence[Token]) -> AbstractSet[str]:
    """Return the lemmas of the main verbs of a content, or what they say that something is."""
    found: set[str] = set()
    for top in tops(content):
        if top.pos_ not in {"VERB", "AUX"} or _is_unsure(top):
            continue
        said = find_child(top, "acomp", "attr") if lemma_of(top) == "be" else top
        if said is not None and lemma_of(said) == "true":
            said = find_child(top, "ccomp") or said
        found.update({lemma_of(said)} if said is not None else ())
    return found - _SAYING_LITTLE


def _is_unsure(verb: Token) -> bool:
    """Tell whether a verb only says what the speaker does not know: "I don't know if"."""
    subject = find_child(verb, "nsubj")
    return lemma_of(verb) == "know" and subject is not None and subject.lower_ == "i"


def _is_undone(number: Token) -> bool:
    """Tell whether a number is what something else was taken for: "not 12"."""
    before = number.doc[max(number.i - 2, 0) : number.i]
    words = [word.lower_ for word in before]
    return words[-1:] == ["not"] or words in (["rather", "than"], ["instead", "of"])


def _split_names(entities: Iterable[Entity]) -> list[AbstractSet[str]]:
    """Return the words of the name of each entity, in small letters: "the mayor's office"."""
    names = (entity.name.lower().replace("’", "'") for entity in entities if entity.name)
    return [frozenset(name.replace("'s ", " ").split()) for name in names]


def _meet(names: Sequence[AbstractSet[str]], others: Sequence[AbstractSet[str]]) -> bool:
    """Tell whether two lists of names may have somebody in common: "Lee", "Ann Lee"."""
    return any(one <= other or other <= one for one, other in product(names, others))


def _is_by_another(one: _Wording, other: _Wording) -> bool:
    """Tell whether somebody else says the other, in other words of the text."""
    if other.said.statement.attribution_type is AttributionType.EVENTUALITY:
        return False
    is_apart = not one.extent.overlaps(other.extent)
    return is_apart and not _meet(one.speakers, other.speakers)


def _find_inner(one: _Wording, behind: Iterable[_Wording]) -> _Wording | None:
    """Return the statement that is told again where it is denied: "denied Ann's claim that"."""
    if not denies(one.cue):
        return None
    for other in behind:
        is_inside = one.extent.contains(other.extent) and one.extent != other.extent
        if other.said.statement.attribution_type is AttributionType.EVENTUALITY:
            continue  # "rejected the union's demand"
        if is_inside and not _meet(one.speakers, other.speakers):
            return other
    return None


def _find_repeated(one: _Wording, near: Iterable[_Wording]) -> _Wording | None:
    """Return the statement that says the opposite in the same words, the last of the likest."""
    alike = [other for other in near if _is_by_another(one, other) and _is_opposite(one, other)]
    return max(
        alike, key=lambda other: (len(one.told & other.told), other.extent.start), default=None
    )


def _is_opposite(one: _Wording, other: _Wording) -> bool:
    """Tell whether a statement says the opposite of another, in its words."""
    shared = one.told & other.told
    if one.undone & other.numbers and one.predicates & other.told:
        return True
    if one.said.polarity is other.said.polarity or (denies(other.cue) and not denies(one.cue)):
        return False
    if one.names - other.names and other.names - one.names:
        return False  # "in Lundby no shots were fired"

    if denies(one.cue):
        is_same_deed = bool(one.predicates & other.told)
    else:
        is_same_deed = bool(one.predicates) and one.predicates == other.predicates
    if not is_same_deed:
        return False
    least = max(len(one.told) * _TOLD_AGAIN, _WORDS_IN_COMMON)
    is_all = one.told <= other.told and _meet(one.topics, other.topics)
    return len(shared) >= least or is_all


def _find_pointed_at(one: _Wording, before: Iterable[_Wording]) -> _Wording | None:
    """Return the statement that a pronoun or a noun such as "claim" points at."""
    answer = read_answer(one.cue, one.content)
    if answer is None and _retorts(one.cue):
        answer = Answer()
    if answer is None or (answer.is_of_liar and _meet(one.speakers, one.topics)):
        return None  # "said he lied", of himself
    near = [other for other in before if _may_be_meant(one, other, answer)]
    named = [other for other in near if _meet(one.speakers, other.topics)]
    if answer.noun is not None and named:
        near = named
    if not near:
        return None
    nearest = max(near, key=lambda other: (other.last, other.extent.start))
    beside = [other for other in near if other.last == nearest.last]
    for other in beside:
        is_apart = not other.extent.overlaps(nearest.extent)
        if is_apart and not _meet(other.speakers, nearest.speakers):
            return None
    return nearest


def _retorts(cue: Sequence[Token]) -> bool:
    """Tell whether a cue says something against what was said just before: "shot back"."""
    lemmas = [lemma_of(word) for word in cue]
    return not cue_words("retorting").isdisjoint([*lemmas, *map(" ".join, pairwise(lemmas))])


def _may_be_meant(one: _Wording, other: _Wording, answer: Answer) -> bool:
    """Tell whether an answer can point at another statement, by place, words and speaker."""
    if not _is_by_another(one, other) or other.content[0].lower_ == "if":
        return False
    noun = "" if answer.noun is None else lemma_of(answer.noun)
    is_led_so = noun in map(lemma_of, [*other.cue, other.content[0]])  # "allegations that"
    if not other.speakers and not is_led_so:
        return False  # who says what nobody is named for, is not asked: "the allegations"
    owner = {word.lower_ for word in answer.owner if word.pos_ in {"NOUN", "PROPN"}}
    if owner and not _is_by(owner, other):
        return False
    is_clear = is_led_so or bool(owner) or _meet(one.speakers, other.topics)
    if one.first - other.last > _reach_of(answer, is_clear=is_clear):
        return False
    told = {lemma_of(word) for word in answer.told if word.pos_ in _TELLING} - _SAYING_LITTLE
    if told and told.isdisjoint(other.told):
        return False
    is_story_of = bool(owner) and noun in _PRINTED  # "the nurses' stories"
    return not noun or is_led_so or is_story_of or _is_called(other, noun)


def _is_by(owner: AbstractSet[str], other: _Wording) -> bool:
    """Tell whether a statement is by whoever some words name, not by somebody else of theirs."""
    for source in other.said.who:
        name = (source.entity.name or "").lower().replace("’", "'")
        if not owner.isdisjoint(name.rpartition("'s ")[2].split()):
            return True  # "Trump's suggestion" is none of "Trump's advisers"
    return False


def _reach_of(answer: Answer, *, is_clear: bool) -> int:
    """Return how many sentences before an answer a statement may stand that it points at.

    Args:
        answer: How it points.
        is_clear: Whether it says whose it is, or calls it what the text called it, or the statement
            names the one who answers.
    """
    whose = None if answer.noun is None else find_child(answer.noun, "poss")
    if answer.noun is None or (whose is not None and whose.pos_ == "PRON"):
        return _FOR_PRONOUN  # "denied it", "dismissed their claims"
    return _IF_NAMED if is_clear else _FOR_NOUN


def _is_called(other: _Wording, noun: str) -> bool:
    """Tell whether a noun can point at a statement: "the figure", "the report"."""
    if noun in other.told:
        return False  # "if the allegations are true" is none of them
    if noun in _COUNTS:
        return bool(other.numbers)
    if noun not in _PRINTED:
        return True
    media = {source.entity.kind for source in other.said.who}
    return other.said.statement.cue_lemma == "report" or not media.isdisjoint(_PRINTING)
