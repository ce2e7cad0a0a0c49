"""How many statements an editor could file as they are, against articles labelled card by card.

    python -m benchmarks.cards CARDS.jsonl [--extractor rules]

A line of the file is an article: "id", "text", "title", "publisher", "published"; "entities", each with
"id", "name", "kind", "forms"; and "gold", a card for each claim: "content" (spans as `[start, end)` in
code points), "who" (ids of entities), "attribution_type", "about" ({"entity": id}), "polarity",
"certainty", "time", and whether it is "optional", so that it may be found and need not.

A card is found by the statement whose content overlaps it most, half of all their letters at least;
one statement finds one card. Narration and captions are left out. Of the statements that find a card
each field is right or wrong; a statement may be filed ("card") if extent, source, kind of source, type
of attribution and polarity are right and the time is not wrong, and is right in full if subject,
certainty and time are right as well. Precision is of all statements, recall of the cards that are not
optional.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from benchmarks.attribution import decimals, table
from kg.config import Config
from kg.pipeline import extract_documents
from kg.rdf.records import to_record
from kg.statements import EXTRACTORS, chosen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Json: TypeAlias = Mapping[str, Any]
    Records: TypeAlias = Mapping[str, Json]
    """What `kg extract` prints of each article, by the article's id."""

QUOTED: Final = frozenset({"direct", "indirect", "mixed"})
NAMED: Final = frozenset({"person", "organization", "publication", "place"})
OVERLAP: Final = 0.5
"""How much of all their letters a card and the statement that finds it share at least."""
EXTENT: Final = 0.8
"""How much they share where the extent is right."""
FIELDS: Final = ("span", "who", "kind", "attr", "about", "pol", "cert", "time")
WHOLE: Final = ("card", "full")
THRESHOLDS: Final = (0.5, 0.6, 0.7, 0.8, 0.9)
OPENING: Final = re.compile(r"[\"“”'‘’]?(that|to|as)\s")
"""What a content may begin with and need not."""
TITLES: Final = re.compile(
    r"\b(mr|mrs|ms|miss|dr|sir|dame|lord|lady|prof|professor|rev|hon|asp|cp|kc|qc|mp|msp|sen|senator"
    r"|rep|representative|gov|governor|president|prime minister|minister|secretary|chancellor|judge"
    r"|justice|colonel|col|gen|general|capt|captain|sgt|chief|councillor|cllr|king|queen|prince"
    r"|princess|pope|the|a|an)\b\.?"
)
OWNED: Final = re.compile(r"'s\b|s'(?= )")
SMALL: Final = frozenset("of for with by from and his her their who".split())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cards", type=Path)
    parser.add_argument("--extractor", choices=sorted(EXTRACTORS), default=chosen(None))
    options = parser.parse_args()
    articles = read_cards(options.cards)
    config = Config(extractor=options.extractor)
    found = extract_documents([str(options.cards)], config)
    records = {one.document.id: to_record(one, config.base) for one in found}
    kinds = {article["id"]: name_kind(article["id"]) for article in articles}
    print(*table_by_kind(articles, records, kinds), "", sep="\n")
    print(*table_by_confidence(articles, records), sep="\n")


