"""`kg`, to which some documents are deadly: they kill, stop or fill the process that reads them, as a library might."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from kg import documents, pipeline
from kg.build import archive, texts, units
from kg.build import task as tasks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.build.task import Result
    from kg.build.units import Setting, Task
    from kg.config import Config
    from kg.documents import Metadata, Part
    from kg.errors import Problem
    from kg.language.annotation import AnnotatedDocument
    from kg.model import Document
    from kg.pipeline import Extraction

HELD: list[bytes] = []
EXTRACT_DOCUMENT, READ_FILE = pipeline.extract_document, documents.read_file
WRITE_SHARD, WRITE_TEXTS = tasks.write_shard, texts.write_texts


def kg() -> None:
    """Run the command."""
    from kg.cli import main

    vars(archive).update(write_shard=write_shard)
    vars(texts).update(write_texts=write_texts)
    main()


def write_shard(task: Task, setting: Setting) -> Result:
    """As `kg.build.task` has it; by its name a process that has just started finds this module."""
    arm()
    return WRITE_SHARD(task, setting)


def write_texts(task: Task, setting: Setting, form: str) -> tuple[list[str], list[Problem]]:
    """As `kg.build.texts` has it."""
    arm()
    return WRITE_TEXTS(task, setting, form)


def arm() -> None:
    vars(pipeline).update(extract_document=extract_document)
    vars(units).update(read_file=read_file)


def extract_document(annotated: AnnotatedDocument, config: Config) -> Extraction | Problem:
    """Look for the statements of a document, unless it is deadly."""
    strike(annotated.text)
    return EXTRACT_DOCUMENT(annotated, config)


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
