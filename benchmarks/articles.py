"""Invented news in any amount, for benchmarks and pictures: stories that several papers tell on several days.

    python -m benchmarks.articles 200 > articles.jsonl

The same numbers give the same articles, and the first of many are those of few. Their words are in
stories.toml.
"""

from __future__ import annotations

import json
import random
import sys
import tomllib
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MATERIAL: Final = tomllib.loads(Path(__file__).with_name("stories.toml").read_text("utf-8"))
FIRST_DAY: Final = date(2025, 1, 6)
LATEST: Final = 300  # days later, another year of stories begins
ARTICLES_OF_A_STORY: Final = (3, 8)
PARAGRAPHS: Final = (6, 11)
PEOPLE: Final = 4

# How one says something: {claim} is a clause, {Claim} the same with a capital; {who} is introduced at first.
FORMS: Final = (
    "“{Claim},” {who} said.",
    "“{Claim},” said {who}. “{Claim2}.”",
    "{Who} said {claim}.",
    "{Who} told {publisher} that {claim}.",
    "{Who} denied that {claim}.",
    "{Who} said {other} had told {them} that {claim}.",
    "“{Claim},” {who} wrote in a post on {channel}.",
    "According to {agency}, {claim}.",
    "A report by {agency} found that {claim}.",
    "{Group} said {claim}.",
    "Footage shared on {channel} showed {seen}.",
    "Satellite images show {seen}.",
    "{Who} warned that {claim}, and called it “a mistake that {place} will remember”.",
    "{Who} believes that {claim}.",
    "{narration}",
)


def articles(number: int, seed: int = 0) -> Iterator[dict[str, Any]]:
    """So many articles, in the form that JSON Lines of `kg` have.

    >>> [one] = articles(1)
    >>> one["id"], one["publisher"], one["published"]
    ('0-0', 'Daily Observer', '2025-10-05')
    """
    return islice(endless(seed), number)


def endless(seed: int) -> Iterator[dict[str, Any]]:
    """The articles of one story after the other."""
    story = 0
    while True:
        yield from story_articles(story, seed)
        story += 1


def story_articles(story: int, seed: int) -> Iterator[dict[str, Any]]:
    """The articles of one story, each by a paper and on a day of its own."""
    chance = random.Random(f"{seed} {story}")  # noqa: S311 - no secret
    names, topic = MATERIAL["names"], chance.choice(MATERIAL["topic"])
    slots = {"place": chance.choice(names["place"])}
    slots |= {name: chance.choice(topic[name]) for name in ("company", "agency")}
    slots |= {"year": str(chance.randint(2012, 2023)), "months": str(chance.randint(3, 18))}
    slots |= {"number": f"{chance.randint(2, 90) * 100:,}", "money": str(chance.randint(4, 400))}
    people = [
        (f"{chance.choice(names['first'])} {last}", role.format(**slots))
        for last, role in zip(
            chance.sample(names["last"], PEOPLE), chance.sample(names["role"], PEOPLE), strict=True
        )
    ]
    day = FIRST_DAY + timedelta(days=chance.randrange(LATEST))
    for number in range(chance.randint(*ARTICLES_OF_A_STORY)):
        day += timedelta(days=chance.randint(0, 2))
        told = slots | {"publisher": chance.choice(names["publisher"]), "weekday": f"{day:%A}"}
        yield {
            "id": f"{story}-{number}",
            "title": chance.choice(topic["headline"]).format(**told),
            "publisher": told["publisher"],
            "published": day.isoformat(),
            "url": f"https://news.example.org/{day:%Y/%m/%d}/{story}-{number}",
            "language": "en",
            "text": "\n\n".join(paragraphs(topic, people, told, chance)),
        }


def paragraphs(
    topic: dict[str, Any],
    people: list[tuple[str, str]],
    slots: dict[str, str],
    chance: random.Random,
) -> Iterator[str]:
    """The paragraphs of one article."""
    yield chance.choice(topic["lead"]).format(**slots)
    claims = [claim.format(**slots) for claim in chance.sample(topic["claim"], len(topic["claim"]))]
    introduced: set[str] = set()
    for form in chance.sample(FORMS, chance.randint(*PARAGRAPHS)):
        (name, role), (other, _) = chance.sample(people, 2)
        who = name.split()[1] if name in introduced else f"{name}, {role},"
        introduced |= {name} if "{who}" in form.lower() else set()
        claim, second = claims.pop(), claims[0]
        written = form.format(
            **slots,
            who=who.removesuffix(",") if "said {who}." in form else who,
            Who=capital(who),
            other=other,
            them="her" if name.split()[0] in MATERIAL["names"]["she"] else "him",
            claim=claim,
            Claim=capital(claim),
            Claim2=capital(second),
            channel=chance.choice(MATERIAL["names"]["channel"]),
            Group=capital(chance.choice(MATERIAL["names"]["group"])),
            seen=chance.choice(topic["seen"]),
            narration=chance.choice(topic["narration"]).format(**slots),
        )
        yield capital(written)


def capital(words: str) -> str:
    """Words as a sentence begins."""
    return words[0].upper() + words[1:]


def main() -> None:
    """Print so many articles as JSON Lines."""
    for article in articles(int(sys.argv[1])):
        print(json.dumps(article, ensure_ascii=False))


if __name__ == "__main__":
    main()
