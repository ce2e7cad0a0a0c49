"""The reader of the PolNeAR corpus, on an invented article in its form."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from training.polnear import read_polnear

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "“We sail,” said 🚢 master Ann Ek, “at noon.”\nIt rained, reportedly."
FIRST = """\
T1\tContent 54 63\tIt rained
T2\tCue 55 57\twrong
T3\tSource 16 32\t🚢 master Ann Ek,
T4\tContent 0 10;33 43\t“We sail,” “at noon.”
T5\tCue 11 15\tsaid
T6\tAttribution 11 15\tsaid
T7\tDiscuss 0 2\t“W
#1\tAnnotatorNotes T7\tfirst or second?
E1\tAttribution-no-source:T6 Content:T8 Cue:T9
E2\tAttribution:T6 Source:T3 Cue:T5 Content:T4
E3\tAttribution-no-source:T6\x20
T8\tContent 44 53\tIt rained
T9\tCue 55 65\treportedly
"""
SECOND = """\
T1\tContent 0 10\t“We sail,”
T2\tContent 33 43\t“at noon.”
T3\tSource 25 31\tAnn Ek
T4\tCue 11 15\tsaid
E1\tAttribution:T4 Content:T2 Cue:T4 Source:T3 Content2:T1
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    part = tmp_path / "data" / "dev"
    (part / "text").mkdir(parents=True)
    (part / "attributions").mkdir()
    (part / "text" / "daily_2016-01-01_ann_sails-.txt").write_bytes(TEXT.encode())
    (part / "attributions" / "daily_2016-01-01_ann_sails-_1a2b.ann").write_bytes(FIRST.encode())
    (part / "attributions" / "daily_2016-01-01_ann_sails-_9f.ann").write_bytes(SECOND.encode())
    return tmp_path


def test_an_article_with_two_readings(corpus: Path) -> None:
    quotation = [[0, 10], [33, 43]]
    assert list(read_polnear(corpus)) == [
        {
            "id": "daily_2016-01-01_ann_sails-",
            "split": "dev",
            "publisher": "daily",
            "annotator": "1a2b",
            "text": TEXT,
            "gold": [
                {"source": [], "cue": [], "content": []},
                {"source": [[16, 32]], "cue": [[11, 15]], "content": quotation},
                {"source": [], "cue": [[55, 65]], "content": [[44, 53]]},
            ],
            "other": {"9f": [{"source": [[25, 31]], "cue": [[11, 15]], "content": quotation}]},
        }
    ]


def test_the_data_folder_will_do(corpus: Path) -> None:
    assert list(read_polnear(corpus / "data")) == list(read_polnear(corpus))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("T1 Source 0 5 words", "is no line of the form T1", id="no tabs"),
        pytest.param("T1\tSource 0 5;\twords", "is no line of the form T1", id="no spans"),
        pytest.param(
            "T1\tSource 60 80\twords",
            "60 80 is no span of a text of 66 characters",
            id="beyond the text",
        ),
        pytest.param("T1\tSource 5 5\t", "5 5 is no span", id="empty"),
        pytest.param("E1\tAttribution:T1 Cue", "is no line of the form E1", id="half an argument"),
        pytest.param("E1\tAttribution:T1 Cue:T1", "T1 is not in the file", id="unknown stretch"),
        pytest.param(
            "E1\tAttribution:T1 Verb:T1", "Verb is none of Source, Cue, Content", id="unknown role"
        ),
    ],
)
def test_a_broken_line_is_named(corpus: Path, line: str, message: str) -> None:
    [file, _] = sorted((corpus / "data" / "dev" / "attributions").iterdir())
    file.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=message) as raised:
        list(read_polnear(corpus))
    assert str(raised.value).startswith(f"{file}:2: ")


def test_a_missing_text_is_named(corpus: Path) -> None:
    [file] = (corpus / "data" / "dev" / "text").iterdir()
    file.unlink()
    with pytest.raises(ValueError, match=r"cannot be read .*the corpus is not whole"):
        list(read_polnear(corpus))


def test_a_wrong_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="holds no data/train/attributions; give the folder"):
        list(read_polnear(tmp_path))


@pytest.mark.parametrize(("split", "lines"), [("dev", 1), ("train", 0)])
def test_the_command_prints_one_part(corpus: Path, split: str, lines: int) -> None:
    command = [sys.executable, "-m", "training.polnear", str(corpus), "--split", split]
    out = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    assert [json.loads(line)["split"] for line in out.splitlines()] == [split] * lines


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "training.polnear", str(tmp_path)],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "give the folder that PolNeAR was unpacked into" in done.stderr
