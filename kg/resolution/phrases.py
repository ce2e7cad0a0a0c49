"""Noun phrases: the head of a stretch of text, its edges, and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.words import small_words
from kg.model import Kind, Span
from kg.resolution.lexicon import find_country, is_person_noun, role_noun
from kg.statements.kinds import tops
from kg.statements.syntax import find_child

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from kg.model import Entity

_PREMODIFIERS: Final = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nmod",
        "nummod",
        "poss",
        "predet",
        "quantmod",
        "advmod",
        "npadvmod",
    }
)
_NAMING_TAGS: Final = frozenset({"NOUN", "PROPN", "PRON"})
_NOUN_TAGS: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_RESTRICTIVE: Final = frozenset({"acl", "relcl"})
_LONGEST_CLAUSE: Final = 10
"""How many words a clause may have that belongs to what something is called."""
_HYPHENS: Final = frozenset({"-", "‐", "–"})
_FUNCTION_TAGS: Final = frozenset({"ADP", "DET", "CCONJ", "SCONJ"})


def find_heads(tokens: Sequence[Token]) -> list[Token]:
    """Return the heads of a noun phrase: several if "and" or "or" joins names or nouns.

    Without tokens there are none.
    """
    found = list(tops(tokens))
    roots = [root for root in found if not is_cut_by_hyphen(root)] or found
    if not roots:
        return []
    people = [root for root in roots if root.n_lefts and is_person_noun(role_noun(root))]
    is_owned = bool(people) and roots[0].dep_ == "poss"  # "the city's top official"
    head = people[0] if is_owned else _choose_head(roots, tokens)
    return [head, *find_conjuncts(head, {token.i for token in tokens})]


def _choose_head(roots: Sequence[Token], tokens: Sequence[Token]) -> Token:
    """Return the first noun among the highest tokens of a phrase whose parse falls apart."""
    for tags in (_NAMING_TAGS, _NOUN_TAGS):
        for root in roots:
            if root.pos_ in tags:
                return root
    for root in roots:
        for word in root.lefts:
            if word in tokens:
                return word  # taken for a clause: "Video posted by a passenger"
    return roots[0]


def find_conjuncts(head: Token, inside: set[int]) -> Iterator[Token]:
    """Yield the nouns joined to a noun within the same phrase.

    Args:
        head: The noun.
        inside: The tokens of the phrase.
    """
    for child in head.children:
        if child.dep_ == "conj" and child.i in inside and child.pos_ in _NOUN_TAGS:
            yield child
            yield from find_conjuncts(child, inside)


def find_core(head: Token) -> tuple[int, int]:
    """Return the tokens `[first, last)` of a noun with the words before it and what restricts it.

    Asides are left out: "an official of the ministry, who asked not to be named" gives "an official
    of the ministry"; but "a source close to the ministry" and "people who live here" stay whole.
    """
    last = head.i + 1
    if is_cut_by_hyphen(head) and head.doc[last + 1].pos_ in {"NOUN", "PROPN"}:
        last += 2  # "counter-measures"
    for child in head.rights:
        if "such" in {child.left_edge.lower_, child.nbor(-1).lower_} or child.lower_ == "including":
            break  # some of them by name: "nations such as Norway"
        prepositions = [word for word in child.rights if word.dep_ == "prep"]
        if child.dep_ == "prep":
            last = end_of_phrase(child)
        elif child.pos_ == "ADJ" and child.i == last and prepositions:
            last = end_of_phrase(prepositions[0])
        elif child.dep_ in _RESTRICTIVE and _is_short_clause(child, last):
            last = child.right_edge.i + 1
        else:
            break
    return _left_edge(head), last


def is_one_group(heads: Sequence[Token]) -> bool:
    """Tell whether nouns share what stands before the first: "her friends and neighbours".

    They are one group, and "pundits and voters" two.
    """
    if len(heads) == 1 or any(head.tag_ != "NNS" for head in heads):
        return False
    first, *others = [find_determiner(head) for head in heads]
    return first != "none" and set(others) == {"none"}


def _is_short_clause(verb: Token, first: int) -> bool:
    """Tell whether a clause begins at a token, short and plain enough to be part of a name."""
    clause = verb.doc[verb.left_edge.i : verb.right_edge.i + 1]
    is_plain = not any(token.is_punct or token.is_space for token in clause)
    return clause.start == first and is_plain and len(clause) <= _LONGEST_CLAUSE


def _left_edge(head: Token) -> int:
    """Return the first token of the words before a noun that belong to it: "co" of "co-founder"."""
    first = head.i
    while first > 1 and _is_hyphen_within(head.doc[first - 1]):
        first -= 2
    for token in reversed(list(head.lefts)):
        is_hyphen = token.dep_ == "punct" and token.text in _HYPHENS
        if token.dep_ not in _PREMODIFIERS and not is_hyphen:
            break
        first = token.left_edge.i
    before = head.doc[first : head.i]
    is_stressed = before[1:2].text.lower() == "the" and before[0].dep_ == "advmod"
    return first + is_stressed  # "even the mayor"


def _is_hyphen_within(token: Token) -> bool:
    """Tell whether a token is the hyphen inside a word: "co-founder"."""
    is_glued = not (token.whitespace_ or token.nbor(-1).whitespace_)
    return token.text in _HYPHENS and is_glued


def is_cut_by_hyphen(word: Token) -> bool:
    """Tell whether a word is a hyphen, or the beginning of a word with one."""
    return word.text in _HYPHENS or _is_hyphen_within(word.doc[min(word.i + 1, len(word.doc) - 1)])


def drop_ending(noun: Token, last: int) -> int:
    """Return where a phrase ends without what leads to more behind it: "an aide" of "an aide of".

    Args:
        noun: The head of the phrase.
        last: The token behind it.
    """
    while last > noun.i + 1:
        word = noun.doc[last - 1]
        is_stranded = word.pos_ == "ADP" and word.head.pos_ == "VERB"  # "what they asked for"
        leads_on = word.pos_ in _FUNCTION_TAGS or word.text == "," or word.lower_ == "such"
        if is_stranded or not leads_on:
            break
        last -= 1
    return last


def end_of_phrase(preposition: Token) -> int:
    """Return the token behind a prepositional phrase, without the clauses and asides after it."""
    for child in preposition.rights:
        if child.dep_ == "pcomp":
            return child.right_edge.i + 1
        if child.dep_ == "pobj":
            joined = find_conjuncts(child, set(range(child.i, child.sent.end)))
            return max(find_core(noun)[1] for noun in (child, *joined))
    return preposition.i + 1


def has_name_before(noun: Token) -> bool:
    """Tell whether a name belongs to a noun: "the Reuters survey"."""
    return any(is_written_as_name(child) for child in noun.lefts)


def is_written_as_name(token: Token) -> bool:
    """Tell whether a word is written as a name is: with a capital, and not "The" or "He"."""
    return token.text[:1].isupper() and token.pos_ not in {"DET", "PRON"}


def name_phrase(noun: Token, owner: Entity | None, place: tuple[int, int]) -> str:
    """Return what to call a noun phrase: its words without the article, "his" replaced by a name.

    Args:
        noun: The head of the phrase.
        owner: Whom "his" in the phrase means; None leaves the phrase as it stands.
        place: The tokens `[first, last)` of the phrase.
    """
    first, last = place
    possessor = find_child(noun, "poss")
    if possessor is not None and owner is not None and owner.name:
        mark = possessor.right_edge.text[0] if possessor.right_edge.tag_ == "POS" else "'"
        ending = mark if owner.kind is Kind.GROUP and owner.name.endswith("s") else f"{mark}s"
        owned = words_between(noun.doc, possessor.right_edge.i + 1, last)
        return f"{owner.name}{ending} {owned}"
    text, word = drop_article(words_between(noun.doc, first, last)), noun.doc[first]
    is_name = word.pos_ in {"PROPN", "DET"} or find_country(word.text) or not word.text.istitle()
    return text[:1].lower() + text[1:] if word.is_sent_start and not is_name else text


def find_determiner(noun: Token) -> str:
    """Return which of these stands before a noun: "the", "this", "a", "owner", "number", "none".

    "this" stands for all words that point, "a" for all other determiners.
    """
    for child in noun.lefts:
        if child.dep_ == "poss":
            return "owner"
        if child.dep_ == "nummod":
            return "number"
        if child.dep_ == "det" and child.lower_ == "the":
            return "the"
        if child.dep_ == "det":
            return "this" if child.lower_ in small_words("demonstrative") else "a"
    return "none"


def words_between(doc: Doc, first: int, last: int) -> str:
    """Return the text of the tokens `[first, last)` on one line."""
    return " ".join(doc[first:last].text.split())


def span_of_token(token: Token) -> Span:
    """Return the code points of one token."""
    return Span(token.idx, token.idx + len(token))


def drop_article(text: str) -> str:
    """Return a phrase without its article, as it serves for a name.

    >>> drop_article("The special toilet")
    'special toilet'
    """
    first, _, rest = text.partition(" ")
    return rest if first.lower() in {"the", "a", "an"} and rest else text
