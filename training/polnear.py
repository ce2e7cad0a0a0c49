"""Step 0: the PolNeAR corpus (Newell, Margolin & Ruths 2018) in its own form, as the lines that step 1 reads.

    PolNeAR/data/{train,dev,test}/text/ARTICLE.txt
                                 /attributions/ARTICLE_ANNOTATOR.ann    brat's standoff format

python -m training.polnear PolNeAR/ [--split train] > train.jsonl
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Attribution: TypeAlias = dict[str, list[list[int]]]

SPLITS: Final = ("train", "dev", "test")
ROLES: Final = ("source", "cue", "content")
MARK: Final = re.compile(r"(?P<name>T\d+)\t(?P<label>\S+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)\t.*")
EVENT: Final = re.compile(
    r"E\d+\tAttribution(?:-no-source)?:T\d+(?P<parts>(?: [A-Z][a-z]+\d*:T\d+)*) ?"
)
PART: Final = re.compile(r"([A-Z][a-z]+)\d*:(T\d+)")


def read_polnear(path: Path) -> Iterator[dict[str, Any]]:
    """Read the articles of the corpus: its training, development and test parts, each in the order of their ids.

    An article that several people annotated has the first one's attributions (by their codes) under
    "gold", and those of the rest by annotator under "other". Offsets are code points of "text",
    half open.

    Args:
        path: The folder of the corpus, or the `data` folder in it.

    Raises:
        ValueError: The corpus is not there, or a file of it is broken; the message says where.
    """
    data = path / "data" if (path / "data").is_dir() else path
    parts = [
        data / split / "attributions"
        for split in SPLITS
        if (data / split / "attributions").is_dir()
    ]
    if not parts:
        raise ValueError(
            f"{path} holds no data/train/attributions; give the folder that PolNeAR was unpacked into"
        )
    for part in parts:
        readings: dict[str, dict[str, Path]] = {}
        for file in sorted(part.glob("*.ann")):
            article, _, annotator = file.stem.rpartition("_")
            readings.setdefault(article, {})[annotator] = file
        for article, files in readings.items():
            yield read_article(part.parent, article, files)


def read_article(part: Path, article: str, files: Mapping[str, Path]) -> dict[str, Any]:
    """One article with the attributions of each annotator's file."""
    text = read_text(part / "text" / f"{article}.txt")
    (annotator, gold), *others = (
        (name, read_attributions(file, len(text))) for name, file in files.items()
    )
    return {
        "id": article,
        "split": part.name,
        "publisher": article.partition("_")[0],
        "annotator": annotator,
        "text": text,
        "gold": gold,
        "other": dict(others),
    }


def read_text(file: Path) -> str:
    """A file, its line ends as they are, since offsets count them."""
    try:
        return file.read_bytes().decode("utf-8")
    except OSError as error:
        raise ValueError(
            f"{file} cannot be read ({error.strerror}); the corpus is not whole"
        ) from error
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{file} is not UTF-8 (byte {error.start}); the corpus is damaged"
        ) from error


def read_attributions(file: Path, length: int) -> list[Attribution]:
    """The attributions of one annotator in text order, those without a span first.

    Args:
        file: In brat's format: a line for each marked stretch (T) and for each attribution (E);
            others are passed over.
        length: Of the text, in code points.
    """
    marks: dict[str, list[list[int]]] = {}
    events: list[tuple[int, str]] = []
    for number, line in enumerate(read_text(file).split("\n"), start=1):
        if line.startswith("T"):
            name, spans = read_mark(line, length, f"{file}:{number}")
            marks[name] = spans
        elif line.startswith("E"):
            events.append((number, line))
    found = [read_event(line, marks, f"{file}:{number}") for number, line in events]
    return sorted(
        found,
        key=lambda attribution: min(
            (span for role in ROLES for span in attribution[role]), default=[]
        ),
    )


def read_mark(line: str, length: int, where: str) -> tuple[str, list[list[int]]]:
    r"""The name of a marked stretch, and its spans.

    >>> read_mark("T7\tContent 4 9;12 20\twords and other words", 40, "a.ann:1")
    ('T7', [[4, 9], [12, 20]])
    >>> read_mark("T7\tContent 4 90\twords", 40, "a.ann:1")
    Traceback (most recent call last):
        ...
    ValueError: a.ann:1: 4 90 is no span of a text of 40 characters
    """
    match = MARK.fullmatch(line)
    if match is None:
        raise ValueError(f"{where}: {line!r} is no line of the form T1<tab>Source 0 5<tab>words")
    spans = [[int(offset) for offset in span.split()] for span in match["spans"].split(";")]
    for start, end in spans:
        if not start < end <= length:
            raise ValueError(f"{where}: {start} {end} is no span of a text of {length} characters")
    return match["name"], sorted(spans)


def read_event(line: str, marks: Mapping[str, list[list[int]]], where: str) -> Attribution:
    r"""The attribution of a line; brat numbers the parts of one role where they are many.

    >>> marks = {"T1": [[0, 3]], "T2": [[4, 9]], "T3": [[10, 14]]}
    >>> read_event("E1\tAttribution:T4 Content2:T3 Content:T1 Cue:T2", marks, "a.ann:9")
    {'source': [], 'cue': [[4, 9]], 'content': [[0, 3], [10, 14]]}
    """
    match = EVENT.fullmatch(line)
    if match is None:
        raise ValueError(
            f"{where}: {line!r} is no line of the form E1<tab>Attribution:T4 Content:T3 Cue:T2 Source:T1"
        )
    out: Attribution = {role: [] for role in ROLES}
    for label, name in PART.findall(match["parts"]):
        if label.lower() not in ROLES:
            raise ValueError(
                f"{where}: {label} is none of {', '.join(role.title() for role in ROLES)}"
            )
        if name not in marks:
            raise ValueError(f"{where}: {name} is not in the file")
        out[label.lower()] = sorted([*out[label.lower()], *marks[name]])
    return out


def main() -> None:
    """Print the corpus, an article a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--split", choices=SPLITS, help="only this part")
    options = parser.parse_args()
    try:
        for record in read_polnear(options.corpus):
            if options.split in {None, record["split"]}:
                print(json.dumps(record, ensure_ascii=False))
    except ValueError as error:
        parser.exit(2, f"{error}\n")


if __name__ == "__main__":
    main()
