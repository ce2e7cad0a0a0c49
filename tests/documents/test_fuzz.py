"""Broken files of every format: whatever they hold, a reader gives documents and problems, and comes to an end.

python -m pytest tests/documents/test_fuzz.py --fuzz 20000      longer; `fuzz.py` searches longer still
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.documents.formats import known_formats
from tests.documents.examples import FILES, MORE
from tests.documents.fuzz import PATIENCE, READERS, SEEDS
from tests.documents.mutations import mutated
from tests.documents.sturdy import TooLongError, alarm, check_that_it_is_read

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random


@pytest.mark.parametrize("reader", READERS)
def test_no_file_breaks_or_stops_its_reader(reader: str, request: pytest.FixtureRequest) -> None:
    name, kind, seeds = READERS[reader].name, READERS[reader].kind, READERS[reader].seeds

    @settings(
        max_examples=request.config.getoption("--fuzz"), suppress_health_check=list(HealthCheck)
    )
    @given(
        st.sampled_from(seeds),
        st.randoms(use_true_random=False),
        st.integers(0, 4),
        st.binary(max_size=8),
    )
    def fuzz(data: bytes, random: Random, times: int, more: bytes) -> None:
        for _ in range(times):
            data = mutated(data, random, kind, seeds)
        data = data[:-1] + more if not times else data
        try:
            with alarm(PATIENCE):
                check_that_it_is_read(name, data)
        except (Exception, TooLongError):
            SEEDS.mkdir(exist_ok=True)
            (SEEDS / f"{sha256(data).hexdigest()[:12]}-{name}").write_bytes(data)
            raise

    fuzz()


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*")), ids=lambda seed: seed.name)
def test_what_once_broke_a_reader_does_so_no_more(seed: Path) -> None:
    with alarm(PATIENCE):
        check_that_it_is_read(seed.name.split("-", 1)[1], seed.read_bytes())


def test_every_format_is_searched() -> None:
    names = {reader.name.removeprefix("a") for reader in READERS.values()} | {
        ".htm",
        ".xhtml",
        ".markdown",
        ".xml",
    }
    assert names == set(known_formats()) - {".tsv", ".atom"} | {".jsonl.gz", ".folder"}
    assert all(reader.seeds for reader in READERS.values())
    assert any(name.endswith(".atom") for name in FILES | MORE)
