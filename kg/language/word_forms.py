"""Part of speech, morphology and dictionary form of words, by spaCy's own rules, each asked once.

spaCy looks for 179 patterns at every word of a text, and works its dictionary form out; that takes
a fifth of the time of its small English pipeline. What these rules say of a word follows from the
word, its tag and its relation alone, but where a pattern is of several words ("let's"). So what
they have said is remembered, and they are asked of new words, and where such a pattern fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token
    from spacy.tokens.morphanalysis import MorphAnalysis

__all__ = ["remember_forms"]

_Key: TypeAlias = tuple[int, int, int]
"""A word, its tag and its relation, as spaCy numbers them."""
_Form: TypeAlias = "tuple[int, int, int, str, MorphAnalysis]"
"""Tag, part of speech, relation, dictionary form, morphology: what the rules may set.

The dictionary form is its text: its number in spaCy ends with the `memory_zone` of a document."""

_NAME: Final = "kg_word_forms"
_REPLACED: Final = ("attribute_ruler", "lemmatizer")
_ASKED: Final = frozenset({"ORTH", "TEXT", "LOWER", "IS_SPACE", "TAG", "DEP"})
"""What a pattern may ask of a word so that its answer follows from the key."""
_MOST: Final = 200_000
"""Words with their forms that are remembered; a million words of news have some 50,000."""


def remember_forms(nlp: Language) -> None:
    """Let a pipeline remember what its rules say of words, if they are such that it can.

    The pipeline gives the same as before.

    Args:
        nlp: Any pipeline; one whose attribute ruler and lemmatiser do not stand behind each other,
            or ask for more than a word, its tag and its relation, is left as it is.
    """
    if not _has_rules_of_words(nlp):
        return
    _index_lemmas(cast("Lemmatizer", nlp.get_pipe("lemmatizer")))
    Language.factory(_NAME, func=_make_forms)
    nlp.add_pipe(_NAME, before=_REPLACED[0])
    for name in _REPLACED:
        nlp.disable_pipe(name)


def _has_rules_of_words(nlp: Language) -> bool:
    """Tell whether the rules of a pipeline ask only for what is in a key."""
    if _REPLACED not in pairwise(nlp.pipe_names):
        return False
    ruler, lemmatizer = map(nlp.get_pipe, _REPLACED)
    if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer):
        return False
    if lemmatizer.overwrite or lemmatizer.mode not in {"rule", "lookup"}:
        return False
    return all(_ASKED.issuperset(word) for pattern in _list_patterns(ruler) for word in pattern)


def _list_patterns(ruler: AttributeRuler) -> Iterator[list[dict[str, Any]]]:
    """Iterate over the patterns of all rules."""
    for rule in ruler.patterns:
        yield from rule["patterns"]  # type: ignore[misc] # the stub has it as a union


def _index_lemmas(lemmatizer: Lemmatizer) -> None:
    """Let a lemmatiser look dictionary forms up in sets; it brings lists of ten thousands."""
    if not lemmatizer.lookups.has_table("lemma_index"):
        return
    table = lemmatizer.lookups.get_table("lemma_index")
    for part_of_speech, forms in list(table.items()):
        table[part_of_speech] = frozenset(forms)


def _make_forms(nlp: Language, name: str) -> _WordForms:  # noqa: ARG001 - as spaCy calls it
    """Make the component."""
    ruler, lemmatizer = (cast("Any", nlp.get_pipe(replaced)) for replaced in _REPLACED)
    longer = [pattern for pattern in _list_patterns(ruler) if len(pattern) > 1]
    matcher = Matcher(nlp.vocab, validate=False)
    if longer:
        matcher.add(_NAME, longer)
    return _WordForms(ruler=ruler, lemmatizer=lemmatizer, longer=matcher, known={})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _WordForms:
    """The component of a pipeline that stands for its attribute ruler and its lemmatiser.

    Attributes:
        ruler, lemmatizer: The two.
        longer: Finds the patterns of the ruler that are of several words.
        known: What they have said.
    """

    ruler: AttributeRuler
    lemmatizer: Lemmatizer
    longer: Matcher
    known: dict[_Key, _Form]

    def __call__(self, doc: Doc) -> Doc:
        """Give each word of a document its form."""
        keys: list[_Key] = list(map(tuple, doc.to_array(["ORTH", "TAG", "DEP"]).tolist()))
        self._learn(doc, keys)
        forms = list(map(self.known.__getitem__, keys))
        for first, end in _join_matches(self.longer(doc, allow_missing=True)):
            forms[first:end] = self._ask_rules(list(doc[first:end]))
        for token, form in zip(doc, forms, strict=True):
            token.tag, token.pos, token.dep, token.lemma_, token.morph = form
        return doc

    def _learn(self, doc: Doc, keys: Sequence[_Key]) -> None:
        """Ask for the forms of words that are not known yet, each as if it stood by itself."""
        if len(self.known) > _MOST:
            self.known.clear()
        new = {key: doc[index] for index, key in enumerate(keys) if key not in self.known}
        apart = self._put_together(list(new.values()))
        if not apart:
            return
        # words of other places beside each other may look like a pattern by accident
        if self.longer(apart, allow_missing=True):
            for key, token in new.items():
                self.known[key] = self._ask_rules([token])[0]
        else:
            self.known.update(zip(new, self._ask_rules(list(new.values())), strict=True))

    def _ask_rules(self, tokens: Sequence[Token]) -> list[_Form]:
        """Ask the rules for the forms of words that stand behind each other."""
        ruled = self.lemmatizer(self.ruler(self._put_together(tokens)))
        return [(one.tag, one.pos, one.dep, one.lemma_, one.morph) for one in ruled]

    def _put_together(self, tokens: Sequence[Token]) -> Doc:
        """Return a text of nothing but these words, each with its tag and its relation."""
        text = Doc(self.ruler.vocab, words=[token.text for token in tokens])
        rows = np.array([(token.tag, token.dep) for token in tokens], dtype=np.uint64)
        return text.from_array(["TAG", "DEP"], cast("Any", rows.reshape(-1, 2)))


def _join_matches(matches: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Join matches that overlap, or stand behind each other, to runs of words, half open.

    >>> list(_join_matches([(0, 4, 6), (0, 9, 11), (0, 5, 7)]))
    [(4, 7), (9, 11)]
    """
    runs: list[tuple[int, int]] = []
    for _, start, end in sorted(matches, key=itemgetter(1)):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    yield from runs
