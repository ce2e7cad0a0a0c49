"""What two claims tell otherwise of one deed: somebody else does it, or it is denied, or left open.

Claims in much the same words may tell two things: "Ray met Lee", "Ray met Dahl"; "he will go" of
two people; "it is safe", "it is not safe"; "whether it is safe". Words in common can't tell that.
So the few claims that would count as one are parsed, and what both say that is done is compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.language.verbs import FINITE, parse_words
from kg.language.words import cue_classes, cue_words, nouns
from kg.link.alignment import split_words
from kg.link.entities import folded
from kg.link.wording import find_longest_run, may_be_one
from kg.link.words import weakening_words, words_of
from kg.statements.syntax import find_child, find_subject, is_passive, lemma_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Token

    from kg.link.claims import Said

SO: Final = "says that it is so"
DENIED: Final = "denies it"
OPEN: Final = "leaves it open"
WANTED: Final = "wants it"
_TURNED: Final = {SO: DENIED, DENIED: SO}
_SAYING_LITTLE: Final = frozenset(
    "be believe come do feel find get give go have hope know let like make mean need put say see "
    "seem show take tell think try use want".split()
)
"""Verbs that are said of many things at once, so that two of them are not of one deed."""
_DENYING: Final = frozenset({"no", "not", "never", "nobody", "nothing", "none", "neither", "nor"})
_ASKING: Final = frozenset({"if", "whether", "unless"})
_ABLE: Final = frozenset({"could"})
"""What "can" is in reported speech, though it is a hedge elsewhere."""
_OBLIGING: Final = frozenset({"should", "must", "ought"})
_FAILING: Final = frozenset({"fail"})
_QUOTED: Final = 8
"""Words in a row that nobody says of two people."""
_HE: Final = frozenset({"he", "she", "him", "her"})
_I: Final = frozenset({"i", "me"})
_TOWARDS: Final = frozenset({"against", "for", "from", "of", "to", "with"})
"""Prepositions before whoever has a part in a deed, not before when and where it is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What a claim says that is done, or what it says that something is.

    Attributes:
        what: A verb, or what follows "is", in its dictionary form.
        standing: `SO`, `DENIED`, `OPEN` or `WANTED`; empty where the words do not tell.
        parts: Who has a part in it, by the part: a folded name, or a pronoun.
    """

    what: str
    standing: str
    parts: Mapping[str, str]


@lru_cache(1000)
def read_deeds(text: str) -> tuple[Deed, ...]:
    """Return what a claim says that is done.

    Raises:
        ModelError: No spaCy model is installed.

    >>> [deed] = read_deeds("The harbour was never sold to Ann Lee")
    >>> deed.what, deed.standing, dict(deed.parts)
    ('sell', 'denies it', {'to': 'ann lee'})
    """
    deeds = []
    for token in parse_words(text):
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass", "amod"}:
            top = token
            if lemma_of(token) == "be":
                top = find_child(token, "acomp", "attr") or token
            what = lemma_of(top)
            if what not in _SAYING_LITTLE:
                deeds.append(Deed(what=what, standing=_stand(token), parts=_find_parts(token)))
    return tuple(deeds)


def _stand(verb: Token) -> str:
    """Return whether a claim says that something is so."""
    small = {child.lower_ for child in verb.children if child.dep_ in {"aux", "advmod", "mark"}}
    is_alone = verb.dep_ == "conj" and not small and find_child(verb, "nsubj", "neg") is None
    if is_alone and verb.head.pos_ in {"VERB", "AUX"}:
        return _stand(verb.head)  # "did not sign or read it"
    if small & (_ASKING | weakening_words()) - _ABLE:
        return OPEN
    if small & _OBLIGING:
        return WANTED
    tags = {verb.tag_, *(child.tag_ for child in verb.children if child.dep_ in {"aux", "auxpass"})}
    standing = SO if tags & FINITE and "TO" not in tags else ""
    if verb.dep_ in {"ccomp", "xcomp"} and verb.head.i != verb.i:
        has_subject = find_child(verb, "nsubj") is not None
        standing = _stand_below(verb.head, standing, has_subject=has_subject)
    return _TURNED.get(standing, standing) if _is_denied(verb) else standing


def _stand_below(head: Token, standing: str, *, has_subject: bool) -> str:
    """Return how a deed stands that a verb has for its object: "refused to go", "wants her to".

    Who wants to go, will; so only what somebody else shall do is wanted.
    """
    denies = lemma_of(head) in cue_words("denying") | _FAILING
    kind = cue_classes().get(("verb", lemma_of(head)))
    if not standing:
        if denies:
            return DENIED
        return WANTED if kind in {"urge", "ask"} or (kind == "want" and has_subject) else ""
    thinks = kind in {"believe", "expect"}
    is_turned = denies != (thinks and _is_denied(head))  # "I don't think that it is safe"
    return _TURNED.get(standing, standing) if is_turned else standing


def _is_denied(verb: Token) -> bool:
    """Tell whether a verb has a "not", or nobody has a part in it."""
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in _DENYING:
            return True
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and _has_no(child):
            return True
    return False


def _has_no(noun: Token) -> bool:
    """Tell whether "no" stands before a noun: "no shots"."""
    return any(child.lower_ == "no" for child in noun.children)


def _find_parts(verb: Token) -> dict[str, str]:
    """Return who has a part in a deed: "agent", "object", or a preposition."""
    passive = is_passive(verb)
    found = {"object" if passive else "agent": find_subject(verb)}
    if not passive:
        found["object"] = find_child(verb, "dobj")
    for child in verb.children:
        if child.dep_ == "agent":
            found["agent"] = find_child(child, "pobj")
        elif child.dep_ in {"prep", "dative"} and child.lower_ in _TOWARDS:
            found[child.lower_] = find_child(child, "pobj")
    named = {part: _name_of(noun) for part, noun in found.items() if noun is not None}
    return {part: name for part, name in named.items() if name}


def _name_of(noun: Token) -> str:
    """Return the name or pronoun of whoever a noun is of; empty for others, and for several."""
    if noun.lower_ in _HE | _I:
        return noun.lower_
    if find_child(noun, "conj") is not None:
        return ""
    words = [child for child in noun.lefts if child.dep_ in {"compound", "poss"}]
    names = [folded(word.text) for word in [*words, noun] if word.pos_ == "PROPN"]
    bare = [name for name in names if name not in nouns("title")]
    is_rest = words_of("of-many").issuperset(bare) and bool(bare)  # of "the Justice Department"
    return " ".join(names if is_rest else bare)


def find_parting(one: Said, other: Said) -> str | None:
    """Return what two claims tell otherwise of one deed, in words; None if nothing.

    Raises:
        ModelError: No spaCy model is installed.

    >>> from kg.link.claims import Said
    >>> one = Said(iri="a", claim="", text="Ray will meet Lee", place="")
    >>> other = Said(iri="b", claim="", text="Ray will meet Dahl", place="")
    >>> find_parting(one, other)
    'lee against dahl'
    """
    return find_other_person(one, other) or _find_other_standing(one.text, other.text)


def _find_other_standing(one: str, other: str) -> str | None:
    """Return a deed that one claim says is so and the other does not; None if there is none."""
    standings, others = _list_standings(one), _list_standings(other)
    for what in sorted(standings.keys() & others.keys()):
        here, there = standings[what], others[what]
        if here.isdisjoint(there) and "" not in here | there:
            return f"one {min(here)}, the other {min(there)}: {what}"
    return None


def _list_standings(text: str) -> dict[str, set[str]]:
    """Return how each deed of a claim stands."""
    standings: dict[str, set[str]] = {}
    for deed in read_deeds(text):
        standings.setdefault(deed.what, set()).add(deed.standing)
    return standings


def find_other_person(one: Said, other: Said) -> str | None:
    """Return who has a part in a deed of one claim, and who else in the other; None if nobody.

    Raises:
        ModelError: No spaCy model is installed.
    """
    if find_longest_run(split_words(one.text), split_words(other.text)) >= _QUOTED:
        return None  # it is one quotation, whoever was taken for its speaker
    theirs = {deed.what: deed for deed in read_deeds(other.text)}
    for deed in read_deeds(one.text):
        if deed.what not in theirs:
            continue
        parts = theirs[deed.what].parts
        for part in sorted(deed.parts.keys() & parts.keys()):
            here, there = _refer(deed.parts[part], one), _refer(parts[part], other)
            if not _may_be(here, there, one, other):
                return f"{min(here)} against {min(there)}"
    return None


def _refer(name: str, said: Said) -> AbstractSet[str]:
    """Return the names of whoever a name or a pronoun in a claim means; empty if nobody knows."""
    if name in _I:
        return said.speakers
    return said.subjects & said.names if name in _HE else frozenset({name})


def _may_be(here: AbstractSet[str], there: AbstractSet[str], one: Said, other: Said) -> bool:
    """Tell whether whoever is meant in one claim can be whoever is meant in the other."""
    if not here or not there or may_be_one(here, there):
        return True
    return may_be_one(here, other.names) or may_be_one(there, one.names)  # the full name of "NAACP"
