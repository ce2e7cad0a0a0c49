"""Who says what: how well `kg` finds it and how fast, beside others, as Markdown.

    python -m benchmarks.attribution [ARTICLES.jsonl] [--robust]

A line of the file is an article with its gold attributions: `{"id", "publisher", "text", "gold":
[{"source", "cue", "content"}]}`, spans as `[start, end)` in code points. Without a file it is our
own stress set (`tests/stress`). Two units agree where they share at least half of all their words;
"exact" asks for the same words.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.disturb import DISTURBANCES
from benchmarks.scoring import score
from benchmarks.speed import measured, profile
from benchmarks.systems import kg_system, spacy_system, textacy_system
from kg.config import Config
from kg.language.annotation import load_model
from kg.statements import chosen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from benchmarks.disturb import Record
    from benchmarks.scoring import Rates, Scores
    from benchmarks.speed import Seconds
    from benchmarks.systems import Found, System

COLUMNS: Final = (
    ("content", "half"),
    ("source", "half"),
    ("cue", "half"),
    ("pair", "half"),
    ("triple", "half"),
    ("triple", "exact"),
)
QUOTATIONS: Final = ("direct", "mixed", "indirect")
INSTALL_TEXTACY: Final = "textacy is not installed; `pip install -e '.[bench]'` adds its row"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "articles", type=Path, nargs="?", help="a JSON Lines file; our own stress set by default"
    )
    parser.add_argument(
        "--robust", action="store_true", help="also read the same articles disturbed"
    )
    options = parser.parse_args()
    records = read_records(options.articles) if options.articles else stress_records()
    with tempfile.TemporaryDirectory() as folder:
        for line in report(records, Path(folder), robust=options.robust):
            print(line, flush=True)


def read_records(path: Path) -> list[Record]:
    """The articles of a JSON Lines file."""
    return [
        json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()
    ]


def stress_records() -> list[Record]:
    """The passages of our own stress set; the publisher is the beat."""
    from tests.stress import read_passages, to_record  # noqa: PLC0415 - only a checkout has it

    return [to_record(passage) for passage in read_passages()]


def report(records: Sequence[Record], folder: Path, *, robust: bool) -> Iterator[str]:
    """The lines of all tables; files are written into the folder."""
    path = written(records, folder / "articles.jsonl")
    nlp = load_model()
    default = kg_system(f"kg ({chosen(None)}, the default)", Config())
    rules = kg_system("kg --extractor rules", Config(extractor="rules"))
    plain = load_plain(nlp.path)
    textacy = textacy_system(plain)
    compared = [default, rules, *([textacy] if textacy else [])]
    unit = spacy_system(plain)
    unit.find(path)  # so that every system has run before the first round of time
    found = {system.name: system.find(path) for system in compared}
    yield f"{len(records)} articles, {sum(len(record['gold']) for record in records)} attributions"
    yield from ["", *score_table({name: score(records, its) for name, its in found.items()})]
    yield from ["", *group_table(records, found[default.name])]
    yield from ["", *speed_table(measured([unit, *compared], path), len(records), unit.name)]
    yield from ["", *profile_table(profile(path, nlp, Config()))]
    if not textacy:
        yield from ["", INSTALL_TEXTACY]
    if robust:
        yield from ["", *robust_table(records, default, folder)]


def written(records: Iterable[Record], path: Path) -> Path:
    """A JSON Lines file of the articles, without their gold."""
    lines = [json.dumps({"id": record["id"], "text": record["text"]}) + "\n" for record in records]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def load_plain(path: Path) -> Any:  # noqa: ANN401 - as spaCy has it
    """The installed pipeline once more, with all its components, whatever `kg` does to its own."""
    from spacy import load  # noqa: PLC0415 - `load_model` first says how many threads spaCy may use

    return load(path)


def score_table(scores: Mapping[str, Scores]) -> list[str]:
    """Precision/recall/F1 of each system, and the recall of contents by how they are quoted."""
    header = [
        "found",
        *(
            f"{unit} {'exact' if criterion == 'exact' else ''}".strip()
            for unit, criterion in COLUMNS
        ),
    ]
    rows = [
        [
            name,
            *(in_full(its.rates[column]) for column in COLUMNS),
            *(recall(its, kind) for kind in QUOTATIONS),
        ]
        for name, its in scores.items()
    ]
    return table([*header, *(f"content recall, {kind}" for kind in QUOTATIONS)], rows)


def group_table(records: Sequence[Record], found: Found) -> list[str]:
    """Triples by publisher, which is the beat in our own stress set."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(str(record.get("publisher")), []).append(record)
    rates = {
        name: score(group, found).rates["triple", "half"] for name, group in sorted(groups.items())
    }
    return table(
        ["publisher", "articles", "attributions", "found", "triple"],
        [
            [
                name,
                str(len(groups[name])),
                str(rate.wanted),
                str(rate.found),
                in_full(rate) if rate.wanted else "-",
            ]
            for name, rate in rates.items()
        ],
    )


