"""Fit the weights of `kg.resolution.subjects` on articles in which every claim is labelled.

    python -m training.subjects cards.jsonl -o kg/resolution/

The articles are as `benchmarks.cards` has them; of a card's subjects "about" also has the "mention",
the span of the words that say it. Every statement that finds a card is an example twice: for the word
that says the subject (`subject_words.tsv`), and for what that word stands for (`referents.tsv`).

Printed are how often each choice is right, and what the benchmark says of the subjects, each article
judged by weights of other folds (`training.folds`). Who makes a claim is as the product finds it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.attribution import decimals, table
from benchmarks.cards import (
    NAMED,
    QUOTED,
    count_cards,
    entities_of,
    is_same,
    match_cards,
    plain,
    read_cards,
    share,
    show_fields,
    show_whole,
)
from kg.config import Config
from kg.documents import read_documents
from kg.language.annotation import annotate, load_model
from kg.language.words import small_words
from kg.model import Document
from kg.rdf.records import to_record
from kg.resolution import resolve
from kg.resolution.choices import share_out
from kg.resolution.claim import Claim
from kg.resolution.hearers import leave_off_hearer
from kg.resolution.introductions import name_opening_speaker
from kg.resolution.nesting import file_by_content
from kg.resolution.phrases import find_heads
from kg.resolution.reading import read_through
from kg.resolution.sources import resolve_sources
from kg.resolution.subject_words import find_words
from kg.resolution.subjects import Weights, find_subjects, list_choices, name_referent
from kg.statements import chosen, extract
from kg.statements.syntax import find_child, tokens_of
from training.choices import Example, fit
from training.claims import write_weights
from training.folds import FOLDS, fold_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Entity, Statement
    from kg.resolution.reading import Reading
    from kg.resolution.referents import Choice
    from kg.resolution.sources import Who
    from kg.resolution.subject_words import Word
    from kg.resolution.turns import Turns

    Json = Mapping[str, Any]

PENALTIES: Final = {"words": 2.0, "referents": 5.0}
"""The larger is for the model with more features and fewer examples."""
BASE: Final = Config().base


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One of the subjects of a card.

    Attributes:
        entity: As the article lists it.
        is_source: Whether it is the source of the claim.
        tokens: Those of the claim that say it; none where it is only understood.
        head: The highest of them.
    """

    entity: Json
    is_source: bool
    tokens: tuple[Token, ...]
    head: Token | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Article:
    """An article with what the product finds in it, and what is to be learned from it."""

    card_article: Json
    reading: Reading
    statements: Sequence[Statement]
    sources: Mapping[Statement, Who]
    turns: Turns
    record: Json
    words: Sequence[Example]
    referents: Sequence[tuple[str, Example]]


def read_article(article: Json, annotated: AnnotatedDocument) -> Article:
    """Find the statements of an article, and the examples in those that find a card."""
    reading = read_through(annotated)
    found = extract(annotated, chosen(None))
    statements = [leave_off_hearer(reading.doc, statement) for statement in found]
    sources, turns = resolve_sources(reading, statements, file_by_content(statements))
    sources = name_opening_speaker(reading, sources)
    record = to_record(resolve(annotated, statements), BASE)
    quoted = [n for n, one in enumerate(record["statements"]) if one["quotation_type"] in QUOTED]
    pairs = match_cards(article, [record["statements"][n] for n in quoted])

    words: list[Example] = []
    referents: list[tuple[str, Example]] = []
    for place, (number, _) in sorted(pairs.items()):
        claim = to_claim(reading, statements[quoted[number]], sources, turns)
        topics = list_topics(article, article["gold"][place], claim.content)
        candidates = find_words(claim)
        right = find_right_words(reading, candidates, topics)
        if right:
            words.append(Example(candidates=[one.features for one in candidates], right=right))
        for word in (candidates[n] for n in right):
            choices = list_choices(claim, word)
            referents.extend(make_referent_example(word, choices, topics))
    return Article(
        card_article=article,
        reading=reading,
        statements=statements,
        sources=sources,
        turns=turns,
        record=record,
        words=words,
        referents=referents,
    )


def to_claim(
    reading: Reading, statement: Statement, sources: Mapping[Statement, Who], turns: Turns
) -> Claim:
    """Return a statement as `kg.resolution` takes it to say what it is about."""
    content = tokens_of(reading.doc, statement.content)
    return Claim(
        reading=reading,
        statement=statement,
        content=content,
        who=sources[statement],
        turns=turns.near(content[0].i),
    )


def list_topics(article: Json, card: Json, content: Sequence[Token]) -> list[Topic]:
    """Return the subjects of a card, with the words in a content that say them."""
    entities = entities_of(article)
    topics = []
    for one in card["about"]:
        start, end = one["mention"] or (0, 0)
        tokens = [token for token in content if start <= token.idx < end]
        topics.append(
            Topic(
                entity=entities[one["entity"]],
                is_source=one["entity"] in card["who"],
                tokens=tuple(tokens),
                head=find_heads(tokens)[0] if tokens else None,
            )
        )
    return topics


def find_right_words(reading: Reading, words: Sequence[Word], topics: Sequence[Topic]) -> list[int]:
    """Return the numbers of the candidates that say a subject; of "no word" if there is none.

    The list is empty if no candidate does.
    """
    if not topics:
        return [len(words) - 1]
    right = []
    for number, word in enumerate(words):
        if any(says_topic(reading, word, topic) for topic in topics):
            right.append(number)
    return right


