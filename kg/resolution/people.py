"""What tells where a person's name begins and ends, and that it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.words import name_words, nouns
from kg.model import Kind
from kg.resolution.lexicon import (
    first_name_gender,
    is_first_name,
    is_person_noun,
    is_place,
    role_noun,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

    from kg.resolution.names import Name

__all__ = [
    "drop_post_nominals",
    "find_end_of_person",
    "has_given_name",
    "is_body_with_officer",
    "is_person",
    "is_post_nominal",
    "is_title",
    "skip_titles",
]

_OFFICE_OF: Final = ("of", "at")
"""What joins an office and its body."""
_INITIALS: Final = 2
"""Letters of a given name in capitals without points: "PK"."""
_LONGEST_WITHOUT_GIVEN: Final = 2
"""How many words of a name may follow a given name that was missed: "Jan Lee" of "Ard Jan Lee"."""
_LEAST_WITH_OFFICER: Final = 3
"""How many words the names of a body and of its officer have."""
_LONGEST_NAME: Final = 50
"""How many words a person's name may have."""


def is_title(token: Token) -> bool:
    """Tell whether a word is a title that stands before a name, or letters for one: "PM", "MPs"."""
    word, letters = token.lower_.rstrip("."), token.text.removesuffix("s")
    is_initials = letters.isupper() and letters.lower() in nouns("initials")
    return word in nouns("title") or is_initials


def is_person(words: TokenSpan) -> bool:
    """Tell whether some words are a first name and a family name."""
    if len(words) not in {2, 3} or words[-1].lower_ in nouns("body"):
        return False
    return is_first_name(words[0].text) and first_name_gender(words[0].text) is not None


def is_post_nominal(word: str) -> bool:
    """Tell whether a word is the letters of an office or honour: "KC", "PhD"."""
    return word[-1:].isupper() and word.lower() in name_words("post-nominal")


def drop_post_nominals(text: str) -> str:
    """Return a name on one line, without the letters of an office or honour behind it.

    >>> drop_post_nominals("Ann Lee KC"), drop_post_nominals("MP"), drop_post_nominals("Ana Sc")
    ('Ann Lee', 'MP', 'Ana Sc')
    """
    words = text.split()
    while len(words) > 1 and is_post_nominal(words[-1]):
        words.pop()
    return " ".join(words)


def skip_titles(doc: Doc, first: int, last: int) -> int:
    """Return where a name begins behind the titles in it: "Jenky" of "Bishop Jenky".

    Before a single word some titles are part of the name: "Pope Francis", "Prince Harry".
    """
    while first < last - 1 and is_title(doc[first]):
        if first == last - 2 and doc[first].lower_ in nouns("regnal"):
            break
        first += 1
    return first + _is_role_before(doc[first], last)


def _is_role_before(word: Token, last: int) -> bool:
    """Tell whether a name follows that ends at a token: "Pastor" of "Pastor Ann Lee"."""
    return is_person_noun(role_noun(word)) and is_person(word.doc[word.i + 1 : last])


def has_given_name(doc: Doc, name: Name, before: Name | None) -> bool:
    """Tell whether the word before a name can be the given name of somebody.

    It begins the sentence, was taken for the name of something else, or is two initials that were
    not: "PK Lee", while in "NASA Lee" and "PM Lee" the name is Lee.
    """
    is_short = name.last <= name.first + _LONGEST_WITHOUT_GIVEN
    if name.first == 0 or not is_short or is_person(doc[name.first : name.last]):
        return False  # "Mary Lee" is complete
    word, family = doc[name.first - 1], doc[name.last - 1]
    is_compound = word.dep_ == "compound" and word.head.i == family.i
    if not is_compound or {word.tag_, family.tag_} != {"NNP"}:
        return False
    are_letters = word.is_upper and not family.is_upper
    if is_title(word) or is_person_noun(word.lower_) or is_place(word.text) or word.is_stop:
        return False  # "The Lee plan"
    if are_letters:
        return len(word) == _INITIALS and before is None
    if before is None:
        return word.is_sent_start is True
    return before.kind is not Kind.GROUP and before.last == before.first + 1


def find_end_of_person(token: Token) -> int | None:
    """Return where the person's name ends that begins at a proper noun; None if none does."""
    doc, first = token.doc, token.i
    if not is_first_name(token.text) or is_title(token):
        return None
    if first > 0 and is_first_name(doc[first - 1].text) and doc[first - 1].pos_ == "PROPN":
        return None  # the name begins before it
    last = first + 1
    while last < min(len(doc), first + _LONGEST_NAME) and _is_name_part(doc[last]):
        last += 1
    if last == first + 1 or doc[last - 1].lower_ in nouns("body"):
        return None  # a first name alone, "Ann Lee Foundation"
    return None if _is_role_before(token, last) else last


def _is_name_part(token: Token) -> bool:
    """Tell whether a person's name can go on with a word: capital first, and not all capitals."""
    if token.text in name_words("particle"):
        return True
    is_capitalised = token.text[:1].isupper() and any(letter.islower() for letter in token.text)
    return token.pos_ == "PROPN" and is_capitalised


def is_body_with_officer(name: TokenSpan) -> bool:
    """Tell whether the name of a body ends with that of its officer.

    So it is for the recogniser in "chief executive of Tidewater Insurance Ann Lee".
    """
    if len(name) < _LEAST_WITH_OFFICER or name.start <= 1:
        return False
    office, joint = name.doc[name.start - 2], name.doc[name.start - 1]
    is_office = is_person_noun(role_noun(office)) and joint.lower_ in _OFFICE_OF
    return is_office and is_person(name[-2:]) and not name[-1].is_upper
