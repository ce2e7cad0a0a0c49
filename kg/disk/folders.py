"""Folders as wholes: one takes the place of another at once, and who reads the old one reads on.

A folder that stands at its place is never written to. It is replaced by another that was made
beside it, by one call of the system where there is one (Linux), else by two renames. A reader holds
a shared lock on the folder that it reads, which outlives the replacing; folders that nobody holds
any more are deleted by whoever replaces next.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_DESCRIPTORS: Final = Path("/proc/self/fd")


class InUseError(OSError):
    """Another process is replacing the folder."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Make a folder that takes the place of another, or of none, when the block ends well.

    A process that is killed in the block leaves a hidden folder beside the target, which the next
    one clears away.

    Args:
        target: The folder to replace; folders above it are made.

    Yields:
        The path at which to make the new folder; there is nothing yet.

    Raises:
        InUseError: Another process is replacing it.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with locked(target.parent / f".{target.name}.lock"):
        _clear(target)
        workshop = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            yield workshop / "new"
            _put(workshop / "new", target)
        finally:
            _clear(target)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock, whose file is there only as long; if the process dies, the lock is free.

    Raises:
        InUseError: Another holds it.
    """
    while True:
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with suppress(FileNotFoundError):
                if path.stat().st_ino == os.fstat(descriptor).st_ino:
                    break
        except BlockingIOError as error:
            os.close(descriptor)
            raise InUseError(str(error)) from error
        os.close(descriptor)  # whoever held it has just deleted the file
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def hold(folder: Path) -> Path:
    """Keep a folder from being deleted for as long as this process lives.

    Args:
        folder: The folder.

    Returns:
        A path by which its files are found even when another takes its place; the same path where
        no system gives one.

    Raises:
        OSError: There is no such folder.
    """
    while True:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        with suppress(FileNotFoundError):
            if folder.stat().st_ino == os.fstat(descriptor).st_ino:
                break
        # another took its place before it was locked, and it may be deleted by now
        os.close(descriptor)
    lasting = _DESCRIPTORS / str(descriptor)
    return lasting if lasting.exists() else folder


def _put(new: Path, target: Path) -> None:
    """Put a new folder in the place of another, which then is where the new one was."""
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        old = new.with_name("old")
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """Have two folders change places in one step; return False where the system can't."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and not rename(
        _AT_FDCWD, bytes(one), _AT_FDCWD, bytes(other), _RENAME_EXCHANGE
    )


def _clear(target: Path) -> None:
    """Delete what earlier replacements of a folder left beside it, unless somebody reads it."""
    for workshop in target.parent.glob(f".{target.name}-????????"):
        if not any(_is_held(folder) for folder in workshop.glob("*")):
            shutil.rmtree(workshop, ignore_errors=True)


def _is_held(folder: Path) -> bool:
    """Tell whether somebody reads a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
