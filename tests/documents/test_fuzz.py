"""Broken files of every format: whatever they hold, a reader gives documents and problems, and comes to an end.

python -m pytest tests/documents/test_fuzz.py --fuzz 20000      longer; each file that fails is kept in fuzz_seeds/
"""

from __future__ import annotations

import signal
import tempfile
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.documents import FORMATS, parts_of, read_file
from kg.errors import Problem
from kg.model import Document
from tests.documents.examples import FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEDS = Path(__file__).parent / "fuzz_seeds"
PATIENCE = 20  # seconds; an example takes milliseconds
EXAMPLES = {**FILES, "rain.txt": b"date 2024-05-01 It rained. -- NTB\n\nIt rained, she said.", "rain.tsv": b"text\nA\n"}
SPLICES = [
    b"\0",
    b"\xff\xfe",
    b"<",
    b"</p>",
    b"&#0;",
    b"{",
    b'"',
    b"\r\n",
    b"\n\n",
    b"999999999",
    b"-1",
    b"\xed\xa0\x80",
]


@contextmanager
def alarm(seconds: int) -> Iterator[None]:
    """Raise where something takes too long."""

    def too_long(*_: object) -> None:
        raise AssertionError(f"still not done after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@st.composite
def broken(draw: st.DrawFn, data: bytes) -> bytes:
    """The file with some of its bytes changed, cut out, doubled, or others put in."""
    out = bytearray(data)
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(out)))
        end = min(len(out), start + draw(st.sampled_from([0, 1, 1, 4, 30, 400])))
        out[start:end] = draw(
            st.one_of(
                st.binary(max_size=8), st.sampled_from(SPLICES), st.just(bytes(out[start:end] * 3)), st.just(data[:200])
            )
        )
    return bytes(out[: draw(st.integers(0, len(out)))] if draw(st.booleans()) else out)


def check_that_it_is_read(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, alarm(PATIENCE):
        path = Path(folder) / name
        path.write_bytes(data)
        for part in parts_of(str(path), 2):
            for found in read_file(str(path), name, part=part):
                assert isinstance(found, Document | Problem)
                if isinstance(found, Document):
                    found.text.encode("utf-8")
                    assert "\0" not in found.text


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_file_breaks_or_stops_its_reader(name: str, request: pytest.FixtureRequest) -> None:
    @settings(max_examples=request.config.getoption("--fuzz"), suppress_health_check=list(HealthCheck))
    @given(st.one_of(broken(EXAMPLES[name]), st.binary(max_size=300)))
    def fuzz(data: bytes) -> None:
        try:
            check_that_it_is_read(name, data)
        except Exception:
            SEEDS.mkdir(exist_ok=True)
            (SEEDS / f"{sha256(data).hexdigest()[:12]}-{name}").write_bytes(data)
            raise

    fuzz()


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*")), ids=lambda seed: seed.name)
def test_what_once_broke_a_reader_does_so_no_more(seed: Path) -> None:
    check_that_it_is_read(seed.name.split("-", 1)[1], seed.read_bytes())


def test_every_format_has_an_example() -> None:
    assert {".htm", ".xhtml", ".markdown", ".xml"} == set(FORMATS) - {
        ending for ending in FORMATS for name in EXAMPLES if name.endswith(ending)
    }
