"""Where the claim in a content begins and ends, read off the parse.

    a move | analysts | say | is part   -> a move | is part
    told | to leave                     -> told | his rival to leave
    are expected | to rise              -> prices | are expected | to rise
    has added | what it calls folders   -> has added | folders
    wrote to Lee, who is ill            -> wrote to Lee: the rest is the article's own remark
    said it was late and refused to go  -> said it was late; refused to go

A noun before the source is the subject of what is said of it, as in the first; what is cut from the
last is another statement of the same source.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_classes, cue_prepositions, cue_words, small_words
from kg.model import Span
from kg.statements.frames import frame_of_verb, make_statement
from kg.statements.hearsay import can_say
from kg.statements.quoted import quotation_type
from kg.statements.syntax import (
    FINITE,
    find_child,
    find_subject,
    lemma_of,
    noun_phrase,
    tokens_between,
    tokens_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Statement

__all__ = ["find_head", "has_clause", "is_cue", "make_second", "mend_contents", "with_content"]

_SAYING: Final = frozenset(
    "ask believe claim complain expect judge plan promise say tell urge want".split()
)
"""Classes of verbs that introduce a claim wherever they stand."""
_RAISING: Final = frozenset({"believe", "expect", "say"})
"""Those that say of something what it is to do: "is expected to", "are said to"."""
_VERBS: Final = frozenset({"AUX", "VERB"})
_IN_NOUN_PHRASE: Final = frozenset({"ADJ", "DET", "NOUN", "NUM", "PROPN"})


def mend_contents(
    annotated: AnnotatedDocument, statements: Iterable[Statement]
) -> Iterator[Statement]:
    """Give each content the beginning and the end of its claim.

    Args:
        annotated: The document.
        statements: Some of its statements, each with its pieces in order.

    Returns:
        The statements, each followed by the one that its content had swallowed, if it had.
    """
    begun = [_begin(annotated, statement) for statement in statements]
    subjects = {one.content[0] for one in begun if len(one.content) > 1}
    for statement in begun:
        *parts, last = statement.content
        if parts and last in subjects:  # that is what the next one says something of
            statement = with_content(annotated, statement, parts)  # noqa: PLW2901 - mended
        yield from _cut_second(annotated, _cut_remark(annotated, statement))


def with_content(
    annotated: AnnotatedDocument, statement: Statement, content: Sequence[Span]
) -> Statement:
    """Return a statement with another content, quoted as that is."""
    quoted = quotation_type(annotated, content, statement.cue)
    return replace(statement, content=tuple(content), quotation_type=quoted)


def find_head(annotated: AnnotatedDocument, statement: Statement) -> Token | None:
    """Return the word that the rest of a cue hangs from, if the whole content stands behind it."""
    cue = tokens_of(annotated.doc, statement.cue)
    if not cue or not statement.content or statement.content[0].start < statement.cue[-1].end:
        return None
    inside = {token.i for token in cue}
    return next((token for token in cue if token.head.i not in inside or token.head == token), None)


def is_cue(verb: Token) -> bool:
    """Tell whether a verb introduces a claim of its subject: not "was told", "did not say"."""
    return _class_of(verb) in _SAYING and find_child(verb, "auxpass", "neg") is None


def make_second(
    annotated: AnnotatedDocument, statement: Statement, verb: Token, rest: Sequence[Token]
) -> Statement | None:
    """Make the statement of a second cue.

    Args:
        annotated: The document.
        statement: Whose source it has, unless the second cue has a subject of its own.
        verb: The second cue.
        rest: What it parts from the content: all from the first word that belongs to the verb.

    Returns:
        None if nothing stands behind the verb.
    """
    subject = find_child(verb, "nsubj", "nsubjpass")
    is_own = subject is not None and subject in rest
    source = noun_phrase(subject) if subject is not None and is_own else statement.source
    frame = frame_of_verb(verb, (), source, statement.confidence)
    behind = [word for word in rest if word.i > frame.cue[-1].i]
    wanted = cue_prepositions().get(frame.lemma)
    if behind and behind[0].lower_ == wanted:
        frame = replace(frame, cue=(*frame.cue, behind.pop(0)))
    frame = replace(frame, content=tuple(behind))
    return make_statement(annotated, frame, annotated.quoted_spans)


def _class_of(verb: Token) -> str | None:
    """Return the class of a verb as a cue."""
    return cue_classes().get(("verb", lemma_of(verb)))


def _begin(annotated: AnnotatedDocument, statement: Statement) -> Statement:
    """Return a statement whose claim has the subject that the cue parts from it."""
    head = find_head(annotated, statement)
    if head is None or head.pos_ not in _VERBS:
        return statement
    content = _find_beginning(annotated, statement, head)
    return with_content(annotated, statement, content) if content else statement


def _find_beginning(
    annotated: AnnotatedDocument, statement: Statement, head: Token
) -> list[Span] | None:
    """Return a content from its beginning on; None if it begins there already."""
    words = tokens_of(annotated.doc, statement.content[:1])
    first, *rest = statement.content
    if words[0].lower_ == "what" and words[3:] and _is_naming(words[2]):
        return [Span(words[3].idx, first.end), *rest]
    described = _find_described(annotated, statement, words)
    if described is not None:
        return [described, *statement.content]
    if words[0].lower_ not in {"not", "to"}:
        return None

    between = tokens_between(annotated.doc, statement.cue[-1].end, first.start, "contract")
    if between and between[0].lower_ == "to":
        between = between[1:]
    if _is_told(head, between, words):
        return [Span(between[0].idx, first.end), *rest]
    subject = _find_raised(head, statement)
    return [*noun_phrase(subject), *statement.content] if subject is not None else None


def _find_described(
    annotated: AnnotatedDocument, statement: Statement, words: Sequence[Token]
) -> Span | None:
    """Return the noun that a source says something of: "a move" in "a move analysts say is part".

    It is read off the words, for many a parse takes the noun for a part of the source.
    """
    if words[0].tag_ not in FINITE or not statement.source:
        return None
    source = tokens_of(annotated.doc, statement.source)
    if source[0].i < 1 or source[-1].i >= words[0].i:
        return None
    noun = source[0].nbor(-1)
    if noun.lower_ in small_words("relative") and noun.i > 0:
        noun = noun.nbor(-1)
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return None
    first = noun
    while first.i > 0 and first.nbor(-1).pos_ in _IN_NOUN_PHRASE:
        first = first.nbor(-1)
    return Span(first.idx, noun.idx + len(noun))


def _is_naming(verb: Token) -> bool:
    """Tell whether a verb gives a name: "what it calls folders"."""
    return lemma_of(verb) in cue_words("naming")


def _is_told(head: Token, between: Sequence[Token], words: Sequence[Token]) -> bool:
    """Tell whether the words between a cue and an infinitive are the one who is told to do it."""
    to = next((word for word in words[:2] if word.lower_ == "to"), None)
    if to is None or not between:
        return False
    told = {token.i for token in between}
    for noun in (find_child(head, "dobj", "dative"), find_child(to.head, "nsubj")):
        if noun is not None and told == {token.i for token in noun.subtree if token.i < words[0].i}:
            return True
    return False


def _find_raised(head: Token, statement: Statement) -> Token | None:
    """Return the subject of a cue that nobody says: "prices" in "prices are expected to rise"."""
    subject = find_child(head, "nsubjpass", "nsubj")
    if statement.source or _class_of(head) not in _RAISING:
        return None  # "was told to go": whoever is told does not belong to what is to be done
    if subject is None or subject.right_edge.i > head.i or subject.lower_ in small_words("empty"):
        return None
    return None if subject.right_edge.dep_ == "cc" else subject


def _cut_remark(annotated: AnnotatedDocument, statement: Statement) -> Statement:
    """Return a statement without the article's remark about the last word of its claim.

    A cue behind the remark holds for that, too, and so does "according to".
    """
    head = find_head(annotated, statement)
    if head is None or head.dep_ == "prep":
        return statement
    content = tokens_of(annotated.doc, statement.content)
    for token in content[1:]:
        if token.i in annotated.quoted_tokens or token.nbor(-1).text != ",":
            continue
        is_relative = token.lower_ in small_words("relative")
        is_remark = is_relative and _ends_with(annotated, statement, token)
        if is_remark or _is_likeness(token):
            return _cut_at(annotated, statement, token.i)
    return statement


def _ends_with(annotated: AnnotatedDocument, statement: Statement, pronoun: Token) -> bool:
    """Tell whether a content ends with the relative clause of a pronoun."""
    verbs = (verb for verb in pronoun.ancestors if verb.dep_ == "relcl")
    verb = next(verbs, None)
    if verb is None or verb.left_edge != pronoun:
        return False
    end = verb.right_edge.idx + len(verb.right_edge)
    rest = annotated.text[end : statement.content[-1].end]
    return not any(character.isalnum() for character in rest)


def _is_likeness(token: Token) -> bool:
    """Tell whether a word begins a remark such as "as did his brother"."""
    if token.lower_ != "as" or token.i + 1 == len(token.doc):
        return False
    return token.nbor().pos_ == "AUX" and token.nbor().tag_ in FINITE


def _cut_second(annotated: AnnotatedDocument, statement: Statement) -> Iterator[Statement]:
    """Yield a statement without what another cue in its content introduces, and that."""
    found = _find_second(annotated, statement)
    if found is None:
        yield statement
        return
    verb, start = found
    first = _cut_at(annotated, statement, start)
    yield first
    if first == statement:
        return
    content = tokens_of(annotated.doc, statement.content)
    second = make_second(annotated, statement, verb, [word for word in content if word.i >= start])
    if second is not None:
        yield second


def _find_second(annotated: AnnotatedDocument, statement: Statement) -> tuple[Token, int] | None:
    """Find another verb of saying in a content that goes on with the source, not with the claim.

    Returns:
        The verb, and the index of the first word that belongs to it.
    """
    head = find_head(annotated, statement)
    if head is None or head.pos_ != "VERB":
        return None
    content = tokens_of(annotated.doc, statement.content)
    for verb in content[1:]:
        if verb.pos_ != "VERB" or verb.i in annotated.quoted_tokens:
            continue
        if _is_beside(verb) and lemma_of(verb) in cue_words("quotation"):
            return verb, verb.i
        if verb.dep_ == "conj" and is_cue(verb) and _goes_on(verb, head):
            behind = verb.head.i
            return verb, min(word.i for word in verb.subtree if word.i > behind)
    return None


def _is_beside(verb: Token) -> bool:
    """Tell whether a verb begins a remark: ", adding that ...", "as well as warning that ...".

    What is shown to somebody in passing ("changed its cars, showing them that ...") is an act.
    """
    if verb.tag_ != "VBG" or find_child(verb, "dative", "dobj") is not None:
        return False
    before = [token.lower_ for token in verb.doc[max(0, verb.i - 3) : verb.i]]
    return before[-1:] == [","] or before == ["as", "well", "as"]


def _goes_on(verb: Token, head: Token) -> bool:
    """Tell whether a second verb goes on with a cue, not with the clause in its content.

    The parse often takes it for a part of that clause.
    """
    if _finite_tag(verb) in {None, "MD"} or _is_subordinate(verb):
        return False
    if verb.head == head:
        return True
    if verb.head.i < head.i or find_child(verb, "nsubj", "nsubjpass") is not None:
        return False
    clause = verb.head if verb.head.pos_ in _VERBS else verb.head.head
    return _finite_tag(verb) == _finite_tag(head) and not _can_go_on(clause, verb)


def _is_subordinate(verb: Token) -> bool:
    """Tell whether a verb is that of a "that" clause or of another one with such a word."""
    first = verb.left_edge
    opening = verb.doc[max(0, first.i - 1) : first.i + 1]
    is_that = any(token.lower_ == "that" for token in opening)
    return is_that or find_child(verb, "mark") is not None


def _can_go_on(clause: Token, verb: Token) -> bool:
    """Tell whether a verb of saying can go on with the clause of another verb.

    It cannot where the tense changes ("said he will go and refused ...") or where the subject of
    the clause says nothing ("said his words were not racist and refused ...").
    """
    if _finite_tag(clause) not in {None, _finite_tag(verb)}:
        return False
    subject = find_subject(clause)
    return subject is None or subject.pos_ == "PRON" or can_say(subject)


def _finite_tag(verb: Token) -> str | None:
    """Return the tag of the word that makes a verb finite: "MD" for "may go"."""
    helpers = [child for child in verb.lefts if child.dep_ in {"aux", "auxpass"}]
    return next((word.tag_ for word in (*helpers, verb) if word.tag_ in FINITE), None)


def _cut_at(annotated: AnnotatedDocument, statement: Statement, index: int) -> Statement:
    """Return a statement whose content ends before a word, if a clause is left of it."""
    kept = [token for token in tokens_of(annotated.doc, statement.content) if token.i < index]
    while kept and (kept[-1].dep_ == "cc" or kept[-1].text == "," or _is_as_well(kept)):
        kept.pop()
    if not has_clause(kept):
        return statement
    end = kept[-1].idx + len(kept[-1])
    parts = [Span(part.start, min(part.end, end)) for part in statement.content if part.start < end]
    return with_content(annotated, statement, parts)


def _is_as_well(words: Sequence[Token]) -> bool:
    """Tell whether words end with "as well as" or with what is left of it."""
    return words[-1].lower_ in {"as", "well"}


def has_clause(words: Sequence[Token]) -> bool:
    """Tell whether words hold a verb with its subject, or an infinitive with "to"."""
    inside = {word.i for word in words}
    for word in words:
        for child in word.lefts:
            is_subject = child.dep_ in {"csubj", "expl", "nsubj", "nsubjpass"}
            if child.i in inside and word.pos_ in _VERBS and (is_subject or child.tag_ == "TO"):
                return True
    return False
