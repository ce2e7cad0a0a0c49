"""Who a pronoun stands for: all who came up before are candidates, and a small model ranks them.

The model is a softmax over the candidates and "nobody", linear in the features below (mention
ranking: Denis and Baldridge 2008); `training/antecedents.py` fits its weights. The features are
what is known of English news: the speaker goes on, subjects come before objects, the near before
the far, and nobody is taken out of somebody's quotation.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.model import Kind
from kg.resolution.lexicon import gender_of_word
from kg.resolution.turns import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.model import Entity
    from kg.resolution.names import Name
    from kg.resolution.reading import Reading

__all__ = ["SUBJECTS", "Candidate", "Turn", "best_antecedent", "candidates", "speaking_last"]

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
ALIKE: Final = (
    frozenset({"he", "him", "his", "himself"}),
    frozenset({"she", "her", "hers", "herself"}),
)
REACH: Final = 500
"""How many tokens back a mention may look: some four paragraphs."""
LAST_TURNS: Final = 3
CONTRARY: Final[Mapping[str | None, str]] = {"m": "f", "f": "m"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody whom a mention may stand for.

    Attributes:
        features: Their names and values, those left out being zero.
        probability: Among all candidates and nobody.
    """

    entity: Entity
    features: Mapping[str, float]
    probability: float = 0.0


def best_antecedent(
    reading: Reading, mention: Token, turns: Sequence[Turn], kinds: frozenset[Kind]
) -> Candidate | None:
    """The likeliest candidate; None where "nobody" is likelier.

    Args:
        reading: The document.
        mention: The pronoun.
        turns: The sources resolved so far, as far as they are within reach.
        kinds: What the mention can stand for.
    """
    listed = list(candidates(reading, mention, turns, kinds))
    weights = load_weights()
    scores = [
        sum(weights.get(name, 0.0) * value for name, value in found.features.items())
        for found in listed
    ]
    best = max(range(len(listed)), key=scores.__getitem__, default=None)
    if best is None or scores[best] <= weights["nobody"]:
        return None
    total = sum(math.exp(score - scores[best]) for score in [*scores, weights["nobody"]])
    return Candidate(
        entity=listed[best].entity, features=listed[best].features, probability=1 / total
    )


@cache
def load_weights() -> dict[str, float]:
    """The weights of the features, and of nobody."""
    found: dict[str, float] = json.loads(
        files("kg.resolution").joinpath("antecedents.json").read_text(encoding="utf-8")
    )
    return found


def candidates(
    reading: Reading, mention: Token, turns: Sequence[Turn], kinds: frozenset[Kind]
) -> Iterator[Candidate]:
    """Everybody of the right kind and gender who came up before, or is the subject of the sentence to come."""
    mention = chain_start(reading, mention)
    contrary = CONTRARY.get(gender_of_word(mention))
    spoken = [turn for turn in turns if turn.at < mention.i]
    last = speaking_last(reading, mention, spoken)
    places: dict[Entity, list[int]] = {}
    for at, entity in mentions(reading, mention, turns):
        is_other = entity.kind is Kind.UNNAMED and entity != last
        if entity.kind in kinds and not is_other and not binds(reading, at, mention):
            places.setdefault(entity, []).append(at)
    fitting = {
        entity: found
        for entity, found in places.items()
        if not (contrary and reading.genders.get(entity) == contrary)
    }
    nearest = max((found[-1] for found in fitting.values()), default=-1)
    most = max([1, *map(reading.table.count, fitting)])
    speakers = {turn.entity for turn in spoken}
    for entity, found in fitting.items():
        if entity not in speakers and all(reading.quoted[at] for at in found):
            continue  # named in quotations only
        told = about_place(reading, mention, found, nearest)
        told |= about_entity(reading, mention, entity, spoken, most)
        yield Candidate(
            entity=entity, features={name: value for name, value in told.items() if value}
        )


def speaking_last(reading: Reading, mention: Token, spoken: Sequence[Turn]) -> Entity | None:
    """The last speaker before a mention, in its paragraph or the one before; nobody, if that is an unresolved "he"."""
    if not spoken or reading.paragraph_of[mention.i] - reading.paragraph_of[spoken[-1].at] > 1:
        return None
    return spoken[-1].entity if spoken[-1].entity.anchor is None else None


