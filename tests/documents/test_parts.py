"""Parts of files that are broken: what was read once is not read again."""

from __future__ import annotations

import gzip
import json
import random
from typing import TYPE_CHECKING

from kg.documents import parts_of, read_file
from kg.errors import Problem

if TYPE_CHECKING:
    from pathlib import Path


def test_no_record_of_a_file_that_is_cut_off_is_read_twice(tmp_path: Path) -> None:
    numbers = random.Random(1)  # noqa: S311 - no secret
    texts = [f"It rained {numbers.random()} mm, {numbers.random()}." for _ in range(5000)]
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines.encode())[:-5000])
    found = [
        one for part in parts_of(str(path), 24) for one in read_file(str(path), "a", part=part)
    ]
    read = [one.text for one in found if not isinstance(one, Problem)]
    assert read == texts[: len(read)]
    assert len(read) > 3000
    [problem] = [one for one in found if isinstance(one, Problem)]
    assert "cut off or broken" in problem.message