def read_cards(path: Path) -> list[Json]:
    """Read the articles of a JSON Lines file."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]


def name_kind(article: str) -> str:
    """Return where an article is from, which its id begins with.

    >>> name_kind("gum-interview-ant"), name_kind("2319")
    ('gum', 'other')
    """
    return article.split("-", maxsplit=1)[0] if "-" in article else "other"


def table_by_kind(
    articles: Sequence[Json], records: Records, kinds: Mapping[str, str]
) -> list[str]:
    """Make a table of what may be filed: a row for each kind of article, and one for all."""
    by_kind: dict[str, list[Json]] = defaultdict(list)
    for article in articles:
        by_kind[kinds[article["id"]]].append(article)
    rows = []
    for kind, listed in [*sorted(by_kind.items()), ("all", articles)]:
        count = count_cards(listed, records)
        rows.append([kind, str(len(listed)), *show_found(count), *show_fields(count)])
        rows[-1] += [cell for name in WHOLE for cell in show_whole(count, name)]
    head = ["articles", "", "cards", "found", "statements", "unmatched", *FIELDS]
    head += ["wrong person", "wrong subject"]
    return table(head + [f"{name} {rate}" for name in WHOLE for rate in ("P", "R", "F1")], rows)


def table_by_confidence(articles: Sequence[Json], records: Records) -> list[str]:
    """Make a table of what is gained and lost where only the surer statements are kept."""
    rows = []
    for least in THRESHOLDS:
        count = count_cards(articles, records, least)
        _, found, _, unmatched = show_found(count)
        rows.append([f"{least:.2f}", found, unmatched, *show_whole(count, "card")])
    return table(["--min-confidence", "found", "unmatched", "card P", "card R", "card F1"], rows)


def show_found(count: Counter[str]) -> list[str]:
    """Write how many cards there are and which share is found, and the same of statements."""
    found = decimals(share(count["found"], count["cards"]))
    unmatched = decimals(share(count["unmatched"], count["statements"]))
    return [str(count["cards"]), found, str(count["statements"]), unmatched]


def show_fields(count: Counter[str]) -> list[str]:
    """Write how often each field of the found cards is right, and how often somebody is wrong."""
    right = [share(count[field], count["found"]) for field in FIELDS]
    wrong = [1 - share(count[who], count["found"]) for who in ("person", "subject")]
    return list(map(decimals, [*right, *wrong]))


def show_whole(count: Counter[str], name: str) -> list[str]:
    """Write precision, recall and F1 of the statements that are right as a whole."""
    precision = share(count[f"all {name}"], count["statements"])
    recall = share(count[name], count["cards"])
    f1 = share(2 * precision * recall, precision + recall)
    return list(map(decimals, [precision, recall, f1]))


def share(part: float, whole: float) -> float:
    """Divide; nothing of nothing is nothing."""
    return part / whole if whole else 0.0


def count_cards(articles: Iterable[Json], records: Records, least: float = 0.0) -> Counter[str]:
    """Count what is found and right.

    Args:
        articles: With their cards.
        records: An article left out counts as nothing found.
        least: How sure a statement must be to count.

    Returns:
        Of the cards that are not optional: their number ("cards"), those that are found, and of
        these the ones with each field right. Of statements: their number, the unmatched, and those
        that are right as a whole, which find optional cards too ("all card", "all full").
    """
    count: Counter[str] = Counter()
    for article in articles:
        record = records.get(article["id"], {"statements": []})
        quoted = [one for one in record["statements"] if one["quotation_type"] in QUOTED]
        statements = [one for one in quoted if one["confidence"] >= least]
        pairs = match_cards(article, statements)
        count["cards"] += sum(not card["optional"] for card in article["gold"])
        count["statements"] += len(statements)
        count["unmatched"] += len(statements) - len(pairs)
        for place, (number, overlap) in pairs.items():
            card = article["gold"][place]
            right = judge_statement(card, statements[number], entities_of(article), overlap)
            count.update(f"all {name}" for name in WHOLE if right[name])
            if not card["optional"]:
                count["found"] += 1
                count.update(field for field, is_right in right.items() if is_right)
    return count


def entities_of(article: Json) -> Records:
    """Return the entities of an article by their ids."""
    return {entity["id"]: entity for entity in article["entities"]}


def match_cards(article: Json, statements: Sequence[Json]) -> dict[int, tuple[int, float]]:
    """Find the statement that finds each card, each used once, the best pairs first.

    The right source and a card that is not optional go before a little more overlap.

    Returns:
        For the index of a card that of its statement, and their overlap.
    """
    text, entities = article["text"], entities_of(article)
    told = [letters_in(statement["content"], text) for statement in statements]
    options = []
    for place, card in enumerate(article["gold"]):
        wanted = letters_in(card["content"], text)
        for number, statement in enumerate(statements):
            overlap = jaccard(wanted, told[number])
            if overlap >= OVERLAP:
                is_right = names_right_sources(card, statement, entities)
                worth = overlap + 0.3 * is_right - 0.1 * card["optional"]
                options.append((worth, overlap, place, number))

    pairs: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for _, overlap, place, number in sorted(options, reverse=True):
        if place not in pairs and number not in used:
            pairs[place] = number, overlap
            used.add(number)
    return pairs


def letters_in(spans: Sequence[Sequence[int]], text: str) -> set[int]:
    """Find the letters and digits of some spans, without a "that" in front.

    >>> text = "that it is"
    >>> "".join(text[at] for at in sorted(letters_in([[0, 10]], text)))
    'itis'
    """
    found: set[int] = set()
    for number, (start, end) in enumerate(spans):
        opening = None if number else OPENING.match(text[start:end])
        first = start + opening.end() if opening else start
        found |= {at for at in range(first, end) if text[at].isalnum()}
    return found


def jaccard(one: set[int], other: set[int]) -> float:
    """Return the share of all that is in both."""
    return share(len(one & other), len(one | other))


def judge_statement(
    card: Json, statement: Json, entities: Records, overlap: float
) -> dict[str, bool]:
    """Tell which fields of a statement are right, and whether it is right as a whole."""
    sources = [entities[one] for one in card["who"]]
    topics = [entities[one["entity"]] for one in card["about"]]
    right = {
        "span": overlap >= EXTENT,
        "who": names_right_sources(card, statement, entities),
        "kind": {*map(kind_of, statement["who"])} == {*map(kind_of, sources)},
        "attr": (statement["attribution_type"] or "assertion") == card["attribution_type"],
        "about": names_right_subjects(statement, topics, sources),
        "pol": statement["polarity"] == card["polarity"],
        "cert": statement["certainty"] == card["certainty"],
        "time": statement["time"] == card["time"],
        "person": all(is_source(given, sources) for given in statement["who"]),
        "subject": all(
            is_subject(given, [*topics, *sources], statement["claim"])
            for given in statement["about"]
        ),
    }
    is_dated_wrongly = statement["time"] is not None and not right["time"]
    right["card"] = all(map(right.get, ("span", "who", "kind", "attr", "pol")))
    right["card"] = right["card"] and not is_dated_wrongly
    right["full"] = right["card"] and all(map(right.get, ("about", "cert", "time")))
    return right


def kind_of(entity: Json) -> str:
    """Return the kind of an entity; a publication is an organization."""
    kind: str = entity["kind"]
    return "organization" if kind == "publication" else kind


def names_right_sources(card: Json, statement: Json, entities: Records) -> bool:
    """Tell whether each source of a statement is one of the card's, and none is missing."""
    wanted = [entities[one] for one in card["who"]]
    given = statement["who"]
    each = all(any(is_same(one, other) for one in wanted) for other in given)
    every = all(any(is_same(one, other) for other in given) for one in wanted)
    return bool(given) and each and every


