"""Write `kg/language/en/person_nouns.tsv`: the nouns of WordNet whose most frequent sense is a person.

    python -m training.person_nouns WORDNET/dict -o kg/language/en/person_nouns.tsv

`WORDNET/dict` is the folder of the database files of WordNet 3.1
(https://wordnet.princeton.edu/download/current-version; their form: `wndb(5WN)`). The senses of a
noun stand in its index by how often they were met.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PERSON: Final = "18"
"""The number of the lexicographers' file "noun.person"."""
NOUN: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")


def main() -> None:
    """Read the command line and write the list."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dict", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    people = synsets_of_people(entries(given.dict / "data.noun"))
    nouns = sorted(nouns_first_in(people, entries(given.dict / "index.noun")))
    given.output.write_text("".join(f"{noun}\n" for noun in ["noun", *nouns]), encoding="utf-8")


def entries(path: Path) -> list[list[str]]:
    """The lines of a database file in fields, without the licence that opens it."""
    lines = path.read_text(encoding="latin-1").splitlines()
    return [line.split() for line in lines if not line.startswith("  ")]


def synsets_of_people(data: Iterable[list[str]]) -> frozenset[str]:
    """The offsets of the synonym sets that are kinds of people, without single persons.

    >>> sorted(synsets_of_people([["07", "18", "n", "@"], ["08", "18", "n", "@i"], ["09", "06", "n", "@"]]))
    ['07']
    """
    return frozenset(offset for offset, file, *rest in data if file == PERSON and "@i" not in rest)


def nouns_first_in(synsets: frozenset[str], index: Iterable[list[str]]) -> Iterator[str]:
    """The nouns of one word whose first sense is among some synonym sets.

    >>> list(nouns_first_in(frozenset({"07"}), [["cook", "n", "1", "07"], ["cold", "n", "2", "09", "07"]]))
    ['cook']
    """
    for noun, _, count, *rest in index:
        if NOUN.fullmatch(noun) and rest[-int(count)] in synsets:
            yield noun


if __name__ == "__main__":
    main()
