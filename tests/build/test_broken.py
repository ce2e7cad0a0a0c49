"""A folder of 2,000 files, one in a hundred broken, of ten kinds: the good ones are built, each bad one is listed."""

from __future__ import annotations

import gzip
import json
import os
import stat
from typing import TYPE_CHECKING

from tests.build.conftest import kg
from tests.documents import examples

if TYPE_CHECKING:
    from pathlib import Path

FILES = 2000
BOMB = gzip.compress(b'{"text": "' + b"a" * (200 << 20) + b'"}')


def break_files(folder: Path, copy: int) -> dict[str, str]:
    """Write a broken file of each kind; gives what the message has to say of it."""
    made = {
        "truncated.jsonl.gz": (
            gzip.compress(b'{"text": "It rained, Ann Lee said."}' * 9)[:-9],
            "is cut off or broken",
        ),
        "latin-1.txt": ("Café, said Ann Lee.".encode("latin-1"), "is not UTF-8"),
        "menu.html": (
            b"<html><body><nav>Home | News | Sport</nav></body></html>",
            "no text of an article",
        ),
        "line.txt": (b"rain " * (10 << 20), "more than the 1,000,000 of one document"),
        "empty.warc.gz": (
            examples.packed([examples.warc_record("https://example.org/", b"")]),
            "is an empty record",
        ),
        "pictures.pdf": (examples.pdf([[], []]), "is a PDF of pictures"),
        "bomb.jsonl.gz": (BOMB, "times its size"),
        "nul.txt": (b"It rained\0, said Ann Lee.", "is a binary file"),
    }
    for name, (data, _) in made.items():
        (folder / f"{copy}-{name}").write_bytes(data)
    messages = {f"{copy}-{name}": message for name, (_, message) in made.items()}
    (folder / f"{copy}-loop").symlink_to(folder)
    locked = folder / f"{copy}-locked.txt"
    locked.write_text("It rained, Ann Lee said.", encoding="utf-8")
    locked.chmod(0)
    if os.access(locked, os.R_OK):  # whoever is root reads everything but what is no file
        locked.unlink()
        os.mkfifo(locked, stat.S_IRUSR)
        return messages | {f"{copy}-loop": "a link to a folder above it", locked.name: "is no file"}
    return messages | {f"{copy}-loop": "a link to a folder above it", locked.name: "cannot be read"}


def test_the_good_are_built_and_each_bad_one_is_listed(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    expected = break_files(folder, 0) | break_files(folder, 1)
    for number in range(FILES - len(expected)):
        text = f"It rained on day {number}, Ann Lee said."
        (folder / f"good-{number:04}.txt").write_text(text, encoding="utf-8")
    done = kg("build", str(folder), "--extractor", "rules", "--json", "-o", str(tmp_path / "out"))
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if line.startswith("kg: ")]
    assert len(lines) == len(expected) == 20
    for name, message in expected.items():
        [line] = [line for line in lines if line.startswith(f"kg: {folder / name}")]
        assert message in line
    assert json.loads(done.stdout)["documents"] == FILES - len(expected)
