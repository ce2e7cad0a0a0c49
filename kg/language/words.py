"""The English words that the rules know: the tables in `en/`, each read once, when first asked for.

A word is one row, whatever asks for it:

cues.tsv            verbs, nouns, adjectives and prepositions that tie a source to a content
cue_classes.tsv     the classes of cues, and the type of attribution that each makes
hedges.tsv          adverbs, adjectives and modals that make a claim more or less certain
nouns.tsv           nouns and titles for sources: offices, bodies, documents, pictures, channels
person_nouns.tsv    all nouns for people, made by `python -m training.person_nouns`
function_words.tsv  pronouns, negations and other small words
name_words.tsv      words in names that tell what the name is of
countries.tsv, us_states.tsv, officeholders.tsv

`tables.py` says how one is written. Words are lower case and singular, or dictionary forms, except
for names.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, get_args

from kg.language.tables import ANY, check_once, read_table
from kg.language.uses import CueUse, NameUse, NounUse, SmallUse
from kg.model import AttributionType, Certainty, Medium

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.language.tables import Columns, Row

_CERTAINTIES: Final = ("", Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)
_GENDERS: Final = ("", "f", "m")


def _table(name: str, columns: Columns, key: Collection[str] = ()) -> tuple[Row, ...]:
    """Read one of the tables; its first column is the key if no other is given."""
    return read_table(files("kg.language") / "en" / name, columns, key or list(columns)[:1])


def _with_use(rows: Iterable[Row], use: str) -> list[Row]:
    """Return the rows that have a use."""
    return [row for row in rows if use in row["uses"].split()]


def _column(rows: Iterable[Row], column: str = "word") -> frozenset[str]:
    """Return what stands in a column."""
    return frozenset(row[column] for row in rows)


def _pairs(rows: Iterable[Row], value: str, key: str = "word") -> dict[str, str]:
    """Return what stands in two columns, where the second is not empty."""
    return {row[key]: row[value] for row in rows if row[value]}


def _certainties(rows: Iterable[Row]) -> dict[str, Certainty]:
    """Return the words that have a certainty, each with it."""
    return {word: Certainty(value) for word, value in _pairs(rows, "certainty").items()}


# ---------------------------------------------------------------------------- cues and hedges


@cache
def cue_kinds() -> Mapping[str, Mapping[str, AttributionType]]:
    """Return the type of attribution that each class of cues makes, by the form of the content.

    The classes follow Levin's verb classes (English Verb Classes and Alternations, 1993) as far as
    they part the four types of the Penn Discourse Treebank 2.0 (Prasad et al. 2007).

    >>> cue_kinds()["tell"]["clause"], cue_kinds()["tell"]["infinitive"]
    (<AttributionType.ASSERTION: 'assertion'>, <AttributionType.EVENTUALITY: 'eventuality'>)
    """
    forms = ("clause", "infinitive", "phrase")
    types = tuple(AttributionType)
    rows = _table("cue_classes.tsv", {"class": ANY, **dict.fromkeys(forms, types)})
    kinds = {}
    for row in rows:
        kinds[row["class"]] = {form: AttributionType(row[form]) for form in forms}
    return kinds


@cache
def _hedge_rows() -> tuple[Row, ...]:
    """Return the rows of hedges.tsv."""
    parts = ("ability", "adjective", "adverb", "modal")  # ability: a modal; "cannot" is no hedge
    columns = {"word": ANY, "part": parts, "class": ("", *cue_kinds()), "certainty": _CERTAINTIES}
    return _table("hedges.tsv", columns, ("word", "part"))


@cache
def _cue_rows() -> tuple[Row, ...]:
    """Return the rows of cues.tsv."""
    columns = {
        "word": ANY,
        "part": ("adjective", "noun", "preposition", "verb"),
        "class": ("", *cue_kinds()),
        "uses": ("", *get_args(CueUse)),
        "preposition": ANY,
        "certainty": _CERTAINTIES,
    }
    rows = _table("cues.tsv", columns, ("word", "part"))
    check_once((*rows, *_hedge_rows()), ("word", "part"))
    return rows


@cache
def cue_words(use: CueUse) -> frozenset[str]:
    """Return the cues that a rule may use so, in their dictionary forms.

    >>> sorted(cue_words("denying"))[:3]
    ['decline', 'denial', 'deny']
    """
    return _column(_with_use(_cue_rows(), use))


@cache
def cue_prepositions() -> Mapping[str, str]:
    """Return the verbs whose content stands behind a preposition, each with it: "call for".

    >>> cue_prepositions()["call"]
    'for'
    """
    return _pairs(_cue_rows(), "preposition")


@cache
def cue_classes() -> Mapping[tuple[str, str], str]:
    """Return the class of each cue of one word, by its part of speech and dictionary form.

    >>> cue_classes()["verb", "urge"], cue_classes()["noun", "rumour"]
    ('urge', 'claim')
    """
    rows = (*_cue_rows(), *_hedge_rows())
    return {
        (row["part"], row["word"]): row["class"]
        for row in rows
        if row["class"] and " " not in row["word"]
    }


@cache
def cue_phrases() -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    """Return the cues of several words by their first: the others and the class, longest first.

    >>> cue_phrases()["rule"]
    [(('in',), 'want'), (('out',), 'want')]
    """
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in _cue_rows():
        first, *others = row["word"].split()
        if others:
            found.setdefault(first, []).append((tuple(others), row["class"]))
    for listed in found.values():
        listed.sort(key=lambda phrase: (-len(phrase[0]), phrase))
    return found


@cache
def hedges() -> Mapping[str, Certainty]:
    """Return the words that weaken or strengthen the clause they stand in.

    >>> hedges()["perhaps"], hedges()["clearly"]
    (<Certainty.POSSIBLE: 'possible'>, <Certainty.CERTAIN: 'certain'>)
    """
    return _certainties([*_hedge_rows(), *_with_use(_cue_rows(), "hedge")])


@cache
def hedge_parts() -> Mapping[str, str]:
    """Return what part of speech each word of hedges.tsv is.

    >>> hedge_parts()["perhaps"], hedge_parts()["can"]
    ('adverb', 'ability')
    """
    return _pairs(_hedge_rows(), "part")


@cache
def passive_hedges() -> Mapping[str, Certainty]:
    """Return the verbs that weaken in the passive: "is believed to have fled".

    >>> passive_hedges()["believe"]
    <Certainty.PROBABLE: 'probable'>
    """
    return _certainties(_with_use(_cue_rows(), "passive-hedge"))


# ---------------------------------------------------------------------------- nouns


@cache
def _noun_rows() -> tuple[Row, ...]:
    """Return the rows of nouns.tsv."""
    columns = {
        "word": ANY,
        "uses": ("", *get_args(NounUse)),
        "medium": ("", *Medium),
        "gender": _GENDERS,
        "full": ANY,
        "party": ANY,
        "evidence": ("", "document", "investigator"),
    }
    return _table("nouns.tsv", columns)


@cache
def nouns(use: NounUse) -> frozenset[str]:
    """Return the nouns and titles that a rule may use so, in the singular.

    >>> sorted(nouns("unnamed"))
    ['figure', 'informant', 'insider', 'source', 'whistleblower']
    """
    return _column(_with_use(_noun_rows(), use))


@cache
def noun_media() -> Mapping[str, Medium]:
    """Return the nouns for things that say or show something, each with what it is made of.

    >>> noun_media()["photo"]
    <Medium.IMAGE: 'image'>
    """
    return {noun: Medium(medium) for noun, medium in _pairs(_noun_rows(), "medium").items()}


@cache
def noun_genders() -> Mapping[str, str]:
    """Return the nouns and titles that only women ("f") or men ("m") go by.

    >>> noun_genders()["actress"], noun_genders()["mr"]
    ('f', 'm')
    """
    return _pairs(_noun_rows(), "gender")


@cache
def full_nouns() -> Mapping[str, str]:
    """Return the short forms of nouns, each with the full one.

    >>> full_nouns()["gov"], full_nouns()["pm"]
    ('governor', 'prime minister')
    """
    return _pairs(_noun_rows(), "full")


@cache
def parties() -> Mapping[str, str]:
    """Return what members of a party are called, with the party as `officeholders` has it."""
    return _pairs(_noun_rows(), "party")


@cache
def evidence_nouns() -> Mapping[str, str]:
    """Return nouns for sources that tell rather than think.

    A document always does, an investigator does of what they find.

    >>> evidence_nouns()["survey"], evidence_nouns()["tribunal"]
    ('document', 'investigator')
    """
    return _pairs(_noun_rows(), "evidence")


@cache
def person_nouns() -> frozenset[str]:
    """Return the nouns whose most frequent sense is a person.

    7,411 of WordNet 3.1 (Fellbaum 1998; LICENSE-WORDNET).

    >>> "advocate" in person_nouns(), "computer" in person_nouns()
    (True, False)
    """
    return _column(_table("person_nouns.tsv", {"noun": ANY}), "noun")


# ---------------------------------------------------------------------------- small words


@cache
def _small_rows() -> tuple[Row, ...]:
    """Return the rows of function_words.tsv."""
    columns = {"word": ANY, "uses": ("", *get_args(SmallUse)), "gender": _GENDERS}
    return _table("function_words.tsv", columns)


@cache
def small_words(use: SmallUse) -> frozenset[str]:
    """Return the small words that a rule may use so.

    >>> sorted(small_words("they"))
    ['their', 'theirs', 'them', 'themselves', 'they']
    """
    return _column(_with_use(_small_rows(), use))


@cache
def labels() -> frozenset[str]:
    """Return the words that introduce no speaker before a colon: "Photo: ...", "Read: ..."."""
    return nouns("label") | small_words("label")


@cache
def pronoun_genders() -> Mapping[str, str]:
    """Return the pronouns that tell whether a woman ("f") or a man ("m") is meant.

    >>> pronoun_genders()["her"]
    'f'
    """
    return _pairs(_small_rows(), "gender")


# ---------------------------------------------------------------------------- names


@cache
def _name_rows() -> tuple[Row, ...]:
    """Return the rows of name_words.tsv."""
    return _table("name_words.tsv", {"word": ANY, "uses": ("", *get_args(NameUse))})


@cache
def name_words(use: NameUse) -> frozenset[str]:
    """Return the words of names that a rule may use so.

    >>> sorted(name_words("suffix"))[:2]
    ['ii', 'iii']
    """
    return _column(_with_use(_name_rows(), use))


@cache
def _country_rows() -> tuple[Row, ...]:
    """Return the rows of countries.tsv."""
    columns = ("name", "nationalities", "capital", "other_names")
    return _table("countries.tsv", dict.fromkeys(columns, ANY))


@cache
def countries() -> Mapping[str, str]:
    """Return every form a country goes by, case-folded, with the country's usual name.

    >>> countries()["dprk"], countries()["north koreans"], countries()["u.s."]
    ('North Korea', 'North Korea', 'United States')
    """
    found: dict[str, str] = {}
    for row in _country_rows():
        others = f"{row['nationalities']}|{row['other_names']}".split("|")
        found |= {form.casefold(): row["name"] for form in (row["name"], *others) if form}
    return found


@cache
def capitals() -> Mapping[str, str]:
    """Return every capital, case-folded, with its country.

    >>> capitals()["beijing"]
    'China'
    """
    found = _pairs(_country_rows(), "capital", key="name")
    return {capital.casefold(): country for country, capital in found.items()}


@cache
def us_states() -> frozenset[str]:
    """Return the names of the states of the US."""
    return _column(_table("us_states.tsv", {"name": ANY}), "name")


@cache
def officeholders() -> tuple[Row, ...]:
    """Return who held which office from when until when.

    Some 600 offices of 500 people: heads of state and government, and those next to them, as of
    November 2025. From public record, kept by hand.

    >>> [row["role"] for row in officeholders() if row["name"] == "Angela Merkel"]
    ['chancellor']
    """
    years = tuple(map(str, range(1900, 2100)))
    others = dict.fromkeys(("name", "other_names", "role", "body", "party"), ANY)
    columns = {**others, "since": years, "until": ("", *years)}
    return _table("officeholders.tsv", columns, ("name", "role", "body", "since"))