def speed_table(seconds: Mapping[str, Seconds], articles: int, unit: str) -> list[str]:
    """Seconds and articles a second, and the speed as a multiple of the unit's."""
    base = seconds[unit]
    return table(
        ["all in", "seconds", "CPU seconds", "articles/s", "speed", "speed by CPU"],
        [
            [
                name,
                f"{its.wall:.2f}",
                f"{its.cpu:.2f}",
                f"{articles / its.wall:.1f}",
                f"{base.wall / its.wall:.2f}",
                f"{base.cpu / its.cpu:.2f}",
            ]
            for name, its in seconds.items()
        ],
    )


def profile_table(seconds: Mapping[str, Seconds]) -> list[str]:
    """Where the time of the default goes."""
    total = sum(its.cpu for its in seconds.values())
    return table(
        ["stage of kg", "seconds", "CPU seconds", "share of CPU"],
        [
            [name, f"{its.wall:.2f}", f"{its.cpu:.2f}", f"{its.cpu / total:.0%}"]
            for name, its in seconds.items()
        ],
    )


def robust_table(records: Sequence[Record], system: System, folder: Path) -> Iterator[str]:
    """Triples in the same articles as careless tools leave them."""
    clean = 0.0
    rows: list[list[str]] = []
    for name, disturb in {"clean": dict, **DISTURBANCES}.items():
        disturbed = [disturb(record) for record in records]
        rate = score(disturbed, system.find(written(disturbed, folder / "disturbed.jsonl"))).rates[
            "triple", "half"
        ]
        clean = clean if rows else rate.f1
        rows.append([name, in_full(rate), f"{rate.f1 - clean:+.3f}"])
    yield from table(["text", "triple", "F1 against clean"], rows)


def in_full(rates: Rates) -> str:
    """Precision/recall/F1.

    >>> from benchmarks.scoring import Rates
    >>> in_full(Rates(1, 2, 4))
    '.500/.250/.333'
    """
    return "/".join(decimals(value) for value in (rates.precision, rates.recall, rates.f1))


def recall(scores: Scores, kind: str) -> str:
    """The share of contents found that are quoted in one way, with their number."""
    rates = scores.by_quotation.get(kind)
    return f"{decimals(rates.recall)} of {rates.wanted}" if rates else "-"


def decimals(value: float) -> str:
    """A share in three decimals, without the nought.

    >>> decimals(0.5), decimals(1.0)
    ('.500', '1.000')
    """
    return f"{value:.3f}".removeprefix("0")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    r"""A Markdown table.

    >>> print(*table(["who", "n"], [["Ann", "10"]]), sep="\n")
    | who | n  |
    |-----|----|
    | Ann | 10 |
    """
    cells = [header, *rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]


if __name__ == "__main__":
    main()