def names_right_subjects(statement: Json, topics: Sequence[Json], sources: Sequence[Json]) -> bool:
    """Tell whether a statement is about one of the card's subjects, and nobody else.

    A card without a subject asks for none. Where the source speaks of itself, all sources may be
    given.
    """
    given = statement["about"]
    allowed = [*topics]
    if any(topic in sources for topic in topics):
        allowed += sources
    for other in given:
        if other["kind"] in NAMED and not any(is_same(one, other) for one in allowed):
            return False
    return not topics or any(is_same(one, other) for one in topics for other in given)


def is_source(given: Json, sources: Sequence[Json]) -> bool:
    """Tell whether a source is none of the wrong people: it is no person, or one of the card's."""
    if given["kind"] != "person":
        return True
    named = {**given, "described_as": None}  # a description makes nobody the right person
    return any(plain(given["name"]) in names_of(one) or is_same(one, named) for one in sources)


def is_subject(given: Json, known: Sequence[Json], claim: str) -> bool:
    """Tell whether a subject is none of the wrong people.

    It is no person, one that the card knows, or one whom the words of the claim name.
    """
    if given["kind"] != "person" or any(is_same(one, given) for one in known):
        return True
    return not set(plain(given["name"]).split()).isdisjoint(plain(claim).split())


def names_of(entity: Json) -> set[str]:
    """Return all that an entity is called."""
    return {plain(entity.get("name")), *map(plain, entity.get("forms", []))}


def is_same(entity: Json, given: Json) -> bool:
    """Tell whether an entity of a card is the one that was given.

    A person must be given by the name that the card has, or by one of its forms of two words; a
    body by any of its names, or by a part of two words; what has no name, by a word of its
    description.
    """
    wanted, name = plain(entity.get("name")), plain(given["name"])
    forms = names_of(entity) - {""}
    is_long = len(name.split()) > 1
    if entity["kind"] == "person":
        is_fuller = bool(wanted) and set(wanted.split()) <= set(name.split())
        return bool(name) and (name == wanted or is_fuller or (name in forms and is_long))
    if entity["kind"] in NAMED | {"event"}:
        is_part = bool(wanted) and (wanted in name or (name in wanted and is_long))
        return bool(name) and (name in forms or is_part)
    return is_described(wanted, given)


def is_described(wanted: str, given: Json) -> bool:
    """Tell whether somebody without a name was given by enough words of the description."""
    if not wanted:
        return not plain(given["name"]) or given["kind"] == "unnamed"
    words = set(wanted.split()) - SMALL
    told = set(plain(given["name"]).split()) | set(plain(given.get("described_as")).split())
    if words.isdisjoint(told):
        return False
    return len(words & told) >= len(words) / 3 or wanted.rsplit(maxsplit=1)[-1] in told


def plain(name: str | None) -> str:
    """Return a name without titles, accents, capitals and punctuation.

    >>> plain("Dr. Zoë Lee-Ray's"), plain(None)
    ('zoe lee ray', '')
    """
    ascii_only = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode()
    lower = ascii_only.lower().replace("-", " ")
    untitled = OWNED.sub("", TITLES.sub(" ", lower))
    return " ".join(re.sub(r"[^a-z0-9' ]", " ", untitled).split())


if __name__ == "__main__":
    main()
