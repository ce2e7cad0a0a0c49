"""Claims that a fact-check reviews in the same words, but for how these are written.

The IRI of a claim is a function of its words, each letter and mark of them. A fact-check that
writes straight quotation marks for curly ones, or begins with a small letter, reviews another IRI.
What is the same but for that is judged to be the same claim: a judgement like others, which stands
in the view and not in the data, and which a person's wins over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat

from kg.link.judgements import TOOL, Judgement
from kg.merge.adapters.terms import EXACT, REVIEWED, TEXT
from kg.rdf.vocabulary import CS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Quad

__all__ = ["judge_same_words"]

_SURE: Final = 0.95
_REASON: Final = "the same words but for case, quotation marks, dashes and the mark at the end"
_OURS: Final = re.compile(r"[/:#]claim-[a-z2-7]{20}")
"""What the IRI of a claim of a build ends in."""
_MARKS: Final = str.maketrans(
    dict.fromkeys('“”„‟«»‹›"‘’‚‛′″`´', "'") | dict.fromkeys("‐‑‒–—―−", "-") | {"…": "..."}
)
_DASHES: Final = re.compile("-{2,}")
_AT_ENDS: Final = " '.,;:"


def judge_same_words(nquads: Path) -> list[Judgement]:
    """Return a judgement for each pair of a reviewed claim and another in almost the same words.

    Args:
        nquads: The merged data.
    """
    reviewed = _find_reviewed(nquads)
    if not reviewed:
        return []

    words: dict[str, str] = {}
    claims: dict[str, set[str]] = defaultdict(set)
    for quad in _find(nquads, TEXT):
        name = _name_of(quad.subject)
        if _OURS.search(name) and isinstance(quad.object, Literal):
            words[name] = _fold(quad.object.value)
            claims[words[name]].add(name)
    return [
        _judge(one, other)
        for one in sorted(reviewed & words.keys())
        for other in sorted(claims[words[one]] - reviewed)
    ]


def _find_reviewed(nquads: Path) -> set[str]:
    """Return the claims with IRIs of ours that are reviewed, or have the words of one that is."""
    reviewed = {_name_of(quad.object) for quad in _find(nquads, REVIEWED)}
    if not reviewed:
        return set()
    for quad in _find(nquads, EXACT):
        if _name_of(quad.subject) in reviewed:
            reviewed.add(_name_of(quad.object))
    return set(filter(_OURS.search, reviewed))


def _find(nquads: Path, predicate: NamedNode) -> Iterator[Quad]:
    """Yield the quads of a file of N-Quads that have a predicate."""
    mark = f" {predicate} ".encode()
    with nquads.open("rb") as file:
        for line in file:
            if mark in line:
                for quad in pyoxigraph.parse(input=line, format=RdfFormat.N_QUADS):
                    if quad.predicate == predicate:
                        yield quad


def _name_of(node: object) -> str:
    """Return the IRI of a node; empty for any other term."""
    return node.value if isinstance(node, NamedNode) else ""


def _fold(text: str) -> str:
    """Return words without what may differ in how they are written.

    >>> _fold("“It rained”, she said — twice.") == _fold("'it rained', she said -- twice")
    True
    >>> _fold("It rained.") == _fold("It rained?"), _fold("1.5") == _fold("15")
    (False, False)
    """
    plain = _DASHES.sub("-", text.translate(_MARKS)).casefold()
    return " ".join(plain.split()).strip(_AT_ENDS)


def _judge(one: str, other: str) -> Judgement:
    """Return the judgement that two claims are the same."""
    return Judgement(
        subject=one,
        predicate=str(CS.sameClaimAs),
        object=other,
        confidence=_SURE,
        author=TOOL,
        reason=_REASON,
    )