def says_topic(reading: Reading, word: Word, topic: Topic) -> bool:
    """Tell whether a candidate leads to a subject of a card.

    Any name of it does. Of other words only those of the mention do: its head; or an owner in it, if
    the subject is the owner, as it is of "his conduct" where the reader named him.
    """
    token = word.token
    if token is None:
        return False
    if word.is_source or token.lower_ in small_words("first-person") - small_words("we"):
        return topic.is_source
    named = reading.table.at(token)
    if named is not None:
        return is_same(topic.entity, describe(named))
    if token not in topic.tokens or topic.head is None:
        return False
    name = plain(topic.entity["name"]).split()
    names_head = topic.head.pos_ == "NOUN" and topic.head.lemma_.lower() in name
    if token.pos_ == "PRON":
        is_owner = token.dep_ == "poss" and topic.entity["kind"] in {*NAMED, "group"}
        return token == topic.head or (is_owner and not names_head)
    return token == topic.head and (names_head or not is_owned_by(reading, token, topic))


def is_owned_by(reading: Reading, noun: Token, topic: Topic) -> bool:
    """Tell whether a noun only belongs to the person or body that a claim is about."""
    owner = find_child(noun, "poss")
    if owner is None or topic.entity["kind"] not in {"person", "organization"}:
        return False
    named = reading.table.at(owner)
    return owner.pos_ == "PRON" or (named is not None and is_same(topic.entity, describe(named)))


def describe(entity: Entity) -> Json:
    """Return an entity as the benchmark takes it."""
    return {"name": entity.name, "kind": entity.kind.value}


def make_referent_example(
    word: Word, choices: Sequence[Choice], topics: Sequence[Topic]
) -> Iterator[tuple[str, Example]]:
    """Yield what is to be learned from a word that says a subject: what it stands for.

    Where none of the choices is right, the first is: the word as it stands.

    Yields:
        The form of the word, and the example.
    """
    topic = next((topic for topic in topics if word.token in topic.tokens), None)
    if topic is None or len(choices) == 1:
        return
    right = []
    for number, choice in enumerate(choices):
        if choice.referent is None:
            continue
        named = name_referent(choice.referent)
        if is_same(topic.entity, describe(named)):
            right.append(number)
    form = (
        "noun" if word.token is not None and word.token.pos_ != "PRON" else str(word.token).lower()
    )
    yield form, Example(candidates=[one.features for one in choices], right=right or [0])


def fit_weights(articles: Sequence[Article]) -> Weights:
    """Return the weights that some articles teach."""
    words = [one for article in articles for one in article.words]
    referents = [one for article in articles for _, one in article.referents]
    return Weights(
        words=fit(words, PENALTIES["words"]), referents=fit(referents, PENALTIES["referents"])
    )


def with_subjects(article: Article, weights: Weights) -> Json:
    """Return what `kg extract` would print of an article with these weights."""
    statements = []
    pairs = zip(article.statements, article.record["statements"], strict=True)
    for statement, record in pairs:
        claim = to_claim(article.reading, statement, article.sources, article.turns)
        about, _ = find_subjects(claim, weights)
        statements.append({**record, "about": [describe(one) for one in about]})
    return {**article.record, "statements": statements}


def is_right(example: Example, weights: Mapping[str, float]) -> bool:
    """Tell whether the likeliest candidate of an example is a right one."""
    shares = share_out(example.candidates, weights)
    return shares.index(max(shares)) in example.right


def report(articles: Sequence[Article]) -> Iterator[str]:
    """Yield the tables of a cross-validation."""
    count: Counter[str] = Counter()
    right: Counter[str] = Counter()
    records: dict[str, Json] = {}
    for held in range(FOLDS):
        weights = fit_weights([one for one in articles if fold_of(one.card_article) != held])
        for article in (one for one in articles if fold_of(one.card_article) == held):
            records[article.card_article["id"]] = with_subjects(article, weights)
            for example in article.words:
                count["word of the subject"] += 1
                right["word of the subject"] += is_right(example, weights.words)
            for form, example in article.referents:
                count[form] += 1
                right[form] += is_right(example, weights.referents)

    rows = [[form, str(number), decimals(right[form] / number)] for form, number in count.items()]
    yield from [*table(["choice", "examples", "right"], rows), ""]
    yield from report_benchmark([one.card_article for one in articles], records)


def report_benchmark(articles: Iterable[Json], records: Mapping[str, Json]) -> Iterator[str]:
    """Yield what the benchmark says of subjects."""
    found = count_cards(articles, records)
    head = ["found", "about", "wrong subject", "full P", "full R", "full F1"]
    *_, wrong = show_fields(found)
    about = decimals(share(found["about"], found["found"]))
    yield from table(head, [[str(found["found"]), about, wrong, *show_whole(found, "full")]])


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True, help="the folder to write to")
    options = parser.parse_args()
    by_id = {one["id"]: one for one in read_cards(options.cards)}
    found = read_documents([str(options.cards)], None)
    documents = [one for one in found if isinstance(one, Document)]
    articles = [
        read_article(by_id[annotated.document.id], annotated)
        for annotated in annotate(documents, load_model())
    ]

    print(*report(articles), sep="\n")
    weights = fit_weights(articles)
    write_weights(options.out / "subject_words.tsv", weights.words)
    write_weights(options.out / "referents.tsv", weights.referents)
    print("", f"{len(weights.words)} and {len(weights.referents)} features", sep="\n")


if __name__ == "__main__":
    main()
