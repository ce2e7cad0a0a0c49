"""How time and memory grow with the length of a document, and with shapes that no article has.

    python -m benchmarks.growth [ARTICLES.jsonl] [--length 1000000] [--only PATTERN]

Each text goes through `kg extract` in a process of its own, with hard limits; what is measured
is that process, processor seconds and the most memory that it held. Without a file, the articles of
`tests/articles` are put behind one another, with other names each time; with one, the texts of its
lines.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import string
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

ARTICLES: Final = Path(__file__).parents[1] / "tests" / "articles"
SIZES: Final = (50_000, 200_000, 400_000, 1_000_000)
ENGLISH: Final = 5_000
"""Code points of an article that stand before what is none, so that the text is taken for English."""
MOST_SECONDS: Final = 600
MOST_BYTES: Final = 12 << 30
FIRST: Final = (
    "Ann",
    "Bo",
    "Cora",
    "Dan",
    "Eva",
    "Finn",
    "Gerda",
    "Hugo",
    "Ida",
    "Jon",
    "Karin",
    "Lars",
    "Mona",
    "Nils",
)
NAME: Final = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took, and how it ended."""

    seconds: float
    megabytes: float
    status: str


def glued(texts: Iterable[str], length: int) -> str:
    """Texts behind one another, up to a length in code points."""
    parts: list[str] = []
    filled = 0
    for text in texts:
        parts.append(text)
        filled += len(text) + 2
        if filled >= length:
            break
    return "\n\n".join(parts)[:length]