def chain_start(reading: Reading, pronoun: Token) -> Token:
    """The first pronoun of a sentence that one which is no subject goes on with: "he" of "he took his hat"."""
    start = pronoun
    if pronoun.dep_ in SUBJECTS:
        return start
    alike = next((kind for kind in ALIKE if pronoun.lower_ in kind), frozenset())
    for token in reversed(reading.doc[pronoun.sent.start : pronoun.i]):
        named = reading.table.at(token)
        if named and named.kind is Kind.PERSON and token.dep_ in SUBJECTS:
            break
        if token.lower_ in alike and reading.quoted[token.i] == reading.quoted[pronoun.i]:
            start = token
    return start


def mentions(reading: Reading, mention: Token, turns: Sequence[Turn]) -> list[tuple[int, Entity]]:
    """Where entities come up before a mention, and behind it as the subject of its sentence; in text order."""
    first, names = mention.i - REACH, reading.table.names
    start = bisect_right(names, first, key=first_of)
    here = bisect_left(names, mention.i, lo=start, key=first_of)
    named = [(name.first, reading.table.of_name[name]) for name in names[start:here]]
    spoken = [(turn.at, turn.entity) for turn in turns if first < turn.at < mention.i]
    behind = []
    for name in islice(names, bisect_right(names, mention.i, lo=here, key=first_of), None):
        if reading.sentence_of[name.first] != reading.sentence_of[mention.i]:
            break
        root = reading.doc[name.last - 1]
        if root.dep_ in SUBJECTS and root.head.is_ancestor(mention):
            behind.append((name.first, reading.table.of_name[name]))
    return sorted({*named, *spoken, *behind}, key=lambda found: found[0])


def first_of(name: Name) -> int:
    """The first token of a name."""
    return name.first


def binds(reading: Reading, at: int, mention: Token) -> bool:
    """Whether grammar keeps the two apart.

    The object of a verb is not its subject ("Kim met him"), nor is it in an aside whose subject is
    left out ("Asked of Kim, he said").
    """
    other = reading.doc[at]
    if mention.dep_ in SUBJECTS and mention.head.is_ancestor(other):
        asides = [
            token
            for token in mention.head.lefts
            if token.dep_ == "advcl" and token.tag_ in {"VBG", "VBN"}
        ]
        if any(aside.is_ancestor(other) for aside in asides):
            return True
    return other.head == mention.head


def about_place(
    reading: Reading, mention: Token, places: Sequence[int], nearest: int
) -> dict[str, float]:
    """What the candidate's last place says, one in nobody's quotation if there is one."""
    open_places = [at for at in places if not reading.quoted[at]]
    at = (open_places or places)[-1]
    token = reading.doc[at]
    while token.dep_ in {"compound", "appos", "flat"} and reading.table.at(
        token.head
    ) == reading.table.at(reading.doc[at]):
        token = token.head
    sentences = reading.sentence_of[mention.i] - reading.sentence_of[at]
    is_subject = token.dep_ in SUBJECTS
    return {
        "behind": float(at > mention.i),
        "same sentence": float(at < mention.i and sentences == 0),
        "same sentence, subject": float(at < mention.i and sentences == 0 and is_subject),
        "sentence before": float(sentences == 1),
        "sentence before, subject": float(sentences == 1 and is_subject),
        "same paragraph": float(reading.paragraph_of[at] == reading.paragraph_of[mention.i]),
        "distance": math.log1p(max(sentences, 0)),
        "subject": float(is_subject),
        "owner": float(token.dep_ == "poss"),
        "object": float(token.dep_ in {"dobj", "pobj"}),
        "only quoted": float(not open_places),
        "nearest": float(at == nearest),
    }


def about_entity(
    reading: Reading, mention: Token, entity: Entity, spoken: Sequence[Turn], most: int
) -> dict[str, float]:
    """What the candidate's part in the document says."""
    last = spoken[-1] if spoken else None
    is_last = last is not None and last.entity == entity
    near = (
        is_last
        and last is not None
        and reading.paragraph_of[mention.i] - reading.paragraph_of[last.at] <= 1
    )
    quoting = reading.quoted[max(mention.i - 1, 0)]
    return {
        "last speaker": float(is_last),
        "last speaker, near": float(near),
        "last speaker, behind a quotation": float(is_last and quoting),
        "spoke lately": float(any(turn.entity == entity for turn in spoken[-LAST_TURNS:])),
        "spoke": float(any(turn.entity == entity for turn in spoken)),
        "share of names": reading.table.count(entity) / most,
        "gender known": float(entity in reading.genders),
        "unnamed": float(entity.kind is Kind.UNNAMED),
    }
