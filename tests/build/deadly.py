"""`kg`, to which some documents are deadly: they kill, stop or fill the process that reads them, as a library might."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from kg import documents, pipeline
from kg.build import task as tasks
from kg.build import texts, units, workers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.build.task import Result, Setting
    from kg.build.units import Task
    from kg.config import Config
    from kg.documents import Metadata, Part
    from kg.errors import Problem
    from kg.language.annotation import AnnotatedDocument
    from kg.model import Document, ResolvedDocument

HELD: list[bytes] = []
RESOLVE_ONE, READ_FILE, DO, TEXTS = pipeline.resolve_one, documents.read_file, tasks.do, texts.texts


def kg() -> None:
    """Run the command."""
    from kg.cli import main

    vars(workers).update(do=do)
    vars(texts).update(texts=say)
    main()


def do(task: Task, setting: Setting) -> Result:
    """As `kg.build.task.do`; by its name a process that has just started finds this module."""
    arm()
    return DO(task, setting)


def say(task: Task, wanted: texts.Wanted) -> tuple[list[str], list[Problem]]:
    """As `kg.build.texts.texts`."""
    arm()
    return TEXTS(task, wanted)


def arm() -> None:
    vars(pipeline).update(resolve_one=resolve_one)
    vars(units).update(read_file=read_file)


def resolve_one(annotated: AnnotatedDocument, config: Config) -> ResolvedDocument | Problem:
    """Look for the statements of a document, unless it is deadly."""
    strike(annotated.text)
    return RESOLVE_ONE(annotated, config)


def read_file(path: str, name: str, metadata: Metadata, part: Part) -> Iterator[Document | Problem]:
    """Read a file, unless it is deadly."""
    if "unreadable" in name:
        strike("DEADLY")
    yield from READ_FILE(path, name, metadata, part)


def strike(text: str) -> None:
    """Do what a text says."""
    if "DEADLY" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "ENDLESS" in text:
        signal.pause()
    if "BUSY" in text:
        while True:
            pass
    if "GREEDY" in text:
        while True:
            HELD.append(bytes(100_000_000))