def varied(seed: int = 0) -> Iterator[str]:
    """The invented articles of the tests, again and again, with other people in them each time."""
    chance = random.Random(seed)  # noqa: S311 - names, not secrets
    texts = [path.read_text("utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    for text in cycle(texts):
        names: dict[str, str] = {name: new_name(chance) for name in sorted(set(NAME.findall(text)))}
        yield renamed(text, names)


def renamed(text: str, names: Mapping[str, str]) -> str:
    """A text with other names in it."""
    return NAME.sub(lambda match: names[match[0]], text)


def new_name(chance: random.Random) -> str:
    """The name of somebody."""
    return f"{chance.choice(FIRST)} {word(chance).capitalize()}"


def word(chance: random.Random, least: int = 4, most: int = 9) -> str:
    """Some letters."""
    return "".join(chance.choices(string.ascii_lowercase, k=chance.randint(least, most)))


def repeated(words: str) -> Callable[[int], str]:
    """The same words again and again."""
    return lambda length: (words * (length // len(words) + 1))[:length]


def numbered(words: str) -> Callable[[int], str]:
    """The same words again and again, each time with another number, letters and name in place of `#`, `$` and `@`."""

    def text(length: int) -> str:
        chance = random.Random(1)  # noqa: S311 - words, not secrets
        lines = (
            words.replace("#", str(at)).replace("$", word(chance)).replace("@", new_name(chance))
            for at in count()
        )
        out: list[str] = []
        filled = 0
        while filled < length:
            out.append(next(lines))
            filled += len(out[-1])
        return "".join(out)[:length]

    return text


SHAPES: Final[dict[str, Callable[[int], str]]] = {
    # marks
    "straight quotes": repeated('"'),
    "opening quotes": repeated("“"),
    "double and single opening": repeated("“‘"),
    "opening and closing": repeated("“”"),
    "apostrophes": repeated("'"),
    "apostrophes and letters": repeated("'a "),
    "single quotes open": repeated("‘a "),
    "dashes": repeated("—"),
    "spaced dashes": repeated("— "),
    "brackets": repeated("("),
    "brackets apart": repeated("( "),
    "brackets around": repeated("(a) "),
    "full stops": repeated("."),
    "full stops apart": repeated(". "),
    "question marks": repeated("?!"),
    "commas": repeated(","),
    "colons": repeated(": "),
    "marks of all kinds": lambda length: "".join(
        random.Random(2).choices("“”‘’\"'([{)]}—–-.,;:?!*&%§", k=length)  # noqa: S311
    ),
    "backslashes": repeated("\\"),
    "hashtags": numbered("#rain$ "),
    "hash marks": repeated("#"),
    "emoji": repeated("😀"),
    "emoji apart": repeated("😀 "),
    "families of emoji": repeated("👩‍👩‍👧‍👦"),
    "zero width spaces": repeated("\u200b"),
    "words and zero width spaces": repeated("word\u200b"),
    "combining marks": repeated("\u0301"),
    "letters with many marks": repeated("a" + "\u0301" * 99 + " "),
    "right to left marks": repeated("\u202e"),
    # letters
    "one letter": repeated("a"),
    "one letter apart": repeated("a "),
    "no spaces": numbered("$"),
    "digits": repeated("1234567890"),
    "capitals": numbered("RAIN "),
    "capitalised words": numbered("Rain$ "),
    "words in capitals": lambda length: numbered("$ ")(length).upper(),
    "words": numbered("$ "),
    "addresses": numbered("https://example.org/$/#?q=$ "),
    "one address": numbered("/$"),
    "mail addresses": numbered("$@example.org ".replace("@", "\x00")),
    "Chinese": repeated("雨下了一整天。"),
    # space
    "line breaks": repeated("a\n"),
    "blank lines": repeated("a\n\n"),
    "paragraphs of a word": numbered("$\n\n"),
    "spaces": lambda length: f"“a”{' ' * length}a.",
    "tabs": repeated("a\t"),
    "mixed space": repeated("a \t\u00a0"),
    # speech
    "he said": repeated("he said "),
    "he said that": repeated("he said that "),
    "said": repeated("said "),
    "A said B said": numbered("@ said "),
    "A said, B said": numbered("@ said, "),
    "short quotations": repeated("“Yes,” he said. "),
    "short quotations apart": repeated("“Yes,” he said.\n\n"),
    "other short quotations": numbered("“The $ is #,” @ said. "),
    "other short quotations apart": numbered("“The $ is #,” @ said.\n\n"),
    "quotations alone": numbered("“The $ is #.”\n\n"),
    "nested quotations": repeated("“He said ‘she said “"),
    "nested and closed": repeated("“He said ‘she said “no” to him’ again.” "),
    "quotes changing": repeated("\"a\" 'b' “c” ‘d’ «e» "),
    "unclosed quotations": numbered("“The $ is #, he said.\n\n"),
    "signed quotations": numbered("“The $ is #.” — @\n\n"),
    "turns": numbered("@: The $ is #.\n\n"),
    "questions and answers": repeated("Q: Does it rain?\n\nA: It does.\n\n"),
    "according to": numbered("According to @, the $ fell. "),
    "pronouns": repeated("he she it they "),
    "sentences of pronouns": repeated("He said it. She said they did. "),
    "told me": repeated("“My doctor told me that it was harmless,” she said. "),
    # names
    "first and last": repeated("First Last, "),
    "other names": numbered("@, "),
    "people of one family": numbered("$ Halvorsen, ".capitalize()),
    "names and short names": numbered("@ Lee. Lee. Ann. "),
    "three names": numbered("Ann $ Lee, Ann Lee, "),
    "one name with titles": repeated("President Ann Lee, Mrs Lee, Senator Lee, "),
    "organisations": numbered("the Ministry of $, "),
    "organisations in capitals": numbered("The National Association of $ (NA$) said so. "),
    "dates": numbered("on 3 May #, "),
    "dates in words": repeated("last Wednesday and next year "),
    "the X": numbered("The spokesman said so. The $ said so. "),
    "the X the X": repeated("the spokesman the minister the company "),
    "described people": numbered("@, the spokesman of $, said the spokesman agreed. "),
    "possessives": repeated("his brother's wife's "),
    "of the": repeated("of the head "),
    "and": repeated("and he "),
    # layout
    "one sentence": numbered("and the $ of the $ which the $ saw in "),
    "a table": numbered("#\t#.5\t$\t12%\n"),
    "numbers": numbered("# "),
    "prices": numbered("$#.50, 12%; "),
    "captions": numbered("The $ at the port. Photo: @/Reuters\n\n"),
    "mail": numbered("> > The $ fell, @ said.\n"),
    "Markdown": numbered("* **@** said [the $](https://example.org/#) `fell`\n"),
    "HTML": numbered("<p>@ said <b>the $</b> fell.</p>\n"),
    "entities": repeated("&quot;&amp;lt;"),
    "JSON": numbered('{"name": "$", "value": #},\n'),
    "a program": numbered("def $(self): return self.x[#]\n"),
}
"""Texts that are no articles, by what they consist of, each of a given length in code points."""


def limited() -> None:
    """Give the process that is to begin its limits."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


def measured(text: str) -> Cost:
    """What `kg extract` takes for a text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, "utf-8")
        command = [
            sys.executable,
            "-c",
            "from kg.cli import main; main()",
            "extract",
            "--format",
            "jsonl",
            str(path),
        ]
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            preexec_fn=limited,  # noqa: PLW1509 - no threads here
        )
        said = process.stderr.read().decode("utf-8", "replace") if process.stderr else ""
        _, status, used = os.wait4(process.pid, 0)
    ended = (
        "read"
        if status == 0
        else (said.strip().splitlines() or [f"ended by {os.waitstatus_to_exitcode(status)}"])[-1]
    )
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, ended)


def row(name: str, text: str) -> None:
    """Measure a text, and print what it took."""
    cost = measured(text)
    status = re.sub(r"\S*text\.txt ?", "", cost.status)[:70]
    print(
        f"| {name} | {len(text):,} | {cost.seconds:.1f} | {cost.megabytes:,.0f} | {status} |",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", nargs="?", type=Path)
    parser.add_argument("--length", type=int, default=100_000)
    parser.add_argument("--only")
    wanted = parser.parse_args()
    print("| text | code points | CPU s | peak MB | |\n|---|---|---|---|---|")
    for size in SIZES if not wanted.only else ():
        lines = wanted.articles.read_text("utf-8").splitlines() if wanted.articles else ()
        texts = (json.loads(line)["text"] for line in lines) if wanted.articles else varied()
        row("articles", glued(texts, size))
    for name, make in SHAPES.items():
        if not wanted.only or re.fullmatch(wanted.only, name):
            row(name, f"{glued(varied(), ENGLISH)}\n\n{make(wanted.length - ENGLISH)}")


if __name__ == "__main__":
    main()
